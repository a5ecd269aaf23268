/* domain/target/result/lack.h - what a run could not score, and who owes it: 待报, never a loss.
 *
 * A leaf whose figure is missing gives nothing and the total waits (MISSING_WAIT); so does one whose
 * figures do not suit its method. What it may still bring is told beside the losses, not among them.
 * Where the scheme says that a missing figure counts 0 (MISSING_ZERO), that is the scheme's rule and
 * a loss like any other.
 */
#ifndef DOMAIN_TARGET_RESULT_LACK_H
#define DOMAIN_TARGET_RESULT_LACK_H

#include "domain/target/result/result.h"

/* How far a leaf stays below its full score, in the leaf's own points. A mean of months, some of
 * them scored, has lost what those lost. `lost` is below 0 over the full score. */
struct result_gap { points lost, waits; bool open; };   /* open: the total waits for the leaf */
/* Of a leaf in the year's slot; all 0 where it is not the unit's, or goes to the others of its
 * block. */
struct result_gap result_gap(const struct result_basis *b, const struct result_outcome *o,
                             int leaf, int unit);

/* What has become of it since the run: a unit that has reported is not told to report. */
enum lack_now { LACK_UNASKED, LACK_NOT_GIVEN, LACK_SUBMITTED, LACK_RETURNED, LACK_REVIEWED, LACK_NOWS };
struct result_lack {
        int     unit, leaf;             /* in the basis */
        points  stake;                  /* what it may still bring, as the total has it; 0: a mean's last months */
        enum score_state state;
        int     period;                 /* the last month that lacks it */
        bool    target;                 /* the figure is there, the target book has no target */
        int64_t owes;                   /* who gives it; 0: nobody, the figures do not suit the method */
        enum lack_now now;              /* by lacks_today() */
};
/* Of one unit, or of all by leaf (-1), in the arena. */
int    result_lacks(struct arena *a, const struct result_basis *b, const struct result_outcome *o,
                    int unit, struct result_lack **ret);
/* Ask how the figures that lack stand today; of one unit's lacks. Of a year that is archived nothing is asked: no run
 * follows in which they would count. */
const struct fail *lacks_today(struct ctx *cx, const struct result_basis *b, struct result_lack *list,
                               int n) MUST_USE;
/* What all lacks of a unit may still bring, as the total has it. */
points result_stake(const struct result_basis *b, const struct result_outcome *o, int unit);

/* The same in words: "2026 年 10 月", "县财政局", why ("缺数", "目标任务书没有目标值",
 * "数据不适用"), and what has become of it ("已报，待审核"; absent: nobody asked). */
struct lack_line { str leaf, month, owes, why, now, stake; int64_t node; };
struct lack_line lack_line(struct ctx *cx, const struct result_basis *b,
                           const struct result_lack *x);
/* The same by indicator, what counts most first; n: units; owes: "各单位自报" where each gives
 * its own. */
struct lack_group { struct lack_line line; int n; points stake; };
int    lacks_by_leaf(struct ctx *cx, const struct result_basis *b, const struct result_lack *list,
                     int n, const struct lack_group **ret);
/* "一般公共预算收入（10 月，县财政局报）、…" of at most two; "" of none. */
str    lacks_named(struct ctx *cx, const struct result_basis *b, const struct result_lack *list,
                   int n);

#endif
