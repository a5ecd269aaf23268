/* domain/budget/figures_test.c - what this domain counts for others. */
#include "domain/budget/budget.h"
#include "domain/budget/figures.h"
#include "domain/budget/output.h"
#include "domain/budget/store.h"
#include "domain/budget/store.sql.h"
#include "tests/story.h"

/* The days of the demonstration budget of 县水务局. */
static void dates(struct ctx *cx, int64_t id, enum budget_state state, day approved, day published)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        struct budget *b;
        done(budget_load(cx, id, &b));
        budget_set_state(cx, id, state, DAY_NONE, approved, published, DAY_NONE, DAY_NONE, (str){ 0 }, (str){ 0 });
        done(tx_commit(&tx));
}

typedef const struct fail *counting(struct ctx *cx, const int64_t *units, int n, day from, day to,
                                    struct figure_value *ret);
static struct figure_value of_year(struct ctx *cx, counting *run, int64_t unit)
{
        struct figure_value v[1];
        done(run(cx, &unit, 1, day_make(2024, 1, 1), day_make(2024, 12, 31), v));
        return v[0];
}

TEST_DB(a_budget_is_on_time_until_the_twentieth_day)
{
        struct ctx then = *cx;
        struct budget *b;
        struct figure_value v;
        day approved = day_make(2024, 2, 8);
        story_county(cx);
        done(budget_see_newest(cx, S("shili-shuiwu"), 2024, &b));
        int64_t unit = story_unit(cx, "shili-shuiwu");
        then.today = day_add(approved, 20);
        dates(cx, b->id, BUDGET_APPROVED, approved, DAY_NONE);
        ok(!of_year(&then, budget_on_time, unit).known);                /* it still has today */
        then.today = day_add(approved, 21);
        v = of_year(&then, budget_on_time, unit);
        ok(v.known && v.value == 0 && v.whole == 1 && v.part == 0);     /* its time is up */
        dates(cx, b->id, BUDGET_PUBLISHED, approved, day_add(approved, 21));
        ok(of_year(&then, budget_on_time, unit).value == 0);
        dates(cx, b->id, BUDGET_PUBLISHED, approved, day_add(approved, 20));
        v = of_year(&then, budget_on_time, unit);
        ok(v.known && v.value == 10000 && v.whole == 1 && v.part == 1);
        dates(cx, b->id, BUDGET_PUBLISHED, day_make(2025, 1, 1), day_make(2025, 1, 2));
        ok(!of_year(&then, budget_on_time, unit).known);                /* another year's */
}

/* A published budget without a fault counts none; one whose sides part counts what its checks page lists. */
TEST_DB(faults_of_a_published_budget_are_those_of_its_checks)
{
        struct budget *b;
        struct disclosure *d;
        struct check_report r;
        struct figure_value v;
        int stops = 0;
        day published = day_make(2024, 2, 26);
        story_county(cx);
        done(budget_see_newest(cx, S("shili-shuiwu"), 2024, &b));
        int64_t unit = story_unit(cx, "shili-shuiwu");
        dates(cx, b->id, BUDGET_APPROVED, day_make(2024, 2, 8), DAY_NONE);
        ok(!of_year(cx, budget_faults, unit).known);                    /* nothing is published */
        dates(cx, b->id, BUDGET_PUBLISHED, day_make(2024, 2, 8), published);
        v = of_year(cx, budget_faults, unit);
        ok(v.known && v.value == 0 && v.whole == 1);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        budget_income_add(cx, b->id, b->n_incomes, 0, INCOME_OTHER, FUND_OTHER, (money){ 1230000 }, BASIS_ENTERED);
        done(tx_commit(&tx));
        done(budget_load(cx, b->id, &b));
        done(budget_checked(cx, b, &d, &r));
        for (int i = 0; i < r.n; i++)
                stops += check_stops(&r.v[i]);
        ok(stops > 0);
        v = of_year(cx, budget_faults, unit);
        ok(v.known && v.value == stops && v.part == stops && v.whole == 1);
}
