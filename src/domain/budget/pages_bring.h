/* domain/budget/pages_bring.h - what the import pages show. */
#ifndef DOMAIN_BUDGET_PAGES_BRING_H
#define DOMAIN_BUDGET_PAGES_BRING_H

#include "door/web/import.h"
#include "door/web/list.h"
#include "door/web/page.h"

/* Where files are brought: lines through the shared import, a whole budget as JSON here. */
struct bring_page {
        struct page        page;
        const struct fail *fail;
        struct form_field  unit, year;          /* of a workbook */
};

struct preview_fault { str words; };
struct preview_sheet { const char *title; int n; int64_t bad; };
struct preview_page {
        struct page                 page;
        int64_t                     id, revision;      /* revision: of the draft it would replace; 0: none */
        const struct fail          *fail;
        str                         filename, dept, year, total, effect, doubt;
        int                         n_read;
        const struct preview_fault *remarks; int n_remarks;     /* may be written */
        const struct preview_fault *faults;  int n_faults;      /* must be changed: nothing can be written */
        int64_t                     n_bad;                      /* rows */
        const struct preview_sheet *sheets;  int n_sheets;      /* of a workbook */
};

struct editions_page {
        struct page               page;
        struct list               list;
        bool                      may_edit;
        const char               *list_word;    /* of one edition: which list, its name and first day */
        str                       name;
        day                       since;
};

#endif
