/* core/attach/attach.h - files that belong to records: checked, cleaned, kept once by content.
 *
 * A domain says in a row of its module which of its records may have files and who may see and
 * change them (struct attach_kind); the list, the form and the download are shared pages
 * (door/web/attach.h). Rules that take files themselves do
 *
 *      f = attach_check(cx, uploads, n, &ready);       // before the transaction: takes a child process
 *      struct tx tx CLEANUP(tx_end) = tx_begin(cx);
 *      …
 *      attach_put(cx, "notice", id, ready, n);
 *      return tx_commit(&tx);
 *
 * What a file is says its content, never its name alone: both must agree. Bytes are in the
 * database, so that a backup has them and a change is whole (docs/decisions/attachments.md).
 */
#ifndef CORE_ATTACH_ATTACH_H
#define CORE_ATTACH_ATTACH_H

#include "core/crypto/hash.h"
#include "core/db/db.h"

/* ---- what may have files --------------------------------------------------------------------- */

struct attach_kind {
        const char *code;               /* "budget": letters, digits, - and . */
        const char *label;              /* a word: 部门预算 */
        const char *path;               /* the record's page, "/budget/%ld" */
        int         most;               /* files a record; 0: the setting attach_files */
        /* NOT_FOUND when the record is not theirs to see; DENIED when it is not theirs to change. */
        const struct fail *(*may_see)(struct ctx *cx, int64_t record);
        const struct fail *(*may_change)(struct ctx *cx, int64_t record);
};
/* All rows of all modules; src/modules.c sets them before main. */
void                      attach_kinds_set(const struct attach_kind *const *list, int n);
const struct attach_kind *attach_kind_of(str code);             /* NULL: none */
const struct attach_kind *attach_kind_at(int i);                /* NULL past the end */

/* ---- what a file may be ----------------------------------------------------------------------- */

struct attach_type { const char *code, *endings, *media, *label; bool uploads; };
extern const struct attach_type attach_types[];
extern const int                n_attach_types;
const struct attach_type *attach_type_of(str code);             /* NULL: none */
/* ".pdf,.docx,…": for the form. */
extern const char attach_accept[];

/* ---- in ----------------------------------------------------------------------------------------- */

struct attach_in    { str name, bytes; };       /* as it came: a label and its content */
struct attach_ready { str name, bytes; const struct attach_type *type; struct digest sha256; };

/**
 * Check and clean uploads, in a sealed child process; no database, so before the transaction.
 * Photographs come out without their EXIF, GPS and comments; the picture stays as it is, its
 * orientation too. Names lose paths and signs that no file system takes.
 *
 * @return INVALID at `files`, with the file's name and what to do: a kind of file that is not
 * taken, content that does not agree with the ending, damaged, two formats in one (polyglot),
 * macros or scripts, empty. TOO_LARGE: past the setting attach_bytes. BUSY.
 */
const struct fail *attach_check(struct ctx *cx, const struct attach_in *in, int n,
                                struct attach_ready **ret) MUST_USE;
/* A file the program made itself: no check. `type` is a code of types.def. */
struct attach_ready attach_made(struct ctx *cx, str name, const char *type, str bytes);
/* Link checked files to a record, in the caller's transaction (SERIALIZABLE), which has asked for
 * permission; one audit row each. A content that is there already is stored no second time. As a
 * write statement it fails with the transaction: tx_commit() returns INVALID at `files` when the
 * record has too many, CONFLICT when it has this very file. */
void attach_put(struct ctx *cx, const char *kind, int64_t record, const struct attach_ready *list,
                int n);
/* All of it in a transaction of its own: asks may_change, checks, puts. */
const struct fail *attach_add(struct ctx *cx, str kind, int64_t record, const struct attach_in *in,
                              int n) MUST_USE;
/* In the caller's transaction: take all files off a record (it is deleted, or made anew). */
void attach_clear(struct ctx *cx, const char *kind, int64_t record);

/* ---- out --------------------------------------------------------------------------------------- */

struct attach_file {
        int64_t                   id, size, at, record, blob;
        const struct attach_type *type;
        str                       name, kind, sha256, who;      /* sha256: 64 digits; who: a name */
};
/* The files of a record, oldest first; no permission is asked. */
const struct fail *attach_list(struct ctx *cx, const char *kind, int64_t record,
                               const struct attach_file **ret, int *ret_n) MUST_USE;
/* One file and its bytes, for who may see its record; NOT_FOUND else. */
const struct fail *attach_open(struct ctx *cx, int64_t id, struct attach_file *ret, str *ret_bytes)
        MUST_USE;
/* The file without its bytes, by the same rule. */
const struct fail *attach_about(struct ctx *cx, int64_t id, struct attach_file *ret) MUST_USE;
/* Its bytes alone, without asking: for rules that have asked already. */
const struct fail *attach_bytes(struct ctx *cx, const struct attach_file *file, str *ret) MUST_USE;
/* Take a file off its record: NOT_FOUND, DENIED as the kind says. Own transaction. */
const struct fail *attach_remove(struct ctx *cx, int64_t id) MUST_USE;

/* Timed work: remove contents that nothing has used for a day. */
const struct fail *attach_sweep(struct ctx *cx) MUST_USE;

/* ---- names (name.c) ------------------------------------------------------------------------------- */

/* A name that is one step of no path, on any system: 1…120 characters, its ending kept. */
str attach_name(struct arena *a, str said);
/* Its ending in lower case, "pdf"; empty: none. */
str attach_ending(struct arena *a, str name);

#endif
