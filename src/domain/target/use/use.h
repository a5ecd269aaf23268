/* domain/target/use/use.h - 结果运用: a unit's years side by side, what they lead to, rewards.
 *
 * Only a year that was published counts (final run, 已公布 or 已归档), and a year that was imported
 * because it was published before the program was here (历史导入). The lowest grade of the newest
 * scheme is "unqualified" in every year: grades are compared by name.
 */
#ifndef DOMAIN_TARGET_USE_USE_H
#define DOMAIN_TARGET_USE_USE_H

#include "core/flow/flow.h"
#include "domain/target/result/result.h"

/* The county's published run of a year (0: the newest) that the person may see. NOT_FOUND: none. */
const struct fail *use_run(struct ctx *cx, int year, struct result_run *ret) MUST_USE;
/* Years that have one, the newest first. */
enum { USE_YEARS = 32 };
const struct fail *use_years(struct ctx *cx, int ret[USE_YEARS], int *ret_n) MUST_USE;

/* ---- history --------------------------------------------------------------------------------- */

struct use_year {
        int64_t unit, run;              /* run 0: imported */
        int     year, rank, of;         /* of 0: not known */
        str     group, grade, scheme;   /* scheme: its name, or the document of an imported one */
        points  total;
        bool    lowest;                 /* the grade is the lowest there is */
        str     effects;                /* ceilings and vetoes; absent: none */
};
/* Of one unit, the newest first. DENIED, NOT_FOUND as of auth_see(). */
const struct fail *use_history(struct ctx *cx, int64_t unit, const struct use_year **ret,
                               int *ret_n) MUST_USE;

struct history_wish {
        int64_t unit;
        int     year, rank, of;
        str     group, grade, note;
        points  total;
};
/**
 * Keep years of before, inside a transaction. RESULT_RUN over the county. Row by row: INVALID names
 * the row: the year is published here already or is to come, the rank is past the number of units,
 * a mark below −1,000 or above 10,000; a year that is there is replaced.
 */
const struct fail *history_put_in(struct ctx *cx, int64_t county, int64_t batch, str source,
                                  const struct history_wish *w, int n) MUST_USE;

/* ---- proposals --------------------------------------------------------------------------------- */

struct use_rule { const char *code; int least, most; const char *what, *basis; };
extern const struct use_rule use_rules[];
extern const int             n_use_rules;
const struct use_rule *use_rule_of(str code);           /* NULL: none */

enum use_state { USE_PROPOSED, USE_CONFIRMED, USE_DECLINED, USE_STATES };
extern const char *const use_state_words[USE_STATES];
extern const struct flow use_flow;                      /* confirm, decline */

struct use_proposal {
        int64_t        id, run, unit, version;
        int            year;
        str            unit_name, years, reason, basis;
        const struct use_rule *rule;    /* NULL: a rule that is no more */
        enum use_state state;
        day            decided;
};
/* Which rules a unit's years meet, counted back from `year` without a gap; into ret_n_running. */
int  use_running(const struct use_year *list, int n, int year);
bool use_rule_fits(const struct use_rule *r, int running);
/**
 * Write every proposal that the rules make of a published run and that is not there yet; own
 * transaction. RESULT_RUN. CONFLICT: not published. *ret_n: how many are new.
 */
const struct fail *use_propose(struct ctx *cx, int64_t run, int *ret_n) MUST_USE;
/* Of a run, by unit: all for whoever sees the whole county, the confirmed ones for a unit's own. */
const struct fail *use_proposals(struct ctx *cx, const struct result_run *run,
                                 const struct use_proposal **ret, int *ret_n) MUST_USE;
const struct fail *use_proposal_find(struct ctx *cx, int64_t id, struct use_proposal *ret) MUST_USE;
/* Confirm (day, number: the meeting) or decline (reason). RESULT_DECIDE. */
const struct fail *use_move(struct ctx *cx, int64_t id, const struct flow_wish *in) MUST_USE;

/* ---- rewards --------------------------------------------------------------------------------------- */

enum { REWARD_GRADES = 12 };
struct reward_grade { str grade; money amount; int64_t factor; };       /* factor: millionths */
struct reward_plan {
        int64_t scheme, version;        /* version 0: not set yet */
        str     basis;
        money   per_head;
        struct reward_grade grades[REWARD_GRADES]; int n_grades;        /* of the scheme, best first */
};
struct reward_row { int64_t unit; str name, group, grade; int64_t heads; money fixed, by_heads, sum; };
struct reward_sheet {
        struct result_run  run;
        struct reward_plan plan;
        const struct reward_row *rows; int n_rows;      /* by group and rank */
        money   sum; int64_t heads;
        int     n_waiting;              /* units with a multiplier and no heads given */
};
/* Amount of the grade, and per_head x heads x multiplier rounded half up to the fen once. Whoever
 * sees every unit's result: else NOT_FOUND. */
const struct fail *reward_sheet(struct ctx *cx, const struct result_run *run,
                                struct reward_sheet *ret) MUST_USE;
/* RESULT_RUN. INVALID: no basis, an unknown grade, past the bounds; CONFLICT: stale. */
const struct fail *reward_plan_put(struct ctx *cx, const struct result_run *run,
                                   const struct reward_plan *p) MUST_USE;
/* Heads may come before the amounts: version 0 while nothing is set. */
struct reward_heads { int64_t unit, heads; };
const struct fail *reward_heads_put(struct ctx *cx, const struct result_run *run, int64_t version,
                                    const struct reward_heads *list, int n) MUST_USE;
struct doc;
struct doc *reward_document(struct ctx *cx, const struct reward_sheet *s);

/* Last year of 示例县: computed, disputed once, published, archived; years before it; what follows. */
const struct fail *use_demo(struct ctx *cx) MUST_USE;

#endif
