/* tests/duties_test.c - docs/duties.md is true: every row that claims to work has a page that
 * opens, a command that runs and tests that exist; the rows are those of the seed, none lacking. */
#include <sys/wait.h>

#include "domain/budget/budget.h"
#include "tests/story.h"

enum { DUTIES = 18, WORKS = 3, SECTIONS = 12, TERMS = 16, MOST_ROWS = 80, COLUMNS = 6 };

struct duty { str col[COLUMNS]; };      /* number, what, state, page, command, test */

static int read_rows(struct ctx *cx, struct duty *rows)
{
        str line, rest = test_file(cx->arena, "docs/duties.md", false);
        int n = 0;
        while (rest.p && n < MOST_ROWS) {
                line = str_cut(rest, '\n', &rest);
                if (!str_starts(line, S("| ")) || line.n < 4 || !strchr("DKBT", line.p[2]) ||
                    line.p[3] < '0' || line.p[3] > '9')
                        continue;
                str cells = str_from(line, 1);
                for (int c = 0; c < COLUMNS; c++)
                        rows[n].col[c] = str_trim(str_cut(cells, '|', &cells));
                n++;
        }
        return n;
}

static bool test_is_there(str pattern)
{
        for (const struct test *t = test_first(); t; t = t->next)
                if (str_find(str_of(t->name), pattern) >= 0)
                        return true;
        return false;
}

/* ":seed" is the seed's budget, ":full" the fictional department's. */
static str with_id(struct ctx *cx, str page, const int64_t ids[2])
{
        bool full = str_find(page, S(":full")) >= 0;
        int64_t id = ids[full];
        ptrdiff_t at = str_find(page, full ? S(":full") : S(":seed"));
        return at < 0 ? page
                      : str_f(cx->arena, "%.*s%ld%.*s", (int)at, page.p, id,
                              STR(str_from(page, (size_t)at + 5)));
}

static int run_command(struct ctx *cx, str command)
{
        str line = str_f(cx->arena, "%s %.*s --db '%.*s' >/dev/null 2>&1 </dev/null", getenv("LUOSHI"), STR(command),
                         STR(test_db_url(cx)));
        int how = system(line.p);
        return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

/* Also: what the row names stands on the page or in the text. */
static void check_row(struct ctx *cx, struct visit *editor, struct visit *director,
                      const struct duty *d, const int64_t ids[2])
{
        struct visit *v = editor;
        bool works = str_is(d->col[2], "可用");
        if (!works) {
                if (!test_ok(str_is(d->col[2], "未做") && !d->col[3].n && !d->col[4].n && !d->col[5].n,
                             "a duty that does not work claims nothing", __FILE__, __LINE__))
                        test_note("%.*s", STR(d->col[0]));
                return;
        }
        int status = visit_get(v, with_id(cx, d->col[3], ids));
        if (status == 403)                      /* not a budget's page: the office's own */
                v = director, status = visit_get(v, with_id(cx, d->col[3], ids));
        bool page = status == 200, named = test_is_there(d->col[5]) && d->col[5].n;
        int exit = getenv("LUOSHI") ? run_command(cx, d->col[4]) : 0;
        if (d->col[0].p[0] == 'T') {
                str term = d->col[1];
                ptrdiff_t cut = str_find(term, S("（项）"));
                page = page && visit_sees(v, str_copy(cx->arena, cut > 0 ? str_head(term, (size_t)cut) : term).p);
        }
        if (!test_ok(page && named && d->col[4].n && !exit, "a duty works as docs/duties.md says", __FILE__, __LINE__))
                test_note("%.*s: page %d, test %d, command %d", STR(d->col[0]), status, named, exit);
}

TEST_DB(duties_table_is_true)
{
        struct duty rows[MOST_ROWS];
        struct visit v = { .cx = cx }, director = { .cx = cx };
        struct budget *b, *full;
        int count[4] = { 0 };
        story_county(cx);
        done(budget_see_newest(cx, S("wusheng-mbjx"), 2024, &b));
        done(budget_see_newest(cx, S("shili-shuiwu"), 2024, &full));
        done(db_wait(cx));
        const int64_t ids[2] = { b->id, full->id };
        ok(visit_as(&v, "budget-editor", "wusheng-mbjx"));
        ok(visit_as(&director, "office-director", "shili-mbb"));
        int n = read_rows(cx, rows);
        for (int i = 0; i < n; i++) {
                count[strchr("DKBT", rows[i].col[0].p[0]) - "DKBT"]++;
                check_row(cx, &v, &director, &rows[i], ids);
        }
        same_int(count[0], DUTIES);
        same_int(count[1], WORKS);
        same_int(count[2], SECTIONS);
        same_int(count[3], TERMS);
}
