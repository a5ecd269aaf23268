/* domain/target/use/advice.c - bounds of the analysis; what the office proposes, adopted or not. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/use/analysis.h"
#include "domain/target/use/analysis.sql.h"

const char *const advice_state_words[ADVICE_STATES] = {
        [ADVICE_DRAFT] = "待定", [ADVICE_ADOPTED] = "已采纳", [ADVICE_REJECTED] = "未采纳",
};
static const struct flow_step steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { ADVICE_DRAFT, "adopt",  ADVICE_ADOPTED,  MAY_RESULT_DECIDE, FLOW_ASK_DAY, 0, "采纳", false },
        { ADVICE_DRAFT, "reject", ADVICE_REJECTED, MAY_RESULT_DECIDE, FLOW_ASK_DAY | FLOW_ASK_REASON, 0,
          "不采纳", false },
};
const struct flow advice_flow = {
        .name = "advice", .states = advice_state_words, .n_states = ADVICE_STATES,
        .steps = steps, .n_steps = COUNT_OF(steps),
};

static str text_of(struct ctx *cx, str finding, str subject, str words)
{
        struct buf b = buf_new(cx->arena, 16384);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "finding", finding);
        json_put_str(&j, "subject", subject);
        json_put_str(&j, "words", words);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

const struct fail *analysis_bound(struct ctx *cx, const struct result_run *run, str finding,
                                  int64_t bound, int64_t version)
{
        struct analysis a;
        int id = -1;
        const struct fail *f = auth_change_year(cx, MAY_RESULT_RUN, run->unit, run->year);
        for (int i = 0; i < FINDINGS; i++)
                if (str_is(finding, finding_rules[i].code))
                        id = i;
        if (!f && id < 0)
                f = fail_field(cx, S("finding"), "没有这一类发现");
        if (!f && (bound < 0 || bound > (int64_t)10000 * 1000000))
                f = fail_field(cx, S("bound"), "界限应在 0 到 10000 之间");
        if (!f)
                f = analysis_of(cx, run, &a);
        if (!f && a.bounds[id].version != version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "analysis_bound", run->scheme);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (version)
                analysis_bound_update(cx, run->scheme, finding, version, bound);
        else
                analysis_bound_insert(cx, run->scheme, finding, bound);
        audit_log(cx, "analysis.bound", "analysis_bound", run->scheme,
                  text_of(cx, finding, (str){ 0 }, points_str(cx->arena, (points){ bound }, 0)));
        return audit_conflict(cx, tx_commit(&tx), "analysis_bound", run->scheme);
}

/* ---- advice ---------------------------------------------------------------------------------------- */

#define ADVICE_OF(x)                                                                              \
        (struct advice){                                                                          \
                .id = (x)->id, .run = (x)->run, .version = (x)->version, .year = (int)(x)->year,  \
                .finding = (x)->finding, .subject = (x)->subject, .name = (x)->name,              \
                .said = (x)->said, .words = (x)->words, .reason = (x)->reason,                    \
                .state = (enum advice_state)(x)->state, .decided = (x)->decided,                  \
        }

const struct fail *advices_of(struct ctx *cx, const struct result_run *run,
                              const struct advice **ret, int *ret_n)
{
        struct advices it;
        struct advice *list = NULL;
        int n = 0, cap = 0;
        const struct fail *f = auth_see_year(cx, MAY_RESULT_VIEW, run->unit, run->year);
        if (f)
                return f;
        advices(&it, cx, run->id);
        while (advices_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = ADVICE_OF(&it);
        *ret = list, *ret_n = n;
        return advices_end(&it);
}

const struct fail *advice_find(struct ctx *cx, int64_t id, struct advice *ret)
{
        struct advice_by_id x;
        struct result_run run;
        const struct fail *f = advice_by_id(cx, id, &x);
        if (!f)
                f = result_run_find(cx, x.run, &run);
        if (!f)
                f = auth_see_year(cx, MAY_RESULT_VIEW, run.unit, run.year);
        if (!f)
                *ret = ADVICE_OF(&x);
        return f;
}

const struct fail *advice_put(struct ctx *cx, const struct result_run *run, str finding,
                              str subject, str words, int64_t version)
{
        struct analysis a;
        const struct advice *list;
        const struct finding *x;
        int n;
        int64_t id = 0;
        const struct fail *f = auth_change_year(cx, MAY_RESULT_RUN, run->unit, run->year);
        if (!f)
                f = analysis_of(cx, run, &a);
        if (!f && !(x = analysis_find(&a, finding, subject)))
                f = fail_field(cx, S("subject"), "现在没有这一项发现，请刷新后再写");
        if (!f && !str_trim(words).n)
                f = fail_field(cx, S("words"), "请写改进建议");
        if (!f)
                f = advices_of(cx, run, &list, &n);
        if (f)
                return f;
        for (int i = 0; i < n; i++)
                if (str_eq(list[i].finding, finding) && str_eq(list[i].subject, subject))
                        id = list[i].id;
        if (id && !version)
                return audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "analysis_advice", id);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (id)
                advice_update(cx, id, version, x->said, str_trim(words), ADVICE_DRAFT, cx->user, cx->now);
        else
                id = advice_insert(cx, run->id, finding, subject, x->name, x->said, str_trim(words),
                                   cx->user, cx->now);
        audit_log(cx, "analysis.advice", "analysis_advice", id,
                  text_of(cx, finding, subject, str_trim(words)));
        return audit_conflict(cx, tx_commit(&tx), "analysis_advice", id);
}

const struct fail *advice_move(struct ctx *cx, int64_t id, const struct flow_wish *in)
{
        struct advice x;
        struct result_run run;
        const struct flow_step *s;
        const struct fail *f = advice_find(cx, id, &x);
        if (!f)
                f = result_run_find(cx, x.run, &run);
        if (!f)
                f = flow_find(cx, &advice_flow, (int)x.state, in->event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, run.unit, run.year);
        if (!f && x.version != in->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "analysis_advice", id);
        if (!f)
                f = flow_answered(cx, s, in);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        advice_step(cx, id, in->version, s->from, s->to,
                    str_trim(in->reason).n ? str_trim(in->reason) : (str){ 0 }, in->day, cx->user != 0,
                    cx->user);
        audit_log(cx, str_f(cx->arena, "analysis.%s", s->event).p, "analysis_advice", id,
                  text_of(cx, x.finding, x.subject, str_trim(in->reason)));
        return audit_conflict(cx, tx_commit(&tx), "analysis_advice", id);
}

const struct fail *advice_hints(struct ctx *cx, int64_t county, int year, const struct advice **ret,
                                int *ret_n)
{
        struct advices_adopted it;
        struct advice *list = NULL;
        int n = 0, cap = 0;
        advices_adopted(&it, cx, county, year, ADVICE_ADOPTED);
        while (advices_adopted_next(&it))
                if (!n || list[0].year == it.year)
                        *VEC_ADD(cx->arena, list, n, cap) = ADVICE_OF(&it);
        *ret = list, *ret_n = n;
        return advices_adopted_end(&it);
}
