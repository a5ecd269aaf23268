/* core/auth/steady_test.c - a clock that is set back lengthens and shortens nothing. */
#include "core/auth/lockout.h"
#include "core/auth/steady.h"
#include "tests/test.h"

enum { HOUR = 3600000, DAY = 24 * HOUR };
static const int64_t year = 365LL * DAY;

TEST(steady_clock_runs_on_when_the_wall_is_set_back)
{
        static const int64_t steps[] = { HOUR, DAY, 365LL * DAY };
        for (size_t i = 0; i < COUNT_OF(steps); i++) {
                struct steady s = { 0 };
                int64_t wall = 1732000000000, boot = 5000000;
                same_int(steady_ahead(&s, wall, boot, 0), 0);
                int64_t began = wall + steady_ahead(&s, wall, boot, 0);
                /* ten minutes later somebody sets the clock back */
                wall += 600000 - steps[i];
                boot += 600000;
                same_int(wall + steady_ahead(&s, wall, boot, 0) - began, 600000);
                /* and ten minutes later forward again */
                wall += 600000 + steps[i];
                boot += 600000;
                same_int(wall + steady_ahead(&s, wall, boot, 0) - began, 1200000);
        }
}

TEST(steady_clock_goes_along_forward_and_does_not_come_back)
{
        struct steady s = { 0 };
        int64_t wall = 1732000000000, boot = 5000000;
        same_int(steady_ahead(&s, wall, boot, 0), 0);
        same_int(steady_ahead(&s, wall + year, boot + 1000, 0), 0);
        same_int(steady_ahead(&s, wall + 2000, boot + 2000, 0), year - 1000);
        /* what a network time daemon trims is not a step */
        struct steady t = { 0 };
        same_int(steady_ahead(&t, wall, boot, 0), 0);
        same_int(steady_ahead(&t, wall + 56000, boot + 60000, 0), 0);
}

TEST(steady_clock_takes_up_after_a_restart)
{
        struct steady s = { 0 };
        int64_t wall = 1732000000000, boot = 7000;
        /* the database has seen a later hour: the clock was set back while we were down */
        same_int(steady_ahead(&s, wall, boot, wall + HOUR), HOUR);
        same_int(steady_ahead(&s, wall + 5000, boot + 5000, 0), HOUR);
        struct steady t = { 0 };
        same_int(steady_ahead(&t, wall, boot, wall + 30000), 0);       /* another machine's minute */
        struct steady u = { 0 };
        same_int(steady_ahead(&u, wall, boot, wall - DAY), 0);
}
