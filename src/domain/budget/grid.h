/* domain/budget/grid.h - a table that is typed like a sheet: its columns, the form that it sends,
 * what is wrong in which cell. One for the lines and for every part. Only pages include it. */
#ifndef DOMAIN_BUDGET_GRID_H
#define DOMAIN_BUDGET_GRID_H

#include "domain/budget/faces.h"

enum { GRID_SPARE = 12, GRID_MAX = 2200 };      /* × GRID_COLS fits limit_fields */

/* Which fields of an import table are columns, in order. */
struct grid { const struct import_table *table; int field[GRID_COLS], n; bool choose; };

/* The columns of the page, with `choose` a select where the values are few; b: for its values. */
void grid_columns(struct ctx *cx, const struct grid *g, const struct budget *b, struct grid_page *p);
/* CONFLICT: past its draft, or not theirs. */
const struct fail *grid_may_edit(struct ctx *cx, const struct grid_page *p) MUST_USE;
/* The page, its rows followed by `spare` empty ones. */
void grid_show(struct grid_page *p, int spare, struct reply *re);

/* Take the form's names and its revision; the cells are read by grid_read(). */
const struct fail *grid_form(struct ctx *cx, const struct request *rq, const struct grid *g,
                             int64_t *ret_revision) MUST_USE;
/* The n-th fields c0…c8 of the form are the n-th row, in document order. */
const struct fail *grid_read(struct ctx *cx, const struct request *rq, const struct grid *g,
                             struct grid_row **ret, int *ret_n) MUST_USE;
/* The same checks as a file's: the grid is a sheet whose head row is ours, row i its row i + 2.
 * import_end() is the caller's. */
struct import *grid_check(struct ctx *cx, const struct grid *g, struct budget *arg, struct grid_row *rows, int n);
/* Put what was found on its cell; what has none goes to p->also. */
void grid_mark(const struct import *im, struct grid_row *rows, int n, struct grid_page *p);
/* The page again with what was typed, and why. */
const struct fail *grid_again(struct grid_page *p, struct grid_row *rows, int n, int64_t revision,
                              const struct fail *why, struct reply *re);

#endif
