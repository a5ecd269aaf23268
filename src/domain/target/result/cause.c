/* domain/target/result/cause.c - see cause.h. */
#include "domain/target/result/cause.h"
#include "domain/target/result/faces.h"

/* A leaf of one run, as a unit has it. */
struct leaf_at {
        const struct leaf *x;           /* NULL: the run has it not, or not for the unit */
        int               l, u;
        points            full, got;
        enum score_state  state;
};
struct moving { struct leaf_at was, is; int64_t moved; };

static int64_t *stems_of(struct arena *a, const struct result_basis *b)
{
        int64_t *stems = NEW_ARRAY(a, int64_t, (size_t)b->scheme.n_leaves + 1);
        for (int l = 0; l < b->scheme.n_leaves; l++)
                stems[l] = edition_node_of(&b->e, b->ready.leaf_ids[l])->stem;
        return stems;
}

struct run_pair run_pair_of(struct arena *arena, struct run_side a, struct run_side b)
{
        int n_a = a.b->scheme.n_leaves, n_b = b.b->scheme.n_leaves;
        int *was = NEW_ARRAY(arena, int, (size_t)n_b + 1);
        bool *stays = NEW_ARRAY(arena, bool, (size_t)n_a + 1);
        const int64_t *x = stems_of(arena, a.b), *y = stems_of(arena, b.b);
        for (int l = 0; l < n_b; l++) {
                was[l] = -1;
                for (int k = 0; k < n_a && was[l] < 0; k++)
                        if (x[k] == y[l])
                                was[l] = k, stays[k] = true;
        }
        return (struct run_pair){ a, b, was, stays };
}

static struct leaf_at leaf_at(const struct run_side *s, int l, int u)
{
        const struct scheme *x = &s->b->scheme;
        struct leaf_at at = { .l = l, .u = u };
        int g = input_group(x, &s->b->input, u);
        at.full = x->full[(size_t)g * (size_t)x->n_nodes + (size_t)x->node_of[l]];
        if (at.full.micro == FULL_NONE.micro)
                return at;
        size_t i = result_leaf(s->o->r, s->b->input.n_periods, l, u);
        at.x = &x->leaves[l], at.got = s->o->r->points[i],
        at.state = (enum score_state)s->o->r->state[i];
        return at;
}

/* ---- why a leaf moved ------------------------------------------------------------------------ */

static void put(struct buf *b, str s)
{
        if (b->n)
                buf_put(b, S("；"));
        buf_put(b, s);
}

static str score_str(struct ctx *cx, const struct leaf_at *at)
{
        return !at->x ? str_of(words_of(cx->lang, "不考核"))
             : at->state == SCORE_DONE || at->got.micro ? points_str(cx->arena, at->got, 0)
             : str_of(words_of(cx->lang, score_state_words[at->state]));
}

/* Full score, method, parameters and rows: what a new edition may have changed. */
static void rules_told(struct ctx *cx, struct buf *o, const struct run_side *a,
                       const struct run_side *b, const struct moving *m)
{
        const struct leaf *was = m->was.x, *is = m->is.x;
        if (m->was.full.micro != m->is.full.micro)
                put(o, str_f(cx->arena,
                             words_of(cx->lang, "分值 %.*s → %.*s（方案第 %d 版 → 第 %d 版）"),
                             STR(points_str(cx->arena, m->was.full, 0)),
                             STR(points_str(cx->arena, m->is.full, 0)), a->b->e.number,
                             b->b->e.number));
        if (was->method != is->method)
                put(o, str_f(cx->arena, words_of(cx->lang, "计分方法 %s 第 %d 版 → %s 第 %d 版"),
                             was->method->code, was->method->version, is->method->code,
                             is->method->version));
        else if (memcmp(was->p, is->p, sizeof(was->p[0]) * (size_t)is->method->n_params) != 0 ||
                 !str_eq(leaf_rows_str(cx->arena, was), leaf_rows_str(cx->arena, is)))
                put(o, str_f(cx->arena, words_of(cx->lang, "计分方法的参数或分段改了（方案第 %d 版 → 第 %d 版）"),
                             a->b->e.number, b->b->e.number));
}

/* Each figure that is another, and each of a month that only the later run has. */
static const struct fail *figures_told(struct ctx *cx, struct buf *o, const struct run_side *a,
                                       const struct run_side *b, const struct moving *m,
                                       str *ret_href)
{
        const struct leaf *x = m->is.x;
        const struct fail *f = NULL;
        uint32_t due = b->b->scheme.nodes[b->b->scheme.node_of[m->is.l]].periods;
        if (m->was.x->method != x->method || m->was.x->n_columns != x->n_columns)
                return NULL;
        for (int p = 0; !f && p < b->b->input.n_periods; p++)
                for (int i = 0; !f && i < x->n_columns; i++) {
                        size_t at = input_at(&b->b->input, p, x->column + i, m->is.u);
                        int64_t was =
                                p < a->b->input.n_periods
                                        ? a->b->figure[input_at(&a->b->input, p,
                                                                m->was.x->column + i, m->was.u)]
                                        : FIGURE_NONE;
                        int64_t is = b->b->figure[at], id = b->b->source[at];
                        struct method_input in = leaf_column(cx->arena, x, i);
                        struct source_line by = { .who = S("") };
                        bool fresh = p >= a->b->input.n_periods;
                        str now = figure_str(cx->arena, cx->lang, is,
                                             in.kind == KIND_FIGURE ? x->places : 0);
                        if (fresh && is == FIGURE_NONE && !in.optional && (!due || due >> p & 1))
                                put(o, str_f(cx->arena, words_of(cx->lang, "%d 月%s没有报"), p + 1,
                                             words_of(cx->lang, in.name)));
                        if (was == is)
                                continue;
                        f = source_told(cx, id, &by);
                        put(o,
                            fresh ? str_f(cx->arena, words_of(cx->lang, "新到期的 %d 月%s %.*s"),
                                          p + 1, words_of(cx->lang, in.name), STR(now))
                                  : str_f(cx->arena, words_of(cx->lang, "%d 月%s %.*s → %.*s"),
                                          p + 1, words_of(cx->lang, in.name),
                                          STR(figure_str(cx->arena, cx->lang, was,
                                                         in.kind == KIND_FIGURE ? m->was.x->places
                                                                                : 0)),
                                          STR(now)));
                        if (by.who.n)
                                buf_f(o, words_of(cx->lang, "（%.*s）"), STR(by.who));
                        if (by.href.n)
                                *ret_href = by.href;
                }
        return f;
}

static const struct fail *leaf_told(struct ctx *cx, const struct run_side *a,
                                    const struct run_side *b, const struct moving *m,
                                    struct run_cause *ret)
{
        enum { OTHERS = NEED_RANK | NEED_MIN_MAX };
        const struct leaf *x = m->is.x ? m->is.x : m->was.x;
        struct buf o = buf_new(cx->arena, (size_t)64 << 10);
        const struct fail *f = NULL;
        *ret = (struct run_cause){ .moved = m->moved,
                                   .what = str_f(cx->arena, words_of(cx->lang, "%.*s：%.*s → %.*s"),
                                                 STR(x->name), STR(score_str(cx, &m->was)),
                                                 STR(score_str(cx, &m->is))) };
        if (!m->is.x) {
                put(&o, str_of(words_of(cx->lang, "这次不再考核这一项")));
        } else if (!m->was.x) {
                put(&o, str_of(words_of(cx->lang, "这次新考核或新到期的一项")));
        } else {
                rules_told(cx, &o, a, b, m);
                f = figures_told(cx, &o, a, b, m, &ret->href);
                if (!o.n)
                        put(&o, str_of(words_of(cx->lang, x->method->needs & OTHERS
                                                          ? "本单位的数没有变，组内其他单位的数变了"
                                                          : "数和规则没有变，计分的时期变了")));
        }
        ret->why = buf_str(&o);
        return f;
}

/* ---- all that moved -------------------------------------------------------------------------- */

static int64_t size_of(int64_t v) { return v < 0 ? -v : v; }

static struct moving *moving_of(struct ctx *cx, const struct run_pair *p, int ua, int ub,
                                int *ret_n)
{
        const struct run_side *a = &p->a, *b = &p->b;
        const struct scheme *x = &a->b->scheme, *y = &b->b->scheme;
        struct moving *list =
                NEW_ARRAY(cx->arena, struct moving, (size_t)(x->n_leaves + y->n_leaves) + 1);
        int n = 0;
        for (int l = 0; l < y->n_leaves; l++) {
                struct moving m = { .is = leaf_at(b, l, ub) };
                if (p->was[l] >= 0)
                        m.was = leaf_at(a, p->was[l], ua);
                m.moved = m.is.got.micro - m.was.got.micro;
                if ((m.is.x || m.was.x) &&
                    (m.moved || !m.is.x != !m.was.x || m.is.full.micro != m.was.full.micro))
                        list[n++] = m;
        }
        for (int k = 0; k < x->n_leaves; k++) {
                struct moving m = { .was = p->stays[k] ? (struct leaf_at){ 0 } : leaf_at(a, k, ua) };
                m.moved = -m.was.got.micro;
                if (m.was.x)
                        list[n++] = m;
        }
        for (int i = 1; i < n; i++) /* dozens: insertion, equal ones keep the tree's order */
                for (int k = i; k > 0 && size_of(list[k].moved) > size_of(list[k - 1].moved); k--) {
                        struct moving t = list[k];
                        list[k] = list[k - 1], list[k - 1] = t;
                }
        *ret_n = n;
        return list;
}

static int effect_at(const struct result_basis *b, int64_t id)
{
        for (int i = 0; i < b->n_effects; i++)
                if (b->effect_ids[i] == id)
                        return i;
        return -1;
}

/* Effects that count more or less, or came or went. */
static void effects_told(struct ctx *cx, const struct run_side *a, const struct run_side *b, int ua,
                         int ub, struct run_cause *list, int *n)
{
        for (int side = 0; side < 2; side++) {
                const struct run_side *s = side ? a : b, *t = side ? b : a;
                for (int i = 0; i < s->b->n_effects; i++) {
                        const struct effect *e = &s->b->effects[i];
                        int k = effect_at(t->b, s->b->effect_ids[i]);
                        if (e->unit != (side ? ua : ub) || (side && k >= 0))
                                continue;
                        points here = s->o->counts[i],
                               there = k < 0 ? (points){ 0 } : t->o->counts[k];
                        points was = side ? here : there, is = side ? (points){ 0 } : here;
                        if (k >= 0 && was.micro == is.micro)
                                continue;
                        list[(*n)++] = (struct run_cause){
                                .moved = (is.micro - was.micro) * (e->kind == EFFECT_PENALTY ? -1 : 1),
                                .what = str_f(cx->arena,
                                              words_of(cx->lang, e->kind == EFFECT_PENALTY
                                                                 ? "扣分“%.*s”：%.*s → %.*s"
                                                                 : "加分“%.*s”：%.*s → %.*s"),
                                              STR(e->title), STR(points_str(cx->arena, was, 0)),
                                              STR(points_str(cx->arena, is, 0))),
                                .why = str_f(cx->arena,
                                             words_of(cx->lang, side    ? "这次不再计，%.*s"
                                                                : k < 0 ? "这次新计，%.*s"
                                                                        : "计入的分变了，%.*s"),
                                             STR(e->basis.n ? e->basis
                                                            : str_of(words_of(cx->lang, "没有写依据"))))
                        };
                }
        }
}

const struct fail *run_causes(struct ctx *cx, const struct run_pair *pair, int64_t unit, int most,
                              const struct run_cause **ret, int *ret_n, int *ret_more)
{
        const struct run_side *a = &pair->a, *b = &pair->b;
        int ua = result_unit_at(a->b, unit), ub = result_unit_at(b->b, unit), n_moving, n = 0;
        must(ua >= 0 && ub >= 0);
        struct moving *m = moving_of(cx, pair, ua, ub, &n_moving);
        struct run_cause *list = NEW_ARRAY(cx->arena, struct run_cause,
                (size_t)(n_moving + a->b->n_effects + b->b->n_effects) + 2);
        int64_t was = a->b->ready.factor[ua], is = b->b->ready.factor[ub];
        if (was != is)
                list[n++] = (struct run_cause){
                        .what = str_f(cx->arena, words_of(cx->lang, "难度系数：%.*s → %.*s"),
                                      STR(points_str(cx->arena, (points){ was }, 0)),
                                      STR(points_str(cx->arena, (points){ is }, 0))),
                        .why = str_f(cx->arena, words_of(cx->lang, "方案第 %d 版 → 第 %d 版"),
                                     a->b->e.number, b->b->e.number)
                };
        effects_told(cx, a, b, ua, ub, list, &n);
        const struct fail *f = NULL;
        int told = 0;
        for (; !f && told < n_moving && n < most; told++)
                f = leaf_told(cx, a, b, &m[told], &list[n++]);
        bool same = a->o->sums[ua].total.micro == b->o->sums[ub].total.micro;
        if (!f && !n)
                list[n++] = (struct run_cause){
                        .what = str_of(words_of(cx->lang, same ? "总分没有变" : "各项得分没有变")),
                        .why = str_of(words_of(cx->lang, same ? "组内其他单位的总分变了"
                                                              : "上级指标的分值或折算变了")),
                };
        *ret = list, *ret_n = n, *ret_more = n_moving - told;
        return f;
}
