/* tests/fuzz/node_cells.c - the lists in the cells of an indicator's row: parameters, brackets, groups, units left
 * out. What can be read comes out of the file again as the same indicator. Cells are parted by a bar of U+0001. */
#include "domain/target/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void wrong(struct node_reader *r, const char *key, str why) { must(r && key && why.n); }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        static const int order[] = { COL_METHOD, COL_FULL, COL_PARAMS, COL_ROWS, COL_GROUPS, COL_NAS, COL_STEP,
                                     COL_NA_SHARE, COL_RULE, COL_MEASURE };
        struct arena a;
        arena_init(&a, (size_t)1 << 28);
        struct ctx cx = { .arena = &a };
        const struct edition_group groups[] = { { .id = 1, .code = S("xz"), .name = S("乡镇") },
                                                { .id = 2, .code = S("yq"), .name = S("园区") } };
        const struct edition_unit units[] = {
                { .unit = 1, .code = S("a"), .name = S("甲局"), .brief = S("甲"), .grp = 1 },
                { .unit = 2, .code = S("b"), .name = S("乙局"), .brief = S("乙"), .grp = 2 },
        };
        struct edition e = { .id = 1, .groups = groups, .n_groups = 2, .units = units, .n_units = 2 };
        struct node_reader r = { .cx = &cx, .e = &e, .wrong = wrong };
        struct import_cell c[NODE_COLS] = { 0 }, out[NODE_COLS], twice[NODE_COLS];
        points none[2] = { { 0 }, { 0 } };
        str rest = { (const char *)data, n };
        if (!utf8_valid(rest) || n > 20000)
                rest.n = 0;
        for (size_t i = 0; i < COUNT_OF(order) && rest.n; i++) {
                str s = str_trim(str_cut(rest, 1, &rest));
                c[order[i]] = (struct import_cell){ .filled = s.n > 0, .text = s };
        }
        c[COL_METHOD].v = c[COL_METHOD].filled ? (uint8_t)c[COL_METHOD].text.p[0] % n_methods : 0;
        struct edition_node x = { .code = S("x"), .name = S("甲"), .leaf = true, .method = S("F1"), .method_version = 1,
                                  .step = 1, .places = 2, .params = S(""), .in_group = none };
        if (node_of_cells(&r, c, &x)) {
                struct edition_node y = { .code = S("x"), .name = S("甲"), .leaf = true, .method = S("F1"),
                                          .method_version = 1, .step = 1, .params = S(""), .in_group = none };
                node_cells(&cx, &e, &x, out);
                must(node_of_cells(&r, out, &y));
                node_cells(&cx, &e, &y, twice);
                for (int i = 0; i < NODE_COLS; i++)
                        must(out[i].filled == twice[i].filled && out[i].v == twice[i].v &&
                             str_eq(out[i].text, twice[i].text));
        }
        arena_done(&a);
        return 0;
}
