/* domain/target/score.h - a scheme and its figures as columns; every leaf, block, total and rank.
 *
 * The scheme (考核方案) is a tree of nodes whose leaves carry a method. Groups (考核分组) share the
 * tree; each gives every node its own full score, or none: then the node is not in that group.
 * Units stand sorted by group, so that one leaf of one group in one period is a stretch of an
 * array, and a method runs over it in one pass.
 *
 * Pure: the caller fills struct scheme and struct input (from a database, a workbook, a sandbox)
 * and reads struct result. Equal inputs and method versions give equal results, bit for bit, in
 * any process. Nothing here keeps a pointer after it returns but what it puts into *result.
 */
#ifndef DOMAIN_TARGET_SCORE_H
#define DOMAIN_TARGET_SCORE_H

#include "domain/target/method.h"

/* A figure that is missing is a state of its own, never a silent 0. What the total does with it: */
enum missing_policy {
        MISSING_WAIT,           /* counts 0 for now; the unit's total is 未定 until the figure comes */
        MISSING_ZERO,           /* counts 0, and the total is settled */
        MISSING_BASE_SHARE,     /* counts na_share of the full score */
        MISSING_REST,           /* as 缺项 with NA_REST */
        MISSING_POLICIES
};
/* 缺项: the leaf does not apply to the unit. */
enum na_policy {
        NA_REST,                /* its full score is spread over the block's other leaves */
        NA_BASE_SHARE,          /* counts na_share of the full score (60 %: 南靖) */
        NA_FULL,                /* counts the full score */
        NA_POLICIES
};
extern const char *const missing_policy_words[MISSING_POLICIES + 1];
extern const char *const na_policy_words[NA_POLICIES + 1];

/* How the periods of a leaf become its score of the year. */
enum year_rule {
        YEAR_LAST,              /* figures run on from January: the last period that is due. Where its figure
                                 * is missing the leaf is, whatever an earlier one said */
        YEAR_MEAN,              /* the mean of the periods that are scored, rounded once */
        YEAR_SUM,               /* the sum, at most the full score */
        YEAR_RULES
};
extern const char *const year_rule_words[YEAR_RULES + 1];

enum node_mark {                /* what kind of indicator: marked, so that shares can be shown */
        NODE_COMMON     = 1 << 0,       /* 共性 */
        NODE_FUNCTION   = 1 << 1,       /* 职能 */
        NODE_QUALITY    = 1 << 2,       /* 定性 */
        NODE_PROCESS    = 1 << 3,       /* 过程 */
        NODE_KEY        = 1 << 4,       /* 重点工作: first in many lists of tie rules */
};

#define FULL_NONE ((points){ INT64_MIN })       /* the node is not in this group */

struct node {
        str      code, name;
        int      parent;        /* index below its own; -1: the root, node 0 */
        int      leaf;          /* index into scheme.leaves; -1: a block */
        unsigned marks;         /* enum node_mark */
        bool     folded;        /* block: children's points / children's full x own full (双百分制);
                                 * else the children's full scores must add up to its own */
        int      year;          /* leaf: enum year_rule */
        uint32_t periods;       /* leaf: bit p set: scored in period p; 0: in all */
};

struct scheme_group { str code, name; };

struct scheme {
        str                        code, name;
        int                        year, version;
        const struct scheme_group *groups;  int n_groups;
        const struct node         *nodes;   int n_nodes;
        const struct leaf         *leaves;  int n_leaves;
        const int                 *node_of; /* [n_leaves]: the node of each leaf */
        const points              *full;    /* [n_groups][n_nodes]; FULL_NONE: not in the group */
        enum round_mode            round;   /* of blocks and totals: to `step` millionths, once each */
        int64_t                    step;    /* ≥ 1; 1 keeps six decimals */
};

enum unit_flag {
        UNIT_UNRANKED = 1 << 0,         /* scored, not ranked: newly formed, under investigation */
        UNIT_NO_QUOTA = 1 << 1,         /* ranked or not, takes none of the group's quota */
};

struct input {
        int             n_units, n_periods, n_columns;
        bool            year;           /* one slot more after the periods: the year */
        const int      *first;          /* [n_groups + 1]: units first[g] … first[g + 1] - 1 */
        const uint8_t  *unit_flags;     /* [n_units]; NULL: all 0 */
        const int64_t  *figure;         /* [period][column][unit]; FIGURE_NONE, FIGURE_NA */
};
/* Where a figure stands in input.figure. */
static inline size_t input_at(const struct input *in, int period, int column, int unit)
{
        return ((size_t)period * (size_t)in->n_columns + (size_t)column) * (size_t)in->n_units +
               (size_t)unit;
}

/* All arrays are of the arena given to result_new(). A slot is a period, or the year after them. */
struct result {
        int           n_units, n_slots, n_leaves, n_nodes, n_groups;
        points       *points;           /* [slot][leaf][unit]: what counts */
        uint8_t      *state;            /* [slot][leaf][unit]: enum score_state */
        struct trace *trace;            /* [slot][leaf][unit] */
        struct stat  *stat;             /* [slot][leaf][group]; of periods */
        /* Blocks only; read them by result_points() and result_na(). [slot][block][unit] */
        points       *block;
        uint8_t      *block_na;
        const int    *block_of;         /* [node]: which block; -1: a leaf */
        int           n_blocks;
        uint16_t     *waiting;          /* [slot][unit]: leaves without a score, MISSING_WAIT and
                                         * what cannot be scored; 0: the total is settled */
        uint16_t     *rank, *tied;      /* [slot][unit] in the group by node 0; 0: not ranked */
        void         *work;             /* score.c's own */
};
static inline size_t result_leaf(const struct result *r, int slot, int leaf, int unit)
{
        return ((size_t)slot * (size_t)r->n_leaves + (size_t)leaf) * (size_t)r->n_units +
               (size_t)unit;
}
/* What a leaf or a folded block of a unit counts; node 0 is the total. */
points result_points(const struct scheme *s, const struct result *r, int slot, int node, int unit);
/* Nothing of the node applies to the unit: its full score goes to the others of its block. */
bool   result_na(const struct scheme *s, const struct result *r, int slot, int node, int unit);
/* Does the total of a unit wait for a leaf in this state: the leaf gives nothing, and nothing
 * was lost? */
bool   leaf_waits(const struct leaf *leaf, uint8_t state);
static inline size_t result_unit(const struct result *r, int slot, int unit)
{
        return (size_t)slot * (size_t)r->n_units + (size_t)unit;
}
static inline size_t result_stat(const struct result *r, int slot, int leaf, int group)
{
        return ((size_t)slot * (size_t)r->n_leaves + (size_t)leaf) * (size_t)r->n_groups +
               (size_t)group;
}

/**
 * Is the scheme one that can be computed at all? NULL, or INVALID naming what is wrong: a parent
 * after its child, a leaf without a method, a step of 0, too many units of a group (65,535),
 * columns that overlap. What is merely doubtful is scheme_lint()'s (lint.h).
 */
const struct fail *scheme_ready(struct ctx *cx, const struct scheme *s,
                                const struct input *in) MUST_USE;

/* Room for the results of one scheme over one input; about 20 bytes for each leaf of each unit
 * and slot. It may be used for any number of inputs of the same shape, one after another. */
struct result *result_new(struct arena *a, const struct scheme *s, const struct input *in);

/* Score everything: every leaf of every unit and slot with its trace, blocks, totals, ranks.
 * scheme_ready() has said yes. Takes no memory. */
void score_all(const struct scheme *s, const struct input *in, struct result *r);

/**
 * The figure of one column, unit and period has changed (the caller has written it into
 * in->figure): score again what depends on it, and nothing else: the unit's leaf, or the group's
 * where the method looks at the group; its blocks upward; the ranks of the group; the year.
 * The result is what score_all() would give.
 */
void score_again(const struct scheme *s, const struct input *in, struct result *r, int period,
                 int column, int unit);

/* Is the node part of this unit's group, and due in this slot? */
bool result_there(const struct scheme *s, const struct input *in, const struct result *r, int slot,
                  int node, int unit);
/* The group of a unit. */
int input_group(const struct scheme *s, const struct input *in, int unit);
/* The leaf that owns an input column; -1: none. */
int scheme_leaf_of_column(const struct scheme *s, int column);
/* One unit's column of a leaf as the method saw it, for explaining and for a single case:
 * *ret has n = 1 and points into in and r. The arrays of its ranks too. */
void result_column(const struct scheme *s, const struct input *in, const struct result *r,
                   int period, int leaf, int unit, struct column *ret);

#endif
