/* core/audit/audit.c - see audit.h. */
#include "core/audit/audit.h"
#include "core/audit/audit.sql.h"
#include "core/audit/chain.h"

const struct audit_event audit_events[] = {
#define EVENT(code, label) { S_C(code), label },
#include "core/audit/events.def"
#undef EVENT
};
const int n_audit_events = COUNT_OF(audit_events);

const char *audit_label(str code)
{
        for (int i = 0; i < n_audit_events; i++)
                if (str_eq(code, audit_events[i].code))
                        return audit_events[i].label;
        return NULL;
}

/* The place of the row that is written now; false: PostgreSQL, or the transaction is broken. */
static bool next_place(struct ctx *cx, struct chain_tip **ret, int64_t *ret_id)
{
        struct audit_next_id next;
        const struct fail *f = NULL;
        struct chain_tip *tip = audit_tip_of(cx, &f);
        if (!f && !tip)
                f = audit_next_id(cx, &next);
        if (f) {
                tx_refuse(cx, f);
                return false;
        }
        *ret = tip;
        *ret_id = tip ? tip->id + 1 : next.id;
        return true;
}

void audit_log(struct ctx *cx, const char *event, const char *entity, int64_t id, str detail)
{
        struct chain_tip *tip = NULL;
        struct audit_row r = {
                .at = cx->now, .has_who = cx->user != 0, .who = cx->user, .has_unit = cx->unit != 0, .unit = cx->unit,
                .request = cx->request, .event = str_of(event), .entity = str_of(entity), .record = id,
                .detail = detail,
        };
        must(audit_label(r.event));
        if (cx->db->broken || !next_place(cx, &tip, &r.id))
                return;
        struct digest mac = audit_mac(&r), link = { { 0 } };
        str mac_bytes = { (const char *)mac.b, DIGEST_BYTES }, link_bytes = { 0 };
        int64_t seal = tip ? tip->seal + 1 : 0;
        if (tip) {
                link = audit_link_of(tip->link, seal, mac_bytes);
                link_bytes = (str){ (const char *)link.b, DIGEST_BYTES };
        }
        audit_add(cx, r.id, r.at, r.has_who, r.who, r.has_unit, r.unit, r.request, r.event, r.entity, r.record,
                  r.detail, tip != NULL, seal, mac_bytes, link_bytes);
        if (tip && !cx->db->broken) {
                tip->seal = seal;
                tip->id = r.id;
                memcpy(tip->link, link.b, DIGEST_BYTES);
        }
}

const struct fail *audit_conflict(struct ctx *cx, const struct fail *f, const char *entity,
                                  int64_t id)
{
        struct audit_latest last;
        if (!f || f->kind != FAIL_CONFLICT || audit_latest(cx, str_of(entity), id, &last))
                return f;
        const char *label = audit_label(last.event);
        return fail(cx, CONFLICT, "您打开以后，%.*s 于 %.*s 办了“%s”。请对照后重试",
                    STR(last.who.n ? last.who : str_of(words_of(cx->lang, "系统"))),
                    STR(instant_str(cx->arena, last.at)), label ? words_of(cx->lang, label) : "—");
}
