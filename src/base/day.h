/* base/day.h - calendar dates as day numbers; no clock, no time zone. */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/str.h"

typedef struct { int32_t n; } day;      /* days since 1970-01-01 */
#define DAY_NONE ((day){ INT32_MIN })

bool day_is(day d);                     /* not DAY_NONE */
day  day_make(int y, int m, int d);     /* proleptic Gregorian; no check */
void day_split(day d, int *y, int *m, int *dom);
int  day_year(day d);
int  day_weekday(day d);                /* 1 Monday … 7 Sunday */
day  day_add(day d, int n);             /* DAY_NONE stays */
bool day_parse(str s, day *ret);        /* YYYY-MM-DD and a real date, else false */
str  day_str(struct arena *a, day d);   /* YYYY-MM-DD; absent for DAY_NONE */
str  day_zh(struct arena *a, day d);    /* 2024年2月20日 */
/* The day in China (UTC+8, no summer time since 1991) of an instant in ms UTC. */
day  day_of_instant(int64_t ms);
/* The first millisecond of a day in China, in UTC. */
int64_t day_begins(day d);
/* "2024-02-20 09:05" in China time. */
str  instant_str(struct arena *a, int64_t ms);

#endif
