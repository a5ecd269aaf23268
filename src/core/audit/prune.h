/* core/audit/prune.h - old days of the trail go into an archive, never before their time. */
#ifndef CORE_AUDIT_PRUNE_H
#define CORE_AUDIT_PRUNE_H

#include "core/audit/verify.h"

/* 网络安全法 第二十一条: logs are kept for at least six months. No setting goes below. */
enum { AUDIT_KEEP_LEAST = 180 };

struct audit_pruned { int64_t rows, through; day until; };      /* until: the first day that stays */

/* The first day that must stay: `keep_days` (at least AUDIT_KEEP_LEAST) before now, and before the
 * latest row, so that a clock set ahead by itself frees nothing. DAY_NONE: the trail is empty. */
const struct fail *audit_keep_day(struct ctx *cx, int64_t keep_days, day *ret) MUST_USE;

/**
 * Archive whole days and remove them: write all rows before the day `until` (DAY_NONE: before the
 * first that must stay) to `path` as JSON lines under a code, make the file durable, then remove
 * them in parts of 2,000, each with the anchor behind which the chain goes on. A crash in between
 * leaves a chain that verifies. Outside a transaction and a snapshot.
 *
 * INVALID: `until` is a day that must stay; the file exists or cannot be written. CONFLICT: the
 * chain has breaks, which must be looked into before their traces go.
 */
const struct fail *audit_prune(struct ctx *cx, int64_t keep_days, day until, str path,
                               struct audit_pruned *ret) MUST_USE;
/* Is this file an archive of ours, whole and unchanged? *ret_rows: how many. INVALID: it is not. */
const struct fail *audit_archive_check(struct ctx *cx, str path, int64_t *ret_rows) MUST_USE;

#endif
