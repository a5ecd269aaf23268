/* domain/target/year/month_test.c - the on-time rate. */
#include "domain/target/year/month.h"
#include "tests/test.h"

TEST(on_time_rate_is_rounded_and_a_hundred_means_all)
{
        static const struct { int on_time, late, overdue, want; } cases[] = {
                { 201, 20, 0, 910 },            /* 90.95 % */
                { 201, 10, 10, 910 },
                { 1, 2, 0, 333 },
                { 1999, 1, 0, 999 },            /* 99.95 % is not all */
                { 3, 0, 0, 1000 },
                { 0, 0, 7, 0 },
                { 0, 0, 0, -1 },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                const struct month_tally t = { .on_time = cases[i].on_time, .late = cases[i].late,
                                               .overdue = cases[i].overdue };
                same_int(on_time_rate(&t), cases[i].want);
        }
}
