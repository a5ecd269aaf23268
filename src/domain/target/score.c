/* domain/target/score.c - the pass over a scheme's columns: leaves, blocks, totals, ranks. */
#include "domain/target/score.h"
#include "domain/target/fold.h"
#include "domain/target/rank.h"

const char *const missing_policy_words[MISSING_POLICIES + 1] = {
        "合计未定，等填报", "计 0 分", "计基础分", "不计，摊到其他指标",
};
const char *const na_policy_words[NA_POLICIES + 1] = { "不计，摊到其他指标", "计基础分", "计满分" };
const char *const year_rule_words[YEAR_RULES + 1] = { "取最后一期", "各期平均", "各期累加，不超过满分" };

enum { BY_RATIO = 1, BY_GIVEN = 2 };    /* choices of F8's and F9's parameter "by" */

/* What is known of a scheme before any figure, and room to work in. Blocks are numbered in the
 * order of nodes. [slot][group][block] of `all`: the full scores of a block's children that are
 * in the group and due in the slot; -1: the block is not there. */
struct work {
        int       *block_of, *node_of_block;
        int64_t   *all;
        int64_t   *sum, *lost;          /* [block][unit], of the slot being folded */
        int64_t   *key;                 /* [unit] */
        uint8_t   *skip;
        int64_t   *target;
        uint16_t  *rank, *tied;
        struct rank_item *room;
        uint8_t   *by;                  /* [leaf]: enum of what its ranks are made of */
};

static bool leaf_due(const struct node *n, int slot, int n_periods)
{
        return slot == n_periods || !n->periods || n->periods >> slot & 1;
}
static int64_t full_of(const struct scheme *s, int group, int node)
{
        return s->full[(size_t)group * (size_t)s->n_nodes + (size_t)node].micro;
}
static size_t all_at(const struct result *r, int slot, int group, int block)
{
        return ((size_t)slot * (size_t)r->n_groups + (size_t)group) * (size_t)r->n_blocks +
               (size_t)block;
}
static size_t block_at(const struct result *r, int slot, int block, int unit)
{
        return ((size_t)slot * (size_t)r->n_blocks + (size_t)block) * (size_t)r->n_units +
               (size_t)unit;
}
/* Is the node of this group there in this slot? */
static bool node_there(const struct scheme *s, const struct result *r, int slot, int group,
                       int node, int n_periods)
{
        const struct work *w = r->work;
        if (full_of(s, group, node) == INT64_MIN)
                return false;
        if (s->nodes[node].leaf >= 0)
                return leaf_due(&s->nodes[node], slot, n_periods);
        return w->all[all_at(r, slot, group, w->block_of[node])] >= 0;
}

/* ---- before -------------------------------------------------------------------------------- */

static const struct fail *leaf_ready(struct ctx *cx, const struct scheme *s, const struct input *in,
                                     int l, const struct node *n, uint8_t *taken)
{
        const struct leaf *leaf = &s->leaves[l];
        if (!leaf->method)
                return fail(cx, INVALID, "指标 %.*s 没有计分方法", STR(n->code));
        if (leaf->step < 1 || leaf->step > POINTS_MOST)
                return fail(cx, INVALID, "指标 %.*s 的取位步长应大于零", STR(n->code));
        if (leaf->places < 0 || leaf->places > FIGURE_PLACES)
                return fail(cx, INVALID, "指标 %.*s 的小数位数应为 0 到 6", STR(n->code));
        if (leaf->n_rows < 0 || leaf->n_rows > METHOD_ROWS || leaf_columns(leaf) > METHOD_INPUTS)
                return fail(cx, INVALID, "指标 %.*s 的区间或事项太多", STR(n->code));
        if ((leaf->method->needs & NEED_ROWS) && !leaf->n_rows)
                return fail(cx, INVALID, "指标 %.*s 的区间表或事项表是空的", STR(n->code));
        const char *why = leaf->method->wrong ? leaf->method->wrong(leaf) : NULL;
        if (why)
                return fail(cx, INVALID, "指标 %.*s：%s", STR(n->code), words_of(cx->lang, why));
        int n_columns = leaf_columns(leaf);
        if (leaf->column < 0 || leaf->n_columns != n_columns ||
            leaf->column + n_columns > in->n_columns)
                return fail(cx, BROKEN, "leaf %d: columns %d + %d of %d", l, leaf->column,
                            n_columns, in->n_columns);
        for (int i = 0; i < n_columns; i++) {
                if (taken[leaf->column + i])
                        return fail(cx, BROKEN, "leaf %d: column %d has two owners", l,
                                    leaf->column + i);
                taken[leaf->column + i] = 1;
        }
        return NULL;
}

const struct fail *scheme_ready(struct ctx *cx, const struct scheme *s, const struct input *in)
{
        if (s->n_groups < 1 || s->n_nodes < 1 || s->nodes[0].parent != -1 || s->nodes[0].leaf >= 0)
                return fail(cx, INVALID, "方案里没有分组或没有指标");
        if (in->n_periods < 1 || in->n_periods > 31 || s->step < 1)
                return fail(cx, BROKEN, "%d periods, step %ld", in->n_periods, s->step);
        uint8_t *taken = NEW_ARRAY(cx->arena, uint8_t, (size_t)in->n_columns + 1);
        for (int k = 0; k < s->n_nodes; k++) {
                const struct node *n = &s->nodes[k];
                if (k && (n->parent < 0 || n->parent >= k || s->nodes[n->parent].leaf >= 0))
                        return fail(cx, INVALID, "指标 %.*s 的上级不在它前面，或是一个末级指标", STR(n->code));
                if (n->leaf >= s->n_leaves || (n->leaf >= 0 && s->node_of[n->leaf] != k))
                        return fail(cx, BROKEN, "node %d: leaf %d", k, n->leaf);
                for (int g = 0; g < s->n_groups; g++) {
                        int64_t full = full_of(s, g, k);
                        if (full != INT64_MIN && (full > POINTS_MOST || full < -POINTS_MOST))
                                return fail(cx, INVALID, "指标 %.*s 的分值太大", STR(n->code));
                }
                const struct fail *f =
                        n->leaf < 0 ? NULL : leaf_ready(cx, s, in, n->leaf, n, taken);
                if (f)
                        return f;
        }
        for (int g = 0; g < s->n_groups; g++)
                if (in->first[g] > in->first[g + 1] || in->first[g + 1] - in->first[g] > 65535)
                        return fail(cx, INVALID, "分组 %.*s 的单位数应在 65535 以内", STR(s->groups[g].name));
        if (in->first[0] || in->first[s->n_groups] != in->n_units)
                return fail(cx, BROKEN, "units %d, groups end at %d", in->n_units,
                            in->first[s->n_groups]);
        return NULL;
}

struct result *result_new(struct arena *a, const struct scheme *s, const struct input *in)
{
        struct result *r = NEW(a, struct result);
        struct work *w = NEW(a, struct work);
        r->work = w;
        r->n_units = in->n_units, r->n_slots = in->n_periods + in->year, r->n_leaves = s->n_leaves;
        r->n_nodes = s->n_nodes, r->n_groups = s->n_groups;
        w->block_of = NEW_ARRAY(a, int, (size_t)s->n_nodes);
        for (int k = 0; k < s->n_nodes; k++)
                w->block_of[k] = s->nodes[k].leaf < 0 ? r->n_blocks++ : -1;
        r->block_of = w->block_of;
        w->node_of_block = NEW_ARRAY(a, int, (size_t)r->n_blocks);
        for (int k = 0; k < s->n_nodes; k++)
                if (w->block_of[k] >= 0)
                        w->node_of_block[w->block_of[k]] = k;
        size_t slots = (size_t)r->n_slots, units = (size_t)r->n_units;
        size_t leaves = slots * (size_t)r->n_leaves, blocks = slots * (size_t)r->n_blocks;
        r->points = NEW_ARRAY(a, points, leaves * units + 1);
        r->state = NEW_ARRAY(a, uint8_t, leaves * units + 8);
        r->trace = NEW_ARRAY(a, struct trace, leaves * units + 1);
        r->stat = NEW_ARRAY(a, struct stat, leaves * (size_t)r->n_groups + 1);
        r->block = NEW_ARRAY(a, points, blocks * units + 1);
        r->block_na = NEW_ARRAY(a, uint8_t, blocks * units + 1);
        r->waiting = NEW_ARRAY(a, uint16_t, slots * units + 1);
        r->rank = NEW_ARRAY(a, uint16_t, slots * units + 1);
        r->tied = NEW_ARRAY(a, uint16_t, slots * units + 1);
        w->sum = NEW_ARRAY(a, int64_t, (size_t)r->n_blocks * units + 1);
        w->lost = NEW_ARRAY(a, int64_t, (size_t)r->n_blocks * units + 1);
        w->key = NEW_ARRAY(a, int64_t, units + 1);
        w->target = NEW_ARRAY(a, int64_t, units + 1);
        w->skip = NEW_ARRAY(a, uint8_t, units + 1);
        w->rank = NEW_ARRAY(a, uint16_t, units + 1), w->tied = NEW_ARRAY(a, uint16_t, units + 1);
        w->room = NEW_ARRAY(a, struct rank_item, 2 * units + 2);
        w->by = NEW_ARRAY(a, uint8_t, (size_t)s->n_leaves + 1);
        for (int l = 0; l < s->n_leaves; l++) {
                int by = method_param_at(s->leaves[l].method, S("by"));
                if ((s->leaves[l].method->needs & NEED_RANK) && by >= 0)
                        w->by[l] = (uint8_t)s->leaves[l].p[by];
        }
        w->all = NEW_ARRAY(a, int64_t, slots * (size_t)r->n_groups * (size_t)r->n_blocks + 1);
        for (size_t i = 0; i < slots * (size_t)r->n_groups * (size_t)r->n_blocks; i++)
                w->all[i] = -1;
        for (int slot = 0; slot < r->n_slots; slot++)
                for (int g = 0; g < r->n_groups; g++)
                        for (int k = s->n_nodes - 1; k > 0; k--) {
                                int64_t *all = &w->all[all_at(r, slot, g,
                                                              w->block_of[s->nodes[k].parent])];
                                if (node_there(s, r, slot, g, k, in->n_periods))
                                        *all = (*all < 0 ? 0 : *all) + full_of(s, g, k);
                        }
        return r;
}

/* ---- one leaf of one group ------------------------------------------------------------------ */

static void stat_of(const struct leaf *leaf, const int64_t *v, int n, struct stat *ret)
{
        struct stat st = { .min = INT64_MAX, .max = INT64_MIN };
        for (int i = 0; i < n; i++) {
                if (v[i] <= FIGURE_NA) {
                        st.n_missing += v[i] == FIGURE_NONE;
                        continue;
                }
                st.n++;
                st.min = v[i] < st.min ? v[i] : st.min;
                st.max = v[i] > st.max ? v[i] : st.max;
        }
        if (!st.n)
                st.min = st.max = 0;
        st.best = leaf->direction == DIRECTION_MORE ? st.max : st.min;
        *ret = st;
}

/* Ranks of a column's figures by its parameter "by" and its direction. */
static void leaf_ranks(struct work *w, const struct column *c, int by)
{
        const int64_t *a = c->in[0], *t = c->in[1];
        bool less = c->leaf->direction == DIRECTION_LESS, gap = false;
        if (by == BY_RATIO) {
                for (int i = 0; i < c->n; i++) {
                        int64_t own = a[i], target = t ? t[i] : FIGURE_NONE;
                        /* a reverse indicator's ratio is target / actual: none at an actual ≤ 0 but
                         * the best, as completion() has it */
                        w->skip[i] = own <= FIGURE_NA || target <= 0;
                        w->key[i] = less ? (own > 0 ? target : 10) : own;
                        w->target[i] = less ? (own > 0 ? own : 1) : target;
                }
                rank_ratios(w->key, w->target, w->skip, c->n, w->rank, w->tied);
                return;
        }
        for (int i = 0; i < c->n; i++) {
                w->skip[i] = a[i] <= FIGURE_NA;
                w->key[i] = w->skip[i] ? 0 : less ? -a[i] : a[i];       /* FIGURE_NONE has no opposite */
                gap |= w->skip[i];
        }
        rank_values(w->key, gap ? w->skip : NULL, c->n, w->rank, w->tied, w->room);
}

/* The leaf of units u … u + n - 1, all of one group; of the whole group where the method looks at
 * it. */
static void leaf_score(const struct scheme *s, const struct input *in, struct result *r, int slot,
                       int l, int g, int u, int n)
{
        struct work *w = r->work;
        const struct leaf *leaf = &s->leaves[l];
        size_t at = result_leaf(r, slot, l, u);
        struct stat *st = &r->stat[result_stat(r, slot, l, g)];
        struct column c = { .leaf = leaf,
                            .full = { full_of(s, g, s->node_of[l]) },
                            .n = n,
                            .stat = st,
                            .points = r->points + at,
                            .state = r->state + at,
                            .trace = r->trace + at };
        for (int i = 0; i < leaf->n_columns; i++)
                c.in[i] = in->figure + input_at(in, slot, leaf->column + i, u);
        if (leaf->method->needs & (NEED_MIN_MAX | NEED_RANK)) {
                stat_of(leaf, c.in[0], n, st);
                if ((leaf->method->needs & NEED_RANK) && w->by[l] != BY_GIVEN) {
                        leaf_ranks(w, &c, w->by[l]);
                        c.rank = w->rank, c.tied = w->tied;
                }
        }
        leaf->method->run(&c);
}

/* Not of this group, or not due in this period. */
static void leaf_clear(struct result *r, int slot, int l, int u, int n)
{
        size_t at = result_leaf(r, slot, l, u);
        memset(r->points + at, 0, (size_t)n * sizeof(points));
        memset(r->trace + at, 0, (size_t)n * sizeof(struct trace));
        memset(r->state + at, SCORE_NA, (size_t)n);
}

/* One unit's leaf of the year from its periods. */
static void leaf_year(const struct scheme *s, const struct input *in, struct result *r, int l,
                      int g, int u)
{
        const struct node *node = &s->nodes[s->node_of[l]];
        const struct leaf *leaf = &s->leaves[l];
        int slot = in->n_periods, n = 0, last = -1;
        enum score_state unscored = SCORE_NA, newest = SCORE_NA;
        int64_t full = full_of(s, g, s->node_of[l]), sum = 0;
        for (int p = 0; p < in->n_periods; p++) {
                size_t at = result_leaf(r, p, l, u);
                if (!leaf_due(node, p, in->n_periods))
                        continue;
                enum score_state st = (enum score_state)r->state[at];
                bool settled = st == SCORE_MISSING && (leaf->missing == MISSING_ZERO ||
                                                       leaf->missing == MISSING_BASE_SHARE);
                settled |= st == SCORE_NA && leaf->na != NA_REST;
                if (st == SCORE_DONE || settled) {
                        sum += r->points[at].micro;
                        n++, last = p, newest = SCORE_DONE;
                } else if (st != SCORE_NA) {
                        unscored = newest = st;
                }
        }
        if (node->year == YEAR_LAST && newest != SCORE_DONE)
                n = 0, unscored = newest;
        size_t at = result_leaf(r, slot, l, u);
        r->trace[at] = (struct trace){ 0 };
        r->state[at] = SCORE_DONE;
        r->points[at] = (points){ 0 };
        if (!n) {
                r->state[at] = (uint8_t)unscored;
                return;
        }
        switch ((enum year_rule)node->year) {
        case YEAR_LAST:
                r->points[at] = r->points[result_leaf(r, last, l, u)];
                r->trace[at] = r->trace[result_leaf(r, last, l, u)];
                break;
        case YEAR_MEAN:
                r->points[at].micro = wide_round(sum, n, leaf->step, leaf->round);
                break;
        case YEAR_SUM:
        case YEAR_RULES:
                r->points[at].micro = sum > full && full > 0 ? full : sum;
                break;
        }
        /* a mean or sum that a missing period may still change is not settled */
        if (node->year != YEAR_LAST && unscored != SCORE_NA && leaf->missing == MISSING_WAIT)
                r->state[at] = (uint8_t)unscored;
}

/* ---- folding -------------------------------------------------------------------------------- */

/* Does the leaf's full score go to the others of its block? Does the total wait for it? */
static inline bool leaf_rests(const struct leaf *leaf, uint8_t state)
{
        return (state == SCORE_NA && leaf->na == NA_REST) ||
               (state == SCORE_MISSING && leaf->missing == MISSING_REST);
}
bool leaf_waits(const struct leaf *leaf, uint8_t state)
{
        return (state == SCORE_MISSING && leaf->missing == MISSING_WAIT) ||
               state == SCORE_UNSUITED || state == SCORE_UNCOVERED;
}

/* A block of one unit from the sum of its parts; *ret_na: nothing in it applies. */
static inline int64_t block_points(const struct scheme *s, const struct node *n, int64_t full,
                                   int64_t sum, int64_t all, int64_t lost, uint8_t *ret_na)
{
        *ret_na = lost && lost == all;
        if (*ret_na)
                return 0;
        if (!lost && (!n->folded || all == full || !all))
                return s->step == 1 ? sum : wide_round(sum, 1, s->step, s->round);
        if (all <= lost)
                return wide_round(sum, 1, s->step, s->round);
        return wide_round((wide)sum * (n->folded ? full : all), all - lost, s->step, s->round);
}

/* Add a column of leaves to the sums of their block. */
static void leaf_fold(const struct scheme *s, struct result *r, int slot, int l, int g, int u,
                      int n)
{
        struct work *w = r->work;
        size_t at = result_leaf(r, slot, l, u);
        size_t to = (size_t)w->block_of[s->nodes[s->node_of[l]].parent] * (size_t)r->n_units +
                    (size_t)u;
        const points *p = r->points + at;
        const uint8_t *state = r->state + at;
        unsigned any = 0;
        for (int i = 0; i < n; i++) {
                w->sum[to + (size_t)i] += p[i].micro;
                any |= state[i];
        }
        if (!any)
                return;
        for (int i = 0; i < n; i++) {
                if (leaf_rests(&s->leaves[l], state[i]))
                        w->lost[to + (size_t)i] += full_of(s, g, s->node_of[l]);
                else if (leaf_waits(&s->leaves[l], state[i]))
                        r->waiting[result_unit(r, slot, u + i)]++;
        }
}

static void blocks_fold(const struct scheme *s, struct result *r, int slot, const struct input *in)
{
        struct work *w = r->work;
        for (int b = r->n_blocks - 1; b >= 0; b--) {
                int k = w->node_of_block[b], up = s->nodes[k].parent;
                for (int g = 0; g < r->n_groups; g++) {
                        int64_t all = w->all[all_at(r, slot, g, b)], full = full_of(s, g, k);
                        bool there = all >= 0 && full != INT64_MIN;
                        for (int u = in->first[g]; u < in->first[g + 1]; u++) {
                                size_t i = (size_t)b * (size_t)r->n_units + (size_t)u,
                                       o = block_at(r, slot, b, u);
                                r->block[o].micro = 0;
                                r->block_na[o] = 1;
                                if (!there)
                                        continue;
                                r->block[o].micro = block_points(s, &s->nodes[k], full, w->sum[i],
                                                                 all, w->lost[i], &r->block_na[o]);
                                if (up < 0)
                                        continue;
                                size_t to =
                                        (size_t)w->block_of[up] * (size_t)r->n_units + (size_t)u;
                                w->sum[to] += r->block[o].micro;
                                w->lost[to] += r->block_na[o] ? full : 0;
                        }
                }
        }
}

static void group_rank(const struct input *in, struct result *r, int slot, int g)
{
        struct work *w = r->work;
        int from = in->first[g], n = in->first[g + 1] - from;
        for (int i = 0; i < n; i++) {
                size_t at = block_at(r, slot, 0, from + i);
                w->key[i] = r->block[at].micro;
                w->skip[i] = r->block_na[at] ||
                             (in->unit_flags && in->unit_flags[from + i] & UNIT_UNRANKED);
        }
        rank_values(w->key, w->skip, n, r->rank + result_unit(r, slot, from),
                    r->tied + result_unit(r, slot, from), w->room);
}

void score_all(const struct scheme *s, const struct input *in, struct result *r)
{
        struct work *w = r->work;
        for (int slot = 0; slot < r->n_slots; slot++) {
                memset(w->sum, 0, (size_t)r->n_blocks * (size_t)r->n_units * sizeof(int64_t));
                memset(w->lost, 0, (size_t)r->n_blocks * (size_t)r->n_units * sizeof(int64_t));
                memset(r->waiting + result_unit(r, slot, 0), 0,
                       (size_t)r->n_units * sizeof(uint16_t));
                for (int l = 0; l < s->n_leaves; l++)
                        for (int g = 0; g < s->n_groups; g++) {
                                int u = in->first[g], n = in->first[g + 1] - u;
                                if (!n)
                                        continue;
                                if (!node_there(s, r, slot, g, s->node_of[l], in->n_periods)) {
                                        leaf_clear(r, slot, l, u, n);
                                        continue;
                                }
                                if (slot < in->n_periods)
                                        leaf_score(s, in, r, slot, l, g, u, n);
                                else
                                        for (int i = 0; i < n; i++)
                                                leaf_year(s, in, r, l, g, u + i);
                                leaf_fold(s, r, slot, l, g, u, n);
                        }
                blocks_fold(s, r, slot, in);
                for (int g = 0; g < s->n_groups; g++)
                        group_rank(in, r, slot, g);
        }
}

/* ---- one figure ------------------------------------------------------------------------------ */

/* A unit's block again from its children. */
static void block_again(const struct scheme *s, const struct input *in, struct result *r, int slot,
                        int node, int g, int u)
{
        struct work *w = r->work;
        int b = w->block_of[node];
        int64_t all = w->all[all_at(r, slot, g, b)], sum = 0, lost = 0;
        size_t o = block_at(r, slot, b, u);
        for (int k = node + 1; k < s->n_nodes; k++) {
                if (s->nodes[k].parent != node || !node_there(s, r, slot, g, k, in->n_periods))
                        continue;
                sum += result_points(s, r, slot, k, u).micro;
                lost += result_na(s, r, slot, k, u) ? full_of(s, g, k) : 0;
        }
        r->block[o].micro = block_points(s, &s->nodes[node], full_of(s, g, node), sum, all, lost,
                                         &r->block_na[o]);
}

static void unit_again(const struct scheme *s, const struct input *in, struct result *r, int slot,
                       int leaf, int g, int u)
{
        uint16_t waits = 0;
        for (int node = s->nodes[s->node_of[leaf]].parent; node >= 0; node = s->nodes[node].parent)
                block_again(s, in, r, slot, node, g, u);
        for (int l = 0; l < s->n_leaves; l++)
                waits += node_there(s, r, slot, g, s->node_of[l], in->n_periods) &&
                         leaf_waits(&s->leaves[l], r->state[result_leaf(r, slot, l, u)]);
        r->waiting[result_unit(r, slot, u)] = waits;
}

void score_again(const struct scheme *s, const struct input *in, struct result *r, int period,
                 int column, int unit)
{
        int l = scheme_leaf_of_column(s, column), g = input_group(s, in, unit);
        if (l < 0 || !node_there(s, r, period, g, s->node_of[l], in->n_periods))
                return;
        bool whole = s->leaves[l].method->needs & (NEED_MIN_MAX | NEED_RANK);
        int u = whole ? in->first[g] : unit, n = whole ? in->first[g + 1] - u : 1;
        leaf_score(s, in, r, period, l, g, u, n);
        for (int i = 0; i < n; i++)
                unit_again(s, in, r, period, l, g, u + i);
        group_rank(in, r, period, g);
        if (!in->year)
                return;
        for (int i = 0; i < n; i++) {
                leaf_year(s, in, r, l, g, u + i);
                unit_again(s, in, r, in->n_periods, l, g, u + i);
        }
        group_rank(in, r, in->n_periods, g);
}

/* ---- looking --------------------------------------------------------------------------------- */

points result_points(const struct scheme *s, const struct result *r, int slot, int node, int unit)
{
        int l = s->nodes[node].leaf;
        if (l >= 0)
                return r->points[result_leaf(r, slot, l, unit)];
        return r->block[block_at(r, slot, r->block_of[node], unit)];
}

bool result_na(const struct scheme *s, const struct result *r, int slot, int node, int unit)
{
        int l = s->nodes[node].leaf;
        if (l >= 0)
                return leaf_rests(&s->leaves[l], r->state[result_leaf(r, slot, l, unit)]);
        return r->block_na[block_at(r, slot, r->block_of[node], unit)];
}

bool result_there(const struct scheme *s, const struct input *in, const struct result *r, int slot,
                  int node, int unit)
{
        return node_there(s, r, slot, input_group(s, in, unit), node, in->n_periods);
}

int input_group(const struct scheme *s, const struct input *in, int unit)
{
        int g = 0;
        while (g + 1 < s->n_groups && unit >= in->first[g + 1])
                g++;
        return g;
}

int scheme_leaf_of_column(const struct scheme *s, int column)
{
        for (int l = 0; l < s->n_leaves; l++)
                if (column >= s->leaves[l].column &&
                    column < s->leaves[l].column + s->leaves[l].n_columns)
                        return l;
        return -1;
}

void result_column(const struct scheme *s, const struct input *in, const struct result *r,
                   int period, int leaf, int unit, struct column *ret)
{
        const struct leaf *l = &s->leaves[leaf];
        int g = input_group(s, in, unit);
        size_t at = result_leaf(r, period, leaf, unit);
        struct column c = { .leaf = l,
                            .full = { full_of(s, g, s->node_of[leaf]) },
                            .n = 1,
                            .stat = &r->stat[result_stat(r, period, leaf, g)],
                            .rank = &r->trace[at].rank,
                            .tied = &r->trace[at].tied,
                            .points = r->points + at,
                            .state = r->state + at,
                            .trace = r->trace + at };
        for (int i = 0; i < l->n_columns; i++)
                c.in[i] = in->figure + input_at(in, period, l->column + i, unit);
        *ret = c;
}
