/* tests/fuzz/field.c - sealed values from a database that somebody wrote into, and what people type
 * into a personal field: nothing foreign opens, what is cleaned and masked stays whole text. */
#include "core/crypto/field.h"
#include "core/crypto/keys.h"
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void ready(struct ctx *cx)
{
        char dir[] = "/tmp/luoshi-fuzz.XXXXXX";
        must(mkdtemp(dir));
        keys_place(str_f(cx->arena, "%s/keys", dir));
        must(!keys_make(cx));
        must(!unlink(keys_path().p) && !rmdir(dir));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 26);
        struct ctx cx = { .arena = &a };
        if (!keys_loaded())
                ready(&cx);
        str in = { (const char *)data, n }, plain;
        must(!n || field_open(&cx, FIELD_person_phone, 1, in, &plain));       /* we never made it */
        if (utf8_valid(in)) {
                str clean = field_clean(&a, FIELD_person_phone, in), name = field_clean(&a, FIELD_person_name, in);
                must(utf8_valid(field_mask(&a, FIELD_person_phone, clean)) && utf8_valid(name));
                (void)field_wrong(FIELD_person_phone, clean);
                if (clean.n && clean.n <= FIELD_MOST) {
                        str sealed = field_seal(&a, FIELD_person_phone, 1, clean);
                        must(!field_open(&cx, FIELD_person_phone, 1, sealed, &plain) && str_eq(plain, clean));
                        must(field_open(&cx, FIELD_person_phone, 2, sealed, &plain));
                }
        }
        arena_done(&a);
        return 0;
}
