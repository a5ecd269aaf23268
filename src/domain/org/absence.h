/* domain/org/absence.h - 请假、借调、离任: days on which a person does not serve.
 *
 * One that locks shuts the account by its dates alone: no session lives on a day that it covers.
 * A departure (离任) is for good: from its day on posts end, requests fall, the account is disabled.
 */
#ifndef DOMAIN_ORG_ABSENCE_H
#define DOMAIN_ORG_ABSENCE_H

#include "domain/org/org.h"

enum absence_kind {             /* absence.kind: append only */
        ABSENCE_LEAVE,          /* 请假 */
        ABSENCE_SECONDED,       /* 借调或外出学习 */
        ABSENCE_DEPARTED,       /* 离任: 调离、退休、辞去职务 */
        ABSENCE_KIND_END
};
extern const char *const absence_words[ABSENCE_KIND_END];
extern const char *const absence_codes[ABSENCE_KIND_END];       /* "leave", "seconded", "departed" */

struct absence {
        int64_t id, version, at;
        enum absence_kind kind;
        day     since, until;           /* until DAY_NONE: for good */
        str     document, who;
        bool    locks;
        bool    off;                    /* called off before it began */
};
const struct fail *absences_of_person(struct ctx *cx, int64_t person, const struct absence **ret,
                                      int *ret_n) MUST_USE;

/**
 * May the visitor keep this person's absences and hand over their work? Who keeps people
 * (ORG_EDIT) over every unit where the person serves; of an administrator the security
 * administrator, so that no business post can lock an administrator out (三员). DENIED; NOT_FOUND as
 * org_person_see().
 */
const struct fail *absence_may(struct ctx *cx, int64_t person) MUST_USE;

struct absence_wish {
        int64_t person;
        enum absence_kind kind;
        day     since, until;
        str     document;
        bool    locks;
        bool    sure;           /* of a departure: whoever enters it has seen what ends with it */
};
/**
 * Enter it. DENIED: absence_may(), or one's own departure. INVALID with the field: a period turned
 * round, more than 31 days back, or over another; a departure without its document, or not `sure`. A departure
 * locks always and has no end.
 */
const struct fail *absence_enter(struct ctx *cx, const struct absence_wish *w) MUST_USE;
/* Back today (its last day is yesterday), or called off before it began. CONFLICT: changed; over;
 * a departure that was carried out. */
const struct fail *absence_end(struct ctx *cx, int64_t id, int64_t version) MUST_USE;
/* The job: carry out the departures whose day has come. */
const struct fail *absence_departures(struct ctx *cx) MUST_USE;

/* Write down 职务 for a post, as the appointment says; empty: the role's name again. */
const struct fail *org_post_title(struct ctx *cx, int64_t person, int64_t post, int64_t version,
                                  str title) MUST_USE;

#endif
