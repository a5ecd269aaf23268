/* core/auth/factor.h - the second factor: an app's six digits, or a recovery code.
 *
 * 等保 GB/T 22239-2019 8.1.4.1 d (level 3): two or more factors, one of them cryptographic.
 * The security administrator says which roles must bring one; anybody else may.
 */
#ifndef CORE_AUTH_FACTOR_H
#define CORE_AUTH_FACTOR_H

#include "core/auth/account.h"

enum { FACTOR_CODES = 10 };

/* Has the person a confirmed factor? Must one of their roles bring one? How many recovery codes
 * are left? */
struct factor_state { bool has, wanted; int64_t codes; };
const struct fail *factor_state(struct ctx *cx, int64_t person, struct factor_state *ret) MUST_USE;

/* Make a secret to be shown; a confirmed one stays (CONFLICT). Own transaction. */
const struct fail *factor_start(struct ctx *cx, int64_t person) MUST_USE;
/* What is shown of a secret that is not yet confirmed. NOT_FOUND: none was made, or confirmed. */
struct factor_shown { str base32, address; };
const struct fail *factor_shown(struct ctx *cx, int64_t person, struct factor_shown *ret) MUST_USE;
/* Confirm it by a first code; recovery codes are returned once and kept only as hashes. Own
 * transaction. INVALID (field `code`): not its code. */
const struct fail *factor_confirm(struct ctx *cx, int64_t person, str code,
                                  str ret_codes[FACTOR_CODES]) MUST_USE;
/* Take a code of the app or a recovery code, each once. Own transaction. INVALID (field `code`),
 * the same for wrong, spent and late. The caller counts failures (lockout). */
const struct fail *factor_take_code(struct ctx *cx, int64_t person, str code) MUST_USE;
/* Take the factor away: one's own, or (MAY_ROLE_GRANT) another's whose telephone is lost; sessions
 * of the other end. Own transaction. */
const struct fail *factor_drop(struct ctx *cx, int64_t person) MUST_USE;
/* Which roles must bring one: exactly these. DENIED without MAY_ROLE_GRANT; INVALID: no such role.
 * Own transaction. */
const struct fail *factor_roles_set(struct ctx *cx, const str *roles, int n) MUST_USE;

#endif
