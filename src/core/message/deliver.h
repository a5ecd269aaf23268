/* core/message/deliver.h - the outbox's carrier: takes rows, sends them, answers for each.
 *
 * A stretch of rows is taken under a number of its own, in a transaction that is durable before
 * anything leaves. What is sent is marked at once; a row that was sent by a process which died
 * before its mark comes again when the lease is over, under the same Message-ID or event id, by
 * which the other side knows it. No way is there to do better over SMTP or HTTP; two rows for one
 * message and way cannot be made.
 *
 * A lease is OUT_LEASE_MS on the clock of whoever waits for its end, counted from when that process
 * first saw the holder; the holder itself gives back what it has not sent after half of it. Both
 * count the milliseconds since their machine started, which nobody sets and nobody compares: a wall
 * clock that is set forward, on one machine or on all, lets nobody take what is still under way.
 * When a row is due is of the steady clock: a wall clock that is set back holds up nothing.
 *
 * A failure that may pass (no connection, 4xx of SMTP, 408, 429 and 5xx of HTTP) is tried again
 * after 1, 2, 4 … 60 minutes, OUT_TRIES times; then, and at once for what will not pass, the row is
 * given up and stands before the system administrator, who may send it again.
 */
#ifndef CORE_MESSAGE_DELIVER_H
#define CORE_MESSAGE_DELIVER_H

#include "core/message/carrier.h"

enum out_state { OUT_WAITS, OUT_SENT, OUT_GIVEN_UP, OUT_STATE_END };
extern const char *const out_state_words[OUT_STATE_END];
enum { OUT_TRIES = 8, OUT_STRETCH = 50, OUT_LEASE_MS = 300000 };

/* How the program reaches the world; tests put their own. `ms` is the time since the machine started. */
struct carriers {
        const struct fail *(*mail)(struct ctx *cx, const struct mail_out *m, struct carried *ret);
        const struct fail *(*hook)(struct ctx *cx, const struct hook_out *h, struct carried *ret);
        int64_t (*ms)(void);
};

extern const struct carriers carriers_real;

/* A job: one stretch after the other while there are any, for half a minute at most. */
const struct fail *message_deliver(struct ctx *cx) MUST_USE;
/* One stretch. `ret_taken`: rows that were taken and not given back; `now` is cx->now. */
const struct fail *message_deliver_with(struct ctx *cx, const struct carriers *by,
                                        int *ret_taken) MUST_USE;
/* Minutes until the attempt after `attempts` of them. */
int64_t out_backoff_ms(int attempts);
/* May it go as new? DENIED without SETTING_EDIT; NOT_FOUND; CONFLICT: it was not given up. */
const struct fail *message_may_again(struct ctx *cx, int64_t out) MUST_USE;
/* As new again, with all of the same digest, for who asked; inside a transaction. */
void message_again(struct ctx *cx, int64_t out);

#endif
