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
