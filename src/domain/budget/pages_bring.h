/* domain/budget/pages_bring.h - what the import pages show. */
#ifndef DOMAIN_BUDGET_PAGES_BRING_H
#define DOMAIN_BUDGET_PAGES_BRING_H

#include "door/web/page.h"

/* Where files are brought: lines through the shared import, a whole budget as JSON here. */
struct bring_page {
        struct page        page;
        const struct fail *fail;
};

struct preview_fault { str words; };
struct preview_page {
        struct page                 page;
        int64_t                     id, revision;      /* revision: of the draft it would replace; 0: none */
        const struct fail          *fail;
        str                         filename, dept, year, total, effect;
        int                         n_read;
        const struct preview_fault *remarks; int n_remarks;     /* may be written */
};

struct edition_row { const char *list; str name, source, from, to; int64_t n; };
struct editions_page {
        struct page               page;
        const struct edition_row *rows; int n_rows;
        bool                      may_edit;
};

#endif
