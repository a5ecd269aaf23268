/* domain/org/reform.h - 机构改革: units that are merged or split on a day, by a document.
 *
 * A unit that ends keeps its id, its names and all its records (budgets and whatever else was made
 * under it); in the tree it hangs below the successor that keeps its files, so that whoever serves
 * there reaches them. Nothing of it can be taken back: reform_plan() says beforehand all that will
 * happen, and reform_carry_out() does exactly that or nothing.
 */
#ifndef DOMAIN_ORG_REFORM_H
#define DOMAIN_ORG_REFORM_H

#include "domain/org/org.h"

enum reform_kind {              /* unit_reform.kind: append only */
        REFORM_MERGE,           /* 合并设立: several units into a new one */
        REFORM_ABSORB,          /* 并入: one or several into one that stands */
        REFORM_SPLIT,           /* 分设: one into two new ones */
        REFORM_SPLIT_OFF,       /* 分出: a part of one becomes a new one */
        REFORM_KIND_END
};
extern const char *const reform_words[REFORM_KIND_END];
extern const char *const reform_codes[REFORM_KIND_END]; /* "merge", "absorb", "split", "split-off" */

enum { REFORM_FROM = 4, REFORM_TO = 2, REFORM_MOST = 400 };

/* Where a post or a unit below goes: to the first or the second successor, or it ends (posts). */
enum reform_fate { FATE_FIRST, FATE_SECOND, FATE_ENDS, FATE_END };

struct reform_choice { int64_t id; enum reform_fate fate; };
struct reform_wish {
        enum reform_kind kind;
        int64_t from[REFORM_FROM];              /* 0: none */
        int64_t into;                           /* REFORM_ABSORB */
        struct org_wish fresh[REFORM_TO];       /* of new units; kind, group and sort are the first one's */
        day     on;                             /* first day of the new order */
        str     document;
        int64_t seen;                           /* the plan's mark, when carrying out */
        const struct reform_choice *posts, *below;      /* absent ones: FATE_FIRST */
        int     n_posts, n_below;
};

struct reform_post {
        int64_t id, person, unit, version;
        str     person_name, unit_name, role, role_name, title;
        day     since, until;
        bool    acting;                         /* stands in for another: ends with it, no choice */
        enum reform_fate fate;
};
struct reform_unit { struct org_unit u; enum reform_fate fate; int64_t from; };
struct reform_plan {
        struct org_unit from[REFORM_FROM];
        int     n_from;
        struct org_unit to[REFORM_TO];          /* id 0: will be made */
        int     n_to;
        bool    closes;                         /* the sources end; not when a part splits off */
        struct reform_post *posts;
        int     n_posts;
        struct reform_unit *below;
        int     n_below;
        int64_t mark;                           /* of all that is here: the same plan, the same mark */
};
/**
 * All that will happen. DENIED: not all of the units are within ORG_EDIT. NOT_FOUND. INVALID with the
 * field: no second unit; a county, an abolished unit, one below another; a day to come or before a
 * unit began; a code that is taken; the target below a source.
 */
const struct fail *reform_plan(struct ctx *cx, const struct reform_wish *w,
                               struct reform_plan *ret) MUST_USE;
/* Do it. CONFLICT: the plan is not what was seen. @param ret_unit the first successor */
const struct fail *reform_carry_out(struct ctx *cx, const struct reform_wish *w,
                                    int64_t *ret_unit) MUST_USE;

/* What a unit went through: a row for each other unit of each reform. */
struct reform_row {
        int64_t reform, other;
        enum reform_kind kind;
        day     on;
        str     document, other_name;
        bool    ended;                  /* this unit ended by it */
        bool    other_ended;
};
const struct fail *reforms_of_unit(struct ctx *cx, int64_t unit, const struct reform_row **ret,
                                   int *ret_n) MUST_USE;

#endif
