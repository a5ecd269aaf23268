/* tests/budget_grid_test.c - two clerks in the table of the lines, and one of them beside it. */
#include "domain/budget/budget.h"
#include "domain/budget/store.h"
#include "tests/story.h"

enum { COLS = 8, MOST = 2400 };
struct typed { struct pair p[MOST]; int n; };

static str quoted(str page, ptrdiff_t at, const char *before)
{
        str rest = str_from(page, (size_t)at);
        ptrdiff_t b = str_find(rest, str_of(before));
        rest = str_from(rest, (size_t)b + strlen(before));
        return str_head(rest, (size_t)str_find(rest, S("\"")));
}

/* Every field of the table as a browser would send it back. */
static void read_form(struct typed *t, str page)
{
        static const char *const names[] = { "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7" };
        *t = (struct typed){ 0 };
        t->p[t->n++] = (struct pair){ S("revision"), quoted(page, 0, "name=\"revision\" value=\"") };
        t->p[t->n++] = (struct pair){ S("marks"), quoted(page, 0, "name=\"marks\" value=\"") };
        for (ptrdiff_t at = 0, next; (next = str_find(str_from(page, (size_t)at), S("<input name=\"c"))) >= 0; at++) {
                at += next;
                str name = quoted(page, at, "name=\"");
                if (ok(t->n < MOST))
                        t->p[t->n++] = (struct pair){ str_of(names[name.p[1] - '0']), quoted(page, at, "value=\"") };
        }
}

static str *amount(struct typed *t, int row) { return &t->p[2 + row * COLS + COLS - 1].value; }

static int64_t fen(struct ctx *cx, int64_t id, int row)
{
        struct budget *b;
        done(budget_load(cx, id, &b));
        return b->lines[row].amount.fen;
}

TEST_DB(grid_of_two_clerks_loses_nothing)
{
        struct visit a = { .cx = cx }, b = { .cx = cx };
        struct typed *one = NEW(cx->arena, struct typed), *two = NEW(cx->arena, struct typed);
        story_county(cx);
        ok(visit_as(&a, "budget-editor", "wusheng-mbjx") && visit_as(&b, "budget-editor", "wusheng-mbjx"));
        same_int(visit_get(&a, S("/budget/1/lines/edit")), 200);
        read_form(one, a.body);
        read_form(two, a.body);
        int64_t first = fen(cx, 1, 0), third = fen(cx, 1, 2);

        *amount(one, 2) = S("100.01");
        same_int(visit_post(&a, S("/budget/1/lines"), one->p, one->n), 303);
        *amount(two, 0) = S("200.02");
        same_int(visit_post(&b, S("/budget/1/lines"), two->p, two->n), 409);
        ok(visit_sees(&b, "别人新存的 1 行") && visit_sees(&b, "value=\"200.02\"") && visit_sees(&b, "value=\"100.01\""));
        same_int(fen(cx, 1, 0), first);
        ok(third != 10001);

        /* Looked at, and saved: each has what they wrote. */
        read_form(two, b.body);
        same_int(visit_post(&b, S("/budget/1/lines"), two->p, two->n), 303);
        same_int(fen(cx, 1, 0), 20002);
        same_int(fen(cx, 1, 2), 10001);

        /* In one row: both figures are there to choose from. */
        *amount(one, 0) = S("300.03");
        same_int(visit_post(&a, S("/budget/1/lines"), one->p, one->n), 409);
        ok(visit_sees(&a, "两人都改过的 1 行") && visit_sees(&a, "现在是“200.02”") && visit_sees(&a, "value=\"300.03\""));
        same_int(fen(cx, 1, 0), 20002);
}

TEST_DB(grid_is_not_stopped_by_what_another_saved_beside_it)
{
        struct visit a = { .cx = cx };
        struct typed *t = NEW(cx->arena, struct typed);
        struct budget *b;
        story_county(cx);
        ok(visit_as(&a, "budget-editor", "wusheng-mbjx"));
        same_int(visit_get(&a, S("/budget/1/lines/edit")), 200);
        read_form(t, a.body);
        done(budget_load(cx, 1, &b));
        static const struct pair words[] = { { S_C("revision"), S_C("1") }, { S_C("key"), S_C("duty") },
                                             { S_C("n"), S_C("1") }, { S_C("text"), S_C("另一处的文字") } };
        struct pair sent[COUNT_OF(words)];
        memcpy(sent, words, sizeof(words));
        sent[0].value = str_int(cx->arena, b->revision);
        same_int(visit_post(&a, S("/budget/1/words"), sent, COUNT_OF(sent)), 303);
        *amount(t, 1) = S("100.01");
        same_int(visit_post(&a, S("/budget/1/lines"), t->p, t->n), 303);
        same_int(fen(cx, 1, 1), 10001);
}

/* Typed further down, it was asked about as 第 11 条, and row 11 of the table was empty. */
TEST_DB(grid_shows_an_added_row_under_the_number_that_its_doubt_names)
{
        struct visit a = { .cx = cx };
        struct typed *t = NEW(cx->arena, struct typed);
        struct budget *b;
        story_county(cx);
        ok(visit_as(&a, "budget-editor", "wusheng-mbjx"));
        same_int(visit_get(&a, S("/budget/1/lines/edit")), 200);
        read_form(t, a.body);
        done(budget_load(cx, 1, &b));
        for (int c = 0; c < COLS; c++)          /* the first line again, with some rows left free */
                t->p[2 + (b->n_lines + 5) * COLS + c].value = t->p[2 + c].value;
        same_int(visit_post(&a, S("/budget/1/lines"), t->p, t->n), 422);
        ok(visit_sees(&a, str_f(cx->arena, "第 %d 条明细与第 1 条相同", b->n_lines + 1).p));
        read_form(t, a.body);
        same_str(*amount(t, b->n_lines), "777400.00");
        same_str(*amount(t, b->n_lines + 1), "");
}
