/* domain/target/result/demo.h - the demonstration's runs. */
#ifndef DOMAIN_TARGET_RESULT_DEMO_H
#define DOMAIN_TARGET_RESULT_DEMO_H

#include "base/base.h"

/* Monthly runs of this year through last month, released. */
const struct fail *result_demo(struct ctx *cx) MUST_USE;

#endif
