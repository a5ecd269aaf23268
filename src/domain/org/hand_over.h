/* domain/org/hand_over.h - all open work of a person to a successor, with its list (交接清单). */
#ifndef DOMAIN_ORG_HAND_OVER_H
#define DOMAIN_ORG_HAND_OVER_H

#include "core/doc/doc.h"
#include "core/flow/work.h"
#include "domain/org/org.h"

/* One piece of open work with the kind it is of. */
struct org_work { const struct work_kind *kind; struct work work; };

/* What is open, of all kinds; the fingerprint tells later whether it is still the same. */
const struct fail *org_works(struct ctx *cx, const struct work_kind *const *kinds, int n_kinds,
                             int64_t person, const struct org_work **ret, int *ret_n,
                             int64_t *ret_seen) MUST_USE;

struct hand_over_wish { int64_t person, to, seen; str document; };
/**
 * Give it all, in one transaction, or nothing. DENIED as absence_may(). INVALID with the field: no
 * such successor, or one who does not serve in the person's department (an administrator never is of one); nothing
 * is open; a kind that refuses says which and why. CONFLICT: what is open is not what was seen.
 */
const struct fail *org_hand_over(struct ctx *cx, const struct work_kind *const *kinds, int n_kinds,
                                 const struct hand_over_wish *w, int64_t *ret_id) MUST_USE;

/* The list as a document, to be signed by both. NOT_FOUND. */
const struct fail *hand_over_doc(struct ctx *cx, int64_t id, int64_t *ret_person,
                                 struct doc **ret) MUST_USE;

/* What this domain itself has: acting posts, requests made for others. */
extern const struct work_kind org_work_kinds[2];

#endif
