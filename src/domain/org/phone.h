/* domain/org/phone.h - a person's telephone number: sealed, masked, seen whole only on record. */
#ifndef DOMAIN_ORG_PHONE_H
#define DOMAIN_ORG_PHONE_H

#include "domain/org/org.h"

/* 138****1234, or absent: none is known, or the key file is not there. */
const struct fail *org_phone_masked(struct ctx *cx, int64_t person, str *ret) MUST_USE;
/* The whole number; the caller's route asks PERSON_UNMASK and is ROUTE_ON_READ. DENIED, NOT_FOUND. */
const struct fail *org_phone_whole(struct ctx *cx, int64_t person, str *ret) MUST_USE;
/* Keep a number, or none (empty). Own transaction; the trail names the field, never the value.
 * DENIED as absence_may(). CONFLICT: changed since `version`. INVALID: no telephone number. */
const struct fail *org_phone_put(struct ctx *cx, int64_t person, int64_t version,
                                 str typed) MUST_USE;

#endif
