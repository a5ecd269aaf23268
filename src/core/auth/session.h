/* core/auth/session.h - sessions, and the person who comes with one.
 *
 * A session is a random token of 256 bits; the database keeps only its SHA-256. It ends by
 * sign-out, by idling (session_idle), by age (session_max), when the post or the account it
 * acts in is taken away, and when it is rotated at sign-in. When it was last seen is kept in
 * memory and written at most once a minute.
 */
#ifndef CORE_AUTH_SESSION_H
#define CORE_AUTH_SESSION_H

#include "core/auth/auth.h"

/* Who is asking, as pages and rules need it. All text lives in the request's arena. */
struct visitor {
        int64_t      session, person, post, unit;
        str          name;                      /* the person's, or the post's in a demonstration */
        str          login;                     /* account name; absent in a demonstration */
        str          role, role_name;           /* "office-director", 目标办主任 */
        str          title;                     /* 职务, as the appointment says; absent: none */
        bool         acting;                    /* stands in for another's post (代理) */
        str          unit_name, unit_path, unit_group;
        str          csrf;                      /* what a form of this session carries */
        bool         demo;                      /* an account without a password */
        bool         demo_database;             /* the database is marked demo */
        str          county;                    /* as the first set-up named it; absent: it did not */
        bool         password_ages;             /* there is a password, and it must be changed … */
        int64_t      password_days;             /* … in so many days; 0: now */
        struct perms may;
        int          year;                      /* the working year */
        uint8_t      see[MAY_END], change[MAY_END];     /* enum scope */
        uint8_t      see_years[MAY_END], change_years[MAY_END]; /* enum years */
};

/* A post as screens say it, in the reader's language: the 职务 if there is one, else the role's
 * name; with 代理 before it where somebody stands in. */
str post_words(struct ctx *cx, str title, str role_name, bool acting);
/* The same for who looks after rights: a 职务 says nothing of them, so the role stands behind it. */
str post_in_full(struct ctx *cx, str title, str role_name, bool acting);

enum { SESSION_TOKEN_MAX = 64 };        /* hexadecimal digits of a token */

/**
 * Begin a session; only inside a transaction. `old` (may be absent) is the token this browser
 * came with: it ends here, so that a token planted before sign-in is worth nothing after. Of
 * more than session_parallel at a time the oldest end.
 * @return the token, for the cookie; kept nowhere else.
 */
str session_begin(struct ctx *cx, int64_t person, int64_t post, str old, str address, str agent);
/* End it; only inside a transaction. Unknown tokens do nothing. */
void session_end(struct ctx *cx, str token);
/* End one of one's own sessions by its number; own transaction. Another's: nothing happens. */
const struct fail *session_end_id(struct ctx *cx, int64_t id) MUST_USE;
struct session_whose;
/* May the visitor end this session, and whose is it? NOT_FOUND; DENIED without MAY_ROLE_GRANT; INVALID: it has
 * ended, or is the one they work in. */
const struct fail *session_may_end(struct ctx *cx, int64_t id, struct session_whose *ret) MUST_USE;
/* End it, for who asked session_may_end(); inside a transaction. */
void session_end_other(struct ctx *cx, int64_t id, int64_t person);
/* Days until a password set at `changed` must be replaced (setting password_days > 0); 0: now. */
int64_t password_days_left(const struct ctx *cx, int64_t changed);
/* End every session of a person, or only those of one post (post != 0); inside a transaction. */
void session_end_all(struct ctx *cx, int64_t person, int64_t post);

/**
 * Fill cx (user, unit, may, visitor) from a token. Without a live session cx stays nobody's and
 * the failure is SIGN_IN; BROKEN when the database cannot be read. May write when the session
 * was last seen (outside any snapshot), at most once a minute.
 */
const struct fail *session_load(struct ctx *cx, str token) MUST_USE;
/* Forget what this process remembers of all sessions: after a change of roles or accounts. */
void session_forget(void);

/* The CSRF token that belongs to a session token (or to the cookie of somebody not signed in). */
str  session_csrf(struct ctx *cx, str token);
/* A short text, signed by the session's token, for a cookie; and back: absent when forged. */
str  session_seal(struct ctx *cx, str token, str text);
str  session_unseal(struct ctx *cx, str token, str sealed);

#endif
