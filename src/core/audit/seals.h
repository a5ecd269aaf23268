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
 * no other process of this database runs with the old file in memory: on SQLite always, on
 * PostgreSQL after the servers were started again.
 */
const struct fail *seals_rotate(struct ctx *cx, bool finish, struct seals_turned *ret) MUST_USE;

#endif
