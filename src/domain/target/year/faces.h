/* domain/target/year/faces.h - what the pages of a year's figures show: structs of their
 * templates. */
#ifndef DOMAIN_TARGET_YEAR_FACES_H
#define DOMAIN_TARGET_YEAR_FACES_H

#include "core/flow/flow.h"
#include "domain/target/year/month.h"
#include "domain/target/year/urge.h"
#include "door/web/batch.h"
#include "door/web/list.h"

enum { GRID_COLUMNS = 32, YEAR_FIELDS = 8 };

handler figures_get, figure_months_get, figure_lock_get, figure_locks_post, figure_rules_post,
        figures_missing_get, figure_grid_get, figure_grid_post, figures_review_get, figure_row_get,
        figure_corrections_post, figure_moves_post, urges_get, urge_new_get, urge_post, urge_get, urge_moves_post,
        urge_letter_get, figure_arrivals_post;

/* What stands above every page of one scheme's figures. */
struct year_frame {
        struct page        page;
        struct figure_year y;
        const char        *tab;                 /* the word of its address */
        int                month;               /* 0 … 11 */
        int                newest;              /* the newest month that has ended; -1: none */
        bool               may_review, may_lock, may_unlock;
        bool               locked;              /* the month */
        int                n_waiting;           /* corrections that wait */
};
/* The scheme by id; 0: the newest one that the person may see and that has begun. NOT_FOUND. */
const struct fail *year_frame_fill(struct ctx *cx, const struct request *rq, int64_t scheme,
                                   const char *title, const char *tab,
                                   struct year_frame *ret) MUST_USE;
/* The schemes in force that the person may see, the newest year first. */
struct year_schemes { struct form_choice *list; int64_t *ids; int n; };
/* The same for ?scheme=, else for the newest that has begun, of ?year= where one is of it. None at all: ret->y.e.id
 * is 0. */
const struct fail *year_frame_choose(struct ctx *cx, const struct request *rq, const char *title,
                                     const char *tab, struct year_frame *ret,
                                     struct year_schemes *ret_schemes) MUST_USE;
/* Where a part of the figures' pages stands, for the same scheme and month. */
str year_tab_href(struct arena *a, const struct year_frame *f, const char *tab);
/* The scheme and the month as filters of a list: the frame's, or none chosen. `all`: month 0, the
 * year so far. */
struct list_filter year_scheme_filter(struct ctx *cx, const struct year_frame *f,
                                      const struct year_schemes *s);
struct list_filter year_month_filter(struct ctx *cx, const struct year_frame *f, bool offers_all,
                                     bool all);
/* Month from ?month=1…12, else the newest. */
int year_month(struct ctx *cx, const struct request *rq, const struct year_frame *f);
/* "3.25 亿元", "缺项", "—" */
str figure_text(struct ctx *cx, const struct figure_leaf *l, const struct figure_input *in,
                const struct figure_row *r);
const char *figure_lamp(const struct figure_row *r);
/* Names of units, one look-up each. */
str unit_brief(struct ctx *cx, int64_t id);
/* The same for many rows: each unit looked up once; seen: its targets of the year are in the person's reach. */
struct giver { int64_t unit; str brief; bool seen; };
struct givers { struct giver *list; int n, cap; };
struct giver giver_of(struct ctx *cx, struct givers *g, const struct figure_year *y, int64_t unit);
/* The leaf's input of this key, or NULL. */
const struct figure_input *figure_input_of(const struct figure_leaf *l, str key);

/* /figures: a month, by who gives. */
struct figures_page {
        struct year_frame       frame;
        struct list             list;
        struct month_tally      all;
        str                     rate;
        bool                    none;           /* no scheme in force that one may see */
        bool                    whole;          /* of all months that have ended, not of one */
        bool                    may_import;     /* the import page is theirs */
        bool                    arrives;        /* indicators that other domains give */
};

/* The twelve months and when figures are due. */
struct month_row { int month; int owed, given, reviewed, overdue; bool locked, begun; str who, at, reason; };
struct months_page {
        int                     n_unreviewed, n_early;  /* to be locked: given, not reviewed; not due */
        struct year_frame frame;
        struct month_row  rows[12];
        struct form_field fields[YEAR_FIELDS]; int n_fields;
        struct form_faults faults;
        int64_t           version;
        bool              lock;                 /* the form of one step */
        const struct flow_step *step;
        str               back;
};

/* What was not given in time. */
struct missing_page { struct year_frame frame; struct list list; int n_overdue, n_late; };
/* One letter to each giver for each month of what is chosen. */
const struct fail *figures_may_urge(struct ctx *cx, struct batch_item *items, int n) MUST_USE;
void figures_put_urge(struct ctx *cx, struct batch_item *items, int n);

/* The grid of entry. */
struct grid_cell {
        str         name, raw, last, target, wrong;     /* name: of the field, "v-unit-stem-input" */
        int64_t     seen;                               /* version of the row shown; 0: none */
        int64_t     id;                                 /* of the row; 0: none */
        const char *doubt, *lamp, *state;               /* words; NULL */
        str         opinion, now;                       /* now: what somebody else put meanwhile */
        bool        open;                               /* can be typed */
};
struct grid_row {
        str              title, small, reason, reason_name;
        str              href;                  /* of its history; absent: none yet */
        struct grid_cell cell[GRID_COLUMNS];
        bool             evidence;
        /* The schedule (序时进度) of its target, where the target book has one, beside what was
         * given. */
        bool             has_plan, lags;
        str              plan, gap, of;         /* "12.50"; "落后 0.35"; the field it is compared with */
        int64_t          plan_at; int plan_places;      /* 10^-places, for the script */
        bool             down;                  /* less is better */
};
struct about_row { struct figure_row r; str leaf, value, giver; };  /* what others give about the unit */
struct grid_page {
        struct year_frame  frame;
        int64_t            giver;
        str                giver_name;
        int64_t            stem;                /* chosen indicator, units below; 0: the giver's own figures */
        struct form_choice *leaves; int n_leaves; /* indicators it gives for other units */
        const struct figure_leaf *leaf;         /* with stem */
        bool               may_edit, scored, inner;
        const struct flow_step *submit;         /* NULL: nothing of it may be submitted by this person */
        str                heads[GRID_COLUMNS]; int n_cols;
        struct grid_row   *rows; int n_rows;
        const struct about_row *about; int n_about;
        int                n_open, n_drafts, n_plans, n_lags;
        int                n_month;             /* drafts of the giver in the month, in any grid */
        day                due;
        const struct fail *fail;
        str                conflict, ties;
        str                rule;
};

/* What waits for review. */
struct review_page {
        struct year_frame frame;
        struct list       list;
        bool              inside;       /* a unit's reviewer looks at its drafts */
        str               kept;         /* of the reader's own among them: who reviews those */
};
/* One step with several of them. */
const struct fail *figures_may_review(struct ctx *cx, struct batch_item *items, int n) MUST_USE;
void figures_put_review(struct ctx *cx, struct batch_item *items, int n);

/* One figure and all that happened at its place. */
struct history_row { struct figure_row r; str value, who, at, reviewer, reviewed; };
struct row_page {
        struct year_frame         frame;
        struct figure_row         r;
        const struct figure_leaf *leaf;
        const struct figure_input *input;
        str                       unit, giver, value, period, rule;
        const struct history_row *rows; int n_rows;
        bool                      may_correct, late;
        bool                      kept;         /* the reader entered it: another one reviews */
        str                       kept_words;
        const struct flow_step   *moves[YEAR_FIELDS]; int n_moves;
        struct form_field         fields[3];
        struct form_faults        faults;
        const struct fail        *fail;
        const char               *origin_name;  /* of what another domain computed; NULL: nothing was */
        str                       origin_href;  /* the rows behind a figure of another domain */
        const struct used_by *used; int n_used; /* runs that rest on a row which counts no more */
};

/* ---- warning letters ------------------------------------------------------------------------- */

struct urges_page { struct page page; struct list list; };
const char *urge_cause_key(enum urge_cause c);          /* of a form: "missing", "lag" */
struct urge_new_page {
        struct year_frame  frame;
        int64_t            unit, stem;
        int                month;               /* 1 … 12 */
        enum urge_cause    cause;
        str                unit_name, leaf;
        struct form_field  fields[2];
        struct form_faults faults;
};
struct urge_page {
        struct page             page;
        struct urge             u;
        struct doc             *doc;
        int64_t                 document;       /* in the register; 0: not there, or not theirs to see */
        str                     number;
        const char             *lamp, *state;
        const struct flow_step *moves[YEAR_FIELDS]; int n_moves;
        bool                    asks, late;     /* late: answered after the term */
        struct form_field       field;
        struct form_faults      faults;
};
void urge_paper(struct buf *o, const struct urge_page *p);

#endif
