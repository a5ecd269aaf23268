/* domain/budget/work.c - budgets that wait for the person who compiles them. */
#include "core/audit/audit.h"
#include "core/auth/auth.h"
#include "domain/budget/model.h"
#include "domain/budget/work.h"
#include "domain/budget/work.sql.h"

static const struct fail *drafts(struct ctx *cx, int64_t person, const struct work **ret,
                                 int *ret_n)
{
        struct budget_drafts_of it;
        struct work *list = NULL;
        int n = 0, cap = 0;
        budget_drafts_of(&it, cx, person, BUDGET_DRAFT);
        while (budget_drafts_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct work){
                        .record = it.id, .unit = it.dept_name, .due = DAY_NONE,
                        .href = str_f(cx->arena, "/budget/%ld", it.id),
                        .title = str_f(cx->arena, words_of(cx->lang, "%.*s %ld 年部门预算"),
                                       STR(it.dept_name), it.year) };
        *ret = list;
        *ret_n = n;
        return budget_drafts_of_end(&it);
}

/* The budget is the department's; what changes hands is who goes on with it. */
static const struct fail *take_over(struct ctx *cx, const struct work *w, int64_t person,
                                    int64_t to, str *ret_outcome)
{
        struct budget_editor_of able;
        const struct fail *f = budget_editor_of(cx, to, w->record, cx->today,
                                                str_of(perm_info[MAY_BUDGET_EDIT].name), SCOPE_OWN,
                                                SCOPE_SUBTREE, SCOPE_ALL, &able);
        if (!f && !able.n)
                f = fail(cx, INVALID, "接手人没有编制这份预算的岗位，请先授予岗位");
        if (f)
                return f;
        audit_log(cx, "budget.take", "budget", w->record,
                  str_f(cx->arena, "{\"from\":%ld,\"to\":%ld}", person, to));
        *ret_outcome = str_of(words_of(cx->lang, "由接手人继续编制"));
        return NULL;
}

const struct work_kind budget_work_kinds[1] = {
        { "budget.draft", "编制中的预算", drafts, take_over },
};
