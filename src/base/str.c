/* base/str.c - views of text. */
#include "base/base.h"

/* Ends at the first byte that differs: most calls look for one word among many. */
bool str_is(str a, const char *c)
{
        size_t i = 0;
        if (!c)
                return !a.n;
        while (i < a.n && c[i] && c[i] == a.p[i])
                i++;
        return i == a.n && !c[i];
}

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

str str_newlines(struct arena *a, str s)
{
        if (str_find(s, S("\r")) < 0)
                return s;
        char *to = arena_alloc(a, s.n);
        size_t n = 0;
        for (size_t i = 0; i < s.n; i++)
                if (s.p[i] != '\r')
                        to[n++] = s.p[i];
                else if (i + 1 == s.n || s.p[i + 1] != '\n')
                        to[n++] = '\n';
        return (str){ to, n };
}

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
static size_t hex_digits_of(char *end, unsigned long v)
{
        char *p = end;
        do
                *--p = "0123456789abcdef"[v & 15];
        while (v >>= 4);
        return (size_t)(end - p);
}

static size_t signed_digits_of(char *end, long v)
{
        char *p = end;
        unsigned long u = v < 0 ? 0 - (unsigned long)v : (unsigned long)v;
        do
                *--p = (char)('0' + u % 10);
        while (u /= 10);
        if (v < 0)
                *--p = '-';
        return (size_t)(end - p);
}

str str_int(struct arena *a, int64_t v)
{
        char number[24];
        size_t n = signed_digits_of(number + sizeof number, v);
        return str_copy(a, (str){ number + sizeof number - n, n });
}

str str_join(struct arena *a, const str *parts, size_t n)
{
        size_t whole = 0;
        for (size_t i = 0; i < n; i++)
                whole += parts[i].n;
        char *text = arena_take(a, whole + 1), *p = text;
        for (size_t i = 0; i < n; p += parts[i].n, i++)
                if (parts[i].n)
                        memcpy(p, parts[i].p, parts[i].n);
        *p = 0;
        return (str){ text, whole };
}

/* Bytes written, or -1: a conversion that is not ours, or no room. Pages and addresses are made of
 * some hundred of these; printf's own way cost a tenth of a page. */
static int print_plain(char *to, size_t n, const char *fmt, va_list ap)
{
        char number[24], *p = to, *const end = to + n - 1;
        while (*fmt) {
                const char *from = fmt;
                size_t len;
                if (*fmt != '%') {
                        while (*fmt && *fmt != '%')
                                fmt++;
                        len = (size_t)(fmt - from);
                } else if (fmt[1] == 's') {
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
                        len = hex_digits_of(number + sizeof number, va_arg(ap, unsigned long));
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
                if (len > (size_t)(end - p))
                        return -1;
                if (len)
                        memcpy(p, from, len);
                p += len;
        }
        *p = 0;
        return (int)(p - to);
}

int str_print(char *to, size_t n, const char *fmt, va_list ap)
{
        va_list ap2;
        va_copy(ap2, ap);
        int len = n ? print_plain(to, n, fmt, ap2) : -1;
        va_end(ap2);
        return len >= 0 ? len : vsnprintf(to, n, fmt, ap);
}

/* Nearly always printed where it stays. */
str str_vf(struct arena *a, const char *fmt, va_list ap)
{
        size_t room;
        char *p = arena_room(a, &room);
        va_list ap2;
        va_copy(ap2, ap);
        int n = room ? print_plain(p, room, fmt, ap2) : -1;
        va_end(ap2);
        if (n >= 0)
                return (str){ arena_take(a, (size_t)n + 1), (size_t)n };
        va_copy(ap2, ap);
        n = vsnprintf(NULL, 0, fmt, ap2);
        va_end(ap2);
        must(n >= 0);
        p = arena_take(a, (size_t)n + 1);
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
