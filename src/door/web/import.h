/* door/web/import.h - the pages that all imports share: what they show. See import.c. */
#ifndef DOOR_WEB_IMPORT_H
#define DOOR_WEB_IMPORT_H

#include "core/import/batch.h"
#include "door/web/list.h"
#include "door/web/page.h"

handler imports_get, import_new_get, import_new_post, import_template_get, import_get, import_progress_get,
        import_columns_get, import_columns_post, import_rejected_get, import_mended_post, import_apply_post,
        import_again_post, import_drop_post, import_undo_get, import_undo_post;

struct imports_page { struct page page; struct list list; };
void imports_page(struct buf *o, const struct imports_page *p);

/* Choosing a file. */
struct import_new_page {
        struct page             page;
        const struct importer  *k;
        const struct fail      *fail;
        struct form_field       fields[IMPORT_ASKS_MAX]; int n_fields;
        str                     xlsx, csv, wide; /* where the templates are; wide may be absent */
        const struct import_batches *past; int n_past;
};
void import_new_page(struct buf *o, const struct import_new_page *p);

/* Waiting: `part` alone is what htmx asks for. */
struct import_wait_page {
        struct page                    page;
        const struct importer         *k;
        const struct import_batch_of  *b;
};
void import_wait_page(struct buf *o, const struct import_wait_page *p);
void import_wait_part(struct buf *o, const struct import_wait_page *p);

struct import_shown_cell { str text, why, was; const char *tone; bool number; };
struct import_shown_row {
        int64_t no, line;
        str     file;                   /* with mended rows; absent: the first */
        str     why;                    /* of the row as a whole */
        const struct import_shown_cell *cells;
        const char *lamp, *result;
};
struct import_fault { int64_t no; str words; };
struct import_view { const char *word; str href; int64_t n; bool here; };
/* The preview, what was written, what was undone, and what could not be read. */
struct import_page {
        struct page                   page;
        const struct importer        *k;
        const struct import_batch_of *b;
        const struct fail            *fail;     /* why it cannot be written now */
        const struct fail            *refused;  /* why what was just asked for was not done */
        str                           sheets, effect, took, total, doubt, columns, next;
        str                           undo_until;       /* the last moment for it, where `undo` */
        int64_t                       n_good;
        bool                          may, clean, undo;
        const struct import_fault    *faults;  int n_faults;
        const struct import_fault    *remarks; int n_remarks;
        struct import_view            views[4]; int n_views;
        const str                    *heads;   int n_heads;
        const struct import_shown_row *rows;   int n_rows;
        bool                          cut;      /* good rows beyond those that are kept are not shown */
};
void import_page(struct buf *o, const struct import_page *p);
/* The tick that a doubt asks for, inside the form that writes; nothing without a doubt. */
void import_sure(struct buf *o, str doubt);

/* What the columns mean. */
struct import_column_row { str letter, head, sample; struct form_field field; };
struct import_columns_page {
        struct page                     page;
        const struct importer          *k;
        const struct import_batch_of   *b;
        const struct fail              *fail;
        str                             sheet, hash;
        int                             row, which;     /* which: of the sheets */
        struct form_field               top;            /* the rows that may be the heads; none: no choice */
        struct form_choice             *choices; int n_choices;
        const struct import_column_row *columns; int n_columns;
        const struct import_view       *sheets;  int n_sheets;
};
void import_columns_page(struct buf *o, const struct import_columns_page *p);

struct import_undo_page {
        struct page                   page;
        const struct importer        *k;
        const struct import_batch_of *b;
        const struct import_undo     *u;
        const struct fail            *fail;
};
void import_undo_page(struct buf *o, const struct import_undo_page *p);

/* Frame, crumbs and the menu place of a batch's pages. */
struct page import_frame(struct ctx *cx, const struct request *rq, const struct importer *k,
                         const char *title);
/* The page of a batch; `refused`: what was asked of it was not done, and why (NULL: nothing was). */
const struct fail *import_show(struct ctx *cx, const struct request *rq, struct reply *re,
                               int64_t batch, const struct fail *refused) MUST_USE;
/* Read what was received: here when it is small, else by the worker. */
const struct fail *import_go_on(struct ctx *cx, int64_t batch, int64_t size) MUST_USE;
/* Is somebody at work on it? */
static inline bool import_is_waiting(const struct import_batch_of *b)
{
        return b->state == IMPORT_RECEIVED || b->state == IMPORT_READING || b->state == IMPORT_WRITING;
}

#endif
