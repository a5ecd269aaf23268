/* domain/target/target.h - what the rest of the program knows of targets. */
#ifndef DOMAIN_TARGET_TARGET_H
#define DOMAIN_TARGET_TARGET_H

#include "base/base.h"

/* The scheme of 示例县 for the working year, from data/demo/scheme.tsv: issued, with its hundred
 * units. For an empty database, after the units of org. */
const struct fail *target_demo(struct ctx *cx) MUST_USE;

#endif
