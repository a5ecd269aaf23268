/* domain/target/result/steps.h - the life of a run: released, shown, decided, published, archived. */
#ifndef DOMAIN_TARGET_RESULT_STEPS_H
#define DOMAIN_TARGET_RESULT_STEPS_H

#include "core/flow/flow.h"
#include "core/flow/wait.h"
#include "domain/target/result/result.h"

/* What waits of runs and appeals: rows in flow.c. A row of runs has their stage and state in one
 * number. */
enum { RESULT_WAITS = 9 };
extern const struct wait_row result_waits[RESULT_WAITS];
#define RESULT_AT(stage, state) ((stage) * RESULT_STATES + (state))
/* The newest runs of a row's stage and state of which nothing later has come (what was only computed since comes of
 * nothing but what waits to be computed); of publicity those whose days, and the days to appeal, are over. */
const struct fail *result_waiting(struct ctx *cx, const struct wait_row *row,
                                  struct waits *t) MUST_USE;
/* Rows in flow.c; which of them a stage knows is result_step_fits(). */
extern const struct flow result_flow;
bool result_step_fits(const struct result_run *run, const struct flow_step *s);

/**
 * Take a step with a run; its own transaction.
 *
 *   release   a month's run: units see the ranking of their group; an older one of the month is replaced
 *   open      公示 from `day` on, working days of the edition, the first one counted (G-40), with `to`, who takes
 *             objections; the run was computed
 *             after its year ended; where totals wait, with a reason and `seen`: the list was shown and accepted
 *   close     only after the last day of it, and with no appeal undecided
 *   decide    the final run: with day and basis of the meeting; where it differs from what was shown,
 *             every changed unit has an approved appeal or the run's reason
 *   publish   with day and document of the circular
 *   archive   nothing is computed any more
 *
 * open and decide want a reason and `seen` where what counts has changed since the run was computed (stale.h), decide
 * also where an appeal that was won changed nothing; the trail names what the step went past.
 *
 * DENIED; CONFLICT: stale, not from this state, too early; INVALID with the field.
 */
const struct fail *result_step(struct ctx *cx, int64_t run, const struct flow_wish *in) MUST_USE;

/* If it is shown from this day on: the last day of publicity and of appeals, and how many working
 * days the edition wants. */
const struct fail *result_public_days(struct ctx *cx, const struct result_run *run, day from, day *ret_until,
                                      day *ret_appeal, int *ret_n) MUST_USE;
/* May a decision on a grade still take effect? CONFLICT: the year is archived, and no run follows. */
const struct fail *grade_may_change(struct ctx *cx, int64_t scheme) MUST_USE;
/* 等次决定: by the leading body, with a reason; counts from the next run on. RESULT_DECIDE. CONFLICT: archived.
 * INVALID: the unit is not assessed, no such grade, no reason, no basis, a day to come. */
struct grade_wish { int64_t scheme, unit; str grade, reason, decided_by; day decided; };
const struct fail *grade_decide(struct ctx *cx, const struct grade_wish *in,
                                int64_t *ret_id) MUST_USE;
/* Taken back; CONFLICT: stale, it was taken back before, or the year is archived. */
const struct fail *grade_revoke(struct ctx *cx, int64_t id, int64_t version) MUST_USE;
struct grade_row { int64_t id, unit, version; str unit_name, grade, reason, decided_by; day decided, revoked; };
const struct fail *grade_decisions(struct ctx *cx, int64_t scheme, const struct grade_row **ret,
                                   int *ret_n) MUST_USE;

#endif
