/* core/calendar/year.h - keeping the calendar: a year's notice and the days it names.
 *
 * CALENDAR_EDIT over the whole county is asked for by every rule here that a person calls; the
 * router asks only whether they have it at all. Everything that changes a year moves its version.
 */
#ifndef CORE_CALENDAR_YEAR_H
#define CORE_CALENDAR_YEAR_H

#include "core/calendar/calendar.h"

/* A notice as it is kept. */
struct calendar_notice {
        int                  year;
        str                  notice;            /* title */
        str                  number;            /* 文号; may be absent */
        day                  issued;            /* DAY_NONE: not known */
        enum calendar_source source;
        str                  who;               /* who brought it; absent: the program */
        int64_t              at, version;
};
enum { CALENDAR_NOTICE_MAX = 100, CALENDAR_NUMBER_MAX = 40, CALENDAR_SPAN_MAX = 15 };

/* The years of data/calendar/ that the database lacks, with their days; a year it has is left as
 * it was made. Own transaction. */
const struct fail *calendar_seed(struct ctx *cx) MUST_USE;

/* What data/calendar/ says, without a database. */
void calendar_built_in(struct ctx *cx, struct calendar *ret);

/* DENIED unless the person keeps the calendar of the whole county. */
const struct fail *calendar_may_edit(struct ctx *cx) MUST_USE;

/* NOT_FOUND: no data for the year. */
const struct fail *calendar_notice_of(struct ctx *cx, int year,
                                      struct calendar_notice *ret) MUST_USE;

/**
 * Register the notice of a year, or put its particulars right; own transaction. `seen` is the version
 * it was shown with, 0 for a year without data. CONFLICT: another was quicker. INVALID: the year.
 */
const struct fail *calendar_notice_put(struct ctx *cx, int64_t seen,
                                       const struct calendar_notice *n) MUST_USE;

/* May this notice say this of the day? NULL: yes; else a sentence. `ret_busy` (may be NULL) is the
 * year of another notice that names it already, for which the sentence is NULL. */
const char *calendar_day_wrong(const struct calendar *c, int year, day on, enum calendar_kind kind,
                               int *ret_busy);

/**
 * Name the days from…to, at most CALENDAR_SPAN_MAX of them, in the notice of `year`; own
 * transaction. What the notice said of them before is replaced.
 * INVALID at `from`, `to` or `kind`; NOT_FOUND, CONFLICT as above.
 */
const struct fail *calendar_days_put(struct ctx *cx, int year, int64_t seen, day from, day to,
                                     enum calendar_kind kind, str name) MUST_USE;
/* Take back what it says of one day; own transaction. NOT_FOUND: nothing. */
const struct fail *calendar_day_take(struct ctx *cx, int year, int64_t seen, day on) MUST_USE;

/**
 * Put a whole year in place of what there is; inside the caller's transaction, without its audit
 * row. `ret_kept` gets the former state as JSON ("null": there was none), for calendar_year_back().
 */
const struct fail *calendar_year_put_in(struct ctx *cx, const struct calendar_notice *n,
                                        const struct calendar_named *days, int n_days,
                                        str *ret_kept) MUST_USE;
/* What was kept, put back with who had entered it and when. */
const struct fail *calendar_year_back_in(struct ctx *cx, int year, str kept) MUST_USE;

#endif
