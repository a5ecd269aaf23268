/* domain/target/target.h - what the rest of the program knows of targets. */
#ifndef DOMAIN_TARGET_TARGET_H
#define DOMAIN_TARGET_TARGET_H

#include "base/base.h"

/* The schemes of 示例县 from data/demo/scheme.tsv: this year's and last year's, issued, with their
 * hundred units, and next year's draft. For an empty database, after the units of org. */
const struct fail *target_demo(struct ctx *cx) MUST_USE;

#endif
