/* tests/fuzz/keys.c - the key file: what is taken is exactly what we would write again, but for notes. */
#include "core/crypto/keys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 26);
        struct ctx cx = { .arena = &a };
        struct key_text t, again;
        if (!keys_parse(&cx, (str){ (const char *)data, n }, &t)) {
                must(t.n_fields > 0 && t.n_fields <= FIELD_KEYS_MOST);
                must(!keys_parse(&cx, keys_text(&cx, &t), &again) && !memcmp(&t, &again, sizeof(t)));
        }
        arena_done(&a);
        return 0;
}
