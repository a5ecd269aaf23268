/* domain/target/values.h - what cells of imported files are chosen from. */
#ifndef DOMAIN_TARGET_VALUES_H
#define DOMAIN_TARGET_VALUES_H

#include "core/import/import.h"

/* An import_values: the units that stand, by their short names; none when they cannot be read. */
int values_of_units(struct ctx *cx, void *arg, const struct import_field *f,
                    const struct import_value **ret);

#endif
