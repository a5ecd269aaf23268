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
        int64_t at;             /* the unit whose record it is; of a kind with `need` */
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
         * Give one of them from a person to another; inside a transaction. NULL: the record is a
         * unit's, and nothing of it changes but who goes on with it.
         * @param ret_outcome what became of it, a sentence for the list; absent: `outcome`
         * INVALID, with why: the other may not hold it; then nothing of the hand-over is written.
         */
        const struct fail *(*give)(struct ctx *cx, const struct work *w, int64_t person, int64_t to,
                                   str *ret_outcome);
        /* Who takes it over must hold this permission (enum perm) over its unit, and the trail of
         * the record says so by this event; 0: give() asks and writes itself. */
        int         need;
        const char *event, *entity;
        /* Catalogue words: 接手人没有编制这份预算的岗位，请先授予岗位; 由接手人继续编制 */
        const char *refuse, *outcome;
};

#endif
