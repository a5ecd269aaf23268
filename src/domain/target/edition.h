/* domain/target/edition.h - a year's scheme (考核方案) as it is kept: editions, groups, units,
 * indicator tree, grades. The arithmetic over it is score.h's; edition_ready() is the way there.
 *
 * A scheme belongs to a county and a year. What counts stands in its editions. A draft may be
 * changed by whoever may edit schemes; an issued edition never: a change is a new edition with a
 * reason, which replaces the old one from a day on (performance.md 2.10). What was in force on any
 * day can so be read again.
 */
#ifndef DOMAIN_TARGET_EDITION_H
#define DOMAIN_TARGET_EDITION_H

#include "core/auth/auth.h"
#include "core/flow/flow.h"
#include "domain/target/score.h"

enum edition_state { EDITION_DRAFT, EDITION_REVIEW, EDITION_ISSUED, EDITION_REPLACED, EDITION_DROPPED,
                     EDITION_STATES };
extern const char *const edition_state_words[EDITION_STATES];

enum node_kind { INDICATOR_COMMON, INDICATOR_FUNCTION, INDICATOR_KEY, INDICATOR_PARTY, INDICATOR_SINGLE,
                 NODE_KINDS };
enum node_cycle { CYCLE_MONTH, CYCLE_QUARTER, CYCLE_HALF, CYCLE_YEAR, NODE_CYCLES };
enum node_evidence { EVIDENCE_NONE, EVIDENCE_WISHED, EVIDENCE_WANTED, NODE_EVIDENCES };
/* The words of what is chosen of an indicator, NULL behind the last: forms and files say the same. */
extern const char *const node_kind_words[NODE_KINDS + 1], *const node_cycle_words[NODE_CYCLES + 1],
                  *const node_evidence_words[NODE_EVIDENCES + 1], *const node_yes_words[3],
                  *const node_quality_words[3], *const node_process_words[3], *const node_down_words[3],
                  *const node_mode_words[5];
/* Months after which a figure of this cycle is due: bit 0 is January. */
extern const uint32_t node_cycle_months[NODE_CYCLES];

struct edition_group { int64_t id, parent; str code, name; int sort; int64_t version; int n_units; };

struct edition_unit {
        int64_t unit;
        str     code, name, brief;
        int     kind;                   /* enum org_kind */
        int64_t grp;
        int     sort;
        bool    ranked, competes;
        int64_t factor;                 /* difficulty, millionths */
        str     note;
};

struct edition_row {                    /* of a bracket table, or a kind of event */
        str     name, bounds, bounds2;  /* "[80,90)"; absent: an event */
        points  mark;
        int64_t share;                  /* of the full score, millionths; -1: mark counts */
        points  most;
};

struct edition_node {
        int64_t id, parent, stem;       /* stem: first of its line, never 0; parent 0: below the root */
        int64_t version;
        bool    leaf;
        str     code, name;
        int     sort, depth;            /* depth from 0, filled by edition_read */
        enum node_kind kind;
        bool    quality, process, key_work, folded, down;
        points  full;
        str     method;                 /* absent for inner nodes */
        int     method_version;
        str     params;                 /* "base=60;step=0.5" */
        str     measure;                /* %, 万元; may be absent */
        int     places;
        int64_t step;
        enum round_mode mode;
        enum node_cycle cycle;
        enum year_rule year_rule;
        enum node_evidence evidence;
        enum missing_policy missing;
        enum na_policy na;
        int64_t na_share;
        int64_t scorer, provider;       /* units; 0: none, 0: the assessed unit itself */
        str     source, rule, basis;    /* may be absent */
        const struct edition_row *rows; int n_rows;
        /* by group, in the edition's order: FULL_NONE where the node is not in the group */
        points *in_group;
        /* units it does not concern, with reasons */
        const struct edition_na *nas; int n_nas;
};
struct edition_na { int64_t unit; str reason; };

struct edition_grade { str name; int64_t share; points floor_mark; };
struct edition_quota { int64_t grp; int rank, places; };
struct edition_class { int64_t id; str code, name; bool penalty; points most; str rule; int sort; };

/* What the office sets for the edition as a whole. */
struct edition_rules {
        points           total;         /* what every group is folded to; 0: not folded */
        int64_t          step;          /* blocks and totals are rounded to it */
        enum round_mode  mode;
        str              tie;           /* codes of tie_rules.def in order, "key penalty" */
        int              grade_round, cut;
        bool             remainder, floor_zero;
        points           bonus_most, penalty_most;
        int              publicity, appeal, review;     /* working days */
};

struct edition {
        int64_t id, scheme, unit, base, version;
        int     year, number;
        str     name;                   /* of the scheme */
        enum edition_state state;
        day     since, until;
        str     basis, reason, digest;
        struct edition_rules rules;
        const struct edition_group *groups; int n_groups;
        const struct edition_unit  *units;  int n_units;
        const struct edition_node  *nodes;  int n_nodes;        /* parents before children, depth first */
        const struct edition_grade *grades; int n_grades;
        const struct edition_quota *quotas; int n_quotas;
        const struct edition_class *classes; int n_classes;
};

/* Only the facts of the edition itself, no tree. NOT_FOUND. */
const struct fail *edition_find(struct ctx *cx, int64_t id, struct edition *ret) MUST_USE;
/* All of it. NOT_FOUND. */
const struct fail *edition_read(struct ctx *cx, int64_t id, struct edition *ret) MUST_USE;
/* May the person read it? An issued one: whoever may see targets, below its county. A draft:
 * who edits or issues schemes there. NOT_FOUND, DENIED. */
const struct fail *edition_see(struct ctx *cx, const struct edition *e) MUST_USE;
/* Does group g (an index) only hold its sub-groups together? No unit is in it, so nothing is scored by it. */
bool edition_group_holds(const struct edition *e, int g);
const struct edition_group *edition_group_of(const struct edition *e, int64_t id);
const struct edition_node  *edition_node_of(const struct edition *e, int64_t id);
const struct edition_node  *edition_node_of_stem(const struct edition *e, int64_t stem);
const struct edition_unit  *edition_unit_of(const struct edition *e, int64_t unit);

/**
 * Begin the scheme of a year: empty, or with everything of an earlier edition (`source`, else 0):
 * groups, units that still stand, tree, weights, grades. Opens its own transaction.
 * INVALID with the field: `name` is taken in that year, `year`, `source` not to be seen.
 */
struct scheme_new { int64_t unit; int year; str name; int64_t source; };
const struct fail *scheme_begin(struct ctx *cx, const struct scheme_new *in,
                                int64_t *ret_edition) MUST_USE;
/* A draft of the next edition of the same scheme, as a copy of the newest issued one.
 * CONFLICT: there is an open draft; INVALID: no reason. */
const struct fail *edition_next(struct ctx *cx, int64_t edition, str reason,
                                int64_t *ret_edition) MUST_USE;
/* The steps of an edition: submit, return, issue, drop. */
extern const struct flow edition_flow;
struct edition_step { str event; int64_t version; str reason, basis; day since; };
/**
 * Take a step. Issued, an edition counts from `since` on and the one before ends the day before;
 * its text is kept as a digest. CONFLICT on a stale version. INVALID: submitted or issued with a
 * grave finding of the linter; issued without a basis, or from a day outside the year or not after
 * the one before began.
 */
const struct fail *edition_move(struct ctx *cx, int64_t id, const struct edition_step *in) MUST_USE;
/* The edition, for changing: DENIED, or CONFLICT when it is no draft. Only its own facts. */
const struct fail *edition_to_change(struct ctx *cx, int64_t id, struct edition *ret) MUST_USE;
const struct fail *edition_rules_set(struct ctx *cx, int64_t id, int64_t version,
                                     const struct edition_rules *r) MUST_USE;
/* INVALID with how many grave findings the linter has and the first of them, or what cannot be computed. */
const struct fail *edition_faults(struct ctx *cx, const struct edition *e) MUST_USE;

/* All of it as JSON, always the same bytes for the same edition: for its digest and for others. */
str edition_text(struct ctx *cx, const struct edition *e);
/* The other way, from parsed JSON, for who has no database; ids are numbers in its order, from 1.
 * INVALID, naming what is missing or out of bounds. */
struct json;
const struct fail *edition_parse(struct ctx *cx, const struct json *j,
                                 struct edition *ret) MUST_USE;

/* What changed in the rules, for the trail. */
str edition_rules_text(struct ctx *cx, const struct edition_rules *before,
                       const struct edition_rules *after);

/* ---- to the arithmetic ------------------------------------------------------------------ */

/* An edition as score.h wants it. Units stand by group, in their order. */
struct edition_ready {
        struct scheme  scheme;
        const int     *group_at;        /* [n_groups]: index in edition.groups; one with sub-groups is not there */
        int            n_groups;
        const int64_t *unit_ids;        /* [n_units], in the order of score.h's units */
        int            n_units;
        const int     *first;           /* [n_groups + 1] */
        const uint8_t *flags;           /* [n_units] */
        const int64_t *factor;          /* [n_units] */
        const int64_t *leaf_ids;        /* [n_leaves]: scheme_node.id */
        int            n_columns;
};
/* A leaf's method with its parameters and rows; INVALID as below. */
const struct fail *leaf_of_node(struct ctx *cx, const struct edition_node *x,
                                struct leaf *ret) MUST_USE;
/* INVALID: naming the node whose method, parameter or row cannot be read. */
const struct fail *edition_to_score(struct ctx *cx, const struct edition *e,
                                    struct edition_ready *ret) MUST_USE;

#endif
