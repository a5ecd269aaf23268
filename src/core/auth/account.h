/* core/auth/account.h - accounts: signing in, passwords, one-time links, lock-out, granting.
 *
 * Every function that writes opens its own transaction and its audit rows stand in it, unless
 * it says otherwise. Whoever calls has checked the permission of the route; scope is checked here.
 */
#ifndef CORE_AUTH_ACCOUNT_H
#define CORE_AUTH_ACCOUNT_H

#include "core/auth/entry.h"

enum { LOGIN_MAX = 40, LINK_HOURS = 24 };

/**
 * Sign in by password. @param ret the new session's token, or a half-way one (entry.h).
 * INVALID with one and the same sentence for an unknown login, a wrong password, a disabled
 * account and one without a post; TOO_MANY while the login or the address is locked; BUSY.
 * All of them cost one argon2id, but for TOO_MANY.
 */
const struct fail *account_sign_in(struct ctx *cx, const struct sign_in *in,
                                   struct entered *ret) MUST_USE;
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

/* 3 to 40 lower-case letters, digits, "." or "-". */
bool login_fits(str s);

/* A login and person for account_add(); unit and role name the first post. */
struct account_new { str login, name, role; int64_t unit; };
/**
 * Make a person with an account and, when `role` is not absent, a first post; no password yet.
 * INVALID with the field: login taken or of other characters than a-z, 0-9, ".", "-" (3…40);
 * no such role; or a role that may not be given together, or there (three administrators).
 */
const struct fail *account_add(struct ctx *cx, const struct account_new *in,
                               int64_t *ret_person) MUST_USE;
/**
 * Inside a transaction: the trail's row of a post that was given, or is `gone`: whose it is by name and id, unit,
 * role, title and first day, as they are called now. A post that is deleted is logged before.
 * @param event  post.grant, post.revoke, post.remove
 * @param cause  why, in words; empty: somebody's own act
 */
void post_log(struct ctx *cx, const char *event, int64_t post, bool gone, str cause);
/* May the role be given in this unit? The three administrators work for the whole county and stand at its root;
 * every other role may be given anywhere. INVALID at `unit`: an administrator's elsewhere. NOT_FOUND: no such role. */
const struct fail *role_fits_unit(struct ctx *cx, str role, int64_t unit) MUST_USE;
/* Inside a transaction: the trail's row of a new account, whose it is and how it is called. */
void account_log(struct ctx *cx, int64_t person, str name, str login);
/* Give a person a post. INVALID: an administrator's role beside any other, or but at the root; the open role. */
const struct fail *account_grant(struct ctx *cx, int64_t person, int64_t unit, str role) MUST_USE;
/* Take a post away from today on; its sessions end. CONFLICT on a stale version;
 * NOT_FOUND: not a post of that person. DENIED for one's own. INVALID: account_office_last(). */
const struct fail *account_revoke(struct ctx *cx, int64_t person, int64_t post,
                                  int64_t version) MUST_USE;
/* Disable or enable; disabled, all its sessions end. DENIED for one's own account; INVALID: account_office_last(). */
const struct fail *account_disable(struct ctx *cx, int64_t person, int64_t version,
                                   bool disable) MUST_USE;
/* The same inside a transaction of the caller's, who has asked: for several at once. */
void account_disable_put(struct ctx *cx, int64_t person, int64_t version, bool disable);
/**
 * INVALID: this is the last person who can sign in as one of the three administrators (三员), and a county must never be
 * without one of them. Nobody is the last who could not sign in anyhow. Ask inside the transaction, SERIALIZABLE.
 */
const struct fail *account_office_last(struct ctx *cx, int64_t person) MUST_USE;
/* Forget failed attempts of a login. */
const struct fail *account_unlock(struct ctx *cx, int64_t person) MUST_USE;

/**
 * A one-time link, for a person's first password or a forgotten one; person 0: for the first
 * set-up of an empty database, which makes a system and a security administrator.
 * @param ret_key what stands in the address (/set-up/KEY); shown once, kept nowhere.
 * NOT_FOUND: no account. INVALID: link_may() says why not.
 */
const struct fail *link_make(struct ctx *cx, int64_t person, str *ret_key) MUST_USE;
/* The same inside a transaction of the caller's, who has asked; returns the key. */
str link_put(struct ctx *cx, int64_t person);
/**
 * May a link be made for this account by whoever acts (docs/decisions/links.md)? Who opens it becomes its
 * owner, so: without a password yet, who keeps accounts; with one, who grants roles; one of the three
 * administrators (三员), only the server's console, where cx->user is 0.
 * INVALID: a demonstration account, one that is disabled, or another's to do. NOT_FOUND: no account.
 */
const struct fail *link_may(struct ctx *cx, int64_t person) MUST_USE;
/* One more link of the first set-up: those that were given before, and a wizard that has begun, stay good. */
const struct fail *link_setup_add(struct ctx *cx, str *ret_key) MUST_USE;
/* The same at a start, where none is good any more; an empty key: one is. */
const struct fail *link_setup_keep(struct ctx *cx, str *ret_key) MUST_USE;
/* Was a link of the first set-up ever made? Then the database is a county's and nobody fills it unasked. */
const struct fail *link_setup_made(struct ctx *cx, bool *ret) MUST_USE;
struct link { int64_t id, person, made_by; };    /* made_by 0: the server's console */
/* NOT_FOUND with one sentence for unknown, spent and expired, and for one that somebody made for a person who has
 * become one of the three administrators since. */
const struct fail *link_find(struct ctx *cx, str key, struct link *ret) MUST_USE;
/* Spend a person's link: set the password, end all sessions, sign in as far as that goes; an
 * empty token: there is no post yet. CONFLICT: spent meanwhile. */
const struct fail *link_password(struct ctx *cx, const struct link *link, str wish,
                                 const struct sign_in *in, struct entered *ret) MUST_USE;
/* Begin the wizard by its link, or go on with it: a half-way token (ENTRY_SETUP) as long as the link. Whoever else
 * is in it stays in it (docs/decisions/links.md): setup_places(). The link stays good until the wizard is done. */
const struct fail *link_begin(struct ctx *cx, const struct link *link, const struct sign_in *in,
                              str *ret_token) MUST_USE;

/* ---- the first set-up ------------------------------------------------------------ */

/* A browser that is in the wizard: since when, as people are shown it, and from where. */
struct setup_place { int64_t at; str address; };
/* How many are in it but the one with this token, and the latest of them in *ret. */
const struct fail *setup_places(struct ctx *cx, str token, struct setup_place *ret,
                                int *ret_n) MUST_USE;

/* One of the three administrators. */
struct setup_admin { str name, login; };
enum setup_role { SETUP_SYSTEM, SETUP_SECURITY, SETUP_AUDIT, SETUP_ROLES };
extern const char *const setup_roles[SETUP_ROLES];      /* system-admin, … */
/* Are these three people, with three logins that fit? INVALID with the field (system_login …). */
const struct fail *setup_admins_fit(struct ctx *cx,
                                    const struct setup_admin who[SETUP_ROLES]) MUST_USE;
/**
 * The end of the wizard, in one transaction: the three accounts in the root unit, the first one's
 * password, links for the two others, its session; the set-up link is spent and the draft
 * emptied. CONFLICT: somebody has finished it meanwhile. INVALID with the field.
 */
struct setup { struct setup_admin who[SETUP_ROLES]; str password; };
struct setup_links { str security, audit; };
const struct fail *setup_finish(struct ctx *cx, const struct entry *e, const struct setup *s,
                                const struct sign_in *in, str *ret_token,
                                struct setup_links *ret) MUST_USE;
/* Does this database wait for its first set-up: no account, not a demonstration? */
const struct fail *setup_is_due(struct ctx *cx, bool *ret) MUST_USE;
/* The county as the wizard named it: county, region (six digits of GB/T 2260), year; absent ones
 * are not yet said. */
struct county { str name, region; int year; };
const struct fail *county_load(struct ctx *cx, struct county *ret) MUST_USE;
/**
 * Name the county and its code: settings, and the root unit is made or renamed. Own transaction.
 * INVALID with the field: `region` is not six digits of a county (GB/T 2260: province 11…82, city,
 * county not 00).
 */
const struct fail *county_name(struct ctx *cx, str name, str region) MUST_USE;
/* The working year, 2000…2100. Own transaction. */
const struct fail *county_year(struct ctx *cx, int64_t year) MUST_USE;
/* NULL, or why not: a catalogue sentence. */
const char *region_wrong(str region);

/* Is the database marked as a demonstration? false also when it cannot be read. */
bool               database_is_demo(struct ctx *cx);
/* The county's name as the first set-up gave it; absent: it did not, or it cannot be read. */
str                database_county(struct ctx *cx);
const struct fail *database_mark_demo(struct ctx *cx) MUST_USE;
/* Nothing yet: no account and no unit. */
const struct fail *database_is_empty(struct ctx *cx, bool *ret) MUST_USE;
/* A demonstration person in a post, without a password; inside a transaction. */
int64_t account_demo(struct ctx *cx, str name, int64_t unit, const char *role, int sort);
/* The same without an account: nobody signs in as it. */
int64_t account_demo_clerk(struct ctx *cx, str name, int64_t unit, const char *role, int sort);

#endif
