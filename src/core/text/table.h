/* core/text/table.h - rows out of a file a clerk brings: XLSX or CSV, one reader.
 *
 * Streaming and flat in memory. Cells come as text with the place they stand in, so that an
 * error can name sheet, row and column as the file shows them. Numbers come as the decimal text
 * of what is stored (rounded to the 15 digits a spreadsheet means; dates as YYYY-MM-DD by the
 * cell's format and the workbook's 1900/1904 epoch). CSV may be UTF-8 (with or without BOM),
 * UTF-16 with BOM, or GB18030; its delimiter is found (comma, tab or semicolon).
 *
 * What a person does not see is not read: sheets that are hidden (our templates keep their
 * lists there) are skipped and named in table_extra. Hidden rows and columns are read, since a
 * filter hides rows. Only the top left cell of a merged range has a value; the ranges are told.
 * A formula gives the value stored with it. Macros are refused; links to other files are never
 * followed. .xls, .et, .xlsb, .ods, PDF and others are refused with the way out (另存为 .xlsx).
 */
#ifndef CORE_TEXT_TABLE_H
#define CORE_TEXT_TABLE_H

#include "base/base.h"

struct cell {
        str  text;              /* trimmed, no control characters but newline; absent: empty cell */
        bool number;            /* stored as a number, not as text; a date is none */
        bool date;              /* YYYY-MM-DD, with " HH:MM:SS" where the format shows a time */
        bool formula;
        bool error;             /* #REF! and its like */
};

struct table_row {
        str                sheet;       /* its name; for CSV the file's */
        int                row;         /* 1, 2, … as the file shows */
        const struct cell *cells;       /* index is the column, 0 is A */
        int                n_cells;     /* up to the last that is not empty */
};

/* max_rows and max_cells count what is not empty, over all sheets; max_bytes is the file
 * unpacked; cells right of max_cols are refused. All must be positive. */
struct table_limits { int64_t max_rows, max_cells, max_bytes; int max_cols; };
/* 100,000 rows, 2,000,000 cells, 256 MiB, 256 columns. */
extern const struct table_limits table_limits_usual;

/* Called for each row that has any cell; false stops. The row's text lives until it returns. */
typedef bool table_put(void *arg, const struct table_row *row);

/* What cannot be known while rows pass by; complete when the reader has returned. */
struct table_merge { str sheet; int row, col, rows, cols; };    /* row from 1, col from 0 */
struct table_extra {
        struct table_merge *merge;   int n_merges, cap_merges;  /* the first 10,000 */
        str                *hidden;  int n_hidden, cap_hidden;  /* names of sheets not read */
        int64_t             expected; /* rows that the sheets so far claim to have: for a progress bar */
        const char         *coding;  /* "UTF-8", "GB18030", "UTF-16" for CSV; "XLSX" */
};

/**
 * Read all sheets in order, in this process: for files of our own making, the command line and
 * tests. INVALID or TOO_LARGE say what is wrong in a clerk's words, with sheet, row and column
 * where there is one; rows before the fault were put already. `extra` may be NULL.
 */
const struct fail *table_read_with(struct ctx *cx, str filename, str bytes,
                                   const struct table_limits *l, table_put *put, void *arg,
                                   struct table_extra *extra) MUST_USE;
/* The same without the extra. */
const struct fail *table_read(struct ctx *cx, str filename, str bytes,
                              const struct table_limits *l, table_put *put, void *arg) MUST_USE;
/* Loads what reading may need from files (iconv's tables): for a child, before it is sealed. */
void table_ready(void);

str column_name(struct arena *a, int col);      /* 0 → "A", 27 → "AB" */

#endif
