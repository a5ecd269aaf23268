/* domain/target/rank.h - places in a group: ties found, said, and resolved by the scheme's list. */
#ifndef DOMAIN_TARGET_RANK_H
#define DOMAIN_TARGET_RANK_H

#include "domain/target/fold.h"
#include "domain/target/score.h"

/* Room that sorting takes. */
struct rank_item { uint64_t key; uint32_t at; };
enum { RANK_SMALL = 64 };               /* so many are ranked by counting */

/**
 * Ranks of n values, the largest first (1, 1, 3): equal values share the better place. Values
 * with skip[i] != 0 get rank 0 and do not count; skip may be NULL. n ≤ 65,535. Small groups are
 * ranked by counting, large ones by a radix sort in `room` (2 n; may be NULL when n ≤ 64).
 */
void rank_values(const int64_t *v, const uint8_t *skip, int n, uint16_t *ret_rank,
                 uint16_t *ret_tied, struct rank_item *room);
/* The same of num[i] / den[i], exactly; den > 0 where it is not skipped. */
void rank_ratios(const int64_t *num, const int64_t *den, const uint8_t *skip, int n,
                 uint16_t *ret_rank, uint16_t *ret_tied);

/* One step of the list that parts units of equal total (并列处理): 重点工作得分 → 扣分次数 → 领导评价. */
struct tie_rule {
        str            name;
        const int64_t *value;           /* [n_units], points or counts */
        bool           less;            /* the smaller wins: a count of deductions */
};

/* What a list may be made of, and every order of it: one kind to all of them, -1 behind the last. */
enum tie_kind { TIE_KEY, TIE_PENALTY, TIE_RATING, TIE_KINDS };
enum { TIE_ORDERS = 15 };
extern const char *const tie_kind_words[TIE_KINDS];
void tie_orders(int ret[TIE_ORDERS][TIE_KINDS]);

/* A unit's place in its group. */
struct place {
        points  total;
        int     rank;                   /* 1 …; 0: not ranked */
        int     tied;                   /* units that share it when the list is through; 1: alone */
        int     first_rank, first_tied; /* by the total alone */
        int     rule;                   /* the tie rule that parted it from a neighbour, from 1; 0: none */
};

/**
 * Places of all units by group: by total, then by each tie rule in turn. `total` is [n_units];
 * units with UNIT_UNRANKED get rank 0. Ties that the list does not resolve stay and are counted
 * in `tied`.
 */
void place_units(struct arena *a, const struct scheme *s, const struct input *in,
                 const points *total, const struct tie_rule *rules, int n_rules, struct place *ret);

/* Units that share a place, for the report of ties. */
struct tie { int group, rank, n; const int *units; points total; bool resolved; int rule; };
/* Every tie of totals, in order of group and rank; `resolved` when the list parted all of it. */
int ties_of(struct arena *a, const struct scheme *s, const struct input *in,
            const struct place *places, struct tie **ret);

/* How many units of a group share their points of one leaf with another: some schemes forbid a
 * department to give equal points. Unscored leaves do not count. */
int leaf_ties(const struct input *in, const struct result *r, int slot, int leaf, int group);

/* ---- between groups ------------------------------------------------------------------- */

/* T-scores: 50 + 10 x (x - mean) / sd of the n values (population sd), in millionths; 50 for all
 * when sd is 0. Fixed point, error below 10^-9 before the one rounding. n ≤ 65,535. */
void t_scores(const points *v, int n, points *ret);
/* That sd in words: to six decimals; *ret_exact false where it is rounded. */
points deviation(const points *v, int n, bool *ret_exact);
/* x times a difficulty factor in millionths (难度系数 1.05 is 1,050,000), rounded half up. */
points difficulty_apply(points x, int64_t factor);

#endif
