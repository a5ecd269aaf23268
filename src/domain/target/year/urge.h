/* domain/target/year/urge.h - the warning letter (目标绩效督促通知单): what lags behind, what is required,
 * what the unit answers. A unit answers within ten working days (performance.md 2.2, [S03 a20][S04
 * a15]). */
#ifndef DOMAIN_TARGET_YEAR_URGE_H
#define DOMAIN_TARGET_YEAR_URGE_H

#include "core/flow/flow.h"
#include "domain/document/document.h"
#include "domain/target/year/figure.h"

enum urge_state { URGE_DRAFT, URGE_ISSUED, URGE_REPLIED, URGE_CLOSED, URGE_DROPPED, URGE_STATES };
extern const char *const urge_state_words[URGE_STATES];
extern const struct flow urge_flow;     /* issue, drop, reply, reopen, close */
enum { URGE_REPLY_DAYS = 10 };
extern const char urge_requirement[];                   /* of a missing figure: what the letter asks for */

/* What the letter is for: the figure was not reported, by whoever owes it; or the unit is behind the plan. */
enum urge_cause { URGE_MISSING, URGE_LAGS, URGE_CAUSES };
extern const char *const urge_cause_words[URGE_CAUSES];

struct urge {
        int64_t         id, scheme, unit, stem, version, at, replied_at;        /* stem 0: reporting as such */
        int             number, period, year;
        enum urge_state state;
        enum urge_cause cause;
        str             gap, requirement, reply, replier, words, scheme_name, unit_name, leaf;
        int64_t         county;
        day             issued, due;
};
/* May the person see it: TARGET_VIEW over its unit; a draft only who issues letters. NOT_FOUND. */
const struct fail *urge_read(struct ctx *cx, int64_t id, struct urge *ret) MUST_USE;
/**
 * Draft a letter; its number is the next of the scheme. DENIED without PERIOD_LOCK over the county.
 * INVALID with the field: no gap, no requirement, a unit or an indicator that the scheme does not
 * have.
 */
struct urge_wish { int64_t scheme, unit, stem; int period; enum urge_cause cause; str gap, requirement; };
const struct fail *urge_add(struct ctx *cx, const struct urge_wish *w, int64_t *ret_id) MUST_USE;
/* The same inside a transaction that is serializable, nothing asked: the caller has. 0: refused,
 * tx_commit says why. */
int64_t urge_put(struct ctx *cx, const struct urge_wish *w);
/* One step. `words` is the reply, or the reason. DENIED, CONFLICT, INVALID (words wanted). Issuing
 * gives the letter its number and keeps its files in the register (document.h); INVALID: no series
 * for it. */
const struct fail *urge_move(struct ctx *cx, int64_t id, int64_t version, str event,
                             str words) MUST_USE;
/* The letter as an official document: as it went out, else as it would. */
const struct fail *urge_doc(struct ctx *cx, const struct urge *u, struct doc **ret) MUST_USE;
/* What the register gets of it. INVALID: no series. */
const struct fail *urge_wish_of(struct ctx *cx, const struct urge *u,
                                struct document_wish *ret) MUST_USE;

#endif
