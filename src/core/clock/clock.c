#define _GNU_SOURCE
/* core/clock/clock.c - the one reading of the wall clock. */
#include "core/clock/clock.h"
#include "base/must.h"
#include <time.h>

static int64_t ahead;

static int64_t wall(void)
{
        struct timespec t;
        must(!clock_gettime(CLOCK_REALTIME, &t));
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_now(void) { return wall() + ahead; }

void clock_begin_at(int64_t instant) { ahead = instant - wall(); }
