/* domain/budget/part.h - everything of a budget that is not an atomic line, as tables that clerks
 * fill: one description for the grid, the sheet of the workbook and its drop-downs.
 *
 * A part is a row of budget_parts. Its import_table names the columns in the words of the field; a
 * field's key is its name in the JSON format. Rows become that part of the JSON and are judged by
 * its reader (json.h), so that a rule stands in one place whichever way a budget comes in; what
 * the reader finds is put back on the cell.
 */
#ifndef DOMAIN_BUDGET_PART_H
#define DOMAIN_BUDGET_PART_H

#include "core/import/import.h"
#include "domain/budget/model.h"

struct budget_part {
        const char                *key;         /* "units": its name in the JSON format and in addresses */
        const char                *title;       /* 预算单位: also the sheet */
        const char                *use;         /* what it is for, and where it is printed: a sentence */
        const char                *group;       /* the heading that it stands under */
        const struct import_table *table;
        bool                       single;      /* one row and no list */
        bool                       published;   /* only for what is transcribed from a published original */
        int  (*count)(const struct budget *b);  /* rows filled */
        /* Row i in the words of the table's columns, n_fields of them. */
        void (*words)(struct ctx *cx, const struct budget *b, int i, str *ret);
};
extern const struct budget_part budget_parts[];
extern const int         n_budget_parts;
const struct budget_part *part_of(str key);            /* NULL: none of that name */

/* The choices of a column for people, in order; 0: anything may be typed. `arg` of a part's table
 * is the struct budget whose units, projects and accounts are allowed. */
int part_choices(struct ctx *cx, const struct import_field *f, const struct budget *b,
                 const struct import_value **ret);

/**
 * The rows of a read import as that part of a budget: `next` becomes `b` with this part replaced;
 * what others say of units and projects follows their codes. Where a row is wrong, or a unit or
 * project would go that something still names, the import has the finding (at its cell, where one
 * holds it), n_bad is not 0, and `next` must not be used.
 */
const struct fail *part_take(struct import *im, const struct budget_part *p, const struct budget *b,
                             struct budget *next) MUST_USE;

/* The part whose sheet of the workbook is called so, in either language; NULL: none. */
const struct budget_part *part_of_sheet(str name);

#endif
