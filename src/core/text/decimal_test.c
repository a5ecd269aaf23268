/* core/text/decimal_test.c - every shape a file may give a number. */
#include "core/text/decimal.h"
#include "tests/test.h"

TEST(decimal_plain_keeps_value)
{
        static const struct { const char *in; int digits; const char *out; } row[] = {
                { "0",                       0,  "0" },
                { "-0",                      0,  "0" },
                { "0.000",                   15, "0" },
                { "12.35",                   15, "12.35" },
                { "12.350",                  15, "12.350" },
                { "12.350000000000001",      15, "12.35" },
                { "160.78000000000003",      15, "160.78" },
                { "0.30000000000000004",     15, "0.3" },
                { "-0.30000000000000004",    15, "-0.3" },
                { "999999999999999.9",       15, "1000000000000000" },
                { "99.9999999999999999",     15, "100" },
                { "1234567890123456789",     15, "1234567890123460000" },
                { "1234567890123456789",     0,  "1234567890123456789" },
                { "1E5",                     15, "100000" },
                { "1e+5",                    15, "100000" },
                { "1.25E-3",                 15, "0.00125" },
                { "1.2800000000000001E6",    15, "1280000" },
                { "1.2345E2",                15, "123.45" },
                { "1E-7",                    15, "0.0000001" },
                { "007",                     0,  "7" },
                { "2.5e0",                   0,  "2.5" },
                { "100",                     15, "100" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++) {
                str got = { 0 };
                ok(decimal_plain(cx->arena, str_of(row[i].in), row[i].digits, &got));
                same_str(got, row[i].out);
        }
}

TEST(decimal_plain_refuses_what_is_no_number)
{
        static const char *const bad[] = {
                "", "-", ".", "1.", ".5", "+1", "1e", "1e+", "1e401", "1e-401", "1e1.5", "0x10",
                "NaN", "1,000", "1 ", " 1", "1e99999999999999999999", "--1", "1.2.3", "１",
        };
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                str got = S("untouched");
                ok(!decimal_plain(cx->arena, str_of(bad[i]), 15, &got));
                same_str(got, "untouched");
        }
}
