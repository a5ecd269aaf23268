/* domain/target/use/analysis.c - the findings of a published result, each with the figures behind it. */
/* words: document text */
#include "domain/org/org.h"
#include "domain/target/check/check.h"
#include "domain/target/result/appeal.h"
#include "domain/target/show/show.h"
#include "domain/target/use/analysis.h"
#include "domain/target/use/analysis.sql.h"
#include "domain/target/year/month.h"

const struct finding_rule finding_rules[FINDINGS] = {
#define FINDING(id, code, subject, label, bound, usual, unit)                                     \
        [FINDING_##id] = { code, subject, label, bound, usual, unit },
#include "domain/target/use/findings.def"
#undef FINDING
};

struct finds {
        struct ctx      *cx;
        struct show      s;
        struct analysis *a;
        struct finding  *list; int n, cap;
};

static struct finding *add(struct finds *f, enum finding_id id, str subject, str name,
                           int64_t weight)
{
        struct finding *x = VEC_ADD(f->cx->arena, f->list, f->n, f->cap);
        *x = (struct finding){ .id = id, .subject = subject, .name = name, .weight = weight };
        return x;
}

static void figure(struct finding *x, str name, str value, str href)
{
        if (x->n_figures < FINDING_FIGURES)
                x->figures[x->n_figures++] = (struct finding_figure){ name, value, href };
}

static str unit_href(struct finds *f, int u, int64_t leaf)
{
        int64_t unit = f->s.basis.ready.unit_ids[u];
        return leaf ? str_f(f->cx->arena, "/results/%ld/units/%ld?leaf=%ld#ladder", f->s.run.id, unit, leaf)
                    : str_f(f->cx->arena, "/results/%ld/units/%ld", f->s.run.id, unit);
}

static str mark(struct finds *f, int64_t micro)
{
        return decimal_str(f->cx->arena, muldiv(micro, 1, 10000), 2, false);
}
static str hundredths(struct finds *f, int64_t v) { return decimal_str(f->cx->arena, v, 2, false); }
static str percent(struct finds *f, int64_t share)
{
        return str_f(f->cx->arena, "%.*s%%", STR(decimal_str(f->cx->arena, muldiv(share, 1, 1000), 1, false)));
}

static int ascending(const void *a, const void *b)
{
        int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
        return (x > y) - (x < y);
}

/* ---- one leaf over all units that it was scored for ---------------------------------------------- */

struct leaf_cells {
        const struct edition_node *x;
        int      n;
        int     *unit;
        int64_t *got, *full, *lost;             /* got, full: of the leaf; lost: as the total has it */
        int64_t *reached; int n_reached;        /* completion of its target, millionths; of those with one */
        int     *reached_unit;
};

/* Completion of the year's target, rounded once to a millionth; a lower-is-better one the other way
 * round. False: no target, or one that is no divisor. */
static bool completion(const struct show *s, int l, int u, int64_t *ret)
{
        const struct leaf *x = &s->basis.scheme.leaves[l];
        const struct method *m = x->method;
        int actual = -1, target = -1;
        for (int i = 0; i < m->n_inputs; i++) {
                if (!strcmp(m->inputs[i].key, "actual"))
                        actual = i;
                if (!strcmp(m->inputs[i].key, "target"))
                        target = i;
        }
        if (actual < 0 || target < 0)
                return false;
        int64_t a = s->basis.figure[input_at(&s->basis.input, s->basis.through, x->column + actual, u)];
        int64_t t = s->basis.figure[input_at(&s->basis.input, s->basis.through, x->column + target, u)];
        if (x->direction == DIRECTION_LESS) {
                int64_t swap = a;
                a = t, t = swap;
        }
        if (a == FIGURE_NONE || a == FIGURE_NA || t == FIGURE_NONE || t == FIGURE_NA || t <= 0 || a < 0)
                return false;
        *ret = muldiv(a, 1000000, t);
        return true;
}

static void cells_of(struct finds *f, int l, struct leaf_cells *c)
{
        const struct scheme *sc = &f->s.basis.scheme;
        const struct result *r = f->s.out.r;
        size_t n = (size_t)f->s.basis.input.n_units + 1;
        struct arena *a = f->cx->arena;
        *c = (struct leaf_cells){ .x = show_node(&f->s, l), .unit = NEW_ARRAY(a, int, n),
                .got = NEW_ARRAY(a, int64_t, n), .full = NEW_ARRAY(a, int64_t, n),
                .lost = NEW_ARRAY(a, int64_t, n), .reached = NEW_ARRAY(a, int64_t, n),
                .reached_unit = NEW_ARRAY(a, int, n) };
        for (int u = 0; u < f->s.basis.input.n_units; u++) {
                int k = sc->node_of[l], g = input_group(sc, &f->s.basis.input, u);
                size_t at = result_leaf(r, f->s.slot, l, u);
                if (!result_there(sc, &f->s.basis.input, r, f->s.slot, k, u) || r->state[at] != SCORE_DONE)
                        continue;
                c->unit[c->n] = u;
                c->got[c->n] = r->points[at].micro;
                c->full[c->n] = sc->full[(size_t)g * (size_t)sc->n_nodes + (size_t)k].micro;
                points by = { c->full[c->n] - c->got[c->n] };
                c->lost[c->n] = by.micro <= 0 ? 0
                        : result_weight(&f->s.basis, &f->s.out, f->s.slot, k, u, by).micro;
                c->n++;
                if (completion(&f->s, l, u, &c->reached[c->n_reached]))
                        c->reached_unit[c->n_reached++] = u;
        }
}

/* Of one value more than any other: how many units have it. Full scores differ by group, so it is the
 * share of the full score that is compared. */
static void same(struct finds *f, const struct leaf_cells *c)
{
        int best = 0, at = 0;
        for (int i = 0; i < c->n; i++) {
                int n = 0;
                for (int k = 0; k < c->n; k++)
                        n += c->got[k] == c->got[i] && c->full[k] == c->full[i];
                if (n > best)
                        best = n, at = i;
        }
        int full = 0;
        for (int i = 0; i < c->n; i++)
                full += c->got[i] == c->full[i];
        if (full > best)
                best = full, at = -1;
        if (c->n < 2 || best < 2 ||
            (int64_t)best * 1000000 < f->a->bounds[FINDING_SAME].bound * c->n)
                return;
        struct finding *x = add(f, FINDING_SAME, c->x->code, c->x->name, best);
        x->said = at < 0 ? str_f(f->cx->arena, "“%.*s”%d 个单位中 %d 个得满分，区分不开", STR(c->x->name), c->n, best)
                         : str_f(f->cx->arena, "“%.*s”%d 个单位中 %d 个都得 %.*s 分，区分不开", STR(c->x->name),
                                 c->n, best, STR(mark(f, c->got[at])));
        for (int i = 0; i < c->n && x->n_figures < 3; i++)
                figure(x, f->s.name[c->unit[i]], str_f(f->cx->arena, "%.*s / %.*s", STR(mark(f, c->got[i])),
                       STR(mark(f, c->full[i]))), unit_href(f, c->unit[i], c->x->id));
}

static void lost(struct finds *f, const struct leaf_cells *c)
{
        int64_t by = 0, full = 0, weighted = 0;
        int losing = 0;
        for (int i = 0; i < c->n; i++) {
                by += c->full[i] > c->got[i] ? c->full[i] - c->got[i] : 0;
                full += c->full[i];
                weighted += c->lost[i];
                losing += c->full[i] > c->got[i];
        }
        if (full <= 0 || by <= 0 || muldiv(by, 1000000, full) < f->a->bounds[FINDING_LOST].bound)
                return;
        struct finding *x = add(f, FINDING_LOST, c->x->code, c->x->name, weighted);
        x->said = str_f(f->cx->arena, "“%.*s”%d 个单位中 %d 个失分，平均失分率 %.*s，折算共失 %.*s 分", STR(c->x->name),
                        c->n, losing, STR(percent(f, muldiv(by, 1000000, full))), STR(mark(f, weighted)));
        bool *used = NEW_ARRAY(f->cx->arena, bool, (size_t)c->n + 1);
        for (int k = 0; k < 5; k++) {           /* the five that lost most */
                int worst = -1;
                for (int i = 0; i < c->n; i++)
                        if (!used[i] && c->lost[i] > 0 && (worst < 0 || c->lost[i] > c->lost[worst]))
                                worst = i;
                if (worst < 0)
                        break;
                used[worst] = true;
                figure(x, f->s.name[c->unit[worst]], str_f(f->cx->arena, "−%.*s",
                       STR(mark(f, c->lost[worst]))), unit_href(f, c->unit[worst], c->x->id));
        }
}

static void targets(struct finds *f, const struct leaf_cells *c)
{
        int met = 0, n = c->n_reached;
        if (n < 2)
                return;
        int64_t *v = NEW_ARRAY(f->cx->arena, int64_t, (size_t)n);
        int best = 0;
        for (int i = 0; i < n; i++) {
                v[i] = c->reached[i];
                met += v[i] >= 1000000;
                best = c->reached[i] > c->reached[best] ? i : best;
        }
        qsort(v, (size_t)n, sizeof(v[0]), ascending);
        int64_t median = n % 2 ? v[n / 2] : muldiv(v[n / 2 - 1] + v[n / 2], 1, 2);
        if (median >= f->a->bounds[FINDING_EASY].bound) {
                struct finding *x = add(f, FINDING_EASY, c->x->code, c->x->name, median);
                x->said = str_f(f->cx->arena, "“%.*s”%d 个单位完成率的中位数为 %.*s，目标偏低", STR(c->x->name), n,
                                STR(percent(f, median)));
                figure(x, f->s.name[c->reached_unit[best]], percent(f, c->reached[best]),
                       unit_href(f, c->reached_unit[best], c->x->id));
        }
        if ((int64_t)met * 1000000 <= f->a->bounds[FINDING_HARD].bound * n) {
                struct finding *x = add(f, FINDING_HARD, c->x->code, c->x->name, n - met);
                x->said = met ? str_f(f->cx->arena, "“%.*s”%d 个单位中只有 %d 个达到目标", STR(c->x->name), n, met)
                              : str_f(f->cx->arena, "“%.*s”%d 个单位没有一个达到目标", STR(c->x->name), n);
                figure(x, f->s.name[c->reached_unit[best]], percent(f, c->reached[best]),
                       unit_href(f, c->reached_unit[best], c->x->id));
        }
}

/* ---- groups -------------------------------------------------------------------------------------- */

static void groups(struct finds *f)
{
        const struct result_basis *b = &f->s.basis;
        struct spread *list = NEW_ARRAY(f->cx->arena, struct spread, (size_t)b->ready.n_groups + 1);
        int n_list = 0;
        for (int g = 0; g < b->ready.n_groups; g++) {
                const struct edition_group *x = &b->e.groups[b->ready.group_at[g]];
                int from = b->input.first[g], to = b->input.first[g + 1], n = to - from;
                if (n <= 0)
                        continue;
                int64_t *v = NEW_ARRAY(f->cx->arena, int64_t, (size_t)n), sum = 0, bonus = 0;
                struct spread *s = &list[n_list++];
                *s = (struct spread){ .group = x->name, .code = x->code, .n = n };
                int best = from, worst = from;
                for (int u = from; u < to; u++) {
                        const struct effect_sum *e = &f->s.out.sums[u];
                        v[u - from] = e->total.micro;
                        sum += e->total.micro, bonus += e->bonus.micro;
                        s->n_bonus += e->bonus.micro > 0;
                        best = e->total.micro > f->s.out.sums[best].total.micro ? u : best;
                        worst = e->total.micro < f->s.out.sums[worst].total.micro ? u : worst;
                }
                qsort(v, (size_t)n, sizeof(v[0]), ascending);
                /* each rounded once, to a hundredth */
                s->mean = muldiv(sum, 1, (int64_t)n * 10000);
                s->bonus = muldiv(bonus, 1, (int64_t)n * 10000);
                s->median = n % 2 ? muldiv(v[n / 2], 1, 10000) : muldiv(v[n / 2 - 1] + v[n / 2], 1, 20000);
                s->highest = muldiv(v[n - 1], 1, 10000), s->lowest = muldiv(v[0], 1, 10000);
                s->best = f->s.name[best], s->worst = f->s.name[worst];
                if (!s->n_bonus || (int64_t)s->n_bonus * 1000000 < f->a->bounds[FINDING_BONUS].bound * n)
                        continue;
                struct finding *y = add(f, FINDING_BONUS, x->code, x->name, s->bonus);
                y->said = str_f(f->cx->arena, "%.*s%d 个单位中 %d 个有加分，平均每个单位 %.*s 分", STR(x->name), n,
                                s->n_bonus, STR(hundredths(f, s->bonus)));
                for (int u = from; u < to && y->n_figures < 5; u++)
                        if (f->s.out.sums[u].bonus.micro > 0)
                                figure(y, f->s.name[u], str_f(f->cx->arena, "+%.*s",
                                       STR(mark(f, f->s.out.sums[u].bonus.micro))), unit_href(f, u, 0));
        }
        f->a->spreads = list, f->a->n_spreads = n_list;
}

/* ---- against last year --------------------------------------------------------------------------- */

struct before { int64_t unit, rank; };

static const struct fail *ranks_before(struct finds *f, struct before **ret, int *ret_n)
{
        struct ctx *cx = f->cx;
        struct result_run last;
        struct before *list = NULL;
        int n = 0, cap = 0;
        const struct fail *why = use_run(cx, f->s.run.year - 1, &last);
        if (why && why->kind != FAIL_NOT_FOUND)
                return why;
        if (!why) {
                struct analysis_ranks_of it;
                analysis_ranks_of(&it, cx, last.id);
                while (analysis_ranks_of_next(&it))
                        *VEC_ADD(cx->arena, list, n, cap) = (struct before){ it.unit, it.rank };
                why = analysis_ranks_of_end(&it);
        } else {
                struct analysis_ranks_before it;
                analysis_ranks_before(&it, cx, f->s.run.unit, f->s.run.year - 1);
                while (analysis_ranks_before_next(&it))
                        *VEC_ADD(cx->arena, list, n, cap) = (struct before){ it.unit, it.rank };
                why = analysis_ranks_before_end(&it);
        }
        *ret = list, *ret_n = n;
        return why;
}

static const struct fail *moved(struct finds *f)
{
        struct before *was;
        int n;
        const struct fail *why = ranks_before(f, &was, &n);
        if (why)
                return why;
        f->a->compared = n > 0;
        for (int u = 0; u < f->s.basis.input.n_units; u++) {
                int64_t before = 0, now = f->s.out.places[u].rank;
                for (int i = 0; i < n; i++)
                        if (was[i].unit == f->s.basis.ready.unit_ids[u])
                                before = was[i].rank;
                int64_t by = before > now ? before - now : now - before;
                if (!before || !now || by * 1000000 < f->a->bounds[FINDING_MOVED].bound)
                        continue;
                const struct edition_unit *e = edition_unit_of(&f->s.basis.e, f->s.basis.ready.unit_ids[u]);
                struct finding *x = add(f, FINDING_MOVED, e ? e->code : f->s.name[u], f->s.name[u], by);
                x->said = str_f(f->cx->arena, "%.*s由上年组内第 %ld 名%s到第 %ld 名", STR(f->s.name[u]), before,
                                now < before ? "升" : "降", now);
                figure(x, S("历年结果"), str_f(f->cx->arena, "%ld → %ld", before, now),
                       str_f(f->cx->arena, "/history?unit=%ld", f->s.basis.ready.unit_ids[u]));
        }
        return NULL;
}

/* ---- figures and scores that were wrong ------------------------------------------------------------ */

/* The finding of that rule about that subject, made where it is the first. */
static struct finding *gather_named(struct finds *f, enum finding_id id, str subject, str name)
{
        for (int i = 0; i < f->n; i++)
                if (f->list[i].id == id && str_eq(f->list[i].subject, subject))
                        return &f->list[i];
        return add(f, id, subject, name, 0);
}
static struct finding *gather(struct finds *f, enum finding_id id, const struct edition_node *x)
{
        return gather_named(f, id, x->code, x->name);
}

static const struct fail *revised(struct finds *f)
{
        struct analysis_revised it;
        analysis_revised(&it, f->cx, f->s.run.scheme, FIGURE_REVIEWED, FIGURE_BY_HAND, FIGURE_BY_FILE);
        while (analysis_revised_next(&it)) {
                const struct edition_node *x = edition_node_of_stem(&f->s.basis.e, it.stem);
                int u = result_unit_at(&f->s.basis, it.unit);
                if (!x || u < 0)
                        continue;
                struct finding *y = gather(f, FINDING_REVISED, x);
                y->weight++;
                figure(y, f->s.name[u], str_f(f->cx->arena, "%ld 月 %.*s → %.*s", it.period + 1,
                       STR(it.before), STR(it.raw)), unit_href(f, u, x->id));
        }
        return analysis_revised_end(&it);
}

/* What the units said of themselves in checks and self-assessments, and what was found. */
static const struct fail *claims(struct finds *f)
{
        struct arena *a = f->cx->arena;
        struct analysis_claims it;
        analysis_claims(&it, f->cx, f->s.run.scheme, PAPER_SUBMITTED, PAPER_ACCEPTED, CHECK_UNVERIFIED);
        while (analysis_claims_next(&it)) {
                const struct edition_node *x = edition_node_of_stem(&f->s.basis.e, it.stem);
                int u = result_unit_at(&f->s.basis, it.unit);
                bool differs = it.verdict == CHECK_DIFFERS;
                if (!x || u < 0)
                        continue;
                str href = str_f(a, "/checks/papers/%ld", it.paper), shown = it.shown.n ? it.shown : S("—");
                str found = it.verdict == CHECK_UNVERIFIED ? S("未核验") : it.verified;
                if (it.claim.n) {
                        struct finding *y = gather(f, FINDING_CLAIMED, x);
                        y->weight++;
                        figure(y, f->s.name[u], str_f(a, "系统 %.*s，自报 %.*s，核验 %.*s", STR(shown), STR(it.claim),
                                                      STR(found)), href);
                }
                if (differs) {
                        struct finding *y = gather(f, FINDING_VERDICT, x);
                        y->weight++;
                        figure(y, f->s.name[u], str_f(a, "%.*s → 核验 %.*s", STR(it.claim.n ? it.claim : shown),
                                                      STR(found)), href);
                }
                if (differs && it.claim.n) {
                        const struct edition_unit *e = edition_unit_of(&f->s.basis.e, it.unit);
                        struct finding *y = gather_named(f, FINDING_REFUSED, e ? e->code : f->s.name[u], f->s.name[u]);
                        y->weight++;
                        figure(y, x->name, str_f(a, "自报 %.*s → 核验 %.*s", STR(it.claim), STR(found)), href);
                }
        }
        return analysis_claims_end(&it);
}

/* Who reported late or not at all, over the whole year; also a provider that is not assessed
 * itself. */
static const struct fail *late(struct finds *f)
{
        struct arena *a = f->cx->arena;
        struct figure_year y;
        const struct month_tally *t = NULL;
        int n = 0;
        const struct fail *why = figure_year_open(f->cx, f->s.run.scheme, &y);
        if (!why)
                why = month_tallies(f->cx, &y, 0, 11, &t, &n);
        for (int i = 0; !why && i < n; i++) {
                struct org_unit u;
                int missed = t[i].late + t[i].overdue, due = t[i].on_time + missed;
                if (!missed || (int64_t)t[i].on_time * 1000000 > f->a->bounds[FINDING_LATE].bound * due)
                        continue;
                why = org_unit_by_id(f->cx, t[i].giver, &u);
                if (why)
                        break;
                struct finding *x = add(f, FINDING_LATE, u.code, u.brief, missed);
                x->said = str_f(a, "%.*s全年到期应报 %d 项，迟报 %d 项，缺报 %d 项", STR(u.brief), due, t[i].late,
                                t[i].overdue);
                figure(x, S("按时率"), percent(f, muldiv(t[i].on_time, 1000000, due)),
                       str_f(a, "/figures/missing?scheme=%ld&month=0", f->s.run.scheme));
        }
        return why;
}

static const struct fail *appeals(struct finds *f)
{
        struct analysis_appeals it;
        analysis_appeals(&it, f->cx, f->s.run.scheme, APPEAL_APPROVED);
        while (analysis_appeals_next(&it)) {
                const struct edition_node *x = it.has_node ? edition_node_of(&f->s.basis.e, it.node) : NULL;
                int u = result_unit_at(&f->s.basis, it.unit);
                if (!x || u < 0)
                        continue;
                struct finding *y = gather(f, FINDING_APPEAL, x);
                y->weight++;
                figure(y, f->s.name[u], S("更正"), str_f(f->cx->arena, "/appeals/%ld", it.id));
        }
        return analysis_appeals_end(&it);
}

/* What was counted one by one is said, or is below its bound. */
static void counted(struct finds *f)
{
        int kept = 0;
        for (int i = 0; i < f->n; i++) {
                struct finding *x = &f->list[i];
                if (x->id == FINDING_REVISED)
                        x->said = str_f(f->cx->arena, "“%.*s”有 %ld 个数核定后与原报数不同", STR(x->name),
                                        x->weight);
                if (x->id == FINDING_APPEAL)
                        x->said = str_f(f->cx->arena, "“%.*s”的得分因 %ld 件申诉更正", STR(x->name), x->weight);
                if (x->id == FINDING_CLAIMED)
                        x->said = str_f(f->cx->arena, "“%.*s”有 %ld 个单位自评申报的数与系统里的不同", STR(x->name),
                                        x->weight);
                if (x->id == FINDING_VERDICT)
                        x->said = str_f(f->cx->arena, "“%.*s”有 %ld 个数核验与单位认可的不一致", STR(x->name), x->weight);
                if (x->id == FINDING_REFUSED)
                        x->said = str_f(f->cx->arena, "%.*s有 %ld 项自评申报核验后没有采信", STR(x->name), x->weight);
                if ((x->id == FINDING_REVISED || x->id == FINDING_APPEAL || x->id == FINDING_CLAIMED ||
                     x->id == FINDING_VERDICT || x->id == FINDING_REFUSED) &&
                    x->weight * 1000000 < f->a->bounds[x->id].bound)
                        continue;
                f->list[kept++] = *x;
        }
        f->n = kept;
}

static int by_rule(const void *a, const void *b)
{
        const struct finding *x = a, *y = b;
        if (x->id != y->id)
                return (int)x->id - (int)y->id;
        if (x->weight != y->weight)
                return x->weight < y->weight ? 1 : -1;
        return str_cmp(x->subject, y->subject);
}

static const struct fail *bounds(struct ctx *cx, struct analysis *a)
{
        struct analysis_bounds it;
        for (int i = 0; i < FINDINGS; i++)
                a->bounds[i].bound = finding_rules[i].usual, a->bounds[i].version = 0;
        analysis_bounds(&it, cx, a->run.scheme);
        while (analysis_bounds_next(&it))
                for (int i = 0; i < FINDINGS; i++)
                        if (str_is(it.finding, finding_rules[i].code))
                                a->bounds[i].bound = it.bound, a->bounds[i].version = it.version;
        return analysis_bounds_end(&it);
}

const struct fail *analysis_of(struct ctx *cx, const struct result_run *run, struct analysis *ret)
{
        struct finds *f = NEW(cx->arena, struct finds);
        struct org_unit county;
        *ret = (struct analysis){ .run = *run };
        f->cx = cx, f->a = ret;
        const struct fail *why = show_of(cx, run->id, &f->s);
        if (!why && !f->s.whole)
                why = fail(cx, NOT_FOUND, "%s", "");
        if (!why)
                why = org_unit_by_id(cx, run->unit, &county);
        if (!why)
                why = bounds(cx, ret);
        if (why)
                return why;
        ret->county = county.name;
        for (int l = 0; l < f->s.basis.scheme.n_leaves; l++) {
                struct leaf_cells c;
                cells_of(f, l, &c);
                same(f, &c);
                lost(f, &c);
                targets(f, &c);
        }
        groups(f);
        why = moved(f);
        if (!why)
                why = revised(f);
        if (!why)
                why = claims(f);
        if (!why)
                why = late(f);
        if (!why)
                why = appeals(f);
        if (why)
                return why;
        counted(f);
        if (f->n)
                qsort(f->list, (size_t)f->n, sizeof(f->list[0]), by_rule);
        ret->findings = f->list, ret->n_findings = f->n;
        return NULL;
}

const struct finding *analysis_find(const struct analysis *a, str finding, str subject)
{
        for (int i = 0; i < a->n_findings; i++)
                if (str_is(finding, finding_rules[a->findings[i].id].code) &&
                    str_eq(a->findings[i].subject, subject))
                        return &a->findings[i];
        return NULL;
}
