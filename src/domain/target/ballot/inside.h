/* domain/target/ballot/inside.h - what the rules of this room share among themselves. */
#ifndef DOMAIN_TARGET_BALLOT_INSIDE_H
#define DOMAIN_TARGET_BALLOT_INSIDE_H

#include "domain/target/ballot/ballot.h"
#include "domain/target/year/figure.h"

/* Check what somebody wants a session to be, and fill in what follows from it: edition, unit, year,
 * leaf_name, names of units, members, step and mode of rounding. As poll_save(). */
const struct fail *poll_terms(struct ctx *cx, struct poll *w) MUST_USE;
/* The one input of an indicator that a score can become; NULL: it wants other figures. */
const struct figure_input *poll_input(const struct figure_leaf *l);
/* Why votes are not taken today: CONFLICT, or NULL where they are. */
const struct fail *poll_takes(struct ctx *cx, const struct poll *p) MUST_USE;
/* May a typed mark of 0 … 100 have these decimals? One in a secret vote, where a mark like 37.13 would be its voter's
 * signature in the sum; else as many as there are. */
bool poll_mark_fine(const struct poll *p, int64_t micro);
/* INVALID naming the unit: is this one voter's ballot lawful and whole? */
const struct fail *poll_ballot_check(struct ctx *cx, const struct poll_right *r,
                                     const struct poll_mark *m, int n) MUST_USE;

#endif
