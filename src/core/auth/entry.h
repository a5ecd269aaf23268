/* core/auth/entry.h - the steps between a right password and a session.
 *
 * Whoever gave a password (or opened a one-time link) may still owe a code of the second factor,
 * the enrolment of one, or a new password. Until all is paid there is no session: only a
 * half-way token of its own table, good for a quarter of an hour and for the pages below
 * /sign-in/. A new token at every step.
 */
#ifndef CORE_AUTH_ENTRY_H
#define CORE_AUTH_ENTRY_H

#include "core/auth/session.h"

enum entry_stage {
        ENTRY_IN,               /* nothing is owed: the token is a session's */
        ENTRY_CODE,             /* a code of the second factor */
        ENTRY_ENROL,            /* the role wants a second factor and there is none */
        ENTRY_PASSWORD,         /* the password is too old */
        ENTRY_SETUP,            /* the wizard of the first set-up; nobody's */
        ENTRY_STAGES
};
enum { ENTRY_MINUTES = 15 };

/* Where a request came from. */
struct sign_in { str login, password, old_token, address, agent; };
/* The cookie to give, and what is still owed. */
struct entered { str token; enum entry_stage stage; };

struct entry { int64_t id, person, link; enum entry_stage stage; };
/* The half-way row of a token. SIGN_IN: none, another stage than `want`, or too late. */
const struct fail *entry_load(struct ctx *cx, str token, enum entry_stage want,
                              struct entry *ret) MUST_USE;

/* What this person owes next; `factor_given`: a code was just taken. No writes. */
const struct fail *entry_next(struct ctx *cx, int64_t person, bool factor_given,
                              enum entry_stage *ret) MUST_USE;
/**
 * Inside a transaction: end what the browser came with and give a session in `post` (stage
 * ENTRY_IN) or a half-way token. The trail gets its row.
 */
struct entered entry_give(struct ctx *cx, enum entry_stage stage, int64_t person, int64_t post,
                          const struct sign_in *in);
/* Go on from a half-way token whose debt is paid: own transaction. */
const struct fail *entry_go_on(struct ctx *cx, const struct entry *e, bool factor_given,
                               const struct sign_in *in, struct entered *ret) MUST_USE;

/* Pay with a code (stage CODE), counted and locked like a password. INVALID (field code), TOO_MANY. */
const struct fail *entry_code(struct ctx *cx, const struct entry *e, str code,
                              const struct sign_in *in, struct entered *ret) MUST_USE;
/* Pay with a new password (stage PASSWORD). INVALID (field new). */
const struct fail *entry_password(struct ctx *cx, const struct entry *e, str wish,
                                  const struct sign_in *in, struct entered *ret) MUST_USE;

/* ---- new passwords ------------------------------------------------------------ */

/* Is this wish good enough for the person, and not one of the last few? Its hash, for
 * password_put. INVALID with `field`; BUSY. */
const struct fail *password_wish(struct ctx *cx, int64_t person, const char *field, str wish,
                                 str *ret_hash) MUST_USE;
/* The same before there is a person: the first administrator. */
const struct fail *password_first(struct ctx *cx, str login, str name, str county,
                                  const char *field, str wish, str *ret_hash) MUST_USE;
/* Inside a transaction: set it; the old one goes to the past ones. */
void password_put(struct ctx *cx, int64_t person, str hash);

#endif
