/* base/utf8_test.c - text as characters. */
#include "tests/test.h"

TEST(utf8_valid_is_strict)
{
        static const char *const good[] = { "", "a", "é", "中", "\xf0\xa0\x80\x80", "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf",
                                            "\xee\x80\x80", "\xef\xbf\xbd", "\x7f" };
        static const char *const bad[] = { "\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x80\x80",
                "\xe0\x9f\xbf", "\xe4\xb8", "\xe4\xb8\x41", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80",
                "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80", "\xfe", "\xff",
                "中\xe4", "ok\xf0\xa0\x80" };
        for (size_t i = 0; i < COUNT_OF(good); i++)
                if (!ok(utf8_valid(str_of(good[i]))))
                        test_note("good %d", (int)i);
        for (size_t i = 0; i < COUNT_OF(bad); i++)
                if (!ok(!utf8_valid(str_of(bad[i]))))
                        test_note("bad %d", (int)i);
        ok(!utf8_valid((str){ "a\0b", 3 }));
        ok(utf8_valid((str){ 0 }));
}

TEST(utf8_counts_and_cuts)
{
        same_int((int64_t)utf8_count(S("")), 0);
        same_int((int64_t)utf8_count(S("a中\xf0\xa0\x80\x80")), 3);
        same_str(utf8_head(S("预算公开"), 2), "预算");
        same_str(utf8_head(S("预算"), 2), "预算");
        same_str(utf8_head(S("预算"), 9), "预算");
        same_str(utf8_head(S("预算"), 0), "");
}

TEST(utf8_every_character_goes_round)
{
        for (uint32_t c = 1; c <= 0x10FFFF; c++) {
                struct arena_mark m = arena_mark(cx->arena);
                struct buf b = buf_new(cx->arena, 8);
                uint32_t got = 0;
                if (c == 0xD800)
                        c = 0xE000;
                utf8_put(&b, c);
                size_t n = utf8_next(buf_str(&b), &got);
                if (n != b.n || got != c || !utf8_valid(buf_str(&b))) {
                        same_int(got, c);
                        break;
                }
                arena_release(cx->arena, m);
        }
        uint32_t c = 5;
        same_int((int64_t)utf8_next(S(""), &c), 0);
        same_int((int64_t)utf8_next(S("\xff"), &c), 0);
        same_int((int64_t)utf8_next(S("\xe4\xb8"), &c), 0);
}

TEST(utf8_narrow_makes_wide_forms_plain)
{
        static const struct { const char *in, *want; } rows[] = {
                { "", "" }, { "abc", "abc" }, { "１２３．５", "123.5" }, { "ＡＢＣ", "ABC" }, { "（甲）", "(甲)" },
                { "\xe3\x80\x80甲", " 甲" }, { "e\xcc\x81", "é" }, { "甲、乙。", "甲、乙。" }, { "～！", "~!" },
                { "￥", "￥" },                         /* U+FFE5 has no ASCII form */
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                same_str(utf8_narrow(cx->arena, str_of(rows[i].in)), rows[i].want);
        ok(utf8_has_wide_digits(S("共１项")) && utf8_has_wide_digits(S("９")));
        ok(!utf8_has_wide_digits(S("共1项")) && !utf8_has_wide_digits(S("")) && !utf8_has_wide_digits(S("Ａ")));
}
