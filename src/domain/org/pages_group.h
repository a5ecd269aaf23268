/* domain/org/pages_group.h - assessment groups: the list of a year, and the form that lays it out. */
#ifndef DOMAIN_ORG_PAGES_GROUP_H
#define DOMAIN_ORG_PAGES_GROUP_H

#include "domain/org/group.h"
#include "domain/org/pages.h"

handler groups_get, groups_edit_get, groups_post, groups_copy_post;

struct group_count { str group; int n, competing; };
struct groups_page {
        struct page page;
        int     year, this_year;
        int64_t mark;
        const struct org_group_row *rows;
        int     n_rows;
        const struct group_count *counts;
        int     n_counts;
        bool    may_edit, may_copy;
        const struct fail *fail;
        struct list list;               /* the page; the form draws `rows` */
};
void groups_page(struct buf *o, const struct groups_page *p);
void groups_edit_page(struct buf *o, const struct groups_page *p);

#endif
