/* domain/budget/pages.h - what the templates of this domain are given. */
#ifndef DOMAIN_BUDGET_PAGES_H
#define DOMAIN_BUDGET_PAGES_H

#include "core/flow/flow.h"
#include "domain/budget/budget.h"
#include "domain/budget/clock.h"
#include "domain/budget/facts.h"
#include "domain/budget/part.h"
#include "door/web/attach.h"
#include "door/web/list.h"

enum { BUDGET_MAX_MOVES = 8, BUDGET_STEPS = 6 };

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

/* A new year's budget: whose, and which year. */
struct begin_page {
        struct page        page;
        struct form_field  fields[2];
        struct form_faults faults;
};

/* A figure with its address. */
struct shown { const char *label; str text, unit, key, note; bool unknown; };

struct budget_page {
        struct budget_frame frame;
        struct shown        figures[8]; int n_figures;
        str                 lead;                       /* made from facts */
        int                 n_errors, n_warnings, n_equal, n_part, n_unknown;
        const struct budget_moves_of *trail;            /* the steps taken, oldest first */
        int                 n_trail;
        struct clock        clocks[CLOCKS];
        int                 n_clocks;               /* that run or have run */
        bool                inside;                 /* one of the two offices, who see who took a step */
        str                 clock_warning;      /* 2027 年放假安排还没有导入 …; absent: none */
        struct version_row { int64_t id; int version; enum budget_state state; } *versions; int n_versions;
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
        const char *silent;             /* stands for an economic account that is not known */
};
struct lines_page {
        struct budget_frame frame;
        struct list         list;
        int                 n_lines;
        str                 total;                      /* of all lines, whatever is shown */
};

/* A table that is typed like a sheet: of the lines, or of one part. */
enum { GRID_COLS = 9 };
/* wrong: why it was refused, doubt: what to look at again; absent: fine. name: of the code that it holds. */
struct grid_cell { str text, wrong, doubt, name; };
struct grid_row { struct grid_cell cell[GRID_COLS]; const char *note; };     /* note: a catalogue word, or NULL */
/* Two people's rows in one table, with the marks of those that are stored; how many rows only the other changed,
 * and how many both. */
struct grid_merge { struct grid_row *rows; str marks; int n, n_theirs, n_both; };
struct grid_column {
        str                        head;            /* with its unit */
        const char                *kind;            /* "code", "num", "amount" (summed), "long" */
        const struct import_value *choice; int n_choices;       /* a select of names; 0: typed */
        const struct import_value *offer; int n_offers;         /* what may be typed; 0: anything */
        int                        list;            /* the column whose offers these are: one list a page */
};
/* What a choice reads, and sends. */
static inline str grid_choice(const struct import_value *v) { return v->name.n ? v->name : v->code; }
static inline bool grid_offers(const struct grid_column *k, str text)
{
        for (int i = 0; i < k->n_choices; i++)
                if (str_eq(grid_choice(&k->choice[i]), text))
                        return true;
        return false;
}
struct grid_page {
        struct budget_frame       frame;
        str                       action, back;
        const struct budget_part *part;             /* NULL: the lines */
        const struct grid_column *cols; int n_cols;
        const struct grid_row    *rows; int n_rows;
        int64_t                   revision;         /* that these rows rest on */
        bool                      fixed;            /* one row, none can be added */
        const struct fail        *fail;
        str                       doubt;            /* what must be agreed to before it is written; absent: nothing */
        str                       conflict;         /* who changed it since; absent: nobody */
        str                       marks;            /* what each row was when it was read (grid_marks) */
        struct grid_merge         merged;           /* with what another saved since; rows NULL: nothing to merge */
        str                       also;             /* what is wrong with no cell in particular */
};

/* What is filled, part by part. */
struct part_row { const struct budget_part *part; int n; str needed; };       /* needed: empty, or what lacks */
struct parts_page {
        struct budget_frame    frame;
        const struct part_row *rows; int n_rows;
        str                    lead;
        int                    n_lines;
        str                    lines_needed;
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
struct operand { const char *role; str label, text, key; };         /* what a change or a rate is made from */
struct text_page {
        struct budget_frame     frame;
        const struct part_link *parts; int n_parts;
        markup                  body;
        bool                    chosen;
        struct fact             fact;
        str                     fact_text, fact_unit, fact_yuan;
        str                     fact_rule;              /* which lines, in words */
        const char             *fact_state;
        struct operand          of[2]; int n_of;
        str                     worked;                 /* 202.28 － 172.02 ＝ 30.26; absent: cannot be */
        const struct line_row  *rows; int n_rows;
        const struct income_row *incomes; int n_incomes;
        const struct same_place *same; int n_same;
        int                     n_facts;
        bool                    frozen;
};

struct indicator_row { const struct budget_indicator *i; const char *compare; str weight; };
enum { PROJECT_KINDS = 3 };
struct projects_page {
        struct budget_frame         frame;
        struct list                 list;
        const struct indicator_row *indicators; int n_indicators;
        int                         chosen;             /* index of the project shown; -1: none */
        str                         goal, goal_of;      /* of that project; whose it is */
        str                         summary;
        struct shown                kinds[PROJECT_KINDS];       /* count and sum by category */
};

struct check_row {
        const char *part;                       /* where it is filled in; NULL: nowhere */
        str         code, title, words, left, right, left_value, right_value, left_key, right_key, difference;
        const char *lamp, *result, *grave;
};
struct checks_page {
        struct budget_frame     frame;
        const struct check_row *rows; int n_rows;
        int                     n_equal, n_part, n_warn, n_error, n_unknown, n_all;
        str                     only;                   /* "", "error", "warn", "unknown", "part", "equal" */
        str                     lead;
};

struct word_row {
        str                key, label, hint, text;
        str                was;         /* the mark of the text that the person has seen; absent: not told */
        const struct fail *fail;        /* what is wrong with what was sent for it */
        int                n;
};
int word_lines(str text);       /* that a box needs to show it, also on a narrow screen */
struct words_page {
        struct budget_frame    frame;
        struct word_row       *rows; int n_rows;
        int64_t                revision;                /* that the person has seen */
        const struct fail     *fail;
};

struct move_page {
        struct budget_frame     frame;
        const struct flow_step *step;
        str                     reason, number, url, day;
        int64_t                 revision;               /* that the person has seen */
        const struct fail      *fail;
        str                    *faults; int n_faults;   /* what the checks hold against the step */
};

#endif
