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
#include "tests/fixture_demo.h"
#include "tests/story.h"

/* 12.5 for every unit but the last asked for, of which there is nothing. */
static const struct fail *compute(struct ctx *cx, int64_t unit, day from, day to, int64_t *ret)
{
        if (unit % 2)
                return fail(cx, NOT_FOUND, "%s", "");
        *ret = 125;
        return from.n <= to.n ? NULL : fail(cx, BROKEN, "a period that ends before it begins");
}
static const struct figure known = { "test.rate", "试", "%", 1, "/budget", compute };
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
        done(figures_arrive(cx, scheme, 8, &a));
        ok(a.came > 5 && a.none > 5);
        const struct figure_filter all = { .state = FIGURE_REVIEWED };
        done(figures_of_month(cx, scheme, 8, &all, &rows, &n));
        same_int(n, a.came);
        ok(n && rows[0].value == 125 && rows[0].source == FIGURE_BY_DOMAIN);
        int came = a.came;
        done(figures_arrive(cx, scheme, 8, &a));                /* the same again: nothing changes */
        same_int(a.came, 0);
        done(figures_of_month(cx, scheme, 8, &all, &rows, &n));
        same_int(n, came);
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
