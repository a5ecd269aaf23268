/* domain/target/result/pages_unit_test.c - a unit's page, document and JSON: they add up and name
 * sources. */
#include "core/calendar/year.h"
#include "core/doc/doc.h"
#include "domain/target/result/faces.h"
#include "tests/fixture_result.h"
#include "tests/test.h"

/* A run of twelve months over a small county whose leaves are means of months; a few units pass
 * 100. */
static struct result_run a_run(struct ctx *cx, struct year_county *y)
{
        struct result_run run = { 0 };
        int64_t id = 0;
        done(calendar_seed(cx));
        year_county_make(cx, 2024, 12, 16, y);
        year_county_fill(cx, y, 11);
        done(result_compute(cx, &(struct result_wish){ y->scheme, 11, RESULT_PRELIMINARY, { 0 } }, &id));
        done(db_wait(cx));
        done(result_run_find(cx, id, &run));
        return run;
}

/* Hundredths of a bar's label. */
static int64_t labelled(str s)
{
        int64_t v = 0;
        bool minus = str_starts(s, S("−"));
        s = minus ? str_from(s, strlen("−")) : str_starts(s, S("+")) ? str_from(s, 1) : s;
        ok(!decimal_read(s, 2, &v));
        return minus ? -v : v;
}

TEST_DB(bars_add_up_to_the_score_above_and_below_the_full_score)
{
        struct year_county y;
        struct result_run run = a_run(cx, &y);
        int above = 0, below = 0, gains = 0;
        for (int u = 0; u < y.n_units; u++) {
                struct unit_page p = { 0 };
                int64_t sum = 0;
                done(unit_page_fill(cx, &run, y.unit[u], 0, &p));
                ok(p.n_bars >= 2 && !p.differs);
                for (int i = 0; i + 1 < p.n_bars; i++) {
                        sum += labelled(p.bars[i].label);
                        gains += p.bars[i].gain;
                        ok(p.bars[i].y >= 30 && p.bars[i].y + p.bars[i].h <= 171);
                }
                int64_t off = sum - labelled(p.bars[p.n_bars - 1].label);
                ok(off <= p.n_bars && off >= -p.n_bars);        /* each label is rounded to a hundredth */
                above += p.u.total.micro > case_full(p.c, 0).micro;
                below += p.u.total.micro < case_full(p.c, 0).micro;
        }
        ok(above && below && gains);
}

TEST_DB(a_statement_explains_each_leaf_with_its_source)
{
        struct year_county y;
        struct result_run run = a_run(cx, &y);
        struct unit_page p = { 0 };
        struct doc *d;
        str text;
        done(unit_page_fill(cx, &run, y.unit[3], 0, &p));
        done(unit_document(cx, &p, &d));
        done(doc_write(cx, d, S("txt"), &text));
        static const char *const want[] = {
                "一、得分一览", "考核方案：考核方案第 1 版，示委办〔1〕1号，自 2024-01-01 起执行。", "二、各项指标怎样得分",
                "全年得分：各期平均", "1 月", "÷ 12 = ", "折算", "计入总分", "数的来源", "目标任务书第 1 版",
                "第 1 次", "三、加分、扣分和等次限制", "四、总分、名次和等次", "总分 ", "名次" };
        for (size_t i = 0; i < COUNT_OF(want); i++)
                if (!test_ok(str_find(text, str_of(want[i])) >= 0, want[i], __FILE__, __LINE__))
                        test_note("%.*s", STR(str_head(text, 3000)));
        /* every leaf has its ladder */
        for (int i = 0; i < y.n_leaves; i++)
                ok(str_find(text, str_f(cx->arena, "%d. 指标%d", i + 1, i)) >= 0);
}
