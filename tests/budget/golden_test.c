/* tests/budget/golden_test.c - both departments in both profiles, as text, against reviewed files.
 * To renew them after a reviewed change: GOLDEN=write (tests/docs/golden.h). */
#include "core/doc/doc.h"
#include "tests/budget/fixture.h"
#include "tests/docs/golden.h"

/* Parts one to three: sentences. Tables are compared cell by cell below, apart from how a writer
 * lays them out. */
static str cells_text(struct ctx *cx, const struct disclosure *d)
{
        struct buf o = buf_new(cx->arena, 4 << 20);

        for (int i = 0; i < d->doc->n_blocks; i++) {
                const struct doc_block *b = &d->doc->blocks[i];

                for (int k = 0; k < b->n_runs; k++)
                        buf_put(&o, b->runs[k].text);
                if (b->n_runs)
                        buf_put(&o, S("\n"));
                if (b->kind != DOC_TABLE)
                        continue;
                buf_f(&o, "%.*s %.*s [%.*s]\n", STR(b->table->number), STR(b->table->title),
                      STR(b->table->unit_line));
                for (int r = 0; r < b->table->n_rows; r++) {
                        for (int c = 0; c < b->table->n_columns; c++) {
                                const struct doc_cell *cell = &b->table->rows[r].cells[c];

                                if (cell->kind == DOC_NUMBER)
                                        buf_put(&o,
                                                decimal_str(cx->arena, cell->v,
                                                            b->table->columns[c].places, false));
                                else
                                        buf_put(&o, cell->text);
                                buf_put(&o, c + 1 < b->table->n_columns ? S("|") : S("\n"));
                        }
                }
                buf_f(&o, "%.*s\n", STR(b->table->note));
        }
        return buf_str(&o);
}

TEST(disclosures_match_their_golden_files)
{
        static const char *const budgets[][2] = { { SEED, "wusheng-mbjx" },
                                                  { WATER, "shili-shuiwu" } };
        static const char *const profiles[] = { "sichuan-county", "shanghai-district" };

        for (size_t b = 0; b < COUNT_OF(budgets); b++)
                for (size_t p = 0; p < COUNT_OF(profiles); p++) {
                        const char *file = str_f(cx->arena, "tests/budget/golden-%s-%s.txt",
                                                 budgets[b][1], profiles[p]).p;
                        struct disclosure *d = fixture_disclose(cx, fixture_budget(cx, budgets[b][0]),
                                                                profiles[p]);

                        same_int(d->n_missing, 0);
                        golden_same(cx, cells_text(cx, d), file);
                }
}

/* The fictional department shows every table with money in it: no empty table, no cell unknown. */
TEST(the_fictional_department_is_full_in_every_table)
{
        static const char *const profiles[] = { "sichuan-county", "shanghai-district" };

        for (size_t p = 0; p < COUNT_OF(profiles); p++) {
                struct disclosure *d = fixture_disclose(cx, fixture_budget(cx, WATER), profiles[p]);

                for (int t = 0; t < d->n_tables; t++) {
                        const struct doc_table *g = d->tables[t].doc;
                        int figures = 0, unknown = 0;

                        for (int r = 0; r < g->n_rows; r++)
                                for (int c = 0; c < g->n_columns; c++) {
                                        figures += g->rows[r].cells[c].kind == DOC_NUMBER && g->rows[r].cells[c].v;
                                        unknown += g->rows[r].cells[c].kind == DOC_UNKNOWN;
                                }
                        if (!ok(figures > 0 && !unknown && !g->note.n))
                                test_note("%s: %.*s", profiles[p], STR(g->title));
                }
        }
}

/* A unit's own code is an address of this program; a table shows the finance bureau's or none. */
TEST(tables_show_the_finance_code_of_a_unit_or_none)
{
        static const char *const budgets[] = { SEED, WATER };
        for (size_t i = 0; i < COUNT_OF(budgets); i++) {
                struct budget *b = fixture_budget(cx, budgets[i]);
                str text = cells_text(cx, fixture_disclose(cx, b, "sichuan-county"));

                for (int u = 0; u < b->n_units; u++)
                        ok(str_find(text, b->units[u].code) < 0);
                ok(!i ==
                   (str_find(text, S("\n原件未载|")) >= 0)); /* only where an original is silent */
                ok(i == (str_find(text, S("\n316003|")) >= 0));
        }
        struct budget *b = fixture_budget(cx, WATER);

        for (int u = 0; u < b->n_units; u++)
                b->units[u].finance_code = (str){ 0 };
        str text = cells_text(cx, fixture_disclose(cx, b, "sichuan-county"));
        ok(str_find(text, S("\n|示例县河道管理站|")) >= 0 && str_find(text, S("\n原件未载|")) < 0);
}

/* The only unit has no row of its own in the trees of accounts: its code stands beside each item. */
TEST(the_only_unit_stands_beside_its_items)
{
        struct budget *b = fixture_budget(cx, SEED);
        b->units[0].finance_code = S("198001");
        str text = cells_text(cx, fixture_disclose(cx, b, "sichuan-county"));

        ok(str_find(text, S("\n201|31|01|198001|行政运行|77.74|")) >= 0);
        ok(str_find(text, S("\n301|01|198001|基本工资|")) >= 0);
        ok(str_find(text, S("\n201|31|||党委办公厅")) >= 0);         /* and not beside their sums */
        ok(str_find(text, S("\n|||198001|中共武胜县委目标绩效管理办公室|（项目名称原件未载）|")) >=
           0);
}

/* 指标值 is text that may be a figure: in a spreadsheet it is one. */
TEST(targets_of_indicators_are_numbers_in_the_spreadsheet)
{
        struct disclosure *d = fixture_disclose(cx, fixture_budget(cx, WATER), "sichuan-county");
        str book;

        done(doc_write(cx, d->doc, S("xlsx"), &book)); /* the last two: 治理河道长度 ≥ 3.2 公里 */
        ok(str_find(golden_part(cx, book, "xl/worksheets/sheet14.xml"), S("><v>3.2</v>")) >= 0);
        ok(str_find(golden_part(cx, book, "xl/worksheets/sheet15.xml"), S("><v>3.2</v>")) >= 0);
        ok(str_find(golden_part(cx, book, "xl/sharedStrings.xml"), S("<t>3.2</t>")) < 0);
}

/* Every formula that the spreadsheet will show gives the printed value. */
TEST(sums_of_cells_are_right)
{
        struct disclosure *d = fixture_disclose(cx, fixture_budget(cx, WATER), "sichuan-county");
        int formulas = 0;

        for (int t = 0; t < d->n_tables; t++) {
                const struct doc_table *g = d->tables[t].doc;

                for (int r = 0; r < g->n_rows; r++)
                        for (int c = 0; c < g->n_columns; c++) {
                                const struct doc_cell *cell = &g->rows[r].cells[c];
                                int64_t sum = 0;

                                for (int i = 0; i < cell->n_sum_rows; i++)
                                        sum += g->rows[cell->sum_rows[i]].cells[c].v;
                                for (int i = 0; i < cell->n_sum_cols; i++)
                                        sum += g->rows[r].cells[cell->sum_cols[i]].v;
                                if (!cell->n_sum_rows && !cell->n_sum_cols)
                                        continue;
                                formulas++;
                                same_int(sum, cell->v);
                        }
        }
        ok(formulas > 500);
}

/* Each variant of a change sentence reads as it should. */
TEST(changes_read_in_every_direction)
{
        static const struct { int64_t now, old; bool known; const char *want; } cases[] = {
                { 1200000, 1000000, true, "较2023年预算增长20.00%。主要原因是原因甲。" },
                { 1000000, 1200000, true, "较2023年预算下降16.67%。主要原因是原因甲。" },
                { 1000000, 1000000, true, "与2023年预算持平。主要原因是原因甲。" },
                { 0, 0, true, "与2023年预算持平。主要原因是原因甲。" },
                { 1000000, 0, true, "2023年预算未安排，2024年安排1.00万元。主要原因是原因甲。" },
                { 0, 1000000, true, "较2023年预算下降100%。主要原因是原因甲。" },
                { 1000000, 0, false, "2024年预算安排1.00万元，没有上年可比数。" },
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct budget *b = fixture_budget(cx, SEED);
                struct profile *p;
                struct disclosure d = { .cx = cx, .b = b };
                struct sentence s = { 0 };

                for (int k = 0; k < b->n_facts; k++)
                        if (str_is(b->facts[k].key, "three.reception"))
                                b->facts[k].value = cases[i].now;
                for (int k = 0; k < b->n_priors; k++)
                        if (str_is(b->priors[k].key, "three.reception")) {
                                b->priors[k].value = cases[i].old;
                                if (!cases[i].known)
                                        b->priors[k].key = S("nothing");
                        }
                for (int k = 0; k < b->n_texts; k++)
                        if (str_is(b->texts[k].key, "reason.three.reception"))
                                b->texts[k].text = S("原因甲。");
                must(!profile_builtin(cx, S("sichuan-county"), &p));
                d.p = p;
                must(!figures_make(cx, b, p, &d.fg));
                d.doc = doc_new(cx->arena, S(""));
                doc_para(d.doc);
                ok(!pattern_put(&d, S("{say item-change three.reception}"), NULL, &s));
                same_str(s.text, cases[i].want);
        }
}

/* ---- every sentence in every variant ------------------------------------------------------------ */

static void no_money(struct ctx *cx, struct budget *b)
{
        (void)cx;
        b->n_lines = b->n_incomes = 0;
        b->procurement = (struct budget_procurement){ .known = true };
        for (int i = 0; i < b->n_vehicles; i++)
                b->vehicles[i].planned = 0;
        for (int i = 0; i < b->n_projects; i++)
                b->projects[i].has_goal = false;
}

static void no_priors(struct ctx *cx, struct budget *b)
{
        (void)cx;
        b->n_priors = 0;
}

static void priors_times(struct budget *b, int percent)
{
        for (int i = 0; i < b->n_priors; i++)
                b->priors[i].value = b->priors[i].value / 100 * percent;
}

static void half(struct ctx *cx, struct budget *b)  { (void)cx, priors_times(b, 50); }
static void four(struct ctx *cx, struct budget *b)  { (void)cx, priors_times(b, 400); }
static void none(struct ctx *cx, struct budget *b)  { (void)cx, priors_times(b, 0); }
static void quiet(struct ctx *cx, struct budget *b) { priors_times(b, 0), no_money(cx, b); }
static void empty(struct ctx *cx, struct budget *b) { no_priors(cx, b), no_money(cx, b); }

static void level(struct ctx *cx, struct budget *b)
{
        struct figures *fg;

        must(!figures_make(cx, b, NULL, &fg));
        for (int i = 0; i < b->n_priors; i++)
                b->priors[i].value = budget_fact_find(fg, b->priors[i].key).fen;
}

static const struct {
        const char *name;
        void (*make)(struct ctx *cx, struct budget *b);
} years[] = {
        { "up", half },
        { "down", four },
        { "flat", level },
        { "from nothing", none },
        { "to nothing", no_money },
        { "nothing in either year", quiet },
        { "the first year", no_priors },
        { "the first year, nothing planned", empty },
};

/* A reason that fits any direction, so that no sentence has a gap. */
static void reasons_all(struct ctx *cx, struct budget *b)
{
        struct budget_text *texts =
                NEW_ARRAY(cx->arena, struct budget_text, (size_t)(b->n_texts + b->n_priors));

        memcpy(texts, b->texts, sizeof(*texts) * (size_t)b->n_texts);
        for (int i = 0; i < b->n_priors; i++)
                texts[b->n_texts + i] = (struct budget_text){
                        .key = str_f(cx->arena, "reason.%.*s", STR(b->priors[i].key)),
                        .text = S("工作任务调整"), .confirmed = true
                };
        for (int i = 0; i < b->n_texts; i++)
                if (str_starts(texts[i].key, S("reason.")))
                        texts[i].text = S("工作任务调整");
        b->texts = texts;
        b->n_texts += b->n_priors;
}

static bool has_variants(str pattern)
{
        static const char *const same[] = { "P01", "P01u", "P10", "P18i", "P24", "P25p" };

        for (size_t i = 0; i < COUNT_OF(same); i++)
                if (str_is(pattern, same[i]))
                        return false;
        return str_starts(pattern, S("P"));
}

/* P02 to P23, and P25 under the tables, as an official would write them, in every way that the years can lie to
 * each other. */
TEST(every_sentence_reads_in_every_variant)
{
        static const char *const profiles[] = { "sichuan-county", "shanghai-district" };

        for (size_t p = 0; p < COUNT_OF(profiles); p++) {
                const char *file =
                        str_f(cx->arena, "tests/budget/golden-variants-%s.txt", profiles[p]).p;
                struct buf o = buf_new(cx->arena, 1 << 20);

                for (size_t i = 0; i < COUNT_OF(years); i++) {
                        struct budget *b = fixture_budget(cx, WATER);
                        struct disclosure *d;
                        struct check_input in = { .today = day_make(2024, 2, 20) };
                        struct check_report r;

                        reasons_all(cx, b);
                        years[i].make(cx, b);
                        d = fixture_disclose(cx, b, profiles[p]);
                        buf_f(&o, "%s== %s\n", i ? "\n" : "", years[i].name);
                        for (int k = 0; k < d->n_sentences; k++)
                                if (has_variants(d->sentences[k].pattern))
                                        buf_f(&o, "%.*s %.*s\n", STR(d->sentences[k].pattern),
                                              STR(d->sentences[k].text));
                        for (int k = 0; k < d->n_tables; k++)
                                if (d->tables[k].doc->note.n)
                                        buf_f(&o, "P25 %.*s\n", STR(d->tables[k].doc->note));
                        same_int(d->n_missing, 0);
                        in.d = d;
                        budget_check(cx, &in, &r);
                        for (int k = 0; k < r.n; k++)
                                if (!ok(strcmp(r.v[k].rule->id, "R15") &&
                                        strcmp(r.v[k].rule->id, "R03")))
                                        test_note("%s: %.*s", years[i].name, STR(r.v[k].say));
                }
                golden_same(cx, buf_str(&o), file);
        }
}

/* P01: either half may be wanting. */
TEST(sections_are_named_in_every_variant)
{
        static const struct { bool inner, below; const char *want; } cases[] = {
                { true, true,
                  "县水务局内设1个科室及1个下属事业单位，主要包括：办公室及河道管理站。" },
                { true, false, "县水务局内设1个科室，主要包括：办公室。" },
                { false, true, "县水务局下属1个事业单位，主要包括：河道管理站。" },
                { false, false, "县水务局没有内设科室和下属事业单位。" },
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct budget *b = fixture_budget(cx, WATER);
                struct budget_section list[2];
                struct disclosure *d;
                int found = 0;

                b->sections = list;
                b->n_sections = 0;
                if (cases[i].inner)
                        list[b->n_sections++] = (struct budget_section){ S("办公室"), false };
                if (cases[i].below)
                        list[b->n_sections++] = (struct budget_section){ S("河道管理站"), true };
                d = fixture_disclose(cx, b, "sichuan-county");
                for (int k = 0; k < d->n_sentences; k++)
                        if (str_is(d->sentences[k].pattern, "P01")) {
                                same_str(d->sentences[k].text, cases[i].want);
                                found++;
                        }
                same_int(found, 1);
        }
}

/* A budget compiled here has no original that could be silent: what it lacks has not been filled in. */
TEST(a_budget_compiled_here_speaks_of_no_original)
{
        struct budget *b = fixture_budget(cx, WATER);
        bool said = false;

        for (int i = 0; i < b->n_lines; i++)
                b->lines[i].economic = (str){ 0 };
        b->n_vehicles = b->n_projects = 0;
        b->procurement.known = false;
        for (int i = 0; i < b->n_lines; i++)
                b->lines[i].project = -1;
        b->n_indicators = 0;
        struct disclosure *d = fixture_disclose(cx, b, "sichuan-county");
        str text = cells_text(cx, d);

        ok(str_find(text, S("未填")) >= 0 && str_find(text, S("原件")) < 0);
        for (int i = 0; i < d->n_sentences; i++) {
                said = said || str_find(d->sentences[i].text, S("未填")) >= 0;
                if (!ok(str_find(d->sentences[i].text, S("原件")) < 0))
                        test_note("%.*s", STR(d->sentences[i].text));
        }
        ok(said);
}

/* 原件未载 has no unit: neither 原件未载万元 nor 原件未载辆. */
TEST(what_is_not_known_has_no_unit)
{
        static const struct { const char *pattern, *want; } cases[] = {
                { "P12",
                  "其中：公务接待费原件未载，公务用车购置及运行维护费0.00万元，因公出国（境）经费0.00万元。" },
                { "P15", "单位现有公务用车原件未载。" },
                { "P21",
                  "县委目标绩效办共有车辆原件未载，其中，定向保障用车原件未载、执法执勤用车原件未载。"
                  "单位价值200万元以上大型设备原件未载。" },
        };
        static const char *const gone[] = { "three.reception", "vehicles", "vehicles.held.assured",
                                            "vehicles.held.law", "equipment" };
        struct budget *b = fixture_budget(cx, SEED);
        struct disclosure *d;
        int found = 0;

        b->n_vehicles = 0;
        b->big_equipment = -1;
        for (int i = 0; i < b->n_facts; i++)
                for (size_t k = 0; k < COUNT_OF(gone); k++)
                        if (str_is(b->facts[i].key, gone[k]))
                                b->facts[i].key = S("nothing");
        d = fixture_disclose(cx, b, "sichuan-county");
        for (int i = 0; i < d->n_sentences; i++)
                for (size_t k = 0; k < COUNT_OF(cases); k++)
                        if (str_is(d->sentences[i].pattern, cases[k].pattern)) {
                                if (!ok(str_ends(d->sentences[i].text, str_of(cases[k].want))))
                                        test_note("%.*s", STR(d->sentences[i].text));
                                found++;
                        }
        same_int(found, COUNT_OF(cases));
}
