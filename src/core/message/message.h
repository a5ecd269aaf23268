/* core/message/message.h - telling people: the message centre, and the outbox for mail and webhook.
 *
 *      message_send(cx, &(struct message){ .kind = "delegation.decide", .person = d.asked_by,
 *                                          .event = str_f(cx->arena, "delegation-%ld-decided", id),
 *                                          .title = …, .href = str_f(cx->arena, "/delegations/%ld", id) });
 *
 * inside the rule's transaction: the message stands exactly when the change does. `event` names
 * what happened, once and for all: sent again it makes nothing new for those who have it. In the
 * program a message can be seen at once; a row of the outbox for each way waits for deliver.h.
 */
#ifndef CORE_MESSAGE_MESSAGE_H
#define CORE_MESSAGE_MESSAGE_H

#include "core/auth/auth.h"

enum message_mail { MESSAGE_NONE, MESSAGE_NOW, MESSAGE_DIGEST, MESSAGE_MAIL_END };
enum message_way  { MESSAGE_BY_MAIL = 1, MESSAGE_BY_HOOK };
extern const char *const message_mail_words[MESSAGE_MAIL_END];          /* 不发, 立即, 每日汇总 */
extern const char *const message_way_words[3];

struct message_kind { const char *code, *label; enum message_mail mail; };
extern const struct message_kind message_kinds[];
extern const int                 n_message_kinds;
const struct message_kind *message_kind_of(str code);   /* NULL: none */

struct message {
        const char *kind;               /* a code of kinds.def (must) */
        str         event;              /* letters, digits, - and .; at most 80 */
        str         title, body, href;  /* body, href may be absent; title at most 200 bytes are kept */
        int64_t     person;             /* to one person; or 0, and: */
        enum perm   holders;            /* whoever may change records of `unit` by this permission today */
        int64_t     unit;
        bool        readers;            /* instead: whoever may see them by it, within the unit or from above it,
                                         * but not by a right over all units */
        int64_t     but;                /* not to this person: who did it knows; 0: to all */
};

/* Write it, with its rows of the outbox; inside a transaction (must). What fails, fails at the
 * commit. */
void message_send(struct ctx *cx, const struct message *m);

/* ---- reading: the person's own, cx->user ----------------------------------------------------- */

int64_t message_unread(struct ctx *cx);         /* at most 100; 0 where it cannot be told */
/* Mark one as read, or with 0 all; own transaction. NOT_FOUND: not theirs. Reading twice is
 * fine. */
const struct fail *message_read(struct ctx *cx, int64_t id) MUST_USE;

/* ---- how a person wants to be told ------------------------------------------------------------ */

enum { MESSAGE_KINDS_MOST = 64, DAY_MINUTES = 1440 };
struct message_wish {
        str     mail;                   /* address; absent: none */
        int     quiet_from, quiet_to;   /* minutes of the day in China; equal: no quiet */
        int     digest_at;
        int     choice[MESSAGE_KINDS_MOST];     /* enum message_mail, in the order of kinds.def */
        int64_t version;                /* 0: nothing said yet, the defaults */
};
const struct fail *message_wish_of(struct ctx *cx, int64_t person,
                                   struct message_wish *ret) MUST_USE;
/* Own transaction. INVALID at `mail`; CONFLICT: a stale version. */
const struct fail *message_wish_put(struct ctx *cx, const struct message_wish *w) MUST_USE;

/* ---- when (pure) ------------------------------------------------------------------------------ */

/* The first instant from `at` on that is neither in the person's quiet hours nor in the
 * system's. */
int64_t message_after_quiet(int64_t at, int from, int to, int system_from, int system_to);
/* The first digest from `at` on: its instant, and its day as yyyymmdd in *ret_day. */
int64_t message_digest_at(int64_t at, int minute, int *ret_day);

#endif
