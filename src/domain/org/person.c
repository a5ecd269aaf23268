/* domain/org/person.c - people as records; their accounts are core/auth's. */
#include "core/audit/audit.h"
#include "domain/org/org.h"
#include "domain/org/person.sql.h"

const struct fail *org_person_rename(struct ctx *cx, int64_t id, int64_t version, str name)
{
        struct person_by_id was;
        const struct fail *f = person_by_id(cx, id, &was);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        person_rename(cx, id, version, name);
        audit_log(cx, "person.rename", "person", id, str_f(cx->arena, "%.*s → %.*s", STR(was.name),
                                                           STR(name)));
        return tx_commit(&tx);
}
