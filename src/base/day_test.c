/* base/day_test.c - the calendar without a clock. */
#include "tests/test.h"

TEST(day_walks_eight_hundred_years)
{
        static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        int y = 1600, m = 1, d = 1, weekday = 6;        /* 1600-01-01 was a Saturday */
        day at = day_make(1600, 1, 1);
        for (; y < 2400; at = day_add(at, 1)) {
                int y2, m2, d2;
                day_split(at, &y2, &m2, &d2);
                if (y2 != y || m2 != m || d2 != d || day_make(y, m, d).n != at.n || day_weekday(at) != weekday ||
                    day_year(at) != y) {
                        same_int(day_make(y, m, d).n, at.n);
                        same_int(day_weekday(at), weekday);
                        return;
                }
                bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
                weekday = weekday % 7 + 1;
                if (++d > lengths[m - 1] + (m == 2 && leap)) {
                        d = 1;
                        if (++m > 12)
                                m = 1, y++;
                }
        }
        same_int(day_make(1970, 1, 1).n, 0);
        same_int(day_weekday(day_make(1970, 1, 1)), 4);
        same_int(day_weekday(day_make(2024, 11, 20)), 3);
        same_int(day_weekday(day_make(2024, 12, 1)), 7);
        same_int(day_make(2000, 3, 1).n - day_make(2000, 2, 28).n, 2);
        same_int(day_make(1900, 3, 1).n - day_make(1900, 2, 28).n, 1);
        same_int(day_make(1, 1, 1).n, -719162);
}

TEST(day_none_is_kept)
{
        ok(!day_is(DAY_NONE) && day_is((day){ 0 }));
        ok(!day_is(day_add(DAY_NONE, 5)));
        ok(!day_str(cx->arena, DAY_NONE).p);
        ok(!day_zh(cx->arena, DAY_NONE).p);
}

TEST(day_reads_and_writes)
{
        static const char *const good[] = { "1970-01-01", "2024-02-29", "2000-02-29", "9999-12-31", "0001-01-01",
                                            "1969-12-31", "2024-12-31", "2400-02-29" };
        for (size_t i = 0; i < COUNT_OF(good); i++) {
                day d = DAY_NONE;
                ok(day_parse(str_of(good[i]), &d));
                same_str(day_str(cx->arena, d), good[i]);
        }
        static const char *const bad[] = { "", "2024-2-29", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10",
                "2024-04-31", "2024-01-00", "2024-01-32", "24-01-01", "2024/01/01", "2024-01-01 ", " 2024-01-01",
                "2024-01-1a", "-024-01-01", "20240101", "2024-01-01T00", "+024-01-01", "２０２４-01-01" };
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                day d = { 5 };
                if (!ok(!day_parse(str_of(bad[i]), &d) && d.n == 5))
                        test_note("%s", bad[i]);
        }
        same_str(day_zh(cx->arena, day_make(2024, 2, 9)), "2024年2月9日");
        same_str(day_zh(cx->arena, day_make(2024, 12, 31)), "2024年12月31日");
}

TEST(day_of_instants_is_chinas)
{
        static const struct { int64_t ms; const char *day, *text; } rows[] = {
                { 0, "1970-01-01", "1970-01-01 08:00" },
                { 57599999, "1970-01-01", "1970-01-01 23:59" },         /* 15:59:59.999 UTC */
                { 57600000, "1970-01-02", "1970-01-02 00:00" },
                { -28800000, "1970-01-01", "1970-01-01 00:00" },
                { -28800001, "1969-12-31", "1969-12-31 23:59" },
                { 1732060800000, "2024-11-20", "2024-11-20 08:00" },
                { 1709137500000, "2024-02-29", "2024-02-29 00:25" },
                { 2147483648000, "2038-01-19", "2038-01-19 11:14" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                same_str(day_str(cx->arena, day_of_instant(rows[i].ms)), rows[i].day);
                same_str(instant_str(cx->arena, rows[i].ms), rows[i].text);
        }
}
