/* domain/target/telling.h - rules looked at in turn: up to the first that is broken, or all, each told.
 *
 * What a page refuses at its first fault a file is told of row by row, with everything that is wrong at once.
 */
#ifndef DOMAIN_TARGET_TELLING_H
#define DOMAIN_TARGET_TELLING_H

#include "base/fail.h"

typedef void fail_told(void *arg, const struct fail *f);
/* `tell` NULL: the look ends at the first. */
struct telling { fail_told *tell; void *arg; const struct fail *first; };

/* Is the next rule to be looked at? `f` NULL: this one holds. An INVALID goes to `tell` and the look goes on; any
 * other, or with nobody to tell, ends it and stays in `first`. */
static inline bool telling_on(struct telling *k, const struct fail *f)
{
        if (f && f->kind == FAIL_INVALID && k->tell)
                k->tell(k->arg, f);
        else
                k->first = f;
        return !k->first;
}

#endif
