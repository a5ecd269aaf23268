/* tests/fixture_county.h - a county's scheme and figures from a formula: tests, bench, and the same in SQL. */
#ifndef TESTS_FIXTURE_COUNTY_H
#define TESTS_FIXTURE_COUNTY_H

#include "domain/target/score.h"

enum { COUNTY_UNITS = 100, COUNTY_LEAVES = 60, COUNTY_GROUPS = 6, COUNTY_BLOCKS = 6 };

struct county {
        struct scheme       scheme;
        struct input        input;
        int64_t            *figure;
        struct scheme_group groups[COUNTY_GROUPS];
        int                 first[COUNTY_GROUPS + 1];
};

/* The scheme: six blocks of ten leaves, folded to 100. `all`: every method in turn, else the eight
 * of the bench, 7 or 8 leaves each. */
void county_scheme(struct ctx *cx, bool all, struct county *ret);
/* Room for the figures of n_periods; `year` as in struct input. */
void county_input(struct arena *a, struct county *c, int n_periods, bool year);
/* The figures of county g: 3 in 100 missing. The formula stands in tests/bench/score.sql too. */
void county_fill(struct county *c, int g);

#endif
