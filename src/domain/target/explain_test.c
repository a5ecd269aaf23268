/* domain/target/explain_test.c - what an explanation must name: months, places, folds, what is
 * missing. */
#include "domain/target/explain.h"
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
        o.node[0].folded = o.node[1].folded = false;
        one_score(cx, &o);
        same_str(share_words(cx->arena, LANG_ZH, &o.s, &o.in, o.r, MONTHS, 2, 0),
                 "各层都不折算，得分就是计入总分的分");
}
