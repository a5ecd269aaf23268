/* tests/fuzz/audit_head.c - the head file, from whoever can write it but has no key: only a line that
 * we would write ourselves is taken. */
#include "core/audit/head.h"
#include "core/crypto/keys.h"
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 26);
        struct ctx cx = { .arena = &a };
        if (!keys_loaded()) {
                char dir[] = "/tmp/luoshi-fuzz.XXXXXX";
                must(mkdtemp(dir));
                keys_place(str_f(&a, "%s/keys", dir));
                must(!keys_make(&cx));
                must(!unlink(keys_path().p) && !rmdir(dir));
        }
        struct audit_end h, again;
        str text = { (const char *)data, n };
        if (!audit_head_parse(&cx, text, &h))
                must(str_eq(text, audit_head_text(&cx, &h)));
        h = (struct audit_end){ .seal = (int64_t)n };
        memcpy(h.link, data, n < DIGEST_BYTES ? n : DIGEST_BYTES);
        must(!audit_head_parse(&cx, audit_head_text(&cx, &h), &again) && !memcmp(&h, &again, sizeof(h)));
        arena_done(&a);
        return 0;
}
