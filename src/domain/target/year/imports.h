/* domain/target/year/imports.h - the import of figures, a row of the module. */
#ifndef DOMAIN_TARGET_YEAR_IMPORTS_H
#define DOMAIN_TARGET_YEAR_IMPORTS_H

#include "core/import/importer.h"

extern const struct importer figures_importer;

#endif
