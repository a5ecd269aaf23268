/* domain/target/ballot/ballot.h - people's ratings as sessions (测评): who rates whom, the votes that
 * come in, and what they add up to. The arithmetic is rate.h's.
 *
 * A session (poll) is secret or named. A secret one takes votes by a one-time code, which nobody
 * has to sign in for, or on paper; it keeps tallies, and nothing that ties a vote to a person, a
 * code or a moment (docs/decisions/secret-ballot.md). A named one takes votes of people who are
 * signed in and whom it drew by their role when it opened.
 *
 * Members of a source belong to one of the rated units or to none; nobody rates the own unit.
 * Before it is counted no figure of a session is shown to anybody, the office included: only how
 * many voted.
 */
#ifndef DOMAIN_TARGET_BALLOT_BALLOT_H
#define DOMAIN_TARGET_BALLOT_BALLOT_H

#include "core/auth/auth.h"
#include "core/flow/flow.h"
#include "core/flow/wait.h"
#include "domain/target/edition.h"
#include "domain/target/rate.h"

enum poll_state { POLL_DRAFT, POLL_OPEN, POLL_CLOSED, POLL_COUNTED, POLL_PUT, POLL_VOID, POLL_STATES };
extern const char *const poll_state_words[POLL_STATES];
enum poll_way { POLL_BY_CODE, POLL_BY_PAPER, POLL_BY_POST, POLL_WAYS };
extern const char *const poll_way_words[POLL_WAYS];

enum {
        POLL_SOURCES = 5, POLL_ASPECTS = 5, POLL_GRADES = 6, POLL_ROWS = 10, POLL_UNITS = 200,
        POLL_CELLS   = 600,             /* rated units times aspects: what one ballot may hold */
        POLL_MEMBERS = 20000,           /* of one source */
        POLL_FEW     = RATING_FEW,      /* fewer ballots than this would name a secret voter; rating_least() */
};

struct poll_source {
        str           name, role;       /* role: BY_POST, whose posts vote */
        int64_t       weight;           /* millionths */
        enum poll_way way;
        int           outside;          /* members of no rated unit */
        int           per_unit;         /* members of each rated unit */
        int           members;          /* all; of BY_POST as drawn, 0 before it opened */
        int           ballots;          /* that have come in */
};
struct poll_unit { int64_t unit; str code, name; };     /* name: the short one */
struct poll_row  { str bounds, bounds2; points mark; };

struct poll {
        int64_t id, scheme, edition, stem, unit, who, at, version;      /* unit: the county */
        int     year, period, ballots;
        str     name, basis, reason, scheme_name, leaf_name;    /* leaf_name absent: no indicator */
        enum rating_rule rule;
        bool    secret, half_counts;
        enum rating_even even;          /* of named marks alone */
        day     opens, closes;
        points  full;
        int64_t rank_step, step;
        int     low_grades;
        enum round_mode mode;
        enum poll_state state;
        struct poll_source sources[POLL_SOURCES]; int n_sources;
        struct rating_part aspects[POLL_ASPECTS]; int n_aspects;        /* 0: one without a name */
        struct rating_part grades[POLL_GRADES];   int n_grades;
        struct poll_row    rows[POLL_ROWS];       int n_rows;
        struct poll_unit  *units;                 int n_units;
};

/* All of it. NOT_FOUND; no right is asked. */
const struct fail *poll_read(struct ctx *cx, int64_t id, struct poll *ret) MUST_USE;

/* What a person may see of a session. */
enum poll_sight {
        POLL_SEE_VOTER,         /* it is open and has a vote of theirs: its terms */
        POLL_SEE_UNITS,         /* it was put: the results of units in the reach of RESULT_VIEW */
        POLL_SEE_RESULT,        /* it was counted: the results of all */
        POLL_SEE_OFFICE,        /* they organise it */
};
/* NOT_FOUND for who may see nothing of it. */
const struct fail *poll_see(struct ctx *cx, const struct poll *p, enum poll_sight *ret) MUST_USE;
/* May the results be shown at all, and this unit's to the person? */
bool poll_shows(const struct poll *p);
bool poll_shows_unit(struct ctx *cx, const struct poll *p, enum poll_sight sight, int64_t unit);

static inline int poll_aspects(const struct poll *p) { return p->n_aspects ? p->n_aspects : 1; }
/* Members of a source who may rate a unit: not its own. */
int poll_eligible(const struct poll *p, int source);
int poll_members(const struct poll *p);                 /* of all sources */
int poll_unit_at(const struct poll *p, int64_t unit);   /* -1: not rated here */
/* The rule's values, best first, as a ballot offers them: FIVE 5 … 1, grades, ranks. 0: marks of 0
 * … 100. */
int poll_values(const struct poll *p);
int64_t poll_value(const struct poll *p, int i);
str poll_value_word(struct ctx *cx, const struct poll *p, int64_t value);

/**
 * Save a draft: new with id 0. Of `w` count name, basis, scheme, stem, period, rule and its
 * numbers, secret, days, sources, aspects, grades, rows, units. Own transaction. DENIED. CONFLICT:
 * no draft, or stale. INVALID with the field: 宽严修正 with a secret vote; a source whose way does not
 * fit secret or named; fewer than three members in a secret source; weights that do not add up; a
 * unit that the indicator does not concern …
 */
const struct fail *poll_save(struct ctx *cx, int64_t id, int64_t version, const struct poll *w,
                             int64_t *ret_id) MUST_USE;

/* open, close, reopen, count, put, void: rows in flow.c. */
extern const struct flow poll_flow;
enum { POLL_WAITS = 4 };
extern const struct wait_row poll_waits[POLL_WAITS];
/**
 * Take a step; own transaction. open draws the voters of a named session; count wants a ballot and
 * no paper batch that waits; put writes the scores as reviewed figures (FIGURE_BY_BALLOT) of all
 * units that have one, all or none. DENIED; CONFLICT: stale, the month is locked, a batch waits;
 * INVALID: no reason where one is asked.
 */
const struct fail *poll_move(struct ctx *cx, int64_t id, const struct flow_wish *w) MUST_USE;
/* Sources from which nobody voted, or fewer than half of the members: a sentence each, with name and
 * count, for who is about to close or count. *ret_none (may be NULL): the names of those without any
 * ballot, absent where there is none. */
int poll_few(struct ctx *cx, const struct poll *p, const str **ret, str *ret_none);
/* Figures that put would write, or INVALID why it cannot. */
int poll_put_count(const struct poll *p);

/* ---- codes and votes ------------------------------------------------------------------------ */

enum { CODE_LETTERS = 16 };             /* 15 random of an alphabet of 31 (74 bits), one to check */
struct poll_slip { str code; int64_t unit; str unit_name; };    /* unit 0: of no rated unit */
/**
 * Print the codes of a source: those not used yet become worthless, and as many new ones take their
 * place, each of the same unit. Shown once; only their hashes are kept. Own transaction.
 * DENIED. CONFLICT: not open. INVALID with `source`: it has no codes.
 */
const struct fail *poll_codes(struct ctx *cx, int64_t id, int source, const struct poll_slip **ret,
                              int *ret_n) MUST_USE;
/* As people type it: blanks and hyphens go, letters become capitals. NULL: a slip of the pen. */
bool code_read(struct arena *a, str typed, str *ret);

/* One mark of a ballot. */
struct poll_mark { int unit, aspect; enum ballot_state state; int64_t value; };
/* What a voter is about to fill in: the session, as which source, and which of p.units they belong
 * to and keep out of. */
struct poll_right { struct poll p; int source; const bool *own; int64_t voter; };
/**
 * The right that a code gives. INVALID with `code`, the same for one unknown, used and replaced,
 * counted against the address; TOO_MANY; CONFLICT: the session does not take votes today.
 */
const struct fail *poll_right_of_code(struct ctx *cx, str typed, str address,
                                      struct poll_right *ret) MUST_USE;
/* The signed-in person's own. NOT_FOUND: they are no voter of it; CONFLICT: voted, or not today. */
const struct fail *poll_right_of_post(struct ctx *cx, int64_t id, struct poll_right *ret) MUST_USE;
/**
 * Cast a ballot: one mark for each unit but the own, and aspect. Own transaction; of a code's
 * ballot its audit row says the source and nothing else. INVALID naming the unit: a mark is
 * missing, for the own unit, out of range, of two decimals in a secret vote, two units of
 * one rank. CONFLICT: the right was used,
 * more ballots than members, not open.
 */
const struct fail *poll_cast_code(struct ctx *cx, str typed, str address, const struct poll_mark *m,
                                  int n) MUST_USE;
const struct fail *poll_cast_post(struct ctx *cx, int64_t id, const struct poll_mark *m,
                                  int n) MUST_USE;

/* ---- paper ---------------------------------------------------------------------------------- */

enum batch_state { BATCH_EMPTY, BATCH_ONCE, BATCH_DIFFERS, BATCH_DONE, BATCH_STATES };
extern const char *const batch_state_words[BATCH_STATES];
struct poll_entry { int64_t unit; int aspect; enum ballot_state state; int64_t value; int n; };
struct poll_batch {
        int64_t id, poll, version, first_by, second_by, third_by;
        int     source, no, ballots;
        str     reason;
        enum batch_state state;
        const struct poll_entry *entries[3]; int n_entries[3];  /* of each look */
};
const struct fail *poll_batches(struct ctx *cx, int64_t poll, const struct poll_batch **ret,
                                int *ret_n) MUST_USE;
/* With its entries. NOT_FOUND, also for who does not organise. */
const struct fail *poll_batch_read(struct ctx *cx, int64_t id, struct poll *ret_poll,
                                   struct poll_batch *ret) MUST_USE;
/* Begin one of so many ballots of a paper source. INVALID: more than members are left. CONFLICT. */
const struct fail *poll_batch_begin(struct ctx *cx, int64_t poll, int source, int ballots,
                                    int64_t *ret_id) MUST_USE;
/**
 * Enter a batch; the first, or the second look by somebody else. Where the second agrees it counts
 * at once. INVALID naming the unit: more marks than ballots or than may rate it. DENIED: the same
 * person.
 * *ret_state: what became of it.
 */
const struct fail *poll_batch_enter(struct ctx *cx, int64_t id, int64_t version,
                                    const struct poll_entry *e, int n,
                                    enum batch_state *ret_state) MUST_USE;
/* Settle what differs, with a reason, by a third person; it counts. */
const struct fail *poll_batch_settle(struct ctx *cx, int64_t id, int64_t version, str reason,
                                     const struct poll_entry *e, int n) MUST_USE;
/* How many of these entries say this. */
int poll_entry_n(const struct poll_entry *e, int n, int64_t unit, int aspect,
                 enum ballot_state state, int64_t value);

/* ---- counting -------------------------------------------------------------------------------- */

struct poll_count {
        struct rating         rating;
        const struct ballot  *ballots; int n_ballots;   /* as the engine reads them; nobody's */
        struct rated         *rated;                    /* [n_units] */
        int                  *rank;                     /* [n_units], equal scores share one; 0: none */
        int                  *able;                     /* [n_units]: who may rate it */
        bool                 *apart;                    /* [n_units]: what its sources said may be told */
};
/* All votes of a session, and what they come to. Pure of rights: who asks, has asked poll_see(). */
const struct fail *poll_tally(struct ctx *cx, const struct poll *p,
                              struct poll_count *ret) MUST_USE;
/* May each source's mean be told? Not where a secret one has so few ballots that it names its voters. */
bool poll_parts_shown(const struct poll *p);
/* How a unit's score came about: by name to who sees all (`all`), else as a rated unit may read it. */
void poll_explain(struct ctx *cx, const struct poll *p, const struct poll_count *c, int unit, bool all,
                  struct explain *ret);
/* Sessions that were counted for one reader, in an arena that outlives what is told of them: a pack of
 * statements counts each once, not once for each unit. At most so many; the others are counted anew.
 * Begins as { .arena = … }. */
enum { POLLS_KEPT = 8 };
struct poll_kept;
struct polls_kept { struct arena *arena; struct poll_kept *list[POLLS_KEPT]; int n; };
/* What a figure that a session put in rests on, as the rated unit may read it; *ret NULL: no such
 * session, or not the reader's, or its votes do not add up any more. kept: NULL, it is counted for this alone. */
struct poll_told { int64_t id; str name, basis, title; struct explain how; };       /* title: with its basis */
const struct fail *poll_told_of(struct ctx *cx, str origin, int64_t unit, struct polls_kept *kept,
                                const struct poll_told **ret) MUST_USE;
/* The rating of a session without ballots, for checking its terms. */
const struct fail *poll_rating(struct ctx *cx, const struct poll *p, struct rating *ret) MUST_USE;

/* The sheet of slips as a document. */
struct doc;
struct doc *poll_slips(struct ctx *cx, const struct poll *p, int source, const struct poll_slip *s,
                       int n);
/* The result: units in `order`, with each source's mean where `parts` and the unit's may be told apart. */
struct doc *poll_doc(struct ctx *cx, const struct poll *p, const struct poll_count *c,
                     const int *order, bool parts);

/* Sessions of a year, newest first; 0: of all. Only those that the person may see. */
struct poll_line { int64_t id; int year; str name, leaf_name; enum rating_rule rule; bool secret, vote;
                   enum poll_state state; day opens, closes; int ballots, members; enum poll_sight sight; };
const struct fail *poll_list(struct ctx *cx, const struct poll_line **ret, int *ret_n) MUST_USE;

const struct fail *ballot_demo(struct ctx *cx) MUST_USE;

#endif
