/* domain/target/result/steps.c - the steps of a run; decisions on grades. */
#include "domain/target/result/steps.h"
#include "core/audit/audit.h"
#include "core/auth/auth.h"
#include "core/calendar/calendar.h"
#include "core/message/message.h"
#include "core/text/json.h"
#include "domain/target/result/appeal.h"
#include "domain/target/result/result.sql.h"
#include "domain/target/result/stale.h"
#include "domain/target/scheme.sql.h"

bool result_step_fits(const struct result_run *run, const struct flow_step *s)
{
        switch ((enum result_state)s->to) {
        case RESULT_RELEASED:
                return run->stage == RESULT_MONITOR;
        case RESULT_PUBLIC: case RESULT_CLOSED:
                return run->stage == RESULT_PRELIMINARY;
        case RESULT_DECIDED: case RESULT_PUBLISHED: case RESULT_ARCHIVED:
                return run->stage == RESULT_FINAL;
        case RESULT_COMPUTED: case RESULT_REPLACED: case RESULT_STATES:
                break;
        }
        return false;
}

/* What a step went past with a reason, each in words for the trail; absent: nothing. */
struct passed { str stale, won; };

static str step_text(struct ctx *cx, const struct flow_step *s, const struct flow_wish *in,
                     const struct passed *past)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_str(&j, "state", str_of(result_state_words[s->from]));
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(result_state_words[s->to]));
        json_put_str(&j, "day", day_str(cx->arena, in->day));
        json_put_str(&j, "number", in->number);
        json_put_str(&j, "reason", in->reason);
        if (s->to == RESULT_PUBLIC)
                json_put_str(&j, "objections_to", str_trim(in->to));
        if (past->stale.n)
                json_put_str(&j, "not_counted", past->stale);
        if (past->won.n)
                json_put_str(&j, "won_unchanged", past->won);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

/* ---- the units of a run ----------------------------------------------------------------------- */

struct kept { int64_t unit, total, waiting; str grade, name; };

/* The units of a run, as it kept them. */
static const struct fail *kept_units(struct ctx *cx, int64_t run, struct kept **ret, int *ret_n)
{
        struct run_units it;
        struct kept *list = NULL;
        int n = 0, cap = 0;
        run_units(&it, cx, run, S(""), 0, (str){ 0 });
        while (run_units_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct kept){ it.unit, it.total, it.waiting, it.grade, it.brief };
        *ret = list, *ret_n = n;
        return run_units_end(&it);
}

/* A rank beside a total that a figure may still change is a rank that somebody will dispute. It is
 * shown before that only with a reason, and never decided. */
static const struct fail *all_settled(struct ctx *cx, const struct result_run *run, bool decided,
                                      const struct flow_wish *in)
{
        enum { NAMED = 5 };
        struct kept *list;
        struct buf names = buf_new(cx->arena, 1024);
        int n, waiting = 0;
        const struct fail *f = kept_units(cx, run->id, &list, &n);
        for (int i = 0; !f && i < n; i++)
                if (list[i].waiting && waiting++ < NAMED)
                        buf_f(&names, "%s%.*s", waiting > 1 ? "、" : "", STR(list[i].name));
        if (f || !waiting)
                return f;
        str who = str_f(cx->arena, "%.*s%s", STR(buf_str(&names)), waiting > NAMED ? "…" : "");
        if (decided)
                return fail(cx, CONFLICT, "还有 %d 个单位缺数、合计未定（%.*s）：先补报或更正再核算，确实不考核的在方案里设为缺项",
                            waiting, STR(who));
        if (!str_trim(in->reason).n)
                return fail_field(cx, S("reason"),
                                  "还有 %d 个单位缺数、合计未定（%.*s），仍要公示的请写明原因", waiting, STR(who));
        return in->seen ? NULL : fail_field(cx, S("seen"), "请逐项看过缺数清单再确认");
}

/* ---- publicity -------------------------------------------------------------------------------- */

static const struct fail *rules_of(struct ctx *cx, const struct result_run *run,
                                   struct edition_rules *ret)
{
        struct edition e;
        const struct fail *f = edition_find(cx, run->edition, &e);
        if (!f)
                *ret = e.rules;
        return f;
}

/* 公示：自…起 n 个工作日, the first day counts */
static const struct fail *public_until(struct ctx *cx, const struct edition_rules *rules, day from,
                                       day *ret)
{
        struct due until;
        const struct fail *f = calendar_due(cx, from, &(struct due_rule){ DUE_WORKING, rules->publicity, true, false },
                                            &until);
        if (!f)
                *ret = until.on;
        return f;
}

const struct fail *result_public_days(struct ctx *cx, const struct result_run *run, day from,
                                      day *ret_until, day *ret_appeal, int *ret_n)
{
        struct edition_rules rules;
        struct result_run then = *run;
        then.public_from = from;
        const struct fail *f = rules_of(cx, run, &rules);
        if (!f)
                f = public_until(cx, &rules, from, ret_until);
        if (!f)
                f = appeal_until(cx, &then, ret_appeal);
        if (!f)
                *ret_n = rules.publicity;
        return f;
}

/* What is shown or decided says what stands in the system now, or why it does not. */
static const struct fail *up_to_date(struct ctx *cx, const struct result_run *run,
                                     const struct flow_wish *in, str *ret_past)
{
        struct result_stale s;
        struct ctx zh = *cx;            /* the trail is kept in Chinese */
        zh.lang = LANG_ZH;
        const struct fail *f = result_stale(cx, run, &s);
        str words = f ? S("") : result_stale_words(cx, &s);
        if (f || !words.n)
                return f;
        *ret_past = result_stale_words(&zh, &s);
        if (!str_trim(in->reason).n)
                return fail_field(cx, S("reason"), "核算以后又有变化，这次都没有计入：%.*s。请重新核算；仍用这一次的，请写明原因",
                                  STR(words));
        return in->seen ? NULL
                : fail_field(cx, S("seen"), "核算以后又有变化，这次都没有计入：%.*s。请逐项看过再确认", STR(words));
}

static const struct fail *open_it(struct ctx *cx, const struct result_run *run,
                                  const struct flow_wish *in, struct passed *past)
{
        struct edition_rules rules;
        day until;
        /* made before its year was over by an older version: nobody knew December then */
        if (day_of_instant(run->at).n <= day_make(run->year, 12, 31).n)
                return fail(cx, CONFLICT, "这次结果是 %d 年结束以前核算的，请重新核算后再公示",
                            run->year);
        const struct fail *f = all_settled(cx, run, false, in);
        if (!f)
                f = rules_of(cx, run, &rules);
        if (!f && in->day.n < day_of_instant(run->at).n)
                f = fail_field(cx, S("day"), "公示不能早于核算的那一天");
        if (!f && in->day.n < cx->today.n)      /* the whole period is for the units, and so is the time to appeal */
                f = fail_field(cx, S("day"), "公示第一天不能早于今天：公示期和申诉期都从这一天算起");
        if (!f)
                f = public_until(cx, &rules, in->day, &until);
        if (f)
                return f;
        if (!str_trim(in->to).n)
                return fail_field(cx, S("addressee"), "请写明异议向谁提出：受理的单位和电话或地址");
        f = up_to_date(cx, run, in, &past->stale);
        if (f)
                return f;
        run_open(cx, run->id, in->day, until, str_trim(in->number), str_trim(in->to));
        runs_replace(cx, run->scheme, run->id, run->stage, run->through, RESULT_REPLACED,
                     RESULT_COMPUTED, RESULT_ARCHIVED, cx->today);
        return NULL;
}

static const struct fail *may_close(struct ctx *cx, const struct result_run *run)
{
        day until;
        struct appeals_open open;
        const struct fail *f = appeal_until(cx, run, &until);
        if (f)
                return f;
        until = until.n > run->public_until.n ? until : run->public_until;
        if (cx->today.n <= until.n)
                return fail(cx, CONFLICT, "公示和申诉到 %.*s 为止，之后才能结束",
                            STR(day_zh(cx->arena, until)));
        f = appeals_open(cx, run->scheme, APPEAL_FILED, APPEAL_TAKEN, &open);
        if (!f && open.n)
                f = fail(cx, CONFLICT, "还有 %ld 件申诉没有办结，不能结束公示", open.n);
        return f;
}

/* ---- the decision ------------------------------------------------------------------------------ */

/* A unit that was right in its appeal finds it in the result, or reads why not. */
static const struct fail *won_counts(struct ctx *cx, const struct result_run *run,
                                     const struct flow_wish *in, str *ret_past)
{
        const struct appeal_won *list, *first = NULL;
        struct buf same = buf_new(cx->arena, 4096);
        int n;
        const struct fail *f = appeals_won(cx, run, &list, &n);
        for (int i = 0; !f && i < n; i++) {
                if (!list[i].same)
                        continue;
                first = first ? first : &list[i];
                str about = list[i].node_name.n ? list[i].node_name : S("总分或等次"); /* the trail is kept in Chinese */
                buf_f(&same, "%s%.*s（%.*s）", same.n ? "、" : "", STR(list[i].unit_name), STR(about));
        }
        if (f || !first)
                return f;
        *ret_past = buf_str(&same);
        if (!str_trim(in->reason).n)
                return fail_field(cx, S("reason"),
                                  "%.*s的申诉（%.*s）已审定更正，这次定分却与公示的一样（%.*s 分）：请先更正数据再核算；"
                                  "确实不影响得分的，请写明原因", STR(first->unit_name),
                                  STR(first->node_name.n ? first->node_name
                                                         : str_of(words_of(cx->lang, "总分或等次"))),
                                  STR(points_str(cx->arena, first->after, 2)));
        return in->seen ? NULL : fail_field(cx, S("seen"), "请逐项看过审定更正而得分没有变化的申诉再确认");
}

/* Every point that changed after publicity was approved with an appeal, or the run says why. */
static const struct fail *may_decide(struct ctx *cx, const struct result_run *run,
                                     const struct flow_wish *in, struct passed *past)
{
        struct kept *before, *after;
        struct appeals_of it;
        int n_before, n_after;
        int64_t *approved = NULL;
        int n = 0, cap = 0;
        const struct fail *f = all_settled(cx, run, true, in);
        if (!f)
                f = kept_units(cx, run->base, &before, &n_before);
        if (!f)
                f = kept_units(cx, run->id, &after, &n_after);
        if (f)
                return f;
        str open = { 0 };
        appeals_of(&it, cx, run->scheme, S(""), 0, (str){ 0 });
        while (appeals_of_next(&it)) {
                if (it.state == APPEAL_APPROVED)
                        *VEC_ADD(cx->arena, approved, n, cap) = it.unit;
                else if (it.state == APPEAL_FILED || it.state == APPEAL_TAKEN || it.state == APPEAL_CHANGED)
                        open = it.unit_name;
        }
        f = appeals_of_end(&it);
        if (!f && open.n)
                f = fail(cx, CONFLICT, "%.*s的申诉还没有办完（含更正的审定）", STR(open));
        for (int i = 0; !f && i < n_after; i++) {
                bool same = false, allowed = str_trim(in->reason).n || run->reason.n;
                for (int k = 0; k < n_before; k++)
                        if (before[k].unit == after[i].unit)
                                same = before[k].total == after[i].total;
                for (int k = 0; k < n; k++)
                        allowed |= approved[k] == after[i].unit;
                if (!same && !allowed)
                        f = fail_field(cx, S("reason"), "%.*s的得分与公示的不同，又没有审定的申诉，请写明原因",
                                       STR(after[i].name));
        }
        if (!f)
                f = up_to_date(cx, run, in, &past->stale);
        return f ? f : won_counts(cx, run, in, &past->won);
}

/* ---- told ------------------------------------------------------------------------------------ */

/* Each unit of the run, when it is shown and when it is published: whoever sees its score. */
static const struct fail *tell_units(struct ctx *cx, int64_t id, bool opens)
{
        struct result_run run;
        struct kept *list = NULL;
        int n = 0;
        day until = DAY_NONE;
        const struct fail *f = result_run_find(cx, id, &run);
        if (!f)
                f = kept_units(cx, id, &list, &n);
        if (!f && opens)
                f = appeal_until(cx, &run, &until);
        if (f)
                return f;
        bool ahead = run.public_from.n > cx->today.n;
        const char *words = words_of(cx->lang, opens ? "%d 年考核初步结果 %.*s 起公示，申诉到 %.*s 为止"
                                                     : "%d 年考核结果已公布");
        str title = opens ? str_f(cx->arena, words, run.year, STR(day_zh(cx->arena, run.public_from)),
                                  STR(day_zh(cx->arena, until)))
                          : str_f(cx->arena, words, run.year);
        for (int i = 0; i < n; i++)
                message_send(cx, &(struct message){
                        .kind = opens ? "result.open" : "result.publish",
                        .holders = MAY_RESULT_VIEW,
                        .readers = true, .unit = list[i].unit, .but = cx->user,
                        .event = str_f(cx->arena, "result-%ld-%s-%ld", id,
                                        opens ? "open" : "publish", list[i].unit),
                        .title = title,
                        .href = ahead ? S("/results")
                                      : str_f(cx->arena, "/results/%ld/units/%ld", id,
                                              list[i].unit) });
        return NULL;
}

/* ---- a step --------------------------------------------------------------------------------------- */

static const struct fail *step_effect(struct ctx *cx, const struct result_run *run,
                                      const struct flow_step *s, const struct flow_wish *in,
                                      struct passed *past)
{
        switch ((enum result_state)s->to) {
        case RESULT_RELEASED:
                runs_replace(cx, run->scheme, run->id, run->stage, run->through, RESULT_REPLACED,
                             RESULT_COMPUTED, RESULT_ARCHIVED, cx->today);
                return NULL;
        case RESULT_PUBLIC:
                return open_it(cx, run, in, past);
        case RESULT_CLOSED:
                return may_close(cx, run);
        case RESULT_DECIDED: {
                const struct fail *f = may_decide(cx, run, in, past);
                if (f)
                        return f;
                run_decide(cx, run->id, in->day, str_trim(in->number),
                           str_trim(in->reason).n ? str_trim(in->reason) : (str){ 0 });
                runs_replace(cx, run->scheme, run->id, run->stage, run->through, RESULT_REPLACED,
                             RESULT_COMPUTED, RESULT_ARCHIVED, cx->today);
                return NULL;
        }
        case RESULT_PUBLISHED:
                run_publish(cx, run->id, in->day, str_trim(in->number));
                return NULL;
        case RESULT_ARCHIVED: case RESULT_COMPUTED: case RESULT_REPLACED: case RESULT_STATES:
                break;
        }
        return NULL;
}

const struct fail *result_step(struct ctx *cx, int64_t id, const struct flow_wish *in)
{
        struct result_run run;
        const struct flow_step *s;
        const struct fail *f = result_run_find(cx, id, &run);
        if (!f)
                f = flow_find(cx, &result_flow, (int)run.state, in->event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, run.unit, run.year);
        if (!f && !result_step_fits(&run, s))
                f = fail(cx, CONFLICT, "“%s”没有这一步", words_of(cx->lang, result_stage_words[run.stage]));
        if (!f && run.version != in->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "result_run", id);
        if (!f && s->ask & FLOW_ASK_DAY && !day_is(in->day))
                f = fail_field(cx, S("day"), "请填日期");
        if (!f && s->ask & FLOW_ASK_DAY && s->to != RESULT_PUBLIC && in->day.n > cx->today.n)
                f = fail_field(cx, S("day"), "日期不能在今天以后");
        if (!f && s->ask & FLOW_ASK_NUMBER && !str_trim(in->number).n)
                f = fail_field(cx, S("number"), "请填文件或会议的名称和文号");
        if (f)
                return f;
        struct passed past = { .won = { 0 } };
        cx->db->serializable = true;            /* nobody reviews a figure between the look and the step */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        run_move(cx, id, in->version, s->from, s->to);
        f = step_effect(cx, &run, s, in, &past);
        if (!f && (s->to == RESULT_PUBLIC || s->to == RESULT_PUBLISHED))
                f = tell_units(cx, id, s->to == RESULT_PUBLIC);
        if (f) {                /* its own words say why: nobody came first */
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        audit_log(cx, str_f(cx->arena, "result.%s", s->event).p, "result_run", id,
                  step_text(cx, s, in, &past));
        return audit_conflict(cx, tx_commit(&tx), "result_run", id);
}

/* ---- grades by decision --------------------------------------------------------------------------- */

static str grade_text(struct ctx *cx, const char *when, str unit, str grade, str reason, str by)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, when, '{');
        json_put_str(&j, "unit", unit);
        json_put_str(&j, "grade", grade);
        json_put_str(&j, "reason", reason);
        json_put_str(&j, "decided_by", by);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

const struct fail *grade_may_change(struct ctx *cx, int64_t scheme)
{
        struct runs_in_state n;
        const struct fail *f = runs_in_state(cx, scheme, RESULT_ARCHIVED, &n);
        if (!f && n.n)
                f = fail(cx, CONFLICT, "这一年的结果已经归档，不再核算，等次决定不会生效；是否影响下一年度，由审定机关决定");
        return f;
}

const struct fail *grade_decide(struct ctx *cx, const struct grade_wish *in, int64_t *ret_id)
{
        struct scheme_by_id s;
        struct edition_newest newest;
        struct edition e;
        bool known = false;
        const struct fail *f = scheme_by_id(cx, in->scheme, &s);
        if (!f)
                f = auth_change_year(cx, MAY_RESULT_DECIDE, s.unit, (int)s.year);
        if (!f)
                f = edition_newest(cx, in->scheme, &newest);
        if (!f)
                f = edition_read(cx, newest.id, &e);
        if (f)
                return f;
        const struct edition_unit *u = edition_unit_of(&e, in->unit);
        for (int i = 0; i < e.n_grades; i++)
                known |= str_eq(e.grades[i].name, in->grade);
        if (!u)
                return fail_field(cx, S("unit"), "方案里没有这个单位");
        if (!known)
                return fail_field(cx, S("grade"), "方案里没有“%.*s”这个等次", STR(in->grade));
        if (!str_trim(in->reason).n)
                return fail_field(cx, S("reason"), "请写明原因");
        if (!str_trim(in->decided_by).n)
                return fail_field(cx, S("by"), "请填作出决定的会议或文件");
        if (!day_is(in->decided) || in->decided.n > cx->today.n)
                return fail_field(cx, S("day"), "日期不能在今天以后");
        cx->db->serializable = true;            /* nobody archives the year meanwhile */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = grade_may_change(cx, in->scheme);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        int64_t id = grade_decision_insert(cx, in->scheme, in->unit, in->grade, str_trim(in->reason),
                                           str_trim(in->decided_by), in->decided, cx->user, cx->now);
        audit_log(cx, "result.grade", "grade_decision", id,
                  grade_text(cx, "after", u->brief, in->grade, str_trim(in->reason),
                             str_trim(in->decided_by)));
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f;
}

const struct fail *grade_revoke(struct ctx *cx, int64_t id, int64_t version)
{
        struct grade_decision_by_id d;
        struct scheme_by_id s;
        const struct fail *f = grade_decision_by_id(cx, id, &d);
        if (!f)
                f = scheme_by_id(cx, d.scheme, &s);
        if (!f)
                f = auth_change_year(cx, MAY_RESULT_DECIDE, s.unit, (int)s.year);
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = grade_may_change(cx, d.scheme);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        grade_decision_revoke(cx, id, version, cx->today);
        audit_log(cx, "result.ungrade", "grade_decision", id,
                  grade_text(cx, "before", (str){ 0 }, d.grade, (str){ 0 }, (str){ 0 }));
        return audit_conflict(cx, tx_commit(&tx), "grade_decision", id);
}

const struct fail *grade_decisions(struct ctx *cx, int64_t scheme, const struct grade_row **ret,
                                   int *ret_n)
{
        struct grade_decisions_of it;
        struct grade_row *list = NULL;
        int n = 0, cap = 0;
        grade_decisions_of(&it, cx, scheme);
        while (grade_decisions_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct grade_row){
                        it.id, it.unit, it.version, it.name, it.grade, it.reason, it.decided_by,
                        it.decided, it.revoked };
        *ret = list, *ret_n = n;
        return grade_decisions_of_end(&it);
}

/* ---- what waits ------------------------------------------------------------------------------ */

/* Publicity waits for nobody while it lasts. */
static bool is_over(struct ctx *cx, int64_t id)
{
        struct result_run run;
        day until;
        return !result_run_find(cx, id, &run) && !appeal_until(cx, &run, &until) &&
               until.n < cx->today.n && run.public_until.n < cx->today.n;
}

const struct fail *result_waiting(struct ctx *cx, const struct wait_row *row, struct waits *t)
{
        struct runs_waiting it;
        struct auth_reach r = auth_reach_waits(cx, row->need, row->own);
        struct { int64_t id; str name, about; } *list = NULL;
        int n = 0, cap = 0;
        runs_waiting(&it, cx, row->state / RESULT_STATES, row->state % RESULT_STATES, RESULT_COMPUTED,
                     RESULT_CLOSED, RESULT_REPLACED, r.prefix, r.unit, r.group, r.years.first, r.years.last);
        while (runs_waiting_next(&it)) {
                VEC_ADD(cx->arena, list, n, cap)->id = it.id;
                list[n - 1].name = it.name;
                list[n - 1].about = str_f(cx->arena, words_of(cx->lang, "第 %ld 次核算"), it.no);
        }
        const struct fail *f = runs_waiting_end(&it);
        for (int i = 0; !f && i < n; i++)
                if (row->state % RESULT_STATES != RESULT_PUBLIC || is_over(cx, list[i].id))
                        wait_add(cx, t, row, list[i].id, list[i].name, list[i].about, DAY_NONE);
        return f;
}
