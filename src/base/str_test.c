/* base/str_test.c - views of text, and text that grows to a ceiling. */
#include "tests/test.h"

static const str absent = { 0 };

TEST(str_absent_is_not_empty)
{
        ok(!str_of(NULL).p);
        ok(str_of("").p && !str_of("").n);
        ok(str_eq(absent, S("")));              /* equal as text … */
        ok(!str_copy(cx->arena, absent).p);     /* … but a copy stays absent */
        ok(str_copy(cx->arena, S("")).p != NULL);
        same_int(str_cmp(absent, S("")), 0);
        same_int(str_cmp(absent, S("a")), -1);
}

TEST(str_compares_by_bytes)
{
        static const struct { const char *a, *b; int want; } rows[] = {
                { "", "", 0 }, { "a", "a", 0 }, { "a", "b", -1 }, { "b", "a", 1 }, { "a", "ab", -1 },
                { "ab", "a", 1 }, { "\x7f", "\x80", -1 }, { "中", "中", 0 }, { "a", "中", -1 },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                int d = str_cmp(str_of(rows[i].a), str_of(rows[i].b));
                same_int((d > 0) - (d < 0), rows[i].want);
                same_int(str_eq(str_of(rows[i].a), str_of(rows[i].b)), !rows[i].want);
                same_int(str_is(str_of(rows[i].a), rows[i].b), !rows[i].want);
        }
        ok(str_eq((str){ "a\0b", 3 }, (str){ "a\0b", 3 }));
        ok(!str_eq((str){ "a\0b", 3 }, (str){ "a\0c", 3 }));
}

TEST(str_finds)
{
        static const struct { const char *s, *part; int want; } rows[] = {
                { "", "", 0 }, { "abc", "", 0 }, { "", "a", -1 }, { "abc", "a", 0 }, { "abc", "c", 2 },
                { "abc", "bc", 1 }, { "abc", "abcd", -1 }, { "aab", "ab", 1 }, { "aaab", "aab", 1 },
                { "ababac", "abac", 2 }, { "abc", "x", -1 }, { "部门预算", "预", 6 },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                same_int(str_find(str_of(rows[i].s), str_of(rows[i].part)), rows[i].want);
        ok(str_starts(S("abc"), S("ab")) && str_starts(S("abc"), S("")) && str_starts(absent, absent));
        ok(!str_starts(S("ab"), S("abc")) && !str_starts(S("abc"), S("b")));
        ok(str_ends(S("abc"), S("bc")) && str_ends(S("abc"), S("")) && !str_ends(S("c"), S("bc")));
        ok(!str_ends(S("abc"), S("ab")));
}

TEST(str_trims_wide_blanks_too)
{
        static const struct { const char *in, *want; } rows[] = {
                { "", "" }, { " ", "" }, { " a ", "a" }, { "\t\r\n a b\v\f", "a b" },
                { "\xe3\x80\x80 甲 \xe3\x80\x80", "甲" }, { "\xe3\x80\x80", "" }, { "甲", "甲" },
                { "\xe3\x80\x81", "\xe3\x80\x81" },             /* 、 is no blank */
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                same_str(str_trim(str_of(rows[i].in)), rows[i].want);
}

TEST(str_cuts)
{
        str rest, s = S("a,b,,c");
        static const char *const want[] = { "a", "b", "", "c" };
        for (size_t i = 0; i < COUNT_OF(want); i++) {
                same_str(str_cut(s, ',', &rest), want[i]);
                ok(!rest.p == (i == COUNT_OF(want) - 1));
                s = rest;
        }
        same_str(str_cut(S("a,"), ',', &rest), "a");
        ok(rest.p && !rest.n);
        ok(!str_cut(absent, ',', &rest).n);
        ok(!rest.p);
        same_str(str_from(S("abc"), 1), "bc");
        same_str(str_from(S("abc"), 3), "");
        same_str(str_from(S("abc"), 9), "");
        same_str(str_from(absent, 0), "");
        same_str(str_head(S("abc"), 2), "ab");
        same_str(str_head(S("abc"), 9), "abc");
}

TEST(str_reads_numbers)
{
        uint64_t v = 7;
        ok(str_u64(S("0"), &v) && v == 0);
        ok(str_u64(S("0042"), &v) && v == 42);
        ok(str_u64(S("9999999999999999999"), &v) && v == 9999999999999999999u);
        static const char *const bad[] = { "", " 1", "1 ", "-1", "+1", "1a", "0x1", "10000000000000000000",
                                           "18446744073709551616", "１" };
        v = 7;
        for (size_t i = 0; i < COUNT_OF(bad); i++)
                ok(!str_u64(str_of(bad[i]), &v) && v == 7);
        ok(!str_u64(absent, &v));
}

TEST(str_copies_and_formats)
{
        char from[] = "abc";
        str s = str_copy(cx->arena, str_of(from));
        from[0] = 'x';
        same_str(s, "abc");
        same_int(s.p[s.n], 0);
        same_str(str_f(cx->arena, "%d-%.*s", 7, STR(S("甲乙"))), "7-甲乙");
        same_str(str_f(cx->arena, "%s", ""), "");
        str long_one = str_f(cx->arena, "%01000d", 5);
        same_int((int64_t)long_one.n, 1000);
}

TEST(str_join_puts_texts_one_after_another)
{
        str s = STR_JOIN(cx->arena, S("/audit/"), (str){ 0 }, S("甲"), S(""), str_int(cx->arena, -70));
        same_str(s, "/audit/甲-70");
        same_int(s.p[s.n], 0);
        same_str(STR_JOIN(cx->arena, (str){ 0 }), "");
        same_str(str_int(cx->arena, INT64_MIN), "-9223372036854775808");
        same_str(str_int(cx->arena, 0), "0");
}

TEST(buf_grows_to_its_ceiling_and_no_further)
{
        struct buf b = buf_new(cx->arena, 10);
        same_str(buf_str(&b), "");
        same_str(str_of(buf_cstr(&b)), "");
        buf_put(&b, S("12345"));
        buf_byte(&b, '6');
        buf_f(&b, "%d", 789);
        ok(!b.broken);
        buf_byte(&b, '0');
        same_str(buf_str(&b), "1234567890");
        ok(!b.broken);
        buf_put(&b, S(""));
        ok(!b.broken);
        buf_byte(&b, 'x');
        ok(b.broken);
        same_str(str_of(buf_cstr(&b)), "1234567890");

        struct buf c = buf_new(cx->arena, 10);  /* sticky: what would fit comes too late */
        buf_put(&c, S("12345678901"));
        ok(c.broken);
        buf_byte(&c, 'x');
        buf_f(&c, "%d", 1);
        same_str(buf_str(&c), "");

        char room[8];                           /* borrowed room is no ceiling, and is never exceeded */
        for (size_t max = 4; max <= 12; max += 4) {
                struct buf d = buf_over(cx->arena, room, sizeof room, max);
                for (int i = 0; i < 20; i++)
                        buf_byte(&d, (char)('a' + i));
                ok(d.broken);
                same_str(buf_str(&d), str_f(cx->arena, "%.*s", (int)max, "abcdefghijklmnopqrst").p);
                d.n = 1;                        /* cut back: still too late */
                buf_put(&d, S("x"));
                ok(d.broken);
        }
        struct buf none = buf_new(cx->arena, 0);
        buf_byte(&none, 'x');
        ok(none.broken && !none.n);
}

TEST(buf_formats_of_every_length)
{
        for (int n = 250; n < 262; n++) {       /* around the buffer on the stack */
                struct buf b = buf_new(cx->arena, 4096);
                buf_f(&b, "<%0*d>", n, 1);
                same_int((int64_t)b.n, n + 2);
                same_int(b.p[n + 1], '>');
        }
        struct buf b = buf_new(cx->arena, 300);
        buf_f(&b, "%0301d", 1);
        ok(b.broken);
        static const struct { int64_t v; const char *want; } rows[] = {
                { 0, "0" }, { 7, "7" }, { -7, "-7" }, { INT64_MAX, "9223372036854775807" },
                { INT64_MIN, "-9223372036854775808" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                struct buf d = buf_new(cx->arena, 64);
                buf_int(&d, rows[i].v);
                same_str(buf_str(&d), rows[i].want);
        }
        struct buf big = buf_new(cx->arena, 1 << 20);
        for (int i = 0; i < 100000; i++)
                buf_put(&big, S("0123456789"));
        same_int((int64_t)big.n, 1000000);
        ok(!big.broken && big.p[999999] == '9');
}

/* str_print is vsnprintf, only quicker: the same bytes and the same count, whatever the format. */
static int both(char *a, char *b, size_t n, const char *fmt, ...)
{
        va_list ap, again;
        va_start(ap, fmt);
        va_copy(again, ap);
        int x = str_print(a, n, fmt, ap), y = vsnprintf(b, n, fmt, again);
        va_end(again);
        va_end(ap);
        return x == y ? x : -2;
}

TEST(str_print_is_as_printf_prints)
{
        char a[64], b[64];
#define SAME(...) do {                                                          \
                for (size_t n = 1; n <= sizeof a; n++) {                        \
                        memset(a, 'x', sizeof a), memset(b, 'x', sizeof b);     \
                        ok(both(a, b, n, __VA_ARGS__) >= 0);                    \
                        ok(!strcmp(a, b));                                      \
                }                                                               \
        } while (0)
        SAME("%s", "");
        SAME("/budget/%ld?year=%d", 9223372036854775807L, -2147483647 - 1);
        SAME("%ld", -9223372036854775807L - 1);
        SAME("%ld|%d|%lx", 0L, 0, 0UL);
        SAME("%lx-%lx", 0x9fbaUL, ~0UL);
        SAME("%.*s·%s", 6, "预算公开", "末");
        SAME("%.*s|", 10, "短");
        SAME("%.*s|", 0, "");
        SAME("100%% %s", "满");
        SAME("%02d:%02d %lx %5s", 7, 5, 255L, "r");
        SAME("%s%s%s%s", "甲", "乙", "丙", "丁");
        SAME("no conversion at all");
#undef SAME
}
