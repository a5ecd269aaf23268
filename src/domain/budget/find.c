/* domain/budget/find.c - what a budget is found by, and finding it. */
#include "core/auth/auth.h"
#include "domain/budget/budget.h"
#include "domain/budget/find.h"
#include "domain/budget/list.sql.h"

static const struct fail *budgets_find(struct ctx *cx, const struct search_word *w,
                                       str typed UNUSED, struct search_hit *ret, int most,
                                       int *ret_n)
{
        struct budgets_found it;
        struct auth_reach r = auth_reach(cx, MAY_BUDGET_VIEW);
        int n = 0;
        budgets_found(&it, cx, r.prefix, r.unit, r.group, r.years.first, r.years.last, BUDGET_PUBLISHED, w->first,
                      w->last, w->like[0], w->like[1], w->like[2], most);
        while (budgets_found_next(&it))
                if (n < most)
                        ret[n++] = (struct search_hit){
                                .title = str_f(cx->arena, words_of(cx->lang, "%.*s %ld 年部门预算"),
                                               STR(it.dept_name), it.year),
                                .href = str_f(cx->arena, "/budget/%ld", it.id),
                                .small = str_f(cx->arena, words_of(cx->lang, "第 %ld 版 %s"), it.version,
                                               words_of(cx->lang, budget_flow.states[it.state])) };
        *ret_n = n;
        return budgets_found_end(&it);
}

static str project_names(struct ctx *cx, int64_t budget)
{
        struct budget_project_names it;
        struct buf b = buf_new(cx->arena, 1 << 20);
        budget_project_names(&it, cx, budget);
        while (budget_project_names_next(&it))
                buf_f(&b, "\n%.*s\n%.*s", STR(it.code), STR(it.name));
        const struct fail *f = budget_project_names_end(&it);
        if (f)
                tx_refuse(cx, f);
        return buf_str(&b);
}

static const struct fail *budgets_fill(struct ctx *cx, int64_t record, bool all)
{
        struct budgets_stale it, *list = NULL;
        int n = 0, cap = 0;
        budgets_stale(&it, cx, record, all);
        while (budgets_stale_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = it;
        const struct fail *f = budgets_stale_end(&it);
        for (int i = 0; !f && i < n; i++)
                search_put(cx, "budget", list[i].id, list[i].revision,
                           str_f(cx->arena, "%.*s\n%.*s\n%.*s\n%ld%.*s", STR(list[i].dept_name),
                                 STR(list[i].short_name), STR(list[i].code), list[i].year,
                                 STR(project_names(cx, list[i].id))));
        return f;
}

SEARCH_CHECK(budgets_check, budgets_unfound)

const struct search_kind budgets_search = {
        .code = "budget", .label = "部门预算", .more = "/budget?word=", .need = MAY_SIGNED_IN,
        .find = budgets_find, .fill = budgets_fill, .check = budgets_check,
};
