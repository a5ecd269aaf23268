/* domain/target/result/pages_statement.c - a unit's score explained as JSON and as a document
 * (得分说明). */
#include "core/doc/doc.h"
#include "core/text/json.h"
#include "domain/target/result/faces.h"

static str pts(struct ctx *cx, points p) { return points_str(cx->arena, p, 0); }
static str tr(struct ctx *cx, const char *zh) { return str_of(words_of(cx->lang, zh)); }

/* ---- as JSON -------------------------------------------------------------------------------------------- */

static void put_edition(struct ctx *cx, struct json_out *j, const struct edition *e)
{
        json_put_int(j, "edition", e->number);
        json_put_str(j, "scheme", e->name);
        json_put_str(j, "edition_basis", e->basis);
        json_put_str(j, "edition_since", day_str(cx->arena, e->since));
}

static void put_sources(struct ctx *cx, struct json_out *j, const struct told *t)
{
        json_open(j, "sources", '[');
        for (int i = 0; i < t->n_sources; i++) {
                const struct source_line *x = &t->sources[i];
                json_open(j, NULL, '{');
                json_put_str(j, "period", x->when);
                json_put_str(j, "input", x->what);
                json_put_str(j, "value", x->value);
                json_put_str(j, "source", tr(cx, x->way ? x->way : "目标任务书"));
                if (x->way) {
                        json_put_str(j, "unit", x->giver);
                        json_put_str(j, "by", x->post);
                        json_put_str(j, "at", x->at);
                        json_put_int(j, "entry", x->no);
                        json_put_str(j, "reviewed_by", x->reviewer);
                        json_put_str(j, "reviewed_at", x->reviewed);
                }
                json_put_str(j, "corrected_to", x->since);
                json_put_str(j, "text", x->who);
                if (x->poll) {
                        json_open(j, "ballot", '{');
                        json_put_str(j, "session", x->poll->name);
                        json_put_str(j, "basis", x->poll->basis);
                        explain_put_json(j, "explanation", &x->poll->how);
                        json_close(j, '}');
                }
                json_close(j, '}');
        }
        json_close(j, ']');
}

/* Each period that is due, in full: a mean or a sum rests on all of them. */
static void put_periods(struct ctx *cx, struct json_out *j, const struct unit_case *c, int leaf)
{
        const struct scheme *s = &c->b.scheme;
        struct explain e;
        json_open(j, "periods", '[');
        for (int p = 0; p <= c->b.through; p++) {
                size_t at = result_leaf(c->o.r, p, leaf, c->u);
                if (!period_due(s, leaf, p))
                        continue;
                json_open(j, NULL, '{');
                json_put_str(j, "period", period_str(cx->arena, cx->lang, s->nodes[s->node_of[leaf]].periods, p));
                json_put_int(j, "month", p + 1);
                json_put_str(j, "state", tr(cx, score_state_words[c->o.r->state[at]]));
                json_put_raw(j, "points", pts(cx, c->o.r->points[at]));
                explain_leaf(cx->arena, cx->lang, s, &c->b.input, c->o.r, p, leaf, c->u, &e);
                explain_put_json(j, "explanation", &e);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static const struct fail *put_node(struct ctx *cx, struct json_out *j, const struct unit_case *c,
                                   const struct tree_line *line)
{
        int node = line->node;
        const struct scheme *s = &c->b.scheme;
        const struct edition_node *x = &c->b.e.nodes[node - 1];
        int l = s->nodes[node].leaf;
        struct told told;
        struct explain e;
        const struct fail *f = node_tell(cx, c, node, &told);
        if (f)
                return f;
        json_open(j, NULL, '{');
        json_put_str(j, "code", x->code);
        json_put_str(j, "name", x->name);
        json_put_int(j, "depth", x->depth);
        json_put_raw(j, "full", pts(cx, case_full(c, node)));
        json_put_raw(j, "points", pts(cx, case_points(c, node)));
        json_put_raw(j, "lost", pts(cx, line->below));
        json_put_raw(j, "waits", pts(cx, line->waits));
        if (l >= 0) {
                const struct leaf *leaf = &s->leaves[l];
                json_put_str(j, "state", tr(cx, score_state_words[c->o.r->state[result_leaf(c->o.r, c->slot, l,
                                                                                            c->u)]]));
                json_put_str(j, "method", str_of(leaf->method->code));
                json_put_int(j, "method_version", leaf->method->version);
                json_put_str(j, "rule", x->rule.n ? x->rule : (str){ 0 });
                json_put_str(j, "basis", x->basis.n ? x->basis : (str){ 0 });
                json_put_str(j, "year_rule", tr(cx, year_rule_words[s->nodes[node].year]));
                json_put_str(j, "cycle", tr(cx, node_cycle_words[x->cycle]));
                put_periods(cx, j, c, l);
                put_sources(cx, j, &told);
                explain_leaf(cx->arena, cx->lang, s, &c->b.input, c->o.r, c->slot, l, c->u, &e);
        } else {
                explain_node(cx->arena, cx->lang, s, &c->b.input, c->o.r, c->slot, node, c->u, &e);
        }
        explain_put_json(j, "explanation", &e);
        json_put_raw(j, "share", pts(cx, result_weight(&c->b, &c->o, c->slot, node, c->u, case_points(c, node))));
        json_put_str(j, "fold", told.fold);
        json_close(j, '}');
        return NULL;
}

static void put_effects(struct ctx *cx, struct json_out *j, const struct unit_page *p)
{
        json_open(j, "effects", '[');
        for (int i = 0; i < p->n_effects; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "kind", p->effects[i].kind);
                json_put_str(j, "title", p->effects[i].title);
                json_put_str(j, "basis", p->effects[i].basis);
                json_put_str(j, "decided_by", p->effects[i].by);
                json_put_str(j, "on", day_str(cx->arena, p->effects[i].on));
                json_put_str(j, "counts", p->effects[i].counts);
                json_put_str(j, "cut", p->effects[i].why);
                json_close(j, '}');
        }
        json_close(j, ']');
}

/* What is not scored for want of a figure, and who owes it. */
static void put_lacks(struct json_out *j, const struct unit_page *p)
{
        json_open(j, "lacking", '[');
        for (int i = 0; i < p->n_lacks; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "indicator", p->lacks[i].leaf);
                json_put_str(j, "period", p->lacks[i].month);
                json_put_str(j, "why", p->lacks[i].why);
                json_put_str(j, "owed_by", p->lacks[i].owes);
                json_put_raw(j, "points", p->lacks[i].stake);
                json_close(j, '}');
        }
        json_close(j, ']');
}

/* GET /results/:id/units/:id/score.json */
const struct fail *result_unit_json_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct unit_page *p = NEW(cx->arena, struct unit_page);
        struct result_run run;
        struct explain e;
        const struct fail *f = result_run_find(cx, rq->ids[0], &run);
        if (!f)
                f = unit_page_fill(cx, &run, rq->ids[1], 0, false, p);
        if (f)
                return f;
        struct buf b = buf_new(cx->arena, (size_t)16 << 20);
        struct json_out j = json_out(&b, true);
        json_open(&j, NULL, '{');
        json_put_str(&j, "unit", p->u.code);
        json_put_str(&j, "name", p->u.name);
        json_put_int(&j, "year", run.year);
        json_put_int(&j, "run", run.no);
        json_put_str(&j, "computed_at", instant_str(cx->arena, run.at));
        json_put_str(&j, "stage", tr(cx, result_stage_words[run.stage]));
        json_put_int(&j, "through", run.through + 1);
        put_edition(cx, &j, &p->e);
        json_put_str(&j, "group", p->u.group);
        json_put_raw(&j, "total", pts(cx, p->u.total));
        json_put_raw(&j, "raw", pts(cx, p->u.raw));
        json_put_raw(&j, "factor", pts(cx, (points){ p->u.factor }));
        json_put_raw(&j, "base", pts(cx, p->u.base));
        json_put_raw(&j, "bonus", pts(cx, p->u.bonus));
        json_put_raw(&j, "penalty", pts(cx, p->u.penalty));
        json_put_int(&j, "rank", p->u.rank);
        json_put_int(&j, "of", p->u.of);
        json_put_int(&j, "waiting", p->u.waiting);
        json_put_bool(&j, "total_provisional", p->u.waiting > 0);       /* a figure may still change it … */
        json_put_bool(&j, "rank_provisional", result_group_waits(&p->c->b, &p->c->o, p->c->u)); /* … and this */
        json_put_raw(&j, "waiting_points", pts(cx, p->stake));
        put_lacks(&j, p);
        json_put_str(&j, "grade", p->u.grade);
        if (p->u.rank)
                json_put_int(&j, "tied", p->u.tied);
        if (p->u.grade.n)
                json_put_str(&j, "grade_reason", tr(cx, result_grade_reason(&p->c->b, &p->c->o, p->c->u, p->u.why)));
        total_tell(cx, p->c, &e);
        explain_put_json(&j, "explanation", &e);
        put_effects(cx, &j, p);
        json_open(&j, "nodes", '[');
        for (int i = 0; !f && i < p->n_lines; i++)
                f = put_node(cx, &j, p->c, &p->lines[i]);
        json_close(&j, ']');
        json_close(&j, '}');
        if (f)
                return f;
        if (b.broken)
                return fail(cx, TOO_LARGE, "%s", "");
        re->type = "application/json";
        buf_put(&re->body, buf_str(&b));
        return NULL;
}

/* ---- as a document ------------------------------------------------------------------------------------------ */

struct head { const char *head; int width; enum doc_align align; };

static struct doc_table *table_of(struct ctx *cx, struct doc *d, str title,
                                  const struct head *heads, int n)
{
        struct doc_table *t = doc_table(d, (str){ 0 }, title, n);
        for (int i = 0; i < n; i++)
                t->columns[i] = (struct doc_column){ .head = tr(cx, heads[i].head), .width = heads[i].width,
                                                     .align = heads[i].align, .places = -1 };
        return t;
}

static void row_of(struct doc *d, struct doc_table *t, int level, const str *cells)
{
        struct doc_row *r = doc_row(d, t);
        r->level = level;
        for (int k = 0; k < t->n_columns; k++)
                doc_cell_text(d, r, k, cells[k].p ? cells[k] : S(""));
}

enum { STEPS_MOST = 2 };        /* of the tree, in the column of its names */

static void summary(struct ctx *cx, struct doc *d, const struct unit_page *p)
{
        static const struct head heads[] = {
                { "指标", 5, DOC_LEFT }, { "分值", 2, DOC_RIGHT }, { "计分方法", 3, DOC_LEFT },
                { "依据的数", 6, DOC_LEFT }, { "得分", 2, DOC_RIGHT }, { "失分", 2, DOC_RIGHT } };
        struct doc_table *t = table_of(cx, d, tr(cx, "指标得分"), heads, COUNT_OF(heads));
        int top = 0;
        t->columns[0].steps = true;
        for (int i = 0; i < p->n_lines && top < STEPS_MOST; i++)
                top = p->lines[i].x->depth > top ? p->lines[i].x->depth : top;
        for (int i = 0; i < p->n_lines; i++) {
                const struct tree_line *x = &p->lines[i];
                str lost = !x->waits.micro ? x->lost
                        : str_f(cx->arena, words_of(cx->lang, "%.*s（未计 %.*s）"), STR(x->lost),
                                STR(points_two(cx, x->waits)));
                const str cells[] = { x->x->name, x->full, x->method, x->inputs, x->got, lost };
                row_of(d, t, x->x->depth < top ? top - x->x->depth : 0, cells);
        }
}

/* Rungs in two columns: a row a line, so that a long ladder breaks between pages. */
static struct doc_table *ladder(struct ctx *cx, struct doc *d, str title)
{
        static const struct head heads[] = { { "步骤", 2, DOC_LEFT }, { "内容", 13, DOC_LEFT } };
        struct doc_table *t = table_of(cx, d, title, heads, COUNT_OF(heads));
        t->columns[0].joins = true;
        return t;
}

static void rung_row(struct ctx *cx, struct doc *d, struct doc_table *t, const char *name, str text)
{
        const str cells[] = { name ? tr(cx, name) : S(""), text };
        row_of(d, t, 0, cells);
}

static const struct fail *node_part(struct ctx *cx, struct doc *d, const struct unit_page *p,
                                    int node, int no)
{
        struct told told;
        const struct fail *f = node_tell(cx, p->c, node, &told);
        if (f)
                return f;
        bool leaf = told.x->leaf;
        if (!leaf)
                doc_heading(d, told.x->depth ? 3 : 2, told.x->name);
        struct doc_table *t = ladder(cx, d, leaf ? str_f(cx->arena, "%d. %.*s", no, STR(told.x->name))
                                                 : tr(cx, "合计与折算"));
        t->maker_line = str_f(cx->arena, words_of(cx->lang, "得分 %.*s"), STR(told.got));
        t->unit_line = told.method;
        if (leaf && told.x->rule.n)
                rung_row(cx, d, t, "评分标准", told.x->rule);
        if (leaf && told.x->basis.n)
                rung_row(cx, d, t, "依据", told.x->basis);
        for (int i = 0; i < told.n_rungs; i++)
                for (int k = 0; k < told.rungs[i].n; k++)
                        rung_row(cx, d, t, k ? NULL : told.rungs[i].title, told.rungs[i].line[k].text);
        rung_row(cx, d, t, "折算", told.fold);
        rung_row(cx, d, t, NULL, told.share);
        for (int i = 0; i < told.n_sources; i++) {
                const struct source_line *x = &told.sources[i];
                rung_row(cx, d, t, i ? NULL : "数的来源",
                         str_f(cx->arena, "%.*s%.*s %.*s：%.*s", STR(x->when), STR(x->what), STR(x->value),
                               STR(x->who)));
                if (!x->poll)
                        continue;
                rung_row(cx, d, t, "评议过程", x->poll->title);
                for (int k = 0; k < x->poll->how.n; k++)
                        rung_row(cx, d, t, NULL, x->poll->how.line[k].text);
        }
        return NULL;
}

static void effects_part(struct ctx *cx, struct doc *d, const struct unit_page *p)
{
        static const struct head heads[] = {
                { "类型", 2, DOC_LEFT }, { "事由", 4, DOC_LEFT }, { "依据", 5, DOC_LEFT }, { "批准", 3, DOC_LEFT },
                { "日期", 3, DOC_LEFT }, { "计入", 2, DOC_RIGHT }, { "未全计的原因", 3, DOC_LEFT } };
        if (!p->n_effects) {
                doc_para_of(d, tr(cx, "没有加分、扣分和等次限制。"));
                return;
        }
        struct doc_table *t = table_of(cx, d, tr(cx, "加分、扣分和等次限制"), heads, COUNT_OF(heads));
        for (int i = 0; i < p->n_effects; i++) {
                const str cells[] = { p->effects[i].kind, p->effects[i].title, p->effects[i].basis,
                                      p->effects[i].by, day_str(cx->arena, p->effects[i].on),
                                      p->effects[i].counts, p->effects[i].why };
                row_of(d, t, 0, cells);
        }
}

/* Total, place, grade; then what lacks. */
static void result_part(struct ctx *cx, struct doc *d, const struct unit_page *p)
{
        struct doc_table *t = ladder(cx, d, tr(cx, "总分"));
        for (int i = 0; i < p->n_totals; i++)
                rung_row(cx, d, t, p->totals[i].title, p->totals[i].text);
        for (int i = 0; i < p->n_lacks; i++)
                rung_row(cx, d, t, i ? NULL : "未计分（缺数）",
                         str_f(cx->arena, words_of(cx->lang, "%.*s，%.*s：%.*s，由%.*s报；未计 %.*s 分，不算失分"),
                               STR(p->lacks[i].leaf), STR(p->lacks[i].month), STR(p->lacks[i].why),
                               STR(p->lacks[i].owes), STR(p->lacks[i].stake)));
}

const struct fail *unit_document(struct ctx *cx, const struct unit_page *p, struct doc **ret)
{
        struct doc *d = doc_new(cx->arena, str_f(cx->arena, words_of(cx->lang, "%.*s得分说明"),
                                                 STR(p->u.brief)));
        const struct fail *f = NULL;
        d->made_at = p->run.at;
        doc_title(d, d->title);
        doc_para_of(d, p->scope);
        if (p->e.basis.n)
                doc_para_of(d, str_f(cx->arena, words_of(cx->lang, "考核方案：%.*s第 %d 版，%.*s，自 %.*s 起执行。"),
                                     STR(p->e.name), p->e.number, STR(p->e.basis),
                                     STR(day_zh(cx->arena, p->e.since))));
        doc_para_of(d, p->lead);
        if (p->total_note.n)
                doc_para_of(d, p->total_note);
        doc_heading(d, 1, tr(cx, "一、得分一览"));
        summary(cx, d, p);
        doc_heading(d, 1, tr(cx, "二、各项指标怎样得分"));
        for (int i = 0, no = 0; !f && i < p->n_lines; i++)
                f = node_part(cx, d, p, p->lines[i].node, p->lines[i].x->leaf ? ++no : 0);
        if (f)
                return f;
        doc_heading(d, 1, tr(cx, "三、加分、扣分和等次限制"));
        effects_part(cx, d, p);
        doc_heading(d, 1, tr(cx, "四、总分、名次和等次"));
        result_part(cx, d, p);
        doc_signature(d, str_f(cx->arena, words_of(cx->lang, "核算时间 %.*s"),
                               STR(instant_str(cx->arena, p->run.at))));
        *ret = d;
        return NULL;
}

/* GET /results/:id/units/:id/score.pdf */
const struct fail *result_unit_pdf_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct unit_page *p = NEW(cx->arena, struct unit_page);
        struct result_run run;
        struct doc *d;
        str bytes;
        const struct fail *f = result_run_find(cx, rq->ids[0], &run);
        if (!f)
                f = unit_page_fill(cx, &run, rq->ids[1], 0, false, p);
        if (!f)
                f = unit_document(cx, p, &d);
        if (!f)
                f = doc_write(cx, d, S("pdf"), &bytes);
        if (f)
                return f;
        reply_file(re, "application/pdf", str_f(cx->arena, "%.*s-%d.pdf", STR(d->title), run.year),
                   bytes);
        return NULL;
}
