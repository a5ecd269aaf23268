/* domain/target/imports.h - indicators of a scheme's draft from a file, and as one. */
#ifndef DOMAIN_TARGET_IMPORTS_H
#define DOMAIN_TARGET_IMPORTS_H

#include "core/import/importer.h"
#include "domain/target/edition.h"

extern const struct importer nodes_importer;

/* The indicators of an edition as the file that nodes_importer reads: all of them, parents first.
 * The caller has asked edition_see(). */
const struct fail *nodes_sheet(struct ctx *cx, const struct edition *e, bool csv,
                               str *ret_bytes) MUST_USE;

#endif
