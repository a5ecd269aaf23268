/* domain/target/award/demo.c - the monthly bonus of 示例县. words: document text */
#include "domain/target/award/award.h"

const struct fail *award_demo(struct ctx *cx)
{
        struct edition e;
        struct award_rule r = { .name = S("月度评价办法（示委目标〔2024〕3号）"), .klass = S("rank"), .until = 11,
                                .step = { { 500000 }, { 300000 }, { 100000 } }, .n_steps = 3 };
        int64_t scheme, id;
        const struct fail *f = register_scheme(cx, &scheme);
        if (!f)
                f = register_edition(cx, scheme, &e);
        for (int i = 0; !f && i < e.n_nodes; i++)
                if (str_is(e.nodes[i].code, "fz-gy"))
                        r.gate[r.n_gates++] = (struct award_gate){ .stem = e.nodes[i].stem, .input = S("actual"),
                                                                   .bound = 70, .places = 1 };
        r.name = str_f(cx->arena, "月度评价办法（示委目标〔%d〕3号）", f ? 0 : e.year);
        return f ? f->kind == FAIL_NOT_FOUND ? NULL : f : award_put(cx, &e, &r, &id);
}
