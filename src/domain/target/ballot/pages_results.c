/* domain/target/ballot/pages_results.c - what a session came to: all units, one unit with its
 * arithmetic, the whole as a document. */
#include "core/doc/doc.h"
#include "domain/target/ballot/ballot.sql.h"
#include "domain/target/ballot/faces.h"
#include "domain/target/ballot/results.html.h"

static int places_of(const struct poll *p)
{
        int places = 6;
        for (int64_t s = p->step; s >= 10 && places > 0; s /= 10)
                places--;
        return places;
}

str poll_score_str(struct ctx *cx, const struct poll *p, const struct poll_count *c, int unit)
{
        const struct rated *x = &c->rated[unit];
        if (x->none)
                return S("—");
        return p->rule == RATING_MAJORITY ? p->grades[x->verdict].name
                                          : points_str(cx->arena, x->score, places_of(p));
}

static int place_of(const struct poll_count *c, int u)
{
        return c->rank[u] ? c->rank[u] : POLL_UNITS + (c->rated[u].none ? POLL_GRADES : c->rated[u].verdict) + 1;
}

/* Best first; without a score last, as they stand on the ballot. */
static int *order_of(struct ctx *cx, const struct poll *p, const struct poll_count *c)
{
        int *at = NEW_ARRAY(cx->arena, int, (size_t)p->n_units + 1);
        for (int i = 0; i < p->n_units; i++) {
                int k = i;
                for (; k > 0; k--) {
                        if (place_of(c, at[k - 1]) <= place_of(c, i))
                                break;
                        at[k] = at[k - 1];
                }
                at[k] = i;
        }
        return at;
}

static const struct fail *open_results(struct ctx *cx, const struct request *rq, const char *title,
                                       struct page *page, struct poll *p, enum poll_sight *sight,
                                       struct poll_count *c)
{
        const struct fail *f = poll_open(cx, rq, title, page, p, sight);
        if (!f && *sight == POLL_SEE_VOTER)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f && !poll_shows(p))
                f = fail(cx, CONFLICT, "计票以后才有结果");
        return f ? f : poll_tally(cx, p, c);
}

/* ---- all units ---------------------------------------------------------------------------------------- */

static void fill_lead(struct ctx *cx, struct poll_results_page *p, const struct poll_count *c,
                      const int *order)
{
        int first = -1, last = -1, n = 0;
        for (int i = 0; i < p->p.n_units; i++) {
                if (!c->rank[order[i]])
                        continue;
                first = first < 0 ? order[i] : first, last = order[i], n++;
        }
        if (p->sight < POLL_SEE_RESULT)
                return;
        if (n)
                p->lead = str_f(cx->arena,
                                words_of(cx->lang, "%d 个单位有得分，最高 %.*s（%.*s），最低 %.*s（%.*s）；收到 %d 份票，应投 %d 人。"),
                                n, STR(poll_score_str(cx, &p->p, c, first)), STR(p->p.units[first].name),
                                STR(poll_score_str(cx, &p->p, c, last)), STR(p->p.units[last].name),
                                p->p.ballots, poll_members(&p->p));
        else
                p->lead = str_f(cx->arena, words_of(cx->lang, "收到 %d 份票，应投 %d 人。"), p->p.ballots,
                                poll_members(&p->p));
        if (p->p.n_aspects > 1)
                p->lead = str_f(cx->arena, words_of(cx->lang, "%.*s每份票按 %d 个方面各计一项。"), STR(p->lead),
                                p->p.n_aspects);
}

static struct list_column *columns_of(struct ctx *cx, const struct poll *p, bool parts, int *ret_n)
{
        struct list_column *c = NEW_ARRAY(cx->arena, struct list_column, POLL_SOURCES + 7);
        int n = 0;
        c[n++] = (struct list_column){ .label = "名次", .kind = CELL_FIGURE };
        c[n++] = (struct list_column){ .label = "单位", .kind = CELL_TITLE };
        c[n++] = (struct list_column){ .label = p->rule == RATING_MAJORITY ? "结论" : "得分", .kind = CELL_FIGURE };
        for (int s = 0; parts && p->n_sources > 1 && s < p->n_sources; s++)
                c[n++] = (struct list_column){ .label = str_copy(cx->arena, p->sources[s].name).p,
                                               .kind = CELL_FIGURE, .data = true };
        c[n++] = (struct list_column){ .label = p->n_aspects > 1 ? "有效项" : "有效票", .kind = CELL_INT, .fold = 2 };
        c[n++] = (struct list_column){ .label = "不了解", .kind = CELL_INT, .fold = 2 };
        c[n++] = (struct list_column){ .label = "缺席", .kind = CELL_INT, .fold = 3 };
        c[n++] = (struct list_column){ .label = "无效", .kind = CELL_INT, .fold = 3 };
        *ret_n = n;
        return c;
}

static void put_row(struct ctx *cx, struct poll_results_page *p, const struct poll_count *c, int u,
                    struct list_cell *cell)
{
        const struct rated *x = &c->rated[u];
        int n = 0;
        cell[n++] = (struct list_cell){ .text = str_f(cx->arena, "%d", c->rank[u]), .none = !c->rank[u] };
        cell[n++] = (struct list_cell){ .text = p->p.units[u].name,
                .href = str_f(cx->arena, "/ratings/%ld/units/%ld", p->p.id, p->p.units[u].unit) };
        cell[n++] = (struct list_cell){ .text = poll_score_str(cx, &p->p, c, u) };
        for (int s = 0; p->parts && p->p.n_sources > 1 && s < p->p.n_sources; s++, n++) {
                cell[n].none = !c->apart[u] || !x->source || x->source[s].micro == INT64_MIN;
                if (!cell[n].none)
                        cell[n].text = decimal_str(cx->arena, muldiv(x->source[s].micro, 1, 10000), 2, false);
        }
        cell[n++] = (struct list_cell){ .n = x->valid };
        cell[n++] = (struct list_cell){ .n = x->unknown };
        cell[n++] = (struct list_cell){ .n = x->absent };
        cell[n++] = (struct list_cell){ .n = x->invalid };
}

/* Sources that count and gave no mark to anybody: the others carry their weight. */
static str silent_sources(struct ctx *cx, const struct poll *p, const struct poll_count *c)
{
        str list = { 0 };
        for (int s = 0; p->n_sources > 1 && s < p->n_sources; s++) {
                bool any = !p->sources[s].weight;
                for (int u = 0; u < p->n_units && !any; u++)
                        any = !c->rated[u].source || c->rated[u].source[s].micro != INT64_MIN;
                if (!any)
                        list = str_f(cx->arena, "%.*s%s%.*s", STR(list), list.n ? "、" : "", STR(p->sources[s].name));
        }
        return list;
}

/* GET /ratings/:id/results */
const struct fail *poll_results_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct poll_results_page *p = NEW(cx->arena, struct poll_results_page);
        struct poll_count c;
        int n_columns = 0;
        const struct fail *f = open_results(cx, rq, "评议结果", &p->page, &p->p, &p->sight, &c);
        if (f)
                return f;
        page_crumb(&p->page, str_f(cx->arena, "/ratings/%ld", p->p.id), NULL, p->p.name);
        page_crumb(&p->page, (str){ 0 }, "评议结果", (str){ 0 });
        p->parts = poll_parts_shown(&p->p);
        const int *order = order_of(cx, &p->p, &c);
        fill_lead(cx, p, &c, order);
        p->silent = silent_sources(cx, &p->p, &c);
        p->list = (struct list){ .page = &p->page, .caption = "评议结果", .total = -1,
                .path = str_f(cx->arena, "/ratings/%ld/results", p->p.id).p,
                .columns = columns_of(cx, &p->p, p->parts, &n_columns), .whole = true,
                .of = LIST_OF_UNITS, .own = "名次", .find = "单位", .empty = "没有您能看的单位",
                .empty_help = "评议写入成绩以后，被评单位在这里看自己的结果。" };
        p->list.n_columns = n_columns;
        f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        for (int i = 0; i < p->p.n_units; i++) {
                int u = order[i];
                if (!poll_shows_unit(cx, &p->p, p->sight, p->p.units[u].unit))
                        continue;
                struct list_cell *cell = list_next(cx, &p->list, p->p.units[u].unit);
                if (!cell)
                        break;
                list_key(&p->list, p->p.units[u].unit);
                put_row(cx, p, &c, u, cell);
                if (c.rated[u].held)
                        p->held = str_f(cx->arena, "%.*s%s%.*s", STR(p->held), p->held.n ? "、" : "",
                                        STR(p->p.units[u].name));
        }
        list_end(cx, &p->list);
        poll_results_page(&re->body, p);
        return NULL;
}

/* ---- one unit -------------------------------------------------------------------------------------------- */

static void fill_votes(struct ctx *cx, struct poll_unit_page *p, const struct poll_count *c, int u)
{
        const struct poll *q = &p->p;
        int values = q->secret && !c->apart[u] ? 0 : poll_values(q), aspects = poll_aspects(q);
        bool merged = !p->parts;                /* all sources in one row */
        struct poll_unit_row *rows = NEW_ARRAY(cx->arena, struct poll_unit_row,
                                               (size_t)(POLL_SOURCES * POLL_ASPECTS) + 1);
        str *heads = NEW_ARRAY(cx->arena, str, (size_t)values + 3);
        for (int i = 0; i < values; i++)
                heads[p->n_words++] = poll_value_word(cx, q, poll_value(q, i));
        if (!values)
                heads[p->n_words++] = str_of(words_of(cx->lang, "有效"));
        heads[p->n_words++] = str_of(words_of(cx->lang, ballot_state_words[BALLOT_UNKNOWN]));
        heads[p->n_words++] = str_of(words_of(cx->lang, ballot_state_words[BALLOT_INVALID]));
        p->words = heads;
        for (int s = 0; s < (merged ? 1 : q->n_sources); s++)
                for (int k = 0; k < aspects; k++) {
                        int *n = NEW_ARRAY(cx->arena, int, (size_t)p->n_words + 1);
                        str *votes = NEW_ARRAY(cx->arena, str, (size_t)p->n_words + 1);
                        for (int i = 0; i < c->n_ballots; i++) {
                                const struct ballot *b = &c->ballots[i];
                                if (b->unit != u || b->aspect != k ||
                                    (!merged && c->rating.raters[b->rater].source != s))
                                        continue;
                                int at = b->state == BALLOT_UNKNOWN ? p->n_words - 2
                                       : b->state == BALLOT_INVALID ? p->n_words - 1 : 0;
                                for (int v = 0; b->state == BALLOT_VALID && v < values; v++)
                                        if (poll_value(q, v) == b->value)
                                                at = v;
                                n[at]++;
                        }
                        for (int i = 0; i < p->n_words; i++)
                                votes[i] = str_f(cx->arena, "%d", n[i]);
                        points mean = merged || !c->rated[u].part ? (points){ INT64_MIN }
                                                                  : c->rated[u].part[s * aspects + k];
                        rows[p->n_rows++] = (struct poll_unit_row){
                                .source = merged ? str_of(words_of(cx->lang, "全部来源")) : q->sources[s].name,
                                .aspect = q->n_aspects ? q->aspects[k].name : S(""),
                                .weight = merged ? S("—")
                                        : str_f(cx->arena, "%.*s%%", STR(points_str(cx->arena,
                                                (points){ q->sources[s].weight * 100 }, 0))),
                                .mean = mean.micro == INT64_MIN ? S("—") : points_str(cx->arena, mean, 2),
                                .votes = votes };
                }
        p->rows = rows;
}

static void fill_lines(struct ctx *cx, struct poll_unit_page *p, const struct poll_count *c, int u,
                       enum poll_sight sight)
{
        struct explain e;
        poll_explain(cx, &p->p, c, u, sight >= POLL_SEE_RESULT, &e);
        str *list = NEW_ARRAY(cx->arena, str, (size_t)e.n + 1);
        for (int i = 0; i < e.n; i++)
                list[p->n_lines++] = e.line[i].text;
        p->lines = list;
}

/* GET /ratings/:id/units/:id */
const struct fail *poll_unit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct poll_unit_page *p = NEW(cx->arena, struct poll_unit_page);
        struct poll_count c;
        enum poll_sight sight;
        const struct fail *f = open_results(cx, rq, "单位评议结果", &p->page, &p->p, &sight, &c);
        if (f)
                return f;
        p->unit = poll_unit_at(&p->p, rq->ids[1]);
        if (p->unit < 0 || !poll_shows_unit(cx, &p->p, sight, rq->ids[1]))
                return fail(cx, NOT_FOUND, "%s", "");
        str name = p->p.units[p->unit].name;
        p->page.name = name;
        page_crumb(&p->page, str_f(cx->arena, "/ratings/%ld", p->p.id), NULL, p->p.name);
        page_crumb(&p->page, str_f(cx->arena, "/ratings/%ld/results", p->p.id), "评议结果", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, NULL, name);
        p->parts = poll_parts_shown(&p->p) && c.apart[p->unit];
        p->score = poll_score_str(cx, &p->p, &c, p->unit);
        if (c.rank[p->unit])
                p->rank = str_f(cx->arena, words_of(cx->lang, "第 %d 名，共 %d 个单位"), c.rank[p->unit],
                                p->p.n_units);
        fill_votes(cx, p, &c, p->unit);
        fill_lines(cx, p, &c, p->unit, sight);
        poll_unit_page(&re->body, p);
        return NULL;
}

/* ---- the whole as a document ---------------------------------------------------------------------------------- */

/* GET /ratings/:id/results/:key */
const struct fail *poll_file_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct page page;
        struct poll p;
        struct poll_count c;
        enum poll_sight sight;
        str bytes;
        const struct doc_writer *w = doc_writer_find(rq->keys[0]);
        const struct fail *f = open_results(cx, rq, "评议结果文稿", &page, &p, &sight, &c);
        if (!f && sight < POLL_SEE_RESULT)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f && !w)
                f = fail(cx, NOT_FOUND, "没有“%.*s”这种格式", STR(rq->keys[0]));
        if (!f)
                f = doc_write(cx, poll_doc(cx, &p, &c, order_of(cx, &p, &c), poll_parts_shown(&p)), rq->keys[0],
                              &bytes);
        if (!f)
                reply_file(re, w->type, str_f(cx->arena, "%s-%.*s.%s", words_of(cx->lang, "评议结果"), STR(p.name),
                                              w->as), bytes);
        return f;
}
