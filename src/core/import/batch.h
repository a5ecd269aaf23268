/* core/import/batch.h - one file on its way: received, read into staging, written, undone.
 *
 * Who may is asked here (the kind's permission and unit), so every door is alike. What reads and
 * writes in the background runs in import_work(), on the worker's thread (worker.h) or, without
 * one, in the request that brought the file.
 */
#ifndef CORE_IMPORT_BATCH_H
#define CORE_IMPORT_BATCH_H

#include "core/import/importer.h"
#include "core/import/batch.sql.h"

enum {
        IMPORT_ROWS_A_TX = 500,
        IMPORT_PIECE     = 1 << 20,
        IMPORT_PUT_ROWS  = 20000,       /* what one transaction may write (kind->put) */
        IMPORT_KEEP_DAYS = 7,           /* a preview nobody wrote */
        IMPORT_UNDO_DAYS = 30,
};

/**
 * Keep a file of kind `k`: its pieces, then its state RECEIVED. Permission and answers are checked
 * first. INVALID: empty, or what open() says; TOO_LARGE.
 */
const struct fail *import_receive(struct ctx *cx, const struct importer *k, str about,
                                  str filename, str bytes, int64_t *ret_batch) MUST_USE;
/* A file with mended rows for a batch that has bad ones: they are replaced. */
const struct fail *import_receive_more(struct ctx *cx, int64_t batch, str filename,
                                       str bytes) MUST_USE;

/* The batch for whoever may see it, and its kind. NOT_FOUND: none, or not theirs to know. */
const struct fail *import_see(struct ctx *cx, int64_t batch, struct import_batch_of *ret,
                              const struct importer **ret_kind) MUST_USE;
/* The same, and may change it: permission over its unit. */
const struct fail *import_change(struct ctx *cx, int64_t batch, struct import_batch_of *ret,
                                 const struct importer **ret_kind) MUST_USE;

/* Read a received batch into staging: to READY, COLUMNS or FAILED. NULL when it is read or FAILED;
 * a failure when it should be tried again (BUSY, FULL, BROKEN). */
const struct fail *import_read(struct ctx *cx, int64_t batch) MUST_USE;

/**
 * Write a batch that is READY: all of its good rows or none. CONFLICT: what it was laid over has
 * changed since the preview (it is then read anew), or it was written already. INVALID: bad rows
 * are left, or the kind has a doubt (field `sure`) and not `sure`. A large one (kind->write) goes
 * to WRITING and is finished by import_work().
 */
const struct fail *import_apply(struct ctx *cx, int64_t batch, bool sure) MUST_USE;
/* What the person must agree to first; empty: nothing. */
str import_doubt(struct ctx *cx, const struct importer *k, const struct import_batch_of *b,
                 const struct import_open *open);
/* What undoing would do. CONFLICT: not written, or too long ago. */
const struct fail *import_undo_look(struct ctx *cx, int64_t batch,
                                    struct import_undo *ret) MUST_USE;
/* Undo the whole of it; CONFLICT when rows were changed since (u->since says which). */
const struct fail *import_undo(struct ctx *cx, int64_t batch, struct import_undo *u) MUST_USE;
/* Put a batch aside that was not written. */
const struct fail *import_drop(struct ctx *cx, int64_t batch) MUST_USE;
/* What the columns of files with these heads mean: a field's key or "" for each; read anew. `heads`
 * is the hash of a sheet or of one of its `top`: then that row is the heads. INVALID: of neither. */
const struct fail *import_map(struct ctx *cx, int64_t batch, str heads, const str *fields,
                              int n) MUST_USE;
/* Read anew over what stands there now. */
const struct fail *import_again(struct ctx *cx, int64_t batch) MUST_USE;

/* Do one piece of waiting work; *ret_any false: there was none. As the system. */
const struct fail *import_work(struct ctx *cx, bool *ret_any) MUST_USE;
/* After a crash: reading begins anew, half-written large batches are taken back, old staging goes.
 * `all`: nobody else works on this database (SQLite), so no sign of life is waited for. */
const struct fail *import_sweep(struct ctx *cx, bool all) MUST_USE;

/* ---- staged rows ---------------------------------------------------------------------------- */

struct import_staged {
        int64_t                    no, line, same_as;   /* same_as 0: none; its heads are same_head */
        int                        head, same_head, grade;
        enum import_fate           fate;
        struct cell               *raw;  int n_raw;     /* NULL: was not kept */
        struct import_finding     *note; int n_notes;
        struct import_cell        *cell;                /* one a field of the table */
        str                       *before;              /* one a field, of a changed row; NULL */
};
/* What can be read of a row; `t` is the kind's table. */
struct import_staged import_staged_of(struct ctx *cx, const struct import_table *t,
                                      const struct import_rows *it);
/* All good rows as an import, values found anew by what `open` has (NULL: not, they are text).
 * TOO_LARGE past `most` rows; CONFLICT: a value is there no more. */
const struct fail *import_staged_load(struct ctx *cx, const struct importer *k, int64_t batch,
                                      const struct import_open *open, int64_t most, struct import **ret) MUST_USE;
/* Only the bad rows with their reasons, for import_rejected_xlsx(); at most `most`. */
const struct fail *import_staged_bad(struct ctx *cx, const struct importer *k,
                                     const struct import_batch_of *b, int64_t most, struct import **ret) MUST_USE;

/* A row that a person may call the heads: the first characters of its cells. */
struct import_top { int row; str hash, bare; str *head; int n_cols; };

/* The sheets of a batch, from its `heads`. */
struct import_sheet {
        struct import_file file;
        str  name, hash;                /* hash: of its heads, what import_map() takes */
        str  bare;                      /* the same without the columns that we add */
        bool found;                     /* else `head` is the row that is most like heads */
        int  lost_from, lost_to;        /* rows above the heads that look like data; 0: none */
        struct import_top *top; int n_top; /* none: the heads are known by their names */
        int  row;
        int  n_cols, n_known;
        str *head;
        int *field;                     /* -1: not read */
        int *scale;
        str *sample;                    /* n_cols, the first row below */
};
int import_sheets(struct ctx *cx, const struct import_table *t, str heads,
                  struct import_sheet **ret);
/* Remarks on the file as a whole. */
int import_said(struct ctx *cx, const struct import_table *t, str said,
                struct import_finding **ret);

#endif
