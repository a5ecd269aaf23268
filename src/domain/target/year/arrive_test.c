/* domain/target/year/arrive_test.c - figures that come by file, and those that come from other
 * domains. */
#include "core/flow/figure.h"
#include "core/import/batch.h"
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/target.h"
#include "domain/target/tree.h"
#include "domain/target/year/arrive.h"
#include "domain/target/year/figure.sql.h"
#include "domain/target/year/filed.h"
#include "domain/target/year/month.h"
#include "tests/fixture_demo.h"
#include "tests/story.h"

static bool nothing_left;
/* 12.5 for every unit but those of odd numbers, of which there is nothing. */
static const struct fail *compute(struct ctx *cx, const int64_t *units, int n, day from, day to,
                                  struct figure_value *ret)
{
        for (int i = 0; i < n; i++)
                ret[i] = (struct figure_value){ .known = !nothing_left && units[i] % 2 == 0, .value = 125,
                                                .whole = 8, .part = 1 };
        return from.n <= to.n ? NULL : fail(cx, BROKEN, "a period that ends before it begins");
}
static const struct figure known = { "test.rate", "试", "%", 1, false, "共 %d 件，其中 %d 件", "/budget", compute };
static const struct figure *const known_all[] = { &known };

TEST_DB(figures_of_other_domains_arrive_and_leave_gaps_as_gaps)
{
        int64_t scheme, next;
        struct edition e;
        struct arrival a;
        const struct figure_row *rows;
        struct figure_year y;
        const struct figure *const *real;
        int n = 0, n_real = figures_all(&real);
        demo_targets(cx);
        scheme = story_scheme(cx, 2024);
        figures_set(known_all, 1);
        done(figure_year_open(cx, scheme, &y));
        done(edition_next(cx, y.e.id, S("改由系统取数"), &next));
        done(edition_read(cx, next, &e));
        for (int i = 0; i < e.n_nodes; i++)
                if (str_is(e.nodes[i].code, "fz-kq")) {
                        struct node_wish w = { .node = e.nodes[i] };
                        w.node.source = S("test.rate");
                        done(node_edit(cx, e.nodes[i].id, e.nodes[i].version, &w));
                }
        done(edition_find(cx, next, &e));
        done(edition_move(cx, next, &(struct edition_step){ .event = S("submit"), .version = e.version,
                                                            .since = DAY_NONE }));
        done(edition_find(cx, next, &e));
        done(edition_move(cx, next, &(struct edition_step){ .event = S("issue"), .version = e.version,
                          .since = day_make(2024, 7, 1), .basis = S("示委办〔2024〕31号") }));
        /* the job: every month that has ended and is due, none that is locked */
        done(period_move(cx, scheme, 5, S("lock"), S("")));
        done(figures_arrive_all(cx));
        done(figures_arrive(cx, scheme, 8, &a));
        ok(a.came == 0 && a.none > 5);
        for (int m = 0; m < 12; m++) {
                done(figures_of_month(cx, scheme, m, &(struct figure_filter){ .state = FIGURE_REVIEWED }, &rows, &n));
                ok(m == 2 || m == 8 ? n > 5 : n == 0);
        }
        const struct figure_filter all = { .state = FIGURE_REVIEWED };
        done(figures_of_month(cx, scheme, 8, &all, &rows, &n));
        ok(n && rows[0].value == 125 && rows[0].source == FIGURE_BY_DOMAIN);
        ok(n && str_is(rows[0].reason, "共 8 件，其中 1 件"));
        int came = n;
        int64_t stem = n ? rows[0].stem : 0, first = n ? rows[0].unit : 0;
        done(figure_year_open(cx, scheme, &y));
        done(figures_arrive_all(cx));                           /* the same again: nothing changes */
        done(figures_of_month(cx, scheme, 8, &all, &rows, &n));
        same_int(n, came);
        done(period_move(cx, scheme, 5, S("unlock"), S("补取")));
        done(figures_arrive(cx, scheme, 5, &a));
        same_int(a.came, came);
        /* what is counted no more is taken away; what a person has entered is not */
        nothing_left = true;
        done(figures_arrive(cx, scheme, 5, &a));
        ok(a.came == 0 && a.gone == came && a.kept == 0);
        done(figures_of_month(cx, scheme, 5, &all, &rows, &n));
        same_int(n, 0);
        int leaf = figure_leaf_at(&y, stem);
        const struct figure_in hand = { .stem = stem, .unit = first, .period = 5, .input = y.leaves[leaf].inputs[0].key,
                                        .raw = S("99"), .seen = -1 };
        done(figure_put(cx, scheme, &hand, NULL));
        nothing_left = false;
        done(figures_arrive(cx, scheme, 5, &a));
        ok(a.came == came - 1 && a.kept == 1);
        done(period_move(cx, scheme, 8, S("lock"), S("")));
        const struct fail *f = figures_arrive(cx, scheme, 8, &a);
        ok(f && f->kind == FAIL_CONFLICT);
        figures_set(real, n_real);      /* what the program has, for the tests that come after */
}

TEST_DB(figures_come_from_a_table_and_go_back)
{
        struct org_unit u;
        const struct figure_row *rows;
        int64_t id = 0, scheme;
        int n = 0;
        demo_targets(cx);
        scheme = story_scheme(cx, 2024);
        str about = str_f(cx->arena, "{\"scheme\":\"%ld\",\"month\":\"9\"}", scheme);
        done(import_receive(cx, importer_of(S("target.figures")), about, S("表.csv"),
                            S("考核单位,考核指标,数,缺项原因\n柳溪镇,fz-tz,3.25,\n青石乡,fz-tz,缺项,没有投资任务\n"), &id));
        done(import_read(cx, id));
        done(import_apply(cx, id, true));
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        const struct figure_filter by = { .unit = u.id, .state = -1 };
        done(figures_of_month(cx, scheme, 8, &by, &rows, &n));
        same_int(n, 1);
        ok(n && rows[0].value == 325 && rows[0].source == FIGURE_BY_FILE && rows[0].state == FIGURE_DRAFT);
        struct import_undo undone = { 0 };
        done(import_undo(cx, id, &undone));
        done(figures_of_month(cx, scheme, 8, &by, &rows, &n));
        same_int(n, 0);
}

/* What the program counts itself comes of the same places as the page of what is missing or late. */
TEST_DB(the_share_filed_in_time_is_that_of_the_page)
{
        struct figure_year y;
        const struct month_tally *t;
        struct figure_value v[2];
        int n = 0, seen = 0;
        demo_figures(cx);
        done(figure_year_open(cx, story_scheme(cx, 2024), &y));
        done(month_tallies(cx, &y, 0, 8, &t, &n));
        ok(n > 50);
        for (int i = 0; i < n; i += 7) {
                const int64_t units[2] = { t[i].giver, y.e.unit };
                done(figures_filed(cx, units, 2, day_make(2024, 1, 1), day_make(2024, 9, 30), v));
                int due = t[i].on_time + t[i].late + t[i].overdue;
                ok(v[0].known == (due > 0) && v[0].whole == due && v[0].part == t[i].on_time);
                ok(!v[0].known || v[0].value == on_time_rate(&t[i]));
                ok(!v[1].known);                /* a county owes nothing itself */
                seen += v[0].known && v[0].value < 1000;
        }
        ok(seen > 0);
        done(figures_filed(cx, (const int64_t[]){ t[0].giver }, 1, day_make(2020, 1, 1), day_make(2020, 12, 31), v));
        ok(!v[0].known);                        /* no scheme of that year */
}
