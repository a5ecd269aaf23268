/* domain/target/year/figure.h - the figures of a year of targets: who gives which, put, correct, read.
 *
 * A figure stands at a place: scheme, indicator (its stem, through all editions), unit it is about,
 * month it closes with (0 … 11), and input of the indicator's method ("actual", "row3"). One figure
 * serves every report: whoever needs it reads it here, nobody is asked twice.
 *
 * One row of a place is live. What was once submitted is never overwritten: a correction is a row
 * with the next number and a reason. Until it is reviewed it waits beside the live one; then it
 * takes its place. Only a draft that nobody has seen is changed where it stands.
 *
 * A month that is locked takes nothing but corrections (late revisions of statistics), each with
 * its reason and the version of the data it comes from.
 */
#ifndef DOMAIN_TARGET_YEAR_FIGURE_H
#define DOMAIN_TARGET_YEAR_FIGURE_H

#include "core/calendar/calendar.h"
#include "domain/target/edition.h"

enum figure_state {
        FIGURE_DRAFT,
        FIGURE_SUBMITTED,
        FIGURE_RETURNED,
        FIGURE_REVIEWED,
        FIGURE_STATES
};
enum figure_source {
        FIGURE_BY_HAND,
        FIGURE_BY_FILE,
        FIGURE_BY_DOMAIN,
        FIGURE_BY_BALLOT,
        FIGURE_SOURCES
};
extern const char *const figure_state_words[FIGURE_STATES],
        *const figure_source_words[FIGURE_SOURCES];

/* ---- what a scheme asks for --------------------------------------------------------------- */

struct figure_input {
        str              key, name;     /* "row3", 未按期整改 */
        enum method_kind kind;
        int              places;        /* decimals that its values are kept with */
        bool             optional;
};
struct figure_leaf {
        const struct edition_node *x;
        struct leaf                leaf;        /* with its method and parameters */
        const struct figure_input *inputs;
        int n_inputs; /* without what the target book gives */
        bool scored; /* the scoring department enters it, not a provider */
        uint32_t                   months;      /* bit m: it is due for month m */
        const uint8_t *in_group; /* [e.n_groups]: it counts there, with all above it */
};
struct figure_year {
        struct edition            e;            /* the newest edition that was issued */
        const struct figure_leaf *leaves; int n_leaves; /* in the edition's order */
        const int                *group;        /* [e.n_units]: index of its group */
        uint32_t                  locked;       /* bit m: the month is locked */
        int unit_day, stats_day; /* of the month after, when figures are due */
        bool                      inner;        /* a unit's own reviewer submits */
        int64_t                   rule_version; /* 0: nobody has set any yet */
        struct calendar           calendar;
};
/* Everything of it. NOT_FOUND: no such scheme, or none of its editions was issued. */
const struct fail *figure_year_open(struct ctx *cx, int64_t scheme,
                                    struct figure_year *ret) MUST_USE;
/* The same of an edition that may have been replaced: what stood there is read, nothing put. */
const struct fail *figure_year_of(struct ctx *cx, int64_t edition,
                                  struct figure_year *ret) MUST_USE;
/* The refusal, in words, of an indicator that the newest edition has no more; `edition`: the one that
 * the form showed, or 0. NULL: it has it. */
const struct fail *figure_leaf_stands(struct ctx *cx, const struct figure_year *newest,
                                      int64_t stem, int64_t edition) MUST_USE;
/* Index in y->leaves, or -1. */
int figure_leaf_at(const struct figure_year *y, int64_t stem);
/* Does the leaf ask for figures about this unit: it stands in its group and is no 缺项 of the scheme? */
bool figure_asked(const struct figure_year *y, int leaf, int unit_at);
/* Which unit answers for a figure: the scoring department, the data provider, or the unit itself. */
int64_t figure_giver(const struct figure_leaf *l, int64_t unit);
/* The same of a leaf of any edition, without all the rest of its year. */
int64_t figure_owner(const struct edition_node *x, const struct leaf *leaf, int64_t unit);
/* The permission that entering it takes: MAY_SCORE_GIVE or MAY_FIGURE_EDIT. */
enum perm figure_perm(const struct figure_leaf *l);
/* May the person change what this giver gives? One row decides or the other. */
bool figure_may_give(struct ctx *cx, const struct figure_year *y, const struct figure_leaf *l,
                     int64_t giver);

/* ---- one figure -------------------------------------------------------------------------- */

struct figure_row {
        int64_t            id, scheme, stem, unit, giver, version;
        int                period, no;
        str                input;
        bool               live, na, late;      /* late: a revision after the lock */
        enum figure_state  state;
        enum figure_source source;
        int64_t            value;               /* 10^-places */
        int                places;
        str                raw, origin, reason, opinion, data_version;  /* absent: none */
        int64_t who, at, first_at, submitted_at, reviewed_by, reviewed_at; /* 0: not yet */
        str                who_name, reviewer_name;     /* of histories only */
};
const struct fail *figure_find(struct ctx *cx, int64_t id, struct figure_row *ret) MUST_USE;
/* May the person see it: its unit, its giver, or its scorer is in the reach of TARGET_VIEW. NOT_FOUND. */
const struct fail *figure_see(struct ctx *cx, const struct figure_year *y,
                              const struct figure_row *r) MUST_USE;
/* Every row of its place, the newest first, with the names of who gave and who reviewed. */
const struct fail *figure_history(struct ctx *cx, const struct figure_row *of,
                                  const struct figure_row **ret, int *ret_n) MUST_USE;

/* What somebody wants to stand at a place. */
struct figure_in {
        int64_t            stem, unit;
        int                period;              /* 0 … 11 */
        str                input;
        str raw; /* "12.5"; "缺项" with a reason; empty takes a draft away */
        str                reason;              /* of 缺项 */
        enum figure_source source;
        str                origin;              /* batch, code of a domain's figure, ballot */
        int64_t            giver;               /* 0: as the scheme says */
        int64_t seen; /* version of the row one saw; 0: none was there; -1: whatever */
        int64_t            edition;             /* the edition one saw; 0: the newest */
};
/**
 * Put one figure; inside a transaction. *ret_id (may be NULL) is its row; 0: nothing was to be done.
 * By hand and by file: a draft, with the right to what the giver gives. By a domain or a ballot:
 * reviewed at once, with FIGURE_REVIEW over the unit.
 * DENIED. INVALID with the input's key: the text is no figure, has more decimals than the indicator,
 * is a negative count, 缺项 without a reason. CONFLICT, in words: the edition that asked for it was
 * replaced and its leaf is gone; the month is locked, or not yet begun; it was submitted or reviewed
 * already; somebody else put another value meanwhile.
 */
const struct fail *figure_put_in(struct ctx *cx, const struct figure_year *y,
                                 const struct figure_in *in, int64_t *ret_id) MUST_USE;
/* Would it be put? The same failures, nothing written: for a preview. */
const struct fail *figure_may_put(struct ctx *cx, const struct figure_year *y,
                                  const struct figure_in *in) MUST_USE;
/* The same in transactions of their own: one figure, or all of a list or none. In a list the failure
 * says whose figure it is, and *ret_wrong (may be NULL) which. *ret_n (may be NULL): how many changed. */
const struct fail *figure_put(struct ctx *cx, int64_t scheme, const struct figure_in *in,
                              int64_t *ret_id) MUST_USE;
const struct fail *figures_put(struct ctx *cx, const struct figure_year *y,
                               const struct figure_in *in, int n, int *ret_n,
                               int *ret_wrong) MUST_USE;
/* All that keeps a figure from its place, each with the part of it that is wrong: "unit", "month",
 * "value" or "leaf". `in->unit` 0: not known, nor asked about; an `in->input` that the leaf has not
 * is left to the caller. At most FIGURE_FAULTS; nothing is written. */
enum { FIGURE_FAULTS = 4 };
struct figure_fault { const char *part; const struct fail *f; };
int figure_faults(struct ctx *cx, const struct figure_year *y, const struct figure_in *in,
                  struct figure_fault *ret);
/**
 * Put back what an import replaced: `now`, a draft that it left, becomes `was` again, or goes where
 * nothing stood (`was` NULL); what had been returned lives again. Inside a transaction. Who entered
 * it, when and whence stays as it was; that it was put back, and by whom, the trail says.
 * Failures as of figure_put_in().
 */
const struct fail *figure_put_back_in(struct ctx *cx, const struct figure_year *y,
                                      const struct figure_row *now,
                                      const struct figure_row *was) MUST_USE;

/**
 * Correct what was reviewed, with a reason; after the lock also with the version of the data it comes
 * from (2025 年统计年鉴). Waits for review as the next number, by another person also when given by one who may review;
 * what the operator's command corrects counts at once.
 * DENIED. INVALID: no reason, no data version after the lock, the value is as it was. CONFLICT: not
 * reviewed, another correction waits, `version` is stale.
 */
struct figure_correction { int64_t version; str raw, reason, data_version; };
const struct fail *figure_correct(struct ctx *cx, int64_t id, const struct figure_correction *c,
                                  int64_t *ret_id) MUST_USE;

/**
 * The same by 核验: the assessing department found another value than what was reviewed (check/).
 * Inside a transaction; the caller has judged who may verify. `in` says the place, the value, its
 * reason and origin, and the edition that was shown. It waits for review as the next number, by another
 * person.
 * INVALID with "value" or "data-version" as above. CONFLICT, in words: no reviewed figure stands there,
 * another correction waits, the edition was replaced and its leaf is gone.
 */
const struct fail *figure_verify_in(struct ctx *cx, const struct figure_year *y,
                                    const struct figure_in *in, str data_version,
                                    int64_t *ret_id) MUST_USE;

/* ---- steps -------------------------------------------------------------------------------- */

/* submit, pass, recall, return, review, unapprove: rows in review.c. */
extern const struct flow figure_flow;
struct figure_move { int64_t id, version; };
/* Did this very person enter the value, by hand or by file? */
bool figure_is_own(const struct ctx *cx, const struct figure_row *r);
/* Two hands: the step passes a value that this very person entered. */
bool figure_keeps_out(struct ctx *cx, const struct figure_row *r, const struct flow_step *s);
/**
 * What to tell who keeps out of `n` values: who else reviews for the unit; where nobody does, that they wait, and which
 * roles the security administrator may give to another person. `county`: for the county, not for a unit itself.
 */
const struct fail *figure_kept_words(struct ctx *cx, int64_t unit, bool county, int n, str *ret) MUST_USE;
/**
 * Take one step with several figures of a scheme, all or none; own transaction. A correction that is
 * reviewed takes the place of the live row.
 * DENIED; CONFLICT: not from this state, locked, stale; INVALID: no opinion where one is asked for.
 */
const struct fail *figures_move(struct ctx *cx, const struct figure_year *y, str event, str opinion,
                                const struct figure_move *list, int n) MUST_USE;

/* The same inside a transaction that is serializable. */
const struct fail *figures_move_in(struct ctx *cx, const struct figure_year *y, str event,
                                   str opinion, const struct figure_move *list, int n) MUST_USE;
/* Could it be taken? The same failures but for the opinion, nothing written: for a page that confirms. A version of 0
 * is whatever stands. *ret is the row, where it was found and may be seen. */
const struct fail *figure_may_move(struct ctx *cx, const struct figure_year *y, str event,
                                   const struct figure_move *m, struct figure_row *ret) MUST_USE;

/* ---- months -------------------------------------------------------------------------------- */

enum period_state { PERIOD_OPEN, PERIOD_LOCKED, PERIOD_STATES };
extern const char *const period_state_words[PERIOD_STATES];
extern const struct flow period_flow;
/* lock (office), unlock (its head, with the reason). DENIED, INVALID, CONFLICT: already so. */
const struct fail *period_move(struct ctx *cx, int64_t scheme, int period, str event,
                               str reason) MUST_USE;
/* When figures are due and who submits. INVALID with the field: a day outside 1 … 28. */
struct figure_rules { int unit_day, stats_day; bool inner; int64_t version; };
const struct fail *figure_rules_set(struct ctx *cx, int64_t scheme,
                                    const struct figure_rules *r) MUST_USE;
/* The last day on which a figure of this month is in time: a working day. */
day figure_due(struct ctx *cx, const struct figure_year *y, const struct figure_leaf *l,
               int period);

/* ---- reading all of a year ----------------------------------------------------------------- */

/* For computing: one element a figure, in the order stem, unit, period, input. */
struct figure_cell {
        int64_t stem, unit, id;
        int64_t value;                  /* 10^-places; with na it means nothing */
        int16_t period;
        uint8_t places, state, no;
        bool    na;
        str     input;
};
/**
 * All live figures of a scheme up to and with a month, in one statement. `unreviewed`: also those
 * that were submitted and not yet reviewed (a result that says so); else only reviewed ones.
 */
const struct fail *figures_read(struct ctx *cx, int64_t scheme, int through, bool unreviewed,
                                const struct figure_cell **ret, int *ret_n) MUST_USE;
/* Live rows of a month: of one giver, about one unit, of one indicator; 0 for any of them: all. */
struct figure_filter { int64_t giver, unit, stem; int state; };         /* state -1: any */
const struct fail *figures_of_month(struct ctx *cx, int64_t scheme, int period,
                                    const struct figure_filter *by, const struct figure_row **ret,
                                    int *ret_n) MUST_USE;

/* What looks doubtful in a value beside the last one; a catalogue sentence, or NULL. */
const char *figure_doubt(const struct figure_leaf *l, const struct figure_input *in, int period,
                         int64_t value, int last_period, int64_t last);
/* "3 月", "一季度", "上半年", "全年": what a month closes for an indicator of this cycle. */
str figure_period_name(struct ctx *cx, enum node_cycle c, int period);

#endif
