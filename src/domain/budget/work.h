/* domain/budget/work.h - what of the budgets is some person's open work. */
#ifndef DOMAIN_BUDGET_WORK_H
#define DOMAIN_BUDGET_WORK_H

#include "core/flow/wait.h"
#include "core/flow/work.h"

extern const struct work_kind budget_work_kinds[1];
enum { BUDGET_WAITS = 4 };
extern const struct wait_row budget_waits[BUDGET_WAITS];

#endif
