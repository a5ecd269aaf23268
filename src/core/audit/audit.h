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

#endif
