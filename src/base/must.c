/* base/must.c - the one place that stops the program. */
#include "base/base.h"

void must_failed(const char *cond, const char *file, int line)
{
        fprintf(stderr, "luoshi: must(%s) failed at %s:%d\n", cond, file, line);
        abort();
}
