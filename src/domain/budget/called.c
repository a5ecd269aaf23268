/* domain/budget/called.c - see called.h. */
#include "domain/budget/called.h"
#include "domain/budget/called.sql.h"
#include "domain/budget/edition.h"

static str budget_title(struct ctx *cx, int64_t id)
{
        struct budget_called b;
        return budget_called(cx, id, &b) ? (str){ 0 }
                : str_f(cx->arena, words_of(cx->lang, "%.*s %ld 年"), STR(b.unit), b.year);
}

static str edition_title(struct ctx *cx, int64_t id)
{
        struct account_edition_called e;
        return account_edition_called(cx, id, &e) ? (str){ 0 }
                : str_f(cx->arena, "%s %.*s", words_of(cx->lang, account_list_label(e.list)), STR(e.name));
}

const struct audit_title budget_titles[BUDGET_TITLES] = {
        { "budget",          NULL, budget_title },
        { "account_edition", NULL, edition_title },
};
