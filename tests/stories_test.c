/* tests/stories_test.c - every story of tests/stories, each a test of its own on its own fresh
 * demonstration county, on both engines. */
#include "core/audit/change.h"
#include "core/db/db.h"
#include "core/search/search.h"
#include "tests/story.h"

/* One function a story, since a test is a function: the n-th plays the n-th file by name. */
#define STORIES(X) \
        X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) \
        X(10) X(11) X(12) X(13) X(14) X(15) X(16) X(17) X(18) X(19) \
        X(20) X(21) X(22) X(23) X(24) X(25) X(26) X(27) X(28) X(29) \
        X(30) X(31) X(32) X(33) X(34) X(35) X(36) X(37) X(38) X(39)
enum { MOST_STORIES = 40 };

static struct story  stories[MOST_STORIES];     /* read once, before main */
static int           n_stories;
static struct arena  arena;

/* Whatever a story changed, the index of full text followed. */
static void index_followed(struct ctx *cx)
{
        for (int i = 0; i < search_kinds_count(); i++) {
                int64_t lacking = 0, gone = 0;
                done(search_kind_at(i)->check(cx, &lacking, &gone));
                if (!ok(!lacking && !gone))
                        test_note("%s: %ld records not in the index, %ld documents without one",
                                  search_kind_at(i)->code, (long)lacking, (long)gone);
        }
}

static const struct sql trail = {
        .name = "trail", .args = "", .cols = "sss", .index = -1,
        .text = "SELECT DISTINCT entity, event, COALESCE(detail, '') FROM audit",
};

/* Whatever a story wrote into the trail is read there in words: its record and each key of its detail. An
 * address (of what was refused) is its own name, and so are an indicator's code (fz-tz: ours have no
 * hyphen) and a grade's name. */
static void trail_reads(struct ctx *cx)
{
        enum { MOST = 200 };
        struct audit_change c[AUDIT_CHANGES_MOST];
        struct query q;
        str told[MOST];
        int n_told = 0;
        query_open(&q, cx, &trail, NULL);
        while (query_next(&q)) {
                str entity = query_str(&q, 0), event = query_str(&q, 1);
                int n = audit_changes(cx, NEW(cx->arena, struct audit_names), query_str(&q, 2), c);
                for (int i = -1; i < n; i++) {
                        bool ours = i >= 0 && c[i].key.p && str_find(c[i].key, S("-")) < 0 &&
                                    (unsigned char)c[i].key.p[0] < 0x80;
                        str lacks = i >= 0 ? ours && !c[i].label ? c[i].key : (str){ 0 }
                                  : entity.n && entity.p[0] != '/' && !audit_record_label(entity) ? entity : (str){ 0 };
                        bool known = !lacks.p;
                        for (int k = 0; k < n_told && !known; k++)
                                known = str_eq(told[k], lacks);
                        if (known || n_told == MOST)
                                continue;
                        told[n_told++] = lacks;
                        ok(false);
                        test_note("%.*s: no label for “%.*s” (core/audit/labels.def)", STR(event), STR(lacks));
                }
        }
        done(query_end(&q));
}

static void play(struct ctx *cx, int n)
{
        story_county(cx);
        ok(story_play(cx, stories[n].file, stories[n].text) > 0);
        index_followed(cx);
        trail_reads(cx);
        session_forget();
}

#define X(n) static void play_##n(struct ctx *cx) { play(cx, n); }
STORIES(X)
#undef X
static void (*const plays[MOST_STORIES])(struct ctx *cx) = {
#define X(n) play_##n,
        STORIES(X)
#undef X
};

static int by_file(const void *a, const void *b)
{
        const struct story *x = a, *y = b;
        return strcmp(x->file, y->file);
}

__attribute__((constructor)) static void stories_register(void)
{
        static struct test rows[MOST_STORIES];
        arena_init(&arena, (size_t)1 << 24);
        n_stories = story_list(&arena, stories, MOST_STORIES);
        qsort(stories, (size_t)n_stories, sizeof(*stories), by_file);
        for (int i = 0; i < n_stories; i++) {
                rows[i] = (struct test){ .name = str_f(&arena, "story_%s", stories[i].file + 14).p,
                                         .file = stories[i].file, .run = plays[i], .db = true };
                test_register(&rows[i]);
        }
}

TEST(all_stories_are_played)
{
        ok(n_stories > 0 && n_stories < MOST_STORIES);  /* at the ceiling: raise it */
}

TEST_DB(story_words_are_checked)
{
        story_county(cx);
        int checked = story_play(cx, "(inline)", S("as nobody\nget /healthz\nwant 200\nsee ok\nnever 404\n"));
        same_int(checked, 3);
}
