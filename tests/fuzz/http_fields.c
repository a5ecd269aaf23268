/* tests/fuzz/http_fields.c - query and urlencoded body: bounded, valid UTF-8. */
#include "door/web/fields.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct arena a;
        arena_init(&a, 64 << 20);
        struct fields f = { .arena = &a, .limit = 200 };
        enum fields_end end = fields_urlencoded(&f, (str){ (const char *)data, size });
        must(f.n <= 200 && (end != FIELDS_MANY || f.n == 200));
        for (int i = 0; i < f.n; i++)
                must(utf8_valid(f.list[i].name) && utf8_valid(f.list[i].value));
        arena_done(&a);
        return 0;
}
