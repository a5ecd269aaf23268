/* domain/target/year/month.h - who owes which figures of a month, and how they came: on time, late,
 * not. */
#ifndef DOMAIN_TARGET_YEAR_MONTH_H
#define DOMAIN_TARGET_YEAR_MONTH_H

#include "domain/target/year/figure.h"

/* One place of a month. A count of events is one place: no event is a figure too. */
struct month_place {
        int         leaf, unit_at;      /* indexes in the year */
        int64_t     giver;
        day         due;
        bool        given, on_time, overdue;    /* overdue: due, and not submitted */
        bool        drafted, returned, reviewed;
};
/* Every place of a month that people owe: of one giver (0: all), about one unit (0: all). What
 * other domains or ballots give (node source, or a row from there) is not owed. */
const struct fail *month_places(struct ctx *cx, const struct figure_year *y, int period,
                                int64_t giver, int64_t unit, const struct month_place **ret,
                                int *ret_n) MUST_USE;

/* One giver's month, or months. */
struct month_tally {
        int64_t giver;
        str     name;
        int     owed, given, on_time, late, overdue, returned, drafted, reviewed;
};
/* Tallies of every giver whose figures the person may see, over the months from … to; by name of
 * place. */
const struct fail *month_tallies(struct ctx *cx, const struct figure_year *y, int from, int to,
                                 const struct month_tally **ret, int *ret_n) MUST_USE;
/* On time in tenths of a percent of what was due; -1: nothing was. Rounded half up; 100 % means
 * all. */
int on_time_rate(const struct month_tally *t);

/* The newest month of the year that has ended, or -1. */
int month_newest(struct ctx *cx, const struct figure_year *y);

#endif
