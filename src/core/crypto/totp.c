/* core/crypto/totp.c - the only file that includes liboath. */
#include <liboath/oath.h>
#include <stdlib.h>

#include "base/base.h"
#include "core/crypto/password.h"
#include "core/crypto/totp.h"

str totp_secret(struct arena *a)
{
        str hex = random_hex(a, TOTP_SECRET);
        char *out = arena_alloc(a, TOTP_SECRET);
        for (int i = 0; i < TOTP_SECRET; i++) {
                int two[2];
                for (int k = 0; k < 2; k++) {
                        char c = hex.p[2 * i + k];
                        two[k] = c <= '9' ? c - '0' : c - 'a' + 10;
                }
                out[i] = (char)(two[0] * 16 + two[1]);
        }
        return (str){ out, TOTP_SECRET };
}

str totp_code(struct arena *a, str secret, int64_t step)
{
        char out[TOTP_DIGITS + 2];
        must(oath_hotp_generate(secret.p, secret.n, (uint64_t)step, TOTP_DIGITS, false,
                                OATH_HOTP_DYNAMIC_TRUNCATION, out) == OATH_OK);
        return str_copy(a, str_of(out));
}

int64_t totp_match(struct arena *a, str secret, str code, int64_t now_ms, int64_t last)
{
        int64_t at = now_ms / 1000 / TOTP_SECONDS, found = 0;
        for (int64_t step = at - TOTP_WINDOW; step <= at + TOTP_WINDOW; step++)
                if (secret_eq(code, totp_code(a, secret, step)) && step > last)
                        found = step;
        return found;
}

str totp_base32(struct arena *a, str secret)
{
        char *out = NULL;
        size_t n;
        must(oath_base32_encode(secret.p, secret.n, &out, &n) == OATH_OK);
        while (n && out[n - 1] == '=')
                n--;
        str copy = str_copy(a, (str){ out, n });
        free(out);
        return copy;
}

/* RFC 3986: all but letters, digits and - . _ ~ as %XX. */
static void put_part(struct buf *o, str s)
{
        for (size_t i = 0; i < s.n; i++) {
                unsigned char c = (unsigned char)s.p[i];
                bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || strchr("-._~", c);
                if (c && plain)
                        buf_byte(o, (char)c);
                else
                        buf_f(o, "%%%02X", (unsigned)c);
        }
}

str totp_address(struct arena *a, str secret, str issuer, str login)
{
        struct buf b = buf_new(a, 2000);
        buf_put(&b, S("otpauth://totp/"));
        put_part(&b, issuer);
        buf_byte(&b, ':');
        put_part(&b, login);
        buf_put(&b, S("?secret="));
        buf_put(&b, totp_base32(a, secret));
        buf_put(&b, S("&issuer="));
        put_part(&b, issuer);
        return buf_str(&b);
}
