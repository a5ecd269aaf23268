/* door/web/once.h - a form sent twice has one effect and gets the first answer again: after a cut
 * connection, a double click, a press on reload.
 *
 * The key comes in the header Idempotency-Key (scripts; draft-ietf-httpapi-idempotency-key-header)
 * or in the hidden field `once` of every form with page_csrf(). It is the person's own: another's
 * with the same letters is another key. The row with the key is written inside the first
 * transaction of the request, before the rule's statements, and the answer into the same one before
 * it is committed (core/db/db.h, struct db_once). So where there is an effect there is its answer,
 * and a request that was refused or cut off before its commit may simply be sent again.
 *
 * Who sends a key again gets
 *      the first answer, when route, fields and files are the same;
 *      TWICE, when they are not, or when the first is not over or ended without an answer.
 *
 * What is kept of an answer: status, place, note, type, name and bytes, no cookies; sealed by the
 * key, of which the database has only the hash. It is gone after ONCE_HOURS.
 *
 * Pages that need no session, and requests without a key, are served as ever.
 */
#ifndef DOOR_WEB_ONCE_H
#define DOOR_WEB_ONCE_H

#include "door/web/web.h"

enum {
        ONCE_HOURS     = 48,
        ONCE_KEY_MOST  = 200,           /* characters of a key: visible ASCII */
        ONCE_BODY_MOST = 1 << 20,       /* a longer answer is not kept */
};

struct route;
/* Before the handler, for a POST of somebody signed in. INVALID: not a key. */
const struct fail *once_begin(struct ctx *cx, struct request *rq, const struct route *r) MUST_USE;
/* Behind the handler, with what it said: where it did nothing because its key was here before, the
 * first answer is put into `re`; else `f` is given back. */
const struct fail *once_replay(struct ctx *cx, struct request *rq, struct reply *re,
                               const struct fail *f) MUST_USE;
/* At the end: the answer goes with the effect, and both are committed. `f`: what the handler failed
 * by after an effect, so that there is no answer to keep; with `again` the key is free once more. */
const struct fail *once_end(struct ctx *cx, struct request *rq, const struct reply *re,
                            const struct fail *f) MUST_USE;

/* The job that takes old keys away. */
const struct fail *once_prune_run(struct ctx *cx) MUST_USE;

struct page;
/* The hidden field, a fresh key for each form; nothing where nobody is signed in. */
void page_once(struct buf *o, const struct page *p);

#endif
