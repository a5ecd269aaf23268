/* domain/target/result/cause.h - why a unit's total is another in one run than in another. */
#ifndef DOMAIN_TARGET_RESULT_CAUSE_H
#define DOMAIN_TARGET_RESULT_CAUSE_H

#include "domain/target/result/result.h"

/* One thing that moved: a leaf, an effect, the difficulty factor. */
struct run_cause {
        str     what;           /* 固定资产投资；8.5 → 9.1 分 */
        str     why;            /* which figure (old → new, who, when), full score, method; never absent */
        str     href;           /* the row of the figure; absent: none */
        int64_t moved;          /* points, micro; 0: what has none of its own */
};
struct run_side { const struct result_basis *b; const struct result_outcome *o; };

/* Two runs whose leaves are matched by their line (stem), so that two editions can be compared; once for all units. */
struct run_pair {
        struct run_side a, b;           /* from a to b */
        const int      *was;            /* [leaves of b]: the same one of a; -1: new */
        const bool     *stays;          /* [leaves of a]: b has it too */
};
struct run_pair run_pair_of(struct arena *arena, struct run_side a, struct run_side b);

/**
 * What moved a unit's total from one run to the other, the greatest first, at most `most` of them; *ret_more: how many
 * were left out. Who gave a figure and when is read from the database. Both runs have the unit. `ret` in the request's
 * arena; at least one.
 */
const struct fail *run_causes(struct ctx *cx, const struct run_pair *pair, int64_t unit, int most,
                              const struct run_cause **ret, int *ret_n, int *ret_more) MUST_USE;

#endif
