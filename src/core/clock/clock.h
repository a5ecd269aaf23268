/* core/clock/clock.h - what time it is, for everything that is stored or shown. */
#ifndef CORE_CLOCK_CLOCK_H
#define CORE_CLOCK_CLOCK_H

#include <stdint.h>

/* Milliseconds since 1970 by the wall, moved on as clock_begin_at() said. */
int64_t clock_now(void);

/* From now on the clock goes as if it were this instant: a demonstration or a training walks through
 * a year in an hour. Before any other thread runs. */
void clock_begin_at(int64_t instant);

#endif
