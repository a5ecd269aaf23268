/* door/web/audit_watch.h - the audit chain is looked at by itself, and who watches it is told of a break. */
#ifndef DOOR_WEB_AUDIT_WATCH_H
#define DOOR_WEB_AUDIT_WATCH_H

#include "core/flow/wait.h"

/**
 * Jobs: the newest rows and the head file, and the whole chain (about 3 s for a million rows, on the
 * jobs' thread). What is found goes to the log and, once for each break, as a message to every audit
 * administrator; the number stands in /metrics and on their first page until a later look finds none.
 */
const struct fail *audit_watch_newest(struct ctx *cx) MUST_USE;
const struct fail *audit_watch_whole(struct ctx *cx) MUST_USE;
/* How many breaks this process saw when it last looked. */
int64_t audit_breaks_seen(void);

enum { AUDIT_WAITS = 1 };
extern const struct wait_row audit_waits[AUDIT_WAITS];

#endif
