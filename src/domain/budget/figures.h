/* domain/budget/figures.h - what this domain counts for others: rows of core/flow/figure.h. */
#ifndef DOMAIN_BUDGET_FIGURES_H
#define DOMAIN_BUDGET_FIGURES_H

#include "core/flow/figure.h"

/* Of the first versions approved in the period: the share, in 0.01 %, published within 20 days of it (预算法 第十四条).
 * What is not published yet and has days left is not counted. */
const struct fail *budget_on_time(struct ctx *cx, const int64_t *units, int n, day from, day to,
                                  struct figure_value *ret) MUST_USE;
/* Of the budgets published in the period: how many checks do not hold that stop a budget on its way (checks.h), as the
 * checks page finds them today. `whole` are budgets. */
const struct fail *budget_faults(struct ctx *cx, const int64_t *units, int n, day from, day to,
                                 struct figure_value *ret) MUST_USE;

#endif
