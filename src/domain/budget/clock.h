/* domain/budget/clock.h - the legal clocks of a department budget (domain §1.1, D1…D6).
 *
 * The law counts plain days (日): the day after the event is the first, and a last day that is a
 * holiday does not give way (the terms are kept from the strict side). A profile may override days
 * and kind for a place whose rule differs; working days are those of the calendar (NULL: of
 * weekends alone). Pure: the day of today is given.
 */
#ifndef DOMAIN_BUDGET_CLOCK_H
#define DOMAIN_BUDGET_CLOCK_H

#include "core/calendar/calendar.h"
#include "domain/budget/profile.h"

enum clock_state {
        CLOCK_IDLE,             /* its event has not happened */
        CLOCK_RUNNING,
        CLOCK_DUE,              /* runs out within CLOCK_WARN days */
        CLOCK_LATE,             /* ran out, not done */
        CLOCK_MET,
        CLOCK_MET_LATE,         /* done, after the last day */
        CLOCK_STATES
};
enum { CLOCK_WARN = 5, CLOCKS = 6 };

struct clock {
        const char      *id, *label, *basis;    /* "D3", what is due, the article */
        day              from, until, done;     /* DAY_NONE where it has not happened */
        int              days;
        bool             working;
        int              missing;               /* year whose holidays are not known yet; 0: none */
        int              left;                  /* days until the last day; negative: days over */
        enum clock_state state;
};
extern const char *const clock_state_labels[CLOCK_STATES];

/**
 * Fill ret[CLOCKS] for a budget on a day. D1 runs from the congress to the approval, D2 from the
 * approval to its passing on, D3 from the approval to publication, D4 from the passing on to the day
 * on which the last of the units published. A correction runs none again: the year's first version
 * met them, or did not. D5 is the finance bureau's own and D6 belongs to final accounts: both stay
 * IDLE here and are listed so that nobody thinks them forgotten.
 */
void budget_clocks(const struct budget *b, const struct profile *p, day today,
                   const struct calendar *cal, struct clock ret[CLOCKS]);

#endif
