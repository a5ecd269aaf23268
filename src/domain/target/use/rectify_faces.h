/* domain/target/use/rectify_faces.h - what the pages of the rectification list show. */
#ifndef DOMAIN_TARGET_USE_RECTIFY_FACES_H
#define DOMAIN_TARGET_USE_RECTIFY_FACES_H

#include "domain/target/use/faces.h"
#include "domain/target/use/rectify.h"

handler rectifies_get, rectify_new_get, rectify_post, rectify_get, rectify_plan_post, rectify_notes_post,
        rectify_step_get, rectify_moves_post, rectify_goal_post;

enum { RECTIFY_FIELDS = 4, RECTIFY_STEPS = 4 };

struct rectifies_page {
        struct page page;
        struct list list;
        int         n_open, n_late, n_state[RECTIFY_STATES];
        bool        may_list;
};

struct candidate_row { const struct rectify_candidate *c; const char *unit; str lost; };
struct rectify_new_page {
        struct page         page;
        struct use_links    years;
        struct result_run   run;
        str                 share;              /* percent, as typed */
        int64_t             group;
        const struct form_choice *groups; int n_groups;
        const struct candidate_row *rows; int n_rows, n_listed, n_more;
        struct form_field   fields[2];
        struct form_faults  faults;
};

struct rectify_line { const char *what; str when, who, words; const char *state; };
struct rectify_page {
        struct page         page;
        struct rectify_item x;
        str                 name, lost, source;         /* source: address of what it is about */
        bool                late, may_plan, may_due, may_goal;
        const struct flow_step *moves[RECTIFY_STEPS]; int n_moves;
        struct form_field   fields[RECTIFY_FIELDS]; int n_fields;
        struct form_faults  faults;
        struct form_field   words;
        const struct rectify_line *said; int n_said;
};

#endif
