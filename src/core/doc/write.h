/* core/doc/write.h - what the five writers share; only core/doc includes it.
 *
 * Everything that decides how a document looks and is not a matter of one format: where pages
 * turn, how header cells merge, what a cell shows, what stands in the contents.
 */
#ifndef CORE_DOC_WRITE_H
#define CORE_DOC_WRITE_H

#include "core/doc/doc.h"

enum {
        DOC_MAX_COLUMNS = 64,
        DOC_MAX_BYTES   = 64 << 20,     /* ceiling of one written part */
};

const struct fail *doc_txt(struct ctx *cx, const struct doc *d, str *ret_bytes) MUST_USE;
const struct fail *doc_html(struct ctx *cx, const struct doc *d, str *ret_bytes) MUST_USE;
const struct fail *doc_xlsx(struct ctx *cx, const struct doc *d, str *ret_bytes) MUST_USE;
const struct fail *doc_docx(struct ctx *cx, const struct doc *d, str *ret_bytes) MUST_USE;
const struct fail *doc_pdf(struct ctx *cx, const struct doc *d, str *ret_bytes) MUST_USE;
/* Instead of a document: the faces (faces.c). */
#define DOC_FACES_ASK "faces?"
struct child_role;
extern const struct child_role child_role_pdf;
void doc_faces_put(struct ctx *cx, struct buf *o);              /* the child's answer */
void doc_face_role(int i, struct doc_face *ret);                /* role and want of the i-th */
/* BROKEN when the buffer hit its ceiling, else *ret_bytes. */
const struct fail *doc_take(struct ctx *cx, const struct buf *o, str *ret_bytes) MUST_USE;

/* ---- the header of a table as a grid of merged cells, row by row, left to right ------------ */

struct doc_head { int row, col, rows, cols; str text; };
struct doc_grid { struct doc_head *heads; int n_heads, n_rows; };       /* n_rows 0…3 */
struct doc_grid doc_grid_of(struct arena *a, const struct doc_table *t);

/* ---- cells ------------------------------------------------------------------------------ */

/* What a reader sees; numbers with thousands commas and their column's decimals. */
str            doc_cell_shown(struct arena *a, const struct doc_table *t, const struct doc_cell *c,
                              int col);
/* The same of a number, without an arena. */
struct doc_cell_room { char p[40]; };
str            doc_cell_number_shown(struct doc_cell_room *room, const struct doc_table *t,
                                     const struct doc_cell *c, int col);
enum doc_align doc_cell_align(const struct doc_table *t, const struct doc_cell *c, int col);
int            doc_cell_span(const struct doc_table *t, const struct doc_cell *c, int col);
/* Rows a cell covers: more than one where its column joins, 0 when a cell above covers it. */
int            doc_cell_rows(const struct doc_table *t, int row, int col);
/* The column of names, whose texts move right below the rows of higher levels; -1: none. */
struct doc_names { int col, top; };
struct doc_names doc_names_of(const struct doc_table *t);
/* By how many characters. */
int            doc_cell_indent(struct doc_names names, const struct doc_row *r, int col);
bool           doc_row_bold(const struct doc_row *r);
/* True when the listed cells are numbers of the same decimals that sum to the cell. */
bool           doc_sum_holds(const struct doc_table *t, int row, int col);
str            doc_table_name(struct arena *a, const struct doc_table *t);      /* number, title */

/* ---- order and pages ---------------------------------------------------------------------- */

/* How a block stands on paper. */
struct doc_place {
        bool page;              /* a new page begins before it */
        bool wide;              /* it stands on a landscape page */
        bool shown;             /* false: DOC_PAGE, already told by `page` of the next */
};
struct doc_place *doc_places(struct arena *a, const struct doc *d);

/* Titles after the first divide the document into parts. */
bool doc_has_parts(const struct doc *d);
/* Depth in contents and outlines: 0 the title; parts, headings and tables below; -1: none. */
int  doc_depth(const struct doc *d, int block);
struct doc_entry { int block, depth; str text; };
int  doc_entries(struct arena *a, const struct doc *d, int levels, struct doc_entry **ret);

str  doc_plain(struct arena *a, const struct doc_block *b);     /* its text; newlines as blanks */
str  doc_anchor(struct arena *a, const struct doc *d, int block);

/* ---- characters ---------------------------------------------------------------------------- */

int  doc_char_width(uint32_t code);             /* 2 for Chinese and its signs, 0 for marks, else 1 */
int  doc_text_width(str s);
/* "2024-02-20T01:05:00Z" of an instant in ms UTC. */
str  doc_instant(struct arena *a, int64_t ms);

#endif
