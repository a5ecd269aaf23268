/* domain/target/result/basis.h - parts of a basis that loading, unpacking and reading a file share. */
#ifndef DOMAIN_TARGET_RESULT_BASIS_H
#define DOMAIN_TARGET_RESULT_BASIS_H

#include "domain/target/result/result.h"

/* From b's edition, ready and months: the scheme of what is due, and room for figures. */
void result_shape(struct arena *a, struct result_basis *b);
/* From b's edition: effect classes and caps, grades and places. */
void result_rules(struct arena *a, struct result_basis *b);

/**
 * 序时进度: what of a year's target shall be reached by the end of a month. Quarters run on; a month
 * inside one takes its share in proportion, rounded half up to the indicator's places. A target that
 * is not parted holds in every month. (docs/decisions/target-year.md)
 */
int64_t target_schedule(int64_t year, const bool has[4], const int64_t quarter[4], int month);

#endif
