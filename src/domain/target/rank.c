/* domain/target/rank.c - places in a group, ties, T-scores. */
#include "domain/target/rank.h"

static void rank_small(const int64_t *v, const uint8_t *skip, int n, uint16_t *rank, uint16_t *tied)
{
        for (int i = 0; i < n; i++) {
                int above = 0, same = 0;
                int64_t own = v[i];
                if (skip && skip[i]) {
                        rank[i] = tied[i] = 0;
                        continue;
                }
                for (int k = 0; k < n; k++) {
                        int counts = !skip || !skip[k];
                        above += counts & (v[k] > own);
                        same += counts & (v[k] == own);
                }
                rank[i] = (uint16_t)(above + 1), tied[i] = (uint16_t)same;
        }
}

/* By bytes from the lowest; a byte that all keys share costs one pass of counting. */
static struct rank_item *radix_sort(struct rank_item *v, struct rank_item *other, int n)
{
        for (int shift = 0; shift < 64; shift += 8) {
                uint32_t at[256] = { 0 }, sum = 0;
                for (int i = 0; i < n; i++)
                        at[v[i].key >> shift & 255]++;
                if (n && at[v[0].key >> shift & 255] == (uint32_t)n)
                        continue;
                for (int b = 0; b < 256; b++) {
                        uint32_t c = at[b];
                        at[b] = sum;
                        sum += c;
                }
                for (int i = 0; i < n; i++)
                        other[at[v[i].key >> shift & 255]++] = v[i];
                struct rank_item *t = v;
                v = other, other = t;
        }
        return v;
}

void rank_values(const int64_t *v, const uint8_t *skip, int n, uint16_t *rank, uint16_t *tied,
                 struct rank_item *room)
{
        must(n >= 0 && n <= 65535 && (room || n <= RANK_SMALL));
        if (n <= RANK_SMALL) {
                rank_small(v, skip, n, rank, tied);
                return;
        }
        int used = 0;
        for (int i = 0; i < n; i++) {
                rank[i] = tied[i] = 0;
                if (skip && skip[i])
                        continue;
                /* descending order of signed values as ascending order of unsigned keys */
                room[used++] =
                        (struct rank_item){ ~((uint64_t)v[i] ^ (UINT64_C(1) << 63)), (uint32_t)i };
        }
        struct rank_item *sorted = radix_sort(room, room + n, used);
        for (int i = 0, end; i < used; i = end) {
                for (end = i + 1; end < used && sorted[end].key == sorted[i].key; end++)
                        ;
                for (int k = i; k < end; k++) {
                        rank[sorted[k].at] = (uint16_t)(i + 1);
                        tied[sorted[k].at] = (uint16_t)(end - i);
                }
        }
}

void rank_ratios(const int64_t *num, const int64_t *den, const uint8_t *skip, int n, uint16_t *rank,
                 uint16_t *tied)
{
        for (int i = 0; i < n; i++) {
                int above = 0, same = 0;
                rank[i] = tied[i] = 0;
                if (skip && skip[i])
                        continue;
                for (int k = 0; k < n; k++) {
                        if (skip && skip[k])
                                continue;
                        wide other = (wide)num[k] * den[i], own = (wide)num[i] * den[k];
                        above += other > own;
                        same += other == own;
                }
                rank[i] = (uint16_t)(above + 1), tied[i] = (uint16_t)same;
        }
}

const char *const tie_kind_words[TIE_KINDS] = {
        [TIE_KEY] = "重点工作得分", [TIE_PENALTY] = "扣分次数", [TIE_RATING] = "评议得分",
};

void tie_orders(int ret[TIE_ORDERS][TIE_KINDS])
{
        enum { MORE = TIE_KINDS + 1 };          /* a kind, or nothing more */
        int n = 0;
        for (int i = 0; i < TIE_KINDS * MORE * MORE; i++) {
                const int at[TIE_KINDS] = { i / (MORE * MORE), i / MORE % MORE - 1, i % MORE - 1 };
                if (at[1] == at[0] || at[2] == at[0] || (at[2] >= 0 && (at[1] < 0 || at[1] == at[2])))
                        continue;
                memcpy(ret[n++], at, sizeof(at));
        }
        must(n == TIE_ORDERS);
}

/* ---- places ------------------------------------------------------------------------------- */

/* Give the units of a stretch of equal standing their places by the rules from `rule` on. */
static void part(const struct tie_rule *rules, int n_rules, int rule, int *unit, int n, int rank,
                 struct place *ret)
{
        if (n == 1 || rule == n_rules) {
                for (int i = 0; i < n; i++)
                        ret[unit[i]].rank = rank, ret[unit[i]].tied = n;
                return;
        }
        const struct tie_rule *t = &rules[rule];
        for (int i = 1; i < n; i++)             /* few units tie: insertion, stable */
                for (int k = i; k > 0; k--) {
                        int64_t a = t->value[unit[k - 1]], b = t->value[unit[k]];
                        if (t->less ? a <= b : a >= b)
                                break;
                        int swap = unit[k];
                        unit[k] = unit[k - 1], unit[k - 1] = swap;
                }
        for (int i = 0, end; i < n; i = end) {
                for (end = i + 1; end < n && t->value[unit[end]] == t->value[unit[i]]; end++)
                        ;
                if (end - i < n)
                        for (int k = i; k < end; k++)
                                ret[unit[k]].rule = rule + 1;
                part(rules, n_rules, rule + 1, unit + i, end - i, rank + i, ret);
        }
}

void place_units(struct arena *a, const struct scheme *s, const struct input *in,
                 const points *total, const struct tie_rule *rules, int n_rules, struct place *ret)
{
        size_t most = (size_t)in->n_units + 1;
        int64_t *v = NEW_ARRAY(a, int64_t, most);
        uint8_t *skip = NEW_ARRAY(a, uint8_t, most);
        uint16_t *rank = NEW_ARRAY(a, uint16_t, most), *tied = NEW_ARRAY(a, uint16_t, most);
        struct rank_item *room = NEW_ARRAY(a, struct rank_item, 2 * most);
        int *same = NEW_ARRAY(a, int, most);
        for (int g = 0; g < s->n_groups; g++) {
                int from = in->first[g], n = in->first[g + 1] - from;
                for (int i = 0; i < n; i++) {
                        v[i] = total[from + i].micro;
                        skip[i] = in->unit_flags && in->unit_flags[from + i] & UNIT_UNRANKED;
                }
                rank_values(v, skip, n, rank, tied, room);
                for (int i = 0; i < n; i++)
                        ret[from + i] = (struct place){ .total = total[from + i], .rank = rank[i],
                                                        .tied = tied[i], .first_rank = rank[i],
                                                        .first_tied = tied[i] };
                for (int i = 0; i < n; i++) {
                        int n_same = 0;
                        if (tied[i] < 2 || skip[i])
                                continue;
                        for (int k = i; k < n; k++)
                                if (rank[k] == rank[i]) {
                                        same[n_same++] = from + k;
                                        if (k != i)
                                                tied[k] = 0;    /* is done with its first */
                                }
                        part(rules, n_rules, 0, same, n_same, rank[i], ret);
                }
        }
}

int ties_of(struct arena *a, const struct scheme *s, const struct input *in, const struct place *p,
            struct tie **ret)
{
        struct tie *list = NULL;
        int n = 0, cap = 0;
        for (int g = 0; g < s->n_groups; g++)
                for (int rank = 1; rank <= in->first[g + 1] - in->first[g]; rank++) {
                        int *unit = NULL, n_units = 0, cap_units = 0;
                        struct tie t = { .group = g, .rank = rank, .resolved = true };
                        for (int u = in->first[g]; u < in->first[g + 1]; u++) {
                                if (p[u].first_rank != rank || p[u].first_tied < 2)
                                        continue;
                                *VEC_ADD(a, unit, n_units, cap_units) = u;
                                t.total = p[u].total;
                                t.resolved &= p[u].tied == 1;
                                t.rule = p[u].rule > t.rule ? p[u].rule : t.rule;
                        }
                        if (!n_units)
                                continue;
                        t.units = unit, t.n = n_units;
                        *VEC_ADD(a, list, n, cap) = t;
                }
        *ret = list;
        return n;
}

int leaf_ties(const struct input *in, const struct result *r, int slot, int leaf, int group)
{
        int n = 0, from = in->first[group], to = in->first[group + 1];
        for (int u = from; u < to; u++) {
                size_t own = result_leaf(r, slot, leaf, u);
                bool shared = false;
                for (int k = from; k < to && !shared; k++) {
                        size_t other = result_leaf(r, slot, leaf, k);
                        shared = k != u && r->state[own] == SCORE_DONE && r->state[other] == SCORE_DONE &&
                                 r->points[own].micro == r->points[other].micro;
                }
                n += shared;
        }
        return n;
}

/* ---- between groups ------------------------------------------------------------------------ */

/* The largest integer whose square is not above v; v < 2^126. */
static wide root(wide v)
{
        wide r = 0, bit = (wide)1 << 124;
        while (bit > v)
                bit >>= 2;
        for (; bit; bit >>= 2) {
                if (v >= r + bit) {
                        v -= r + bit;
                        r = (r >> 1) + bit;
                } else {
                        r >>= 1;
                }
        }
        return r;
}

void t_scores(const points *v, int n, points *ret)
{
        wide sum = 0, squares = 0;
        for (int i = 0; i < n; i++) {
                sum += v[i].micro;
                squares += (wide)v[i].micro * v[i].micro;
        }
        wide q = n * squares - sum * sum;       /* n² x variance, exactly */
        int bits = 0;
        while (q > 0 && q < (wide)1 << 120 && bits < 60)
                q <<= 2, bits++;                /* the root keeps `bits` bits behind the point */
        wide sd = q > 0 ? root(q) : 0;
        for (int i = 0; i < n; i++) {
                wide d = n * (wide)v[i].micro - sum;
                ret[i] = (points){ 50 * 1000000 };
                if (!sd)
                        continue;
                /* |d| / √q ≤ √(n-1) < 2^8, so the product stays below 2^92: fixed-point.md */
                wide num = d * 10000000 * ((wide)1 << bits);
                ret[i].micro += wide_round(num, sd, 1, ROUND_HALF_UP);
        }
}

points deviation(const points *v, int n, bool *ret_exact)
{
        wide sum = 0, squares = 0;
        for (int i = 0; i < n; i++)
                sum += v[i].micro, squares += (wide)v[i].micro * v[i].micro;
        wide q = n * squares - sum * sum, r = q > 0 ? root(q) : 0;
        *ret_exact = r * r == q && n && r % n == 0;
        return (points){ n ? wide_round(r, n, 1, ROUND_HALF_UP) : 0 };
}

points difficulty_apply(points x, int64_t factor)
{
        return (points){ wide_round((wide)x.micro * factor, 1000000, 1, ROUND_HALF_UP) };
}
