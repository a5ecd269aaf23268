/* core/text/table.h - rows out of a file a clerk brings: XLSX or CSV, one reader.
 *
 * Streaming and flat in memory. Cells come as text with the place they stand in, so that an
 * error can name sheet, row and column as the file shows them. Numbers come as the decimal text
 * of what is stored (shortest that reads back; dates as YYYY-MM-DD by the cell's format and the
 * workbook's 1900/1904 epoch). CSV may be UTF-8 (with or without BOM) or GB18030.
 * .xls and .et are refused with the way out (另存为 .xlsx).
 */
#ifndef CORE_TEXT_TABLE_H
#define CORE_TEXT_TABLE_H

#include "base/base.h"

struct cell {
        str  text;              /* trimmed; absent: empty cell */
        bool number;            /* stored as a number, not as text */
        bool formula;
        bool error;             /* #REF! and its like */
};

struct table_row {
        str                sheet;       /* its name; for CSV the file's */
        int                row;         /* 1, 2, … as the file shows */
        const struct cell *cells;       /* index is the column, 0 is A */
        int                n_cells;
};

struct table_limits { int64_t max_rows, max_cells, max_bytes; int max_cols; };

/* Called for each row that has any cell; false stops. The row's text lives until it returns. */
typedef bool table_put(void *arg, const struct table_row *row);

/* Read all sheets in order. INVALID says what is wrong in a clerk's words. */
const struct fail *table_read(struct ctx *cx, str filename, str bytes,
                              const struct table_limits *l, table_put *put, void *arg) MUST_USE;
str column_name(struct arena *a, int col);      /* 0 → "A", 27 → "AB" */

#endif
