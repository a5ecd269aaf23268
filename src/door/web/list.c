/* door/web/list.c - see list.h. */
#include "door/web/list_out.h"
#include "door/module.h"
#include "door/web/batch.h"
#include "door/web/list.sql.h"

enum { MOST_BATCHES = 8, MOST_VIEWS = 40, TRAIL_MOST = 400 };

/* ---- what the person keeps of it ------------------------------------------------- */

int list_at(const struct list *l, int place) { return l->placed ? l->place[place] : place; }

static int place_in(const struct list *l, int n, int column)
{
        int at = 0;
        while (at < n && l->place[at] != column)
                at++;
        return at;
}

/* One that is not named stands behind the one that the page has before it. */
static void columns_rest(struct list *l, int n)
{
        for (int i = 0; i < l->n_columns; i++) {
                if (place_in(l, n, i) < n)
                        continue;
                int at = i ? place_in(l, n, i - 1) + 1 : 0;
                memmove(l->place + at + 1, l->place + at, (size_t)(n - at));
                l->place[at] = (unsigned char)i;
                n++;
        }
        l->placed = true;
}

/* "+单位,-请求,=金额": the columns a person chose or saved, in their order: always there, hidden, folded as the page
 * has it. One that is not named stands as the page has it. */
static void columns_read(struct list *l, str chosen)
{
        int n = 0;
        while (chosen.n) {
                str word = str_cut(chosen, ',', &chosen);
                for (int i = 0; i < l->n_columns && word.n > 1; i++) {
                        if (!str_is(str_from(word, 1), l->columns[i].label) || place_in(l, n, i) < n)
                                continue;
                        l->place[n++] = (unsigned char)i;
                        if (l->columns[i].kind != CELL_TITLE)
                                l->shown[i] = word.p[0] == '-' ? LIST_HIDDEN :
                                              word.p[0] == '=' ? LIST_AS_FOLDED : LIST_ALWAYS;
                        break;
                }
        }
        columns_rest(l, n);
}

static void view_add(struct list_view *views, int *n, struct list_view v)
{
        if (*n < MOST_VIEWS)
                views[(*n)++] = v;
}

/* Where a view that somebody saved is shown, it is the one that is here. */
static void views_one_here(struct list_view *views, int n)
{
        bool saved = false;
        for (int i = 0; i < n; i++)
                saved |= views[i].here && views[i].name.p;
        for (int i = 0; i < n && saved; i++)
                views[i].here &= views[i].name.p != NULL;
}

void list_views_lead(struct ctx *cx, struct list *l, const struct list_view *views, int n)
{
        struct list_view *all = NEW_ARRAY(cx->arena, struct list_view, MOST_VIEWS);
        int n_all = 0;
        for (int i = 0; i < n; i++)
                view_add(all, &n_all, views[i]);
        for (int i = 0; i < l->n_views; i++)
                if (l->views[i].name.p)
                        view_add(all, &n_all, l->views[i]);
        views_one_here(all, n_all);
        l->views = all;
        l->n_views = n_all;
}

str list_columns(struct ctx *cx, const struct list *l)
{
        static const char sign[] = { [LIST_AS_FOLDED] = '=', [LIST_ALWAYS] = '+', [LIST_HIDDEN] = '-' };
        struct buf b = buf_new(cx->arena, 4096);
        for (int k = 0; k < l->n_columns; k++) {
                int i = list_at(l, k);
                buf_f(&b, "%s%c%s", k ? "," : "", sign[l->shown[i]], l->columns[i].label);
        }
        return buf_str(&b);
}

/* The columns of the saved view that the address names, or the person's own. */
static const struct fail *own_read(struct ctx *cx, struct list *l, int64_t saved)
{
        struct list_own it;
        str columns = { 0 };
        struct list_view *views = NULL;
        int n = 0;
        list_own(&it, cx, cx->user, str_of(l->path));
        while (list_own_next(&it)) {
                if (it.kind) {
                        columns = l->saved ? columns : str_copy(cx->arena, it.value);
                        continue;
                }
                if (it.cols.n && it.id == saved) {
                        l->saved = it.id;
                        columns = str_copy(cx->arena, it.cols);
                }
                if (!views) {
                        views = NEW_ARRAY(cx->arena, struct list_view, MOST_VIEWS);
                        for (int i = 0; i < l->n_views; i++)
                                view_add(views, &n, l->views[i]);
                        if (!n)
                                view_add(views, &n, (struct list_view){ .href = str_of(l->path), .word = "全部",
                                        .count = -1, .here = !l->bare.n && !saved });
                }
                str href = it.cols.n ? str_f(cx->arena, "%s?%.*s%ssaved=%ld", l->path, STR(it.value),
                                             it.value.n ? "&" : "", it.id)
                                     : str_f(cx->arena, "%s?%.*s", l->path, STR(it.value));
                view_add(views, &n, (struct list_view){
                        .href = href, .name = it.name, .count = -1,
                        .here = str_eq(it.value, l->bare) && (it.cols.n ? it.id == saved : l->bare.n && !saved) });
        }
        if (columns.n)
                columns_read(l, columns);
        if (views) {
                views_one_here(views, n);
                l->views = views;
                l->n_views = n;
        }
        return list_own_end(&it);
}

/* Is the event among the words of l->acts? */
static bool is_offered(const struct list *l, const char *event)
{
        str rest = str_of(l->acts ? l->acts : "");
        while (rest.n)
                if (str_is(str_cut(rest, ' ', &rest), event))
                        return true;
        return !l->acts;
}

static void batches_find(struct ctx *cx, struct list *l)
{
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_batches; i++) {
                        const struct batch_row *b = &modules[m]->batches[i];
                        if (strcmp(b->list, l->path) || !perms_has(&cx->may, b->need) ||
                            l->n_batches == MOST_BATCHES || !is_offered(l, b->event))
                                continue;
                        if (!l->batches)
                                l->batches = arena_alloc(cx->arena, sizeof(*l->batches) * MOST_BATCHES);
                        l->batches[l->n_batches++] = b;
                }
}

static bool is_trail(str s)
{
        for (size_t i = 0; i < s.n; i++)
                if (s.p[i] != '.' && (s.p[i] < '0' || s.p[i] > '9'))
                        return false;
        return s.n <= TRAIL_MOST;
}

/* The words of the filter, for the head of a file: 年度 2024；状态 已公开. */
static str about_of(struct ctx *cx, const struct list *l)
{
        struct buf b = buf_new(cx->arena, 4096);
        b.lang = cx->lang;
        for (int i = 0; i < l->n_filters; i++) {
                const struct list_filter *x = &l->filters[i];
                if (!x->value.n || !x->label || x->kind == FILTER_HIDDEN)
                        continue;
                str value = x->value;
                for (int k = 0; k < x->n_choices; k++)
                        if (str_eq(x->choices[k].value, x->value))
                                value = x->choices[k].word ? str_of(words_of(cx->lang, x->choices[k].word))
                                                           : x->choices[k].name;
                buf_f(&b, "%s%s %.*s", b.n ? "；" : "", words_of(cx->lang, x->label), STR(value));
        }
        if (l->order_at)
                buf_f(&b, "%s%s %s", b.n ? "；" : "", words_of(cx->lang, "排序"),
                      words_of(cx->lang, l->orders[l->order_at].word));
        return str_copy(cx->arena, buf_str(&b));
}

/* ---- orders of units and people -------------------------------------------------------- */

static const struct form_choice of_orders[] = {
        { S_C("rank"), "建制顺序", { 0 } }, { S_C("sound"), "拼音顺序", { 0 } },
};

static void orders_offer(struct ctx *cx, struct list *l)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, 4);
        if (l->own)
                c[l->n_orders++] = (struct form_choice){ S("own"), l->own, { 0 } };
        if (l->back)
                c[l->n_orders++] = (struct form_choice){ S("back"), l->back, { 0 } };
        for (size_t i = 0; l->of && i < COUNT_OF(of_orders); i++)
                c[l->n_orders++] = of_orders[i];
        l->orders = c;
}

static enum list_by order_by(const struct list *l)
{
        str s = l->n_orders ? l->orders[l->order_at].value : S("");
        return str_is(s, "rank") ? LIST_BY_RANK : str_is(s, "sound") ? LIST_BY_SOUND :
               str_is(s, "back") ? LIST_BY_BACK : LIST_BY_OWN;
}

/* The search in all cells is one more filter; all of them are kept, since who asked looks at them
 * when the handler is done. */
static void filters_take(struct ctx *cx, struct list *l, struct form *form)
{
        struct list_filter *f = NEW_ARRAY(cx->arena, struct list_filter, (size_t)l->n_filters + 1);
        int n = 0;
        if (l->find) {
                str typed = form_text(form, "q", 0, 60);
                f[n++] = (struct list_filter){ .kind = FILTER_SEARCH, .name = "q", .label = l->find, .value = typed };
                l->word = str_trim(utf8_fold(cx->arena, typed));
        }
        for (int i = 0; i < l->n_filters; i++)
                f[n++] = l->filters[i];
        l->filters = f;
        l->n_filters = n;
}

static const struct fail *places_read(struct ctx *cx, struct list *l)
{
        struct list_unit_keys u;
        struct list_person_keys p;
        struct list_place *list = NULL;
        const struct fail *f;
        int n = 0, cap = 0;
        if (l->of == LIST_OF_UNITS) {
                list_unit_keys(&u, cx, (int64_t)l->by);
                while (list_unit_keys_next(&u))
                        *VEC_ADD(cx->arena, list, n, cap) = (struct list_place){ u.id, u.place };
                f = list_unit_keys_end(&u);
        } else {
                list_person_keys(&p, cx, (int64_t)l->by, cx->today);
                while (list_person_keys_next(&p))
                        *VEC_ADD(cx->arena, list, n, cap) = (struct list_place){ p.id, p.place };
                f = list_person_keys_end(&p);
        }
        l->places = list;
        l->n_places = n;
        return f;
}

static int page_rows(const struct list *l) { return l->page_rows ? l->page_rows : LIST_PAGE_ROWS; }

static str query_of(struct ctx *cx, const struct list *l)
{
        str here = list_href(cx, l, NULL, S(""));
        ptrdiff_t q = str_find(here, S("?"));
        return q < 0 ? S("") : str_from(here, (size_t)q + 1);
}

const struct fail *list_open(struct ctx *cx, const struct request *rq, struct list *l)
{
        struct form form = form_of(cx, rq);
        str order = form_raw(&form, "order"), trail = form_raw(&form, "trail");
        l->after = form_int_or(&form, "after", 0, INT64_MAX, 0);
        int64_t saved = form_int_or(&form, "saved", 0, INT64_MAX, 0);
        filters_take(cx, l, &form);
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        for (int i = 0; i < l->n_filters; i++)
                l->narrowed |= l->filters[i].kind != FILTER_HIDDEN &&
                               str_trim(form_raw(&form, l->filters[i].name)).n > 0;
        l->opened = true;
        l->trail = is_trail(trail) ? trail : (str){ 0 };
        l->take = page_rows(l) + 1;
        if (!l->orders)
                orders_offer(cx, l);
        for (int i = 0; i < l->n_orders; i++)
                if (str_eq(l->orders[i].value, order))
                        l->order_at = i;
        if (l->n_orders)
                l->order = l->orders[l->order_at].value.p;
        l->by = order_by(l);
        l->query = l->bare = query_of(cx, l);
        l->ask = rq->list;
        if (l->ask) {
                l->after = 0;
                l->take = l->ask->out ? LIST_FILE_ROWS + 1 : 1;
                l->ask->about = about_of(cx, l);
        }
        if (l->whole && (l->by == LIST_BY_RANK || l->by == LIST_BY_SOUND))
                f = places_read(cx, l);
        if (f)
                return f;
        if (l->no_options || !cx->user)
                return NULL;
        if (!l->ask)
                batches_find(cx, l);
        f = own_read(cx, l, saved);
        l->query = l->saved ? query_of(cx, l) : l->bare;
        l->options = str_f(cx->arena, "/lists/options?of=%s&query=%s", url_part(cx->arena, str_of(l->path)),
                           url_part(cx->arena, l->query));
        return f;
}

/* ---- rows -------------------------------------------------------------------------- */

/* For a file the same row is filled again and again; each goes out when the next one comes. */
static struct list_cell *row_out(struct ctx *cx, struct list *l)
{
        size_t n = sizeof(struct list_cell) * (size_t)l->n_columns;
        if (!l->ask->out)
                return NULL;
        if (l->n_rows) {
                list_out_row(l->ask->out, l, l->rows);
        } else {
                list_out_head(l->ask->out, l, l->ask->about);
                l->rows = NEW(cx->arena, struct list_row);
                l->rows->cells = arena_take(cx->arena, n);
                l->n_rows = 1;
        }
        struct list_cell *cells = (struct list_cell *)(uintptr_t)l->rows->cells;
        memset(cells, 0, n);
        *l->rows = (struct list_row){ .cells = cells };
        return cells;
}

struct list_cell *list_row(struct ctx *cx, struct list *l)
{
        must(l->n_columns > 0 && l->n_columns <= LIST_MAX_COLUMNS);
        if (l->ask)
                return row_out(cx, l);
        if (l->n_rows == LIST_MAX_ROWS)
                return NULL;
        if (!l->n_rows)
                l->rows = arena_take(cx->arena, sizeof(*l->rows) * LIST_MAX_ROWS);
        struct list_cell *cells = arena_alloc(cx->arena, sizeof(*cells) * (size_t)l->n_columns);
        l->rows[l->n_rows++] = (struct list_row){ .cells = cells };
        return cells;
}

/* All rows are kept until list_end knows their order. */
static struct list_cell *whole_next(struct ctx *cx, struct list *l, int64_t id)
{
        if (l->n_all > LIST_FILE_ROWS)
                return NULL;
        struct list_cell *cells = arena_alloc(cx->arena, sizeof(*cells) * (size_t)l->n_columns);
        *VEC_ADD(cx->arena, l->all, l->n_all, l->cap_all) = (struct list_row){ .cells = cells, .id = id };
        return cells;
}

void list_key(struct list *l, int64_t id)
{
        if (l->whole && l->n_all)
                l->all[l->n_all - 1].key = id;
}

void list_tick(struct list *l)
{
        if (l->whole && l->n_all)
                l->all[l->n_all - 1].ticked = true;
        else if (!l->whole && l->n_rows)
                l->rows[l->n_rows - 1].ticked = true;
}

struct list_cell *list_next(struct ctx *cx, struct list *l, int64_t id)
{
        must(l->opened);
        if (l->whole)
                return whole_next(cx, l, id);
        if (!l->ask && l->n_rows == page_rows(l)) {
                l->more = true;
                return NULL;
        }
        struct list_cell *c = list_row(cx, l);
        if (c) {
                l->rows[l->n_rows - 1].id = id;
                l->last = id;
        }
        return c;
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
        if (!order && !(l->n_orders && !l->order_at))   /* the first is the list's own: not said */
                put_pair(cx, &b, &first, "order", str_of(l->order));
        if (l->saved)
                put_pair(cx, &b, &first, "saved", str_f(cx->arena, "%ld", l->saved));
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

/* Where the pages around begin. A page knows where those before it began by the trail of the
 * address, so no statement has to read backwards. */
static void pages_around(struct ctx *cx, struct list *l)
{
        str back = list_href(cx, l, NULL, S(""));
        char sign = str_find(back, S("?")) < 0 ? '?' : '&';
        if (l->more && l->after)
                l->next = str_f(cx->arena, "%.*s%cafter=%ld&trail=%.*s%s%ld", STR(back), sign, l->last,
                                STR(l->trail), l->trail.n ? "." : "", l->after);
        else if (l->more)
                l->next = str_f(cx->arena, "%.*s%cafter=%ld", STR(back), sign, l->last);
        if (!l->after)
                return;
        size_t dot = l->trail.n;
        while (dot > 0 && l->trail.p[dot - 1] != '.')
                dot--;
        str at = str_from(l->trail, dot), rest = str_head(l->trail, dot ? dot - 1 : 0);
        l->prev = !at.n ? back : str_f(cx->arena, "%.*s%cafter=%.*s%s%.*s", STR(back), sign, STR(at),
                                       rest.n ? "&trail=" : "", STR(rest));
}

static str place_of(const struct list *l, int64_t id)
{
        int low = 0, high = l->n_places;
        while (low < high) {
                int mid = (low + high) / 2;
                if (l->places[mid].id < id)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low < l->n_places && l->places[low].id == id ? l->places[low].place : (str){ 0 };
}

/* Those without a place last; within one as they came. */
static int by_place(const void *x, const void *y)
{
        const struct list_row *a = x, *b = y;
        if (!a->place.n != !b->place.n)
                return a->place.n ? -1 : 1;
        int c = str_cmp(a->place, b->place);
        return c ? c : a->at < b->at ? -1 : 1;
}

static bool text_has(struct ctx *cx, str text, str word) { return str_find(utf8_fold(cx->arena, text), word) >= 0; }

/* Does a cell of the row hold the word, as a person reads it? */
static bool row_has(struct ctx *cx, const struct list *l, const struct list_row *row, str word)
{
        for (int i = 0; i < l->n_columns; i++) {
                const struct list_cell *c = &row->cells[i];
                if (!c->none && (text_has(cx, c->text, word) || text_has(cx, c->small, word) ||
                                 (c->word && text_has(cx, str_of(words_of(cx->lang, c->word)), word))))
                        return true;
        }
        return false;
}

/* Each of the words that stand with blanks between them, whatever their order. */
static bool row_fits(struct ctx *cx, const struct list *l, const struct list_row *row)
{
        bool fits = true;
        for (str rest = l->word; rest.n && fits;)
                fits = row_has(cx, l, row, str_cut(rest, ' ', &rest));
        return fits;
}

/* Choose and sort what list_next took, and cut the page, or give all of it to the file. */
static void whole_end(struct ctx *cx, struct list *l)
{
        int from = 0, n = 0;
        for (int i = 0; i < l->n_all; i++)
                if (row_fits(cx, l, &l->all[i]))
                        l->all[n++] = l->all[i];
        l->n_all = n;
        int most = l->ask ? l->n_all : page_rows(l);
        for (int i = 0; i < l->n_all; i++) {
                l->all[i].place = place_of(l, l->all[i].key);
                l->all[i].at = l->by == LIST_BY_BACK ? -i : i;
        }
        if (l->by && l->n_all)
                qsort(l->all, (size_t)l->n_all, sizeof(*l->all), by_place);
        while (l->after && from < l->n_all && l->all[from].id != l->after)
                from++;
        from += l->after && from < l->n_all;
        if (l->ask && l->ask->out)
                list_out_head(l->ask->out, l, l->ask->about);
        for (int i = from; i < l->n_all && i - from < most; i++) {
                if (l->ask && l->ask->out)
                        list_out_row(l->ask->out, l, &l->all[i]);
                else if (!l->ask && !l->n_rows++)
                        l->rows = &l->all[i];
                l->last = l->all[i].id;
        }
        l->more = !l->ask && l->n_all - from > most;
        if (l->total < 0)
                l->total = l->n_all;
}

static void ask_end(struct list *l)
{
        struct list_ask *a = l->ask;
        if (l->whole)
                ;                       /* whole_end gave them */
        else if (a->out && l->n_rows)
                list_out_row(a->out, l, l->rows);
        else if (a->out)
                list_out_head(a->out, l, a->about);
        l->n_rows = 0;
        a->seen = *l;
        a->was = true;
}

void list_end(struct ctx *cx, struct list *l)
{
        if (l->whole && l->opened)
                whole_end(cx, l);
        if (l->ask) {
                ask_end(l);
                return;
        }
        if (l->opened && (l->more || l->after))
                pages_around(cx, l);
        for (int i = 0; i < l->n_columns; i++) {
                const struct list_column *c = &l->columns[i];
                const char *sorted = list_sorted(l, i), *to = c->order;
                if (!to || (sorted && *sorted == 'a'))
                        to = c->order_down ? c->order_down : c->order;
                l->sort[i] = to ? list_href(cx, l, "order", str_of(to)) : (str){ 0 };
        }
        l->clear = str_of(l->path);
}

bool list_has_more(const struct list *l)
{
        for (int i = 0; i < l->n_filters; i++)
                if (l->filters[i].kind != FILTER_SEARCH && l->filters[i].kind != FILTER_HIDDEN)
                        return true;
        return l->n_orders > 1;
}

/* kind, then how far the column is folded: 0, 2, 3; a line of its own on a phone; hidden by choice,
 * on paper too */
static const char *const classes[][5] = {
        [CELL_TEXT]   = { "t-text", "t-text p2", "t-text p3", "t-wide", "t-text p9" },
        [CELL_TITLE]  = { "t-title", "t-title", "t-title", "t-title", "t-title" },
        [CELL_NO]     = { "t-no", "t-no p2", "t-no p3", "t-no", "t-no p9" },
        [CELL_INT]    = { "num", "num p2", "num p3", "num t-wide", "num p9" },
        [CELL_MONEY]  = { "num", "num p2", "num p3", "num t-wide", "num p9" },
        [CELL_FIGURE] = { "num", "num p2", "num p3", "num t-wide", "num p9" },
        [CELL_DAY]    = { "nw", "nw p2", "nw p3", "nw t-wide", "nw p9" },
        [CELL_LAMP]   = { "t-lamp", "t-lamp p2", "t-lamp p3", "t-lamp", "t-lamp p9" },
        [CELL_TAG]    = { "nw", "nw p2", "nw p3", "nw t-wide", "nw p9" },
};

const char *list_column_class(const struct list_column *c)
{
        return classes[c->kind][c->fold == 3 ? 2 : c->fold == 2 ? 1 : c->wide ? 3 : 0];
}

const char *list_class(const struct list *l, int column)
{
        const struct list_column *c = &l->columns[column];
        switch ((enum list_shown)l->shown[column]) {
        case LIST_HIDDEN:    return classes[c->kind][4];
        case LIST_ALWAYS:    return classes[c->kind][c->wide ? 3 : 0];
        case LIST_AS_FOLDED: break;
        }
        return list_column_class(c);
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

static str title_of(const struct list *l, const struct list_row *row)
{
        for (int i = 0; i < l->n_columns; i++)
                if (l->columns[i].kind == CELL_TITLE)
                        return row->cells[i].text;
        return row->cells[0].text;
}

void list_rows(struct buf *o, const struct list *l)
{
        int n = l->n_columns;
        size_t end[LIST_MAX_COLUMNS], from = 0;
        str tags[LIST_MAX_COLUMNS];
        struct buf b = buf_new(o->arena, 1 << 16);
        b.lang = o->lang;
        for (int i = 0; i < n; i++) {
                list_cell_tags(&b, !i, &l->columns[list_at(l, i)], list_class(l, list_at(l, i)));
                end[i] = b.n;
        }
        list_cell_tags(&b, false, NULL, NULL);
        o->broken |= b.broken;
        for (int i = 0; i < n; from = end[i++])
                tags[i] = str_from(str_head(buf_str(&b), end[i]), from);
        str tail = str_from(buf_str(&b), from);
        if (l->n_batches)               /* the row begins with its checkbox */
                tags[0] = str_from(tags[0], sizeof("<tr role=\"row\">") - 1);
        for (int r = 0; r < l->n_rows; r++) {
                const struct list_row *row = &l->rows[r];
                if (row->group)
                        list_group(o, l, row->group);
                if (l->n_batches)
                        list_check(o, row->id, title_of(l, row), row->ticked);
                for (int i = 0; i < n; i++) {
                        buf_put(o, tags[i]);
                        cell_put(o, &l->columns[list_at(l, i)], &row->cells[list_at(l, i)]);
                }
                buf_put(o, tail);
        }
}
