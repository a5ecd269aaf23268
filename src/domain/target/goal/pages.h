/* domain/target/goal/pages.h - what the pages of target books show: structs of their templates. */
#ifndef DOMAIN_TARGET_GOAL_PAGES_H
#define DOMAIN_TARGET_GOAL_PAGES_H

#include "domain/document/document.h"
#include "domain/target/goal/goal.h"
#include "domain/target/goal/goal.sql.h"
#include "domain/target/use/rectify.h"
#include "door/web/batch.h"
#include "door/web/list.h"

handler goals_get, goals_new_get, goals_post, goal_issues_get, goal_issues_post, goal_get, goal_grid_get,
        goal_lines_post, goal_posts_get, goal_posts_post, goal_move_get, goal_moves_post, goal_talks_post,
        goal_special_post, goal_adjust_get, goal_adjust_post, goal_compare_get, goal_file_get,
        goal_documents_post, goals_pack_get,
        goal_county_get, goal_county_post, goal_checks_get, goal_gaps_post;

enum { GOAL_BATCHES = 1 };
extern const struct batch_row goal_batches[GOAL_BATCHES];

enum { GOAL_MOVES = 8, GOAL_COLS = 10 };

struct goals_page {
        struct page page;
        struct list list;
        int64_t     scheme;             /* chosen; 0: there is none */
        str         scheme_name;
        int         n_state[GOAL_STATES], n_all, n_unsigned, n_without;
        bool        may_open, may_review, may_issue;
};

/* What stands above every page of one book. */
struct goal_frame {
        struct page      page;
        struct goal_book b;
        const char      *tab;
        bool             may_edit, may_adjust, may_talk, may_special, may_document;
        struct document  document;      /* of the register; id 0: none that the reader may see */
        const struct flow_step *moves[GOAL_MOVES]; int n_moves;
        str              kept;          /* why the reader does not pass what waits for it; absent: no such reason */
        const struct goal_fault *faults; int n_faults, n_grave;
        const struct goal_numbers *numbers; int n_numbers;      /* of the same unit, oldest first */
};
const struct fail *goal_frame_fill(struct ctx *cx, const struct request *rq, int64_t id,
                                   const char *title, const char *tab,
                                   struct goal_frame *ret) MUST_USE;
void goal_top(struct buf *o, const struct goal_frame *p);

struct goal_row {
        const struct goal_line *l;
        str  name, value, last, change, quarter[GOAL_QUARTERS], block;
        const char *block_word;         /* instead of block: 方案已无的指标 */
        bool begins;                    /* the first of its block */
        str  parted;                    /* posts: 2 个岗位 */
};
struct goal_said { const char *what; str who, when, words, about; const char *state; };
struct goal_page {
        struct goal_frame frame;
        const struct goal_row *rows; int n_rows, n_given;
        const struct goal_said *said; int n_said;
        const struct form_choice *about; int n_about;
        str  on;                        /* ?on=DAY as asked; empty: not */
        const struct rectify_item *rectify; int n_rectify;      /* what it took up of a rectification list */
        bool sound;                     /* the kept digest is that of the book as it stands */
        struct form_field special;
};

struct goal_cell { str text, wrong; };
struct goal_grid_row { str key, name, measure, last; const char *block_word; str block; bool begins;
                       struct goal_cell cell[GOAL_COLS]; };
struct goal_grid_page {
        struct goal_frame frame;
        const struct goal_grid_row *rows; int n_rows;
        const struct form_choice *sections; int n_sections;
        int64_t version;
        const struct fail *fail;
        str conflict;
};

struct goal_post_row { str id, title, person, value; const char *wrong; };
struct goal_posts_page {
        struct goal_frame frame;
        const struct goal_line *l;
        str value, action;
        struct goal_post_row *rows; int n_rows;
        int64_t version;
        const struct fail *fail;
};

struct goal_form_page {
        struct page page;
        const struct goal_frame *frame; /* NULL: of no one book */
        const char *title, *help, *button;
        str action, back, event;
        int64_t version;
        struct form_field fields[6]; int n_fields;
        struct form_faults faults;
        bool danger;
        const struct goal_fault *list; int n_list;      /* what stands against it */
};
void goal_form_page(struct buf *o, const struct goal_form_page *p);

struct goal_change_row { const char *what; str name, before, after; };
struct goal_compare_page {
        struct goal_frame frame;
        struct goal_book other;
        const struct form_choice *choices; int n_choices;
        const struct goal_change_row *rows; int n_rows;
        bool chosen;
};

struct goal_county_row { str stem, name, measure, value, basis, version, sum, units, wrong; bool adds; };
struct goal_county_page {
        struct page page;
        int64_t scheme;
        str     scheme_name;
        const struct goal_county_row *rows; int n_rows;
        bool    may_edit;
        const struct fail *fail;
};

struct goal_check_row {
        const struct goal_county *r;
        str value, sum, gap, units, range, gap_at;
        const char *lamp, *word;
};
struct goal_check_unit { str name, say, href; bool grave; };
struct goal_check_share { str name, value, href; const char *state; };
struct goal_checks_page {
        struct page page;
        int64_t scheme, stem;           /* stem chosen; 0: none */
        str     scheme_name;
        const struct goal_check_row *rows; int n_rows, n_broken, n_equal, n_explained, n_free;
        const struct goal_check_share *shares; int n_shares;
        const struct goal_check_row *chosen;
        const struct goal_check_unit *units; int n_units, n_books;
        bool    may_explain;
        struct form_field reason;
        struct form_faults faults;
};

#endif
