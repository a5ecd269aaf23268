/* domain/target/rating/rating.h - what the module's table takes from the rules of this folder. */
#ifndef DOMAIN_TARGET_RATING_RATING_H
#define DOMAIN_TARGET_RATING_RATING_H

#include "core/import/importer.h"

/* Effects by file: unit, kind, matter … */
extern const struct importer effects_importer;
/* Effects and ratings of 示例县; after the scheme. */
const struct fail *rating_demo(struct ctx *cx) MUST_USE;

#endif
