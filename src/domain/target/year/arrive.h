/* domain/target/year/arrive.h - figures that other domains compute, brought without anybody's asking. */
#ifndef DOMAIN_TARGET_YEAR_ARRIVE_H
#define DOMAIN_TARGET_YEAR_ARRIVE_H

#include "domain/target/year/figure.h"

/**
 * Fetch every figure of a month whose indicator names a source (core/flow/figure.h): from January for
 * what runs on, else of the period. They are reviewed at once. Where there is nothing to count the place
 * is empty: what had come before is taken away. What people entered stays. DENIED without FIGURE_REVIEW
 * over the county; CONFLICT: the month is locked.
 */
struct arrival { int came, gone, none, kept; };
const struct fail *figures_arrive(struct ctx *cx, int64_t scheme, int period,
                                  struct arrival *ret) MUST_USE;
/* The daily job: of the schemes of this year and the last the months that have ended and are not locked; a
 * scheme that was issued in March gets its January, too. One that fails does not keep the others waiting:
 * the first failure is returned at the end. */
const struct fail *figures_arrive_all(struct ctx *cx) MUST_USE;

#endif
