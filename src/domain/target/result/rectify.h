/* domain/target/result/rectify.h - 整改清单: problems that a year showed, until evidence closes them.
 *
 * UNDONE(rectify): the table, the steps and the right are there; rules and pages that open, follow and
 * close a problem, and its way into next year's targets, are not. */
#ifndef DOMAIN_TARGET_RESULT_RECTIFY_H
#define DOMAIN_TARGET_RESULT_RECTIFY_H

#include "core/flow/flow.h"
#include "domain/target/result/result.h"

enum rectify_state { RECTIFY_OPEN, RECTIFY_SHOWN, RECTIFY_CLOSED, RECTIFY_DROPPED, RECTIFY_STATES };
extern const char *const rectify_state_words[RECTIFY_STATES];
extern const struct flow rectify_flow;

#endif
