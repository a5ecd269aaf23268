/* core/db/migrate.h - bring a database to this program's schema: numbered files of
 * migrations/, embedded, applied once, in order, each in its own transaction, with name and
 * SHA-256 recorded. Forward only. */
#ifndef CORE_DB_MIGRATE_H
#define CORE_DB_MIGRATE_H

#include "core/db/db.h"

struct migration { const char *name; str text; };       /* "0001_core" and its SQL */
extern const struct migration migrations[];             /* generated from migrations/ by tools/embed */
extern const int              n_migrations;

/**
 * Apply what is missing. @param ret_applied how many (may be NULL).
 * INVALID: an applied file has changed since, or the database is newer than the program
 * (nothing is touched). BROKEN: a statement failed; the schema before it stands.
 */
const struct fail *migrate(struct ctx *cx, int *ret_applied) MUST_USE;
/* How many are missing; no change. */
const struct fail *migrate_pending(struct ctx *cx, int *ret_n) MUST_USE;
/* "{autoid}" in a migration becomes the engine's own words; nothing else is rewritten. */

#endif
