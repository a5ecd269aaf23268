/* domain/target/result/appeal.h - 申诉与复核: a unit disputes a score that is shown.
 *
 * The clocks are of working days, the day something is received not counted: to appeal, from the
 * first day of the publicity period (edition: 杭州 3, 济南 15); to decide, from the day it was filed
 * (both 10); a changed result is approved again within five (济南市绩效管理条例第二十六条).
 */
#ifndef DOMAIN_TARGET_RESULT_APPEAL_H
#define DOMAIN_TARGET_RESULT_APPEAL_H

#include "core/flow/flow.h"
#include "core/flow/wait.h"
#include "domain/target/result/result.h"

enum { APPEAL_APPROVE_DAYS = 5 };
/* Those in a row's state, the first due first. */
const struct fail *appeals_waiting(struct ctx *cx, const struct wait_row *row,
                                   struct waits *t) MUST_USE;

enum appeal_state {
        APPEAL_FILED,           /* 已提出 */
        APPEAL_TAKEN,           /* 复核中 */
        APPEAL_KEPT,            /* 维持原结果 */
        APPEAL_CHANGED,         /* 决定更正; the new result waits for approval */
        APPEAL_APPROVED,        /* 更正已审定 */
        APPEAL_WITHDRAWN,       /* 已撤回 */
        APPEAL_REFUSED,         /* 不予受理 */
        APPEAL_STATES
};
extern const char *const appeal_state_words[APPEAL_STATES];
extern const struct flow appeal_flow;           /* rows in flow.c */

/* 回避: why somebody keeps out. */
enum recusal_why { RECUSAL_GAVE, RECUSAL_REVIEWED, RECUSAL_DECIDED, RECUSAL_WHYS };
extern const char *const recusal_why_words[RECUSAL_WHYS];
struct recusal { int64_t person; str name; enum recusal_why why; };

struct appeal {
        int64_t           id, run, unit, node, version;         /* node 0: the result as a whole */
        str               unit_name, node_name, text, want, answer, approval;
        enum appeal_state state;
        day               filed, due, decided, approve_due, approved;
        int64_t           filed_by, decided_by;
        str               filer, decider, approver;             /* names; of a list: none */
};

/* The last day to appeal against what a run shows. */
const struct fail *appeal_until(struct ctx *cx, const struct result_run *run, day *ret) MUST_USE;

struct appeal_wish { int64_t run, unit, node; str text, want; };
/**
 * File one, for a unit that the person may appeal for; own transaction. Who gave or reviewed the
 * figures that are disputed is listed and keeps out of it; where the whole is disputed, also who
 * registered or approved bonus and penalty, or a decision on the grade. DENIED. NOT_FOUND: the
 * unit is not in
 * the run. CONFLICT: nothing is shown, or the last day is over. INVALID: the indicator is not its
 * own, no reasons, no request; at `node`: an appeal of the unit about the same is undecided.
 */
const struct fail *appeal_file(struct ctx *cx, const struct appeal_wish *in,
                               int64_t *ret_id) MUST_USE;

/**
 * Take a step; own transaction. DENIED: also who must keep out (a sentence says why), and who filed
 * it does not decide it. CONFLICT: stale, not from this state. INVALID: no answer, no basis.
 */
const struct fail *appeal_move_on(struct ctx *cx, int64_t id, const struct flow_wish *in) MUST_USE;
/* May this person take part in deciding? NULL: yes; else DENIED with the reason. */
const struct fail *appeal_keeps_out(struct ctx *cx, const struct appeal *a) MUST_USE;

/* A correction that was approved, with what the disputed points (of the whole: the total) were in the
 * run that was appealed against, and what this run makes of them. `same`: nothing came of it, nor of
 * the grade; `gone`: this run does not assess it any more. */
struct appeal_won { int64_t id, run, unit; str unit_name, node_name; points before, after; bool same, gone; };
/* Those of the year, for a final run; asks no scope. */
const struct fail *appeals_won(struct ctx *cx, const struct result_run *run,
                               const struct appeal_won **ret, int *ret_n) MUST_USE;

/* Who may take the next step of deciding it, by name: whose post may decide on records of its year,
 * nobody whose account is shut by an absence, and nobody of those listed. Absent: nobody is left. */
const struct fail *appeal_deciders_left(struct ctx *cx, const struct appeal *a, str *ret) MUST_USE;

/* NOT_FOUND also: of a unit whose results the person does not see. */
const struct fail *appeal_find(struct ctx *cx, int64_t id, struct appeal *ret) MUST_USE;
const struct fail *appeals_list(struct ctx *cx, int64_t scheme, const struct appeal **ret,
                                int *ret_n) MUST_USE;
const struct fail *recusals(struct ctx *cx, int64_t appeal, const struct recusal **ret,
                            int *ret_n) MUST_USE;

#endif
