/* core/audit/seals.h - a new key for the sealed fields: everything is sealed anew with it, in parts,
 * then the old one goes. Each step is a row of the trail. */
#ifndef CORE_AUDIT_SEALS_H
#define CORE_AUDIT_SEALS_H

#include "core/crypto/field.h"
#include "core/db/db.h"

struct seals_turned { int key; int64_t values; bool finished; };

/**
 * Give the key file a new field key (unless an unfinished rotation left one), seal all values that
 * an older one sealed anew, 200 a transaction, and, with `finish`, take the older keys out of the
 * file. Stopped anywhere it is simply called again: old keys read until the end. `finish` only when
 * nobody seals with the old key any more: on SQLite at once where no service runs, in a running service when
 * seals_may_finish() says so; on PostgreSQL after the servers were started again.
 */
const struct fail *seals_rotate(struct ctx *cx, bool finish, struct seals_turned *ret) MUST_USE;
/* CONFLICT: this process began to use the new key less than a minute ago, and a request that sealed a value with the
 * old one may still be under way. */
const struct fail *seals_may_finish(struct ctx *cx) MUST_USE;

#endif
