/* domain/target/city/imports.h - the city's indicators and a month of them, by file. */
#ifndef DOMAIN_TARGET_CITY_IMPORTS_H
#define DOMAIN_TARGET_CITY_IMPORTS_H

#include "core/import/importer.h"

/* One row an indicator: made where its code is new, and estimated for the month that is asked. */
extern const struct importer city_months_importer;
/* One row a county and indicator, or its total: as the city published them, of one month. */
extern const struct importer city_peers_importer;

#endif
