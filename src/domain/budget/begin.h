/* domain/budget/begin.h - the draft of a new year: from last year's budget where there is one, else
 * from what the tree knows of the unit. Nothing is written. */
#ifndef DOMAIN_BUDGET_BEGIN_H
#define DOMAIN_BUDGET_BEGIN_H

#include "domain/budget/model.h"
#include "domain/org/org.h"

/**
 * What goes on from the budget of the year before, as far as the person may see it: names and
 * profile, units with staff, sections, projects without goal and money, cars and large equipment
 * held, duties, uses of accounts, and its figures as last year's (published where it was, else
 * entered). No line, income or amount of this year.
 *
 * @param ret       the new model; `revision` is -1, so that budget_put() never takes it for
 *                  another version of a draft that somebody began meanwhile.
 * @param ret_from  the year it goes on from; 0: none was there.
 * @return NULL, or BROKEN where last year's budget cannot be read.
 */
const struct fail *budget_begin(struct ctx *cx, const struct org_unit *u, int year,
                                struct budget *ret, int *ret_from) MUST_USE;

#endif
