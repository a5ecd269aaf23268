/* domain/target/goal/work.c - target books that wait for the person who compiles them. */
#include "core/auth/auth.h"
#include "domain/target/goal/goal.h"
#include "domain/target/goal/work.sql.h"

static const struct fail *drafts(struct ctx *cx, int64_t person, const struct work **ret,
                                 int *ret_n)
{
        struct goal_drafts_of it;
        struct work *list = NULL;
        int n = 0, cap = 0;
        goal_drafts_of(&it, cx, person, GOAL_DRAFT, GOAL_RETURNED);
        while (goal_drafts_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct work){
                        .record = it.id, .at = it.unit, .unit = it.brief, .due = DAY_NONE,
                        .href = str_f(cx->arena, "/goals/%ld", it.id),
                        .title = str_f(cx->arena, words_of(cx->lang, "%.*s %ld 年目标任务书"), STR(it.brief),
                                       it.year) };
        *ret = list;
        *ret_n = n;
        return goal_drafts_of_end(&it);
}

const struct work_kind goal_work_kinds[1] = {
        { "goal.draft", "编报中的目标任务书", drafts, NULL, MAY_GOAL_EDIT, "goal.take", "goal_book",
          "接手人没有编报这份目标任务书的岗位，请先授予岗位", "由接手人继续编报" },
};

/* ---- what waits for an act ------------------------------------------------------------------- */

WAIT_LIST(waiting, goal_waiting, it.brief, it.name, DAY_NONE)

#define GOAL_WAIT(code, word, act, need, state, own) \
        { "goal." code, word, act, "/goals/%ld", "/goals", need, state, own, waiting }
const struct wait_row goal_waits[GOAL_WAITS] = {
        GOAL_WAIT("return", "退回修改的目标任务书", "修改", MAY_GOAL_EDIT, GOAL_RETURNED, true),
        GOAL_WAIT("sign", "待签收的目标任务书", "签收", MAY_GOAL_SIGN, GOAL_ISSUED, true),
        GOAL_WAIT("draft", "编报中的目标任务书", "编报", MAY_GOAL_EDIT, GOAL_DRAFT, true),
        GOAL_WAIT("review", "待审核的目标任务书", "审核", MAY_GOAL_REVIEW, GOAL_SUBMITTED, false),
        GOAL_WAIT("approve", "待批准的目标任务书", "批准", MAY_GOAL_APPROVE, GOAL_REVIEWED, false),
        GOAL_WAIT("issue", "待下达的目标任务书", "下达", MAY_GOAL_ISSUE, GOAL_APPROVED, false),
};
