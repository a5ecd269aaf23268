/* domain/target/cover.c - what the rows of a bracket table leave out, and what they hold twice. */
#include "domain/target/cover.h"
#include "domain/target/measure.h"
#include "domain/target/method_in.h"

enum { PLANE = 2, CUTS = 2 * METHOD_ROWS + 2 };
static const struct cut below_all = { { 0, 0 }, -1 }, above_all = { { 0, 0 }, 1 };

static int cut_cmp(const struct cut *a, const struct cut *b)
{
        if (!a->at.den || !b->at.den)           /* without end: the side alone says where */
                return (a->at.den ? 0 : a->side) - (b->at.den ? 0 : b->side);
        wide d = (wide)a->at.num * b->at.den - (wide)b->at.num * a->at.den;
        return d ? (d < 0 ? -1 : 1) : a->side - b->side;
}
static bool cut_is(const struct cut *c, int64_t whole, int side)
{
        return c->at.den && c->side == side && c->at.num == whole * c->at.den;
}
static bool is_empty(const struct span *s) { return cut_cmp(&s->from, &s->to) >= 0; }
static bool is_same(const struct span *a, const struct span *b)
{
        return !cut_cmp(&a->from, &b->from) && !cut_cmp(&a->to, &b->to);
}
static bool holds(const struct span *a, const struct span *b)
{
        return cut_cmp(&a->from, &b->from) <= 0 && cut_cmp(&a->to, &b->to) >= 0;
}
static struct span common(const struct span *a, const struct span *b)
{
        return (struct span){ cut_cmp(&a->from, &b->from) < 0 ? b->from : a->from,
                              cut_cmp(&a->to, &b->to) > 0 ? b->to : a->to };
}

static struct span span_of(const struct method_row *r, int k)
{
        ratio from = k ? r->from2 : r->from, to = k ? r->to2 : r->to;
        struct cut lo = { from, (k ? r->from2_out : r->from_out) ? 1 : -1 };
        struct cut hi = { to, (k ? r->to2_in : r->to_in) ? 1 : -1 };
        return (struct span){ from.den ? lo : below_all, to.den ? hi : above_all };
}

/* ---- what figures can be ------------------------------------------------------------------------ */

/* Figures are in `sure`, and may be in `may`; what lies beyond that is not looked at. */
struct reach { struct span sure, may; };

static struct reach reach_of(const struct leaf *leaf, const struct span *table, bool completion)
{
        struct span all = { below_all, above_all };
        struct reach r = { all, all };
        const char *unit = leaf->unit ? leaf->unit : "";
        bool rate = !completion && !strcmp(unit, "%"), bare = !completion && !*unit;
        int least = 0;
        if (completion || measure_least(str_of(unit), &least)) {
                r.may.from = r.sure.from = (struct cut){ { least, 1 }, -1 };
                return r;
        }
        if (rate)
                r.sure = (struct span){ { { 0, 1 }, -1 }, { { 100, 1 }, 1 } };
        bool to_100 = ((rate || bare) && cut_is(&table->to, 100, 1)) || (bare && cut_is(&table->to, 1, 1));
        if (to_100)
                r.may.to = r.sure.to = table->to;
        if (cut_is(&table->from, 0, -1)) {
                r.sure.from = table->from;
                r.may.from = to_100 ? table->from : r.may.from;
        }
        return r;
}

/* Does a figure with so many decimals lie between the cuts? Bounds that are none themselves tell of others: true. */
static bool has_figure(const struct span *s, int places)
{
        wide unit = pow10_of[places];
        if (!s->from.at.den || !s->to.at.den || s->from.at.num * unit % s->from.at.den ||
            s->to.at.num * unit % s->to.at.den)
                return true;
        wide num = s->from.at.num * unit, den = s->from.at.den;
        wide first = num / den + (s->from.side > 0);
        wide d = first * s->to.at.den - s->to.at.num * unit;
        return d < 0 || (d == 0 && s->to.side > 0);
}

/* ---- the faults ----------------------------------------------------------------------------------- */

struct table {
        struct span row[METHOD_ROWS][PLANE];
        struct cut  cut[PLANE][CUTS];
        int         n_rows, n_cuts[PLANE];
        bool        plane;
        struct reach reach[PLANE];
        const struct leaf *leaf;
        struct arena *arena;
        struct cover *list; int n, cap;
};

static void cut_add(struct table *t, int k, const struct cut *c)
{
        struct cut *list = t->cut[k];
        int at = 0;
        while (at < t->n_cuts[k] && cut_cmp(&list[at], c) < 0)
                at++;
        if (at < t->n_cuts[k] && !cut_cmp(&list[at], c))
                return;
        for (int i = t->n_cuts[k]++; i > at; i--)
                list[i] = list[i - 1];
        list[at] = *c;
}

static void table_fill(struct table *t)
{
        for (int k = 0; k < PLANE; k++) {
                cut_add(t, k, &below_all);
                cut_add(t, k, &above_all);
                for (int i = 0; i < t->n_rows; i++) {
                        t->row[i][k] = span_of(&t->leaf->rows[i], k);
                        cut_add(t, k, &t->row[i][k].from);
                        cut_add(t, k, &t->row[i][k].to);
                }
                int n = t->n_cuts[k];
                struct span table = { t->cut[k][n > 2 ? 1 : 0], t->cut[k][n > 2 ? n - 2 : 1] };
                t->reach[k] = reach_of(t->leaf, &table, !k && leaf_by_completion(t->leaf));
        }
        t->plane = t->n_cuts[1] > 2;
}

static bool is_covered(const struct table *t, const struct span *one, const struct span *two)
{
        for (int i = 0; i < t->n_rows; i++)
                if (holds(&t->row[i][0], one) && holds(&t->row[i][1], two))
                        return true;
        return false;
}

/* The row that a clerk would widen: the one that ends where the hole begins, else the one behind it. */
static uint64_t beside(const struct table *t, const struct cover *x)
{
        for (int k = 0; k < PLANE; k++)
                for (int i = 0; i < t->n_rows; i++)
                        if (!cut_cmp(&t->row[i][k].to, &x->by[k].from))
                                return UINT64_C(1) << i;
        for (int k = 0; k < PLANE; k++)
                for (int i = 0; i < t->n_rows; i++)
                        if (!cut_cmp(&t->row[i][k].from, &x->by[k].to))
                                return UINT64_C(1) << i;
        return 1;
}

/* A hole in one strip of the second value; the one below it grows when it is as wide. */
static void hole(struct table *t, const struct span *one, const struct span *two)
{
        for (int i = 0; i < t->n; i++)
                if (is_same(&t->list[i].by[0], one) && !cut_cmp(&t->list[i].by[1].to, &two->from)) {
                        t->list[i].by[1].to = two->to;
                        return;
                }
        *VEC_ADD(t->arena, t->list, t->n, t->cap) = (struct cover){ .plane = t->plane, .by = { *one, *two } };
}

static void holes(struct table *t)
{
        for (int j = 0; j + 1 < t->n_cuts[1]; j++) {
                struct span two = { t->cut[1][j], t->cut[1][j + 1] };
                for (int i = 0, end; i + 1 < t->n_cuts[0]; i = end) {
                        for (end = i; end + 1 < t->n_cuts[0]; end++)
                                if (is_covered(t, &(struct span){ t->cut[0][end], t->cut[0][end + 1] }, &two))
                                        break;
                        if (end > i)
                                hole(t, &(struct span){ t->cut[0][i], t->cut[0][end] }, &two);
                        else
                                end++;
                }
        }
}

/* What a hole is worth saying; those that are not go. */
static void holes_weigh(struct table *t)
{
        int kept = 0;
        bool exact = leaf_by_completion(t->leaf);       /* a ratio has any number of decimals */
        for (int i = 0; i < t->n; i++) {
                struct cover x = t->list[i];
                bool may = true, sure = true;
                for (int k = 0; k < PLANE; k++) {
                        struct span at = common(&x.by[k], &t->reach[k].may), in = common(&at, &t->reach[k].sure);
                        may &= !is_empty(&at) && ((!k && exact) || has_figure(&at, t->leaf->places));
                        sure &= !is_empty(&in);
                }
                x.kind = sure ? COVER_GAP : COVER_EDGE;
                x.rows = beside(t, &x);
                if (may)
                        t->list[kept++] = x;
        }
        t->n = kept;
}

/* Two overlaps are one when together they are a rectangle of the same rows on one side. */
static bool join(struct cover *a, const struct cover *b)
{
        int k = is_same(&a->by[0], &b->by[0]) ? 1 : 0;
        if (!is_same(&a->by[1 - k], &b->by[1 - k]))
                return false;
        bool same = is_same(&a->by[k], &b->by[k]);
        uint64_t rows = a->rows | a->others;
        if (same && (rows | b->rows | b->others) == rows)
                return true;
        if (!same && cut_cmp(&a->by[k].to, &b->by[k].from) && cut_cmp(&b->by[k].to, &a->by[k].from))
                return false;
        if (a->others == b->others)
                a->rows |= b->rows;
        else if (a->rows == b->rows)
                a->others |= b->others;
        else
                return false;
        a->by[k].from = cut_cmp(&a->by[k].from, &b->by[k].from) < 0 ? a->by[k].from : b->by[k].from;
        a->by[k].to = cut_cmp(&a->by[k].to, &b->by[k].to) > 0 ? a->by[k].to : b->by[k].to;
        return true;
}

static void overlaps(struct table *t)
{
        int first = t->n;
        for (int i = 0; i < t->n_rows; i++)
                for (int j = i + 1; j < t->n_rows; j++) {
                        struct cover x = { .kind = COVER_TWICE, .plane = t->plane,
                                           .rows = UINT64_C(1) << i, .others = UINT64_C(1) << j };
                        bool none = false;
                        for (int k = 0; k < PLANE; k++) {
                                x.by[k] = common(&t->row[i][k], &t->row[j][k]);
                                none |= is_empty(&x.by[k]);
                        }
                        if (!none)
                                *VEC_ADD(t->arena, t->list, t->n, t->cap) = x;
                }
        for (int before = 0; before != t->n;) {         /* what has grown may meet one that was passed */
                before = t->n;
                for (int i = first; i < t->n; i++)
                        for (int j = i + 1; j < t->n;)
                                if (join(&t->list[i], &t->list[j])) {
                                        t->n--;
                                        memmove(&t->list[j], &t->list[j + 1],
                                                (size_t)(t->n - j) * sizeof(*t->list));
                                } else {
                                        j++;
                                }
        }
}

int cover_faults(struct arena *a, const struct leaf *leaf, struct cover **ret)
{
        struct table *t = NEW(a, struct table);
        t->leaf = leaf, t->arena = a, t->n_rows = leaf->n_rows;
        table_fill(t);
        holes(t);
        holes_weigh(t);
        overlaps(t);
        *ret = t->list;
        return t->n;
}

str span_str(struct arena *a, int lang, const struct span *s)
{
        if (!s->from.at.den && !s->to.at.den)
                return str_of(words_of(lang, "任何值"));
        return range_words(a, s->from.at, s->to.at, s->from.side > 0, s->to.side > 0);
}
