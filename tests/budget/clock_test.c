/* tests/budget/clock_test.c - the legal clocks D1…D6. */
#include "tests/budget/fixture.h"

TEST_DB(clocks_tell_their_state)
{
        struct budget *b = fixture_budget(cx, WATER);
        struct profile *p;
        struct calendar cal;
        struct clock c[CLOCKS];
        static const struct { int m, d; enum clock_state d2, d3; int left; } days[] = {
                { 2, 9, CLOCK_RUNNING, CLOCK_RUNNING, 19 },
                { 2, 23, CLOCK_DUE, CLOCK_DUE, 5 },
                { 2, 28, CLOCK_LATE, CLOCK_DUE, 0 },
                { 2, 29, CLOCK_LATE, CLOCK_LATE, -1 },
        };

        must(!profile_builtin(cx, S("sichuan-county"), &p));
        for (size_t i = 0; i < COUNT_OF(days); i++) {
                budget_clocks(b, p, day_make(2024, days[i].m, days[i].d), NULL, c);
                same_int(c[0].state, CLOCK_MET); /* D1: congress 26 January, approved 8 February */
                same_int(c[1].state, days[i].d2);
                same_int(c[2].state, days[i].d3);
                same_int(c[2].left, days[i].left);
                same_int(c[3].state, CLOCK_IDLE);       /* D4 waits for the passing on */
                same_int(c[4].state, CLOCK_IDLE);
                same_int(c[5].state, CLOCK_IDLE);
        }
        b->published = day_make(2024, 2, 28);
        b->passed_on = day_make(2024, 2, 24);
        budget_clocks(b, p, day_make(2024, 6, 1), NULL, c);
        same_int(c[1].state, CLOCK_MET_LATE);
        same_int(c[1].left, -1);
        same_int(c[2].state, CLOCK_MET);
        same_int(c[3].state, CLOCK_LATE);       /* the department's own date is not the units' */
        b->units_published = day_make(2024, 3, 15);
        budget_clocks(b, p, day_make(2024, 6, 1), NULL, c);
        same_int(c[3].state, CLOCK_MET);
        b->units_published = day_make(2024, 3, 16);
        budget_clocks(b, p, day_make(2024, 6, 1), NULL, c);
        same_int(c[3].state, CLOCK_MET_LATE);
        /* A correction is not published yet; the year's first version was, in time. */
        b->first_published = b->published;
        b->published = DAY_NONE;
        budget_clocks(b, p, day_make(2024, 6, 1), NULL, c);
        same_int(c[2].state, CLOCK_MET);
        b->published = day_make(2024, 5, 30);
        budget_clocks(b, p, day_make(2024, 6, 1), NULL, c);
        same_int(c[2].state, CLOCK_MET);
        /* Its approval is its own, and comes when it comes: the clocks ran from and to the first. */
        b->first_approved = b->approved;
        b->first_passed_on = b->passed_on;
        b->approved = b->passed_on = DAY_NONE;
        for (int approved = 0; approved < 2; approved++) {
                budget_clocks(b, p, day_make(2024, 6, 1), NULL, c);
                same_int(c[0].state, CLOCK_MET);
                same_int(c[1].state, CLOCK_MET_LATE);
                same_int(c[2].state, CLOCK_MET);
                same_int(c[3].state, CLOCK_MET_LATE);
                b->approved = day_make(2024, 5, 20);
        }
        b->approved = b->first_approved;
        b->first_approved = b->first_passed_on = DAY_NONE;
        b->published = b->first_published;
        b->first_published = DAY_NONE;
        /* A place that counts working days. */
        p->clocks = (struct clock_rule[]){ { S("D3"), 10, true } };
        p->n_clocks = 1;
        budget_clocks(b, p, day_make(2024, 6, 1), NULL, c);
        same_str(day_str(cx->arena, c[2].until), "2024-02-22");
        same_int(c[2].missing, 2024);
        same_int(c[2].state, CLOCK_MET_LATE);
        /* By the notice of 2024: off from 10 to 17 February, the 18th is a make-up workday. */
        done(calendar_load(cx, &cal));
        budget_clocks(b, p, day_make(2024, 6, 1), &cal, c);
        same_str(day_str(cx->arena, c[2].until), "2024-02-28");
        same_int(c[2].missing, 0);
        same_int(c[2].state, CLOCK_MET);
}
