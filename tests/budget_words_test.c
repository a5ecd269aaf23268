/* tests/budget_words_test.c - the page of words: all texts in one form, and what another changed meanwhile. */
#include "core/auth/auth.h"
#include "domain/budget/budget.h"
#include "domain/budget/store.h"
#include "tests/story.h"

enum { SENT = 8, PER_TEXT = 4 };

/* The form as a browser would send it back: the texts of `keys` with the marks that the page gave. */
struct sheet { struct pair p[1 + SENT * PER_TEXT]; int n; };

static str between(str page, const char *before, const char *after)
{
        ptrdiff_t at = str_find(page, str_of(before));
        str rest = at < 0 ? S("") : str_from(page, (size_t)at + strlen(before));
        ptrdiff_t end = str_find(rest, str_of(after));
        return end < 0 ? S("") : str_head(rest, (size_t)end);
}

static void sheet_begin(struct sheet *s, str page)
{
        *s = (struct sheet){ .n = 1 };
        s->p[0] = (struct pair){ S("revision"), between(page, "name=\"revision\" value=\"", "\"") };
}

/* A text as it stands in the page, or `text` in its place. */
static void sheet_add(struct ctx *cx, struct sheet *s, str page, const char *key, const char *n,
                      const char *text)
{
        str head = str_f(cx->arena, "name=\"key\" value=\"%s\"><input type=\"hidden\" name=\"n\" value=\"%s\">",
                         key, n);
        str row = between(page, head.p, "</section>");
        ok(row.n > 0);
        str was = between(row, "name=\"was\" value=\"", "\""), box = between(row, "<textarea", "</textarea>");
        str kept = str_from(box, (size_t)str_find(box, S(">")) + 1);    /* nothing in the sample wants unescaping */
        s->p[s->n++] = (struct pair){ S("key"), str_of(key) };
        s->p[s->n++] = (struct pair){ S("n"), str_of(n) };
        s->p[s->n++] = (struct pair){ S("was"), was };
        s->p[s->n++] = (struct pair){ S("text"), text ? str_of(text) : kept };
}

static int post(struct visit *v, const struct sheet *s) { return visit_post(v, S("/budget/1/words"), s->p, s->n); }

static str now(struct ctx *cx, const char *key, int n)
{
        struct budget *b;
        done(budget_load(cx, 1, &b));
        return str_copy(cx->arena, budget_words_now(b, str_of(key), n));
}

static int64_t audited(struct ctx *cx)
{
        static const struct sql n = { .name = "texts_audited", .args = "", .cols = "i", .index = -1,
                                      .text = "SELECT CAST(COUNT(*) AS BIGINT) FROM audit "
                                              "WHERE event = 'budget.text'" };
        struct query q;
        query_open(&q, cx, &n, NULL);
        int64_t got = query_next(&q) ? query_int(&q, 0) : -1;
        done(query_end(&q));
        return got;
}

TEST_DB(words_are_saved_together_and_only_what_was_changed)
{
        struct visit a = { .cx = cx }, b = { .cx = cx };
        struct sheet s, late;
        story_county(cx);
        ok(visit_as(&a, "budget-editor", "wusheng-mbjx") && visit_as(&b, "budget-editor", "wusheng-mbjx"));
        same_int(visit_get(&a, S("/budget/1/words")), 200);
        str page = a.body, second = now(cx, "duty", 2);
        int64_t before = audited(cx);

        sheet_begin(&s, page);
        sheet_add(cx, &s, page, "duty", "1", "第一条改过\r\n再起一行");
        sheet_add(cx, &s, page, "duty", "2", NULL);
        sheet_add(cx, &s, page, "work", "1", "重点工作改过");
        same_int(post(&a, &s), 303);
        same_str(now(cx, "duty", 1), "第一条改过\n再起一行");
        same_str(now(cx, "work", 1), "重点工作改过");
        ok(str_eq(now(cx, "duty", 2), second));
        same_int(audited(cx) - before, 2);

        /* Another, whose page is older, wrote in a text that nobody touched since: no conflict. */
        sheet_begin(&late, page);
        sheet_add(cx, &late, page, "duty", "1", NULL);
        sheet_add(cx, &late, page, "duty", "2", "另一个人改的第二条");
        same_int(post(&b, &late), 303);
        same_str(now(cx, "duty", 1), "第一条改过\n再起一行");
        same_str(now(cx, "duty", 2), "另一个人改的第二条");

        /* In one that was changed since: told so, with both texts, and nothing of the form is written. */
        sheet_begin(&late, page);
        sheet_add(cx, &late, page, "duty", "1", "还是旧页上改的");
        sheet_add(cx, &late, page, "work", "2", "这一条没有人动过");
        same_int(post(&b, &late), 409);
        ok(visit_sees(&b, "现在是“第一条改过") && visit_sees(&b, "还是旧页上改的</textarea>") &&
           visit_sees(&b, "这一条没有人动过</textarea>"));
        same_str(now(cx, "duty", 1), "第一条改过\n再起一行");

        /* Seen, and sent again: it stands. */
        page = b.body;
        sheet_begin(&late, page);
        sheet_add(cx, &late, page, "duty", "1", "看过以后仍用这一条");
        same_int(post(&b, &late), 303);
        same_str(now(cx, "duty", 1), "看过以后仍用这一条");
}

TEST_DB(words_that_cannot_stay_are_marked_and_none_is_written)
{
        struct visit v = { .cx = cx };
        struct sheet s;
        struct buf much = buf_new(cx->arena, 16384);
        story_county(cx);
        ok(visit_as(&v, "budget-editor", "wusheng-mbjx"));
        same_int(visit_get(&v, S("/budget/1/words")), 200);
        str page = v.body, was = now(cx, "duty", 1);
        for (int i = 0; i < 4001; i++)
                buf_put(&much, S("长"));
        sheet_begin(&s, page);
        sheet_add(cx, &s, page, "duty", "1", "本来可以");
        sheet_add(cx, &s, page, "duty", "2", str_copy(cx->arena, buf_str(&much)).p);
        sheet_add(cx, &s, page, "work", "1", "看不见的\xe2\x80\x8e字");
        same_int(post(&v, &s), 422);
        ok(visit_sees(&v, "有 2 段文字须改") && visit_sees(&v, "最多 4000 个字，现有 4001 个") &&
           visit_sees(&v, "本来可以</textarea>") && visit_sees(&v, "aria-invalid=\"true\""));
        ok(str_eq(now(cx, "duty", 1), was));
        sheet_begin(&s, page);
        sheet_add(cx, &s, page, "duty", "1", NULL);
        same_int(post(&v, &s), 303);            /* nothing to do is no change */
        ok(str_eq(now(cx, "duty", 1), was));
}
