/* door/web/list.h - one list for every noun: filter, saved views, named orders, table, choice of
 * columns, keyset pager, batch actions, export, records on a phone, an empty state that says what
 * to do. A page describes its columns in a table and fills rows of cells; it writes no markup of
 * its own.
 *
 *      static const struct list_column columns[] = {
 *              { .label = "单位",   .kind = CELL_TITLE, .order = "name" },
 *              { .label = "万元",   .kind = CELL_MONEY, .fold = 2 },
 *      };
 *      struct list *l = &p.list;
 *      *l = (struct list){ .page = &p.page, .path = "/budget", .caption = "部门预算", .columns = columns, … };
 *      f = list_open(cx, rq, l);                               // after the filters are known
 *      rows(&it, cx, …, l->after, l->take);                    // WHERE … > the row l->after LIMIT take
 *      while (rows_next(&it)) {
 *              struct list_cell *c = list_next(cx, l, it.id);
 *              if (!c)
 *                      break;                                  // the page is full
 *              c[0] = (struct list_cell){ .text = it.name, .href = str_f(cx->arena, "/budget/%ld", it.id) };
 *      }
 *      f = rows_end(&it);
 *      list_end(cx, l);
 *      budgets_page(&re->body, p);
 *
 * A list whose rows are computed, or of one year, sets `whole`, gives every row to list_next (with
 * list_key, where its rows are units' or people's) and reads neither `after` nor `take`.
 *
 * The route has ROUTE_LIST. Everything else comes by itself: /lists/options (lists.c) runs the same
 * handler with the request's `list` set, and gets its columns, or all its rows for a file. A
 * handler never notices, so a file shows what the page may show and no more.
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
        bool           data;            /* the label is a name somebody gave, in no catalogue */
        const char    *small;           /* a word: what the small text is, a column of its own in XLSX and CSV;
                                         * "": a remark for the eye, not in those files; NULL: there is none */
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

/* group: a head row before it; id: of the record, for pages and batches; key: of its unit or
 * person; place, at: where it stands in the order, and came */
struct list_row {
        const struct list_cell *cells;
        const char *group;
        int64_t id, key;
        str place;
        int at;
        bool ticked;            /* its checkbox, where rows can be chosen: chosen from the start */
};

/* Whose the rows are: a list of units or of people offers 建制顺序 and 拼音 among its orders. */
enum list_of { LIST_OF_NOTHING, LIST_OF_UNITS, LIST_OF_PEOPLE };
/* The order in force, as a statement's `:by`: 0 the list's own. */
enum list_by { LIST_BY_OWN, LIST_BY_RANK, LIST_BY_SOUND, LIST_BY_BACK };

/* SEARCH: a wide field, alone on a phone; TEXT: a narrow one; HIDDEN: kept, not shown */
enum filter_kind { FILTER_SEARCH, FILTER_CHOICE, FILTER_HIDDEN, FILTER_TEXT, FILTER_DAY };
struct list_filter {
        enum filter_kind          kind;
        const char               *name, *label;         /* label: a word */
        str                       value;
        const struct form_choice *choices;
        int                       n_choices;
        struct made              *made;                 /* of many constant ones (made.h); or NULL */
};

/* A standard view above the filter: a link that sets filters, perhaps with a count. */
struct list_view { str href; const char *word, *lamp; int64_t count; bool here; str name; /* in place of word */ };
/* The same list as a file: hrefs keep the filter. */
struct list_export { const char *word; str href; };

enum { LIST_MAX_ROWS = 200, LIST_MAX_COLUMNS = 24, LIST_FILE_COLUMNS = 2 * LIST_MAX_COLUMNS, LIST_PAGE_ROWS = 50 };
/* Rows of a file: more are refused, never cut. A PDF is laid out whole. */
enum { LIST_FILE_ROWS = 20000, LIST_PDF_ROWS = 3000 };
enum list_shown { LIST_AS_FOLDED, LIST_ALWAYS, LIST_HIDDEN };   /* a column, as the person chose */

struct batch_row;
struct made;
struct list_place { int64_t id; str place; };

struct list {
        const struct page        *page;
        const char               *path;         /* "/budget" */
        const char               *caption;      /* a word: names the table for those who listen */
        const struct list_column *columns;
        int                       n_columns;
        const struct list_filter *filters;
        int                       n_filters;
        const char               *order;        /* the named order in force */
        const struct form_choice *orders;       /* as a select in the filter; NULL: none, or those of `of` */
        int                       n_orders;
        enum list_of              of;
        const char               *own;          /* a word: the list's own order (新的在前); NULL: 建制顺序 */
        const char               *back;         /* whole: a word for its own order turned round; or NULL */
        const char               *find;         /* whole: a word that names a search in all cells; or NULL */
        bool                      whole;        /* list_next takes every row, list_end sorts and pages them: for
                                                 * what is computed, or of one year (hundreds of
                                                 * rows) */
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
        bool                      no_options;   /* no views, columns or files of its own */
        const char               *acts;         /* the events of its batches that are offered now, "pass return";
                                                 * NULL: all */
        int                       page_rows;    /* of a page, up to LIST_MAX_ROWS; 0: LIST_PAGE_ROWS */
        /* filled by list_open */
        int64_t                   after;        /* rows after this record; 0: from the beginning */
        int                       take;         /* rows to read: the page and one more, or all of a file */
        int                       order_at;     /* `order` as an index of `orders` */
        enum list_by              by;
        str                       word;         /* what `find` looks for, folded */
        const struct list_place  *places;       /* whole: of all units or people, by id */
        int                       n_places;
        struct list_row          *all;          /* whole: the rows so far */
        int                       n_all, cap_all;
        str                       trail;        /* where the pages before began: "12.40" */
        bool                      opened;
        unsigned char             shown[LIST_MAX_COLUMNS];      /* enum list_shown */
        unsigned char             place[LIST_MAX_COLUMNS];      /* the columns in the person's order; where `placed` */
        bool                      placed;
        const struct batch_row  **batches;      /* what may be done with chosen rows */
        int                       n_batches;
        struct list_ask          *ask;          /* list_out.h; NULL: the page itself */
        /* filled by list_row and list_end */
        bool                      more;
        int64_t                   last;
        struct list_row          *rows;
        int                       n_rows;
        str                       sort[LIST_MAX_COLUMNS];       /* where the head of a column leads */
        str                       clear;                        /* the list without its filters */
        str                       query;        /* filter, order and saved view as in an address */
        str                       bare;         /* the same without the saved view */
        int64_t                   saved;        /* the saved view whose columns are shown, of the person or shared; 0 */
        str                       options;      /* /lists/options for it; absent: none */
        bool                      narrowed;     /* the address asks for less than the page shows of itself */
};

/* The person's views, columns and order, and where the page begins. In front of the reading. */
const struct fail *list_open(struct ctx *cx, const struct request *rq, struct list *l) MUST_USE;
/* Add a row and return its n_columns cells to fill; NULL past LIST_MAX_ROWS. */
struct list_cell *list_row(struct ctx *cx, struct list *l);
/* The same after list_open, with the record's id; NULL when the page is full: there is a next
 * one. */
struct list_cell *list_next(struct ctx *cx, struct list *l, int64_t id);
/* The unit or person of the row that list_next gave: where `of` and `whole` are set. */
void list_key(struct list *l, int64_t id);
/* The row that list_next gave is chosen from the start: one presses the button, or takes it out. */
void list_tick(struct list *l);
/* The list's address with its filters and order, one of them (or a cursor) set to `value`;
 * a NULL name changes nothing. Cursors themselves are never kept. */
str list_href(struct ctx *cx, const struct list *l, const char *name, str value);
/* The page's own views, where their counts are known only after the rows: in front of the person's. */
void list_views_lead(struct ctx *cx, struct list *l, const struct list_view *views, int n);
/* After the last row: the addresses the template needs. */
void list_end(struct ctx *cx, struct list *l);
/* The columns as they stand, in a saved view's words: "+单位,-请求,=金额". */
str list_columns(struct ctx *cx, const struct list *l);
/* Which column stands at a place, from 0. */
int list_at(const struct list *l, int place);
/* How the list is sorted by this column: "ascending", "descending", or NULL. */
const char *list_sorted(const struct list *l, int column);

/* Does the filter hold more on a phone than its search: a choice, a day, an order? */
bool list_has_more(const struct list *l);
/* The classes of a column's cells as it stands in this list, and of a tag by its tone. */
const char *list_class(const struct list *l, int column);
const char *list_column_class(const struct list_column *c);
const char *list_tag_class(const char *tone);

/* list.html: everything from the views to the pager. */
void list_table(struct buf *o, const struct list *l);
/* list.c, for list.html: the rows of the table. What stands between two cells is the same in every
 * row and made once, by list_cell_tags(); list_cell_inside() is the cell itself. */
void list_rows(struct buf *o, const struct list *l);
void list_cell_tags(struct buf *o, bool first, const struct list_column *k, const char *class);
void list_cell_inside(struct buf *o, const struct list_column *k, const struct list_cell *c);
void list_group(struct buf *o, const struct list *l, const char *name);
void list_check(struct buf *o, int64_t id, str name, bool ticked);

#endif
