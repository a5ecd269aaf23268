/* tests/fuzz/zip.c - ZIP in: whatever opens keeps its limits; what is written reads back. */
#include "core/text/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct zip_limits limits = {
        .max_entry = 1 << 20, .max_total = 1 << 21, .max_entries = 100, .max_ratio = 100,
};

static void round_trip(struct ctx *cx, str bytes)
{
        struct zip_out *o = zip_out_new(cx);
        zip_out_add(o, "a", bytes);
        str packed, got;
        must(!zip_out_end(o, &packed));
        struct zip_in *z CLEANUP(zip_in_close) = NULL;
        must(!zip_in_open(cx, packed, &limits, &z) && zip_in_count(z) == 1);
        must(!zip_in_read_all(cx, z, 0, &got) && str_eq(got, bytes));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 28);
        struct ctx cx = { .arena = &a };
        struct zip_in *z = NULL;
        str bytes = { (const char *)data, n };
        if (!zip_in_open(&cx, bytes, &limits, &z)) {
                must(zip_in_count(z) <= limits.max_entries);
                for (int i = 0; i < zip_in_count(z); i++) {
                        str got;
                        must(zip_in_find(z, zip_in_name(z, i).p) == i);
                        if (!zip_in_read_all(&cx, z, i, &got))
                                must((int64_t)got.n == zip_in_size(z, i) && got.n <= 1 << 20);
                }
                zip_in_close(&z);
        }
        if (n < 4096)
                round_trip(&cx, bytes);
        arena_done(&a);
        return 0;
}
