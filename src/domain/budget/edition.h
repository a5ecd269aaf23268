/* domain/budget/edition.h - editions of the account lists (政府收支分类科目) in the database. */
#ifndef DOMAIN_BUDGET_EDITION_H
#define DOMAIN_BUDGET_EDITION_H

#include "core/db/db.h"
#include "domain/budget/model.h"

/**
 * The list in force on 1 January of `year`, else the oldest edition.
 * @param list  "function", "economic" (of the department) or "government".
 * NOT_FOUND: no edition at all.
 */
const struct fail *edition_load(struct ctx *cx, const char *list, int year,
                                     struct account_list *ret) MUST_USE;

/**
 * Import one edition from a CSV or XLSX: columns code, name and where the list has them level,
 * budget, gov_organ, gov_institution, basis, definition. All or nothing; older open editions
 * are closed the day before. INVALID names row and column: code not 3, 5 or 7 digits, a code
 * without its parent, a duplicate. CONFLICT: an edition of that name is there already.
 * @param sealed  parse in a confined child: for whatever came over the network.
 */
const struct fail *edition_import(struct ctx *cx, const char *list, str name, day valid_from,
                                  str source, str filename, str bytes, bool sealed, int *ret_n) MUST_USE;

/* The editions that come with the program (data/accounts), where there is none yet. */
const struct fail *editions_install(struct ctx *cx) MUST_USE;

#endif
