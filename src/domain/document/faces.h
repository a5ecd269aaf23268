/* domain/document/faces.h - the pages of the register: handlers and what templates show. */
#ifndef DOMAIN_DOCUMENT_FACES_H
#define DOMAIN_DOCUMENT_FACES_H

#include "domain/document/document.h"
#include "core/flow/wait.h"
#include "core/flow/work.h"
#include "door/web/batch.h"
#include "door/web/list.h"

handler documents_get, document_new_get, documents_post, document_get, document_edit_get, document_edit_post,
        document_move_get, document_moves_post, document_file_get, documents_pack_get,
        document_series_get, document_series_new_get, document_series_post, document_series_one_get,
        document_series_edit_post, document_series_counts_post;

enum { DOCUMENT_BATCHES = 5, DOCUMENT_WAITS = 4 };
extern const struct wait_row document_waits[DOCUMENT_WAITS];
extern const struct work_kind document_work_kinds[1];
extern const struct batch_row document_batches[DOCUMENT_BATCHES];

enum { DOCUMENT_FIELDS = 11, DOCUMENT_MOVES = 4, SERIES_FIELDS = 7 };

struct documents_page {
        struct page page;
        struct list list;
        bool        may_draft, may_series;
        int         n_by_state[DOCUMENT_STATES];
        str         pack;               /* address of all that is shown as one ZIP; absent: none */
};

struct document_form_page {
        struct page        page;
        const char        *title, *help;
        str                action, back;
        int64_t            version;     /* 0: none is sent */
        struct form_field  fields[DOCUMENT_FIELDS]; int n_fields;
        struct form_faults faults;
        bool               none;        /* no series to choose: say where to set one up */
        bool               may_series;
};

struct document_said { const char *what; str when, who, words; };
struct document_page {
        struct page              page;
        struct document          d;
        str                      number, record;        /* record: its page */
        const char              *kind, *source;
        const char              *lamp;
        const struct doc        *paper;                 /* NULL: why says why not */
        str                      why;
        const struct attach_file *files; int n_files;   /* as issued */
        const str               *units;  int n_units;
        const struct flow_step  *moves[DOCUMENT_MOVES]; int n_moves;
        const struct document_said *said; int n_said;
        bool                     may_edit;
        struct doc_face          faces[DOC_FACES];
        int                      n_substituted;
        const struct flow_step  *step;                  /* of the page that asks before a step */
        struct form_field        field;
        struct form_faults       faults;
};

struct series_year { int64_t year, last, given, voided; };
struct series_page {
        struct page                  page;
        struct list                  list;
        bool                         may;
        struct document_series       s;
        const struct series_year    *years; int n_years;
        struct form_field            fields[SERIES_FIELDS], counts[3];
        int                          n_fields;
        struct form_faults           faults, count_faults;
        str                          next;              /* the number that comes next */
};

/* The preview, for document.html. */
void document_preview(struct buf *o, const struct document_page *p);

#endif
