/* tests/fuzz/doc_pack.c - a packed document: whatever is taken can be written and packed again. */
#include "core/doc/doc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct arena a;
        arena_init(&a, 256 << 20);
        struct ctx cx = { .arena = &a };
        struct doc *d;
        if (!doc_unpack(&cx, (str){ (const char *)data, size }, &d)) {
                str out;
                struct buf o = buf_new(&a, 64 << 20);
                must(!doc_write(&cx, d, S("txt"), &out));
                must(!doc_write(&cx, d, S("docx"), &out));
                doc_html_body(&o, d, S(""));
                o.n = 0;
                doc_pack(&o, d);
                must(o.n == size && !memcmp(o.p, data, size));
        }
        arena_done(&a);
        return 0;
}
