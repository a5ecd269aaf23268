/* core/flow/figure.h - numbers that domains compute for each other, as rows.
 *
 * A module says in its table which numbers it can give (door/module.h); src/modules.c registers all of
 * them before any thread begins. Whoever needs one finds it here by its code, and neither domain knows
 * the other: an indicator of a scheme names "budget.published_on_time" as its source, and the figure
 * arrives.
 */
#ifndef CORE_FLOW_FIGURE_H
#define CORE_FLOW_FIGURE_H

#include "base/base.h"

/* What was counted for one unit: `part` of `whole` records. */
struct figure_value {
        bool    known;          /* false: there was nothing to count; no number is better than a false 0 */
        int64_t value;          /* 10^-places of the figure */
        int     whole, part;
};

/* A number that a domain can compute for a unit and a period: of the unit alone or of all below it, too, as the
 * function's own header says. */
struct figure {
        const char *code;       /* "budget.published_on_time" */
        const char *label;      /* Chinese */
        const char *unit;       /* "%", "件", "万元"; never NULL */
        int         places;     /* decimals of the integer that run() gives */
        bool        at_home;    /* the home page shows a post its own unit's, this year's */
        const char *because;    /* a catalogue sentence with two %d: whole, then part */
        const char *path;       /* the page with the rows behind the number; `:year` and `:name` stand for the
                                 * year and the unit's name (door/web/figure_href.h); never NULL */
        /* Of n units, in their order; no right is asked: the caller has. ret[n]. */
        const struct fail *(*run)(struct ctx *cx, const int64_t *units, int n, day from, day to,
                                  struct figure_value *ret);
};

/* All of the program; set once at start, before any thread. The list is borrowed. */
void figures_set(const struct figure *const *list, int n);
const struct figure *figure_by_code(str code);       /* NULL: none of that code */
/* All of them, borrowed. @return how many. */
int figures_all(const struct figure *const **ret);

#endif
