/* domain/budget/pages_bring.h - what the import pages show. */
#ifndef DOMAIN_BUDGET_PAGES_BRING_H
#define DOMAIN_BUDGET_PAGES_BRING_H

#include "door/web/page.h"

struct bring_page {
        struct page              page;
        const struct fail       *fail;
        const struct form_choice *units; int n_units;
        str                      unit, year;
};

struct preview_cell  { str text, why; const char *tone; };      /* tone: "", "bad", "warn" */
struct preview_row   { int row; const struct preview_cell *cells; const char *lamp, *result; };
struct preview_fault { int row; str words; };
struct preview_page {
        struct page                 page;
        int64_t                     id, revision;      /* revision: of the draft it would replace; 0: none */
        const struct fail          *fail;
        str                         filename, dept, year, total, effect;
        int                         n_read, n_bad, n_bad_rows, n_warn_rows, n_good_rows;
        const struct preview_fault *faults;  int n_faults;      /* must be changed */
        const struct preview_fault *remarks; int n_remarks;     /* may be written */
        const str                  *columns; int n_columns;
        const struct preview_row   *rows;    int n_rows;
};

struct edition_row { const char *list; str name, source, from, to; int64_t n; };
struct editions_page {
        struct page               page;
        const struct edition_row *rows; int n_rows;
        bool                      may_edit;
        struct form_choice        lists[3];
        str                       name, from, source;
        const struct fail        *fail;
};

#endif
