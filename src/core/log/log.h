/* core/log/log.h - one line of JSON on standard error for each event worth knowing.
 *
 * {"time":"2024-11-20T01:02:03.004Z","level":"warn","request":"k3x9","message":"…"}
 *
 * A line is written by one write(2) of at most 4,096 bytes, so lines of several threads never
 * mix; a longer message is cut at a character and ends in "…". Never put a password, a token
 * or a form's content into a message: the log is read by other people than the database is.
 */
#ifndef CORE_LOG_LOG_H
#define CORE_LOG_LOG_H

#include "base/base.h"

enum log_level { LOG_FINE, LOG_NOTE, LOG_WARN, LOG_ERROR, LOG_LEVELS_END };

/* Lines below this level are dropped; LOG_NOTE unless set at start, before any thread. */
void log_threshold(enum log_level least);
/* Where lines go: a file descriptor, 2 unless set. Tests and daemons set it at start. */
void log_to(int fd);

/* Write one line. `cx` gives the request id and may be NULL. Any thread. */
void log_event(enum log_level level, const struct ctx *cx, const char *fmt, ...) PRINTF(3, 4);
/* A failure as a line: its kind, where it was made, its text for the log. BROKEN is LOG_ERROR,
 * BUSY and FULL are LOG_WARN, all else LOG_FINE. */
void log_fail(const struct ctx *cx, const struct fail *f);

/* The line itself, without writing it: for tests. `ms` is the instant, UTC. */
str log_line(struct arena *a, enum log_level level, int64_t ms, str request, str message);

#endif
