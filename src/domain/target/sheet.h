/* domain/target/sheet.h - indicators as rows of a file: the columns, a row of an indicator, and an
 * indicator of a row. What goes out comes in again unchanged.
 */
#ifndef DOMAIN_TARGET_SHEET_H
#define DOMAIN_TARGET_SHEET_H

#include "core/import/import.h"
#include "domain/target/edition.h"

/* A new column stands last: what an import keeps to be undone is in this order. */
enum { COL_CODE, COL_ABOVE, COL_NAME, COL_FULL, COL_METHOD, COL_PARAMS, COL_ROWS, COL_GROUPS, COL_NAS,
       COL_SCORER, COL_PROVIDER, COL_CYCLE, COL_KIND, COL_QUALITY, COL_PROCESS, COL_KEY_WORK, COL_FOLDED,
       COL_MEASURE, COL_PLACES, COL_DOWN, COL_STEP, COL_MODE, COL_YEAR_RULE, COL_MISSING, COL_NA,
       COL_NA_SHARE, COL_EVIDENCE, COL_RULE, COL_BASIS, COL_SORT, COL_SOURCE, NODE_COLS };
extern const struct import_field node_fields[NODE_COLS];

/* What the drop-downs of scorer, provider, method and computed figure offer; loaded once, NULL: nothing.
 * The first field of an import's `arg`. */
struct node_choices {
        struct import_value *scorers, *providers, *methods, *sources;
        int n_scorers, n_providers, n_methods, n_sources;
};
/* For an edition's file: the units that stand, and those its indicators name already. */
const struct fail *node_choices_load(struct ctx *cx, const struct edition *e,
                                     struct node_choices *ret) MUST_USE;

/* An indicator as cells; those of scoring stay empty where it is not scored. */
void node_cells(struct ctx *cx, const struct edition *e, const struct edition_node *x,
                struct import_cell ret[NODE_COLS]);
/* A cell as the file shows it. */
str node_cell_text(struct ctx *cx, const struct node_choices *c, int field,
                   const struct import_cell *cell);

/* What is wrong with a cell, by the key of its field; words are ready to show. */
struct node_reader {
        struct ctx           *cx;
        const struct edition *e;
        void                (*wrong)(struct node_reader *r, const char *key, str why);
        void                 *arg;
        bool                  bad;      /* out */
};
/**
 * Put what the cells say over `x`, which begins as the indicator is or as a new one begins; empty
 * cells leave what stands, a dash (—) empties. Code and parent are the caller's. The result's
 * in_group is as node_wish wants it. False when a cell was wrong.
 */
bool node_of_cells(struct node_reader *r, const struct import_cell cells[NODE_COLS],
                   struct edition_node *x);
/* The node that a text names: its code, its name where only one bears it, or its path 甲/乙/丙. NULL:
 * none; *ret_many: more than one bears the name. */
const struct edition_node *node_named(const struct edition *e, str text, bool *ret_many);
bool node_is_dash(str s);

#endif
