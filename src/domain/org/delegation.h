/* domain/org/delegation.h - 代理: the rights of a post for a period, in another's hands.
 *
 * The holder asks, the head of the unit decides; granted, the deputy has a second post 代理… that
 * begins and ends by its own dates and carries the rights of the post, no more. The holder keeps
 * theirs: whoever is away has them locked by the absence, not by the deputy.
 */
#ifndef DOMAIN_ORG_DELEGATION_H
#define DOMAIN_ORG_DELEGATION_H

#include "core/flow/wait.h"
#include "domain/org/org.h"

enum delegation_state {         /* delegation.state: append only */
        DELEGATION_ASKED,       /* 待批准 */
        DELEGATION_GRANTED,     /* 已批准 */
        DELEGATION_REFUSED,     /* 未批准 */
        DELEGATION_WITHDRAWN,   /* 已撤回 */
        DELEGATION_RECALLED,    /* 提前结束 */
        DELEGATION_END
};
enum { DELEGATION_MOST_DAYS = 366 };

struct delegation {
        int64_t id, post, holder, deputy, unit, asked_by, decided_by, acting, version;
        str     holder_name, deputy_name, unit_name, role, role_name, title, reason, document;
        str     asked_name, decided_name, answer;
        enum role_kind kind;
        day     since, until;           /* as asked */
        day     ends;                   /* its last day in fact: earlier when the post ended */
        enum delegation_state state;
        int64_t asked_at, decided_at;
};
/* Its state today in words: 待批准, 尚未开始, 代理中, 已结束 … */
const char *delegation_words(const struct ctx *cx, const struct delegation *d);

struct delegation_wish { int64_t post, deputy; day since, until; str reason, document; };
/**
 * Ask for a deputy. Own transaction. DENIED: neither the holder nor one who decides on the unit.
 * NOT_FOUND: no such post. INVALID with the field: a post that is itself 代理 (no chains) or does not
 * stand through the period; a period that is past, turned round or over a year; a deputy who is
 * the holder, stands in no unit of the same department, holds the post already, is away, or may
 * not hold the role beside their own (三员); another deputy in the same days.
 */
const struct fail *delegation_ask(struct ctx *cx, const struct delegation_wish *w,
                                  int64_t *ret_id) MUST_USE;
/**
 * Grant or refuse; all rules of asking are asked again. DENIED: not one who decides on the unit,
 * or the holder, or the deputy; for an administrator's post who has no right to grant roles.
 * CONFLICT: decided or changed meanwhile.
 */
const struct fail *delegation_decide(struct ctx *cx, int64_t id, int64_t version, bool grant,
                                     str answer) MUST_USE;
/* Take a request back (asker, holder) or end a stand-in early (holder, deputy, one who decides):
 * from this moment on the deputy's post is gone and its sessions end. */
const struct fail *delegation_stop(struct ctx *cx, int64_t id, int64_t version) MUST_USE;
/* The same inside a transaction of the caller's, without asking who: for departures. */
void delegation_drop(struct ctx *cx, const struct delegation *d);
/* Inside a transaction too, of one that is granted: it ends, and another deputy is asked for, for the days that are
 * left. INVALID, and nothing is touched: that deputy could not be asked for (delegation_ask()). */
const struct fail *delegation_pass(struct ctx *cx, const struct delegation *d, int64_t to) MUST_USE;

/* NOT_FOUND: no such, or not theirs to know (holder, deputy, asker, who decides on the unit). */
const struct fail *delegation_see(struct ctx *cx, int64_t id, struct delegation *ret) MUST_USE;
/* What a person has to do with: as holder, deputy or asker; the latest first. */
const struct fail *delegations_of_person(struct ctx *cx, int64_t person,
                                         const struct delegation **ret, int *ret_n) MUST_USE;
extern const struct wait_row org_waits[1];
/* What waits for the visitor's decision. */
const struct fail *delegations_waiting(struct ctx *cx, const struct delegation **ret,
                                       int *ret_n) MUST_USE;
/* What the visitor may do with it now. */
struct delegation_may { bool decide, withdraw, recall; };
struct delegation_may delegation_may(struct ctx *cx, const struct delegation *d);
/* May the visitor ask for a deputy of this post? NULL, or why not. */
const struct fail *delegation_may_ask(struct ctx *cx, int64_t post) MUST_USE;
/* Is there somebody who could stand in for it? Pages offer asking only then: an administrator's place is taken by who
 * holds no post at all. */
const struct fail *delegation_someone(struct ctx *cx, int64_t post, bool *ret) MUST_USE;

/* INVALID: nobody can stand in for this post, whatever the days: it is acted for itself, over, or its unit is. */
struct post_whole;
const struct fail *delegation_post_open(struct ctx *cx, const struct post_whole *po) MUST_USE;
/* Who stands in for a post, or was asked to, and until when, in sentences; empty: nobody does. `ret_free` the first
 * day from today on that no such period covers. */
const struct fail *delegation_taken_words(struct ctx *cx, int64_t post, day *ret_free,
                                          str *ret) MUST_USE;

/* The place whose people may stand in for a post of a unit: its department, or the county. */
str delegation_circle(struct ctx *cx, str unit_path);

#endif
