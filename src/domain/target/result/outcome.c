/* domain/target/result/outcome.c - from a basis to points, places and grades; pure. */
#include "core/crypto/hash.h"
#include "domain/target/explain.h"
#include "domain/target/fold.h"
#include "domain/target/result/pack.h"

const char *const result_stage_words[RESULT_STAGES] = {
        [RESULT_MONITOR] = "过程监测", [RESULT_PRELIMINARY] = "初步结果", [RESULT_FINAL] = "年度定分",
};
const char *const result_state_words[RESULT_STATES] = {
        [RESULT_COMPUTED]  = "已核算",
        [RESULT_RELEASED]  = "已发布",
        [RESULT_PUBLIC]    = "公示中",
        [RESULT_CLOSED]    = "公示结束",
        [RESULT_DECIDED]   = "已审定",
        [RESULT_PUBLISHED] = "已公布",
        [RESULT_ARCHIVED]  = "已归档",
        [RESULT_REPLACED]  = "已由新结果取代",
};

int64_t trace_pack(const struct trace *t)
{
        return (int64_t)((uint64_t)t->branch | (uint64_t)t->flags << 8 | (uint64_t)t->rank << 16 |
                         (uint64_t)t->tied << 32 | (uint64_t)t->row << 48);
}
struct trace trace_unpack(int64_t v)
{
        uint64_t u = (uint64_t)v;
        return (struct trace){ .branch = (uint8_t)u, .flags = (uint8_t)(u >> 8),
                               .rank = (uint16_t)(u >> 16), .tied = (uint16_t)(u >> 32),
                               .row = (uint16_t)(u >> 48) };
}

int result_unit_at(const struct result_basis *b, int64_t unit)
{
        for (int u = 0; u < b->ready.n_units; u++)
                if (b->ready.unit_ids[u] == unit)
                        return u;
        return -1;
}
int result_node_at(const struct result_basis *b, int64_t node)
{
        for (int i = 0; i < b->e.n_nodes; i++)
                if (b->e.nodes[i].id == node)
                        return i + 1;
        return -1;
}

/* ---- the list that parts equal totals -------------------------------------------------------- */

/* 评议: single work that people judge (领导评价, 服务对象评议). */
static bool is_rating(const struct edition_node *x)
{
        return x->kind == INDICATOR_SINGLE && x->quality;
}

static void tie_list(struct arena *a, const struct result_basis *b, struct result_outcome *o)
{
        const struct scheme *s = &b->scheme;
        size_t n = (size_t)b->input.n_units;
        int slot = b->input.n_periods;
        int64_t *key = NEW_ARRAY(a, int64_t, n + 1), *rating = NEW_ARRAY(a, int64_t, n + 1);
        int64_t *penalties = NEW_ARRAY(a, int64_t, n + 1);
        for (int l = 0; l < s->n_leaves; l++) {
                const struct edition_node *x = &b->e.nodes[s->node_of[l] - 1];
                for (size_t u = 0; u < n && (x->key_work || is_rating(x)); u++) {
                        int64_t p = o->r->points[result_leaf(o->r, slot, l, (int)u)].micro;
                        key[u] += x->key_work ? p : 0;
                        rating[u] += is_rating(x) ? p : 0;
                }
        }
        for (size_t u = 0; u < n; u++)
                penalties[u] = o->sums[u].n_penalties;
        str rest = b->e.rules.tie;
        while (rest.n && o->n_ties < RESULT_TIES) {
                str code = str_cut(rest, ' ', &rest);
                struct tie_rule *t = &o->ties[o->n_ties];
                if (str_is(code, "key"))
                        *t = (struct tie_rule){ S("重点工作得分"), key, false };
                else if (str_is(code, "penalty"))
                        *t = (struct tie_rule){ S("扣分次数"), penalties, true };
                else if (str_is(code, "rating"))
                        *t = (struct tie_rule){ S("评议得分"), rating, false };
                else
                        continue;
                o->n_ties++;
        }
}

/* ---- all of it --------------------------------------------------------------------------------- */

void result_score(struct arena *a, const struct result_basis *b, struct result_outcome *ret)
{
        const struct scheme *s = &b->scheme;
        const struct input *in = &b->input;
        size_t n = (size_t)in->n_units;
        int slot = in->n_periods;
        *ret = (struct result_outcome){ .r = result_new(a, s, in) };
        score_all(s, in, ret->r);
        ret->raw = NEW_ARRAY(a, points, n + 1), ret->base = NEW_ARRAY(a, points, n + 1);
        ret->settled = NEW_ARRAY(a, uint8_t, n + 1);
        points *total = NEW_ARRAY(a, points, n + 1);
        for (size_t u = 0; u < n; u++) {
                ret->raw[u] = result_points(s, ret->r, slot, 0, (int)u);
                ret->base[u] = difficulty_apply(ret->raw[u], b->ready.factor[u]);
                ret->settled[u] = !ret->r->waiting[result_unit(ret->r, slot, (int)u)];
        }
        ret->sums = NEW_ARRAY(a, struct effect_sum, n + 1);
        ret->counts = NEW_ARRAY(a, points, (size_t)b->n_effects + 1);
        ret->cuts = NEW_ARRAY(a, enum effect_cut, (size_t)b->n_effects + 1);
        effects_apply(a, &b->rules, b->effects, b->n_effects, ret->base, in->n_units, ret->sums,
                      ret->counts, ret->cuts);
        for (size_t u = 0; u < n; u++)
                total[u] = ret->sums[u].total;
        tie_list(a, b, ret);
        ret->places = NEW_ARRAY(a, struct place, n + 1);
        place_units(a, s, in, total, ret->ties, ret->n_ties, ret->places);
        if (!b->grades.n_grades || b->stage == RESULT_MONITOR)
                return;
        ret->graded = NEW_ARRAY(a, struct graded, n + 1);
        grade_units(a, s, in, &b->grades, ret->places, ret->sums, ret->settled, b->decisions,
                    b->n_decisions, ret->graded, &ret->lines);
        ret->n_lines = s->n_groups * b->grades.n_grades;
}

points result_weight(const struct result_basis *b, const struct result_outcome *o, int slot,
                     int node, int unit, points of)
{
        const struct scheme *s = &b->scheme;
        wide num = of.micro, den = 1;
        int64_t to, all;
        for (int up = s->nodes[node].parent; up >= 0; up = s->nodes[up].parent) {
                if (!node_fold(s, &b->input, o->r, slot, up, unit, &to, &all))
                        continue;
                /* keep the fraction small: a step of 10^-9 points is far below what is shown */
                num = num * to, den = den * all;
                while (den > (wide)1 << 62)
                        num /= 1024, den /= 1024;
        }
        return (points){ wide_round(num, den, 1, ROUND_HALF_UP) };
}

/* ---- the digest --------------------------------------------------------------------------------- */

struct digest result_digest(struct arena *a, const struct result_basis *b, str inputs,
                            const struct result_outcome *o)
{
        const struct result *r = o->r;
        int slot = b->input.n_periods;
        size_t cells = (size_t)r->n_units * ((size_t)r->n_nodes + 8);
        struct packer p = packer_new(a, cells * 24 + 64);
        for (int u = 0; u < r->n_units; u++) {
                const struct graded *g = o->graded ? &o->graded[u] : NULL;
                pack_int(&p, o->raw[u].micro);
                pack_int(&p, o->base[u].micro);
                pack_int(&p, o->sums[u].bonus.micro);
                pack_int(&p, o->sums[u].penalty.micro);
                pack_int(&p, o->sums[u].total.micro);
                pack_int(&p, r->waiting[result_unit(r, slot, u)]);
                pack_int(&p, o->places[u].rank);
                pack_int(&p, o->places[u].tied);
                pack_int(&p, g ? (g->proposed + 1) * 1000 + (g->grade + 1) * 10 + (int)g->why : -1);
                for (int k = 1; k < r->n_nodes; k++) {
                        int l = b->scheme.nodes[k].leaf;
                        pack_int(&p, result_points(&b->scheme, r, slot, k, u).micro);
                        pack_int(&p, l < 0 ? result_na(&b->scheme, r, slot, k, u)
                                           : r->state[result_leaf(r, slot, l, u)]);
                        if (l >= 0)
                                pack_int(&p, trace_pack(&r->trace[result_leaf(r, slot, l, u)]));
                }
        }
        struct hash_run *h = hash_begin(HASH_SM3);
        hash_add(h, b->e.digest);
        hash_add(h, inputs);
        hash_add(h, packer_str(&p));
        return hash_end(h);
}

const char *result_grade_reason(const struct result_basis *b, const struct result_outcome *o,
                                int at, enum grade_why why)
{
        bool same = at >= 0 && o->graded && o->graded[at].why == why;
        return same ? grade_reason(&b->scheme, &b->input, o->graded, at) : grade_why_words[why];
}

bool result_group_waits(const struct result_basis *b, const struct result_outcome *o, int at)
{
        int g = at < 0 ? -1 : input_group(&b->scheme, &b->input, at);
        for (int u = g < 0 ? 0 : b->input.first[g]; g >= 0 && u < b->input.first[g + 1]; u++)
                if (!o->settled[u])
                        return true;
        return false;
}
