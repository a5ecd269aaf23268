/* core/text/table_in.h - what the two readers of table.c share; nobody else includes this. */
#ifndef CORE_TEXT_TABLE_IN_H
#define CORE_TEXT_TABLE_IN_H

#include "core/text/table.h"

enum { CELL_BYTES_MAX = 4 * 32767 };    /* as much as a cell of Excel can hold */

enum cell_flag { CELL_NUMBER = 1, CELL_DATE = 2, CELL_FORMULA = 4, CELL_ERROR = 8 };

/* Collects a row and hands it on; keeps the limits. Sticky: after a failure or a stop
 * (`over`) the rest does nothing. Row text lives in `scratch`, which each row uses anew. */
struct table_sink {
        struct ctx                *cx;
        const struct table_limits *l;
        table_put                 *put;
        void                      *arg;
        struct table_extra        *extra;       /* never NULL */
        struct arena               scratch;
        struct buf                 text;
        struct cell               *cell;        /* max_cols of them */
        size_t                    *at;          /* where each cell's text begins in `text` */
        str                        sheet;
        int                        row, n_cells;
        int64_t                    n_rows, n_filled;
        const struct fail         *fail;
        bool                       over;
};

void sink_init(struct table_sink *s, struct ctx *cx, const struct table_limits *l, table_put *put,
               void *arg, struct table_extra *extra);
void sink_done(struct table_sink *s);                   /* for CLEANUP */
void sink_fail(struct table_sink *s, const struct fail *f);     /* keeps the first */
void sink_row(struct table_sink *s, int row);           /* row from 1 */
/* Text is trimmed here; empty: nothing. col from 0; a column twice in a row is refused. */
void sink_cell(struct table_sink *s, int col, str text, unsigned flags);
void sink_row_end(struct table_sink *s);
/* "工作表“x”第 7 行 B 列" in the reader's language, for the middle of a sentence. */
str  sink_place(const struct table_sink *s, int col);

void csv_read(struct table_sink *s, str bytes);
void xlsx_read(struct table_sink *s, str bytes);

/* How a number format shows a number. */
enum number_look { LOOK_NUMBER, LOOK_DATE, LOOK_TIME, LOOK_DATE_TIME };
enum number_look look_of_builtin(int id);       /* of ids that have no code in the file */
enum number_look look_of_code(str code);
/* A spreadsheet's serial day (plain decimal text) as text by its look; false when out of range:
 * then it stays a number. */
bool serial_text(struct buf *o, str serial, enum number_look look, bool epoch_1904);

#endif
