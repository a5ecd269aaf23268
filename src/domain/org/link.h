/* domain/org/link.h - one-time links for people's accounts, and telling those whom it concerns. */
#ifndef DOMAIN_ORG_LINK_H
#define DOMAIN_ORG_LINK_H

#include "core/auth/account.h"

/**
 * A link for a person's account (link_may() has the rule). Whoever had a password is told of it, and for one of
 * the three administrators (三员) every audit administrator too. Own transaction; sessions end when it is used.
 * @param ret_key what stands in the address (/set-up/KEY); shown once, kept nowhere
 */
const struct fail *org_link_make(struct ctx *cx, int64_t person, str *ret_key) MUST_USE;
/* The same inside a transaction of the caller's, who has asked link_may(). */
str org_link_put(struct ctx *cx, int64_t person);

#endif
