/* domain/target/result/pages_told.c - a node of a unit in rungs: rule, figures, arithmetic, share
 * of the total; and where each figure came from. */
#include "domain/target/result/faces.h"
#include "domain/target/result/result.sql.h"
#include "domain/target/goal/goal.h"
#include "domain/target/year/figure.h"

const char *const rung_titles[EXPLAIN_KINDS] = { "规则", "用到的数", "算式", "限额", "舍入", "得分", "说明" };

static str pts(struct ctx *cx, points p) { return points_str(cx->arena, p, 0); }

/* ---- sources ----------------------------------------------------------------------------------------- */

static const struct fail *figure_told(struct ctx *cx, int64_t id, struct source_line *o,
                                      bool *ret_known)
{
        struct run_figure_source f;
        const struct fail *no = run_figure_source(cx, id, FIGURE_REVIEWED, &f);
        *ret_known = !no;
        if (no)
                return no->kind == FAIL_NOT_FOUND ? NULL : no;
        o->href = str_f(cx->arena, "/figures/rows/%ld", id);
        o->giver = f.giver_name, o->post = f.who_name, o->no = f.no;
        o->origin = f.origin;
        o->at = instant_str(cx->arena, f.at), o->way = figure_source_words[f.source];
        o->who = str_f(cx->arena, words_of(cx->lang, "%.*s%s%.*s，%.*s（第 %ld 次，%s）"), STR(o->giver),
                       o->post.n ? " · " : "", STR(o->post), STR(o->at), o->no, words_of(cx->lang, o->way));
        if (f.has_reviewed_at) {
                o->reviewer = f.reviewer, o->reviewed = instant_str(cx->arena, f.reviewed_at);
                o->who = str_f(cx->arena, words_of(cx->lang, "%.*s；%.*s %.*s审核"), STR(o->who),
                               STR(o->reviewed), STR(o->reviewer));
        }
        if (f.has_fresh) {
                o->since = f.fresh_na ? str_of(words_of(cx->lang, score_state_words[SCORE_NA]))
                                      : figure_str(cx->arena, cx->lang, f.fresh_value,
                                                   (int)f.fresh_places);
                o->who = str_f(cx->arena,
                               words_of(cx->lang, "%.*s。核算以后%.*s已于 %.*s 更正为 %.*s，这次用的是原来的数"),
                               STR(o->who), STR(f.fresh_giver), STR(instant_str(cx->arena, f.fresh_at)),
                               STR(o->since));
        }
        return NULL;
}

/* A target of the book that was read last: a year's periods mostly rest on one. */
struct goal_seen { int64_t id; struct run_goal_source g; struct goal_target t; };

static const struct fail *goal_seen_read(struct ctx *cx, int64_t id, struct goal_seen *ret)
{
        struct goal_seen x = { .id = id };
        struct run_goal_parts it;
        const struct fail *f = ret->id == id ? NULL : run_goal_source(cx, id, &x.g);
        if (f || ret->id == id)
                return f;
        x.t = (struct goal_target){ .has_value = true, .value = x.g.value, .places = (int)x.g.places,
                                    .course = (enum goal_course)x.g.course };
        run_goal_parts(&it, cx, id);
        while (run_goal_parts_next(&it))
                if (it.part >= 1 && it.part <= GOAL_QUARTERS)
                        x.t.has_quarter[it.part - 1] = true, x.t.quarter[it.part - 1] = it.value;
        f = run_goal_parts_end(&it);
        if (!f)
                *ret = x;
        return f;
}

/* period -1: the year's target alone. */
static const struct fail *goal_told(struct ctx *cx, int64_t id, int period, struct goal_seen *seen,
                                    struct source_line *o, bool *ret_known)
{
        const struct fail *no = goal_seen_read(cx, id, seen);
        *ret_known = !no;
        if (no)
                return no->kind == FAIL_NOT_FOUND ? NULL : no;
        const struct run_goal_source *g = &seen->g;
        o->href = str_f(cx->arena, "/goals/%ld", g->book);
        o->who = str_f(cx->arena, words_of(cx->lang, "目标任务书第 %ld 版（%.*s 起），年度目标 %.*s"), g->number,
                       STR(day_str(cx->arena, g->since)),
                       STR(figure_str(cx->arena, cx->lang, g->value, (int)g->places)));
        if (period >= 0)
                o->who = str_f(cx->arena, words_of(cx->lang, "%.*s；%.*s"), STR(o->who),
                               STR(goal_schedule_told(cx->arena, cx->lang, &seen->t, period)));
        return NULL;
}

const struct fail *source_told(struct ctx *cx, int64_t id, struct source_line *o)
{
        bool known = false;
        struct goal_seen seen = { .id = 0 };
        return !id ? NULL : id > 0 ? figure_told(cx, id, o, &known) : goal_told(cx, -id, -1, &seen, o, &known);
}

/* The inputs of one period, behind those of *n. */
static const struct fail *period_told(struct ctx *cx, const struct unit_case *c, int leaf,
                                      int period, struct goal_seen *seen, struct source_line *list, int *n)
{
        const struct leaf *x = &c->b.scheme.leaves[leaf];
        str when = period_str(cx->arena, cx->lang, c->b.scheme.nodes[c->b.scheme.node_of[leaf]].periods, period);
        const struct fail *f = NULL;
        for (int i = 0; !f && i < x->n_columns; i++) {
                size_t at = input_at(&c->b.input, period, x->column + i, c->u);
                struct method_input in = leaf_column(cx->arena, x, i);
                int64_t id = c->b.source[at];
                bool known = false;
                list[*n] = (struct source_line){
                        .when = when, .what = str_of(words_of(cx->lang, in.name)),
                        .value = figure_str(cx->arena, cx->lang, c->b.figure[at],
                                            in.kind == KIND_FIGURE ? x->places : 0) };
                if (id)
                        f = id > 0 ? figure_told(cx, id, &list[*n], &known)
                                   : goal_told(cx, -id, period, seen, &list[*n], &known);
                if (!f && known && list[*n].origin.n)
                        f = poll_told_of(cx, list[*n].origin, c->b.ready.unit_ids[c->u], c->polls,
                                         &list[*n].poll);
                *n += known;
        }
        return f;
}

/* Of the period that stands for the year, or of all where the year is their mean or sum. */
static const struct fail *sources_told(struct ctx *cx, const struct unit_case *c, int leaf,
                                       int period, struct told *ret)
{
        bool all = c->b.scheme.nodes[c->b.scheme.node_of[leaf]].year != YEAR_LAST;
        struct source_line *list = NEW_ARRAY(cx->arena, struct source_line,
                (size_t)c->b.scheme.leaves[leaf].n_columns * (size_t)c->slot + 1);
        const struct fail *f = NULL;
        struct goal_seen seen = { .id = 0 };
        for (int p = all ? 0 : period; !f && p <= c->b.through && (all || p == period); p++)
                if (period_due(&c->b.scheme, leaf, p))
                        f = period_told(cx, c, leaf, p, &seen, list, &ret->n_sources);
        ret->sources = list;
        return f;
}

/* ---- rungs ------------------------------------------------------------------------------------------- */

/* Lines of an explanation, parted into rungs where their kind changes, behind those there are. */
static void rungs_of(struct ctx *cx, const struct explain *e, points got, struct told *ret)
{
        str result = str_f(cx->arena, words_of(cx->lang, "得 %.*s 分"), STR(pts(cx, got)));
        struct rung *list = NEW_ARRAY(cx->arena, struct rung, (size_t)ret->n_rungs + (size_t)e->n + 1);
        for (int i = 0; i < ret->n_rungs; i++)
                list[i] = ret->rungs[i];
        for (int i = 0; i < e->n; i++) {
                if (!i || e->line[i].kind != e->line[i - 1].kind)
                        list[ret->n_rungs++] = (struct rung){ .title = rung_titles[e->line[i].kind],
                                                               .line = &e->line[i] };
                list[ret->n_rungs - 1].n++;
                if (e->line[i].kind == EXPLAIN_RESULT && str_eq(e->line[i].text, result))
                        list[ret->n_rungs - 1].got = str_f(cx->arena, words_of(cx->lang, "%.*s 分"), STR(pts(cx, got)));
        }
        ret->rungs = list;
}

/* The year is its last period: one ladder, whose rule says so, and not the same twice. */
static bool tell_last(struct ctx *cx, const struct unit_case *c, int leaf, int period, const struct explain *e,
                      struct explain *ret)
{
        const struct scheme *s = &c->b.scheme;
        const struct node *x = &s->nodes[s->node_of[leaf]];
        size_t at = result_leaf(c->o.r, period, leaf, c->u), year = result_leaf(c->o.r, c->slot, leaf, c->u);
        struct explain all = { .arena = cx->arena, .lang = cx->lang };
        if (x->year != YEAR_LAST || c->o.r->points[at].micro != c->o.r->points[year].micro ||
            c->o.r->state[at] != c->o.r->state[year])
                return false;
        for (int i = 0; i < e->n; i++) {
                if (i && e->line[i].kind != EXPLAIN_RULE && e->line[i - 1].kind == EXPLAIN_RULE)
                        explain_add(&all, EXPLAIN_RULE, "全年得分：%s，即%.*s", words_of(cx->lang, year_rule_words[x->year]),
                                    STR(period_str(cx->arena, cx->lang, x->periods, period)));
                *VEC_ADD(cx->arena, all.line, all.n, all.cap) = e->line[i];
        }
        *ret = all;
        return true;
}

/* Few figures stand under the rung that names them, many below the ladder. */
static void place_sources(struct told *t)
{
        enum { FEW = 4 };
        for (int i = 0; i < t->n_rungs && t->n_sources && t->n_sources <= FEW && !t->sources_shown; i++)
                t->sources_shown = t->rungs[i].sources = t->rungs[i].title == rung_titles[EXPLAIN_DATA];
}

const struct fail *node_tell(struct ctx *cx, const struct unit_case *c, int node, struct told *ret)
{
        const struct scheme *s = &c->b.scheme;
        struct explain e;
        int l = s->nodes[node].leaf;
        struct told t = { .x = &c->b.e.nodes[node - 1] };
        points share = result_weight(&c->b, &c->o, c->slot, node, c->u, case_points(c, node));
        bool waits = l >= 0 && result_gap(&c->b, &c->o, l, c->u).waits.micro;
        str got = waits ? str_of(words_of(cx->lang, "未计分")) : points_two(cx, case_points(c, node));
        t.got = str_f(cx->arena, "%.*s / %.*s", STR(got), STR(pts(cx, case_full(c, node))));
        t.share = str_f(cx->arena, words_of(cx->lang, "计入总分 %.*s 分"), STR(pts(cx, share)));
        t.fold = share_words(cx->arena, cx->lang, s, &c->b.input, c->o.r, c->slot, node, c->u);
        const struct fail *f = NULL;
        if (l < 0) {
                explain_node(cx->arena, cx->lang, s, &c->b.input, c->o.r, c->slot, node, c->u, &e);
                rungs_of(cx, &e, case_points(c, node), &t);
        } else {
                int period = explain_period(s, &c->b.input, c->o.r, l, c->u);
                t.method = str_f(cx->arena, words_of(cx->lang, "方法 %s 第 %d 版"), s->leaves[l].method->code,
                                 s->leaves[l].method->version);
                bool last = false;
                if (period >= 0) {
                        explain_leaf(cx->arena, cx->lang, s, &c->b.input, c->o.r, period, l, c->u, &e);
                        last = tell_last(cx, c, l, period, &e, &e);
                        rungs_of(cx, &e, c->o.r->points[result_leaf(c->o.r, period, l, c->u)], &t);
                        f = sources_told(cx, c, l, period, &t);
                }
                if (!last) {
                        explain_leaf(cx->arena, cx->lang, s, &c->b.input, c->o.r, c->slot, l, c->u, &e);
                        rungs_of(cx, &e, case_points(c, node), &t);
                }
        }
        place_sources(&t);
        *ret = t;
        return f;
}

void total_tell(struct ctx *cx, const struct unit_case *c, struct explain *ret)
{
        struct explain e;
        points raw = c->o.raw[c->u], base = c->o.base[c->u];
        const struct effect_sum *sum = &c->o.sums[c->u];
        int64_t factor = c->b.ready.factor[c->u];
        explain_node(cx->arena, cx->lang, &c->b.scheme, &c->b.input, c->o.r, c->slot, 0, c->u, &e);
        if (factor != 1000000)
                explain_add(&e, EXPLAIN_STEP, "难度系数：%.*s × %.*s = %.*s", STR(pts(cx, raw)),
                            STR(pts(cx, (points){ factor })), STR(pts(cx, base)));
        if (sum->bonus.micro || sum->penalty.micro)
                explain_add(&e, EXPLAIN_STEP, "加减分：%.*s + %.*s − %.*s = %.*s", STR(pts(cx, base)),
                            STR(pts(cx, sum->bonus)), STR(pts(cx, sum->penalty)),
                            STR(pts(cx, (points){ base.micro + sum->bonus.micro - sum->penalty.micro })));
        if (sum->total.micro != base.micro + sum->bonus.micro - sum->penalty.micro)
                explain_add(&e, EXPLAIN_LIMIT, "扣完为止，总分不低于 0");
        explain_add(&e, EXPLAIN_RESULT, "总分 %.*s", STR(pts(cx, sum->total)));
        *ret = e;
}

void totals_tell(struct ctx *cx, struct unit_page *p)
{
        struct explain e;
        bool waits = result_group_waits(&p->c->b, &p->c->o, p->c->u);
        total_tell(cx, p->c, &e);
        struct total_line *t = NEW_ARRAY(cx->arena, struct total_line, (size_t)e.n + 6);
        int n = 0;
        for (int i = 0; i < e.n; i++)
                t[n++] = (struct total_line){ i && e.line[i].kind == e.line[i - 1].kind ? NULL
                                              : rung_titles[e.line[i].kind], e.line[i].text };
        t[n++] = (struct total_line){ "名次", p->u.rank
                 ? str_f(cx->arena, words_of(cx->lang, waits ? "%.*s暂列第 %d 名（共 %d 个），组内缺数补齐以后才定"
                                                             : "%.*s第 %d 名（共 %d 个）"), STR(p->u.group), p->u.rank,
                         p->u.of)
                 : str_f(cx->arena, words_of(cx->lang, "不参加%.*s排名"), STR(p->u.group)) };
        const struct place *place = &p->c->o.places[p->c->u];
        if (place->rank && place->first_tied > 1 && place->tied < 2 && place->rule) {
                const struct tie_rule *r = &p->c->o.ties[place->rule - 1];
                int64_t own = r->value[p->c->u];
                t[n++].text = str_f(cx->arena, words_of(cx->lang, "总分相同的有 %d 个，按%s分先后（本单位 %.*s）"),
                                    place->first_tied, words_of(cx->lang, r->name.p),
                                    STR(r->less ? str_f(cx->arena, "%ld", own) : pts(cx, (points){ own })));
        }
        if (p->u.rank && p->u.tied > 1)
                t[n++].text = str_f(cx->arena, words_of(cx->lang, "与其他单位并列，共 %d 个"), p->u.tied);
        if (p->u.waiting)
                t[n++].text = str_f(cx->arena, words_of(cx->lang, "有 %d 项缺数，合计未定"), p->u.waiting);
        if (p->u.grade.n)
                t[n++] = (struct total_line){ "等次",
                        str_f(cx->arena, waits ? words_of(cx->lang, "%.*s（%s；组内有缺数，暂定）") : "%.*s（%s）",
                              STR(p->u.grade), words_of(cx->lang, result_grade_reason(&p->c->b, &p->c->o, p->c->u,
                                                                                      p->u.why))) };
        p->totals = t, p->n_totals = n;
}
