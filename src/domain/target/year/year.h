/* domain/target/year/year.h - what the rest of the program knows of a year's figures. */
#ifndef DOMAIN_TARGET_YEAR_YEAR_H
#define DOMAIN_TARGET_YEAR_YEAR_H

#include "base/base.h"

/* The figures of 示例县: last year's, and this year's up to last month; after target_demo and goal_demo. */
const struct fail *year_demo(struct ctx *cx) MUST_USE;

#endif
