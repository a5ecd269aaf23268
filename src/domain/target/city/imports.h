/* domain/target/city/imports.h - the city's indicators and a month of them, by file. */
#ifndef DOMAIN_TARGET_CITY_IMPORTS_H
#define DOMAIN_TARGET_CITY_IMPORTS_H

#include "core/import/importer.h"

/* One row an indicator: made where its code is new, and estimated for the month that is asked. */
extern const struct importer city_months_importer;
/* One row a county and indicator, or its total: as the city published them, of one month. */
extern const struct importer city_peers_importer;

/* The answers "year" and "month" of an import: the city's targets of that year (none said: the
 * newest) and the month, 0…11 (none said: 0). INVALID with the field: no such year, no month. */
struct city;
const struct fail *city_asked(struct ctx *cx, str about, struct city *ret, int *ret_month) MUST_USE;

#endif
