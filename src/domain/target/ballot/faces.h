/* domain/target/ballot/faces.h - what the pages of rating sessions show, and their handlers. */
#ifndef DOMAIN_TARGET_BALLOT_FACES_H
#define DOMAIN_TARGET_BALLOT_FACES_H

#include "domain/target/ballot/ballot.h"
#include "domain/target/lint.h"
#include "door/cli/cli.h"
#include "door/web/chart.h"
#include "door/web/list.h"

handler polls_get, poll_new_get, poll_post, poll_get, poll_edit_get, poll_edit_post, poll_move_get,
        poll_moves_post, poll_codes_post, poll_ballot_get, poll_ballots_post, poll_results_get,
        poll_unit_get, poll_file_get, poll_batches_post, poll_batch_get, poll_entries_post,
        poll_settlements_post, vote_get, vote_post, vote_ballots_post;

enum { BALLOT_COMMANDS = 4, POLL_MOVES = 4, POLL_FIELDS = 12, POLL_NUMBERS = 6 };
extern const struct command_row ballot_commands[BALLOT_COMMANDS];

/* The session of the address, if the person may see it, with its crumbs on the page. */
const struct fail *poll_open(struct ctx *cx, const struct request *rq, const char *title,
                             struct page *page, struct poll *ret,
                             enum poll_sight *ret_sight) MUST_USE;
/* "六月", the lamp of a state, the unit's score in words ("86.25", "满意", "—"). */
const char *poll_lamp(enum poll_state s);
str poll_score_str(struct ctx *cx, const struct poll *p, const struct poll_count *c, int unit);

struct polls_page { struct page page; struct list list; bool may_add; };

/* ---- terms ---- */
struct source_row { str name, weight, outside, per_unit, role; int way; };
struct part_row   { str name, mark; };
struct cut_row    { str bounds, bounds2, mark; };
struct poll_form_page {
        struct page        page;
        const char        *title, *button;
        str                action, back;
        int64_t            version;             /* 0: new */
        int64_t            scheme;
        const struct form_choice *schemes; int n_schemes;       /* new: to choose another */
        struct form_field  fields[POLL_FIELDS], numbers[POLL_NUMBERS];
        int                n_fields, n_numbers;
        struct source_row  sources[POLL_SOURCES];
        struct part_row    aspects[POLL_ASPECTS], grades[POLL_GRADES];
        struct cut_row     cuts[POLL_ROWS];
        const struct form_choice *roles; int n_roles;
        struct form_faults faults;
};

/* ---- one session ---- */
struct poll_page {
        struct page        page;
        struct poll        p;
        enum poll_sight    sight;
        const struct flow_step *moves[POLL_MOVES]; int n_moves;
        struct chart_bars  turnout;
        const struct poll_batch *batches; int n_batches;
        str                month, weight[POLL_SOURCES], aspect[POLL_ASPECTS], role[POLL_SOURCES];
        const char        *role_word[POLL_SOURCES];
        bool               may_edit, may_run, may_vote, voted, may_paper, has_codes;
        struct lint_finding *doubts; int n_doubts;      /* of the brackets, for who organises it */
        const str         *few; int n_few;              /* closed: sources that gave no or few ballots */
        str                left[POLL_SOURCES];          /* named: who has not voted, for who organises */
        int                n_left[POLL_SOURCES], n_silent;      /* how many of each, and of all */
        struct form_field  batch_fields[2];
        struct form_faults faults;
};
struct poll_move_page {
        struct page        page;
        const struct flow_step *step;
        str                action, back, help;
        int64_t            version;
        const str         *few; int n_few;
        struct form_field  fields[2]; int n_fields;
        struct form_faults faults;
};

/* ---- voting ---- */
struct vote_page { struct page page; struct form_field field; struct form_faults faults; bool done; str name; };
struct ballot_cell { str value, wrong; };
struct ballot_page {
        struct page        page;
        const struct poll_right *right;
        str                action, code;        /* code absent: a signed-in person's */
        const struct ballot_cell *cells;        /* [unit][aspect] */
        const struct fail *fail;
        str                fault_href;
};

/* ---- paper ---- */
struct batch_column { enum ballot_state state; int64_t value; str word; };
struct batch_cell { str value; bool differs; str first, second; };
struct batch_page {
        struct page        page;
        struct poll        p;
        struct poll_batch  b;
        bool               may_enter, settles;
        const struct batch_column *columns; int n_columns;      /* [0 … n): values, 不了解, 无效 */
        const struct batch_cell *cells;         /* [unit][aspect][column] */
        int                n_differ;
        struct form_field  reason;
        struct form_faults faults;
};

/* ---- results ---- */
struct poll_results_page {
        struct page        page;
        struct poll        p;
        struct list        list;
        enum poll_sight    sight;
        str                lead;
        str                silent;      /* sources with a weight from which nobody gave a mark */
        str                held;        /* units whose votes are too few to be scored in secret */
        bool               parts;
};
struct poll_unit_row { str source, aspect, weight, mean; const str *votes; int absent; };
struct poll_unit_page {
        struct page        page;
        struct poll        p;
        int                unit;
        str                score, rank;
        bool               parts;       /* of this unit */
        const str         *words; int n_words;          /* heads of the votes */
        const struct poll_unit_row *rows; int n_rows;
        const str         *lines; int n_lines;          /* how it came about */
};

#endif
