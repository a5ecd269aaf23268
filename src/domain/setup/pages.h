/* domain/setup/pages.h - the wizard of the first set-up, and the pages that watch over sign-ins. */
#ifndef DOMAIN_SETUP_PAGES_H
#define DOMAIN_SETUP_PAGES_H

#include "core/auth/factor.h"
#include "domain/setup/units.h"
#include "door/web/batch.h"
#include "door/web/list.h"

handler begin_county_get, begin_county_post, begin_year_get, begin_year_post;
handler begin_units_get, begin_units_post, begin_units_file_post, begin_units_apply_post,
        begin_template_get;
handler begin_admins_get, begin_admins_post, begin_summary_get, begin_summary_post;
handler access_get, access_unlock_post, access_roles_post;
handler access_sessions_get, access_stale_get;
handler access_factor_end_post;

enum begin_step { BEGIN_COUNTY, BEGIN_YEAR, BEGIN_UNITS, BEGIN_ADMINS, BEGIN_SUMMARY, BEGIN_STEPS };
struct begin_mark { const char *path, *label; };
extern const struct begin_mark begin_marks[BEGIN_STEPS];

/* What every step of the wizard shows. */
struct begin_page {
        struct page page;
        enum begin_step step;
        bool        done[BEGIN_STEPS];
        str         others;             /* who else is in the wizard; may be absent */
        const char *lead, *button;
        const struct form_field *fields;
        int         n_fields;
        struct form_faults faults;
};
void begin_form(struct buf *o, const struct begin_page *p);

struct begin_unit { str name, code, kind; int depth; };
/* What is wrong with a cell of the file. Row 0: with the file as a whole; no column: with the row; `sheet`: one of
 * several. */
struct begin_finding { int row; str sheet, column, found, reason, allowed; };
struct begin_units_page {
        struct begin_page b;
        const struct begin_unit *units;         /* what stands */
        int n_units;
        const struct unit_rows *plan;           /* NULL: no preview */
        str seen;                               /* its fingerprint: what is written is what was looked at */
        const char *const *kind_words;
        const struct begin_finding *findings;
        int n_findings, n_more;                 /* more: that are not shown */
        int64_t n_bad;
        const struct fail *fail;                /* of the file */
};
void begin_units_page(struct buf *o, const struct begin_units_page *p);

struct begin_summary_page {
        struct begin_page b;
        struct county county;
        int    n_units;
        struct setup_admin who[SETUP_ROLES];
        bool   ready;
        const struct form_field *password;    /* PASSWORD_BOXES of them */
        const struct fail *fail;
        int    floor;
};
void begin_summary_page(struct buf *o, const struct begin_summary_page *p);
/* The links for the other two administrators, shown once. */
struct begin_done_page { struct page page; str base, security, audit; struct setup_admin who[SETUP_ROLES]; };
void begin_done_page(struct buf *o, const struct begin_done_page *p);

/* ---- 登录安全 ---- */
struct access_lock { str name, shown; bool address; int64_t failures; str since, until; };
struct access_role { str code, name; bool wanted; };
struct access_page {
        struct page page;
        const struct access_lock *locks;
        int n_locks;
        const struct access_role *roles;
        int n_roles;
        int64_t n_sessions;
        const struct fail *fail;
};
void access_page(struct buf *o, const struct access_page *p);

/* A list of 登录安全 and the sentence above it. */
struct access_list_page { struct page page; struct list list; str lead; };
void access_list_page(struct buf *o, const struct access_list_page *p);

enum { ACCESS_BATCHES = 1 };
extern const struct batch_row access_batches[ACCESS_BATCHES];

#endif
