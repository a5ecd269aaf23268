/* core/import/importer.h - every import of the program is a row, and one life of a file.
 *
 * A domain describes an import by one struct importer in its module's table (`imports`). From
 * it come, for all imports alike (door/web/import.c): the template, the choice of a file, what its
 * columns mean, the preview, the file of rejected rows, mended rows sent after it, writing, the
 * list of what was brought, and undoing it.
 *
 *      upload ── RECEIVED ── READING ──┬── READY ── (WRITING) ── APPLIED ── UNDONE
 *                    ▲                 ├── COLUMNS: somebody must say what the columns mean
 *                    └─ mended rows ◄──┴── FAILED: the file cannot be read, and why
 *
 * Rows are staged (import_row) in transactions of at most 500; nobody but the import sees them.
 * docs/decisions/import-staging.md says how they become visible at once.
 */
#ifndef CORE_IMPORT_IMPORTER_H
#define CORE_IMPORT_IMPORTER_H

#include "core/db/db.h"
#include "core/import/import.h"

enum import_state {
        IMPORT_UPLOADING,       /* its pieces come in */
        IMPORT_RECEIVED,        /* waits to be read */
        IMPORT_READING,
        IMPORT_COLUMNS,         /* a needed column was not recognised */
        IMPORT_READY,           /* read; its preview can be looked at */
        IMPORT_WRITING,         /* of large tables only */
        IMPORT_APPLIED,
        IMPORT_UNDONE,
        IMPORT_FAILED,
        IMPORT_DROPPED,         /* put aside by the person, or by the sweep */
        IMPORT_STATE_END
};
extern const char *const import_state_words[IMPORT_STATE_END];

/* What a good row would do. */
enum import_fate { IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME };

/* Something the form asks beside the file: unit, year, which list. */
struct import_ask {
        const char                *name, *label, *hint;         /* words */
        enum { ASK_TEXT, ASK_INT, ASK_DAY, ASK_CHOICE } kind;
        const struct import_value *choices; int n_choices;      /* ASK_CHOICE: code and name */
        str                        value;                       /* before anybody typed */
        bool                       optional;
};
enum { IMPORT_ASKS_MAX = 8, IMPORT_CELLS_MAX = 36 };

/* What the good rows come to in fen, and the largest of them. */
struct import_sum { int64_t rows, fen, most; };

/* What stands ready once the answers are known. */
struct import_open {
        void   *arg;            /* for the table's values() and check() */
        int64_t unit;           /* whose records: the scope of who may see the batch; 0: own */
        int64_t revision;       /* of what will be written over; written only while it is still so */
        str     title;          /* 示例县水务局 2025 年, for people */
        str     effect;         /* 写入后替换编制中的 58 条明细, or absent */
};

/* The writing of a batch. */
struct import_write {
        int64_t            batch;
        str                about;
        struct import_open open;
        str                see;         /* out: where the rows can be looked at: "/budget/7/lines" */
        str                kept;        /* out, and in again for an undo: whatever undoing needs */
};

/* A row that somebody has changed since: it is not undone, and neither is any other. */
struct import_since { str what; };
struct import_undo {
        int64_t              batch;
        str                  about, kept;
        bool                 look;      /* only say what would happen; no transaction */
        struct import_since *since; int n_since, cap_since;     /* out; any: nothing is undone */
        str                  effect;    /* out: 删除新增的 58 条 … */
};

struct importer {
        const char                *code;        /* "budget.lines": [a-z.-], in addresses and the trail */
        const char                *label;       /* 预算明细: a word */
        const char                *help;        /* a sentence, a word */
        int                        need;        /* enum perm, for all of it */
        const struct import_table *table;       /* ≤ IMPORT_CELLS_MAX fields */
        int64_t                    max_rows;    /* 0: 20,000 */
        bool                       partly;      /* the good rows may be written without the bad */
        const char                *sum;         /* key of the money field that the preview adds up, or NULL */
        const char                *back;        /* the page it belongs to: "/budget" */
        /* What looks wrong in the sum of the good rows, as a sentence that the person must agree
         * to before anything is written (beside rows above the heads that were not read); empty:
         * nothing. `arg` as of open(). NULL: never. */
        str (*doubt)(struct ctx *cx, const struct import_sum *s, void *arg);

        /* The questions beside the file; NULL: none. At most IMPORT_ASKS_MAX. */
        int (*asks)(struct ctx *cx, struct import_ask *ret);
        /**
         * Check the answers, and that cx's person may do this to that unit (auth_change). INVALID
         * with the field's name, DENIED, CONFLICT (no draft). Also called when rows are read in the
         * background, as the system, and with an empty `about` for a template before anybody chose.
         */
        const struct fail *(*open)(struct ctx *cx, str about, struct import_open *ret);
        /* What a good row would do; for IMPORT_CHANGED `before` gets the fields as they stand, one
         * text a field. NULL: every row is new. */
        enum import_fate (*compare)(struct import *im, const struct import_row *row, str *before);
        /* What only all rows together can tell (a name twice, superiors in a circle), told by
         * import_note(): asked when everything is read, so that the preview says it. Rows with
         * `bad` have their fault already; what could be read of them is there, so that a good row
         * may lean on one. Asked again inside the transaction, before put(). A failure is the
         * database's. NULL: nothing. */
        const struct fail *(*whole)(struct import *im);

        /* Either: write all good rows of `im`, inside one transaction that is open already, with
         * their audit rows. At most 20,000 rows. */
        const struct fail *(*put)(struct ctx *cx, struct import *im, struct import_write *w);
        /* Or, for large tables: statements over staging rows from…to. `write` puts rows that carry
         * the batch's number and that readers leave out while it is not IMPORT_APPLIED; `flip`, in
         * the transaction that makes it so, does what is left; `unwrite` takes a stretch away
         * again. */
        void (*write)(struct ctx *cx, int64_t batch, int64_t from, int64_t to);
        void (*flip)(struct ctx *cx, int64_t batch);
        void (*unwrite)(struct ctx *cx, int64_t batch, int64_t from, int64_t to);

        /* The template of the wide form (table->wide), after open(); NULL: there is none. */
        const struct fail *(*wide)(struct ctx *cx, const struct import_open *open, str *ret_bytes);
        /* Undo what put() wrote; NULL with put: cannot be undone. Rows changed since go into
         * u->since. Inside a transaction unless u->look. */
        const struct fail *(*undo)(struct ctx *cx, struct import *im, struct import_undo *u);
};

/* Has it an undo? Else the preview says that there is none. */
static inline bool import_can_undo(const struct importer *k) { return k->put ? k->undo != NULL : k->unwrite != NULL; }

/* All imports of the program; set once at start, by src/modules.c, before any thread. */
void importers_set(const struct importer *const *kinds, int n);
const struct importer *importer_of(str code);     /* NULL: none of that name */
int  importers_count(void);
const struct importer *importer_at(int i);

/* An answer by its name; empty when there is none. */
str import_answer(struct ctx *cx, str about, const char *name);

#endif
