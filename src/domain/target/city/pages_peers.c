/* domain/target/city/pages_peers.c - the other counties on an indicator's page: the table with ours
 * among them, its form. */
#include "domain/target/city/city.html.h"
#include "domain/target/city/faces.h"
#include "domain/target/city/pages_in.h"

str city_place_words(struct ctx *cx, const struct city_place *p, int league)
{
        if (!p->of)
                return (str){ 0 };
        return p->of == league
                ? str_f(cx->arena, words_of(cx->lang, "第 %d 名"), p->rank)
                : str_f(cx->arena, words_of(cx->lang, "有数的 %d 个县中第 %d 名"), p->of, p->rank);
}

str city_told_words(struct ctx *cx, str source, day on)
{
        if (!source.n && !day_is(on))
                return (str){ 0 };
        return !day_is(on) ? source
                : str_f(cx->arena, words_of(cx->lang, "%.*s（%.*s）"), STR(source), STR(day_zh(cx->arena, on)));
}

/* The others of the newest month with ours among them, the best first; equal ones share a place. */
static void fill_table(struct ctx *cx, struct city_item_page *p)
{
        const struct city_item *x = p->x;
        const struct city_month *m = x->peer_month >= 0 ? &x->month[x->peer_month] : NULL;
        struct city_place now = city_place_now(cx, x);
        struct city_peer *list = NEW_ARRAY(cx->arena, struct city_peer, (size_t)x->n_peers + 1);
        struct city_item all = *x;
        if (!x->n_peers)
                return;
        memcpy(list, x->peers, sizeof(*list) * (size_t)x->n_peers);
        list[x->n_peers] = (struct city_peer){ .name = str_of(words_of(cx->lang, "本县")),
                .actual = m && m->given ? m->actual : (str){ 0 }, .score = m && m->given ? m->score : CITY_NONE };
        all.peers = list, all.n_peers = p->n_peers = x->n_peers + 1;
        p->peers = NEW_ARRAY(cx->arena, struct city_peer_row, (size_t)p->n_peers);
        for (int i = 0; i < p->n_peers; i++) {
                const struct city_peer *o = &list[i];
                struct city_place at = now.by_points ? city_place_of(cx, &all, (str){ 0 }, o->score)
                                     : o->actual.n   ? city_place_of(cx, &all, o->actual, CITY_NONE)
                                                     : (struct city_place){ 0 };
                struct city_peer_row row = { at.of ? at.rank : 0, o->name, o->actual.n ? o->actual : S("—"),
                                             city_points(cx, o->score), i == x->n_peers };
                int k = i;
                for (; k > 0 && row.rank && (!p->peers[k - 1].rank || row.rank < p->peers[k - 1].rank); k--)
                        p->peers[k] = p->peers[k - 1];
                p->peers[k] = row;
        }
        p->place = city_place_words(cx, &now, p->frame.c.book.league);
}

const struct fail *city_peers_fill(struct ctx *cx, struct city_item_page *p, int month)
{
        const struct city_item *x = p->x;
        struct city_told t;
        struct form_choice *m = NEW_ARRAY(cx->arena, struct form_choice, CITY_MONTHS);
        fill_table(cx, p);
        const struct fail *f = city_peers_of(cx, x->id, month, &t);
        if (f)
                return f;
        for (int i = 0; i < CITY_MONTHS; i++)
                m[i] = (struct form_choice){ .value = str_f(cx->arena, "%d", i + 1),
                        .name = str_f(cx->arena, words_of(cx->lang, "%d月"), i + 1) };
        p->peer_fields[0] = (struct form_field){ .name = "month", .label = "月份", .choices = m,
                .n_choices = CITY_MONTHS, .value = str_f(cx->arena, "%d", month + 1) };
        p->peer_fields[1] = (struct form_field){ .name = "others", .label = "其他县的数", .rows = 8, .max = 4000,
                .optional = true, .value = city_peers_text(cx, t.list, t.n),
                .hint = "一行一个县：县名、完成值、得分，如“甲县 12.3 5.6”；没有通报的写 -，全部清空就是删掉这个月的" };
        p->peer_fields[2] = (struct form_field){ .name = "source", .label = "来源", .max = 200,
                .optional = true, .value = t.source.n ? t.source : S(""), .hint = "通报、文号或网址" };
        p->peer_fields[3] = (struct form_field){ .name = "day", .label = "通报日期", .type = "date", .optional = true,
                .value = day_is(t.day) ? day_str(cx->arena, t.day) : S("") };
        return NULL;
}

/* POST /city/items/:id/peers */
const struct fail *city_peers_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct city c;
        const struct city_item *x;
        const struct fail *f = city_read_item(cx, rq->ids[0], &c, &x);
        if (f)
                return f;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct city_told t = { .month = (int)form_int(&form, "month", 1, 12) - 1,
                .source = form_text(&form, "source", 0, 200), .day = form_day_or_none(&form, "day") };
        str others = form_text(&form, "others", 0, 4000);
        f = form_end(&form);
        if (!f)
                f = city_peers_read(cx, others, &t.list, &t.n);
        if (!f)
                f = city_peers_put(cx, &c, x, version, &t);
        if (f)
                return fail_on_form(f) ? city_item_again(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "%d 月其他县的数已保存", t.month + 1);
        return reply_see(re, cx, "/city/items/%ld?month=%d#peers", x->id, t.month + 1);
}
