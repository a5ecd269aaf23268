/* door/web/pages.h - the pages of the program itself: their handlers and what templates show. */
#ifndef DOOR_WEB_PAGES_H
#define DOOR_WEB_PAGES_H

#include "core/auth/factor.h"
#include "core/config/config.h"
#include "core/flow/wait.h"
#include "door/web/list.h"

handler home_get;
handler sign_in_get, sign_in_post, sign_in_demo_post, sign_out_post, set_up_get, set_up_post;
handler sign_in_code_get, sign_in_code_post, sign_in_factor_get, sign_in_factor_post,
        sign_in_picture_get, sign_in_password_get, sign_in_password_post;
handler account_factor_get, account_factor_post, account_factor_start_post,
        account_factor_picture_get, account_factor_drop_post;
handler account_get, account_password_post, account_post_post, account_session_end_post;
handler settings_get;
handler asset_get, health_get, ready_get, metrics_get;

/* A door of the home page: a menu place of this person with what it is for. */
struct home_door { const char *path, *label, *icon, *module; };
/* What waits: a row of a group, which is what ran over, what ends today, or what one wait_row
 * lists. */
struct home_wait { const struct wait *t; const struct wait_row *row; const char *lamp, *tone; str due; };
struct home_group { const char *word; int n; const struct home_wait *rows; int n_rows; str all; };
struct home_day { day on; bool today; int n; };
struct home_message { str title, href, when; };
enum { HOME_DAYS = 7, HOME_MESSAGES = 5, HOME_ROWS = 5 };
struct home_fig  { const char *label, *unit; str value, href; };
struct home_page {
        struct page page;
        str         who, role, unit;
        const struct home_door *doors;
        int         n_doors;
        const struct home_fig *figs;
        int         n_figs;
        const struct home_group *groups; int n_groups;
        int         n_waits, n_late, n_today;
        bool        asked;              /* some row of the program is for this post */
        struct home_wait first;         /* the most urgent; t NULL: none */
        struct home_day  days[HOME_DAYS];
        const struct home_message *messages; int n_messages;
        int         n_posts;            /* other posts this person may act in */
};
void home_page(struct buf *o, const struct home_page *p);

struct set_up_page {
        struct page page;
        str         key, name;          /* name: whose password is set, or the county begun */
        int         floor;              /* characters of a password */
        bool        first;              /* the first set-up of an empty database */
        str         others;             /* of it: who else is in it; may be absent */
        const struct form *form;
        const struct fail *fail;
        const struct form_field *fields;
        int         n_fields;
};
void set_up_page(struct buf *o, const struct set_up_page *p);
/* A step between a right password and a session. */
struct half_page {
        struct page page;
        const char *action, *button, *lead, *picture;
        str         next, secret;
        int         days, floor;
        const struct form_field *fields;
        int         n_fields;
        const struct fail *fail;
};
void half_page(struct buf *o, const struct half_page *p);
/* The picture of a secret that is being enrolled, and the secret for typing. */
void factor_secret(struct buf *o, const char *picture, str secret);
const struct fail *factor_picture(struct ctx *cx, struct reply *re, int64_t person) MUST_USE;
struct factor_codes_page { struct page page; const str *codes; int n_codes; str go; };
void factor_codes_page(struct buf *o, const struct factor_codes_page *p);
void factor_codes_show(struct ctx *cx, const struct request *rq, struct reply *re,
                       const str codes[FACTOR_CODES], str go);
/* One's own second factor. */
struct factor_page {
        struct page page;
        struct factor_state state;
        str  secret;                    /* being enrolled; absent: not */
        const struct form_field *field;
        const struct fail *fail;
};
void factor_page(struct buf *o, const struct factor_page *p);

struct account_place   { int64_t id; str role, unit; day since; bool here; };
struct account_session { int64_t id; str began, seen, address, agent; const char *browser, *system;
                         bool here; };
struct account_page {
        struct page page;
        const struct visitor *who;
        const struct account_place *posts;
        int n_posts;
        const struct account_session *sessions;
        int n_sessions;
        struct factor_state factor;
        int floor;                      /* characters of a password */
        bool warn;                      /* the password ends soon */
        const struct form *form;
        const struct fail *fail;
        const struct form_field *fields;
        int n_fields;
};
void account_page(struct buf *o, const struct account_page *p);

struct settings_row  { const struct setting_info *info; str value; bool changed; };
struct settings_page { struct page page; const struct settings_row *rows; int n_rows; };
void settings_page(struct buf *o, const struct settings_page *p);

#endif
