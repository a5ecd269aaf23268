/* domain/target/faces.h - what the pages of schemes show: structs of their templates. */
#ifndef DOMAIN_TARGET_FACES_H
#define DOMAIN_TARGET_FACES_H

#include "core/flow/flow.h"
#include "domain/target/use/analysis.h"
#include "domain/target/lint.h"
#include "domain/target/tree.h"
#include "door/web/list.h"

enum { TREE_NAME, TREE_FULL, TREE_CELLS };
enum { SCHEME_MOVES = 6, NODE_ROWS_SPARE = 4, NODE_FIELDS = 34 };

handler schemes_get, scheme_new_get, scheme_post, scheme_get, scheme_checks_get, scheme_compare_get,
        scheme_move_get, scheme_moves_post, scheme_next_get, scheme_next_post, scheme_json_get, scheme_file_get,
        tree_post, node_new_get, node_post, node_get, node_edit_post, node_remove_post, node_units_get, node_units_post,
        scheme_members_get, scheme_members_post, group_post, group_get, group_edit_post, group_remove_post,
        scheme_rules_get, scheme_rules_post, scheme_grades_post, scheme_effects_post;

/* What stands above every page of one edition. */
struct scheme_frame {
        struct page    page;
        struct edition e;
        const char    *tab;
        bool           may_edit;                /* a draft, and the right to */
        bool           may_next;                /* in force, and the right to begin the next */
        const struct flow_step *moves[SCHEME_MOVES]; int n_moves;
        int            n_grave, n_doubts;       /* of the linter; -1: it could not be computed */
        str            broken;                  /* why not */
        const struct lint_finding *found; int n_found;
        const struct scheme *scheme;            /* NULL when broken */
        const int     *group_at;                /* its groups in edition.groups */
        const struct advice *hints; int n_hints;        /* of a draft: what an analysis proposed and was adopted */
};
/* NOT_FOUND, DENIED. `tab` is the word in its address. */
const struct fail *scheme_frame_fill(struct ctx *cx, const struct request *rq, int64_t edition,
                                     const char *title, const char *tab,
                                     struct scheme_frame *ret) MUST_USE;

/* Points within bounds, in millionths; `otherwise` when nothing was typed, or when the field was marked wrong. */
int64_t form_points(struct form *form, const char *name, int64_t least, int64_t most,
                    int64_t otherwise);

struct schemes_page { struct page page; struct list list; bool may_begin; int n; };

/* The tree, as one group has it. */
struct tree_row {
        const struct edition_node *x;
        str  full, method, scorer, provider, grave;     /* grave: what the linter has against it */
        bool in_group;
        struct form_field cells[TREE_CELLS];    /* edited in place: name, full score */
        str  was[TREE_CELLS];                   /* what each began from */
};
struct tree_share { const char *word; str points, percent; };
struct tree_page {
        struct scheme_frame    frame;
        int64_t                group;           /* chosen; 0: as the tree has it */
        struct form_choice    *groups; int n_groups;
        const struct tree_row *rows; int n_rows;
        str                    total;
        struct tree_share      shares[4];
        int                    n_leaves, n_units;
        bool                   edit;            /* names and full scores are fields */
        struct form_faults     faults;
};

struct scheme_form_page {
        struct scheme_frame frame;              /* frame.e.id 0: no edition yet */
        str                 action, back;
        const char         *title, *help, *button;
        int64_t             version;
        struct form_field  *fields; int n_fields;
        struct form_faults  faults;
        str                 event;              /* of a step */
        bool                danger;
};

struct node_param_view { struct form_field field; };
struct node_page {
        struct scheme_frame frame;
        bool                fresh;
        int64_t             node, version;
        str                 action, back;
        struct form_field   fields[NODE_FIELDS]; int n_fields, n_first;
        struct form_field   params[METHOD_PARAMS]; int n_params;
        struct form_field  *groups; int n_groups;
        struct edition_row *rows; str *row_marks, *row_shares, *row_mosts; int n_rows;
        str                *row_wrong;          /* [n_rows]: sentences, absent where the row is well */
        const struct edition_row *there; int n_there;   /* CONFLICT: the rows that another saved, when they differ */
        bool                has_rows, counts;   /* a bracket table, or kinds of events */
        const struct method *method;            /* NULL: an inner node */
        struct form_faults  faults;
        bool                may_remove;
};

/* What a row of a bracket table gives: "5", "60%". */
static inline str row_worth(struct arena *a, const struct edition_row *r)
{
        return r->share < 0 ? points_str(a, r->mark, 0)
                            : str_f(a, "%.*s%%", STR(points_str(a, (points){ r->share * 100 }, 0)));
}

struct node_unit_row { const struct edition_unit *u; str group, reason; bool off; };
struct node_units_page {
        struct scheme_frame frame;
        const struct edition_node *x;
        const struct node_unit_row *rows; int n_rows;
        const struct fail *fail;
        int64_t version;
};

struct member_row { int64_t unit; str name, kind, factor, note; int64_t grp; bool ranked, competes; };
struct members_page {
        struct scheme_frame frame;
        const struct member_row *rows; int n_rows;
        struct form_choice *groups; int n_groups;       /* first: 不参加考核 */
        struct form_field   fresh[4];
        int64_t             version;
        const struct fail  *fail;
        bool                from_org;           /* rows show what the register of units has */
};

struct grade_row { str name, share, floor; str *places; };
struct class_row { str code, name, most, rule; bool penalty; };
struct rules_page {
        struct scheme_frame frame;
        struct form_field   fields[16]; int n_fields;
        struct grade_row   *grades; int n_grades;
        struct class_row   *classes; int n_classes;
        int64_t             version;
        struct form_faults  faults;
        const struct fail  *fail;
};

struct compare_row { const char *what; str name, before, after; };
struct compare_page {
        struct scheme_frame frame;
        struct edition      other;
        struct form_choice *choices; int n_choices;
        const struct compare_row *rows; int n_rows;
        bool                chosen;
};

#endif
