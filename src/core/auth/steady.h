/* core/auth/steady.h - the clock that sessions, locks and links are measured by.
 *
 * It is the wall clock as long as that runs forward. When somebody sets the wall clock back it
 * runs on, so that no session, lock or link lives longer or shorter for it; across restarts it
 * takes up from the newest instant the database knows (reliability test 24). Instants of this
 * clock stand in session.began/seen/ended, lockout, link, entry and in message_out.due and lease;
 * people are shown steady_shown().
 */
#ifndef CORE_AUTH_STEADY_H
#define CORE_AUTH_STEADY_H

#include "core/db/db.h"

/* By how much the wall was ever set back, seen against a clock nobody can set. */
struct steady { bool begun; int64_t top; };
/**
 * @param wall, boot  both clocks at one moment, in ms
 * @param high        the newest instant known from before; 0: none
 * @return how far the steady clock is ahead of the wall, ≥ 0
 */
int64_t steady_ahead(struct steady *s, int64_t wall, int64_t boot, int64_t high);

/* This request's instant (cx->now) on the steady clock. */
int64_t steady_now(struct ctx *cx);
/* An instant of the steady clock as the wall clock tells it now. */
int64_t steady_shown(struct ctx *cx, int64_t at);
/* As a process that has just begun; for tests that set the clock. */
void    steady_forget(void);

#endif
