/* door/web/list.c - see list.h. */
#include "door/web/list.h"

struct list_cell *list_row(struct ctx *cx, struct list *l)
{
        must(l->n_columns > 0 && l->n_columns <= LIST_MAX_COLUMNS);
        if (l->n_rows == LIST_MAX_ROWS)
                return NULL;
        struct list_cell *cells = arena_alloc(cx->arena, sizeof(*cells) * (size_t)l->n_columns);
        l->rows[l->n_rows++].cells = cells;
        return cells;
}

static void put_pair(struct ctx *cx, struct buf *b, bool *first, const char *name, str value)
{
        if (!value.n)
                return;
        buf_f(b, "%c%s=%s", *first ? '?' : '&', name, url_part(cx->arena, value));
        *first = false;
}

str list_href(struct ctx *cx, const struct list *l, const char *name, str value)
{
        struct buf b = buf_new(cx->arena, 4096);
        bool first = true, order = name && !strcmp(name, "order");
        buf_put(&b, str_of(l->path));
        for (int i = 0; i < l->n_filters; i++) {
                bool this = name && !strcmp(name, l->filters[i].name);
                put_pair(cx, &b, &first, l->filters[i].name, this ? value : l->filters[i].value);
                if (this)
                        name = NULL;
        }
        if (!order)
                put_pair(cx, &b, &first, "order", str_of(l->order));
        if (name)
                put_pair(cx, &b, &first, name, value);
        return str_copy(cx->arena, buf_str(&b));
}

const char *list_sorted(const struct list *l, int column)
{
        const struct list_column *c = &l->columns[column];
        if (!l->order)
                return NULL;
        if (c->order && !strcmp(c->order, l->order))
                return "ascending";
        if (c->order_down && !strcmp(c->order_down, l->order))
                return "descending";
        return NULL;
}

void list_end(struct ctx *cx, struct list *l)
{
        for (int i = 0; i < l->n_columns; i++) {
                const struct list_column *c = &l->columns[i];
                const char *sorted = list_sorted(l, i), *to = c->order;
                if (!to || (sorted && *sorted == 'a'))
                        to = c->order_down ? c->order_down : c->order;
                l->sort[i] = to ? list_href(cx, l, "order", str_of(to)) : (str){ 0 };
        }
        for (int i = 0; i < l->n_filters; i++)
                if (l->filters[i].kind != FILTER_HIDDEN && l->filters[i].value.n)
                        l->filtered = true;
        l->clear = str_of(l->path);
}

const char *list_column_class(const struct list_column *c)
{
        /* kind, then how far the column is folded: 0, 2, 3; last, a line of its own on a phone */
        static const char *const names[][4] = {
                [CELL_TEXT]   = { "t-text", "t-text p2", "t-text p3", "t-wide" },
                [CELL_TITLE]  = { "t-title", "t-title", "t-title", "t-title" },
                [CELL_NO]     = { "t-no", "t-no p2", "t-no p3", "t-no" },
                [CELL_INT]    = { "num", "num p2", "num p3", "num t-wide" },
                [CELL_MONEY]  = { "num", "num p2", "num p3", "num t-wide" },
                [CELL_FIGURE] = { "num", "num p2", "num p3", "num t-wide" },
                [CELL_DAY]    = { "nw", "nw p2", "nw p3", "nw t-wide" },
                [CELL_LAMP]   = { "t-lamp", "t-lamp p2", "t-lamp p3", "t-lamp" },
                [CELL_TAG]    = { "nw", "nw p2", "nw p3", "nw t-wide" },
        };
        return names[c->kind][c->fold == 3 ? 2 : c->fold == 2 ? 1 : c->wide ? 3 : 0];
}

const char *list_tag_class(const char *tone)
{
        static const struct { const char *tone, *class; } tags[] = {
                { "red", "tag-red" }, { "blue", "tag-blue" }, { "orange", "tag-orange" },
                { "green", "tag-green" }, { "yellow", "tag-yellow" },
        };
        for (size_t i = 0; tone && i < COUNT_OF(tags); i++)
                if (!strcmp(tags[i].tone, tone))
                        return tags[i].class;
        return "tag-plain";
}

/* ---- the rows ---------------------------------------------------------------- */

/* Most cells are a text or a word and nothing else. */
static bool is_bare(const struct list_column *k, const struct list_cell *c)
{
        return (k->kind <= CELL_NO || k->kind == CELL_FIGURE) && !c->none && !c->href.n && !c->small.n;
}

static void cell_put(struct buf *o, const struct list_column *k, const struct list_cell *c)
{
        if (!is_bare(k, c))
                list_cell_inside(o, k, c);
        else if (c->word)
                html_tr(o, c->word);
        else
                html_str(o, c->text);
}

void list_rows(struct buf *o, const struct list *l)
{
        int n = l->n_columns;
        size_t end[LIST_MAX_COLUMNS + 1];
        str tags[LIST_MAX_COLUMNS + 1];
        struct buf b = buf_new(o->arena, 1 << 16);
        b.lang = o->lang;
        for (int i = 0; i <= n; i++) {
                list_cell_tags(&b, i ? &l->columns[i - 1] : NULL, i < n ? &l->columns[i] : NULL);
                end[i] = b.n;
        }
        o->broken |= b.broken;
        for (int i = 0; i <= n; i++)
                tags[i] = str_from(str_head(buf_str(&b), end[i]), i ? end[i - 1] : 0);
        for (int r = 0; r < l->n_rows; r++) {
                const struct list_row *row = &l->rows[r];
                if (row->group)
                        list_group(o, l, row->group);
                for (int i = 0; i < n; i++) {
                        buf_put(o, tags[i]);
                        cell_put(o, &l->columns[i], &row->cells[i]);
                }
                buf_put(o, tags[n]);
        }
}
