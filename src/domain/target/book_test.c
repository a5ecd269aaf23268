/* domain/target/book_test.c - the workbook to begin from scores; what is wrong names its cell. */
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

TEST(book_template_scores_as_it_is)
{
        struct book *b = book_with(cx, NULL, 0, 0, NULL);
        same_int(b->n_findings, 0);
        must(b->result);
        same_str(points_str(cx->arena, b->sums[0].total, 0), "96.41");
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
                { "方案", 4, 3, "三十", "工作表“方案”第 4 行 D 列：分值应为数字" },
                { "方案", 4, 4, "F77", "第 4 行 E 列：没有“F77”这种计分方法" },
                { "方案", 4, 5, "完成率上限=9000", "第 4 行 F 列：完成率上限应在" },
                { "方案", 4, 1, "9", "第 4 行 B 列：上级“9”" },
                { "方案", 8, 6, "迟报", "第 8 行 G 列" },
                { "单位", 3, 1, "甲镇", "单位“甲镇”出现两次" },
                { "完成值", 2, 0, "8.8", "第 2 行 A 列：方案里没有代码为“8.8”的末级指标" },
                { "完成值", 2, 1, "t9", "第 2 行 B 列：单位表里没有“t9”" },
                { "完成值", 2, 3, "九百", "第 2 行 D 列：应为数字" },
                { "完成值", 2, 3, "960.555", "第 2 行 D 列：小数位数太多" },
                { "完成值", 3, 1, "t1", "填了两次" },
                { "评议票", 2, 2, "t1", "不能给自己所在的单位" },
                { "评议票", 3, 1, "1", "投了不止一票" },
                { "评议票", 3, 4, "很好", "第 3 行 E 列：评分应为" },
                { "加减分", 2, 1, "奖励", "第 2 行 B 列：类型应为" },
                { "加减分", 3, 0, "t7", "单位表里没有“t7”" },
                { "等次", 2, 1, "130", "第 2 行 B 列：比例应为" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct book *b = book_with(cx, cases[i].sheet, cases[i].row, cases[i].col, cases[i].text);
                str say = b->n_findings ? book_sentence(b, &b->finding[0]) : S("nothing");
                if (!ok(b->n_findings >= 1 && !b->result && str_find(say, str_of(cases[i].say)) >= 0))
                        test_note("%s %s: %.*s", cases[i].sheet, cases[i].text, STR(say));
        }
}

TEST(book_without_a_figure_leaves_the_total_open)
{
        struct book *b = book_with(cx, "完成值", 2, 3, "");
        must(b->result);
        same_int(b->result->waiting[0], 1);
        same_int(b->graded[0].grade, -1);
        same_int(b->graded[0].why, GRADE_NONE);
}
