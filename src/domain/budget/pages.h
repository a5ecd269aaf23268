/* domain/budget/pages.h - what the templates of this domain are given. */
#ifndef DOMAIN_BUDGET_PAGES_H
#define DOMAIN_BUDGET_PAGES_H

#include "core/flow/flow.h"
#include "domain/budget/budget.h"
#include "domain/budget/clock.h"
#include "domain/budget/facts.h"
#include "door/web/attach.h"
#include "door/web/list.h"

enum { BUDGET_MAX_MOVES = 6, BUDGET_STEPS = 6 };

/* One mark of the stepper. */
struct budget_mark { const char *label; str small; bool done, here; };

/* What every page of one budget shows above its own matter. */
struct budget_frame {
        struct page             page;
        const struct budget    *b;
        const char             *tab;            /* "", "lines", "tables", … */
        const struct flow_step *moves[BUDGET_MAX_MOVES];
        int                     n_moves;
        struct budget_mark      marks[BUDGET_STEPS];
        bool                    may_edit;       /* a draft, and theirs to change */
        str                     basis_note;     /* where published data came from; absent: none */
};
void budget_top(struct buf *o, const struct budget_frame *p);   /* frame, head, stepper, tabs */
void budget_bottom(struct buf *o, const struct budget_frame *p);

/* The list. */
struct budgets_page {
        struct page page;
        struct list list;
        int64_t     year, state;                        /* filters; 0, -1: all */
        str         word;
        int         n_by_state[BUDGET_STATES], n_all;
        bool        may_import;
};

/* A figure with its address. */
struct shown { const char *label; str text, unit, key, note; bool unknown; };

struct budget_page {
        struct budget_frame frame;
        struct shown        figures[8]; int n_figures;
        str                 lead;                       /* made from facts */
        int                 n_errors, n_warnings, n_equal, n_unknown;
        const struct budget_moves_of *trail;            /* the steps taken, oldest first */
        int                 n_trail;
        struct clock        clocks[CLOCKS];
        str                 clock_warning;      /* 2027 年放假安排还没有导入 …; absent: none */
        struct file_row { str kind, name, sha256; int64_t size; } *files; int n_files;
        bool                has_panel;                  /* files inside the office */
        struct attach_panel panel;
};

/* A row of the line table, words ready. */
struct line_row {
        int64_t     id;
        str         unit, function, function_name, economic, economic_name, project, amount, note;
        const char *fund, *source, *nature;
        bool        inferred;
};
struct lines_page {
        struct budget_frame    frame;
        const struct line_row *rows; int n_rows;
        str                    total;
};

enum { GRID_COLS = 8 };
struct grid_cell { str text, wrong; };              /* wrong: why it was refused; absent: fine */
struct grid_row { struct grid_cell cell[GRID_COLS]; };
struct grid_page {
        struct budget_frame    frame;
        const struct grid_row *rows; int n_rows;
        int64_t                revision;                /* that these rows rest on */
        const struct fail     *fail;
        str                    conflict;                /* who changed it since; absent: nobody */
};

struct table_link { str number, title; bool here, empty; };
struct tables_page {
        struct budget_frame      frame;
        const struct table_link *links; int n_links;
        markup                   body;
};

struct part_link { str title; bool here; int n; };
struct same_place { str where, at; };      /* at: address below the budget's */
struct income_row { const char *kind, *fund; str unit, amount; };  /* fund: of carried-over money; or NULL */
struct text_page {
        struct budget_frame     frame;
        const struct part_link *parts; int n_parts;
        markup                  body;
        bool                    chosen;
        struct fact             fact;
        str                     fact_text, fact_unit, fact_yuan;
        str                     fact_rule;              /* which lines, in words */
        const char             *fact_state;
        const struct line_row  *rows; int n_rows;
        const struct income_row *incomes; int n_incomes;
        const struct same_place *same; int n_same;
        int                     n_facts;
        bool                    frozen;
};

struct project_row { const struct budget_project *p; const char *category; str unit, amount; bool known; };
struct indicator_row { const struct budget_indicator *i; const char *compare; str weight; };
struct projects_page {
        struct budget_frame         frame;
        const struct project_row   *rows; int n_rows;
        const struct indicator_row *indicators; int n_indicators;
        int                         chosen;             /* index of the project shown; -1: none */
        str                         summary;
};

struct check_row {
        str         code, title, words, left, right, left_key, right_key, difference;
        const char *lamp, *result, *grave;
};
struct checks_page {
        struct budget_frame     frame;
        const struct check_row *rows; int n_rows;
        int                     n_equal, n_warn, n_error, n_unknown, n_all;
        str                     only;                   /* "", "error", "warn", "unknown", "equal" */
        str                     lead;
};

struct word_row { str key, label, hint, text; int n; };
struct words_page {
        struct budget_frame    frame;
        const struct word_row *rows; int n_rows;
        int64_t                revision;                /* that the person has seen */
        const struct fail     *fail;
};

struct move_page {
        struct budget_frame     frame;
        const struct flow_step *step;
        str                     reason, number, url, day;
        int64_t                 revision;               /* that the person has seen */
        const struct fail      *fail;
        str                     faults;                 /* what the checks say before publishing */
};

#endif
