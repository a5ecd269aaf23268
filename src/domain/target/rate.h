/* domain/target/rate.h - scores given by people: ballots in, a score of 0 … 100 (or a verdict) out.
 *
 * A ballot is one rater's mark for one unit in one aspect. 不了解 is an answer that does not
 * count; an absent or an invalid ballot is none, and all three are kept and told apart. The score
 * of a unit becomes the figure of a leaf with method F0 (直接评分, 满分 100), or the points
 * themselves where the rule gives points (名次, 优秀票率).
 */
#ifndef DOMAIN_TARGET_RATE_H
#define DOMAIN_TARGET_RATE_H

#include "domain/target/explain.h"

enum rating_rule {
        RATING_RANK,            /* each rater ranks the units; F9 on each rank, mean of all (瑞安) */
        RATING_FIVE,            /* 5 … 1, 不了解 not counted; mean x 20 (市委发〔2005〕60号) */
        RATING_GRADES,          /* grades with weights 100/80/60/40; weighted votes / valid votes */
        RATING_BRACKET,         /* share of 优秀 votes, share of low votes → points by a table */
        RATING_MAJORITY,        /* 满意 ≥ half of all members … (镇海): a verdict, no score */
        RATING_MEAN,            /* marks of 0 … 100, plain mean */
        RATING_TRIMMED,         /* one highest and one lowest dropped; fewer than 3: none dropped */
        RATING_RULES
};
/* code, name, help: rows for the choice list. */
struct rating_row { const char *code, *name, *help; };
extern const struct rating_row rating_rows[RATING_RULES];

/* Raters are mild or hard: what is done about it before their marks are mixed (§2.8). */
enum rating_even {
        EVEN_NO,
        EVEN_MEAN,              /* each mark x common mean / the rater's own mean (宽严修正) */
        EVEN_T,                 /* T-scores of the rater's marks: 50 + 10 x (x - mean) / sd */
        EVEN_WAYS
};

/* How much of the votes an explanation may tell. */
enum rating_tell {
        RATING_TELL_RESULT,     /* how many votes counted, and the score: what so few said would name them */
        RATING_TELL_SUMS,       /* a secret vote: how many, what they add up to; no mark that fewer than
                                 * RATING_FEW gave (secret-ballot.md) */
        RATING_TELL_MARKS,      /* a named vote, to whom it rates: each mark in order of size, as it was evened out; no
                                 * name and no rater's own mean, which would tell one by other units' marks */
        RATING_TELL_NAMES,      /* a named vote, to who sees the whole: by name */
};
enum { RATING_FEW = 3 };
/* Marks that one source has to give before their mean may be told of a secret vote: a trimmed one leaves two out,
 * and of those that remain there must be RATING_FEW. */
static inline int rating_least(enum rating_rule rule) { return RATING_FEW + (rule == RATING_TRIMMED ? 2 : 0); }

enum ballot_state { BALLOT_VALID, BALLOT_UNKNOWN, BALLOT_ABSENT, BALLOT_INVALID, BALLOT_STATES };
extern const char *const ballot_state_words[BALLOT_STATES];     /* 有效, 不了解, 缺席, 无效 */

struct rater {
        str name;               /* absent in a secret vote */
        int unit;               /* own unit, which may not be rated; -1: none */
        int source;             /* index into rating.sources */
};

struct ballot {
        int               rater, unit, aspect;
        enum ballot_state state;
        /* RANK: 1 …; FIVE: 1 … 5; GRADES, BRACKET, MAJORITY: index of the grade, 0 the best;
         * MEAN, TRIMMED: millionths of a point, 0 … 100 points */
        int64_t           value;
};

struct rating_part { str name; int64_t weight; };       /* weight in millionths; all add up to one */

struct rating {
        enum rating_rule          rule;
        int                       n_units;
        const str                *names;        /* [n_units], for words; NULL: 第 1 个单位 … */
        const struct rater       *raters;  int n_raters;
        const struct rating_part *aspects; int n_aspects;       /* 0: one, without a name */
        const struct rating_part *sources; int n_sources;       /* 0: one */
        int                       members;      /* who may vote on a unit; 0: as many as raters */
        const int                *able;         /* [n_units]: of each unit instead; NULL: members */
        const struct rating_part *grades;  int n_grades;        /* GRADES: weight is points 0 … 100 in
                                                                 * millionths; others: names */
        points                    full;         /* RANK: W */
        int64_t                   rank_step;    /* RANK: per place, in millionths of W (2 %) */
        const struct method_row  *rows;    int n_rows;          /* BRACKET: value 1 the excellent share,
                                                                 * value 2 the low share, of one */
        int                       low_grades;   /* BRACKET: how many of the last grades are "low" */
        bool                      half_counts;  /* MAJORITY: exactly half is enough */
        enum rating_even          even;         /* MEAN, TRIMMED */
        points                    even_to;      /* EVEN_MEAN: to this mean; 0: the mean of all raters' means */
        enum rating_tell          tell;
        enum round_mode           round;        /* of the final score, to `step` millionths */
        int64_t                   step;
};

struct rated {
        points score;           /* 0 … 100, or points by RANK and BRACKET */
        int    verdict;         /* MAJORITY: index of the grade; else -1 */
        int    row, rows_hit;   /* BRACKET: row taken, from 1; more than one hit is an overlap */
        int    valid, unknown, absent, invalid;
        bool   none;            /* no valid ballot: there is no score */
        bool   held;            /* none: there are some, but a score of so few would tell a secret vote */
        points *part;           /* [source][aspect]: means as they were mixed; INT64_MIN: none */
        points *source;         /* [source] */
};

/* A bound of a bracket that is no share of one, in words; NULL: none. Page and workbook ask the same. */
const char *bracket_wrong(const struct method_row *r);

/**
 * Are the ballots lawful? INVALID with words for the first that is not: a vote for one's own unit,
 * more ballots on a unit than members, the same rater twice on one unit and aspect, a value out of
 * the rule's range, one rater giving two units the same rank, weights that do not add up to 100 %.
 * *ret_at (may be NULL): the ballot at fault; -1: the terms.
 */
const struct fail *ratings_check(struct ctx *cx, const struct rating *r, const struct ballot *b,
                                 int n, int *ret_at) MUST_USE;
/* Score every unit; ret is [r->n_units]. ratings_check() has said yes. Each mean is kept to six
 * decimals, the mix rounded once by the rating's mode. A source or an aspect without a valid ballot
 * leaves its weight to the others. */
void ratings_score(struct arena *a, const struct rating *r, const struct ballot *b, int n,
                   struct rated *ret);
/* How one unit's score came about: every mean from its marks, what was cut, each rounding; no more of the
 * votes than r->tell allows. */
void rating_explain(struct arena *a, int lang, const struct rating *r, const struct ballot *b,
                    int n, int unit, const struct rated *got, struct explain *ret);

/* ---- the parts, for one case ------------------------------------------------------------ */

/* Verdict by majority of all members: votes by grade, best first; returns the index. */
int    vote_majority(const int *votes, int n_grades, int members, bool half_counts);
/* Mean without the highest and the lowest (n ≥ 3), to six decimals; n ≥ 1. */
points mean_trimmed(const points *v, int n);
/* x times common / own: 90 by a rater whose mean is 87, common 80, is 82.76. */
points even_out(points x, points own, points common, int64_t step);

#endif
