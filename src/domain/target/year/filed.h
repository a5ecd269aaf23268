/* domain/target/year/filed.h - what this domain counts for others: a row of core/flow/figure.h. */
#ifndef DOMAIN_TARGET_YEAR_FILED_H
#define DOMAIN_TARGET_YEAR_FILED_H

#include "core/flow/figure.h"

/* Of the figures that a unit owed in the months of a period, of every scheme of their county and that year,
 * and that are due or have come: the share that came in time, in 0.1 % (on_time_rate of month.h). Of the unit itself,
 * not of those below it. All units are of one county. */
const struct fail *figures_filed(struct ctx *cx, const int64_t *units, int n, day from, day to,
                                 struct figure_value *ret) MUST_USE;

#endif
