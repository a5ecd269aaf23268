/* domain/target/use/use_test.c - published quotas as stored results (G-33), years running,
 * findings. */
#include "domain/org/org.h"
#include "domain/org/unit.sql.h"
#include "domain/target/result/result.sql.h"
#include "domain/target/result/steps.h"
#include "domain/target/tree.h"
#include "domain/target/use/analysis.h"
#include "domain/target/use/imports.h"
#include "domain/target/use/rectified.h"
#include "domain/target/use/rectify.h"
#include "domain/target/use/use.h"
#include "domain/target/use/use.sql.h"
#include "domain/target/year/figure.h"
#include "domain/target/year/figure.sql.h"
#include "tests/faults.h"
#include "tests/fixture_result.h"
#include "tests/story.h"
#include "tests/test.h"

/* ---- G-33: a county whose places were published --------------------------------------------------- */

struct group_of { const char *name; int n, outside; int places[3]; };

struct g33 { int64_t scheme, edition, county; int64_t unit[200]; int n; };

/* One leaf, scored by the ratio to the best; unit k of a group has the k-th best figure. Places of
 * the grades by hand, as the circular has them. */
static void g33_make(struct ctx *cx, const struct group_of *groups, int n_groups,
                     const struct edition_grade *grades, int n_grades, struct g33 *y)
{
        struct edition e;
        int64_t block, leaf, ids[8];
        int year = 2023, n_quotas = 0;
        struct edition_unit *units = NEW_ARRAY(cx->arena, struct edition_unit, 200);
        struct edition_quota *quotas = NEW_ARRAY(cx->arena, struct edition_quota, 32);
        points *own = NEW_ARRAY(cx->arena, points, 9);
        *y = (struct g33){ 0 };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        y->county = unit_insert(cx, false, 0, ORG_COUNTY, S("g33"), S("某县"), S("某县"), (str){ 0 }, 1,
                                S("new"));
        unit_set_path(cx, y->county, str_f(cx->arena, "/%ld/", y->county));
        done(tx_commit(&tx));
        done(scheme_begin(cx, &(struct scheme_new){ y->county, year, S("考核方案"), 0 }, &y->edition));
        for (int g = 0; g < n_groups; g++) {
                done(group_add(cx, y->edition, &(struct group_wish){ str_f(cx->arena, "g%d", g),
                               str_of(groups[g].name), 0, g }, &ids[g]));
                own[g] = POINTS_AS_NODE;
        }
        struct node_wish w = { { .code = S("b"), .name = S("总"), .step = 1, .params = S(""),
                                 .full = { 100000000 }, .in_group = own, .na_share = 600000 } };
        done(node_add(cx, y->edition, &w, &block));
        w.node = (struct edition_node){ .code = S("l"), .name = S("得分"), .leaf = true, .parent = block,
                .full = { 100000000 }, .method = S("F10"), .method_version = 1, .params = S(""),
                .measure = S("分"), .step = 1, .cycle = CYCLE_YEAR, .in_group = own, .na_share = 600000 };
        done(node_add(cx, y->edition, &w, &leaf));
        for (int g = 0; g < n_groups; g++) {
                for (int i = 0; i < groups[g].n; i++, y->n++) {
                        struct org_wish u = { ORG_TOWN, str_f(cx->arena, "g33-%d", y->n),
                                              str_f(cx->arena, "第%d个单位", y->n),
                                              str_f(cx->arena, "第%d", y->n), (str){ 0 }, y->n + 1 };
                        done(org_unit_add(cx, y->county, &u, &y->unit[y->n]));
                        units[y->n] = (struct edition_unit){ .unit = y->unit[y->n], .grp = ids[g],
                                .sort = y->n + 1, .ranked = true, .factor = 1000000,
                                .competes = i >= groups[g].outside };
                }
                for (int k = 0; k < 3; k++)
                        if (groups[g].places[k] >= 0)
                                quotas[n_quotas++] = (struct edition_quota){ ids[g], k,
                                                                             groups[g].places[k] };
        }
        done(edition_find(cx, y->edition, &e));
        done(grades_set(cx, y->edition, e.version, grades, n_grades, quotas, n_quotas));
        done(edition_find(cx, y->edition, &e));
        done(members_set(cx, y->edition, e.version, units, y->n));
        const struct edition_step steps[] = {
                { .event = S_C("submit"), .since = DAY_NONE },
                { .event = S_C("issue"), .since = day_make(year, 1, 1), .basis = S_C("某委办〔1〕1号") } };
        for (int i = 0; i < 2; i++) {
                struct edition_step s = steps[i];
                done(edition_find(cx, y->edition, &e));
                s.version = e.version;
                done(edition_move(cx, y->edition, &s));
        }
        y->scheme = e.scheme;
        struct tx fill CLEANUP(tx_end) = tx_begin(cx);
        for (int g = 0, at = 0; g < n_groups; g++)
                for (int i = 0; i < groups[g].n; i++, at++)
                        figure_insert(cx, y->scheme, leaf, y->unit[at], 11, S("actual"), 1, 1,
                                      FIGURE_REVIEWED, 0, 1000 - i, 0, S("1"), FIGURE_BY_HAND, (str){ 0 },
                                      (str){ 0 }, y->unit[at], 0, cx->now, true, 0, true, cx->now, true,
                                      cx->now, true, cx->now, (str){ 0 }, 0);
        done(tx_commit(&fill));
}

static int64_t compute(struct ctx *cx, int64_t scheme, enum result_stage stage)
{
        int64_t id = 0;
        done(result_compute(cx, &(struct result_wish){ scheme, 11, stage, { 0 } }, &id));
        return id;
}

static void take(struct ctx *cx, int64_t run, const char *event)
{
        struct result_run r;
        done(result_run_find(cx, run, &r));
        struct flow_wish w = { .event = str_of(event), .version = r.version, .day = cx->today,
                               .number = S("常委会会议"), .to = S("县目标办") };
        done(result_step(cx, run, &w));
}

/* The days of publicity are not waited for. */
static void close_shown(struct ctx *cx, int64_t run)
{
        struct result_run r;
        done(result_run_find(cx, run, &r));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        run_move(cx, run, r.version, RESULT_PUBLIC, RESULT_CLOSED);
        done(tx_commit(&tx));
}

static int count(struct ctx *cx, int64_t run, const char *group, const char *grade,
                 int *ret_outside)
{
        struct result_run r;
        const struct result_unit *u;
        int n, found = 0, outside = 0;
        done(result_run_find(cx, run, &r));
        done(result_units(cx, &r, &u, &n));
        for (int i = 0; i < n; i++) {
                if ((*group && !str_is(u[i].group, group)) || !str_is(u[i].grade, grade))
                        continue;
                found++;
                outside += u[i].why == GRADE_NO_QUOTA;
        }
        if (ret_outside)
                *ret_outside = outside;
        return found;
}

/* 东办通报〔2016〕16号: 县委 6 + 6 outside / 10 / 2, 人大 2 / 3 / 2, 政府 8 + 5 + 7 excellent. How many
 * were assessed in the government's three groups is not published: made up, as are their 良好. */
TEST_DB(G_33_hengdong_2015_as_a_stored_result)
{
        static const struct group_of groups[] = {
                { "县委序列", 24, 6, { 6, 10, -1 } }, { "人大序列", 7, 0, { 2, 3, -1 } },
                { "政府工作部门", 26, 0, { 8, 14, -1 } }, { "政府事业单位", 17, 0, { 5, 10, -1 } },
                { "省市驻衡单位", 20, 0, { 7, 10, -1 } },
        };
        static const struct edition_grade grades[] = {
                { S_C("优秀"), 333334, { 0 } }, { S_C("良好"), 555556, { 0 } }, { S_C("合格"), -1, { 0 } } };
        struct g33 y;
        int outside;
        g33_make(cx, groups, COUNT_OF(groups), grades, COUNT_OF(grades), &y);
        int64_t run = compute(cx, y.scheme, RESULT_PRELIMINARY);
        same_int(count(cx, run, "县委序列", "优秀", &outside), 12);
        same_int(outside, 6);
        same_int(count(cx, run, "县委序列", "良好", NULL), 10);
        same_int(count(cx, run, "县委序列", "合格", NULL), 2);
        same_int(count(cx, run, "人大序列", "优秀", NULL), 2);
        same_int(count(cx, run, "人大序列", "良好", NULL), 3);
        same_int(count(cx, run, "人大序列", "合格", NULL), 2);
        same_int(count(cx, run, "政府工作部门", "优秀", NULL) + count(cx, run, "政府事业单位", "优秀", NULL) +
                 count(cx, run, "省市驻衡单位", "优秀", NULL), 20);
}

/* 四川 2018: 31 candidates of 183 counties (11 + 9 + 11), 30 named after publicity: one 进步县 fell
 * out by decision, and nobody came in its place. */
TEST_DB(G_33_sichuan_2018_thirty_one_shown_thirty_named)
{
        static const struct group_of groups[] = { { "县域经济", 183, 0, { 11, 9, 11 } } };
        static const struct edition_grade grades[] = {
                { S_C("强县"), 60000, { 0 } }, { S_C("先进县"), 50000, { 0 } }, { S_C("进步县"), 60000, { 0 } },
                { S_C("未列入"), -1, { 0 } } };
        struct g33 y;
        int64_t id;
        g33_make(cx, groups, 1, grades, COUNT_OF(grades), &y);
        int64_t shown = compute(cx, y.scheme, RESULT_PRELIMINARY);
        same_int(count(cx, shown, "", "强县", NULL), 11);
        same_int(count(cx, shown, "", "先进县", NULL), 9);
        same_int(count(cx, shown, "", "进步县", NULL), 11);
        same_int(count(cx, shown, "", "未列入", NULL), 152);
        take(cx, shown, "open");
        close_shown(cx, shown);
        done(grade_decide(cx, &(struct grade_wish){ y.scheme, y.unit[30], S("未列入"), S("公示期间反映属实"),
                          S("省委会议"), cx->today }, &id));
        int64_t named = compute(cx, y.scheme, RESULT_FINAL);
        take(cx, named, "decide");
        take(cx, named, "publish");
        same_int(count(cx, named, "", "强县", NULL), 11);
        same_int(count(cx, named, "", "先进县", NULL), 9);
        same_int(count(cx, named, "", "进步县", NULL), 10);
        /* what was shown stands as it was */
        same_int(count(cx, shown, "", "进步县", NULL), 11);
}

/* ---- years running --------------------------------------------------------------------------------- */

TEST(years_running_end_at_the_first_other_year_and_at_a_gap)
{
        const struct use_year y[] = { { .year = 2023, .lowest = true }, { .year = 2022, .lowest = true },
                                      { .year = 2020, .lowest = true }, { .year = 2019 } };
        same_int(use_running(y, 4, 2023), 2);
        same_int(use_running(y, 4, 2022), 1);
        same_int(use_running(y, 4, 2021), 0);
        same_int(use_running(y, 4, 2020), 1);
        same_int(use_running(y, 0, 2020), 0);
        const struct use_rule *hold = use_rule_of(S("hold")), *removed = use_rule_of(S("remove")),
                              *circular = use_rule_of(S("circular"));
        ok(!use_rule_fits(hold, 1) && use_rule_fits(hold, 2) && !use_rule_fits(hold, 3));
        ok(!use_rule_fits(removed, 2) && use_rule_fits(removed, 3) && use_rule_fits(removed, 7));
        ok(!use_rule_fits(circular, 0) && use_rule_fits(circular, 1) && use_rule_fits(circular, 3));
        (void)cx;
}

/* ---- a published county ------------------------------------------------------------------------------ */

static int64_t published(struct ctx *cx, struct year_county *y)
{
        year_county_make(cx, 2023, 12, 16, y);
        year_county_fill(cx, y, 11);
        year_county_settle(cx, y);
        int64_t shown = compute(cx, y->scheme, RESULT_PRELIMINARY);
        take(cx, shown, "open");
        close_shown(cx, shown);
        int64_t id = compute(cx, y->scheme, RESULT_FINAL);
        take(cx, id, "decide");
        take(cx, id, "publish");
        return id;
}

/* Means and medians of the analysis are those of the stored totals. */
TEST_DB(analysis_of_a_run_is_the_arithmetic_of_its_stored_totals)
{
        struct year_county y;
        struct result_run run;
        struct analysis a;
        const struct result_unit *u;
        int n, units = 0;
        done(result_run_find(cx, published(cx, &y), &run));
        done(analysis_of(cx, &run, &a));
        done(result_units(cx, &run, &u, &n));
        for (int g = 0; g < a.n_spreads; g++) {
                int64_t t[12], sum = 0, most = INT64_MIN, least = INT64_MAX;
                int k = 0;
                for (int i = 0; i < n; i++)
                        if (str_eq(u[i].group, a.spreads[g].group)) {
                                t[k++] = u[i].total.micro;
                                sum += u[i].total.micro;
                                most = u[i].total.micro > most ? u[i].total.micro : most;
                                least = u[i].total.micro < least ? u[i].total.micro : least;
                        }
                units += k;
                same_int(a.spreads[g].n, k);
                /* half up, once: 2 x sum / (2 x n x 10000) by hand */
                same_int(a.spreads[g].mean, (sum + (int64_t)k * 5000) / ((int64_t)k * 10000));
                same_int(a.spreads[g].highest, (most + 5000) / 10000);
                same_int(a.spreads[g].lowest, (least + 5000) / 10000);
                if (k == 2)
                        same_int(a.spreads[g].median, (t[0] + t[1] + 10000) / 20000);
        }
        same_int(units, 12);
        ok(!a.compared);
}

/* A finding follows its bound, and advice its finding. */
TEST_DB(analysis_finding_goes_when_its_bound_rises)
{
        struct year_county y;
        struct result_run run;
        struct analysis a;
        const struct advice *list;
        int n, lost = 0;
        done(result_run_find(cx, published(cx, &y), &run));
        done(analysis_bound(cx, &run, S("lost"), 0, 0));
        done(analysis_of(cx, &run, &a));
        for (int i = 0; i < a.n_findings; i++)
                lost += a.findings[i].id == FINDING_LOST;
        ok(lost > 3);
        str subject = { 0 };
        for (int i = 0; i < a.n_findings && !subject.n; i++)
                if (a.findings[i].id == FINDING_LOST)
                        subject = a.findings[i].subject;
        done(advice_put(cx, &run, S("lost"), subject, S("目标重新核定"), 0));
        done(analysis_bound(cx, &run, S("lost"), 1000000, 1));
        done(analysis_of(cx, &run, &a));
        ok(!analysis_find(&a, S("lost"), subject));
        const struct fail *f = advice_put(cx, &run, S("lost"), subject, S("再写"), 1);
        ok(f && f->kind == FAIL_INVALID);
        done(advices_of(cx, &run, &list, &n));
        same_int(n, 1);
        f = analysis_bound(cx, &run, S("lost"), 0, 1);
        ok(f && f->kind == FAIL_CONFLICT);
        f = analysis_bound(cx, &run, S("nothing"), 0, 0);
        ok(f && f->kind == FAIL_INVALID);
}

/* Lost / full at exactly the share is listed, a hair above is not; what is listed is passed
 * over. */
TEST_DB(rectify_share_is_exact_and_an_item_is_listed_once)
{
        struct year_county y;
        struct result_run run;
        const struct rectify_candidate *c;
        int n, again, added = 0;
        done(result_run_find(cx, published(cx, &y), &run));
        done(rectify_candidates(cx, &run, 1, 0, &c, &n));
        ok(n > 0);
        const struct rectify_candidate *x = NULL;
        for (int i = 0; i < n && !x; i++)
                if (c[i].kind == RECTIFY_LEAF && c[i].share < 1000000)
                        x = &c[i];
        ok(x != NULL);
        if (!x)
                return;
        str key = x->key;
        const struct rectify_candidate *few;
        done(rectify_candidates(cx, &run, x->share + 1, 0, &few, &again));
        for (int i = 0; i < again; i++)
                ok(!str_eq(few[i].key, key));
        struct rectify_wish w = { run.id, 1, &key, 1, DUE_WORKING, 10 };
        done(rectify_put(cx, &w, &added));
        same_int(added, 1);
        done(rectify_put(cx, &w, &added));
        same_int(added, 0);
        w.n = 0;
        const struct fail *f = rectify_put(cx, &w, &added);
        ok(f && f->kind == FAIL_INVALID);
}

/* The figure of the last month that stands for a leaf's first unit is put anew, as if counted or typed again. */
static void put_anew(struct ctx *cx, const struct year_county *y, int no, enum figure_source source)
{
        struct figure_live live;
        figure_live(&live, cx, y->scheme, y->leaf[0], y->unit[0], 11, S("actual"));
        bool there = figure_live_next(&live);
        int64_t id = live.id, version = live.version, giver = live.giver, v = live.value + 1;
        int places = (int)live.places;
        done(figure_live_end(&live));
        if (!ok(there))
                return;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        figure_retire(cx, id, version);
        figure_insert(cx, y->scheme, y->leaf[0], y->unit[0], 11, S("actual"), no, 1, FIGURE_REVIEWED, 0, v, places,
                      figure_str(cx->arena, LANG_ZH, v, places), source, (str){ 0 }, S("重取"), giver, 0, cx->now,
                      true, 0, true, cx->now, true, cx->now, true, cx->now, (str){ 0 }, 0);
        done(tx_commit(&tx));
}

static int wrong_figures(struct ctx *cx, int64_t id)
{
        struct result_run run;
        const struct rectify_candidate *c;
        int n, found = 0;
        done(result_run_find(cx, id, &run));
        done(rectify_candidates(cx, &run, 1000000, 0, &c, &n));
        for (int i = 0; i < n; i++)
                found += c[i].kind == RECTIFY_FIGURE;
        return found;
}

/* What the program counted anew is nobody's mistake; what people corrected is. */
TEST_DB(a_figure_counted_anew_is_nothing_to_put_right)
{
        struct year_county y;
        int64_t id = published(cx, &y);
        same_int(wrong_figures(cx, id), 0);
        put_anew(cx, &y, 2, FIGURE_BY_DOMAIN);
        same_int(wrong_figures(cx, id), 0);
        put_anew(cx, &y, 3, FIGURE_BY_HAND);
        same_int(wrong_figures(cx, id), 0);     /* the program's number was wrong, nobody's report */
        put_anew(cx, &y, 4, FIGURE_BY_HAND);
        same_int(wrong_figures(cx, id), 1);
}

static struct figure_value rectified(struct ctx *cx, int64_t unit, day due)
{
        struct figure_value v = { 0 };
        done(rectify_on_time(cx, &unit, 1, day_add(due, -5), due, &v));
        return v;
}

static void rectify_takes(struct ctx *cx, int64_t id, const char *event)
{
        struct rectify_item x;
        done(rectify_find(cx, id, &x));
        done(rectify_move(cx, id, &(struct flow_wish){ .event = str_of(event), .version = x.version, .day = DAY_NONE,
                                                       .reason = S("已整改") }));
}

/* What runs is not counted; done by the last day it is met, the day after it is not, and what is sent back is open. */
TEST_DB(rectified_in_time_is_what_was_done_by_the_last_day)
{
        struct year_county y;
        struct result_run run;
        const struct rectify_candidate *c;
        const struct rectify_item *x;
        struct ctx then = *cx;
        int n, added = 0;
        done(result_run_find(cx, published(cx, &y), &run));
        done(rectify_candidates(cx, &run, 1, 0, &c, &n));
        ok(n > 0);
        struct rectify_wish w = { run.id, 1, &c[0].key, 1, DUE_DAYS, 10 };
        done(rectify_put(cx, &w, &added));
        done(rectify_list(cx, &(struct rectify_filter){ run.id, -1, 0, 10 }, &x, &n));
        same_int(n, 1);
        day due = x[0].due;
        int64_t unit = x[0].unit, id = x[0].id;
        ok(!rectified(cx, unit, due).known);
        then.today = day_add(due, 1);
        struct figure_value v = rectified(&then, unit, due);
        ok(v.known && v.value == 0 && v.whole == 1 && v.part == 0);
        done(rectify_plan(cx, id, x[0].version, &(struct rectify_plan){ S("原因"), S("措施"), S("办公室"), DAY_NONE }));
        rectify_takes(cx, id, "start");
        rectify_takes(cx, id, "finish");
        v = rectified(cx, unit, due);
        ok(v.known && v.value == 1000 && v.whole == 1 && v.part == 1);
        ok(!rectified(cx, unit, day_add(due, -1)).known);               /* another period's */
        then.now = day_begins(day_add(due, 3));
        done(rectify_note(&then, id, S("材料已补齐")));                 /* a note after the term is no report */
        ok(rectified(&then, unit, due).value == 1000);
        rectify_takes(cx, id, "return");
        ok(!rectified(cx, unit, due).known);
        then.now = day_begins(day_add(due, 1));
        rectify_takes(&then, id, "finish");
        v = rectified(&then, unit, due);
        ok(v.known && v.value == 0 && v.whole == 1 && v.part == 0);
}

/* 20,000.05 yuan a head, 3 heads, 1.1: 66,000.165 yuan are 66,000.17. */
TEST_DB(reward_is_rounded_to_the_fen_once)
{
        static const struct group_of groups[] = { { "乡镇", 4, 0, { 1, 2, -1 } } };
        static const struct edition_grade grades[] = {
                { S_C("优秀"), 250000, { 0 } }, { S_C("良好"), 500000, { 0 } }, { S_C("合格"), -1, { 0 } } };
        struct g33 y;
        struct result_run run;
        struct reward_sheet s;
        g33_make(cx, groups, 1, grades, COUNT_OF(grades), &y);
        int64_t shown = compute(cx, y.scheme, RESULT_PRELIMINARY);
        take(cx, shown, "open");
        close_shown(cx, shown);
        int64_t id = compute(cx, y.scheme, RESULT_FINAL);
        take(cx, id, "decide");
        take(cx, id, "publish");
        done(result_run_find(cx, id, &run));
        done(reward_sheet(cx, &run, &s));
        struct reward_plan p = s.plan;
        same_int(p.version, 0);
        p.basis = S("县委办发〔2024〕1号"), p.per_head.fen = 2000005;
        for (int i = 0; i < p.n_grades; i++)
                p.grades[i].factor = 1100000, p.grades[i].amount.fen = 100;
        done(reward_plan_put(cx, &run, &p));
        struct reward_heads heads[] = { { y.unit[0], 3 } };
        done(reward_heads_put(cx, &run, 1, heads, 1));
        done(reward_sheet(cx, &run, &s));
        for (int i = 0; i < s.n_rows; i++)
                if (s.rows[i].unit == y.unit[0])
                        same_int(s.rows[i].by_heads.fen, 6600017);
        same_int(s.sum.fen, 6600017 + 4 * 100);
        same_int(s.n_waiting, 3);
        p.version = 1;
        const struct fail *f = reward_plan_put(cx, &run, &p);
        ok(f && f->kind == FAIL_CONFLICT);
        p.version = 2, p.grades[0].grade = S("没有的等次");
        f = reward_plan_put(cx, &run, &p);
        ok(f && f->kind == FAIL_INVALID);
}

/* ---- all or nothing ----------------------------------------------------------------------------------- */

static void ready(struct ctx *cx)
{
        struct year_county y;
        (void)published(cx, &y);
}
static const struct fail *put_plan(struct ctx *cx)
{
        struct result_run run;
        struct reward_sheet s;
        const struct fail *f = use_run(cx, 0, &run);
        if (!f)
                f = reward_sheet(cx, &run, &s);
        if (f)
                return f;
        s.plan.basis = S("文件");
        return reward_plan_put(cx, &run, &s.plan);
}
FAULTS(reward_plan_put, ready, put_plan)

static const struct fail *put_items(struct ctx *cx)
{
        struct result_run run;
        const struct rectify_candidate *c;
        str keys[2];
        int n, added;
        const struct fail *f = use_run(cx, 0, &run);
        if (!f)
                f = rectify_candidates(cx, &run, 1, 0, &c, &n);
        if (f)
                return f;
        must(n > 1);
        keys[0] = c[0].key, keys[1] = c[1].key;
        return rectify_put(cx, &(struct rectify_wish){ run.id, 1, keys, 2, DUE_MONTHS, 3 }, &added);
}
FAULTS(rectify_put, ready, put_items)

/* One chooses among units in their official order, not by how they did. */
TEST_DB(units_to_choose_from_stand_in_the_official_order)
{
        struct visit v = { .cx = cx };
        story_county(cx);
        ok(visit_as(&v, "office-general", "shili-mbb"));
        same_int(visit_get(&v, S("/history")), 200);
        ptrdiff_t office = str_find(v.body, S(">县目标办</option>")), finance = str_find(v.body, S(">县财政局</option>")),
                  town = str_find(v.body, S(">柳溪镇</option>"));
        ok(office > 0 && office < finance && finance < town);
}

/* ---- earlier years by file ------------------------------------------------------------------- */

/* A file written as batch `no`; what was kept for its undoing. */
static struct import_undo brought(struct ctx *cx, int64_t no, const char *file)
{
        const struct importer *k = &history_importer;
        struct import_open o = { 0 };
        done(k->open(cx, S("{\"source\":\"通报\"}"), &o));
        struct import *im = import_new(cx, k->table, o.arg);
        done(import_file(im, S("history.csv"), str_of(file), false));
        import_end(im);
        ok(import_clean(im));
        struct import_write w = { .batch = no, .open = o };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(k->put(cx, im, &w));
        done(tx_commit(&tx));
        return (struct import_undo){ .batch = no, .kept = w.kept };
}

static void history_is(struct ctx *cx, int64_t unit, int year, const char *group, int64_t who)
{
        struct history_at it;
        str grp = { 0 };
        int64_t by = -1;
        history_at(&it, cx, unit, year);
        while (history_at_next(&it))
                grp = it.grp, by = it.who;
        done(history_at_end(&it));
        same_str(grp, group);
        same_int(by, who);
}

/* What a file replaced comes back with who had brought it; what a later one replaced is not
 * touched. */
TEST_DB(history_by_file_is_undone_to_what_stood_there)
{
        enum { FIRST = 5, SECOND, UNDID };
        story_county(cx);
        int64_t unit = story_unit(cx, "shili-liuxi");
        struct import_undo one, two;
        cx->user = FIRST;
        one = brought(cx, 901, "年度,单位,分组,得分,名次\n2018,柳溪镇,第一组,90,3\n");
        cx->user = SECOND;
        two = brought(cx, 902, "年度,单位,分组,得分,名次\n2018,柳溪镇,第二组,91,2\n2017,柳溪镇,第二组,88,4\n");
        history_is(cx, unit, 2018, "第二组", SECOND);
        cx->user = UNDID;
        one.look = true;
        done(history_importer.undo(cx, NULL, &one));
        if (same_int(one.n_since, 1))
                ok(str_find(one.since[0].what, S("柳溪镇 2018 年的结果后来又导入过")) >= 0);
        two.look = true;
        done(history_importer.undo(cx, NULL, &two));
        same_int(two.n_since, 0);
        ok(str_find(two.effect, S("其中 1 行恢复")) >= 0);
        two.look = false;
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                done(history_importer.undo(cx, NULL, &two));
                done(tx_commit(&tx));
        }
        history_is(cx, unit, 2018, "第一组", FIRST);
        history_is(cx, unit, 2017, NULL, -1);
}
