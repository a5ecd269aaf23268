/* core/import/batch_in.h - what batch.c, stage.c, staged.c and apply.c share; nobody else. */
#ifndef CORE_IMPORT_BATCH_IN_H
#define CORE_IMPORT_BATCH_IN_H

#include "core/import/batch.h"
#include "core/import/import_in.h"

/* In one transaction, so that nobody waits for 200 ms: rows of a large table, pieces of a file. */
enum { STEP_ROWS = 5000, STEP_PIECES = 4 };

/* Commit one of many transactions and wait until it is durable: whoever waits to write has its turn
 * before the next (core/db/group.h lets the one who runs pass the one who sleeps). */
const struct fail *step_commit(struct tx *tx) MUST_USE;

/* cx->now when the job began, and the time since by the monotonic clock: tests own the calendar. */
struct job_clock { int64_t now, began; };
struct job_clock job_clock(struct ctx *cx);
int64_t job_now(const struct job_clock *c);

/* A cell of a field as staging has it, and back; absent: empty. */
str  staged_text(struct ctx *cx, const struct import_field *f, const struct import_cell *c);
/* False when a value of the field's set is no longer there. */
bool staged_cell(struct ctx *cx, const struct import_field *f, const struct import_set *set,
                 str text, struct import_cell *ret);

str  raw_json(struct arena *a, const struct cell *raw, int n);
str notes_json(struct arena *a, const struct import_table *t, const struct import_finding *f,
               int n);
int notes_read(struct ctx *cx, const struct import_table *t, str notes,
               struct import_finding **ret);
str  texts_json(struct arena *a, const str *text, int n);
str heads_json(struct ctx *cx, const struct import_table *t, const struct import_header *known,
               int n_known, const struct import_header *headless, int n_headless);
str  said_json(struct ctx *cx, const struct import_table *t, const struct import_finding *f, int n);

/* All rows of a batch under these heads, bad ones too (`bad` is set, and values that are gone are
 * left as text), each with its number and its text; *ret_staged: the same rows as staging has them. */
const struct fail *staged_whole(struct ctx *cx, const struct importer *k, int64_t batch, void *arg,
                                struct import_header *heads, int n_heads, struct import **ret,
                                struct import_staged **ret_staged) MUST_USE;

/* Take the rows of a batch out of staging, a stretch a transaction. */
const struct fail *rows_wipe(struct ctx *cx, int64_t batch) MUST_USE;
/* Write a large batch in WRITING to its end. */
const struct fail *batch_write(struct ctx *cx, int64_t batch) MUST_USE;
/* The maps that people made for an import's files. */
const struct fail *maps_load(struct ctx *cx, const char *code, const struct import_map **ret,
                             int *ret_n) MUST_USE;

#endif
