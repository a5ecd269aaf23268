/* domain/target/year/demo.c - the figures of 示例县: twelve months of last year, this year so far.
 * words: document text
 *
 * Every value follows from a fixed seed, the indicator, the unit and the month, so that every
 * demonstration has the same figures. They are made around the unit's targets and the schedule:
 * most units are near it, 柳溪镇 is behind in the work that counts, as its page shall explain. Written
 * ten units a statement: two years of a county are a few thousand statements. */
#include "core/audit/audit.h"
#include "domain/org/org.h"
#include "domain/target/goal/demo.sql.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/year/demo.sql.h"
#include "domain/target/year/figure.h"
#include "domain/target/year/arrive.h"
#include "domain/target/year/figure.sql.h"
#include "domain/target/year/month.h"
#include "domain/target/year/urge.h"
#include "domain/target/year/year.h"

enum { BATCH = 10 };

struct target { int64_t unit, stem, value; int places; };

struct demo {
        struct ctx         *cx;
        struct figure_year  y;
        const struct target *target; int n_targets;
        int64_t             liuxi, reviewer;    /* a unit, a person of the office */
        int                 last;               /* the newest month that has figures; -1: none */
        bool                done;               /* a past year: all reviewed */
        /* what waits to be written: one indicator, input, month and state */
        struct { const struct figure_leaf *l; const struct figure_input *in; int period; enum figure_state state;
                 int64_t at, first_at; str opinion; } head;
        int64_t unit[BATCH], value[BATCH];
        str     raw[BATCH];
        int     n;
};

/* A number of [0, bound) that the seed, and nothing else, decides. */
static uint32_t chance(uint64_t a, uint64_t b, uint64_t c, uint32_t bound)
{
        uint64_t x = 20240101u + a * 6364136223846793005u + b * 1442695040888963407u + c * 2862933555777941757u;
        for (int i = 0; i < 3; i++)
                x = x * 6364136223846793005u + 1442695040888963407u, x ^= x >> 29;
        return (uint32_t)((x >> 33) % bound);
}

static int64_t ten_o_clock(day d, int minute) { return (((int64_t)d.n * 24 + 2) * 60 + minute) * 60000; }

static void flush(struct demo *d)
{
        if (!d->n)
                return;
        bool reviewed = d->head.state == FIGURE_REVIEWED, given = d->head.state != FIGURE_DRAFT;
        for (int i = d->n; i < BATCH; i++)
                d->unit[i] = 0, d->value[i] = 0, d->raw[i] = S("");
        int64_t giver = figure_giver(d->head.l, 0);
        figure_demo_rows(d->cx, d->y.e.scheme, d->head.l->x->stem, d->head.period, d->head.in->key, 1, d->head.state,
                         d->head.in->places, giver, d->head.at, given, d->head.first_at, reviewed,
                         d->head.first_at + 86400000, d->reviewer, d->head.opinion,
                         d->unit[0], d->value[0], d->raw[0], d->unit[1], d->value[1], d->raw[1],
                         d->unit[2], d->value[2], d->raw[2], d->unit[3], d->value[3], d->raw[3],
                         d->unit[4], d->value[4], d->raw[4], d->unit[5], d->value[5], d->raw[5],
                         d->unit[6], d->value[6], d->raw[6], d->unit[7], d->value[7], d->raw[7],
                         d->unit[8], d->value[8], d->raw[8], d->unit[9], d->value[9], d->raw[9]);
        d->n = 0;
}

/* ---- what a value is ------------------------------------------------------------------------ */

/* Of the year's target, in thousandths, by the end of a month: a fifth, nearly a half, 72 %,
 * all. */
static int64_t share_of(int month)
{
        static const int ends[5] = { 0, 200, 450, 720, 1000 };
        int q = month / 3, in = month % 3 + 1;
        return ends[q] + (ends[q + 1] - ends[q]) * in / 3;
}

static bool runs_on(const struct edition_node *x)
{
        return !str_is(x->measure, "%") && !str_is(x->measure, "分") && !str_is(x->measure, "名") && !x->down;
}

static const struct target *target_of(const struct demo *d, int64_t unit, int64_t stem)
{
        int lo = 0, hi = d->n_targets;
        while (lo < hi) {
                int mid = (lo + hi) / 2;
                const struct target *t = &d->target[mid];
                if (t->unit < unit || (t->unit == unit && t->stem < stem))
                        lo = mid + 1;
                else
                        hi = mid;
        }
        return lo < d->n_targets && d->target[lo].unit == unit && d->target[lo].stem == stem ? &d->target[lo] : NULL;
}

/* How a unit does in an indicator, in thousandths of its target. */
static int64_t quality(const struct demo *d, const struct edition_node *x, int64_t unit)
{
        static const struct { const char *code; int at; } behind[] = {
                { "fz-tz", 781 }, { "fz-ms", 700 }, { "fz-ws", 640 }, { "fz-jy", 846 }, { "fz-sr", 905 },
        };
        for (size_t i = 0; unit == d->liuxi && i < COUNT_OF(behind); i++)
                if (str_is(x->code, behind[i].code))
                        return behind[i].at;
        return 925 + chance((uint64_t)unit, (uint64_t)x->sort, 1, 60) + chance((uint64_t)unit, 3, 5, 55);
}

/* Events run on from January: how many there are by the end of a month. */
static int64_t events_of(const struct demo *d, const struct edition_node *x, int64_t unit, int row,
                         int month)
{
        int64_t n = 0;
        for (int m = 0; m <= month; m++) {
                uint32_t per_mille = row == 0 ? 28 : 7;
                if (unit == d->liuxi && (str_is(x->code, "fz-db") || str_is(x->code, "fz-aq")))
                        per_mille = row == 0 ? 330 : 120;
                if (str_is(x->method, "F16"))
                        per_mille = row == 0 ? 500 : 160;
                n += chance((uint64_t)unit, (uint64_t)(x->sort * 8 + row), (uint64_t)m, 1000) < per_mille;
        }
        return n;
}

static int64_t power10(int n)
{
        int64_t v = 1;
        while (n-- > 0)
                v *= 10;
        return v;
}

static int64_t value_of(const struct demo *d, const struct figure_leaf *l,
                        const struct figure_input *in, int at, int64_t unit, int month)
{
        const struct edition_node *x = l->x;
        int64_t one = power10(in->places), q = quality(d, x, unit);
        if (l->leaf.method->needs & NEED_COUNTS)
                return at < l->leaf.n_rows ? events_of(d, x, unit, at, month) : 1;
        if (str_is(in->key, "rank"))
                return 1 + chance((uint64_t)unit, (uint64_t)x->sort, 0, 21);
        if (str_is(in->key, "league"))
                return 21;
        const struct target *t = target_of(d, unit, x->stem);
        int64_t noise = (int64_t)chance((uint64_t)unit, (uint64_t)x->sort, (uint64_t)month + 20, 21) - 10;
        if (!t) {       /* a mark or a rate without a target: 70 … 98, lower where the unit is behind */
                int64_t level = 700 + (q - 900) * 2 + chance((uint64_t)unit, (uint64_t)x->sort, 2, 120) + noise;
                return (level > 990 ? 990 : level < 400 ? 400 : level) * one / 10;
        }
        int64_t target = t->value * one / power10(t->places);
        if (!runs_on(x)) {
                int64_t v = target * (q > 1020 ? 1020 : q) / 1000 + target * noise / 4000;
                /* all or nothing: most units see to it that they reach it */
                if (str_is(x->method, "F2") && chance((uint64_t)unit, (uint64_t)x->sort, 9, 100) < 88)
                        v = target;
                return str_is(x->measure, "%") && v > 100 * one ? 100 * one : v;
        }
        /* running on from January: what each month brings is never below zero */
        int64_t v = 0, before = 0;
        for (int m = 0; m <= month; m++) {
                int64_t n = (int64_t)chance((uint64_t)unit, (uint64_t)x->sort, (uint64_t)m + 40, 41) - 20;
                int64_t now = target * share_of(m) * q / 1000000 + target * n / 4000;
                v = now > before ? now : before;
                before = v;
        }
        return v;
}

/* ---- what becomes of it ------------------------------------------------------------------------ */

static void put(struct demo *d, const struct figure_leaf *l, int input, int period, int64_t unit)
{
        const struct figure_input *in = &l->inputs[input];
        day due = figure_due(d->cx, &d->y, l, period);
        uint32_t luck = chance((uint64_t)unit, (uint64_t)l->x->sort, (uint64_t)period + 70, 1000);
        enum figure_state state = FIGURE_REVIEWED;
        int days = -2;
        str opinion = { 0 };
        if (luck < 25 || (unit == d->liuxi && luck < 150 && !l->x->provider && !l->scored))
                days = 2;                                               /* late */
        if (!d->done && period == d->last && !l->scored) {
                state = luck < 25 ? FIGURE_DRAFT : luck < 120 ? FIGURE_SUBMITTED : FIGURE_REVIEWED;
                if (luck >= 120 && luck < 155)
                        state = FIGURE_RETURNED, opinion = S("与上期口径不一致，请核对后重报");
                if (luck >= 985)
                        return;                                         /* missing */
        }
        if (!d->done && period < d->last && luck >= 990)
                return;
        int64_t first = ten_o_clock(day_add(due, days), 0), today = ten_o_clock(d->cx->today, 0);
        if (first >= today)
                first = today - 86400000;
        if (d->n && (d->head.l != l || d->head.in != in || d->head.period != period || d->head.state != state ||
                     d->head.first_at != first || d->n == BATCH))
                flush(d);
        d->head.l = l, d->head.in = in, d->head.period = period, d->head.state = state;
        d->head.at = first - 3600000, d->head.first_at = first, d->head.opinion = opinion;
        int64_t v = value_of(d, l, in, input, unit, period);
        d->unit[d->n] = unit;
        d->value[d->n] = v;
        d->raw[d->n++] = figure_str(d->cx->arena, LANG_ZH, v, in->places);
}

/* A statistic revised after the lock: the old row stays beside it. */
static void revise(struct demo *d, const char *code, int period, int64_t unit, int percent)
{
        for (int i = 0; i < d->y.n_leaves; i++) {
                const struct figure_leaf *l = &d->y.leaves[i];
                struct figure_live live;
                if (!str_is(l->x->code, code))
                        continue;
                figure_live(&live, d->cx, d->y.e.scheme, l->x->stem, unit, period, S("actual"));
                bool there = figure_live_next(&live);
                int64_t id = live.id, version = live.version, v = live.value * percent / 100, first = live.first_at;
                int64_t giver = live.giver, who = live.who, at = first + (int64_t)40 * 86400000;
                int places = (int)live.places;
                if (figure_live_end(&live) || !there || v == live.value)
                        return;
                if (at > d->cx->now)
                        at = d->cx->now - 3600000;
                figure_retire(d->cx, id, version);
                figure_insert(d->cx, d->y.e.scheme, l->x->stem, unit, period, S("actual"), 2, 1, FIGURE_REVIEWED, 0, v,
                              places, figure_str(d->cx->arena, LANG_ZH, v, places), FIGURE_BY_HAND, (str){ 0 },
                              S("上级统计部门核定后修订"), giver, who, at, true, d->reviewer, true, at, true, first, true, at,
                              str_f(d->cx->arena, "%d年%d月核定数", d->y.e.year, period + 1), 1);
        }
}

/* Counts of events may be left out, and are not here; 加倍 and a second value are. */
static bool is_wanted(const struct figure_leaf *l, int input)
{
        return !l->inputs[input].optional || str_starts(l->inputs[input].key, S("row"));
}

static void put_months(struct demo *d)
{
        for (int i = 0; i < d->y.n_leaves; i++) {
                const struct figure_leaf *l = &d->y.leaves[i];
                if (l->x->source.n)
                        continue;               /* nobody enters it */
                for (int m = 0; m <= d->last; m++)
                        for (int k = 0; k < l->n_inputs && l->months >> m & 1; k++)
                                for (int u = 0; u < d->y.e.n_units && is_wanted(l, k); u++)
                                        if (figure_asked(&d->y, i, u))
                                                put(d, l, k, m, d->y.e.units[u].unit);
                flush(d);
        }
        revise(d, "fz-tz", 5, d->liuxi, 96);
        revise(d, "fz-sr", 2, d->liuxi, 103);
        revise(d, "fz-kq", 5, d->liuxi, 99);
}

static void lock_months(struct demo *d)
{
        for (int m = 0; m <= d->last && (d->done || m < d->last - 1); m++)
                period_put(d->cx, d->y.e.scheme, m, PERIOD_LOCKED, (str){ 0 },
                           ten_o_clock(day_make(d->y.e.year + (m == 11), (m + 1) % 12 + 1, 26), 30), d->reviewer);
}

/* What the program counts itself came on the 20th of the month after, before anything was locked. */
static const struct fail *arrivals(struct demo *d)
{
        const struct fail *f = NULL;
        for (int m = 0; !f && m <= d->last; m++) {
                struct ctx then = *d->cx;
                struct arrival a;
                day on = day_make(d->y.e.year + (m == 11), (m + 1) % 12 + 1, 20);
                if (on.n < then.today.n)
                        then.today = on, then.now = ten_o_clock(on, 0);
                f = figures_arrive(&then, d->y.e.scheme, m, &a);
        }
        return f;
}

static const struct fail *put_months_of(struct demo *d)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(d->cx);
        put_months(d);
        audit_log(d->cx, "figure.demo", "scheme", d->y.e.scheme, (str){ 0 });
        return tx_commit(&tx);
}

static const struct fail *put_year(struct ctx *cx, int64_t scheme, int64_t liuxi, int64_t reviewer)
{
        struct demo *d = NEW(cx->arena, struct demo);
        struct figure_demo_targets it;
        struct target *list = NULL;
        int cap = 0;
        d->cx = cx, d->liuxi = liuxi, d->reviewer = reviewer;
        const struct fail *f = figure_year_open(cx, scheme, &d->y);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;    /* a draft: nothing is reported yet */
        figure_demo_targets(&it, cx, scheme);
        while (figure_demo_targets_next(&it))
                *VEC_ADD(cx->arena, list, d->n_targets, cap) =
                        (struct target){ it.unit, it.stem, it.value, (int)it.places };
        f = figure_demo_targets_end(&it);
        if (f)
                return f;
        int year, month, dom;
        day_split(cx->today, &year, &month, &dom);
        d->target = list;
        d->done = d->y.e.year < year;
        d->last = d->done ? 11 : d->y.e.year > year ? -1 : month - 2;
        if (d->last < 0)
                return NULL;
        f = put_months_of(d);
        if (!f)
                f = arrivals(d);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        lock_months(d);
        return tx_commit(&tx);
}

/* ---- letters about what is missing ----------------------------------------------------------- */

/* The newest month's first place that has nothing and is owed by the unit, or by any but it. */
static const struct fail *missing_of(struct ctx *cx, const struct figure_year *y, int64_t giver,
                                     bool by_it, int *ret_period, struct month_place *ret)
{
        for (int m = 11; m >= 0; m--) {
                const struct month_place *list;
                int n;
                const struct fail *f = month_places(cx, y, m, by_it ? giver : 0, 0, &list, &n);
                if (f)
                        return f;
                for (int i = 0; i < n; i++) {
                        const struct month_place *x = &list[i];
                        if (!x->overdue || x->drafted || x->returned || (x->giver == giver) != by_it)
                                continue;
                        *ret_period = m, *ret = *x;
                        return NULL;
                }
        }
        return fail(cx, NOT_FOUND, "%s", "");
}

/* What follows is done by who holds the role in the unit, on a day, today at the latest. */
static const struct fail *act(struct ctx *cx, const char *role, int64_t unit, day on,
                              struct ctx *ret)
{
        struct goal_demo_signers it;
        *ret = *cx;
        if (on.n < cx->today.n)
                ret->today = on, ret->now = ten_o_clock(on, 0);
        goal_demo_signers(&it, cx, str_of(role));
        while (goal_demo_signers_next(&it))
                if (it.unit == unit)
                        ret->user = it.person, ret->unit = unit;
        return goal_demo_signers_end(&it);
}

static const struct fail *letter(struct ctx *cx, const struct figure_year *y, int period,
                                 const struct month_place *x, int64_t *ret_id)
{
        str leaf = y->leaves[x->leaf].x->name, of = y->e.units[x->unit_at].brief;
        struct urge_wish w = {
                .scheme = y->e.scheme, .unit = x->giver, .stem = y->leaves[x->leaf].x->stem,
                .period = period, .cause = URGE_MISSING, .requirement = str_of(urge_requirement),
                .gap = str_f(cx->arena, "%d年%d月“%.*s”（%.*s）的数据应于%.*s前报送，至今没有报送。", y->e.year, period + 1,
                             STR(leaf), STR(of), STR(day_zh(cx->arena, x->due))) };
        return urge_add(cx, &w, ret_id);
}

/* To the treasury, which has answered; and to another unit, not sent yet. A year that has nothing
 * overdue has no letters. */
static const struct fail *letters(struct ctx *cx, int64_t scheme)
{
        struct ctx then;
        struct figure_year y;
        struct org_unit office, treasury;
        struct month_place x;
        int period;
        int64_t id = 0;
        const struct fail *f = figure_year_open(cx, scheme, &y);
        if (!f)
                f = org_unit_by_code(cx, S("shili-mbb"), &office);
        if (!f)
                f = org_unit_by_code(cx, S("shili-czj"), &treasury);
        if (!f)
                f = missing_of(cx, &y, treasury.id, true, &period, &x);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        f = act(cx, "office-business", office.id, day_add(x.due, 1), &then);
        if (!f)
                f = letter(&then, &y, period, &x, &id);
        if (!f)
                f = urge_move(&then, id, 1, S("issue"), S(""));
        if (!f)
                f = act(cx, "scorer", treasury.id, day_add(x.due, 3), &then);
        if (!f)
                f = urge_move(&then, id, 2, S("reply"),
                              S("该单位有一笔收入的级次要与国库核对，当月没有报出。由评分员负责，核对后三个工作日内补报，以后每月提前两天对账。"));
        if (!f)
                f = missing_of(cx, &y, treasury.id, false, &period, &x);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        f = act(cx, "office-business", office.id, cx->today, &then);
        return f ? f : letter(&then, &y, period, &x, &id);
}

const struct fail *year_demo(struct ctx *cx)
{
        struct org_unit liuxi, office;
        struct ctx clerk;
        struct schemes it;
        int64_t list[8], now = 0;
        int n = 0, year = day_year(cx->today);
        const struct fail *f = org_unit_by_code(cx, S("shili-liuxi"), &liuxi);
        if (f)
                return f;
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                if (n < (int)COUNT_OF(list)) {
                        list[n++] = it.id;
                        now = it.year == year ? it.id : now;
                }
        f = schemes_end(&it);
        if (!f)
                f = org_unit_by_code(cx, S("shili-mbb"), &office);
        if (!f)
                f = act(cx, "office-business", office.id, cx->today, &clerk);
        while (!f && n > 0)
                f = put_year(cx, list[--n], liuxi.id, clerk.user);
        if (!f)
                f = document_demo_series(cx);
        return f || !now ? f : letters(cx, now);
}
