/* domain/budget/bring_test.c - a clerk's files: read, refused with reasons, written whole. */
#include "core/auth/auth.h"
#include "core/embed.h"
#include "domain/budget/bring.h"
#include "domain/budget/budget.h"
#include "domain/budget/edition.h"
#include "domain/budget/filter.h"
#include "domain/budget/json.h"
#include "domain/budget/lines.h"
#include "domain/budget/store.h"
#include "domain/org/org.h"
#include "tests/test.h"

static void county(struct ctx *cx)
{
        auth_as_system(cx);
        done(auth_seed(cx));
        done(org_demo(cx));
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
        done(bring(cx, "功能科目,部门经济科目,金额（元）\n2130355,30905,86000\n2013101,30101,12.6万\n2013101,,-5\n"
                       "２０１３１０１,30101,100\n20131,30101,100\n", &r));
        ok(!import_clean(r.lines));
        same_int(r.lines->n_bad_rows, 4);
        bool code = false, amount = false, negative = false;
        for (int i = 0; i < r.lines->n_findings; i++) {
                str s = import_sentence(r.lines, &r.lines->finding[i]);
                test_note("%.*s", STR(s));
                code = code || (str_find(s, S("2130355")) >= 0 && r.lines->finding[i].row == 2
                        && r.lines->finding[i].col == 0);
                amount = amount || (str_find(s, S("12.6万")) >= 0 && r.lines->finding[i].row == 3
                        && r.lines->finding[i].col == 2);
                negative = negative || (str_find(s, S("-5")) >= 0 && r.lines->finding[i].row == 4);
        }
        ok(code && amount && negative);
        str back;
        done(import_rejected_csv(r.lines, &back));
        ok(str_find(back, S("2130355")) >= 0 && str_find(back, S("12.6万")) >= 0);
        ok(str_find(back, S("２０１３１０１")) < 0);    /* the good row is not sent back */
}

/* Every word of a column's drop-down, alone and with its code, is read back as itself. */
static void column_reads_back(struct ctx *cx, const char *head, const char *const *codes,
                              const char *const *names, int n)
{
        for (int i = 0; i < 2 * n; i++) {
                struct bring r;
                bool category = str_is(str_of(head), "项目类别");
                str word = i < n ? str_of(names[i]) : str_f(cx->arena, "%s %s", codes[i - n], names[i - n]);
                done(bring(cx, str_f(cx->arena, "功能科目,金额（元）,%s%s\n2013101,100,%.*s%s\n", head,
                                     category ? ",项目代码,项目名称" : "", STR(word), category ? ",p,专项" : "").p, &r));
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
