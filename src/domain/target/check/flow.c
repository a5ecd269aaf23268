/* domain/target/check/flow.c - what becomes of a round and of a paper: rows. */
#include "core/auth/auth.h"
#include "domain/target/check/check.h"

const char *const check_kind_words[CHECK_KINDS] = { [CHECK_HALF] = "半年检查", [CHECK_SELF] = "年终自评" };
const char *const check_state_words[CHECK_STATES] = { [CHECK_OPEN] = "进行中", [CHECK_CLOSED] = "已办结" };
const char *const paper_state_words[PAPER_STATES] = {
        [PAPER_DRAFT] = "未上报", [PAPER_SUBMITTED] = "已上报", [PAPER_RETURNED] = "已退回",
        [PAPER_ACCEPTED] = "已采纳",
};
const char *const check_light_words[CHECK_LIGHTS] = {
        [CHECK_ON] = "达到序时", [CHECK_BEHIND] = "落后序时", [CHECK_NOT_BEGUN] = "未启动",
        [CHECK_NOT_DUE] = "未到期", [CHECK_PLAIN] = "无量化目标",
};
const char *const check_light_lamps[CHECK_LIGHTS] = {
        [CHECK_ON] = "green", [CHECK_BEHIND] = "yellow", [CHECK_NOT_BEGUN] = "red", [CHECK_NOT_DUE] = "grey",
        [CHECK_PLAIN] = "grey",
};
const char *const check_verdict_words[CHECK_VERDICTS] = {
        [CHECK_UNVERIFIED] = "未核验", [CHECK_AGREED] = "核验一致", [CHECK_DIFFERS] = "核验不一致",
};

static const struct flow_step round_steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { CHECK_OPEN,   "extend", CHECK_OPEN,   MAY_CHECK_RUN, FLOW_ASK_DAY,    0, "延长期限", false },
        { CHECK_OPEN,   "close",  CHECK_CLOSED, MAY_CHECK_RUN, FLOW_ASK_REASON, 0, "办结", false },
        { CHECK_CLOSED, "reopen", CHECK_OPEN,   MAY_CHECK_RUN, FLOW_ASK_REASON, 0, "重开", true },
};
const struct flow check_flow = {
        .name = "check", .states = check_state_words, .n_states = CHECK_STATES, .steps = round_steps,
        .n_steps = COUNT_OF(round_steps),
};

static const struct flow_step paper_steps[] = {
        { PAPER_DRAFT,     "submit", PAPER_SUBMITTED, MAY_CHECK_SIGN, 0, 0, "上报", false },
        { PAPER_RETURNED,  "submit", PAPER_SUBMITTED, MAY_CHECK_SIGN, 0, 0, "上报", false },
        { PAPER_SUBMITTED, "recall", PAPER_DRAFT,     MAY_CHECK_SIGN, 0, 0, "撤回", false },
        { PAPER_SUBMITTED, "accept", PAPER_ACCEPTED,  MAY_CHECK_RUN,  0, 0, "采纳", false },
        { PAPER_SUBMITTED, "return", PAPER_RETURNED,  MAY_CHECK_RUN,  FLOW_ASK_REASON, CHECK_AGAIN_DAYS, "退回",
          false },
        { PAPER_ACCEPTED,  "again",  PAPER_RETURNED,  MAY_CHECK_RUN,  FLOW_ASK_REASON, CHECK_AGAIN_DAYS, "退回重报",
          true },
};
const struct flow paper_flow = {
        .name = "paper", .states = paper_state_words, .n_states = PAPER_STATES, .steps = paper_steps,
        .n_steps = COUNT_OF(paper_steps),
};
