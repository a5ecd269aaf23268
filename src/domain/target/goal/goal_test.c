/* domain/target/goal/goal_test.c - the schedule of a target, and what is in force on a day. */
#include "tests/test.h"
#include "domain/org/org.h"
#include "domain/target/goal/goal.h"
#include "domain/target/target.h"

static void plant(struct ctx *cx)
{
        done(org_demo(cx));
        done(target_demo(cx));
        done(goal_demo(cx));
}

TEST(goal_schedule_goes_by_the_months_between_quarters)
{
        struct goal_target t = { .has_value = true, .value = 1000,
                                 .has_quarter = { true, true, true, true },
                                 .quarter = { 200, 450, 721, 1000 } };
        static const int64_t want[12] = { 67, 133, 200, 283, 367, 450, 540, 631, 721, 814, 907, 1000 };
        for (int m = 0; m < 12; m++)
                same_int(goal_schedule(&t, m), want[m]);
        int64_t v;
        ok(goal_schedule_at(&t, 5, 2, &v) && v == 45000);
}

TEST(goal_schedule_without_quarters_is_in_proportion)
{
        struct goal_target t = { .has_value = true, .value = 100 };
        same_int(goal_schedule(&t, 0), 8);
        same_int(goal_schedule(&t, 5), 50);
        same_int(goal_schedule(&t, 11), 100);
        t.has_quarter[1] = true, t.quarter[1] = 30;     /* one is given: the others lie between */
        same_int(goal_schedule(&t, 2), 15);
        same_int(goal_schedule(&t, 5), 30);
        same_int(goal_schedule(&t, 8), 65);
        same_int(goal_schedule(&t, 11), 100);
}

TEST(goal_schedule_half_goes_up)
{
        struct goal_target t = { .has_value = true, .value = 6, .places = 0 };
        same_int(goal_schedule(&t, 0), 1);      /* 0.5 */
        same_int(goal_schedule(&t, 2), 2);      /* 1.5 */
}

TEST(goal_schedule_of_a_rate_is_the_year_s_target)
{
        struct goal_target t = { .has_value = true, .value = 885, .places = 1, .course = GOAL_LEVEL,
                                 .has_quarter = { true }, .quarter = { 100 } };
        for (int m = 0; m < 12; m++)
                same_int(goal_schedule(&t, m), 885);
        t.has_value = false;
        ok(goal_schedule(&t, 0) == FIGURE_NONE);
        int64_t v = 0;
        ok(goal_schedule_at(&t, 0, 0, &v) && v == FIGURE_NONE);
        t.has_value = true;
        ok(!goal_schedule_at(&t, 0, 0, &v));    /* 88.5 has no place in whole numbers */
}

TEST(goal_course_follows_the_measure)
{
        struct edition_node x = { .method = S("F1"), .measure = S("万元") };
        same_int(goal_course_of(&x), GOAL_RUNNING);
        x.down = true;
        same_int(goal_course_of(&x), GOAL_LEVEL);
        x.down = false, x.measure = S("%");
        same_int(goal_course_of(&x), GOAL_LEVEL);
        x.method = S("F17");
        same_int(goal_course_of(&x), GOAL_RUNNING);
}

TEST_DB(goal_demo_has_two_years_in_force)
{
        const struct goal_target *now, *last, *one, *none;
        int n_now, n_last, n_one, n_none;
        plant(cx);
        done(goals_in_force(cx, 1, 0, cx->today, &now, &n_now));
        done(goals_in_force(cx, 3, 0, day_make(2023, 12, 31), &last, &n_last));
        same_int(n_now, n_last);
        ok(n_now > 600);
        /* nothing before the day of issue, nothing of another scheme */
        done(goals_in_force(cx, 1, 0, day_make(2024, 3, 19), &none, &n_none));
        same_int(n_none, 0);
        done(goals_in_force(cx, 2, 0, cx->today, &none, &n_none));
        same_int(n_none, 0);
        done(goals_in_force(cx, 1, now[0].unit, cx->today, &one, &n_one));
        ok(n_one > 3 && n_one < 20);
        for (int i = 0; i < n_now; i++) {
                const struct goal_target *t = &now[i];
                ok(t->has_value && (t->course == GOAL_LEVEL) == !t->has_quarter[3]);
                if (t->course == GOAL_RUNNING)
                        same_int(t->quarter[3], t->value);
                if (i)
                        ok(now[i - 1].unit <= t->unit);
        }
        for (int i = 0; i < n_one; i++)
                same_int(one[i].value, now[i].value);
}
