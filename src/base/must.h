/* base/must.h - must(): a programmer error stops the program, in every build. */
#ifndef BASE_MUST_H
#define BASE_MUST_H

#include "base/attr.h"

/**
 * State what cannot be false unless the program itself is wrong; never for
 * anything a user, a file or the network can cause. Prints where, then aborts.
 */
#define must(cond) ((cond) ? (void)0 : must_failed(#cond, __FILE__, __LINE__))
NORETURN void must_failed(const char *cond, const char *file, int line);

#endif
