/* domain/target/result/flow.c - what becomes of a run, an appeal, a rectification item: rows. */
#include "core/auth/auth.h"
#include "core/flow/flow.h"
#include "domain/target/result/appeal.h"
#include "domain/target/result/steps.h"

static const struct flow_step run_steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { RESULT_COMPUTED,  "release", RESULT_RELEASED,  MAY_RESULT_PUBLISH, 0, 0, "发布监测结果", false },
        { RESULT_COMPUTED,  "open",    RESULT_PUBLIC,    MAY_RESULT_PUBLISH,
          FLOW_ASK_DAY | FLOW_ASK_NUMBER, 0, "公示", false },
        { RESULT_PUBLIC,    "close",   RESULT_CLOSED,    MAY_RESULT_PUBLISH, 0, 0, "结束公示", false },
        { RESULT_COMPUTED,  "decide",  RESULT_DECIDED,   MAY_RESULT_DECIDE,
          FLOW_ASK_DAY | FLOW_ASK_NUMBER, 0, "审定", true },
        { RESULT_DECIDED,   "publish", RESULT_PUBLISHED, MAY_RESULT_PUBLISH,
          FLOW_ASK_DAY | FLOW_ASK_NUMBER, 0, "公布", true },
        { RESULT_PUBLISHED, "archive", RESULT_ARCHIVED,  MAY_RESULT_PUBLISH, 0, 0, "归档", true },
        /* nobody by hand: the run that takes its place does it */
        { RESULT_RELEASED,  "replace", RESULT_REPLACED,  MAY_NONE, 0, 0, "由新结果取代", false },
        { RESULT_PUBLIC,    "replace", RESULT_REPLACED,  MAY_NONE, 0, 0, "由新结果取代", false },
        { RESULT_CLOSED,    "replace", RESULT_REPLACED,  MAY_NONE, 0, 0, "由新结果取代", false },
        { RESULT_DECIDED,   "replace", RESULT_REPLACED,  MAY_NONE, 0, 0, "由新结果取代", false },
        { RESULT_PUBLISHED, "replace", RESULT_REPLACED,  MAY_NONE, 0, 0, "由新结果取代", false },
};
const struct flow result_flow = {
        .name = "result", .states = result_state_words, .n_states = RESULT_STATES,
        .steps = run_steps, .n_steps = COUNT_OF(run_steps),
};

const char *const appeal_state_words[APPEAL_STATES] = {
        [APPEAL_FILED] = "已提出", [APPEAL_TAKEN] = "复核中", [APPEAL_KEPT] = "维持原结果",
        [APPEAL_CHANGED] = "更正待审定", [APPEAL_APPROVED] = "更正已审定",
        [APPEAL_WITHDRAWN] = "已撤回", [APPEAL_REFUSED] = "不予受理",
};
static const struct flow_step appeal_steps[] = {
        { APPEAL_FILED,   "take",     APPEAL_TAKEN,     MAY_APPEAL_DECIDE, 0, 0, "受理", false },
        { APPEAL_FILED,   "refuse",   APPEAL_REFUSED,   MAY_APPEAL_DECIDE, FLOW_ASK_REASON, 0,
          "不予受理", true },
        { APPEAL_TAKEN,   "keep",     APPEAL_KEPT,      MAY_APPEAL_DECIDE, FLOW_ASK_REASON, 0,
          "维持原结果", true },
        { APPEAL_TAKEN,   "change",   APPEAL_CHANGED,   MAY_APPEAL_DECIDE, FLOW_ASK_REASON, 0,
          "决定更正", true },
        { APPEAL_CHANGED, "approve",  APPEAL_APPROVED,  MAY_RESULT_DECIDE,
          FLOW_ASK_DAY | FLOW_ASK_NUMBER, 0, "审定更正", true },
        { APPEAL_FILED,   "withdraw", APPEAL_WITHDRAWN, MAY_APPEAL_FILE, 0, 0, "撤回申诉", false },
        { APPEAL_TAKEN,   "withdraw", APPEAL_WITHDRAWN, MAY_APPEAL_FILE, 0, 0, "撤回申诉", false },
};
const struct flow appeal_flow = {
        .name = "appeal", .states = appeal_state_words, .n_states = APPEAL_STATES,
        .steps = appeal_steps, .n_steps = COUNT_OF(appeal_steps),
};

/* ---- what waits ------------------------------------------------------------------------------ */

#define RUNS(code, word, act, need, stage, state) \
        { "result." code, word, act, "/results/%ld", "/results", need, RESULT_AT(stage, state), false, result_waiting }
#define APPEALS(code, word, act, need, state) \
        { "appeal." code, word, act, "/appeals/%ld", "/appeals", need, state, false, appeals_waiting }
const struct wait_row result_waits[RESULT_WAITS] = {
        APPEALS("take", "待受理的申诉", "受理", MAY_APPEAL_DECIDE, APPEAL_FILED),
        APPEALS("decide", "复核中的申诉", "决定", MAY_APPEAL_DECIDE, APPEAL_TAKEN),
        APPEALS("approve", "待审定的更正", "审定", MAY_RESULT_DECIDE, APPEAL_CHANGED),
        RUNS("release", "待发布的监测结果", "发布", MAY_RESULT_PUBLISH, RESULT_MONITOR, RESULT_COMPUTED),
        RUNS("open", "待公示的初步结果", "公示", MAY_RESULT_PUBLISH, RESULT_PRELIMINARY, RESULT_COMPUTED),
        RUNS("close", "到期待结束的公示", "结束", MAY_RESULT_PUBLISH, RESULT_PRELIMINARY, RESULT_PUBLIC),
        RUNS("final", "公示结束待定分的年度", "核算", MAY_RESULT_RUN, RESULT_PRELIMINARY, RESULT_CLOSED),
        RUNS("decide", "待审定的年度定分", "审定", MAY_RESULT_DECIDE, RESULT_FINAL, RESULT_COMPUTED),
        RUNS("publish", "待公布的年度结果", "公布", MAY_RESULT_PUBLISH, RESULT_FINAL, RESULT_DECIDED),
};
