/* domain/target/award/award.h - 月度评价加分: points for who comes first in a month, behind gates.
 *
 * A rule has a ladder (第 1 名 +0.5, 第 2 名 +0.3 …) and gates: an indicator's figure at least or at
 * most a bound, all of which must hold for the unit itself. A missing figure does not hold; an indicator
 * that the scheme does not ask of the unit sets it no gate (月度评估,
 * domain §2.7: 每月第一名加 0.5 分 …, only if GDP ≥ 8 % …). The arithmetic is gates_hold() and
 * ladder_points() of effect.h.
 *
 * A month is settled once: its ranks are those of the month's published monitoring result, its gates
 * the reviewed figures up to that month. What was settled is kept with the figures it rests on, and
 * each bonus becomes a proposal in the register of effects, where the director decides. A rule of
 * which a month was settled is never changed: it is stopped, and another begins.
 */
#ifndef DOMAIN_TARGET_AWARD_AWARD_H
#define DOMAIN_TARGET_AWARD_AWARD_H

#include "domain/target/rating/register.h"
#include "domain/target/result/result.h"

enum { AWARD_RANKS = 10, AWARD_GATES = 4, AWARD_NAME = 60 };

struct award_gate {
        int64_t stem;
        str     input, name, measure;           /* name, measure: of the indicator; absent: gone from the scheme */
        int64_t bound; int places;              /* 10^-places */
        bool    less;                           /* the figure shall be at most the bound */
};
struct award_rule {
        int64_t           id, scheme, version;
        str               name, klass;          /* klass: code of a bonus class; absent: none */
        int               since, until;         /* months, 0 … 11 */
        bool              stopped;
        int64_t           settled;              /* months */
        points            step[AWARD_RANKS]; int n_steps;
        struct award_gate gate[AWARD_GATES]; int n_gates;
};

/* The rules of an edition's scheme. Asks no scope: the caller has found the edition. */
const struct fail *award_list(struct ctx *cx, const struct edition *e,
                              const struct award_rule **ret, int *ret_n) MUST_USE;
/* One, with its edition, for whoever may see targets of the county's units. NOT_FOUND. */
const struct fail *award_find(struct ctx *cx, int64_t id, struct edition *ret_edition,
                              struct award_rule *ret) MUST_USE;
/**
 * Write a rule: version 0 a new one of the edition's scheme, else the one of w->id. Own transaction.
 * EFFECT_EDIT over the county. INVALID with the field: name (empty, or taken), class (none of the
 * scheme's bonuses), until (before since), ladder (no step, one that is no points or more than the one
 * before), gate (an indicator that the scheme has no more). CONFLICT: stale; a month was settled by it.
 */
const struct fail *award_put(struct ctx *cx, const struct edition *e, const struct award_rule *w,
                             int64_t *ret_id) MUST_USE;
/* Stop a rule, or let it go on. Own transaction; EFFECT_EDIT over the county. CONFLICT: stale. */
const struct fail *award_stop(struct ctx *cx, int64_t id, int64_t version, bool stop) MUST_USE;

struct award_seen { bool asked, there, holds; int64_t figure, value; int places, period; };
struct award_line {
        int64_t unit, effect;                   /* effect 0: none */
        str     name, group;
        int     rank, failed;                   /* failed: the first gate that does not hold; -1: none */
        points  total, ladder, amount;
        enum effect_state state;                /* of the effect */
        struct award_seen seen[AWARD_GATES];
};
struct award_month {
        int    period;
        bool   settled, has_run;                /* has_run false: no monitoring result was published */
        struct result_run run;
        int64_t at; str who;                    /* settled: when and by whom */
        const struct award_line *lines; int n_lines;    /* units on the ladder, in reach, by group and rank */
};
/* A month as it was settled, or as it would be now: units whose total the person may see. */
const struct fail *award_month_of(struct ctx *cx, const struct edition *e,
                                  const struct award_rule *r, int period,
                                  struct award_month *ret) MUST_USE;
/**
 * Settle a month: one transaction. EFFECT_EDIT over the county. INVALID at "month": outside the rule's
 * months. CONFLICT: settled already, the rule is stopped, no monitoring result of the month is published.
 */
const struct fail *award_settle(struct ctx *cx, int64_t id, int period) MUST_USE;

struct award_settled { int period; int64_t run, n, at; str who; };
const struct fail *award_settled_of(struct ctx *cx, const struct award_rule *r,
                                    const struct award_settled **ret, int *ret_n) MUST_USE;
const struct fail *award_demo(struct ctx *cx) MUST_USE;

#endif
