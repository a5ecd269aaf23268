/* tests/fixture_result.c - a county with a scheme, targets and figures in the database. */
#include "tests/fixture_result.h"
#include "domain/org/org.h"
#include "domain/org/unit.sql.h"
#include "domain/target/result/appeal.h"
#include "domain/target/result/result.sql.h"
#include "domain/target/result/steps.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/tree.h"
#include "domain/target/use/analysis.sql.h"
#include "domain/target/use/rectify.sql.h"
#include "domain/target/use/use.sql.h"
#include "core/db/db.h"
#include <stdio.h>
#include <unistd.h>

static const char *const eight[8] = { "F1", "F2", "F3", "F4", "F8", "F9", "F11", "F13" };
static const int ends[6] = { 23, 37, 59, 77, 97, 100 };

static void need(const struct fail *f)
{
        if (!f)
                return;
        printf("# fixture_result: %s %.*s %.*s\n", f->at, STR(f->say), STR(f->log));
        fflush(stdout);
        _exit(3);
}

/* The county's groups; of a smaller one six of like size. */
static int group_of(int u, int n_units)
{
        if (n_units < 100)
                return u * 6 / n_units;
        for (int g = 0; g < 6; g++)
                if (u < ends[g])
                        return g;
        return 5;
}

static void put_units(struct ctx *cx, struct year_county *y, const int64_t *group, int64_t version)
{
        struct edition_unit *list = NEW_ARRAY(cx->arena, struct edition_unit, 100);
        for (int u = 0; u < y->n_units; u++) {
                struct org_wish w = { ORG_TOWN, str_f(cx->arena, "y%d-u%d", y->year, u),
                                      str_f(cx->arena, "第%d镇人民政府", u), str_f(cx->arena, "第%d镇", u),
                                      (str){ 0 }, u + 1 };
                need(org_unit_add(cx, y->county, &w, &y->unit[u]));
                list[u] = (struct edition_unit){ .unit = y->unit[u], .grp = group[group_of(u, y->n_units)],
                                                 .sort = u + 1, .ranked = true, .competes = true,
                                                 .factor = 1000000 };
        }
        need(members_set(cx, y->edition, version, list, y->n_units));
}

static void put_nodes(struct ctx *cx, struct year_county *y)
{
        static const struct edition_row rows[5] = {
                { .name = S_C("优"), .bounds = S_C("≥1200"), .share = 1000000 },
                { .name = S_C("良"), .bounds = S_C("[1000,1200)"), .share = 800000 },
                { .name = S_C("中"), .bounds = S_C("[800,1000)"), .share = 600000 },
                { .name = S_C("差"), .bounds = S_C("[600,800)"), .share = 400000 },
                { .name = S_C("劣"), .bounds = S_C("<600"), .share = 0 },
        };
        int64_t block = 0;
        for (int l = 0; l < y->n_leaves; l++) {
                struct edition e;
                need(edition_read(cx, y->edition, &e));
                points *in_group = NEW_ARRAY(cx->arena, points, (size_t)e.n_groups + 1);
                for (int g = 0; g < e.n_groups; g++)
                        in_group[g] = POINTS_AS_NODE;
                struct node_wish w = { { .name = S("块"), .sort = l * 10, .step = 1, .in_group = in_group,
                                         .params = S(""), .na_share = 600000 } };
                if (l % 10 == 0) {
                        int left = y->n_leaves - l < 10 ? y->n_leaves - l : 10;
                        for (int i = 0; i < left; i++)
                                w.node.full.micro += (1 + (l + i) % 5) * 1000000;
                        w.node.code = str_f(cx->arena, "b%d", l / 10);
                        need(node_add(cx, y->edition, &w, &block));
                }
                const char *code = eight[l % 8];
                w.node = (struct edition_node){
                        .leaf = true, .parent = block, .code = str_f(cx->arena, "l%d", l),
                        .name = str_f(cx->arena, "指标%d", l), .sort = l * 10 + 1, .step = 1, .places = 2,
                        .full = { (1 + l % 5) * 1000000 }, .method = str_of(code), .method_version = 1,
                        .params = !strcmp(code, "F3") ? S("bonus=0.5") : S(""), .measure = S("万元"),
                        .cycle = CYCLE_MONTH, .year_rule = YEAR_MEAN, .na_share = 600000,
                        .in_group = in_group, .key_work = l % 10 == 0 };
                if (!strcmp(code, "F13"))
                        w.node.rows = rows, w.node.n_rows = COUNT_OF(rows);
                need(node_add(cx, y->edition, &w, &y->leaf[l]));
        }
}

void year_county_make(struct ctx *cx, int year, int n_units, int n_leaves, struct year_county *y)
{
        struct org_unit county;
        struct edition e;
        int64_t group[6];
        must(n_units >= 6 && n_units <= 100 && n_leaves >= 1 && n_leaves <= 60);
        *y = (struct year_county){ .n_units = n_units, .n_leaves = n_leaves, .year = year };
        if (org_unit_by_code(cx, S("bench"), &county)) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                y->county = unit_insert(cx, false, 0, ORG_COUNTY, S("bench"), S("示例县"), S("示例县"),
                                        (str){ 0 }, 1, S("new"));
                unit_set_path(cx, y->county, str_f(cx->arena, "/%ld/", y->county));
                need(tx_commit(&tx));
        } else {
                y->county = county.id;
        }
        need(scheme_begin(cx, &(struct scheme_new){ y->county, year, S("考核方案"), 0 }, &y->edition));
        for (int g = 0; g < 6; g++)
                need(group_add(cx, y->edition,
                               &(struct group_wish){ str_f(cx->arena, "g%d", g),
                                                     str_f(cx->arena, "第%d组", g + 1), 0, g }, &group[g]));
        put_nodes(cx, y);
        need(edition_find(cx, y->edition, &e));
        e.rules.step = 1;
        need(edition_rules_set(cx, y->edition, e.version, &e.rules));
        need(edition_find(cx, y->edition, &e));
        const struct edition_grade grades[] = {
                { S_C("优秀"), 300000, { 0 } }, { S_C("良好"), 500000, { 0 } }, { S_C("合格"), -1, { 0 } } };
        need(grades_set(cx, y->edition, e.version, grades, COUNT_OF(grades), NULL, 0));
        need(edition_find(cx, y->edition, &e));
        put_units(cx, y, group, e.version);
        const struct edition_step steps[] = {
                { .event = S_C("submit"), .since = DAY_NONE },
                { .event = S_C("issue"), .since = day_make(year, 1, 1), .basis = S_C("示委办〔1〕1号") } };
        for (int i = 0; i < 2; i++) {
                struct edition_step s = steps[i];
                need(edition_find(cx, y->edition, &e));
                s.version = e.version;
                need(edition_move(cx, y->edition, &s));
        }
        y->scheme = e.scheme;
}

void year_county_fill(struct ctx *cx, const struct year_county *y, int through)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        buf_f(&b, "WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i + 1 < %d) "
                  "INSERT INTO goal_book (scheme, unit, number, state, since, reason_kind, version) "
                  "SELECT %ld, %ld + i, 1, 3, '%d-01-01', 0, 1 FROM s;\n",
              y->n_units, y->scheme, y->unit[0], y->year);
        /* leaves and units were added one after another: the n-th of each by its number */
        buf_f(&b, "INSERT INTO goal (book, stem, input, has_value, value, places, course) "
                  "SELECT b.id, n.id, 'target', 1, 80000 + 100 * CAST(substr(n.code, 2) AS BIGINT), 2, 1 "
                  "FROM goal_book b, scheme_node n WHERE b.scheme = %ld AND n.edition = %ld "
                  "AND n.method IN ('F1', 'F2', 'F3', 'F4');\n", y->scheme, y->edition);
        buf_f(&b, "WITH RECURSIVE p(m) AS (SELECT 0 UNION ALL SELECT m + 1 FROM p WHERE m < %d), "
                  "v(m, l, u, stem, unit, x) AS (SELECT p.m, n.l, c.u, n.id, c.unit, "
                  "(c.u * 7919 + n.l * 104729 + p.m * 1299709 + CASE WHEN n.l %% 8 < 4 THEN 31 ELSE 0 END) %% 1000 "
                  "FROM p, (SELECT id, CAST(substr(code, 2) AS BIGINT) AS l FROM scheme_node "
                  "WHERE edition = %ld AND leaf = 1) n, "
                  "(SELECT unit, unit - %ld AS u FROM scheme_unit WHERE edition = %ld) c) "
                  "INSERT INTO figure (scheme, stem, unit, period, input, no, live, state, na, value, places, raw, "
                  "source, giver, who, at, reviewed_by, reviewed_at, version) "
                  "SELECT %ld, stem, unit, m, 'actual', 1, 1, 3, 0, 40000 + x * 90, 2, '', 0, unit, 0, %ld, 0, %ld, 1 "
                  "FROM v WHERE (u * 37 + l * 53 + m * 71) %% 100 >= 3;\n",
              through, y->edition, y->unit[0], y->edition, y->scheme, cx->now, cx->now);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        need(db_script(cx, buf_str(&b)));
        need(tx_commit(&tx));
        need(db_wait(cx));
}

void year_county_settle(struct ctx *cx, const struct year_county *y)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        need(db_script(cx, str_f(cx->arena, "UPDATE scheme_node SET missing = %d WHERE edition = %ld;", MISSING_ZERO,
                                 y->edition)));
        need(tx_commit(&tx));
        need(db_wait(cx));
}

/* A year's result is computed when the year is over: the clock goes there, and the run's days
 * come back to today, so that its publicity is now. */
static void year_over(struct ctx *cx, int year)
{
        if (cx->today.n <= day_make(year, 12, 31).n)
                cx->today = day_make(year + 1, 1, 5),
                        cx->now = (int64_t)cx->today.n * 86400000 + 3600000;
}

int64_t fixture_run(struct ctx *cx, int64_t edition, int64_t unit, int64_t group, bool year,
                    bool open)
{
        struct edition e;
        struct result_run run;
        int64_t id = 0;
        need(edition_find(cx, edition, &e));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        scheme_unit_put(cx, edition, unit, group, 1, 1, 1, 1000000, (str){ 0 });
        need(db_script(cx, str_f(cx->arena, "UPDATE scheme_node SET missing = %d WHERE edition = %ld;", MISSING_ZERO,
                                 edition)));
        edition_issue(cx, edition, e.version, EDITION_DRAFT, EDITION_ISSUED, day_make(e.year, 1, 1),
                      S("示委〔1〕1号"), S("digest"));
        need(tx_commit(&tx));
        struct result_wish w = { e.scheme, year ? 11 : 2, year ? RESULT_PRELIMINARY : RESULT_MONITOR,
                                 { 0 } };
        day today = cx->today;
        int64_t now = cx->now;
        if (year)
                year_over(cx, e.year);
        need(result_compute(cx, &w, &id));
        if (!open) {
                cx->today = today, cx->now = now;
                return id;
        }
        need(result_run_find(cx, id, &run));
        struct flow_wish m = { .event = year ? S("open") : S("release"), .version = run.version,
                               .day = cx->today, .number = S("公示1号"), .to = S("县目标办") };
        need(result_step(cx, id, &m));
        cx->today = today, cx->now = now;
        if (!year)
                return id;
        struct tx back CLEANUP(tx_end) = tx_begin(cx);
        need(db_script(cx, str_f(cx->arena,
                                 "UPDATE result_run SET at = %ld, public_from = '%.*s', public_until = '%.*s' "
                                 "WHERE id = %ld;", now, STR(day_str(cx->arena, today)),
                                 STR(day_str(cx->arena, day_add(today, 7))), id)));
        need(tx_commit(&back));
        return id;
}

int64_t fixture_published(struct ctx *cx, int64_t edition, int64_t unit, int64_t group)
{
        static const char *const steps[] = { "decide", "publish" };
        struct result_run run;
        int64_t shown = fixture_run(cx, edition, unit, group, true, true), id = 0;
        need(result_run_find(cx, shown, &run));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);    /* the days of publicity are not waited for */
        run_move(cx, shown, run.version, RESULT_PUBLIC, RESULT_CLOSED);
        need(tx_commit(&tx));
        struct result_wish w = { run.scheme, 11, RESULT_FINAL, { 0 } };
        day today = cx->today;
        int64_t now = cx->now;
        year_over(cx, run.year);
        need(result_compute(cx, &w, &id));
        cx->today = today, cx->now = now;
        for (size_t i = 0; i < COUNT_OF(steps); i++) {
                need(result_run_find(cx, id, &run));
                struct flow_wish m = { .event = str_of(steps[i]), .version = run.version,
                                       .day = cx->today, .number = S("常委会会议") };
                need(result_step(cx, id, &m));
        }
        return id;
}

int64_t fixture_run_version(struct ctx *cx, int64_t run)
{
        struct result_run r;
        return result_run_find(cx, run, &r) ? 0 : r.version;
}

int64_t fixture_appeal(struct ctx *cx, int64_t run, int64_t unit)
{
        struct appeal_wish w = { run, unit, 0, S("数据有误"), S("请更正") };
        int64_t id = 0;
        need(appeal_file(cx, &w, &id));
        return id;
}

int64_t fixture_decision(struct ctx *cx, int64_t run, int64_t unit)
{
        struct result_run r;
        need(result_run_find(cx, run, &r));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = grade_decision_insert(cx, r.scheme, unit, S("良好"), S("集体研究"), S("常委会"),
                                           cx->today, 0, cx->now);
        need(tx_commit(&tx));
        return id;
}

int64_t fixture_rectify(struct ctx *cx, int64_t run, int64_t unit)
{
        struct result_run r;
        need(result_run_find(cx, run, &r));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = rectify_insert(cx, run, r.scheme, 1, unit, 0, 1, false, 0, S("满意度"), S("失分"), 0,
                                    day_make(2025, 3, 1), 0, cx->now);
        need(tx_commit(&tx));
        return id;
}

int64_t fixture_advice(struct ctx *cx, int64_t run)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = advice_insert(cx, run, S("same"), S("a"), S("甲"), S("区分不开"), S("改用分段计分"), 0,
                                   cx->now);
        need(tx_commit(&tx));
        return id;
}

int64_t fixture_proposal(struct ctx *cx, int64_t run, int64_t unit)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = use_proposal_insert(cx, run, unit, S("circular"), S("2024"), 0, cx->now);
        need(tx_commit(&tx));
        return id;
}
