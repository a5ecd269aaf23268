/* door/web/audit.h - the pages of the audit administrator: the trail, one record's history, the chain. */
#ifndef DOOR_WEB_AUDIT_H
#define DOOR_WEB_AUDIT_H

#include "core/audit/change.h"
#include "core/audit/verify.h"
#include "door/web/list.h"

handler audit_get, audit_record_get, audit_chain_get;

/* What the records of the core are called. */
enum { CORE_TITLES = 2 };
extern const struct audit_title core_titles[CORE_TITLES];

/* What the row of that event is about, as the page and the command say it: 单位 水务局; "" for the record as such. */
str audit_record_name(struct ctx *cx, struct audit_names *names, str entity, str event, int64_t id);
/* Its detail on one line. */
str audit_detail_line(struct ctx *cx, struct audit_names *names, str detail);

/* What was typed for a person or a unit, where that is no whole name. */
struct audit_called {
        const char *field;                      /* "who", "unit" */
        str         typed;                      /* absent: a whole name, or nothing */
        const str  *names;      int n_names;    /* those that hold it, to choose from; none: nobody */
};
struct audit_page {
        struct page page;
        struct list list;
        str         record;                     /* 单位 4: only this record; absent: all */
        str         history;                    /* its history's address */
        struct audit_called who, unit;
};
void audit_page(struct buf *o, const struct audit_page *p);

/* One event in the life of a record. */
struct audit_event_shown {
        str                        at, who, unit, request;
        const char                *event;       /* a word, or NULL: */
        str                        code;
        const struct audit_change *changes;
        int                        n_changes;
};
struct audit_record_page {
        struct page page;
        str         entity, older;              /* older: address of the next part, or absent */
        int64_t     id;
        const struct audit_event_shown *events;
        int         n_events;
};
void audit_record_page(struct buf *o, const struct audit_record_page *p);

struct audit_chain_page {
        struct page page;
        const struct audit_report *r;
        bool        whole;                      /* all rows were walked, not the newest only */
        bool        good;
        const char *head;                       /* words */
        str         short_head;                 /* where the chain ends, to be written down; absent: at nothing */
        const char *paper;                      /* how it compares with the one that was typed, words; NULL: none was */
        struct form_field kept;                 /* where one types it */
        str         head_path, head_at, oldest, newest, tail_at, anchor_at;
        int64_t     keep_days;
        str         keep_from;                  /* the first day that nobody can remove */
        str         at[AUDIT_BREAKS_MOST];
        int         n_shown;
};
void audit_chain_page(struct buf *o, const struct audit_chain_page *p);

#endif
