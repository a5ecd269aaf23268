/* domain/target/use/rectify.h - 整改清单: what a unit has to put right after a published result.
 *
 * Four things of a result make a problem: a leaf where a unit lost more than a share of its full
 * score; a penalty, ceiling or veto; an appeal or a verification that led to another figure; and
 * the lowest grade itself, which wants a written report within a month of publication (咸宁). The
 * office chooses which of them are listed. An item may be carried into the target book of a later
 * year.
 */
#ifndef DOMAIN_TARGET_USE_RECTIFY_H
#define DOMAIN_TARGET_USE_RECTIFY_H

#include "core/calendar/calendar.h"
#include "core/flow/flow.h"
#include "core/flow/wait.h"
#include "domain/target/use/use.h"

enum rectify_kind { RECTIFY_LEAF, RECTIFY_EFFECT, RECTIFY_APPEAL, RECTIFY_FIGURE, RECTIFY_REPORT,
                    RECTIFY_KINDS };
extern const char *const rectify_kind_words[RECTIFY_KINDS];     /* 失分, 扣分和否决 … */
enum { RECTIFY_USUAL_SHARE = 200000, RECTIFY_REPORT_MONTHS = 1, RECTIFY_PICKS = 500 };

enum rectify_state { RECTIFY_LISTED, RECTIFY_WORKING, RECTIFY_DONE, RECTIFY_VERIFIED, RECTIFY_CLOSED,
                     RECTIFY_DROPPED, RECTIFY_STATES };
extern const char *const rectify_state_words[RECTIFY_STATES];
extern const struct flow rectify_flow;
enum { RECTIFY_WAITS = 4 };
extern const struct wait_row rectify_waits[RECTIFY_WAITS];

/* ---- what could be listed ----------------------------------------------------------------------- */

struct rectify_candidate {
        enum rectify_kind kind;
        int64_t unit, ref, node;        /* unit: who is to put it right: of a wrong figure or a won appeal who made the
                                         * mistake; node: scheme_node.id; 0: about no indicator */
        str     unit_name, title, problem;
        points  lost;                   /* as the total has it; 0: not known */
        int64_t share;                  /* of a leaf's full score, millionths */
        bool    listed;                 /* it is on the list already */
        str     key;                    /* "0-12-345": kind, unit, ref */
};
/* Of a published run, of units whose detail the person sees: leaves that lost at least `share`
 * (millionths) of their full score, and all the rest; group 0: all. In order of unit and kind. */
const struct fail *rectify_candidates(struct ctx *cx, const struct result_run *run, int64_t share,
                                      int64_t group, const struct rectify_candidate **ret,
                                      int *ret_n) MUST_USE;

struct rectify_wish { int64_t run, share; const str *keys; int n; enum due_unit unit; int days; };
/**
 * Put the chosen candidates on the list; own transaction. RESULT_RUN. The term begins today; a
 * report on the lowest grade is due a month after publication. INVALID: nothing chosen, a term of
 * none; CONFLICT: not published. What is listed already is passed over.
 */
const struct fail *rectify_put(struct ctx *cx, const struct rectify_wish *w, int *ret_n) MUST_USE;

/* ---- items --------------------------------------------------------------------------------------- */

struct rectify_item {
        int64_t id, run, scheme, unit, ref, node, version, book;        /* book: 0, or who took it up */
        int     no, year;
        enum rectify_kind  kind;
        enum rectify_state state;
        str     unit_name, title, problem, cause, measure, section;
        points  lost;
        day     due;
};
struct rectify_filter { int64_t run; int state; int64_t after; int take; };     /* run 0, state -1: any */
/* By id, of units in reach; `take` at most. */
const struct fail *rectify_list(struct ctx *cx, const struct rectify_filter *by,
                                const struct rectify_item **ret, int *ret_n) MUST_USE;
const struct fail *rectify_find(struct ctx *cx, int64_t id, struct rectify_item *ret) MUST_USE;
/* "2024-12", as people name it. */
str  rectify_name(struct ctx *cx, const struct rectify_item *x);
bool rectify_is_open(enum rectify_state s);

struct rectify_said { str event, who, words; enum rectify_state state; int64_t at; };
const struct fail *rectify_said(struct ctx *cx, int64_t id, const struct rectify_said **ret,
                                int *ret_n) MUST_USE;

/* The unit's plan, while the item is open; RECTIFY_EDIT. The office (RESULT_RUN) may also move the
 * term: `due` DAY_NONE leaves it. CONFLICT: stale, or closed. */
struct rectify_plan { str cause, measure, section; day due; };
const struct fail *rectify_plan(struct ctx *cx, int64_t id, int64_t version,
                                const struct rectify_plan *p) MUST_USE;
const struct fail *rectify_note(struct ctx *cx, int64_t id, str words) MUST_USE;
/* INVALID: begun without cause and measure, a step without the words that it asks. */
const struct fail *rectify_move(struct ctx *cx, int64_t id, const struct flow_wish *in) MUST_USE;

/**
 * Write it into the unit's target book of the newest scheme after the result's year: the book is
 * begun where there is none, the indicator's line gets the note 来自整改…, and the negotiation the
 * words. GOAL_EDIT of that year. CONFLICT: it was taken up already, no later scheme, the book is no
 * draft.
 */
const struct fail *rectify_to_goal(struct ctx *cx, int64_t id, int64_t version,
                                   int64_t *ret_book) MUST_USE;
/* What a target book took up. */
const struct fail *rectify_of_book(struct ctx *cx, int64_t book, const struct rectify_item **ret,
                                   int *ret_n) MUST_USE;

#endif
