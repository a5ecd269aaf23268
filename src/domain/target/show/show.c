/* domain/target/show/show.c - see show.h: a run taken out again, losses, ranks, trials. */
#include "domain/org/org.h"
#include "domain/target/show/show.h"

const struct fail *show_of(struct ctx *cx, int64_t run, struct show *ret)
{
        *ret = (struct show){ .whole = true };
        const struct fail *f = result_run_find(cx, run, &ret->run);
        if (!f)
                f = result_basis_of(cx, &ret->run, &ret->basis);
        if (f)
                return f;
        result_score(cx->arena, &ret->basis, &ret->out);
        ret->slot = ret->basis.input.n_periods;
        size_t n = (size_t)ret->basis.input.n_units;
        bool *detail = NEW_ARRAY(cx->arena, bool, n + 1), *total = NEW_ARRAY(cx->arena, bool, n + 1);
        str *name = NEW_ARRAY(cx->arena, str, n + 1);
        points *stake = NEW_ARRAY(cx->arena, points, n + 1);
        for (size_t u = 0; u < n; u++) {
                int64_t unit = ret->basis.ready.unit_ids[u];
                const struct edition_unit *x = edition_unit_of(&ret->basis.e, unit);
                detail[u] = result_may_detail(cx, &ret->run, unit);
                total[u] = detail[u] || result_may_total(cx, &ret->run, unit);
                name[u] = x ? x->brief.n ? x->brief : x->name : S("");
                stake[u] = result_stake(&ret->basis, &ret->out, (int)u);
                ret->whole &= detail[u];
        }
        ret->detail = detail, ret->total = total, ret->name = name, ret->stake = stake;
        return NULL;
}

int show_group(const struct show *s, int64_t id, int otherwise)
{
        for (int g = 0; g < s->basis.ready.n_groups; g++)
                if (s->basis.e.groups[s->basis.ready.group_at[g]].id == id)
                        return g;
        return otherwise;
}

const struct fail *show_own(struct ctx *cx, const struct show *s, int *ret_unit, int *ret_group)
{
        int64_t id = cx->unit;
        *ret_unit = -1, *ret_group = 0;
        while (id) {
                struct org_unit u;
                int at = result_unit_at(&s->basis, id);
                if (at >= 0) {
                        *ret_unit = at;
                        *ret_group = input_group(&s->basis.scheme, &s->basis.input, at);
                        return NULL;
                }
                const struct fail *f = org_unit_by_id(cx, id, &u);
                if (f)
                        return f;
                id = u.parent;
        }
        return NULL;
}

points show_full(const struct show *s, int group)
{
        return s->basis.scheme.full[(size_t)group * (size_t)s->basis.scheme.n_nodes];
}

bool show_open(const struct show *s, int unit)
{
        return s->out.r->waiting[result_unit(s->out.r, s->slot, unit)] > 0;
}

points show_lost(const struct show *s, int unit)
{
        int64_t lost = show_full(s, input_group(&s->basis.scheme, &s->basis.input, unit)).micro -
                       s->out.raw[unit].micro - s->stake[unit].micro;
        return (points){ lost > 0 ? lost : 0 };
}

const struct edition_node *show_node(const struct show *s, int leaf)
{
        return &s->basis.e.nodes[s->basis.scheme.node_of[leaf] - 1];
}

/* ---- the heat map ---------------------------------------------------------------------------- */

int heat_band(int64_t share)
{
        return share <= 0 ? 0 : share < 50000 ? 1 : share < 100000 ? 2 : share < 150000 ? 3
             : share < 200000 ? 4 : 5;
}

static struct heat_cell cell_of(const struct show *s, int leaf, int unit)
{
        const struct result *r = s->out.r;
        const struct scheme *sc = &s->basis.scheme;
        int node = sc->node_of[leaf], g = input_group(sc, &s->basis.input, unit);
        size_t at = result_leaf(r, s->slot, leaf, unit);
        struct heat_cell c = { .unit = unit, .leaf = leaf };
        if (!result_there(sc, &s->basis.input, r, s->slot, node, unit)) {
                c.state = HEAT_ABSENT;
                return c;
        }
        c.full = sc->full[(size_t)g * (size_t)sc->n_nodes + (size_t)node];
        c.points = r->points[at];
        struct result_gap gap = result_gap(&s->basis, &s->out, leaf, unit);
        c.waits = gap.waits;
        c.state = r->state[at] == SCORE_NA ? HEAT_NA : gap.waits.micro ? HEAT_MISSING : HEAT_SCORED;
        if (c.state != HEAT_SCORED || c.full.micro <= 0)
                return c;
        c.loss.micro = gap.lost.micro > 0 ? gap.lost.micro : 0;
        c.share = muldiv(c.loss.micro, 1000000, c.full.micro);
        c.band = heat_band(c.share);
        return c;
}

/* Units of the group by the order asked for; equal ones as the scheme has them. */
static int units_of(struct arena *a, const struct show *s, int group, enum heat_order order,
                    int **ret)
{
        const int *first = s->basis.input.first;
        int *list = NEW_ARRAY(a, int, (size_t)(first[group + 1] - first[group]) + 1), n = 0;
        for (int u = first[group]; u < first[group + 1]; u++) {
                if (!s->detail[u])
                        continue;
                int at = n++;
                int64_t key = order == HEAT_LOSS ? -show_lost(s, u).micro
                            : order == HEAT_RANK && s->out.places[u].rank ? s->out.places[u].rank
                            : order == HEAT_RANK ? INT64_MAX : 0;
                for (; at > 0; at--) {
                        int v = list[at - 1];
                        int64_t other = order == HEAT_LOSS ? -show_lost(s, v).micro
                                      : order == HEAT_RANK && s->out.places[v].rank
                                                ? s->out.places[v].rank
                                      : order == HEAT_RANK ? INT64_MAX : 0;
                        if (other <= key)
                                break;
                        list[at] = v;
                }
                list[at] = u;
        }
        *ret = list;
        return n;
}

/* Keep the worst of what was seen, at most `most`, by share and loss or by loss alone. */
static void keep_worst(struct heat_cell *list, int *n, int most, struct heat_cell c, bool by_loss)
{
        int at = *n;
        while (at > 0) {
                const struct heat_cell *x = &list[at - 1];
                bool better = by_loss ? c.loss.micro > x->loss.micro
                                      : c.share > x->share ||
                                                (c.share == x->share && c.loss.micro > x->loss.micro);
                if (!better)
                        break;
                if (at < most)
                        list[at] = *x;
                at--;
        }
        if (at < most) {
                list[at] = c;
                *n += *n < most;
        }
}

void heat_of(struct arena *a, const struct show *s, int group, enum heat_order order,
             struct heat *ret)
{
        enum { WORST = 8 };
        const struct scheme *sc = &s->basis.scheme;
        int *units, n = units_of(a, s, group, order, &units), n_rows = 0;
        struct heat_row *rows = NEW_ARRAY(a, struct heat_row, (size_t)sc->n_nodes + 1);
        struct heat_cell *worst = NEW_ARRAY(a, struct heat_cell, WORST);
        struct heat_cell *leaves = NEW_ARRAY(a, struct heat_cell, (size_t)sc->n_leaves + 1);
        points *losses = NEW_ARRAY(a, points, (size_t)n + 1);
        *ret = (struct heat){ .group = group, .units = units, .n_units = n };
        for (int i = 0; i < n; i++) {
                losses[i] = show_lost(s, units[i]);
                ret->loss.micro += losses[i].micro;
        }
        for (int k = 1; k < sc->n_nodes; k++) {
                points full = sc->full[(size_t)group * (size_t)sc->n_nodes + (size_t)k];
                int l = sc->nodes[k].leaf;
                if (full.micro == FULL_NONE.micro)
                        continue;
                if (l < 0) {
                        if (sc->nodes[k].parent == 0)
                                rows[n_rows++] = (struct heat_row){ sc->nodes[k].name, full, -1, NULL };
                        continue;
                }
                struct heat_cell *cells = NEW_ARRAY(a, struct heat_cell, (size_t)n + 1);
                struct heat_cell sum = { .leaf = l, .unit = -1 };
                bool there = false;
                for (int i = 0; i < n; i++) {
                        cells[i] = cell_of(s, l, units[i]);
                        there |= cells[i].state != HEAT_ABSENT;
                        if (cells[i].state != HEAT_SCORED)
                                continue;
                        sum.full.micro += cells[i].full.micro;
                        sum.loss.micro += result_weight(&s->basis, &s->out, s->slot, k, units[i],
                                                        cells[i].loss).micro;
                        if (cells[i].loss.micro > 0)
                                keep_worst(worst, &ret->n_worst, WORST, cells[i], false);
                }
                if (!there)
                        continue;
                rows[n_rows++] = (struct heat_row){ sc->nodes[k].name, full, l, cells };
                if (sum.loss.micro > 0) {
                        sum.share = ret->loss.micro ? muldiv(sum.loss.micro, 1000000,
                                                             ret->loss.micro) : 0;
                        keep_worst(leaves, &ret->n_leaves, sc->n_leaves, sum, true);
                }
        }
        /* A block of which nothing is due yet has no heading. */
        int kept = 0;
        for (int i = 0; i < n_rows; i++)
                if (rows[i].leaf >= 0 || (i + 1 < n_rows && rows[i + 1].leaf >= 0))
                        rows[kept++] = rows[i];
        ret->rows = rows, ret->n_rows = kept, ret->losses = losses;
        ret->worst = worst, ret->leaves = leaves;
}

/* ---- ranks over the months ----------------------------------------------------------------------- */

const struct fail *show_months_of(struct ctx *cx, const struct show *s, struct show_months *ret)
{
        *ret = (struct show_months){ .n = 0 };
        for (int m = 0; m <= s->run.through; m++) {
                struct result_run run = s->run;
                const struct fail *f = m == s->run.through ? NULL
                                                           : result_latest(cx, s->run.scheme, m, &run);
                if (f && f->kind == FAIL_NOT_FOUND)
                        continue;
                if (!f)
                        f = result_units(cx, &run, &ret->units[ret->n], &ret->n_units[ret->n]);
                if (f)
                        return f;
                ret->month[ret->n++] = m;
        }
        return NULL;
}

static const struct result_unit *unit_in(const struct show_months *m, int month, int64_t unit)
{
        for (int k = 0; k < m->n_units[month]; k++)
                if (m->units[month][k].unit == unit)
                        return &m->units[month][k];
        return NULL;
}

void movement_of(struct arena *a, const struct show *s, const struct show_months *m, int group,
                 struct movement *ret)
{
        const int *first = s->basis.input.first;
        int n, *units, most = first[group + 1] - first[group];
        /* Totals that are open to all are shown of all; else those whose detail may be seen. */
        if (most && s->total[first[group]]) {
                units = NEW_ARRAY(a, int, (size_t)most + 1);
                for (n = 0; n < most; n++) {
                        int u = first[group] + n, rank = s->out.places[u].rank, at = n;
                        for (; at > 0 && rank && (!s->out.places[units[at - 1]].rank ||
                                                  s->out.places[units[at - 1]].rank > rank); at--)
                                units[at] = units[at - 1];
                        units[at] = u;
                }
        } else {
                n = units_of(a, s, group, HEAT_RANK, &units);
        }
        int (*rank)[12] = arena_alloc(a, sizeof(*rank) * ((size_t)n + 1));
        points (*sum)[12] = arena_alloc(a, sizeof(*sum) * ((size_t)n + 1));
        memset(rank, 0, sizeof(*rank) * ((size_t)n + 1));
        memset(sum, 0, sizeof(*sum) * ((size_t)n + 1));
        for (int i = 0; i < n; i++)
                for (int k = 0; k < m->n; k++) {
                        const struct result_unit *x = unit_in(m, k, s->basis.ready.unit_ids[units[i]]);
                        if (!x || x->hidden)
                                continue;
                        rank[i][k] = x->rank;
                        sum[i][k] = x->total;
                }
        *ret = (struct movement){ .group = group, .n_months = m->n, .units = units, .n_units = n,
                                  .rank = rank, .sum = sum };
        memcpy(ret->months, m->month, sizeof(ret->months));
}

/* ---- a trial ------------------------------------------------------------------------------------ */

/* The full score of a node of one group; up to a folded block the blocks above move with it. */
static void weigh(const struct scheme *s, points *full, int group, int node, points to)
{
        points *row = full + (size_t)group * (size_t)s->n_nodes;
        if (row[node].micro == FULL_NONE.micro)
                return;
        int64_t by = to.micro - row[node].micro;
        row[node] = to;
        for (int up = s->nodes[node].parent; up >= 0 && !s->nodes[up].folded; up = s->nodes[up].parent)
                row[up].micro += by;
}

bool try_minimums(const struct show *s)
{
        return s->basis.stage != RESULT_MONITOR || s->basis.scheme.nodes[0].folded;
}

/* A month's run has no grades; a trial asks which would follow. */
static void grade_the_month(struct arena *a, const struct show *s, struct result_basis *b)
{
        struct grade *g = NEW_ARRAY(a, struct grade, (size_t)b->grades.n_grades + 1);
        if (b->stage != RESULT_MONITOR)
                return;
        for (int i = 0; i < b->grades.n_grades; i++) {
                g[i] = b->grades.grades[i];
                if (!try_minimums(s))
                        g[i].minimum.micro = 0;
        }
        b->grades.grades = g, b->stage = RESULT_PRELIMINARY;
}

const struct fail *try_changes(struct ctx *cx, const struct show *s, const struct try_change *c,
                               int n, const struct try_weight *w, int n_w,
                               struct result_outcome *ret)
{
        struct result_basis b = s->basis;
        size_t n_figures = (size_t)b.input.n_periods * (size_t)b.input.n_columns *
                           (size_t)b.input.n_units;
        size_t n_full = (size_t)b.scheme.n_groups * (size_t)b.scheme.n_nodes;
        int64_t *figure = NEW_ARRAY(cx->arena, int64_t, n_figures + 1);
        points *full = NEW_ARRAY(cx->arena, points, n_full + 1);
        memcpy(figure, b.input.figure, sizeof(*figure) * n_figures);
        memcpy(full, b.scheme.full, sizeof(*full) * n_full);
        for (int i = 0; i < n; i++)
                figure[input_at(&b.input, c[i].period, b.scheme.leaves[c[i].leaf].column + c[i].input,
                                c[i].unit)] = c[i].value;
        for (int i = 0; i < n_w; i++)
                for (int g = 0; g < b.scheme.n_groups; g++)
                        if (w[i].group < 0 || w[i].group == g)
                                weigh(&b.scheme, full, g, w[i].node, w[i].full);
        b.figure = figure, b.input.figure = figure, b.scheme.full = full;
        grade_the_month(cx->arena, s, &b);
        const struct fail *f = scheme_ready(cx, &b.scheme, &b.input);
        if (!f)
                result_score(cx->arena, &b, ret);
        return f;
}
