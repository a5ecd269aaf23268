/* core/import/import.h - rows from a clerk's file (or grid, or paste), checked cell by cell.
 *
 * A caller describes its table once, as rows of fields. From that come: the heads that are
 * recognised, the check of every cell with a reason a clerk understands, the preview, the file
 * of rejected rows, and the template with its drop-downs. Nothing is written here: the caller
 * applies the good rows, all or nothing, in one transaction.
 *
 *     struct import *im = import_new(cx, &lines_table, budget);
 *     f = import_file(im, filename, bytes, true);
 *     if (f) return f;                        -- the file as a whole cannot be read
 *     import_end(im);
 *     if (!import_clean(im)) … show im->finding, offer import_rejected()
 *     for (int i = 0; i < im->n_rows; i++) … import_int(im, &im->row[i], "amount")
 */
#ifndef CORE_IMPORT_IMPORT_H
#define CORE_IMPORT_IMPORT_H

#include "core/text/table.h"

/* ---- what a table looks like ------------------------------------------------------------ */

enum import_kind {
        IMPORT_TEXT,            /* any words */
        IMPORT_CODE,            /* letters, digits, - . _ ; "30905 基础设施建设" is read as its code */
        IMPORT_INT,
        /* fen; the file's unit is the head's, else a 单位 line's, else the field's */
        IMPORT_MONEY,
        IMPORT_DAY,             /* 2024-02-20, 2024/2/20, 2024年2月20日, 20240220 or a date cell */
        IMPORT_CHOICE,          /* one of `choices`, by its words */
};

/* One allowed value of a field: an account, a unit, a project. */
struct import_value {
        str     code, name;     /* either is accepted in a cell; name may be absent */
        str     also;           /* one more name that is accepted; or absent */
        int64_t id;
        str     refuse;         /* known, but not to be used here, and why; absent: fine */
        bool    unlisted;       /* another system's way to say one of the others: read, not offered */
};

/* All allowed values, in the order a person wants; asked once an import and once a template. */
struct import_field;
typedef int import_values(struct ctx *cx, void *arg, const struct import_field *f,
                          const struct import_value **ret);

struct import_field {
        const char        *key;         /* "amount": how the caller asks for it */
        const char        *label;       /* the column's head, without its unit: a catalogue word */
        const char *const *aliases;     /* other heads for the same, NULL at the end; or NULL */
        enum import_kind   kind;
        bool               required;
        bool               same;        /* rows equal in all such fields are marked as doubles */
        bool               identity;    /* such fields name the record: two rows alike are refused */
        bool               naming;      /* text that is a name: kept as name_clean() makes it */
        bool               figure;      /* text that is a figure: a filled sheet has it as a number */
        bool               wan;         /* money is in 万元 unless the file says otherwise */
        int                max;         /* text, code: characters; 0: 200 */
        int64_t            least, most; /* int, money in fen; both 0: 0 … 10^13 (1,000 亿元) */
        const char        *negative;    /* what to do instead of a negative: a catalogue sentence */
        const char *const *choices;     /* IMPORT_CHOICE, NULL at the end */
        import_values     *values;      /* text, code: only these; NULL: anything */
        int                digits;      /* values: a code of so many digits that is none of them is taken,
                                         * with a warning and v = -1; 0: refused */
        const char        *values_of;   /* "2025 年科目": names the set in 不在“…”中; NULL: the label */
        const char        *help;        /* for the template: a catalogue sentence; or NULL */
};

struct import;
struct import_row;
/* A rule over a whole row; may call import_note(). Cells are as read; see `patient`. */
typedef void import_check(struct import *im, struct import_row *row);
/* What a head that is no field's, or the name of a sheet, says of the cells under it: ret_text, one
 * a field, gets what a cell of that field would have said. False: nothing. */
typedef bool import_wide(struct import *im, str head, str *ret_text);

struct import_table {
        const char                *name;        /* 支出明细: the template's sheet */
        const struct import_field *fields;
        int                        n_fields;    /* ≤ 60 */
        import_check              *check;       /* NULL: none */
        bool                       patient;     /* check() can bear cells that are not filled or bad: it also runs
                                                 * over rows with a faulty cell, so that all is said at once */
        /* A sheet may also be laid wide: names down, and across a column for each value of other
         * fields (months, indicators). Every filled cell under such a head becomes a row as the
         * long form has it, with the place of the cell in its findings. */
        import_wide               *wide;        /* NULL: never */
        const char                *under;       /* key of the field that stands under those heads */
        /* Is the sheet of that name another table of the same workbook? Then it is not read here.
         * NULL: every sheet is this table's. */
        bool                     (*beside)(str sheet);
};

/* ---- what came of a file ---------------------------------------------------------------- */

enum import_severity {
        IMPORT_BAD,             /* must be changed: nothing can be written */
        IMPORT_WARN,            /* look again; may be written */
        IMPORT_CONVERTED,       /* read as something slightly else, and said so */
};

/* Which file of a batch: the first, or one with mended rows. No name: the batch has one file. */
struct import_file { str name; int part; };
/* "第 3 行"; of a batch with mended files “名单.csv”第 3 行, 补传的“须改的行.csv”第 3 行. */
str import_row_words(struct ctx *cx, const struct import_file *of, int64_t row);

struct import_finding {
        enum import_severity       severity;
        str                        sheet;       /* absent: the file as a whole */
        /* as the file shows: row from 1, col from 0; 0, -1: none */
        int                        row, col;
        const struct import_field *field;       /* NULL: none */
        str                        found;       /* as it stands; empty: an empty cell */
        str                        reason;      /* why, one sentence */
        str                        allowed;     /* what to write instead; may be absent */
        int64_t                    no;          /* of the staged row, by import_note(); else 0 */
        struct import_file         file;        /* of what is said of the file as a whole */
};

/* A cell as read. `v`: int, fen, index of the choice, id of the value; `text`: text, code. */
struct import_cell {
        bool    filled;
        bool    bad;            /* it has a fault of its own, told when it was read */
        int64_t v;
        str     text;
        day     on;
};

struct import_row {
        str                 sheet;
        int                 row;
        int                 header;     /* index into im->header: its columns */
        struct import_cell *cell;       /* one a field of the table */
        struct cell        *raw;        /* as the file has it, for preview and rejected rows */
        int                 n_raw;
        const int          *at;         /* of a wide sheet: a field's column in the file; else NULL */
        int64_t             no;         /* of a staged row: its number there; else 0 */
        const struct import_file *file; /* of a staged row; NULL: the batch's only one */
        bool                bad, warned;
};

struct import_turn;
/* The head row of one sheet. */
struct import_header {
        struct import_turn *turn; /* laid wide: what its columns are; head and field are the long form's */
        const struct import_header *top; int n_top; /* the first rows of the sheet, any of which a
                                         * person may call the heads; NULL: known by their names */
        bool mapped;            /* known by what a person said of such heads */
        int  lost_from, lost_to; /* rows above that are like data and were not read; 0: none */
        struct import_file file;
        str  sheet;
        str  hash;              /* SHA-256 of the heads, hex: what a mapping is remembered by */
        str  bare;              /* the same without the columns that we add */
        str *sample;            /* the first row below, n_cols; NULL: none */
        int  row;
        str *head;              /* as written, n_cols of them; may be absent */
        int *field;             /* index of the field, -1: not recognised */
        int *scale;             /* money: 1 yuan, 10000 万元 */
        int  n_cols;
};

/* Where a row stands, in words: import_row_words() of its file. */
str import_row_place(struct ctx *cx, const struct import_row *row);

/* What a person said the columns under these heads mean: a field's key or empty. */
struct import_map { str hash; const str *fields; int n; };

/* Takes a row as soon as it is read, with its findings; all of it is gone when this returns. */
struct import;
typedef void import_took(void *arg, struct import *im, const struct import_row *row,
                         const struct import_finding *finding, int n_findings);

struct import {
        struct ctx                *cx;
        const struct import_table *table;
        void                      *arg;         /* the caller's, for values and check */
        struct table_extra         extra;       /* hidden sheets, merges, coding */
        struct import_header      *header;  int n_headers, cap_headers;
        struct import_header      *headless; int n_headless, cap_headless; /* sheets without heads:
                                                         the row that is most like them */
        const struct import_map   *map;     int n_maps;         /* set after import_new() */
        import_took               *took;    void *took_arg;     /* set: no row is kept in `row` */
        int64_t n_read;                         /* rows, kept or taken */
        bool    stop;                           /* set by `took`: no more rows are wanted */
        struct import_row         *row;     int n_rows, cap_rows;       /* good and bad, in order */
        struct import_finding     *finding; int n_findings, cap_findings; /* the first 2,000 */
        int n_bad_rows, n_warned_rows;          /* warned rows may be written */
        int n_skipped;                          /* 合计 rows, which are not data */
        int64_t n_bad;                          /* all bad findings, kept or not */
        struct import_work *work;               /* import.c's own */
};

/* What an import in memory may be: 20,000 rows, 1,000,000 cells, 256 columns, 128 MiB unpacked. */
extern const struct table_limits import_limits;

struct import *import_new(struct ctx *cx, const struct import_table *t, void *arg);
/**
 * Read a whole file; `sealed` for what came over the network. INVALID, TOO_LARGE and BUSY as of
 * table_read(); TOO_LARGE also when the request's memory is used up.
 */
const struct fail *import_file(struct import *im, str filename, str bytes, bool sealed) MUST_USE;
/* SHA-256 over the heads as they are compared, for import_map.hash; n cells of a row. `own` false:
 * without the columns that we add (原因, 行号), so that our file of rejected rows is known again. */
str  import_heads_hash(struct ctx *cx, const str *head, int n, bool own);
/* One row by hand, for a grid or a paste: the first must hold the heads. A table_put. */
bool import_put(void *im, const struct table_row *row);
/* After the last row: what only the whole can tell (no head found, doubles, merged cells). */
void import_end(struct import *im);
/* For a door that shows no heads: a remark on every sheet that has none, and on every column under
 * those of the others that no field took. After import_end(). */
void import_strangers(struct import *im);
/* No bad finding and at least one row. */
bool import_clean(const struct import *im);

/* For import_check: a remark on a field of this row (NULL: on the row). */
void import_note(struct import *im, struct import_row *row, const char *key,
                 enum import_severity severity, str reason, str allowed);

/* A cell by key; must() when the table has no such field. Empty cells are unfilled, zero. */
const struct import_cell *import_cell(const struct import *im, const struct import_row *row,
                                      const char *key);
int64_t import_int(const struct import *im, const struct import_row *row, const char *key);
str     import_text(const struct import *im, const struct import_row *row, const char *key);

/* Which rows above the heads (of that row) were not read. */
str import_lost_says(struct ctx *cx, int from, int to, int row);

/* The place and the reason in one line: 第 7 行 A 列（功能科目）：…。 */
str import_sentence(const struct import *im, const struct import_finding *f);

/* ---- files back --------------------------------------------------------------------------- */

/* Exactly the bad rows, with the heads of the file and a column 原因: to be mended and sent again.
 * CSV is UTF-8 with a mark, cells that a spreadsheet would run are made plain text. */
const struct fail *import_rejected_csv(const struct import *im, str *ret_bytes) MUST_USE;
const struct fail *import_rejected_xlsx(const struct import *im, str *ret_bytes) MUST_USE;

/* The same of several tables of one workbook, a sheet each; those without bad rows are left out. */
const struct fail *import_rejected_book(const struct import *const *im, int n,
                                        str *ret_bytes) MUST_USE;

/* An empty file to fill in: help above, heads (* marks what must be filled), drop-downs,
 * prompts. */
const struct fail *import_template(struct ctx *cx, const struct import_table *t, void *arg,
                                   str *ret_bytes) MUST_USE;
/* The same with rows in it, n × n_fields texts, absent or empty: as the table would be read again. */
const struct fail *import_filled(struct ctx *cx, const struct import_table *t, void *arg,
                                 const str *cells, int n, str *ret_bytes) MUST_USE;
/* A workbook of several tables, a sheet each; `title` is a catalogue word. */
struct import_sheet_of { const struct import_table *table; const str *cells; int n; };
const struct fail *import_filled_book(struct ctx *cx, const char *title,
                                      const struct import_sheet_of *sheets, int n, void *arg,
                                      str *ret_bytes) MUST_USE;
const struct fail *import_filled_csv(struct ctx *cx, const struct import_table *t, const str *cells,
                                     int n, str *ret_bytes) MUST_USE;
/* The heads alone, as CSV (UTF-8 with a mark). */
const struct fail *import_template_csv(struct ctx *cx, const struct import_table *t,
                                       str *ret_bytes) MUST_USE;

/* The index of a field by its key; -1: none. */
int import_field_at(const struct import_table *t, str key);

#endif
