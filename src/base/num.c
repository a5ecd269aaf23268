/* base/num.c - exact arithmetic and its text. */
#include "base/base.h"

__extension__ typedef __int128 wide;

int64_t muldiv_mode(int64_t a, int64_t b, int64_t c, enum round_mode mode)
{
        must(c != 0);
        wide n = (wide)a * b, d = c;
        if (d < 0)
                n = -n, d = -d;
        wide q = n / d, r = n % d;      /* towards zero; r has the sign of n */
        q += round_move(mode, (r > 0) - (r < 0), (r < 0 ? -r : r) * 2 >= d);
        must(q >= INT64_MIN && q <= INT64_MAX);
        return (int64_t)q;
}

int64_t muldiv(int64_t a, int64_t b, int64_t c) { return muldiv_mode(a, b, c, ROUND_HALF_UP); }

int64_t ratio_scale(ratio r, int64_t scale, enum round_mode mode)
{
        return muldiv_mode(r.num, scale, r.den, mode);
}

bool add64(int64_t a, int64_t b, int64_t *ret)
{
        int64_t v;
        if (__builtin_add_overflow(a, b, &v))
                return false;
        *ret = v;
        return true;
}

static bool commas_fit(str whole)
{
        size_t first = whole.n % 4;     /* groups of "ddd," counted from the right */
        for (size_t i = 0; i < whole.n; i++)
                if ((whole.p[i] == ',') != (i % 4 == first))
                        return false;
        return first != 0;
}

const char *decimal_read(str s, int places, int64_t *ret)
{
        static const char not_number[] = "应为数字";
        bool neg = s.n && s.p[0] == '-';
        if (neg)
                s = str_from(s, 1);
        str dec, whole = str_cut(s, '.', &dec);
        if (!whole.n || (dec.p && !dec.n))
                return not_number;
        if (memchr(whole.p, ',', whole.n) && !commas_fit(whole))
                return "千分位逗号的位置不对";
        int64_t v = 0;
        int n_dec = 0;
        for (size_t i = 0; i < whole.n + dec.n; i++) {
                char c = i < whole.n ? whole.p[i] : dec.p[i - whole.n];
                if (c == ',' && i < whole.n)
                        continue;
                if (c < '0' || c > '9')
                        return not_number;
                if (i >= whole.n && n_dec == places) {
                        if (c != '0')
                                return "小数位数太多";
                        continue;
                }
                n_dec += i >= whole.n;
                if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, c - '0', &v))
                        return "数字太大";
        }
        for (; n_dec < places; n_dec++)
                if (__builtin_mul_overflow(v, 10, &v))
                        return "数字太大";
        *ret = neg ? -v : v;
        return NULL;
}

str decimal_str(struct arena *a, int64_t v, int places, bool comma)
{
        char tmp[64], *p = tmp + sizeof(tmp);
        uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
        for (int i = 0; i < places; i++, u /= 10)
                *--p = (char)('0' + u % 10);
        if (places)
                *--p = '.';
        int n = 0;
        do {
                if (comma && n && n % 3 == 0)
                        *--p = ',';
                *--p = (char)('0' + u % 10);
                u /= 10, n++;
        } while (u);
        if (v < 0)
                *--p = '-';
        return str_copy(a, (str){ p, (size_t)(tmp + sizeof(tmp) - p) });
}

str money_yuan(struct arena *a, money m)     { return decimal_str(a, m.fen, 2, false); }
str wan_str(struct arena *a, int64_t cents)  { return decimal_str(a, cents, 2, false); }

const char *mega(char room[MEGA_ROOM], int64_t bytes, bool up)
{
        enum { MEGA = 1 << 20 };
        int64_t whole = bytes / MEGA, part = (bytes % MEGA * 100 + (up ? MEGA - 1 : 0)) / MEGA;
        whole += part / 100, part %= 100;
        if (part)
                snprintf(room, MEGA_ROOM, part % 10 ? "%lld.%02lld" : "%lld.%lld", (long long)whole,
                         (long long)(part % 10 ? part : part / 10));
        else
                snprintf(room, MEGA_ROOM, "%lld", (long long)whole);
        return room;
}
