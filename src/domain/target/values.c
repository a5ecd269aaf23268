/* domain/target/values.c - see values.h. */
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/values.h"

int values_of_units(struct ctx *cx, void *arg UNUSED, const struct import_field *f UNUSED,
                    const struct import_value **ret)
{
        struct units_standing it;
        struct import_value *v = NULL;
        int n = 0, cap = 0;
        units_standing(&it, cx, ORG_SECTION, ORG_COUNTY);
        while (units_standing_next(&it))
                *VEC_ADD(cx->arena, v, n, cap) = (struct import_value){ .code = it.brief, .id = it.id };
        *ret = v;
        return units_standing_end(&it) ? 0 : n;
}
