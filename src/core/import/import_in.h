/* core/import/import_in.h - what the files of core/import share; nobody else includes this. */
#ifndef CORE_IMPORT_IMPORT_IN_H
#define CORE_IMPORT_IMPORT_IN_H

#include "base/clean.h"
#include "core/import/import.h"

/* The allowed values of one field, and two orders to find them by. */
struct import_set {
        const struct import_value *value;
        int                        n;
        int                       *by_code, *by_name;   /* indices, sorted */
};

struct import_work {
        struct import_set *set;         /* one a field; n 0 where there is none */
        str                sheet;       /* of the last row put */
        int                header;      /* index of this sheet's head row, -1: none yet */
        int                n_tried;     /* rows of this sheet that were no head row */
        int                unit_said;   /* scale of a 单位 line above the head; 0: none */
        bool               full;        /* no memory left for more rows */
        bool               beside;      /* this sheet is another table's */
        bool               blank;       /* the last of im->headless is this sheet's */
        struct import_header *top;      /* rows of this sheet that were tried */
        int                n_top, cap_top;
        str               *said;        /* of a wide table: what this sheet says of all its cells */
};

/* One cell while it is read. */
struct reading {
        struct import             *im;
        struct import_row         *row;
        const struct import_field *field;
        int                        i_field, col, scale;
};

/* Read one cell into row->cell[i_field]; findings as they come. */
void cell_read(const struct reading *r, const struct cell *raw);
void finding_add(struct import *im, struct import_finding f);
/* Room for n more findings, so that none of them makes the list move. */
void finding_reserve(struct import *im, int n);

void                       set_load(struct import *im, int i_field);
const struct import_value *set_find(const struct import_set *s, str word);
/* Is there another value of that name? Then the word that found `v` does not say which. */
bool set_twice(const struct import_set *s, const struct import_value *v, str word);
/* "相近：2130335 农村供水", or absent when nothing is near. */
str                        set_near(struct import *im, int i_field, str word);
/* What may be written: all of a few, the first of many and how many there are; absent: nothing. */
str                        set_allowed(struct import *im, int i_field);
/* Has it the form of a code of this field, so that it is taken although no value is called so? */
bool                       is_unlisted_code(const struct import_field *f, str word);

/* Is this cell inside the range, and not the one that has its value? */
static inline bool merge_covers(const struct table_merge *m, int64_t line, int col)
{
        return line >= m->row && line < m->row + m->rows && col >= m->col && col < m->col + m->cols &&
               (line != m->row || col != m->col);
}
/* Which range, of which sheet, and the value of its first cell (empty: it is not known). */
str merge_says(struct import *im, const struct table_merge *m, str value);

const struct import_field *field_at(const struct import_table *t, int i);
int                        field_find(const struct import_table *t, const char *key);
/* Has it fields that name the record (`identity`)? Then two rows alike in them are refused. */
bool                       import_has_key(const struct import_table *t);

/* ---- heads.c: which row they are --------------------------------------------------------------- */

str *texts_copy(struct import *im, const struct table_row *row, int n);
/* One more of the first rows of the present sheet, where a person may have to choose the heads. */
void top_add(struct import *im, const struct import_header *row);
/* No heads so far: im->headless has the row of the sheet that is most like them. */
void headless_keep(struct import *im);
/* Of a sheet without heads, beside others that have some: it was not read. */
struct import_finding headless_say(const struct import *im, int i);
/* These are the heads: say which rows above them look like data and are not read. */
void lost_tell(struct import *im, struct import_header *h);
/* Is it what our templates say over a column of that field, in either language? */
bool import_is_help(struct ctx *cx, const struct import_field *f, str text);

/* ---- turn.c: sheets laid wide ---------------------------------------------------------------- */

/* Are these the heads of a wide sheet? Then h is made the long form's, with h->turn. */
bool turn_try(struct import *im, struct import_header *h, int n_known);
/* What a cell above the heads, or a sheet's name, says of the whole sheet. */
void turn_said(struct import *im, str text);
/* One row of a wide sheet: `put` gets a row of the long form for each filled cell. */
typedef void turn_put(struct import *im, const struct table_row *row, const int *at);
void turn_row(struct import *im, const struct import_header *h, const struct table_row *row,
              turn_put *put);

/* ---- marks.c: words that other people's files bear ------------------------------------------ */

/* The head as it is compared: narrow, upper case, without blanks, marks and what stands in
 * brackets; *ret_scale is the unit that it names (1 元, 10000 万元), 0 when none. */
str  head_bare(struct arena *a, str head, int *ret_scale);
bool mark_is_ours(str bare);            /* heads that we add and never read: 原因, 行号 */
bool head_is_ours(struct arena *a, str head);   /* the same of a head as written */
int  mark_unit_line(str text);          /* "单位：万元": 10000; "单位：元": 1; else 0 */
bool mark_is_own_sheet(str name);       /* 选项: where our templates keep long lists, hidden */
bool mark_is_sum(str text);             /* 合计, 总计, 小计 */
bool mark_is_nothing(str text);         /* —, /, 无: how tables show that there is no figure */
/* Takes a unit off the end of an amount: "12.6万" is "12.6" and 10000. 0: there was none. */
int64_t mark_amount_unit(str *s);
bool mark_counter(str *s);              /* takes 年, 人, 辆 … off the end of a count */
/* Takes the parts of a written date apart: 2024年2月20日, 2024/2/20, 20240220. */
bool mark_date(str s, int *ret_y, int *ret_m, int *ret_d);

#endif
