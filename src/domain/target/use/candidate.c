/* domain/target/use/candidate.c - what of a published result could be listed for rectification. */
/* words: document text */
#include "domain/target/rating/register.h"
#include "domain/target/result/appeal.h"
#include "domain/target/show/show.h"
#include "domain/target/use/rectify.h"
#include "domain/target/use/rectify.sql.h"
#include "domain/target/year/figure.h"

struct finds {
        struct ctx               *cx;
        struct show               s;
        int64_t                   group;        /* scheme_group.id; 0: all */
        struct rectify_candidate *list; int n, cap;
};

/* The unit's place in the run, or -1: not in it, not of the group, not theirs to see. */
static int unit_at(const struct finds *f, int64_t unit)
{
        int u = result_unit_at(&f->s.basis, unit);
        if (u < 0 || !f->s.detail[u])
                return -1;
        int g = input_group(&f->s.basis.scheme, &f->s.basis.input, u);
        return f->group && f->s.basis.e.groups[f->s.basis.ready.group_at[g]].id != f->group ? -1 : u;
}

static struct rectify_candidate *add(struct finds *f, enum rectify_kind kind, int u, int64_t ref)
{
        struct rectify_candidate *c = VEC_ADD(f->cx->arena, f->list, f->n, f->cap);
        *c = (struct rectify_candidate){ .kind = kind, .unit = f->s.basis.ready.unit_ids[u], .ref = ref,
                                         .unit_name = f->s.name[u] };
        c->key = str_f(f->cx->arena, "%d-%ld-%ld", kind, c->unit, ref);
        return c;
}

static void leaves(struct finds *f, int64_t share)
{
        const struct scheme *sc = &f->s.basis.scheme;
        const struct result *r = f->s.out.r;
        for (int u = 0; u < f->s.basis.input.n_units; u++) {
                int g = input_group(sc, &f->s.basis.input, u);
                if (unit_at(f, f->s.basis.ready.unit_ids[u]) < 0)
                        continue;
                for (int l = 0; l < sc->n_leaves; l++) {
                        int k = sc->node_of[l];
                        size_t at = result_leaf(r, f->s.slot, l, u);
                        if (!result_there(sc, &f->s.basis.input, r, f->s.slot, k, u) ||
                            r->state[at] == SCORE_NA)
                                continue;
                        points full = sc->full[(size_t)g * (size_t)sc->n_nodes + (size_t)k];
                        points lost = { full.micro - r->points[at].micro };
                        /* lost / full >= share, exactly: both sides are below 10^17 */
                        if (full.micro <= 0 || lost.micro <= 0 ||
                            lost.micro * 1000000 < share * full.micro)
                                continue;
                        const struct edition_node *x = show_node(&f->s, l);
                        struct rectify_candidate *c = add(f, RECTIFY_LEAF, u, x->id);
                        c->node = x->id, c->title = x->name;
                        c->lost = result_weight(&f->s.basis, &f->s.out, f->s.slot, k, u, lost);
                        c->share = muldiv(lost.micro, 1000000, full.micro);
                        c->problem = str_f(f->cx->arena, "满分 %.*s 分，得 %.*s 分，失分率 %.*s%%",
                                STR(points_str(f->cx->arena, full, 0)),
                                STR(points_str(f->cx->arena, r->points[at], 2)),
                                STR(decimal_str(f->cx->arena, muldiv(c->share, 1, 1000), 1, false)));
                }
        }
}

static const struct fail *effects(struct finds *f)
{
        struct rectify_effects it;
        rectify_effects(&it, f->cx, f->s.run.scheme, EFFECT_APPROVED, EFFECT_PENALTY, EFFECT_CEILING,
                        EFFECT_VETO);
        while (rectify_effects_next(&it)) {
                int u = unit_at(f, it.unit);
                if (u < 0)
                        continue;
                struct rectify_candidate *c = add(f, RECTIFY_EFFECT, u, it.id);
                c->title = it.title;
                c->lost.micro = it.kind == EFFECT_PENALTY ? it.amount : 0;
                c->problem = it.kind == EFFECT_PENALTY
                        ? str_f(f->cx->arena, "扣 %.*s 分。%.*s",
                                STR(points_str(f->cx->arena, c->lost, 0)), STR(it.basis))
                        : str_f(f->cx->arena, "%s：%.*s。%.*s", effect_kind_words[it.kind],
                                STR(it.grade), STR(it.basis));
        }
        return rectify_effects_end(&it);
}

static const struct fail *appeals(struct finds *f)
{
        struct rectify_appeals it;
        rectify_appeals(&it, f->cx, f->s.run.scheme, APPEAL_APPROVED);
        while (rectify_appeals_next(&it)) {
                int u = unit_at(f, it.unit);
                const struct edition_node *x = it.has_node ? edition_node_of(&f->s.basis.e, it.node) : NULL;
                if (u < 0)
                        continue;
                struct rectify_candidate *c = add(f, RECTIFY_APPEAL, u, it.id);
                c->node = x ? x->id : 0;
                c->title = x ? str_f(f->cx->arena, "%.*s的申诉更正", STR(x->name)) : S("申诉更正");
                c->problem = it.answer.n ? it.answer : it.body;
        }
        return rectify_appeals_end(&it);
}

static const struct fail *figures(struct finds *f)
{
        struct rectify_figures it;
        rectify_figures(&it, f->cx, f->s.run.scheme, FIGURE_REVIEWED);
        while (rectify_figures_next(&it)) {
                int u = unit_at(f, it.unit);
                const struct edition_node *x = edition_node_of_stem(&f->s.basis.e, it.stem);
                if (u < 0 || !x)
                        continue;
                struct rectify_candidate *c = add(f, RECTIFY_FIGURE, u, it.id);
                c->node = x->id;
                c->title = str_f(f->cx->arena, "%.*s的数据核验更正", STR(x->name));
                c->problem = str_f(f->cx->arena, "%ld 月报 %.*s，核定 %.*s。%.*s", it.period + 1,
                                   STR(it.before), STR(it.raw), STR(it.reason));
        }
        return rectify_figures_end(&it);
}

static void reports(struct finds *f)
{
        int last = f->s.basis.grades.n_grades - 1;
        for (int u = 0; u < f->s.basis.input.n_units && last > 0 && f->s.out.graded; u++) {
                if (f->s.out.graded[u].grade != last ||
                    unit_at(f, f->s.basis.ready.unit_ids[u]) < 0)
                        continue;
                struct rectify_candidate *c = add(f, RECTIFY_REPORT, u, 0);
                c->title = S("书面整改报告");
                c->problem = str_f(f->cx->arena, "年度考核为%.*s，结果公布后一个月内报送书面整改报告",
                                   STR(f->s.basis.grades.grades[last].name));
        }
}

static int by_unit(const void *a, const void *b)
{
        const struct rectify_candidate *x = a, *y = b;
        if (x->unit != y->unit)
                return x->unit < y->unit ? -1 : 1;
        if (x->kind != y->kind)         /* the lowest grade first, then what counts most */
                return (int)y->kind - (int)x->kind;
        if (x->lost.micro != y->lost.micro)
                return x->lost.micro < y->lost.micro ? 1 : -1;
        return x->ref < y->ref ? -1 : x->ref > y->ref;
}

static const struct fail *mark_listed(struct finds *f)
{
        struct rectify_keys_of it;
        rectify_keys_of(&it, f->cx, f->s.run.id);
        while (rectify_keys_of_next(&it))
                for (int i = 0; i < f->n; i++)
                        f->list[i].listed |= (int64_t)f->list[i].kind == it.kind &&
                                             f->list[i].unit == it.unit && f->list[i].ref == it.ref;
        return rectify_keys_of_end(&it);
}

const struct fail *rectify_candidates(struct ctx *cx, const struct result_run *run, int64_t share,
                                      int64_t group, const struct rectify_candidate **ret, int *ret_n)
{
        struct finds *f = NEW(cx->arena, struct finds);
        f->cx = cx, f->group = group;
        const struct fail *why = show_of(cx, run->id, &f->s);
        if (why)
                return why;
        leaves(f, share);
        reports(f);
        why = effects(f);
        if (!why)
                why = appeals(f);
        if (!why)
                why = figures(f);
        if (!why)
                why = mark_listed(f);
        if (why)
                return why;
        if (f->n)
                qsort(f->list, (size_t)f->n, sizeof(f->list[0]), by_unit);
        *ret = f->list, *ret_n = f->n;
        return NULL;
}
