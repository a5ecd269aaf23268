/* domain/target/city/pages_city.c - the city's assessment: its list, losses, what-if, files. */
#include "core/doc/doc.h"
#include "domain/org/org.h"
#include "domain/target/city/city.html.h"
#include "domain/target/city/faces.h"
#include "domain/target/city/pages_in.h"

static const struct list_column columns[] = {
        { .label = "指标", .kind = CELL_TITLE, .small = "考核部门" },
        { .label = "满分", .kind = CELL_FIGURE },
        { .label = "牵头单位", .kind = CELL_TEXT },
        { .label = "县领导", .kind = CELL_TEXT, .fold = 3 },
        { .label = "完成值", .kind = CELL_FIGURE, .fold = 2 },
        { .label = "全市平均", .kind = CELL_FIGURE, .fold = 3 },
        { .label = "全市名次", .kind = CELL_FIGURE, .fold = 2 },
        { .label = "预估得分", .kind = CELL_FIGURE },
        { .label = "失分", .kind = CELL_FIGURE },
        { .label = "分解", .kind = CELL_LAMP },
};

str city_points(struct ctx *cx, points p)
{
        return !city_has(p) ? S("—")
                : decimal_str(cx->arena, muldiv(p.micro, 1, 10000), 2, false);
}

const struct fail *city_frame_fill(struct ctx *cx, const struct request *rq, const char *title,
                                   const char *tab, int64_t item, const struct city_item **ret_item,
                                   struct city_frame *p)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", 2000, 2999, 0);
        p->page = page_of(cx, rq, title);
        p->page.here = "/city", p->tab = tab;
        const struct fail *f = item ? city_read_item(cx, item, &p->c, ret_item)
                                    : city_read(cx, year, &p->c);
        if (!f)
                f = city_books_read(cx, &p->books, &p->n_books);
        if (f)
                return f;
        p->may_edit = !auth_change_year(cx, MAY_CITY_EDIT, p->c.book.unit, p->c.book.year);
        p->year = str_f(cx->arena, "%d", p->c.book.year);
        p->full = city_points(cx, p->c.full), p->known = city_points(cx, p->c.known_full);
        p->score = city_points(cx, p->c.score), p->lost = city_points(cx, p->c.lost);
        p->total = city_has(p->c.book.final_score) ? city_points(cx, p->c.book.final_score) : p->score;
        if (*tab || item)
                page_crumb(&p->page, str_f(cx->arena, "/city?year=%d", p->c.book.year), NULL,
                           p->c.book.title);
        if (*tab)
                page_crumb(&p->page, (str){ 0 }, title, (str){ 0 });
        return NULL;
}

struct city_row city_row_of(struct ctx *cx, const struct city_item *x)
{
        return (struct city_row){ .x = x, .full = city_points(cx, x->full),
                .score = city_points(cx, x->score), .lost = city_points(cx, x->lost),
                .actual = x->latest >= 0 ? x->month[x->latest].actual : S("") };
}

static void put_row(struct ctx *cx, struct list *l, const struct city_item *x)
{
        static const char *const lamps[CITY_CARRIES] = { "red", "yellow", "done" };
        struct list_cell *c = list_next(cx, l, x->id);
        const struct city_month *m = x->latest >= 0 ? &x->month[x->latest] : NULL;
        if (!c)
                return;
        list_key(l, x->lead);
        c[0] = (struct list_cell){ .text = x->name, .small = x->department,
                                   .href = str_f(cx->arena, "/city/items/%ld", x->id) };
        c[1] = (struct list_cell){ .text = city_points(cx, x->full) };
        c[2] = (struct list_cell){ .text = x->lead_name };
        c[3] = (struct list_cell){ .text = x->leader, .none = !x->leader.n };
        c[4] = (struct list_cell){ .text = m ? m->actual : S(""), .none = !m || !m->actual.n };
        c[5] = (struct list_cell){ .text = m ? m->mean : S(""), .none = !m || !m->mean.n };
        struct city_place place = city_place_now(cx, x);        /* what the city told of ours goes first */
        int rank = x->final_rank ? x->final_rank : m && m->rank ? m->rank : place.rank;
        c[6] = (struct list_cell){ .text = rank ? str_f(cx->arena, "%d", rank) : S(""), .none = !rank };
        c[7] = (struct list_cell){ .text = city_points(cx, x->score) };
        c[8] = (struct list_cell){ .text = city_points(cx, x->lost) };
        c[9] = (struct list_cell){ .word = city_carry_words[x->carry], .lamp = lamps[x->carry] };
}

/* The chart: months left to right, the sum from the lowest to the highest month. */
static void put_trend(struct ctx *cx, struct city_page *p)
{
        int64_t low = INT64_MAX, high = INT64_MIN;
        struct buf line = buf_new(cx->arena, 512);
        for (int m = 0; m < CITY_MONTHS; m++) {
                int64_t v = p->frame.c.trend[m].micro;
                if (v == INT64_MIN)
                        continue;
                low = v < low ? v : low, high = v > high ? v : high;
        }
        for (int m = 0; m < CITY_MONTHS; m++) {
                int64_t v = p->frame.c.trend[m].micro;
                if (v == INT64_MIN)
                        continue;
                int x = 50 + m * 36, y = high == low ? 90 : (int)(155 - muldiv(v - low, 120, high - low));
                p->dots[p->n_dots++] = (struct city_dot){ x, y,
                        str_f(cx->arena, words_of(cx->lang, "%d月"), m + 1) };
                buf_f(&line, "%d,%d ", x, y);
        }
        p->line = buf_str(&line);
        p->low = city_points(cx, (points){ low == INT64_MAX ? 0 : low });
        p->high = city_points(cx, (points){ high });
}

static void put_views(struct ctx *cx, struct city_page *p, int view, const int *count)
{
        static const char *const words[] = { "全部指标", "有失分", "未分解", "未预估" };
        static const char *const lamps[] = { NULL, "red", "yellow", "grey" };
        struct list_view *v = NEW_ARRAY(cx->arena, struct list_view, 4);
        for (int i = 0; i < 4; i++)
                v[i] = (struct list_view){ .href = str_f(cx->arena, "/city?year=%d&view=%d",
                                p->frame.c.book.year, i), .word = words[i], .lamp = lamps[i],
                                .count = count[i], .here = i == view };
        list_views_lead(cx, &p->list, v, 4);
}

/* GET /city?year=&view=&find= */
const struct fail *city_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct city_page *p = NEW(cx->arena, struct city_page);
        struct form form = form_of(cx, rq);
        int view = (int)form_int_or(&form, "view", 0, 3, 0), count[4] = { 0 }, *at;
        str find = form_text(&form, "find", 0, 60);
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        f = city_frame_fill(cx, rq, "市对县考核", "", 0, NULL, &p->frame);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        p->none = f != NULL;
        p->may_begin = auth_may(cx, MAY_CITY_EDIT) &&
                       auth_reach_change(cx, MAY_CITY_EDIT).scope == SCOPE_ALL;
        const struct city *c = &p->frame.c;
        struct list_filter *filter = NEW_ARRAY(cx->arena, struct list_filter, 3);
        filter[0] = (struct list_filter){ .kind = FILTER_SEARCH, .name = "find",
                                          .label = "指标、单位、部门、领导", .value = find };
        filter[1] = (struct list_filter){ .kind = FILTER_HIDDEN, .name = "view",
                                          .value = str_f(cx->arena, "%d", view) };
        filter[2] = (struct list_filter){ .kind = FILTER_HIDDEN, .name = "year", .value = p->frame.year };
        p->list = (struct list){ .page = &p->frame.page, .path = "/city", .caption = "市对县考核指标",
                .columns = columns, .n_columns = COUNT_OF(columns), .total = -1, .filters = filter,
                .n_filters = 3, .whole = true, .of = LIST_OF_UNITS, .own = "指标顺序",
                .empty = "没有符合条件的指标", .empty_help = "先设指标，或从表格导入。" };
        const struct fail *no = list_open(cx, rq, &p->list);
        if (no)
                return no;
        for (int i = 0; i < c->n_items; i++) {
                const struct city_item *x = &c->items[i];
                bool in[4] = { true, city_has(x->score) && x->lost.micro > 0,
                               x->carry != CARRY_GOAL, !city_has(x->score) };
                for (int k = 0; k < 4; k++)
                        count[k] += in[k];
                if (in[view] && (!find.n || str_find(x->name, find) >= 0 ||
                                 str_find(x->lead_name, find) >= 0 || str_find(x->leader, find) >= 0 ||
                                 str_find(x->department, find) >= 0))
                        put_row(cx, &p->list, x);
        }
        put_views(cx, p, view, count);
        list_end(cx, &p->list);
        put_trend(cx, p);
        p->rank = p->none ? 0 : city_rank(c, c->score);
        int n = city_losses_by_item(cx, c, &at);
        for (int i = 0; i < n && p->n_top < 5; i++)
                if (c->items[at[i]].lost.micro > 0)
                        p->top[p->n_top++] = city_row_of(cx, &c->items[at[i]]);
        city_page(&re->body, p);
        return NULL;
}

/* GET /city/losses?year= */
const struct fail *city_losses_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct city_losses_page *p = NEW(cx->arena, struct city_losses_page);
        const struct fail *f = city_frame_fill(cx, rq, "失分排名", "losses", 0, NULL, &p->frame);
        if (f)
                return f;
        struct city_loss *loss;
        int *at;
        p->n_units = city_losses_by_unit(cx, &p->frame.c, &loss);
        p->units = NEW_ARRAY(cx->arena, struct city_unit_loss, (size_t)p->n_units + 1);
        for (int i = 0; i < p->n_units; i++)
                p->units[i] = (struct city_unit_loss){ &loss[i], city_points(cx, loss[i].lost),
                        city_points(cx, loss[i].full),
                        loss[0].lost.micro ? (int)muldiv(loss[i].lost.micro, 200, loss[0].lost.micro)
                                           : 0 };
        p->n_items = city_losses_by_item(cx, &p->frame.c, &at);
        p->items = NEW_ARRAY(cx->arena, struct city_row, (size_t)p->n_items + 1);
        for (int i = 0; i < p->n_items; i++)
                p->items[i] = city_row_of(cx, &p->frame.c.items[at[i]]);
        city_losses_page(&re->body, p);
        return NULL;
}

/* ---- what if ------------------------------------------------------------------------------------ */

/* The place in this one indicator: with the others' figures where the city told them, now and with the trial; else what
 * the city told last of ours, and a changed figure has a place nobody can know. */
static void put_item_rank(struct ctx *cx, struct city_if_page *p, const struct city_item *x,
                          str actual, points got)
{
        int m = CITY_MONTHS - 1, league = p->frame.c.book.league;
        p->ahead = city_tells_ahead(cx, x);
        str none = { 0 };
        struct city_place now = p->ahead ? city_place_of(cx, x, none, x->score) : city_place_now(cx, x),
                          then = city_place_of(cx, x, p->ahead ? none : actual, got);
        while (m >= 0 && !x->month[m].rank && !x->month[m].mean.n)
                m--;
        p->item_rank = p->item_then = str_of(words_of(cx->lang, "市里没有通报"));
        if (x->final_rank)
                p->item_rank = str_f(cx->arena, words_of(cx->lang, "第 %d 名"), x->final_rank);
        else if (now.of)
                p->item_rank = city_place_words(cx, &now, league);
        else if (m >= 0 && x->month[m].rank)
                p->item_rank = str_f(cx->arena, words_of(cx->lang, "第 %d 名（%d 月）"), x->month[m].rank, m + 1);
        p->item_then = then.of                          ? city_place_words(cx, &then, league)
                       : got.micro == x->score.micro    ? p->item_rank
                                                        : str_of(words_of(cx->lang, "无法得知"));
        if (then.of)
                p->told = str_f(cx->arena, words_of(cx->lang, "%d 月，%.*s"), x->peer_month + 1,
                                STR(city_told_words(cx, x->peer_source, x->peer_told)));
        if (m >= 0 && x->month[m].mean.n)
                p->mean = str_f(cx->arena, words_of(cx->lang, "%.*s %.*s（%d 月）"), STR(x->month[m].mean),
                                STR(x->measure), m + 1);
}

/* GET /city/what-if?year=&item=&actual=&score= : nothing is written. */
const struct fail *city_what_if_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct city_if_page *p = NEW(cx->arena, struct city_if_page);
        struct form form = form_of(cx, rq);
        int64_t id = form_int_or(&form, "item", 0, INT64_MAX, 0);
        str actual = form_text(&form, "actual", 0, 30), score = form_text(&form, "score", 0, 12);
        const struct fail *f = city_frame_fill(cx, rq, "试算", "what-if", 0, NULL, &p->frame);
        if (f)
                return f;
        const struct city *c = &p->frame.c;
        const struct city_item *x = NULL;
        struct form_choice *items = NEW_ARRAY(cx->arena, struct form_choice, (size_t)c->n_items + 1);
        for (int i = 0; i < c->n_items; i++) {
                items[i] = (struct form_choice){ .value = str_f(cx->arena, "%ld", c->items[i].id),
                        .name = c->items[i].method.n
                                ? str_f(cx->arena, words_of(cx->lang, "%.*s（目标 %.*s %.*s）"),
                                        STR(c->items[i].name), STR(c->items[i].target),
                                        STR(c->items[i].measure))
                                : c->items[i].name };
                if (c->items[i].id == id)
                        x = &c->items[i];
        }
        p->fields[0] = (struct form_field){ .name = "item", .label = "指标", .choices = items,
                .n_choices = c->n_items, .value = str_f(cx->arena, "%ld", id) };
        p->fields[1] = (struct form_field){ .name = "actual", .label = "如果完成值达到", .max = 30,
                .value = actual, .optional = true, .hint = "有计分公式的指标填这里；按序时进度预估的填全年数" };
        p->fields[2] = (struct form_field){ .name = "score", .label = "或者得分达到", .max = 12,
                .value = score, .optional = true, .inputmode = "decimal",
                .hint = "只有文字规则的指标填这里" };
        p->n_fields = 3;
        points got;
        const struct fail *why = x && (actual.n || score.n) ? city_what_if(cx, x, actual, score, &got)
                                                            : NULL;
        if (why && why->kind != FAIL_INVALID)
                return why;
        p->faults = (struct form_faults){ &form, why, p->fields, p->n_fields };
        for (int i = 0; why && i < 3; i++)
                p->fields[i] = form_field_of(p->fields[i], &form, why);
        p->done = !why && x && (actual.n || score.n);
        if (p->done) {
                int64_t was = !city_has(x->score) ? 0 : x->score.micro;
                int64_t gain = got.micro - was;
                p->name = x->name, p->loses = gain < 0;
                p->before = city_points(cx, x->score), p->after = city_points(cx, got);
                p->gain = city_points(cx, (points){ gain < 0 ? -gain : gain });
                p->total_before = city_points(cx, c->score);
                p->total_after = city_points(cx, (points){ c->score.micro + gain });
                put_item_rank(cx, p, x, actual, got);
                p->rank_before = city_rank(c, c->score);
                p->rank_after = city_rank(c, (points){ c->score.micro + gain });
                p->rank_up = p->rank_before - p->rank_after;
        }
        if (why)
                re->status = fail_http(why->kind);
        city_if_page(&re->body, p);
        return NULL;
}

/* ---- files ---------------------------------------------------------------------------------------- */

static const struct fail *file(struct ctx *cx, const struct request *rq, struct reply *re,
                               bool table)
{
        struct city c;
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", 2000, 2999, 0);
        const struct doc_writer *w = doc_writer_find(rq->keys[0]);
        str bytes;
        if (!w)
                return fail(cx, NOT_FOUND, "%s", "");
        const struct fail *f = city_read(cx, year, &c);
        if (f)
                return f;
        struct doc *d = city_report(cx, &c, table);
        f = w->write(cx, d, &bytes);
        if (!f)
                reply_file(re, w->type, str_f(cx->arena, "%.*s.%s", STR(d->title), w->as), bytes);
        return f;
}

/* GET /city/report/:key?year= */
const struct fail *city_report_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return file(cx, rq, re, false);
}

/* GET /city/export/:key?year= */
const struct fail *city_export_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return file(cx, rq, re, true);
}
