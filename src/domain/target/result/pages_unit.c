/* domain/target/result/pages_unit.c - why a unit has its points: sum, losses, tree,
        one leaf's ladder. */
#include "core/doc/doc.h"
#include "core/text/json.h"
#include "domain/target/result/faces.h"
#include "domain/target/result/result.html.h"
#include "domain/target/result/result.sql.h"
#include "domain/target/year/figure.h"

struct unit_case { struct result_basis b; struct result_outcome o; int u, g, slot; };

static str pts(struct ctx *cx, points p, int places) { return points_str(cx->arena, p, places); }

/* As people read it; the ladder has every digit. */
static str two(struct ctx *cx, points p)
{
        return decimal_str(cx->arena, muldiv(p.micro, 1, 10000), 2, false);
}

static points full_mark(const struct unit_case *c, int node)
{
        return c->b.scheme.full[(size_t)c->g * (size_t)c->b.scheme.n_nodes + (size_t)node];
}
static bool there(const struct unit_case *c, int node)
{
        return result_there(&c->b.scheme, &c->b.input, c->o.r, c->slot, node, c->u);
}
static points points_at(const struct unit_case *c, int node)
{
        return result_points(&c->b.scheme, c->o.r, c->slot, node, c->u);
}
static bool is_na(const struct unit_case *c, int node)
{
        return result_na(&c->b.scheme, c->o.r, c->slot, node, c->u);
}

/* The last period of a leaf that was scored; -1: none. */
static int last_period(const struct unit_case *c, int leaf)
{
        uint32_t due = c->b.scheme.nodes[c->b.scheme.node_of[leaf]].periods;
        int last = -1;
        for (int m = 0; m <= c->b.through; m++)
                if ((!due || due >> m & 1) &&
                    (c->o.r->state[result_leaf(c->o.r, m, leaf, c->u)] == SCORE_DONE || last < 0))
                        last = m;
        return last;
}

/* ---- the sum ------------------------------------------------------------------------------------ */

static void fill_sum(struct ctx *cx, const struct unit_case *c, struct unit_page *p)
{
        const struct scheme *s = &c->b.scheme;
        struct sum_part *sum = NEW_ARRAY(cx->arena, struct sum_part, (size_t)s->n_nodes + 4);
        int64_t parts = 0;
        for (int k = 1; k < s->n_nodes; k++) {
                if (s->nodes[k].parent || !there(c, k))
                        continue;
                points got = points_at(c, k);
                parts += got.micro;
                sum[p->n_sum] = (struct sum_part){
                        s->nodes[k].name, two(cx, got),
                        is_na(c, k) ? str_of(words_of(cx->lang, "不适用"))
                                    : str_f(cx->arena, words_of(cx->lang, "满分 %.*s"), STR(pts(cx,
                                            full_mark(c, k), 0))),
                        p->n_sum ? '+' : 0 };
                p->n_sum++;
        }
        if (parts != p->u.raw.micro)
                sum[p->n_sum++] = (struct sum_part){
                        str_of(words_of(cx->lang, "折算、取整")), two(cx, p->u.raw),
                        str_f(cx->arena, words_of(cx->lang, "各块合计 %.*s，满分折为 %.*s"),
                              STR(two(cx, (points){ parts })), STR(pts(cx, full_mark(c, 0),
                                      0))), '=' };
        if (p->u.factor != 1000000)
                sum[p->n_sum++] = (struct sum_part){
                        str_of(words_of(cx->lang, "难度系数")), two(cx, (points){ p->u.factor }),
                        str_f(cx->arena, words_of(cx->lang, "得 %.*s"), STR(pts(cx, p->u.base,
                                2))), '*' };
        const struct { const char *name; points v; char op; } more[2] = {
                { "加分", p->u.bonus, '+' }, { "扣分", p->u.penalty, '-' } };
        for (int i = 0; i < 2; i++)
                if (more[i].v.micro)
                        sum[p->n_sum++] = (struct sum_part){ str_of(words_of(cx->lang,
                                more[i].name)),
                                                             two(cx, more[i].v), S(""),
                                                                     more[i].op };
        p->sum = sum;
        p->total = two(cx, p->u.total);
}

/* ---- where points were lost ------------------------------------------------------------------------ */

struct loss { int node; int64_t lost; };
static int loss_order(const void *a, const void *b)
{
        const struct loss *x = a, *y = b;
        return x->lost != y->lost ? (x->lost < y->lost ? 1 : -1) : x->node - y->node;
}

static void put_bar(struct ctx *cx, struct loss_bar *list, int *n, str name, int64_t from,
        int64_t to,
                    int64_t low, int64_t high, str label, bool gain, bool bar)
{
        int64_t top = from > to ? from : to, bottom = from > to ? to : from, span = high - low;
        int y = 30 + (int)muldiv(high - top, 140, span), end = 30 + (int)muldiv(high - bottom, 140,
                span);
        if (bar)
                end = 170;
        list[*n] = (struct loss_bar){ name, label, 8 + *n * 76, y, end > y ? end - y : 1, gain,
                bar };
        (*n)++;
        (void)cx;
}

static void fill_bars(struct ctx *cx, struct unit_page *p, const struct loss *losses, int n,
        points top)
{
        struct loss_bar *list = NEW_ARRAY(cx->arena, struct loss_bar, RESULT_LOSSES + 5);
        int64_t at = top.micro, low = p->u.total.micro, rest = 0;
        int k = 0;
        for (int i = 0; i < n; i++)
                at -= losses[i].lost;
        low = at < low ? at : low;
        low = low - (top.micro - low) / 4;
        low = low < 0 ? 0 : low / 1000000 * 1000000;
        if (top.micro <= low)
                return;
        at = top.micro;
        put_bar(cx, list, &k, str_of(words_of(cx->lang, "满分")), at, at, low, at, pts(cx, top, 0),
                false, true);
        for (int i = 0; i < n && i < RESULT_LOSSES; i++) {
                put_bar(cx, list, &k, p->e.nodes[losses[i].node - 1].name, at, at - losses[i].lost,
                        low, top.micro,
                        str_f(cx->arena, "−%.*s", STR(two(cx, (points){ losses[i].lost }))),
                                false, false);
                at -= losses[i].lost;
        }
        for (int i = RESULT_LOSSES; i < n; i++)
                rest += losses[i].lost;
        if (rest) {
                put_bar(cx, list, &k, str_f(cx->arena, words_of(cx->lang, "其余 %d 项"),
                        n - RESULT_LOSSES), at,
                        at - rest, low, top.micro, str_f(cx->arena, "−%.*s", STR(two(cx,
                                (points){ rest }))), false, false);
                at -= rest;
        }
        if (p->u.bonus.micro)
                put_bar(cx, list, &k, str_of(words_of(cx->lang, "加分")), at,
                        at + p->u.bonus.micro, low,
                        top.micro, str_f(cx->arena, "+%.*s", STR(two(cx, p->u.bonus))), true,
                                false);
        at += p->u.bonus.micro;
        if (p->u.penalty.micro)
                put_bar(cx, list, &k, str_of(words_of(cx->lang, "扣分")), at,
                        at - p->u.penalty.micro, low,
                        top.micro, str_f(cx->arena, "−%.*s", STR(two(cx, p->u.penalty))), false,
                                false);
        put_bar(cx, list, &k, str_of(words_of(cx->lang, "得分")), p->u.total.micro,
                p->u.total.micro, low,
                top.micro > p->u.total.micro ? top.micro : p->u.total.micro, p->total, false, true);
        /* Few bars stand in a drawing as wide as that of eight, not blown up to the page. */
        p->bars = list, p->n_bars = k, p->width = 8 + (k < 8 ? 8 : k) * 76;
}

static str inputs_of(struct ctx *cx, const struct unit_case *c, int leaf)
{
        struct buf b = buf_new(cx->arena, 4096);
        const struct leaf *x = &c->b.scheme.leaves[leaf];
        int m = last_period(c, leaf);
        for (int i = 0; m >= 0 && i < x->n_columns; i++) {
                struct method_input in = leaf_column(cx->arena, x, i);
                int64_t v = c->b.figure[input_at(&c->b.input, m, x->column + i, c->u)];
                if ((x->method->needs & NEED_COUNTS && (v == FIGURE_NONE || !v)) || (in.optional
                        && v == FIGURE_NONE))
                        continue;
                buf_f(&b, "%s%s %.*s%s", b.n ? "，" : "", words_of(cx->lang, in.name),
                      STR(figure_str(cx->arena, cx->lang, v, in.kind == KIND_FIGURE ? x->places
                              : 0)),
                      in.kind == KIND_FIGURE && x->unit && v > FIGURE_NA ? x->unit : "");
        }
        if (!b.n && m >= 0 && x->method->needs & NEED_COUNTS)
                buf_put(&b, str_of(words_of(cx->lang, "没有发生")));
        return buf_str(&b);
}

static void fill_tree(struct ctx *cx, const struct unit_case *c, struct unit_page *p)
{
        const struct scheme *s = &c->b.scheme;
        struct tree_line *list = NEW_ARRAY(cx->arena, struct tree_line, (size_t)s->n_nodes + 1);
        struct loss *losses = NEW_ARRAY(cx->arena, struct loss, (size_t)s->n_nodes + 1);
        int n = 0;
        for (int k = 1; k < s->n_nodes; k++) {
                if (!there(c, k))
                        continue;
                const struct edition_node *x = &c->b.e.nodes[k - 1];
                points got = points_at(c, k), full = full_mark(c, k),
                        lost = { full.micro - got.micro };
                int l = s->nodes[k].leaf;
                bool na = is_na(c, k);
                enum score_state st = l < 0 ? SCORE_DONE
                        : (enum score_state)c->o.r->state[result_leaf(c->o.r, c->slot, l, c->u)];
                list[p->n_lines++] = (struct tree_line){
                        .x = x, .node = k, .full = pts(cx, full, 0), .open = x->id == p->leaf,
                                .na = na,
                        .method = l < 0 ? (str){ 0 } : str_of(words_of(cx->lang,
                                s->leaves[l].method->name)),
                        .inputs = l < 0 ? (str){ 0 } : inputs_of(cx, c, l),
                        .got = na || (st != SCORE_DONE && l >= 0)
                                ? str_of(words_of(cx->lang, score_state_words[st == SCORE_DONE
                                        ? SCORE_NA : st]))
                                : two(cx, got),
                        .lost = na ? S("") : lost.micro > 0 ? str_f(cx->arena, "−%.*s", STR(two(cx,
                                lost)))
                                                            : S("0.00"),
                        .losing = !na && lost.micro > 0 };
                if (l >= 0 && !na && lost.micro > 0)
                        losses[n++] = (struct loss){ k, result_weight(&c->b, &c->o, c->slot, k,
                                c->u, lost).micro };
        }
        p->lines = list;
        qsort(losses, (size_t)n, sizeof(losses[0]), loss_order);
        fill_bars(cx, p, losses, n, full_mark(c, 0));
        str worst = n ? str_f(cx->arena, words_of(cx->lang, "失分最多的是%.*s（%.*s 分）。"),
                              STR(c->b.e.nodes[losses[0].node - 1].name),
                              STR(two(cx, (points){ losses[0].lost }))) : S("");
        if (p->u.grade.n && p->run.stage == RESULT_FINAL && p->run.state >= RESULT_DECIDED)
                worst = str_f(cx->arena, words_of(cx->lang, "等次为%.*s。%.*s"), STR(p->u.grade), STR(worst));
        p->lead = p->u.rank
                ? str_f(cx->arena, words_of(cx->lang,
                        "%.*s得 %.*s 分，%.*s第 %d 名（共 %d 个）。%.*s"), STR(p->u.brief),
                        STR(p->total), STR(p->u.group), p->u.rank, p->u.of, STR(worst))
                : str_f(cx->arena, words_of(cx->lang, "%.*s得 %.*s 分，不参加%.*s排名。%.*s"),
                        STR(p->u.brief),
                        STR(p->total), STR(p->u.group), STR(worst));
        if (!p->leaf && n)
                p->leaf = c->b.e.nodes[losses[0].node - 1].id;
        for (int i = 0; i < p->n_lines; i++)
                list[i].open = list[i].x->id == p->leaf;
}

/* ---- one leaf ------------------------------------------------------------------------------------------ */

static const struct fail *fill_sources(struct ctx *cx, const struct unit_case *c, int leaf,
        int period,
                                       struct unit_page *p)
{
        const struct leaf *x = &c->b.scheme.leaves[leaf];
        struct source_line *list = NEW_ARRAY(cx->arena, struct source_line,
                (size_t)x->n_columns + 1);
        for (int i = 0; i < x->n_columns; i++) {
                size_t at = input_at(&c->b.input, period, x->column + i, c->u);
                struct method_input in = leaf_column(cx->arena, x, i);
                int64_t id = c->b.source[at];
                struct source_line *o = &list[p->n_sources];
                if (!id)
                        continue;
                *o = (struct source_line){ .what = str_of(words_of(cx->lang, in.name)),
                        .value = figure_str(cx->arena, cx->lang, c->b.figure[at],
                                in.kind == KIND_FIGURE ? x->places : 0) };
                if (id > 0) {
                        struct run_figure_source f;
                        const struct fail *no = run_figure_source(cx, id, &f);
                        if (no && no->kind != FAIL_NOT_FOUND)
                                return no;
                        if (no)
                                continue;
                        o->href = str_f(cx->arena, "/figures/rows/%ld", id);
                        o->who = str_f(cx->arena, words_of(cx->lang,
                                "%.*s%s%.*s，%.*s（第 %ld 次，%s）"), STR(f.giver_name),
                                       f.who_name.n ? " · " : "", STR(f.who_name),
                                               STR(instant_str(cx->arena, f.at)), f.no,
                                       words_of(cx->lang, figure_source_words[f.source]));
                        if (f.has_reviewed_at)
                                o->who = str_f(cx->arena, words_of(cx->lang, "%.*s；%.*s 审核"),
                                        STR(o->who),
                                               STR(instant_str(cx->arena, f.reviewed_at)));
                } else {
                        struct run_goal_source g;
                        const struct fail *no = run_goal_source(cx, -id, &g);
                        if (no && no->kind != FAIL_NOT_FOUND)
                                return no;
                        if (no)
                                continue;
                        o->href = str_f(cx->arena, "/goals/%ld", g.book);
                        o->who = str_f(cx->arena, words_of(cx->lang,
                                "目标任务书第 %ld 版（%.*s 起），年度目标 %.*s"), g.number,
                                       STR(day_str(cx->arena, g.since)),
                                       STR(figure_str(cx->arena, cx->lang, g.value,
                                               (int)g.places)));
                }
                p->n_sources++;
        }
        p->sources = list;
        return NULL;
}

/* Lines of an explanation, parted into rungs where their kind changes. */
static void fill_rungs(struct ctx *cx, const struct explain *e, struct unit_page *p)
{
        static const char *const titles[EXPLAIN_KINDS] = { "规则", "用到的数", "算式", "限额",
                "舍入", "得分", "说明" };
        struct rung *list = NEW_ARRAY(cx->arena, struct rung,
                (size_t)p->n_rungs + (size_t)e->n + 1);
        memcpy(list, p->rungs, (size_t)p->n_rungs * sizeof(list[0]));
        for (int i = 0; i < e->n; i++) {
                if (!i || e->line[i].kind != e->line[i - 1].kind)
                        list[p->n_rungs++] = (struct rung){ titles[e->line[i].kind], (str){ 0 },
                                &e->line[i], 0 };
                list[p->n_rungs - 1].n++;
        }
        p->rungs = list;
}

static const struct fail *fill_leaf(struct ctx *cx, const struct unit_case *c, struct unit_page *p)
{
        const struct scheme *s = &c->b.scheme;
        struct explain e;
        const struct rung none = { 0 };
        int k = result_node_at(&c->b, p->leaf);
        p->rungs = &none;
        if (k < 1 || !there(c, k))
                return p->leaf ? fail(cx, NOT_FOUND, "%s", "") : NULL;
        int l = s->nodes[k].leaf;
        p->open = &p->e.nodes[k - 1];
        p->open_got = str_f(cx->arena, "%.*s / %.*s", STR(two(cx, points_at(c, k))), STR(pts(cx,
                full_mark(c, k), 0)));
        points share = result_weight(&c->b, &c->o, c->slot, k, c->u, points_at(c, k));
        p->open_share = str_f(cx->arena, words_of(cx->lang, "计入总分 %.*s 分"), STR(pts(cx, share,
                4)));
        p->open_rule = l < 0 ? (str){ 0 }
                : str_f(cx->arena, words_of(cx->lang, "方法 %s 第 %d 版"),
                        s->leaves[l].method->code, s->leaves[l].method->version);
        if (l < 0) {
                explain_node(cx->arena, cx->lang, s, &c->b.input, c->o.r, c->slot, k, c->u, &e);
                fill_rungs(cx, &e, p);
                return NULL;
        }
        int period = last_period(c, l);
        if (period >= 0) {
                explain_leaf(cx->arena, cx->lang, s, &c->b.input, c->o.r, period, l, c->u, &e);
                fill_rungs(cx, &e, p);
        }
        explain_leaf(cx->arena, cx->lang, s, &c->b.input, c->o.r, c->slot, l, c->u, &e);
        fill_rungs(cx, &e, p);
        return period >= 0 ? fill_sources(cx, c, l, period, p) : NULL;
}

static void fill_effects(struct ctx *cx, const struct unit_case *c, struct unit_page *p)
{
        p->effects = (void *)arena_alloc_array(cx->arena, (size_t)c->b.n_effects + 1,
                sizeof(p->effects[0]));
        for (int i = 0; i < c->b.n_effects; i++) {
                const struct effect *x = &c->b.effects[i];
                if (x->unit != c->u)
                        continue;
                p->effects[p->n_effects].kind = str_of(words_of(cx->lang,
                        effect_kind_words[x->kind]));
                p->effects[p->n_effects].title = x->title;
                p->effects[p->n_effects].basis = x->basis;
                p->effects[p->n_effects].counts = x->kind <= EFFECT_PENALTY ? two(cx,
                        c->o.counts[i])
                        : x->grade >= 0 ? c->b.grades.grades[x->grade].name : (str){ 0 };
                p->effects[p->n_effects++].why = c->o.cuts[i] ? str_of(words_of(cx->lang,
                        effect_cut_words[c->o.cuts[i]])) : (str){ 0 };
        }
}

/* Is what is stored what its inputs give? A page never shows an explanation of another number. */
static const struct fail *same_as_stored(struct ctx *cx, const struct unit_case *c,
        struct unit_page *p)
{
        const struct result_node *nodes;
        int n;
        const struct fail *f = result_nodes(cx, &p->run, p->u.unit, &nodes, &n);
        for (int i = 0; !f && i < n; i++) {
                int k = result_node_at(&c->b, nodes[i].node);
                p->differs |= k < 1 || !there(c, k) || points_at(c,
                        k).micro != nodes[i].points.micro;
        }
        p->differs |= c->o.sums[c->u].total.micro != p->u.total.micro;
        return f;
}

const struct fail *unit_page_fill(struct ctx *cx, const struct result_run *run, int64_t unit,
        int64_t leaf,
                                  struct unit_page *p)
{
        struct unit_case *c = NEW(cx->arena, struct unit_case);
        const struct result_unit *all;
        int n, at = -1;
        p->run = *run, p->leaf = leaf;
        if (!result_may_detail(cx, run, unit))
                return fail(cx, NOT_FOUND, "%s", "");
        const struct fail *f = result_units(cx, run, &all, &n);
        for (int i = 0; !f && i < n; i++)
                at = all[i].unit == unit ? i : at;
        if (!f && at < 0)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = result_basis_of(cx, run, &c->b);
        if (f)
                return f;
        p->u = all[at], p->e = c->b.e;
        result_score(cx->arena, &c->b, &c->o);
        c->u = result_unit_at(&c->b, unit);
        must(c->u >= 0);
        c->g = input_group(&c->b.scheme, &c->b.input, c->u);
        c->slot = c->b.input.n_periods;
        fill_sum(cx, c, p);
        fill_tree(cx, c, p);
        fill_effects(cx, c, p);
        f = fill_leaf(cx, c, p);
        if (!f)
                f = same_as_stored(cx, c, p);
        p->title = str_f(cx->arena, words_of(cx->lang, "%.*s为什么是 %.*s 分"), STR(p->u.brief),
                STR(p->total));
        p->scope = str_f(cx->arena, words_of(cx->lang,
                "%.*s　方案第 %d 版　%s，%s　数据截至 %d 月　%.*s 核算"), STR(p->e.name),
                        p->e.number,
                         words_of(cx->lang, result_stage_words[run->stage]), words_of(cx->lang,
                                 result_state_words[run->state]),
                         run->through + 1, STR(instant_str(cx->arena, run->at)));
        if (c->b.n_due < c->b.scheme.n_leaves)
                p->total_note = str_f(cx->arena, words_of(cx->lang,
                        "只算已到期的 %d 项指标（全年 %d 项），其余到期后计入。"),
                                      c->b.n_due, c->b.scheme.n_leaves);
        p->may_appeal = run->state == RESULT_PUBLIC && auth_may(cx, MAY_APPEAL_FILE) &&
                        !auth_change_year(cx, MAY_APPEAL_FILE, unit, run->year);
        return f;
}

/* GET /results/:id/units/:id */
const struct fail *result_unit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct unit_page *p = NEW(cx->arena, struct unit_page);
        struct form form = form_of(cx, rq);
        struct result_run run;
        int64_t leaf = form_int_or(&form, "leaf", 0, INT64_MAX, 0);
        const struct fail *f = result_run_find(cx, rq->ids[0], &run);
        if (!f)
                f = unit_page_fill(cx, &run, rq->ids[1], leaf, p);
        if (f)
                return f;
        p->page = page_of(cx, rq, "得分说明");
        p->page.name = p->u.brief;
        run_crumbs(cx, &p->page, &run, p->u.brief);
        unit_page(&re->body, p);
        return NULL;
}

/* ---- as JSON -------------------------------------------------------------------------------------------- */

/* GET /results/:id/units/:id/score.json */
const struct fail *result_unit_json_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct unit_page *p = NEW(cx->arena, struct unit_page);
        struct unit_case *c = NEW(cx->arena, struct unit_case);
        struct result_run run;
        const struct fail *f = result_run_find(cx, rq->ids[0], &run);
        if (!f)
                f = unit_page_fill(cx, &run, rq->ids[1], 0, p);
        if (!f)
                f = result_basis_of(cx, &run, &c->b);
        if (f)
                return f;
        result_score(cx->arena, &c->b, &c->o);
        c->u = result_unit_at(&c->b, rq->ids[1]), c->slot = c->b.input.n_periods;
        c->g = input_group(&c->b.scheme, &c->b.input, c->u);
        struct buf b = buf_new(cx->arena, (size_t)8 << 20);
        struct json_out j = json_out(&b, true);
        json_open(&j, NULL, '{');
        json_put_str(&j, "unit", p->u.code);
        json_put_str(&j, "name", p->u.name);
        json_put_int(&j, "year", run.year);
        json_put_int(&j, "run", run.no);
        json_put_str(&j, "stage", str_of(words_of(cx->lang, result_stage_words[run.stage])));
        json_put_int(&j, "through", run.through + 1);
        json_put_int(&j, "edition", p->e.number);
        json_put_str(&j, "group", p->u.group);
        json_put_raw(&j, "total", pts(cx, p->u.total, 0));
        json_put_raw(&j, "base", pts(cx, p->u.base, 0));
        json_put_raw(&j, "bonus", pts(cx, p->u.bonus, 0));
        json_put_raw(&j, "penalty", pts(cx, p->u.penalty, 0));
        json_put_int(&j, "rank", p->u.rank);
        json_put_int(&j, "of", p->u.of);
        json_put_int(&j, "waiting", p->u.waiting);
        json_put_str(&j, "grade", p->u.grade);
        json_open(&j, "nodes", '[');
        for (int i = 0; i < p->n_lines; i++) {
                const struct tree_line *x = &p->lines[i];
                int l = c->b.scheme.nodes[x->node].leaf;
                struct explain e;
                json_open(&j, NULL, '{');
                json_put_str(&j, "code", x->x->code);
                json_put_str(&j, "name", x->x->name);
                json_put_int(&j, "depth", x->x->depth);
                json_put_raw(&j, "full", x->full);
                json_put_raw(&j, "points", pts(cx, points_at(c, x->node), 0));
                if (l >= 0) {
                        int m = last_period(c, l);
                        json_put_str(&j, "state", str_of(words_of(cx->lang,
                                score_state_words[c->o.r->state[result_leaf(c->o.r, c->slot, l,
                                        c->u)]])));
                        json_put_str(&j, "method", str_of(c->b.scheme.leaves[l].method->code));
                        json_put_int(&j, "method_version", c->b.scheme.leaves[l].method->version);
                        explain_leaf(cx->arena, cx->lang, &c->b.scheme, &c->b.input, c->o.r, m < 0
                                ? c->slot : m, l, c->u, &e);
                } else {
                        explain_node(cx->arena, cx->lang, &c->b.scheme, &c->b.input, c->o.r,
                                c->slot, x->node, c->u, &e);
                }
                explain_put_json(&j, "explanation", &e);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
        if (b.broken)
                return fail(cx, TOO_LARGE, "%s", "");
        re->type = "application/json";
        buf_put(&re->body, buf_str(&b));
        return NULL;
}

/* ---- as a document ------------------------------------------------------------------------------------------ */

const struct fail *unit_document(struct ctx *cx, const struct unit_page *p, struct doc **ret)
{
        struct doc *d = doc_new(cx->arena, str_f(cx->arena, words_of(cx->lang, "%.*s得分说明"),
                STR(p->u.brief)));
        static const struct { const char *head; int width; enum doc_align align; } heads[6] = {
                { "指标", 5, DOC_LEFT }, { "分值", 2, DOC_RIGHT }, { "计分方法", 3, DOC_LEFT },
                { "依据的数", 6, DOC_LEFT }, { "得分", 2, DOC_RIGHT }, { "失分", 2, DOC_RIGHT } };
        d->made_at = p->run.at;
        doc_title(d, d->title);
        doc_para_of(d, p->scope);
        doc_para_of(d, p->lead);
        if (p->total_note.n)
                doc_para_of(d, p->total_note);
        struct doc_table *t = doc_table(d, (str){ 0 }, str_of(words_of(cx->lang, "指标得分")), 6);
        for (int i = 0; i < 6; i++) {
                t->columns[i].head = str_of(words_of(cx->lang, heads[i].head));
                t->columns[i].width = heads[i].width, t->columns[i].align = heads[i].align;
                t->columns[i].places = -1;
        }
        for (int i = 0; i < p->n_lines; i++) {
                const struct tree_line *x = &p->lines[i];
                struct doc_row *r = doc_row(d, t);
                r->level = x->x->leaf ? 0 : 2;
                const str cells[6] = { x->x->name, x->full, x->method, x->inputs, x->got, x->lost };
                for (int k = 0; k < 6; k++)
                        doc_cell_text(d, r, k, cells[k].p ? cells[k] : S(""));
        }
        for (int i = 0; i < p->n_effects; i++)
                doc_para_of(d, str_f(cx->arena, "%.*s：%.*s　%.*s　%.*s　%.*s",
                        STR(p->effects[i].kind), STR(p->effects[i].title),
                                     STR(p->effects[i].basis), STR(p->effects[i].counts),
                                             STR(p->effects[i].why)));
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
                f = unit_page_fill(cx, &run, rq->ids[1], 0, p);
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
