/* domain/target/use/analysis_out.c - the analysis as an official report (duty 12). */
/* words: document text */
#include "core/doc/gongwen.h"
#include "domain/target/use/analysis.h"

static str two(struct ctx *cx, int64_t v) { return decimal_str(cx->arena, v, 2, false); }

static void spread_table(struct ctx *cx, struct doc *d, const struct analysis *a)
{
        static const struct { const char *head; int width, places; } cols[] = {
                { "考核分组", 5, -1 }, { "单位数", 2, 0 }, { "平均分", 2, 2 }, { "中位数", 2, 2 },
                { "最高分", 2, 2 }, { "最低分", 2, 2 }, { "平均加分", 2, 2 },
        };
        struct doc_table *t = doc_table(d, (str){ 0 }, S("各组得分分布"), COUNT_OF(cols));
        (void)cx;
        t->unit_line = S("单位：分");
        for (int i = 0; i < (int)COUNT_OF(cols); i++) {
                t->columns[i].head = str_of(cols[i].head);
                t->columns[i].width = cols[i].width;
                t->columns[i].places = cols[i].places;
                t->columns[i].align = cols[i].places >= 0 ? DOC_RIGHT : DOC_LEFT;
        }
        for (int i = 0; i < a->n_spreads; i++) {
                const struct spread *s = &a->spreads[i];
                const int64_t v[] = { s->n, s->mean, s->median, s->highest, s->lowest, s->bonus };
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, s->group);
                for (int k = 0; k < (int)COUNT_OF(v); k++)
                        doc_cell_number(r, k + 1, v[k]);
        }
}

static void overall(struct ctx *cx, struct doc *d, const struct analysis *a)
{
        int units = 0;
        doc_heading(d, 1, S("一、总体情况"));
        for (int i = 0; i < a->n_spreads; i++)
                units += a->spreads[i].n;
        doc_para_of(d, str_f(cx->arena, "%d年度综合目标绩效考核共考核 %d 个单位，分 %d 组。年度结果已经审定公布%s%.*s。",
                a->run.year, units, a->n_spreads, a->run.circular.n ? "，见" : "",
                STR(a->run.circular)));
        for (int i = 0; i < a->n_spreads; i++) {
                const struct spread *s = &a->spreads[i];
                doc_para_of(d, str_f(cx->arena,
                        "%.*s %d 个单位，平均 %.*s 分，中位数 %.*s 分；最高%.*s %.*s 分，最低%.*s %.*s 分。", STR(s->group), s->n,
                        STR(two(cx, s->mean)), STR(two(cx, s->median)), STR(s->best),
                        STR(two(cx, s->highest)), STR(s->worst), STR(two(cx, s->lowest))));
        }
        spread_table(cx, d, a);
}

static void problems(struct ctx *cx, struct doc *d, const struct analysis *a)
{
        int no = 0, at = 0;
        static const char *const numbers[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二" };
        _Static_assert(COUNT_OF(numbers) >= FINDINGS, "a number for each kind of finding");
        doc_heading(d, 1, S("二、考核中发现的情况"));
        for (int id = 0; id < FINDINGS; id++) {
                int n = 0;
                for (int i = 0; i < a->n_findings; i++)
                        n += a->findings[i].id == (enum finding_id)id;
                if (!n)
                        continue;
                doc_heading(d, 2, str_f(cx->arena, "（%s）%s", numbers[no++],
                                        finding_rules[id].label));
                for (at = 0; at < a->n_findings; at++) {
                        const struct finding *x = &a->findings[at];
                        if (x->id != (enum finding_id)id)
                                continue;
                        struct buf b = buf_new(cx->arena, 4096);
                        buf_put(&b, x->said);
                        for (int k = 0; k < x->n_figures; k++)
                                buf_f(&b, "%s%.*s %.*s", k ? "、" : "（", STR(x->figures[k].name),
                                      STR(x->figures[k].value));
                        buf_f(&b, "%s。", x->n_figures ? "）" : "");
                        doc_para_of(d, buf_str(&b));
                }
        }
        if (!a->n_findings)
                doc_para_of(d, S("没有达到界限的情况。"));
        if (!a->compared)
                doc_para_of(d, S("没有上年名次，未作比较。"));
}

static void proposals(struct ctx *cx, struct doc *d, const struct advice *list, int n)
{
        int no = 0;
        doc_heading(d, 1, S("三、改进建议"));
        for (int i = 0; i < n; i++)
                if (list[i].state != ADVICE_REJECTED)
                        doc_para_of(d, str_f(cx->arena, "%d. 针对%.*s：%.*s%s", ++no, STR(list[i].said),
                                STR(list[i].words), list[i].state == ADVICE_ADOPTED ? "（已采纳）" : ""));
        if (!no)
                doc_para_of(d, S("目标办还没有写改进建议。"));
}

struct doc *analysis_report(struct ctx *cx, const struct analysis *a, const struct advice *list,
                            int n)
{
        str office = str_f(cx->arena, "%.*s目标绩效管理办公室", STR(a->county));
        struct gongwen g = { .form = GONGWEN_DOWN, .mark = str_f(cx->arena, "%.*s文件", STR(office)),
                .title = str_f(cx->arena, "关于%d年度综合目标绩效考核情况的分析报告", a->run.year),
                .agencies = &office, .n_agencies = 1, .date = cx->today, .printed = DAY_NONE };
        struct doc *d = gongwen_new(cx->arena, &g);
        d->made_at = cx->now;
        overall(cx, d, a);
        problems(cx, d, a);
        proposals(cx, d, list, n);
        gongwen_sign(d, &g);
        gongwen_end(d, &g);
        return d;
}
