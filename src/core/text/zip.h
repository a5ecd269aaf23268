/* core/text/zip.h - ZIP in (bounded: entries, sizes, ratio; no encryption) and out. zip.c is
 * the one file with libzip, whose own zip_open(), zip_close() and zip_add() are why every name
 * here says zip_in_ or zip_out_. */
#ifndef CORE_TEXT_ZIP_H
#define CORE_TEXT_ZIP_H

#include "base/base.h"

/* ---- in ---------------------------------------------------------------------------- */

struct zip_in;

/* Bytes of one entry and of all together once unpacked, entries, and how many times its packed
 * size an entry over 1 MiB may grow to. */
struct zip_limits { int64_t max_entry, max_total, max_entries, max_ratio; };

/**
 * Read the directory of a ZIP in memory; `bytes` are borrowed until zip_in_close().
 * INVALID: not a ZIP, damaged, encrypted, several parts, an unknown method, entries that share
 * bytes, equal names (without case), or a name that could leave a folder (absolute, "..",
 * backslash, colon, control characters, not UTF-8). TOO_LARGE: past a limit. Nothing is unpacked.
 */
const struct fail *zip_in_open(struct ctx *cx, str bytes, const struct zip_limits *l,
                               struct zip_in **ret) MUST_USE;
void    zip_in_close(struct zip_in **z);        /* for CLEANUP; NULL inside is fine */
int     zip_in_count(const struct zip_in *z);
str     zip_in_name(const struct zip_in *z, int i);     /* UTF-8, NUL-terminated, in the arena */
int64_t zip_in_size(const struct zip_in *z, int i);     /* unpacked, as the directory says */
int     zip_in_find(const struct zip_in *z, const char *name);  /* without case; -1: none */

/* Stream one entry: `put` gets pieces in order and may stop it by returning false (no failure). */
typedef bool zip_put(void *arg, str piece);

/* INVALID: damaged, wrong checksum, other size than the directory says (found at the end: what
 * was put before is not to be trusted then). TOO_LARGE: all reads together passed the limit. */
const struct fail *zip_in_read(struct ctx *cx, struct zip_in *z, int i, zip_put *put, void *arg)
        MUST_USE;
/* The whole entry in the arena; TOO_LARGE when the arena has no room for it. */
const struct fail *zip_in_read_all(struct ctx *cx, struct zip_in *z, int i, str *ret) MUST_USE;

/* ---- out --------------------------------------------------------------------------- */

/* Entries in the order given, deflated, dated 1980-01-01 or as zip_out_at() says: the same input gives the same bytes.
 * Sticky: the first failure is returned by zip_out_end(), which must be called. */
struct zip_out;
struct zip_out    *zip_out_new(struct ctx *cx);
/* Date the entries that follow, in China time to the minute: for a pack that people open, cx->now. */
void               zip_out_at(struct zip_out *z, int64_t ms);
/* borrowed until the end */
void               zip_out_add(struct zip_out *z, const char *name, str bytes);
/* An entry that is made when its turn comes, inside zip_out_end(), in the order given, and let go right
 * after: memory is one entry and the ZIP. Stored, since what is made so (PDF, DOCX) is packed already.
 * `make` may be called a second time for one entry and must give the same; its failure is the end's. */
typedef const struct fail *zip_make(struct ctx *cx, void *arg, int i, str *ret_bytes);
void zip_out_later(struct zip_out *z, const char *name, zip_make *make, void *arg, int i);
const struct fail *zip_out_end(struct zip_out *z, str *ret_bytes) MUST_USE;     /* BROKEN only */

#endif
