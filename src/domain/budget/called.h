/* domain/budget/called.h - what budgets and account lists are called in the trail. */
#ifndef DOMAIN_BUDGET_CALLED_H
#define DOMAIN_BUDGET_CALLED_H

#include "core/audit/change.h"

enum { BUDGET_TITLES = 2 };
extern const struct audit_title budget_titles[BUDGET_TITLES];

#endif
