/* domain/budget/imports.h - what comes in by file through the shared import pages. */
#ifndef DOMAIN_BUDGET_IMPORTS_H
#define DOMAIN_BUDGET_IMPORTS_H

#include "core/import/importer.h"

extern const struct importer lines_importer;            /* 预算明细 of one unit and year */
extern const struct importer edition_importer;          /* an edition of an account list */

#endif
