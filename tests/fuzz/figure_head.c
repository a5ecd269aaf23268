/* tests/fuzz/figure_head.c - a head of somebody's statistics workbook: an indicator of the scheme, one
 * of its items, a month, or nothing that is known. */
#include "domain/target/year/wide.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        static struct arena a;
        static const struct edition_node node[] = {
                { .stem = 1, .code = S_C("fz-tz"), .name = S_C("固定资产投资"), .measure = S_C("亿元") },
                { .stem = 2, .code = S_C("1"), .name = S_C("a（b）") },
        };
        static const struct figure_input input[] = { { .key = S_C("row1"), .name = S_C("一般事故") } };
        static const struct figure_leaf leaf[] = {
                { .x = &node[0], .inputs = input, .n_inputs = 1 }, { .x = &node[1] },
        };
        const struct figure_year y = { .leaves = leaf, .n_leaves = 2 };
        arena_init(&a, (size_t)1 << 24);
        struct ctx cx = { .arena = &a };
        struct figure_head h;
        bool known = figure_head_read(&cx, &y, (str){ (const char *)data, n }, &h);
        must(h.month >= -1 && h.month < 12);
        must(!known || h.leaf.n || h.measure.n || h.month >= 0);
        must(!h.item.n || str_eq(h.item, input[0].name) || str_eq(h.item, input[0].key));
        arena_done(&a);
        return 0;
}
