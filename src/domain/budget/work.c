/* domain/budget/work.c - budgets that wait for the person who compiles them. */
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
                        .record = it.id, .at = it.dept, .unit = it.dept_name, .due = DAY_NONE,
                        .href = str_f(cx->arena, "/budget/%ld", it.id),
                        .title = str_f(cx->arena, words_of(cx->lang, "%.*s %ld 年部门预算"),
                                       STR(it.dept_name), it.year) };
        *ret = list;
        *ret_n = n;
        return budget_drafts_of_end(&it);
}

const struct work_kind budget_work_kinds[1] = {
        { "budget.draft", "编制中的预算", drafts, NULL, MAY_BUDGET_EDIT, "budget.take", "budget",
          "接手人没有编制这份预算的岗位，请先授予岗位", "由接手人继续编制" },
};

/* ---- what waits for an act ------------------------------------------------------------------- */

WAIT_LIST(waiting, budget_waiting,
          str_f(cx->arena, words_of(cx->lang, "%.*s %ld 年部门预算"), STR(it.dept_name), it.year), (str){ 0 },
          DAY_NONE)

#define BUDGET_WAIT(code, word, act, need, state, own) \
        { "budget." code, word, act, "/budget/%ld", "/budget?state=%ld", need, state, own, waiting }
const struct wait_row budget_waits[BUDGET_WAITS] = {
        BUDGET_WAIT("draft", "编制中的预算", "编制", MAY_BUDGET_SUBMIT, BUDGET_DRAFT, false),
        BUDGET_WAIT("review", "待审核的预算", "审核", MAY_BUDGET_REVIEW, BUDGET_SUBMITTED, false),
        BUDGET_WAIT("approve", "待批复的预算", "批复", MAY_BUDGET_APPROVE, BUDGET_REVIEWED, false),
        BUDGET_WAIT("publish", "待公开的预算", "公开", MAY_BUDGET_PUBLISH, BUDGET_APPROVED, false),
};
