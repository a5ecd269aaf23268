/* domain/budget/doubt.h - amounts that look as if 元 had been taken for 万元, or the other way round:
 * said before anything is written, and written only by who agrees. */
#ifndef DOMAIN_BUDGET_DOUBT_H
#define DOMAIN_BUDGET_DOUBT_H

#include "core/import/importer.h"
#include "domain/budget/model.h"

/**
 * What looks wrong in expenditure lines that come to `s`, as a sentence with the amount in both
 * units; empty: nothing. Bounds: the largest single amount that a county's department may have (the
 * setting budget_amount_most), last year's total and the staff of `b` where they are known, and below,
 * 1,000 yuan a line on the average.
 */
str doubt_of_lines(struct ctx *cx, const struct budget *b, const struct import_sum *s);
/* The same of a whole budget, its income, projects, cars and the rest too; and of its lines, whichever way they
 * came: two that are the same but for amount and note, one of 0 yuan. */
str doubt_of_budget(struct ctx *cx, const struct budget *b);

/* Lines whose account the edition in force lacks; empty: none, or no edition is known. */
str doubt_of_codes(struct ctx *cx, const struct budget *b);

/* Both, one after the other; either may be empty. */
str doubt_and(struct ctx *cx, str one, str two);

/* Is one amount larger than the setting allows? */
bool doubt_is_vast(int64_t fen);
/* "202.28 万元（2,022,800.00 元）" */
str doubt_amount(struct ctx *cx, int64_t fen);

#endif
