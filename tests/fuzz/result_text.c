/* tests/fuzz/result_text.c - an exported result that somebody brings to be verified (`target verify
 * --file`): whatever it holds, it is refused with words or compared, and asks for no database. */
#include "domain/target/result/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 27);
        struct ctx cx = { .arena = &a };
        struct result_check c;
        const struct fail *f = result_verify_text(&cx, (str){ (const char *)data, n }, &c);
        must(!f || f->kind == FAIL_INVALID || f->kind == FAIL_TOO_LARGE);
        must(!f || f->say.n);
        must(f || (c.n_wrong >= 0 && c.n_units >= 0));
        for (int i = 0; !f && i < c.n_wrong && i < VERIFY_MOST; i++)
                must(c.wrong[i].n);
        arena_done(&a);
        return 0;
}
