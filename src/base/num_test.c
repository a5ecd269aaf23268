/* base/num_test.c - exact arithmetic at its edges, numbers read and written, 大写金额. */
#include "tests/test.h"

TEST(muldiv_modes)
{
        static const struct { int64_t a, b, c, up, down, floor, ceil; } rows[] = {
                /*  a   b   c   half-up down floor ceil */
                {   7,  1,  2,   4,  3,  3,  4 },
                {  -7,  1,  2,  -4, -3, -4, -3 },
                {   7,  1, -2,  -4, -3, -4, -3 },
                {  -7,  1, -2,   4,  3,  3,  4 },
                {   5,  1,  3,   2,  1,  1,  2 },
                {  -5,  1,  3,  -2, -1, -2, -1 },
                {   4,  1,  3,   1,  1,  1,  2 },
                {  -4,  1,  3,  -1, -1, -2, -1 },
                {   6,  1,  3,   2,  2,  2,  2 },
                {   0,  9,  7,   0,  0,  0,  0 },
                { INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX },
                { INT64_MIN, INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN },
                { INT64_MIN, 1, 1, INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN },
                { INT64_MAX, 1, 2, INT64_MAX / 2 + 1, INT64_MAX / 2, INT64_MAX / 2, INT64_MAX / 2 + 1 },
                { INT64_MIN, 1, 2, INT64_MIN / 2, INT64_MIN / 2, INT64_MIN / 2, INT64_MIN / 2 },
                { INT64_MAX, 3, 4, 6917529027641081855, 6917529027641081855, 6917529027641081855,
                  6917529027641081856 },
                { INT64_MAX, 2, 3, 6148914691236517205, 6148914691236517204, 6148914691236517204,
                  6148914691236517205 },
                { 1, 1, INT64_MIN, 0, 0, -1, 0 },
                { INT64_MIN, 1, INT64_MIN, 1, 1, 1, 1 },
                { INT64_MAX, INT64_MIN, INT64_MIN, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                same_int(muldiv_mode(rows[i].a, rows[i].b, rows[i].c, ROUND_HALF_UP), rows[i].up);
                same_int(muldiv_mode(rows[i].a, rows[i].b, rows[i].c, ROUND_DOWN), rows[i].down);
                same_int(muldiv_mode(rows[i].a, rows[i].b, rows[i].c, ROUND_FLOOR), rows[i].floor);
                same_int(muldiv_mode(rows[i].a, rows[i].b, rows[i].c, ROUND_CEIL), rows[i].ceil);
                same_int(muldiv(rows[i].a, rows[i].b, rows[i].c), rows[i].up);
        }
}

TEST(ratio_scale_rounds_once)
{
        same_int(ratio_scale((ratio){ 1, 3 }, 10000, ROUND_HALF_UP), 3333);
        same_int(ratio_scale((ratio){ 2, 3 }, 10000, ROUND_HALF_UP), 6667);
        same_int(ratio_scale((ratio){ 2, 3 }, 10000, ROUND_DOWN), 6666);
        same_int(ratio_scale((ratio){ -1, 8 }, 100, ROUND_HALF_UP), -13);
}

TEST(add64_cannot_wrap)
{
        int64_t v = 7;
        ok(add64(INT64_MAX, 0, &v) && v == INT64_MAX);
        ok(add64(INT64_MAX, INT64_MIN, &v) && v == -1);
        v = 7;
        ok(!add64(INT64_MAX, 1, &v) && v == 7);
        ok(!add64(INT64_MIN, -1, &v) && v == 7);
}

TEST(decimal_reads)
{
        static const struct { const char *in; int places; int64_t want; } rows[] = {
                { "0", 2, 0 }, { "12.5", 2, 1250 }, { "-12.5", 2, -1250 }, { "1,234.50", 2, 123450 },
                { "1,234,567", 0, 1234567 }, { "12,345", 0, 12345 }, { "123,456", 0, 123456 },
                { "0.05", 2, 5 }, { "1.500", 2, 150 }, { "1.10000000000000000000000000", 1, 11 },
                { "9223372036854775807", 0, INT64_MAX }, { "92233720368547758.07", 2, INT64_MAX },
                { "-9223372036854775807", 0, -INT64_MAX }, { "007", 0, 7 }, { "-0", 0, 0 }, { "0.000000", 6, 0 },
                { "3.000001", 6, 3000001 },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                int64_t v = -99;
                const char *why = decimal_read(str_of(rows[i].in), rows[i].places, &v);
                ok(!why);
                same_int(v, rows[i].want);
        }
}

TEST(decimal_refuses)
{
        static const char not_number[] = "应为数字", comma[] = "千分位逗号的位置不对",
                          many[] = "小数位数太多", large[] = "数字太大";
        static const struct { const char *in; int places; const char *why; } rows[] = {
                { "", 2, not_number }, { "-", 2, not_number }, { ".", 2, not_number }, { ".5", 2, not_number },
                { "5.", 2, not_number }, { "+5", 2, not_number }, { "--5", 2, not_number },
                { " 5", 2, not_number }, { "5 ", 2, not_number }, { "1e3", 2, not_number },
                { "0x10", 2, not_number }, { "1.2.3", 2, not_number }, { "１２", 2, not_number },
                { "1.2,3", 3, not_number }, { "NaN", 2, not_number }, { "5-", 2, not_number },
                { "1,23", 0, comma }, { ",123", 0, comma }, { "1,,234", 0, comma }, { "1234,567", 0, comma },
                { "1,234,56", 0, comma }, { "123,", 0, comma },
                { "1.234", 2, many }, { "1.005", 2, many }, { "0.0000001", 6, many },
                { "9223372036854775808", 0, large }, { "92233720368547758.08", 2, large },
                { "99999999999999999999", 0, large }, { "9223372036854775807", 2, large },
                { "-9223372036854775808", 0, large },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                int64_t v = -99;
                same_str(str_of(decimal_read(str_of(rows[i].in), rows[i].places, &v)), rows[i].why);
                same_int(v, -99);
        }
}

TEST(decimal_writes)
{
        static const struct { int64_t v; int places; bool comma; const char *want; } rows[] = {
                { 0, 2, false, "0.00" }, { 5, 2, false, "0.05" }, { -5, 2, false, "-0.05" },
                { 123450, 2, true, "1,234.50" }, { 123450, 2, false, "1234.50" },
                { 99999, 2, true, "999.99" }, { 100000, 2, true, "1,000.00" }, { 0, 0, false, "0" },
                { 1234567, 0, true, "1,234,567" }, { -1234567, 0, true, "-1,234,567" },
                { INT64_MAX, 2, true, "92,233,720,368,547,758.07" },
                { INT64_MIN, 2, true, "-92,233,720,368,547,758.08" },
                { INT64_MIN, 0, false, "-9223372036854775808" }, { 1500000, 6, false, "1.500000" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                same_str(decimal_str(cx->arena, rows[i].v, rows[i].places, rows[i].comma), rows[i].want);
        same_str(money_yuan(cx->arena, (money){ 123450 }), "1234.50");
        same_str(wan_str(cx->arena, 28140), "281.40");
}

TEST(decimal_round_trip)
{
        uint64_t x = 88172645463325252;
        for (int i = 0; i < 20000; i++) {
                x ^= x << 13, x ^= x >> 7, x ^= x << 17;
                int64_t v = (int64_t)x >> (i % 60), got = 0;
                int places = i % 7;
                if (v == INT64_MIN)
                        continue;
                struct arena_mark m = arena_mark(cx->arena);
                const char *why = decimal_read(decimal_str(cx->arena, v, places, i % 2), places, &got);
                if (why || got != v)
                        same_int(got, v);
                arena_release(cx->arena, m);
        }
}

TEST(money_upper_known_cases)
{
        static const struct { int64_t fen; const char *want; } rows[] = {
                {             0, "人民币零元整" },
                {             1, "人民币壹分" },
                {             5, "人民币伍分" },
                {            10, "人民币壹角整" },
                {            15, "人民币壹角伍分" },
                {            32, "人民币叁角贰分" },
                {           100, "人民币壹元整" },
                {           105, "人民币壹元零伍分" },
                {           150, "人民币壹元伍角整" },
                {           155, "人民币壹元伍角伍分" },
                {          1000, "人民币壹拾元整" },
                {          1005, "人民币壹拾元零伍分" },
                {          1050, "人民币壹拾元零伍角整" },
                {          1055, "人民币壹拾元零伍角伍分" },
                {          1100, "人民币壹拾壹元整" },
                {          1600, "人民币壹拾陆元整" },
                {          2000, "人民币贰拾元整" },
                {         10000, "人民币壹佰元整" },
                {         10005, "人民币壹佰元零伍分" },
                {         10100, "人民币壹佰零壹元整" },
                {         11000, "人民币壹佰壹拾元整" },
                {         12345, "人民币壹佰贰拾叁元肆角伍分" },
                {        100000, "人民币壹仟元整" },
                {        100500, "人民币壹仟零伍元整" },
                {        101000, "人民币壹仟零壹拾元整" },
                {        110000, "人民币壹仟壹佰元整" },
                {        140950, "人民币壹仟肆佰零玖元伍角整" },        /* the annex's own examples */
                {        600714, "人民币陆仟零柒元壹角肆分" },
                {        168032, "人民币壹仟陆佰捌拾元零叁角贰分" },
                {      10700053, "人民币壹拾万柒仟元零伍角叁分" },
                {       1640902, "人民币壹万陆仟肆佰零玖元零贰分" },
                {         32504, "人民币叁佰贰拾伍元零肆分" },
                {       1000000, "人民币壹万元整" },
                {       1000100, "人民币壹万零壹元整" },
                {       1001000, "人民币壹万零壹拾元整" },
                {       1010000, "人民币壹万零壹佰元整" },
                {       1100000, "人民币壹万壹仟元整" },
                {      10000000, "人民币壹拾万元整" },
                {      10010000, "人民币壹拾万零壹佰元整" },
                {      20300000, "人民币贰拾万叁仟元整" },
                {     100000000, "人民币壹佰万元整" },
                {     100000100, "人民币壹佰万零壹元整" },
                {     101000000, "人民币壹佰零壹万元整" },
                {    1001000150, "人民币壹仟零壹万零壹元伍角整" },
                {    1234567890, "人民币壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整" },
                {   10000000000, "人民币壹亿元整" },
                {   10000000001, "人民币壹亿元零壹分" },
                {   10000000100, "人民币壹亿零壹元整" },
                {   10001000000, "人民币壹亿零壹万元整" },
                {   10010000000, "人民币壹亿零壹拾万元整" },
                {   11000000000, "人民币壹亿壹仟万元整" },
                {  100000000000, "人民币壹拾亿元整" },
                {  100010000000, "人民币壹拾亿零壹拾万元整" },
                {  102000000000, "人民币壹拾亿贰仟万元整" },
                { 1000000000000, "人民币壹佰亿元整" },
                { 100000000000000, "人民币壹万亿元整" },
                { 100000100000000, "人民币壹万亿零壹佰万元整" },
                { 100010000000000, "人民币壹万零壹亿元整" },
                {         -5, "人民币负伍分" },
                {    -123456, "人民币负壹仟贰佰叁拾肆元伍角陆分" },
                { INT64_MAX, "人民币玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分" },
                { INT64_MIN, "人民币负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零捌分" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                same_str(money_upper(cx->arena, (money){ rows[i].fen }), rows[i].want);
}
