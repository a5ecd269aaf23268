/* door/web/list_out.h - a list as a file: what is shown, every row of the filter, as XLSX, CSV or PDF.
 *
 * CSV: UTF-8 with BOM, CRLF, RFC 4180; a text that a spreadsheet would take for a formula (= + - @
 * and their full-width forms, tab, line ends) gets an apostrophe in front. XLSX: texts are text,
 * figures are numbers. PDF: A4 or A3, one table, heads repeated.
 */
#ifndef DOOR_WEB_LIST_OUT_H
#define DOOR_WEB_LIST_OUT_H

#include "door/web/list.h"

enum list_file { LIST_XLSX, LIST_CSV, LIST_PDF, LIST_FILE_END };
extern const char *const list_file_codes[LIST_FILE_END];        /* "xlsx", … */

struct list_paper { bool a3, landscape; int size; };            /* size: tenths of a point; 0: by itself */

struct list_out;
/* Begin a file; rows are added as list_row() and list_end() hand them over. */
struct list_out *list_out(struct ctx *cx, enum list_file as, struct list_paper paper);
void list_out_head(struct list_out *o, const struct list *l, str about);
void list_out_row(struct list_out *o, const struct list *l, const struct list_row *row);
int64_t list_out_rows(const struct list_out *o);
/* INVALID: more rows than a file of this kind takes. */
const struct fail *list_out_end(struct list_out *o, str *ret_bytes) MUST_USE;
const char *list_out_type(enum list_file as);

/* What a list is asked for instead of its page; in struct request, set by lists.c alone. */
struct list_ask {
        struct list      seen;          /* what the page described; its rows are empty */
        bool             was;           /* the handler came to its list */
        str              about;         /* the filter in words, for the head of the file */
        struct list_out *out;           /* NULL: only describe */
};

/* A text made harmless for a spreadsheet; itself where it is harmless already. */
str list_csv_safe(struct arena *a, str text);

#endif
