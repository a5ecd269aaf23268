/* domain/target/method_in.h - what the files of methods share; only methods*.c and explain.c
 * include it.
 *
 * A rule is written once, for unit i of a column, as an exact fraction. column_each() runs it over
 * the column in line; the same function is the row's `one`, from which the explanation speaks.
 */
#ifndef DOMAIN_TARGET_METHOD_IN_H
#define DOMAIN_TARGET_METHOD_IN_H

#include "domain/target/explain.h"

#include "domain/target/score.h"

#define IN_LINE static inline __attribute__((always_inline))

enum { MICRO = 1000000 };               /* one, in millionths: 100 %, or one point */

/* Which case of its rule a unit fell into. */
enum branch {
        BRANCH_NONE,
        BRANCH_MET,             /* the target is reached: the full score, or what stands for it */
        BRANCH_OVER,            /* more than the target */
        BRANCH_SHORT,           /* less: by ratio or by difference */
        BRANCH_BELOW,           /* below the least: nothing */
        BRANCH_SUB,             /* the sub-target only */
        BRANCH_RANKED,
        BRANCH_SAME,            /* largest equals smallest: the full score */
        BRANCH_SPREAD,          /* between smallest and largest, or low and high */
        BRANCH_ROW,
        BRANCH_EVENTS,
        BRANCH_TOP, BRANCH_MIDDLE, BRANCH_BOTTOM,
        BRANCH_IDLE,            /* no task, nothing done */
        BRANCH_FREE,            /* no task, something done */
        BRANCH_GIVEN,           /* a score given by a person */
};

/* How a ratio of a reverse indicator is made: choices of the parameter "reverse". */
enum { REVERSE_QUOTIENT, REVERSE_MIRROR };
/* What ranks are made of: choices of the parameter "by". */
enum { BY_ACTUAL, BY_RATIO, BY_GIVEN };

extern const int64_t pow10_of[19];

IN_LINE struct outcome outcome_of(wide num, wide den, enum branch b)
{
        return (struct outcome){ .num = num, .den = den, .trace = { .branch = (uint8_t)b } };
}
IN_LINE struct outcome outcome_none(enum score_state s)
{
        return (struct outcome){ .num = 0, .den = 1, .state = s };
}
/* Keep an outcome within least … most, both in millionths of a point; most < 0: no upper limit. */
IN_LINE struct outcome outcome_within(struct outcome o, int64_t least, int64_t most)
{
        if (most >= 0 && o.num > (wide)most * o.den) {
                o.num = most, o.den = 1;
                o.trace.flags |= TRACE_CAPPED;
        } else if (o.num < (wide)least * o.den) {
                o.num = least, o.den = 1;
                o.trace.flags |= TRACE_FLOORED;
        }
        return o;
}

/* A figure that is there; NONE and NA are the two smallest integers. */
IN_LINE bool is_figure(int64_t v) { return v > FIGURE_NA; }
IN_LINE struct outcome outcome_absent(int64_t a, int64_t b)
{
        return outcome_none(a == FIGURE_NA || b == FIGURE_NA ? SCORE_NA : SCORE_MISSING);
}
/* An optional input: FIGURE_NONE where the column or the figure is missing. */
IN_LINE int64_t input_or_none(const struct column *c, int input, int i)
{
        return c->in[input] ? c->in[input][i] : FIGURE_NONE;
}

IN_LINE bool target_met(enum direction d, int64_t target, int64_t actual)
{
        return d == DIRECTION_MORE ? actual >= target : actual <= target;
}

/* What the policy counts for a leaf that has no score. */
points column_unscored(const struct column *c, enum score_state s);

/* The exact score of unit 0. Apart, because gcc 12's analyzer takes a struct that comes back from
 * an unknown function for unset. */
void column_outcome(const struct column *c, struct outcome *ret);

IN_LINE void column_put(const struct column *c, int i, struct outcome o)
{
        c->state[i] = (uint8_t)o.state;
        if (__builtin_expect(o.state != SCORE_DONE, 0)) {
                c->points[i] = column_unscored(c, o.state);
                c->trace[i] = (struct trace){ .flags = o.trace.flags };
                return;
        }
        int64_t step = c->leaf->step, v;
        wide d = o.den * step;
        if (__builtin_expect(o.num >= 0 && o.num <= INT64_MAX / 2 && d <= INT64_MAX / 2, 1) &&
            c->leaf->round == ROUND_HALF_UP) {
                uint64_t n64 = (uint64_t)o.num, d64 = (uint64_t)d, q = n64 / d64, r = n64 - q * d64;
                q += 2 * r >= d64;
                v = (int64_t)q * step;
                o.trace.flags |= r ? TRACE_ROUNDED : 0;
        } else {
                v = wide_round(o.num, o.den, step, c->leaf->round);
                o.trace.flags |= (wide)v * o.den != o.num ? TRACE_ROUNDED : 0;
        }
        c->points[i] = (points){ v };
        c->trace[i] = o.trace;
}

typedef struct outcome method_rule(const struct column *c, int i);

IN_LINE void column_each(const struct column *c, method_rule *one)
{
        for (int i = 0; i < c->n; i++)
                column_put(c, i, one(c, i));
}

/**
 * The completion ratio (完成率) as num / den; false when the method cannot make one: a target ≤ 0.
 * Reverse indicators: target / actual, or 2 - actual / target. With the quotient an actual of 0
 * or less is ten times the target, and a target of 0 is reached by nothing but 0.
 */
IN_LINE bool completion(enum direction d, int64_t reverse, int64_t target, int64_t actual, wide *num,
                        wide *den)
{
        if (d == DIRECTION_MORE || reverse == REVERSE_MIRROR) {
                *num = d == DIRECTION_MORE ? actual : (wide)2 * target - actual;
                *den = target;
                return target > 0;
        }
        *num = target, *den = actual;
        if (actual <= 0)
                *num = target > actual ? 10 : 1, *den = 1;
        return target >= 0;
}

/* "90 及以上、不足 100": a row in the words of a circular, its name before them. */
str  row_words(struct arena *a, int lang, const struct method_row *r);

/* "[90, 100)", "≥90", "<1/3", "0.9": bounds as people write them. */
str  range_words(struct arena *a, ratio from, ratio to, bool from_out, bool to_in);

/* Are the brackets of the leaf's table those of a completion ratio, in percent? */
bool leaf_by_completion(const struct leaf *leaf);

/* The row of a table that holds value and second value (den 0: there is none); *ret_hits counts
 * all that do. Returns the first from 1, or 0. */
int rows_find(const struct method_row *rows, int n, wide num, wide den, wide num2, wide den2,
              int *ret_hits);

/* ---- words ----------------------------------------------------------------------------- */

str  share_str(struct arena *a, int64_t share);         /* 600,000 → "60%" */
/* What stands behind an operator: "5", "（-5）". */
str  operand_str(struct arena *a, str s);
/* An input of unit 0 as its kind is written. */
str  column_figure(const struct explain *e, const struct column *c, int input);
str  column_operand(const struct explain *e, const struct column *c, int input);       /* behind an operator */
/* What the limits made of `o`: 超过最高分，按 … 计; nothing when they made nothing. */
void explain_limits(struct explain *e, const struct outcome *o);
/* Every method's own line: 完成率 = 完成值 ÷ 目标值 = …, by the direction; false when there is none. */
bool explain_ratio(struct explain *e, const struct column *c, int reverse);

/* num / den, in millionths of a point, rounded to `got`: 四舍五入到 0.1：92.792… → 92.8; nothing where it
 * is exact. */
void explain_round(struct explain *e, wide num, wide den, int64_t step, enum round_mode mode,
                   points got);

/* How many units of the group have a figure, where that is known. */
void explain_units(struct explain *e, const struct column *c);

#define METHOD(x) extern const struct method method_##x;
#include "domain/target/methods.def"
#undef METHOD

#endif
