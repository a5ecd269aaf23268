/* domain/target/use/rectified.h - what this domain counts for others: a row of core/flow/figure.h. */
#ifndef DOMAIN_TARGET_USE_RECTIFIED_H
#define DOMAIN_TARGET_USE_RECTIFIED_H

#include "core/flow/figure.h"

/* Of a unit's items on the rectification list whose term ends in the period and is over or met, those
 * taken off the list apart: the share, in 0.1 %, that the unit reported done within the term and nobody
 * has sent back. Of the unit itself. */
const struct fail *rectify_on_time(struct ctx *cx, const int64_t *units, int n, day from, day to,
                                   struct figure_value *ret) MUST_USE;

#endif
