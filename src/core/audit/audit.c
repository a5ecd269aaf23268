/* core/audit/audit.c - see audit.h. */
#include "core/audit/audit.h"
#include "core/audit/audit.sql.h"

const struct audit_event audit_events[] = {
#define EVENT(code, label) { code, label },
#include "core/audit/events.def"
#undef EVENT
};
const int n_audit_events = COUNT_OF(audit_events);

const char *audit_label(str code)
{
        for (int i = 0; i < n_audit_events; i++)
                if (str_is(code, audit_events[i].code))
                        return audit_events[i].label;
        return NULL;
}

void audit_log(struct ctx *cx, const char *event, const char *entity, int64_t id, str detail)
{
        must(audit_label(str_of(event)));
        audit_add(cx, cx->now, cx->user != 0, cx->user, cx->unit != 0, cx->unit, cx->request,
                  str_of(event), str_of(entity), id, detail);
}

const struct fail *audit_conflict(struct ctx *cx, const struct fail *f, const char *entity, int64_t id)
{
        struct audit_latest last;
        if (!f || f->kind != FAIL_CONFLICT || audit_latest(cx, str_of(entity), id, &last))
                return f;
        const char *label = audit_label(last.event);
        return fail(cx, CONFLICT, "您打开以后，%.*s 于 %.*s 办了“%s”。请对照后重试",
                    STR(last.who.n ? last.who : str_of(words_of(cx->lang, "系统"))),
                    STR(instant_str(cx->arena, last.at)), label ? words_of(cx->lang, label) : "—");
}
