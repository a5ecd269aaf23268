/* domain/target/use/faces.h - what the pages of the use of results show. */
#ifndef DOMAIN_TARGET_USE_FACES_H
#define DOMAIN_TARGET_USE_FACES_H

#include "domain/target/use/use.h"
#include "door/module.h"
#include "door/web/chart.h"
#include "door/web/list.h"

handler history_get, use_get, use_proposals_post, use_move_get, use_moves_post, rewards_get,
        rewards_post, reward_heads_post, reward_file_get;

enum { USE_FIELDS = 8 };

/* Years as links above a page. */
struct use_links { const char *path; int year, list[USE_YEARS], n; };

/* A form alone on its page. */
struct use_form {
        struct page        page;
        const char        *title, *help;
        str                about;
        struct page_form   form;
        struct form_field  fields[USE_FIELDS]; int n_fields;
        struct form_faults faults;
};
const struct fail *use_form_show(struct use_form *p, struct reply *re, const struct form *form,
                                 const struct fail *why) MUST_USE;
/* Fields of a step by what its row asks. */
void use_step_fields(struct ctx *cx, struct use_form *p, const struct flow_step *s,
                     const char *reason, const char *number);

struct history_page {
        struct page               page;
        int64_t                   unit;
        str                       name;
        bool                      may_import;
        const struct form_choice *units; int n_units;   /* to choose from; none: the own alone */
        const struct use_year    *newest;               /* NULL: no year is published */
        str                       rank, total;          /* of the newest */
        int                       n_years, n_lowest;    /* lowest: years running, up to the newest */
        struct list               list;
        struct chart_lines        ranks, totals;
};

struct use_count { str grade; int n; };
struct use_page {
        struct page         page;
        struct use_links    years;
        struct result_run   run;
        bool                none, whole, may_propose;
        struct list         list;
        struct use_count    grades[REWARD_GRADES]; int n_grades;
        int                 n_units, n_open, n_confirmed;
        bool                gap;                        /* the year before is not here */
};

struct reward_line { const struct reward_row *r; const char *group; str field; };
struct rewards_page {
        struct page         page;
        struct use_links    years;
        struct reward_sheet s;
        bool                may;
        struct form_field   basis, per_head;
        struct form_faults  faults;
        struct { struct form_field amount, factor; } grades[REWARD_GRADES];
        const struct reward_line *rows; int n_rows;
};

#endif
