/* domain/org/name.h - what a unit is and was called. */
#ifndef DOMAIN_ORG_NAME_H
#define DOMAIN_ORG_NAME_H

#include "domain/org/org.h"

struct org_name {
        str name, brief;
        day since, until;               /* since DAY_NONE: as far back as the records go */
        str document;                   /* absent: not known */
};
/* Former names, the latest first; the present one is the unit's own. */
const struct fail *org_names(struct ctx *cx, int64_t unit, const struct org_name **ret,
                             int *ret_n) MUST_USE;

struct org_rename { str name, brief, document; day on; };
/**
 * Give a unit a new name from a day on (更名); the old one stays as its former name until the day
 * before. Opens its own transaction. CONFLICT: changed since `version`. INVALID with the field:
 * a day to come, or not after the day the present name began; the same name and short name; a
 * unit that is abolished.
 */
const struct fail *org_unit_rename(struct ctx *cx, int64_t id, int64_t version,
                                   const struct org_rename *r) MUST_USE;

#endif
