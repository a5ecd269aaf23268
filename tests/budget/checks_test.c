/* tests/budget/checks_test.c - no check is dead: for each, a change that it alone must see. */
#include "tests/budget/fixture.h"

static void set_text(struct budget *b, const char *key, const char *text)
{
        for (int i = 0; i < b->n_texts; i++)
                if (str_is(b->texts[i].key, key)) {
                        b->texts[i].text = str_of(text);
                        return;
                }
        must(!"no such text");
}

static struct budget_line *line_of(struct budget *b, const char *function, const char *economic)
{
        for (int i = 0; i < b->n_lines; i++)
                if (str_is(b->lines[i].function, function) &&
                    str_is(b->lines[i].economic, economic))
                        return &b->lines[i];
        must(!"no such line");
}

/* ---- changes to the data ------------------------------------------------------------------ */

static void change_b20(struct budget *b) { b->indicators[0].weight += 100; }
static void change_b23(struct budget *b) { line_of(b, "2080505", "30108")->economic = S("30112"); }
static void change_b24(struct budget *b) { b->projects[0].category = PROJECT_SPECIAL; }
static void change_b25(struct budget *b) { line_of(b, "2130301", "30102")->economic = S("30107"); }
static void change_b27(struct budget *b) { b->procurement.goods.fen += 1000000; }
static void change_b30(struct budget *b) { line_of(b, "2210201", "30113")->amount.fen *= 3; }
static void change_b31(struct budget *b) { line_of(b, "2130314", "31003")->fund = FUND_GOVERNMENT; }
static void change_r03(struct budget *b) { set_text(b, "reason.total", "XX"); }
static void change_r04(struct budget *b) { set_text(b, "work", "完成2021年遗留工程"); }
static void change_r05(struct budget *b)
{
        line_of(b, "2130314", "31003")->function = S("2139988");
}
static void change_r06(struct budget *b) { set_text(b, "reason.operating", " "); }
static void change_r09(struct budget *b) { b->purposes[0].text = S("住房公积金缴存"); }
static void change_r13(struct budget *b) { b->indicators[3].target = S(""); }
static void change_r14(struct budget *b) { b->n_priors = 0; }
static void change_r15(struct budget *b) { set_text(b, "work", "治好河,供好水"); }
static void change_r16(struct budget *b) { set_text(b, "work", "联系电话13800000000"); }
static void change_r17(struct budget *b) { b->n_vehicles = 0; }

static void no_equipment(struct budget *b)   { b->big_equipment = -1; }
static void no_procurement(struct budget *b) { b->procurement.known = false; }
static void no_economic(struct budget *b)    { b->lines[3].economic = (str){ 0 }; }
static void no_whole(struct budget *b)
{
        b->n_tasks = 0;
        for (int i = 0; i < b->n_texts; i++)
                if (str_is(b->texts[i].key, "whole.goal"))
                        b->texts[i].key = S("licence");
}

static void change_b28(struct budget *b)
{
        for (int i = 0; i < b->n_facts; i++)
                if (str_is(b->facts[i].key, "projects.amount"))
                        b->facts[i].value *= 2;
}

static void change_r12(struct budget *b)
{
        for (int i = 0; i < b->n_vehicles; i++)
                b->vehicles[i].held = b->vehicles[i].planned = 0;
}

/* ---- changes to what is printed ----------------------------------------------------------- */

static void print_r01(struct disclosure *d)
{
        for (int i = 0; i < d->doc->n_blocks; i++)
                if (d->doc->blocks[i].kind == DOC_HEADING) {
                        d->doc->blocks[i].kind = DOC_PARA;
                        return;
                }
}

static void print_r02(struct disclosure *d)
{
        for (int i = 0; i < d->n_tables; i++)
                d->tables[i].doc->note = S("");
}

static void print_r07(struct disclosure *d)
{
        for (int i = 0; i < d->doc->n_blocks; i++)
                for (int k = 0; k < d->doc->blocks[i].n_runs; k++)
                        if (str_is(d->doc->blocks[i].runs[k].fact, "general.item.2130305")) {
                                d->doc->blocks[i].runs[k].text = S("1500.00");
                                return;
                        }
        must(!"no such run");
}

static void print_r08(struct disclosure *d) { d->tables[2].doc->maker_line = S("部门：示例县水利局"); }
static void print_r10(struct disclosure *d) { d->n_terms--; }

/* One row a check: a cell to raise, a change to the data, or a change to the print. */
static const struct {
        const char       *id, *budget, *cell;
        void            (*change)(struct budget *b);
        void            (*print)(struct disclosure *d);
        enum check_class  found;
} rows[] = {
        { "B01", WATER, "t1.all.expenditure", NULL, NULL, CHECK_BROKEN },
        { "B02", WATER, "t1.general.income", NULL, NULL, CHECK_BROKEN },
        { "B03", WATER, "t1.208.expenditure", NULL, NULL, CHECK_BROKEN },
        { "B04", WATER, "t11.u-shili-hedao.general", NULL, NULL, CHECK_BROKEN },
        { "B05", WATER, "t12.2130305.project", NULL, NULL, CHECK_BROKEN },
        { "B06", WATER, "t2.213.g", NULL, NULL, CHECK_BROKEN },
        { "B07", WATER, "t2.general.income", NULL, NULL, CHECK_BROKEN },
        { "B08", WATER, "t4.total.total", NULL, NULL, CHECK_BROKEN },
        { "B09", WATER, "t2.total.income", NULL, NULL, CHECK_BROKEN },
        { "B10", WATER, "t21.30101.now-fb", NULL, NULL, CHECK_BROKEN },
        { "B11", WATER, "t31.30101.total", NULL, NULL, CHECK_BROKEN },
        { "B12", WATER, "t3.213.total", NULL, NULL, CHECK_BROKEN },
        { "B13", SEED, "t3.2013101.total", NULL, NULL, CHECK_BROKEN },
        { "B14", WATER, "t31.total.personnel", NULL, NULL, CHECK_BROKEN },
        { "B15", WATER, "t31.30101.public", NULL, NULL, CHECK_RULE },
        { "B16", WATER, "t32.2130314.amount", NULL, NULL, CHECK_BROKEN },
        { "B17", WATER, "t33.total.buy", NULL, NULL, CHECK_BROKEN },
        { "B18", WATER, "t33.total.reception", NULL, NULL, CHECK_BROKEN },
        { "B19", WATER, "t4.2120804.project", NULL, NULL, CHECK_BROKEN },
        { "B20", WATER, NULL, change_b20, NULL, CHECK_RULE },
        { "B21", WATER, "total.expenditure", NULL, NULL, CHECK_BROKEN },
        { "B22", WATER, "t12.2130335~u-shili-gongshui.basic", NULL, NULL, CHECK_BROKEN },
        { "B23", WATER, NULL, change_b23, NULL, CHECK_BROKEN },
        { "B24", WATER, NULL, change_b24, NULL, CHECK_BROKEN },
        { "B25", WATER, NULL, change_b25, NULL, CHECK_RULE },
        { "B26", SEED, NULL, NULL, NULL, CHECK_RULE },         /* the seed's own fault 8 */
        { "B27", WATER, NULL, change_b27, NULL, CHECK_BROKEN },
        { "B28", SEED, NULL, change_b28, NULL, CHECK_BROKEN },
        { "B29", WATER, NULL, NULL, NULL, CHECK_BROKEN },      /* last year: see below */
        { "B30", WATER, NULL, change_b30, NULL, CHECK_RULE },
        { "B31", WATER, NULL, change_b31, NULL, CHECK_RULE },
        { "R01", WATER, NULL, NULL, print_r01, CHECK_RULE },
        { "R02", SEED, NULL, NULL, print_r02, CHECK_RULE },
        { "R03", WATER, NULL, change_r03, NULL, CHECK_RULE },
        { "R04", WATER, NULL, change_r04, NULL, CHECK_RULE },
        { "R05", WATER, NULL, change_r05, NULL, CHECK_RULE },
        { "R06", WATER, NULL, change_r06, NULL, CHECK_RULE },
        { "R07", WATER, NULL, NULL, print_r07, CHECK_POWER },
        { "R08", WATER, NULL, NULL, print_r08, CHECK_RULE },
        { "R09", WATER, NULL, change_r09, NULL, CHECK_RULE },
        { "R10", WATER, NULL, NULL, print_r10, CHECK_RULE },
        { "R11", WATER, NULL, NULL, NULL, CHECK_RULE },        /* the day: see below */
        { "R12", WATER, NULL, change_r12, NULL, CHECK_RULE },
        { "R13", WATER, NULL, change_r13, NULL, CHECK_RULE },
        { "R14", WATER, NULL, change_r14, NULL, CHECK_RULE },
        { "R15", WATER, NULL, change_r15, NULL, CHECK_RULE },
        { "R16", WATER, NULL, change_r16, NULL, CHECK_RULE },
        { "R17", WATER, NULL, change_r17, NULL, CHECK_RULE },
};

static void cell_raise(struct disclosure *d, const char *key)
{
        for (int t = 0; t < d->n_tables; t++)
                for (int r = 0; r < d->tables[t].doc->n_rows; r++)
                        for (int c = 0; c < d->tables[t].doc->n_columns; c++) {
                                struct doc_cell *cell = &d->tables[t].doc->rows[r].cells[c];

                                if (str_is(cell->fact, key)) {
                                        cell->kind = DOC_NUMBER;
                                        cell->v += 777700;
                                        return;
                                }
                        }
        must(!"no such cell");
}

static int found_by(const struct check_report *r, const char *id, enum check_class found)
{
        int n = 0;

        for (int i = 0; i < r->n; i++)
                n += !strcmp(r->v[i].rule->id, id) && r->v[i].found == found && r->v[i].say.n;
        return n;
}

/* Rules of the text alone: what they find stands in one place. */
static bool one_place(const struct finding *x)
{
        static const char *const text[] = { "R01", "R02", "R03", "R04", "R05", "R08", "R09", "R10", "R12", "R13",
                                            "R15", "R16", "R17", "B19" };

        for (size_t i = 0; i < COUNT_OF(text); i++)
                if (!strcmp(x->rule->id, text[i]))
                        return true;
        return !strcmp(x->rule->id, "R06") && !x->fact.n;      /* a text that nobody confirmed */
}

/* Issue §3: a finding names its places and values, and says so in one sentence. */
static void places_named(struct ctx *cx, const struct check_report *r)
{
        for (int i = 0; i < r->n; i++) {
                const struct finding *x = &r->v[i];
                str words = finding_words(cx, x);
                bool all = x->place.n && (x->other.n || one_place(x)) && str_find(words, x->place) >= 0 &&
                           str_find(words, x->other) >= 0 && str_find(words, x->say) >= 0;

                if (x->a.known && x->b.known)
                        all = all && (strcmp(x->rule->id, "B23") || (x->fact.n && x->other_fact.n)) &&
                              str_find(words, amount_words(cx, x->a.fen)) >= 0 &&
                              str_find(words, amount_words(cx, x->b.fen)) >= 0;
                if (!ok(all))
                        test_note("%s: %.*s | %.*s | %.*s", x->rule->id, STR(x->place), STR(x->other), STR(words));
        }
}

static void check_seed(struct ctx *cx, struct budget *b, struct check_report *r)
{
        struct check_input in = { .today = day_make(2024, 2, 20), .keep = true };

        in.d = fixture_disclose(cx, b, "sichuan-county");
        budget_check(cx, &in, r);
}

TEST(each_check_sees_its_fault)
{
        same_int(COUNT_OF(rows), n_check_rules);
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                struct arena_mark m = arena_mark(cx->arena);
                struct budget *b = fixture_budget(cx, rows[i].budget),
                              *last = fixture_budget(cx, WATER);
                struct disclosure *d;
                struct check_input in = { .today = day_make(2024, 2, 20) };
                struct check_report r;

                ok(!strcmp(rows[i].id, check_rules[i].id));
                if (rows[i].change)
                        rows[i].change(b);
                d = fixture_disclose(cx, b, "sichuan-county");
                if (rows[i].print)
                        rows[i].print(d);
                if (rows[i].cell)
                        cell_raise(d, rows[i].cell);
                in.d = d;
                if (!strcmp(rows[i].id, "B29"))
                        in.last = last;         /* this year's figures are not last year's */
                if (!strcmp(rows[i].id, "R11"))
                        in.today = day_make(2024, 12, 31);
                budget_check(cx, &in, &r);
                if (!ok(found_by(&r, rows[i].id, rows[i].found) > 0))
                        test_note("%s saw nothing", rows[i].id);
                places_named(cx, &r);
                arena_release(cx->arena, m);
        }
}

/* A gap of a budget compiled here names the part that would fill it; a transcribed one has none. */
TEST(a_gap_names_its_part)
{
        static const struct { const char *part; void (*change)(struct budget *b);
        } gaps[] = {
                { "vehicles", change_r17 }, { "equipment", no_equipment }, { "procurement", no_procurement },
                { "lines", no_economic },   { "tasks", no_whole },
        };

        for (size_t i = 0; i < COUNT_OF(gaps); i++) {
                struct budget *b = fixture_budget(cx, WATER);
                struct check_input in = { .today = day_make(2024, 2, 20) };
                struct check_report r;
                int n = 0;

                gaps[i].change(b);
                in.d = fixture_disclose(cx, b, "sichuan-county");
                budget_check(cx, &in, &r);
                for (int k = 0; k < r.n; k++)
                        if (r.v[k].part) {
                                same_str(str_of(r.v[k].part), gaps[i].part);
                                ok(check_stops(&r.v[k]) && r.v[k].place.n && r.v[k].say.n);
                                n++;
                        }
                same_int(n, 1);
                b->lines[0].basis = BASIS_PUBLISHED;    /* entered from an original: 原件未载 is true */
                in.d = fixture_disclose(cx, b, "sichuan-county");
                budget_check(cx, &in, &r);
                same_int(found_by(&r, "R17", CHECK_RULE), 0);
        }
}

TEST(a_full_budget_has_no_finding)
{
        static const char *const profiles[] = { "sichuan-county", "shanghai-district" };

        for (size_t i = 0; i < COUNT_OF(profiles); i++) {
                struct disclosure *d = fixture_disclose(cx, fixture_budget(cx, WATER), profiles[i]);
                struct check_input in = { .d = d, .today = day_make(2024, 2, 20) };
                struct check_report r;

                budget_check(cx, &in, &r);
                same_int(d->n_missing, 0);
                for (int k = 0; k < r.n; k++)
                        test_note("%s %.*s: %.*s", r.v[k].rule->id, STR(r.v[k].place),
                                  STR(r.v[k].say));
                same_int(r.n, 0);
        }
}

TEST(printed_amounts_compare_by_interval)
{
        static const struct {
                int64_t a, step, b, b_step;
                int terms;
                enum check_class want;
        } cases[] = {
                { 20228, 1, 20228, 1, 1, CHECK_EQUAL },
                { 20228, 1, 20229, 1, 1, CHECK_TAIL }, /* two roundings may differ by one step */
                { 20228, 1, 20230, 1, 1, CHECK_BROKEN },
                { 20228, 1, 20230, 1, 3, CHECK_TAIL }, /* a sum of three may differ by two */
                { 20228, 1, 20231, 1, 3, CHECK_BROKEN },
                { 202280000, 10000, 202283999, 1, 1, CHECK_TAIL }, /* 万元 against 元 */
                { 202280000, 10000, 202285001, 1, 1, CHECK_BROKEN },
                { 8736, 1, 87360, 1, 1, CHECK_POWER },
                { 8736, 1, 87362, 1, 1, CHECK_POWER }, /* 87.36 may stand for 87.362 */
                { 8736, 1, 88736, 1, 1,
                  CHECK_DIGIT }, /* the tenfold slip of a real bureau: 887.36 */
                { 12345, 1, 12435, 1, 1, CHECK_DIGIT }, /* swapped */
                { 12345, 1, 12999, 1, 1, CHECK_BROKEN },
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct amount a = { true, cases[i].a, cases[i].step },
                              b = { true, cases[i].b, cases[i].b_step };

                if (!same_int(amount_compare(a, 1, b, cases[i].terms), cases[i].want))
                        test_note("case %zu", i);
        }
        same_int(amount_compare((struct amount){ 0 }, 1, (struct amount){ true, 1, 1 }, 1), CHECK_UNKNOWN);
        /* two figures summed on each side */
        same_int(amount_compare((struct amount){ true, 3, 1 }, 2, (struct amount){ true, 1, 1 }, 2), CHECK_TAIL);
}

TEST(several_figures_cut_off_are_one_finding)
{
        struct budget *b = fixture_budget(cx, WATER);
        struct disclosure *d;
        struct check_input in = { .today = day_make(2024, 2, 20) };
        struct check_report r;
        int n = 0;

        b->exact = false;
        line_of(b, "2130305", "31005")->amount.fen += 7000;     /* 0.7 of a step */
        line_of(b, "2130310", "30227")->amount.fen += 9000;
        d = fixture_disclose(cx, b, "sichuan-county");
        for (int i = 0; i < d->doc->n_blocks; i++)
                for (int k = 0; k < d->doc->blocks[i].n_runs; k++) {
                        struct doc_run *run = &d->doc->blocks[i].runs[k];

                        if (str_is(run->fact, "general.item.2130305"))
                                run->text = S("150.00");
                        if (str_is(run->fact, "general.item.2130310"))
                                run->text = S("32.00");
                }
        in.d = d;
        budget_check(cx, &in, &r);
        for (int i = 0; i < r.n; i++)
                n += r.v[i].found == CHECK_TRUNCATION;
        same_int(n, 1);
}

/* What the reviewer could not place: weights, reasons, last year's figures, clocks, definitions. */
TEST(findings_name_places_and_values)
{
        static const struct { const char *id, *budget, *words; void (*change)(struct budget *b); } cases[] = {
                { "B20", WATER, "部门整体绩效目标的指标权重之和为 101.00，应为 100.00", change_b20 },
                { "R06", WATER, "机关运行经费 85.70 万元；上年机关运行经费 87.20 万元：有增减，没有写原因", change_r06 },
                { "R14", WATER, "收支预算总数 1,554.80 万元；上年收支预算总数：没有上年可比数", change_r14 },
                { "R11", WATER, "向社会公开部门预算应在 2024-02-28 前完成，已超过 307 天（预算法第十四条）", NULL },
                { "R13", WATER, "部门整体绩效目标：农村供水保证率：指标没有目标值", change_r13 },
                { "B26", SEED, "机关运行经费 12.35 万元；公用经费 12.35 万元：机关运行经费等于", NULL },
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct budget *b = fixture_budget(cx, cases[i].budget);
                struct check_input in = { .today = day_make(2024, 2, 20) };
                struct check_report r;
                bool found = false;

                if (cases[i].change)
                        cases[i].change(b);
                if (!strcmp(cases[i].id, "R11"))
                        in.today = day_make(2024, 12, 31);
                in.d = fixture_disclose(cx, b, "sichuan-county");
                budget_check(cx, &in, &r);
                for (int k = 0; k < r.n; k++)
                        found = found || (!strcmp(r.v[k].rule->id, cases[i].id) &&
                                          str_starts(finding_words(cx, &r.v[k]), str_of(cases[i].words)));
                if (!ok(found))
                        test_note("%s", cases[i].words);
        }
}

/* R06: a reason that speaks of the other direction is queried, it stops nothing. */
TEST(a_reason_against_the_figures_is_queried)
{
        static const struct { int64_t now, old; const char *reason; int found; } cases[] = {
                { 1000000, 15422100, "河道治理和农村供水项目增加", 1 },
                { 15422100, 1000000, "河道治理和农村供水项目增加", 0 },
                { 0, 1000000, "两年均未安排", 1 },
                { 0, 0, "两年均未安排", 0 },
                { 1000000, 1000000, "两年均未安排", 1 },
                { 2000000, 1000000, "压减接待批次", 1 },
                { 1000000, 2000000, "压减接待批次", 0 },
                { 1000000, 2000000, "与上年持平", 1 },
                { 1000000, 1000000, "接待批次增加", 1 },
                { 1000000, 1000000, "厉行节约，控制接待开支", 0 },
                { 1000000, 1000000, "批次增加与标准降低相抵", 0 },
                { 2000000, 1000000, "批次增加，标准降低", 0 },
                { 1000000, 2000000, "本年不再新增接待任务", 0 },
                { 1000000, 2000000, "未增加接待任务", 0 },
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct budget *b = fixture_budget(cx, SEED);
                struct check_report r;
                int found = 0;

                for (int k = 0; k < b->n_facts; k++)
                        if (str_is(b->facts[k].key, "three.reception"))
                                b->facts[k].value = cases[i].now;
                for (int k = 0; k < b->n_priors; k++)
                        if (str_is(b->priors[k].key, "three.reception"))
                                b->priors[k].value = cases[i].old;
                set_text(b, "reason.three.reception", cases[i].reason);
                check_seed(cx, b, &r);
                for (int k = 0; k < r.n; k++)
                        if (!strcmp(r.v[k].rule->id, "R06")) {
                                found++;
                                ok(r.v[k].severity == CHECK_QUERY && !check_stops(&r.v[k]));
                                ok(r.v[k].place.n && r.v[k].other.n && r.v[k].a.known && r.v[k].b.known);
                        }
                if (!same_int(found, cases[i].found))
                        test_note("%s", cases[i].reason);
        }
}

/* B26 knows 事业运行 by its name where the suffix is not 50 (domain §2.2). */
TEST(an_institution_is_known_by_its_account)
{
        static const struct { const char *function; int found; } cases[] = {
                { "2013150", 1 }, { "2130104", 1 }, { "2130204", 1 }, { "2200504", 1 }, { "2240550", 1 },
                { "2010301", 0 },
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct budget *b = fixture_budget(cx, SEED);
                struct check_report r;

                must(str_is(b->lines[1].function, "2013150"));
                b->lines[1].function = str_of(cases[i].function);
                check_seed(cx, b, &r);
                if (!same_int(found_by(&r, "B26", CHECK_RULE), cases[i].found))
                        test_note("%s", cases[i].function);
        }
}

/* R15: level is 与…持平. Fault 3 of the seed is one of these. */
TEST(level_is_not_written_with_than)
{
        static const struct { const char *text; int found; } cases[] = {
                { "收支预算总数比2023年收支预算总数持平", 1 },
                { "公务用车购置及运行维护费较2023年预算与2024年预算持平", 1 },
                { "支出较上年基本持平", 1 },
                { "收支预算总数与2023年收支预算总数持平", 0 },
                { "收入比2023年增加3万元，支出与上年持平", 0 },
                { "项目支出的比例与上年持平", 0 },
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct budget *b = fixture_budget(cx, WATER);
                struct check_input in = { .today = day_make(2024, 2, 20) };
                struct check_report r;

                set_text(b, "work", cases[i].text);
                in.d = fixture_disclose(cx, b, "sichuan-county");
                budget_check(cx, &in, &r);
                if (!same_int(found_by(&r, "R15", CHECK_RULE), cases[i].found))
                        test_note("%s", cases[i].text);
        }
}

TEST(words_of_last_year_want_a_yes)
{
        struct budget *b = fixture_budget(cx, WATER);
        struct check_input in = { .today = day_make(2024, 2, 20) };
        struct check_report r;

        b->texts[0].confirmed = false;
        in.d = fixture_disclose(cx, b, "sichuan-county");
        budget_check(cx, &in, &r);
        same_int(found_by(&r, "R06", CHECK_RULE), 1);
}

/* P23: the original's 25 projects are 17, 3 and 5. */
TEST(projects_are_as_many_as_their_kinds)
{
        struct budget *b = fixture_budget(cx, SEED);
        struct check_input in = { .today = day_make(2024, 2, 20) };
        struct check_report r;

        in.d = fixture_disclose(cx, b, "sichuan-county");
        budget_check(cx, &in, &r);
        same_int(found_by(&r, "B28", CHECK_RULE), 0);
        for (int i = 0; i < b->n_facts; i++)
                if (str_is(b->facts[i].key, "projects.count"))
                        b->facts[i].value = 26;
        in.d = fixture_disclose(cx, b, "sichuan-county");
        budget_check(cx, &in, &r);
        same_int(found_by(&r, "B28", CHECK_RULE), 1);
}

/* A correction that raises one line, and all that follows from it, but not the words of P23. */
TEST(projects_that_stay_behind_the_total_are_found)
{
        static const char *const followed[] = { "basic", "basic.personnel", "projects.personnel.amount",
                                                "projects.amount" };
        static const struct { size_t follow; int b24, b28; } cases[] = {
                { 0, 1, 1 },    /* only the line and the income: 202.48 against 202.28 */
                { 2, 2, 1 },    /* 人员经费, too: 人员类 lags behind it */
                { 3, 0, 1 },    /* 人员类, too: the sum of P23 is not its parts, nor the total */
                { 4, 0, 0 },
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct budget *b = fixture_budget(cx, SEED);
                struct check_report r;

                b->lines[0].amount.fen += 20 * FEN_PER_WAN;
                b->incomes[0].amount.fen += 20 * FEN_PER_WAN;
                for (size_t k = 0; k < cases[i].follow; k++)
                        for (int f = 0; f < b->n_facts; f++)
                                if (str_is(b->facts[f].key, followed[k]))
                                        b->facts[f].value += 20 * FEN_PER_WAN;
                check_seed(cx, b, &r);
                if (!ok((found_by(&r, "B24", CHECK_BROKEN) > 0) == (cases[i].b24 > 0)) ||
                    !ok((found_by(&r, "B28", CHECK_BROKEN) > 0) == (cases[i].b28 > 0)))
                        test_note("case %zu", i);
                for (int k = 0; k < r.n; k++)
                        if (!strcmp(r.v[k].rule->id, "B24") || !strcmp(r.v[k].rule->id, "B28"))
                                ok(r.v[k].place.n && r.v[k].other.n && r.v[k].a.known && r.v[k].b.known);
        }
}

/* B28 where the place counts every project: one that is left out is a warning, not a wrong sum. */
TEST(a_project_without_goals_is_said)
{
        static const struct { const char *profile; int warned; } cases[] = {
                { "sichuan-county", 1 }, { "shanghai-district", 0 },
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct budget *b = fixture_budget(cx, WATER);
                struct check_input in = { .today = day_make(2024, 2, 20) };
                struct check_report r;

                b->projects[0].has_goal = false;
                in.d = fixture_disclose(cx, b, cases[i].profile);
                budget_check(cx, &in, &r);
                same_int(r.n, cases[i].warned);
                same_int(found_by(&r, "B28", CHECK_RULE), cases[i].warned);
                ok(!r.n || (r.v[0].severity == CHECK_WARNING && r.v[0].place.n && r.v[0].other.n));
        }
}

/* At most, by interval: above it within what rounding allows is a tail (domain §4.3). */
TEST(at_most_compares_by_interval)
{
        struct budget *b = fixture_budget(cx, SEED);
        struct check_report r;

        b->projects = NEW(cx->arena, struct budget_project);
        b->projects[0] = (struct budget_project){ .code = S("x"), .name = S("x"), .category = PROJECT_SPECIAL };
        b->n_projects = 1;
        for (int f = 0; f < b->n_facts; f++)
                if (str_is(b->facts[f].key, "projects.amount"))
                        b->facts[f].value += FEN_PER_WAN;
        check_seed(cx, b, &r);
        same_int(found_by(&r, "B28", CHECK_TAIL) > 0, true);
        same_int(found_by(&r, "B28", CHECK_BROKEN), 0);
}

/* A finding between two rows of one table names them both; a negative difference has one sign. */
TEST(findings_name_the_rows_of_both_sides)
{
        struct budget *b = fixture_budget(cx, WATER);
        struct check_input in = { .today = day_make(2024, 2, 20) };
        struct check_report r;

        b->n_lines--;
        in.d = fixture_disclose(cx, b, "sichuan-county");
        budget_check(cx, &in, &r);
        must(r.n > 0);
        same_str(str_of(r.v[0].rule->id), "B01");
        ok(str_find(r.v[0].place, S("收入总计")) > 0 && str_find(r.v[0].other, S("支出总计")) > 0);
        same_str(amount_words(cx, -30 * 10000), "－0.30 万元");
        same_str(amount_words(cx, -1), "－0.01 元");
}

/* Carried-over appropriation is appropriation in the sentence and in the table. */
TEST(sentence_and_table_agree_where_money_is_carried_over)
{
        static const char *const pairs[][2] = { { "fiscal.income", "b1.fiscal.income" },
                                                { "fiscal.income", "b2.total.fiscal" },
                                                { "other.income", "b1.other.income" } };
        struct disclosure *d = fixture_disclose(cx, fixture_budget(cx, WATER), "shanghai-district");

        for (size_t i = 0; i < COUNT_OF(pairs); i++) {
                struct fact a = budget_fact_find(d->fg, str_of(pairs[i][0]));
                struct fact b = budget_fact_find(d->fg, str_of(pairs[i][1]));

                ok(a.state == FACT_COMPUTED && b.state == FACT_COMPUTED);
                same_int(a.fen, b.fen);
        }
}

/* Money at an account that the edition lacks has no row: that is what is said, and not 尾差, however
 * small it is. A total that does not tie even so is still found to be broken. */
TEST(money_of_an_unknown_account_is_no_rounding)
{
        static const char *const ids[] = { "B03", "B06" };
        struct budget *b = fixture_budget(cx, WATER);
        struct check_input in = { .today = day_make(2024, 2, 20) };
        struct budget_line *l = line_of(b, "2130301", "30103");
        struct check_report r;

        l->function = S("2990101");
        l->amount.fen = 10000;                  /* 0.01 万元: within what rounding allows */
        for (int raised = 0; raised < 2; raised++) {
                struct disclosure *d = fixture_disclose(cx, b, "sichuan-county");

                if (raised)
                        cell_raise(d, "t1.208.expenditure");
                in.d = d;
                budget_check(cx, &in, &r);
                for (size_t i = 0; i < COUNT_OF(ids); i++) {
                        same_int(found_by(&r, ids[i], CHECK_TAIL), 0);
                        same_int(found_by(&r, ids[i], CHECK_RULE) > 0, i || !raised);
                }
                same_int(found_by(&r, "B03", CHECK_BROKEN), raised);
                places_named(cx, &r);
                if (raised)
                        continue;
                for (int i = 0; i < r.n; i++)
                        if (!strcmp(r.v[i].rule->id, "B03")) {
                                ok(str_find(finding_words(cx, &r.v[i]), S("各行之和 ")) > 0);
                                ok(str_ends(r.v[i].say, S("2990101 不在 2024 年版科目中，表中没有它的行")));
                        }
        }
}
