/* domain/budget/find.h - department budgets by full text (core/search/search.h): unit, code, year, projects. */
#ifndef DOMAIN_BUDGET_FIND_H
#define DOMAIN_BUDGET_FIND_H

#include "core/search/search.h"

extern const struct search_kind budgets_search;

#endif
