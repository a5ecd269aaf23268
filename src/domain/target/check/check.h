/* domain/target/check/check.h - half-year checks and self-assessments (半年检查、年终自评).
 *
 * The office opens a round; each unit gets one page of it, a paper. What the system has already
 * (target, figure, schedule) stands there to be read; asked for is only what it cannot know: why
 * an indicator is behind, what is done about it, until when; in a self-assessment also a claim
 * where the unit holds a figure to be wrong. The department that assesses an indicator verifies
 * the claims and a drawn sample. A value verified otherwise becomes a correction of the figure
 * (figure_verify_in), so that its place, its lock and who gave it stay true; nothing is kept twice.
 *
 * With its submission a paper keeps what the unit saw: a report says the same a year later.
 */
#ifndef DOMAIN_TARGET_CHECK_CHECK_H
#define DOMAIN_TARGET_CHECK_CHECK_H

#include "core/flow/flow.h"
#include "core/flow/wait.h"
#include "domain/document/document.h"
#include "domain/target/goal/goal.h"
#include "domain/target/year/figure.h"

enum check_kind { CHECK_HALF, CHECK_SELF, CHECK_KINDS };
enum check_state { CHECK_OPEN, CHECK_CLOSED, CHECK_STATES };
enum { CHECK_WAITS = 3 };
extern const struct wait_row check_waits[CHECK_WAITS];
enum paper_state { PAPER_DRAFT, PAPER_SUBMITTED, PAPER_RETURNED, PAPER_ACCEPTED, PAPER_STATES };
/* Where an indicator stands against its schedule. */
enum check_light {
        CHECK_ON,               /* 达到序时 */
        CHECK_BEHIND,           /* 落后序时 */
        CHECK_NOT_BEGUN,        /* 未启动: nothing reached, or no figure though one was due */
        CHECK_NOT_DUE,          /* 未到期: no figure is due yet */
        CHECK_PLAIN,            /* 无量化目标 */
        CHECK_LIGHTS
};
enum check_verdict { CHECK_UNVERIFIED, CHECK_AGREED, CHECK_DIFFERS, CHECK_VERDICTS };
extern const char *const check_kind_words[CHECK_KINDS], *const check_state_words[CHECK_STATES],
                  *const paper_state_words[PAPER_STATES], *const check_light_words[CHECK_LIGHTS],
                  *const check_light_lamps[CHECK_LIGHTS], *const check_verdict_words[CHECK_VERDICTS];
extern const struct flow check_flow, paper_flow;        /* rows in flow.c */

enum {
        CHECK_WORDS_MOST = 500, /* characters of a sentence */
        CHECK_DAYS_MOST = 60,   /* working days of a round */
        CHECK_AGAIN_DAYS = 3,   /* working days after a return */
};

/* ---- rounds ---------------------------------------------------------------------------------- */

struct check_round {
        int64_t          id, scheme, edition, seed, version;
        int              number, year, period, line, sample;
        enum check_kind  kind;
        enum check_state state;
        bool             lagging;
        day              opened, due;
        str              scheme_name, group, note, words;       /* group: absent: all */
        int64_t          county;
};
struct check_wish {
        int64_t         scheme;
        enum check_kind kind;
        int             period, days, line, sample;     /* period 0 … 11 */
        int64_t         group;                          /* scheme_group of the newest edition; 0: all */
        bool            lagging;
        str             note;
};
/**
 * Open a round: a paper for each unit, a message to each and to those who verify; own transaction.
 * The deadline is the days-th working day after today.
 * DENIED without CHECK_RUN over the county. INVALID with the field: a month that has not come, a
 * group without units, numbers out of bounds. CONFLICT: a round of the kind is open in the scheme.
 */
const struct fail *check_open(struct ctx *cx, const struct check_wish *w, int64_t *ret_id) MUST_USE;
/* One round, as whoever sees targets of its scheme may. NOT_FOUND. */
const struct fail *check_round_read(struct ctx *cx, int64_t id, struct check_round *ret) MUST_USE;
/* extend (day), close and reopen (reason). DENIED, CONFLICT (stale, not from this state),
 * INVALID. */
const struct fail *check_move(struct ctx *cx, int64_t id, const struct flow_wish *in) MUST_USE;
/* "2024 年上半年检查", "2024 年 10 月年终自评" in the reader's language. */
str check_title(struct ctx *cx, const struct check_round *r);

/* ---- papers ------------------------------------------------------------------------------------ */

struct check_line {
        int64_t            id, paper, stem, version;    /* id 0: nothing was written yet */
        str                words, reason, measure;
        day                until;
        str                input, claim, ground, basis; /* claim absent: the figure is accepted */
        bool               frozen;                      /* what follows is as it was submitted */
        enum check_light   light;
        str                shown;
        int64_t            figure, plan, target;        /* figure 0: there was none */
        bool               has_plan, has_target;
        int                places;
        enum check_verdict verdict;
        str                verified, finding, data_version;
        int64_t            correction, verified_by, verified_at;
};
struct check_paper {
        int64_t            id, round, unit, version, submitted_by;
        enum paper_state   state;
        day                due, submitted;
        str                opinion, name, brief, code;
        str                by;                  /* whose act the submission was; absent: nobody's, or not read */
};
struct check_figure { int64_t unit, stem, id, value; int16_t period; uint8_t places, state; bool na; str input; };
/* One indicator of a unit as its paper shows it. */
struct check_row {
        const struct figure_leaf *l;
        int              main;                  /* index of the input in question: the main or the claimed one */
        int64_t          figure;                /* its newest figure; 0: none */
        int              period, places;
        int64_t          value;
        bool             na;
        enum figure_state state;
        str              text;                  /* every input's figure, in words; "—" where none */
        bool             missing;               /* a later month was due and has no figure */
        bool             has_target, has_plan;
        int64_t          target, plan;          /* at `places` */
        enum check_light light;
        bool             full;                  /* of a self-assessment in work: it has all its points */
        bool             asked;                 /* a sentence is asked for: behind, or qualitative; not where full */
        struct check_line line;
};
/* All that rows of a round are made of, of one unit or (0) of all. */
struct check_data {
        struct check_round  round;
        struct figure_year  y;
        const struct check_paper *papers; int n_papers;         /* by group and place */
        const struct check_line  *lines;  int n_lines;          /* by paper and stem */
        const struct goal_target *goals;  int n_goals;          /* by unit and stem */
        const struct check_figure *figures; int n_figures;      /* by unit, stem, newest month first */
        const struct check_figure *kept; int n_kept;            /* by id: what submitted papers rest on */
        const struct check_score  *score;       /* of a self-assessment with papers in work; else NULL */
};
/* Papers of units within the reader's TARGET_VIEW, unless `all`. */
const struct fail *check_data_read(struct ctx *cx, int64_t round, int64_t unit, bool all,
                                   struct check_data *ret) MUST_USE;
/* The rows of one of its papers, in the order of the scheme. As submitted, once it is. */
void check_rows(struct ctx *cx, const struct check_data *d, const struct check_paper *p,
                const struct check_row **ret, int *ret_n);
/* The line of a paper, or NULL. */
const struct check_line *check_line_of(const struct check_data *d, int64_t paper, int64_t stem);
/* Index of a unit in the round's edition, of an input of a leaf, or -1; the newest figure, or
 * NULL. */
int check_unit_at(const struct check_data *d, int64_t unit);
int check_input_at(const struct figure_leaf *l, str key);
const struct check_figure *check_figure_at(const struct check_data *d, int64_t unit, int64_t stem,
                                           str input);
/* Pure: where a value stands. `due`: a figure was due by then. */
enum check_light check_light_of(const struct check_row *r, int line, bool due);
/* Reached of the year's target and of the schedule, in tenths of a percent, half up; -1: none. */
int check_reached(const struct check_row *r);
int check_planned(const struct check_row *r);

/* NOT_FOUND: no such paper, or not the reader's to see. */
const struct fail *check_paper_find(struct ctx *cx, int64_t id, struct check_paper *ret) MUST_USE;
/**
 * Write the lines of a draft or returned paper, those that are given; own transaction.
 * DENIED without FIGURE_EDIT over the unit. INVALID with the field (w-STEM …): no date, a claim
 * that is no figure, or without ground and basis, or equal to what stands there. CONFLICT: stale
 * (says who), submitted already, the round is closed, a claim where no reviewed figure stands, an
 * indicator that the edition in force has no more.
 */
const struct fail *check_lines_put(struct ctx *cx, int64_t paper, int64_t version,
                                   const struct check_line *lines, int n) MUST_USE;
/* Two hands: nobody accepts what he handed in. */
bool check_keeps_out(struct ctx *cx, const struct check_paper *p, const struct flow_step *s);
/**
 * submit, recall, return, accept, again. DENIED, also by check_keeps_out(). CONFLICT: stale, not
 * from this state, the round is closed; submitted though a sentence is missing (INVALID, naming
 * the indicator); recalled after a line was verified; accepted while a claim is not verified.
 */
const struct fail *check_paper_move(struct ctx *cx, int64_t id,
                                    const struct flow_wish *in) MUST_USE;
/* Submitted after its deadline, or not yet submitted though that has passed. */
bool check_is_late(const struct check_paper *p, day today);

/* ---- verification ---------------------------------------------------------------------------------- */

struct check_verify {
        int64_t paper, stem, version;   /* of the line */
        str     raw, finding, data_version;
};
/**
 * Verify lines of one round, all or none; own transaction. A value that is not what stands there
 * becomes a correction of the figure. DENIED: not the assessing department's person; one's own unit
 * (回避). INVALID with the field (v-PAPER, f-PAPER, d-PAPER): no figure, no finding where it differs
 * from what the unit holds, the month is locked and no version of the data is given. CONFLICT: not
 * submitted, stale, the round is closed, the indicator's edition was replaced. *ret_n: corrections.
 */
const struct fail *check_verify(struct ctx *cx, int64_t round, const struct check_verify *list,
                                int n, int *ret_n) MUST_USE;
/* May the person verify this indicator for this unit? NULL, or DENIED with the reason. */
const struct fail *check_may_verify(struct ctx *cx, const struct figure_year *y,
                                    const struct figure_leaf *l, int64_t unit) MUST_USE;
/**
 * The draw: of n places (unit and indicator codes) the ceil(n · share / 100) whose SM3 of
 * "seed|unit|indicator", as hex, is smallest. Anybody can do it again. ret is [n].
 */
struct check_place { str unit, leaf; };
void check_draw(struct arena *a, int64_t seed, int share, const struct check_place *list, int n,
                bool *ret);
/* The draw of an indicator over the submitted papers of a round without a claim: ret is
 * [n_papers]. */
void check_sample(struct ctx *cx, const struct check_data *d, int leaf, bool *ret);

/* How far a paper is: what must be verified (claims, drawn), and what was. ret is [n_papers]. */
struct check_tally { int on, behind, not_begun, asked, told, claims, claims_done, drawn, drawn_done, differs; };
void check_tallies(struct ctx *cx, const struct check_data *d, struct check_tally *ret);

/* ---- points -------------------------------------------------------------------------------------------- */

/* The engine over the figures as they stand; `none` where the scheme cannot be computed yet, `broken` where the
 * database failed. */
struct result_basis;
struct result_outcome;
struct check_score {
        bool none; str why; const struct fail *broken;
        struct result_basis *basis; struct result_outcome *out;
};
void check_score_of(struct ctx *cx, const struct check_data *d, struct check_score *ret);
/* An indicator's points and full score for a unit; false: not due, or not computed. */
bool check_points(const struct check_score *s, int64_t unit, int64_t stem, points *ret_got,
                  points *ret_full);
/* The unit's total with another value (10^-places) at one place; false as above. */
bool check_total_with(struct ctx *cx, const struct check_score *s, int64_t unit, int64_t stem,
                      str input, int period, int64_t value, int places, points *ret_total);

struct check_difference {
        const struct check_paper *paper;
        struct check_row row;
        points by_claim, by_verified;   /* change of the total against the figure as submitted */
        bool   has_claim, has_verified; /* those could be computed */
};
/* Every line claimed or verified otherwise than the figure, by paper. */
void check_differences(struct ctx *cx, const struct check_data *d, const struct check_score *s,
                       const struct check_difference **ret, int *ret_n);

/* ---- out ------------------------------------------------------------------------------------------------ */

/* The report on a round as an official document: overall, by group, lagging targets with causes and
 * measures, in a self-assessment the differences. */
const struct fail *check_report(struct ctx *cx, const struct check_data *d,
                                struct doc **ret) MUST_USE;
/* The same for the register. INVALID: no series for its kind, with where to set one up; *ret is
 * whole but for that. */
const struct fail *check_report_wish(struct ctx *cx, const struct check_data *d,
                                     struct document_wish *ret) MUST_USE;
const struct fail *check_demo(struct ctx *cx) MUST_USE;

#endif
