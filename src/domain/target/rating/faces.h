/* domain/target/rating/faces.h - what the pages of effects and ratings show. */
#ifndef DOMAIN_TARGET_RATING_FACES_H
#define DOMAIN_TARGET_RATING_FACES_H

#include "domain/target/rating/register.h"
#include "door/web/list.h"

handler effects_get, effect_new_get, effect_post, effect_get, effect_edit_get, effect_edit_post,
        effect_moves_post, effect_unit_get;

enum { EFFECT_FIELDS = 11, EFFECT_MOVES = 4 };

struct effects_page {
        struct page page;
        struct list list;
        str         scheme_name;
        bool        none;                       /* no scheme in force yet */
        bool        may_add, may_import;
        int         n, n_waiting, n_vetoes;
        str         bonus, penalty;             /* what counts, added up */
};

struct effect_form_page {
        struct page       page;
        const char       *title, *button;
        str               action, back;
        int64_t           version;              /* 0: new */
        struct form_field fields[EFFECT_FIELDS]; int n_fields;
        struct form_faults faults;
};

struct effect_move { const struct flow_step *step; struct form_field fields[2]; int n_fields; };
struct effect_page {
        struct page          page;
        struct edition       e;
        struct effect_record x;
        str                  klass, amount, counts;     /* in words; absent: does not apply */
        struct effect_move   moves[EFFECT_MOVES]; int n_moves;
        bool                 may_edit, kept;            /* kept: the reader entered it, another one decides */
        struct form_faults   faults;
        str                  taken;                     /* the event that was refused */
};

struct effect_line { const struct effect_record *x; str klass, amount, counts, why; const char *lamp; };
struct effect_cap  { str name, used, most; };
struct effect_unit_page {
        struct page         page;
        str                 unit, scheme, bonus, penalty, ceiling, veto;
        struct effect_line *lines; int n_lines;
        struct effect_cap  *caps;  int n_caps;
};

#endif
