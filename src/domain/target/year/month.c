/* domain/target/year/month.c - who owes which figures of a month, and how they came. */
#include "domain/org/org.h"
#include "domain/target/year/month.h"

int month_newest(struct ctx *cx, const struct figure_year *y)
{
        int year, month, dom;
        day_split(cx->today, &year, &month, &dom);
        return y->e.year < year ? 11 : y->e.year > year ? -1 : month - 2;
}

/* Rows come by unit, then indicator; the place's own stand together. */
static int first_row(const struct figure_row *rows, int n, int64_t unit, int64_t stem)
{
        int lo = 0, hi = n;
        while (lo < hi) {
                int mid = (lo + hi) / 2;
                if (rows[mid].unit < unit || (rows[mid].unit == unit && rows[mid].stem < stem))
                        lo = mid + 1;
                else
                        hi = mid;
        }
        return lo;
}

static struct month_place place_of(struct ctx *cx, const struct figure_year *y, int period,
                                   int leaf, int unit_at, const struct figure_row *rows, int n,
                                   bool *ret_owed)
{
        const struct figure_leaf *l = &y->leaves[leaf];
        int64_t unit = y->e.units[unit_at].unit;
        struct month_place p = { .leaf = leaf, .unit_at = unit_at, .giver = figure_giver(l, unit),
                                 .due = figure_due(cx, y, l, period) };
        bool counts = l->leaf.method->needs & NEED_COUNTS;
        int wanted = 0, given = 0, reviewed = 0;
        int64_t first = 0;
        *ret_owed = !l->x->source.n;
        for (int i = 0; i < l->n_inputs; i++)
                wanted += !l->inputs[i].optional;
        if (counts)
                wanted = 1;
        for (int i = first_row(rows, n, unit, l->x->stem); i < n && rows[i].unit == unit && rows[i].stem == l->x->stem;
             i++) {
                const struct figure_row *r = &rows[i];
                bool optional = false;
                for (int k = 0; k < l->n_inputs; k++)
                        if (str_eq(l->inputs[k].key, r->input))
                                optional = l->inputs[k].optional && !counts;
                if (optional)
                        continue;
                if (r->source == FIGURE_BY_DOMAIN || r->source == FIGURE_BY_BALLOT)
                        *ret_owed = false;
                p.drafted |= r->state == FIGURE_DRAFT;
                p.returned |= r->state == FIGURE_RETURNED;
                given += r->first_at != 0;
                reviewed += r->state == FIGURE_REVIEWED;
                if (r->first_at > first)
                        first = r->first_at;
        }
        p.given = given >= wanted && given > 0;
        p.reviewed = p.given && reviewed >= given;
        p.on_time = p.given && day_of_instant(first).n <= p.due.n;
        p.overdue = !p.given && p.due.n < cx->today.n;
        return p;
}

const struct fail *month_places(struct ctx *cx, const struct figure_year *y, int period,
                                int64_t giver, int64_t unit, const struct month_place **ret,
                                int *ret_n)
{
        const struct figure_row *rows;
        struct month_place *list = NULL;
        int n = 0, cap = 0, n_rows;
        const struct figure_filter by = { .giver = giver, .unit = unit, .state = -1 };
        const struct fail *f = figures_of_month(cx, y->e.scheme, period, &by, &rows, &n_rows);
        if (f)
                return f;
        for (int i = 0; i < y->n_leaves; i++) {
                if (!(y->leaves[i].months >> period & 1))
                        continue;
                for (int u = 0; u < y->e.n_units; u++) {
                        bool owed;
                        if ((unit && y->e.units[u].unit != unit) || !figure_asked(y, i, u) ||
                            (giver && figure_giver(&y->leaves[i], y->e.units[u].unit) != giver))
                                continue;
                        struct month_place p = place_of(cx, y, period, i, u, rows, n_rows, &owed);
                        if (owed)
                                *VEC_ADD(cx->arena, list, n, cap) = p;
                }
        }
        *ret = list;
        *ret_n = n;
        return NULL;
}

static void count(struct month_tally *t, const struct month_place *p)
{
        t->owed++;
        t->given += p->given;
        t->on_time += p->on_time;
        t->late += p->given && !p->on_time;
        t->overdue += p->overdue;
        t->returned += p->returned;
        t->drafted += p->drafted;
        t->reviewed += p->reviewed;
}

const struct fail *month_tallies(struct ctx *cx, const struct figure_year *y, int from, int to,
                                 const struct month_tally **ret, int *ret_n)
{
        struct month_tally *list = NULL;
        int n = 0, cap = 0, kept = 0;
        for (int m = from; m <= to; m++) {
                const struct month_place *p;
                int n_p, at = 0;
                const struct fail *f = month_places(cx, y, m, 0, 0, &p, &n_p);
                if (f)
                        return f;
                for (int i = 0; i < n_p; i++) {
                        if (at >= n || list[at].giver != p[i].giver)
                                for (at = 0; at < n && list[at].giver != p[i].giver; at++)
                                        ;
                        if (at == n)
                                *VEC_ADD(cx->arena, list, n, cap) = (struct month_tally){ .giver = p[i].giver };
                        count(&list[at], &p[i]);
                }
        }
        for (int i = 0; i < n; i++) {
                struct org_unit u;
                const struct fail *f = auth_see_year(cx, MAY_TARGET_VIEW, list[i].giver, y->e.year);
                if (f && f->kind == FAIL_NOT_FOUND)
                        continue;
                if (!f)
                        f = org_unit_by_id(cx, list[i].giver, &u);
                if (f)
                        return f;
                list[kept] = list[i];
                list[kept++].name = u.brief;
        }
        *ret = list;
        *ret_n = kept;
        return NULL;
}

int on_time_rate(const struct month_tally *t)
{
        int due = t->on_time + t->late + t->overdue;
        if (!due || t->on_time == due)
                return due ? 1000 : -1;
        int64_t rate = muldiv(t->on_time, 1000, due);
        return rate < 1000 ? (int)rate : 999;
}
