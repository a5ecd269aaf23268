/* core/audit/chain.h - the trail as a chain keyed by HMAC-SM3. docs/decisions/audit-chain.md.
 *
 *   mac  = HMAC-SM3(key, everything the row says, its id included)
 *   link = HMAC-SM3(key, link before, place, mac)           place: `seal`, 1, 2, 3 …
 *
 * On SQLite audit_log() links: the writer's transactions come one after the other. On PostgreSQL
 * the row carries its mac, and whoever holds the lease links committed rows, in the order in which
 * they are seen, within a second. The key stands outside the database (core/crypto/keys.h), so
 * that whoever can write the database cannot make a chain that fits.
 */
#ifndef CORE_AUDIT_CHAIN_H
#define CORE_AUDIT_CHAIN_H

#include "core/crypto/hash.h"
#include "core/db/db.h"

/* What a row says. */
struct audit_row {
        int64_t id, at;
        bool    has_who, has_unit;
        int64_t who, unit, record;
        str     request, event, entity, detail;
};

struct digest audit_mac(const struct audit_row *r);
struct digest audit_link_of(const unsigned char before[DIGEST_BYTES], int64_t seal, str mac);
/* The link before the first row of all. */
struct digest audit_genesis(void);
/* What stands over the place where removed rows ended. */
struct digest audit_anchor_mac(int64_t anchor, int64_t at, str link);

/* Where the chain ends now, read from the database: place 0 and the genesis in an empty one. */
struct audit_end { int64_t seal, at; unsigned char link[DIGEST_BYTES]; };
const struct fail *audit_end_read(struct ctx *cx, struct audit_end *ret) MUST_USE;
/* Inside a transaction on SQLite: the writer's tip, read when it is not known. NULL with *f set. */
struct chain_tip *audit_tip_of(struct ctx *cx, const struct fail **f);

/**
 * Make the trail of this database a chain: find or make the key file at keys_path(), check that it
 * is this database's, link the rows from before the chain (in parts of 500, so a crash goes on
 * where it was), and write the row that says so. Every start calls it, after migrate().
 *
 * @param may_make  a new database, or one from before the chain, gets its key file now
 * INVALID: the key file is missing where the chain has begun (never a new one silently), is
 * another database's, older than the last rotation, damaged, or open to other accounts; or the trail's tables are gone.
 */
const struct fail *audit_prepare(struct ctx *cx, bool may_make) MUST_USE;

/* Inside a transaction: the database remembers the newest field key of the file in use, so that an older file is
 * refused from now on (audit_prepare: INVALID). */
void audit_key_told(struct ctx *cx);

/**
 * Link what waits, at most `limit` rows, in one transaction under the lease of `holder`. Rows whose
 * mac is wrong are left for verify to report. *ret_n: how many. CONFLICT, or BUSY with `again`:
 * another process is linking.
 */
const struct fail *audit_link_waiting(struct ctx *cx, str holder, int lease_ms, int limit,
                                      int *ret_n) MUST_USE;

enum { AUDIT_LEASE_MS = 2000 };         /* of a server; a command holds it for its transaction only */

#endif
