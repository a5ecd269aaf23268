/* base/day.c - civil-from-days and back, in integers. */
#include "base/base.h"

bool day_is(day d) { return d.n != DAY_NONE.n; }

day day_make(int y, int m, int d)
{
        y -= m <= 2;
        int era = (y >= 0 ? y : y - 399) / 400;
        int yoe = y - era * 400;
        int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
        int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        return (day){ era * 146097 + doe - 719468 };
}

void day_split(day v, int *y, int *m, int *d)
{
        int z = v.n + 719468;
        int era = (z >= 0 ? z : z - 146096) / 146097;
        int doe = z - era * 146097;
        int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
        int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        int mp = (5 * doy + 2) / 153;
        *d = doy - (153 * mp + 2) / 5 + 1;
        *m = mp + (mp < 10 ? 3 : -9);
        *y = yoe + era * 400 + (*m <= 2);
}

int day_year(day v)
{
        int y, m, d;
        day_split(v, &y, &m, &d);
        return y;
}

int day_weekday(day d) { return (int)(((int64_t)d.n + 3) % 7 + 7) % 7 + 1; }

day day_add(day d, int n) { return day_is(d) ? (day){ d.n + n } : d; }

static bool digits(const char *p, int n, int *ret)
{
        int v = 0;
        for (int i = 0; i < n; i++) {
                if (p[i] < '0' || p[i] > '9')
                        return false;
                v = v * 10 + (p[i] - '0');
        }
        *ret = v;
        return true;
}

bool day_parse(str s, day *ret)
{
        int y, m, d, y2, m2, d2;
        if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !digits(s.p, 4, &y) ||
            !digits(s.p + 5, 2, &m) || !digits(s.p + 8, 2, &d) || m < 1 || m > 12 || d < 1)
                return false;
        day v = day_make(y, m, d);
        day_split(v, &y2, &m2, &d2);
        if (y != y2 || m != m2 || d != d2)
                return false;
        *ret = v;
        return true;
}

/* Lists are full of dates: their digits are written by hand, printf took a tenth of a page. */
static char *two_put(char *p, int n)
{
        p[0] = (char)('0' + n / 10);
        p[1] = (char)('0' + n % 10);
        return p + 2;
}

static char *day_put(char *p, int y, int m, int d)
{
        p = two_put(two_put(p, y / 100), y % 100);
        *p++ = '-';
        p = two_put(p, m);
        *p++ = '-';
        return two_put(p, d);
}

str day_str(struct arena *a, day v)
{
        int y, m, d;
        if (!day_is(v))
                return (str){ 0 };
        day_split(v, &y, &m, &d);
        if (y < 0 || y > 9999)
                return str_f(a, "%04d-%02d-%02d", y, m, d);
        char *p = arena_take(a, 11);
        *day_put(p, y, m, d) = 0;
        return (str){ p, 10 };
}

str day_zh(struct arena *a, day v)
{
        int y, m, d;
        if (!day_is(v))
                return (str){ 0 };
        day_split(v, &y, &m, &d);
        return str_f(a, "%d年%d月%d日", y, m, d); /* document text */
}

enum { MS_A_DAY = 86400000, CHINA = 8 * 3600000 };

day day_of_instant(int64_t ms)
{
        int64_t t = ms + CHINA;
        return (day){ (int32_t)((t - ((t % MS_A_DAY + MS_A_DAY) % MS_A_DAY)) / MS_A_DAY) };
}

int64_t day_begins(day d) { return (int64_t)d.n * MS_A_DAY - CHINA; }

str instant_str(struct arena *a, int64_t ms)
{
        day d = day_of_instant(ms);
        int minute = (int)((ms - day_begins(d)) / 60000), y, month, dom;
        day_split(d, &y, &month, &dom);
        if (y < 0 || y > 9999)
                return str_f(a, "%.*s %02d:%02d", STR(day_str(a, d)), minute / 60, minute % 60);
        char *text = arena_take(a, 17), *p = day_put(text, y, month, dom);
        *p++ = ' ';
        p = two_put(p, minute / 60);
        *p++ = ':';
        *two_put(p, minute % 60) = 0;
        return (str){ text, 16 };
}
