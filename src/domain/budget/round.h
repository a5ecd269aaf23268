/* domain/budget/round.h - from fen to the 万元 with two decimals that are printed (domain §4.2).
 *
 * A figure is rounded once, at its atomic line; every cell, subtotal and sentence is a sum of
 * rounded lines, so tables and text tie by construction. The headline stays the rounded true
 * total: what is left over goes to the lines with the largest remainders. All is in `wan`:
 * hundredths of 万元, which are hundreds of yuan.
 */
#ifndef DOMAIN_BUDGET_ROUND_H
#define DOMAIN_BUDGET_ROUND_H

#include "domain/budget/model.h"

enum { FEN_PER_WAN = 10000 };           /* fen in 0.01 万元 */

enum round_way {
        ROUND_LINES,            /* once, at the line; the residual by largest remainder */
        ROUND_EXACT,            /* every line must be whole hundreds of yuan already */
        ROUND_CELLS,            /* each cell alone, with the customary note */
        ROUND_WAYS
};
extern const char *const round_way_names[ROUND_WAYS];   /* "lines", "exact", "cells" */

/* One line whose printed figure is not its own half-up rounding. */
struct rounding_note { bool income; int index; int64_t fen, alone, given; };

struct rounded {
        enum round_way        way;
        int64_t              *line, *income;    /* wan of each line and each income */
        struct rounding_note *notes;
        int                   n_notes;
};

int64_t wan_of(money m);        /* half up to hundreds of yuan */

/* Round a budget. Never fails: ask round_refuses() first where the mode is exact. */
void budget_round(struct ctx *cx, const struct budget *b, enum round_way way, struct rounded *ret);

/* Exact mode: INVALID names the first line or income that is not whole hundreds of yuan. */
const struct fail *round_refuses(struct ctx *cx, const struct budget *b) MUST_USE;

#endif
