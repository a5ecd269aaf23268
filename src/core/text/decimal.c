/* core/text/decimal.c - see decimal.h. */
#include "core/text/decimal.h"

enum { EXPONENT_MAX = 400, DIGITS_MAX = 1000 };

/* A number taken apart: digits without leading zeros; its value is digits * 10^exp. */
struct parts {
        bool  neg;
        char *digit;
        int   n, exp;
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool exponent_read(str s, int *ret)
{
        bool neg = s.n && s.p[0] == '-';
        if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
                s = str_from(s, 1);
        uint64_t u;
        if (!str_u64(s, &u) || u > EXPONENT_MAX)
                return false;
        *ret = neg ? -(int)u : (int)u;
        return true;
}

static bool take_apart(struct arena *a, str s, struct parts *p)
{
        *p = (struct parts){ .neg = s.n && s.p[0] == '-' };
        if (p->neg)
                s = str_from(s, 1);
        size_t e = 0;
        while (e < s.n && s.p[e] != 'e' && s.p[e] != 'E')
                e++;
        if (e < s.n && !exponent_read(str_from(s, e + 1), &p->exp))
                return false;
        str frac, whole = str_cut(str_head(s, e), '.', &frac);
        if (!whole.n || (frac.p && !frac.n) || whole.n + frac.n > DIGITS_MAX)
                return false;
        p->digit = arena_alloc(a, whole.n + frac.n);
        for (size_t i = 0; i < whole.n + frac.n; i++) {
                char c = i < whole.n ? whole.p[i] : frac.p[i - whole.n];
                if (!is_digit(c))
                        return false;
                if (p->n || c != '0')
                        p->digit[p->n++] = c;
        }
        p->exp -= (int)frac.n;
        return true;
}

/* Keep the first `max` digits, rounded; then no zeros at the end behind the point. */
static void round_to(struct parts *p, int max)
{
        bool up = p->digit[max] >= '5';
        p->exp += p->n - max;
        p->n = max;
        for (int i = max - 1; up && i >= 0; i--) {
                up = p->digit[i] == '9';
                p->digit[i] = up ? '0' : (char)(p->digit[i] + 1);
        }
        if (up) {               /* 999… became 1000…: the digits behind are zeros already */
                p->digit[0] = '1';
                p->exp++;
        }
        while (p->n > 1 && p->exp < 0 && p->digit[p->n - 1] == '0')
                p->n--, p->exp++;
}

bool decimal_plain(struct arena *a, str text, int max_digits, str *ret)
{
        struct parts p;
        if (!take_apart(a, text, &p))
                return false;
        if (!p.n) {
                *ret = S("0");
                return true;
        }
        if (max_digits > 0 && p.n > max_digits)
                round_to(&p, max_digits);
        struct buf b = buf_new(a, DIGITS_MAX + 2 * EXPONENT_MAX + 8);
        if (p.neg)
                buf_byte(&b, '-');
        int point = p.n + p.exp;        /* digits before the point; ≤ 0: zeros lead */
        if (point <= 0)
                buf_put(&b, S("0."));
        for (int i = point; i < 0; i++)
                buf_byte(&b, '0');
        for (int i = 0; i < p.n; i++) {
                if (i == point && i > 0)
                        buf_byte(&b, '.');
                buf_byte(&b, p.digit[i]);
        }
        for (int i = p.n; i < point; i++)
                buf_byte(&b, '0');
        *ret = buf_str(&b);
        return true;
}
