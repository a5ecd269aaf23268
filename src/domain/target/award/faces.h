/* domain/target/award/faces.h - what the pages of monthly bonuses show. */
#ifndef DOMAIN_TARGET_AWARD_FACES_H
#define DOMAIN_TARGET_AWARD_FACES_H

#include "domain/target/award/award.h"
#include "door/cli/cli.h"
#include "door/web/list.h"

handler awards_get, award_new_get, award_post, award_get, award_edit_get, award_edit_post, award_months_post,
        award_stops_post;

enum { AWARD_COMMANDS = 4 };
extern const struct command_row award_commands[AWARD_COMMANDS];

enum { AWARD_FIELDS = 5 + 3 * AWARD_GATES };

struct award_row { const struct award_rule *r; str ladder, gates, months, klass; };
struct awards_page {
        struct page             page;
        str                     scheme;
        bool                    none, may_add;
        struct list             list;
};

struct award_form_page {
        struct page       page;
        const char       *title, *button;
        str               action, back;
        int64_t           version;
        struct form_field fields[AWARD_FIELDS]; int n_fields;
        struct form_faults faults;
};

/* A gate of a line in words: "6.2 ≥ 5 %". */
struct award_gate_shown { str text, href; bool asked, there, holds; };
struct award_line_shown {
        const struct award_line *x;
        struct award_gate_shown  gate[AWARD_GATES];
        str                      total, ladder, amount, href;
        bool                     begins;        /* the first of its group */
};
struct award_month_shown { str word, href; bool here, settled; };
struct award_page {
        struct page             page;
        struct edition          e;
        struct award_rule       r;
        struct award_row        row;
        struct award_month      m;
        struct award_month_shown months[12]; int n_months;
        str                     gate_head[AWARD_GATES];
        const struct award_line_shown *lines; int n_lines;
        str                     at;
        bool                    may_change;
        const struct fail      *fail;
};

#endif
