/* domain/target/grade.h - grades by quota per group: shares, remainders, minimums, ties, decisions. */
#ifndef DOMAIN_TARGET_GRADE_H
#define DOMAIN_TARGET_GRADE_H

#include "domain/target/effect.h"
#include "domain/target/rank.h"

enum quota_round { QUOTA_FLOOR, QUOTA_HALF_UP, QUOTA_CEIL, QUOTA_ROUNDS };
extern const char *const quota_round_words[QUOTA_ROUNDS];

/* Ties across the line between two grades. */
enum cut_rule {
        CUT_BY_LIST,            /* the tie list decides; what it leaves tied stays out and is reported */
        CUT_BOTH_IN,            /* all of them get the better grade, past the quota: reported */
        CUT_BOTH_OUT,           /* none of them does; the places stay empty */
        CUT_RULES
};
extern const char *const cut_rule_words[CUT_RULES];

/* A grade, best first. The last one takes who is left: its share is not looked at. */
struct grade {
        str     name;                   /* 优秀 */
        int64_t share;                  /* of the group's competing units, in millionths; -1: no quota */
        points  minimum;                /* a lower total does not get it; points 0: none */
};

struct grade_rules {
        const struct grade *grades; int n_grades;
        enum quota_round    round;
        bool                remainder;  /* the whole county's count first; what rounding leaves of it
                                         * goes to the largest group */
        enum cut_rule       cut;
        /* [n_groups][n_grades] counts set by hand, -1: by share; NULL: all by share */
        const int          *counts;
};

/* A decision of the leading body: this unit, this grade, this reason. */
struct grade_decision { int unit, grade; str reason, decided_by; day on; };

enum grade_why {
        GRADE_BY_RANK,          /* by place within the quota */
        GRADE_REST,             /* no quota left above */
        GRADE_MINIMUM,          /* the total is below the minimum of the grade above */
        GRADE_CEILING,          /* an effect bounds it */
        GRADE_VETO,             /* an effect fixes it */
        GRADE_TIE,              /* tied across the line */
        GRADE_NO_QUOTA,         /* out of competition: by minimum score alone */
        GRADE_DECIDED,          /* by decision */
        GRADE_NONE,             /* not ranked or not settled: no grade */
        GRADE_WHYS
};
extern const char *const grade_why_words[GRADE_WHYS];

struct graded { int grade; enum grade_why why; int proposed; };  /* grade -1: none; proposed: before
                                                                  * a decision */

struct quota_line {                     /* the quota report, a line for each group and grade */
        int group, grade;
        int competing;                  /* units that count for the share */
        int quota;                      /* allowed; -1: no quota */
        int used;                       /* by units in competition */
        int outside;                    /* by units out of competition */
        int over;                       /* used - quota where a decision or a tie went past it */
};

/**
 * Grades of all units. places and sums are [n_units] (place_units, effects_apply); settled is
 * [n_units], 0 for a total that still waits (NULL: all settled). ret is [n_units]; *ret_lines has
 * n_groups x n_grades. A decision outranks all but is counted in the report; of two decisions on
 * one unit the later in the list holds.
 */
void grade_units(struct arena *a, const struct scheme *s, const struct input *in,
                 const struct grade_rules *rules, const struct place *places,
                 const struct effect_sum *sums, const uint8_t *settled,
                 const struct grade_decision *decisions, int n_decisions, struct graded *ret,
                 struct quota_line **ret_lines);

/* Why a unit has its grade, in words: of one that comes after a tie which left places of the grade above
 * empty, that they stay empty. all: of grade_units(). */
const char *grade_reason(const struct scheme *s, const struct input *in, const struct graded *all,
                         int u);
/* share x n by the rule: 30 % of 23 is 6 or 7. */
int quota_count(int64_t share, int n, enum quota_round round);
/* Counts of all groups for one share, so that they add up to the county's count: what rounding
 * leaves goes to the largest group (of equal ones the first). */
void quota_spread(int64_t share, const int *n, int n_groups, enum quota_round round, int *ret);

#endif
