/* core/crypto/totp_test.c - codes as RFC 6238 gives them, and none taken twice. */
#include "core/crypto/totp.h"
#include "tests/test.h"

TEST(totp_codes_are_those_of_rfc_6238)
{
        /* Appendix B, SHA-1: the last six of the eight digits printed there. */
        static const struct { int64_t seconds; const char *code; } rows[] = {
                { 59, "287082" },          { 1111111109, "081804" }, { 1111111111, "050471" },
                { 1234567890, "005924" },  { 2000000000, "279037" }, { 20000000000, "353130" },
        };
        str secret = S("12345678901234567890");
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                same_str(totp_code(cx->arena, secret, rows[i].seconds / TOTP_SECONDS), rows[i].code);
        same_str(totp_base32(cx->arena, secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

TEST(totp_match_takes_three_steps_and_none_twice)
{
        str secret = totp_secret(cx->arena);
        int64_t step = cx->now / 30000, last = 0;
        same_int((int64_t)secret.n, TOTP_SECRET);
        for (int64_t d = -3; d <= 3; d++) {
                int64_t got = totp_match(cx->arena, secret, totp_code(cx->arena, secret, step + d),
                                         cx->now, 0);
                same_int(got, d >= -1 && d <= 1 ? step + d : 0);
        }
        last = totp_match(cx->arena, secret, totp_code(cx->arena, secret, step), cx->now, 0);
        same_int(totp_match(cx->arena, secret, totp_code(cx->arena, secret, step), cx->now, last), 0);
        same_int(totp_match(cx->arena, secret, totp_code(cx->arena, secret, step - 1), cx->now, last),
                 0);
        same_int(totp_match(cx->arena, secret, S(""), cx->now, 0), 0);
        same_int(totp_match(cx->arena, secret, S("1234567"), cx->now, 0), 0);
}

TEST(totp_address_hides_nothing_in_the_label)
{
        same_str(totp_address(cx->arena, S("12345678901234567890"), S("a&b 县"), S("zhang.one")),
                 "otpauth://totp/a%26b%20%E5%8E%BF:zhang.one"
                 "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=a%26b%20%E5%8E%BF");
}
