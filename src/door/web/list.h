/* door/web/list.h - one list for every noun: filter, named orders, table, keyset pager, records on
 * a phone, an empty state that says what to do. A page describes its columns in a table and fills
 * rows of cells; it writes no markup of its own.
 *
 *      static const struct list_column columns[] = {
 *              { .label = "单位",   .kind = CELL_TITLE, .order = "name" },
 *              { .label = "万元",   .kind = CELL_MONEY, .fold = 2 },
 *      };
 *      struct list list = { .page = &p.page, .path = "/budget", .caption = "部门预算", .columns = columns, … };
 *      struct list_cell *c = list_row(cx, &list);
 *      c[0] = (struct list_cell){ .text = row.name, .href = str_f(cx->arena, "/budget/%ld", row.id) };
 */
#ifndef DOOR_WEB_LIST_H
#define DOOR_WEB_LIST_H

#include "door/web/page.h"

enum cell_kind {
        CELL_TEXT,              /* text, small under it, link where href is set */
        CELL_TITLE,             /* the one link of the row; stands first on a phone */
        CELL_NO,                /* a number of record: short, quiet, does not wrap */
        CELL_INT,               /* n, right */
        CELL_MONEY,             /* money in yuan, right */
        CELL_FIGURE,            /* text that is a figure already (1,451.17), right */
        CELL_DAY,               /* day */
        CELL_LAMP,              /* lamp (green yellow red grey done) and word */
        CELL_TAG,               /* word in an outline; lamp gives its tone: red blue orange green yellow */
};

struct list_column {
        const char    *label;           /* a word; the head, and the name of the fact on a phone */
        enum cell_kind kind;
        int            fold;            /* 0 always there; 2 goes under 1100 px, 3 under 1280 px */
        const char    *order;           /* the named order that sorts by it; NULL: not sortable */
        const char    *order_down;      /* the opposite order, or NULL */
        bool           wide;            /* a line of its own on a phone */
};

struct list_cell {
        str         text, small, href;
        const char *word;               /* of a lamp or a tag, or in place of text: a catalogue word */
        const char *lamp;
        int64_t     n;
        money       m;
        day         d;
        bool        none;               /* no value: — */
};

struct list_row { const struct list_cell *cells; const char *group; };  /* group: a head row before it */

enum filter_kind { FILTER_SEARCH, FILTER_CHOICE, FILTER_HIDDEN };
struct list_filter {
        enum filter_kind          kind;
        const char               *name, *label;         /* label: a word */
        str                       value;
        const struct form_choice *choices;
        int                       n_choices;
};

/* A standard view above the filter: a link that sets filters, perhaps with a count. */
struct list_view { str href; const char *word, *lamp; int64_t count; bool here; };
/* The same list as a file: hrefs keep the filter. */
struct list_export { const char *word; str href; };

enum { LIST_MAX_ROWS = 200, LIST_MAX_COLUMNS = 24 };

struct list {
        const struct page        *page;
        const char               *path;         /* "/budget" */
        const char               *caption;      /* a word: names the table for those who listen */
        const struct list_column *columns;
        int                       n_columns;
        const struct list_filter *filters;
        int                       n_filters;
        const char               *order;        /* the named order in force */
        const struct form_choice *orders;       /* as a select in the filter; NULL: none */
        int                       n_orders;
        const struct list_view   *views;
        int                       n_views;
        const struct list_export *exports;
        int                       n_exports;
        str                       prev, next;   /* addresses of the pages around; absent: none */
        int64_t                   total;        /* -1: not counted */
        const char               *empty;        /* 没有符合条件的预算 */
        const char               *empty_help;   /* what to do about it */
        str                       empty_href;   /* the one action, or absent */
        const char               *empty_word;
        /* filled by list_row and list_end */
        struct list_row           rows[LIST_MAX_ROWS];
        int                       n_rows;
        str                       sort[LIST_MAX_COLUMNS];       /* where the head of a column leads */
        str                       clear;                        /* the list without its filters */
        bool                      filtered;
};

/* Add a row and return its n_columns cells to fill; NULL past LIST_MAX_ROWS. */
struct list_cell *list_row(struct ctx *cx, struct list *l);
/* The list's address with its filters and order, one of them (or a cursor) set to `value`;
 * a NULL name changes nothing. Cursors themselves are never kept. */
str list_href(struct ctx *cx, const struct list *l, const char *name, str value);
/* After the last row: the addresses the template needs. */
void list_end(struct ctx *cx, struct list *l);
/* How the list is sorted by this column: "ascending", "descending", or NULL. */
const char *list_sorted(const struct list *l, int column);

/* The classes of a column's cells, and of a tag by its tone. */
const char *list_column_class(const struct list_column *c);
const char *list_tag_class(const char *tone);

/* list.html: everything from the views to the pager. */
void list_table(struct buf *o, const struct list *l);
/* list.c, for list.html: the rows of the table. What stands between two cells is the same in every
 * row and made once, by list_cell_tags(); list_cell_inside() is the cell itself. */
void list_rows(struct buf *o, const struct list *l);
void list_cell_tags(struct buf *o, const struct list_column *before, const struct list_column *k);
void list_cell_inside(struct buf *o, const struct list_column *k, const struct list_cell *c);
void list_group(struct buf *o, const struct list *l, const char *name);

#endif
