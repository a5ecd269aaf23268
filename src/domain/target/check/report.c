/* domain/target/check/report.c - the report on a round as an official document: overall, by group,
 * what lags with causes and measures, what was verified otherwise. words: document text */
#include "domain/target/check/check.h"

struct group_sum { int64_t grp; str name; int units, submitted, on, behind, not_begun; };

static bool is_in(const struct check_paper *p) { return p->state == PAPER_SUBMITTED || p->state == PAPER_ACCEPTED; }

/* Groups in the order of their first paper. */
static int sums_of(struct ctx *cx, const struct check_data *d, const struct check_tally *t,
                   struct group_sum **ret)
{
        struct group_sum *list = NULL;
        int n = 0, cap = 0;
        for (int i = 0; i < d->n_papers; i++) {
                const struct edition_unit *u = edition_unit_of(&d->y.e, d->papers[i].unit);
                int64_t grp = u ? u->grp : 0;
                int at = 0;
                while (at < n && list[at].grp != grp)
                        at++;
                if (at == n) {
                        const struct edition_group *g = edition_group_of(&d->y.e, grp);
                        *VEC_ADD(cx->arena, list, n, cap) =
                                (struct group_sum){ .grp = grp, .name = g ? g->name : S("—") };
                }
                list[at].units++;
                list[at].submitted += is_in(&d->papers[i]);
                list[at].on += t[i].on;
                list[at].behind += t[i].behind;
                list[at].not_begun += t[i].not_begun;
        }
        *ret = list;
        return n;
}

static str percent(struct arena *a, int part, int whole)
{
        return whole ? str_f(a, "%.*s%%", STR(decimal_str(a, muldiv(part, 1000, whole), 1, false))) : S("—");
}

static void head(struct doc_table *t, int col, str name, int width, enum doc_align align)
{
        t->columns[col].head = name;
        t->columns[col].width = width;
        t->columns[col].align = align;
        t->columns[col].places = align == DOC_RIGHT ? 0 : -1;
}

static void put_overall(struct doc *d, const struct check_data *x, const struct group_sum *g, int n)
{
        struct arena *a = d->arena;
        struct group_sum all = { 0 };
        for (int i = 0; i < n; i++) {
                all.units += g[i].units, all.submitted += g[i].submitted, all.on += g[i].on;
                all.behind += g[i].behind, all.not_begun += g[i].not_begun;
        }
        int with = all.on + all.behind + all.not_begun;
        doc_heading(d, 1, S("一、总体情况"));
        doc_para_of(d, str_f(a, "按照《%.*s》，对 %d 个单位截至 %d 年 %d 月的目标任务进行了%s，%d 个单位已上报。",
                             STR(x->round.scheme_name), all.units, x->round.year, x->round.period + 1,
                             x->round.kind == CHECK_HALF ? "检查" : "自评", all.submitted));
        if (x->round.lagging)
                doc_para_of(d, str_f(a, "这次只检查落后序时的目标：落后序时 %d 项，未启动 %d 项（完成数低于序时应达数的 %d%% 为落后）。",
                                     all.behind, all.not_begun, x->round.line));
        else
                doc_para_of(d, str_f(a, "有量化目标的 %d 项中，达到序时 %d 项，占 %.*s；落后序时 %d 项，占 %.*s；未启动 %d 项"
                                     "（完成数低于序时应达数的 %d%% 为落后）。", with, all.on, STR(percent(a, all.on, with)),
                                     all.behind, STR(percent(a, all.behind, with)), all.not_begun, x->round.line));
}

static void put_groups(struct doc *d, const struct check_data *x, const struct group_sum *g, int n)
{
        struct arena *a = d->arena;
        int *rows = NEW_ARRAY(a, int, (size_t)n + 1), sums[6] = { 0 };
        doc_heading(d, 1, S("二、分组情况"));
        struct doc_table *t = doc_table(d, (str){ 0 }, S("各组完成情况"), x->round.lagging ? 5 : 7);
        head(t, 0, S("分组"), 4, DOC_LEFT);
        head(t, 1, S("单位"), 2, DOC_RIGHT);
        head(t, 2, S("已上报"), 2, DOC_RIGHT);
        head(t, 3, S("落后序时"), 2, DOC_RIGHT);
        head(t, 4, S("未启动"), 2, DOC_RIGHT);
        if (!x->round.lagging) {
                head(t, 5, S("达到序时"), 2, DOC_RIGHT);
                head(t, 6, S("占比"), 2, DOC_RIGHT);
                t->columns[6].places = -1;
        }
        for (int i = 0; i <= n; i++) {
                const int v[5] = { i < n ? g[i].units : sums[0], i < n ? g[i].submitted : sums[1],
                                   i < n ? g[i].behind : sums[2], i < n ? g[i].not_begun : sums[3],
                                   i < n ? g[i].on : sums[4] };
                struct doc_row *r = doc_row(d, t);
                r->total = i == n, r->level = i == n ? 3 : 0;
                doc_cell_text(d, r, 0, i < n ? g[i].name : S("合计"));
                for (int k = 0; k < (x->round.lagging ? 4 : 5); k++) {
                        struct doc_cell *c = doc_cell_number(r, k + 1, v[k]);
                        if (i == n)
                                doc_sum_rows(d, c, rows, n);
                        else
                                sums[k] += v[k];
                }
                if (!x->round.lagging)
                        doc_cell_text(d, r, 6, percent(a, v[4], v[4] + v[2] + v[3]));
                if (i < n)
                        rows[i] = i;
        }
}

static str plan_text(struct arena *a, bool has, int64_t v, int places)
{
        return has ? figure_str(a, LANG_ZH, v, places) : S("—");
}

/* What lags, of every paper, with causes and measures; returns how many. */
static int put_lagging(struct ctx *cx, struct doc *d, const struct check_data *x)
{
        int n_lag = 0;
        static const char *const heads[] = { "单位", "指标", "全年目标", "序时应达", "完成", "原因", "措施", "预计达到" };
        static const int widths[] = { 3, 4, 2, 2, 3, 6, 6, 3 };
        struct doc_table *t = doc_table(d, (str){ 0 }, S("滞后的目标"), COUNT_OF(heads));
        t->landscape = true;
        for (size_t i = 0; i < COUNT_OF(heads); i++) {
                head(t, (int)i, str_of(heads[i]), widths[i], i >= 2 && i <= 4 ? DOC_RIGHT : DOC_LEFT);
                t->columns[i].places = -1;
        }
        for (int i = 0; i < x->n_papers; i++) {
                const struct check_row *rows;
                int n;
                check_rows(cx, x, &x->papers[i], &rows, &n);
                for (int k = 0; k < n; k++) {
                        const struct check_row *r = &rows[k];
                        if (r->light != CHECK_BEHIND && r->light != CHECK_NOT_BEGUN)
                                continue;
                        struct doc_row *o = doc_row(d, t);
                        n_lag++;
                        doc_cell_text(d, o, 0, x->papers[i].brief);
                        doc_cell_text(d, o, 1, r->l->x->name);
                        doc_cell_text(d, o, 2, plan_text(d->arena, r->has_target, r->target, r->places));
                        doc_cell_text(d, o, 3, plan_text(d->arena, r->has_plan, r->plan, r->places));
                        doc_cell_text(d, o, 4, r->text);
                        doc_cell_text(d, o, 5, r->line.reason.n ? r->line.reason
                                               : r->full || r->line.frozen ? S("得满分") : S("未报"));
                        doc_cell_text(d, o, 6, r->line.measure);
                        if (day_is(r->line.until))
                                doc_cell_text(d, o, 7, day_zh(d->arena, r->line.until));
                }
        }
        if (!n_lag)
                t->note = S("没有滞后的目标。");
        return n_lag;
}

static str signed_points(struct arena *a, bool has, points p)
{
        return has ? str_f(a, "%s%.*s", p.micro > 0 ? "+" : "", STR(points_str(a, p, 4))) : S("—");
}

static void put_differences(struct ctx *cx, struct doc *d, const struct check_data *x)
{
        const struct check_difference *list;
        struct check_score s;
        int n, open = 0, agreed = 0;
        static const char *const heads[] = { "单位", "指标", "系统里的数", "单位自报", "核验", "对总分的影响", "核验说明" };
        static const int widths[] = { 3, 4, 3, 2, 2, 3, 6 };
        check_score_of(cx, x, &s);
        check_differences(cx, x, &s, &list, &n);
        for (int i = 0; i < n; i++) {
                open += list[i].row.line.verdict == CHECK_UNVERIFIED;
                agreed += list[i].row.line.verdict == CHECK_AGREED;
        }
        doc_heading(d, 1, S("四、自报与核验"));
        doc_para_of(d, n ? str_f(d->arena, "自报与系统里的数不同、或核验不一致的 %d 项：核验同意自报 %d 项，核验不一致 %d 项，尚未核验 %d 项。",
                                 n, agreed, n - agreed - open, open)
                         : S("各单位都认可系统里的数，核验没有发现不一致。"));
        doc_para_of(d, str_f(d->arena, "认可系统里的数的，各指标按 %d%% 抽查，种子 %ld：取“种子|单位代码|指标代码”的 SM3 值最小的若干个。",
                             x->round.sample, x->round.seed));
        if (!n)
                return;
        struct doc_table *t = doc_table(d, (str){ 0 }, S("自报与核验的差异"), COUNT_OF(heads));
        for (size_t i = 0; i < COUNT_OF(heads); i++) {
                head(t, (int)i, str_of(heads[i]), widths[i], i >= 2 && i <= 5 ? DOC_RIGHT : DOC_LEFT);
                t->columns[i].places = -1;
        }
        for (int i = 0; i < n; i++) {
                const struct check_line *l = &list[i].row.line;
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, list[i].paper->brief);
                doc_cell_text(d, r, 1, list[i].row.l->x->name);
                doc_cell_text(d, r, 2, list[i].row.text);
                doc_cell_text(d, r, 3, l->claim.n ? l->claim : S("认可"));
                doc_cell_text(d, r, 4, l->verdict != CHECK_UNVERIFIED ? l->verified : S("未核验"));
                doc_cell_text(d, r, 5, signed_points(d->arena, list[i].has_verified, list[i].by_verified));
                doc_cell_text(d, r, 6, l->finding.n ? l->finding : l->ground);
        }
}

const struct fail *check_report_wish(struct ctx *cx, const struct check_data *x,
                                     struct document_wish *ret)
{
        struct arena *a = cx->arena;
        struct check_tally *t = NEW_ARRAY(a, struct check_tally, (size_t)x->n_papers + 1);
        struct group_sum *groups;
        struct document_series series = { 0 };
        const struct check_round *r = &x->round;
        str kind = r->kind == CHECK_HALF ? S("half-year") : S("report");
        const struct fail *f = document_series_pick(cx, kind, r->county, &series);
        if (f && f->kind != FAIL_INVALID)
                return f;
        check_tallies(cx, x, t);
        int n = sums_of(cx, x, t, &groups), lag = 0;
        for (int i = 0; i < n; i++)
                lag += groups[i].behind + groups[i].not_begun;
        str title = r->kind == CHECK_SELF ? str_f(a, "关于%d年度目标任务自评与核验情况的报告", r->year)
                  : r->period == 5 ? str_f(a, "关于%d年上半年目标任务完成情况的报告", r->year)
                                   : str_f(a, "关于%d年1—%d月目标任务完成情况的报告", r->year, r->period + 1);
        struct doc *d = doc_new(a, title);
        put_overall(d, x, groups, n);
        put_groups(d, x, groups, n);
        doc_heading(d, 1, S("三、滞后的目标"));
        doc_para_of(d, lag ? str_f(a, "滞后的目标共 %d 项，原因、措施和预计达到的时间见附件。", lag) : S("没有滞后的目标。"));
        if (r->kind == CHECK_SELF)
                put_differences(cx, d, x);
        if (r->words.n && r->state == CHECK_CLOSED) {
                doc_heading(d, 1, r->kind == CHECK_SELF ? S("五、办结说明") : S("四、办结说明"));
                doc_para_of(d, r->words);
        }
        *ret = (struct document_wish){
                .series = series.id, .kind = kind, .title = title, .to = S("县委、县政府"), .urgency = S(""), .blocks = d,
                .source = "check", .record = r->id };
        if (lag) {
                struct doc *list = doc_new(a, S("滞后的目标、原因和措施"));
                (void)put_lagging(cx, list, x);
                ret->appendices[ret->n_appendices++] = (struct document_part){ S("滞后的目标、原因和措施"), list };
        }
        return f;                               /* INVALID: it can be read, not drafted */
}

const struct fail *check_report(struct ctx *cx, const struct check_data *x, struct doc **ret)
{
        struct document_wish w;
        const struct fail *f = check_report_wish(cx, x, &w);
        return f && f->kind != FAIL_INVALID ? f : document_paper_of(cx, &w, x->round.county, S(""), cx->today, ret);
}
