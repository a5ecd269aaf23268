/* core/auth/account.h - accounts: signing in, passwords, one-time links, lock-out, granting.
 *
 * Every function that writes opens its own transaction and its audit rows stand in it, unless
 * it says otherwise. Whoever calls has checked the permission of the route; scope is checked here.
 */
#ifndef CORE_AUTH_ACCOUNT_H
#define CORE_AUTH_ACCOUNT_H

#include "core/auth/session.h"

enum { LOGIN_MAX = 40, LINK_HOURS = 24 };

struct sign_in { str login, password, old_token, address, agent; };

/**
 * Sign in by password. @param ret_token the new session's token.
 * INVALID with one and the same sentence for an unknown login, a wrong password, a disabled
 * account and one without a post; TOO_MANY while the login or the address is locked; BUSY.
 * All of them cost one argon2id, but for TOO_MANY.
 */
const struct fail *account_sign_in(struct ctx *cx, const struct sign_in *in,
                                   str *ret_token) MUST_USE;
/* Sign in to a demonstration post. NOT_FOUND: not a demonstration database or post. */
const struct fail *account_sign_in_demo(struct ctx *cx, int64_t post, const struct sign_in *in,
                                        str *ret_token) MUST_USE;
/* Act in another of one's own posts: a new session, the old one ends. NOT_FOUND. */
const struct fail *account_switch(struct ctx *cx, int64_t post, const struct sign_in *in,
                                  str *ret_token) MUST_USE;
const struct fail *account_sign_out(struct ctx *cx, str token) MUST_USE;

/* Change one's own password; every other session of the person ends, and this one is rotated.
 * INVALID with the field: `password` is wrong, `new` is weak. */
const struct fail *account_change(struct ctx *cx, str password, str wish, const struct sign_in *in,
                                  str *ret_token) MUST_USE;

/* A login and person for account_add(); unit and role name the first post. */
struct account_new { str login, name, role; int64_t unit; };
/**
 * Make a person with an account and, when `role` is not absent, a first post; no password yet.
 * INVALID with the field: login taken or of other characters than a-z, 0-9, ".", "-" (3…40);
 * no such role; or a role that may not be given together (three administrators).
 */
const struct fail *account_add(struct ctx *cx, const struct account_new *in,
                               int64_t *ret_person) MUST_USE;
/* Give a person a post. INVALID: an administrator's role beside any other; the open role. */
const struct fail *account_grant(struct ctx *cx, int64_t person, int64_t unit, str role) MUST_USE;
/* Take a post away from today on; its sessions end. CONFLICT on a stale version;
 * NOT_FOUND: not a post of that person. DENIED for one's own. */
const struct fail *account_revoke(struct ctx *cx, int64_t person, int64_t post,
                                  int64_t version) MUST_USE;
/* Disable or enable; disabled, all its sessions end. DENIED for one's own account. */
const struct fail *account_disable(struct ctx *cx, int64_t person, int64_t version,
                                   bool disable) MUST_USE;
/* Forget failed attempts of a login. */
const struct fail *account_unlock(struct ctx *cx, int64_t person) MUST_USE;

/**
 * A one-time link, for a person's first password or a forgotten one; person 0: for the first
 * set-up of an empty database, which makes a system and a security administrator.
 * @param ret_key what stands in the address (/set-up/KEY); shown once, kept nowhere.
 * NOT_FOUND: no account. INVALID: a demonstration account, or one that is disabled.
 */
const struct fail *link_make(struct ctx *cx, int64_t person, str *ret_key) MUST_USE;
struct link { int64_t id, person; };
/* NOT_FOUND with one sentence for unknown, spent and expired. */
const struct fail *link_find(struct ctx *cx, str key, struct link *ret) MUST_USE;
/* Spend a person's link: set the password, end all sessions, sign in. CONFLICT: spent meanwhile. */
const struct fail *link_password(struct ctx *cx, const struct link *link, str wish,
                                 const struct sign_in *in, str *ret_token) MUST_USE;
/* Spend the set-up link: the system administrator `login` with this password, and links for a
 * security administrator and an audit administrator, who must be other people (三员). */
struct setup { str county, system_login, system_name, security_login, security_name, audit_login,
               audit_name, password; };
struct setup_links { str security, audit; };
const struct fail *link_setup(struct ctx *cx, const struct link *link, const struct setup *s,
                              const struct sign_in *in, str *ret_token,
                                      struct setup_links *ret) MUST_USE;

/* Is the database marked as a demonstration? false also when it cannot be read. */
bool               database_is_demo(struct ctx *cx);
const struct fail *database_mark_demo(struct ctx *cx) MUST_USE;
/* Is there any account yet? */
const struct fail *database_is_empty(struct ctx *cx, bool *ret) MUST_USE;
/* A demonstration person in a post, without a password; inside a transaction. */
int64_t account_demo(struct ctx *cx, str name, int64_t unit, const char *role, int sort);

#endif
