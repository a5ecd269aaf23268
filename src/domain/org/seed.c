/* domain/org/seed.c - what is put right whenever the program starts. */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "domain/org/absence.h"
#include "domain/org/group.h"
#include "domain/org/group.sql.h"

/* A database from before groups had years begins with the groups of its units. */
const struct fail *org_groups_begin(struct ctx *cx)
{
        struct unit_groups_begun have;
        int year = day_year(cx->today);
        const struct fail *f = unit_groups_begun(cx, &have);
        if (f || have.groups || !have.units)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        unit_groups_from_units(cx, year);
        audit_log(cx, "unit.groups", "unit_group", year, (str){ 0 });
        return tx_commit(&tx);
}

const struct fail *org_seed(struct ctx *cx)
{
        const struct fail *f = absence_departures(cx);
        if (!f)
                f = org_groups_begin(cx);
        if (!f)
                f = org_groups_now(cx);
        return f ? f : search_fill(cx, false);
}
