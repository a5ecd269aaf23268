/* domain/org/pages.h - the pages of units and people. */
#ifndef DOMAIN_ORG_PAGES_H
#define DOMAIN_ORG_PAGES_H

#include "core/auth/session.h"
#include "domain/org/name.h"
#include "domain/org/reform.h"
#include "door/web/list.h"

handler org_tree_get, org_table_get, org_unit_get, org_unit_new_get, org_unit_post, org_unit_edit_get,
        org_unit_edit_post;
handler org_unit_move_get, org_unit_move_post, org_unit_name_get, org_unit_name_post;
handler people_get, person_get, person_new_get, person_post, person_edit_post, person_title_post;
handler person_post_post, person_post_end_post, person_account_post, person_link_post,
        person_unlock_post;

/* Crumbs from the root to a unit; `last`: the unit itself is where we are, its name is not added. */
const struct fail *org_crumbs(struct ctx *cx, struct page *p, const struct org_unit *u,
                              bool last) MUST_USE;
/* The units that stand and that the person may see, for a select, indented by their depth; without
 * everything at or below `not_below` (absent: nothing left out). */
const struct fail *org_unit_choices(struct ctx *cx, str not_below, bool sections,
                                    const struct form_choice **ret, int *ret_n) MUST_USE;

/* `former`: the name of another time by which a search found it; absent: its own. */
struct org_row { struct org_unit u; int depth, below; int64_t people; str former; };
/* Is it a second county beside the first? A county that is set up has one; the demonstration has one more. */
static inline bool org_is_sample(const struct org_row *rows, int i)
{
        return i > 0 && !rows[i].depth && rows[i].u.kind == ORG_COUNTY && rows[0].u.kind == ORG_COUNTY;
}
/* The units that the person may see, abolished ones among them, parents before what stands below: at most 5,000. */
const struct fail *org_rows_seen(struct ctx *cx, struct org_row **ret, int *ret_n) MUST_USE;
struct org_tree_page {
        struct page page;
        str  lead;
        day  on;                        /* the names of this day; DAY_NONE: of now */
        str  word;                      /* searched for; empty: the whole tree */
        const struct org_row *rows, *closed;
        int  n_rows, n_closed;
        bool may_edit;
};
void org_tree_page(struct buf *o, const struct org_tree_page *p);
struct org_table_page { struct page page; struct list list; };

struct org_post {
        int64_t id, person, unit_id, version;
        str     name, role, unit;       /* role: as screens say it, with 代理 where one stands in */
        str     title;                  /* 职务 as entered; absent: none */
        str     acts_for;               /* whose post it is, where one stands in */
        day     since, until;
        str     now;                    /* what another registered meanwhile, where the form was too late */
        bool    own, to_come, may_title, may_ask;
};
/* A way into another domain for this unit, from the register: 部门预算 of the unit. */
struct org_way { const char *label, *icon; str href; };
struct org_unit_page {
        struct page page;
        struct org_unit u;
        const struct org_row *children, *closed;
        int  n_children, n_closed;
        const struct org_name *names;   /* former ones, the latest first */
        int  n_names;
        const struct reform_row *reforms;
        int  n_reforms;
        const struct org_post *posts;
        int  n_posts;
        const struct org_way *ways;
        int  n_ways;
        bool may_edit;
};
void org_unit_page(struct buf *o, const struct org_unit_page *p);

/* New, edit and move share one form: its fields, where it posts, where it came from. */
struct org_form_page {
        struct page page;
        str  action, back;
        int64_t version;                /* 0: new */
        const char *button, *help;
        str  lead;                      /* what it is about, under the heading; may be absent */
        str  note;                      /* to be known before filling it in; may be absent */
        bool closed;                    /* `note` says why there is nothing to fill in */
        int64_t post;                   /* a hidden field `post`; 0: none */
        const struct form_field *fields;
        int  n_fields;
        struct form_faults faults;
};
void org_form_page(struct buf *o, const struct org_form_page *p);

struct people_page { struct page page; struct list list; bool may_add, may_posts; };
void people_page(struct buf *o, const struct people_page *p);

/* After a CONFLICT, beside a field that differs: what another left there. */
void org_say_now(struct ctx *cx, struct form_field *x, str now);

#endif
