/* domain/target/result/result.h - results of a year: computed, kept with their inputs, explained.
 *
 * Three steps, each usable alone:
 *
 *      result_load     the database as it stands now  →  struct result_basis (all that counts)
 *      result_score    a basis  →  struct result_outcome; pure, nothing is written
 *      result_compute  both, then one transaction: result_run, result_unit, result_node
 *
 * A run is never overwritten: what changed is a new run. It keeps its inputs packed, so that any
 * process can take them out again (result_unpack) and must come to the same bits (verify.h). A
 * sandbox does the same: unpack, change a figure in basis.figure, result_score, compare.
 *
 * A month counts up to `through`: leaves that are not yet due by then are not in the scheme of
 * that run, blocks are folded over what is due. Units and leaves stand as edition_to_score() puts
 * them; the year is the last slot, basis.input.n_periods.
 */
#ifndef DOMAIN_TARGET_RESULT_RESULT_H
#define DOMAIN_TARGET_RESULT_RESULT_H

#include "domain/target/edition.h"
#include "domain/target/grade.h"

enum result_stage {
        RESULT_MONITOR,         /* 过程监测: a month, no grades */
        RESULT_PRELIMINARY,     /* 初步结果: shown in the publicity period */
        RESULT_FINAL,           /* 定分: after publicity and appeals */
        RESULT_STAGES
};
extern const char *const result_stage_words[RESULT_STAGES];

enum result_state {
        RESULT_COMPUTED,        /* 已核算: the office alone sees it, as 已审定 until it is published */
        RESULT_RELEASED,        /* monitor: 已发布, units see it */
        RESULT_PUBLIC,          /* preliminary: 公示中 */
        RESULT_CLOSED,          /* preliminary: 公示结束 */
        RESULT_DECIDED,         /* final: 已审定 */
        RESULT_PUBLISHED,       /* final: 已公布 */
        RESULT_ARCHIVED,        /* final: 已归档 */
        RESULT_REPLACED,        /* 已由新结果取代 */
        RESULT_STATES
};
extern const char *const result_state_words[RESULT_STATES];

struct result_run;
/* The state in a word; 待公示 where the publicity was ordered and has not begun by then. */
const char *result_state_word(const struct result_run *run, day today);

/* ---- what a result rests on -------------------------------------------------------------- */

enum { RESULT_TIES = 3 };               /* key, penalty, rating: codes of edition_rules.tie */

struct result_basis {
        struct edition        e;
        struct edition_ready  ready;
        int                   through;          /* the last month that counts, 0 … 11 */
        enum result_stage     stage;
        struct scheme         scheme;           /* ready.scheme without what is not due yet */
        struct input          input;            /* n_periods = through + 1, and the year */
        int64_t              *figure;           /* input.figure, to be changed by a sandbox */
        int64_t              *source;           /* beside each: figure.id, -goal.id; 0: none */
        int                   n_due;            /* leaves that are due by then */
        const struct effect  *effects; const int64_t *effect_ids; int n_effects;
        struct effect_rules   rules;
        struct grade_rules    grades;           /* n_grades 0: the scheme has none */
        const struct grade_decision *decisions; const int64_t *decision_ids; int n_decisions;
};

struct result_outcome {
        struct result     *r;
        points            *raw;                 /* [unit]: the tree's total before the factor */
        points            *base;                /* after the difficulty factor */
        struct effect_sum *sums;
        points            *counts;              /* [effect]: what it counts, and why not more */
        enum effect_cut   *cuts;
        struct tie_rule    ties[RESULT_TIES]; int n_ties;
        struct place      *places;
        uint8_t           *settled;
        struct graded     *graded;              /* NULL: the scheme has no grades */
        struct quota_line *lines; int n_lines;
};

/**
 * All that counts now for the months up to `through`: the edition in force at its end, the target
 * books in force at the end of each month, reviewed live figures, approved effects, grade decisions.
 * NOT_FOUND: no edition is in force. INVALID: the scheme cannot be computed, or a figure has more
 * decimals than its indicator (both named). Reads inside a snapshot of its own unless one is open.
 */
const struct fail *result_load(struct ctx *cx, int64_t scheme, int through, enum result_stage stage,
                               struct result_basis *ret) MUST_USE;
/* Everything from the leaves to the grades. Pure; the same basis gives the same bits. */
void result_score(struct arena *a, const struct result_basis *b, struct result_outcome *ret);

/* The inputs as bytes, always the same for the same basis, and back over the same edition.
 * INVALID: the bytes are not whole, or do not fit the edition. */
str                result_pack(struct arena *a, const struct result_basis *b);
const struct fail *result_unpack(struct ctx *cx, const struct edition *e, str bytes,
                                 struct result_basis *ret) MUST_USE;
/* SM3 over the edition's digest, the inputs, and every stored figure of the outcome. */
struct digest      result_digest(struct arena *a, const struct result_basis *b, str inputs,
                                 const struct result_outcome *o);

/* Why a unit has the grade that a run kept with `why`: grade_reason(). at: its place in the basis; -1: none. */
const char *result_grade_reason(const struct result_basis *b, const struct result_outcome *o,
                                int at, enum grade_why why);

/* Does a total of the unit's group still wait, so that ranks and grades of the group may change? */
bool result_group_waits(const struct result_basis *b, const struct result_outcome *o, int at);

/* ---- runs ---------------------------------------------------------------------------------- */

struct result_run {
        int64_t           id, scheme, edition, unit, version;   /* unit: the county */
        int               year, no, through;
        str               name;                 /* of the scheme */
        enum result_stage stage;
        enum result_state state;
        str               digest;
        day               public_from, public_until;
        int64_t           at, who;
        int64_t           base;                 /* the run it follows (final: its preliminary); 0: none */
        str               reason;               /* why it was computed again */
        str               notice;               /* 公示 document */
        str               addressee;            /* … and to whom objections go */
        str               basis;                /* decision: meeting or document */
        day               decided, published;
        str               circular;             /* 通报 document */
};

/* The county's scheme of a year (0: the newest) whose edition was issued. NOT_FOUND. Asks no scope. */
const struct fail *result_scheme_of(struct ctx *cx, int year, int64_t *ret_scheme) MUST_USE;

struct result_wish { int64_t scheme; int through; enum result_stage stage; str reason; };
/**
 * Compute and keep a run; its own transaction. RESULT_RUN over the county and year.
 * DENIED, NOT_FOUND and INVALID as result_load(). INVALID at `stage`: a result of the year before the year is over.
 * CONFLICT: a preliminary or final run while the
 * year is archived; a final one before its publicity period is over and all appeals are decided.
 * INVALID at `reason`: the stage has a run already and no reason is given.
 */
const struct fail *result_compute(struct ctx *cx, const struct result_wish *in,
                                  int64_t *ret_run) MUST_USE;

/* One run, as far as the person may see it. NOT_FOUND. */
const struct fail *result_run_find(struct ctx *cx, int64_t id, struct result_run *ret) MUST_USE;
/* Runs of a scheme that the person may see, the newest first. */
const struct fail *result_runs(struct ctx *cx, int64_t scheme, const struct result_run **ret,
                               int *ret_n) MUST_USE;
/**
 * The newest run that the person may see: of one month (`through`), or of any (-1); a final one
 * before a preliminary one before a monthly one when `through` is -1 and `settled` is wanted.
 * NOT_FOUND: none.
 */
const struct fail *result_latest(struct ctx *cx, int64_t scheme, int through,
                                 struct result_run *ret) MUST_USE;

/* A unit of a run. Who may not see its total gets `hidden` and nothing else but names. */
struct result_unit {
        int64_t unit, grp;
        str     code, name, brief, group;
        int     kind;                           /* enum org_kind */
        points  raw, base, bonus, penalty, total;
        int64_t factor;
        int     waiting, rank, tied, of;        /* of: units ranked in the group */
        str     proposed, grade;                /* absent: none */
        enum grade_why why;
        bool    hidden;
};
/* In order of group and rank. */
const struct fail *result_units(struct ctx *cx, const struct result_run *run,
                                const struct result_unit **ret, int *ret_n) MUST_USE;
/* A node of a unit. */
struct result_node {
        int64_t unit, node, stem;
        points  points, full;
        enum score_state state;
        struct trace trace;
};
/* Of one unit in the edition's order, or of all units by unit (0). Only of units whose detail the
 * person may see: NOT_FOUND for one, left out of all. */
const struct fail *result_nodes(struct ctx *cx, const struct result_run *run, int64_t unit,
                                const struct result_node **ret, int *ret_n) MUST_USE;
/* What the run rested on, and what comes of it now: for explaining, and for a sandbox. The caller
 * has found the run. BROKEN: its inputs are damaged. */
const struct fail *result_basis_of(struct ctx *cx, const struct result_run *run,
                                   struct result_basis *ret) MUST_USE;

/* May the person see the unit's points and tree in this run / its total and rank? Before it is
 * released, shown or published: only who sees the whole county. */
bool result_may_detail(struct ctx *cx, const struct result_run *run, int64_t unit);
bool result_may_total(struct ctx *cx, const struct result_run *run, int64_t unit);

int64_t      trace_pack(const struct trace *t);
struct trace trace_unpack(int64_t v);
/* Index in ready.unit_ids, or -1; the node of a scheme_node.id in scheme.nodes, or -1. */
int result_unit_at(const struct result_basis *b, int64_t unit);
int result_node_at(const struct result_basis *b, int64_t node);
/* A node's points as the total has them: through the folds above it, at most rounded once. */
points result_weight(const struct result_basis *b, const struct result_outcome *o, int slot, int node, int unit,
                     points of);

#endif
