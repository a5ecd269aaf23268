/* core/flow/wait.h - what waits for a person today (要办的事), on their first page.
 *
 * A module says in rows which of its records wait for an act: in which state, and by which
 * permission the act is done. The page asks the rows of all modules whose permission the post has,
 * and knows nothing of what they are. A row lists what the post may act on, and no more.
 */
#ifndef CORE_FLOW_WAIT_H
#define CORE_FLOW_WAIT_H

#include "base/base.h"

enum { WAIT_MOST = 300 };       /* of one row: what is past it is not counted */

struct wait {
        str title, about;       /* 柳溪镇; 2024 年度综合目标考核方案, may be absent */
        day due;                /* DAY_NONE: none */
        str href;
};
/* kept: what a row's list() has opened and the next row of the same list() may use again; whoever asks several rows of
 * one request hands it on. NULL: nothing yet. In the request's arena. */
struct waits { struct wait *list; int n, cap; void *kept; };

struct wait_row {
        const char *code;       /* "goal.sign" */
        const char *word;       /* 待签收的目标任务书 */
        const char *act;        /* on the button: 签收 */
        const char *path;       /* of one, with %ld for its id: for wait_add() */
        const char *all;        /* the page with all of them; %ld: the state */
        int         need;       /* enum perm */
        int         state;      /* in which they wait, for `list` */
        bool        own;        /* an act of the unit itself: a right over all units lists only one's own */
        const struct fail *(*list)(struct ctx *cx, const struct wait_row *row, struct waits *ret);
};

/* The page with all of them. */
str wait_all(struct arena *a, const struct wait_row *row);
/* One more, up to the most. */
void wait_put(struct ctx *cx, struct waits *t, const struct wait *x);
/* The same with the address of its page by the row's path. */
void wait_add(struct ctx *cx, struct waits *t, const struct wait_row *row, int64_t id, str title,
              str about, day due);

/* The list() of a row by one statement of the domain, which takes the state and the reach of auth_reach_waits():
 * title, about and due say what stands in its row `it`. */
#define WAIT_LIST(list, statement, title, about, due)                                              \
        static const struct fail *list(struct ctx *cx, const struct wait_row *row, struct waits *t) \
        {                                                                                          \
                struct statement it;                                                               \
                struct auth_reach r = auth_reach_waits(cx, row->need, row->own);                   \
                statement(&it, cx, row->state, r.prefix, r.unit, r.group, r.years.first,           \
                          r.years.last);                                                           \
                while (statement##_next(&it))                                                      \
                        wait_add(cx, t, row, it.id, title, about, due);                            \
                return statement##_end(&it);                                                       \
        }

#endif
