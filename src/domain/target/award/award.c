/* domain/target/award/award.c - rules of monthly bonuses, and the months settled by them. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/award/award.h"
#include "domain/target/award/award.sql.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/year/figure.h"

enum { MOST_AMOUNT = 10000000 };        /* 10 points a month: past it is a slip of the pen */

/* ---- rules ------------------------------------------------------------------------------------ */

static struct award_rule *rule_at(struct award_rule *list, int n, int64_t id)
{
        for (int i = 0; i < n; i++)
                if (list[i].id == id)
                        return &list[i];
        return NULL;
}

const struct fail *award_list(struct ctx *cx, const struct edition *e,
                              const struct award_rule **ret, int *ret_n)
{
        struct award_rules it;
        struct award_steps s;
        struct award_gates g;
        struct award_rule *list = NULL, *r;
        int n = 0, cap = 0;
        award_rules(&it, cx, e->scheme);
        while (award_rules_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct award_rule){
                        .id = it.id, .scheme = it.scheme, .version = it.version, .name = it.name, .klass = it.class,
                        .since = (int)it.since, .until = (int)it.until, .stopped = it.stopped == 1,
                        .settled = it.settled };
        const struct fail *f = award_rules_end(&it);
        if (f)
                return f;
        award_steps(&s, cx, e->scheme);
        while (award_steps_next(&s)) {
                r = rule_at(list, n, s.rule);
                if (r && r->n_steps < AWARD_RANKS)
                        r->step[r->n_steps++] = s.amount;
        }
        f = award_steps_end(&s);
        if (f)
                return f;
        award_gates(&g, cx, e->scheme);
        while (award_gates_next(&g)) {
                r = rule_at(list, n, g.rule);
                const struct edition_node *x = edition_node_of_stem(e, g.stem);
                if (r && r->n_gates < AWARD_GATES)
                        r->gate[r->n_gates++] = (struct award_gate){
                                .stem = g.stem, .input = g.input, .bound = g.bound, .places = (int)g.places,
                                .less = g.less == 1, .name = x ? x->name : (str){ 0 },
                                .measure = x ? x->measure : (str){ 0 } };
        }
        *ret = list, *ret_n = n;
        return award_gates_end(&g);
}

const struct fail *award_find(struct ctx *cx, int64_t id, struct edition *e, struct award_rule *ret)
{
        struct award_rule_by_id row;
        const struct award_rule *list;
        int n;
        const struct fail *f = award_rule_by_id(cx, id, &row);
        if (!f)
                f = register_edition(cx, row.scheme, e);
        if (!f)
                f = edition_see(cx, e);
        if (!f)
                f = award_list(cx, e, &list, &n);
        for (int i = 0; !f && i < n; i++)
                if (list[i].id == id) {
                        *ret = list[i];
                        return NULL;
                }
        return f ? f : fail(cx, NOT_FOUND, "%s", "");
}

static const struct fail *fits(struct ctx *cx, const struct edition *e, const struct award_rule *w)
{
        struct award_named it;
        int64_t other = 0;
        bool known = !w->klass.n;
        if (!str_trim(w->name).n)
                return fail_field(cx, S("name"), "请写明规则的名称");
        award_named(&it, cx, e->scheme, str_trim(w->name));
        while (award_named_next(&it))
                other = it.id;
        const struct fail *f = award_named_end(&it);
        if (f)
                return f;
        if (other && other != w->id)
                return fail_field(cx, S("name"), "已有同名的规则");
        for (int i = 0; i < e->n_classes; i++)
                known |= str_eq(e->classes[i].code, w->klass) && !e->classes[i].penalty;
        if (!known)
                return fail_field(cx, S("class"), "方案里没有这个加分类别");
        if (w->until < w->since)
                return fail_field(cx, S("until"), "截止的月份不能早于开始的月份");
        if (!w->n_steps)
                return fail_field(cx, S("ladder"), "请从第 1 名起写各名次的加分");
        for (int i = 0; i < w->n_steps; i++)
                if (w->step[i].micro <= 0 || w->step[i].micro > MOST_AMOUNT ||
                    (i && w->step[i].micro > w->step[i - 1].micro))
                        return fail_field(cx, S("ladder"), "各名次的加分应大于 0、不超过 10，后一名不多于前一名");
        for (int i = 0; i < w->n_gates; i++)
                if (!edition_node_of_stem(e, w->gate[i].stem))
                        return fail_field(cx, str_f(cx->arena, "leaf%d", i + 1), "方案里没有这个指标");
        return NULL;
}

static str text_of(struct ctx *cx, const struct award_rule *w)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "name", w->name);
        json_put_int(&j, "since", w->since + 1);
        json_put_int(&j, "until", w->until + 1);
        json_open(&j, "ladder", '[');
        for (int i = 0; i < w->n_steps; i++)
                json_put_str(&j, NULL, points_str(cx->arena, w->step[i], 0));
        json_close(&j, ']');
        json_open(&j, "gates", '[');
        for (int i = 0; i < w->n_gates; i++)
                json_put_str(&j, NULL, str_f(cx->arena, "%ld %s %.*s", w->gate[i].stem, w->gate[i].less ? "<=" : ">=",
                             STR(decimal_str(cx->arena, w->gate[i].bound, w->gate[i].places, false))));
        json_close(&j, ']');
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

static void parts_put(struct ctx *cx, int64_t id, const struct award_rule *w)
{
        for (int i = 0; i < w->n_steps; i++)
                award_step_put(cx, id, i + 1, w->step[i]);
        for (int i = 0; i < w->n_gates; i++)
                award_gate_put(cx, id, i, w->gate[i].stem, w->gate[i].input, w->gate[i].bound, w->gate[i].places,
                               w->gate[i].less);
}

const struct fail *award_put(struct ctx *cx, const struct edition *e, const struct award_rule *w,
                             int64_t *ret_id)
{
        struct edition now;
        struct award_rule was = { 0 };
        int64_t id = w->id;
        const struct fail *f = auth_change_year(cx, MAY_EFFECT_EDIT, e->unit, e->year);
        if (!f && id)
                f = award_find(cx, id, &now, &was);
        if (!f)
                f = fits(cx, e, w);
        if (f)
                return f;
        cx->db->serializable = true;            /* nothing is settled by it meanwhile, nor its name taken */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        str klass = w->klass.n ? w->klass : (str){ 0 };
        if (was.settled) {
                tx_refuse(cx, fail(cx, CONFLICT, "已有月份按这条规则核定，不能再改；可以停用它，另立一条"));
        } else if (id) {
                award_rule_update(cx, id, w->version, str_trim(w->name), klass, w->since, w->until);
                award_steps_drop(cx, id);
                award_gates_drop(cx, id);
                parts_put(cx, id, w);
                audit_log(cx, "award.edit", "award_rule", id, text_of(cx, w));
        } else {
                id = award_rule_insert(cx, e->scheme, str_trim(w->name), klass, w->since, w->until);
                parts_put(cx, id, w);
                audit_log(cx, "award.add", "award_rule", id, text_of(cx, w));
        }
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f && f->kind == FAIL_CONFLICT && !f->say.n ? audit_conflict(cx, f, "award_rule", id) : f;
}

const struct fail *award_stop(struct ctx *cx, int64_t id, int64_t version, bool stop)
{
        struct edition e;
        struct award_rule r;
        const struct fail *f = award_find(cx, id, &e, &r);
        if (!f)
                f = auth_change_year(cx, MAY_EFFECT_EDIT, e.unit, e.year);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        award_rule_stop(cx, id, version, stop);
        audit_log(cx, stop ? "award.stop" : "award.resume", "award_rule", id, (str){ 0 });
        return tx_commit(&tx);
}

/* ---- a month ------------------------------------------------------------------------------------ */

/* The newest monitoring result of the month that units may see. */
static const struct fail *run_of(struct ctx *cx, int64_t scheme, int period, struct result_run *ret,
                                 bool *ret_has)
{
        const struct result_run *list;
        int n;
        const struct fail *f = result_runs(cx, scheme, &list, &n);
        *ret_has = false;
        for (int i = 0; !f && i < n && !*ret_has; i++)
                if (list[i].stage == RESULT_MONITOR && list[i].through == period && list[i].state == RESULT_RELEASED)
                        *ret = list[i], *ret_has = true;
        return f;
}

/* What each gate finds for every unit on the ladder. */
static const struct fail *gates_look(struct ctx *cx, const struct award_rule *r, int period,
                                     struct award_line *lines, int n)
{
        struct figure_year y;
        const struct fail *f = figure_year_open(cx, r->scheme, &y);
        if (f)
                return f;
        for (int g = 0; g < r->n_gates; g++) {
                struct award_figures it;
                int leaf = figure_leaf_at(&y, r->gate[g].stem);
                for (int u = 0; leaf >= 0 && u < y.e.n_units; u++)
                        for (int i = 0; i < n; i++)
                                if (lines[i].unit == y.e.units[u].unit)
                                        lines[i].seen[g].asked = figure_asked(&y, leaf, u);
                award_figures(&it, cx, r->scheme, r->gate[g].stem, r->gate[g].input, period, FIGURE_REVIEWED);
                while (award_figures_next(&it))
                        for (int i = 0; i < n; i++)
                                if (lines[i].unit == it.unit && !lines[i].seen[g].there)
                                        lines[i].seen[g] = (struct award_seen){ lines[i].seen[g].asked, true, false,
                                                it.id, it.value, (int)it.places, (int)it.period };
                f = award_figures_end(&it);
                if (f)
                        return f;
        }
        return NULL;
}

/* Which gates hold, their figures being known (effect.h does the arithmetic): the first that does not, or -1. */
static int gates_judge(const struct award_rule *r, struct award_seen *seen)
{
        struct gate gate[AWARD_GATES];
        int n = 0, at[AWARD_GATES], failed;
        for (int g = 0; g < r->n_gates; g++) {
                struct award_seen *s = &seen[g];
                int places = s->places > r->gate[g].places ? s->places : r->gate[g].places;
                struct gate *one = &gate[n];
                s->holds = !s->asked;
                if (!s->asked)
                        continue;
                *one = (struct gate){ .name = r->gate[g].name, .figure = FIGURE_NONE, .less = r->gate[g].less };
                if (s->there && (!figure_scale(s->value, s->places, places, &one->figure) ||
                                 !figure_scale(r->gate[g].bound, r->gate[g].places, places, &one->bound)))
                        one->figure = FIGURE_NONE;
                s->holds = gates_hold(one, 1, &failed);
                at[n++] = g;
        }
        return gates_hold(gate, n, &failed) ? -1 : at[failed];
}

/* The gates and the ladder of a line. */
static void judge(const struct award_rule *r, struct award_line *x)
{
        x->failed = gates_judge(r, x->seen);
        x->ladder = ladder_points(r->step, r->n_steps, x->rank);
        x->amount = x->failed < 0 ? x->ladder : (points){ 0 };
}

/* The units of a run that the ladder reaches, as far as the person may see their totals. */
static const struct fail *lines_of(struct ctx *cx, const struct award_rule *r,
                                   const struct result_run *run, int period,
                                   struct award_line **ret, int *ret_n)
{
        const struct result_unit *u;
        int n_units, n = 0;
        const struct fail *f = result_units(cx, run, &u, &n_units);
        if (f)
                return f;
        struct award_line *list = NEW_ARRAY(cx->arena, struct award_line, (size_t)n_units + 1);
        for (int i = 0; i < n_units; i++)
                if (!u[i].hidden && u[i].rank >= 1 && u[i].rank <= r->n_steps)
                        list[n++] = (struct award_line){ .unit = u[i].unit, .name = u[i].brief, .group = u[i].group,
                                                         .rank = u[i].rank, .total = u[i].total, .failed = -1 };
        f = gates_look(cx, r, period, list, n);
        for (int i = 0; i < n; i++)
                judge(r, &list[i]);
        *ret = list, *ret_n = n;
        return f;
}

/* What was kept, over the names and groups of its run. */
static const struct fail *kept_of(struct ctx *cx, const struct award_rule *r, struct award_month *m)
{
        struct award_line *list = NULL;
        const struct result_unit *u;
        int64_t *ids = NULL;
        int n = 0, cap = 0, n_ids = 0, cap_ids = 0, n_units;
        struct awards_of it;
        struct awards_seen s;
        const struct fail *f = result_units(cx, &m->run, &u, &n_units);
        if (f)
                return f;
        awards_of(&it, cx, r->id, m->period);
        while (awards_of_next(&it)) {
                const struct result_unit *x = NULL;
                for (int i = 0; i < n_units; i++)
                        if (u[i].unit == it.unit && !u[i].hidden)
                                x = &u[i];
                if (!x)
                        continue;
                *VEC_ADD(cx->arena, ids, n_ids, cap_ids) = it.id;
                *VEC_ADD(cx->arena, list, n, cap) = (struct award_line){
                        .unit = it.unit, .name = x->brief, .group = x->group, .rank = (int)it.rank, .total = it.total,
                        .ladder = ladder_points(r->step, r->n_steps, (int)it.rank), .amount = it.amount,
                        .failed = it.has_failed ? (int)it.failed : -1, .effect = it.has_effect ? it.effect : 0,
                        .state = it.has_state ? (enum effect_state)it.state : EFFECT_PROPOSED };
        }
        f = awards_of_end(&it);
        if (f)
                return f;
        awards_seen(&s, cx, r->id, m->period);
        while (awards_seen_next(&s))
                for (int i = 0; i < n; i++)
                        if (ids[i] == s.award && s.no >= 0 && s.no < AWARD_GATES)
                                list[i].seen[s.no] = (struct award_seen){ s.asked == 1, s.has_figure, false, s.figure,
                                                                          s.value, (int)s.places, (int)s.period };
        f = awards_seen_end(&s);
        for (int i = 0; i < n; i++)             /* only which gates held: the amount is the one that was settled */
                gates_judge(r, list[i].seen);
        m->lines = list, m->n_lines = n;
        return f;
}

const struct fail *award_settled_of(struct ctx *cx, const struct award_rule *r,
                                    const struct award_settled **ret, int *ret_n)
{
        struct award_months it;
        struct award_settled *list = NULL;
        int n = 0, cap = 0;
        award_months(&it, cx, r->id);
        while (award_months_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) =
                        (struct award_settled){ (int)it.period, it.run, it.n, it.at, it.who };
        *ret = list, *ret_n = n;
        return award_months_end(&it);
}

const struct fail *award_month_of(struct ctx *cx, const struct edition *e,
                                  const struct award_rule *r, int period, struct award_month *ret)
{
        const struct award_settled *done;
        struct award_line *lines = NULL;
        int n;
        (void)e;
        *ret = (struct award_month){ .period = period };
        const struct fail *f = award_settled_of(cx, r, &done, &n);
        if (f)
                return f;
        for (int i = 0; i < n; i++)
                if (done[i].period == period) {
                        ret->settled = ret->has_run = true, ret->at = done[i].at, ret->who = done[i].who;
                        f = result_run_find(cx, done[i].run, &ret->run);
                        return f ? f : kept_of(cx, r, ret);
                }
        f = run_of(cx, r->scheme, period, &ret->run, &ret->has_run);
        if (f || !ret->has_run)
                return f;
        f = lines_of(cx, r, &ret->run, period, &lines, &ret->n_lines);
        ret->lines = lines;
        return f;
}

/* ---- settling ------------------------------------------------------------------------------------ */

static const struct fail *line_put(struct ctx *cx, const struct edition *e,
                                   const struct award_rule *r, int period,
                                   const struct award_month *m, const struct award_line *x)
{
        int64_t effect = 0;
        if (x->amount.micro) {
                const struct effect_wish w = {
                        .unit = x->unit, .kind = EFFECT_BONUS, .klass = r->klass, .level = LEVEL_COUNTY,
                        .title = str_f(cx->arena, "%d年%d月月度评价%.*s第%d名", e->year, period + 1,    /* document text */
                                       STR(x->group), x->rank),
                        .basis = str_f(cx->arena, "%.*s；%d年%d月监测结果（第%d次核算）",               /* document text */
                                       STR(r->name), e->year, period + 1, m->run.no),
                        .decided_by = S(""), .grade = S(""),
                        .matter = str_f(cx->arena, "award-%ld-%d", r->id, period + 1), .amount = x->amount,
                        .happened = day_add(period == 11 ? day_make(e->year + 1, 1, 1)
                                                         : day_make(e->year, period + 2, 1), -1) };
                const struct fail *f = register_put(cx, e, &w, &effect);
                if (f)
                        return f->kind == FAIL_INVALID
                                ? fail(cx, CONFLICT, "%.*s：%.*s", STR(x->name), STR(f->say)) : f;
        }
        int64_t id = award_insert(cx, r->id, period, x->unit, x->rank, x->total, x->amount, x->failed >= 0,
                                  x->failed >= 0 ? x->failed : 0, effect != 0, effect);
        for (int g = 0; g < r->n_gates; g++)
                award_seen_put(cx, id, g, x->seen[g].asked, x->seen[g].there, x->seen[g].figure);
        return NULL;
}

const struct fail *award_settle(struct ctx *cx, int64_t id, int period)
{
        struct edition e;
        struct award_rule r;
        struct award_month m;
        int n = 0;
        const struct fail *f = award_find(cx, id, &e, &r);
        if (!f)
                f = auth_change_year(cx, MAY_EFFECT_EDIT, e.unit, e.year);
        if (!f && (period < r.since || period > r.until))
                f = fail_field(cx, S("month"), "这条规则适用于 %d 月到 %d 月", r.since + 1, r.until + 1);
        if (!f && r.stopped)
                f = fail(cx, CONFLICT, "这条规则已经停用");
        if (f)
                return f;
        cx->db->serializable = true;            /* it looks whether the month was settled, then settles it */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = award_month_of(cx, &e, &r, period, &m);
        if (!f && m.settled)
                f = fail(cx, CONFLICT, "%d 月已经核定", period + 1);
        if (!f && !m.has_run)
                f = fail(cx, CONFLICT, "%d 月的监测结果还没有发布，先核算并发布", period + 1);
        if (!f)
                award_month_put(cx, id, period, m.run.id, cx->user, cx->now);
        for (int i = 0; !f && i < m.n_lines; i++) {
                f = line_put(cx, &e, &r, period, &m, &m.lines[i]);
                n += m.lines[i].amount.micro > 0;
        }
        if (f)
                tx_refuse(cx, f);
        else
                audit_log(cx, "award.settle", "award_rule", id, str_f(cx->arena,
                          "{\"after\":{\"month\":%d,\"run\":%ld,\"units\":%d}}", period + 1, m.run.id, n));
        return tx_commit(&tx);
}
