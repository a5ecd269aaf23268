/* domain/target/use/imports.h - results of earlier years, by file. */
#ifndef DOMAIN_TARGET_USE_IMPORTS_H
#define DOMAIN_TARGET_USE_IMPORTS_H

#include "core/import/importer.h"

/* One row a unit and year; what is there is replaced, what was published here is refused. */
extern const struct importer history_importer;

#endif
