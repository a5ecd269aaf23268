/* core/flow/work.h - open work that hangs on a person, and how it goes to another.
 *
 * A module says in a row what of its own waits for a person; the pages of people list the rows of
 * all modules and hand everything over in one transaction (离任交接). A row knows nothing of another.
 */
#ifndef CORE_FLOW_WORK_H
#define CORE_FLOW_WORK_H

#include "base/base.h"

struct work {
        int64_t record;
        str     title;          /* 水务局 2025 年部门预算 */
        str     unit;           /* whose matter; may be absent */
        str     href;           /* its page */
        day     due;            /* DAY_NONE: none */
};

struct work_kind {
        const char *code;       /* "budget.draft": kept in the list of the hand-over */
        const char *label;      /* a catalogue word: 编制中的预算 */
        /* All open work of a person, the most urgent first. */
        const struct fail *(*list)(struct ctx *cx, int64_t person, const struct work **ret,
                                   int *ret_n);
        /**
         * Give one of them from a person to another; inside a transaction, with its own audit row.
         * @param ret_outcome what became of it, a sentence for the list
         * INVALID, with why: the other may not hold it; then nothing of the hand-over is written.
         */
        const struct fail *(*give)(struct ctx *cx, const struct work *w, int64_t person, int64_t to,
                                   str *ret_outcome);
};

#endif
