/* domain/target/result/steps_test.c - publicity, appeals, recusal, final scores; verification. */
#include "core/audit/audit.sql.h"
#include "core/auth/session.h"
#include "core/calendar/year.h"
#include "core/crypto/hash.h"
#include "domain/target/result/appeal.h"
#include "domain/target/result/stale.h"
#include "domain/target/result/steps.h"
#include "domain/target/result/verify.h"
#include "tests/faults.h"
#include "tests/fixture_result.h"
#include "tests/test.h"

static enum fail_kind kind(const struct fail *f) { return f ? f->kind : FAIL_NONE; }

static void on(struct ctx *cx, int year, int month, int dom)
{
        cx->today = day_make(year, month, dom);
        cx->now = (int64_t)cx->today.n * 86400000 + 3600000;
}

static void script(struct ctx *cx, str text)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(db_script(cx, text));
        done(tx_commit(&tx));
        done(db_wait(cx));
}

static int64_t computed(struct ctx *cx, const struct year_county *y, enum result_stage stage)
{
        struct result_wish w = { y->scheme, 11, stage, S("更正后重新核算") };
        int64_t id = 0;
        done(result_compute(cx, &w, &id));
        return id;
}

static const struct fail *step(struct ctx *cx, int64_t run, const char *event, day d)
{
        struct result_run r;
        const struct fail *f = result_run_find(cx, run, &r);
        struct flow_wish m = { .event = str_of(event), .version = r.version, .day = d,
                               .number = S("示委〔2024〕9号"), .to = S("县目标办，0000-1000") };
        return f ? f : result_step(cx, run, &m);
}

static const struct fail *answer(struct ctx *cx, int64_t id, const char *event, str reason, day d)
{
        struct appeal a;
        const struct fail *f = appeal_find(cx, id, &a);
        struct flow_wish s = { .event = str_of(event), .version = a.version, .reason = reason,
                               .day = d, .number = S("考核委员会第2次会议") };
        return f ? f : appeal_move_on(cx, id, &s);
}

/* Does the trail of a run say this of an event? */
static bool trail_says(struct ctx *cx, int64_t run, const char *event, const char *what)
{
        struct audit_list it;
        bool found = false;
        audit_list(&it, cx, AUDIT_LIST_WHEN_RECORD, AUDIT_LIST_BY_NEW, str_of(event), S("result_run"), run,
                   S(""), S(""), 0, 0, 0, INT64_MAX, 100);
        while (audit_list_next(&it))
                found |= str_find(it.detail, str_of(what)) >= 0;
        done(audit_list_end(&it));
        return found;
}

/* The first day of the publicity period counts: 4, 5, 6, 7, 11 June 2024; the 10th is 端午. */
TEST_DB(G_40_publicity_counts_its_first_day)
{
        struct year_county y;
        struct result_run r;
        on(cx, 2024, 6, 3);
        done(calendar_seed(cx));
        year_county_make(cx, 2023, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        year_county_settle(cx, &y);
        int64_t id = computed(cx, &y, RESULT_PRELIMINARY);
        same_int(kind(step(cx, id, "open", day_make(2024, 6, 2))), FAIL_INVALID);
        same_int(kind(step(cx, id, "release", DAY_NONE)), FAIL_CONFLICT);
        done(step(cx, id, "open", day_make(2024, 6, 4)));
        done(result_run_find(cx, id, &r));
        same_str(day_str(cx->arena, r.public_until), "2024-06-11");
        on(cx, 2024, 6, 11);
        same_int(kind(step(cx, id, "close", DAY_NONE)), FAIL_CONFLICT);
}

/* A total that a figure may still change is shown publicly only with a reason, and never
 * decided. */
TEST_DB(a_result_is_not_decided_while_totals_wait)
{
        struct year_county y;
        struct result_run r;
        struct flow_wish w = { .event = S("open"), .version = 1, .day = day_make(2024, 6, 4), .number = S("公示1号"),
                               .to = S("县目标办") };
        on(cx, 2024, 6, 3);
        done(calendar_seed(cx));
        year_county_make(cx, 2023, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        int64_t id = computed(cx, &y, RESULT_PRELIMINARY);
        const struct fail *f = result_step(cx, id, &w);
        same_int(kind(f), FAIL_INVALID);
        ok(f && str_eq(f->field, S("reason")) && str_find(f->say, S("合计未定")) >= 0);
        w.reason = S("两个单位的统计数据年后才出");
        f = result_step(cx, id, &w);            /* a reason alone: the list was not looked at */
        ok(f && str_eq(f->field, S("seen")));
        w.seen = true;
        done(result_step(cx, id, &w));
        done(result_run_find(cx, id, &r));
        same_int(r.state, RESULT_PUBLIC);
        script(cx, str_f(cx->arena, "UPDATE result_run SET state = %d WHERE id = %ld", RESULT_CLOSED, id));
        int64_t last = computed(cx, &y, RESULT_FINAL);
        same_int(kind(step(cx, last, "decide", cx->today)), FAIL_CONFLICT);
        year_county_settle(cx, &y);
        last = computed(cx, &y, RESULT_FINAL);
        done(step(cx, last, "decide", cx->today));
}

/* No year is over before its December: neither computed, nor shown where an older version
 * computed it. */
TEST_DB(a_result_of_the_year_waits_for_its_end)
{
        struct year_county y;
        int64_t id = 0;
        on(cx, 2024, 12, 31);
        done(calendar_seed(cx));
        year_county_make(cx, 2024, 12, 8, &y);
        year_county_fill(cx, &y, 10);
        struct result_wish w = { y.scheme, 11, RESULT_PRELIMINARY, S("试") };
        const struct fail *f = result_compute(cx, &w, &id);
        ok(f && str_eq(f->field, S("stage")) && str_find(f->say, S("2024 年还没有结束")) >= 0);
        w.stage = RESULT_FINAL;
        same_int(kind(result_compute(cx, &w, &id)), FAIL_INVALID);
        w.stage = RESULT_MONITOR;
        done(result_compute(cx, &w, &id));
        on(cx, 2025, 1, 1);
        w.stage = RESULT_PRELIMINARY;
        done(result_compute(cx, &w, &id));
        script(cx, str_f(cx->arena, "UPDATE result_run SET at = at - 86400000 WHERE id = %ld", id));
        f = step(cx, id, "open", day_make(2025, 1, 2));
        ok(f && f->kind == FAIL_CONFLICT && str_find(f->say, S("结束以前核算的")) >= 0);
}

/* 济南: shown on 2026-02-06, 15 working days to appeal, 10 to decide, 5 to approve what changed. */
TEST_DB(G_38_chain_of_an_appeal_and_its_recusal)
{
        struct year_county y;
        struct appeal a;
        const struct recusal *out;
        int64_t id = 0;
        int n;
        day until;
        struct result_run r;
        done(calendar_seed(cx));
        on(cx, 2026, 2, 6);
        year_county_make(cx, 2025, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        year_county_settle(cx, &y);
        script(cx, S("UPDATE scheme_edition SET appeal = 15, review = 10;"
                     "INSERT INTO person (name, sort, version) VALUES ('审核员', 1, 1);"
                     "UPDATE figure SET reviewed_by = (SELECT MAX(id) FROM person)"));
        int64_t shown = computed(cx, &y, RESULT_PRELIMINARY);
        struct appeal_wish w = { shown, y.unit[3], y.leaf[0], S("完成值少计"), S("请更正") };
        same_int(kind(appeal_file(cx, &w, &id)), FAIL_CONFLICT);        /* nothing is shown yet */
        done(step(cx, shown, "open", cx->today));
        done(result_run_find(cx, shown, &r));
        done(appeal_until(cx, &r, &until));
        same_str(day_str(cx->arena, until), "2026-03-05");
        on(cx, 2026, 3, 6);
        same_int(kind(appeal_file(cx, &w, &id)), FAIL_CONFLICT);        /* too late */
        on(cx, 2026, 3, 5);
        done(appeal_file(cx, &w, &id));
        done(appeal_find(cx, id, &a));
        same_str(day_str(cx->arena, a.due), "2026-03-19");
        on(cx, 2026, 3, 19);
        same_int(kind(step(cx, shown, "close", DAY_NONE)), FAIL_CONFLICT);      /* it is open */

        /* who reviewed the figure keeps out */
        done(recusals(cx, id, &out, &n));
        same_int(n, 1);
        cx->user = out[0].person;
        same_int(kind(answer(cx, id, "take", S(""), DAY_NONE)), FAIL_DENIED);
        cx->user = 0;
        done(answer(cx, id, "take", S(""), DAY_NONE));
        same_int(kind(answer(cx, id, "change", S(" "), DAY_NONE)), FAIL_INVALID);
        done(answer(cx, id, "change", S("核实少计"), DAY_NONE));
        done(appeal_find(cx, id, &a));
        same_str(day_str(cx->arena, a.approve_due), "2026-03-26");

        /* corrected, computed again; decided only after the correction is approved */
        done(step(cx, shown, "close", DAY_NONE));
        script(cx, str_f(cx->arena,
                         "UPDATE figure SET value = value + 30000 WHERE unit = %ld AND stem = %ld",
                         y.unit[3], y.leaf[0]));
        int64_t last = computed(cx, &y, RESULT_FINAL);
        same_int(kind(step(cx, last, "decide", cx->today)), FAIL_CONFLICT);
        done(answer(cx, id, "approve", S(""), cx->today));
        done(step(cx, last, "decide", cx->today));
        done(step(cx, last, "publish", cx->today));
        done(step(cx, last, "archive", DAY_NONE));
        struct result_wish again = { y.scheme, 11, RESULT_FINAL, S("再算") };
        same_int(kind(result_compute(cx, &again, &id)), FAIL_CONFLICT);
}

/* A unit that was right finds it in the final result; where nothing came of it, the decision says
 * why. */
TEST_DB(an_appeal_that_was_won_is_not_lost_in_the_final_result)
{
        struct year_county y;
        const struct appeal_won *won;
        struct result_run r;
        int64_t id = 0, other = 0;
        int n;
        done(calendar_seed(cx));
        on(cx, 2026, 2, 6);
        year_county_make(cx, 2025, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        year_county_settle(cx, &y);
        int64_t shown = computed(cx, &y, RESULT_PRELIMINARY);
        done(step(cx, shown, "open", cx->today));
        done(appeal_file(cx, &(struct appeal_wish){ shown, y.unit[3], y.leaf[0], S("完成值少计"),
                                                    S("请更正") }, &id));
        done(appeal_file(cx, &(struct appeal_wish){ shown, y.unit[4], 0, S("等次不对"), S("请更正") },
                         &other));
        for (int i = 0; i < 2; i++) {
                int64_t a = i ? other : id;
                done(answer(cx, a, "take", S(""), DAY_NONE));
                done(answer(cx, a, "change", S("核实少计"), DAY_NONE));
                done(answer(cx, a, "approve", S(""), cx->today));
        }
        on(cx, 2026, 3, 20);
        done(step(cx, shown, "close", DAY_NONE));
        int64_t last = computed(cx, &y, RESULT_FINAL);
        const struct fail *f = step(cx, last, "decide", cx->today);
        ok(f && str_is(f->field, "reason") && str_find(f->say, S("这次定分却与公示的一样")) >= 0);
        script(cx, str_f(cx->arena,
                         "UPDATE figure SET value = value + 30000 WHERE unit = %ld AND stem = %ld",
                         y.unit[3], y.leaf[0]));
        last = computed(cx, &y, RESULT_FINAL);
        done(result_run_find(cx, last, &r));
        done(appeals_won(cx, &r, &won, &n));
        same_int(n, 2);
        ok(won[0].id == other && won[0].same && won[1].id == id && !won[1].same);
        ok(won[1].after.micro != won[1].before.micro);
        f = step(cx, last, "decide", cx->today);        /* the other one is still as it was */
        ok(f && str_is(f->field, "reason") && str_find(f->say, S("总分或等次")) >= 0);
        struct flow_wish w = { .event = S("decide"), .version = r.version, .day = cx->today,
                               .number = S("会议"),
                               .reason = S("更正的等次已经一致") };
        f = result_step(cx, last, &w);          /* a reason alone: nobody looked which one it is */
        ok(f && str_is(f->field, "seen"));
        w.seen = true;
        done(result_step(cx, last, &w));
        ok(trail_says(cx, last, "result.decide", "第4镇（总分或等次）"));
}

/* A publicity that was repeated shows what was corrected: the appeal against the first has its answer in it. */
TEST_DB(an_appeal_is_measured_by_the_publicity_it_was_filed_in)
{
        struct year_county y;
        const struct appeal_won *won;
        struct result_run r;
        int64_t id = 0;
        int n;
        done(calendar_seed(cx));
        on(cx, 2026, 2, 6);
        year_county_make(cx, 2025, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        year_county_settle(cx, &y);
        int64_t shown = computed(cx, &y, RESULT_PRELIMINARY);
        done(step(cx, shown, "open", cx->today));
        done(appeal_file(cx, &(struct appeal_wish){ shown, y.unit[3], y.leaf[0], S("完成值少计"),
                                                    S("请更正") }, &id));
        done(answer(cx, id, "take", S(""), DAY_NONE));
        done(answer(cx, id, "change", S("核实少计"), DAY_NONE));
        done(answer(cx, id, "approve", S(""), cx->today));
        script(cx, str_f(cx->arena,
                         "UPDATE figure SET value = value + 30000 WHERE unit = %ld AND stem = %ld",
                         y.unit[3], y.leaf[0]));
        int64_t again = computed(cx, &y, RESULT_PRELIMINARY);
        done(step(cx, again, "open", cx->today));
        on(cx, 2026, 3, 20);
        done(step(cx, again, "close", DAY_NONE));
        int64_t last = computed(cx, &y, RESULT_FINAL);
        done(result_run_find(cx, last, &r));
        same_int(r.base, again);
        done(appeals_won(cx, &r, &won, &n));
        same_int(n, 1);
        ok(!won[0].same && !won[0].gone && won[0].after.micro != won[0].before.micro);
        done(step(cx, last, "decide", cx->today));

        /* what the run does not assess any more has no points in it, and not the total's */
        script(cx, str_f(cx->arena, "DELETE FROM result_node WHERE run = %ld AND unit = %ld AND node = %ld",
                         last, y.unit[3], y.leaf[0]));
        done(appeals_won(cx, &r, &won, &n));
        ok(won[0].gone && !won[0].same && !won[0].after.micro);
}

/* The period is for the units: it is not ordered for days that are over, and not seen before it
 * begins. */
TEST_DB(a_publicity_period_is_whole_for_the_units)
{
        struct year_county y;
        struct result_run r;
        on(cx, 2024, 6, 3);
        done(calendar_seed(cx));
        year_county_make(cx, 2023, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        year_county_settle(cx, &y);
        int64_t id = computed(cx, &y, RESULT_PRELIMINARY);
        on(cx, 2024, 6, 5);
        const struct fail *f = step(cx, id, "open", day_make(2024, 6, 4));
        ok(f && str_is(f->field, "day") && str_find(f->say, S("不能早于今天")) >= 0);
        done(step(cx, id, "open", day_make(2024, 6, 6)));
        done(result_run_find(cx, id, &r));
        same_str(day_str(cx->arena, r.public_until), "2024-06-13");
}

/* One who reads the results of a unit, as its post does. */
static struct ctx reader_of(struct ctx *cx, int64_t unit)
{
        struct visitor *v = NEW(cx->arena, struct visitor);
        struct ctx who = *cx;
        v->unit = unit, v->year = day_year(cx->today);
        v->see[MAY_RESULT_VIEW] = SCOPE_OWN;
        perms_add(&v->may, MAY_RESULT_VIEW);
        who.visitor = v, who.unit = unit, who.may = v->may;
        return who;
}

/* A publicity that another one takes the place of before its first day is never seen: also not
 * when that day comes. */
TEST_DB(a_publicity_that_was_withdrawn_before_it_began_is_never_seen)
{
        struct year_county y;
        struct result_run r;
        on(cx, 2024, 6, 3);
        done(calendar_seed(cx));
        year_county_make(cx, 2023, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        year_county_settle(cx, &y);
        int64_t first = computed(cx, &y, RESULT_PRELIMINARY);
        done(step(cx, first, "open", day_make(2024, 6, 13)));
        on(cx, 2024, 6, 4);
        int64_t next = computed(cx, &y, RESULT_PRELIMINARY);
        done(step(cx, next, "open", day_make(2024, 6, 5)));
        on(cx, 2024, 6, 13);
        struct ctx who = reader_of(cx, y.unit[3]);
        same_int(kind(result_run_find(&who, first, &r)), FAIL_NOT_FOUND);
        done(result_run_find(&who, next, &r));
        /* one that was seen stays seen */
        int64_t last = computed(cx, &y, RESULT_PRELIMINARY);
        done(step(cx, last, "open", cx->today));
        done(result_run_find(&who, next, &r));
        same_int(r.state, RESULT_REPLACED);
        same_int(kind(result_run_find(&who, first, &r)), FAIL_NOT_FOUND);
}

static int waits_for(struct ctx *cx, const char *code)
{
        for (int i = 0; i < RESULT_WAITS; i++) {
                struct waits w = { 0 };
                if (strcmp(result_waits[i].code, code))
                        continue;
                done(result_waits[i].list(cx, &result_waits[i], &w));
                return w.n;
        }
        return -1;
}

/* A trial, or a month computed meanwhile, does not take what waits from the page of who does it. */
TEST_DB(what_waits_of_a_result_is_not_hidden_by_a_trial)
{
        struct year_county y;
        on(cx, 2024, 6, 3);
        done(calendar_seed(cx));
        year_county_make(cx, 2023, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        year_county_settle(cx, &y);
        (void)computed(cx, &y, RESULT_MONITOR);
        int64_t shown = computed(cx, &y, RESULT_PRELIMINARY);
        same_int(waits_for(cx, "result.release"), 1);           /* the preliminary one is only computed */
        same_int(waits_for(cx, "result.open"), 1);
        done(step(cx, shown, "open", day_make(2024, 6, 4)));
        same_int(waits_for(cx, "result.release"), 0);           /* the month is past: the year is shown */
        same_int(waits_for(cx, "result.open"), 0);
        (void)computed(cx, &y, RESULT_MONITOR);
        int64_t trial = computed(cx, &y, RESULT_PRELIMINARY);
        same_int(waits_for(cx, "result.close"), 0);             /* its days are not over */
        on(cx, 2024, 7, 20);
        same_int(waits_for(cx, "result.close"), 1);
        same_int(waits_for(cx, "result.open"), 1);
        (void)computed(cx, &y, RESULT_PRELIMINARY);             /* the newer trial alone waits */
        same_int(waits_for(cx, "result.open"), 1);
        done(step(cx, shown, "close", DAY_NONE));
        (void)computed(cx, &y, RESULT_MONITOR);
        ok(computed(cx, &y, RESULT_PRELIMINARY) > trial);
        same_int(waits_for(cx, "result.close"), 0);
        same_int(waits_for(cx, "result.final"), 1);
        int64_t last = computed(cx, &y, RESULT_FINAL);
        same_int(waits_for(cx, "result.final"), 0);             /* that is what it waited for */
        (void)computed(cx, &y, RESULT_MONITOR);
        (void)computed(cx, &y, RESULT_PRELIMINARY);
        same_int(waits_for(cx, "result.decide"), 1);
        done(step(cx, last, "decide", cx->today));
        same_int(waits_for(cx, "result.decide"), 0);
        (void)computed(cx, &y, RESULT_MONITOR);
        (void)computed(cx, &y, RESULT_FINAL);
        same_int(waits_for(cx, "result.publish"), 1);
        same_int(waits_for(cx, "result.decide"), 1);
        done(step(cx, last, "publish", cx->today));
        same_int(waits_for(cx, "result.publish"), 0);
}

/* Who approved a penalty keeps out of an appeal against the whole; of one indicator it is
 * nobody's. */
TEST_DB(an_appeal_about_the_whole_keeps_out_who_decided_on_bonus_and_penalty)
{
        struct year_county y;
        struct appeal a;
        const struct recusal *out;
        str left;
        int64_t id = 0, other = 0;
        int n;
        done(calendar_seed(cx));
        on(cx, 2026, 2, 6);
        year_county_make(cx, 2025, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        year_county_settle(cx, &y);
        script(cx, str_f(cx->arena,
                         "INSERT INTO person (name, sort, version) VALUES ('登记人', 1, 1), ('审定人', 2, 1);"
                         "INSERT INTO effect (scheme, unit, kind, title, basis, decided_by, happened, level, amount,"
                         " state, who, at, version, decider)"
                         " SELECT %ld, %ld, %d, '迟到', '通报', '考核办', '2025-06-01', 0, 500000, 1, MIN(id), 0, 1, MAX(id)"
                         " FROM person WHERE name IN ('登记人', '审定人')", y.scheme, y.unit[3],
                                 (int)EFFECT_PENALTY));
        int64_t shown = computed(cx, &y, RESULT_PRELIMINARY);
        done(step(cx, shown, "open", cx->today));
        done(appeal_file(cx, &(struct appeal_wish){ shown, y.unit[3], y.leaf[0], S("少计"), S("更正") },
                         &other));
        done(recusals(cx, other, &out, &n));
        same_int(n, 0);
        done(appeal_file(cx, &(struct appeal_wish){ shown, y.unit[3], 0, S("扣分不当"), S("更正") },
                         &id));
        done(recusals(cx, id, &out, &n));
        same_int(n, 2);
        ok(out[0].why == RECUSAL_DECIDED && out[1].why == RECUSAL_DECIDED);
        cx->user = out[1].person;
        same_int(kind(answer(cx, id, "take", S(""), DAY_NONE)), FAIL_DENIED);
        cx->user = 0;
        done(appeal_find(cx, id, &a));
        done(appeal_deciders_left(cx, &a, &left));
        ok(!left.n);                    /* nobody has a post here: the page says so */
}

/* Two who may decide; the first reviewed the figures. */
static void deciders_make(struct ctx *cx, const struct year_county *y)
{
        script(cx, str_f(cx->arena,
                         "INSERT INTO role (code, name, kind, sort) VALUES ('decides', '复核', 0, 1);"
                         "INSERT INTO role_perm (role, perm, see, change) VALUES ('decides', '%s', %d, %d);"
                         "INSERT INTO person (name, sort, version) VALUES ('审核员', 1, 1), ('复核员', 2, 1);"
                         "INSERT INTO account (person, disabled, demo, version)"
                         " SELECT id, 0, 1, 1 FROM person WHERE name IN ('审核员', '复核员');"
                         "INSERT INTO post (person, unit, role, since, version)"
                         " SELECT id, %ld, 'decides', '2020-01-01', 1 FROM person WHERE name IN ('审核员', '复核员');"
                         "INSERT INTO post (person, unit, role, since, version)"
                         " SELECT id, %ld, 'decides', '2021-01-01', 1 FROM person WHERE name = '复核员';"
                         "UPDATE figure SET reviewed_by = (SELECT id FROM person WHERE name = '审核员')",
                         perm_info[MAY_APPEAL_DECIDE].name, (int)SCOPE_ALL, (int)SCOPE_ALL, y->county, y->unit[0]));
}

/* Named as able to decide is who can: not who is listed, nor who may not write of that year, nor who is on leave with
 * the account shut. */
TEST_DB(an_appeal_names_as_deciders_only_who_can_decide)
{
        struct year_county y;
        struct appeal a;
        str left;
        int64_t id = 0;
        done(calendar_seed(cx));
        on(cx, 2026, 2, 6);
        year_county_make(cx, 2025, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        year_county_settle(cx, &y);
        deciders_make(cx, &y);
        int64_t shown = computed(cx, &y, RESULT_PRELIMINARY);
        done(step(cx, shown, "open", cx->today));
        done(appeal_file(cx, &(struct appeal_wish){ shown, y.unit[3], y.leaf[0], S("少计"), S("更正") }, &id));
        done(appeal_find(cx, id, &a));
        done(appeal_deciders_left(cx, &a, &left));
        same_str(left, "复核员");                       /* of two posts, once */

        /* the working year is 2026, the appeal of 2025 */
        static const struct { enum years years; bool can; } terms[] = {
                { YEARS_THIS, false }, { YEARS_SINCE_THIS, false }, { YEARS_SINCE_LAST, true }, { YEARS_ALL, true } };
        for (size_t i = 0; i < COUNT_OF(terms); i++) {
                script(cx, str_f(cx->arena, "UPDATE role_perm SET change_years = %d WHERE role = 'decides'",
                                 (int)terms[i].years));
                done(appeal_deciders_left(cx, &a, &left));
                same_str(left, terms[i].can ? "复核员" : NULL);
        }

        /* on leave: an absence that leaves the account open, one that shuts it, one that is over */
        script(cx, S("INSERT INTO absence (person, kind, since, locks, who, at, version)"
                     " SELECT id, 0, '2026-02-01', 0, id, 0, 1 FROM person WHERE name = '复核员'"));
        done(appeal_deciders_left(cx, &a, &left));
        same_str(left, "复核员");
        script(cx, S("UPDATE absence SET locks = 1"));
        done(appeal_deciders_left(cx, &a, &left));
        same_str(left, NULL);
        script(cx, S("UPDATE absence SET until = '2026-02-05'"));
        done(appeal_deciders_left(cx, &a, &left));
        same_str(left, "复核员");
}

/* What was registered or corrected after a run was computed is not in it: that is said, by kind
 * and number. */
TEST_DB(a_result_is_not_shown_or_decided_past_what_came_after_it)
{
        struct year_county y;
        struct edition e;
        struct result_run r;
        struct result_stale s;
        int64_t id = 0;
        done(calendar_seed(cx));
        on(cx, 2026, 2, 6);
        year_county_make(cx, 2025, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        year_county_settle(cx, &y);
        int64_t shown = computed(cx, &y, RESULT_PRELIMINARY);
        done(result_run_find(cx, shown, &r));
        done(result_stale(cx, &r, &s));
        same_str(result_stale_words(cx, &s), "");
        script(cx, str_f(cx->arena, "UPDATE figure SET value = value + 1"
                         " WHERE unit = %ld AND stem = %ld AND period = 11", y.unit[3], y.leaf[0]));
        const struct fail *f = step(cx, shown, "open", cx->today);
        ok(f && str_is(f->field, "reason") && str_find(f->say, S("更正或新审核的数 1 个")) >= 0);

        /* a reason given for something else does not say that these were looked at; the trail names them */
        struct flow_wish past = { .event = S("open"), .version = r.version, .day = cx->today,
                                  .number = S("公示1号"), .to = S("县目标办"), .reason = S("合计未定") };
        f = result_step(cx, shown, &past);
        ok(f && str_is(f->field, "seen") && str_find(f->say, S("更正或新审核的数 1 个")) >= 0);
        past.seen = true;
        done(result_step(cx, shown, &past));
        ok(trail_says(cx, shown, "result.open", "更正或新审核的数 1 个"));
        shown = computed(cx, &y, RESULT_PRELIMINARY);
        done(step(cx, shown, "open", cx->today));
        on(cx, 2026, 3, 20);
        done(step(cx, shown, "close", DAY_NONE));
        int64_t last = computed(cx, &y, RESULT_FINAL);
        done(edition_read(cx, y.edition, &e));
        struct grade_wish w = { y.scheme, y.unit[0], e.grades[0].name, S("集体研究"), S("常委会会议"),
                                cx->today };
        done(grade_decide(cx, &w, &id));
        f = step(cx, last, "decide", cx->today);
        ok(f && str_is(f->field, "reason") && str_find(f->say, S("等次决定 1 条")) >= 0);
        last = computed(cx, &y, RESULT_FINAL);
        done(step(cx, last, "decide", cx->today));
}

/* No run follows an archived one: a decision would be kept and never count. */
TEST_DB(a_grade_is_not_decided_when_the_year_is_archived)
{
        struct year_county y;
        struct edition e;
        const struct grade_row *rows;
        int64_t id = 0, other = 0;
        int n;
        done(calendar_seed(cx));
        on(cx, 2026, 2, 6);
        year_county_make(cx, 2025, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        done(edition_read(cx, y.edition, &e));
        must(e.n_grades > 0);
        int64_t run = computed(cx, &y, RESULT_PRELIMINARY);
        struct grade_wish w = { y.scheme, y.unit[3], e.grades[0].name, S("突出贡献"), S("常委会第3次会议"), cx->today };
        done(grade_decide(cx, &w, &id));
        script(cx, str_f(cx->arena, "UPDATE result_run SET state = %d WHERE id = %ld", RESULT_ARCHIVED, run));
        const struct fail *f = grade_decide(cx, &w, &other);
        ok(f && f->kind == FAIL_CONFLICT && str_find(f->say, S("已经归档")) >= 0);
        same_int(kind(grade_revoke(cx, id, 1)), FAIL_CONFLICT);
        done(grade_decisions(cx, y.scheme, &rows, &n));
        same_int(n, 1);
        ok(!day_is(rows[0].revoked));
}

/* One matter is in work once; decided or taken back, it may be brought again. */
TEST_DB(an_appeal_is_not_filed_twice_while_it_is_undecided)
{
        struct year_county y;
        int64_t id = 0, again = 0;
        done(calendar_seed(cx));
        on(cx, 2026, 2, 6);
        year_county_make(cx, 2025, 12, 8, &y);
        year_county_fill(cx, &y, 11);
        year_county_settle(cx, &y);
        int64_t shown = computed(cx, &y, RESULT_PRELIMINARY);
        done(step(cx, shown, "open", cx->today));
        struct appeal_wish w = { shown, y.unit[3], y.leaf[0], S("完成值少计"), S("请更正") };
        done(appeal_file(cx, &w, &id));
        const struct fail *f = appeal_file(cx, &w, &again);
        ok(f && str_eq(f->field, S("node")) &&
           str_find(f->say, str_f(cx->arena, "已有一件申诉在办（第 %ld 号）", id)) >= 0);
        w.node = 0;                             /* another matter, and another unit */
        done(appeal_file(cx, &w, &again));
        same_int(kind(appeal_file(cx, &w, &again)), FAIL_INVALID);
        w.node = y.leaf[0], w.unit = y.unit[4];
        done(appeal_file(cx, &w, &again));
        w.unit = y.unit[3];
        done(answer(cx, id, "take", S(""), DAY_NONE));
        same_int(kind(appeal_file(cx, &w, &again)), FAIL_INVALID);
        done(answer(cx, id, "keep", S("数据无误"), DAY_NONE));
        done(appeal_file(cx, &w, &again));
        ok(again != id);
}

static str replaced(struct ctx *cx, str text, const char *from, const char *to)
{
        ptrdiff_t at = str_find(text, str_of(from));
        must(at >= 0);
        return str_f(cx->arena, "%.*s%s%.*s", (int)at, text.p, to, STR(str_from(text, (size_t)at + strlen(from))));
}

/* One difference, and it is this one. */
static void verifies(struct ctx *cx, str text, const char *wrong)
{
        struct result_check c;
        done(result_verify_text(cx, text, &c));
        same_int(c.n_wrong, 1);
        ok(c.n_wrong && str_find(c.wrong[0], str_of(wrong)) >= 0);
}

TEST_DB(a_stored_result_is_what_its_inputs_give)
{
        struct year_county y;
        struct result_check c;
        str text;
        done(calendar_seed(cx));
        on(cx, 2025, 1, 20);
        year_county_make(cx, 2024, 12, 16, &y);
        year_county_fill(cx, &y, 11);
        int64_t id = computed(cx, &y, RESULT_PRELIMINARY);
        /* what comes after it changes nothing of it */
        script(cx, S("UPDATE figure SET value = 1"));
        done(result_verify(cx, id, &c));
        same_int(c.n_wrong, 0);
        same_int(c.n_units, 12);
        same_int(c.n_nodes, 12 * 18);

        /* elsewhere: no database at all */
        done(result_export(cx, id, &text));
        struct ctx away = *cx;
        away.db = NULL;
        done(result_verify_text(&away, text, &c));
        same_int(c.n_wrong, 0);
        same_int(c.n_nodes, 12 * 18);
        str bent = str_copy(cx->arena, text);
        ptrdiff_t at = str_find(bent, S("\"total\":"));
        at += str_find(str_from(bent, (size_t)at + 20), S("\"total\":")) + 20;
        char *digit = (char *)bent.p + at + strlen("\"total\":");
        *digit = *digit == '1' ? '2' : '1';
        done(result_verify_text(&away, bent, &c));
        ok(c.n_wrong >= 1);
        same_int(kind(result_verify_text(&away, str_head(text, text.n / 2), &c)), FAIL_INVALID);
        verifies(&away, replaced(cx, text, "\"name\": \"考核方案\"", "\"name\": \"考核办法\""), "方案的内容");
        verifies(&away, replaced(cx, text, "\"number\": 1", "\"number\": 2"), "方案的内容");
        verifies(&away, replaced(cx, text, "\"proposed\":null", "\"proposed\":\"优秀\""),
                 "拟定等次存的是“优秀”，重算是“无”");
        verifies(&away, replaced(cx, text, "\"grade\":null", "\"grade\":\"优秀\""),
                 "：等次存的是“优秀”，重算是“无”");

        /* one point more in one row, and it says whose */
        script(cx, str_f(cx->arena, "UPDATE result_node SET points = points + 1 "
                         "WHERE run = %ld AND unit = %ld AND node = %ld",
                         id, y.unit[5], y.leaf[4]));
        done(result_verify(cx, id, &c));
        same_int(c.n_wrong, 1);
        ok(str_find(c.wrong[0], S("指标4")) > 0 && str_find(c.wrong[0], S("第5镇")) >= 0);
}

static const struct fail *edition_step(struct ctx *cx, int64_t id, const char *event)
{
        struct edition e;
        const struct fail *f = edition_find(cx, id, &e);
        struct edition_step s = { .event = str_of(event), .version = e.version, .since = cx->today,
                                  .basis = S("示委办〔2024〕18号") };
        return f ? f : edition_move(cx, id, &s);
}

/* The rule changes afterwards: another method, another rounding. */
TEST_DB(a_stored_result_outlives_the_rule_it_was_made_by)
{
        struct year_county y;
        struct result_check c;
        struct result_run before, after;
        struct edition e;
        int64_t next, run;
        on(cx, 2024, 12, 20);
        year_county_make(cx, 2024, 12, 16, &y);
        year_county_fill(cx, &y, 11);
        int64_t id = computed(cx, &y, RESULT_MONITOR);
        done(edition_next(cx, y.edition, S("调整计分方法"), &next));
        done(edition_find(cx, next, &e));
        e.rules.step = 10000;
        done(edition_rules_set(cx, next, e.version, &e.rules));
        script(cx, str_f(cx->arena, "UPDATE scheme_node SET method = 'F4' "
                         "WHERE edition = %ld AND method = 'F1' AND leaf = 1", next));
        done(edition_step(cx, next, "submit"));
        done(edition_step(cx, next, "issue"));
        done(result_verify(cx, id, &c));
        same_int(c.n_wrong, 0);
        same_int(c.n_nodes, 12 * 18);

        /* what is computed from now on follows the new rule, and is right by it */
        run = computed(cx, &y, RESULT_MONITOR);
        done(result_run_find(cx, id, &before));
        done(result_run_find(cx, run, &after));
        same_int(before.edition, y.edition);
        same_int(after.edition, next);
        ok(!str_eq(before.digest, after.digest));
        done(result_verify(cx, run, &c));
        same_int(c.n_wrong, 0);
        done(result_verify(cx, id, &c));
        same_int(c.n_wrong, 0);
}

static str units_of(str text)
{
        static const str before = S_C("\"digest\":\"");
        ptrdiff_t at = str_find(text, before);
        return at < 0 ? (str){ 0 } : str_from(text, (size_t)at + before.n + 2 * DIGEST_BYTES);
}

/* The same county on the other database: the same results to the last digit, and each verifies what
 * the other made. The inputs name figures by their numbers, which each database gives itself. */
TEST_DB(a_result_is_the_same_on_the_other_database)
{
        static char *first;
        struct year_county y;
        struct result_check c;
        str text;
        on(cx, 2025, 1, 20);
        year_county_make(cx, 2024, 12, 16, &y);
        year_county_fill(cx, &y, 11);
        done(result_export(cx, computed(cx, &y, RESULT_PRELIMINARY), &text));
        if (!first) {
                first = malloc(text.n + 1);
                must(first);
                memcpy(first, text.p, text.n);
                first[text.n] = '\0';
                return;
        }
        ok(units_of(text).n > 6000 && str_eq(units_of(text), units_of(str_of(first))));
        done(result_verify_text(cx, str_of(first), &c));
        same_int(c.n_wrong, 0);
        same_int(c.n_nodes, 12 * 18);
        free(first);
        first = NULL;
}

static struct year_county faulty;
static void prepare(struct ctx *cx)
{
        year_county_make(cx, 2024, 12, 8, &faulty);
        year_county_fill(cx, &faulty, 3);
}
static const struct fail *compute(struct ctx *cx)
{
        int64_t id;
        struct result_wish w = { faulty.scheme, 3, RESULT_MONITOR, { 0 } };
        return result_compute(cx, &w, &id);
}
FAULTS(result_compute, prepare, compute)
