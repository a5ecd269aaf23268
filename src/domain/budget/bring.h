/* domain/budget/bring.h - a file that a clerk brings, read into a budget; nothing is written.
 * The pages and the command show what came of it, then budget_put() writes all of it or nothing. */
#ifndef DOMAIN_BUDGET_BRING_H
#define DOMAIN_BUDGET_BRING_H

#include "core/import/import.h"
#include "domain/budget/model.h"

struct bring {
        struct budget *b;               /* what would be written; NULL: the file as a whole is refused */
        struct import *lines;           /* of XLSX and CSV: the cells; NULL for JSON, and for a
                                         * workbook that has parts alone */
        struct import **parts;          /* of a workbook, by budget_parts: NULL where it has none */
        bool           replaces;        /* a draft stands there already */
        int            n_before;        /* its lines */
        int            from;            /* a new budget: the year it goes on from; 0: none */
        int64_t        revision;        /* and its revision, 0: none; budget_put() holds the draft to it */
        str            doubt;           /* what the person must agree to before it is written (an amount
                                         * that looks to be in the other unit, a list that would be
                                         * emptied); or empty */
        struct bring_warning { str words; } *warnings; int n_warnings;  /* may be written all the same */
};

/**
 * Read a file. JSON (luoshi-budget/1) holds a whole budget and names its unit and year; CSV holds
 * atomic lines for `unit` and `year`, XLSX those and a sheet for each part (workbook.h), laid over
 * the draft that stands there or over a new budget of that unit.
 *
 * @param sealed  parse in a confined child: for whatever came over the network.
 * @return NULL with *ret, even when cells must be changed (see bring_bad). INVALID: the file
 * as a whole cannot be read, or an amount, unit, year or profile makes no sense. DENIED: not a
 * unit whose budget the person compiles. CONFLICT: no draft.
 */
const struct fail *bring_read(struct ctx *cx, str unit, int year, str filename, str bytes,
                              bool sealed, struct bring *ret) MUST_USE;

/* The imports of what was read, lines first; n of them, none of JSON. */
int bring_imports(struct ctx *cx, const struct bring *r, const struct import ***ret);
/* Rows read, good and bad, of all sheets; of JSON its lines. */
int bring_rows(struct ctx *cx, const struct bring *r);
/* What the lines that would be written come to. */
int64_t bring_fen(const struct bring *r);
/* What writing would do to what stands there, as a sentence. */
str bring_effect(struct ctx *cx, const struct bring *r);
/* Rows that must be changed, of all sheets. */
int64_t bring_bad(const struct bring *r);
/* The rows that must be changed with their reasons: of CSV as CSV, else a workbook.
 * NOT_FOUND: there are none. */
const struct fail *bring_rejected(struct ctx *cx, const struct bring *r, bool xlsx,
                                  str *ret_bytes) MUST_USE;

/* What a file of lines for this unit and year would be laid over: the draft (ret->replaces) or a
 * new budget, in ret->b. Failures as of bring_read(). */
const struct fail *bring_base(struct ctx *cx, str unit, int year, struct bring *ret) MUST_USE;

/* An empty file to fill in, with the units and accounts of that budget (in whatever state) or year to choose from:
 * as XLSX a sheet for the lines and one for each part, as CSV the lines alone. */
const struct fail *bring_template(struct ctx *cx, str unit, int year, bool xlsx,
                                  str *ret_bytes) MUST_USE;

#endif
