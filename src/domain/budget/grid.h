/* domain/budget/grid.h - a table that is typed like a sheet: its columns, the form that it sends,
 * what is wrong in which cell. One for the lines and for every part. Only pages include it. */
#ifndef DOMAIN_BUDGET_GRID_H
#define DOMAIN_BUDGET_GRID_H

#include "domain/budget/faces.h"

enum {
        GRID_SPARE = 12, GRID_MAX = 2200,       /* × GRID_COLS fits limit_fields */
        GRID_MARK = 8,                          /* characters of one mark */
};

/* Which fields of an import table are columns, in order; `choose`: a select where the values are few. */
struct grid { const struct import_table *table; int field[GRID_COLS], n; bool choose; };

/* The columns of the page, with what each offers: the units, projects and accounts of `b`. */
void grid_columns(struct ctx *cx, const struct grid *g, const struct budget *b,
                  struct grid_page *p);
/* CONFLICT: past its draft, or not theirs. */
const struct fail *grid_may_edit(struct ctx *cx, const struct grid_page *p) MUST_USE;
/* The page, its rows followed by `spare` empty ones. */
void grid_show(struct ctx *cx, struct grid_page *p, int spare, struct reply *re);

/* One mark of 8 characters for each row, told back by the form: what the row was when it was made. */
str grid_marks(struct ctx *cx, const struct grid_row *rows, int n, int n_cols);
/* What was typed on top of what others have saved since (struct grid_merge, in cx->arena): a row that only one of
 * them changed stands as that one has it; where both wrote in one, what was typed stands and its cells say what is
 * stored; rows added to the form come last. `marks`: of the form that `mine` came from. */
void grid_merge(struct ctx *cx, str marks, const struct grid_row *mine, int n_mine,
                const struct grid_row *now, int n_now, int n_cols, struct grid_merge *ret);
/* Is the form older than the budget? Then p->merged is made; *revision becomes the budget's where none of these rows
 * (`now`: as they are stored) was touched by another. */
void grid_rebase(struct ctx *cx, const struct request *rq, const struct grid_row *mine, int n,
                 const struct grid_row *now, int n_now, struct grid_page *p, int64_t *revision);

/* What a form of the grid says beside its cells: the revision that it was made of, and whether a doubt
 * was agreed to. */
struct grid_said { int64_t revision; bool sure; };
/* Take the form's names; the cells are read by grid_read(). */
const struct fail *grid_form(struct ctx *cx, const struct request *rq, const struct grid *g,
                             struct grid_said *ret) MUST_USE;
/* The n-th fields c0…c8 of the form are the n-th row, in document order. */
const struct fail *grid_read(struct ctx *cx, const struct request *rq, const struct grid *g,
                             struct grid_row **ret, int *ret_n) MUST_USE;
/* The same checks as a file's: the grid is a sheet whose head row is ours, row i its row i + 2.
 * import_end() is the caller's. */
struct import *grid_check(struct ctx *cx, const struct grid *g, struct budget *arg,
                          struct grid_row *rows, int n);
/* Put what was found on its cell; what has none goes to p->also. */
void grid_mark(const struct import *im, struct grid_row *rows, int n, struct grid_page *p);
/* INVALID, once: amounts of `next` look as if 元 had been taken for 万元 (doubt.h), which those stored do not,
 * and nobody has agreed; a form that will be refused anyway, stale or not theirs to write, is not asked. Then
 * p->doubt is the sentence, and amounts too large for a department have it at their cells. */
const struct fail *grid_doubt(const struct import *im, const struct budget *next,
                              const struct grid_said *said, struct grid_row *rows, int n,
                              struct grid_page *p);
/* The page again with what was typed, and why; after a CONFLICT with what another saved. */
const struct fail *grid_again(struct grid_page *p, struct grid_row *rows, int n, int64_t revision,
                              const struct fail *why, struct reply *re);

#endif
