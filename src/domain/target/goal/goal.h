/* domain/target/goal/goal.h - target books (目标任务书): what each unit shall reach in a year.
 *
 * A book belongs to a scheme and a unit and has numbers: 第 1 版 is the year's, an adjustment is the
 * next. Its targets are of an indicator's line (stem) and an input of its method ("target",
 * "sub-target"): a figure or a requirement in words. An issued book is never changed. What was in
 * force on a day is read by since and until, whatever came after.
 *
 * A scheme's other parts ask goals_in_force() and goal_schedule(); the rest is for this folder's
 * pages and commands.
 */
#ifndef DOMAIN_TARGET_GOAL_GOAL_H
#define DOMAIN_TARGET_GOAL_GOAL_H

#include "core/flow/flow.h"
#include "core/flow/wait.h"
#include "core/flow/work.h"
#include "domain/target/edition.h"

enum goal_state { GOAL_DRAFT, GOAL_SUBMITTED, GOAL_RETURNED, GOAL_REVIEWED, GOAL_APPROVED, GOAL_ISSUED,
                  GOAL_SIGNED, GOAL_REPLACED, GOAL_DROPPED, GOAL_STATES };
/* Why there is this number. */
enum goal_reason { GOAL_FIRST, GOAL_POLICY, GOAL_REFORM, GOAL_FORCE, GOAL_ADDED, GOAL_OTHER, GOAL_REASONS };
/* How a target runs through the year. RUNNING: it adds up, its quarters say what is reached by
 * their ends. LEVEL: it holds throughout (a rate, a score, a rank, a reverse indicator's limit). */
enum goal_course { GOAL_RUNNING, GOAL_LEVEL, GOAL_COURSES };
extern const char *const goal_state_words[GOAL_STATES], *const goal_reason_words[GOAL_REASONS],
                  *const goal_course_words[GOAL_COURSES];

enum { GOAL_QUARTERS = 4, GOAL_WORDS_MOST = 400, GOAL_LINES_MOST = 400 };

/* ---- for the other parts of a target year ------------------------------------------------ */

struct goal_target {
        int64_t unit, stem, book;
        str     input;                  /* key of the method's input: "target", "sub-target" */
        bool    has_value;              /* false: a requirement in words only */
        int64_t value;                  /* of the year, 10^-places */
        int     places;
        enum goal_course course;
        bool    has_quarter[GOAL_QUARTERS];
        int64_t quarter[GOAL_QUARTERS]; /* RUNNING: reached by the quarter's end, running on from January */
        str     words;
};
/* Every target in force on a day in a scheme, by unit, stem and input; unit 0: of all units. Asks
 * no scope: whoever shows them asks auth_see() for the unit. */
const struct fail *goals_in_force(struct ctx *cx, int64_t scheme, int64_t unit, day on,
                                  const struct goal_target **ret, int *ret_n) MUST_USE;
/**
 * What shall be reached by the end of a month (0 January … 11), 10^-places: the schedule (序时进度).
 * LEVEL: the year's target. RUNNING: between the quarters' ends that are given (and 0 at the
 * beginning, the year's target at the end of December) in proportion to the months, as goal_share()
 * rounds it. FIGURE_NONE without a value.
 */
int64_t goal_schedule(const struct goal_target *t, int month);
/* How it comes to that: "9 月末 1.73、12 月末 2.4：1.73 +（2.4 − 1.73）× 2 ÷ 3 = 2.1766…，四舍五入为 2.18". */
str goal_schedule_told(struct arena *a, int lang, const struct goal_target *t, int month);
/* `value` × num / den, rounded half up once, but never down to 0: a small target has its first piece at once, so that a
 * month is not asked for nothing (and no ratio is taken of a target of 0). 0 ≤ num ≤ den. */
int64_t goal_share(int64_t value, int64_t num, int64_t den);
/* The same target as method and leaf want it: with other places; false: a digit would be lost. */
bool goal_schedule_at(const struct goal_target *t, int month, int places, int64_t *ret);
/* How a leaf's targets run by rule: LEVEL for a rate, a score, a rank or a reverse indicator. */
enum goal_course goal_course_of(const struct edition_node *x);
/* Do parts of it (of units, of posts) add up to the whole? What runs on over the year and is no rate: 形象进度 100 % of
 * three posts is not 33.4 + 33.3 + 33.3. `x` may be NULL. */
bool goal_adds(enum goal_course course, const struct edition_node *x);

/* ---- books ----------------------------------------------------------------------------------- */

struct goal_post { int64_t post; str title, person; int64_t value; };

struct goal_line {
        int64_t id;                     /* goal.id; 0: none yet */
        int64_t stem;
        str     input, input_name;      /* name: 目标值; empty where the leaf has one target only */
        const struct edition_node *node;        /* NULL: the scheme has it no more */
        bool    wanted;                 /* the method cannot do without it */
        bool    has_value;
        int64_t value;
        int     places;
        enum goal_course course;
        str     words, leader, note;
        int64_t section;                /* unit id of the section that does it; 0: none */
        str     section_name;
        bool    has_quarter[GOAL_QUARTERS];
        int64_t quarter[GOAL_QUARTERS];
        const struct goal_post *posts; int n_posts;
        bool    has_county;             /* the county's target is no sum of the units': each should reach it */
        int64_t county; int county_places;
        bool    has_last;               /* the year before had one */
        int64_t last; int last_places;
};

/* What the posts' parts come to; where goal_adds(), the proof that they add up is its being `value`. */
static inline int64_t goal_posts_sum(const struct goal_line *l)
{
        int64_t sum = 0;
        for (int i = 0; i < l->n_posts; i++)
                sum += l->posts[i].value;
        return sum;
}

struct goal_book {
        int64_t id, scheme, unit, base, version;
        int     number, year;
        enum goal_state state;
        enum goal_reason reason_kind;
        str     scheme_name, unit_name, unit_brief, unit_code;
        int64_t county;
        day     since, until, approved_on;
        str     reason, basis, opinion, evidence, special, approval, digest;
        int64_t signed_at, signed_by;   /* 0: not signed */
        str     signer;
        const struct goal_line *lines; int n_lines;     /* in the order of the tree */
        const struct edition   *edition;                /* whose leaves these are */
        str     group;                                  /* the unit's group there; empty: none */
};

/* Only its head. NOT_FOUND. Asks no scope. */
const struct fail *goal_book_find(struct ctx *cx, int64_t id, struct goal_book *ret) MUST_USE;
/* May the person read it? Whoever sees targets of the unit; the year counts. NOT_FOUND. */
const struct fail *goal_book_see(struct ctx *cx, const struct goal_book *b) MUST_USE;
/* All of it: a line for each target the unit's leaves want, filled or not, and those given for
 * leaves that the scheme has no more. With last year's figures. */
const struct fail *goal_book_read(struct ctx *cx, int64_t id, struct goal_book *ret) MUST_USE;
/* The number in force on a day. NOT_FOUND. */
const struct fail *goal_book_on(struct ctx *cx, int64_t scheme, int64_t unit, day on,
                                int64_t *ret_id) MUST_USE;
/* The newest number that was not dropped. NOT_FOUND. */
const struct fail *goal_book_newest(struct ctx *cx, int64_t scheme, int64_t unit,
                                    int64_t *ret_id) MUST_USE;
/* The edition whose leaves a scheme's books follow: the newest issued one, else the newest. */
const struct fail *goal_edition(struct ctx *cx, int64_t scheme, struct edition *ret) MUST_USE;
/* The lines that an edition asks of a unit, empty; none when it is in no group. */
void goal_lines_of(struct ctx *cx, const struct edition *e, int64_t unit, struct goal_line **ret,
                   int *ret_n);
/* Lines kept in the database, of a book that was found. */
const struct fail *goal_lines_load(struct ctx *cx, struct goal_book *b) MUST_USE;
/* The newest book of each unit (unit 0) or of one, with its lines but without last year's figures
 * and without what only its page shows: three statements, however many units. By rising id. */
const struct fail *goal_books_load(struct ctx *cx, int64_t scheme, int64_t unit,
                                   const struct edition *e, struct goal_book **ret,
                                   int *ret_n) MUST_USE;
/* All of it as JSON, always the same bytes. Without names it holds only what the book itself keeps,
 * so that a digest stays true when an indicator or a post is renamed. */
str goal_book_text(struct ctx *cx, const struct goal_book *b, bool names);

/* ---- the rules ---------------------------------------------------------------------------- */

/* Begin the books of a scheme, filled with last year's targets: of one unit, or (unit 0) of every
 * unit of the edition that has none. DENIED; INVALID: the unit is not in the scheme; CONFLICT: it
 * has one. */
const struct fail *goal_books_open(struct ctx *cx, int64_t scheme, int64_t unit,
                                   int *ret_n) MUST_USE;
/* The same for one unit that has none, inside a transaction. */
const struct fail *goal_book_open_in(struct ctx *cx, int64_t scheme, int64_t unit,
                                     int64_t *ret_id) MUST_USE;
/* Write the lines of a draft or returned book, all of them. DENIED, CONFLICT (stale, or no draft:
 * it was submitted, issued, replaced), INVALID with what is wrong with which line. */
const struct fail *goal_book_put(struct ctx *cx, const struct goal_book *b, int64_t version,
                                 const struct goal_line *lines, int n) MUST_USE;
/* Inside a transaction: the same for some of its lines, as an import does; `event` of the trail. */
const struct fail *goal_book_put_in(struct ctx *cx, const struct goal_book *b, const char *event,
                                    const struct goal_line *lines, int n) MUST_USE;
/* Is a target less than its unit of measure can be (measures.def)? The words; absent: it is not. */
str goal_below_least(struct ctx *cx, const struct edition_node *x, int64_t value, int places);
/* Is it short of the county's: less, or of an indicator that is to fall, more? */
bool goal_is_short(const struct edition_node *x, int64_t value, int places, int64_t county,
                   int county_places);
/* Inside a transaction, without asking: replace the lines and bump the version. */
void goal_lines_store(struct ctx *cx, int64_t book, const struct goal_line *lines, int n);
/* Part one target to posts of the unit, all of them; and its section and leader. */
const struct fail *goal_posts_put(struct ctx *cx, const struct goal_book *b, int64_t version,
                                  int64_t goal, const struct goal_post *list, int n) MUST_USE;
/* Say something about a book or one of its indicators (衔接); whoever edits, reviews or issues it. */
const struct fail *goal_talk(struct ctx *cx, const struct goal_book *b, int64_t stem,
                             str words) MUST_USE;
/* The same inside a transaction. */
const struct fail *goal_talk_in(struct ctx *cx, const struct goal_book *b, int64_t stem,
                                str words) MUST_USE;
/* Mark a matter for special review, or (empty) take the mark away. */
const struct fail *goal_special(struct ctx *cx, const struct goal_book *b, int64_t version,
                                str words) MUST_USE;

extern const struct flow goal_flow;
/* May this person take a step, whatever the permission? DENIED, with a sentence: taking back what another unit
 * submitted; passing what one has submitted oneself. */
const struct fail *goal_keeps_out(struct ctx *cx, const struct goal_book *b,
                                  const struct flow_step *s) MUST_USE;
/**
 * Take a step. DENIED: also goal_keeps_out(). INVALID: an adjustment submitted that changes nothing; submitted with a
 * line that does not stand
 * (goal_faults);
 * issued before its scheme, without basis, from a day outside the year or not after the number before; while units do
 * not add up to the county's target and nobody has explained the difference; an adjustment of a key
 * target that was not approved. CONFLICT: stale, or another step came first.
 */
const struct fail *goal_move(struct ctx *cx, int64_t id, const struct flow_wish *in) MUST_USE;
/* Issue all reviewed books of a group (0: of the scheme) by one document; in one transaction. */
const struct fail *goal_issue_group(struct ctx *cx, int64_t scheme, int64_t grp, str basis,
                                    day since, int *ret_n) MUST_USE;
/* The next number of an issued book, as a draft. CONFLICT: there is one in work; INVALID: no
 * reason. */
struct goal_change { enum goal_reason kind; str reason, evidence; };
const struct fail *goal_adjust(struct ctx *cx, int64_t id, const struct goal_change *in,
                               int64_t *ret_id) MUST_USE;

/* Does the adjustment touch a key target (重点工作), so that the government or committee approves
 * it? */
const struct fail *goal_touches_key(struct ctx *cx, const struct goal_book *b, bool *ret) MUST_USE;

/* ---- what does not stand ---------------------------------------------------------------------- */

struct goal_fault { int64_t stem; str input, say; bool grave; };
/* Of one book: a target without a figure, a last quarter that is not the year's target, quarters
 * that fall, posts that do not add up, an indicator that the scheme has no more; a target short of a
 * county's that is no sum (not grave: a mean leaves room, and whoever reviews should see it). */
int goal_faults(struct ctx *cx, const struct goal_book *b, const struct goal_fault **ret);

struct goal_county {                    /* one indicator of the county, and its decomposition */
        int64_t id, stem, version;
        const struct edition_node *node;        /* NULL: the scheme has it no more */
        bool    set;                    /* the county's target is known */
        int64_t value; int places;
        bool    adds;                   /* the units' targets must add up to it */
        str     basis;
        int64_t sum;                    /* of the units, at `places` of the county's */
        int64_t least, most;
        int     n_units, n_given;       /* units that the leaf asks, units that gave a figure */
        int     n_short;                /* not adds: units whose target is short of the county's */
        int64_t gap;                    /* value less sum */
        bool    explained;              /* exactly this gap has been explained */
        str     gap_reason, gap_who; int64_t gap_at;
        bool    mixed;                  /* a unit's figure has more places than the county's */
        bool    broken;                 /* adds, set, gap, not explained */
};
struct goal_share {
        int64_t unit, stem, book;
        str     brief;
        enum goal_state state;
        bool    has_value;
        int64_t value;
        int     places;
};
struct goal_sums {
        struct edition edition;
        const struct goal_county *rows; int n_rows;     /* by the tree; leaves with a target of units */
        const struct goal_share *shares; int n_shares;  /* by stem, then unit: the newest numbers */
        int n_broken;
};
/* County targets against the newest numbers of all units' books. */
const struct fail *goal_sums(struct ctx *cx, int64_t scheme, struct goal_sums *ret) MUST_USE;
/* Set the county's targets, all that are given; version 0: a new one. */
struct goal_county_wish { int64_t stem, version, value; int places; bool adds, drop; str basis; };
const struct fail *goal_county_put(struct ctx *cx, int64_t scheme, const struct goal_county_wish *w,
                                   int n) MUST_USE;
/* Explain the difference as it stands. */
const struct fail *goal_gap_put(struct ctx *cx, int64_t scheme, int64_t stem, int64_t version,
                                int64_t gap, str reason) MUST_USE;

/* ---- steps and words, newest last ------------------------------------------------------------- */

struct goal_word { str event; enum goal_state state; int64_t stem, at; str who, unit, words; };
const struct fail *goal_history(struct ctx *cx, int64_t book, const struct goal_word **ret,
                                int *ret_n) MUST_USE;

/* Books in work of a person, for the hand-over. */
extern const struct work_kind goal_work_kinds[1];
enum { GOAL_WAITS = 6 };
extern const struct wait_row goal_waits[GOAL_WAITS];
/* The books of 示例县 for last year, signed, and for this one; after target_demo. */
const struct fail *goal_demo(struct ctx *cx) MUST_USE;

#endif
