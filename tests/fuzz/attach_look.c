/* tests/fuzz/attach_look.c - any bytes under any ending: looked at, taken or refused, no more. */
#include "core/attach/look.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 26);
        struct ctx cx = { .arena = &a };
        look_ready();
        if (n > 1) {
                const struct attach_type *t = &attach_types[data[0] % n_attach_types];
                str in = { (const char *)data + 1, n - 1 }, out, name = attach_name(&a, in);
                const struct fail *f = look_at(&cx, t, in, &out);
                must(!f || f->kind == FAIL_INVALID || f->kind == FAIL_TOO_LARGE);
                must(f || out.n <= in.n + 36);
                must(utf8_valid(name) && str_eq(attach_name(&a, name), name));
        }
        arena_done(&a);
        return 0;
}
