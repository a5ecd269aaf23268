/* domain/target/check/faces.h - what the pages of checks and self-assessments show. */
#ifndef DOMAIN_TARGET_CHECK_FACES_H
#define DOMAIN_TARGET_CHECK_FACES_H

#include "domain/target/check/check.h"
#include "door/module.h"
#include "door/web/attach.h"
#include "door/web/list.h"

enum { CHECK_COMMANDS = 3, CHECK_FIELDS = 10, CHECK_MOVES = 6, CHECK_LINES_MOST = 200 };
extern const struct command_row check_commands[CHECK_COMMANDS];
extern const struct attach_kind check_attach;

handler checks_get, check_new_get, check_post, check_get, check_move_get, check_moves_post, check_lagging_get,
        check_differences_get, check_report_get, check_documents_post, check_verify_get, check_verify_post,
        check_paper_get,
        check_lines_post, paper_move_get, paper_moves_post;

struct check_list_page { struct page page; struct list list; bool may_open; int64_t scheme; };

/* One form: a new round, a step. */
struct check_form {
        struct page        page;
        const char        *title, *help, *button;
        str                action, back, event;
        int64_t            version;
        struct form_field  fields[CHECK_FIELDS]; int n_fields;
        struct form_faults faults;
        bool               danger;
};

/* What stands above every page of a round. */
struct check_frame {
        struct page       page;
        struct check_data d;
        str               title;
        const char       *tab;
        bool              office, verifies;
        struct document   document;             /* its report in the register; id 0: none, or not theirs to see */
        bool              may_document;
        const struct flow_step *moves[CHECK_MOVES]; int n_moves;
};
/* `all`: papers beyond the reader's reach too, for who verifies. NOT_FOUND. */
const struct fail *check_frame_fill(struct ctx *cx, const struct request *rq, int64_t round,
                                    const char *tab, bool all, struct check_frame *ret) MUST_USE;
void check_top(struct buf *o, const struct check_frame *p);
void check_form_page(struct buf *o, const struct check_form *p);
/* Shows the form, with what was refused. */
void check_form_show(struct check_form *p, struct reply *re, const struct form *form,
                     const struct fail *why);

struct check_page {
        struct check_frame frame;
        struct list        list;
        int                n_rows, n_in, n_accepted, n_returned;
        struct check_tally all;
};
struct lagging_page { struct check_frame frame; struct list list; int n_rows; };
struct differences_page {
        struct check_frame frame;
        struct list        list;
        int                n_rows, n_open;
        str                why;         /* why points are not known; absent: they are */
};

/* ---- a unit's paper ------------------------------------------------------------------------------ */

enum paper_field { PAPER_WORDS, PAPER_REASON, PAPER_MEASURE, PAPER_UNTIL, PAPER_INPUT, PAPER_CLAIM, PAPER_GROUND,
                   PAPER_BASIS, PAPER_FIELDS };
extern const char paper_letters[PAPER_FIELDS];          /* "wrmdicyb": before "-STEM" in a form */
struct paper_input { str name, value; const char *label; str wrong, now; };
struct paper_row {
        struct check_row r;
        str              block;                 /* set on the first of its block */
        str              target, plan, percent, got, full, claim_got;
        str              give;                  /* where a figure that is missing is given */
        bool             words, causes, claims; /* which fields it has */
        bool             verified;
        str              verified_at;
        struct paper_input in[PAPER_FIELDS];
};
struct paper_page {
        struct check_frame   frame;
        struct check_paper   p;
        const struct flow_step *moves[CHECK_MOVES]; int n_moves;
        struct paper_row    *rows; int n_rows, n_behind, n_asked, n_told, n_full;
        int64_t              version;
        bool                 may_edit, late, scored, filed;
        bool                 kept;              /* the reader handed it in: another one accepts */
        str                  why;               /* why points are not known */
        str                  total, claimed;    /* total now, and with all claims */
        const struct fail   *fail;
        str                  conflict;
        struct attach_panel  files;
};

/* ---- verification ---------------------------------------------------------------------------------- */

struct verify_row {
        const struct check_paper *p;
        struct check_row          r;
        str                       held, raw, finding, data_version, wrong_v, wrong_f, wrong_d, at;
        int64_t                   version;
        bool                      drawn, open, picked, recused, locked;
        const char               *lamp;
};
struct verify_page {
        struct check_frame    frame;
        struct form_choice   *leaves; int n_leaves;
        const struct figure_leaf *leaf;         /* NULL: there is none to verify */
        struct verify_row    *rows; int n_rows, n_rest, n_open;
        bool                  all, any_locked;
        str                   fill;             /* where the department's own scores are entered; absent */
        const struct fail    *fail;
};

#endif
