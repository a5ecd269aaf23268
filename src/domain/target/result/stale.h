/* domain/target/result/stale.h - what came after a run was computed and is not in it. */
#ifndef DOMAIN_TARGET_RESULT_STALE_H
#define DOMAIN_TARGET_RESULT_STALE_H

#include "domain/target/result/result.h"

/* Each a number of things that a run computed now would take otherwise. */
struct result_stale {
        bool edition;                   /* another edition of the scheme is in force; nothing else is counted */
        int  figures;                   /* values and targets */
        int  effects, decisions;        /* of the register, and on grades: new, changed or gone */
};
/* What the database says now, beside what the run rests on. Failures as result_load(). */
const struct fail *result_stale(struct ctx *cx, const struct result_run *run,
                                struct result_stale *ret) MUST_USE;
/* "更正或新审核的数 3 个、加分扣分 1 条"; empty: the run is as of now. */
str result_stale_words(struct ctx *cx, const struct result_stale *s);

#endif
