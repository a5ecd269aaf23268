/* tests/fuzz/note.c - the cookie of a note and a session token, from anybody: nothing but what we
 * sealed is ever taken for ours. */
#include "core/auth/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 26);
        struct ctx cx = { .arena = &a };
        str token, sealed = str_cut((str){ (const char *)data, n }, '\n', &token);
        str text = session_unseal(&cx, token, sealed);
        if (text.p)     /* then it is the seal of exactly this text */
                must(str_eq(sealed, session_seal(&cx, token, text)));
        if (token.n && n < 500) {
                str own = session_seal(&cx, token, S("已保存"));
                must(str_is(session_unseal(&cx, token, own), "已保存"));
        }
        arena_done(&a);
        return 0;
}
