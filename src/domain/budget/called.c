/* domain/budget/called.c - see called.h. */
#include "domain/budget/called.h"
#include "domain/budget/called.sql.h"

static str budget_title(struct ctx *cx, int64_t id)
{
        struct budget_called b;
        return budget_called(cx, id, &b) ? (str){ 0 }
                : str_f(cx->arena, words_of(cx->lang, "%.*s %ld 年"), STR(b.unit), b.year);
}

static str edition_title(struct ctx *cx, int64_t id)
{
        struct account_edition_called e;
        if (account_edition_called(cx, id, &e))
                return (str){ 0 };
        const char *list = str_is(e.list, "function") ? "功能分类科目" : str_is(e.list, "economic")
                ? "部门预算支出经济分类科目" : "政府预算支出经济分类科目";
        return str_f(cx->arena, "%s %.*s", words_of(cx->lang, list), STR(e.name));
}

const struct audit_title budget_titles[BUDGET_TITLES] = {
        { "budget",          NULL, budget_title },
        { "account_edition", NULL, edition_title },
};
