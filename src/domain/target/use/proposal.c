/* domain/target/use/proposal.c - proposals of rules: which there are, read, confirmed or not. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/use/use.h"
#include "domain/target/use/use.sql.h"

const struct use_rule use_rules[] = {
#define USE_RULE(code, least, most, what, basis) { code, least, most, what, basis },
#include "domain/target/use/rules.def"
#undef USE_RULE
};
const int n_use_rules = COUNT_OF(use_rules);

const struct use_rule *use_rule_of(str code)
{
        for (int i = 0; i < n_use_rules; i++)
                if (str_is(code, use_rules[i].code))
                        return &use_rules[i];
        return NULL;
}

const char *const use_state_words[USE_STATES] = {
        [USE_PROPOSED] = "待审定", [USE_CONFIRMED] = "已确认", [USE_DECLINED] = "不采纳",
};
static const struct flow_step steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { USE_PROPOSED, "confirm", USE_CONFIRMED, MAY_RESULT_DECIDE, FLOW_ASK_DAY | FLOW_ASK_NUMBER,
          0, "确认建议", true },
        { USE_PROPOSED, "decline", USE_DECLINED,  MAY_RESULT_DECIDE, FLOW_ASK_DAY | FLOW_ASK_REASON,
          0, "不采纳", false },
};
const struct flow use_flow = {
        .name = "use", .states = use_state_words, .n_states = USE_STATES,
        .steps = steps, .n_steps = COUNT_OF(steps),
};

#define PROPOSAL_OF(x)                                                                            \
        (struct use_proposal){                                                                    \
                .id = (x)->id, .run = (x)->run, .unit = (x)->unit, .version = (x)->version,       \
                .year = (int)(x)->year, .unit_name = (x)->unit_name, .years = (x)->years,         \
                .reason = (x)->reason, .basis = (x)->basis, .rule = use_rule_of((x)->rule),       \
                .state = (enum use_state)(x)->state, .decided = (x)->decided,                     \
        }

/* Before it is decided a proposal is the office's and the leaders' own; then the unit sees it too. */
static bool seen(struct ctx *cx, const struct result_run *run, const struct use_proposal *p)
{
        return !auth_see_year(cx, MAY_RESULT_VIEW, run->unit, run->year) ||
               (p->state == USE_CONFIRMED && result_may_detail(cx, run, p->unit));
}

const struct fail *use_proposals(struct ctx *cx, const struct result_run *run,
                                 const struct use_proposal **ret, int *ret_n)
{
        struct use_proposals_of it;
        struct use_proposal *list = NULL;
        int n = 0, cap = 0, kept = 0;
        use_proposals_of(&it, cx, run->id);
        while (use_proposals_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = PROPOSAL_OF(&it);
        const struct fail *f = use_proposals_of_end(&it);
        for (int i = 0; !f && i < n; i++)
                if (seen(cx, run, &list[i]))
                        list[kept++] = list[i];
        *ret = list, *ret_n = kept;
        return f;
}

const struct fail *use_proposal_find(struct ctx *cx, int64_t id, struct use_proposal *ret)
{
        struct use_proposal_by_id x;
        struct result_run run;
        struct use_proposal p;
        const struct fail *f = use_proposal_by_id(cx, id, &x);
        if (!f)
                f = result_run_find(cx, x.run, &run);
        if (f)
                return f;
        p = PROPOSAL_OF(&x);
        if (!seen(cx, &run, &p))
                return fail(cx, NOT_FOUND, "%s", "");
        *ret = p;
        return NULL;
}

static str move_text(struct ctx *cx, const struct use_proposal *p, const struct flow_wish *in)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "unit", p->unit_name);
        json_put_str(&j, "rule", p->rule ? str_of(p->rule->code) : (str){ 0 });
        json_put_str(&j, "years", p->years);
        json_put_str(&j, "day", day_str(cx->arena, in->day));
        json_put_str(&j, "number", in->number);
        json_put_str(&j, "reason", in->reason);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

const struct fail *use_move(struct ctx *cx, int64_t id, const struct flow_wish *in)
{
        struct use_proposal p;
        struct result_run run;
        const struct flow_step *s;
        const struct fail *f = use_proposal_find(cx, id, &p);
        if (!f)
                f = result_run_find(cx, p.run, &run);
        if (!f)
                f = flow_find(cx, &use_flow, (int)p.state, in->event, &s);
        if (!f)         /* the leading body decides for the county, not each unit for itself */
                f = auth_change_year(cx, (enum perm)s->need, run.unit, run.year);
        if (!f && p.version != in->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "use_proposal", id);
        if (!f)
                f = flow_answered(cx, s, in);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        use_proposal_move(cx, id, in->version, s->from, s->to,
                          str_trim(in->reason).n ? str_trim(in->reason) : (str){ 0 },
                          str_trim(in->number).n ? str_trim(in->number) : (str){ 0 }, in->day,
                          cx->user != 0, cx->user);
        audit_log(cx, str_f(cx->arena, "use.%s", s->event).p, "use_proposal", id,
                  move_text(cx, &p, in));
        return audit_conflict(cx, tx_commit(&tx), "use_proposal", id);
}
