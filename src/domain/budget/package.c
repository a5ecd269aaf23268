/* domain/budget/package.c - the open-data package.
 * words: document text */
#include "domain/budget/package.h"

#include "core/text/json.h"
#include "core/text/zip.h"
#include "domain/budget/accounts.h"

enum { MAX_FILE = 64 << 20 };

/* ---- CSV ------------------------------------------------------------------------------------ */

void csv_put(struct buf *o, str cell)
{
        bool quote = false;

        for (size_t i = 0; i < cell.n; i++)
                quote = quote || strchr("\",\n\r", cell.p[i]);
        if (quote)
                buf_byte(o, '"');
        if (cell.n && strchr("=+-@\t\r", cell.p[0]))
                buf_byte(o, '\'');
        for (size_t i = 0; i < cell.n; i++) {
                if (cell.p[i] == '"')
                        buf_byte(o, '"');
                buf_byte(o, cell.p[i]);
        }
        if (quote)
                buf_byte(o, '"');
}

/* A row being written: `first` puts no comma. */
struct csv { struct buf *o; bool begun; };

static void put_cell(struct csv *c, str s)
{
        if (c->begun)
                buf_byte(c->o, ',');
        c->begun = true;
        csv_put(c->o, s);
}

static void put_number(struct csv *c, str s)
{
        if (c->begun)
                buf_byte(c->o, ',');
        c->begun = true;
        buf_put(c->o, s);
}

static void row_end(struct csv *c)
{
        buf_put(c->o, S("\r\n"));
        c->begun = false;
}

/* ---- files ---------------------------------------------------------------------------------- */

enum field_type { FIELD_TEXT, FIELD_INT, FIELD_NUMBER };
struct field { const char *name; enum field_type type; const char *column_type, *title; };

/* What datapackage.json says of a file: CSV, or JSON, which has no rows. */
struct file {
        const char *path, *title;
        const struct field *fields;
        int n_fields;
        str bytes;
        int rows;
};

struct package {
        struct ctx              *cx;
        const struct disclosure *d;
        const struct budget     *b;
        struct file              files[64];
        int                      n;
        struct zip_out          *zip;
        str                      pdf_sha256;
};

static struct file *file_add(struct package *p, const char *path, const char *title,
                             const struct field *fields, int n_fields)
{
        struct file *f = &p->files[p->n++];

        must(p->n < (int)COUNT_OF(p->files));
        *f = (struct file){ .path = path, .title = title, .fields = fields, .n_fields = n_fields };
        return f;
}

static struct csv csv_begin(struct package *p, struct buf *o, const struct file *f)
{
        struct csv c = { .o = o };

        *o = buf_new(p->cx->arena, MAX_FILE);
        for (int i = 0; i < f->n_fields; i++)
                put_cell(&c, str_of(f->fields[i].name));
        row_end(&c);
        return c;
}

static const struct fail *file_keep(struct package *p, struct file *f, const struct buf *o)
{
        if (o->broken)
                return fail(p->cx, TOO_LARGE, "导出的文件太大");
        f->bytes = buf_str(o);
        zip_out_add(p->zip, f->path, f->bytes);
        return NULL;
}

static str wan_text(struct package *p, int64_t wan)
{
        return decimal_str(p->cx->arena, wan, 2, false);
}

static const struct field line_fields[] = {
        { "line", FIELD_INT, "budget-line-id", "明细序号" },
        { "year", FIELD_INT, "date:fiscal-year", "年度" },
        { "phase", FIELD_TEXT, "phase:id", "阶段" },
        { "department_code", FIELD_TEXT, "administrative-classification:generic:level1:code",
          "部门编码" },
        { "department", FIELD_TEXT, "administrative-classification:generic:level1:label", "部门" },
        { "unit_code", FIELD_TEXT, "administrative-classification:generic:level2:code",
          "单位编码" },
        { "unit_finance_code", FIELD_TEXT, "", "预算单位代码" },
        { "unit", FIELD_TEXT, "administrative-classification:generic:level2:label", "单位" },
        { "unit_kind", FIELD_TEXT, "", "单位性质" },
        { "fund", FIELD_TEXT, "fin-source:generic:level1:code", "预算资金性质" },
        { "source", FIELD_TEXT, "fin-source:generic:level2:code", "资金年度" },
        { "function", FIELD_TEXT, "functional-classification:generic:level3:code", "功能科目编码" },
        { "function_path", FIELD_TEXT, "functional-classification:generic:level3:label",
          "功能科目" },
        { "economic", FIELD_TEXT, "economic-classification:generic:level2:code",
          "部门经济科目编码" },
        { "economic_name", FIELD_TEXT, "economic-classification:generic:level2:label",
          "部门经济科目" },
        { "economic_gov", FIELD_TEXT, "", "政府经济科目编码" },
        { "nature", FIELD_TEXT, "expenditure-type:code", "支出性质" },
        { "project_code", FIELD_TEXT, "activity:generic:project:code", "项目编码" },
        { "project", FIELD_TEXT, "activity:generic:project:label", "项目" },
        { "project_category", FIELD_TEXT, "activity:generic:program:code", "项目类别" },
        { "three_public", FIELD_TEXT, "", "“三公”经费分项" },
        { "procurement", FIELD_INT, "", "政府采购" },
        { "performance", FIELD_INT, "", "绩效目标管理" },
        { "basis", FIELD_TEXT, "", "数据依据" },
        { "nature_basis", FIELD_TEXT, "", "支出性质的依据" },
        { "amount_fen", FIELD_INT, "value", "金额（分）" },
        { "amount_disclosed_wan", FIELD_NUMBER, "value", "公开金额（万元）" },
};

static const char *three_of(str economic)
{
        if (str_is(economic, "30212"))
                return "abroad";
        if (str_is(economic, "30217"))
                return "reception";
        if (str_is(economic, "30231"))
                return "vehicle.run";
        return str_is(economic, "30913") || str_is(economic, "31013") ? "vehicle.buy" : "";
}

static const char *phase_of(const struct budget *b)
{
        return b->state >= BUDGET_APPROVED ? "approved" : "proposed";
}

static void line_put(struct package *p, struct csv *c, int i)
{
        const struct budget *b = p->b;
        const struct budget_line *l = &b->lines[i];
        const struct budget_unit *u = l->unit >= 0 ? &b->units[l->unit] : NULL;
        const struct budget_project *pr = l->project >= 0 ? &b->projects[l->project] : NULL;
        const struct account *e = account_find(&b->economic, l->economic);

        put_number(c, str_f(p->cx->arena, "%d", i + 1));
        put_number(c, str_f(p->cx->arena, "%d", b->year));
        put_cell(c, str_of(phase_of(b)));
        put_cell(c, b->code);
        put_cell(c, b->dept_name);
        put_cell(c, u ? u->code : S(""));
        put_cell(c, u ? u->finance_code : S(""));
        put_cell(c, u ? u->name : S(""));
        put_cell(c, u ? str_of(unit_kind_words[u->kind]) : S(""));
        put_cell(c, str_of(fund_words[l->fund]));
        put_cell(c, str_of(source_words[l->source]));
        put_cell(c, l->function);
        put_cell(c, account_path(p->cx->arena, &b->function, l->function));
        put_cell(c, l->economic);
        put_cell(c, e ? e->name : S(""));
        put_cell(c, e && u ? (u->kind == UNIT_INSTITUTION ? e->gov_institution : e->gov_organ)
                           : S(""));
        put_cell(c, str_of(nature_words[l->nature]));
        put_cell(c, pr ? pr->code : S(""));
        put_cell(c, pr ? pr->name : S(""));
        put_cell(c, pr ? str_of(category_words[pr->category]) : S(""));
        put_cell(c, str_of(three_of(l->economic)));
        put_number(c, l->procurement ? S("1") : S("0"));
        put_number(c, pr && pr->has_goal ? S("1") : S("0"));
        put_cell(c, str_of(basis_words[l->basis]));
        put_cell(c, str_of(basis_words[l->nature_basis]));
        put_number(c, str_f(p->cx->arena, "%ld", l->amount.fen));
        put_number(c, wan_text(p, p->d->fg->rounded.line[i]));
        row_end(c);
}

static const struct fail *lines_file(struct package *p)
{
        struct file *f = file_add(p, "lines.csv", "支出明细", line_fields, (int)COUNT_OF(line_fields));
        struct buf o;
        struct csv c = csv_begin(p, &o, f);

        for (int i = 0; i < p->b->n_lines; i++)
                line_put(p, &c, i);
        f->rows = p->b->n_lines;
        return file_keep(p, f, &o);
}

static const struct field income_fields[] = {
        { "line", FIELD_INT, "budget-line-id", "明细序号" },
        { "year", FIELD_INT, "date:fiscal-year", "年度" },
        { "unit_code", FIELD_TEXT, "administrative-classification:generic:level2:code", "单位编码" },
        { "unit_finance_code", FIELD_TEXT, "", "预算单位代码" },
        { "unit", FIELD_TEXT, "administrative-classification:generic:level2:label", "单位" },
        { "kind", FIELD_TEXT, "", "收入种类" },
        { "kind_name", FIELD_TEXT, "", "收入种类名称" },
        { "fund", FIELD_TEXT, "fin-source:generic:level1:code", "上年结转的资金性质" },
        { "basis", FIELD_TEXT, "", "数据依据" },
        { "amount_fen", FIELD_INT, "value", "金额（分）" },
        { "amount_disclosed_wan", FIELD_NUMBER, "value", "公开金额（万元）" },
};

static const struct fail *income_file(struct package *p)
{
        struct file *f = file_add(p, "income.csv", "收入明细", income_fields,
                                  (int)COUNT_OF(income_fields));
        struct arena *a = p->cx->arena;
        struct buf o;
        struct csv c = csv_begin(p, &o, f);

        for (int i = 0; i < p->b->n_incomes; i++) {
                const struct budget_income *in = &p->b->incomes[i];
                const struct budget_unit *u = in->unit >= 0 ? &p->b->units[in->unit] : NULL;

                put_number(&c, str_f(a, "%d", i + 1));
                put_number(&c, str_f(a, "%d", p->b->year));
                put_cell(&c, u ? u->code : S(""));
                put_cell(&c, u ? u->finance_code : S(""));
                put_cell(&c, u ? u->name : S(""));
                put_cell(&c, str_of(income_words[in->kind]));
                put_cell(&c, str_of(income_labels[in->kind]));
                put_cell(&c, in->kind == INCOME_CARRY ? str_of(fund_words[in->fund]) : S(""));
                put_cell(&c, str_of(basis_words[in->basis]));
                put_number(&c, str_f(a, "%ld", in->amount.fen));
                put_number(&c, wan_text(p, p->d->fg->rounded.income[i]));
                row_end(&c);
        }
        f->rows = p->b->n_incomes;
        return file_keep(p, f, &o);
}

static const struct field figure_fields[] = {
        { "key", FIELD_TEXT, "", "指标" },         { "label", FIELD_TEXT, "", "名称" },
        { "unit", FIELD_TEXT, "", "单位" },        { "value", FIELD_NUMBER, "value", "数值" },
        { "basis", FIELD_TEXT, "", "数据依据" },   { "note", FIELD_TEXT, "", "说明" },
};

static void figure_put(struct package *p, struct csv *c, str key, int64_t value, enum basis basis,
                       str note)
{
        struct fact f = budget_fact_find(p->d->fg, key);

        put_cell(c, key);
        put_cell(c, f.label);
        put_cell(c, f.unit == FACT_COUNT ? S("个") : S("万元"));
        put_number(c, f.unit == FACT_COUNT ? str_f(p->cx->arena, "%ld", value)
                                           : wan_text(p, wan_of((money){ value })));
        put_cell(c, str_of(basis_words[basis]));
        put_cell(c, note);
        row_end(c);
}

static const struct fail *figures_files(struct package *p)
{
        struct file *f = file_add(p, "prior.csv", "上年可比数", figure_fields,
                                  (int)COUNT_OF(figure_fields));
        struct buf o;
        struct csv c = csv_begin(p, &o, f);
        const struct fail *bad;

        for (int i = 0; i < p->b->n_priors; i++)
                figure_put(p, &c, p->b->priors[i].key, p->b->priors[i].value, p->b->priors[i].basis,
                           p->b->priors[i].note);
        f->rows = p->b->n_priors;
        bad = file_keep(p, f, &o);
        f = file_add(p, "published.csv", "只有合计、没有明细的公布数", figure_fields,
                     (int)COUNT_OF(figure_fields));
        c = csv_begin(p, &o, f);
        for (int i = 0; i < p->b->n_facts; i++)
                figure_put(p, &c, p->b->facts[i].key, p->b->facts[i].value, p->b->facts[i].basis,
                           p->b->facts[i].note);
        f->rows = p->b->n_facts;
        return bad ? bad : file_keep(p, f, &o);
}

static const struct field goal_fields[] = {
        { "project_code", FIELD_TEXT, "activity:generic:project:code", "项目编码" },
        { "project", FIELD_TEXT, "activity:generic:project:label", "项目" },
        { "goal", FIELD_TEXT, "", "年度目标" },    { "level1", FIELD_TEXT, "", "一级指标" },
        { "level2", FIELD_TEXT, "", "二级指标" },  { "level3", FIELD_TEXT, "", "三级指标" },
        { "compare", FIELD_TEXT, "", "指标性质" }, { "target", FIELD_TEXT, "", "指标值" },
        { "measure", FIELD_TEXT, "", "度量单位" }, { "weight", FIELD_NUMBER, "", "权重" },
        { "direction", FIELD_TEXT, "", "指标方向" },
};

static const struct fail *goals_file(struct package *p)
{
        struct file *f = file_add(p, "performance.csv", "绩效目标和指标", goal_fields,
                                  (int)COUNT_OF(goal_fields));
        struct buf o;
        struct csv c = csv_begin(p, &o, f);

        for (int i = 0; i < p->b->n_indicators; i++) {
                const struct budget_indicator *in = &p->b->indicators[i];
                const struct budget_project *pr = in->project >= 0 ? &p->b->projects[in->project]
                                                                   : NULL;

                put_cell(&c, pr ? pr->code : S(""));
                put_cell(&c, pr ? pr->name : S("部门整体支出"));
                put_cell(&c, pr ? pr->goal : budget_text_of(p->b, S("whole.goal"), 0));
                put_cell(&c, in->level1);
                put_cell(&c, in->level2);
                put_cell(&c, in->level3);
                /* one of six words, never a formula */
                put_number(&c, str_of(compare_codes[in->compare]));
                put_cell(&c, in->target);
                put_cell(&c, in->measure);
                put_number(&c, decimal_str(p->cx->arena, in->weight, 2, false));
                put_cell(&c, in->lower_is_better ? S("反向") : S("正向"));
                row_end(&c);
        }
        f->rows = p->b->n_indicators;
        return file_keep(p, f, &o);
}

static const struct field asset_fields[] = {
        { "class", FIELD_TEXT, "", "类别" },
        { "held", FIELD_INT, "", "现有" },
        { "planned", FIELD_INT, "", "拟购置" },
        { "planned_cost_fen", FIELD_INT, "value", "购置费（分）" },
};

static const struct field procurement_fields[] = {
        { "kind", FIELD_TEXT, "", "品目" },        { "amount_fen", FIELD_INT, "value", "金额（分）" },
};

static const struct fail *assets_files(struct package *p)
{
        struct file *f = file_add(p, "assets.csv", "车辆和大型设备", asset_fields,
                                  (int)COUNT_OF(asset_fields));
        const struct budget_procurement *buy = &p->b->procurement;
        const struct { const char *kind; money m; } parts[] = {
                { "goods", buy->goods }, { "works", buy->works }, { "services", buy->services },
                { "for_small", buy->for_small },
        };
        struct arena *a = p->cx->arena;
        struct buf o;
        struct csv c = csv_begin(p, &o, f);
        const struct fail *bad;

        for (int i = 0; i < p->b->n_vehicles; i++, f->rows++) {
                put_cell(&c, p->b->vehicles[i].class_code);
                put_number(&c, str_f(a, "%d", p->b->vehicles[i].held));
                put_number(&c, str_f(a, "%d", p->b->vehicles[i].planned));
                put_number(&c, str_f(a, "%ld", p->b->vehicles[i].planned_cost.fen));
                row_end(&c);
        }
        if (p->b->big_equipment >= 0) {
                put_cell(&c, S("equipment"));
                put_number(&c, str_f(a, "%d", p->b->big_equipment));
                put_number(&c, str_f(a, "%d", p->b->big_equipment_planned < 0
                                              ? 0 : p->b->big_equipment_planned));
                put_number(&c, S("0"));
                row_end(&c);
                f->rows++;
        }
        bad = file_keep(p, f, &o);
        f = file_add(p, "procurement.csv", "政府采购预算", procurement_fields,
                     (int)COUNT_OF(procurement_fields));
        c = csv_begin(p, &o, f);
        for (size_t i = 0; buy->known && i < COUNT_OF(parts); i++, f->rows++) {
                put_cell(&c, str_of(parts[i].kind));
                put_number(&c, str_f(a, "%ld", parts[i].m.fen));
                row_end(&c);
        }
        return bad ? bad : file_keep(p, f, &o);
}

/* ---- code lists ----------------------------------------------------------------------------- */

static const struct field code_fields[] = {
        { "list", FIELD_TEXT, "", "科目体系" },    { "code", FIELD_TEXT, "", "编码" },
        { "name", FIELD_TEXT, "", "名称" },        { "edition", FIELD_TEXT, "", "版本" },
        { "basis", FIELD_TEXT, "", "依据" },
};

static int text_order(const void *a, const void *b)
{
        return str_cmp(*(const str *)a, *(const str *)b);
}

/* The codes that lines use, with those above them. */
static int codes_put(struct package *p, struct csv *c, const char *name,
                     const struct account_list *l, bool economic)
{
        static const size_t lengths[] = { 3, 5, 7 };
        str *codes = NEW_ARRAY(p->cx->arena, str, (size_t)p->b->n_lines * 3 + 1);
        int n = 0, rows = 0;

        for (int i = 0; i < p->b->n_lines; i++) {
                str code = economic ? p->b->lines[i].economic : p->b->lines[i].function;

                for (size_t k = 0; k < COUNT_OF(lengths); k++)
                        if (code.n >= lengths[k])
                                codes[n++] = str_head(code, lengths[k]);
        }
        if (n)
                qsort(codes, (size_t)n, sizeof(*codes), text_order);
        for (int i = 0; i < n; i++) {
                const struct account *a = account_find(l, codes[i]);

                if (i && str_eq(codes[i], codes[i - 1]))
                        continue;
                put_cell(c, str_of(name));
                put_cell(c, codes[i]);
                put_cell(c, a ? a->name : S(""));
                put_cell(c, l->name);
                put_cell(c, a ? a->basis : S(""));
                row_end(c);
                rows++;
        }
        return rows;
}

static const struct fail *codes_file(struct package *p)
{
        struct file *f = file_add(p, "codes.csv", "用到的科目", code_fields, (int)COUNT_OF(code_fields));
        struct buf o;
        struct csv c = csv_begin(p, &o, f);

        f->rows = codes_put(p, &c, "function", &p->b->function, false);
        f->rows += codes_put(p, &c, "economic", &p->b->economic, true);
        return file_keep(p, f, &o);
}

/* ---- tables, text, checks ------------------------------------------------------------------- */

static str cell_words(struct package *p, const struct doc_table *t, int r, int c)
{
        const struct doc_cell *cell = &t->rows[r].cells[c];

        if (cell->kind == DOC_NUMBER)
                return decimal_str(p->cx->arena, cell->v,
                                   t->columns[c].places < 0 ? 0 : t->columns[c].places, false);
        return cell->kind == DOC_EMPTY ? S("") : cell->text;
}

static void table_head(struct package *p, struct csv *c, const struct doc_table *t)
{
        for (int i = 0; i < t->n_columns; i++) {
                const struct doc_column *k = &t->columns[i];

                put_cell(c, str_f(p->cx->arena, "%.*s%s%.*s%s%.*s", STR(k->over2),
                                  k->over2.n ? "/" : "", STR(k->over), k->over.n ? "/" : "",
                                  STR(k->head)));
        }
        row_end(c);
}

/* Two files a table: as printed, and the fact behind each cell in the same grid. */
static const struct fail *table_files(struct package *p, const struct made_table *m)
{
        const char *path = str_f(p->cx->arena, "tables/%.*s.csv", STR(m->spec->id)).p;
        const char *facts = str_f(p->cx->arena, "tables/%.*s.facts.csv", STR(m->spec->id)).p;
        const char *title = str_copy(p->cx->arena, m->doc->title).p;
        struct file *f = file_add(p, path, title, NULL, 0);
        struct file *x = file_add(p, facts, str_f(p->cx->arena, "%s：各格数字的依据", title).p, NULL, 0);
        struct buf o = buf_new(p->cx->arena, MAX_FILE), q = buf_new(p->cx->arena, MAX_FILE);
        struct csv c = { .o = &o }, k = { .o = &q };

        table_head(p, &c, m->doc);
        table_head(p, &k, m->doc);
        for (int r = 0; r < m->doc->n_rows; r++) {
                for (int i = 0; i < m->doc->n_columns; i++) {
                        str words = cell_words(p, m->doc, r, i);

                        if (m->doc->rows[r].cells[i].kind == DOC_NUMBER)
                                put_number(&c, words);
                        else
                                put_cell(&c, words);
                        put_cell(&k, m->doc->rows[r].cells[i].fact);
                }
                row_end(&c);
                row_end(&k);
        }
        f->rows = x->rows = m->doc->n_rows;
        const struct fail *bad = file_keep(p, f, &o);
        return bad ? bad : file_keep(p, x, &q);
}

static const struct fail *text_json(struct package *p)
{
        struct buf o = buf_new(p->cx->arena, MAX_FILE);
        struct json_out j = json_out(&o, true);

        json_open(&j, NULL, '[');
        for (int i = 0; i < p->d->n_sentences; i++) {
                const struct sentence *s = &p->d->sentences[i];

                json_open(&j, NULL, '{');
                json_put_str(&j, "pattern", s->pattern.n ? s->pattern : S(""));
                json_put_str(&j, "section", s->section);
                json_put_str(&j, "text", s->text);
                json_open(&j, "facts", '[');
                for (int k = 0; k < s->n_facts; k++)
                        json_put_str(&j, NULL, s->facts[k]);
                json_close(&j, ']');
                json_close(&j, '}');
        }
        json_close(&j, ']');
        return file_keep(p, file_add(p, "text.json", "逐句的文字、句式和依据的数字", NULL, 0), &o);
}

static void side_put(struct json_out *j, const char *name, str place, struct amount v)
{
        json_open(j, name, '{');
        json_put_str(j, "place", place.p ? place : S(""));
        if (v.known)
                json_put_int(j, "fen", v.fen);
        json_close(j, '}');
}

static const struct fail *checks_json(struct package *p, const struct check_report *r)
{
        static const char *const classes[CHECK_CLASSES] = {
                "equal", "tail", "broken", "power-of-ten", "digit", "truncation", "unknown", "rule",
        };
        static const char *const severities[CHECK_SEVERITIES] = { "info", "query", "warning",
                                                                  "error", "critical" };
        struct buf o = buf_new(p->cx->arena, MAX_FILE);
        struct json_out j = json_out(&o, true);

        json_open(&j, NULL, '{');
        json_open(&j, "checks", '[');
        for (int i = 0; i < n_check_rules; i++) {
                json_open(&j, NULL, '{');
                json_put_str(&j, "id", str_of(check_rules[i].id));
                json_put_str(&j, "title", str_of(check_rules[i].title));
                json_put_int(&j, "passed", r->outcomes[i].passed);
                json_put_int(&j, "unknown", r->outcomes[i].unknown);
                json_put_int(&j, "findings", r->outcomes[i].findings);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_open(&j, "findings", '[');
        for (int i = 0; i < r->n; i++) {
                const struct finding *f = &r->v[i];

                json_open(&j, NULL, '{');
                json_put_str(&j, "check", str_of(f->rule->id));
                json_put_str(&j, "class", str_of(classes[f->found]));
                json_put_str(&j, "severity", str_of(severities[f->severity]));
                side_put(&j, "a", f->place, f->a);
                side_put(&j, "b", f->other, f->b);
                json_put_str(&j, "say", f->say);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_open(&j, "identities", '[');
        for (int i = 0; i < r->n_kept; i++) {
                const struct finding *f = &r->kept[i];

                json_open(&j, NULL, '{');
                json_put_str(&j, "check", str_of(f->rule->id));
                json_put_str(&j, "class", str_of(classes[f->found]));
                side_put(&j, "a", f->place, f->a);
                side_put(&j, "b", f->other, f->b);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
        return file_keep(p, file_add(p, "checks.json", "逐条校验的结果", NULL, 0), &o);
}

/* ---- datapackage.json --------------------------------------------------------------------- */

static void resource_put(struct json_out *j, const struct file *f)
{
        static const char *const types[] = { "string", "integer", "number" };

        bool json = str_ends(str_of(f->path), S(".json"));

        json_open(j, NULL, '{');
        json_put_str(j, "name", str_head(str_of(f->path), strlen(f->path) - (json ? 5 : 4)));
        json_put_str(j, "path", str_of(f->path));
        json_put_str(j, "title", str_of(f->title));
        json_put_str(j, "format", json ? S("json") : S("csv"));
        json_put_str(j, "mediatype", json ? S("application/json") : S("text/csv"));
        json_put_str(j, "encoding", S("utf-8"));
        json_put_int(j, "bytes", (int64_t)f->bytes.n);
        if (!json)
                json_put_int(j, "rows", f->rows);
        if (f->n_fields) {
                json_open(j, "schema", '{');
                json_open(j, "fields", '[');
                for (int i = 0; i < f->n_fields; i++) {
                        json_open(j, NULL, '{');
                        json_put_str(j, "name", str_of(f->fields[i].name));
                        json_put_str(j, "title", str_of(f->fields[i].title));
                        json_put_str(j, "type", str_of(types[f->fields[i].type]));
                        if (f->fields[i].column_type[0])
                                json_put_str(j, "columnType", str_of(f->fields[i].column_type));
                        json_close(j, '}');
                }
                json_close(j, ']');
                json_close(j, '}');
        }
        json_close(j, '}');
}

/* What nobody has stated is left out. */
static void put_known(struct json_out *j, const char *name, str s)
{
        if (s.n)
                json_put_str(j, name, s);
}

static const struct fail *datapackage_file(struct package *p)
{
        const struct budget *b = p->b;
        struct arena *a = p->cx->arena;
        struct buf o = buf_new(a, MAX_FILE);
        struct json_out j = json_out(&o, true);

        json_open(&j, NULL, '{');
        json_put_str(&j, "profile", S("luoshi-disclosure/1"));
        json_put_str(&j, "name", str_f(a, "%.*s-%d", STR(b->code), b->year));
        json_put_str(&j, "title", p->d->doc->title);
        json_put_int(&j, "year", b->year);
        json_put_str(&j, "version", str_f(a, "%d", b->version < 1 ? 1 : b->version));
        put_known(&j, "correction", b->correction);
        json_put_str(&j, "phase", str_of(phase_of(b)));
        json_put_str(&j, "currency", S("CNY"));
        json_put_str(&j, "publisher", b->dept_name);
        json_put_bool(&j, "fictional", b->fictional);
        put_known(&j, "licence", budget_text_of(b, S("licence"), 0));
        put_known(&j, "contact", budget_text_of(b, S("contact"), 0));
        put_known(&j, "source", b->note);
        put_known(&j, "approval_date", day_is(b->approved) ? day_str(a, b->approved) : S(""));
        put_known(&j, "approval_no", b->approval_no);
        put_known(&j, "publication_date", day_is(b->published) ? day_str(a, b->published) : S(""));
        put_known(&j, "url", b->published_url);
        put_known(&j, "pdf_sha256", p->pdf_sha256);
        json_put_str(&j, "disclosure_profile", p->d->p->name);
        json_put_str(&j, "account_edition", b->function.name);
        json_put_str(&j, "rounding", str_of(round_way_names[p->d->fg->rounded.way]));
        json_open(&j, "resources", '[');
        for (int i = 0; i < p->n; i++)
                resource_put(&j, &p->files[i]);
        json_close(&j, ']');
        json_close(&j, '}');
        if (o.broken)
                return fail(p->cx, TOO_LARGE, "导出的文件太大");
        zip_out_add(p->zip, "datapackage.json", buf_str(&o));
        return NULL;
}

static const struct fail *profile_file(struct package *p)
{
        struct buf o = buf_new(p->cx->arena, MAX_FILE);

        buf_put(&o, p->d->p->text);
        return file_keep(p, file_add(p, "profile.json", "编报格式", NULL, 0), &o);
}

static bool personal_found(const struct check_report *r)
{
        for (int i = 0; i < r->n; i++)
                if (!strcmp(r->v[i].rule->id, "R16"))
                        return true;
        return false;
}

const struct fail *budget_package(struct ctx *cx, const struct disclosure *d,
                                  const struct check_report *checks, str pdf_sha256,
                                  str *ret_bytes)
{
        static const struct fail *(*const parts[])(struct package *) = {
                lines_file, income_file, figures_files, goals_file, assets_files, codes_file,
        };
        struct package *p = NEW(cx->arena, struct package);
        const struct fail *f = NULL, *ended;
        str bytes;

        if (personal_found(checks))
                return fail(cx, INVALID, "文字中疑似有个人信息，删去后才能导出");
        *p = (struct package){ .cx = cx, .d = d, .b = d->b, .zip = zip_out_new(cx),
                              .pdf_sha256 = pdf_sha256 };
        if (day_is(d->b->approved))             /* the same budget is the same bytes, whenever it is asked for */
                zip_out_at(p->zip, (int64_t)d->b->approved.n * 86400000);
        for (size_t i = 0; !f && i < COUNT_OF(parts); i++)
                f = parts[i](p);
        for (int i = 0; !f && i < d->n_tables; i++)
                f = table_files(p, &d->tables[i]);
        if (!f)
                f = text_json(p);
        if (!f)
                f = checks_json(p, checks);
        if (!f)
                f = profile_file(p);
        if (!f)
                f = datapackage_file(p);
        ended = zip_out_end(p->zip, &bytes); /* also after a failure: it frees what libzip holds */
        if (!f)
                f = ended;
        if (!f)
                *ret_bytes = bytes;
        return f;
}
