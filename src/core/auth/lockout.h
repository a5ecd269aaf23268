/* core/auth/lockout.h - failed attempts are counted by login and by address. */
#ifndef CORE_AUTH_LOCKOUT_H
#define CORE_AUTH_LOCKOUT_H

#include "core/db/db.h"

/* TOO_MANY while either is locked. An unknown login is locked as a known one. */
const struct fail *lockout_check(struct ctx *cx, str login, str address) MUST_USE;
/* Count one failure for both; own transaction. An address has ten times the tries of a login,
 * since an office may share one. */
const struct fail *lockout_count(struct ctx *cx, str login, str address) MUST_USE;
/* The same for an address alone, where what is guessed is nobody's login: a one-time code of a ballot.
 * `event` and `entity` are the trail's row of a failure. */
const struct fail *lockout_check_address(struct ctx *cx, str address) MUST_USE;
const struct fail *lockout_count_address(struct ctx *cx, str address, const char *event,
                                         const char *entity) MUST_USE;
/* Inside a transaction: the login was right, or a person with the right unlocks it. */
void lockout_forget(struct ctx *cx, str login);
/* Lift what locks `name` ("a:login", "i:address"); own transaction. DENIED without MAY_ROLE_GRANT:
 * only the security administrator unlocks (等保 身份鉴别 b). */
const struct fail *lockout_lift(struct ctx *cx, str name) MUST_USE;

#endif
