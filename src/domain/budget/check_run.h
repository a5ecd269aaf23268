/* domain/budget/check_run.h - what the check functions share: reaching printed cells, comparing,
 * reporting. Only checks*.c include it. */
#ifndef DOMAIN_BUDGET_CHECK_RUN_H
#define DOMAIN_BUDGET_CHECK_RUN_H

#include "domain/budget/checks.h"

struct cell_ref {
        str key;
        const struct doc_cell *cell;
        const struct made_table *table;
        int row, column;
};

struct check {
        struct ctx               *cx;
        const struct check_input *in;
        const struct disclosure  *d;
        const struct budget      *b;
        struct check_report      *report;
        const struct check_rule  *rule;
        struct check_outcome     *outcome;
        struct cell_ref          *cells; int n_cells;   /* every number, sorted by key */
};

/* One side of a comparison: a place in words, a fact to link, an amount. */
struct side { str place, fact; struct amount v; int terms; };

const struct made_table *made_of(const struct check *ck,
                                 const char *role); /* NULL: not in this profile */
struct side side_cell(struct check *ck, const struct made_table *t, str row, const char *column);
struct side side_fact(struct check *ck, const char *key);
struct side side_figure(struct check *ck, str key);      /* of money; others have no amount */
struct side side_named(str place);                       /* a place without an amount */
void        side_add(struct side *sum, const struct side *part);
/* Compare and report. A missing side counts as unknown. */
void        check_same(struct check *ck, const struct side *a, const struct side *b);
void        check_at_most(struct check *ck, const struct side *a, const struct side *b);
/* A rule between two figures that does not hold; `say` what and what to do. */
void        check_sides_break(struct check *ck, enum check_severity severity, const struct side *a,
                              const struct side *b, str say);
void        check_pass(struct check *ck);
void        check_unknown(struct check *ck);
/* A rule that does not hold. `place` says where; `say` what and what to do. */
void check_rule_breaks(struct check *ck, enum check_severity severity, str place, str fact,
                       str say);
const struct cell_ref *cell_find(const struct check *ck, str key);
/* The text of a paragraph, heading or note. */
str         block_text(struct arena *a, const struct doc_block *b);

#define CHECK(id, title, kind, severity, fn) void fn(struct check *ck);
#include "domain/budget/checks.def"
#undef CHECK

#endif
