/* domain/target/year/figure_test.c - figures: who may put them, what is refused, what stays
 * readable. */
#include "domain/org/org.h"
#include "domain/target/measure.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/target.h"
#include "domain/target/tree.h"
#include "domain/target/year/figure.h"
#include "tests/faults.h"
#include "tests/fixture_demo.h"
#include "tests/test.h"

/* The county of the demonstration, this year's scheme with no figure in it. */
struct county { struct figure_year y; int64_t liuxi, tjj, mbb; int invest, fell; };

static void plant(struct ctx *cx)
{
        demo_targets(cx);
}

static const struct fail *find_year(struct ctx *cx, int64_t *ret)
{
        struct schemes it;
        schemes(&it, cx, SCHEMES_WHEN_YEAR, 2024);
        while (schemes_next(&it))
                *ret = it.id;
        return schemes_end(&it);
}

static int64_t this_year(struct ctx *cx)
{
        int64_t id = 0;
        done(find_year(cx, &id));
        return id;
}

static int leaf_named(const struct figure_year *y, const char *code)
{
        for (int i = 0; i < y->n_leaves; i++)
                if (str_is(y->leaves[i].x->code, code))
                        return i;
        return -1;
}

static struct county county(struct ctx *cx)
{
        struct county c = { 0 };
        struct org_unit u;
        done(figure_year_open(cx, this_year(cx), &c.y));
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        c.liuxi = u.id;
        done(org_unit_by_code(cx, S("shili-tjj"), &u));
        c.tjj = u.id;
        done(org_unit_by_code(cx, S("shili-mbb"), &u));
        c.mbb = u.id;
        c.invest = leaf_named(&c.y, "fz-tz");
        c.fell = leaf_named(&c.y, "fz-db");
        return c;
}

static struct figure_in invest(const struct county *c, int month, const char *raw)
{
        return (struct figure_in){ .stem = c->y.leaves[c->invest].x->stem, .unit = c->liuxi, .period = month,
                                   .input = S("actual"), .raw = str_of(raw), .seen = -1 };
}

static int64_t put(struct ctx *cx, const struct figure_in *in)
{
        int64_t id = 0;
        done(figure_put(cx, this_year(cx), in, &id));
        return id;
}

static void step(struct ctx *cx, const char *event, const char *opinion, int64_t id)
{
        struct figure_row r;
        struct figure_year y;
        done(figure_year_open(cx, this_year(cx), &y));
        done(figure_find(cx, id, &r));
        done(figures_move(cx, &y, str_of(event), str_of(opinion), &(struct figure_move){ id, r.version }, 1));
}

static void says(const struct fail *f, enum fail_kind kind, const char *part)
{
        if (!ok(f != NULL))
                return;
        same_int(f->kind, kind);
        if (!ok(str_find(f->say, str_of(part)) >= 0))
                test_note("%.*s", STR(f->say));
}

TEST_DB(figure_has_a_giver_by_method_and_scheme)
{
        plant(cx);
        struct county c = county(cx);
        const struct figure_leaf *invest = &c.y.leaves[c.invest], *events = &c.y.leaves[c.fell];
        same_int(figure_giver(invest, c.liuxi), c.tjj);         /* the statistics bureau gives it */
        ok(!invest->scored && events->scored);
        same_int(figure_giver(events, c.liuxi), c.mbb);         /* 督查督办: counted by the office */
        same_int(events->n_inputs, 4);                          /* three kinds of events, and 加倍 */
        same_int(invest->n_inputs, 1);                          /* the target is the book's */
        int own = leaf_named(&c.y, "fz-ms");
        same_int(figure_giver(&c.y.leaves[own], c.liuxi), c.liuxi);
        for (int u = 0; u < c.y.e.n_units; u++)
                if (c.y.e.units[u].unit == c.liuxi) {
                        ok(figure_asked(&c.y, c.invest, u));
                        ok(!figure_asked(&c.y, leaf_named(&c.y, "zn-dq-px"), u));       /* another block */
                }
}

/* The rule is a row of measures.def: what is counted is not less than none; a rate may fall. */
TEST_DB(figure_of_a_count_is_not_less_than_none)
{
        plant(cx);
        struct county c = county(cx);
        int least = -1, counts = 0, rates = 0;
        ok(measure_least(S("件"), &least) && least == 0);
        ok(measure_least(S("名"), &least) && least == 1);
        ok(!measure_least(S("%"), &least) && !measure_least(S("万元"), &least));
        for (int i = 0; i < c.y.n_leaves; i++) {
                const struct figure_leaf *l = &c.y.leaves[i];
                int unit = -1;
                for (int u = 0; u < c.y.e.n_units && unit < 0; u++)
                        if (figure_asked(&c.y, i, u))
                                unit = u;
                if (unit < 0 || l->scored || !(l->months >> 8 & 1) || !l->n_inputs || l->inputs[0].kind != KIND_FIGURE)
                        continue;
                struct figure_in in = { .stem = l->x->stem, .unit = c.y.e.units[unit].unit, .period = 8,
                                        .input = l->inputs[0].key, .raw = S("-3"), .seen = -1 };
                const struct fail *f = figure_may_put(cx, &c.y, &in);
                bool told = f && f->kind == FAIL_INVALID && str_find(f->say, S("不能小于")) >= 0;
                bool rule = l->x->measure.n && measure_least(l->x->measure, &least);
                same_int(told, rule);
                counts += rule, rates += !rule && str_is(l->x->measure, "%");
        }
        ok(counts > 3 && rates > 3);
        for (int i = 0; i < n_measures; i++)
                for (int k = 0; k < i; k++)
                        ok(!str_eq(measures[i].name, measures[k].name));
}

TEST_DB(figure_is_refused_in_words)
{
        plant(cx);
        struct county c = county(cx);
        struct figure_in in = invest(&c, 9, "1.234");
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_INVALID, "最多 2 位小数");
        in.raw = S("一亿");
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_INVALID, "固定资产投资");
        in.raw = S("缺项");
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_INVALID, "请写明原因");
        in = invest(&c, 11, "1");
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_CONFLICT, "还没有到");
        in = invest(&c, 12, "1");
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_INVALID, "不用报");
        in = invest(&c, 9, "1");
        in.input = S("target");
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_INVALID, "没有“target”这一栏");
        in = invest(&c, 9, "1");
        in.unit = c.tjj;                                        /* a department: not in its group */
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_CONFLICT, "不考核这个单位");
        in = (struct figure_in){ .stem = c.y.leaves[c.fell].x->stem, .unit = c.liuxi, .period = 9,
                                 .input = S("row1"), .raw = S("-1"), .seen = -1 };
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_INVALID, "不能小于零");
        in.raw = S("1.5");
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_INVALID, "应是整数");
        in.stem = 999999;
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_CONFLICT, "没有这项指标");
}

TEST_DB(figure_draft_changes_in_place_and_two_people_do_not_write_over_each_other)
{
        plant(cx);
        struct county c = county(cx);
        struct figure_in in = invest(&c, 9, "3.25");
        struct figure_row r;
        in.seen = 0;
        int64_t id = put(cx, &in);
        done(figure_find(cx, id, &r));
        same_int(r.value, 325);
        same_int(r.state, FIGURE_DRAFT);
        in.raw = S("3.30");                                     /* who saw an empty cell */
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_CONFLICT, "填报数据");
        in.raw = S("3.250");                                    /* the same figure: nothing to do */
        done(figure_put(cx, this_year(cx), &in, NULL));
        in.seen = r.version, in.raw = S("3.30");
        same_int(put(cx, &in), id);
        done(figure_find(cx, id, &r));
        same_int(r.value, 330);
        same_int(r.no, 1);
        in.seen = r.version, in.raw = S("");
        done(figure_put(cx, this_year(cx), &in, NULL));
        done(figure_find(cx, id, &r));
        ok(!r.live);                                            /* taken away, and still readable */
        in.seen = 0, in.raw = S("缺项"), in.reason = S("今年没有投资任务");
        id = put(cx, &in);
        done(figure_find(cx, id, &r));
        ok(r.na && r.no == 2);
        same_str(r.reason, "今年没有投资任务");
}

/* Who entered a value does not pass it, and his correction waits for another, whatever he may. */
TEST_DB(figure_is_not_reviewed_by_who_entered_it)
{
        plant(cx);
        struct county c = county(cx);
        struct figure_in in = invest(&c, 8, "10.00");
        struct ctx by_one = *cx, by_other = *cx;
        struct figure_row r;
        int64_t id = 0, fix = 0;
        by_one.user = 900001, by_other.user = 900002;
        done(figure_put(&by_one, this_year(cx), &in, &id));
        step(&by_one, "submit", "", id);
        done(figure_find(cx, id, &r));
        const struct figure_move one = { id, r.version };
        says(figures_move(&by_one, &c.y, S("review"), S(""), &one, 1), FAIL_DENIED, "由本人填报，须由他人审核");
        done(figures_move(&by_other, &c.y, S("review"), S(""), &one, 1));
        done(figure_find(cx, id, &r));
        const struct figure_correction more = { .version = r.version, .raw = S("10.50"), .reason = S("核定") };
        done(figure_correct(&by_other, id, &more, &fix));
        done(figure_find(cx, fix, &r));
        ok(!r.live && r.state == FIGURE_SUBMITTED);
        const struct figure_move two = { fix, r.version };
        says(figures_move(&by_other, &c.y, S("review"), S(""), &two, 1), FAIL_DENIED, "须由他人审核");
        done(figures_move(&by_one, &c.y, S("review"), S(""), &two, 1));
        done(figure_find(cx, fix, &r));
        ok(r.live && r.value == 1050);
}

/* Where nobody else may review, the page says so and who can change that. */
TEST_DB(figure_kept_from_its_giver_names_who_may_review)
{
        plant(cx);
        struct county c = county(cx);
        struct ctx one = *cx;
        str told;
        done(db_script(cx, S("UPDATE account SET disabled = 1;")));
        one.user = 900001;
        done(figure_kept_words(&one, c.y.e.unit, true, 3, &told));
        ok(str_find(told, S("没有第二个人能审核")) >= 0 && str_find(told, S("安全管理员")) >= 0);
        ok(str_find(told, S("业务股")) >= 0);
}

TEST_DB(figure_goes_through_review_lock_and_late_revision)
{
        plant(cx);
        struct county c = county(cx);
        struct figure_in in = invest(&c, 8, "10.00");
        const struct figure_cell *cells;
        const struct figure_row *list;
        struct figure_row r;
        int n;
        int64_t id = put(cx, &in), fresh = 0;
        done(figures_read(cx, this_year(cx), 11, true, &cells, &n));
        same_int(n, 0);                                         /* a draft is nobody else's */
        step(cx, "submit", "", id);
        in.raw = S("11");
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_CONFLICT, "已经上报");
        done(figures_read(cx, this_year(cx), 11, false, &cells, &n));
        same_int(n, 0);
        done(figures_read(cx, this_year(cx), 11, true, &cells, &n));
        same_int(n, 1);
        done(figure_find(cx, id, &r));
        says(figures_move(cx, &c.y, S("return"), S(" "), &(struct figure_move){ id, r.version }, 1),
             FAIL_INVALID, "请写明原因");
        step(cx, "return", "与联网直报不符", id);
        done(figure_find(cx, id, &r));
        same_str(r.opinion, "与联网直报不符");
        fresh = put(cx, &in);                                   /* the returned row stays as it was */
        ok(fresh != id);
        step(cx, "submit", "", fresh);
        step(cx, "review", "", fresh);
        in.raw = S("12");
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_CONFLICT, "已经审核");

        done(period_move(cx, this_year(cx), 8, S("lock"), S("")));
        says(period_move(cx, this_year(cx), 8, S("lock"), S("")), FAIL_CONFLICT, "");
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_CONFLICT, "已锁定");
        done(figure_find(cx, fresh, &r));
        done(figure_year_open(cx, this_year(cx), &c.y));
        says(figures_move(cx, &c.y, S("unapprove"), S("误审"), &(struct figure_move){ fresh, r.version }, 1),
             FAIL_CONFLICT, "已锁定");
        struct figure_correction fix = { .version = r.version, .raw = S("11.50"), .reason = S("统计局定案") };
        says(figure_correct(cx, fresh, &fix, &id), FAIL_INVALID, "数据的新版本");
        fix.data_version = S("2024年三季度核定数");
        fix.raw = S("11.00");
        says(figure_correct(cx, fresh, &fix, &id), FAIL_INVALID, "一样");
        fix.raw = S("11.50");
        done(figure_correct(cx, fresh, &fix, &id));
        done(figures_read(cx, this_year(cx), 11, false, &cells, &n));
        same_int(n, 1);
        same_int(cells[0].value, 1150);
        same_int(cells[0].no, 3);
        done(figure_history(cx, &r, &list, &n));
        same_int(n, 3);
        ok(list[0].late);
        same_str(list[0].data_version, "2024年三季度核定数");
        same_int(list[2].state, FIGURE_RETURNED);

        says(period_move(cx, this_year(cx), 8, S("unlock"), S("")), FAIL_INVALID, "请写明原因");
        done(period_move(cx, this_year(cx), 8, S("unlock"), S("省局来文调整")));
        done(figure_year_open(cx, this_year(cx), &c.y));
        done(figure_find(cx, id, &r));
        done(figures_move(cx, &c.y, S("unapprove"), S("还要再核"), &(struct figure_move){ id, r.version }, 1));
        done(figures_read(cx, this_year(cx), 11, false, &cells, &n));
        same_int(n, 0);
}

TEST_DB(figure_of_a_leaf_that_a_new_edition_dropped_is_refused)
{
        plant(cx);
        struct county c = county(cx);
        int64_t next, old = c.y.e.id;
        struct edition e;
        done(edition_next(cx, c.y.e.id, S("上级取消了固定资产投资考核"), &next));
        done(edition_read(cx, next, &e));
        for (int i = 0; i < e.n_nodes; i++)
                if (str_is(e.nodes[i].code, "fz-tz"))
                        done(node_remove(cx, e.nodes[i].id, e.nodes[i].version));
        done(edition_find(cx, next, &e));
        done(edition_move(cx, next, &(struct edition_step){ .event = S("submit"), .version = e.version,
                                                            .since = DAY_NONE }));
        done(edition_find(cx, next, &e));
        done(edition_move(cx, next, &(struct edition_step){ .event = S("issue"), .version = e.version,
                          .since = day_make(2024, 7, 1), .basis = S("示委办〔2024〕30号") }));
        struct figure_in in = invest(&c, 9, "3.25");
        in.edition = old;
        says(figure_put(cx, this_year(cx), &in, NULL), FAIL_CONFLICT,
             "方案第 1 版已由第 2 版取代，“固定资产投资”不再考核");
        /* what the new edition kept is entered under its old stem, whatever node it is now */
        done(figure_year_open(cx, this_year(cx), &c.y));
        in = (struct figure_in){ .stem = c.y.leaves[leaf_named(&c.y, "fz-jy")].x->stem, .unit = c.liuxi,
                                 .period = 9, .input = S("actual"), .raw = S("120"), .seen = 0, .edition = old };
        ok(put(cx, &in) != 0);
}

TEST_DB(figure_of_a_ballot_counts_at_once_and_replaces_itself)
{
        plant(cx);
        struct county c = county(cx);
        int leaf = leaf_named(&c.y, "fz-my");
        struct figure_in in = { .stem = c.y.leaves[leaf].x->stem, .unit = c.liuxi, .period = 11,
                                .input = S("actual"), .raw = S("93.5"), .source = FIGURE_BY_BALLOT,
                                .origin = S("ballot 1"), .giver = c.mbb, .seen = -1 };
        struct figure_row r;
        int64_t id = put(cx, &in);
        done(figure_find(cx, id, &r));
        same_int(r.state, FIGURE_REVIEWED);
        same_int(r.giver, c.mbb);
        in.raw = S("94.0");
        id = put(cx, &in);
        done(figure_find(cx, id, &r));
        same_int(r.no, 2);
        ok(r.live);
}

TEST_DB(figure_sanity_words_show_a_fall_and_a_leap)
{
        plant(cx);
        struct county c = county(cx);
        const struct figure_leaf *l = &c.y.leaves[c.invest];
        ok(!figure_doubt(l, l->inputs, 3, 400, 2, 300));
        ok(figure_doubt(l, l->inputs, 3, 200, 2, 300) != NULL);         /* a running total fell */
        ok(figure_doubt(l, l->inputs, 3, 40000, 2, 300) != NULL);       /* 万元 for 亿元 */
        ok(!figure_doubt(l, l->inputs, 3, 200, -1, 0));
}

TEST_DB(figure_due_days_are_working_days)
{
        plant(cx);
        struct county c = county(cx);
        int own = leaf_named(&c.y, "fz-ms");
        /* October 2024: units by 5 November, a Tuesday; statistics by the 18th, a Monday */
        same_int(figure_due(cx, &c.y, &c.y.leaves[own], 9).n, day_make(2024, 11, 5).n);
        same_int(figure_due(cx, &c.y, &c.y.leaves[c.invest], 9).n, day_make(2024, 11, 18).n);
        same_int(figure_due(cx, &c.y, &c.y.leaves[own], 11).n, day_make(2025, 1, 6).n); /* 5 January: Sunday */
        done(figure_rules_set(cx, this_year(cx), &(struct figure_rules){ 8, 20, false, 0 }));
        says(figure_rules_set(cx, this_year(cx), &(struct figure_rules){ 9, 20, false, 0 }), FAIL_CONFLICT, "");
        says(figure_rules_set(cx, this_year(cx), &(struct figure_rules){ 31, 20, false, 1 }), FAIL_INVALID, "1 到 28");
        done(figure_year_open(cx, this_year(cx), &c.y));
        same_int(c.y.unit_day, 8);
}

/* ---- all or nothing ------------------------------------------------------------------------- */

static const struct fail *put_it(struct ctx *cx)
{
        struct figure_year y;
        int64_t scheme = 0;
        const struct fail *f = find_year(cx, &scheme);
        if (!f)
                f = figure_year_open(cx, scheme, &y);
        int64_t liuxi;
        struct org_unit u;
        if (!f)
                f = org_unit_by_code(cx, S("shili-liuxi"), &u);
        if (f)
                return f;
        liuxi = u.id;
        struct figure_in in = { .stem = y.leaves[leaf_named(&y, "fz-tz")].x->stem, .unit = liuxi, .period = 8,
                                .input = S("actual"), .raw = S("7.5"), .seen = -1 };
        return figure_put(cx, scheme, &in, NULL);
}

static void plant_submitted(struct ctx *cx)
{
        struct county c;
        plant(cx);
        c = county(cx);
        struct figure_in in = invest(&c, 8, "7.5");
        step(cx, "submit", "", put(cx, &in));
}

static const struct fail *review_it(struct ctx *cx)
{
        struct figure_year y;
        struct figure_row r;
        int64_t scheme = 0;
        const struct fail *f = find_year(cx, &scheme);
        if (!f)
                f = figure_year_open(cx, scheme, &y);
        if (!f)
                f = figure_find(cx, 1, &r);
        return f ? f : figures_move(cx, &y, S("review"), S(""), &(struct figure_move){ 1, r.version }, 1);
}

static void plant_reviewed(struct ctx *cx)
{
        plant_submitted(cx);
        done(review_it(cx));
}

static const struct fail *correct_it(struct ctx *cx)
{
        struct figure_row r;
        const struct fail *f = figure_find(cx, 1, &r);
        struct figure_correction fix = { .version = f ? 0 : r.version, .raw = S("8"), .reason = S("笔误") };
        return f ? f : figure_correct(cx, 1, &fix, NULL);
}

static const struct fail *lock_it(struct ctx *cx)
{
        int64_t scheme = 0;
        const struct fail *f = find_year(cx, &scheme);
        return f ? f : period_move(cx, scheme, 8, S("lock"), S(""));
}

FAULTS(figure_put, plant, put_it)
FAULTS(figures_move, plant_submitted, review_it)
FAULTS(figure_correct, plant_reviewed, correct_it)
FAULTS(period_move, plant, lock_it)
