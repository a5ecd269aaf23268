/* domain/budget/accounts.h - the account lists of an edition, read from CSV. */
#ifndef DOMAIN_BUDGET_ACCOUNTS_H
#define DOMAIN_BUDGET_ACCOUNTS_H

#include "domain/budget/model.h"

/**
 * Read one account list. The first row names the columns; `code` and `name` are required,
 * `budget`, `basis`, `gov_organ`, `gov_institution` and `definition` are taken where present.
 * Fields are plain (no quotes): the lists hold no ASCII comma. Rows are sorted by code and budget:
 * a code may stand in several budgets (212 in the general and in the fund budget, domain §2.3).
 * INVALID names the row that lacks code or name, or the code that stands in one budget twice.
 */
const struct fail *accounts_read(struct ctx *cx, str csv, struct account_list *ret) MUST_USE;

/* Put the edition that comes with the program (data/accounts) into the budget, with the
 * definitions of 名词解释. BROKEN when a list is missing from the binary. */
const struct fail *accounts_builtin(struct ctx *cx, struct budget *b) MUST_USE;

/* The account of a code in the budget that money of these funds (bits 1 << enum fund) belongs to.
 * No fund, several or FUND_OTHER, or a code that this budget lacks: as account_find. */
const struct account *account_of_funds(const struct account_list *l, str code, unsigned funds);

/* The name of a code, or the code itself where the edition lacks it. */
str account_name(const struct account_list *l, str code);

/* The name of the 类 (n = 3), 款 (5) or 项 (7) that a code belongs to, in the budget of that code. */
str account_name_above(const struct account_list *l, str code, size_t n);

/* "一般公共服务支出（类）…（款）…（项）" of a functional code, as deep as the code goes. */
str account_path(struct arena *a, const struct account_list *l, str code);

/* Why a line cannot stand at a code of that length: 要到项级（7 位） (digits 7, 功能科目), 要到款级（5 位） (5, 部门经济科目);
 * empty: it can. Whichever way a line comes in. */
str account_shallow(struct ctx *cx, str code, size_t digits);

/* Why a 项 cannot be paid by that fund, by the edition: 属于政府性基金预算，不能列入一般公共预算. Empty: it can, or the
 * edition does not say. Other money (FUND_OTHER) uses the accounts of every budget. */
str account_misfit(struct ctx *cx, const struct account_list *l, str code, enum fund fund);

#endif
