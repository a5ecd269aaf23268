/* domain/org/pages_delegation.h - the pages of 代理. */
#ifndef DOMAIN_ORG_PAGES_DELEGATION_H
#define DOMAIN_ORG_PAGES_DELEGATION_H

#include "domain/org/delegation.h"
#include "domain/org/pages.h"

handler delegations_get, delegation_new_get, delegation_post, delegation_get, delegation_decision_post,
        delegation_move_post;

/* One row of a list of stand-ins, in words. */
struct delegation_row {
        int64_t id;
        str     post, unit, holder, deputy;
        day     since, until;
        const char *state, *lamp;
};
struct delegation_row delegation_row(struct ctx *cx, const struct delegation *d);
void delegation_rows(struct buf *o, const struct delegation_row *rows, int n, const char *caption);

struct delegations_page {
        struct page page;
        struct list list;
        const struct org_post *posts;           /* the visitor's own, to be stood in for */
        int  n_posts;
};
void delegations_page(struct buf *o, const struct delegations_page *p);

struct delegation_page {
        struct page page;
        struct delegation d;
        struct delegation_row row;
        struct delegation_may may;
        str    asked_at, decided_at, answer;
        const struct fail *fail;
};
void delegation_page(struct buf *o, const struct delegation_page *p);

#endif
