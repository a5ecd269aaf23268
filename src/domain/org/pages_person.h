/* domain/org/pages_person.h - the page of one person. */
#ifndef DOMAIN_ORG_PAGES_PERSON_H
#define DOMAIN_ORG_PAGES_PERSON_H

#include "domain/org/pages_absence.h"
#include "domain/org/pages_delegation.h"

struct person_page {
        struct page page;
        int64_t id, version, account_version;
        str  name, login, staff_no;
        struct form_field called[2];    /* the name, and how it is read where that is not by rule */
        int64_t called_version;         /* that the form of both began from */
        str  phone;                     /* masked; absent: none */
        bool may_unmask;
        struct form_field number;       /* to enter one, as it was typed */
        str  link;                      /* a one-time link just made, shown once */
        day  left_on;
        bool demo, disabled, has_account, may_account, may_grant, may_link, me;
        const struct org_post *posts, *past;    /* today and to come; ended */
        int  n_posts, n_past;
        bool any_title, any_ask;                /* some post has such a form */
        const struct delegation_row *deputies;
        int  n_deputies;
        struct person_absences absences;
        const struct form_field *grant;         /* unit and role */
        int  n_grant;
        const struct form_choice *office;       /* administrators' roles, each a button; given at the root */
        int  n_office;
        int64_t root;
        str  root_name;
        const struct fail *fail;
};
void person_page(struct buf *o, const struct person_page *p);

#endif
