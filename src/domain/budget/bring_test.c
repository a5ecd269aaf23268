/* domain/budget/bring_test.c - a clerk's files: read, refused with reasons, written whole. */
#include "core/auth/auth.h"
#include "core/embed.h"
#include "domain/budget/bring.h"
#include "domain/budget/budget.h"
#include "domain/budget/doubt.h"
#include "domain/budget/edition.h"
#include "domain/budget/filter.h"
#include "domain/budget/json.h"
#include "domain/budget/lines.h"
#include "domain/budget/store.h"
#include "domain/budget/workbook.h"
#include "domain/org/org.h"
#include "tests/fixture_demo.h"
#include "tests/test.h"

#define JSON_HEAD "{\"format\":\"luoshi-budget/1\",\"code\":\"shili-mbb\",\"department\":\"示例县目标绩效管理办公室\"," \
        "\"short_name\":\"乙\"," \
        "\"year\":2024,\"profile\":\"sichuan-county\",\"units\":[{\"code\":\"u\",\"name\":\"丙\",\"kind\":\"organ\"}],"
#define JSON_LINES "\"projects\":[{\"code\":\"p\",\"name\":\"丁\",\"category\":\"special\"}],\"lines\":[" \
        "{\"function\":\"2013101\",\"nature\":\"basic\",\"amount\":\"777400\"}]}"
#define FULL_JSON  JSON_HEAD JSON_LINES
#define LINE_JSON(function, amount) "{\"function\":\"" function "\",\"nature\":\"basic\",\"amount\":\"" amount "\"}"
#define WAN_JSON   JSON_HEAD "\"money_unit\":\"万元\"," JSON_LINES
#define EMPTY_JSON JSON_HEAD "\"lines\":[]}"

static void county(struct ctx *cx)
{
        auth_as_system(cx);
        demo_units(cx);
        done(editions_install(cx));
}

static const struct fail *bring(struct ctx *cx, const char *csv, struct bring *r)
{
        return bring_read(cx, S("shili-mbb"), 2024, S("明细.csv"), str_of(csv), false, r);
}

TEST_DB(bring_reads_our_heads_and_the_finance_systems)
{
        struct bring ours, theirs;
        county(cx);
        done(bring(cx, "功能科目,部门经济科目,类别,金额（元）\n2013101,30101,基本支出,\"1,200.50\"\n2013101,30201,,800\n", &ours));
        done(bring(cx,
                "EXP_FUNC_CODE,DEP_BGT_ECO_CODE,FUND_TYPE_CODE,REPLY_AMT\n"
                "2013101,30101,F,1200.50\n2013101,30201,,800\n", &theirs));
        ok(import_clean(ours.lines) && import_clean(theirs.lines));
        same_int(ours.b->n_lines, 2);
        same_int(theirs.b->n_lines, 2);
        same_int(theirs.b->lines[0].amount.fen, 120050);
        same_int(ours.b->lines[0].amount.fen, 120050);
        same_str(theirs.b->lines[1].economic, "30201");
        same_int(ours.b->n_incomes, 1);         /* what pays for it: general appropriation */
        same_int(ours.b->incomes[0].amount.fen, 200050);
        ok(!ours.replaces);
}

TEST_DB(bring_names_row_column_and_what_is_allowed)
{
        struct bring r;
        county(cx);
        done(bring(cx, "功能科目,部门经济科目,金额（元）\n213035,30905,86000\n2013101,30101,12.6万\n2013101,,-5\n"
                       "２０１３１０１,30101,100\n20131,30101,100\n", &r));
        ok(!import_clean(r.lines));
        same_int(r.lines->n_bad_rows, 4);
        same_int(bring_rows(cx, &r), 5);                /* the preview counts those, too */
        same_int(bring_fen(&r), 10000);
        bool code = false, amount = false, negative = false;
        for (int i = 0; i < r.lines->n_findings; i++) {
                str s = import_sentence(r.lines, &r.lines->finding[i]);
                test_note("%.*s", STR(s));
                code = code || (str_find(s, S("213035")) >= 0 && r.lines->finding[i].row == 2 &&
                                r.lines->finding[i].col == 0);
                amount = amount || (str_find(s, S("12.6万")) >= 0 && r.lines->finding[i].row == 3 &&
                                    r.lines->finding[i].col == 2);
                negative = negative || (str_find(s, S("-5")) >= 0 && r.lines->finding[i].row == 4);
        }
        ok(code && amount && negative);
        str back;
        done(import_rejected_csv(r.lines, &back));
        ok(str_find(back, S("213035")) >= 0 && str_find(back, S("12.6万")) >= 0);
        ok(str_find(back, S("２０１３１０１")) < 0);    /* the good row is not sent back */
}

TEST_DB(bring_doubts_yuan_that_look_like_wan)
{
        struct bring r;
        county(cx);
        done(bring(cx, "功能科目,金额（元）\n2013101,77.74\n2013150,53.66\n2210201,14.11\n", &r));
        ok(import_clean(r.lines));
        ok(str_find(r.doubt, S("0.01 万元（145.51 元）")) >= 0);
        done(bring(cx, "功能科目,金额（万元）\n2013101,77.74\n2013150,53.66\n2210201,14.11\n", &r));
        ok(!r.doubt.n);
        done(bring(cx, "功能科目,金额（元）\n2013101,1000\n", &r));
        ok(!r.doubt.n);
}

TEST_DB(bring_doubts_rows_above_the_heads)
{
        struct bring r;
        county(cx);
        done(bring(cx, "2013150,53.66\n功能科目,金额（万元）\n2013101,77.74\n", &r));
        ok(import_clean(r.lines));
        ok(str_find(r.doubt, S("第 1 行在表头（第 2 行）上面，没有读入")) >= 0);
        done(bring(cx, "示例县部门预算\n功能科目,金额（万元）\n2013101,77.74\n", &r));
        ok(!r.doubt.n);
}

/* Lists change inside a year: a code that has the form of one is taken, and said, whichever way it comes. */
TEST_DB(bring_warns_of_codes_that_the_edition_lacks)
{
        struct bring r;
        county(cx);
        done(bring(cx, "功能科目,部门经济科目,金额（元）\n9999999,30101,5000\n2013101,39888,6000\n999999,,1\n", &r));
        same_int(r.lines->n_bad_rows, 1);
        same_int(r.lines->n_warned_rows, 2);
        same_str(r.b->lines[0].function, "9999999");
        same_str(r.b->lines[1].economic, "39888");
        str said = import_sentence(r.lines, &r.lines->finding[0]);
        ok(str_find(said, S("“9999999”不在“本年度功能科目”中。相近：")) >= 0 &&
           str_find(said, S("；不改就按这个代码写入")) >= 0);
        str json = S(JSON_HEAD "\"lines\":[{\"function\":\"9999999\",\"nature\":\"basic\",\"amount\":\"5000\"}]}");
        done(bring_read(cx, S(""), 0, S("a.json"), json, false, &r));
        same_int(r.n_warnings, 2);              /* and the unit, which the tree does not know */
        ok(str_find(r.warnings[1].words, S("功能科目 9999999 不在")) >= 0);
}

/* The values that may be written stand in the finding, and so in the file that comes back. */
TEST_DB(bring_lists_what_may_be_written)
{
        struct bring r;
        str back;
        county(cx);
        done(bring(cx, "单位代码,资金,来源年度,类别,项目代码,项目名称,项目类别,功能科目,金额\n"
                       "q,某某某某,某某,某某,a,甲,某某某,2013101,12345678901234567890123\n", &r));
        done(import_rejected_csv(r.lines, &back));
        static const char *const said[] = {
                "只能填：shili-mbb ", "只能填：一般公共预算、政府性基金预算、", "只能填：当年安排、",
                "只能填：基本支出、项目支出、", "只能填：人员类", "数字太大", "最多 100000000000.00 元",
        };
        for (size_t i = 0; i < COUNT_OF(said); i++)
                if (!ok(str_find(back, str_of(said[i])) >= 0))
                        test_note("%s in %.*s", said[i], STR(back));
        ok(str_find(back, S("专项资金")) < 0);          /* another system's word is read, not offered */
}

TEST_DB(bring_reads_the_codes_of_the_integrated_system)
{
        struct bring r;
        county(cx);
        done(bring(cx, "EXP_FUNC_CODE,FUND_TYPE_CODE,IS_GOV_PUR,REPLY_AMT\n2013101,1,1,5000\n2013101,11,2,5000\n"
                       "2120804,12,2,5000\n2230101,13,2,5000\n2013101,2,2,5000\n2013101,3,2,5000\n", &r));
        ok(import_clean(r.lines));
        static const enum fund fund[] = { FUND_GENERAL, FUND_GENERAL, FUND_GOVERNMENT, FUND_CAPITAL, FUND_OTHER,
                                          FUND_OTHER };
        same_int(r.b->n_lines, COUNT_OF(fund));
        for (int i = 0; i < r.b->n_lines; i++) {
                same_int(r.b->lines[i].fund, fund[i]);
                same_int(r.b->lines[i].procurement, i == 0);
        }
}

static bool doubts(const struct bring *r, const char *what)
{
        return test_ok(str_find(r->doubt, str_of(what)) >= 0, what, __FILE__, __LINE__) ||
               (test_note("doubt: %.*s", STR(r->doubt)), false);
}

TEST_DB(bring_doubts_wan_that_look_like_yuan)
{
        struct bring r;
        county(cx);
        done(bring(cx, "功能科目,金额（万元）\n2013101,2022800\n", &r));
        ok(import_clean(r.lines));
        ok(doubts(&r, "2,022,800.00 万元（20,228,000,000.00 元），超过一个部门单笔 50000 万元"));
        same_int(r.lines->row[0].warned, true);         /* and the row says so itself */
        done(bring(cx, "功能科目,金额（万元）\n2013101,49999\n", &r));
        ok(!r.doubt.n);
        done(bring_read(cx, S(""), 0, S("a.json"), S(WAN_JSON), false, &r));
        ok(doubts(&r, "777,400.00 万元（7,774,000,000.00 元）"));
}

static void bring_json(struct ctx *cx, const char *text, struct bring *r)
{
        done(bring_read(cx, S(""), 0, S("a.json"), str_of(text), false, r));
}

/* What a table of lines is asked about is asked of a whole budget, too. */
TEST_DB(a_whole_budget_is_asked_about_its_lines)
{
        struct bring r;
        county(cx);
        bring_json(cx, JSON_HEAD "\"lines\":[" LINE_JSON("2013101", "5000") "," LINE_JSON("2013150", "5000") ","
                   LINE_JSON("2013101", "6000") "]}", &r);
        ok(doubts(&r, "第 3 条明细与第 1 条相同，可能重复，请核对"));
        bring_json(cx, JSON_HEAD "\"lines\":[" LINE_JSON("2013150", "5000") "," LINE_JSON("2013101", "5000") ","
                   LINE_JSON("2013101", "6000") "," LINE_JSON("2013101", "7000") "]}", &r);
        ok(doubts(&r, "有 2 条明细与别的明细相同（第 3 条与第 2 条等），可能重复，请核对"));
        bring_json(cx, JSON_HEAD "\"lines\":[" LINE_JSON("2013101", "5000") "," LINE_JSON("2013150", "0") "]}", &r);
        ok(doubts(&r, "第 2 条明细的金额是 0，请核对"));
        bring_json(cx, EMPTY_JSON, &r);
        ok(doubts(&r, "文件里一条明细也没有，请核对"));
        bring_json(cx, JSON_HEAD "\"lines\":[" LINE_JSON("2013101", "5000") "," LINE_JSON("2013150", "6000") "]}", &r);
        ok(!r.doubt.n);
}

/* A file of one department under the code of another. */
TEST_DB(a_file_of_another_department_is_not_taken_for_this_one)
{
        struct bring r;
        str water = data_file("demo/shili-shuiwu-2024.json"), code = S("\"code\": \"shili-shuiwu\"");
        county(cx);
        done(bring_read(cx, S(""), 0, S("a.json"), water, false, &r));
        ok(!r.doubt.n && r.n_warnings == 1);            /* that its state is not taken over */
        ptrdiff_t at = str_find(water, code);
        ok(at >= 0);
        str other = str_f(cx->arena, "%.*s\"code\": \"shili-mbb\"%.*s", (int)at, water.p,
                          STR(str_from(water, (size_t)at + code.n)));
        const struct fail *f = bring_read(cx, S(""), 0, S("a.json"), other, false, &r);
        ok(f && f->kind == FAIL_INVALID &&
           str_find(f->say, S("第 1 个预算单位“示例县水务局”（shili-shuiwu）不是“示例县目标绩效管理办公室”的单位")) >= 0);
        bring_json(cx, "{\"format\":\"luoshi-budget/1\",\"code\":\"shili-mbb\",\"department\":\"<script>\","
                   "\"short_name\":\"乙\",\"year\":2024,\"profile\":\"sichuan-county\","
                   "\"units\":[{\"code\":\"u\",\"name\":\"丙\",\"kind\":\"organ\"}],"
                   "\"lines\":[" LINE_JSON("2013101", "5000") "]}", &r);
        ok(doubts(&r, "文件写的部门是“<script>”，而代码 shili-mbb 在单位树中是“示例县目标绩效管理办公室”"));
        ok(r.n_warnings == 1 && str_find(r.warnings[0].words, S("“丙”（u）不在单位树中")) >= 0);
}

/* What one amount alone does not tell is told by last year's total and by the staff. */
TEST(bring_compares_a_sum_with_last_year_and_the_staff)
{
        struct budget_prior prior = { .key = S("total"), .value = 150 * (int64_t)1000000 };
        struct budget_unit unit = { .staff_organ = 8, .staff_institution = -1 };
        struct budget b = { .priors = &prior, .n_priors = 1, .units = &unit, .n_units = 1 };
        struct import_sum s = { .rows = 3, .fen = 3001 * (int64_t)1000000, .most = 1000000000 };
        ok(str_find(doubt_of_lines(cx, &b, &s), S("上年的总数是 150.00 万元（1,500,000.00 元），像是把元当成了万元")) >= 0);
        s.fen = 2999 * (int64_t)1000000;
        ok(!doubt_of_lines(cx, &b, &s).n);
        s.rows = 1, s.fen = 1000 * 100;
        ok(!doubt_of_lines(cx, &b, &s).n);
        prior.value *= 100;
        ok(str_find(doubt_of_lines(cx, &b, &s), S("像是把万元当成了元")) >= 0);
        b.n_priors = 0;
        s.fen = 8 * 10001 * (int64_t)1000000;
        ok(str_find(doubt_of_lines(cx, &b, &s), S("在职 8 人，平均每人 10,001.00 万元")) >= 0);
}

/* Income, procurement and the rest of a workbook or JSON are looked at, too. */
TEST(a_vast_amount_beside_the_lines_is_doubted)
{
        struct budget_income in = { .amount = { 20000 * (int64_t)1000000 } };
        struct budget b = { .incomes = &in, .n_incomes = 1 };
        ok(!doubt_of_budget(cx, &b).n);
        in.amount.fen *= 1000;
        ok(str_find(doubt_of_budget(cx, &b), S("20,000,000.00 万元")) >= 0);
        b.n_incomes = 0;
        b.procurement = (struct budget_procurement){ .services = in.amount };
        ok(str_find(doubt_of_budget(cx, &b), S("20,000,000.00 万元")) >= 0);
}

TEST_DB(a_unit_goes_by_the_code_of_the_finance_bureau)
{
        struct bring r;
        int64_t id;
        county(cx);
        str two = S("{\"format\":\"luoshi-budget/1\",\"code\":\"shili-mbb\",\"department\":\"甲\",\"short_name\":\"乙\","
                    "\"year\":2024,\"profile\":\"sichuan-county\",\"units\":["
                    "{\"code\":\"u\",\"name\":\"丙\",\"kind\":\"organ\",\"finance_code\":\"198001\"},"
                    "{\"code\":\"v\",\"name\":\"丁\",\"kind\":\"organ\",\"finance_code\":\"19800X\"}]}");
        done(bring_read(cx, S(""), 0, S("a.json"), two, false, &r));
        done(budget_put(cx, r.b, &id));
        done(bring(cx, "AGENCY_CODE,EXP_FUNC_CODE,REPLY_AMT\n19800X,2013101,5000\nu,2013101,6000\n", &r));
        ok(import_clean(r.lines));
        same_int(r.b->lines[0].unit, 1);
        same_int(r.b->lines[1].unit, 0);
        same_str(r.b->units[1].finance_code, "19800X");         /* it came back from the database */
        ptrdiff_t at = str_find(two, S("19800X"));
        str doubled = str_f(cx->arena, "%.*s198001%.*s", (int)at, two.p, STR(str_from(two, (size_t)at + 6)));
        const struct fail *f = bring_read(cx, S(""), 0, S("a.json"), doubled, false, &r);
        ok(f && str_find(f->say, S("“预算单位”第 2 条的“预算单位代码”（finance_code）：与前面的单位重复")) >= 0);
}

/* A file that leaves a list out takes it away: said, and to be agreed to. */
TEST_DB(bring_says_what_a_whole_file_would_empty)
{
        struct bring r;
        int64_t id;
        county(cx);
        done(bring_read(cx, S(""), 0, S("a.json"), S(FULL_JSON), false, &r));
        ok(!r.doubt.n);
        done(budget_put(cx, r.b, &id));
        done(bring_read(cx, S(""), 0, S("a.json"), S(FULL_JSON), false, &r));
        ok(!r.doubt.n);
        done(bring_read(cx, S(""), 0, S("a.json"), S(EMPTY_JSON), false, &r));
        ok(doubts(&r, "写入后原有的就清空了：支出明细 1 条、项目 1 条"));
        same_str(bring_effect(cx, &r), "写入后替换编制中的 1 条明细，共 0 条。");
}

TEST_DB(bring_refuses_an_account_of_another_budget)
{
        struct bring r;
        county(cx);
        done(bring(cx, "功能科目,资金,金额（元）\n2120804,,5000\n2130301,G,5000\n2120804,G,5000\n2130301,,5000\n", &r));
        same_int(r.lines->n_bad_rows, 2);
        str first = import_sentence(r.lines, &r.lines->finding[0]);
        ok(str_find(first, S("2120804")) >= 0 && str_find(first, S("政府性基金预算")) >= 0 &&
           str_find(first, S("一般公共预算")) >= 0);
}

TEST_DB(bring_refuses_rows_of_another_year_and_knows_the_systems_categories)
{
        struct bring r;
        county(cx);
        done(bring(cx, "FISCAL_YEAR,EXP_FUNC_CODE,PRO_CODE,PRO_NAME,PRO_KIND_CODE,REPLY_AMT\n"
                       "2019,2013101,a,甲,1,5000\n2024,2013101,b,乙,21,5000\n2024,2013101,c,丙,32,5000\n", &r));
        same_int(r.lines->n_bad_rows, 1);
        str s = import_sentence(r.lines, &r.lines->finding[0]);
        ok(str_find(s, S("2019")) >= 0 && str_find(s, S("2024")) >= 0);
        same_int(r.b->n_projects, 2);
        same_int(r.b->projects[0].category, PROJECT_PUBLIC);
        same_int(r.b->projects[1].category, PROJECT_SPECIAL);
}

/* All that is wrong with a row is said at once, and nothing that follows from a fault said already. */
TEST_DB(bring_says_every_fault_of_a_row)
{
        struct bring r;
        county(cx);
        done(bring(cx, "FISCAL_YEAR,单位代码,功能科目,资金,项目代码,项目名称,金额（元）\n"
                       "2019,别家,2120804,,q,,\n2024,,2120804,不明,,,5000\n", &r));
        static const struct { int row; const char *what; } said[] = {
                { 2, "2019 年" }, { 2, "别家" }, { 2, "必填" }, { 2, "没有这个项目代码" }, { 2, "政府性基金预算" }, { 3, "不明" },
        };
        same_int(r.lines->n_bad_rows, 2);
        same_int(r.lines->n_findings, (int64_t)COUNT_OF(said));
        for (size_t k = 0; k < COUNT_OF(said); k++) {
                bool found = false;
                for (int i = 0; i < r.lines->n_findings; i++)
                        found |= r.lines->finding[i].row == said[k].row &&
                                 str_find(import_sentence(r.lines, &r.lines->finding[i]), str_of(said[k].what)) >= 0;
                if (!ok(found))
                        test_note("%s", said[k].what);
        }
}

/* An account that may stand under each fund. */
static const char *const of_fund[FUND_END] = { "2013101", "2120804", "2230101", "2013101" };

/* Every word of a column's drop-down, alone and with its code, is read back as itself. */
static void column_reads_back(struct ctx *cx, const char *head, const char *const *codes,
                              const char *const *names, int n)
{
        for (int i = 0; i < 2 * n; i++) {
                struct bring r;
                bool category = str_is(str_of(head), "项目类别");
                str word = i < n ? str_of(names[i]) : str_f(cx->arena, "%s %s", codes[i - n], names[i - n]);
                const char *function = codes == fund_words ? of_fund[i % n] : of_fund[FUND_GENERAL];
                done(bring(cx, str_f(cx->arena, "功能科目,金额（元）,%s%s\n%s,100,%.*s%s\n", head,
                                     category ? ",项目代码,项目名称" : "", function, STR(word),
                                     category ? ",p,专项" : "").p, &r));
                ok(import_clean(r.lines));
                int got = category ? (int)r.b->projects[0].category
                        : codes == fund_words ? (int)r.b->lines[0].fund
                        : codes == source_words ? (int)r.b->lines[0].source : (int)r.b->lines[0].nature;
                same_int(got, i % n);
        }
}

TEST_DB(bring_reads_every_choice_of_its_own_template)
{
        county(cx);
        column_reads_back(cx, "资金", fund_words, fund_labels, FUND_END);
        column_reads_back(cx, "来源年度", source_words, source_labels, SOURCE_END);
        column_reads_back(cx, "类别", nature_words, nature_labels, NATURE_END);
        column_reads_back(cx, "项目类别", category_words, category_labels, PROJECT_CATEGORY_END);
}

TEST_DB(bring_writes_all_or_nothing_and_again_over_the_draft)
{
        struct bring r;
        struct budget *b;
        int64_t id, again;
        county(cx);
        done(bring(cx, "功能科目,金额（元）\n2013101,100\n2013150,200\n", &r));
        done(budget_put(cx, r.b, &id));
        done(bring(cx, "功能科目,金额（元）\n2013101,100\n", &r));
        ok(r.replaces);
        same_int(r.n_before, 2);
        done(budget_put(cx, r.b, &again));
        same_int(again, id);
        done(budget_load(cx, id, &b));
        same_int(b->n_lines, 1);
        same_str(b->dept_name, "示例县目标绩效管理办公室");
}

TEST_DB(bring_refuses_other_files_units_and_years_past_their_draft)
{
        struct bring r;
        county(cx);
        const struct fail *f = bring_read(cx, S("shili-mbb"), 2024, S("a.xls"),
                                          S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"), false, &r);
        ok(f && f->kind == FAIL_INVALID && str_find(f->say, S("xlsx")) >= 0);
        f = bring_read(cx, S("nobody"), 2024, S("a.csv"), S("功能科目,金额\n"), false, &r);
        ok(f && f->kind == FAIL_INVALID && str_is(f->field, "unit"));
        f = bring_read(cx, S(""), 2024, S("a.csv"), S("功能科目,金额\n"), false, &r);
        ok(f && f->kind == FAIL_INVALID && str_is(f->field, "unit"));
        f = bring_read(cx, S("shili-mbb"), 0, S("a.csv"), S("功能科目,金额\n"), false, &r);
        ok(f && f->kind == FAIL_INVALID && str_is(f->field, "year"));
        f = bring_read(cx, S(""), 0, S("a.json"), S("{\"format\":"), false, &r);
        ok(f && f->kind == FAIL_INVALID);
        str seed = data_file("demo/wusheng-mbjx-2024.json"), name = S("sichuan-county");
        ptrdiff_t at = str_find(seed, name);
        f = bring_read(cx, S(""), 0, S("a.json"),
                       str_f(cx->arena, "%.*smoon-county%.*s", (int)at, seed.p,
                             STR(str_from(seed, (size_t)at + name.n))), false, &r);
        ok(f && f->kind == FAIL_INVALID && str_find(f->say, S("moon-county")) >= 0);
}

TEST_DB(bring_takes_a_whole_budget_as_json)
{
        struct bring r;
        int64_t id;
        county(cx);
        done(bring_read(cx, S(""), 0, S("seed.json"), data_file("demo/wusheng-mbjx-2024.json"), false, &r));
        same_str(r.b->code, "wusheng-mbjx");
        same_int(r.n_warnings, 0);
        done(budget_put(cx, r.b, &id));
        ok(id > 0);
        int lines = r.b->n_lines;
        done(bring_read(cx, S(""), 0, S("seed.json"), data_file("demo/wusheng-mbjx-2024.json"), false, &r));
        ok(r.replaces && r.revision == 1);
        same_int(r.n_before, lines);
        done(bring_read(cx, S(""), 0, S("full.json"), data_file("demo/shili-shuiwu-2024.json"), false, &r));
        same_int(r.n_warnings, 1);              /* its dates are not taken over */
}

TEST_DB(bring_a_budget_goes_out_as_csv_and_comes_in_the_same)
{
        struct bring r;
        struct budget *b;
        int64_t id;
        county(cx);
        done(bring(cx,
                "功能科目,部门经济科目,项目代码,项目名称,金额（元）,备注\n2013101,30101,,,100,=1+1\n2013199,30227,p1,专项督查,300.05,\n", &r));
        done(budget_put(cx, r.b, &id));
        done(budget_load(cx, id, &b));
        same_int(b->n_projects, 1);
        same_int(b->lines[1].nature, NATURE_PROJECT);
        str csv = lines_csv(cx, b);
        ok(str_find(csv, S("'=1+1")) >= 0);         /* no spreadsheet will run it */
        done(bring(cx, str_copy(cx->arena, csv).p, &r));
        ok(import_clean(r.lines));
        same_int(r.b->n_lines, 2);
        same_int(r.b->lines[1].amount.fen, 30005);
        same_int(r.b->lines[1].project, 0);
}

TEST_DB(bring_keeps_to_the_units_one_may_compile)
{
        struct bring r;
        county(cx);
        struct ctx nobody = *cx;
        nobody.may = (struct perms){ 0 };
        nobody.user = 0, nobody.unit = 0;
        const struct fail *f = bring_read(&nobody, S("shili-mbb"), 2024, S("a.csv"),
                                          S("功能科目,金额（元）\n2013101,1\n"), false, &r);
        ok(f && (f->kind == FAIL_DENIED || f->kind == FAIL_NOT_FOUND));
        f = bring_read(&nobody, S(""), 0, S("a.json"), data_file("demo/wusheng-mbjx-2024.json"), false, &r);
        ok(f && (f->kind == FAIL_DENIED || f->kind == FAIL_NOT_FOUND));
}

TEST_DB(bring_leaves_income_alone_that_somebody_entered)
{
        struct bring r;
        struct budget *b;
        int64_t id;
        county(cx);
        done(bring_read(cx, S(""), 0, S("full.json"), data_file("demo/shili-shuiwu-2024.json"), false, &r));
        done(budget_put(cx, r.b, &id));
        done(budget_load(cx, id, &b));
        int n = b->n_incomes;
        bool service = false;
        done(bring_read(cx, S("shili-shuiwu"), 2024, S("a.csv"), S("功能科目,金额（元）\n2130301,100\n"), false, &r));
        for (int i = 0; i < r.b->n_incomes; i++)
                service = service || r.b->incomes[i].kind == INCOME_SERVICE;
        ok(service);
        same_int(r.b->n_incomes, n);
        same_int(r.n_warnings, 1);
}

TEST_DB(bring_and_the_grid_keep_income_equal_to_what_it_pays_for)
{
        struct bring r;
        struct budget *b;
        int64_t id;
        county(cx);
        done(bring(cx, "功能科目,金额（元）\n2013101,100\n", &r));
        done(budget_put(cx, r.b, &id));
        done(budget_load(cx, id, &b));
        struct budget_line line = b->lines[0];
        line.amount.fen = 55500;
        done(budget_put_lines(cx, b, b->revision, &line, 1));
        done(budget_load(cx, id, &b));
        same_int(b->n_incomes, 1);
        same_int(b->incomes[0].amount.fen, 55500);
}

TEST_DB(bring_refuses_a_figure_stated_twice)
{
        struct bring r;
        county(cx);
        str seed = data_file("demo/wusheng-mbjx-2024.json"), head = S("\"facts\": [");
        ptrdiff_t at = str_find(seed, head);
        ok(at > 0);
        const struct fail *f = bring_read(cx, S(""), 0, S("a.json"),
                str_f(cx->arena, "%.*s%.*s{\"key\": \"basic\", \"amount\": \"1\"},%.*s", (int)at, seed.p, STR(head),
                      STR(str_from(seed, (size_t)at + head.n))), false, &r);
        ok(f && f->kind == FAIL_INVALID && str_find(f->say, S("重复")) >= 0);
}

TEST_DB(bring_too_many_rows_says_what_to_do)
{
        struct bring r;
        struct buf csv = buf_new(cx->arena, 1 << 20);
        county(cx);
        buf_put(&csv, S("功能科目,金额（元）\n"));
        for (int i = 0; i < 20005; i++)
                buf_put(&csv, S("2013101,1\n"));
        const struct fail *f = bring(cx, buf_cstr(&csv), &r);
        ok(f && f->kind == FAIL_TOO_LARGE && str_find(f->say, S("合并")) > 0);
}

/* What one budget has as a workbook, over the draft of another department. */
TEST_DB(bring_takes_a_whole_budget_as_a_workbook)
{
        struct bring r;
        struct budget *full, *b, parts_alone;
        const struct import **list;
        int64_t id;
        str file, rejected;
        county(cx);
        done(bring_read(cx, S(""), 0, S("full.json"), data_file("demo/shili-shuiwu-2024.json"), false, &r));
        full = r.b;
        done(workbook_write(cx, full, false, &file));
        done(bring_read(cx, S("shili-shuiwu"), 2024, S("预算.xlsx"), file, false, &r));
        for (int i = 0, n = bring_imports(cx, &r, &list); i < n; i++)
                for (int k = 0; k < list[i]->n_findings; k++)
                        test_note("%.*s", STR(import_sentence(list[i], &list[i]->finding[k])));
        same_int(bring_bad(&r), 0);
        done(budget_put(cx, r.b, &id));
        done(budget_load(cx, id, &b));
        same_str(b->code, "shili-shuiwu");
        same_int(b->n_units, full->n_units);
        same_int(b->n_projects, full->n_projects);
        same_int(b->n_indicators, full->n_indicators);
        same_int(b->n_lines, full->n_lines);
        same_int(b->lines[5].unit, full->lines[5].unit);
        same_int(b->lines[5].project, full->lines[5].project);
        same_int(b->n_vehicles, full->n_vehicles);

        parts_alone = *full;                    /* parts alone: the lines stay */
        parts_alone.n_lines = parts_alone.n_incomes = 0;
        parts_alone.n_sections = 2;
        done(workbook_write(cx, &parts_alone, false, &file));
        done(bring_read(cx, S("shili-shuiwu"), 2024, S("预算.xlsx"), file, false, &r));
        same_int(bring_bad(&r), 0);
        ok(!r.lines && r.replaces);
        done(budget_put(cx, r.b, &id));
        done(budget_load(cx, id, &b));
        same_int(b->n_sections, 2);
        same_int(b->n_lines, full->n_lines);
        same_int(b->n_incomes, full->n_incomes);

        parts_alone.n_units = 1;                /* what lines name cannot go; it comes back with its reason */
        done(workbook_write(cx, &parts_alone, false, &file));
        done(bring_read(cx, S("shili-shuiwu"), 2024, S("预算.xlsx"), file, false, &r));
        ok(bring_bad(&r) > 0);
        done(bring_rejected(cx, &r, true, &rejected));
        ok(rejected.n > 1000);
}

/* The sheet of units says what the grid says: another department's unit is refused at its row and cell. */
TEST_DB(a_unit_of_another_department_in_a_workbook_has_its_row)
{
        static struct budget_unit units[3];
        struct bring r;
        const struct import **list;
        str file;
        int said = 0;
        county(cx);
        done(bring_read(cx, S(""), 0, S("full.json"), data_file("demo/shili-shuiwu-2024.json"), false, &r));
        struct budget foreign = *r.b;
        memcpy(units, r.b->units, sizeof(units));
        units[2].code = S("shili-mbb"), units[2].name = S("目标办");
        foreign.units = units;
        foreign.n_lines = foreign.n_incomes = foreign.n_projects = foreign.n_indicators = 0;
        done(workbook_write(cx, &foreign, false, &file));
        done(bring_read(cx, S("shili-shuiwu"), 2031, S("预算.xlsx"), file, false, &r));
        same_int(bring_bad(&r), 1);
        for (int i = 0, n = bring_imports(cx, &r, &list); i < n; i++)
                for (int k = 0; k < list[i]->n_findings; k++) {
                        str words = import_sentence(list[i], &list[i]->finding[k]);
                        said += str_find(words, S("第 5 行 A 列（单位代码）：“shili-mbb”是“示例县目标绩效管理办公室”，不是“示例县水务局”的单位，不能")) >= 0;
                }
        same_int(said, 1);
}
