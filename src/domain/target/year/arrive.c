/* domain/target/year/arrive.c - figures of other domains: fetched by code, put as reviewed rows. */
#include "core/flow/figure.h"
#include "core/text/decimal.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/year/arrive.h"
#include "domain/target/year/month.h"

enum { SCHEMES = 50 };

/* The first month that the figure is counted from. */
static int first_month(const struct figure_leaf *l, int period)
{
        static const int span[NODE_CYCLES] = { 1, 3, 6, 12 };
        return l->x->year_rule == YEAR_LAST ? 0 : period - span[l->x->cycle] + 1;
}

static bool is_by_people(const struct figure_row *rows, int n, int64_t unit, int64_t stem,
                         str input)
{
        for (int i = 0; i < n; i++)
                if (rows[i].unit == unit && rows[i].stem == stem && str_eq(rows[i].input, input))
                        return rows[i].source == FIGURE_BY_HAND || rows[i].source == FIGURE_BY_FILE;
        return false;
}

const struct fail *figures_arrive(struct ctx *cx, int64_t scheme, int period, struct arrival *ret)
{
        struct figure_year y;
        const struct figure_row *rows;
        struct figure_in *list = NULL;
        int n = 0, cap = 0, n_rows;
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
                f = figures_of_month(cx, scheme, period, &all, &rows, &n_rows);
        for (int i = 0; !f && i < y.n_leaves; i++) {
                const struct figure_leaf *l = &y.leaves[i];
                const struct figure *g = l->x->source.n ? figure_by_code(l->x->source) : NULL;
                if (!g || !l->n_inputs || !(l->months >> period & 1))
                        continue;
                day from = day_make(y.e.year, first_month(l, period) + 1, 1);
                day to = day_add(period == 11 ? day_make(y.e.year + 1, 1, 1) : day_make(y.e.year, period + 2, 1), -1);
                for (int u = 0; !f && u < y.e.n_units; u++) {
                        int64_t v = 0, unit = y.e.units[u].unit;
                        if (!figure_asked(&y, i, u))
                                continue;
                        if (is_by_people(rows, n_rows, unit, l->x->stem, l->inputs[0].key)) {
                                ret->kept++;
                                continue;
                        }
                        f = g->run(cx, unit, from, to, &v);
                        if (f && f->kind == FAIL_NOT_FOUND) {
                                ret->none++;
                                f = NULL;
                                continue;
                        }
                        if (!f)
                                *VEC_ADD(cx->arena, list, n, cap) = (struct figure_in){
                                        .stem = l->x->stem, .unit = unit, .period = period,
                                        .input = l->inputs[0].key, .source = FIGURE_BY_DOMAIN, .seen = -1,
                                        .origin = l->x->source, .raw = decimal_str(cx->arena, v, g->places, false) };
                }
        }
        if (!f && n)
                f = figures_put(cx, &y, list, n, &ret->came, NULL);
        return f;
}

const struct fail *figures_arrive_all(struct ctx *cx)
{
        struct schemes it;
        int64_t list[SCHEMES];
        int n = 0;
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                if (n < SCHEMES && it.has_edition)
                        list[n++] = it.id;
        const struct fail *f = schemes_end(&it);
        for (int i = 0; !f && i < n; i++) {
                struct figure_year y;
                struct arrival a;
                f = figure_year_open(cx, list[i], &y);
                int month = f ? -1 : month_newest(cx, &y);
                if (f && f->kind == FAIL_NOT_FOUND)
                        f = NULL;
                if (!f && month >= 0 && !(y.locked >> month & 1))
                        f = figures_arrive(cx, list[i], month, &a);
        }
        return f;
}
