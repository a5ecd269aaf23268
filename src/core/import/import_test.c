/* core/import/import_test.c - every kind of cell a clerk may bring, and files back. */
#include "core/import/import.h"
#include "tests/test.h"

static const struct import_value accounts[] = {
        { .code = S_C("2130335"), .name = S_C("农村供水"), .id = 11 },
        { .code = S_C("2130314"), .name = S_C("防汛"), .id = 12 },
        { .code = S_C("2080505"), .name = S_C("机关事业单位基本养老保险缴费支出"), .id = 13 },
        { .code = S_C("213"), .name = S_C("农林水支出"), .id = 14, .refuse = S_C("应填到“项”，这里只到“类”") },
};

#define ALL_OF_THEM "2130335 农村供水、2130314 防汛、2080505 机关事业单位基本养老保险缴费支出"

static int all_accounts(struct ctx *cx UNUSED, void *arg UNUSED,
                        const struct import_field *f UNUSED, const struct import_value **ret)
{
        *ret = accounts;
        return (int)COUNT_OF(accounts);
}

static const char *const item_names[] = { "EXP_FUNC_CODE", "支出功能分类", NULL };
static const char *const kinds[] = { "行政", "参公", "事业", NULL };

static const struct import_field fields[] = {
        { .key = "item", .label = "功能科目", .aliases = item_names, .kind = IMPORT_CODE,
          .required = true, .same = true, .values = all_accounts, .values_of = "2025 年科目" },
        { .key = "project", .label = "项目", .kind = IMPORT_TEXT, .max = 10, .same = true },
        { .key = "amount", .label = "金额", .kind = IMPORT_MONEY, .required = true,
          .negative = "调减请用“预算调整”" },
        { .key = "staff", .label = "人数", .kind = IMPORT_INT, .most = 500 },
        { .key = "on", .label = "日期", .kind = IMPORT_DAY },
        { .key = "kind", .label = "单位性质", .kind = IMPORT_CHOICE, .choices = kinds },
        { .key = "number", .label = "文号", .kind = IMPORT_CODE },
};

static void check(struct import *im, struct import_row *row)
{
        if (import_int(im, row, "staff") == 13)
                import_note(im, row, "staff", IMPORT_WARN, S("人数请核对"), (str){ 0 });
        if (import_int(im, row, "staff") == 14)
                import_note(im, row, "staff", IMPORT_BAD, S("人数不对"), S("应为 15"));
}

static const struct import_table table = {
        .name = "支出明细", .fields = fields, .n_fields = COUNT_OF(fields), .check = check,
};

#define HEADS "功能科目,项目,金额（元）,人数,日期,单位性质,文号\n"

static struct import *imported(struct ctx *cx, const char *csv)
{
        struct import *im = import_new(cx, &table, NULL);
        done(import_file(im, S("x.csv"), str_of(csv), false));
        import_end(im);
        return im;
}

/* Findings as text, one a line: "bad 2 C 金额 [12.6万] 应为数字… | 如指…". */
static str findings(const struct import *im)
{
        static const char *const severity[] = { "bad", "warn", "converted" };
        struct buf b = buf_new(im->cx->arena, 1 << 16);
        for (int i = 0; i < im->n_findings; i++) {
                const struct import_finding *f = &im->finding[i];
                buf_f(&b, "%s%s %d %.*s", i ? "\n" : "", severity[f->severity], f->row,
                      STR(f->col < 0 ? S("-") : column_name(im->cx->arena, f->col)));
                if (f->found.n)
                        buf_f(&b, " [%.*s]", STR(f->found));
                buf_f(&b, " %.*s", STR(f->reason));
                if (f->allowed.n)
                        buf_f(&b, " | %.*s", STR(f->allowed));
        }
        return buf_str(&b);
}

TEST(import_reads_good_rows)
{
        struct import *im = imported(cx, HEADS
                "2130335,供水,\"1,280,000.00\",3,2024-02-20,参公,ABC-1\n"
                "防汛,,0.01,,2024/2/3,事业,\n"
                "2080505 机关事业单位基本养老保险缴费支出,x,486400元,12人,2024年12月31日,,\n");
        same_str(findings(im), "");
        ok(import_clean(im));
        if (!same_int(im->n_rows, 3))
                return;
        const struct import_row *r = im->row;
        same_str(import_text(im, r, "item"), "2130335");
        same_int(import_int(im, r, "item"), 11);
        same_int(import_int(im, r, "amount"), 128000000);
        same_int(import_int(im, r, "kind"), 1);
        same_str(day_str(cx->arena, import_cell(im, r, "on")->on), "2024-02-20");
        same_str(import_text(im, r, "number"), "ABC-1");
        same_int(r->row, 2);
        same_str(import_text(im, r + 1, "item"), "2130314");
        same_int(import_int(im, r + 1, "amount"), 1);
        ok(!import_cell(im, r + 1, "staff")->filled && !import_cell(im, r + 1, "project")->filled);
        ok(!day_is(import_cell(im, r + 2, "on")->on) == false);
        same_int(import_int(im, r + 2, "staff"), 12);
        same_int(import_int(im, r + 2, "item"), 13);
        same_int(import_int(im, r + 2, "amount"), 48640000);
}

/* One row a case: its cells, and what is found in it. */
TEST(import_says_what_is_wrong_with_each_cell)
{
        static const struct { const char *row, *found; } cases[] = {
                /* codes of a list */
                { "2130355,,1,,,,", "bad 2 A [2130355] 不在“2025 年科目”中 | 相近：2130335 农村供水" },
                { "农村共水,,1,,,,", "bad 2 A [农村共水] 不在“2025 年科目”中 | 相近：2130335 农村供水" },
                { "9,,1,,,,", "bad 2 A [9] 不在“2025 年科目”中 | 只能填：" ALL_OF_THEM },
                { ",,1,,,,", "bad 2 A 必填 | 功能科目，可从下拉中选" },
                { "213,,1,,,,", "bad 2 A [213] 应填到“项”，这里只到“类”" },
                { "２０８０５０５,,1,,,,", "converted 2 A [２０８０５０５] 全角数字，已按 2080505 读入" },
                { "2.13E+06,,1,,,,", "bad 2 A [2.13E+06] 编码变成了科学计数 | 请把这一列设成文本格式，再填一次编码" },
                { "[2130335]农村供水,,1,,,,", "" },
                { "2130335-农村供水,,1,,,,", "" },
                /* free codes */
                { "防汛,,1,,,,zhang san", "bad 2 G [zhang san] 应为编码 | 编码由数字、字母、点和横线组成" },
                { "防汛,,1,,,,文〔2024〕1号", "bad 2 G [文〔2024〕1号] 应为编码 | 编码由数字、字母、点和横线组成" },
                { "防汛,,1,,,,ＡＢ１", "converted 2 G [ＡＢ１] 全角数字，已按 AB1 读入" },
                /* text */
                { "防汛,一二三四五六七八九十,1,,,,", "" },
                { "防汛,一二三四五六七八九十一,1,,,,", "bad 2 B [一二三四五六七八九十一] 最多 10 个字，现有 11 个" },
                /* money */
                { "防汛,,,,,,", "bad 2 C 必填" },
                { "防汛,,12.6万,,,,", "bad 2 C [12.6万] 应为数字，单位元 | 如指 12.6万，请写 126000" },
                { "防汛,,12.6 万元,,,,", "bad 2 C [12.6 万元] 应为数字，单位元 | 如指 12.6 万元，请写 126000" },
                { "防汛,,3千元,,,,", "bad 2 C [3千元] 应为数字，单位元 | 如指 3千元，请写 3000" },
                { "防汛,,1.5亿,,,,", "bad 2 C [1.5亿] 应为数字，单位元 | 如指 1.5亿，请写 150000000" },
                { "防汛,,约3万,,,,", "bad 2 C [约3万] 应为数字，单位元" },
                { "防汛,,abc,,,,", "bad 2 C [abc] 应为数字，单位元" },
                { "防汛,,12.345,,,,", "bad 2 C [12.345] 小数位数太多 | 请四舍五入到分" },
                { "防汛,,12.3400,,,,", "" },
                { "防汛,,\"1,23.4\",,,,", "bad 2 C [1,23.4] 应为数字，单位元" },
                { "防汛,,-32000,,,,", "bad 2 C [-32000] 不能为负 | 调减请用“预算调整”" },
                { "防汛,,−32000,,,,", "bad 2 C [−32000] 不能为负 | 调减请用“预算调整”" },
                { "防汛,,(32000),,,,", "bad 2 C [(32000)] 不能为负 | 调减请用“预算调整”" },
                { "防汛,,99999999999999,,,,",
                  "bad 2 C [99999999999999] 超出范围 | 应在 0.00 与 100000000000.00 元之间" },
                { "防汛,,99999999999999999999,,,,", "bad 2 C [99999999999999999999] 数字太大 | 最多 100000000000.00 元" },
                { "防汛,,7.774E+05,,,,", "bad 2 C [7.774E+05] 金额变成了科学计数 | 请把这一格设成数值格式，写出全部数字" },
                { "防汛,,1.2E+22,,,,", "bad 2 C [1.2E+22] 数字太大 | 最多 100000000000.00 元" },
                { "防汛,,￥1200,,,,", "" },
                { "防汛,,１２００.５,,,,", "converted 2 C [１２００.５] 全角数字，已按 1200.5 读入" },
                { "防汛,,—,,,,", "converted 2 C [—] 按空白读入\nbad 2 C 必填" },
                /* whole numbers */
                { "防汛,,1,3.5,,,", "bad 2 D [3.5] 应为整数" },
                { "防汛,,1,三,,,", "bad 2 D [三] 应为整数" },
                { "防汛,,1,501,,,", "bad 2 D [501] 超出范围 | 应在 0 与 500 之间" },
                { "防汛,,1,-1,,,", "bad 2 D [-1] 不能为负" },
                { "防汛,,1,３,,,", "converted 2 D [３] 全角数字，已按 3 读入" },
                { "防汛,,1,3 辆,,,", "" },
                /* days */
                { "防汛,,1,,2024-02-30,,", "bad 2 E [2024-02-30] 没有这一天 | 日期请写成 2024-02-20 这样" },
                { "防汛,,1,,45342,,", "bad 2 E [45342] 应为日期 | 日期请写成 2024-02-20 这样" },
                { "防汛,,1,,2024年2月,,", "bad 2 E [2024年2月] 应为日期 | 日期请写成 2024-02-20 这样" },
                { "防汛,,1,,20240229,,", "" },
                { "防汛,,1,,2024.2.9,,", "" },
                { "防汛,,1,,２０２４年２月９日,,",
                  "converted 2 E [２０２４年２月９日] 全角数字，已按 2024年2月9日 读入" },
                /* choices */
                { "防汛,,1,,,公司,", "bad 2 F [公司] 不在可选范围内 | 只能填：行政、参公、事业" },
                { "防汛,,1,,,行政,", "" },
                /* the caller's rule, which sees good rows only */
                { "防汛,,1,13,,,", "warn 2 D [13] 人数请核对" },
                { "防汛,,1,14,,,", "bad 2 D [14] 人数不对 | 应为 15" },
                { "防汛,,x,14,,,", "bad 2 C [x] 应为数字，单位元" },
                /* several at once, in order */
                { ",,x,y,z,w,",
                  "bad 2 A 必填 | 功能科目，可从下拉中选\nbad 2 C [x] 应为数字，单位元\n"
                  "bad 2 D [y] 应为整数\nbad 2 E [z] 应为日期 | 日期请写成 2024-02-20 这样\n"
                  "bad 2 F [w] 不在可选范围内 | 只能填：行政、参公、事业" },
                /* sums of a report */
                { "合 计,,5,,,,", "bad 0 - 表头下面没有内容\nconverted 2 - 这是合计行，没有读入" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct import *im = imported(cx, str_f(cx->arena, HEADS "%s\n", cases[i].row).p);
                same_str(findings(im), cases[i].found);
                ok(import_clean(im) == !strstr(cases[i].found, "bad "));
                same_int(im->n_bad_rows, im->n_rows && strstr(cases[i].found, "bad ") ? 1 : 0);
        }
}

TEST(import_knows_heads_by_many_names)
{
        static const struct { const char *head, *found; } row[] = {
                { "功能科目,金额", "" }, { "支出功能分类,金额(元)", "" }, { "exp_func_code,AMOUNT", "" },
                { " 功 能 科 目 ,金额*", "" }, { "功能科目（项级）,金额［元］：", "" }, { "item,金额【元】", "" },
                { "功能科目,数额", "bad 1 - 缺少“金额”这一列" },
                { "功能科目,金额,项目,金额（元）",
                  "bad 1 D [金额（元）] “金额”有两列（B 和 D），只能留一列" },
                { "A,B", "bad 0 - 没有找到表头这一行 | 表头应有：功能科目、金额" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++) {
                bool lacks = strstr(row[i].found, "缺少") != NULL;
                struct import *im = imported(cx, str_f(cx->arena, "%s\n防汛,1\n",
                                                       lacks ? "功能科目,项目,数额" : row[i].head).p);
                same_str(findings(im), row[i].found);
        }
}

TEST(import_finds_the_head_under_titles_and_takes_its_unit)
{
        struct import *im = imported(cx, "2025 年支出明细,,\n编制部门：示例县水务局,,单位：万元\n"
                                     "填报说明,,\n功能科目,项目,金额\n防汛,a,12.6\n防汛,b,0.000001\n");
        same_str(findings(im), "");
        same_int(import_int(im, &im->row[0], "amount"), 12600000);
        same_int(import_int(im, &im->row[1], "amount"), 1);
        im = imported(cx, "单位：万元,,\n功能科目,项目,金额（元）\n防汛,a,12.6\n");
        same_int(import_int(im, &im->row[0], "amount"), 1260);
        im = imported(cx, "功能科目,金额（万元）\n防汛,12.6万元\n防汛,126000元\n防汛,0.0000001\n");
        same_int(import_int(im, &im->row[0], "amount"), 12600000);
        same_str(findings(im), "bad 3 B [126000元] 应为数字，单位万元 | 如指 126000元，请写 12.6\n"
                               "bad 4 B [0.0000001] 小数位数太多 | 请四舍五入到分");
}

TEST(import_marks_doubles)
{
        struct import *im = imported(cx, HEADS "防汛,a,1,,,,\n防汛,b,1,,,,\n防汛,a,2,,,,\n防汛,a,x,,,,\n"
                                     "2130314,a,3,,,,\n");
        same_str(findings(im), "warn 4 - 与第 2 行相同，可能重复\nbad 5 C [x] 应为数字，单位元\n"
                               "warn 6 - 与第 2 行相同，可能重复");
        same_int(im->n_rows, 5);
        same_int(im->n_warned_rows, 2);
        same_int(im->n_bad_rows, 1);
}

TEST(import_gives_exactly_the_bad_rows_back)
{
        struct import *im = imported(cx, "行号,功能科目,别的,金额\n1,防汛,=1+1,1\n2,防汛,=1+1,x\n3,9,-5,-7\n");
        str bytes, again;
        if (!done(import_rejected_csv(im, &bytes)))
                return;
        same_str(bytes, "\xEF\xBB\xBF\"功能科目\",\"别的\",\"金额\",\"原因\"\r\n"
                 "\"防汛\",\"'=1+1\",\"x\",\"原第 3 行：金额 应为数字，单位元\"\r\n"
                 "\"9\",\"-5\",\"-7\",\"原第 4 行：功能科目 不在“2025 年科目”中（只能填：" ALL_OF_THEM "）；"
                 "金额 不能为负（调减请用“预算调整”）\"\r\n");
        /* Sent again unmended, the same rows are bad for the same reasons. */
        struct import *two = imported(cx, bytes.p);
        same_int(two->n_rows, 2);
        same_int(two->n_bad_rows, 2);
        /* As XLSX it reads back with the same cells. */
        if (!done(import_rejected_xlsx(im, &again)))
                return;
        struct import *three = import_new(cx, &table, NULL);
        done(import_file(three, S("x.xlsx"), again, false));
        import_end(three);
        same_int(three->n_rows, 2);
        same_str(findings(three), "bad 2 C [x] 应为数字，单位元\n"
                 "bad 3 A [9] 不在“2025 年科目”中 | 只能填：" ALL_OF_THEM "\n"
                 "bad 3 C [-7] 不能为负 | 调减请用“预算调整”");
}

/* A rule over the row was not asked where a cell was wrong or missing: one fault at a time came to light. */
TEST(import_says_all_faults_of_a_row_at_once)
{
        struct import_table patient = table;
        patient.patient = true;
        struct import *im = import_new(cx, &patient, NULL);
        done(import_file(im, S("x.csv"), S(HEADS "2130335,甲,,14,,,\n9,乙,x,14,,,\n防汛,丙,1,14x,,,\n"), false));
        import_end(im);
        same_str(findings(im), "bad 2 C 必填\n"
                 "bad 2 D [14] 人数不对 | 应为 15\n"
                 "bad 3 A [9] 不在“2025 年科目”中 | 只能填：" ALL_OF_THEM "\n"
                 "bad 3 C [x] 应为数字，单位元\n"
                 "bad 3 D [14] 人数不对 | 应为 15\n"
                 "bad 4 D [14x] 应为整数");
        same_int(im->n_bad_rows, 3);
}

TEST(import_template_is_read_by_the_import)
{
        str bytes;
        if (!done(import_template(cx, &table, NULL, &bytes)))
                return;
        struct import *im = import_new(cx, &table, NULL);
        done(import_file(im, S("t.xlsx"), bytes, false));
        import_end(im);
        same_str(findings(im), "bad 0 - 表头下面没有内容");
        if (!same_int(im->n_headers, 1))
                return;
        same_int(im->header[0].n_cols, COUNT_OF(fields));
        for (int i = 0; i < im->header[0].n_cols; i++)
                same_int(im->header[0].field[i], i);
        same_str(im->header[0].head[2], "金额（元）*");
}

TEST(import_by_hand_needs_no_file)
{
        struct import *im = import_new(cx, &table, NULL);
        struct cell head[] = { { .text = S_C("功能科目") }, { .text = S_C("金额") } };
        struct cell good[] = { { .text = S_C("防汛") }, { .text = S_C("2.5"), .number = true } };
        struct cell wrong[] = { { .text = S_C("防汛") }, { .text = S_C("#REF!"), .error = true } };
        struct cell dated[] = { { .text = S_C("防汛") }, { .text = S_C("2024-02-20"),
                .date = true } };
        struct { int row; struct cell *cells; } rows[] = { { 1, head }, { 2, good }, { 3, wrong },
                { 4, dated } };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                ok(import_put(im, &(struct table_row){ S("粘贴"), rows[i].row, rows[i].cells, 2 }));
        import_end(im);
        same_int(im->n_rows, 3);
        same_int(import_int(im, &im->row[0], "amount"), 250);
        same_str(findings(im), "bad 3 B [#REF!] 公式出错，没有结果 | 请改正公式，或改写成数值\n"
                 "bad 4 B [2024-02-20] 这是日期，不是数字 | 请把单元格格式改成常规，再填一次");
        same_str(import_sentence(im, &im->finding[0]),
                 "第 3 行 B 列（金额）：“#REF!”公式出错，没有结果。请改正公式，或改写成数值");
}

TEST(import_explains_merged_and_hidden)
{
        struct import *im = import_new(cx, &table, NULL);
        im->extra = (struct table_extra){
                .merge = (struct table_merge[]){ { S_C("表"), 2, 0, 2, 1 } }, .n_merges = 1,
                .cap_merges = 1, .hidden = (str[]){ S_C("字典") }, .n_hidden = 1, .cap_hidden = 1,
        };
        struct cell head[] = { { .text = S_C("功能科目") }, { .text = S_C("金额") } };
        struct cell one[] = { { .text = S_C("防汛") }, { .text = S_C("1") } };
        struct cell two[] = { { .text = { 0 } }, { .text = S_C("2") } };
        import_put(im, &(struct table_row){ S("表"), 1, head, 2 });
        import_put(im, &(struct table_row){ S("表"), 2, one, 2 });
        import_put(im, &(struct table_row){ S("表"), 3, two, 2 });
        import_end(im);
        same_str(findings(im), "converted 0 - 隐藏的工作表“字典”没有读入\nbad 3 A 必填 | "
                 "工作表“表”的 A2:A3 是合并单元格，“防汛”只在左上角一格；请取消合并，逐格填写");
}

TEST(import_stops_before_memory_does)
{
        struct arena small;
        arena_init(&small, 4 << 20);
        struct ctx own = *cx;
        own.arena = &small;
        struct buf b = buf_new(cx->arena, 1 << 22);
        buf_put(&b, S(HEADS));
        for (int i = 0; i < 15000; i++)
                buf_f(&b, "防汛,p%d,1,,,,\n", i);
        struct import *im = import_new(&own, &table, NULL);
        const struct fail *f = import_file(im, S("x.csv"), buf_str(&b), false);
        if (ok(f && f->kind == FAIL_TOO_LARGE))
                ok(str_starts(f->say, S("文件的内容太多，读了 ")) && f->say.p[str_find(f->say, S("读了 ")) + 7] >= '1');
        arena_done(&small);
}

/* ---- laid wide ------------------------------------------------------------------------------- */

/* Heads that are years: "2024年" says the day and the project of the cells under it. */
static bool year_head(struct import *im, str head, str *text)
{
        uint64_t y;
        bool is = str_ends(head, S("年")) && str_u64(str_head(head, head.n - strlen("年")), &y);
        if (is)
                text[1] = head, text[4] = str_f(im->cx->arena, "%ld-12-31", (long)y);
        return is;
}
static const struct import_table wide = {
        .name = "支出明细", .fields = fields, .n_fields = COUNT_OF(fields), .check = check, .wide = year_head,
        .under = "amount",
};

TEST(import_turns_a_wide_sheet_into_rows)
{
        struct import *im = import_new(cx, &wide, NULL);
        done(import_file(im, S("x.csv"), S("历年支出,,,,\n序号,功能科目,人数,2023年,备考,2024年\n"
                                          "1,防汛,3,1.5,,2.5\n2,农村供水,2,—,好,x\n合计,,,1.5,,2.5\n"
                                          "3,不知,1,,,1\n"), false));
        import_end(im);
        same_int(im->n_rows, 4);
        same_int(import_int(im, &im->row[0], "amount"), 150);
        same_str(day_str(cx->arena, import_cell(im, &im->row[0], "on")->on), "2023-12-31");
        same_str(day_str(cx->arena, import_cell(im, &im->row[1], "on")->on), "2024-12-31");
        same_str(import_text(im, &im->row[1], "project"), "2024年");
        same_int(import_int(im, &im->row[1], "item"), 12);
        /* a column that nobody knows is told; each fault has the place of its cell in the file */
        same_str(findings(im), "converted 2 E [备考] E 列“备考”没有认出，没有读入\n"
                 "bad 4 F [x] 应为数字，单位元\n"
                 "converted 5 - 这是合计行，没有读入\n"
                 "bad 6 B [不知] 不在“2025 年科目”中 | 只能填：" ALL_OF_THEM);
        /* what goes back is in the long form, each bad cell a row, and is read so */
        str bytes;
        if (!done(import_rejected_csv(im, &bytes)))
                return;
        struct import *again = import_new(cx, &wide, NULL);
        done(import_file(again, S("x.csv"), bytes, false));
        import_end(again);
        same_int(again->n_rows, 2);
        same_str(findings(again), "bad 2 C [x] 应为数字，单位元\n"
                 "bad 3 A [不知] 不在“2025 年科目”中 | 只能填：" ALL_OF_THEM);
        /* the long form of the same table is the long form, whatever its other heads say */
        struct import *lengthy = import_new(cx, &wide, NULL);
        done(import_file(lengthy, S("x.csv"), S("功能科目,金额,2024年\n防汛,1,2\n"), false));
        import_end(lengthy);
        same_int(lengthy->n_rows, 1);
}

static int two_alike(struct ctx *cx UNUSED, void *arg UNUSED, const struct import_field *f UNUSED,
                     const struct import_value **ret)
{
        static const struct import_value value[] = {
                { .code = S_C("a"), .name = S_C("行政运行"), .id = 1 },
                { .code = S_C("b"), .name = S_C("行政运行"), .id = 2 },
                { .code = S_C("c"), .name = S_C("信访局"), .also = S_C("示例县信访局"), .id = 3 },
        };
        *ret = value;
        return (int)COUNT_OF(value);
}

TEST(import_does_not_guess_which_of_two_a_name_means)
{
        static const struct import_field alike[] = {
                { .key = "item", .label = "科目", .kind = IMPORT_TEXT, .required = true, .values = two_alike },
                { .key = "note", .label = "说明", .kind = IMPORT_TEXT },
        };
        static const struct import_table t = { .name = "表", .fields = alike, .n_fields = COUNT_OF(alike) };
        struct import *im = import_new(cx, &t, NULL);
        done(import_file(im, S("x.csv"), S("科目,说明\n行政运行,1\nb,2\n示例县信访局,3\n信访局,4\n"), false));
        import_end(im);
        same_str(findings(im), "bad 2 A [行政运行] “行政运行”不止一个 | 请写代码");
        same_int(import_int(im, &im->row[1], "item"), 2);
        same_int(import_int(im, &im->row[2], "item"), 3);
        same_int(import_int(im, &im->row[3], "item"), 3);
}

/* Which row is proposed for the heads while none is known: titles stand above a table, notes beside it. */
TEST(import_proposes_the_first_row_that_is_like_heads)
{
        static const struct { const char *csv; int row; } cases[] = {
                { "甲,乙\na,b\nc,d,e,f,g\nh,i\n", 1 },
                { "甲,乙\na,b,c,d,e\nf,g\nh,i\n", 1 },
                { "一览表\n甲,乙,丙\na,b,c\n", 2 },
                { "一览表,,单位：万元\n甲,乙,丙\na,b,1\n", 2 },
                { "单位名称：某局,日期：今日\n甲,乙,丙,丁,戊\na,b,c,d,e\nf,g,h,i,j\n", 2 },
                { "甲,乙,丙,丁,戊,己\na,b\nc,d,e\nf,,,,,g\n", 1 },
                { "甲,2023,2024\na,1,2\nb,3,4\n", 1 },
                { "只有一行\n", 1 },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct import *im = imported(cx, cases[i].csv);
                if (same_int(im->n_headless, 1))
                        same_int(im->headless[0].row, cases[i].row);
        }
}

/* Rows above the heads that look like data are told; titles, units and our own help are not. */
TEST(import_tells_rows_above_the_heads)
{
        static const struct { const char *csv, *found; } cases[] = {
                { "防汛,x,1,2\n防汛,y,3\n功能科目,项目,金额（元）\n防汛,,1\n", "warn 0 - 第 1–2 行在表头（第 3 行）上面，没有读入" },
                { "防汛,,1\n功能科目,项目,金额（元）,人数\n防汛,,1\n", "warn 0 - 第 1 行在表头（第 2 行）上面，没有读入" },
                { "明细表\n功能科目,金额\n防汛,1\n", "" },
                { "示例县水务局,单位：元\n功能科目,金额\n防汛,1\n", "" },
                { "必填。填编码，可从下拉中选,数字\n功能科目,金额\n防汛,1\n", "" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                same_str(findings(imported(cx, cases[i].csv)), cases[i].found);
}

/* For whoever sees no preview: what of a file was not read. */
TEST(import_names_the_sheets_and_columns_that_it_did_not_read)
{
        struct import *im = import_new(cx, &table, NULL);
        struct cell head[] = { { .text = S_C("序号") }, { .text = S_C("功能科目") }, { .text = S_C("金额") },
                               { .text = S_C("经办人") }, { .text = S_C("原因") } };
        struct cell row[] = { { .text = S_C("1") }, { .text = S_C("防汛") }, { .text = S_C("1") } };
        import_put(im, &(struct table_row){ S("表"), 1, head, 5 });
        import_put(im, &(struct table_row){ S("表"), 2, row, 3 });
        import_put(im, &(struct table_row){ S("另一张"), 1, row, 3 });
        import_end(im);
        same_str(findings(im), "");
        import_strangers(im);
        same_str(findings(im), "converted 0 - 工作表“另一张”没有认出表头，没有读入\n"
                 "converted 1 D [经办人] D 列“经办人”没有认出，没有读入");
}
