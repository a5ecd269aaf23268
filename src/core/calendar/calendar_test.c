/* core/calendar/calendar_test.c - the golden cases G-38, G-39 and G-40, and the edges of the engine. */
#include "core/calendar/calendar.h"
#include "core/calendar/calendar.sql.h"
#include "core/calendar/year.h"
#include "tests/test.h"

struct golden { const char *from; int n; const char *due; };

static void terms_are(struct ctx *cx, struct due_rule rule, const struct golden *rows, int n)
{
        struct calendar cal;
        done(calendar_load(cx, &cal));
        for (int i = 0; i < n; i++) {
                struct due d;
                day from;
                must(day_parse(str_of(rows[i].from), &from));
                rule.n = rows[i].n;
                due_of(&cal, from, &rule, &d);
                if (!same_str(day_str(cx->arena, d.on), rows[i].due))
                        test_note("%s + %d", rows[i].from, rows[i].n);
                same_int(d.missing, 0);
        }
}

TEST_DB(golden_g38_working_days)
{
        static const struct golden rows[] = {
                { "2024-02-06", 5, "2024-02-19" },
                { "2024-04-03", 1, "2024-04-07" }, { "2024-04-03", 3, "2024-04-09" },
                { "2024-04-03", 5, "2024-04-11" },
                { "2024-09-13", 3, "2024-09-19" },
                { "2024-09-30", 5, "2024-10-12" },
                { "2025-01-24", 1, "2025-01-26" }, { "2025-01-24", 2, "2025-01-27" },
                { "2025-01-24", 3, "2025-02-05" },
                { "2025-04-28", 10, "2025-05-15" },
                { "2025-09-29", 1, "2025-09-30" }, { "2025-09-29", 3, "2025-10-10" },
                { "2025-09-29", 5, "2025-10-13" }, { "2025-09-29", 7, "2025-10-15" },
                { "2025-09-29", 10, "2025-10-20" },
                { "2025-09-30", 1, "2025-10-09" },
                { "2026-02-12", 1, "2026-02-13" }, { "2026-02-12", 2, "2026-02-14" },
                { "2026-02-12", 3, "2026-02-24" }, { "2026-02-12", 5, "2026-02-26" },
                { "2026-02-12", 7, "2026-02-28" }, { "2026-02-12", 10, "2026-03-04" },
                { "2026-09-18", 3, "2026-09-22" },
                { "2026-09-24", 3, "2026-09-30" },
                { "2026-09-30", 5, "2026-10-13" },
                { "2023-09-27", 1, "2023-09-28" }, { "2023-09-27", 2, "2023-10-07" },
                { "2023-09-27", 3, "2023-10-08" }, { "2023-09-27", 5, "2023-10-10" },
                { "2023-09-27", 10, "2023-10-17" },
                { "2023-04-28", 3, "2023-05-06" },
        };
        terms_are(cx, (struct due_rule){ .unit = DUE_WORKING }, rows, COUNT_OF(rows));
        /* To give way changes nothing where the last day is worked anyhow. */
        terms_are(cx, (struct due_rule){ .unit = DUE_WORKING, .roll = true }, rows, COUNT_OF(rows));
}

TEST_DB(golden_g38_working_days_between)
{
        static const struct { const char *a, *b; int working, days; } rows[] = {
                { "2024-02-07", "2024-02-20", 5, 13 }, { "2025-09-26", "2025-10-13", 7, 17 },
                { "2026-02-11", "2026-03-02", 9, 19 }, { "2023-04-21", "2023-05-08", 10, 17 },
                { "2024-02-20", "2024-02-07", 0, -13 }, { "2024-02-20", "2024-02-20", 0, 0 },
        };
        struct calendar cal;
        done(calendar_load(cx, &cal));
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                int missing;
                day a, b;
                must(day_parse(str_of(rows[i].a), &a) && day_parse(str_of(rows[i].b), &b));
                same_int(calendar_between(&cal, a, b, &missing), rows[i].working);
                same_int(b.n - a.n, rows[i].days);
                same_int(missing, 0);
        }
}

TEST_DB(golden_g38_chain_of_an_appeal)
{
        static const struct { int n; const char *due; } steps[] = {
                { 15, "2026-03-05" }, { 10, "2026-03-19" }, { 5, "2026-03-26" },
        };
        struct calendar cal;
        struct due d = { .on = day_make(2026, 2, 6) };
        done(calendar_load(cx, &cal));
        for (size_t i = 0; i < COUNT_OF(steps); i++) {
                due_of(&cal, d.on, &(struct due_rule){ .unit = DUE_WORKING, .n = steps[i].n }, &d);
                same_str(day_str(cx->arena, d.on), steps[i].due);
        }
}

TEST_DB(golden_g39_months)
{
        static const struct golden plain[] = {
                { "2025-02-20", 3, "2025-05-20" }, { "2025-02-20", 6, "2025-08-20" },
                { "2025-11-20", 3, "2026-02-20" }, { "2024-11-30", 3, "2025-02-28" },
                { "2026-03-12", 6, "2026-09-12" }, { "2025-07-04", 3, "2025-10-04" },
                { "2024-01-31", 1, "2024-02-29" }, { "2024-12-31", 12, "2025-12-31" },
                { "2024-02-29", 12, "2025-02-28" }, { "2025-02-20", 0, "2025-02-20" },
        };
        static const struct golden rolled[] = {
                { "2025-02-20", 3, "2025-05-20" }, { "2025-02-20", 6, "2025-08-20" },
                { "2025-11-20", 3, "2026-02-24" }, { "2024-11-30", 3, "2025-02-28" },
                { "2026-03-12", 6, "2026-09-14" }, { "2025-07-04", 3, "2025-10-09" },
        };
        terms_are(cx, (struct due_rule){ .unit = DUE_MONTHS }, plain, COUNT_OF(plain));
        terms_are(cx, (struct due_rule){ .unit = DUE_MONTHS, .roll = true }, rolled, COUNT_OF(rolled));
}

TEST_DB(golden_g39_natural_days)
{
        static const struct golden plain[] = {
                { "2026-01-20", 30, "2026-02-19" }, { "2025-09-05", 30, "2025-10-05" },
                { "2024-01-12", 30, "2024-02-11" },
        };
        static const struct golden rolled[] = {
                { "2026-01-20", 30, "2026-02-24" }, { "2025-09-05", 30, "2025-10-09" },
                { "2024-01-12", 30, "2024-02-18" },     /* a make-up Sunday is a working day */
        };
        terms_are(cx, (struct due_rule){ .unit = DUE_DAYS }, plain, COUNT_OF(plain));
        terms_are(cx, (struct due_rule){ .unit = DUE_DAYS, .roll = true }, rolled, COUNT_OF(rolled));
}

TEST_DB(golden_g40_publicity_counts_the_first_day)
{
        static const struct golden rows[] = { { "2024-06-04", 5, "2024-06-11" } };
        const struct due_kind *kind = due_kind_of(S("publicity"));
        must(kind);
        terms_are(cx, kind->rule, rows, COUNT_OF(rows));

        /* 2019 has no notice here; no holiday lay in that week. */
        struct calendar cal;
        struct due_rule rule = kind->rule;
        struct due d;
        rule.n = 5;
        done(calendar_load(cx, &cal));
        due_of(&cal, day_make(2019, 5, 28), &rule, &d);
        same_str(day_str(cx->arena, d.on), "2019-06-03");
        same_int(d.missing, 2019);
        /* Begun on a day off, the first working day is the first that counts. */
        rule.n = 1;
        due_of(&cal, day_make(2024, 6, 8), &rule, &d);
        same_str(day_str(cx->arena, d.on), "2024-06-11");
}

TEST_DB(first_day_counts_in_days_and_months)
{
        struct calendar cal;
        struct due d;
        struct due_rule r = { .unit = DUE_DAYS, .n = 7, .count_first = true };
        done(calendar_load(cx, &cal));
        due_of(&cal, day_make(2024, 3, 1), &r, &d);
        same_str(day_str(cx->arena, d.on), "2024-03-07");
        r = (struct due_rule){ .unit = DUE_MONTHS, .n = 3, .count_first = true };
        due_of(&cal, day_make(2025, 2, 20), &r, &d);
        same_str(day_str(cx->arena, d.on), "2025-05-19");
        due_of(&cal, day_make(2024, 11, 30), &r, &d);
        same_str(day_str(cx->arena, d.on), "2025-02-28");
}

TEST_DB(a_year_without_data_is_told)
{
        struct calendar cal;
        struct due d;
        done(calendar_load(cx, &cal));
        ok(!calendar_knows(&cal, 2027) && calendar_knows(&cal, 2026) && !calendar_knows(&cal, 1850));
        due_of(&cal, day_make(2026, 12, 28), &(struct due_rule){ .unit = DUE_WORKING, .n = 5 }, &d);
        same_str(day_str(cx->arena, d.on), "2027-01-05");       /* 1 January, a Friday, is off by law */
        same_int(d.missing, 2027);
        same_str(due_warning(cx, &d), "2027 年放假安排还没有导入，按周末和固定的法定节日推算");
        /* What does not rest on holidays needs none of them. */
        due_of(&cal, day_make(2026, 12, 28), &(struct due_rule){ .unit = DUE_DAYS, .n = 5 }, &d);
        same_int(d.missing, 0);
        same_str(due_warning(cx, &d), NULL);
        due_of(&cal, day_make(2026, 12, 28),
               &(struct due_rule){ .unit = DUE_DAYS, .n = 5, .roll = true }, &d);
        same_str(day_str(cx->arena, d.on), "2027-01-04");
        same_str(day_str(cx->arena, d.plain), "2027-01-02");
        same_int(d.missing, 2027);
        int missing;
        same_int(calendar_between(&cal, day_make(2026, 12, 30), day_make(2027, 1, 4), &missing), 2);
        same_int(missing, 2027);
        /* A zero term ends where it begins, worked or not. */
        due_of(&cal, day_make(2024, 2, 10), &(struct due_rule){ .unit = DUE_WORKING }, &d);
        same_str(day_str(cx->arena, d.on), "2024-02-10");
}

TEST_DB(a_term_into_a_year_without_data_is_told_to_the_door)
{
        struct due d;
        done(calendar_due(cx, day_make(2026, 9, 30), &(struct due_rule){ .unit = DUE_WORKING, .n = 5 }, &d));
        same_int(cx->due_missing, 0);
        done(calendar_due(cx, day_make(2026, 12, 30), &(struct due_rule){ .unit = DUE_WORKING, .n = 5 }, &d));
        same_int(cx->due_missing, 2027);
}

TEST_DB(years_agree_with_the_law)
{
        static const struct { int year, off, make_up, working; int months[12]; } years[] = {
                { 2023, 26, 7, 249, { 18, 20, 23, 20, 21, 21, 21, 23, 20, 19, 22, 21 } },
                { 2024, 28, 8, 251, { 22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22 } },
                { 2025, 28, 5, 248, { 19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23 } },
                { 2026, 33, 6, 248, { 21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23 } },
        };
        struct calendar cal;
        done(calendar_load(cx, &cal));
        for (size_t i = 0; i < COUNT_OF(years); i++) {
                struct calendar_year_sum s;
                calendar_sum(&cal, years[i].year, &s);
                same_int(s.off, years[i].off);
                same_int(s.make_up, years[i].make_up);
                same_int(s.working, years[i].working);
                same_int(s.expected, years[i].working);
                for (int m = 0; m < 12; m++)
                        same_int(s.working_in[m], years[i].months[m]);
        }
}

/* A term of n working days holds n of them, whatever the day it begins on. */
TEST_DB(terms_and_counts_agree)
{
        struct calendar cal;
        done(calendar_load(cx, &cal));
        for (day from = day_make(2023, 1, 1); from.n < day_make(2026, 10, 1).n; from = day_add(from, 1))
                for (int n = 1; n <= 20; n += 3) {
                        struct due d;
                        due_of(&cal, from, &(struct due_rule){ .unit = DUE_WORKING, .n = n }, &d);
                        if (calendar_between(&cal, from, d.on, NULL) != n || !calendar_works(&cal, d.on))
                                same_str(day_str(cx->arena, from), "counts agree");
                }
}

/* Whoever undoes an import does not become the author of what stood there before. */
TEST_DB(a_year_put_back_keeps_who_entered_it)
{
        enum { ENTERED = 5, IMPORTED, UNDID };
        const struct calendar_named days[] = { { .on = day_make(2031, 1, 1), .kind = CALENDAR_OFF,
                                                 .name = S_C("元旦"), .year = 2031 } };
        struct calendar_notice n = { .year = 2031, .notice = S("放假通知"),
                                     .issued = day_make(2030, 11, 1) };
        struct calendar_year_of y;
        str kept;
        int64_t now = cx->now;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        cx->user = ENTERED;
        done(calendar_year_put_in(cx, &n, days, 1, &kept));
        same_str(kept, "null");
        cx->user = IMPORTED, cx->now = now + 60000;
        done(calendar_year_put_in(cx, &n, days, 1, &kept));
        cx->user = UNDID, cx->now = now + 120000;
        done(calendar_year_back_in(cx, 2031, kept));
        done(calendar_year_of(cx, 2031, &y));
        same_int(y.who, ENTERED);
        ok(y.at == now);
        done(tx_commit(&tx));
        cx->user = 0;
}
