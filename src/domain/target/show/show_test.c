/* domain/target/show/show_test.c - losses, ranks, trials over the demonstration's year; charts. */
#include "domain/target/result/revised.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/explain.h"
#include "domain/target/show/pages.h"
#include "domain/target/show/show.h"
#include "domain/target/year/figure.h"
#include "door/web/chart.h"
#include "tests/story.h"

TEST(heat_bands_part_at_5_10_15_20_percent)
{
        static const struct { int64_t share; int band; } rows[] = {
                { 0, 0 }, { 1, 1 }, { 49999, 1 }, { 50000, 2 }, { 99999, 2 }, { 100000, 3 },
                { 149999, 3 }, { 150000, 4 }, { 199999, 4 }, { 200000, 5 }, { 1000000, 5 },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                same_int(heat_band(rows[i].share), rows[i].band);
}

/* A sentence with a link where the words stand; without them, or without a way there, it is only text. */
TEST(a_lead_links_what_stands_in_its_sentence)
{
        struct buf o = buf_new(cx->arena, 4096);
        struct lead_part list[] = { lead_part_of(S("失 3.80 分。"), S("3.80"), S("/results/1?leaf=2#ladder")),
                                    lead_part_of(S("升 2 位。"), S("柳溪镇"), S("/x")),
                                    lead_part_of(S("<b>镇降了。"), S("<b>镇"), (str){ 0 }) };
        page_lead(&o, list, COUNT_OF(list));
        str html = buf_str(&o);
        ok(str_find(html, S("失 <a href=\"/results/1?leaf=2#ladder\">3.80</a> 分。升 2 位。&lt;b&gt;镇降了。")) >= 0);
}

TEST(chart_lines_break_where_there_is_no_value)
{
        static const int64_t v[] = { 1, 2, CHART_GAP, 3, 1 };
        static const str ticks[] = { S_C("1"), S_C("2"), S_C("3"), S_C("4"), S_C("5") };
        static const str shown[] = { S_C("1"), S_C("2"), S_C("—"), S_C("3"), S_C("1") };
        struct chart_line line = { S("甲"), { 0 }, v, shown, true };
        struct chart_lines c = { "x", "x", ticks, 5, &line, 1, true, -1, 0, 0 };
        int at = 0;
        str first = chart_stretch(cx->arena, &c, &line, &at);
        same_int(at, 2);
        str second = chart_stretch(cx->arena, &c, &line, &at);
        same_int(at, 5);
        ok(first.n && second.n && str_find(first, S(" ")) > 0);
        ok(chart_y(&c, 1) < chart_y(&c, 3));            /* the first place stands on top */
        c.down = false;
        ok(chart_y(&c, 1) > chart_y(&c, 3));
        ok(chart_x(&c, 0) < chart_x(&c, 4));
        same_int(chart_last(&c, &line), 4);
        same_str(chart_grid_str(cx->arena, &c, 0), "1");
        same_str(chart_grid_str(cx->arena, &c, CHART_GRID - 1), "4");
        c.least = 1, c.most = 12;                       /* a group of twelve */
        same_str(chart_grid_str(cx->arena, &c, CHART_GRID - 1), "13");
        c.down = true;                                  /* places: there is no thirteenth of twelve */
        same_str(chart_grid_str(cx->arena, &c, CHART_GRID - 1), "12");
        same_str(chart_grid_str(cx->arena, &c, 1), "5");
        ok(chart_y(&c, 12) == chart_bottom(&c));
        c.most = 3, line.v = (const int64_t[]){ 1, 2, CHART_GAP, 3, 1 };
        same_int(chart_grid(&c, 1), chart_grid(&c, 2)); /* drawn once */
}

TEST(chart_of_equal_values_and_of_none_divides_by_nothing)
{
        struct chart_dot dots[] = { { S("甲"), { 0 }, S("90.00"), 90000000, false, false, false },
                                    { S("乙"), { 0 }, S("90.00"), 90000000, false, false, false } };
        struct chart_dots d = { "x", "x", "x", dots, 2, CHART_GAP, { 0 }, NULL };
        same_int(chart_dot_x(&d, 90000000), chart_dot_x(&d, 90000000));
        ok(chart_dot_x(&d, 90000000) > 150 && chart_dot_x(&d, 90000000) < 400);
        struct chart_lines none = { "x", "x", NULL, 0, NULL, 0, false, 2, 0, 0 };
        ok(chart_y(&none, 0) >= 0);
        struct chart_bars bars = { "x", "x", "x", NULL, 0 };
        same_int(chart_bar_width(&bars, 0), 0);
}

/* The county's year: runs of two months. */
static void runs(struct ctx *cx, struct show *ret, int64_t *ret_first)
{
        int64_t id = 0;
        story_county(cx);
        int64_t scheme = story_scheme(cx, day_year(cx->today));
        done(result_compute(cx, &(struct result_wish){ scheme, 7, RESULT_MONITOR, S("测试") }, ret_first));
        done(result_compute(cx, &(struct result_wish){ scheme, 8, RESULT_MONITOR, S("测试") }, &id));
        done(db_wait(cx));
        done(show_of(cx, id, ret));
}

TEST_DB(heat_map_adds_up_to_what_units_lost)
{
        struct show *s = NEW(cx->arena, struct show);
        int64_t first;
        runs(cx, s, &first);
        ok(s->whole && s->basis.input.n_units > 80);
        int seen = 0;
        for (int g = 0; g < s->basis.ready.n_groups; g++) {
                struct heat h;
                heat_of(cx->arena, s, g, HEAT_LOSS, &h);
                for (int i = 0; i < h.n_units; i++) {
                        /* the order asked for */
                        ok(i == 0 || h.losses[i - 1].micro >= h.losses[i].micro);
                        int64_t by = show_full(s, g).micro - s->out.raw[h.units[i]].micro -
                                     s->stake[h.units[i]].micro;
                        same_int(h.losses[i].micro, by > 0 ? by : 0);
                        seen++;
                }
                for (int r = 0; r < h.n_rows; r++)
                        for (int i = 0; h.rows[r].leaf >= 0 && i < h.n_units; i++) {
                                const struct heat_cell *c = &h.rows[r].cells[i];
                                ok(c->loss.micro >= 0 && c->band == heat_band(c->share));
                                if (c->state == HEAT_SCORED && c->points.micro <= c->full.micro)
                                        same_int(c->loss.micro + c->points.micro, c->full.micro);
                        }
                for (int i = 1; i < h.n_worst; i++)
                        ok(h.worst[i - 1].share >= h.worst[i].share);
                for (int i = 1; i < h.n_leaves; i++)
                        ok(h.leaves[i - 1].loss.micro >= h.leaves[i].loss.micro);
        }
        same_int(seen, s->basis.input.n_units);
}

TEST_DB(a_trial_moves_what_depends_on_it_and_nothing_is_kept)
{
        struct show *s = NEW(cx->arena, struct show);
        struct result_outcome same, o;
        int64_t first;
        runs(cx, s, &first);
        done(try_changes(cx, s, NULL, 0, NULL, 0, &same));
        for (int u = 0; u < s->basis.input.n_units; u++)
                same_int(same.sums[u].total.micro, s->out.sums[u].total.micro);

        /* a leaf of a unit that lost by a plain ratio: its figure is taken up to the target */
        int leaf = -1, unit = -1, month = s->run.through;
        for (int l = 0; l < s->basis.scheme.n_leaves && unit < 0; l++) {
                const struct leaf *x = &s->basis.scheme.leaves[l];
                if (strcmp(x->method->code, "F1"))
                        continue;
                for (int u = 0; u < s->basis.input.n_units; u++) {
                        int64_t t = s->basis.input.figure[input_at(&s->basis.input, month, x->column, u)];
                        int64_t a = s->basis.input.figure[input_at(&s->basis.input, month, x->column + 1, u)];
                        if (t > 0 && a > 0 && a < t)
                                leaf = l, unit = u;
                }
        }
        if (!ok(unit >= 0))
                return;
        const struct leaf *x = &s->basis.scheme.leaves[leaf];
        int64_t *at = &s->basis.figure[input_at(&s->basis.input, month, x->column, unit)];
        struct try_change c = { unit, leaf, month, 1, *at };
        int64_t was = s->out.sums[unit].total.micro,
                kept = s->basis.figure[input_at(&s->basis.input, month, x->column + 1, unit)];
        done(try_changes(cx, s, &c, 1, NULL, 0, &o));
        ok(o.sums[unit].total.micro > was);
        ok(o.places[unit].rank <= s->out.places[unit].rank);
        same_int(s->basis.figure[input_at(&s->basis.input, month, x->column + 1, unit)], kept);
        same_int(s->out.sums[unit].total.micro, was);

        /* another full score: the sum of the group's whole stays what the edition folds to */
        int node = s->basis.scheme.node_of[leaf], g = input_group(&s->basis.scheme, &s->basis.input, unit);
        points full = s->basis.scheme.full[(size_t)g * (size_t)s->basis.scheme.n_nodes + (size_t)node];
        struct try_weight w = { node, g, { full.micro * 2 } };
        done(try_changes(cx, s, NULL, 0, &w, 1, &o));
        ok(o.sums[unit].total.micro != was);
}

/* A month's run has no grades. A trial of it shows which would follow, before and after; where the total is
 * not folded to the year's full score no minimum is looked at. */
TEST_DB(a_trial_of_a_month_moves_the_grade_that_would_follow)
{
        struct show *s = NEW(cx->arena, struct show);
        struct result_outcome was, o;
        int64_t first;
        int best = -1, leaf = -1, node = 0, top = 0, left = 0;
        runs(cx, s, &first);
        ok(s->basis.stage == RESULT_MONITOR && !s->out.graded && try_minimums(s));
        done(try_changes(cx, s, NULL, 0, NULL, 0, &was));
        if (!ok(was.graded != NULL))
                return;
        for (int u = 0; u < s->basis.input.n_units; u++) {
                ok(was.settled[u] || was.graded[u].grade < 0);
                if (was.graded[u].grade == 0)
                        best = u, top++;
        }
        /* one of the best without a figure: its total waits, and the grade goes to the next */
        for (int l = 0; l < s->basis.scheme.n_leaves && leaf < 0 && best >= 0; l++)
                if (result_there(&s->basis.scheme, &s->basis.input, s->out.r, s->slot,
                                 s->basis.scheme.node_of[l], best) &&
                    s->basis.scheme.leaves[l].missing == MISSING_WAIT &&
                    !strcmp(s->basis.scheme.leaves[l].method->code, "F1") &&
                    s->basis.scheme.nodes[s->basis.scheme.node_of[l]].year == YEAR_LAST &&
                    period_due(&s->basis.scheme, l, s->run.through))
                        leaf = l;
        if (!ok(leaf >= 0))
                return;
        struct try_change c = { best, leaf, s->run.through, 1, FIGURE_NONE };
        done(try_changes(cx, s, &c, 1, NULL, 0, &o));
        ok(!o.settled[best] && o.graded[best].grade < 0);
        /* a weight moves grades, too */
        for (int k = 1; k < s->basis.scheme.n_nodes && left == 0; k++) {
                struct try_weight w = { k, -1, { 90000000 } };
                if (s->basis.scheme.nodes[k].leaf < 0)
                        continue;
                done(try_changes(cx, s, NULL, 0, &w, 1, &o));
                for (int u = 0; u < s->basis.input.n_units; u++)
                        left += o.graded[u].grade != was.graded[u].grade;
                node = k;
        }
        ok(top > 0 && left > 0 && node > 0 && !s->out.graded);
        /* the parts that are not due yet: a total that they will raise is compared with no minimum */
        struct node *nodes = NEW_ARRAY(cx->arena, struct node, (size_t)s->basis.scheme.n_nodes);
        struct grade *grades = NEW_ARRAY(cx->arena, struct grade, (size_t)s->basis.grades.n_grades);
        memcpy(nodes, s->basis.scheme.nodes, sizeof(*nodes) * (size_t)s->basis.scheme.n_nodes);
        memcpy(grades, s->basis.grades.grades, sizeof(*grades) * (size_t)s->basis.grades.n_grades);
        s->basis.scheme.nodes = nodes, s->basis.grades.grades = grades;
        for (int i = 0; i < s->basis.grades.n_grades; i++)
                grades[i].minimum = (points){ 999000000 };
        done(try_changes(cx, s, NULL, 0, NULL, 0, &o));
        ok(o.graded[best].grade > 0);
        nodes[0].folded = false;
        ok(!try_minimums(s));
        done(try_changes(cx, s, NULL, 0, NULL, 0, &o));
        same_int(o.graded[best].grade, 0);
}

TEST_DB(ranks_of_the_months_are_those_of_their_runs)
{
        struct show *s = NEW(cx->arena, struct show);
        struct show_months months;
        struct movement m;
        int64_t first;
        runs(cx, s, &first);
        done(show_months_of(cx, s, &months));
        movement_of(cx->arena, s, &months, 0, &m);
        ok(m.n_months >= 2 && m.n_units > 1);
        same_int(m.months[m.n_months - 1], 8);
        for (int i = 0; i < m.n_units; i++)
                same_int(m.rank[i][m.n_months - 1], s->out.places[m.units[i]].rank);

        /* the pages: the office sees all, a town its own */
        struct visit office = { .cx = cx }, town = { .cx = cx };
        str run = str_f(cx->arena, "%ld", s->run.id);
        ok(visit_as(&office, "office-business", "shili-mbb"));
        static const char *const pages[] = { "heat", "heat?show=rate&order=loss", "movement", "try" };
        for (size_t i = 0; i < COUNT_OF(pages); i++)
                same_int(visit_get(&office, str_f(cx->arena, "/results/%.*s/%s", STR(run), pages[i])), 200);
        /* a trial by its address, and what is wrong with one said at its field */
        str of = str_f(cx->arena, "/results/%.*s/try?unit=%ld", STR(run), s->basis.ready.unit_ids[m.units[0]]);
        int64_t leaf = 0;
        for (int l = 0; l < s->basis.scheme.n_leaves && !leaf; l++)
                if (result_there(&s->basis.scheme, &s->basis.input, s->out.r, s->slot,
                                 s->basis.scheme.node_of[l], m.units[0]) &&
                    !strcmp(s->basis.scheme.leaves[l].method->code, "F1"))
                        leaf = show_node(s, l)->id;
        same_int(visit_get(&office, str_f(cx->arena, "%.*s&leaf=%ld&value=0", STR(of), leaf)), 200);
        ok(visit_sees(&office, "改前改后") && visit_sees(&office, "由"));
        same_int(visit_get(&office, str_f(cx->arena, "%.*s&leaf=%ld&value=x", STR(of), leaf)), 422);
        /* nothing typed is no figure: 缺数 is tried only where it is asked for */
        same_int(visit_get(&office, str_f(cx->arena, "%.*s&leaf=%ld&value=", STR(of), leaf)), 422);
        same_int(visit_get(&office, str_f(cx->arena, "%.*s&leaf=%ld&value=%%E7%%BC%%BA%%E6%%95%%B0", STR(of),
                                          leaf)), 200);
        same_int(visit_get(&office, str_f(cx->arena, "%.*s&node=%ld&full=0", STR(of), leaf)), 422);
        ok(visit_sees(&office, "分值要大于 0"));
        same_int(visit_get(&office, S("/leading")), 200);
        ok(visit_sees(&office, "各组概况"));
        same_int(visit_get(&office, S("/standing")), 200);
        ok(visit_as(&town, "town", "shili-liuxi"));
        same_int(visit_get(&town, S("/leading")), 404);
        same_int(visit_get(&town, str_f(cx->arena, "/results/%.*s/try", STR(run))), 404);
        same_int(visit_get(&town, S("/standing")), 200);
        same_int(visit_get(&town, str_f(cx->arena, "/standing?unit=%ld", story_unit(cx, "shili-qingshi"))),
                 404);
}

/* A month computed again is compared with the month before, not with itself; a unit sees none of
 * it until it is out. */
TEST_DB(moves_are_against_the_month_before_and_a_run_is_the_office_s_until_it_is_out)
{
        struct show *s = NEW(cx->arena, struct show);
        int64_t first, again = 0;
        runs(cx, s, &first);
        int64_t unit = story_unit(cx, "shili-liuxi");
        done(result_compute(cx, &(struct result_wish){ s->run.scheme, 8, RESULT_MONITOR,
                                                       S("再算") }, &again));
        done(db_wait(cx));
        struct visit office = { .cx = cx }, town = { .cx = cx };
        ok(visit_as(&office, "office-business", "shili-mbb"));
        same_int(visit_get(&office, str_f(cx->arena, "/results/%ld", again)), 200);
        ok(visit_sees(&office, "升降与 8 月的结果"));
        same_int(visit_get(&office, str_f(cx->arena, "/results/%ld/units/%ld", again, unit)), 200);
        ok(visit_sees(&office, "本单位的指标只算已到期的 ") && !visit_sees(&office, "全年 64 项"));
        ok(visit_as(&town, "town", "shili-liuxi"));
        static const char *const paths[] = { "", "/heat", "/movement", "/units/%ld",
                                            "/units/%ld/score.pdf",
                "/units/%ld/score.json", "/scores.zip?as=txt&units=%ld" };
        for (size_t i = 0; i < COUNT_OF(paths); i++)
                same_int(visit_get(&town, str_f(cx->arena, "/results/%ld%.*s", again,
                                                STR(str_f(cx->arena, paths[i], unit)))), 404);
        same_int(visit_get(&town, S("/results")), 200);
        ok(!visit_sees(&town, str_f(cx->arena, "href=\"/results/%ld\"", again).p));
}

/* The last reviewed figure of the unit's in the run's month, of an indicator that counts by its
 * last month. */
static bool a_figure(const struct show *s, int unit, struct try_change *ret, int64_t *ret_id)
{
        for (int l = 0; l < s->basis.scheme.n_leaves; l++) {
                const struct leaf *x = &s->basis.scheme.leaves[l];
                if (!result_there(&s->basis.scheme, &s->basis.input, s->out.r, s->slot,
                                  s->basis.scheme.node_of[l], unit))
                        continue;
                for (int i = 0; i < x->n_columns; i++) {
                        size_t at = input_at(&s->basis.input, s->run.through, x->column + i, unit);
                        if (s->basis.source[at] <= 0 || s->basis.figure[at] <= 0)
                                continue;
                        *ret = (struct try_change){ unit, l, s->run.through, i,
                                                    s->basis.figure[at] };
                        *ret_id = s->basis.source[at];
                        return true;
                }
        }
        return false;
}

/* 用过它的成绩会标出来: in the list of runs, on the run, on the unit's page and its leaf, on the
 * figure's own page. */
TEST_DB(a_figure_corrected_after_a_run_marks_every_page_that_used_it)
{
        struct show *s = NEW(cx->arena, struct show);
        struct figure_row r;
        const struct revised *list;
        struct try_change c = { 0 };
        int64_t first, old = 0, corrected = 0;
        int n, unit;
        runs(cx, s, &first);
        unit = result_unit_at(&s->basis, story_unit(cx, "shili-liuxi"));
        if (!ok(unit >= 0 && a_figure(s, unit, &c, &old)))
                return;
        done(result_revised(cx, &s->run, &s->basis, 0, &list, &n));
        same_int(n, 0);
        cx->now += 60000;
        done(figure_find(cx, old, &r));
        struct figure_correction want = {
                r.version,
                str_f(cx->arena, "%.*s", STR(decimal_str(cx->arena, r.value * 2, r.places, false))),
                S("年鉴定案"), S("2024 年统计年鉴")
        };
        done(figure_correct(cx, old, &want, &corrected));
        done(db_wait(cx));
        done(result_revised(cx, &s->run, &s->basis, 0, &list, &n));
        same_int(n, 1);
        ok(n && list[0].was == old && list[0].id == corrected && str_eq(list[0].reason, S("年鉴定案")));
        /* another unit's page has none of it */
        done(result_revised(cx, &s->run, &s->basis, story_unit(cx, "shili-qingshi"), &list, &n));
        same_int(n, 0);

        struct visit office = { .cx = cx };
        int64_t id = s->basis.ready.unit_ids[unit], leaf = show_node(s, c.leaf)->id;
        ok(visit_as(&office, "office-business", "shili-mbb"));
        same_int(visit_get(&office, S("/results")), 200);
        ok(visit_sees(&office, "1 个数核算以后已更正"));
        same_int(visit_get(&office, str_f(cx->arena, "/results/%ld", s->run.id)), 200);
        ok(visit_sees(&office, "用过的数里有 1 个已经更正") && visit_sees(&office, "年鉴定案") &&
           visit_sees(&office, "这次核算还没有发布：重新核算"));
        same_int(visit_get(&office, str_f(cx->arena, "/results/%ld/units/%ld?leaf=%ld", s->run.id,
                                          id, leaf)), 200);
        ok(visit_sees(&office, "用过的数里有 1 个已经更正") && visit_sees(&office, "这次用的是原来的数"));
        same_int(visit_get(&office, str_f(cx->arena, "/results/%ld/units/%ld/score.json",
                                          s->run.id, id)), 200);
        ok(visit_sees(&office, "\"corrected_to\": \""));
        same_int(visit_get(&office, str_f(cx->arena, "/figures/rows/%ld", corrected)), 200);
        ok(visit_sees(&office, "用过原来的数的成绩") &&
           visit_sees(&office, str_f(cx->arena, "/results/%ld/units/%ld#revised", s->run.id,
                                     id).p));

        /* computed again it rests on the new one */
        int64_t again = 0;
        done(result_compute(cx, &(struct result_wish){ s->run.scheme, 8, RESULT_MONITOR,
                                                       S("更正后") }, &again));
        done(show_of(cx, again, s));
        done(result_revised(cx, &s->run, &s->basis, 0, &list, &n));
        same_int(n, 0);
}

/* A figure of half a year ago that never came is due still, and beside what lacks; the month is locked, so the page
 * says who opens it. Of an indicator that counts by its last period, an earlier one is asked for no more. */
TEST_DB(what_a_unit_owes_of_months_long_past_is_due_on_its_page)
{
        struct show *s = NEW(cx->arena, struct show);
        struct visit town = { .cx = cx };
        int64_t first, id = 0, unit = 0;
        int leaf = -1, period = -1;
        runs(cx, s, &first);
        unit = story_unit(cx, "shili-liuxi");
        int u = result_unit_at(&s->basis, unit);
        for (int l = 0; l < s->basis.scheme.n_leaves && leaf < 0; l++) {
                const struct leaf *x = &s->basis.scheme.leaves[l];
                bool own = show_node(s, l)->cycle == CYCLE_HALF && !show_node(s, l)->provider;
                for (int m = 0; m < 7 && own && !strcmp(x->method->code, "F1"); m++)
                        if (s->basis.source[input_at(&s->basis.input, m, x->column + 1, u)] > 0)
                                leaf = l, period = m;
        }
        if (!ok(leaf >= 0))
                return;
        id = s->basis.source[input_at(&s->basis.input, period, s->basis.scheme.leaves[leaf].column + 1, u)];
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(db_script(cx, str_f(cx->arena, "UPDATE figure SET state = 0 WHERE id = %ld", id)));
        done(tx_commit(&tx));
        ok(visit_as(&town, "town", "shili-liuxi"));
        same_int(visit_get(&town, S("/standing")), 200);
        ok(visit_sees(&town, str_f(cx->arena, "/givers/%ld?month=%d\">%.*s</a>", unit, period + 1,
                                   STR(show_node(s, leaf)->name)).p));
        ok(visit_sees(&town, "月份已锁定，请目标办解锁后补报") && visit_sees(&town, "上半年"));
}

/* The median of a group lies between its first and its last: all three are among settled totals. */
TEST_DB(a_median_is_among_settled_totals)
{
        struct show *s = NEW(cx->arena, struct show);
        int64_t first;
        int seen = 0;
        runs(cx, s, &first);
        for (int g = 0; g < s->basis.ready.n_groups; g++) {
                struct chart_dots d = show_dots(cx, s, g, "x");
                int64_t best = CHART_GAP, worst = CHART_GAP;
                int n = 0;
                for (int i = 0; i < d.n; i++)
                        if (!d.dots[i].open)
                                best = n++ ? best : d.dots[i].v, worst = d.dots[i].v;
                if (n > 2)
                        ok(d.middle <= best && d.middle >= worst);
                else if (n)
                        ok(d.middle == CHART_GAP && !d.middle_shown.n);
                seen += n > 2 && n < d.n;
        }
        ok(seen > 0);
}
