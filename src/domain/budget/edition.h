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

/* The codes of one edition, sorted; the list's name is left as it was. None where there is no such edition. */
const struct fail *account_list_read(struct ctx *cx, int64_t id, struct account_list *ret) MUST_USE;

/* The lists of accounts there are, and what a list is called: "function" 功能分类科目. */
enum { ACCOUNT_LISTS = 3 };
extern const char *const account_list_codes[ACCOUNT_LISTS], *const account_list_labels[ACCOUNT_LISTS];
const char *account_list_label(str code);

/**
 * Import one edition from a CSV or XLSX: columns code, name and where the list has them level,
 * budget, gov_organ, gov_institution, basis, definition. All or nothing; older open editions
 * are closed the day before. INVALID names row and column: code not 3, 5 or 7 digits, a code
 * without its parent, a duplicate. CONFLICT: an edition of that name is there already.
 * @param sealed  parse in a confined child: for whatever came over the network.
 */
const struct fail *edition_import(struct ctx *cx, const char *list, str name, day valid_from,
                                  str source, str filename, str bytes, bool sealed, int *ret_n) MUST_USE;

/* CONFLICT: an edition of that name is there already, or one begins later. */
const struct fail *edition_free(struct ctx *cx, const char *list, str name,
                                day valid_from) MUST_USE;
/* Inside a transaction: write an edition of n rows (sorted here). INVALID: a code without its parent, a
 * code twice. */
const struct fail *edition_put_in(struct ctx *cx, const char *list, str name, day valid_from,
                                  str source, struct account *rows, int n,
                                  int64_t *ret_id) MUST_USE;
/* The name of an edition of the same list that came after this one; absent: none. */
const struct fail *edition_newer(struct ctx *cx, int64_t id, str *ret_name) MUST_USE;
/* Inside a transaction: take an edition back; the one before it is in force again. */
const struct fail *edition_drop_in(struct ctx *cx, int64_t id) MUST_USE;

/* The editions that come with the program (data/accounts), where there is none yet. */
const struct fail *editions_install(struct ctx *cx) MUST_USE;

#endif
