/* domain/budget/table_rows.h - the rows of one side of a table; only tables.c and table_rows.c. */
#ifndef DOMAIN_BUDGET_TABLE_ROWS_H
#define DOMAIN_BUDGET_TABLE_ROWS_H

#include "domain/budget/disclose.h"

enum { GOAL_ROW = -8 };         /* a row's `task`: the goal of the whole department */

struct rows { struct made_row *v; int n, cap; };

/* Fill `rows` for a side: in order, the total first or last. INVALID from a filter of the
 * profile; TOO_LARGE past 20,000 rows. */
const struct fail *side_rows(struct disclosure *d, const struct table_spec *t,
                             const struct side_spec *s, struct rows *rows) MUST_USE;

/* What a unit, project or account is called in a tree; the code itself where it has no name.
 * `funds`: of the row's filter, for an account that stands in several budgets. */
str tree_label(struct disclosure *d, enum tree_by by, str code, unsigned funds);

#endif
