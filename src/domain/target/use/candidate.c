/* domain/target/use/candidate.c - what of a published result could be listed for rectification. */
/* words: document text */
#include "domain/org/org.h"
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

static struct rectify_candidate *add_unit(struct finds *f, enum rectify_kind kind, int64_t unit,
                                          str name, int64_t ref)
{
        struct rectify_candidate *c = VEC_ADD(f->cx->arena, f->list, f->n, f->cap);
        *c = (struct rectify_candidate){ .kind = kind, .unit = unit, .ref = ref,
                                         .unit_name = name };
        c->key = str_f(f->cx->arena, "%d-%ld-%ld", kind, unit, ref);
        return c;
}

static struct rectify_candidate *add(struct finds *f, enum rectify_kind kind, int u, int64_t ref)
{
        return add_unit(f, kind, f->s.basis.ready.unit_ids[u], f->s.name[u], ref);
}

/* A mistake is put right by who made it: it need not be an assessed unit. NULL in *ret: not of
 * the group asked for, or not theirs to see. */
static const struct fail *add_maker(struct finds *f, enum rectify_kind kind, int64_t maker,
                                    int64_t ref, struct rectify_candidate **ret)
{
        struct org_unit o;
        int u = result_unit_at(&f->s.basis, maker);
        *ret = NULL;
        if (u >= 0) {
                if (unit_at(f, maker) >= 0)
                        *ret = add(f, kind, u, ref);
                return NULL;
        }
        if (f->group || !f->s.whole)
                return NULL;
        const struct fail *why = org_unit_by_id(f->cx, maker, &o);
        if (!why)
                *ret = add_unit(f, kind, maker, o.brief, ref);
        return why;
}

/* Who made the mistake of a score that an appeal put right: who had given the figure that was
 * wrong; where none was corrected, who answers for the indicator's figures or marks; where that
 * is the unit itself, the office that scored. */
static int64_t mistaken(const struct finds *f, const struct rectify_appeals *a)
{
        const struct result_basis *b = &f->s.basis;
        int k = a->has_node ? result_node_at(b, a->node) : -1,
                l = k < 0 ? -1 : b->scheme.nodes[k].leaf;
        int64_t office = f->cx->unit ? f->cx->unit : f->s.run.unit;
        if (a->has_gave)
                return a->gave;
        int64_t owner = l < 0 ? a->unit : figure_owner(&b->e.nodes[k - 1], &b->scheme.leaves[l],
                                                       a->unit);
        return owner == a->unit ? office : owner;
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
                        points full = sc->full[(size_t)g * (size_t)sc->n_nodes + (size_t)k];
                        points lost = result_gap(&f->s.basis, &f->s.out, l, u).lost;
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
        const struct fail *why = NULL;
        rectify_appeals(&it, f->cx, f->s.run.scheme, APPEAL_APPROVED, FIGURE_REVIEWED);
        while (rectify_appeals_next(&it)) {
                const struct edition_node *x = it.has_node ? edition_node_of(&f->s.basis.e, it.node) : NULL;
                struct rectify_candidate *c = NULL;
                if (!why)
                        why = add_maker(f, RECTIFY_APPEAL, mistaken(f, &it), it.id, &c);
                if (!c)
                        continue;
                c->node = x ? x->id : 0;
                c->title = str_f(f->cx->arena, "%.*s%.*s的申诉更正", STR(it.unit_name),
                                 STR(x ? x->name : S("")));
                c->problem = it.answer.n ? it.answer : it.body;
        }
        const struct fail *end = rectify_appeals_end(&it);
        return why ? why : end;
}

/* The list of who gave the wrong figure: the provider or scorer, or the unit itself. */
static const struct fail *figures(struct finds *f)
{
        struct rectify_figures it;
        const struct fail *why = NULL;
        rectify_figures(&it, f->cx, f->s.run.scheme, FIGURE_REVIEWED, FIGURE_BY_HAND, FIGURE_BY_FILE);
        while (rectify_figures_next(&it)) {
                const struct edition_node *x = edition_node_of_stem(&f->s.basis.e, it.stem);
                struct rectify_candidate *c = NULL;
                if (x && !why)
                        why = add_maker(f, RECTIFY_FIGURE, it.gave, it.id, &c);
                if (!c)
                        continue;
                c->node = x->id;
                c->title = it.gave == it.unit ? str_f(f->cx->arena, "%.*s的数据核验更正",
                                                      STR(x->name))
                        : str_f(f->cx->arena, "%.*s%.*s的数据核验更正", STR(it.unit_name),
                                STR(x->name));
                c->problem = str_f(f->cx->arena, "%ld 月报 %.*s，核定 %.*s。%.*s", it.period + 1,
                                   STR(it.before), STR(it.raw), STR(it.reason));
        }
        const struct fail *end = rectify_figures_end(&it);
        return why ? why : end;
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
