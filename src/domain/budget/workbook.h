/* domain/budget/workbook.h - a whole budget as a workbook: the sheet of the lines and one of each part. */
#ifndef DOMAIN_BUDGET_WORKBOOK_H
#define DOMAIN_BUDGET_WORKBOOK_H

#include "domain/budget/part.h"

/* What stands in `b`, sheet by sheet, with drop-downs; read again by workbook_read(). With `empty`
 * heads alone. */
const struct fail *workbook_write(struct ctx *cx, const struct budget *b, bool empty,
                                  str *ret_bytes) MUST_USE;

/**
 * Read the parts' sheets of a workbook into `b`, in the order of budget_parts: what a sheet says
 * replaces that part, a sheet that is absent or has no rows leaves it. The sheet of the lines is
 * not read here.
 *
 * @param ret  n_budget_parts imports with what was found, NULL where the part was left; `b` must not
 *             be used when one has n_bad.
 * @return NULL; *ret is NULL when the file is no workbook. Failures as of import_file().
 */
const struct fail *workbook_read(struct ctx *cx, str filename, str bytes, bool sealed,
                                 struct budget *b, struct import ***ret) MUST_USE;

#endif
