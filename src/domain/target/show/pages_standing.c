/* domain/target/show/pages_standing.c - a unit's own page (where do I stand, where did I lose, what
 * is due) and the county's (全县情况): what a leader asks first. */
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/city/city.h"
#include "domain/target/show/pages.h"
#include "domain/target/show/standing.html.h"
#include "domain/target/year/month.h"

enum { LOSSES = 8, DUES = 12 };

/* The newest run that the person may see, of the newest year that has one. NOT_FOUND: none. */
static const struct fail *newest(struct ctx *cx, int year, struct result_run *ret)
{
        struct schemes it;
        int64_t ids[64];
        int n = 0, found = -1;
        schemes(&it, cx, year ? SCHEMES_WHEN_YEAR : 0, year);
        while (schemes_next(&it))
                if (n < 64)
                        ids[n++] = it.id;
        const struct fail *f = schemes_end(&it);
        for (int i = 0; !f && i < n; i++) {
                struct result_run run;
                f = result_latest(cx, ids[i], -1, &run);
                if (f && f->kind == FAIL_NOT_FOUND) {
                        f = NULL;
                        continue;
                }
                if (!f && (found < 0 || run.year > ret->year))
                        *ret = run, found = i;
        }
        return f ? f : found < 0 ? fail(cx, NOT_FOUND, "%s", "") : NULL;
}

/* ---- a unit's own -------------------------------------------------------------------------- */

static void losses_fill(struct ctx *cx, struct standing_page *p)
{
        const struct show *s = p->show;
        const struct scheme *sc = &s->basis.scheme;
        struct standing_loss *list = NEW_ARRAY(cx->arena, struct standing_loss, LOSSES + 1);
        int64_t *keys = NEW_ARRAY(cx->arena, int64_t, LOSSES + 1);
        int g = input_group(sc, &s->basis.input, p->unit), n = 0;
        for (int l = 0; l < sc->n_leaves; l++) {
                int k = sc->node_of[l];
                size_t at = result_leaf(s->out.r, s->slot, l, p->unit);
                points full = sc->full[(size_t)g * (size_t)sc->n_nodes + (size_t)k];
                points lost = result_gap(&s->basis, &s->out, l, p->unit).lost;
                if (lost.micro <= 0)
                        continue;
                points weighted = result_weight(&s->basis, &s->out, s->slot, k, p->unit, lost);
                int i = n;
                for (; i > 0 && keys[i - 1] < weighted.micro; i--)
                        if (i < LOSSES)
                                list[i] = list[i - 1], keys[i] = keys[i - 1];
                if (i == LOSSES)
                        continue;
                keys[i] = weighted.micro;
                list[i] = (struct standing_loss){
                        sc->nodes[k].name,
                        str_f(cx->arena, "%.*s?leaf=%ld", STR(score_href(cx, s, p->unit)),
                              s->basis.e.nodes[k - 1].id),
                        points_2(cx->arena, weighted), points_2(cx->arena, s->out.r->points[at]),
                        points_str(cx->arena, full, 0),
                        share_1(cx->arena, muldiv(lost.micro, 1000000, full.micro)) };
                n += n < LOSSES;
        }
        p->losses = list, p->n_losses = n;
}

/* What is not scored for want of a figure, and who owes it. */
static const struct fail *lacks_fill(struct ctx *cx, struct standing_page *p)
{
        const struct show *s = p->show;
        struct result_lack *list;
        int n = result_lacks(cx->arena, &s->basis, &s->out, p->unit, &list);
        struct lack_line *rows = NEW_ARRAY(cx->arena, struct lack_line, (size_t)n + 1);
        const struct fail *f = lacks_today(cx, &s->basis, list, n);
        if (f)
                return f;
        for (int i = 0; i < n; i++)
                rows[i] = lack_line(cx, &s->basis, &list[i]);
        p->lacks = rows, p->n_lacks = n;
        p->stake = points_2(cx->arena, s->stake[p->unit]);
        p->lacking = lacks_named(cx, &s->basis, list, n);
        return NULL;
}

/* What the unit itself shall give and has not: of every month that has closed; of an indicator that counts by its
 * last period, that one alone. A month that is locked takes it no more, and the page says who opens it. */
static const struct fail *dues_fill(struct ctx *cx, struct standing_page *p, int64_t unit)
{
        struct figure_year y;
        const struct fail *f = figure_year_open(cx, p->show->run.scheme, &y);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        struct standing_due *list = NEW_ARRAY(cx->arena, struct standing_due, DUES);
        bool *settled = NEW_ARRAY(cx->arena, bool, (size_t)y.n_leaves + 1);
        for (int m = month_newest(cx, &y); m >= 0; m--) {
                const struct month_place *x;
                int n;
                f = month_places(cx, &y, m, unit, unit, &x, &n);
                if (f)
                        return f;
                for (int i = 0; i < n; i++) {
                        const struct edition_node *leaf = y.leaves[x[i].leaf].x;
                        bool late = day_is(x[i].due) && cx->today.n > x[i].due.n, done = settled[x[i].leaf];
                        settled[x[i].leaf] = leaf->year_rule == YEAR_LAST;
                        if (done || (x[i].given && !x[i].returned && !x[i].drafted))
                                continue;
                        p->n_late += late, p->n_dues++;
                        if (p->n_due_rows < DUES)
                                list[p->n_due_rows++] = (struct standing_due){
                                        leaf->name,
                                        p->mine ? str_f(cx->arena, "/figures/%ld/givers/%ld?month=%d", y.e.scheme, unit,
                                                        m + 1) : (str){ 0 },
                                        figure_period_name(cx, leaf->cycle, m), x[i].due, late,
                                        (y.locked >> m & 1) != 0 };
                }
        }
        p->dues = list;
        return NULL;
}

static void place_fill(struct ctx *cx, struct standing_page *p)
{
        const struct show *s = p->show;
        int g = input_group(&s->basis.scheme, &s->basis.input, p->unit);
        const int *first = s->basis.input.first;
        const struct effect_sum *sum = &s->out.sums[p->unit];
        p->group = s->basis.scheme.groups[g].name;
        p->rank = s->out.places[p->unit].rank;
        p->total = points_2(cx->arena, sum->total);
        p->base = points_2(cx->arena, s->out.base[p->unit]);
        p->bonus = points_2(cx->arena, sum->bonus);
        p->penalty = points_2(cx->arena, sum->penalty);
        p->full = points_str(cx->arena, show_full(s, g), 0);
        p->waiting = s->out.r->waiting[result_unit(s->out.r, s->slot, p->unit)];
        p->group_waits = result_group_waits(&s->basis, &s->out, p->unit);
        if (s->out.graded && s->out.graded[p->unit].grade >= 0)
                p->grade = s->basis.grades.grades[s->out.graded[p->unit].grade].name;
        for (int u = first[g]; u < first[g + 1]; u++) {
                p->of += s->out.places[u].rank > 0;
                if (!s->total[u] || !p->rank)
                        continue;
                int64_t by = s->out.sums[u].total.micro - sum->total.micro;
                if (s->out.places[u].rank == p->rank - 1) {
                        p->gap = points_2(cx->arena, (points){ by });
                        p->gap_unit = s->name[u];
                } else if (p->rank == 1 && s->out.places[u].rank == 2) {
                        p->lead_by = points_2(cx->arena, (points){ -by });
                        p->gap_unit = s->name[u];
                }
        }
}

static const struct fail *movement_fill(struct ctx *cx, struct standing_page *p)
{
        struct show_months all;
        struct movement m;
        int g = input_group(&p->show->basis.scheme, &p->show->basis.input, p->unit);
        const struct fail *f = show_months_of(cx, p->show, &all);
        if (f)
                return f;
        movement_of(cx->arena, p->show, &all, g, &m);
        int64_t *v = NEW_ARRAY(cx->arena, int64_t, 13);
        str *shown = NEW_ARRAY(cx->arena, str, 13), *months = NEW_ARRAY(cx->arena, str, 13);
        for (int i = 0; i < m.n_units; i++) {
                if (m.units[i] != p->unit)
                        continue;
                for (int k = 0; k < m.n_months; k++) {
                        v[k] = m.rank[i][k] ? m.rank[i][k] : CHART_GAP;
                        shown[k] = m.rank[i][k] ? str_f(cx->arena, "%d", m.rank[i][k]) : S("—");
                        months[k] = str_f(cx->arena, words_of(cx->lang, "%d 月"), m.months[k] + 1);
                }
                if (m.n_months > 1 && m.rank[i][m.n_months - 2]) {
                        p->rank_before = m.rank[i][m.n_months - 2];
                        p->has_before = true;
                }
        }
        struct chart_line *line = NEW(cx->arena, struct chart_line);
        *line = (struct chart_line){ p->name, (str){ 0 }, v, shown, true };
        p->lines = (struct chart_lines){ "本单位逐月名次，第一名在最上面", "单位", months, m.n_months,
                                         line, 1, true, -1, 1, p->of };
        p->dots = show_dots(cx, p->show, g, "本组总分分布");
        return NULL;
}

/* Where the unit stands, how far from the next, what cost it most. */
static void standing_lead(struct ctx *cx, struct standing_page *p)
{
        str s = !p->rank ? str_f(cx->arena, words_of(cx->lang, "只计分，不排名，总分 %.*s。"), STR(p->total))
              : str_f(cx->arena, words_of(cx->lang, p->waiting
                        ? "在%.*s %d 个单位中暂列第 %d 名，总分暂为 %.*s，缺数补齐以后才定。"
                        : p->group_waits ? "在%.*s %d 个单位中暂列第 %d 名，总分 %.*s；组内有单位缺数，名次补齐以后才定。"
                                         : "在%.*s %d 个单位中排第 %d 名，总分 %.*s。"),
                      STR(p->group), p->of, p->rank, STR(p->total));
        p->leads[p->n_leads++] = lead_part_of(s, p->total, p->score_href);
        if (p->rank && (p->gap.n || p->lead_by.n))
                p->leads[p->n_leads++].before = p->gap.n
                        ? str_f(cx->arena, words_of(cx->lang, "与前一名%.*s差 %.*s 分。"), STR(p->gap_unit), STR(p->gap))
                        : str_f(cx->arena, words_of(cx->lang, "领先第 2 名%.*s %.*s 分。"), STR(p->gap_unit),
                                STR(p->lead_by));
        if (p->n_losses)
                p->leads[p->n_leads++] = lead_part_of(
                        str_f(cx->arena, words_of(cx->lang, "失分最多的是%.*s，失 %.*s 分。"), STR(p->losses[0].leaf),
                              STR(p->losses[0].loss)), p->losses[0].leaf, p->losses[0].href);
}

/* GET /standing?unit=&year= */
const struct fail *standing_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t unit = form_int_or(&form, "unit", 1, INT64_MAX, 0);
        int year = (int)form_int_or(&form, "year", 2000, 2999, 0), group;
        struct standing_page *p = NEW(cx->arena, struct standing_page);
        struct result_run run;
        struct org_unit own;
        const struct fail *f = form_end(&form);
        if (!f && unit)
                f = auth_see(cx, MAY_RESULT_VIEW, unit);
        if (f)
                return f;
        p->page = page_of(cx, rq, "本单位情况");
        p->mine = !unit || unit == cx->unit;
        p->whole = auth_reach(cx, MAY_RESULT_VIEW).scope == SCOPE_ALL;
        p->unit = -1;
        f = newest(cx, year, &run);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (!f) {
                p->show = NEW(cx->arena, struct show);
                f = show_of(cx, run.id, p->show);
                if (f)
                        return f;
                if (unit)
                        p->unit = result_unit_at(&p->show->basis, unit);
                else
                        f = show_own(cx, p->show, &p->unit, &group);
                if (f)
                        return f;
                p->through = str_f(cx->arena, words_of(cx->lang, "%d 年 %.*s"), run.year,
                                   STR(show_months(cx, run.through)));
                p->run_href = str_f(cx->arena, "/results/%ld", run.id);
        }
        if (p->unit >= 0 && !p->show->detail[p->unit])
                p->unit = -1;
        if (p->unit < 0) {
                if (!org_unit_by_id(cx, unit ? unit : cx->unit, &own))
                        p->name = own.brief;
                standing_page(&re->body, p);
                return NULL;
        }
        p->name = p->show->name[p->unit];
        p->score_href = score_href(cx, p->show, p->unit);
        place_fill(cx, p);
        losses_fill(cx, p);
        standing_lead(cx, p);
        f = lacks_fill(cx, p);
        if (!f)
                f = movement_fill(cx, p);
        if (!f)
                f = dues_fill(cx, p, p->show->basis.ready.unit_ids[p->unit]);
        if (!f)
                standing_page(&re->body, p);
        return f;
}

/* ---- the county --------------------------------------------------------------------------- */

static void county_losses(struct ctx *cx, struct leading_page *p)
{
        enum { MOST = 10 };
        const struct show *s = p->show;
        const struct scheme *sc = &s->basis.scheme;
        struct worst_row *rows = NEW_ARRAY(cx->arena, struct worst_row, MOST + 1);
        struct chart_bar *bars = NEW_ARRAY(cx->arena, struct chart_bar, MOST + 1);
        int n = 0;
        for (int l = 0; l < sc->n_leaves; l++) {
                int64_t lost = 0;
                int n_losing = 0;
                for (int u = 0; u < s->basis.input.n_units; u++) {
                        points by = result_gap(&s->basis, &s->out, l, u).lost;
                        if (!s->detail[u] || by.micro <= 0)
                                continue;
                        lost += result_weight(&s->basis, &s->out, s->slot, sc->node_of[l], u,
                                              by).micro;
                        n_losing++;
                }
                int i = n;
                for (; lost > 0 && i > 0 && bars[i - 1].v < lost; i--)
                        if (i < MOST)
                                bars[i] = bars[i - 1], rows[i] = rows[i - 1];
                if (lost <= 0 || i == MOST)
                        continue;
                str shown = points_2(cx->arena, (points){ lost });
                bars[i] = (struct chart_bar){ sc->leaves[l].name, (str){ 0 },
                        str_f(cx->arena, words_of(cx->lang, "%.*s 分，%d 个单位"), STR(shown), n_losing),
                        lost, true };
                rows[i] = (struct worst_row){ .leaf = sc->leaves[l].name, .loss = shown };
                n += n < MOST;
        }
        p->losses = rows, p->n_losses = n;
        p->bars = (struct chart_bars){ "全县失分最多的指标", "指标", "折算失分合计", bars, n };
}

/* Indicators that are not scored for want of figures, who owes them and of how many units. */
static void county_lacks(struct ctx *cx, struct leading_page *p)
{
        const struct show *s = p->show;
        struct result_lack *list;
        int n = result_lacks(cx->arena, &s->basis, &s->out, -1, &list);
        p->n_lacks = lacks_by_leaf(cx, &s->basis, list, n, &p->lacks);
        for (int u = 0; u < s->basis.input.n_units; u++)
                p->stake.micro += s->stake[u].micro;
}

static const struct fail *movers(struct ctx *cx, struct leading_page *p)
{
        const struct show *s = p->show;
        struct show_months all;
        int best = 0, worst = 0;
        bool up_waits = false, down_waits = false;
        const struct fail *f = show_months_of(cx, s, &all);
        if (f)
                return f;
        for (int g = 0; g < s->basis.ready.n_groups; g++) {
                struct movement m;
                movement_of(cx->arena, s, &all, g, &m);
                for (int i = 0; i < m.n_units && m.n_months > 1; i++) {
                        int now = m.rank[i][m.n_months - 1], was = m.rank[i][m.n_months - 2];
                        int by = now && was ? was - now : 0;
                        bool waits = result_group_waits(&s->basis, &s->out, m.units[i]);
                        if (by > best)
                                best = by, p->riser = m.units[i], p->rise = s->name[m.units[i]], up_waits = waits,
                                p->rise_by = str_f(cx->arena, "%d", by);
                        if (by < worst)
                                worst = by, p->dropper = m.units[i], p->drop = s->name[m.units[i]], down_waits = waits,
                                p->drop_by = str_f(cx->arena, "%d", -by);
                }
        }
        p->movers_wait = up_waits || down_waits;
        return NULL;
}

static str total_shown(struct ctx *cx, const struct chart_dot *d)
{
        return d->open ? str_f(cx->arena, "%.*s*", STR(d->shown)) : d->shown;
}

static void groups_fill(struct ctx *cx, struct leading_page *p)
{
        const struct show *s = p->show;
        int n = 0;
        struct leading_group *rows = NEW_ARRAY(cx->arena, struct leading_group,
                                               (size_t)s->basis.ready.n_groups + 1);
        for (int g = 0; g < s->basis.ready.n_groups && p->n_dots < 16; g++) {
                struct chart_dots d = show_dots(cx, s, g, "本组总分分布");
                if (!d.n)
                        continue;
                const struct edition_group *x = &s->basis.e.groups[s->basis.ready.group_at[g]];
                /* the first and the last by what is settled; where nothing is, by what there is
                 * so far */
                int first = 0, last = d.n - 1, n_open = 0;
                for (int i = 0; i < d.n; i++)
                        n_open += d.dots[i].open;
                while (n_open < d.n && d.dots[first].open)
                        first++;
                while (n_open < d.n && d.dots[last].open)
                        last--;
                bool only = first == last && d.n > 1;   /* one is settled: it is not the last */
                rows[n++] = (struct leading_group){
                        x->name, d.dots[first].name, total_shown(cx, &d.dots[first]),
                        only ? S("—") : d.dots[last].name,
                        only ? S("—") : total_shown(cx, &d.dots[last]), d.middle_shown,
                        str_f(cx->arena, "/results/%ld/movement?group=%ld", s->run.id, x->id), d.n,
                        n_open, d.dots[first].href, only ? (str){ 0 } : d.dots[last].href };
                p->dots[p->n_dots] = d;
                p->dot_names[p->n_dots++] = x->name;
        }
        p->groups = rows, p->n_groups = n;
        for (int u = 0; u < s->basis.input.n_units; u++)
                p->n_waiting += show_open(s, u);
        p->n_units = s->basis.input.n_units;
}

/* The four figures that a leader asks for first; each leads to its rows. */
static const struct fail *tiles_fill(struct ctx *cx, struct leading_page *p)
{
        const struct show *s = p->show;
        struct city c;
        for (int u = 0; u < s->basis.input.n_units; u++)
                p->lost.micro += show_lost(s, u).micro;
        if (s->basis.input.n_units)
                p->mean_lost = points_2(cx->arena, (points){ muldiv(p->lost.micro, 1, s->basis.input.n_units) });
        if (!auth_may(cx, MAY_CITY_VIEW))
                return NULL;
        const struct fail *f = city_read(cx, s->run.year, &c);
        if (f)
                return f->kind == FAIL_NOT_FOUND || f->kind == FAIL_DENIED ? NULL : f;
        p->city_final = c.book.final_score.micro != CITY_NONE.micro;
        points score = p->city_final ? c.book.final_score : c.score;
        if (!c.all || (!p->city_final && !c.n_known))
                return NULL;
        p->city = points_2(cx->arena, score);
        p->city_full = points_str(cx->arena, p->city_final ? c.full : c.known_full, 0);
        p->city_rank = p->city_final ? c.book.final_rank : city_rank(&c, c.score);
        p->city_href = str_f(cx->arena, "/city?year=%d", s->run.year);
        return NULL;
}

/* The county in a few sentences; each names what it rests on. */
static void leading_lead(struct ctx *cx, struct leading_page *p)
{
        int lang = cx->lang;
        str s = p->n_waiting ? str_f(cx->arena, words_of(lang, "%d 个单位参加考核，其中 %d 个总分未定。"), p->n_units, p->n_waiting)
                             : str_f(cx->arena, words_of(lang, "%d 个单位参加考核，总分都已算定。"), p->n_units);
        p->leads[p->n_leads++] = lead_part_of(s, str_f(cx->arena, "%d", p->n_units), p->run_href);
        if (p->n_lacks) {
                str stake = points_2(cx->arena, p->stake);
                s = str_f(cx->arena, words_of(lang, "%d 项指标缺数未计分，涉及 %.*s 分，不算失分。"), p->n_lacks, STR(stake));
                p->leads[p->n_leads++] = lead_part_of(s, stake, S("#open"));
        }
        if (p->n_losses) {
                s = str_f(cx->arena, words_of(lang, "失分最多的是%.*s，合计失 %.*s 分。"), STR(p->losses[0].leaf),
                          STR(p->losses[0].loss));
                p->leads[p->n_leads++] = lead_part_of(s, p->losses[0].loss,
                                                      str_f(cx->arena, "%.*s/heat", STR(p->run_href)));
        }
        if (!p->rise.n || !p->drop.n)
                return;
        s = str_f(cx->arena, words_of(lang, "比上月，%.*s升 %.*s 位，%.*s降 %.*s 位。"), STR(p->rise), STR(p->rise_by),
                  STR(p->drop), STR(p->drop_by));
        struct lead_part up = lead_part_of(s, p->rise, score_href(cx, p->show, p->riser));
        struct lead_part down = lead_part_of(up.after, p->drop, score_href(cx, p->show, p->dropper));
        up.after = S("");
        p->leads[p->n_leads++] = up, p->leads[p->n_leads++] = down;
        if (p->movers_wait)
                p->leads[p->n_leads++].before = str_of(words_of(lang, "所在组有缺数，名次是暂列的。"));
}

/* GET /leading?year= */
const struct fail *leading_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", 2000, 2999, 0);
        struct leading_page *p = NEW(cx->arena, struct leading_page);
        struct result_run run;
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        p->page = page_of(cx, rq, "全县情况");
        f = newest(cx, year, &run);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (!f) {
                p->show = NEW(cx->arena, struct show);
                f = show_of(cx, run.id, p->show);
                if (!f && !p->show->whole)      /* a unit's own page is another */
                        return fail(cx, NOT_FOUND, "%s", "");
                if (f)
                        return f;
                p->through = str_f(cx->arena, words_of(cx->lang, "%d 年 %.*s"), run.year,
                                   STR(show_months(cx, run.through)));
                p->run_href = str_f(cx->arena, "/results/%ld", run.id);
                county_losses(cx, p);
                county_lacks(cx, p);
                groups_fill(cx, p);
                f = movers(cx, p);
                if (f)
                        return f;
                leading_lead(cx, p);
                f = tiles_fill(cx, p);
                if (f)
                        return f;
        } else if (auth_see(cx, MAY_RESULT_VIEW, cx->unit) ||
                   auth_reach(cx, MAY_RESULT_VIEW).scope != SCOPE_ALL) {
                return f;
        }
        leading_page(&re->body, p);
        return NULL;
}
