/* tests/docs/sample.h - a disclosure of a fictional bureau, as rich as a real one: parts,
 * headings of all levels, facts, fourteen tables of up to 27 columns, hostile text. For tests and
 * for tests/bench/docs.c, which share no object file: hence a header. All figures are made up. */
#ifndef TESTS_DOCS_SAMPLE_H
#define TESTS_DOCS_SAMPLE_H

#include "base/base.h"
#include "core/doc/doc.h"

struct sample_col { const char *head, *over, *over2; int width, places; enum doc_align align; };

static struct doc_table *sample_table(struct doc *d, const char *number, const char *title,
                                      const struct sample_col *cols, int n)
{
        struct doc_table *t = doc_table(d, str_of(number), str_of(title), n);
        t->unit_line = S("单位：万元");
        t->maker_line = S("部门：示例县水务局");
        t->landscape = n > 6;
        for (int i = 0; i < n; i++) {
                t->columns[i].head = str_of(cols[i].head);
                t->columns[i].over = str_of(cols[i].over);
                t->columns[i].over2 = str_of(cols[i].over2);
                t->columns[i].width = cols[i].width;
                t->columns[i].places = cols[i].places;
                t->columns[i].align = cols[i].align;
        }
        return t;
}

static const struct { const char *code, *name; int64_t v; } sample_items[] = {
        { "208",     "社会保障和就业支出", 12844 },
        { "20805",   "行政事业单位养老支出", 12844 },
        { "2080505", "机关事业单位基本养老保险缴费支出", 8562 },
        { "2080506", "机关事业单位职业年金缴费支出", 4282 },
        { "210",     "卫生健康支出", 5231 },
        { "21011",   "行政事业单位医疗", 5231 },
        { "2101101", "行政单位医疗", 3100 },
        { "2101102", "事业单位医疗", 2131 },
        { "213",     "农林水支出", 145117 },
        { "21303",   "水利", 145117 },
        { "2130301", "行政运行", 41268 },
        { "2130304", "水利行业业务管理", 3820 },
        { "2130306", "水利工程运行与维护", 27640 },
        { "2130311", "水资源节约管理与保护", 6490 },
        { "2130314", "防汛", 8800 },
        { "2130315", "抗旱", 2150 },
        { "2130335", "农村供水", 20846 },
        { "2130399", "其他水利支出", 34103 },
        { "221",     "住房保障支出", 9440 },
        { "22102",   "住房改革支出", 9440 },
        { "2210201", "住房公积金", 9440 },
};
enum { SAMPLE_ITEMS = (int)COUNT_OF(sample_items), SAMPLE_TOTAL = 172632 };

/* Codes in three columns, a name, then figures; the first figure is the row's sum of the rest. */
static void sample_rows(struct doc *d, struct doc_table *t, int first)
{
        int own[SAMPLE_ITEMS], n_own = 0, cols[32], n_cols = 0;
        for (int c = first + 1; c < t->n_columns; c++)
                cols[n_cols++] = c;
        for (int pass = 0; pass < 1 + SAMPLE_ITEMS; pass++) {
                struct doc_row *r = doc_row(d, t);
                r->total = pass == 0;
                int64_t v = SAMPLE_TOTAL;
                if (pass == 0) {
                        doc_cell_text(d, r, 0, S("合计"))->span = first;
                } else {
                        str code = str_of(sample_items[pass - 1].code);
                        r->level = code.n == 3 ? 2 : code.n == 5 ? 1 : 0;
                        v = sample_items[pass - 1].v;
                        doc_cell_text(d, r, 0, str_head(code, 3));
                        doc_cell_text(d, r, 1, code.n > 3 ? str_f(d->arena, "%.2s", code.p + 3) : S(""));
                        doc_cell_text(d, r, 2, code.n > 5 ? str_f(d->arena, "%.2s", code.p + 5) : S(""));
                        doc_cell_text(d, r, first - 1, str_of(sample_items[pass - 1].name));
                        if (code.n == 3)
                                own[n_own++] = pass;
                }
                int64_t left = v;
                for (int c = first + 1; c < t->n_columns; c++) {
                        int64_t part = c == t->n_columns - 1 ? left : left * (c % 3) / 4;
                        doc_cell_number(r, c, part);
                        left -= part;
                }
                struct doc_cell *sum = doc_cell_number(r, first, v);
                sum->fact = str_f(d->arena, "item-%s", pass ? sample_items[pass - 1].code : "all");
                if (n_cols)
                        doc_sum_cols(d, sum, cols, n_cols);
        }
        struct doc_cell *all = &t->rows[0].cells[first];
        if (!n_cols)
                doc_sum_rows(d, all, own, n_own);
}

#define CODES { "类", "科目编码", NULL, 2, -1, DOC_CENTRE }, { "款", "科目编码", NULL, 2, -1, DOC_CENTRE }, \
              { "项", "科目编码", NULL, 2, -1, DOC_CENTRE }
#define MONEY(head, over, over2) { head, over, over2, 4, 2, DOC_RIGHT }

static void sample_balance(struct doc *d)
{
        static const struct sample_col cols[] = {
                { "项目", "收入", NULL, 8, -1, DOC_LEFT }, MONEY("预算数", "收入", NULL),
                { "项目", "支出", NULL, 8, -1, DOC_LEFT }, MONEY("预算数", "支出", NULL),
        };
        static const char *const in[] = {
                "一、一般公共预算拨款收入", "二、政府性基金预算拨款收入", "三、国有资本经营预算拨款收入",
                "四、事业收入", "五、事业单位经营收入", "六、其他收入",
        };
        static const char *const out[] = {
                "一、一般公共服务支出", "二、外交支出", "三、国防支出", "四、公共安全支出", "五、教育支出",
                "六、科学技术支出", "七、文化旅游体育与传媒支出", "八、社会保障和就业支出",
                "九、社会保险基金支出", "十、卫生健康支出", "十一、节能环保支出", "十二、城乡社区支出",
                "十三、农林水支出", "十四、交通运输支出", "十五、资源勘探工业信息等支出",
                "十六、商业服务业等支出", "十七、金融支出", "十八、援助其他地区支出",
                "十九、自然资源海洋气象等支出", "二十、住房保障支出", "二十一、粮油物资储备支出",
                "二十二、国有资本经营预算支出", "二十三、灾害防治及应急管理支出", "二十四、预备费",
                "二十五、其他支出", "二十六、转移性支出", "二十七、债务还本支出", "二十八、债务付息支出",
                "二十九、债务发行费用支出", "三十、抗疫特别国债安排的支出",
        };
        struct doc_table *t = sample_table(d, "表1", "部门收支总表", cols, 4);
        int rows[30];
        for (int i = 0; i < 30; i++) {
                struct doc_row *r = doc_row(d, t);
                rows[i] = i;
                if (i < 6) {
                        doc_cell_text(d, r, 0, str_of(in[i]));
                        doc_cell_number(r, 1, i ? 0 : SAMPLE_TOTAL)->fact = S("income-general");
                }
                doc_cell_text(d, r, 2, str_of(out[i]));
                doc_cell_number(r, 3, i == 7 ? 12844 : i == 9 ? 5231 : i == 12 ? 145117
                                : i == 19 ? 9440 : 0);
        }
        struct doc_row *r = doc_row(d, t);
        r->total = true;
        doc_cell_text(d, r, 0, S("收入总计"));
        doc_sum_rows(d, doc_cell_number(r, 1, SAMPLE_TOTAL), rows, 6);
        doc_cell_text(d, r, 2, S("支出总计"));
        doc_sum_rows(d, doc_cell_number(r, 3, SAMPLE_TOTAL), rows, 30);
}

static void sample_tables(struct doc *d)
{
        static const struct sample_col income[] = {
                { "单位代码", NULL, NULL, 3, -1, DOC_CENTRE }, { "单位名称", NULL, NULL, 6, -1, DOC_LEFT },
                MONEY("合计", NULL, NULL), MONEY("上年结转", NULL, NULL),
                MONEY("一般公共预算拨款收入", "财政拨款", NULL), MONEY("政府性基金预算拨款收入", "财政拨款", NULL),
                MONEY("国有资本经营预算拨款收入", "财政拨款", NULL), MONEY("事业收入", NULL, NULL),
                MONEY("事业单位经营收入", NULL, NULL), MONEY("其他收入", NULL, NULL),
                MONEY("上级补助收入", NULL, NULL), MONEY("附属单位上缴收入", NULL, NULL),
                MONEY("用事业基金弥补收支差额", NULL, NULL),
        };
        static const struct sample_col spend[] = {
                CODES, { "单位代码", NULL, NULL, 4, -1, DOC_CENTRE },
                { "单位名称（科目）", NULL, NULL, 9, -1, DOC_LEFT }, MONEY("合计", NULL, NULL),
                MONEY("基本支出", NULL, NULL), MONEY("项目支出", NULL, NULL),
                MONEY("上缴上级支出", NULL, NULL), MONEY("对附属单位补助支出", NULL, NULL),
        };
#define FUND(block, f) MONEY("小计", f, block), MONEY("基本支出", f, block), MONEY("项目支出", f, block)
        static const struct sample_col wide[] = {
                CODES, { "科目名称", NULL, NULL, 9, -1, DOC_LEFT }, MONEY("总计", NULL, NULL),
                MONEY("合计", NULL, "当年财政拨款安排"), FUND("当年财政拨款安排", "一般公共预算拨款"),
                FUND("当年财政拨款安排", "政府性基金安排"), FUND("当年财政拨款安排", "国有资本经营预算安排"),
                MONEY("合计", NULL, "上级提前通知专项转移支付"),
                FUND("上级提前通知专项转移支付", "一般公共预算拨款"),
                MONEY("合计", NULL, "上年结转安排"), FUND("上年结转安排", "一般公共预算拨款"),
        };
        static const struct sample_col general[] = {
                CODES, { "科目名称", NULL, NULL, 9, -1, DOC_LEFT }, MONEY("合计", NULL, NULL),
                MONEY("基本支出", NULL, NULL), MONEY("项目支出", NULL, NULL),
        };
        static const struct sample_col one[] = {
                CODES, { "项目名称", NULL, NULL, 12, -1, DOC_LEFT }, MONEY("金额", NULL, NULL),
        };
        static const struct sample_col public3[] = {
                { "单位编码", NULL, NULL, 3, -1, DOC_CENTRE }, { "单位名称", NULL, NULL, 6, -1, DOC_LEFT },
                MONEY("合计", "当年财政拨款预算安排", NULL), MONEY("因公出国（境）费用", "当年财政拨款预算安排", NULL),
                MONEY("小计", "公务用车购置及运行费", "当年财政拨款预算安排"),
                MONEY("公务用车购置费", "公务用车购置及运行费", "当年财政拨款预算安排"),
                MONEY("公务用车运行费", "公务用车购置及运行费", "当年财政拨款预算安排"),
                MONEY("公务接待费", "当年财政拨款预算安排", NULL),
        };
        sample_balance(d);
        struct doc_table *t = sample_table(d, "表1-1", "部门收入总表", income, 13);
        for (int i = 0; i < 3; i++) {
                static const char *const units[] = { "合计", "示例县水务局机关", "示例县农村供水保障中心" };
                struct doc_row *r = doc_row(d, t);
                r->total = i == 0;
                doc_cell_text(d, r, 0, i ? str_f(d->arena, "30%d001", i) : S(""));
                doc_cell_text(d, r, 1, str_of(units[i]));
                for (int c = 2; c < 13; c++)
                        doc_cell_number(r, c, c == 2 || c == 4
                                        ? (i == 0 ? SAMPLE_TOTAL : i == 1 ? 150000 : SAMPLE_TOTAL - 150000) : 0);
                const int sum[] = { 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, below[] = { 1, 2 };
                doc_sum_cols(d, &r->cells[2], sum, 10);
                if (i == 0)
                        doc_sum_rows(d, &r->cells[4], below, 2);
        }
        sample_rows(d, sample_table(d, "表1-2", "部门支出总表", spend, 10), 5);
        sample_rows(d, sample_table(d, "表2", "财政拨款收支预算总表", general, 7), 4);
        sample_rows(d, sample_table(d, "表2-1", "财政拨款支出预算表（政府经济分类科目）", wide, 23), 4);
        sample_rows(d, sample_table(d, "表3", "一般公共预算支出预算表", general, 7), 4);
        sample_rows(d, sample_table(d, "表3-1", "一般公共预算基本支出预算表", general, 7), 4);
        sample_rows(d, sample_table(d, "表3-2", "一般公共预算项目支出预算表", one, 5), 4);
        t = sample_table(d, "表3-3", "一般公共预算“三公”经费支出预算表", public3, 8);
        struct doc_row *r = doc_row(d, t);
        doc_cell_text(d, r, 1, S("示例县水务局"));
        static const int64_t v[] = { 960, 0, 720, 0, 720, 240 };
        for (int c = 0; c < 6; c++)
                doc_cell_number(r, 2 + c, v[c]);
        r = doc_row(d, t);
        doc_cell_text(d, r, 1, S("示例县农村供水保障中心"));
        for (int c = 2; c < 8; c++)
                doc_cell_unknown(d, r, c, S("原件未载"));
        t = sample_table(d, "表4", "政府性基金预算支出预算表", general, 7);
        t->note = S("备注：示例县水务局2024年没有使用政府性基金预算拨款安排的支出，故本表为空。");
        t = sample_table(d, "表4-1", "政府性基金预算“三公”经费支出预算表", public3, 8);
        t->note = S("备注：示例县水务局2024年没有使用政府性基金预算拨款安排的“三公”经费支出，故本表为空。");
        t = sample_table(d, "表5", "国有资本经营预算支出预算表", general, 7);
        t->note = S("备注：示例县水务局2024年没有使用国有资本经营预算拨款安排的支出，故本表为空。");
}

static void sample_goals(struct doc *d)
{
        static const struct sample_col cols[] = {
                { "单位名称/项目名称", NULL, NULL, 6, -1, DOC_LEFT }, MONEY("预算数", NULL, NULL),
                { "年度目标", NULL, NULL, 12, -1, DOC_LEFT },
                { "一级指标", "绩效指标", NULL, 4, -1, DOC_CENTRE }, { "二级指标", "绩效指标", NULL, 4, -1, DOC_CENTRE },
                { "三级指标", "绩效指标", NULL, 6, -1, DOC_LEFT }, { "指标性质", "绩效指标", NULL, 3, -1, DOC_CENTRE },
                { "指标值", "绩效指标", NULL, 3, -1, DOC_CENTRE }, { "度量单位", "绩效指标", NULL, 3, -1, DOC_CENTRE },
                { "权重", "绩效指标", NULL, 3, 0, DOC_RIGHT }, { "指标方向性", "绩效指标", NULL, 4, -1, DOC_CENTRE },
        };
        static const char *const goals[][4] = {
                { "产出指标", "数量指标", "改造农村供水管网长度", "≥" },
                { "产出指标", "质量指标", "工程验收合格率", "=" },
                { "效益指标", "社会效益指标", "新增受益人口（含脱贫户、监测户，按户籍人口口径统计）", "≥" },
                { "满意度指标", "服务对象满意度指标", "受益群众满意度", "≥" },
        };
        struct doc_table *t = sample_table(d, "表6", "部门预算项目绩效目标表", cols, 11);
        for (int c = 0; c < 3; c++)
                t->columns[c].joins = true;
        for (int p = 0; p < 9; p++) {
                for (int i = 0; i < 4; i++) {
                        struct doc_row *r = doc_row(d, t);
                        if (i == 0) {
                                doc_cell_text(d, r, 0, str_f(d->arena, "农村供水管网改造（第%d标段）", p + 1));
                                doc_cell_number(r, 1, 5000 + 137 * p);
                                doc_cell_text(d, r, 2, S("完成年度农村供水管网改造任务，保障农村居民饮水安全，"
                                                         "水质达标率不低于规定要求，群众满意。"));
                        }
                        for (int c = 0; c < 4; c++)
                                doc_cell_text(d, r, 3 + c, str_of(goals[i][c]));
                        doc_cell_text(d, r, 7, i == 0 ? S("12.5") : S("95"));
                        doc_cell_text(d, r, 8, i == 0 ? S("公里") : S("%"));
                        doc_cell_number(r, 9, 20 + i);
                        doc_cell_text(d, r, 10, S("正向指标"));
                }
        }
        t = sample_table(d, "表7", "部门整体支出绩效目标表", cols + 3, 8);
        for (int i = 0; i < 12; i++) {
                struct doc_row *r = doc_row(d, t);
                for (int c = 0; c < 4; c++)
                        doc_cell_text(d, r, c, str_of(goals[i % 4][c]));
                doc_cell_text(d, r, 4, S("95"));
                doc_cell_text(d, r, 5, S("%"));
                doc_cell_number(r, 6, 10);
                doc_cell_text(d, r, 7, S("正向指标"));
        }
}

/* 2024-11-20 01:05 UTC, so that bytes do not depend on the clock. */
static struct doc *sample_doc(struct arena *a)
{
        struct doc *d = doc_new(a, S("示例县水务局2024年部门预算"));
        d->author = S("示例县水务局");
        d->subject = S("部门预算公开");
        d->keywords = S("部门预算 2024 示例县水务局");
        d->made_at = 1732064700000;
        d->fact_url = S("/budget/7/figures/");
        doc_title(d, S("示例县水务局\n2024年部门预算"));
        doc_contents(d);
        doc_page(d);
        doc_title(d, S("第一部分  示例县水务局概况"));
        doc_heading(d, 1, S("一、基本职能及主要工作"));
        doc_heading(d, 2, S("（一）水务局职能简介"));
        for (int i = 1; i <= 6; i++)
                doc_para_of(d, str_f(a, "%d.负责保障水资源的合理开发利用，拟订水资源规划和政策，组织编制重要江河湖泊的流域综合规划、"
                                     "防洪规划等，并监督实施。", i));
        doc_heading(d, 2, S("（二）水务局2024年重点工作"));
        for (int i = 1; i <= 5; i++)
                doc_para_of(d, str_f(a, "第%d项工作：坚持以人民为中心，以更大的力度、更多的投资、更快的速度、更优的质量，实施农村供水"
                                     "管网改造，完成12.5公里管网更新，惠及3,200户；同时加强水资源节约管理与保护，强化防汛抗旱责任，"
                                     "确保各项工作高效落地落实（GB/T 9704-2012）。", i));
        doc_page(d);
        doc_title(d, S("第二部分  示例县水务局2024年部门预算情况说明"));
        doc_heading(d, 1, S("一、收支预算情况说明"));
        doc_para_of(d, S("按照综合预算的原则，县水务局所有收入和支出均纳入部门预算管理。县水务局2024年收支预算总数"));
        doc_figure(d, S("1,726.32"), S("total"));
        doc_text(d, S("万元，比2023年收支预算总数增加"));
        doc_figure(d, S("56.17"), S("total-change"));
        doc_text(d, S("万元，主要原因是农村供水管网改造项目增加。"));
        doc_heading(d, 2, S("（一）收入预算情况"));
        doc_para_of(d, S("县水务局2024年收入预算"));
        doc_figure(d, S("1,726.32"), S("total"));
        doc_text(d, S("万元，其中：一般公共预算拨款收入"));
        doc_figure(d, S("1,726.32"), S("income-general"));
        doc_text(d, S("万元，占"));
        doc_figure(d, S("100.00%"), S("income-general-share"));
        doc_text(d, S("；"));
        doc_bold(d, S("无政府性基金预算拨款收入。"));
        doc_heading(d, 3, S("1.特殊文字"));
        doc_heading(d, 4, S("（1）不得改变版面的文字"));
        doc_para_of(d, S("=SUM(A1:A9) <script>alert(\"1\")</script> & ]]> ' 罕见字：㐂𠮷𰻝䶮。English words "
                         "break between words only, never inside them.\x01"));
        static const struct sample_col small[] = {
                { "年度", NULL, NULL, 3, -1, DOC_CENTRE }, MONEY("预算数", NULL, NULL), MONEY("增减", NULL, NULL),
        };
        struct doc_table *t = sample_table(d, NULL, "近三年收支预算总数", small, 3);
        t->maker_line = (str){ 0 };
        for (int i = 0; i < 3; i++) {
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, str_f(a, "%d年", 2022 + i));
                doc_cell_number(r, 1, 161000 + 5816 * i);
                doc_cell_number(r, 2, i ? -5617 + 5617 * i : -1204);
        }
        t->note = S("注：增减为与上一年度相比。");
        doc_para_of(d, S("以上数据均以万元为单位，保留两位小数。"));
        doc_signature(d, S("示例县水务局"));
        doc_signature(d, S("2024年2月20日"));
        doc_page(d);
        doc_title(d, S("第三部分  名词解释"));
        for (int i = 1; i <= 8; i++)
                doc_para_of(d, str_f(a, "%d.一般公共预算拨款收入：指县级财政当年拨付的资金。", i));
        doc_page(d);
        doc_title(d, S("第四部分  示例县水务局2024年部门预算表"));
        sample_tables(d);
        sample_goals(d);
        return d;
}

#endif
