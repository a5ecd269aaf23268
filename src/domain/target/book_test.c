/* domain/target/book_test.c - the workbook to begin from scores; what is wrong names its cell. */
#include "core/text/zip.h"
#include "core/text/json.h"
#include "domain/target/book.h"
#include "tests/test.h"

/* The template's sheets by hand, one cell of one row changed. */
static struct book *book_with(struct ctx *cx, const char *sheet, int row, int col, const char *text)
{
        struct book *b = NEW(cx->arena, struct book);
        b->cx = cx;
        for (int i = 0; i < BOOK_SHEETS; i++) {
                str rest = str_of(book_sheets[i].rows);
                for (int at = 1; rest.n; at++) {
                        struct cell cells[20] = { 0 };
                        int n = 0;
                        for (str line = str_cut(rest, '\n', &rest); line.p && n < 20; n++)
                                cells[n].text = str_cut(line, '|', &line);
                        if (sheet && !strcmp(sheet, book_sheets[i].name) && at == row)
                                cells[col].text = str_of(text);
                        book_put(b, &(struct table_row){ .sheet = str_of(book_sheets[i].name), .row = at,
                                                         .cells = cells, .n_cells = n });
                }
        }
        done(book_end(b));
        return b;
}

/* What a cell may say is chosen from a list, and what a sheet wants stands whole above its heads. */
TEST(book_template_offers_lists_and_shows_its_help)
{
        static const struct zip_limits limits = { 1 << 24, 1 << 26, 100, 1000 };
        static const struct { const char *sheet; int lists; } want[] = {
                { "xl/worksheets/sheet2.xml", 4 }, { "xl/worksheets/sheet5.xml", 2 }, { "xl/worksheets/sheet7.xml", 2 },
                { "xl/worksheets/sheet8.xml", 3 },
        };
        struct zip_in *z CLEANUP(zip_in_close) = NULL;
        str bytes;
        int seen = 0;
        done(book_template(cx, &bytes));
        done(zip_in_open(cx, bytes, &limits, &z));
        for (int i = 0; i < zip_in_count(z); i++)
                for (size_t k = 0; k < COUNT_OF(want); k++) {
                        str xml;
                        int lists = 0;
                        if (!str_is(zip_in_name(z, i), want[k].sheet))
                                continue;
                        done(zip_in_read_all(cx, z, i, &xml));
                        for (str rest = xml; str_find(rest, S("<dataValidation ")) >= 0; lists++)
                                rest = str_from(rest, (size_t)str_find(rest, S("<dataValidation ")) + 1);
                        same_int(lists, want[k].lists);
                        seen++;
                        if (!k)
                                ok(str_find(xml, S("<mergeCell ref=\"A2:O2\"/>")) > 0);
                }
        same_int(seen, COUNT_OF(want));
}

/* Whoever fills the book reads in it what each method is, wants and takes. */
TEST(book_template_lists_the_methods)
{
        static const char *const want[] = { "F0", "F21", "公式为推定", "“区间”里各种情形的名称", "基础分占比：0% 到 100%，不写为 60%" };
        struct book *b;
        str bytes;
        done(book_template(cx, &bytes));
        done(book_read(cx, S("t.xlsx"), bytes, &b));
        same_int(b->n_findings, 0);
        for (size_t k = 0; k < COUNT_OF(want); k++) {
                bool there = false;
                for (int i = 0; i < b->n_rows; i++)
                        for (int c = 0; str_is(b->row[i].sheet, "方法") && c < b->row[i].n; c++)
                                there |= str_find(b->row[i].cell[c], str_of(want[k])) >= 0;
                ok(there);
        }
}

TEST(book_template_scores_as_it_is)
{
        struct book *b = book_with(cx, NULL, 0, 0, NULL);
        same_int(b->n_findings, 0);
        must(b->result);
        same_str(points_str(cx->arena, b->sums[0].total, 0), "94.41");
        same_int(b->places[0].rank, 2);
        same_int(b->places[2].rank, 1);
        same_str(b->grade[b->graded[2].grade].name, "优秀");
        const struct json *j;
        str out;
        done(book_write(b, S("json"), &out));
        done(json_parse(cx, out, &j));
        same_int(json_at(j, "units")->n, 3);
        done(book_write(b, S("csv"), &out));
        ok(str_find(out, S("17.09")) > 0);
}

TEST(book_names_sheet_row_and_cell_of_what_is_wrong)
{
        static const struct { const char *sheet; int row, col; const char *text, *say; } cases[] = {
                { "方案", 4, 3, "三十", "工作表“方案”第 4 行 D 列：分值应为 0 到 10000 的数，最多六位小数；现在是“三十”" },
                { "方案", 4, 3, "-30", "工作表“方案”第 4 行 D 列：分值应为 0 到 10000 的数" },
                { "方案", 4, 4, "F77", "第 4 行 E 列：没有“F77”这种计分方法" },
                { "方案", 4, 5, "完成率上限=9000", "第 4 行 F 列：完成率上限应在" },
                { "方案", 4, 1, "9", "第 4 行 B 列：上级“9”" },
                { "方案", 8, 6, "迟报", "第 8 行 G 列" },
                { "单位", 3, 1, "甲镇", "单位“甲镇”出现两次" },
                { "完成值", 2, 0, "8.8", "第 2 行 A 列：方案里没有代码或名称为“8.8”的末级指标" },
                { "完成值", 2, 1, "t9", "第 2 行 B 列：单位表里没有“t9”" },
                { "完成值", 2, 3, "九百", "第 2 行 D 列：应为数字" },
                { "完成值", 2, 3, "960.555", "第 2 行 D 列：小数位数太多" },
                { "完成值", 3, 1, "t1", "填了两次" },
                { "评议票", 2, 2, "t1", "不能给自己所在的单位" },
                { "评议票", 3, 1, "1", "投了不止一票" },
                { "评议票", 3, 4, "很好", "第 3 行 E 列：评分应为" },
                { "加减分", 2, 1, "奖励", "第 2 行 B 列：类型应为" },
                { "加减分", 3, 0, "t7", "单位表里没有“t7”" },
                { "加减分", 2, 1, "一票否决", "一票否决要写等次" },
                { "等次", 2, 1, "130", "第 2 行 B 列：比例应为" },
                { "等次", 2, 1, "80", "第 3 行 B 列：到这一行，各等次的比例合计超过 100%" },
                { "等次", 3, 2, "90", "第 3 行 C 列：最低分高于更好的等次“优秀”" },
                { "方案", 1, 0, "号", "工作表“方案”第 1 行：列名里没有“代码”；有的是：号、上级、名称、分值" },
                { "方案", 7, 5, "六成", "第 7 行 F 列：参数要写成 名称=值，几个之间用；分开；现在是“六成”" },
                { "单位", 3, 0, "t1", "第 3 行 A 列：代码 t1 已经是“甲镇”的" },
                { "完成值", 2, 0, "1", "第 2 行 A 列：“1”是上级指标，数要填在末级指标上" },
                { "方案", 8, 6, "", "工作表“方案”第 8 行 G 列：F15 要在“区间”写各种情形的分，如 迟报=0.5；错报=1" },
                { "完成值", 11, 4, "1.5", "第 11 行 E 列：次数和个数应为整数；现在是“1.5”" },
                { "完成值", 2, 3, "#", "第 2 行 D 列：这一格是出错的公式" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct book *b = book_with(cx, cases[i].sheet, cases[i].row, cases[i].col, cases[i].text);
                str say = b->n_findings ? book_sentence(b, &b->finding[0]) : S("nothing");
                if (!ok(b->n_findings >= 1 && !b->result && str_find(say, str_of(cases[i].say)) >= 0))
                        test_note("%s %s: %.*s", cases[i].sheet, cases[i].text, STR(say));
        }
}

/* A head that was mistyped is not passed over in silence; one fault of a unit is not many. */
TEST(book_says_which_column_did_not_count)
{
        struct book *b = book_with(cx, "完成值", 1, 2, "上年数");
        if (ok(!b->n_findings && b->n_unread == 1))
                same_str(book_sentence(b, &b->unread[0]),
                         "工作表“完成值”第 1 行 C 列：没有哪个方法用“上年数”这一列，里面的内容没有计入");
        b = book_with(cx, "单位", 1, 3, "不参加排名");
        same_int(b->n_unread, 0);               /* nothing stands in it */
        b = book_with(cx, "完成值", 1, 5, "备注");
        same_int(b->n_unread, 0);
        b = book_with(cx, "单位", 3, 1, "");
        same_int(b->n_findings, 1);
}

TEST(book_without_a_figure_leaves_the_total_open)
{
        struct book *b = book_with(cx, "完成值", 2, 3, "");
        must(b->result);
        same_int(b->result->waiting[0], 1);
        same_int(b->graded[0].grade, -1);
        same_int(b->graded[0].why, GRADE_NONE);
        /* its total and, in the group, every rank may still change: who reads the JSON is told so */
        str out;
        done(book_write(b, S("json"), &out));
        ok(str_find(out, S("\"total_provisional\": true")) > 0 && str_find(out, S("\"total_provisional\": false")) > 0);
        ok(str_find(out, S("\"rank_provisional\": true")) > 0 && str_find(out, S("\"rank_provisional\": false")) < 0);
}

/* The template's sheets, one or two of them with these rows instead. */
static struct book *book_of(struct ctx *cx, const char *const sheets[][2], int n)
{
        struct book *b = NEW(cx->arena, struct book);
        b->cx = cx;
        for (int i = 0; i < BOOK_SHEETS; i++) {
                str rest = str_of(book_sheets[i].rows);
                for (int k = 0; k < n; k++)
                        if (!strcmp(book_sheets[i].name, sheets[k][0]))
                                rest = str_of(sheets[k][1]);
                for (int at = 1; rest.n; at++) {
                        struct cell cells[20] = { 0 };
                        int n_cells = 0;
                        for (str line = str_cut(rest, '\n', &rest); line.p && n_cells < 20; n_cells++)
                                cells[n_cells].text = str_cut(line, '|', &line);
                        book_put(b, &(struct table_row){ .sheet = str_of(book_sheets[i].name), .row = at,
                                                         .cells = cells, .n_cells = n_cells });
                }
        }
        done(book_end(b));
        return b;
}

static const char rule_heads[] = "指标|规则|等次|分段|低票等次|满分|每低一名|方面|来源|应投票人数|半数也算|宽严修正\n";
static const char vote_heads[] = "指标|评分人|评分人单位|单位|评分|来源|方面\n";

static struct book *rated_book(struct ctx *cx, const char *rule, const char *votes)
{
        const char *const sheets[2][2] = { { "评议规则", str_f(cx->arena, "%s%s", rule_heads, rule).p },
                                           { "评议票", str_f(cx->arena, "%s%s", vote_heads, votes).p } };
        return book_of(cx, sheets, 2);
}

/* As offices write them: other names of sheets and heads, blanks in them, a title above, names for codes. */
TEST(book_reads_the_names_that_offices_use)
{
        static const struct { const char *sheet; int row, col; const char *text; } cases[] = {
                { "方案", 1, 0, "指标代码" }, { "方案", 1, 3, "满 分" }, { "完成值", 1, 3, "实绩" }, { "完成值", 1, 2, "目标\n" },
                { "完成值", 1, 0, "指标代码*" }, { "单位", 1, 1, "单位名称" }, { "评议票", 1, 4, "打分" },
                { "方案", 4, 4, "完成率比例" }, { "方案", 4, 4, "F1 完成率比例" }, { "完成值", 2, 0, "财政收入" },
                { "方案", 7, 5, "基础分占比＝60%" }, { "加减分", 1, 4, "依据文件" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct book *b = book_with(cx, cases[i].sheet, cases[i].row, cases[i].col, cases[i].text);
                if (!ok(!b->n_findings && !b->n_unread && b->result))
                        test_note("%s: %.*s", cases[i].text,
                                  STR(b->n_findings ? book_sentence(b, &b->finding[0]) : S("")));
                else
                        same_str(points_str(cx->arena, b->sums[0].total, 0), "94.41");
        }
        /* a title that is the name of the sheet is not its heads */
        const char *const titled[][2] = {
                { "单位", "单位\n代码|单位名称|分组\nt1|甲镇|乡镇\nt2|乙镇|乡镇\nt3|丙乡|乡镇" },
        };
        struct book *b = book_of(cx, titled, 1);
        same_int(b->n_findings, 0);
        same_str(b->unit[0].name, "甲镇");
        /* a sheet of another name; its own name goes first */
        b = NEW(cx->arena, struct book);
        b->cx = cx;
        struct cell cells[2] = { { .text = S("单位名称") }, { .text = S("分组") } };
        book_put(b, &(struct table_row){ .sheet = S("考核对象"), .row = 1, .cells = cells, .n_cells = 2 });
        cells[0].text = S("甲镇"), cells[1].text = S("乡镇");
        book_put(b, &(struct table_row){ .sheet = S("考核对象"), .row = 2, .cells = cells, .n_cells = 2 });
        done(book_end(b));
        same_int(b->input.n_units, 1);
        same_str(book_sentence(b, &b->finding[0]), "没有找到工作表“方案”；文件里有：考核对象。工作表请照模板的名称");
}

TEST(book_scores_ballots_by_every_rule_of_the_engine)
{
        static const char two[] = "2.3|一||t1|%s|%s|%s\n2.3|二||t1|%s|%s|%s\n2.3|一||t2|%s|%s|%s\n2.3|二||t2|%s|%s|%s";
        static const struct { const char *rule, *mark[12], *want[2]; } cases[] = {
                /* ranks: 1 and 2 of two units, 2 % a place: the best has the highest score */
                { "2.3|名次||||||||||", { "1", "", "", "1", "", "", "2", "", "", "2", "", "" }, { "10", "9.8" } },
                { "2.3|名次||||50|10%|||||", { "1", "", "", "2", "", "", "2", "", "", "1", "", "" }, { "4.75", "4.75" } },
                { "2.3|五分制||||||||||", { "5", "", "", "4", "", "", "3", "", "", "不了解", "", "" }, { "9", "6" } },
                { "2.3|等次票加权|优秀=100；较好=80；一般=60；差=40|||||||||",
                  { "优秀", "", "", "较好", "", "", "差", "", "", "差", "", "" }, { "9", "4" } },
                { "2.3|优秀票率分段|优；良；差|≥1/2=95；<1/2=60|1||||||||",
                  { "优", "", "", "良", "", "", "良", "", "", "差", "", "" }, { "9.5", "6" } },
                { "2.3|过半数|满意=100；基本满意=80；不满意=0|||||||||",
                  { "满意", "", "", "不满意", "", "", "基本满意", "", "", "满意", "", "" }, { "0", "8" } },
                { "2.3|过半数|满意=100；基本满意=80；不满意=0||||||||是|",
                  { "满意", "", "", "不满意", "", "", "缺席", "", "", "不满意", "", "" }, { "10", "0" } },
                { "2.3|去掉最高最低||||||||||", { "90", "", "", "81", "", "", "0", "", "", "100", "", "" },
                  { "8.55", "5" } },
                { "2.3|平均分||||||领导=20%；职工=80%||||", { "90", "领导", "", "80", "职工", "", "50", "领导", "",
                  "无效", "职工", "" }, { NULL, NULL } },
                { "2.3|平均分|||||||领导=20%；职工=80%|||", { "90", "领导", "", "80", "职工", "", "50", "领导", "",
                  "无效", "职工", "" }, { "8.2", "5" } },
                { "2.3|平均分||||||德=30%；绩=70%||||", { "90", "", "德", "80", "", "绩", "50", "", "德", "60", "", "绩" },
                  { "8.3", "5.7" } },
                { "2.3|平均分||||||||||按均值", { "90", "", "", "70", "", "", "70", "", "", "50", "", "" },
                  { "8.02", "5.98" } },
                { "2.3|平均分||||||||||T 分", { "90", "", "", "70", "", "", "70", "", "", "50", "", "" }, { "6", "4" } },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                const char *const *m = cases[i].mark;
                const char *votes = str_f(cx->arena, two, m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8],
                                          m[9], m[10], m[11]).p;
                struct book *b = rated_book(cx, cases[i].rule, votes);
                if (!cases[i].want[0]) {
                        ok(b->n_findings > 0 && !b->result);
                        continue;
                }
                if (!ok(!b->n_findings && b->result)) {
                        test_note("%s: %.*s", cases[i].rule, STR(book_sentence(b, &b->finding[0])));
                        continue;
                }
                for (int u = 0; u < 2; u++) {
                        str got = points_str(cx->arena, b->result->points[result_leaf(b->result, 0, 4, u)], 0);
                        if (!same_str(got, cases[i].want[u]))
                                test_note("%s: unit %d", cases[i].rule, u + 1);
                }
        }
}

TEST(book_refuses_ballots_in_words_with_the_row_at_fault)
{
        static const char mean[] = "2.3|平均分||||||||||", ranks[] = "2.3|名次||||||||||";
        static const struct { const char *rule, *votes, *say; } cases[] = {
                { "2.3|平均值||||||||||", "2.3|一||t1|90||", "工作表“评议规则”第 2 行 B 列：没有“平均值”这种评议规则" },
                { "2.3|平均分||||||||||\n2.3|名次||||||||||", "2.3|一||t1|90||", "“评议规则”第 3 行 A 列：这个指标的评议规则在第 2 行" },
                { "2.2|平均分||||||||||", "2.3|一||t1|90||", "第 2 行 A 列：有评议票的指标要用方法 F0" },
                { "2.3|等次票加权||||||||||", "2.3|一||t1|优||", "第 2 行：“等次票加权”要在工作表“评议规则”里写等次" },
                { "2.3|过半数|满意；不满意|||||||||", "2.3|一||t1|满意||", "“过半数”要给等次写分数" },
                { "2.3|优秀票率分段|优；差|||||||||", "2.3|一||t1|优||", "“优秀票率分段”要写分段" },
                { "2.3|优秀票率分段|优；差|≥90=100||||||||", "2.3|一||t1|优||", "D 列：票率写成小数或分数" },
                { "2.3|优秀票率分段|优；差|≥0.9=100||||德=100%||||", "2.3|一||t1|优||德", "不分方面" },
                { "2.3|名次||||||||||T 分", "2.3|一||t1|1||", "只有打分的规则才能作宽严修正" },
                { "2.3|平均分|||||||甲=20%；乙=70%|||", "2.3|一||t1|90|甲|", "第 2 行：评议来源的权重合计 90%" },
                { "2.3|平均分|||||||甲=20%；乙=80%|||", "2.3|一||t1|90|丙|", "第 2 行 F 列：“丙”不在工作表“评议规则”" },
                { mean, "2.3|一||t1|90||德", "第 2 行 G 列：“德”不在" },
                { mean, "2.3|||t1|90||", "第 2 行 B 列：请写评分人" },
                { mean, "2.3|一||t1|90||\n2.3|一||t2|90||\n2.3|二||t1|101||", "“评议票”第 4 行 E 列：评分应为 0 到 100" },
                { mean, "2.3|一||t1|90||\n2.3|二|t2|t1|90||\n2.3|二||t2|90||",
                  "“评议票”第 4 行：二 不能给自己所在的单位（“乙镇”）评分" },
                { mean, "2.3|一|t2|t1|90||\n2.3|一|t3|t2|90||", "第 3 行 B 列：评分人“一”在别的行属于另一个单位" },
                { mean, "2.3|一||t1|90||\n2.3|一||t3|91||\n2.3|一||t3|92||", "第 4 行：一 对“丙乡”投了不止一票" },
                { ranks, "2.3|一||t1|1||\n2.3|一||t2|1||", "“评议票”第 3 行：一 给两个单位排了同一名次" },
                { ranks, "2.3|一||t1|1||\n2.3|一||t2|3||", "“评议票”第 3 行 E 列：评分应为名次，1 到 2" },
                { "2.3|五分制||||||||||", "2.3|一||t1|6||", "评分应为 5 到 1" },
                { "2.3|等次票加权|优=100；差=0|||||||||", "2.3|一||t1|中||", "评分应为一个等次的名称" },
                { "2.3|名次||||200||||||", "2.3|一||t1|1||", "“甲镇”评议得 200 分，超过方法参数“评分满分”100" },
                { "2.3|平均分||||||||1||", "2.3|一||t1|90||\n2.3|二||t1|90||", "第 3 行：“甲镇”收到 2 票，超过应投票人数 1" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct book *b = rated_book(cx, cases[i].rule, cases[i].votes);
                str say = b->n_findings ? book_sentence(b, &b->finding[0]) : S("nothing");
                if (!ok(!b->result && b->n_findings == 1 && str_find(say, str_of(cases[i].say)) >= 0))
                        test_note("%d, %s: %.*s", b->n_findings, cases[i].say, STR(say));
        }
        struct book *other = rated_book(cx, mean, "1.1|一||t1|9||\n1.1|二||t1|8||");
        same_int(other->n_findings, 1);         /* of a leaf that nobody rates: once, not for each ballot */
        /* a rule that a row of ballots names itself; two of them on one indicator */
        const char *const two[2][2] = {
                { "评议规则", "指标|规则" },
                { "评议票", "指标|评分人|单位|评分|规则\n2.3|一|t1|1|\n2.3|一|t2|2|名次\n2.3|二|t1|1|平均分" },
        };
        struct book *b = book_of(cx, two, 2);
        same_int(b->n_findings, 1);
        same_str(book_sentence(b, &b->finding[0]),
                 "工作表“评议票”第 4 行 E 列：这个指标已按“名次”评议，一个指标只能有一种规则");
        const char *const unknown[1][2] = { { "评议票", "指标|评分人|单位|评分|规则\n2.3|一|t1|1|抓阄" } };
        b = book_of(cx, unknown, 1);
        ok(b->n_findings == 1 && str_find(book_sentence(b, &b->finding[0]), S("第 2 行 E 列：没有“抓阄”")) > 0);
}

TEST(book_names_what_is_wrong_in_every_sheet_at_once)
{
        const char *const sheets[4][2] = {
                { "方案", "代码|上级|名称|分值|方法\nT||合计|100|\n1|T|收入|100|F77" },
                { "单位", "代码|名称\nt1|甲镇" },
                { "完成值", "指标|单位|完成值\n9|t1|1\n1|t9|1" },
                { "加减分", "单位|类型|分数\nt1|奖励|2" },
        };
        struct book *b = book_of(cx, sheets, 4);
        int seen[5] = { 0 };
        static const char *const names[5] = { "方案", "完成值", "加减分", "评议规则", "评议票" };
        for (int i = 0; i < b->n_findings; i++)
                for (int k = 0; k < 5; k++)
                        seen[k] += str_is(b->finding[i].sheet, names[k]);
        ok(seen[0] == 1 && seen[1] == 2 && seen[2] >= 1 && seen[3] == 1 && seen[4] == 6);
        /* without a sheet of units the scheme is looked at all the same */
        const char *const none[2][2] = { { "单位", "" }, { "方案", "代码|上级|名称|分值|方法\nT||合计|100|\n1|T|收入|100|F77" } };
        b = book_of(cx, none, 2);
        same_int(b->n_findings, 2);
}

TEST(book_says_what_did_not_count_and_how_people_voted)
{
        const char *const sheets[1][2] = {
                { "加减分", "单位|类型|分数|事由|依据|类别|类别上限|级别|同一事项\n"
                            "t1|加分|9|评优|甲〔2024〕1 号|表彰|5||\nt1|加分|3|口头表扬||表彰||县级|\n"
                            "t2|加分|1|经验|甲〔2024〕2 号|||县级|同\nt2|加分|2|经验|省〔2024〕3 号|||省级|同" },
        };
        struct book *b = book_of(cx, sheets, 1);
        const struct json *j;
        str out;
        must(b->result);
        done(book_write(b, S("json"), &out));
        done(json_parse(cx, out, &j));
        same_int(json_at(json_at(j, "units")->item, "effects")->n, 2);
        ok(str_find(out, S("评优：本类已到上限；口头表扬：没有依据文件，不计")) > 0);
        ok(str_find(out, S("经验：同一事项已按最高级别计一次")) > 0);
        done(book_write(b, S("csv"), &out));
        ok(str_find(out, S("\"甲镇\",\"加分\",\"评优\",\"9\",\"5\",\"甲〔2024〕1 号\",\"本类已到上限\"")) > 0);
        done(book_write(b, S("txt"), &out));
        ok(str_find(out, S("加减分明细")) > 0 && str_find(out, S("评议明细")) > 0);
        ok(str_find(out, S("有效 1 票，不了解 1")) > 0);
        ok(str_find(out, S("得分明细：每个单位每个指标一行")) > 0);
        ok(str_find(out, S("；与别的")) != 0);
}

static const char two_leaves[] = "代码|上级|名称|分值|方法|重点\nT||合计|100||\n1|T|攻坚|50|F0|是\n2|T|日常|50|F0|";
static const char two_units[] = "代码|名称\nt1|甲镇\nt2|乙镇";
static const char four_votes[] = "指标|评分人|单位|评分\n1|一|t1|80\n1|一|t2|90\n2|一|t1|90\n2|一|t2|80";

/* Two units of 85, one place of 优秀: who gets it, and by what. `tie` NULL: no such column. */
static struct book *tied_book(struct ctx *cx, const char *tie, bool votes)
{
        const char *const sheets[7][2] = {
                { "方案", two_leaves }, { "单位", two_units },
                { "完成值", votes ? "" : "指标|单位|完成值\n1|t1|80\n1|t2|90\n2|t1|90\n2|t2|80" },
                { "评议规则", "" }, { "评议票", votes ? four_votes : "" },
                { "加减分", "单位|类型|分数|事由|依据\nt2|加分|1|一|甲〔2024〕1 号\nt2|扣分|1|二|甲〔2024〕2 号" },
                { "等次", str_f(cx->arena, "等次|比例|并列%s%s\n优秀|50|按并列处理顺序%s%s\n合格||", tie ? "|" : "",
                              tie ? "并列处理顺序" : "", tie ? "|" : "", tie ? tie : "").p },
        };
        return book_of(cx, sheets, 7);
}

TEST(book_names_the_list_that_parts_equal_totals)
{
        static const struct { const char *tie; int first; const char *by; } cases[] = {
                { "重点工作得分，扣分次数", 1, "重点工作得分" }, { "扣分次数，重点工作得分", 0, "扣分次数" },
                { "扣分次数、评议得分", 0, "扣分次数" }, { "重点工作得分", 1, "重点工作得分" },
                { "评议得分；重点工作得分", 1, "重点工作得分" },
                { "", 0, "扣分次数" }, { NULL, 0, "扣分次数" }, { "不分先后，并列", -1, NULL },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct book *b = tied_book(cx, cases[i].tie, true);
                str out;
                if (!ok(b->result)) {
                        test_note("%s: %.*s", cases[i].tie, STR(book_sentence(b, &b->finding[0])));
                        continue;
                }
                for (int u = 0; u < 2; u++) {
                        bool best = u == cases[i].first;
                        same_int(b->places[u].rank, best || cases[i].first < 0 ? 1 : 2);
                        same_int(b->graded[u].grade, best ? 0 : 1);
                }
                done(book_write(b, S("json"), &out));
                str want = str_f(cx->arena, "名额线上总分相同，按%s分先后", cases[i].by ? cases[i].by : "");
                same_int(str_find(out, want) >= 0, cases[i].by != NULL);
        }
        static const struct { const char *tie, *say; } bad[] = {
                { "领导评价", "工作表“等次”第 2 行 D 列：并列处理顺序由" }, { "扣分次数，扣分次数", "各写一次" },
                { "评议得分", "并列处理顺序有评议得分，但没有评议票" },
        };
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                struct book *b = tied_book(cx, bad[i].tie, false);
                ok(b->n_findings == 1 && str_find(book_sentence(b, &b->finding[0]), str_of(bad[i].say)) >= 0);
        }
        /* the template's own list: it scores, and its cells are chosen from lists */
        same_str(book_with(cx, NULL, 0, 0, NULL)->tie[0].name, "重点工作得分");
}

/* Equal totals that no line parts: a veto took one of them away. */
TEST(book_does_not_speak_of_a_line_where_a_veto_parts)
{
        const char *const sheets[7][2] = {
                { "方案", two_leaves }, { "单位", two_units },
                { "完成值", "指标|单位|完成值\n1|t1|80\n1|t2|90\n2|t1|90\n2|t2|80" },
                { "评议规则", "" }, { "评议票", "" },
                { "加减分", "单位|类型|分数|事由|依据|等次\nt2|一票否决||事故|甲〔2024〕1 号|合格" },
                { "等次", "等次|比例|并列|并列处理顺序\n优秀|50|按并列处理顺序|重点工作得分\n合格||" },
        };
        struct book *b = book_of(cx, sheets, 7);
        str out;
        must(b->result);
        same_int(b->places[0].total.micro, b->places[1].total.micro);
        done(book_write(b, S("json"), &out));
        ok(str_find(out, S("总分相同，按重点工作得分排先后")) >= 0);
        ok(str_find(out, S("名额线上总分相同")) < 0);
}

/* People rate all there is: no figures are wanted. Without ballots, or with other methods, they are. */
TEST(book_of_ballots_alone_wants_no_figures)
{
        struct book *b = tied_book(cx, "不分先后，并列", true);
        ok(!b->n_findings && b->result && !b->result->waiting[0]);
        same_str(points_str(cx->arena, b->sums[0].total, 0), "85");
        const char *const none[3][2] = { { "完成值", "" }, { "评议票", "" }, { "评议规则", "" } };
        b = book_of(cx, none, 3);
        same_str(b->finding[0].text, "没有找到工作表“完成值”；文件里有：方案、单位、加减分、等次。工作表请照模板的名称");
        const char *const mixed[1][2] = { { "完成值", "" } };
        b = book_of(cx, mixed, 1);
        same_int(b->n_findings, 1);
}

/* 瑞安 as people vote by it, and a table of figures: what the command says beside the scores. */
TEST(book_doubts_every_table_of_brackets)
{
        struct lint_finding *f;
        struct book *b = rated_book(cx, "2.3|优秀票率分段|优；称职；基本称职；不称职|≥0.9=100；[0.8,0.9)=95；[0.7,0.8)=90；"
                                        "[0.6,0.7)=85；<0.6 ｜ <1/3=80；* ｜ ≥1/3=65|2||||||||", "2.3|一||t1|优||");
        if (!ok(b->result))
                return;
        same_int(book_lint(b, &f), 1);
        same_str(f[0].text, "群众评价：≥0.6，第二个值 ≥1/3 对应不止一行：第 1、2、3、4 行与第 6 行");
        const char *const own[5][2] = {
                { "方案", "代码|上级|名称|分值|方法|区间\nT||合计|10||\n1|T|满意率|10|F13|[60,80)=30；[80,100]=60" },
                { "评议票", "" }, { "评议规则", "" }, { "等次", "" },
                { "完成值", "指标|单位|完成值\n1|t1|50\n1|t2|70\n1|t3|90" },
        };
        b = book_of(cx, own, 5);
        if (!ok(b->result))
                return;
        same_int(book_lint(b, &f), 1);
        same_str(f[0].text, "满意率：<60 没有对应的行");
}
