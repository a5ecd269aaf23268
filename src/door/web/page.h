/* door/web/page.h - the frame that every page stands in, and the small pieces pages are made of.
 *
 * A handler fills its own struct, whose first member is `struct page page`, and calls its
 * template; the template begins with {{call page_top(&p->page)}} and ends with
 * {{call page_bottom(&p->page)}}. Between the two it writes what stands in <main>.
 *
 *      struct unit_page p = { .page = page_of(cx, rq, "单位"), .unit = unit };
 *      unit_page(&re->body, &p);
 *
 * The templates behind this header: layout.html (frame), parts.html (icon, lamp, note, crumb),
 * field.html, list.html, sign_in.html, error.html, display.html.
 */
#ifndef DOOR_WEB_PAGE_H
#define DOOR_WEB_PAGE_H

#include "door/web/html.h"
#include "door/web/web.h"

/* A step on the way to this page. `name` is data (a unit's name), `word` a catalogue word; one
 * of the two. The last crumb has no address. */
struct crumb { str href; const char *word; str name; };

/* One place in the menu: a route with a menu place that this person may use. */
struct menu_entry {
        const char *group;      /* heading above it (a word), set on the first of its group */
        const char *part;       /* heading of its part of the group, set on the first of the part */
        const char *path, *label, *icon;
        bool        here;
};

enum { MENU_MAX = 48, PAGE_MAX_CRUMBS = 6, TAB_MOST = 4 };

struct page {
        /* set by page_of; a page seldom touches these */
        const struct request *rq;
        int          lang;                      /* enum lang */
        const char  *theme;                     /* "light", "dark", "auto" */
        bool         large;                     /* large type */
        str          county;                    /* 示例县 */
        str          who;                       /* person and post, absent: nobody signed in */
        str          csrf;                      /* for <input type="hidden" name="csrf"> */
        str          note;                      /* said once after a redirect; absent: none */
        bool         demo;                      /* the database holds demonstration data */
        day          today;
        str          display;                   /* /display?back=here */
        str          printed;                   /* "2024年11月20日 10:00", for the print line */
        int64_t      unread;                    /* messages, at most 100 */
        struct menu_entry menu[MENU_MAX];
        int          n_menu;
        int          tabs[TAB_MOST], n_tabs;    /* on a telephone: places in `menu` */

        /* set by the page */
        const char  *title;                     /* a catalogue word: <title>, and the menu's fall-back */
        str          name;                      /* of the thing shown (data), before the title in <title> */
        const char  *here;                      /* menu path that is current; NULL: the longest that fits */
        struct crumb crumbs[PAGE_MAX_CRUMBS];   /* none on a list */
        int          n_crumbs;
        const char  *script;                    /* a further script of assets/, "grid.js", or NULL */
        bool         htmx;                      /* loads htmx.min.js; pages without parts leave it out */
        bool         landscape;                 /* prints on A4 landscape */
};

/* The frame's facts for this request. `title` is a catalogue word, never NULL. */
struct page page_of(struct ctx *cx, const struct request *rq, const char *title);
/* Does this route stand in the menu of cx's person? */
bool page_in_menu(struct ctx *cx, const struct route *r);
/* Add a crumb by word or by name; the last one added is where we are (href absent). */
void page_crumb(struct page *p, str href, const char *word, str name);
/* A sentence of a lead (.ls-lead) and what of it leads to its rows: `link` where it first stands; one that
 * does not stand there leaves the sentence without a link. */
struct lead_part { str before, link, after, href; };
struct lead_part lead_part_of(str sentence, str link, str href);
void page_lead(struct buf *o, const struct lead_part *list, int n);
/* The frame around the body of a signed-in page. Without a session it stands without menu. */
void page_top(struct buf *o, const struct page *p);
void page_bottom(struct buf *o, const struct page *p);
/* <!doctype> to </head>, for the pages that bring a body of their own (sign-in). */
void page_head(struct buf *o, const struct page *p);

/* --- small pieces, for templates: {{call page_icon("i-down")}} ------------------------------- */
/* One icon of the sprite, beside a word. Names: assets/icons.txt. */
void page_icon(struct buf *o, const char *name);
/* A lamp: shape, word, colour. kind: green yellow red grey done. */
void page_lamp(struct buf *o, const char *kind, const char *word);
/* A message in the page: tone is green, yellow or red. */
void page_note(struct buf *o, const char *tone, str text);
/* The hidden fields every POST form carries: the CSRF token, and the key by which a form sent twice
 * is done once (once.h). A form that does nothing twice, or whose page stays while it brings files,
 * has the token alone. */
void page_csrf(struct buf *o, const struct page *p);
void page_token(struct buf *o, const struct page *p);

/* --- one form field (field.html) --------------------------------------------------------- */
struct form_choice { str value; const char *word; str name; };  /* of a select: a word or data */
struct form_field {
        const char *name;               /* also its id, "f-" before it */
        const char *label;              /* a word */
        const char *hint;               /* a word, or NULL */
        const char *type;               /* text password number date file search month; NULL: text */
        const char *autocomplete;       /* "username"; NULL: off */
        const char *inputmode;          /* "decimal"; NULL: none */
        const char *accept;             /* file: ".xlsx,.csv" */
        str         value;
        const char *wrong;              /* why the last entry was refused: a word; NULL: fine */
        str         wrong_text;         /* the same as a sentence: what fail_field said */
        str         there;              /* CONFLICT: what another saved meanwhile, as shown; offers "take-NAME" */
        const struct form_choice *choices;   /* set: a select */
        int         n_choices;
        int         rows;               /* over 0: a textarea */
        int         max;                /* characters; 0: none */
        bool        optional;           /* marked （选填） */
};
void page_field(struct buf *o, const struct form_field *f);
void page_there(struct buf *o, const struct form_field *f);     /* of a field with `there`; page_field has it */
static inline bool form_field_is_wrong(const struct form_field *f) { return f->wrong || f->wrong_text.p || f->there.p; }
/* Put what the form and the failure know about this field's name into it: value and reason. */
struct form_field form_field_of(struct form_field f, const struct form *form,
                                const struct fail *fail);
/**
 * After a CONFLICT: beside a field whose value differs from `now`, what stands there (a choice by its word). The
 * handler saves `now` where the checkbox "take-NAME" is set.
 */
struct form_field form_field_there(struct ctx *cx, struct form_field f, str now);
/* Reasons of a refused form, on top of it, each a link to its field; draws nothing when all is
 * well. `fields` give the labels. */
struct form_faults {
        const struct form       *form;
        const struct fail       *fail;          /* NULL: nothing refused */
        const struct form_field *fields;
        int                      n_fields;
};
const char *form_faults_label(const struct form_faults *p, const char *name);   /* the name where unknown */
void page_faults(struct buf *o, const struct form_faults *p);

/* Is the failure one that the form is shown again with, so that what was typed stays? */
static inline bool fail_on_form(const struct fail *f)
{
        return f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT;
}
/* A whole form of a page: what was refused, then its fields, its version and step, and two buttons.
 * Pages that are nothing else call it between page_top() and page_bottom(). */
struct page_form {
        str                       action, back;
        str                       event;        /* of a step; absent or empty: none is sent */
        int64_t                   version;      /* 0: none is sent */
        const struct form_field  *fields; int n_fields;
        const struct form_faults *faults;
        const char               *button;       /* a word */
        bool                      danger;
};
void page_form(struct buf *o, const struct page *p, const struct page_form *f);

/* --- sign-in ------------------------------------------------------------------------------ */
struct demo_role { str code; str label, help; };        /* 业务股 · 督办员; 台账、催办、审核反馈 */
struct sign_in_page {
        struct page page;
        str         account;            /* as typed before; the password is never sent back */
        str         next;               /* a path of ours to go to afterwards; absent: home */
        const struct fail *fail;        /* why it was refused; NULL: first visit */
        int         failures;           /* lock-out after this many … */
        int         minutes;            /* … for this many minutes */
        bool        setup;              /* no account yet: say how to get the set-up link */
        bool        door;               /* the demonstration door stands open for this visitor */
        const struct demo_role *roles;
        int         n_roles;
};
/* Posts account, password, next to /sign-in; role to /sign-in/demo. */
void sign_in_page(struct buf *o, const struct sign_in_page *p);

/* --- a failure for a person --------------------------------------------------------------- */
struct error_page {
        struct page page;
        int         status;
        const struct fail *fail;
        str         request;            /* the id the log has */
        str         back;               /* where to go on; absent: home */
        bool        reads;              /* nothing was sent that could be lost */
};
void error_page(struct buf *o, const struct error_page *p);
/* The heading of a failure's page and what to do about it: words. */
/* reads: a page was only asked for, nothing was sent that could be lost */
const char *error_title(enum fail_kind kind, bool reads);
const char *error_advice(enum fail_kind kind, bool reads);

/* --- 显示: theme, size of type, language (page.c, display.html) ---------------------------- */
/* GET /display shows the form; POST keeps the choice in cookies ls-theme, ls-type, ls-lang for a
 * year and goes back. Both are ROUTE_OPEN and stand in the router's own table. */
handler display_get, display_post;
struct display_page { struct page page; str back; };
void display_page(struct buf *o, const struct display_page *p);

#endif
