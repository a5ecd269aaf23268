/* domain/budget/lines.h - atomic lines as a table that clerks fill: one description for the
 * imported file, the entry grid, the template and the export. */
#ifndef DOMAIN_BUDGET_LINES_H
#define DOMAIN_BUDGET_LINES_H

#include "core/import/import.h"
#include "domain/budget/model.h"

/* Heads of our template and, as aliases, the field names of 预算管理一体化 (domain §1.8). The
 * import's `arg` is the struct budget whose units, projects and accounts are allowed. */
extern const struct import_table lines_table;

/* The good rows of a clean import as lines of `b`; projects that the file names and `b` lacks are
 * added to it. Existing lines with the same account and amount keep their basis. */
void lines_take(const struct import *im, struct budget *b);

/* What a file of lines says nothing of: income by fund and source year, equal to the expenditure
 * that it pays for (预算法: 收支平衡). Replaces b's incomes where those of `before` (the same budget
 * with its former lines) were just that sum and are so no more; returns false where somebody
 * entered them otherwise (事业收入 …): they stay, and the checks compare. */
bool lines_balance(struct ctx *cx, const struct budget *before, struct budget *b);

/* For a column of an import table whose arg is the budget: its units, by code, name or finance code. */
int budget_unit_values(struct ctx *cx, void *arg, const struct import_field *f,
                       const struct import_value **ret);

/* One line as the words of the table's columns, in its order; n_fields of them. */
void line_words(struct ctx *cx, const struct budget *b, const struct budget_line *l, str *ret);

/* All lines as CSV (UTF-8 with mark) that can be imported again. */
str lines_csv(struct ctx *cx, const struct budget *b);

#endif
