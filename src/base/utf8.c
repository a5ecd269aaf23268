/* base/utf8.c - the one file that includes utf8proc. */
#include "base/base.h"
#include <utf8proc.h>

size_t utf8_next(str s, uint32_t *ret)
{
        utf8proc_int32_t code;
        if (!s.n)
                return 0;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.p,
                                              (utf8proc_ssize_t)s.n, &code);
        if (n <= 0)
                return 0;
        *ret = (uint32_t)code;
        return (size_t)n;
}

bool utf8_valid(str s)
{
        uint32_t code;
        while (s.n) {
                size_t n = utf8_next(s, &code);
                if (!n || !code)
                        return false;
                s = str_from(s, n);
        }
        return true;
}

size_t utf8_count(str s)
{
        size_t n = 0;
        for (size_t i = 0; i < s.n; i++)
                n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
        return n;
}

str utf8_head(str s, size_t n)
{
        size_t i = 0;
        if (s.n <= n)
                return s;
        for (; i < s.n; i++)
                if (((unsigned char)s.p[i] & 0xC0) != 0x80 && n-- == 0)
                        break;
        return (str){ s.p, i };
}

void utf8_put(struct buf *b, uint32_t code)
{
        utf8proc_uint8_t tmp[4];
        utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)code, tmp);
        buf_put(b, (str){ (const char *)tmp, (size_t)n });
}

bool utf8_has_wide_digits(str s)
{
        uint32_t code;
        for (size_t n; (n = utf8_next(s, &code)); s = str_from(s, n))
                if (code >= 0xFF10 && code <= 0xFF19)
                        return true;
        return false;
}

str utf8_narrow(struct arena *a, str s)
{
        utf8proc_uint8_t *nfc = NULL;
        utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &nfc,
                                          UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        str in = n >= 0 && nfc ? (str){ (const char *)nfc, (size_t)n } : s;
        struct buf b = buf_new(a, in.n + 1);
        uint32_t code;
        for (size_t k; (k = utf8_next(in, &code)); in = str_from(in, k)) {
                if (code >= 0xFF01 && code <= 0xFF5E)
                        code -= 0xFEE0;
                else if (code == 0x3000)
                        code = ' ';
                utf8_put(&b, code);
        }
        free(nfc);
        return buf_str(&b);
}

str utf8_fold(struct arena *a, str s)
{
        utf8proc_uint8_t *made = NULL;
        utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &made,
                                          UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
        str in = n >= 0 && made ? (str){ (const char *)made, (size_t)n } : s;
        struct buf b = buf_new(a, in.n + 1);
        bool gap = false;
        for (size_t i = 0; i < in.n; i++) {
                bool blank = (unsigned char)in.p[i] <= ' ';
                if (!blank && gap && b.n)
                        buf_byte(&b, ' ');
                if (!blank)
                        buf_byte(&b, in.p[i]);
                gap = blank;
        }
        str out = b.n ? str_copy(a, buf_str(&b)) : S("");
        free(made);
        return out;
}
