/* core/flow/flow.h - state machines as tables. Knows no domain and no database. */
#ifndef CORE_FLOW_FLOW_H
#define CORE_FLOW_FLOW_H

#include "base/base.h"

enum flow_ask {
        FLOW_ASK_REASON = 1 << 0,       /* the form must carry `reason` */
        FLOW_ASK_DAY    = 1 << 1,       /* `day`, such as the date of approval */
        FLOW_ASK_NUMBER = 1 << 2,       /* `number`, a document number (文号) */
        FLOW_ASK_URL    = 1 << 3,       /* `url`, where it was published */
};

struct flow_step {
        int         from;
        const char *event;      /* in forms, in the log, in the API: "approve" */
        int         to;
        int         need;       /* enum perm */
        unsigned    ask;        /* enum flow_ask */
        int         days;       /* days allowed in the new state; 0: none */
        const char *label;      /* on the button: 批复 */
        bool        danger;     /* cannot be undone: asks on its own page */
};

/* A step as somebody asks for it: the answers to what its row asks, absent where nothing was said. */
struct flow_wish { str event; int64_t version; day day; str number, reason; bool seen; str to; };
/* seen: a list of what is incomplete or does not count was shown and accepted (公示, 审定). to: to whom
 * objections go (公示). */
/* The same from a form: event and version must be there; form_end() says what is wrong. */
struct form;
struct flow_wish flow_wish_of(struct form *form, int reason_most);

struct flow {
        const char             *name;
        const char *const      *states;         /* Chinese names, by number, in life order */
        int                     n_states;
        const struct flow_step *steps;
        int                     n_steps;
};

/* The step for this event from this state. INVALID: no such event; CONFLICT: not from this
 * state; DENIED: the user lacks its permission (of this step, or of every step of the event). */
const struct fail *flow_find(struct ctx *cx, const struct flow *flow, int from,
                             str event, const struct flow_step **ret) MUST_USE;
/* What the step asks for was given; a day is today or past. INVALID with the field's name. */
const struct fail *flow_answered(struct ctx *cx, const struct flow_step *s,
                                 const struct flow_wish *in) MUST_USE;
/* All steps the user may take now, for buttons. Returns how many. */
int flow_moves(struct ctx *cx, const struct flow *flow, int from, const struct flow_step **ret,
               int max);
/* The machine as a Graphviz picture, for the docs. */
void flow_dot(struct buf *o, const struct flow *flow);

#endif
