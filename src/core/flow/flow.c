/* core/flow/flow.c - see flow.h. */
#include "base/form.h"
#include "core/flow/flow.h"

const struct fail *flow_find(struct ctx *cx, const struct flow *flow, int from,
                             str event, const struct flow_step **ret)
{
        const struct flow_step *here = NULL;
        bool known = false, may = false;

        must(from >= 0 && from < flow->n_states);
        for (int i = 0; i < flow->n_steps && !here; i++) {
                if (!str_is(event, flow->steps[i].event))
                        continue;
                known = true;
                may |= perms_has(&cx->may, flow->steps[i].need);
                if (flow->steps[i].from == from)
                        here = &flow->steps[i];
        }
        if (!known)
                return fail_field(cx, S("event"), "没有这一步");
        if (!here && !may)      /* whoever may never take it is not told the state */
                return fail(cx, DENIED, "%s", "");
        if (!here)
                return fail(cx, CONFLICT, "当前状态为“%s”，不能办理这一步",
                            words_of(cx->lang, flow->states[from]));
        if (!perms_has(&cx->may, here->need))
                return fail(cx, DENIED, "%s", "");
        *ret = here;
        return NULL;
}

const struct fail *flow_answered(struct ctx *cx, const struct flow_step *s, const struct flow_wish *in)
{
        if (s->ask & FLOW_ASK_REASON && !str_trim(in->reason).n)
                return fail_field(cx, S("reason"), "请写明理由");
        if (s->ask & FLOW_ASK_NUMBER && !str_trim(in->number).n)
                return fail_field(cx, S("number"), "请填文件或会议的名称和文号");
        if (s->ask & FLOW_ASK_DAY && (!day_is(in->day) || in->day.n > cx->today.n))
                return fail_field(cx, S("day"), "日期不能在今天以后");
        return NULL;
}

int flow_moves(struct ctx *cx, const struct flow *flow, int from, const struct flow_step **ret,
               int max)
{
        int n = 0;
        for (int i = 0; i < flow->n_steps && n < max; i++)
                if (flow->steps[i].from == from && perms_has(&cx->may, flow->steps[i].need))
                        ret[n++] = &flow->steps[i];
        return n;
}

struct flow_wish flow_wish_of(struct form *form, int reason_most)
{
        return (struct flow_wish){ .event = form_text(form, "event", 1, 20),
                                   .version = form_int(form, "version", 1, INT32_MAX),
                                   .day = form_day_or_none(form, "day"),
                                   .number = form_text(form, "number", 0, 200),
                                   .reason = form_text(form, "reason", 0, reason_most),
                                   .seen = form_int_or(form, "seen", 0, 1, 0) == 1 };
}
