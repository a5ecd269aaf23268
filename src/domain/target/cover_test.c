/* domain/target/cover_test.c - what a bracket table leaves out and what it holds twice, in words. */
#include "domain/target/lint.h"
#include "tests/test.h"

static struct lint_finding *found_in(struct ctx *cx, const char *unit, int places, const char *by,
                                     const char *rows, int *ret_n)
{
        struct leaf leaf;
        struct lint_finding *found;
        done(leaf_of_method(cx, S("F13"), 0, places, &leaf));
        done(leaf_param(cx, &leaf, S("by"), str_of(by)));
        done(leaf_rows(cx, &leaf, str_of(rows)));
        leaf.unit = unit;
        *ret_n = leaf_rows_lint(cx->arena, LANG_ZH, &leaf, &found);
        return found;
}

/* All that is said, ； between; what is only a hint begins with 提示. */
static str said(struct ctx *cx, const char *unit, const char *by, const char *rows)
{
        int n;
        struct lint_finding *f = found_in(cx, unit, 0, by, rows, &n);
        struct buf b = buf_new(cx->arena, 8192);
        for (int i = 0; i < n; i++)
                buf_f(&b, "%s%s%.*s", i ? "；" : "", lint_rows[f[i].rule].grave ? "" : "提示：", STR(f[i].text));
        return buf_str(&b);
}

TEST(table_faults_are_said_once_with_the_whole_range_and_both_rows)
{
        static const struct { const char *rows, *want; } cases[] = {
                { "≥60=10；≥60=8；<60=0", "≥60 对应不止一行：第 1 行与第 2 行" },
                { "≥90=10；≥80=8；<80=0", "≥90 对应不止一行：第 1 行与第 2 行" },
                { "≥60=10；≥60=8；≥60=6；<60=0", "≥60 对应不止一行：第 1 行与第 2、3 行" },
                { "≤60=1；≥60=2", "60 对应不止一行：第 1 行与第 2 行" },
                { "<60=1；>60=2", "60 没有对应的行" },
                { "*=1；*=2", "任何值 对应不止一行：第 1 行与第 2 行" },
                { "*=1", "" },
                { "<60=0", "≥60 没有对应的行" },
                { "≥60=10", "<60 没有对应的行" },
                { "[60,60]=1", "<60 没有对应的行；>60 没有对应的行" },
                { "<10=1；[20,30)=2；[25,40]=3；>40=4", "[10, 20) 没有对应的行；[25, 30) 对应不止一行：第 2 行与第 3 行" },
                { "≥0.9=200；<0.9=100；* | ≥0.5=50",
                  "任何值，第二个值 ≥0.5 对应不止一行：第 1、2 行与第 3 行" },
                { "≥0.6|≥0.5=1；<0.6=2", "≥0.6，第二个值 <0.5 没有对应的行" },
                { "≥0.6|<1/3=1；<0.6|≥1/3=2", "<0.6，第二个值 <1/3 没有对应的行；≥0.6，第二个值 ≥1/3 没有对应的行" },
                { "≥0.6|<1/3=1；≥0.6|[0.5,1]=2；<0.6=3", "≥0.6，第二个值 [1/3, 0.5) 没有对应的行" },
                { "*|≥1/3=130；≥0.9=200；[0.8,0.9)=190；<0.8|<1/3=160",
                  "≥0.8，第二个值 ≥1/3 对应不止一行：第 1 行与第 2、3 行" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                same_str(said(cx, NULL, "完成值", cases[i].rows), cases[i].want);
}

/* What is a fault and what a hint is told by what the figures can be. */
TEST(table_ends_are_judged_by_what_figures_can_be)
{
        static const struct { const char *unit, *by, *rows, *want; } cases[] = {
                { NULL, "完成值", "[60,80)=30；[80,100]=60", "<60 没有对应的行" },
                { "%", "完成值", "[60,80)=30；[80,100]=60", "<60 没有对应的行" },
                { "%", "完成值", "[60,80)=30；[80,90)=60", "<60 没有对应的行；≥90 没有对应的行" },
                { "%", "完成值", "[0,60)=0；[60,100]=60", "" },         /* a rate is 0 … 100 */
                { "%", "完成值", "[0,5)=1；≥5=2", "提示：<0 没有对应的行，会有这样的数就补一行" },
                { "%", "完成值", "<60=1；[60,150]=2", "提示：>150 没有对应的行，会有这样的数就补一行" },
                { NULL, "完成值", "[0,0.6)=1；[0.6,1]=2", "" },         /* a share of votes */
                { NULL, "完成值", "[0,5)=1；[5,9]=2",
                  "提示：<0 没有对应的行，会有这样的数就补一行；>9 没有对应的行" },
                { "万元", "完成值", "[0,60)=0；[60,100]=60",
                  "提示：<0 没有对应的行，会有这样的数就补一行；>100 没有对应的行" },
                { "件", "完成值", "[0,5]=1；≥6=2", "" },                /* nothing is between 5 and 6 */
                { "件", "完成值", "[0,5]=1；≥7=2", "(5, 7) 没有对应的行" },
                { "件", "完成值", "[1,5]=1；≥6=2", "<1 没有对应的行" },
                { "名", "完成值", "[1,3]=3；≥4=0", "" },                /* no place before the first */
                { NULL, "完成率", "[0,80)=0；[80,100]=10", ">100 没有对应的行" },       /* over-fulfilled */
                { NULL, "完成率", "[0,80)=0；≥80=10", "" },
                { NULL, "完成率", "[0,79]=0；≥80=10", "(79, 80) 没有对应的行" },        /* 79.5 % can be */
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                same_str(said(cx, cases[i].unit, cases[i].by, cases[i].rows), cases[i].want);
}

TEST(table_faults_name_the_row_to_mend)
{
        int n;
        struct lint_finding *f = found_in(cx, NULL, 2, "完成值", "≥90=1；[80,95)=2；<70=3", &n);
        same_int(n, 2);
        ok(f[0].rule == LINT_GAP && f[0].row == 2 && !f[0].others);     /* the one that ends at 70 */
        ok(f[1].rule == LINT_OVERLAP && f[1].rows == 1 && f[1].others == 2);
        /* figures of two decimals have none between 89.99 and 90 */
        found_in(cx, NULL, 2, "完成值", "≥90=1；≤89.99=2", &n);
        same_int(n, 0);
        found_in(cx, NULL, 3, "完成值", "≥90=1；≤89.99=2", &n);
        same_int(n, 1);
}
