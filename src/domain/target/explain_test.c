/* domain/target/explain_test.c - what an explanation must name: months, places, folds, what is
 * missing. */
#include "domain/target/explain.h"
#include "domain/target/method_in.h"
#include "domain/target/single.h"
#include "tests/test.h"

/* One group, one unit, twelve months: a leaf of each quarter below a folded block. */
struct one {
        struct scheme_group group;
        struct node         node[3];
        struct leaf         leaf;
        points              full[3];
        struct scheme       s;
        struct input        in;
        int                 first[2], node_of[1];
        int64_t            *figure;
        struct result      *r;
};

enum { QUARTERS = 1 << 2 | 1 << 5 | 1 << 8 | 1 << 11, MONTHS = 12 };

static void one_make(struct ctx *cx, struct one *o, const char *method, enum year_rule year)
{
        *o = (struct one){ .group = { S("g"), S("组") }, .first = { 0, 1 }, .node_of = { 2 },
                           .full = { { 100000000 }, { 40000000 }, { 30000000 } } };
        o->node[0] = (struct node){ .name = S("总分"), .parent = -1, .leaf = -1, .folded = true };
        o->node[1] = (struct node){ .code = S("b"), .name = S("经济"), .leaf = -1, .folded = true };
        o->node[2] = (struct node){ .code = S("l"), .name = S("投资"), .parent = 1, .year = (int)year,
                                    .periods = QUARTERS };
        done(leaf_of_method(cx, str_of(method), 0, 0, &o->leaf));
        o->leaf.n_columns = leaf_columns(&o->leaf);
        o->s = (struct scheme){ .groups = &o->group, .n_groups = 1, .nodes = o->node, .n_nodes = 3,
                                .leaves = &o->leaf, .n_leaves = 1, .node_of = o->node_of, .full = o->full,
                                .step = 1 };
        size_t n = (size_t)MONTHS * (size_t)o->leaf.n_columns;
        o->figure = NEW_ARRAY(cx->arena, int64_t, n);
        for (size_t i = 0; i < n; i++)
                o->figure[i] = FIGURE_NONE;
        o->in = (struct input){ .n_units = 1, .n_periods = MONTHS, .n_columns = o->leaf.n_columns, .year = true,
                                .first = o->first, .figure = o->figure };
}

/* Inputs by the method's order, of one month. */
static void one_give(struct one *o, int month, const int64_t *v, int n)
{
        for (int i = 0; i < n; i++)
                o->figure[input_at(&o->in, month - 1, i, 0)] = v[i];
}

static void one_score(struct ctx *cx, struct one *o)
{
        done(scheme_ready(cx, &o->s, &o->in));
        o->r = result_new(cx->arena, &o->s, &o->in);
        score_all(&o->s, &o->in, o->r);
}

static str told(struct ctx *cx, const struct one *o, int slot)
{
        struct explain e;
        struct buf b = buf_new(cx->arena, 1 << 16);
        explain_leaf(cx->arena, LANG_ZH, &o->s, &o->in, o->r, slot, 0, 0, &e);
        explain_put_text(&b, &e);
        return buf_str(&b);
}

static void says(str text, const char *want)
{
        if (str_find(text, str_of(want)) < 0) {
                ok(!"it does not say so");
                test_note("want: %s\n%.*s", want, STR(text));
        } else {
                ok(true);
        }
}

TEST(a_mean_of_quarters_lists_each_with_its_figures_and_the_rounding)
{
        struct one o;
        one_make(cx, &o, "F1", YEAR_MEAN);
        one_give(&o, 3, (const int64_t[]){ 10, 5 }, 2);
        one_give(&o, 6, (const int64_t[]){ 10, 7 }, 2);
        one_give(&o, 9, (const int64_t[]){ 10, 8 }, 2);
        one_give(&o, 12, (const int64_t[]){ FIGURE_NA, FIGURE_NA }, 2);
        o.leaf.step = 10000;
        one_score(cx, &o);
        str text = told(cx, &o, MONTHS);
        says(text, "第一季度 15 分（已计分）；目标值 10；完成值 5\n");
        says(text, "第三季度 24 分（已计分）；目标值 10；完成值 8\n");
        says(text, "（15 + 21 + 24）÷ 3 = 20\n");
        says(text, "得 20 分");
        one_give(&o, 9, (const int64_t[]){ 30, 10 }, 2);
        one_score(cx, &o);
        says(told(cx, &o, MONTHS), "（15 + 21 + 10）÷ 3 = 15.3333333333…\n四舍五入到 0.01：15.3333333333… → 15.33\n");
        ok(str_find(told(cx, &o, MONTHS), S("期 ")) < 0);
}

TEST(a_sum_of_quarters_says_where_it_is_cut)
{
        struct one o;
        one_make(cx, &o, "F1", YEAR_SUM);
        for (int m = 3; m <= 12; m += 3)
                one_give(&o, m, (const int64_t[]){ 10, 5 }, 2);
        one_score(cx, &o);
        says(told(cx, &o, MONTHS), "15 + 15 + 15 + 15 = 60\n不超过满分 30\n得 30 分");
}

TEST(periods_are_named_by_their_cycle)
{
        static const struct { uint32_t periods; int p; const char *want; } cases[] = {
                { QUARTERS, 5, "第二季度" }, { 1 << 5 | 1 << 11, 5, "上半年" }, { 1 << 5 | 1 << 11, 11, "下半年" },
                { 1 << 11, 11, "全年" }, { 0xFFF, 2, "3 月" }, { 0, 11, "12 月" } };
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                same_str(period_str(cx->arena, LANG_ZH, cases[i].periods, cases[i].p), cases[i].want);
}

/* March to September are due, none has a figure: the last one that is due is shown, not March. */
TEST(where_no_month_is_scored_the_last_due_one_is_shown)
{
        struct one o;
        one_make(cx, &o, "F1", YEAR_LAST);
        o.in.n_periods = 10;
        one_score(cx, &o);
        same_int(explain_period(&o.s, &o.in, o.r, 0, 0), 8);
        says(told(cx, &o, 8), "缺第三季度“目标值”\n缺第三季度“完成值”\n");
        one_give(&o, 6, (const int64_t[]){ 10, 5 }, 2);
        one_give(&o, 9, (const int64_t[]){ FIGURE_NA, FIGURE_NA }, 2);
        one_score(cx, &o);
        same_int(explain_period(&o.s, &o.in, o.r, 0, 0), 5);
}

/* The figures that are there do not hide the one that is not. */
TEST(a_missing_part_of_a_figure_is_named)
{
        struct one o;
        one_make(cx, &o, "F7", YEAR_LAST);
        one_give(&o, 9, (const int64_t[]){ 10, 5, 10, FIGURE_NONE }, 4);
        one_score(cx, &o);
        str text = told(cx, &o, 8);
        says(text, "缺第三季度“其中：完成值”\n");
        says(text, "其中：完成值 缺数");
        ok(str_find(text, S("“主要目标值”")) < 0 && str_find(text, S("“其中：目标值”")) < 0);
}

/* A figure of 0 gives 0 points; no figure gives none, unless the scheme says so: the words differ. */
TEST(nothing_reported_is_not_told_as_zero)
{
        struct one zero, none, ruled;
        one_make(cx, &zero, "F1", YEAR_LAST);
        one_give(&zero, 3, (int64_t[]){ 100, 0 }, 2);
        one_score(cx, &zero);
        str said = told(cx, &zero, 2);
        ok(str_find(said, S("完成值 0")) >= 0 && str_find(said, S("得 0 分")) >= 0);
        ok(str_find(said, S("未计分")) < 0);
        one_make(cx, &none, "F1", YEAR_LAST);
        one_give(&none, 3, (int64_t[]){ 100, FIGURE_NONE }, 2);
        one_score(cx, &none);
        said = told(cx, &none, 2);
        ok(str_find(said, S("未计分（缺数），合计中为 0")) >= 0);
        ok(str_find(said, S("没有数，不是 0")) >= 0);
        ok(str_find(said, S("完成值 0")) < 0 && str_find(said, S("计 0 分")) < 0);
        struct explain e;
        explain_node(cx->arena, LANG_ZH, &none.s, &none.in, none.r, 2, 1, 0, &e);
        ok(str_find(e.line[1].text, S("投资：未计分（缺数，满分 30）")) >= 0);
        one_make(cx, &ruled, "F1", YEAR_LAST);
        ruled.leaf.missing = MISSING_ZERO;
        one_give(&ruled, 3, (int64_t[]){ 100, FIGURE_NONE }, 2);
        one_score(cx, &ruled);
        ok(str_find(told(cx, &ruled, 2), S("计 0 分（缺数）")) >= 0);
}

TEST(places_stand_in_the_formula_with_their_result)
{
        static const struct { const char *param, *value; int rank, tied; const char *want; } cases[] = {
                { "step", "5",  3, 1, "30 ×（100% − 5% ×（3 − 1））= 27\n" },
                { "ties", "1",  2, 2, "30 ×（100% − 5% ×（2.5 − 1））= 27.75\n" },
                { "least", "90", 5, 1, "30 ×（100% − 5% ×（5 − 1））= 24\n不低于 30 的 90%：27\n" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct leaf leaf;
                struct explain e;
                const int64_t v = 7;
                const uint16_t rank = (uint16_t)cases[i].rank, tied = (uint16_t)cases[i].tied;
                const struct stat stat = { .n = 9 };
                points got;
                uint8_t state;
                struct trace trace;
                done(leaf_of_method(cx, S("F8"), 0, 0, &leaf));
                done(leaf_param(cx, &leaf, str_of(cases[i].param), str_of(cases[i].value)));
                struct column c = { .leaf = &leaf, .full = { 30000000 }, .n = 1, .in = { &v }, .stat = &stat,
                                    .rank = &rank, .tied = &tied, .points = &got, .state = &state,
                                    .trace = &trace };
                struct buf b = buf_new(cx->arena, 1 << 14);
                explain_column(cx->arena, LANG_ZH, &c, &e);
                explain_put_text(&b, &e);
                says(buf_str(&b), cases[i].want);
        }
}

TEST(a_rank_of_the_level_above_stands_in_the_formula)
{
        static const struct { int64_t in[2]; const char *want; } cases[] = {
                { { 3, 20 }, "（5 − 3 + 1）× 1 = 3\n" }, { { 19, 20 }, "−（5 −（20 − 19））× 1 = -4\n" } };
        struct one o;
        one_make(cx, &o, "F20", YEAR_LAST);
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                one_give(&o, 12, cases[i].in, 2);
                one_score(cx, &o);
                says(told(cx, &o, 11), cases[i].want);
        }
}

TEST(the_share_of_the_total_has_a_formula)
{
        struct one o;
        one_make(cx, &o, "F1", YEAR_LAST);
        one_give(&o, 12, (const int64_t[]){ 10, 8 }, 2);
        one_score(cx, &o);
        same_str(share_words(cx->arena, LANG_ZH, &o.s, &o.in, o.r, MONTHS, 2, 0),
                 "24 × 40 ÷ 30（经济） × 100 ÷ 40（总分） = 80");
        same_int(result_points(&o.s, o.r, MONTHS, 0, 0).micro, 80000000);
        o.node[0].folded = false;       /* the block's own fold is told above; the ones over it do not fold */
        one_score(cx, &o);
        same_str(share_words(cx->arena, LANG_ZH, &o.s, &o.in, o.r, MONTHS, 1, 0),
                 "本级已经折算；往上各层不再折算，得分就是计入总分的分");
        o.node[1].folded = false;
        one_score(cx, &o);
        same_str(share_words(cx->arena, LANG_ZH, &o.s, &o.in, o.r, MONTHS, 2, 0),
                 "各层都不折算，得分就是计入总分的分");
}

/* "F6", "full=15 target=8 actual=5" told; the words of the refusal instead. */
static str told_one(struct ctx *cx, const char *code, const char *given)
{
        struct pair p[24];
        struct single *x = NEW(cx->arena, struct single);
        struct explain e;
        struct buf b = buf_new(cx->arena, 1 << 14);
        int n = 0;
        for (str rest = str_of(given); rest.n && n < 24; n++) {
                str value, word = str_cut(rest, ' ', &rest), name = str_cut(word, '=', &value);
                p[n] = (struct pair){ name, value };
        }
        const struct fail *f = single_score(cx, str_of(code), 0, p, n, x);
        if (f)
                return f->say;
        explain_column(cx->arena, LANG_ZH, &x->column, &e);
        explain_put_text(&b, &e);
        return buf_str(&b);
}

TEST(a_step_says_more_or_less_and_each_limit)
{
        static const struct { const char *code, *given, *want; } cases[] = {
                { "F5", "full=60 target=10 actual=7", "完成值比目标值低 3，折 3 点，每点 0.5 分\n48 − 1.5 = 46.5\n" },
                { "F5", "full=60 target=10 actual=12", "完成值比目标值高 2，折 2 点，每点 0.5 分\n48 + 1 = 49\n" },
                { "F6", "full=15 target=5 actual=8 direction=less",
                  "完成值比目标值高 3，折 3 点，每点 0.3 分\n15 − 0.9 = 14.1\n" },
                { "F6", "full=15 target=5 actual=5", "达到目标得 15（15 的 100%）\n得 15 分" },
                { "F6", "full=15 target=-2 actual=-3.5", "完成值比目标值低 1.5，折 1.5 点，每点 0.3 分\n15 − 0.45 = 14.55\n" },
                { "F0", "full=10 actual=-5", "10 × （-5） ÷ 100 = -0.5\n低于最低分，按 0 计\n" },
                { "F1", "full=10 target=10 actual=-3", "完成率 = -3 ÷ 10 = -30%\n完成率不高于零，得 0 分\n" },
                { "F3", "full=10 target=10 actual=-3 least=0", "完成率不高于零，得 0 分\n" },
                { "F4", "full=20 target=10 actual=-3", "20 × 完成率 = -6\n完成率不高于零，得 0 分\n合计 0\n" },
                { "F10", "full=600 actual=-5 best=900", "600 × （-5） ÷ 900 = -3.3333333333…\n完成值为负，按 0 分计\n" },
                { "F10", "full=600 actual=-1 best=-1", "数据与方法不符：组内最优值为零或负数，与它之比没有意义；不计分" },
                { "F11", "full=10 actual=-1 min=-3 max=2", "（-1 − （-3））÷（2 − （-3））= 0.4\n" },
                { "F12", "full=10 low=-5 high=5 actual=0", "t =（0 − （-5））÷（5 − （-5））= 0.5\n" },
                { "F16", "full=10 rows=退回=-2 counts=1", "退回：1 次 × （-2） = -2\n合计 -2\n低于最低分，按 0 计\n" },
                { "F16", "full=10 rows=按时=2,最多3 counts=4", "“按时”以 3 分为限\n合计 3\n得 3 分" },
                { "F18", "full=2 actual=9 line=8 fixed=4 rank=3", "4 + （-2） ×（100% − 5% ×（3 − 1））= 2.2\n" },
                { "F19", "full=100 level=70 growth=-85", "70 × 40% + （-85） × 60% = -23\n" },
                { "F21", "full=10 target=9 actual=1", "少完成 8 个，每个扣 2：10 − 16 = -6\n低于最低分，按 0 计\n" },
                { "F21", "full=10 target=3 actual=3", "完成目标，得满分 10\n得 10 分" },
                { "F15", "full=10 rows=迟报=1 counts=1 times=0", "加倍填的是 0，按不加倍计\n" },
                { "F20", "full=5 rank=12 league=11", "上级排名应在 1 到参加排名总数之间" },
                { "F1", "full=10 target=10", "缺“完成值”\n缺数：没有数，不是 0；合计未定，等填报后重算\n未计分（缺数），合计中为 0" },
                { "F7", "full=10", "缺“主要目标值”\n缺“主要完成值”\n" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                says(told_one(cx, cases[i].code, cases[i].given), cases[i].want);
}

/* A place that was given is told without a figure nobody gave. */
TEST(a_given_place_needs_no_figure)
{
        static const char *const codes[] = { "F8", "F9" };
        for (size_t i = 0; i < COUNT_OF(codes); i++) {
                str text = told_one(cx, codes[i], "full=10 rank=3");
                says(text, "分值 10\n名次第 3\n");
                ok(str_find(text, S("完成值 ")) < 0 && str_find(text, S("缺数")) < 0);
                says(told_one(cx, codes[i], "full=10 actual=5"), "要知道单位在组内的名次");
                says(told_one(cx, codes[i], "full=10 by=2 rank=3"), "缺“完成值”");
                text = told_one(cx, codes[i], "full=10 by=2 actual=2.5");
                says(text, "平均名次 2.5\n");           /* no place that nobody has */
                ok(str_find(text, S("名次第")) < 0);
        }
}

/* No method prints a sign behind a sign, whatever the figures are. */
TEST(a_row_is_told_as_a_circular_tells_it)
{
        const ratio none = { 0 }, r60 = { 60, 1 }, r70 = { 70, 1 }, third = { 1, 3 };
        const struct { struct method_row r; const char *zh; } cases[] = {
                { { .from = r60, .to = r70 }, "60 及以上、不足 70" },
                { { .from = r60, .to = r70, .from_out = true, .to_in = true }, "超过 60、不超过 70" },
                { { .from = r60, .to = none }, "60 及以上" },
                { { .from = r60, .to = none, .from_out = true }, "60 以上（不含）" },
                { { .from = none, .to = r60 }, "不足 60" },
                { { .from = none, .to = r60, .to_in = true }, "60 及以下" },
                { { .from = r60, .to = r60, .to_in = true }, "等于 60" },
                { { .from = none, .to = none, .name = S("其他") }, "其他（任何值）" },
                { { .from = none, .to = r60, .from2 = none, .to2 = third }, "不足 60，第二个值 不足 1/3" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                same_str(row_words(cx->arena, LANG_ZH, &cases[i].r), cases[i].zh);
}

TEST(negative_operands_stand_in_brackets)
{
        static const char *const given[] = {
                "full=10 target=-3 actual=-5 min=-9 max=-2 rank=2 level=-5 growth=-7 league=9 rows=甲=-2 counts=3",
                "full=10 target=4 actual=-5 min=-9 max=7 rank=2 level=-5 growth=-7 league=9 rows=*=-2",
                "full=10 target=4 actual=-5 min=-9 max=7 rank=2 level=5 growth=-7 league=9 direction=less rows=*=3",
                "full=10 target=-4 actual=5 low=-9 high=-2 line=-8 fixed=12 rank=2 min=-9 max=7 rows=甲=2 counts=9",
        };
        static const char *const signs[] = { "+ -", "− -", "× -", "÷ -", "- -", "−-" };
        for (int m = 0; m < n_methods; m++)
                for (size_t i = 0; i < COUNT_OF(given); i++) {
                        struct buf b = buf_new(cx->arena, 1000);        /* what this method takes */
                        for (str rest = str_of(given[i]), word; (word = str_cut(rest, ' ', &rest)).n;) {
                                str value, name = str_cut(word, '=', &value);
                                bool counts = methods[m]->needs & NEED_COUNTS, rows = methods[m]->needs & NEED_ROWS;
                                bool own = method_input_at(methods[m], name) >= 0 ||
                                           method_param_at(methods[m], name) >= 0 || str_is(name, "full") ||
                                           str_is(name, "min") || str_is(name, "max") || str_is(name, "rank") ||
                                           str_is(name, "direction") || (str_is(name, "rows") && rows) ||
                                           (str_is(name, "counts") && counts);
                                if (own)
                                        buf_f(&b, "%s%.*s", b.n ? " " : "", STR(word));
                        }
                        str text = told_one(cx, methods[m]->code, buf_str(&b).p);
                        for (size_t k = 0; k < COUNT_OF(signs); k++)
                                if (str_find(text, str_of(signs[k])) >= 0) {
                                        ok(!"a sign behind a sign");
                                        test_note("%s %.*s\n%.*s", methods[m]->code, STR(buf_str(&b)), STR(text));
                                }
                }
        ok(true);
}
