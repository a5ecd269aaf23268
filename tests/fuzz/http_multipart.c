/* tests/fuzz/http_multipart.c - the first line is a Content-Type, the rest a body. */
#include "door/web/fields.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct arena a;
        str body, type = str_cut((str){ (const char *)data, size }, '\n', &body);
        arena_init(&a, 64 << 20);
        struct fields f = { .arena = &a, .limit = 50 };
        (void)fields_multipart(&f, type, body);
        must(f.n + f.n_uploads <= 50);
        for (int i = 0; i < f.n; i++)
                must(utf8_valid(f.list[i].name) && utf8_valid(f.list[i].value));
        for (int i = 0; i < f.n_uploads; i++) {
                const struct upload *u = &f.uploads[i];
                must(utf8_valid(u->name) && utf8_valid(u->filename));
                must(u->bytes.p >= body.p && u->bytes.p + u->bytes.n <= body.p + body.n);
        }
        arena_done(&a);
        return 0;
}
