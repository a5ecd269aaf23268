/* domain/target/fold.h - mixing: one rounding of an exact fraction, and parts of a whole. */
#ifndef DOMAIN_TARGET_FOLD_H
#define DOMAIN_TARGET_FOLD_H

#include "base/base.h"

__extension__ typedef __int128 wide;

/* num / den rounded once to a multiple of `step`; den > 0, step ≥ 1. The result must fit. */
int64_t wide_round(wide num, wide den, int64_t step, enum round_mode mode);

/**
 * Round parts of a whole so that they add up to the rounded whole (parts-sum, 咸宁): each part of
 * `total` x v[i] / Σ v is rounded half up to multiples of `step`; what is then missing or too much
 * goes to the largest part (of equal ones the first). v[i] ≥ 0; Σ v = 0 gives all 0.
 */
void parts_round(const int64_t *v, int n, int64_t total, int64_t step, int64_t *ret);

/* The step that the size of a score allows: ≤ 5 points decimals (0.1), ≥ 10 whole points,
 * between them half points: the published rule leaves 5 … 10 open, so it is a parameter. */
int64_t step_by_size(points full, int64_t small, int64_t between, int64_t large);

#endif
