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

/* A number that a domain can compute for a unit and a period. run() answers NOT_FOUND where there is
 * nothing to count: no number is better than a false 0. */
struct figure {
        const char *code;       /* "budget.published_on_time" */
        const char *label;      /* Chinese */
        const char *unit;       /* "%", "件", "万元"; never NULL */
        int         places;     /* decimals of the integer that run() gives */
        const char *path;       /* the page with the rows behind the number; never NULL */
        const struct fail *(*run)(struct ctx *cx, int64_t unit, day from, day to, int64_t *ret);
};

/* All of the program; set once at start, before any thread. The list is borrowed. */
void figures_set(const struct figure *const *list, int n);
const struct figure *figure_by_code(str code);       /* NULL: none of that code */
/* All of them, borrowed. @return how many. */
int figures_all(const struct figure *const **ret);

#endif
