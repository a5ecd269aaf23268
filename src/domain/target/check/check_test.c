/* domain/target/check/check_test.c - rounds, papers, verification: who may, what is refused, what
 * stays. */
#include "domain/org/org.h"
#include "domain/target/check/check.h"
#include "domain/target/check/check.sql.h"
#include "domain/target/result/result.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/target.h"
#include "domain/target/year/year.h"
#include "tests/faults.h"
#include "tests/fixture_demo.h"
#include "tests/test.h"

/* The county of the demonstration with this year's goals and figures; today is 2024-11-20. */
struct county { int64_t scheme, liuxi, mbb, czj, invest, revenue; };

static struct county county(struct ctx *cx)
{
        struct county c = { 0 };
        struct org_unit u;
        struct figure_year y;
        demo_figures(cx);
        done(result_scheme_of(cx, 2024, &c.scheme));
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        c.liuxi = u.id;
        done(org_unit_by_code(cx, S("shili-mbb"), &u));
        c.mbb = u.id;
        done(org_unit_by_code(cx, S("shili-czj"), &u));
        c.czj = u.id;
        done(figure_year_open(cx, c.scheme, &y));
        for (int i = 0; i < y.n_leaves; i++) {
                if (str_is(y.leaves[i].x->code, "fz-tz"))
                        c.invest = y.leaves[i].x->stem;
                if (str_is(y.leaves[i].x->code, "fz-sr"))
                        c.revenue = y.leaves[i].x->stem;
        }
        return c;
}

static struct check_wish wish(const struct county *c, enum check_kind kind, int period)
{
        return (struct check_wish){ .scheme = c->scheme, .kind = kind, .period = period, .days = 10, .line = 95,
                                    .sample = 10, .note = S("逐项对照") };
}

static int64_t opened(struct ctx *cx, const struct county *c, enum check_kind kind, int period)
{
        struct check_wish w = wish(c, kind, period);
        int64_t id = 0;
        done(check_open(cx, &w, &id));
        return id;
}

static struct check_paper paper_of(struct ctx *cx, int64_t round, int64_t unit)
{
        struct check_data d;
        done(check_data_read(cx, round, unit, true, &d));
        return d.n_papers ? d.papers[0] : (struct check_paper){ 0 };
}

static struct check_row row_of(struct ctx *cx, int64_t round, int64_t unit, int64_t stem)
{
        struct check_data *d = NEW(cx->arena, struct check_data);
        const struct check_row *rows;
        int n;
        done(check_data_read(cx, round, unit, true, d));
        check_rows(cx, d, &d->papers[0], &rows, &n);
        for (int i = 0; i < n; i++)
                if (rows[i].l->x->stem == stem)
                        return rows[i];
        return (struct check_row){ 0 };
}

static void says(const struct fail *f, enum fail_kind kind, const char *part)
{
        if (!ok(f != NULL))
                return;
        same_int(f->kind, kind);
        if (!ok(str_find(f->say, str_of(part)) >= 0))
                test_note("%.*s", STR(f->say));
}

/* Every sentence that is asked for; the number of lines. */
static int write_all(struct ctx *cx, int64_t round, int64_t unit)
{
        struct check_data d;
        const struct check_row *rows;
        int n, k = 0;
        done(check_data_read(cx, round, unit, true, &d));
        check_rows(cx, &d, &d.papers[0], &rows, &n);
        struct check_line *lines = NEW_ARRAY(cx->arena, struct check_line, (size_t)n + 1);
        for (int i = 0; i < n; i++)
                if (rows[i].asked) {
                        lines[k] = rows[i].line;
                        lines[k].words = S("按计划推进");
                        lines[k].reason = S("手续办结晚"), lines[k].measure = S("倒排工期");
                        lines[k++].until = day_make(2024, 12, 20);
                }
        done(check_lines_put(cx, d.papers[0].id, d.papers[0].version, lines, k));
        return k;
}

static const struct fail *step(struct ctx *cx, int64_t paper, const char *event, const char *reason)
{
        struct check_paper p;
        const struct fail *f = check_paper_find(cx, paper, &p);
        struct flow_wish w = { .event = str_of(event), .version = p.version, .reason = str_of(reason),
                               .day = DAY_NONE };
        return f ? f : check_paper_move(cx, paper, &w);
}

static int64_t submitted(struct ctx *cx, int64_t round, int64_t unit)
{
        struct check_paper p = paper_of(cx, round, unit);
        (void)write_all(cx, round, unit);
        done(step(cx, p.id, "submit", ""));
        return p.id;
}

/* ---- rounds ------------------------------------------------------------------------------------------- */

/* Ten working days after Wednesday 25 September 2024: seven days of holidays, two make-up days. */
TEST_DB(check_round_ends_on_a_working_day_and_asks_every_unit_once)
{
        struct county c = county(cx);
        struct check_data d;
        struct check_round r;
        cx->today = day_make(2024, 9, 25);
        cx->now = (int64_t)cx->today.n * 86400000;
        int64_t id = opened(cx, &c, CHECK_HALF, 5);
        done(check_round_read(cx, id, &r));
        same_str(day_str(cx->arena, r.due), "2024-10-14");
        done(check_data_read(cx, id, 0, true, &d));
        same_int(d.n_papers, d.y.e.n_units);
        same_int(r.seed, 20240925 * 100 + 1);
        struct check_wish w = wish(&c, CHECK_HALF, 5);
        says(check_open(cx, &w, &id), FAIL_CONFLICT, "还没有办结");
        w.kind = CHECK_SELF;
        w.period = 11;
        says(check_open(cx, &w, &id), FAIL_INVALID, "12 月还没有到");
        w.period = 8, w.days = 0;
        says(check_open(cx, &w, &id), FAIL_INVALID, "1 到 60");
        w.days = 3, w.group = 999999;
        says(check_open(cx, &w, &id), FAIL_INVALID, "没有被考核单位");
}

TEST_DB(check_round_is_prolonged_closed_and_opened_again)
{
        struct county c = county(cx);
        struct check_round r;
        int64_t id = opened(cx, &c, CHECK_HALF, 5);
        struct flow_wish w = { .event = S("extend"), .version = 1, .day = day_make(2024, 11, 21) };
        says(check_move(cx, id, &w), FAIL_INVALID, "晚于原来的期限");
        w.day = day_make(2024, 12, 20);
        done(check_move(cx, id, &w));
        same_str(day_str(cx->arena, paper_of(cx, id, c.liuxi).due), "2024-12-20");
        says(check_move(cx, id, &w), FAIL_CONFLICT, "延长上报期限");     /* stale: says what happened */
        w = (struct flow_wish){ .event = S("close"), .version = 2, .day = DAY_NONE };
        says(check_move(cx, id, &w), FAIL_INVALID, "办结说明");
        w.reason = S("已汇总");
        done(check_move(cx, id, &w));
        says(step(cx, paper_of(cx, id, c.liuxi).id, "submit", ""), FAIL_CONFLICT, "已经办结");
        done(check_round_read(cx, id, &r));
        same_str(r.words, "已汇总");
        int64_t other = opened(cx, &c, CHECK_HALF, 5);
        w = (struct flow_wish){ .event = S("reopen"), .version = 3, .reason = S("补报"), .day = DAY_NONE };
        says(check_move(cx, id, &w), FAIL_CONFLICT, "还没有办结");
        w = (struct flow_wish){ .event = S("close"), .version = 1, .reason = S("误开"), .day = DAY_NONE };
        done(check_move(cx, other, &w));
        w = (struct flow_wish){ .event = S("reopen"), .version = 3, .reason = S("补报"), .day = DAY_NONE };
        done(check_move(cx, id, &w));
}

/* ---- papers ------------------------------------------------------------------------------------------- */

TEST_DB(check_paper_shows_what_is_there_and_asks_only_for_what_lags)
{
        struct county c = county(cx);
        int64_t id = opened(cx, &c, CHECK_HALF, 5);
        struct check_row r = row_of(cx, id, c.liuxi, c.invest);
        ok(r.figure && r.has_target && r.has_plan && r.light == CHECK_BEHIND && r.asked);
        same_int(r.period, 5);
        ok(r.value < r.plan && r.plan < r.target);
        ok(check_reached(&r) > 0 && check_reached(&r) < check_planned(&r));
        /* a target over the line is not asked about */
        struct check_data d;
        const struct check_row *rows;
        int n, lags = 0;
        done(check_data_read(cx, id, c.liuxi, true, &d));
        check_rows(cx, &d, &d.papers[0], &rows, &n);
        for (int i = 0; i < n; i++) {
                bool late = rows[i].light == CHECK_BEHIND || rows[i].light == CHECK_NOT_BEGUN;
                lags += late;
                same_int(rows[i].asked, late || rows[i].l->x->quality);
        }
        ok(lags > 0 && lags < n);
        /* claims belong to a self-assessment */
        struct check_line l = r.line;
        l.claim = S("9.9"), l.input = S("actual"), l.ground = S("漏报"), l.basis = S("统计月报");
        says(check_lines_put(cx, d.papers[0].id, 1, &l, 1), FAIL_CONFLICT, "不自报");
}

/* The head of the office hands in its own paper and accepts others': not that one. */
TEST_DB(check_paper_is_not_accepted_by_who_handed_it_in)
{
        struct county c = county(cx);
        int64_t id = opened(cx, &c, CHECK_HALF, 5);
        struct ctx by_one = *cx, by_other = *cx;
        by_one.user = 900001, by_other.user = 900002;
        int64_t paper = submitted(&by_one, id, c.mbb);
        says(step(&by_one, paper, "accept", ""), FAIL_DENIED, "由本人上报，须由他人审核");
        done(step(&by_one, paper, "return", "补充"));           /* sending it back passes nothing */
        (void)submitted(&by_one, id, c.mbb);
        done(step(&by_other, paper, "accept", ""));
}

TEST_DB(check_light_knows_reverse_none_and_zero)
{
        static const struct edition_node up = { .down = false }, down = { .down = true };
        static const struct figure_leaf up_leaf = { .x = &up }, down_leaf = { .x = &down };
        struct check_row r = { .l = &up_leaf, .has_target = true, .has_plan = true, .target = 100, .plan = 50,
                               .value = 48, .figure = 1 };
        (void)cx;
        same_int(check_light_of(&r, 95, true), CHECK_ON);               /* 48 of 50 is 96 % */
        same_int(check_light_of(&r, 97, true), CHECK_BEHIND);
        r.value = 0;
        same_int(check_light_of(&r, 95, true), CHECK_NOT_BEGUN);
        r.figure = 0;
        same_int(check_light_of(&r, 95, true), CHECK_NOT_BEGUN);
        same_int(check_light_of(&r, 95, false), CHECK_NOT_DUE);
        r.has_target = false;
        same_int(check_light_of(&r, 95, true), CHECK_PLAIN);
        r = (struct check_row){ .l = &down_leaf, .has_target = true, .target = 3, .value = 3, .figure = 1 };
        same_int(check_light_of(&r, 95, true), CHECK_ON);               /* a limit that holds */
        r.value = 4;
        same_int(check_light_of(&r, 95, true), CHECK_BEHIND);
}

TEST_DB(check_paper_is_submitted_once_and_keeps_what_was_seen)
{
        struct county c = county(cx);
        int64_t id = opened(cx, &c, CHECK_HALF, 5);
        struct check_paper p = paper_of(cx, id, c.liuxi);
        says(step(cx, p.id, "submit", ""), FAIL_INVALID, "请用一句话写进展");       /* sentences are missing */
        same_int(paper_of(cx, id, c.liuxi).state, PAPER_DRAFT);
        ok(write_all(cx, id, c.liuxi) > 0);
        done(step(cx, p.id, "submit", ""));
        says(step(cx, p.id, "submit", ""), FAIL_CONFLICT, "");
        struct check_line l = row_of(cx, id, c.liuxi, c.invest).line;
        l.reason = S("改口");
        says(check_lines_put(cx, p.id, paper_of(cx, id, c.liuxi).version, &l, 1), FAIL_CONFLICT, "已上报");
        /* a correction afterwards does not change what was submitted */
        struct check_row before = row_of(cx, id, c.liuxi, c.invest);
        struct figure_row f;
        done(figure_find(cx, before.figure, &f));
        struct figure_correction fix = { f.version, S("99"), S("核定"), S("年鉴定案数") };
        int64_t fresh = 0;
        done(figure_correct(cx, f.id, &fix, &fresh));
        struct check_row after = row_of(cx, id, c.liuxi, c.invest);
        same_int(after.value, before.value);
        same_int(after.light, CHECK_BEHIND);
        same_str(after.text, str_f(cx->arena, "%.*s", STR(before.text)).p);
        says(step(cx, p.id, "return", ""), FAIL_INVALID, "请写明原因");
        done(step(cx, p.id, "return", "措施没有时限"));
        p = paper_of(cx, id, c.liuxi);
        same_int(p.state, PAPER_RETURNED);
        same_str(p.opinion, "措施没有时限");
        same_int(row_of(cx, id, c.liuxi, c.invest).light, CHECK_ON);    /* as it stands now: 99 */
        done(step(cx, p.id, "submit", ""));
        done(step(cx, p.id, "accept", ""));
        says(step(cx, p.id, "recall", ""), FAIL_CONFLICT, "");
        done(step(cx, p.id, "again", "漏了一项"));
}

TEST_DB(check_paper_after_the_deadline_is_late_and_a_return_gives_three_days)
{
        struct county c = county(cx);
        int64_t id = opened(cx, &c, CHECK_HALF, 5);
        struct check_paper p = paper_of(cx, id, c.liuxi);
        same_str(day_str(cx->arena, p.due), "2024-12-04");
        ok(!check_is_late(&p, day_make(2024, 12, 4)) && check_is_late(&p, day_make(2024, 12, 5)));
        (void)write_all(cx, id, c.liuxi);
        cx->today = day_make(2024, 12, 6);
        done(step(cx, p.id, "submit", ""));
        p = paper_of(cx, id, c.liuxi);
        ok(check_is_late(&p, cx->today));
        done(step(cx, p.id, "return", "补充"));
        p = paper_of(cx, id, c.liuxi);
        same_str(day_str(cx->arena, p.due), "2024-12-11");              /* Monday to Wednesday */
        done(step(cx, p.id, "submit", ""));
        p = paper_of(cx, id, c.liuxi);
        ok(!check_is_late(&p, cx->today));
}

TEST_DB(check_paper_two_people_do_not_write_over_each_other)
{
        struct county c = county(cx);
        int64_t id = opened(cx, &c, CHECK_SELF, 9);
        struct check_paper p = paper_of(cx, id, c.liuxi);
        struct check_line l = row_of(cx, id, c.liuxi, c.invest).line;
        l.reason = S("手续办结晚");
        done(check_lines_put(cx, p.id, p.version, &l, 1));
        l.reason = S("资金未到");
        says(check_lines_put(cx, p.id, p.version, &l, 1), FAIL_CONFLICT, "填写自查自评");
        same_str(row_of(cx, id, c.liuxi, c.invest).line.reason, "手续办结晚");
}

/* ---- claims and verification ------------------------------------------------------------------------- */

static struct check_line claim_of(struct ctx *cx, int64_t round, const struct county *c,
                                  const char *value)
{
        struct check_line l = row_of(cx, round, c->liuxi, c->revenue).line;
        l.claim = str_of(value), l.input = S("actual");
        l.ground = S("一笔入库没有计入"), l.basis = S("国库对账单");
        return l;
}

TEST_DB(check_self_asks_nothing_of_what_has_all_its_points)
{
        struct county c = county(cx);
        int64_t id = opened(cx, &c, CHECK_SELF, 8);
        struct check_data d;
        const struct check_row *rows;
        int n, full = 0, spared = 0;
        done(check_data_read(cx, id, c.liuxi, true, &d));
        ok(d.score && !d.score->none);
        check_rows(cx, &d, &d.papers[0], &rows, &n);
        for (int i = 0; i < n; i++) {
                bool late = rows[i].light == CHECK_BEHIND || rows[i].light == CHECK_NOT_BEGUN;
                bool of_old = late || rows[i].l->x->quality;
                points got, all;
                bool known = check_points(d.score, c.liuxi, rows[i].l->x->stem, &got, &all);
                same_int(rows[i].full, known && got.micro >= all.micro);
                same_int(rows[i].asked, of_old && !rows[i].full);
                full += rows[i].full, spared += of_old && rows[i].full;
        }
        ok(full > 0 && spared > 0);
        /* one act confirms the rest */
        int told = write_all(cx, id, c.liuxi);
        done(step(cx, d.papers[0].id, "submit", ""));
        done(check_data_read(cx, id, c.liuxi, true, &d));
        ok(!d.score);
        struct check_tally t;
        check_tallies(cx, &d, &t);
        same_int(t.asked, told);
        same_int(t.told, told);
        same_str(day_str(cx->arena, d.papers[0].submitted), "2024-11-20");
}

TEST_DB(check_claim_wants_another_figure_with_ground_and_basis)
{
        struct county c = county(cx);
        int64_t id = opened(cx, &c, CHECK_SELF, 8);
        struct check_paper p = paper_of(cx, id, c.liuxi);
        struct check_row r = row_of(cx, id, c.liuxi, c.revenue);
        struct check_line l = claim_of(cx, id, &c, "很多");
        says(check_lines_put(cx, p.id, p.version, &l, 1), FAIL_INVALID, "一般公共预算收入");
        l.claim = S("12.5");
        says(check_lines_put(cx, p.id, p.version, &l, 1), FAIL_INVALID, "最多 0 位小数");
        l.claim = decimal_str(cx->arena, r.value, r.places, false);
        says(check_lines_put(cx, p.id, p.version, &l, 1), FAIL_INVALID, "认可就空着");
        l.claim = S("99999"), l.ground = S(" ");
        says(check_lines_put(cx, p.id, p.version, &l, 1), FAIL_INVALID, "请写理由");
        l.ground = S("漏计"), l.basis = S("");
        says(check_lines_put(cx, p.id, p.version, &l, 1), FAIL_INVALID, "请写依据");
        l.basis = S("对账单"), l.input = S("target");
        says(check_lines_put(cx, p.id, p.version, &l, 1), FAIL_INVALID, "没有“target”这一栏");
        l.input = S("actual");
        done(check_lines_put(cx, p.id, p.version, &l, 1));
}

static struct check_verify verify_of(struct ctx *cx, int64_t round, const struct county *c,
                                     const char *value)
{
        struct check_row r = row_of(cx, round, c->liuxi, c->revenue);
        return (struct check_verify){ .paper = r.line.paper, .stem = c->revenue, .version = r.line.version,
                                      .raw = str_of(value), .finding = S("") };
}

/* liuxi claims 99999 for a month that is or is not locked, and has submitted. */
static int64_t claimed(struct ctx *cx, const struct county *c, int period)
{
        int64_t id = opened(cx, c, CHECK_SELF, period);
        struct check_paper p = paper_of(cx, id, c->liuxi);
        struct check_line l = claim_of(cx, id, c, "99999");
        done(check_lines_put(cx, p.id, p.version, &l, 1));
        (void)submitted(cx, id, c->liuxi);
        return id;
}

TEST_DB(check_verified_value_becomes_a_correction_that_says_who_gave_what)
{
        struct county c = county(cx);
        int64_t id = claimed(cx, &c, 8);
        int n = 0;
        struct check_row before = row_of(cx, id, c.liuxi, c.revenue);
        struct check_verify v = verify_of(cx, id, &c, "88888");
        says(step(cx, v.paper, "accept", ""), FAIL_CONFLICT, "1 项自报没有核验");
        says(check_verify(cx, id, &v, 1, &n), FAIL_INVALID, "请写明原因");
        v.finding = S("对账单只有一半");
        v.version = 1;
        says(check_verify(cx, id, &v, 1, &n), FAIL_CONFLICT, "");
        v.version = before.line.version;
        done(check_verify(cx, id, &v, 1, &n));
        same_int(n, 1);
        struct check_row r = row_of(cx, id, c.liuxi, c.revenue);
        same_int(r.line.verdict, CHECK_DIFFERS);
        same_int(r.value, before.value);                /* the paper keeps what was submitted */
        struct figure_row old, fresh;
        done(figure_find(cx, before.figure, &old));
        done(figure_find(cx, r.line.correction, &fresh));
        ok(!old.live && fresh.live && fresh.no == old.no + 1 && fresh.giver == old.giver);
        same_int(fresh.value, 88888);
        same_str(fresh.reason, "对账单只有一半");
        says(step(cx, v.paper, "recall", ""), FAIL_CONFLICT, "开始核验");
        done(step(cx, v.paper, "accept", ""));
        /* the claim is taken over: agrees, and is a correction too */
        v = verify_of(cx, id, &c, "99999");
        done(check_verify(cx, id, &v, 1, &n));
        r = row_of(cx, id, c.liuxi, c.revenue);
        same_int(r.line.verdict, CHECK_AGREED);
        done(figure_find(cx, r.line.correction, &fresh));
        same_int(fresh.value, 99999);
        same_str(fresh.reason, "一笔入库没有计入");     /* the unit's ground */
        done(figure_find(cx, before.figure, &old));
        same_int(old.value, before.value);
}

TEST_DB(check_verification_in_a_locked_month_wants_the_version_of_the_data)
{
        struct county c = county(cx);
        struct figure_year y;
        int n = 0;
        done(figure_year_open(cx, c.scheme, &y));
        ok(y.locked >> 5 & 1);
        int64_t id = claimed(cx, &c, 5);
        struct check_verify v = verify_of(cx, id, &c, "99999");
        const struct fail *f = check_verify(cx, id, &v, 1, &n);
        says(f, FAIL_INVALID, "2024 年 6 月的数据已锁定");
        same_str(f->field, str_f(cx->arena, "d-%ld", v.paper).p);
        same_int(row_of(cx, id, c.liuxi, c.revenue).line.verdict, CHECK_UNVERIFIED);
        v.data_version = S("财政决算数");
        done(check_verify(cx, id, &v, 1, &n));
        struct figure_row r;
        done(figure_find(cx, row_of(cx, id, c.liuxi, c.revenue).line.correction, &r));
        ok(r.late);
        same_str(r.data_version, "财政决算数");
}

/* A person with one permission over one unit alone. */
static void acts(struct ctx *cx, int64_t unit)
{
        cx->user = 1;
        cx->unit = unit;
}

TEST_DB(check_nobody_verifies_their_own_unit)
{
        struct county c = county(cx);
        int n = 0;
        int64_t id = claimed(cx, &c, 8);
        struct check_verify v = verify_of(cx, id, &c, "99999");
        acts(cx, c.liuxi);
        says(check_verify(cx, id, &v, 1, &n), FAIL_DENIED, "应当回避");
        acts(cx, c.czj);
        done(check_verify(cx, id, &v, 1, &n));
        v = verify_of(cx, id, &c, "99999");
        v.paper = 999999;
        says(check_verify(cx, id, &v, 1, &n), FAIL_NOT_FOUND, "");
        v = verify_of(cx, id, &c, "99999");
        v.paper = paper_of(cx, id, c.mbb).id;
        says(check_verify(cx, id, &v, 1, &n), FAIL_CONFLICT, "还没有上报");
}

TEST_DB(check_of_an_edition_that_was_replaced_is_refused_in_words)
{
        struct county c = county(cx);
        struct figure_year y;
        int64_t id = claimed(cx, &c, 8), next = 0;
        int n = 0;
        done(figure_year_open(cx, c.scheme, &y));
        done(edition_next(cx, y.e.id, S("调整指标"), &next));
        struct edition e;
        done(edition_read(cx, next, &e));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);            /* the next edition has the leaf no more */
        for (int i = 0; i < e.n_nodes; i++)
                if (e.nodes[i].stem == c.revenue || e.nodes[i].stem == c.invest)
                        done(db_script(cx, str_f(cx->arena, "DELETE FROM scheme_node_group WHERE node = %ld; "
                                                 "DELETE FROM scheme_node WHERE id = %ld", e.nodes[i].id,
                                                 e.nodes[i].id)));
        done(db_script(cx, str_f(cx->arena, "UPDATE scheme_edition SET state = 3 WHERE id = %ld; "
                                 "UPDATE scheme_edition SET state = 2, since = '2024-11-01' WHERE id = %ld",
                                 y.e.id, next)));
        done(tx_commit(&tx));
        struct check_verify v = verify_of(cx, id, &c, "99999");
        says(check_verify(cx, id, &v, 1, &n), FAIL_CONFLICT, "第 1 版已由第 2 版取代");
        struct check_paper p = paper_of(cx, id, c.liuxi);
        done(step(cx, p.id, "return", "补充"));
        struct check_line l = row_of(cx, id, c.liuxi, c.invest).line;
        l.reason = S("另一个原因");
        says(check_lines_put(cx, p.id, paper_of(cx, id, c.liuxi).version, &l, 1), FAIL_CONFLICT, "不再考核");
}

TEST_DB(check_draw_is_the_same_for_everybody)
{
        static const struct check_place list[] = {
                { S_C("a"), S_C("x") }, { S_C("b"), S_C("x") }, { S_C("c"), S_C("x") }, { S_C("d"), S_C("x") },
                { S_C("e"), S_C("x") }, { S_C("f"), S_C("x") }, { S_C("g"), S_C("x") }, { S_C("h"), S_C("x") },
                { S_C("i"), S_C("x") }, { S_C("j"), S_C("x") }, { S_C("k"), S_C("x") },
        };
        enum { N = COUNT_OF(list) };
        struct check_place turned[N];
        bool drawn[N], other[N], more[N];
        int n = 0, differs = 0;
        check_draw(cx->arena, 2024112001, 20, list, N, drawn);
        for (int i = 0; i < N; i++)
                turned[i] = list[N - 1 - i];
        check_draw(cx->arena, 2024112001, 20, turned, N, other);
        check_draw(cx->arena, 2024112001, 60, list, N, more);
        for (int i = 0; i < N; i++) {
                same_int(drawn[i], other[N - 1 - i]);   /* in whatever order they come */
                ok(!drawn[i] || more[i]);               /* a larger share adds, it takes none away */
                n += drawn[i];
        }
        same_int(n, 3);                                 /* 20 % of 11, no fewer */
        /* sm3sum of "2024112001|e|x" and so on: by hand with openssl dgst -sm3 */
        for (int seed = 1; seed < 20; seed++) {
                check_draw(cx->arena, seed, 20, list, N, other);
                for (int i = 0; i < N; i++)
                        differs += other[i] != drawn[i];
        }
        ok(differs > 0);
}

TEST_DB(check_differences_say_what_they_do_to_the_total)
{
        struct county c = county(cx);
        struct check_data d;
        struct check_score s;
        const struct check_difference *list;
        int n = 0;
        int64_t id = claimed(cx, &c, 8);
        done(check_data_read(cx, id, 0, true, &d));
        check_score_of(cx, &d, &s);
        ok(!s.none);
        check_differences(cx, &d, &s, &list, &n);
        same_int(n, 1);
        ok(list[0].has_claim && !list[0].has_verified && list[0].by_claim.micro > 0);
        points again;
        struct check_row r = list[0].row;
        ok(check_total_with(cx, &s, c.liuxi, c.revenue, S("actual"), r.period, r.value, r.places, &again));
        same_int(again.micro, result_points(&s.basis->scheme, s.out->r, s.basis->input.n_periods, 0,
                                            result_unit_at(s.basis, c.liuxi)).micro);   /* put back as it was */
}

/* ---- half way ---------------------------------------------------------------------------------------------- */

static struct county planted;   /* of the test that runs */
static int64_t fault_round, fault_paper;

static void plant_open(struct ctx *cx) { planted = county(cx); }

static const struct fail *open_again(struct ctx *cx)
{
        int64_t id;
        struct check_wish w = wish(&planted, CHECK_SELF, 8);
        return check_open(cx, &w, &id);
}
FAULTS(check_open, plant_open, open_again)

static void plant_claim(struct ctx *cx)
{
        struct county c = county(cx);
        fault_round = claimed(cx, &c, 8);
        fault_paper = paper_of(cx, fault_round, c.liuxi).id;
}

static const struct fail *verify_again(struct ctx *cx)
{
        struct county c = { 0 };
        struct org_unit u;
        struct check_data d;
        int n;
        const struct fail *f = org_unit_by_code(cx, S("shili-liuxi"), &u);
        if (!f)
                f = check_data_read(cx, fault_round, u.id, true, &d);
        for (int i = 0; !f && i < d.y.n_leaves; i++)
                if (str_is(d.y.leaves[i].x->code, "fz-sr"))
                        c.revenue = d.y.leaves[i].x->stem;
        if (f)
                return f;
        const struct check_line *l = check_line_of(&d, fault_paper, c.revenue);
        struct check_verify v = { .paper = fault_paper, .stem = c.revenue, .version = l ? l->version : 0,
                                  .raw = S("99999") };
        return check_verify(cx, fault_round, &v, 1, &n);
}
FAULTS(check_verify, plant_claim, verify_again)

static void plant_paper(struct ctx *cx)
{
        struct county c = county(cx);
        fault_round = opened(cx, &c, CHECK_HALF, 5);
        fault_paper = paper_of(cx, fault_round, c.liuxi).id;
        (void)write_all(cx, fault_round, c.liuxi);
}

static const struct fail *submit_again(struct ctx *cx)
{
        struct check_paper p;
        const struct fail *f = check_paper_find(cx, fault_paper, &p);
        struct flow_wish w = { .event = S("submit"), .version = p.version, .day = DAY_NONE };
        return f ? f : check_paper_move(cx, fault_paper, &w);
}
FAULTS(check_submit, plant_paper, submit_again)
