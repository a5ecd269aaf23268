/* core/audit/audit.h - who changed what, in the same transaction as the change. */
#ifndef CORE_AUDIT_AUDIT_H
#define CORE_AUDIT_AUDIT_H

#include "core/db/db.h"

/**
 * Write one audit row; only inside a transaction (must). The who, unit, instant and request
 * id come from cx.
 *
 * @param event   a code from core/audit/events.def, "budget.approve"
 * @param entity  the table's word, "budget"; with id the record it is about
 * @param detail  what changed, as JSON text {"before":…,"after":…}; no secrets; may be absent
 */
void audit_log(struct ctx *cx, const char *event, const char *entity, int64_t id, str detail);

/* The rows of events.def. */
struct audit_event { str code; const char *label; };
extern const struct audit_event audit_events[];
extern const int                n_audit_events;
/* Its Chinese label; NULL: no such event (a row of a later version). */
const char *audit_label(str code);

/**
 * The failure of one who came too late, with what happened meanwhile: "…于 … 修改预算明细". Any
 * failure but CONFLICT (and NULL) comes back unchanged.
 */
const struct fail *audit_conflict(struct ctx *cx, const struct fail *f, const char *entity,
                                  int64_t id) MUST_USE;

#endif
