/* domain/target/show/show.h - what the pages of a result draw: losses by unit and indicator, ranks
 * over the months, a trial of other figures. Everything comes of a run's kept inputs, computed
 * again; nothing here writes. */
#ifndef DOMAIN_TARGET_SHOW_SHOW_H
#define DOMAIN_TARGET_SHOW_SHOW_H

#include "domain/target/result/lack.h"

/* A run, unpacked and scored, and of whom the person may see what. */
struct show {
        struct result_run     run;
        struct result_basis   basis;
        struct result_outcome out;
        int                   slot;             /* the year's */
        const bool           *detail, *total;   /* [unit]: points and tree; total and rank */
        const str            *name;             /* [unit]: its short name */
        const points         *stake;            /* [unit]: what missing figures may still bring; no loss */
        bool                  whole;            /* the detail of every unit */
};
/* NOT_FOUND: no such run, or not theirs. BROKEN: its inputs are damaged. */
const struct fail *show_of(struct ctx *cx, int64_t run, struct show *ret) MUST_USE;
/* Index of scheme.groups by the edition's id of the group; `otherwise` where there is none. */
int show_group(const struct show *s, int64_t id, int otherwise);
/* The group of the person's own unit (or what it belongs to), else the first. */
const struct fail *show_own(struct ctx *cx, const struct show *s, int *ret_unit,
                            int *ret_group) MUST_USE;
/* What the whole counts in a group. */
points show_full(const struct show *s, int group);
/* Figures of the unit are missing: its total and rank may still change. */
bool   show_open(const struct show *s, int unit);
/* What the unit lost: its full score without what it has and what it still waits for; never
 * below 0. */
points show_lost(const struct show *s, int unit);
/* Index of edition.nodes of a leaf; its weighted full score: what a unit of the group can lose by it. */
const struct edition_node *show_node(const struct show *s, int leaf);

/* ---- the heat map ---------------------------------------------------------------------------- */

enum heat_state { HEAT_SCORED, HEAT_NA, HEAT_MISSING, HEAT_ABSENT };
struct heat_cell {
        enum heat_state state;
        int     unit, leaf;
        points  points, full, loss;     /* of the leaf's own full score; loss is never below 0 */
        points  waits;                  /* not scored for want of a figure: no loss */
        int64_t share;                  /* loss / full, millionths, half up */
        int     band;                   /* 0 no loss, 1 … 5: under 5, 10, 15, 20 % and above */
};
/* A block's heading (leaf -1), or a leaf with a cell for each unit. */
struct heat_row { str name; points full; int leaf; const struct heat_cell *cells; };
enum heat_order { HEAT_OFFICIAL, HEAT_RANK, HEAT_LOSS, HEAT_ORDERS };
struct heat {
        int                     group;
        const int              *units; int n_units;     /* whose detail may be seen, in order */
        const struct heat_row  *rows;  int n_rows;
        const points           *losses;                 /* [n_units]: show_lost() of the whole */
        const struct heat_cell *worst; int n_worst;     /* by share, then by loss: eight at most */
        const struct heat_cell *leaves; int n_leaves;   /* sums over units of a leaf: by loss */
        points                  loss;                   /* of all units, weighted */
};
void heat_of(struct arena *a, const struct show *s, int group, enum heat_order order,
             struct heat *ret);
int  heat_band(int64_t share);

/* ---- ranks over the months ----------------------------------------------------------------------- */

/* The newest visible run of each month up to the shown one, read once for all groups. */
struct show_months {
        int n, month[12];                               /* which have a run */
        const struct result_unit *units[12]; int n_units[12];
};
const struct fail *show_months_of(struct ctx *cx, const struct show *s,
                                  struct show_months *ret) MUST_USE;
/* Rank and total of each unit of a group in those runs. */
struct movement {
        int            group;
        int            n_months, months[12];
        const int     *units; int n_units;              /* by present rank */
        int    (*rank)[12];             /* [n_units][n_months]; 0: none */
        points (*sum)[12];                        /* [n_units][n_months] */
};
void movement_of(struct arena *a, const struct show *s, const struct show_months *m, int group,
                 struct movement *ret);

/* ---- a trial ------------------------------------------------------------------------------------ */

/* One changed figure, or one changed full score (leaf -1: node of the tree). */
struct try_change { int unit, leaf, period, input; int64_t value; };
struct try_weight { int node, group; points full; };    /* group -1: all */
/**
 * Score a run again with changes; `s` stays as it is. Of a month's run too, the grades that would
 * follow: by the quotas, and by the minimum scores where the total is folded to the year's full
 * score; else the parts that are not due yet leave nothing to compare them with, and they are not
 * looked at (try_minimums). A full score that changes inside a block that
 * is not folded changes the block's, and so on up to one that is.
 * INVALID: what comes of the changes cannot be computed.
 */
const struct fail *try_changes(struct ctx *cx, const struct show *s, const struct try_change *c,
                               int n, const struct try_weight *w, int n_w,
                               struct result_outcome *ret) MUST_USE;
/* The grades of a trial heed the minimum scores. */
bool try_minimums(const struct show *s);

#endif
