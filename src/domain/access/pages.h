/* domain/access/pages.h - the pages of roles and rights. */
#ifndef DOMAIN_ACCESS_PAGES_H
#define DOMAIN_ACCESS_PAGES_H

#include "core/auth/auth.h"
#include "door/web/list.h"

handler roles_get, roles_matrix_get, roles_review_post, role_get, role_row_get, role_row_post;
handler right_get, person_rights_get;

struct roles_page {
        struct page page;
        struct list list;
        str  reviewed;                  /* when and by whom; absent: never */
        int64_t changed_roles, changed_posts;   /* since then */
};
void roles_page(struct buf *o, const struct roles_page *p);

/* One row of a role, or what it lacks (both scopes NONE). */
struct right { enum perm perm; enum scope see, change; enum years see_years, change_years; };
struct holder { int64_t person; str name, unit; bool disabled; };
struct role_page {
        struct page page;
        str code;
        const char *name;               /* in the reader's language */
        const char *kind;               /* a word */
        const char *const *keys;        /* of all permissions, for addresses: "budget_edit" */
        int64_t version;
        bool own;                       /* the reader stands in it: nothing can be changed */
        const struct right *rights;     /* what it may, in the order of perms.def */
        int n_rights;
        const struct right *others;     /* what it might be given */
        int n_others;
        const struct holder *holders;
        int n_holders;
};
void role_page(struct buf *o, const struct role_page *p);

struct role_row_page {
        struct page page;
        str code;
        enum perm perm;
        const char *key;
        int64_t version;
        const struct form_field *fields;
        int n_fields;
        struct form_faults faults;
};
void role_row_page(struct buf *o, const struct role_row_page *p);

/* Rows: permissions; columns: roles. */
struct matrix_role { str code; const char *name; };    /* name: in the reader's language */
struct matrix_page {
        struct page page;
        const char *const *keys;
        const struct matrix_role *roles;
        int n_roles;
        const struct right *cells;      /* MAY_END rows of n_roles */
};
void matrix_page(struct buf *o, const struct matrix_page *p);
extern const char *const scope_marks[SCOPE_END];        /* one sign each: 本, 辖, 组, 全 */
const struct right *matrix_cell(const struct matrix_page *p, int perm, int role);

/* Who may: each role that has the permission, and who stands in it. */
struct right_role { str code; const char *name; struct right right; const struct holder *holders; int n_holders; };
struct right_page {
        struct page page;
        enum perm perm;
        const char *label;              /* of the permission, in the reader's language */
        const struct right_role *roles;
        int n_roles, n_people;
};
void right_page(struct buf *o, const struct right_page *p);

/* What a person may, post by post; the scopes name the post's own unit or group. */
struct right_at { struct right right; str see, change; };
struct person_post { str role, unit, group; const char *role_word; const struct right_at *rights;
                     int n_rights; };
struct person_rights_page {
        struct page page;
        const char *const *keys;
        int64_t person;
        str name;
        bool no_account, disabled;
        const struct person_post *posts;
        int n_posts;
};
void person_rights_page(struct buf *o, const struct person_rights_page *p);

#endif
