/* domain/target/city/report.c - 市对县考核月分析: the month's estimate as an official report. */
/* words: document text */
#include "core/doc/doc.h"
#include "domain/target/city/city.h"

enum { TOP = 10, PLACES = 2 };

/* Hundredths of a point, half up, in the text as in the table. */
static int64_t hundredths(points p) { return muldiv(p.micro, 1, 10000); }
static str score(struct ctx *cx, points p) { return decimal_str(cx->arena, hundredths(p), PLACES, false); }

static void number(struct doc_row *r, int col, points p)
{
        if (city_has(p))
                doc_cell_number(r, col, hundredths(p));
}

static void column(struct doc_table *t, int i, const char *head, int width, int places)
{
        t->columns[i].head = str_of(head);
        t->columns[i].width = width;
        t->columns[i].places = places;
        t->columns[i].align = places >= 0 ? DOC_RIGHT : DOC_LEFT;
}

static void items_table(struct ctx *cx, struct doc *d, const struct city *c)
{
        static const char *const heads[] = { "指标", "满分", "市级考核部门", "县领导", "牵头单位",
                                             "完成值", "全市平均", "全市名次", "预估得分", "失分", "失分原因", "措施" };
        static const int widths[] = { 5, 2, 4, 4, 3, 2, 2, 2, 2, 2, 6, 6 };
        static const int places[] = { -1, PLACES, -1, -1, -1, -1, -1, -1, PLACES, PLACES, -1, -1 };
        struct doc_table *t = doc_table(d, S("表1"), S("市对县考核指标预估"), COUNT_OF(heads));
        t->landscape = true;
        t->unit_line = S("单位：分");
        for (int i = 0; i < (int)COUNT_OF(heads); i++)
                column(t, i, heads[i], widths[i], places[i]);
        for (int i = 0; i < c->n_items; i++) {
                const struct city_item *x = &c->items[i];
                struct doc_row *r = doc_row(d, t);
                const struct city_month *m = x->latest >= 0 ? &x->month[x->latest] : NULL;
                doc_cell_text(d, r, 0, x->name);
                number(r, 1, x->full);
                doc_cell_text(d, r, 2, x->department);
                doc_cell_text(d, r, 3, x->leader);
                doc_cell_text(d, r, 4, x->lead_name);
                if (m) {
                        doc_cell_text(d, r, 5, m->actual);
                        doc_cell_text(d, r, 6, m->mean);
                        if (m->rank)
                                doc_cell_text(d, r, 7, str_f(cx->arena, "%d", m->rank));
                        doc_cell_text(d, r, 10, m->cause);
                        doc_cell_text(d, r, 11, m->measure);
                }
                number(r, 8, x->score);
                number(r, 9, x->lost);
        }
        struct doc_row *sum = doc_row(d, t);
        sum->total = true;
        doc_cell_text(d, sum, 0, S("合计"));
        number(sum, 1, c->full);
        number(sum, 8, c->score);
        number(sum, 9, c->lost);
}

static void summary(struct ctx *cx, struct doc *d, const struct city *c)
{
        doc_heading(d, 1, S("一、总体情况"));
        doc_para_of(d, str_f(cx->arena,
                "%.*s%s %d 项指标、满分 %.*s 分。已预估 %d 项（满分 %.*s 分），预估得分 %.*s 分，失分 %.*s 分。",
                STR(c->book.title), c->all ? "共" : "中与本单位有关的有", c->n_items, STR(score(cx, c->full)), c->n_known,
                STR(score(cx, c->known_full)), STR(score(cx, c->score)), STR(score(cx, c->lost))));
        if (c->n_known < c->n_items)
                doc_para_of(d, str_f(cx->arena, "还有 %d 项没有预估，合计不含这些指标。",
                                     c->n_items - c->n_known));
        int rank = city_rank(c, c->score);
        if (rank)
                doc_para_of(d, str_f(cx->arena, "照已通报的其他 %d 个县的得分%s%.*s%s，预估全市第 %d 名。", c->n_others,
                                     c->book.told_source.n ? "（" : "", STR(c->book.told_source),
                                     c->book.told_source.n ? "）" : "", rank));
        int before = -1, last = -1;
        for (int m = 0; m < CITY_MONTHS; m++)
                if (city_has(c->trend[m]))
                        before = last, last = m;
        if (before >= 0) {
                int64_t moved = c->trend[last].micro - c->trend[before].micro;
                doc_para_of(d, str_f(cx->arena, "与 %d 月相比，%d 月预估得分%s %.*s 分。", before + 1, last + 1,
                        moved < 0 ? "减少" : "增加",
                        STR(score(cx, (points){ moved < 0 ? -moved : moved }))));
        }
}

/* What was written, after its name, with a full stop where it has none. */
static str sentence(struct ctx *cx, const char *name, str words)
{
        str s = str_trim(words);
        bool ends = false;
        static const char *const stops[] = { "。", "！", "？", "；", "." };
        for (size_t i = 0; i < COUNT_OF(stops); i++)
                ends |= s.n >= strlen(stops[i]) && str_is(str_from(s, s.n - strlen(stops[i])), stops[i]);
        return str_f(cx->arena, "%s%.*s%s", name, STR(s), ends ? "" : "。");
}

static void losses(struct ctx *cx, struct doc *d, const struct city *c)
{
        int *at, n = city_losses_by_item(cx, c, &at);
        struct city_loss *unit;
        int n_units = city_losses_by_unit(cx, c, &unit);
        doc_heading(d, 1, S("二、失分分析"));
        for (int i = 0; i < n && i < TOP; i++) {
                const struct city_item *x = &c->items[at[i]];
                if (x->lost.micro <= 0)
                        break;
                const struct city_month *m = x->latest >= 0 ? &x->month[x->latest] : NULL;
                doc_para_of(d, str_f(cx->arena, "%d. %.*s（牵头单位：%.*s）失 %.*s 分。", i + 1,
                        STR(x->name), STR(x->lead_name), STR(score(cx, x->lost))));
                if (m && m->cause.n)
                        doc_para_of(d, sentence(cx, "原因：", m->cause));
                if (m && m->measure.n)
                        doc_para_of(d, sentence(cx, "措施：", m->measure));
        }
        doc_heading(d, 1, S("三、各牵头单位失分"));
        struct doc_table *t = doc_table(d, (str){ 0 }, S("各牵头单位失分"), 4);
        column(t, 0, "牵头单位", 4, -1);
        column(t, 1, "指标数", 2, 0);
        column(t, 2, "满分", 2, PLACES);
        column(t, 3, "失分", 2, PLACES);
        for (int i = 0; i < n_units; i++) {
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, unit[i].name);
                doc_cell_number(r, 1, unit[i].n);
                number(r, 2, unit[i].full);
                number(r, 3, unit[i].lost);
        }
}

static void carried(struct ctx *cx, struct doc *d, const struct city *c)
{
        doc_heading(d, 1, S("四、分解落实"));
        doc_para_of(d, str_f(cx->arena, "%d 项指标已分解到单位的年度目标，%d 项还没有。",
                             c->n_items - c->n_open, c->n_open));
        static const char *const open[CITY_CARRIES] = {
                [CARRY_NONE] = "未分解", [CARRY_NODE] = "已对应县里的考核指标，还没有写进单位目标",
        };
        for (int k = 0; k < CITY_CARRIES; k++)
                for (int i = 0; open[k] && i < c->n_items; i++)
                        if ((int)c->items[i].carry == k)
                                doc_para_of(d, str_f(cx->arena, "%s：%.*s（牵头单位：%.*s）。", open[k],
                                        STR(c->items[i].name), STR(c->items[i].lead_name)));
}

struct doc *city_report(struct ctx *cx, const struct city *c, bool table)
{
        struct doc *d = doc_new(cx->arena, str_f(cx->arena, "%d年市对县考核月分析", c->book.year));
        d->made_at = cx->now;
        if (table) {
                items_table(cx, d, c);
                return d;
        }
        const char *part = c->all ? "" : "（与本单位有关的指标）";      /* no part is read as the county's whole */
        doc_title(d, c->latest >= 0
                ? str_f(cx->arena, "%d年%d月市对县考核月分析%s", c->book.year, c->latest + 1, part)
                : str_f(cx->arena, "%d年市对县考核月分析%s", c->book.year, part));
        summary(cx, d, c);
        losses(cx, d, c);
        carried(cx, d, c);
        doc_signature(d, str_f(cx->arena, "%.*s", STR(day_zh(cx->arena, cx->today))));
        items_table(cx, d, c);
        return d;
}
