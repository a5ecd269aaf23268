/* domain/org/pages_absence.h - the pages of absences and of handing work over. */
#ifndef DOMAIN_ORG_PAGES_ABSENCE_H
#define DOMAIN_ORG_PAGES_ABSENCE_H

#include "domain/org/absence.h"
#include "domain/org/hand_over.h"
#include "domain/org/pages.h"

handler absences_get, absence_new_get, absence_post, absence_end_post;
handler works_get, hand_over_post, hand_over_get, hand_over_file_get;
handler person_phone_get, person_phone_post;

struct phone_page { struct page page; int64_t id; str name, phone; };
void phone_page(struct buf *o, const struct phone_page *p);

struct absences_page { struct page page; struct list list; };
void absences_page(struct buf *o, const struct absences_page *p);

/* The form, with what the person holds and a departure would end. */
struct absence_new_page {
        struct page page;
        int64_t id;
        str     name;
        const str *posts, *deputies;    /* a sentence each */
        int     n_posts, n_deputies, n_works;
        bool    sure;                   /* ticked */
        const struct form_field *fields;
        int     n_fields;
        struct form_faults faults;
};
void absence_new_page(struct buf *o, const struct absence_new_page *p);

/* How it stands today. */
enum absence_state { ABSENCE_NOW, ABSENCE_TO_COME, ABSENCE_OVER, ABSENCE_OFF, ABSENCE_STATES };
extern const char *const absence_state_words[ABSENCE_STATES], *const absence_lamps[ABSENCE_STATES];
enum absence_state absence_state(day today, day since, day until);

struct absence_row { struct absence a; const char *word, *lamp; bool may_end; str at; };
struct work_row { const char *label; str title, unit, href; day due; };
struct hand_over_row { int64_t id, n; day on; str successor; };

/* What of a person's absences, work and hand-overs the person page shows. */
struct person_absences {
        const struct absence_row *rows;
        int  n_rows;
        bool may;                       /* enter, end, hand over */
        bool away, left;                /* today */
};
const struct fail *person_absences(struct ctx *cx, int64_t person,
                                   struct person_absences *ret) MUST_USE;
void absence_rows(struct buf *o, const struct page *page, int64_t person,
                  const struct person_absences *p);

struct works_page {
        struct page page;
        int64_t id;
        str     name;
        int64_t seen;                   /* fingerprint of what is shown */
        const struct work_row *rows;
        int     n_rows;
        const struct hand_over_row *done;
        int     n_done;
        struct form_field fields[2];    /* to, document */
        struct form_faults faults;
};
void works_page(struct buf *o, const struct works_page *p);

struct hand_over_page { struct page page; int64_t id, person; const struct doc *doc; };
void hand_over_page(struct buf *o, const struct hand_over_page *p);
/* For the template: the document's blocks in the page. */
void hand_over_body(struct buf *o, const struct doc *d);

#endif
