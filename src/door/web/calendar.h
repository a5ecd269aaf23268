/* door/web/calendar.h - 工作日历: the year, its keeping, and the reckoning of a term. */
#ifndef DOOR_WEB_CALENDAR_H
#define DOOR_WEB_CALENDAR_H

#include "core/calendar/year.h"
#include "door/web/page.h"

handler calendar_get, calendar_due_get, calendar_edit_get, calendar_notice_post, calendar_days_post,
        calendar_day_end_post;

enum cell_mark { MARK_NONE, MARK_OFF, MARK_MAKE_UP };
struct calendar_cell {
        int            dom;             /* 0: a place before the first or after the last day */
        enum cell_mark mark;
        bool           weekend, today;
        str            name;
};
struct calendar_month { int month, working, weeks; struct calendar_cell cells[6][7]; };

/* A holiday of the notice: its days off as one stretch or more, and what is made up for it. */
struct calendar_feast { str name, off, make_up; int n_off; };

/* The year chosen, over the pages. */
struct calendar_tab { int year; bool here, known; };

struct calendar_page {
        struct page page;
        int         year;
        bool        known, may, past;           /* past: a year before this one */
        struct calendar_notice   notice;
        str                      brought;       /* 2025-11-04 随程序带来 */
        struct calendar_year_sum sum;
        struct calendar_month    months[12];
        const struct calendar_feast *feasts;
        int         n_feasts;
        const struct calendar_tab *tabs;
        int         n_tabs;
        str         warning;
        const struct form_field *fields;        /* of the reckoning */
        int         n_fields;
};
void calendar_page(struct buf *o, const struct calendar_page *p);

struct calendar_due_page {
        struct page page;
        const struct form_field *fields;
        int         n_fields;
        struct form_faults faults;
        bool        asked;                      /* there is a result: */
        day         from;
        struct due  due;
        const struct due_kind *kind;
        int         n;
        int         weekday;                    /* of the last day, 1 Monday */
        int         working;                    /* working days after `from` up to it */
        str         warning;
        const struct calendar_named *named;     /* what the last day is called; NULL */
        bool        works;
        str         moved;                      /* why it gave way: absent: it did not */
};
void calendar_due_page(struct buf *o, const struct calendar_due_page *p);

struct calendar_edit_page {
        struct page page;
        int         year;
        int64_t     version;                    /* 0: no data yet */
        const struct form_field *notice, *span;
        int         n_notice, n_span;
        struct form_faults notice_faults, span_faults;
        const struct calendar_named *days;
        int         n_days;
};
void calendar_edit_page(struct buf *o, const struct calendar_edit_page *p);

extern const char *const weekday_words[8];      /* 1 Monday: 星期一 */

#endif
