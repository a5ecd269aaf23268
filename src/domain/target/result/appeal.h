/* domain/target/result/appeal.h - 申诉与复核: a unit disputes a published score. */
#ifndef DOMAIN_TARGET_RESULT_APPEAL_H
#define DOMAIN_TARGET_RESULT_APPEAL_H

#include "domain/target/result/result.h"

enum appeal_state {
        APPEAL_FILED,           /* 已提出 */
        APPEAL_TAKEN,           /* 复核中 */
        APPEAL_KEPT,            /* 维持原结果 */
        APPEAL_CHANGED,         /* 决定更正, the new result waits for approval */
        APPEAL_APPROVED,        /* 更正已审定 */
        APPEAL_WITHDRAWN,       /* 已撤回 */
        APPEAL_REFUSED,         /* 不予受理: too late, not about this result */
        APPEAL_STATES
};
extern const char *const appeal_state_words[APPEAL_STATES];

#endif
