/* domain/target/year/arrive.c - figures of other domains: fetched by code, put as reviewed rows. */
#include "core/flow/figure.h"
#include "core/text/decimal.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/year/arrive.h"
#include "domain/target/year/month.h"

/* The first month that the figure is counted from. */
static int first_month(const struct figure_leaf *l, int period)
{
        static const int span[NODE_CYCLES] = { 1, 3, 6, 12 };
        return l->x->year_rule == YEAR_LAST ? 0 : period - span[l->x->cycle] + 1;
}

/* What stands at a place; NULL: nothing. */
static const struct figure_row *standing(const struct figure_row *rows, int n, int64_t unit, int64_t stem, str input)
{
        for (int i = 0; i < n; i++)
                if (rows[i].unit == unit && rows[i].stem == stem && str_eq(rows[i].input, input))
                        return &rows[i];
        return NULL;
}

/* The input that the leaf takes it for; NULL: an older edition named a source that does not fit. */
static const struct figure_input *input_for(struct ctx *cx, const struct figure_leaf *l)
{
        int column = leaf_single(&l->leaf);
        if (column < 0)
                return NULL;
        str key = str_of(leaf_column(cx->arena, &l->leaf, column).key);
        for (int i = 0; i < l->n_inputs; i++)
                if (str_eq(l->inputs[i].key, key))
                        return &l->inputs[i];
        return NULL;
}

struct arriving {
        const struct figure_year *y;
        const struct figure_row  *rows; int n_rows;     /* the month, as it stands */
        int              period;
        struct figure_in *list; int n, cap, gone;       /* gone: of them, what is taken away */
        struct arrival   *ret;
};

/* One indicator: of every unit that it asks, those that nobody has entered. */
static const struct fail *leaf_arrive(struct ctx *cx, struct arriving *a, int leaf)
{
        const struct figure_year *y = a->y;
        const struct figure_leaf *l = &y->leaves[leaf];
        const struct figure *g = l->x->source.n ? figure_by_code(l->x->source) : NULL;
        const struct figure_input *in = g && l->months >> a->period & 1 ? input_for(cx, l) : NULL;
        if (!in)
                return NULL;
        day from = day_make(y->e.year, first_month(l, a->period) + 1, 1);
        day to = day_add(a->period == 11 ? day_make(y->e.year + 1, 1, 1) : day_make(y->e.year, a->period + 2, 1), -1);
        int64_t *unit = NEW_ARRAY(cx->arena, int64_t, (size_t)y->e.n_units + 1);
        const struct figure_row **was = NEW_ARRAY(cx->arena, const struct figure_row *, (size_t)y->e.n_units + 1);
        struct figure_value *v = NEW_ARRAY(cx->arena, struct figure_value, (size_t)y->e.n_units + 1);
        int n = 0;
        for (int u = 0; u < y->e.n_units; u++) {
                if (!figure_asked(y, leaf, u))
                        continue;
                was[n] = standing(a->rows, a->n_rows, y->e.units[u].unit, l->x->stem, in->key);
                if (was[n] && was[n]->source != FIGURE_BY_DOMAIN)
                        a->ret->kept++;
                else
                        unit[n++] = y->e.units[u].unit;
        }
        const struct fail *f = g->run(cx, unit, n, from, to, v);
        for (int i = 0; !f && i < n; i++) {
                a->ret->none += !v[i].known;
                a->gone += !v[i].known && was[i];
                if (v[i].known || was[i])
                        *VEC_ADD(cx->arena, a->list, a->n, a->cap) = (struct figure_in){
                                .stem = l->x->stem, .unit = unit[i], .period = a->period, .input = in->key,
                                .source = FIGURE_BY_DOMAIN, .seen = -1, .origin = l->x->source,
                                .reason = v[i].known ? str_f(cx->arena, g->because, v[i].whole, v[i].part) : S(""),
                                .raw = v[i].known ? decimal_str(cx->arena, v[i].value, g->places, false) : S("") };
        }
        return f;
}

const struct fail *figures_arrive(struct ctx *cx, int64_t scheme, int period, struct arrival *ret)
{
        struct figure_year y;
        struct arriving a = { .y = &y, .period = period, .ret = ret };
        const struct figure_filter all = { .state = -1 };
        *ret = (struct arrival){ 0 };
        const struct fail *f = figure_year_open(cx, scheme, &y);
        if (!f)
                f = edition_see(cx, &y.e);
        if (!f)
                f = auth_change_year(cx, MAY_FIGURE_REVIEW, y.e.unit, y.e.year);
        if (!f && (period < 0 || period > 11))
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f && (y.locked >> period & 1))
                f = fail(cx, CONFLICT, "%d 年 %d 月的数据已锁定", y.e.year, period + 1);
        if (!f)
                f = figures_of_month(cx, scheme, period, &all, &a.rows, &a.n_rows);
        for (int i = 0; !f && i < y.n_leaves; i++)
                f = leaf_arrive(cx, &a, i);
        if (!f && a.n)
                f = figures_put(cx, &y, a.list, a.n, &ret->came, NULL);
        if (!f)
                ret->gone = a.gone, ret->came -= a.gone;
        return f;
}

/* Is there anything to fetch in the month? */
static bool month_arrives(const struct figure_year *y, int month)
{
        for (int i = 0; i < y->n_leaves; i++)
                if (y->leaves[i].x->source.n && (y->leaves[i].months >> month & 1))
                        return true;
        return false;
}

/* The open months of one scheme, each with the memory of the one before. */
static const struct fail *scheme_arrives(struct ctx *cx, int64_t scheme)
{
        struct figure_year y;
        struct arrival got;
        const struct fail *f = figure_year_open(cx, scheme, &y);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        for (int m = 0, newest = month_newest(cx, &y); !f && m <= newest; m++) {
                struct arena_mark mark = arena_mark(cx->arena);
                if (y.locked >> m & 1 || !month_arrives(&y, m))
                        continue;
                f = figures_arrive(cx, scheme, m, &got);
                if (!f)
                        arena_release(cx->arena, mark);
        }
        return f;
}

const struct fail *figures_arrive_all(struct ctx *cx)
{
        struct schemes it;
        int64_t *list = NULL;
        int n = 0, cap = 0, year = day_year(cx->today);
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                if (it.has_edition && it.year >= year - 1)
                        *VEC_ADD(cx->arena, list, n, cap) = it.id;
        const struct fail *f = schemes_end(&it);
        for (int i = 0; i < n; i++) {
                const struct fail *own = scheme_arrives(cx, list[i]);
                f = f ? f : own;
        }
        return f;
}
