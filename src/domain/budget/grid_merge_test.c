/* domain/budget/grid_merge_test.c - two people in one table: who keeps what. */
#include "domain/budget/grid.h"
#include "tests/test.h"

enum { COLS = 2, MOST = 8 };

/* "a1|b2" is two rows of two cells, a letter each; "" none. */
static int rows_of(const char *text, struct grid_row *ret)
{
        int n = 0;
        for (str rest = str_of(text), one; rest.n; n++) {
                one = str_cut(rest, '|', &rest);
                for (int c = 0; c < COLS; c++)
                        ret[n].cell[c].text = str_trim(str_head(str_from(one, (size_t)c), 1));
        }
        return n;
}

/* Rows as above; + after one of theirs, ! after one that both changed, x after one that is stored no more. */
static str told(struct ctx *cx, const struct grid_merge *m)
{
        struct buf o = buf_new(cx->arena, 1024);
        for (int i = 0; i < m->n; i++) {
                const struct grid_row *r = &m->rows[i];
                const char *sign = r->cell[0].wrong.n || r->cell[1].wrong.n ? "!" : "";
                if (r->note)
                        sign = !strcmp(r->note, "别人刚存的") ? "+" : "x";
                buf_f(&o, "%s%.*s%.*s%s", i ? "|" : "", STR(r->cell[0].text), STR(r->cell[1].text), sign);
        }
        return buf_str(&o);
}

TEST(grid_merge_keeps_what_each_wrote)
{
        static const struct { const char *form, *mine, *now, *want; int theirs, both; } cases[] = {
                { "a1|b2|c3", "a1|b2|c3",    "a1|b2|c3",    "a1|b2|c3",      0, 0 },    /* another part was saved */
                { "a1|b2|c3", "a9|b2|c3",    "a1|b2|c3",    "a9|b2|c3",      0, 0 },
                { "a1|b2|c3", "a9|b2|c3",    "a1|b2|c8",    "a9|b2|c8+",     1, 0 },    /* each in a row of their own */
                { "a1|b2|c3", "a1|b9|c3",    "a1|b8|c3",    "a1|b9!|c3",     0, 1 },    /* both in one */
                { "a1|b2|c3", "a1|b9|c3",    "a1|b9|c3",    "a1|b9|c3",      0, 0 },    /* both the same */
                { "a1|b2|c3", "a1|b9|c3",    "a1|c3",       "a1|b9x|c3",     0, 1 },    /* deleted by the other */
                { "a1|b2|c3", "a1|b2|c9",    "a1|c3",       "a1|c9",         1, 0 },
                { "a1|b2|c3", "a1|  |c3",    "a1|b2|c9",    "a1||c9+",       1, 0 },    /* deleted by me: stays so */
                { "a1|b2",    "a1|b2|d4",    "a1|b2|e5",    "a1|b2|e5+|d4",  1, 0 },    /* both added */
                { "a1|b2",    "a1|b9",       "z0|a1|b2",    "z0+|a1|b9",     1, 0 },
                { "a1|a1",    "a1|a9",       "a1|a1",       "a1|a9",         0, 0 },    /* rows alike */
                { "",         "a1",          "b2",          "b2+|a1",        1, 0 },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct grid_row form[MOST] = { 0 }, mine[MOST] = { 0 }, now[MOST] = { 0 };
                int n_form = rows_of(cases[i].form, form), n_mine = rows_of(cases[i].mine, mine);
                int n_now = rows_of(cases[i].now, now);
                struct grid_merge m, again;
                grid_merge(cx, grid_marks(cx, form, n_form, COLS), mine, n_mine, now, n_now, COLS, &m);
                if (!same_str(told(cx, &m), cases[i].want))
                        test_note("case %d", (int)i);
                same_int(m.n_theirs, cases[i].theirs);
                same_int(m.n_both, cases[i].both);
                /* Sent again as it is shown, it rests on what is stored: nothing of another is left. */
                grid_merge(cx, m.marks, m.rows, m.n, now, n_now, COLS, &again);
                same_int(again.n_theirs, 0);
        }
}
