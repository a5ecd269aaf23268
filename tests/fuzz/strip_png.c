/* tests/fuzz/strip_png.c - pictures from outside: what comes out is a picture again, never longer
 * than came in and our orientation, and nothing is left to drop from it. */
#include "core/attach/strip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 24);
        str in = { (const char *)data, n }, once, again;
        if (!strip_png(&a, in, &once)) {
                must(once.n <= n + 36);
                must(!strip_png(&a, once, &again) && str_eq(once, again));
        }
        arena_done(&a);
        return 0;
}
