/* core/calendar/calendar.h - the working calendar: which days are worked, and when a term ends.
 *
 *      struct calendar cal;
 *      const struct fail *f = calendar_load(cx, &cal);         -- once a request
 *      struct due d;
 *      due_of(&cal, received, &(struct due_rule){ .unit = DUE_WORKING, .n = 5 }, &d);
 *      … d.on …  if (d.missing) say due_warning(cx, &d)
 *
 * A day is worked when it is Monday to Friday, unless the State Council's yearly notice
 * (国务院办公厅关于…年部分节假日安排的通知) says it is off; a weekend day that the notice names is a
 * make-up workday (调休上班). A year whose notice has not been brought has no data: then its weekends
 * are off, and the statutory holidays of a fixed date (《全国年节及纪念日放假办法》 第二条: 元旦, 劳动节,
 * 国庆节), and whatever rests on it says so.
 */
#ifndef CORE_CALENDAR_CALENDAR_H
#define CORE_CALENDAR_CALENDAR_H

#include "base/base.h"

enum calendar_kind { CALENDAR_OFF, CALENDAR_MAKE_UP, CALENDAR_KIND_END };
extern const char *const calendar_kind_words[CALENDAR_KIND_END];        /* 放假, 上班 */
enum calendar_source { CALENDAR_BUILT_IN, CALENDAR_FILE, CALENDAR_BY_HAND, CALENDAR_SOURCE_END };
extern const char *const calendar_source_words[CALENDAR_SOURCE_END];

enum { CALENDAR_FIRST = 2000, CALENDAR_LAST = 2100, CALENDAR_NAME_MAX = 20 };

/* What a notice says of a day. */
struct calendar_named { day on; enum calendar_kind kind; str name; int year; };

struct calendar {
        const struct calendar_named *days;      /* in the order of the days */
        int                          n;
        bool                         known[CALENDAR_LAST - CALENDAR_FIRST + 1];
};

/* All years there are, as of now; lives in the request's arena. A few hundred rows. */
const struct fail *calendar_load(struct ctx *cx, struct calendar *ret) MUST_USE;

/* Everything below is pure. */

bool calendar_knows(const struct calendar *c, int year);        /* the year's notice is there */
bool calendar_works(const struct calendar *c, day d);
/* What the notice says of the day; NULL: nothing. */
const struct calendar_named *calendar_of(const struct calendar *c, day d);

/**
 * Working days in (a, b]: those after a, up to and with b; 0 when b is not after a. `ret_missing`
 * (may be NULL) gets the first year without data among them, or 0.
 */
int calendar_between(const struct calendar *c, day a, day b, int *ret_missing);

/* ---- terms ------------------------------------------------------------------------------- */

enum due_unit { DUE_DAYS, DUE_WORKING, DUE_MONTHS, DUE_UNIT_END };
extern const char *const due_unit_words[DUE_UNIT_END];                  /* 个自然日, 个工作日, 个月 */
enum { DUE_MOST = 3660 };               /* days; months: 1200 */

struct due_rule {
        enum due_unit unit;
        int           n;                /* 0 … DUE_MOST */
        /* The day it begins counts as the first. Not by default: 开始的当日不计入，自下一日开始计算
         * (民法典第二百零一条). A publicity period counts it (公示：自…起 5 个工作日). */
        bool          count_first;
        /* A last day that is not worked gives way to the next one that is: 期间的最后一日是法定休假日的，
         * 以法定休假日结束的次日为期间的最后一日 (民法典第二百零三条). */
        bool          roll;
};

struct due {
        day  on;                        /* the last day */
        day  plain;                     /* before it gave way; else the same */
        int  missing;                   /* first year without data that it rests on; 0: none */
};

/**
 * The last day of a term that begins on `from`.
 *
 * DUE_DAYS     from + n.
 * DUE_WORKING  the n-th working day after `from`; with 0 `from` itself.
 * DUE_MONTHS   the same date n months on; where that month lacks it, its last day (民法典第二百零二条).
 * count_first  one day earlier; of working days only when `from` is one. Three months from 20
 *              February counted so end on 19 May; a month end that was put for a missing date stays.
 */
void due_of(const struct calendar *c, day from, const struct due_rule *rule, struct due *ret);
/* The same, reading the calendar first: for one term. Where it rests on a year without data,
 * cx->due_missing tells the door, which says so beside what was done. */
const struct fail *calendar_due(struct ctx *cx, day from, const struct due_rule *rule,
                                struct due *ret) MUST_USE;
/* 2027 年放假安排还没有导入，按周末和固定的法定节日推算; absent where nothing is missing. */
str due_warning(struct ctx *cx, const struct due *d);
str calendar_warning(struct ctx *cx, int missing);

/* ---- named rules of counting: rows of rules.def --------------------------------------------- */

struct due_kind { const char *code, *label, *basis; struct due_rule rule; };    /* rule.n is 0 */
extern const struct due_kind due_kinds[];
extern const int             n_due_kinds;
const struct due_kind *due_kind_of(str code);           /* NULL: none */

/* ---- the self-check of a year ---------------------------------------------------------------- */

struct calendar_year_sum {
        int off, make_up;               /* named by the notice */
        int working;                    /* days of the year that are worked */
        int working_in[12];
        /* Days of the year less weekends less the statutory days (11 until 2024, 13 from 2025:
         * 全国年节及纪念日放假办法): a notice only moves days, so both must agree. */
        int expected;
};
void calendar_sum(const struct calendar *c, int year, struct calendar_year_sum *ret);

#endif
