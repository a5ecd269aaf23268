/* tests/budget/json_test.c - the budget's JSON: what goes in comes out; what is wrong is named. */
#include "core/text/json.h"
#include "tests/budget/fixture.h"

TEST(budget_json_goes_round)
{
        static const char *const files[] = { SEED, WATER };

        for (size_t i = 0; i < COUNT_OF(files); i++) {
                struct budget b, again;
                struct buf one = buf_new(cx->arena, 4 << 20), two = buf_new(cx->arena, 4 << 20);

                ok(!budget_read_json(cx, data_file(files[i]), &b));
                budget_write_json(&one, &b);
                ok(!budget_read_json(cx, buf_str(&one), &again));
                budget_write_json(&two, &again);
                ok(str_eq(buf_str(&one), buf_str(&two)));
                same_int(again.n_lines, b.n_lines);
                same_int(again.n_indicators, b.n_indicators);
                same_int(again.n_texts, b.n_texts);
        }
}

/* A small right budget; `with` stands in for one of its parts. */
static str small(struct ctx *cx, const char *lines, const char *more)
{
        return str_f(cx->arena,
                     "{\"format\":\"luoshi-budget/1\",\"code\":\"x\",\"department\":\"示例县某局\","
                     "\"short_name\":\"某局\",\"year\":2024,\"profile\":\"sichuan-county\","
                     "\"units\":[{\"code\":\"x\",\"name\":\"示例县某局\",\"kind\":\"organ\"}],"
                     "\"lines\":[%s]%s}", lines, more);
}

#define LINE(fields) "{\"unit\":\"x\",\"function\":\"2010101\",\"nature\":\"basic\"," fields "}"

TEST(bad_budgets_are_refused_by_place_and_reason)
{
        static const struct { const char *lines, *more, *words;
        } cases[] = {
                { LINE("\"amount\":\"-1.00\""), "", "第 1 条明细的“金额”（amount）：金额不能为负" },
                { LINE("\"amount\":\"1.001\""), "", "第 1 条明细的“金额”（amount）" },
                { LINE("\"amount\":\"１００\""), "", "第 1 条明细的“金额”（amount）：“１００”里有全角数字，请改成半角" },
                { LINE("\"amount\":true"), "", "第 1 条明细的“金额”（amount）" },
                { LINE("\"amount\":\"99999999999999\""), "", "第 1 条明细的“金额”（amount）：金额太大，最多 100,000,000,000.00 元" },
                { LINE("\"amount\":\"12345678901234567890123\""), "",
                  "第 1 条明细的“金额”（amount）：金额太大，最多 100,000,000,000.00 元" },
                { LINE("\"note\":\"x\""), "", "第 1 条明细的“金额”（amount）：不能缺少" },
                { LINE("\"amount\":1,\"economic\":\"30x01\""), "", "第 1 条明细的“部门经济科目”（economic）" },
                { LINE("\"amount\":1,\"economic\":\"301\""), "", "“301”要到款级（5 位）" },
                { "{\"function\":\"20131\",\"nature\":\"basic\",\"amount\":1}", "", "“20131”要到项级（7 位）" },
                { LINE("\"amount\":1,\"fund\":\"X\""), "", "第 1 条明细的“资金”（fund）" },
                { LINE("\"amount\":1,\"project\":\"none\""), "", "没有编码为“none”的项目" },
                { LINE("\"amount\":1,\"colour\":\"red\""), "", "第 1 条明细的“colour”：没有这个名称" },
                { "3", "", "第 1 条明细：应为对象" },
                { LINE("\"amount\":1"), ",\"lines2\":[]", "“lines2”：没有这个名称" },
                { LINE("\"amount\":1"), ",\"dates\":{\"approved\":\"2024-02-30\"}",
                  "“dates”的“approved”" },
                { LINE("\"amount\":1"), ",\"money_unit\":\"亿元\"", "money_unit" },
                { LINE("\"amount\":1"), ",\"projects\":7", "projects" },
                { LINE("\"amount\":1"),
                  ",\"indicators\":[{\"level1\":\"a\",\"level2\":\"b\",\"level3\":\"c\","
                  "\"compare\":\">=\",\"weight\":101}]",
                  "“绩效指标”第 1 条的“权重”（weight）" },
        };
        struct budget b;

        ok(!budget_read_json(cx, small(cx, LINE("\"amount\":\"12.50\""), ""), &b));
        same_int(b.lines[0].amount.fen, 1250);
        ok(!budget_read_json(cx, small(cx, LINE("\"amount\":\"0.000001\""), ",\"money_unit\":\"万元\""),
                             &b));
        same_int(b.lines[0].amount.fen, 1);
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                const struct fail *f = budget_read_json(cx, small(cx, cases[i].lines, cases[i].more), &b);

                if (!ok(f && f->kind == FAIL_INVALID &&
                        str_find(f->say, str_of(cases[i].words)) >= 0))
                        test_note("case %zu: %.*s", i, STR(f ? f->say : S("accepted")));
        }
        const struct fail *all = budget_read_json(      /* every fault at once, with its place */
                cx, small(cx, LINE("\"amount\":\"x\",\"colour\":1"), ""), &b);
        ok(all && str_find(all->say, S("第 1 条明细的“金额”")) >= 0 && str_find(all->say, S("第 1 条明细的“colour”")) >= 0);
        same_str(budget_read_json(cx, small(cx, LINE("\"amount\":\"-1\""), ""), &b)->field, "lines[0].amount");
        all = budget_read_json(cx, S("{\"format\":\"luoshi-budget/1\",\"code\":\"x\",\"department\":\"d\","
                                     "\"short_name\":\"s\",\"profile\":\"p\",\"year\":99999}"), &b);
        ok(all && str_find(all->say, S("“预算年度”（year）：99999不是 2000 至 2100 的整数")) >= 0 &&
           str_find(all->say, S("不能缺少")) < 0);
        ok(budget_read_json(cx, S("[]"), &b) != NULL);
        ok(budget_read_json(cx, S(""), &b) != NULL);
}

/* Cut the seed's file at every 97th byte: always refused, never read past. */
TEST(truncated_budgets_are_refused)
{
        str text = data_file(SEED);
        struct budget b;

        for (size_t n = 0; n + 1 < str_trim(text).n; n += 97) {
                struct arena_mark m = arena_mark(cx->arena);

                ok(budget_read_json(cx, str_head(text, n), &b) != NULL);
                arena_release(cx->arena, m);
        }
}

/* ---- patterns and profiles ------------------------------------------------------------------- */

static const struct fail *say(struct ctx *cx, struct disclosure *d, const char *pattern, str *ret)
{
        struct sentence s = { 0 };
        const struct fail *f;

        d->doc = doc_new(cx->arena, S(""));
        doc_para(d->doc);
        f = pattern_put(d, str_of(pattern), NULL, &s);
        *ret = s.text;
        return f;
}

TEST(patterns_say_what_they_should)
{
        static const struct { const char *pattern, *want; } cases[] = {
                { "{D}{y}年{total}万元", "县委目标绩效办2024年202.28万元" },
                { "[some total?有|无]、[zero government?无|有]", "有、无" },
                { "[up total&any class?增]", "增" },
                { "[down total?减|[flat total?平|升]]", "升" },
                { "{each nature ；}{n}{name}{nature.*}{end}", "1基本支出173.13；2项目支出29.15" },
                { "{each text.duty 、}[text none?x]{end}", "、、、、、、、、、、、、、、、、、" },
                { "[!known economic.30101?未载]", "未载" },
                { "{economic.30101}", "原件未载" },
                { "{total.upper}", "人民币贰佰零贰万贰仟捌佰元整" },
                { "{economic.30101.upper}", "原件未载" },
        };
        static const char *const wrong[] = {
                "{",
                "{}",
                "{two words}",
                "[x",
                "[some total]",
                "[nonsense total?x]",
                "{each nothing 、}{end}",
                "{each class 、}{name}",
                "{say nothing total}",
                "[any nothing?x]",
        };
        struct disclosure *d = fixture_disclose(cx, fixture_budget(cx, SEED), "sichuan-county");
        str text;

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                ok(!say(cx, d, cases[i].pattern, &text));
                same_str(text.p ? text : S(""), cases[i].want);
        }
        for (size_t i = 0; i < COUNT_OF(wrong); i++)
                if (!ok(say(cx, d, wrong[i], &text) != NULL))
                        test_note("accepted: %s", wrong[i]);
}

TEST(a_phrase_that_calls_itself_is_refused)
{
        struct profile *p;
        struct disclosure *d = fixture_disclose(cx, fixture_budget(cx, SEED), "sichuan-county");
        struct phrase_spec loop[] = { { S("loop"), S("{say loop $}{say loop $}") } };
        str text;

        must(!profile_builtin(cx, S("sichuan-county"), &p));
        p->phrases = loop;
        p->n_phrases = 1;
        d->p = p;
        ok(say(cx, d, "{say loop total}", &text) != NULL);
}

TEST(profiles_refuse_what_they_do_not_know)
{
        static const char *const wrong[] = {
                "[]",
                "{}",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"title\":\"y\",\"colour\":1}",
                "{\"name\":\"x\",\"title\":\"y\",\"rounding\":\"maybe\"}",
                "{\"name\":\"x\",\"title\":\"y\",\"classes\":[\"2\"]}",
                "{\"name\":\"x\",\"title\":\"y\","
                "\"tables\":[{\"id\":\"a.b\",\"title\":\"t\",\"sides\":[]}]}",
                "{\"name\":\"x\",\"title\":\"y\","
                "\"tables\":[{\"id\":\"a\",\"title\":\"t\",\"sides\":[]}]}",
                "{\"name\":\"x\",\"title\":\"y\","
                "\"tables\":[{\"id\":\"a\",\"title\":\"t\",\"filter\":\"fund=Z\"}]}",
                "{\"name\":\"x\",\"title\":\"y\",\"blocks\":[{\"level\":1}]}",
                "{\"name\":\"x\",\"title\":\"y\",\"clocks\":[{\"id\":\"D3\",\"days\":0}]}",
        };
        struct profile *p;

        for (size_t i = 0; i < COUNT_OF(wrong); i++)
                if (!ok(profile_read(cx, str_of(wrong[i]), &p) != NULL))
                        test_note("accepted: %s", wrong[i]);
        ok(profile_builtin(cx, S("no-such"), &p)->kind == FAIL_NOT_FOUND);
}
