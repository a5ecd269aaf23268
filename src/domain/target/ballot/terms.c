/* domain/target/ballot/terms.c - is a session possible as somebody wants it? */
#include "domain/target/ballot/ballot.sql.h"
#include "domain/target/ballot/inside.h"
#include "domain/target/bounds.h"

enum { BALLOTS_MOST = 1000000 };        /* members times cells: what counting holds in memory */

static const struct fail *scheme_of(struct ctx *cx, struct poll *w)
{
        struct poll_schemes it;
        bool there = false;
        poll_schemes(&it, cx);
        while (poll_schemes_next(&it))
                if (it.id == w->scheme)
                        there = true, w->unit = it.unit, w->year = (int)it.year,
                        w->edition = it.edition, w->scheme_name = it.name;
        const struct fail *f = poll_schemes_end(&it);
        if (!f && !there)
                f = fail_field(cx, S("scheme"), "请选一个已经下发的考核方案");
        return f ? f : auth_change_year(cx, MAY_RATING_EDIT, w->unit, w->year);
}

const struct figure_input *poll_input(const struct figure_leaf *l)
{
        const struct figure_input *only = NULL;
        if (l->leaf.method->needs & NEED_COUNTS)
                return NULL;
        for (int i = 0; i < l->n_inputs; i++) {
                if (l->inputs[i].optional)
                        continue;
                if (only || (l->inputs[i].kind != KIND_FIGURE && l->inputs[i].kind != KIND_POINTS))
                        return NULL;
                only = &l->inputs[i];
        }
        return only;
}

static const struct fail *leaf_fits(struct ctx *cx, struct poll *w, const struct figure_year *y,
                                    int leaf)
{
        const struct figure_leaf *l = &y->leaves[leaf];
        const struct figure_input *in = poll_input(l);
        if (!in)
                return fail_field(cx, S("leaf"), "“%.*s”要的不是一个分数或比率，评议得分写不进去",
                                  STR(l->x->name));
        if (!(l->months >> w->period & 1))
                return fail_field(cx, S("period"), "“%.*s”%s报一次，%d 月不用报", STR(l->x->name),
                                  words_of(cx->lang, node_cycle_words[l->x->cycle]), w->period + 1);
        w->leaf_name = l->x->name;
        w->mode = l->x->mode;
        for (int i = in->places, step = 1; i <= 6; i++, step *= 10)
                w->step = step;
        return NULL;
}

static const struct fail *units_fit(struct ctx *cx, struct poll *w, const struct figure_year *y,
                                    int leaf)
{
        if (w->n_units < 1 || w->n_units > POLL_UNITS)
                return fail_field(cx, S("units"), "被评议的单位应为 1 到 %d 个", POLL_UNITS);
        for (int i = 0; i < w->n_units; i++) {
                int at = -1;
                for (int u = 0; u < y->e.n_units; u++)
                        if (y->e.units[u].unit == w->units[i].unit)
                                at = u;
                if (at < 0)
                        return fail_field(cx, S("units"), "“%.*s”不是这个方案的考核对象",
                                          STR(w->units[i].name));
                w->units[i].name = y->e.units[at].brief, w->units[i].code = y->e.units[at].code;
                if (leaf >= 0 && !figure_asked(y, leaf, at))
                        return fail_field(cx, S("units"), "“%.*s”不考核“%.*s”，不能为它评议",
                                          STR(w->units[i].name), STR(w->leaf_name));
                for (int k = 0; k < i; k++)
                        if (w->units[k].unit == w->units[i].unit)
                                return fail_field(cx, S("units"), "“%.*s”写了两遍",
                                                  STR(w->units[i].name));
        }
        if (w->rule == RATING_RANK && w->n_units < 2)
                return fail_field(cx, S("units"), "排名次至少要有两个单位");
        if (w->n_units * poll_aspects(w) > POLL_CELLS)
                return fail_field(cx, S("units"), "一张票上有 %d 格，最多 %d 格；请减少单位或方面",
                                  w->n_units * poll_aspects(w), POLL_CELLS);
        return NULL;
}

static const struct fail *source_fits(struct ctx *cx, struct poll *w, int at)
{
        struct poll_source *s = &w->sources[at];
        str field = str_f(cx->arena, "source-%d", at);
        for (int i = 0; i < at; i++)
                if (str_eq(w->sources[i].name, s->name))
                        return fail_field(cx, field, "评议来源“%.*s”写了两遍", STR(s->name));
        if (s->way == POLL_BY_POST && w->secret)
                return fail_field(cx, str_f(cx->arena, "way-%d", at),
                                  "无记名评议不能登录投票，“%.*s”请用投票码或纸质票", STR(s->name));
        if (s->way != POLL_BY_POST && !w->secret)
                return fail_field(cx, str_f(cx->arena, "way-%d", at),
                                  "记名评议由登录的人投票，“%.*s”请选登录记名", STR(s->name));
        if (s->way == POLL_BY_POST) {
                if (!s->role.n)
                        return fail_field(cx, str_f(cx->arena, "role-%d", at), "请选哪种岗位的人投票");
                s->outside = s->per_unit = s->members = 0;
                return NULL;
        }
        if (s->outside < 0 || s->per_unit < 0 || s->outside > POLL_MEMBERS || s->per_unit > POLL_MEMBERS)
                return fail_field(cx, str_f(cx->arena, "outside-%d", at), "人数应为 0 到 %d",
                                  POLL_MEMBERS);
        int64_t members = s->outside + (int64_t)s->per_unit * w->n_units;
        int few = w->n_sources == 1 ? rating_least(w->rule) : POLL_FEW;
        if (members < few)
                return fail_field(cx, str_f(cx->arena, "outside-%d", at),
                                  "“%.*s”只有 %ld 人，不到 %d 人的无记名来源认得出是谁投的", STR(s->name),
                                  members, few);
        if (members > POLL_MEMBERS || members * w->n_units * poll_aspects(w) > BALLOTS_MOST)
                return fail_field(cx, str_f(cx->arena, "outside-%d", at),
                                  "“%.*s”的人数乘以票面格数太大，请分几次评议", STR(s->name));
        s->members = (int)members;
        return NULL;
}

static const struct fail *rule_fits(struct ctx *cx, struct poll *w)
{
        bool graded = w->rule == RATING_GRADES || w->rule == RATING_BRACKET || w->rule == RATING_MAJORITY;
        bool by_votes = w->rule == RATING_BRACKET || w->rule == RATING_MAJORITY;
        if (w->even && w->secret)
                return fail_field(cx, S("even_out"),
                                  "宽严修正要知道每个人打的分，无记名评议没有；请改为记名，或不作修正");
        if (w->even && w->rule != RATING_MEAN && w->rule != RATING_TRIMMED)
                return fail_field(cx, S("even_out"), "只有打分的规则才能作宽严修正");
        if (!graded)
                w->n_grades = 0;
        if (graded && w->n_grades < 2)
                return fail_field(cx, S("grade-0"), "评议等次至少要有两个");
        for (int i = 0; i < w->n_grades; i++)
                if (w->grades[i].weight < 0 || w->grades[i].weight > (int64_t)100 * 1000000)
                        return fail_field(cx, str_f(cx->arena, "mark-%d", i), "等次的分值应为 0 到 100");
        if (by_votes && (w->n_aspects || w->n_sources > 1))
                return fail_field(cx, S("rule"), "“%s”按票数定，不分方面，也只有一个来源",
                                  words_of(cx->lang, rating_rows[w->rule].name));
        if (w->rule == RATING_RANK && (w->full.micro <= 0 || w->rank_step < 0 || w->rank_step > 1000000))
                return fail_field(cx, S("full"), "名次规则要有满分，每低一名减少 0 到 100%%");
        if (w->rule == RATING_BRACKET && (w->low_grades < 0 || w->low_grades >= w->n_grades))
                return fail_field(cx, S("low_grades"), "低票的等次数应少于等次的个数");
        if (w->rule != RATING_BRACKET)
                w->n_rows = 0;
        for (int i = 0; i < w->n_rows; i++) {
                struct method_row row = { 0 };
                const char *why = w->rows[i].bounds.n ? bounds_read(cx->arena, w->rows[i].bounds, &row, 1)
                                                      : NULL;
                if (!why && w->rows[i].bounds2.n)
                        why = bounds_read(cx->arena, w->rows[i].bounds2, &row, 2);
                if (!why)
                        why = bracket_wrong(&row);
                if (why)
                        return fail_field(cx, str_f(cx->arena, "bounds-%d", i), "第 %d 行：%s", i + 1,
                                          words_of(cx->lang, why));
        }
        return NULL;
}

const struct fail *poll_terms(struct ctx *cx, struct poll *w)
{
        struct figure_year y;
        struct rating r;
        int leaf = -1;
        const struct fail *f = scheme_of(cx, w);
        if (!f)
                f = figure_year_open(cx, w->scheme, &y);
        if (f)
                return f;
        w->step = 10000, w->mode = ROUND_HALF_UP, w->leaf_name = (str){ 0 };
        if (!w->name.n)
                return fail_field(cx, S("name"), "请写评议的名称");
        if (!day_is(w->opens) || !day_is(w->closes) || w->closes.n < w->opens.n)
                return fail_field(cx, S("closes"), "截止日不能早于开始日");
        if (w->period < 0 || w->period > 11)
                return fail_field(cx, S("period"), "应为 1 到 12");
        if (w->stem) {
                leaf = figure_leaf_at(&y, w->stem);
                if (leaf < 0)
                        return fail_field(cx, S("leaf"), "现行方案里没有这项指标");
                f = leaf_fits(cx, w, &y, leaf);
        }
        if (!f)
                f = rule_fits(cx, w);
        if (!f)
                f = units_fit(cx, w, &y, leaf);
        if (!f && (w->n_sources < 1 || w->n_sources > POLL_SOURCES))
                f = fail_field(cx, S("source-0"), "请写至少一个评议来源");
        if (!f && w->n_sources == 1)
                w->sources[0].weight = 1000000;
        for (int i = 0; !f && i < w->n_sources; i++)
                f = source_fits(cx, w, i);
        if (!f)
                f = poll_rating(cx, w, &r);
        return f ? f : ratings_check(cx, &r, NULL, 0, NULL);
}
