/* domain/target/book_out.c - scores of a workbook as tables, CSV or JSON, and the workbook to begin
 * from. */
#include "core/doc/doc.h"
#include "domain/target/book_in.h"
#include "domain/target/explain.h"

static const char *const total_heads[] = { "单位", "分组", "基础分", "加分", "扣分",
                                           "总分", "名次", "并列",   "等次", "说明" };
static const char *const leaf_heads[] = { "单位", "指标", "名称", "分值", "得分", "状态", "说明" };
static const char *const effect_heads[] = { "单位", "类型", "事由", "依据", "分数", "计入", "说明" };
static const char *const poll_heads[] = { "指标", "单位", "规则", "应投", "投票", "有效", "不了解",
                                          "缺席", "无效", "得分", "说明" };

static str grade_name(const struct book *b, int u)
{
        return b->graded && b->graded[u].grade >= 0 ? b->grade[b->graded[u].grade].name : S("");
}

static void note(struct book *b, struct buf *o, const char *words)
{
        buf_f(o, "%s%s", o->n ? "；" : "", words_of(b->cx->lang, words));
}

/* Its place gave it its grade: no veto, no ceiling, no minimum, no decision. */
static bool by_place(const struct book *b, int u)
{
        enum grade_why why = b->graded[u].why;
        return why == GRADE_BY_RANK || why == GRADE_REST || why == GRADE_TIE;
}

/* Did the list decide who of equal totals got the better grade? */
static bool on_the_line(const struct book *b, int u)
{
        for (int k = 0; b->graded && by_place(b, u) && k < b->input.n_units; k++)
                if (by_place(b, k) && b->unit[k].group == b->unit[u].group &&
                    b->places[k].first_rank == b->places[u].first_rank &&
                    b->graded[k].grade != b->graded[u].grade)
                        return true;
        return false;
}

/* A total of the unit's group may still change, and with it places and grades. */
static bool group_waits(const struct book *b, int u)
{
        for (int k = 0; k < b->input.n_units; k++)
                if (b->unit[k].group == b->unit[u].group && b->result->waiting[k])
                        return true;
        return false;
}

/* Why the total or the grade is as it is. */
static str unit_note(struct book *b, int u)
{
        struct buf o = buf_new(b->cx->arena, 64 << 10);
        if (b->result->waiting[u])
                buf_f(&o, words_of(b->cx->lang, "有 %d 个指标未计分，合计未定"), b->result->waiting[u]);
        if (b->graded)
                note(b, &o, grade_reason(&b->scheme, &b->input, b->graded, u));
        if (b->places[u].rank && group_waits(b, u))
                note(b, &o, "组内有合计未定的单位，名次和等次暂定");
        const struct place *x = &b->places[u];
        if (x->rule)
                buf_f(&o, words_of(b->cx->lang, on_the_line(b, u) ? "%s名额线上总分相同，按%s分先后" : "%s总分相同，按%s排先后"),
                      o.n ? "；" : "", words_of(b->cx->lang, b->tie[x->rule - 1].name.p));
        else if (b->places[u].tied > 1)
                note(b, &o, "与别的单位并列");
        for (int i = 0; i < b->n_effects; i++)
                if (b->effect[i].unit == u && b->cuts[i] != CUT_NONE)
                        buf_f(&o, "%s%.*s：%s", o.n ? "；" : "", STR(b->effect[i].title),
                              words_of(b->cx->lang, effect_cut_words[b->cuts[i]]));
        return buf_str(&o);
}

/* The rating of a leaf by people; NULL: it has none. */
static const struct book_poll *poll_of(const struct book *b, int l)
{
        return b->poll && b->poll[l].n_ballots ? &b->poll[l] : NULL;
}

static void explain_poll(struct book *b, const struct book_poll *p, int u, struct explain *ret)
{
        rating_explain(b->cx->arena, b->cx->lang, &p->rating, p->ballots, p->n_ballots, u, p->rated, ret);
}

/* How many people's ballots have come in on a unit; whoever was absent gave none. */
static int voted(struct book *b, const struct book_poll *p, int u)
{
        uint8_t *seen = NEW_ARRAY(b->cx->arena, uint8_t, (size_t)p->rating.n_raters + 1);
        int n = 0;
        for (int i = 0; i < p->n_ballots; i++)
                if (p->ballots[i].unit == u && p->ballots[i].state != BALLOT_ABSENT)
                        n += !seen[p->ballots[i].rater]++;
        return n;
}

static str leaf_note(struct book *b, int l, int u)
{
        struct explain e;
        struct buf o = buf_new(b->cx->arena, 64 << 10);
        const struct book_poll *p = poll_of(b, l);
        if (p) {
                explain_poll(b, p, u, &e);
                explain_put_text(&o, &e);
        }
        explain_leaf(b->cx->arena, b->cx->lang, &b->scheme, &b->input, b->result, 0, l, u, &e);
        explain_put_text(&o, &e);
        return str_trim(buf_str(&o));
}

static void totals_of(struct book *b, int u, str *ret)
{
        struct arena *a = b->cx->arena;
        ret[0] = b->unit[u].name;
        ret[1] = b->scheme.groups[b->unit[u].group].name;
        ret[2] = points_str(a, result_points(&b->scheme, b->result, 0, 0, u), 0);
        ret[3] = points_str(a, b->sums[u].bonus, 0);
        ret[4] = points_str(a, b->sums[u].penalty, 0);
        ret[5] = points_str(a, b->sums[u].total, 0);
        ret[6] = b->places[u].rank ? str_f(a, "%d", b->places[u].rank) : S("");
        ret[7] = b->places[u].tied > 1 ? str_f(a, "%d", b->places[u].tied) : S("");
        ret[8] = grade_name(b, u);
        ret[9] = unit_note(b, u);
}

static void leaf_of(struct book *b, int l, int u, str *ret)
{
        struct arena *a = b->cx->arena;
        size_t at = result_leaf(b->result, 0, l, u);
        int node = b->scheme.node_of[l];
        ret[0] = b->unit[u].name;
        ret[1] = b->scheme.leaves[l].code;
        ret[2] = b->scheme.leaves[l].name;
        ret[3] = points_str(a, b->scheme.full[b->unit[u].group * b->scheme.n_nodes + node], 0);
        ret[4] = points_str(a, b->result->points[at], 0);
        ret[5] = str_of(words_of(b->cx->lang, score_state_words[b->result->state[at]]));
        ret[6] = leaf_note(b, l, u);
}

static void effect_of(struct book *b, int i, str *ret)
{
        const struct effect *e = &b->effect[i];
        bool scored = e->kind <= EFFECT_PENALTY;
        ret[0] = b->unit[e->unit].name;
        ret[1] = str_of(words_of(b->cx->lang, effect_kind_words[e->kind]));
        ret[2] = e->title;
        ret[3] = e->basis;
        ret[4] = scored ? points_str(b->cx->arena, e->amount, 0) : S("");
        ret[5] = scored ? points_str(b->cx->arena, b->counts[i], 0) : S("");
        ret[6] = scored || b->cuts[i] ? str_of(words_of(b->cx->lang, effect_cut_words[b->cuts[i]]))
                                      : b->grade[e->grade].name;
}

static void poll_row_of(struct book *b, const struct book_poll *p, int l, int u, str *ret)
{
        struct arena *a = b->cx->arena;
        const struct rated *x = &p->rated[u];
        const int n[6] = { p->rating.able[u], voted(b, p, u), x->valid, x->unknown, x->absent, x->invalid };
        struct explain e;
        struct buf o = buf_new(a, 64 << 10);
        ret[0] = b->scheme.leaves[l].code;
        ret[1] = b->unit[u].name;
        ret[2] = str_of(words_of(b->cx->lang, rating_rows[p->rating.rule].name));
        for (int i = 0; i < 6; i++)
                ret[3 + i] = str_f(a, "%d", n[i]);
        ret[9] = x->none ? S("") : points_str(a, x->score, 0);
        explain_poll(b, p, u, &e);
        explain_put_text(&o, &e);
        ret[10] = str_trim(buf_str(&o));
}

static bool leaf_there(struct book *b, int l, int u)
{
        return result_there(&b->scheme, &b->input, b->result, 0, b->scheme.node_of[l], u);
}

/* ---- formats ------------------------------------------------------------------------------- */

static struct doc_table *table_of(struct book *b, struct doc *d, const char *title,
                                  const char *const *heads, int n)
{
        struct doc_table *t = doc_table(d, (str){ 0 }, str_of(words_of(b->cx->lang, title)), n);
        t->sheet = t->title;
        t->landscape = true;
        for (int i = 0; i < n; i++) {
                t->columns[i].head = str_of(words_of(b->cx->lang, heads[i]));
                t->columns[i].width = i == n - 1 ? 6 : 2;
                t->columns[i].places = -1;
        }
        return t;
}

static void row_put(struct doc *d, struct doc_table *t, const str *cell, int n)
{
        struct doc_row *r = doc_row(d, t);
        for (int i = 0; i < n; i++)
                doc_cell_text(d, r, i, cell[i]);
}

/* What was counted, and where to look: words before the tables. */
static void preface(struct book *b, struct doc *d)
{
        static const char *const lines[] = {
                "总分：每个单位的基础分、加分、扣分、总分、名次和等次，以及总分和等次为什么是这样。",
                "得分明细：每个单位每个指标一行，说明里逐步写出方法、数据、算式和取位。",
                "加减分明细：每条加分、扣分计入多少；没有计入的写明原因。",
                "评议明细：每个单位的票数、规则和算式。",
        };
        struct arena *a = b->cx->arena;
        int waiting = 0;
        for (int u = 0; u < b->input.n_units; u++)
                waiting += b->result->waiting[u] > 0;
        doc_para_of(d, str_f(a, words_of(b->cx->lang, "按“%.*s”给 %d 个单位、%d 个指标计分；%d 个单位合计未定。"),
                             STR(b->scheme.nodes[0].name), b->input.n_units, b->scheme.n_leaves,
                             waiting));
        for (size_t i = 0; i < COUNT_OF(lines); i++)
                doc_para_of(d, str_of(words_of(b->cx->lang, lines[i])));
}

static struct doc *doc_of(struct book *b)
{
        enum { TOTALS = COUNT_OF(total_heads), LEAVES = COUNT_OF(leaf_heads),
               EFFECTS = COUNT_OF(effect_heads), POLLS = COUNT_OF(poll_heads) };
        str cell[POLLS > TOTALS ? POLLS : TOTALS];
        struct doc *d = doc_new(b->cx->arena, str_of(words_of(b->cx->lang, "考核得分")));
        doc_title(d, d->title);
        preface(b, d);
        struct doc_table *t = table_of(b, d, "总分", total_heads, TOTALS);
        for (int u = 0; u < b->input.n_units; u++) {
                totals_of(b, u, cell);
                row_put(d, t, cell, TOTALS);
        }
        t = table_of(b, d, "得分明细", leaf_heads, LEAVES);
        for (int u = 0; u < b->input.n_units; u++)
                for (int l = 0; l < b->scheme.n_leaves; l++)
                        if (leaf_there(b, l, u)) {
                                leaf_of(b, l, u, cell);
                                row_put(d, t, cell, LEAVES);
                        }
        t = b->n_effects ? table_of(b, d, "加减分明细", effect_heads, EFFECTS) : NULL;
        for (int i = 0; i < b->n_effects; i++) {
                effect_of(b, i, cell);
                row_put(d, t, cell, EFFECTS);
        }
        t = NULL;
        for (int l = 0; l < b->scheme.n_leaves; l++) {
                const struct book_poll *p = poll_of(b, l);
                for (int u = 0; p && u < b->input.n_units; u++)
                        if (leaf_there(b, l, u)) {
                                t = t ? t : table_of(b, d, "评议明细", poll_heads, POLLS);
                                poll_row_of(b, p, l, u, cell);
                                row_put(d, t, cell, POLLS);
                        }
        }
        return d;
}

/* A cell a spreadsheet would run as a formula is made plain text; numbers stay. */
static void csv_cell(struct buf *o, str s, bool last)
{
        points p;
        bool runs = s.n && strchr("=+-@\t\r", s.p[0]) && !points_read(s, &p);
        buf_put(o, S("\""));
        if (runs)
                buf_byte(o, '\'');
        for (size_t i = 0; i < s.n; i++) {
                if (s.p[i] == '"')
                        buf_byte(o, '"');
                buf_byte(o, s.p[i]);
        }
        buf_put(o, last ? S("\"\r\n") : S("\","));
}

static void csv_put(struct book *b, struct buf *o)
{
        enum { LEAVES = COUNT_OF(leaf_heads) };
        str cell[COUNT_OF(total_heads)];
        buf_put(o, S("\xef\xbb\xbf"));
        for (int i = 0; i < (int)LEAVES; i++)
                csv_cell(o, str_of(words_of(b->cx->lang, leaf_heads[i])), i + 1 == LEAVES);
        for (int u = 0; u < b->input.n_units; u++) {
                for (int l = 0; l < b->scheme.n_leaves; l++) {
                        if (!leaf_there(b, l, u))
                                continue;
                        leaf_of(b, l, u, cell);
                        for (int i = 0; i < (int)LEAVES; i++)
                                csv_cell(o, cell[i], i + 1 == LEAVES);
                }
                for (int i = 0; i < b->n_effects; i++) {
                        if (b->effect[i].unit != u)
                                continue;
                        effect_of(b, i, cell);
                        const str row[LEAVES] = { cell[0], cell[1], cell[2], cell[4], cell[5], cell[3], cell[6] };
                        for (int k = 0; k < (int)LEAVES; k++)
                                csv_cell(o, row[k], k + 1 == LEAVES);
                }
                totals_of(b, u, cell);
                const str row[LEAVES] = { cell[0], S(""),   str_of(words_of(b->cx->lang, "总分")),
                                          S(""),   cell[5], cell[8],
                                          cell[9] };
                for (int i = 0; i < (int)LEAVES; i++)
                        csv_cell(o, row[i], i + 1 == LEAVES);
        }
}

static void effects_json(struct book *b, struct json_out *j, int u)
{
        str cell[COUNT_OF(effect_heads)];
        json_open(j, "effects", '[');
        for (int i = 0; i < b->n_effects; i++) {
                if (b->effect[i].unit != u)
                        continue;
                effect_of(b, i, cell);
                json_open(j, NULL, '{');
                json_put_str(j, "kind", cell[1]);
                json_put_str(j, "title", cell[2]);
                json_put_str(j, "basis", cell[3]);
                if (cell[4].n) {
                        json_put_raw(j, "amount", cell[4]);
                        json_put_raw(j, "counts", cell[5]);
                }
                json_put_bool(j, "whole", b->cuts[i] == CUT_NONE);
                json_put_str(j, "note", cell[6]);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void poll_json(struct book *b, struct json_out *j, const struct book_poll *p, int u)
{
        const struct rated *x = &p->rated[u];
        struct explain e;
        json_open(j, "ballots", '{');
        json_put_str(j, "rule", str_of(rating_rows[p->rating.rule].code));
        json_put_int(j, "members", p->rating.able[u]);
        json_put_int(j, "voted", voted(b, p, u));
        json_put_int(j, "valid", x->valid);
        json_put_int(j, "unknown", x->unknown);
        json_put_int(j, "absent", x->absent);
        json_put_int(j, "invalid", x->invalid);
        if (!x->none)
                json_put_raw(j, "score", points_str(b->cx->arena, x->score, 0));
        explain_poll(b, p, u, &e);
        explain_put_json(j, "explanation", &e);
        json_close(j, '}');
}

static void json_put(struct book *b, struct buf *o)
{
        struct json_out j = json_out(o, true);
        str cell[COUNT_OF(total_heads)];
        json_open(&j, NULL, '{');
        json_open(&j, "units", '[');
        for (int u = 0; u < b->input.n_units; u++) {
                struct explain e;
                totals_of(b, u, cell);
                json_open(&j, NULL, '{');
                json_put_str(&j, "unit", b->unit[u].code);
                json_put_str(&j, "name", cell[0]);
                json_put_str(&j, "group", cell[1]);
                json_put_raw(&j, "base", cell[2]);
                json_put_raw(&j, "bonus", cell[3]);
                json_put_raw(&j, "penalty", cell[4]);
                json_put_raw(&j, "total", cell[5]);
                json_put_int(&j, "rank", b->places[u].rank);
                json_put_int(&j, "tied", b->places[u].tied);
                if (b->places[u].rule)
                        json_put_str(&j, "parted_by",
                                     str_of(words_of(b->cx->lang, b->tie[b->places[u].rule - 1].name.p)));
                json_put_int(&j, "waiting", b->result->waiting[u]);
                json_put_bool(&j, "total_provisional", b->result->waiting[u] > 0);
                json_put_bool(&j, "rank_provisional", group_waits(b, u));
                json_put_str(&j, "grade", cell[8]);
                json_put_str(&j, "note", cell[9]);
                effects_json(b, &j, u);
                explain_node(b->cx->arena, b->cx->lang, &b->scheme, &b->input, b->result, 0, 0, u,
                             &e);
                explain_put_json(&j, "explanation", &e);
                json_open(&j, "leaves", '[');
                for (int l = 0; l < b->scheme.n_leaves; l++) {
                        if (!leaf_there(b, l, u))
                                continue;
                        str leaf[COUNT_OF(leaf_heads)];
                        leaf_of(b, l, u, leaf);
                        json_open(&j, NULL, '{');
                        json_put_str(&j, "code", leaf[1]);
                        json_put_str(&j, "name", leaf[2]);
                        json_put_str(&j, "method", str_of(b->scheme.leaves[l].method->code));
                        json_put_int(&j, "version", b->scheme.leaves[l].method->version);
                        json_put_raw(&j, "full", leaf[3]);
                        json_put_raw(&j, "points", leaf[4]);
                        json_put_str(&j, "state", leaf[5]);
                        const struct book_poll *p = poll_of(b, l);
                        if (p)
                                poll_json(b, &j, p, u);
                        explain_leaf(b->cx->arena, b->cx->lang, &b->scheme, &b->input, b->result, 0,
                                     l, u, &e);
                        explain_put_json(&j, "explanation", &e);
                        json_close(&j, '}');
                }
                json_close(&j, ']');
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
}

const struct fail *book_write(struct book *b, str as, str *ret_bytes)
{
        must(b->result);
        if (!str_is(as, "json") && !str_is(as, "csv"))
                return doc_write(b->cx, doc_of(b), as, ret_bytes);
        struct buf o = buf_new(b->cx->arena, 128 << 20);
        if (str_is(as, "json"))
                json_put(b, &o);
        else
                csv_put(b, &o);
        if (o.broken)
                return fail(b->cx, TOO_LARGE, "得分太多，请分批计算");
        *ret_bytes = buf_str(&o);
        return NULL;
}

/* ---- the workbook to begin from -------------------------------------------------------------- */

/* Every order that parts equal totals, as the workbook reads it. */
static const str *tie_texts(struct ctx *cx)
{
        int order[TIE_ORDERS][TIE_KINDS];
        str *text = NEW_ARRAY(cx->arena, str, 1 + TIE_ORDERS);
        tie_orders(order);
        text[0] = S("不分先后，并列");
        for (int i = 0; i < TIE_ORDERS; i++)
                for (int k = 0; k < TIE_KINDS && order[i][k] >= 0; k++)
                        text[i + 1] = str_f(cx->arena, "%.*s%s%s", STR(text[i + 1]), k ? "，" : "",
                                            tie_kind_words[order[i][k]]);
        return text;
}

/* Columns of few words are chosen from a list. */
static void choices_fill(struct ctx *cx, const char *sheet, struct doc_column *c)
{
        static const struct { const char *sheet, *head; const char *const *words; int n; } lists[] = {
                { "等次", "取整", quota_round_words, QUOTA_ROUNDS }, { "等次", "并列", cut_rule_words, CUT_RULES },
                { "方案", "方向", book_direction_words, 2 }, { "方案", "取位方式", book_mode_words, 4 },
                { "方案", "缺数", missing_policy_words, MISSING_POLICIES }, { "方案", "缺项", na_policy_words, NA_POLICIES },
                { "评议规则", "宽严修正", book_even_words, EVEN_WAYS },
                { "加减分", "类型", effect_kind_words, EFFECT_KINDS }, { "加减分", "级别", effect_level_words, EFFECT_LEVELS },
        };
        if (!strcmp(sheet, "等次") && str_is(c->head, "并列处理顺序"))
                c->choices = tie_texts(cx), c->n_choices = 1 + TIE_ORDERS;
        if (!strcmp(sheet, "评议规则") && str_is(c->head, "规则")) {
                str *text = NEW_ARRAY(cx->arena, str, RATING_RULES);
                for (int k = 0; k < RATING_RULES; k++)
                        text[k] = str_of(rating_rows[k].name);
                c->choices = text, c->n_choices = RATING_RULES;
        }
        for (size_t i = 0; i < COUNT_OF(lists); i++) {
                if (strcmp(sheet, lists[i].sheet) || !str_is(c->head, lists[i].head))
                        continue;
                str *text = NEW_ARRAY(cx->arena, str, (size_t)lists[i].n);
                for (int k = 0; k < lists[i].n; k++)
                        text[k] = str_of(lists[i].words[k]);
                c->choices = text, c->n_choices = lists[i].n;
        }
}

/* "组内最小值…" of a method: the columns to fill, beside what the list of cases names. */
static str columns_text(struct ctx *cx, const struct method *m)
{
        struct buf o = buf_new(cx->arena, 4096);
        if (m->needs & NEED_COUNTS)
                buf_f(&o, "%s", words_of(cx->lang, "“区间”里各种情形的名称"));
        for (int i = 0; i < m->n_inputs; i++)
                buf_f(&o, words_of(cx->lang, m->inputs[i].optional ? "%s%s（可不填）" : "%s%s"), o.n ? "、" : "",
                      words_of(cx->lang, m->inputs[i].name));
        return buf_str(&o);
}

static str params_of(struct ctx *cx, const struct method *m)
{
        struct leaf leaf = { .method = m, .places = FIGURE_PLACES };
        struct buf o = buf_new(cx->arena, 8192);
        for (int i = 0; i < m->n_params; i++) {
                const struct method_param *p = &m->params[i];
                str bound[3];
                for (int k = 0; k < 3; k++) {
                        leaf.p[i] = k == 0 ? p->usual : k == 1 ? p->least : p->most;
                        bound[k] = leaf_param_str(cx->arena, &leaf, i);
                }
                buf_f(&o, "%s%s：", o.n ? "\n" : "", words_of(cx->lang, p->name));
                for (int k = 0; p->kind == KIND_CHOICE && p->choices[k]; k++)
                        buf_f(&o, "%s%s", k ? "、" : "", words_of(cx->lang, p->choices[k]));
                if (p->kind != KIND_CHOICE)
                        buf_f(&o, words_of(cx->lang, "%.*s 到 %.*s"), STR(bound[1]), STR(bound[2]));
                buf_f(&o, words_of(cx->lang, "，不写为 %.*s：%s"), STR(bound[0]), words_of(cx->lang, p->help));
        }
        return buf_str(&o);
}

/* Whoever fills the book need not run another command to know what a method is, wants and takes. */
static void methods_sheet(struct ctx *cx, struct doc *d)
{
        static const char *const heads[] = { "方法", "名称", "算法", "要填的列", "参数", "说明" }; /* document text */
        static const int widths[] = { 1, 2, 5, 3, 7, 5 };
        struct doc_table *t = doc_table(d, (str){ 0 }, S("方法"), COUNT_OF(heads));
        t->sheet = t->title;
        t->maker_line = str_of(words_of(cx->lang, "这一张只看不填。“方法”一列写 F1 这样的代码或名称；参数不写的，按“不写为”的数。"));
        for (size_t k = 0; k < COUNT_OF(heads); k++)
                t->columns[k].head = str_of(heads[k]), t->columns[k].width = widths[k], t->columns[k].places = -1;
        for (int i = 0; i < n_methods; i++) {
                const struct method *m = methods[i];
                const str cells[COUNT_OF(heads)] = { str_of(m->code), str_of(words_of(cx->lang, m->name)),
                        str_of(words_of(cx->lang, m->formula)), columns_text(cx, m), params_of(cx, m),
                        str_of(words_of(cx->lang, m->help)) };
                struct doc_row *r = doc_row(d, t);
                for (int k = 0; k < (int)COUNT_OF(heads); k++)
                        if (cells[k].n)
                                doc_cell_text(d, r, k, cells[k]);
        }
}

const struct fail *book_template(struct ctx *cx, str *ret_bytes)
{
        struct doc *d = doc_new(cx->arena, str_of(words_of(cx->lang, "考核计分工作簿")));
        doc_title(d, d->title);
        doc_para_of(d, str_of(words_of(cx->lang, "按工作表填写，里面的例子可以直接计分。填好后运行：")));
        doc_para_of(d, S("luoshi target score --book FILE.xlsx --as xlsx --out OUT.xlsx"));
        for (size_t i = 0; i < BOOK_SHEETS; i++)
                doc_para_of(d, str_f(cx->arena, words_of(cx->lang, "%s：%s"), book_sheets[i].name, book_sheets[i].help));
        for (size_t i = 0; i < BOOK_SHEETS; i++) {
                str rest = str_of(book_sheets[i].rows), head = str_cut(rest, '\n', &rest),
                    left = head;
                int n = 1;
                for (size_t k = 0; k < head.n; k++)
                        n += head.p[k] == '|';
                struct doc_table *t = doc_table(d, (str){ 0 }, str_of(book_sheets[i].name), n);
                t->sheet = t->title;
                t->maker_line = str_of(book_sheets[i].help);
                for (int k = 0; k < n; k++) {
                        t->columns[k].head = str_cut(left, '|', &left);
                        t->columns[k].width = 2, t->columns[k].places = -1;
                        choices_fill(cx, book_sheets[i].name, &t->columns[k]);
                }
                while (rest.n) {
                        str row = str_cut(rest, '\n', &rest);
                        struct doc_row *r = doc_row(d, t);
                        for (int k = 0; k < n && row.p; k++) {
                                str cell = str_cut(row, '|', &row);
                                if (cell.n)
                                        doc_cell_text(d, r, k, cell);
                        }
                }
        }
        methods_sheet(cx, d);
        return doc_write(cx, d, S("xlsx"), ret_bytes);
}
