/* base/ctx.h - what one request, one command or one job may touch.
 * A member may be added only if every request has it. */
#ifndef BASE_CTX_H
#define BASE_CTX_H

#include "base/day.h"
#include "base/perms.h"
#include "base/words.h"

struct arena;
struct db;
struct visitor;
struct ctx {
        struct arena *arena;    /* dies with the request */
        struct db    *db;       /* this worker's way to the database */
        int64_t       user;     /* person id; 0: nobody */
        int64_t       unit;     /* the post's unit; 0: none */
        struct perms  may;      /* enum perm bits, see core/auth/perms.def */
        int           lang;     /* enum lang */
        day           today;    /* in China; given, so tests own the calendar */
        int64_t       now;      /* milliseconds since 1970, UTC */
        int           due_missing;      /* a term of this request rests on this year, which has no calendar */
        str           request;  /* short id that log lines and error pages share */
        const struct visitor *visitor;  /* core/auth/session.h: post, scopes; NULL: nobody */
};

#endif
