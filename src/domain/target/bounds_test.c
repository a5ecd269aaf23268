/* domain/target/bounds_test.c - ranges as people write them. */
#include "domain/target/bounds.h"
#include "tests/test.h"

static void reads(struct ctx *cx, const char *text, const char *again)
{
        struct method_row row = { 0 }, twice = { 0 };
        const char *why = bounds_read(cx->arena, str_of(text), &row, 1);
        ok(!why);
        str back = bounds_str(cx->arena, &row, 1);
        same_str(back, again);
        ok(!bounds_read(cx->arena, back, &twice, 2));
        same_str(bounds_str(cx->arena, &twice, 2), again);
}

TEST(bounds_are_read_as_people_write_them)
{
        reads(cx, "[80,90)", "[80,90)");
        reads(cx, "(80, 90]", "(80,90]");
        reads(cx, "【80，90）", "[80,90)");
        reads(cx, "≥90", "[90,)");
        reads(cx, ">=90%", "[90,)");
        reads(cx, "＞９０", "(90,)");
        reads(cx, "<60", "(,60)");
        reads(cx, "≤-2.5", "(,-2.5]");
        reads(cx, "[,60)", "(,60)");
        reads(cx, "<1/3", "(,1/3)");
        reads(cx, "[2/4,0.75]", "[0.5,0.75]");
        reads(cx, "100", "[100,100]");
        reads(cx, "=0", "[0,0]");
}

TEST(bounds_that_mean_nothing_are_refused)
{
        static const char *const bad[] = { "", " ", "[", "[]", "[,]", "[80,90", "80,90)", "[90,80)", "(80,80)",
                "[80,80)", "80-90", ">", ">=", "<>3", "[a,b]", "1/0", "1/-3", "[0.1234567,1]", "[1,2,3]",
                "999999999999999999999", "≥", "[1e3,2e3]" };
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                struct method_row row = { .from = { 7, 1 } };
                ok(bounds_read(cx->arena, str_of(bad[i]), &row, 1) != NULL);
                same_int(row.from.num, 7);
        }
}
