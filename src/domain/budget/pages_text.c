/* domain/budget/pages_text.c - the disclosure as it will be printed, the lines behind a figure,
 * files. */
#include "core/attach/bundle.h"
#include "domain/budget/disclose.h"
#include "domain/budget/faces.h"
#include "domain/budget/output.h"
#include "domain/budget/text.html.h"
#include "door/web/attach.h"

enum { MAX_PAGE = 8 << 20 };

/* ---- parts: a title block begins one; the cover, which has no text, is none ------ */

struct part { int from, to; str title; };

static bool has_text(const struct doc *d, const struct part *p)
{
        for (int i = p->from; i < p->to; i++)
                if (d->blocks[i].kind == DOC_PARA || d->blocks[i].kind == DOC_TABLE || d->blocks[i].kind == DOC_HEADING)
                        return true;
        return false;
}

static int parts_of(struct ctx *cx, const struct doc *d, struct part **ret)
{
        struct part *list = NULL;
        int n = 0, cap = 0;
        for (int i = 0; i < d->n_blocks; i++) {
                const struct doc_block *k = &d->blocks[i];
                bool title = k->kind == DOC_TITLE && k->n_runs, after = i && d->blocks[i - 1].kind == DOC_TITLE;
                if ((title && !after) || (!n && k->kind != DOC_PAGE))
                        *VEC_ADD(cx->arena, list, n, cap) = (struct part){ i, i, title ? k->runs[0].text : S("") };
                if (n)
                        list[n - 1].to = i + 1;
        }
        bool cover = n > 1 && !has_text(d, &list[0]);
        *ret = list + cover;
        return n - cover;
}

/* A part's title without the department's name, which stands above already. */
static str short_title(struct ctx *cx, str title, str dept)
{
        ptrdiff_t at = str_find(title, dept);
        if (at < 0)
                return title;
        return str_f(cx->arena, "%.*s%.*s", (int)at, title.p, STR(str_from(title, (size_t)at + dept.n)));
}

static bool block_has(const struct doc_block *k, str fact)
{
        for (int r = 0; r < k->n_runs; r++)
                if (str_eq(k->runs[r].fact, fact))
                        return true;
        for (int r = 0; k->table && r < k->table->n_rows; r++)
                for (int c = 0; c < k->table->n_columns; c++)
                        if (str_eq(k->table->rows[r].cells[c].fact, fact))
                                return true;
        return false;
}

static int part_with(const struct doc *d, const struct part *parts, int n, str fact)
{
        for (int p = 0; p < n; p++)
                for (int i = parts[p].from; i < parts[p].to; i++)
                        if (block_has(&d->blocks[i], fact))
                                return p;
        return -1;
}

/* ---- where a figure comes from, and where else it stands -------------------------- */

static void add_masked(struct ctx *cx, struct buf *o, unsigned mask, const char *const *labels,
                       int n)
{
        bool first = true;
        for (int i = 0; i < n; i++) {
                if (!(mask >> i & 1))
                        continue;
                buf_f(o, "%s%s", first ? o->n ? "；" : "" : "、", words_of(cx->lang, labels[i]));
                first = false;
        }
}

static void add_codes(struct ctx *cx, struct buf *o, const char *what, const str *codes, int n,
                      const struct account_list *l)
{
        for (int i = 0; i < n; i++) {
                const struct account *a = account_find(l, codes[i]);
                if (i)
                        buf_put(o, S("、"));
                else
                        buf_f(o, "%s%s ", o->n ? "；" : "", words_of(cx->lang, what));
                buf_f(o, "%.*s %.*s", STR(codes[i]), STR(a ? a->name : S("")));
        }
}

/* 30.26 ÷ 172.02 ＝ 17.5909…%，四舍五入到 0.01% 为 17.59% */
static str quotient_words(struct ctx *cx, const struct text_page *p, const struct fact *a,
                          const struct fact *b)
{
        int64_t down = muldiv_mode(a->value, 1000000, b->value, ROUND_DOWN);
        bool exact = down == muldiv_mode(a->value, 1000000, b->value, ROUND_CEIL);
        return str_f(cx->arena, words_of(cx->lang, "%.*s ÷ %.*s ＝ %.*s%s%%，四舍五入到 0.01%% 为 %.*s%%"),
                     STR(p->of[0].text), STR(p->of[1].text), STR(decimal_str(cx->arena, down, 4, true)),
                     exact ? "" : "…", STR(p->fact_text));
}

/* A change or a rate: the two figures it is made from, and the sum done. The lines of a change are
 * those of this year's figure. */
static void fill_operands(struct ctx *cx, struct text_page *p, const struct figures *fg)
{
        static const char *const roles[][2] = { { "本年", "上年" }, { "分子", "分母" } };
        bool rate = p->fact.unit == FACT_RATIO, known = p->fact.state != FACT_UNKNOWN;
        struct fact of[2];
        for (; p->n_of < 2 && p->fact.of[p->n_of].n; p->n_of++) {
                struct fact *x = &of[p->n_of];
                *x = budget_fact_find(fg, p->fact.of[p->n_of]);
                p->of[p->n_of] = (struct operand){ roles[rate][p->n_of], x->label, fact_shown(fg, x), x->key };
        }
        if (!p->n_of)
                return;
        p->fact_yuan = decimal_str(cx->arena, of[0].fen, 2, true);
        if (known && rate)
                p->worked = quotient_words(cx, p, &of[0], &of[1]);
        else if (known)
                p->worked = str_f(cx->arena, "%.*s － %.*s ＝ %s%.*s", STR(p->of[0].text), STR(p->of[1].text),
                                  of[0].value < of[1].value ? "－" : "", STR(p->fact_text));
}

/* Counters of facts.def by what they begin with, the longer first. */
static const struct { const char *rule, *words; } counters[] = {
        { "projects",          "开展绩效目标管理的项目，按类别逐个计数" },
        { "vehicles planned",  "车辆清单中拟购置的辆数之和" },
        { "vehicles aimed",    "车辆清单中拟购置的辆数之和" },
        { "vehicles",          "车辆清单中现有的辆数之和" },
        { "equipment planned", "填报的拟购置大型设备台（套）数" },
        { "equipment",         "填报的现有大型设备台（套）数" },
        { "sections",          "内设机构和下属单位清单，逐个计数" },
        { "units",             "预算单位清单，逐个计数" },
        { "plan:",             "政府采购预算中填报的金额" },
};

/* A rule of facts.def in words: 一般公共预算；当年安排；功能科目 201 一般公共服务支出. */
static str rule_words(struct ctx *cx, const struct figures *fg, str rule)
{
        struct filter x;
        for (size_t i = 0; i < COUNT_OF(counters); i++)
                if (str_starts(rule, str_of(counters[i].rule)))
                        return str_of(words_of(cx->lang, counters[i].words));
        if (!rule.n)
                return rule;
        if (filter_parse(cx, rule, &x))         /* words already */
                return str_of(words_of(cx->lang, str_copy(cx->arena, rule).p));
        struct buf o = buf_new(cx->arena, 8192);
        add_masked(cx, &o, x.incomes, income_labels, INCOME_END);
        add_masked(cx, &o, x.funds, fund_labels, FUND_END);
        add_masked(cx, &o, x.sources, source_labels, SOURCE_END);
        add_masked(cx, &o, x.natures, nature_labels, NATURE_END);
        add_masked(cx, &o, x.kinds, unit_kind_labels, UNIT_KIND_END);
        add_masked(cx, &o, x.categories, category_labels, PROJECT_CATEGORY_END);
        if (x.goal)
                buf_f(&o, "%s%s", o.n ? "；" : "", words_of(cx->lang, "开展绩效目标管理的项目"));
        add_codes(cx, &o, "功能科目", x.function, x.n_function, &fg->b->function);
        add_codes(cx, &o, "部门经济科目", x.economic, x.n_economic, &fg->b->economic);
        return o.n ? buf_str(&o) : str_of(words_of(cx->lang, x.income ? "全部收入" : "全部支出"));
}

static void fill_fact(struct ctx *cx, struct text_page *p, const struct figures *fg, str key)
{
        p->fact = budget_fact_find(fg, key);
        p->chosen = p->fact.label.n > 0;
        if (!p->chosen)
                return;
        p->fact_text = fact_shown(fg, &p->fact);
        p->fact_unit = str_of(p->fact.unit == FACT_MONEY && p->fact.state != FACT_UNKNOWN ? words_of(cx->lang, "万元") :
                              p->fact.unit == FACT_RATIO ? "%" : "");
        p->fact_state = fact_state_words(fg, &p->fact);
        p->fact_rule = rule_words(cx, fg, p->fact.rule);
        p->fact_yuan = decimal_str(cx->arena, p->fact.fen, 2, true);
        fill_operands(cx, p, fg);
        struct line_row *rows = NEW_ARRAY(cx->arena, struct line_row, (size_t)p->fact.n_lines + 1);
        for (int i = 0; i < p->fact.n_lines; i++)
                rows[i] = line_row_of(cx, fg->b, &fg->b->lines[p->fact.lines[i]], fg->silent.p);
        p->rows = rows, p->n_rows = p->fact.n_lines;
        struct income_row *in = NEW_ARRAY(cx->arena, struct income_row, (size_t)p->fact.n_incomes + 1);
        for (int i = 0; i < p->fact.n_incomes; i++) {
                const struct budget_income *x = &fg->b->incomes[p->fact.incomes[i]];
                in[i] = (struct income_row){ income_labels[x->kind], x->kind == INCOME_CARRY
                        ? fund_labels[x->fund] : NULL,
                                             x->unit >= 0 ? fg->b->units[x->unit].name : S("—"),
                                             decimal_str(cx->arena, x->amount.fen, 2, true) };
        }
        p->incomes = in, p->n_incomes = p->fact.n_incomes;
}

/* A table cell that shows the very same sum has another key but the same lines and value. */
static bool same_figure(const struct fact *a, const struct fact *b)
{
        return a->unit == b->unit && a->value == b->value && a->n_lines == b->n_lines &&
               a->n_incomes == b->n_incomes && a->state == b->state &&
               (!a->n_lines || !memcmp(a->lines, b->lines, sizeof(int) * (size_t)a->n_lines)) &&
               (!a->n_incomes || !memcmp(a->incomes, b->incomes, sizeof(int) * (size_t)a->n_incomes));
}

static bool table_shows(const struct figures *fg, const struct doc_table *t,
                        const struct fact *fact)
{
        for (int r = 0; r < t->n_rows; r++)
                for (int c = 0; c < t->n_columns; c++) {
                        const struct doc_cell *cell = &t->rows[r].cells[c];
                        if (!cell->fact.n || cell->kind != DOC_NUMBER)
                                continue;
                        struct fact other = budget_fact_find(fg, cell->fact);
                        if (same_figure(fact, &other))
                                return true;
                }
        return false;
}

static void fill_same(struct ctx *cx, struct text_page *p, const struct disclosure *d)
{
        struct same_place *list = NULL;
        int n = 0, cap = 0;
        str last = { 0 };
        for (int i = 0; i < d->n_sentences; i++)
                for (int k = 0; k < d->sentences[i].n_facts; k++)
                        if (str_eq(d->sentences[i].facts[k], p->fact.key) && !str_eq(last, d->sentences[i].section)) {
                                last = d->sentences[i].section;
                                *VEC_ADD(cx->arena, list, n, cap) = (struct same_place){ last,
                                        str_f(cx->arena, "/text?fig=%s#lines", url_part(cx->arena, p->fact.key)) };
                        }
        for (int i = 0; i < d->n_tables && p->fact.n_lines + p->fact.n_incomes; i++)
                if (table_shows(d->fg, d->tables[i].doc, &p->fact))
                        *VEC_ADD(cx->arena, list, n, cap) = (struct same_place){
                                str_f(cx->arena, "%.*s %.*s", STR(d->tables[i].doc->number),
                                      STR(d->tables[i].doc->title)),
                                str_f(cx->arena, "/tables?t=%d", i)
                        };
        p->same = list, p->n_same = n;
}

/* ---- the page ----------------------------------------------------------------------- */

/* GET /budget/:id/text?part=2&fig=KEY */
const struct fail *budget_text_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct text_page p = { 0 };
        struct disclosure *d;
        struct part *parts;
        struct form form = form_of(cx, rq);
        int64_t part = form_int_or(&form, "part", 1, 20, 0);
        str fig = form_text(&form, "fig", 0, 120);
        const struct fail *f = form_end(&form);
        if (!f)
                f = budget_frame_fill(cx, rq, "公开文本", "text", &p.frame);
        if (!f)
                f = budget_disclosure(cx, p.frame.b, &d);
        if (f)
                return f;
        int n = parts_of(cx, d->doc, &parts), at = part ? (int)part - 1 : n > 1 ? 1 : 0;
        if (fig.n && !part) {
                int with = part_with(d->doc, parts, n, fig);
                at = with >= 0 ? with : at;
        }
        if (at >= n)
                return fail(cx, NOT_FOUND, "公开文本没有第 %ld 部分", part);
        struct part_link *links = NEW_ARRAY(cx->arena, struct part_link, (size_t)n);
        for (int i = 0; i < n; i++)
                links[i] = (struct part_link){ short_title(cx, parts[i].title, p.frame.b->dept_name), i == at, i + 1 };
        p.parts = links, p.n_parts = n;
        if (fig.n) {
                fill_fact(cx, &p, d->fg, fig);
                if (p.chosen)
                        fill_same(cx, &p, d);
        }
        for (int i = 0; i < d->n_sentences; i++)
                p.n_facts += d->sentences[i].n_facts;
        d->doc->fact_url = str_f(cx->arena, "/budget/%ld/text?part=%d&fig=", p.frame.b->id, at + 1);
        struct buf body = buf_new(cx->arena, MAX_PAGE);
        doc_html_part(&body, d->doc, parts[at].from, parts[at].to, fig);
        p.body = (markup){ buf_str(&body) };
        p.frozen = p.frame.b->state >= BUDGET_PUBLISHED;
        text_page(&re->body, &p);
        return NULL;
}

/* GET /budget/:id/tables?t=3 */
const struct fail *budget_tables_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct tables_page p = { 0 };
        struct disclosure *d;
        struct form form = form_of(cx, rq);
        int64_t at = form_int_or(&form, "t", 0, 60, 0);
        const struct fail *f = form_end(&form);
        if (!f)
                f = budget_frame_fill(cx, rq, "预算表", "tables", &p.frame);
        if (!f)
                f = budget_disclosure(cx, p.frame.b, &d);
        if (f)
                return f;
        if (at >= d->n_tables)
                return fail(cx, NOT_FOUND, "%s", "");
        struct table_link *links = NEW_ARRAY(cx->arena, struct table_link, (size_t)d->n_tables);
        for (int i = 0; i < d->n_tables; i++)
                links[i] = (struct table_link){ d->tables[i].doc->number, d->tables[i].doc->title, i == at,
                                                d->tables[i].state == TABLE_EMPTY };
        p.links = links, p.n_links = d->n_tables;
        struct buf body = buf_new(cx->arena, MAX_PAGE);
        d->doc->fact_url = str_f(cx->arena, "/budget/%ld/text?fig=", p.frame.b->id);
        for (int i = 0; i < d->doc->n_blocks; i++)
                if (d->doc->blocks[i].table == d->tables[at].doc)
                        doc_html_part(&body, d->doc, i, i + 1, (str){ 0 });
        p.body = (markup){ buf_str(&body) };
        tables_page(&re->body, &p);
        return NULL;
}

/* ---- files --------------------------------------------------------------------------- */

static const struct fail *send_published(struct ctx *cx, int64_t id, str kind, struct reply *re)
{
        struct budget_bytes file;
        const struct fail *f = budget_published_file(cx, id, kind, &file);
        if (f)
                return f;
        const struct doc_writer *w = doc_writer_find(kind);
        reply_header(re, S("X-Content-SHA256"), file.sha256);
        reply_file(re, w ? w->type : "application/zip", file.name, file.bytes);
        return NULL;
}

/* GET /budget/:id/published/:key */
const struct fail *budget_published_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return send_published(cx, rq->ids[0], rq->keys[0], re);
}

/* GET /budget/:id/files/:key - of a published budget the very bytes that were published. */
const struct fail *budget_file_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct budget *b;
        struct budget_output out;
        const struct fail *f = budget_see(cx, rq->ids[0], &b);
        if (f)
                return f;
        if (b->state >= BUDGET_PUBLISHED) {
                f = send_published(cx, b->id, rq->keys[0], re);
                if (!f || f->kind != FAIL_NOT_FOUND)
                        return f;
        }
        f = budget_output(cx, b, rq->keys[0], &out);
        if (!f)
                reply_file(re, out.type, out.name, out.bytes);
        return f;
}

static const struct fail *pack_make(struct ctx *cx, void *arg, const struct bundle_row *row,
                                    str *ret)
{
        const struct budget *b = arg;
        struct budget_output out;
        struct budget_bytes file;
        if (b->state >= BUDGET_PUBLISHED) {     /* as it was published, where it was */
                const struct fail *f = budget_published_file(cx, b->id, row->number, &file);
                if (!f)
                        *ret = file.bytes;
                if (!f || f->kind != FAIL_NOT_FOUND)
                        return f;
        }
        const struct fail *f = budget_output(cx, b, row->number, &out);
        if (!f)
                *ret = out.bytes;
        return f;
}

static bool wanted(str list, const char *as)
{
        bool is = !list.n;
        while (list.n && !is)
                is = str_is(str_cut(list, ',', &list), as);
        return is;
}

/* GET /budget/:id/files.zip?as=docx,pdf: one budget in every format, or in these. */
const struct fail *budget_pack_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const formats[] = { "docx", "pdf", "xlsx", "html", "txt", "json", "csv", "datapackage" };
        struct bundle_row rows[COUNT_OF(formats)];
        struct form form = form_of(cx, rq);
        struct budget *b;
        str zip, as = form_text(&form, "as", 0, 60);
        int n = 0;
        const struct fail *f = form_end(&form);
        if (!f)
                f = budget_see(cx, rq->ids[0], &b);
        if (f)
                return f;
        str name = str_f(cx->arena, words_of(cx->lang, "%.*s%d年部门预算"), STR(bundle_word(cx->arena, b->short_name)),
                         b->year);
        for (size_t i = 0; i < COUNT_OF(formats); i++) {
                bool package = !strcmp(formats[i], "datapackage");
                if (!wanted(as, formats[i]))
                        continue;
                rows[n++] = (struct bundle_row){ .number = str_of(formats[i]), .unit = b->dept_name, .title = name,
                        .name = str_f(cx->arena, "%.*s%s", STR(name), package ? "-数据包.zip" /* document text */
                                                           : str_f(cx->arena, ".%s", formats[i]).p) };
        }
        f = bundle_zip(cx, name, rows, n, pack_make, b, false, &zip);
        if (!f)
                attach_reply(re, "application/zip", str_f(cx->arena, "%.*s.zip", STR(name)), zip);
        return f;
}
