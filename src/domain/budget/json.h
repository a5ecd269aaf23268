/* domain/budget/json.h - a budget as JSON (docs/formats/budget.schema.json): read and written. */
#ifndef DOMAIN_BUDGET_JSON_H
#define DOMAIN_BUDGET_JSON_H

#include "domain/budget/model.h"

enum { BUDGET_MAX_LINES = 100000 };     /* also of incomes, projects, indicators … each */
/* One amount; keeps the sum of all lines inside 64 bits: 100 billion yuan. */
#define BUDGET_MAX_FEN ((int64_t)10000000000000)

/**
 * Read a budget. Strict: an unknown name, a wrong type, an unknown word, a code that no unit or
 * project has, a negative or overlong amount is INVALID, naming the place ("lines[3].amount"),
 * what was found and what is allowed. Accounts are not looked up here (checks R05 does) and the
 * account lists stay empty. Amounts are in `money_unit`: 元 (default, 2 decimals) or 万元 (6).
 */
const struct fail *budget_read_json(struct ctx *cx, str text, struct budget *ret) MUST_USE;

/* Write a budget so that budget_read_json gives it back; amounts in 元. */
void budget_write_json(struct buf *o, const struct budget *b);

#endif
