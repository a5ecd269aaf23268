/* tests/waits_test.c - the first page says what waits: every row of every module, for every
 * role. */
#include "door/module.h"
#include "tests/story.h"

enum { SAMPLES = 3, MOST_ROWS = 128 };

static const struct { const char *role, *unit; } looks[] = {
        { "county-leader", "shili" },        { "office-director", "shili-mbb" },
        { "office-business", "shili-mbb" },  { "office-general", "shili-mbb" },
        { "inspector", "shili-mbb" },        { "lead-handler", "shili-shuiwu" },
        { "lead-reviewer", "shili-shuiwu" }, { "town", "shili-liuxi" },
        { "scorer", "shili-czj" },           { "budget-editor", "shili-shuiwu" },
        { "budget-reviewer", "shili-czj" },  { "congress-deputy", "shili-rd" },
        { "system-admin", "shili" },         { "security-admin", "shili" },
        { "audit-admin", "shili" },
};

/* Rows that the demonstration has nothing for; stories see them. */
static const char *const unseen[] = {
        "appeal.approve", "appeal.decide", "appeal.take", "audit.break", "budget.approve", "budget.draft",
        "budget.publish",
        "budget.review", "check.return", "delegation.decide", "document.check", "document.send", "document.sign",
        "figure.again", "goal.draft", "goal.issue", "goal.return", "goal.sign", "poll.close",
        "poll.count", "result.close", "result.decide", "result.final", "result.open",
                "result.publish",
        "result.release", "urge.reply",
};

static bool is_unseen(const char *code)
{
        for (size_t i = 0; i < COUNT_OF(unseen); i++)
                if (!strcmp(unseen[i], code))
                        return true;
        return false;
}

/* What a row lists for the person can be opened, and so can the page with all of them. */
static int opens(struct ctx *cx, struct visit *v, const struct wait_row *row)
{
        struct ctx who = *cx;
        struct waits w = { 0 };
        done(session_load(&who, v->session));
        if (!perms_has(&who.may, row->need))
                return 0;
        done(row->list(&who, row, &w));
        if (w.n && !same_int(visit_get(v, wait_all(cx->arena, row)), 200))
                test_note("%s: all of them at %s", row->code, wait_all(cx->arena, row).p);
        for (int i = 0; i < w.n && i < SAMPLES; i++) {
                ok(w.list[i].title.n > 0 && w.list[i].href.n > 0);
                if (!same_int(visit_get(v, w.list[i].href), 200))
                        test_note("%s: %s", row->code, w.list[i].href.p);
        }
        return w.n;
}

TEST_DB(what_waits_can_be_opened)
{
        int seen[MOST_ROWS] = { 0 }, at;
        story_county(cx);
        for (size_t k = 0; k < COUNT_OF(looks); k++) {
                struct visit v = { .cx = cx };
                if (!visit_as(&v, looks[k].role, looks[k].unit)) {
                        test_note("nobody is %s of %s", looks[k].role, looks[k].unit);
                        ok(false);
                        continue;
                }
                int all = at = 0;
                for (int m = 0; m < n_modules; m++)
                        for (int i = 0; i < modules[m]->n_waits; i++) {
                                int n = opens(cx, &v, &modules[m]->waits[i]);
                                must(at < MOST_ROWS);
                                seen[at++] += n, all += n;
                        }
                same_int(visit_get(&v, S("/")), 200);
                ok(!all || visit_sees(&v, str_f(cx->arena, "有 %d 件事等您办", all).p));
        }
        at = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_waits; i++, at++) {
                        const char *code = modules[m]->waits[i].code;
                        if (!ok((seen[at] > 0) != is_unseen(code)))
                                test_note("%s: %d seen", code, seen[at]);
                }
}

/* Rows of one list() open their year once: what the first keeps, the others use. */
TEST_DB(what_waits_of_figures_opens_its_year_once)
{
        struct visit v = { .cx = cx };
        story_county(cx);
        ok(visit_as(&v, "office-business", "shili-mbb"));
        struct ctx who = *cx;
        done(session_load(&who, v.session));
        void *kept = NULL;
        int rows = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_waits; i++) {
                        const struct wait_row *row = &modules[m]->waits[i];
                        if (strncmp(row->code, "figure.", 7))
                                continue;
                        struct waits alone = { 0 }, with = { .kept = kept };
                        int64_t from = who.db->n_statements;
                        done(row->list(&who, row, &alone));
                        int64_t cost = who.db->n_statements - from;
                        from = who.db->n_statements;
                        done(row->list(&who, row, &with));
                        if (kept)
                                ok(who.db->n_statements - from < cost);
                        same_int(with.n, alone.n);
                        ok(with.kept != NULL && (!kept || with.kept == kept));
                        kept = with.kept;
                        rows++;
                }
        same_int(rows, 3);
}

TEST(a_row_of_what_waits_is_whole)
{
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_waits; i++) {
                        const struct wait_row *r = &modules[m]->waits[i];
                        ok(r->code && r->word && r->act && r->path && r->all && r->list);
                        ok(r->need >= 0 && r->need < MAY_END);
                }
}
