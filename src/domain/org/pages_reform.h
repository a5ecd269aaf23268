/* domain/org/pages_reform.h - merging and splitting units: what it is to be, what will happen. */
#ifndef DOMAIN_ORG_PAGES_REFORM_H
#define DOMAIN_ORG_PAGES_REFORM_H

#include "domain/org/pages.h"
#include "domain/org/reform.h"

handler reform_new_get, reform_look_get, reform_post;

enum { REFORM_FIELDS = 16 };
struct reform_form_page {
        struct page page;
        struct org_unit u;
        enum reform_kind kind;
        struct form_field fields[REFORM_FIELDS];
        int    n_fields;
        struct form_faults faults;
};
void reform_form_page(struct buf *o, const struct reform_form_page *p);

struct reform_field { const char *name; str value; };
struct reform_look_page {
        struct page page;
        int64_t unit;
        enum reform_kind kind;
        str     lead, document, on;
        const struct reform_plan *plan;
        const struct reform_field *kept;        /* the answers, carried along hidden */
        int     n_kept;
        const str *roles;                       /* of each post, in words */
        const struct fail *fail;
};
void reform_look_page(struct buf *o, const struct reform_look_page *p);

#endif
