/* domain/budget/json.h - a budget as JSON (docs/formats/budget.schema.json): read and written. */
#ifndef DOMAIN_BUDGET_JSON_H
#define DOMAIN_BUDGET_JSON_H

#include "domain/budget/model.h"

enum { BUDGET_MAX_LINES = 100000 };     /* also of incomes, projects, indicators … each */
/* One amount; keeps the sum of all lines inside 64 bits: 100 billion yuan. */
#define BUDGET_MAX_FEN ((int64_t)10000000000000)

/**
 * Read a budget. Strict: an unknown name, a wrong type, an unknown word, a code that no unit or
 * project has, a negative or overlong amount is INVALID, naming the place (第 4 条明细的“金额”（amount）;
 * the failure's field is "lines[3].amount"), what was found and what is allowed. Accounts are not
 * looked up here (checks R05 does), but a line's must be as deep as account_shallow() asks; the
 * account lists stay empty. Amounts are in `money_unit`: 元 (default, 2 decimals) or 万元 (6).
 */
const struct fail *budget_read_json(struct ctx *cx, str text, struct budget *ret) MUST_USE;

/* One fault of a part: the row from 0, the name in the file ("kind"), why. */
struct json_fault { int row; str name, why; };

/**
 * Read one part of a budget by the same rules, in place of that part of `b`; all else of `b` stays,
 * and what the part names (units, projects) is looked for there.
 *
 * @param name  a list of the format ("units" … "vehicles"), "procurement", "equipment", or "basics"
 *              (department, short_name, voice, profile, exact, note as one object).
 * @param text  `{"units": [ … ]}`, amounts in 元.
 * @return NULL, with what is wrong in *ret (n of them, the first 50), when `b` must not be used.
 * INVALID: not JSON.
 */
const struct fail *budget_read_part(struct ctx *cx, str name, str text, struct budget *b,
                                    const struct json_fault **ret, int *n) MUST_USE;

/* Is the figure of this key a number of things? All others are money. */
bool budget_key_counts(str key);

/* Write a budget so that budget_read_json gives it back; amounts in 元. */
void budget_write_json(struct buf *o, const struct budget *b);

#endif
