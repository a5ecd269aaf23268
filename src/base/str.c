/* base/str.c - views of text. */
#include "base/base.h"

str str_of(const char *c) { return c ? (str){ c, strlen(c) } : (str){ 0 }; }

bool str_eq(str a, str b) { return a.n == b.n && (a.n == 0 || !memcmp(a.p, b.p, a.n)); }

bool str_is(str a, const char *c) { return str_eq(a, str_of(c)); }

int str_cmp(str a, str b)
{
        size_t n = a.n < b.n ? a.n : b.n;
        int d = n ? memcmp(a.p, b.p, n) : 0;
        return d ? d : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(str s, str prefix)
{
        return s.n >= prefix.n && (!prefix.n || !memcmp(s.p, prefix.p, prefix.n));
}

bool str_ends(str s, str suffix)
{
        return s.n >= suffix.n && (!suffix.n || !memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n));
}

ptrdiff_t str_find(str s, str part)
{
        if (!part.n)
                return 0;
        for (size_t i = 0; i + part.n <= s.n; i++) {
                const char *at = memchr(s.p + i, part.p[0], s.n - i - part.n + 1);
                if (!at)
                        return -1;
                i = (size_t)(at - s.p);
                if (!memcmp(at, part.p, part.n))
                        return (ptrdiff_t)i;
        }
        return -1;
}

static bool blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

str str_trim(str s)
{
        for (;;) {
                if (s.n && blank(s.p[0]))
                        s.p++, s.n--;
                else if (s.n && blank(s.p[s.n - 1]))
                        s.n--;
                else if (str_starts(s, S("\xe3\x80\x80")))
                        s.p += 3, s.n -= 3;
                else if (str_ends(s, S("\xe3\x80\x80")))
                        s.n -= 3;
                else
                        return s;
        }
}

str str_from(str s, size_t i)
{
        return i >= s.n ? (str){ s.p ? s.p + s.n : "", 0 } : (str){ s.p + i, s.n - i };
}

str str_head(str s, size_t n) { return (str){ s.p, s.n < n ? s.n : n }; }

str str_cut(str s, char sep, str *rest)
{
        const char *at = s.n ? memchr(s.p, sep, s.n) : NULL;
        if (!at) {
                *rest = (str){ 0 };
                return s;
        }
        size_t n = (size_t)(at - s.p);
        *rest = str_from(s, n + 1);
        return (str){ s.p, n };
}

bool str_u64(str s, uint64_t *ret)
{
        uint64_t v = 0;
        if (!s.n || s.n > 19)
                return false;
        for (size_t i = 0; i < s.n; i++) {
                if (s.p[i] < '0' || s.p[i] > '9')
                        return false;
                v = v * 10 + (uint64_t)(s.p[i] - '0');
        }
        *ret = v;
        return true;
}

str str_copy(struct arena *a, str s)
{
        if (!s.p)
                return s;
        char *p = arena_take(a, s.n + 1);
        if (s.n)
                memcpy(p, s.p, s.n);
        p[s.n] = 0;
        return (str){ p, s.n };
}

/* The digits of v, ending before `end`; how many. */
static size_t digits_of(char *end, unsigned long v, unsigned base)
{
        char *p = end;
        do
                *--p = "0123456789abcdef"[v % base];
        while (v /= base);
        return (size_t)(end - p);
}

static size_t signed_digits_of(char *end, long v)
{
        size_t n = digits_of(end, v < 0 ? 0 - (unsigned long)v : (unsigned long)v, 10);
        if (v < 0)
                end[-(ptrdiff_t)++n] = '-';
        return n;
}

/* Bytes written, or -1: a conversion that is not ours, or no room. Pages and addresses are made of
 * some hundred of these; printf's own way cost a tenth of a page. */
static int print_plain(char *to, size_t n, const char *fmt, va_list ap)
{
        char number[24];
        size_t at = 0;
        for (;;) {
                for (; *fmt && *fmt != '%' && at + 1 < n; fmt++)
                        to[at++] = *fmt;
                if (*fmt != '%')
                        break;
                const char *from;
                size_t len;
                if (fmt[1] == 's') {
                        from = va_arg(ap, const char *);
                        if (!from)
                                return -1;
                        len = strlen(from);
                        fmt += 2;
                } else if (fmt[1] == 'd') {
                        len = signed_digits_of(number + sizeof number, va_arg(ap, int));
                        from = number + sizeof number - len;
                        fmt += 2;
                } else if (fmt[1] == 'l' && fmt[2] == 'd') {
                        len = signed_digits_of(number + sizeof number, va_arg(ap, long));
                        from = number + sizeof number - len;
                        fmt += 3;
                } else if (fmt[1] == 'l' && fmt[2] == 'x') {
                        len = digits_of(number + sizeof number, va_arg(ap, unsigned long), 16);
                        from = number + sizeof number - len;
                        fmt += 3;
                } else if (fmt[1] == '.' && fmt[2] == '*' && fmt[3] == 's') {
                        int most = va_arg(ap, int);
                        from = va_arg(ap, const char *);
                        if (most < 0 || (most && !from))
                                return -1;
                        len = most ? strnlen(from, (size_t)most) : 0;
                        fmt += 4;
                } else {
                        return -1;
                }
                if (len >= n - at)
                        return -1;
                if (len)
                        memcpy(to + at, from, len);
                at += len;
        }
        if (*fmt)
                return -1;
        to[at] = 0;
        return (int)at;
}

int str_print(char *to, size_t n, const char *fmt, va_list ap)
{
        va_list ap2;
        va_copy(ap2, ap);
        int len = n ? print_plain(to, n, fmt, ap2) : -1;
        va_end(ap2);
        return len >= 0 ? len : vsnprintf(to, n, fmt, ap);
}

str str_vf(struct arena *a, const char *fmt, va_list ap)
{
        /* Most texts are short: formatted once, here, and copied. */
        char tmp[256];
        va_list ap2;
        va_copy(ap2, ap);
        int n = str_print(tmp, sizeof tmp, fmt, ap2);
        va_end(ap2);
        must(n >= 0);
        char *p = arena_take(a, (size_t)n + 1);
        if ((size_t)n < sizeof tmp)
                memcpy(p, tmp, (size_t)n + 1);
        else
                vsnprintf(p, (size_t)n + 1, fmt, ap);
        return (str){ p, (size_t)n };
}

str str_f(struct arena *a, const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        str s = str_vf(a, fmt, ap);
        va_end(ap);
        return s;
}
