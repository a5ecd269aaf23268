/* domain/target/show/pages_heat.c - 指标 × 单位: where the points were lost. */
#include "core/doc/doc.h"
#include "domain/target/show/heat.html.h"
#include "domain/target/show/pages.h"

enum { MODE_LOSS, MODE_POINTS, MODE_RATE, MODES };
static const char *const mode_words[MODES] = { "失分", "得分", "得分率" };
static const char *const mode_keys[MODES]  = { "loss", "points", "rate" };
static const char *const order_words[HEAT_ORDERS] = { "法定次序", "按名次", "按失分" };
static const char *const order_keys[HEAT_ORDERS]  = { "official", "rank", "loss" };
static const char *const tones[] = { "ht0", "ht1", "ht2", "ht3", "ht4", "ht5" };

static int key_of(str s, const char *const *keys, int n)
{
        for (int i = 0; i < n; i++)
                if (str_is(s, keys[i]))
                        return i;
        return 0;
}

static str tenth(struct arena *a, points p)
{
        int64_t v = muldiv(p.micro, 1, 100000);
        return str_f(a, "%s%ld.%ld", v < 0 ? "−" : "", labs(v) / 10, labs(v) % 10);
}

static struct heat_cell_shown shown(struct ctx *cx, const struct heat_page *p,
                                    const struct heat_cell *c, str leaf)
{
        const struct show *s = p->frame.show;
        struct heat_cell_shown r = { .tone = "htn" };
        switch (c->state) {
        case HEAT_ABSENT:
        case HEAT_NA:
                r.text = S("—");
                r.says = str_f(cx->arena, words_of(cx->lang, "%.*s，%.*s：没有这项任务"),
                               STR(s->name[c->unit]), STR(leaf));
                return r;
        case HEAT_MISSING:
                r.text = str_of(words_of(cx->lang, "缺"));
                break;
        case HEAT_SCORED:
                r.tone = tones[c->band];
                r.text = p->mode == MODE_POINTS ? tenth(cx->arena, c->points)
                       : p->mode == MODE_RATE   ? share_1(cx->arena, 1000000 - c->share)
                       : c->loss.micro          ? tenth(cx->arena, c->loss) : S("·");
                break;
        }
        r.href = str_f(cx->arena, "%.*s?leaf=%ld", STR(score_href(cx, s, c->unit)),
                       show_node(s, c->leaf)->id);
        r.says = c->state == HEAT_MISSING
                ? str_f(cx->arena, words_of(cx->lang,
                                            "%.*s，%.*s：缺数，未计分，不算失分，满分 %.*s 分"),
                        STR(s->name[c->unit]), STR(leaf), STR(points_str(cx->arena, c->full, 0)))
                : str_f(cx->arena, words_of(cx->lang, "%.*s，%.*s：得 %.*s 分，满分 %.*s 分"),
                        STR(s->name[c->unit]), STR(leaf), STR(points_str(cx->arena, c->points, 0)),
                        STR(points_str(cx->arena, c->full, 0)));
        return r;
}

static void rows_fill(struct ctx *cx, struct heat_page *p, const struct heat *h)
{
        const struct show *s = p->frame.show;
        struct heat_row_shown *rows = NEW_ARRAY(cx->arena, struct heat_row_shown, (size_t)h->n_rows + 1);
        struct heat_head *heads = NEW_ARRAY(cx->arena, struct heat_head, (size_t)h->n_units + 1);
        str *sums = NEW_ARRAY(cx->arena, str, (size_t)h->n_units + 1);
        str *waits = NEW_ARRAY(cx->arena, str, (size_t)h->n_units + 1);
        for (int i = 0; i < h->n_units; i++) {
                int u = h->units[i];
                heads[i] = (struct heat_head){ s->name[u], score_href(cx, s, u),
                                               s->basis.ready.unit_ids[u] == cx->unit };
                sums[i] = tenth(cx->arena, h->losses[i]);
                waits[i] = s->stake[u].micro ? tenth(cx->arena, s->stake[u]) : (str){ 0 };
                p->any_waits |= s->stake[u].micro > 0;
        }
        for (int r = 0; r < h->n_rows; r++) {
                const struct heat_row *x = &h->rows[r];
                rows[r] = (struct heat_row_shown){ .name = x->name, .head = x->leaf < 0,
                                                   .full = points_str(cx->arena, x->full, 0) };
                if (x->leaf < 0)
                        continue;
                struct heat_cell_shown *cells = NEW_ARRAY(cx->arena, struct heat_cell_shown,
                                                          (size_t)h->n_units + 1);
                for (int i = 0; i < h->n_units; i++)
                        cells[i] = shown(cx, p, &x->cells[i], x->name);
                rows[r].cells = cells;
        }
        p->rows = rows, p->n_rows = h->n_rows;
        p->heads = heads, p->n_heads = h->n_units;
        p->sums = sums, p->waits = waits;
}

static void worst_fill(struct ctx *cx, struct heat_page *p, const struct heat *h)
{
        enum { BARS = 10 };
        const struct show *s = p->frame.show;
        struct worst_row *worst = NEW_ARRAY(cx->arena, struct worst_row, (size_t)h->n_worst + 1);
        for (int i = 0; i < h->n_worst; i++)
                worst[i] = (struct worst_row){
                        s->name[h->worst[i].unit],
                        str_f(cx->arena, "%.*s?leaf=%ld#ladder", STR(score_href(cx, s, h->worst[i].unit)),
                              show_node(s, h->worst[i].leaf)->id),
                        show_node(s, h->worst[i].leaf)->name,
                        points_2(cx->arena, h->worst[i].loss), share_1(cx->arena, h->worst[i].share) };
        p->worst = worst, p->n_worst = h->n_worst;
        if (h->n_worst && h->n_leaves > 1) {
                str both = share_1(cx->arena, h->leaves[0].share + h->leaves[1].share);
                p->leads[p->n_leads++] = lead_part_of(
                        str_f(cx->arena, words_of(cx->lang, "失分最集中的是%.*s与%.*s，两项合占全部失分的 %.*s。"),
                              STR(show_node(s, h->leaves[0].leaf)->name), STR(show_node(s, h->leaves[1].leaf)->name),
                              STR(both)), both, S("#most"));
                str said = str_f(cx->arena, words_of(cx->lang, "%.*s单项失分比例最高，为 %.*s。"), STR(worst[0].unit),
                                 STR(worst[0].share));
                if (h->n_units > 1)
                        p->leads[p->n_leads++] = lead_part_of(said, worst[0].share, worst[0].unit_href);
        }
        struct chart_bar *bars = NEW_ARRAY(cx->arena, struct chart_bar, BARS);
        int n = h->n_leaves < BARS ? h->n_leaves : BARS;
        for (int i = 0; i < n; i++)
                bars[i] = (struct chart_bar){ show_node(s, h->leaves[i].leaf)->name, (str){ 0 },
                        str_f(cx->arena, words_of(cx->lang, "%.*s 分，占 %.*s"),
                              STR(points_2(cx->arena, h->leaves[i].loss)),
                              STR(share_1(cx->arena, h->leaves[i].share))),
                        h->leaves[i].loss.micro, true };
        p->bars = (struct chart_bars){ "失分最多的指标", "指标", "折算失分合计", bars, n };
}

/* GET /results/:id/heat?group=&show=&order= */
const struct fail *heat_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t group = form_int_or(&form, "group", 1, INT64_MAX, 0);
        struct heat_page p = { .mode = key_of(form_raw(&form, "show"), mode_keys, MODES),
                               .order = key_of(form_raw(&form, "order"), order_keys, HEAT_ORDERS) };
        const struct fail *f = form_end(&form);
        if (!f)
                f = show_frame_fill(cx, rq, "失分热力表", "heat", group, &p.frame);
        if (f)
                return f;
        struct heat h;
        heat_of(cx->arena, p.frame.show, p.frame.group, (enum heat_order)p.order, &h);
        rows_fill(cx, &p, &h);
        worst_fill(cx, &p, &h);
        p.group = p.frame.show->basis.e.groups[p.frame.show->basis.ready.group_at[p.frame.group]].id;
        p.modes = NEW_ARRAY(cx->arena, struct form_choice, MODES);
        p.orders = NEW_ARRAY(cx->arena, struct form_choice, HEAT_ORDERS);
        for (int i = 0; i < MODES; i++)
                p.modes[p.n_modes++] = (struct form_choice){ str_of(mode_keys[i]), mode_words[i], (str){ 0 } };
        for (int i = 0; i < HEAT_ORDERS; i++)
                p.orders[p.n_orders++] = (struct form_choice){ str_of(order_keys[i]), order_words[i], (str){ 0 } };
        p.frame.page.landscape = true;
        heat_page(&re->body, &p);
        return NULL;
}

/* ---- as a file ---------------------------------------------------------------------------------- */

static int64_t hundredths(points p) { return muldiv(p.micro, 1, 10000); }

static void file_row(struct ctx *cx, struct doc *d, struct doc_table *t, const struct heat_row *x, int n_units)
{
        struct doc_row *r = doc_row(d, t);
        doc_cell_text(d, r, 0, x->name);
        r->level = x->leaf < 0;
        if (x->leaf < 0)
                return;
        doc_cell_text(d, r, 1, points_str(cx->arena, x->full, 0))->figure = true;
        for (int i = 0; i < n_units; i++) {
                const struct heat_cell *c = &x->cells[i];
                if (c->state == HEAT_SCORED)
                        doc_cell_number(r, i + 2, hundredths(c->loss));
                else
                        doc_cell_text(d, r, i + 2, c->state == HEAT_MISSING ? str_of(words_of(cx->lang, "缺")) : S("—"));
        }
}

static struct doc *heat_doc(struct ctx *cx, const struct show_frame *p, const struct heat *h)
{
        const struct show *s = p->show;
        str group = s->basis.e.groups[s->basis.ready.group_at[p->group]].name;
        struct doc *d = doc_new(cx->arena, str_f(cx->arena, words_of(cx->lang, "%d 年 %.*s%.*s失分表"), s->run.year,
                                                 STR(p->through), STR(group)));
        d->made_at = s->run.at, d->a3 = true;
        doc_title(d, d->title);
        struct doc_table *t = doc_table(d, (str){ 0 }, group, h->n_units + 2);
        t->landscape = true, t->unit_line = str_of(words_of(cx->lang, "单位：分"));
        t->columns[0].head = str_of(words_of(cx->lang, "指标")), t->columns[0].width = 5;
        t->columns[1].head = str_of(words_of(cx->lang, "分值"));
        for (int i = 0; i < h->n_units + 1; i++) {
                struct doc_column *c = &t->columns[i + 1];
                c->align = DOC_RIGHT, c->places = i ? 2 : -1;
                if (i)
                        c->head = s->name[h->units[i - 1]];
        }
        for (int i = 0; i < h->n_rows; i++)
                file_row(cx, d, t, &h->rows[i], h->n_units);
        struct doc_row *sum = doc_row(d, t);
        sum->total = true;
        doc_cell_text(d, sum, 0, str_of(words_of(cx->lang, "折算失分合计")));
        for (int i = 0; i < h->n_units; i++)
                doc_cell_number(sum, i + 2, hundredths(h->losses[i]));
        t->note = str_of(words_of(cx->lang, "各格是按该指标分值算的失分，合计按各层折算到总分；缺：还没有数，不算失分；—：没有这项任务。"));
        return d;
}

/* GET /results/:id/heat/:key?group=&order=: the same losses as XLSX, PDF … */
const struct fail *heat_file_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t group = form_int_or(&form, "group", 1, INT64_MAX, 0);
        int order = key_of(form_raw(&form, "order"), order_keys, HEAT_ORDERS);
        const struct doc_writer *w = doc_writer_find(rq->keys[0]);
        struct show_frame frame;
        struct heat h;
        str bytes;
        const struct fail *f = form_end(&form);
        if (!f)
                f = w ? show_frame_fill(cx, rq, "失分热力表", "heat", group, &frame) : fail(cx, NOT_FOUND, "%s", "");
        if (f)
                return f;
        heat_of(cx->arena, frame.show, frame.group, (enum heat_order)order, &h);
        if (!h.n_units)
                return fail(cx, NOT_FOUND, "%s", "");
        struct doc *d = heat_doc(cx, &frame, &h);
        f = doc_write(cx, d, rq->keys[0], &bytes);
        if (!f)
                reply_file(re, w->type, str_f(cx->arena, "%.*s.%s", STR(d->title), w->as), bytes);
        return f;
}
