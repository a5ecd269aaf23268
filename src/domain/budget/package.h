/* domain/budget/package.h - the open-data package of a disclosure (domain §5.1): a ZIP of CSV
 * and JSON with a datapackage.json that describes every file.
 *
 * Atomic lines first, then the tables exactly as printed, every sentence with its pattern and
 * facts, the code lists used, the profile and the checks. No personal data; a text cell that a
 * spreadsheet would run as a formula is defused.
 */
#ifndef DOMAIN_BUDGET_PACKAGE_H
#define DOMAIN_BUDGET_PACKAGE_H

#include "domain/budget/checks.h"

/**
 * The package as bytes. The same input gives the same bytes. checks.json holds both sides of each
 * identity when the report was made with `keep`; `pdf_sha256` is of the same disclosure as PDF,
 * absent where none was made. INVALID when check R16 found personal data: it is not exported;
 * BROKEN when the ZIP could not be made.
 */
const struct fail *budget_package(struct ctx *cx, const struct disclosure *d,
                                  const struct check_report *checks, str pdf_sha256,
                                  str *ret_bytes) MUST_USE;

/* One CSV cell after RFC 4180, defused: a text that begins with = + - @, tab or CR gets a
 * leading apostrophe. Numbers are written by the caller and need none. */
void csv_put(struct buf *o, str cell);

#endif
