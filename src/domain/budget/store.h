/* domain/budget/store.h - a whole budget between the database and memory. */
#ifndef DOMAIN_BUDGET_STORE_H
#define DOMAIN_BUDGET_STORE_H

#include "core/db/db.h"
#include "domain/budget/model.h"

/**
 * Load one budget with its account lists (the editions in force on 1 January of its year, else
 * the oldest). No permission is asked here: see budget_see() in budget.h.
 * NOT_FOUND: no such budget.
 */
const struct fail *budget_load(struct ctx *cx, int64_t id, struct budget **ret) MUST_USE;

/* Only the account lists of a year, for a model that came from a file. */
const struct fail *budget_load_accounts(struct ctx *cx, int year, struct budget *b) MUST_USE;

/* Inside a transaction: write a new budget, head and rows; returns its id (0 when the
 * transaction has failed already). Ids inside `b` are not used. */
int64_t budget_store_new(struct ctx *cx, const struct budget *b);

/* Inside a transaction: replace all rows of budget `id` by those of `b` and the head's fields
 * that an import may change. The state, dates and version stay. */
void budget_store_rows(struct ctx *cx, int64_t id, const struct budget *b);

/* Inside a transaction: take all rows of budget `id` away; its head stays. */
void budget_store_wipe(struct ctx *cx, int64_t id);

/* Inside a transaction: replace the atomic lines alone; the lines of income alone. */
void budget_store_lines(struct ctx *cx, int64_t id, const struct budget *b);
void budget_store_incomes(struct ctx *cx, int64_t id, const struct budget *b);

#endif
