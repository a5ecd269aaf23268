/* tests/tools/sample.h - the argument of sample.html. */
#ifndef TESTS_TOOLS_SAMPLE_H
#define TESTS_TOOLS_SAMPLE_H

#include "base/base.h"

struct sample { str title, key; day due; money worth; int64_t n; bool late; };
static inline const char *sample_key(const struct sample *p, const char *s) { return p->late ? s : "-"; }

#endif
