/* domain/budget/flow.c - the year's work on a budget, as a table. */
#include "core/auth/auth.h"
#include "domain/budget/budget.h"

static const char *const states[BUDGET_STATES] = {
        [BUDGET_DRAFT]     = "编制中",
        [BUDGET_SUBMITTED] = "待审核",
        [BUDGET_REVIEWED]  = "待批复",
        [BUDGET_APPROVED]  = "已批复",
        [BUDGET_PUBLISHED] = "已公开",
        [BUDGET_CORRECTED] = "已更正",
};

/* 预算法 52, 14; 条例 6: the days are those of docs/manual; clock.c counts them. */
static const struct flow_step steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { BUDGET_DRAFT,     "submit",  BUDGET_SUBMITTED, MAY_BUDGET_SUBMIT,   0,                 0, "上报",      false },
        { BUDGET_SUBMITTED, "return",  BUDGET_DRAFT,     MAY_BUDGET_REVIEW,   FLOW_ASK_REASON,   0, "退回修改",  false },
        { BUDGET_SUBMITTED, "review",  BUDGET_REVIEWED,  MAY_BUDGET_REVIEW,   0,                 0, "审核通过",  false },
        { BUDGET_REVIEWED,  "return",  BUDGET_DRAFT,     MAY_BUDGET_REVIEW,   FLOW_ASK_REASON,   0, "退回修改",  false },
        { BUDGET_REVIEWED,  "congress", BUDGET_REVIEWED, MAY_BUDGET_APPROVE,  FLOW_ASK_DAY,      0, "登记人代会批准", false },
        { BUDGET_REVIEWED,  "approve", BUDGET_APPROVED,  MAY_BUDGET_APPROVE,
          FLOW_ASK_DAY | FLOW_ASK_NUMBER, 20, "批复", false },
        /* an approval is not returned by the reviewer: who registered it wrongly takes it back */
        { BUDGET_APPROVED,  "unapprove", BUDGET_REVIEWED, MAY_BUDGET_APPROVE, FLOW_ASK_REASON,   0, "撤销批复",  true },
        /* it may have been forgotten until then: without it nobody can count the days of the approval */
        { BUDGET_APPROVED,  "congress", BUDGET_APPROVED, MAY_BUDGET_APPROVE,  FLOW_ASK_DAY,      0, "登记人代会批准", false },
        { BUDGET_APPROVED,  "pass-on", BUDGET_APPROVED,  MAY_BUDGET_PUBLISH,  FLOW_ASK_DAY,      0, "登记转批复",  false },
        { BUDGET_APPROVED,  "units-published", BUDGET_APPROVED, MAY_BUDGET_PUBLISH, FLOW_ASK_DAY, 0,
          "登记所属单位公开", false },
        { BUDGET_APPROVED,  "publish", BUDGET_PUBLISHED, MAY_BUDGET_PUBLISH,
          FLOW_ASK_DAY | FLOW_ASK_URL, 0, "公开", true },
        /* nobody by hand: the publication of the correcting version takes this step */
        { BUDGET_PUBLISHED, "replace", BUDGET_CORRECTED, MAY_NONE,            0,                 0, "由更正版本取代", false },
        /* the content is frozen; days of the clocks D1, D2 and D4 that nobody registered until then are not */
        { BUDGET_PUBLISHED, "congress", BUDGET_PUBLISHED, MAY_BUDGET_APPROVE, FLOW_ASK_DAY,      0, "登记人代会批准", false },
        { BUDGET_PUBLISHED, "pass-on", BUDGET_PUBLISHED, MAY_BUDGET_PUBLISH,  FLOW_ASK_DAY,      0, "登记转批复",  false },
        { BUDGET_PUBLISHED, "units-published", BUDGET_PUBLISHED, MAY_BUDGET_PUBLISH, FLOW_ASK_DAY, 0,
          "登记所属单位公开", false },
        { BUDGET_PUBLISHED, "correct", BUDGET_PUBLISHED, MAY_BUDGET_PUBLISH,  FLOW_ASK_REASON,   0, "发起更正",  true },
};

const struct flow budget_flow = {
        .name   = "budget",
        .states = states, .n_states = BUDGET_STATES,
        .steps  = steps,  .n_steps  = COUNT_OF(steps),
};
