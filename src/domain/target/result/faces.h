/* domain/target/result/faces.h - what the pages and commands of results share. */
#ifndef DOMAIN_TARGET_RESULT_FACES_H
#define DOMAIN_TARGET_RESULT_FACES_H

#include "domain/document/document.h"
#include "domain/target/ballot/ballot.h"
#include "domain/target/result/cause.h"
#include "domain/target/explain.h"
#include "domain/target/result/appeal.h"
#include "domain/target/result/lack.h"
#include "domain/target/result/revised.h"
#include "domain/target/result/steps.h"
#include "door/module.h"
#include "door/web/attach.h"
#include "door/web/list.h"

enum { RESULT_COMMANDS = 4, RESULT_MOVES = 4, RESULT_FIELDS = 6, RESULT_LOSSES = 7 };
extern const struct command_row result_commands[RESULT_COMMANDS];
extern const struct attach_kind appeal_attach;

handler results_get, result_new_get, result_post, result_get, result_move_get, result_moves_post,
        result_compare_get, result_unit_get, result_unit_json_get, result_unit_pdf_get, result_grades_get,
        result_grades_post, grade_revocations_post, result_document_get, result_documents_post, result_scores_get,
        appeals_get, appeal_new_get, appeal_post, appeal_get, appeal_move_get, appeal_moves_post;

/* One form: a step, a new run, an appeal, a decision. */
struct result_form {
        struct page        page;
        const char        *title, *help, *button;
        str                action, back, event;
        str                days, first;         /* of publicity: its last day in words; its first */
        int64_t            version;             /* 0: none is sent */
        struct form_field  fields[RESULT_FIELDS]; int n_fields;
        struct form_faults faults;
        bool               danger;
        const struct lack_group *lacks; int n_lacks;    /* of publicity: what is incomplete */
        int                n_open;                      /* units */
        str                stale;                       /* what came after the run and is not in it */
        const struct appeal_won *won; int n_won;        /* of the decision: corrections that were approved */
};
/* Draw it: `form` is what was typed, `why` what is wrong with it; both NULL on the first sight. */
const struct fail *result_form_show(struct result_form *p, struct reply *re,
                                    const struct form *form, const struct fail *why);
/* The form is for this step: its words, and the day and the number that it asks for. The day is
 * named `label` and begins as `on`. */
void result_form_step(struct ctx *cx, struct result_form *p, const struct flow_step *s,
                      const char *label, day on);

/* May a document be made of it: it has left the office's desk, and is not replaced. */
bool result_may_circulate(const struct result_run *run);
/* The score statements of all units that the person may see (or of these: NOT_FOUND if one is not),
 * in a doc writer's format, as one ZIP; `waits` as bundle_zip(). */
struct result_statements_wish { const struct result_run *run; const char *as; int64_t *units; int n_units; };
const struct fail *result_statements(struct ctx *cx, const struct result_statements_wish *w,
                                     bool waits, str *ret_name, str *ret_zip) MUST_USE;

struct results_page { struct page page; struct list list; bool may_run; str lead; };

/* ---- a run: the ranking ------------------------------------------------------------------------- */

struct rank_row {
        const struct result_unit *u;
        str  moved;                     /* places since run_page.before; absent: none */
        bool detail;
        str  tie;                       /* how equal totals were parted; absent: none */
        const char *reason;             /* of the grade */
        bool waits;                     /* a total of the group may change: rank and grade are provisional */
};
struct quota_row { str group, grade; int competing, quota, used, outside, over; };
struct run_page {
        struct page        page;
        struct result_run  run, before;         /* before: what the ranks are compared with; id 0: none */
        struct edition     e;           /* head only */
        str                lead, scope;
        struct list        list;
        const struct quota_row *quotas; int n_quotas;
        const struct flow_step *moves[RESULT_MOVES]; int n_moves;
        bool               graded, may_decide, may_run, office, may_document;
        struct document    document;            /* of the register; id 0: none that the reader may see */
        int                n_waiting, n_due, n_leaves;
        const struct revised *revised; int n_revised;   /* figures corrected since */
        day                appeal_until;
        const char        *state;       /* a word */
        bool               ahead;       /* its publicity is ordered and has not begun */
};

/* ---- a unit of a run ------------------------------------------------------------------------------ */

struct sum_part { str name, value, small; char op; };           /* op: '+' '-' or 0 for the first */
struct tree_line {
        const struct edition_node *x;
        int     node;
        str     full, method, inputs, got, lost;
        bool    open, na, losing;
        points  waits, below;           /* of the full score: not scored for want of a figure; lost */
};
struct loss_bar { str name, label; int x, y, h; bool gain, bar, waits; };      /* waits: not scored, no loss */
/* got: what the page shows large beside the title, in place of the line; sources: those stand with it. */
struct rung { const char *title; const struct explain_line *line; int n; str got; bool sources; };
/* A figure that went in: where it came from; `who` says it in one sentence. A target has no
 * `way`. */
struct source_line {
        str     when, what, value, who, href;
        str     giver, post, at, reviewer, reviewed;    /* absent: none */
        str     since;                  /* what it was corrected to since; absent: it counts still */
        const char *way;                                /* figure_source_words; NULL: of the target book */
        int64_t no;                                     /* which entry of it */
        str     origin;                                 /* of a computed one: as figure.origin */
        const struct poll_told *poll;                   /* by people's votes: how they came to it; NULL: not */
};
/* Who gave what an input rests on (basis.source: figure.id, -goal.id, 0: none), when, and where to see it. */
const struct fail *source_told(struct ctx *cx, int64_t id, struct source_line *o) MUST_USE;
/* A unit's score with all it rests on: the run's inputs computed again. */
struct unit_case { struct result_basis b; struct result_outcome o; int u, g, slot; struct polls_kept *polls; };
points case_full(const struct unit_case *c, int node);
points case_points(const struct unit_case *c, int node);
/* Is the node of the unit's group, and due? */
bool   case_there(const struct unit_case *c, int node);
/* Of each node [scheme.n_nodes]: what below it is not scored for want of figures, in its own
 * points. */
const points *case_waits(struct ctx *cx, const struct unit_case *c);
/* Points as people read them, in hundredths; explanations have every digit. */
str    points_two(struct ctx *cx, points p);

/* A node explained: page, document and JSON say the same. */
struct told {
        const struct edition_node *x;
        str    got, method, share, fold;        /* 7.50 / 10; 方法 F1 第 1 版; 计入总分 3 分; 7.5 × 40 ÷ 100 = 3 */
        struct rung *rungs; int n_rungs;
        const struct source_line *sources; int n_sources;
        bool   sources_shown;           /* on the page with the rung of the figures, not below */
};
const struct fail *node_tell(struct ctx *cx, const struct unit_case *c, int node,
                             struct told *ret) MUST_USE;
/* Blocks, factor, effects: the lines from the parts to the unit's total. */
void total_tell(struct ctx *cx, const struct unit_case *c, struct explain *ret);
struct unit_page;
/* The same with the unit's rank and grade and why: p->totals, for page and document. */
void totals_tell(struct ctx *cx, struct unit_page *p);
extern const char *const rung_titles[EXPLAIN_KINDS];

struct total_line { const char *title; str text; };     /* title NULL: goes on with the one before */
struct unit_page {
        struct page        page;
        struct result_run  run;
        struct result_unit u;
        struct edition     e;
        str                title, scope, lead, total_note, total;
        struct lead_part   leads[4]; int n_leads;       /* lead, sentence by sentence */
        str                if_met;              /* what the target would have brought, of the opened leaf; "" */
        const struct total_line *totals; int n_totals;          /* sum, rank, grade, step by step */
        const struct sum_part *sum; int n_sum;
        const struct loss_bar *bars; int n_bars; int width;
        const struct tree_line *lines; int n_lines;
        const struct lack_line *lacks; int n_lacks;     /* not scored: no loss */
        points             stake;               /* what they may still bring the total */
        struct told        told;                /* the opened node; x NULL: none */
        struct { str kind, title, basis, by, counts, why; day on; int64_t id; } *effects; int n_effects;
        const struct unit_case *c;
        struct polls_kept *polls;               /* given where several units are filled; NULL: its own */
        const struct revised *revised; int n_revised;   /* of this unit */
        bool               may_appeal, differs;
        int64_t            leaf;
};

/* ---- two runs ---------------------------------------------------------------------------------------- */

struct changed_unit {
        str name, group, before, after, rank_before, rank_after;
        const struct run_cause *causes; int n_causes, n_more;
};
struct changed_input { str unit, leaf, month, before, after; };
struct compare_runs {
        struct page        page;
        struct result_run  run, other;
        struct form_choice *choices; int n_choices;
        bool               chosen, edition;
        const struct changed_unit *units; int n_units;
        const struct changed_input *inputs; int n_inputs, n_more;
        int                months, n_later;     /* months that both have; figures of those that one has */
        int                effects_before, effects_after, decisions_before, decisions_after;
};

struct grades_page {
        struct page        page;
        struct result_run  run;
        const struct grade_row *rows; int n_rows;
        struct form_field  fields[RESULT_FIELDS]; int n_fields;
        struct form_faults faults;
        bool               may;
        str                closed;      /* why no decision is taken any more; empty: one may be */
};

struct appeals_page { struct page page; struct list list; };
struct appeal_page {
        struct page        page;
        struct appeal      a;
        struct result_run  run;
        const struct recusal *recusals; int n_recusals;
        const struct flow_step *moves[RESULT_MOVES]; int n_moves;
        str                deciders;            /* who may take the next step; absent: nobody, or it is over */
        bool               open;                /* there is a next step to decide */
        str                keeps_out;           /* why this person keeps out; absent: does not */
        struct attach_panel files;
        bool               late, detail;        /* detail: the person may see the score it is about */
};

/* Results and appeals open to the reader's scheme of the newest year. */
void run_crumbs(struct ctx *cx, struct page *p, const struct result_run *run, str name);
/* The unit's explanation as a document (得分说明). */
struct doc;
const struct fail *unit_document(struct ctx *cx, const struct unit_page *p,
                                 struct doc **ret) MUST_USE;
/* With the leaf opened; today: and with what has become of what lacks, which a document, read another
 * day, leaves out. */
const struct fail *unit_page_fill(struct ctx *cx, const struct result_run *run, int64_t unit, int64_t leaf, bool today,
                                  struct unit_page *p) MUST_USE;

#endif
