/* domain/target/city/city.h - the city assesses the county (市对县考核): indicators that come from
 * above, what the county expects of each month by month, where points are lost, and who carries it.
 *
 * Points are what the county estimates until the city publishes its own; both stand side by side.
 * Who sees all of it: CITY_VIEW over all units; a unit sees what it leads or shares.
 */
#ifndef DOMAIN_TARGET_CITY_CITY_H
#define DOMAIN_TARGET_CITY_CITY_H

#include "core/auth/auth.h"
#include "domain/target/method.h"
#include "domain/target/telling.h"

enum { CITY_ITEMS = 400, CITY_SHARES = 24, CITY_MONTHS = 12 };
#define CITY_NONE ((points){ INT64_MIN })       /* no score yet */
static inline bool city_has(points p) { return p.micro != INT64_MIN; }

/* Another county of the league, as the city told its score. */
struct city_standing { str name; points score; };

/* Another county in one indicator, as the city told it: its figure (absent: not told), its points (CITY_NONE). */
struct city_peer { str name, actual; points score; };

struct city_book {
        int64_t id, unit, version;
        int     year, league;
        str     title, basis;
        str     told_source;            /* where the other counties' totals stand … */
        day     told;                   /* … and of which day; DAY_NONE: nothing said */
        points  final_score;            /* CITY_NONE: not published */
        int     final_rank;             /* 0: none */
};

struct city_month {
        bool    given;
        str     actual, mean, cause, measure, evidence;
        int     rank;                   /* 0: none */
        points  score;
        int64_t who, at, version;       /* who entered it: 0 the program */
};

struct city_unit { int64_t id; str name; };
/* How far an item is carried by the county's own targets. */
enum city_carry { CARRY_NONE, CARRY_NODE, CARRY_GOAL, CITY_CARRIES };
extern const char *const city_carry_words[CITY_CARRIES];        /* 未分解, 已对应指标, 已分解 */

struct city_item {
        int64_t id, version, lead, stem;        /* stem 0: no indicator of ours */
        str     code, block, name, rule, department, leader, lead_name, source, measure, target,
                method, params, stem_name;
        int     sort, last_rank, final_rank;
        bool    down;
        points  full, last_score, final_score;
        const struct city_unit *shares; int n_shares;
        const struct city_unit *goals;  int n_goals;
        struct city_month month[CITY_MONTHS];
        const struct city_peer *peers; int n_peers;     /* of the newest month that the city told of */
        int     peer_month;             /* that month; -1: none */
        str     peer_source; day peer_told;
        int     latest;                 /* the last month that was estimated; -1: none */
        points  score, lost;            /* final when published, else of the latest; CITY_NONE */
        enum city_carry carry;
};

struct city {
        struct city_book  book;
        struct city_item *items; int n_items;   /* those the reader may see */
        bool   all;                     /* that is every one of them */
        points full, known_full, score, lost;   /* known_full: of the items that have a score */
        int    n_known, n_open;         /* items with a score; items that no target carries */
        points trend[CITY_MONTHS];      /* sum of what was known after each month; CITY_NONE */
        int    latest;                  /* last month that anything was estimated in; -1: none */
        const struct city_standing *others; int n_others;       /* the best first; none: the city told nothing yet */
};

/* Books, newest first, that cx may read something of. */
const struct fail *city_books_read(struct ctx *cx, struct city_book **ret, int *ret_n) MUST_USE;
/* The book of a year (0: the newest), with items. NOT_FOUND. */
const struct fail *city_read(struct ctx *cx, int year, struct city *ret) MUST_USE;
/* The book that holds an item the reader may see. NOT_FOUND. */
const struct fail *city_read_item(struct ctx *cx, int64_t item, struct city *ret,
                                  const struct city_item **ret_item) MUST_USE;

/* ---- losses --------------------------------------------------------------------------------- */

struct city_loss { int64_t unit; str name; points lost, full; int n; };
/* By lead unit, the largest loss first; ret in cx's arena. */
int city_losses_by_unit(struct ctx *cx, const struct city *c, struct city_loss **ret);
/* Items by loss, the largest first: indices into c->items; those without a score are left out. */
int city_losses_by_item(struct ctx *cx, const struct city *c, int **ret);

/**
 * The score of an item at this figure: by its method, to a hundredth, or `score` itself where the item has none. What
 * a month's estimate and what a trial say both come from here, so that the same figure gives the same points. INVALID
 * with the field `actual` or `score`: not a figure, past the full score (a method may give more), a method that cannot
 * work with it, a method that looks at the other counties while the city has not told their figures.
 */
const struct fail *city_what_if(struct ctx *cx, const struct city_item *x, str actual, str score,
                                points *ret) MUST_USE;

/* Is what is estimated last told ahead by the schedule: the method gives other points for the figure so far? Then a
 * figure on trial is the year's, and stands beside nobody's of a month. */
bool city_tells_ahead(struct ctx *cx, const struct city_item *x);
/* The county's place in the league with this total, equal ones sharing it; 0: the city has told no
 * other county's score, or the reader does not see all items. */
int city_rank(const struct city *c, points total);
/* A place in one indicator: by figures where the city told them, else by points. */
struct city_place {
        int  rank, of;                  /* equal ones share it; of: that can be compared, with ours; 0: unknown */
        bool by_points;
};
/* Ours among the others with this figure (absent: none) and these points (CITY_NONE). Less is better where the item
 * says so. */
struct city_place city_place_of(struct ctx *cx, const struct city_item *x, str actual, points score);
/* Our own figure of the month that the others' are of, and the points: final when published, else of that month. */
struct city_place city_place_now(struct ctx *cx, const struct city_item *x);
/**
 * The other counties' figures of a month, all of them at once; none takes the month away. Own transaction.
 * DENIED. INVALID with `others`: one twice, more than the league has, a figure that is none, neither figure nor
 * points, points past the item's; `source` and `day`: missing, or to come; `month`: not begun. CONFLICT: stale.
 */
struct city_told { int month; const struct city_peer *list; int n; str source; day day;
                   int64_t who, at; };  /* who entered them, and when; at 0: who writes, now */
const struct fail *city_peers_put(struct ctx *cx, const struct city *c, const struct city_item *x,
                                  int64_t version, const struct city_told *t) MUST_USE;
/* The same inside an open transaction, whatever version stands: for imports. */
const struct fail *city_peers_write(struct ctx *cx, const struct city *c, const struct city_item *x,
                                    const struct city_told *t) MUST_USE;
/* Those of one month, by name. */
const struct fail *city_peers_of(struct ctx *cx, int64_t item, int month,
                                 struct city_told *ret) MUST_USE;
/* "甲县 12.3 5.6": county, figure, points, one a line, - where one of the two was not told. INVALID at `others`. */
const struct fail *city_peers_read(struct ctx *cx, str text, const struct city_peer **ret,
                                   int *ret_n) MUST_USE;
str city_peers_text(struct ctx *cx, const struct city_peer *list, int n);

/* What holds for whatever was told of the others: fewer than take part, each once, with source and day. INVALID. */
const struct fail *city_others_fit(struct ctx *cx, int league, const str *names, int n, str source, day told) MUST_USE;
/* The others' totals, all of them at once, inside an open transaction. INVALID as city_book_put(). */
const struct fail *city_standings_write(struct ctx *cx, const struct city_book *b,
                                        const struct city_standing *list, int n, str source,
                                        day told) MUST_USE;
/* What is known of the other counties of a book. */
const struct fail *city_standings(struct ctx *cx, int64_t book, const struct city_standing **ret,
                                  int *ret_n) MUST_USE;

/* ---- writing: each its own transaction --------------------------------------------------------- */

/* others_said false: what is known of the other counties stays as it is. */
struct city_book_wish {
        int64_t unit;
        int     year, league;
        str     title, basis;
        points  final_score;
        int     final_rank;
        bool    others_said;
        const struct city_standing *others; int n_others;
        str     told_source;            /* with others: where they stand, and of which day */
        day     told;
};
/* id 0: a new one. DENIED; INVALID with the field (more other counties than the league has, one
 * twice); CONFLICT: stale. */
const struct fail *city_book_put(struct ctx *cx, int64_t id, int64_t version,
                                 const struct city_book_wish *w, int64_t *ret_id) MUST_USE;

struct city_wish {
        str     code, block, name, rule, department, leader, source, measure, target, method, params;
        int     sort, last_rank;
        bool    down;
        points  full, last_score;       /* CITY_NONE: none */
        int64_t lead, stem;
        const int64_t *shares; int n_shares;
};
/* id 0: a new one in `book`. INVALID: a code that is taken, no full score, a unit of another county,
 * a method that cannot score from a target and a figure alone. */
const struct fail *city_item_put(struct ctx *cx, const struct city_book *book, int64_t id,
                                 int64_t version, const struct city_wish *w, int64_t *ret_id) MUST_USE;
/* What is wrong with it, before anything is written. `tell` gets every rule that is broken, INVALID with its field, and
 * NULL comes back; with no `tell` the first comes back. */
const struct fail *city_item_fits(struct ctx *cx, const struct city_book *book, int64_t id, const struct city_wish *w,
                                  fail_told *tell, void *arg) MUST_USE;
/* The same inside an open transaction: for imports. */
const struct fail *city_item_write(struct ctx *cx, const struct city_book *book, int64_t id,
                                   int64_t version, const struct city_wish *w, int64_t *ret_id) MUST_USE;
/**
 * What is expected after a month. The lead unit or the office. version 0: the first of that month.
 * INVALID: score outside 0 … full (bonus included: 1.5 times full), a rank past the league, points
 * lost without a cause, a month that is not over yet of this year, points that are not those of the item's method at
 * the month's figure (to a hundredth) and no evidence that says why.
 */
struct city_guess { int month; str actual, mean, cause, measure, evidence; int rank; points score; };
const struct fail *city_guess_fits(struct ctx *cx, const struct city *c, const struct city_item *x,
                                   const struct city_guess *g, fail_told *tell, void *arg) MUST_USE;
const struct fail *city_estimate_put(struct ctx *cx, const struct city *c,
                                     const struct city_item *x, int64_t version,
                                     const struct city_guess *g) MUST_USE;
const struct fail *city_estimate_write(struct ctx *cx, const struct city *c,
                                       const struct city_item *x, int64_t version,
                                       const struct city_guess *g) MUST_USE;
/* What the city published in the end; the office. */
const struct fail *city_final_put(struct ctx *cx, const struct city *c, const struct city_item *x,
                                  int64_t version, points score, int rank) MUST_USE;

/* 市对县考核月分析 as a document; `table`: only the table of all items, for a spreadsheet. */
struct doc;
struct doc *city_report(struct ctx *cx, const struct city *c, bool table);

/* 示例县: last year final, this year with months estimated. */
const struct fail *city_demo(struct ctx *cx) MUST_USE;

#endif
