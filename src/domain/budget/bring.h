/* domain/budget/bring.h - a file that a clerk brings, read into a budget without writing anything:
 * what its pages and its command show, and what budget_put() then writes. */
#ifndef DOMAIN_BUDGET_BRING_H
#define DOMAIN_BUDGET_BRING_H

#include "domain/budget/model.h"
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
        int64_t                     id;
        str                         filename, dept, year, total, effect;
        int                         n_read, n_bad, n_bad_rows, n_warn_rows, n_good_rows;
        const struct preview_fault *faults;  int n_faults;
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
