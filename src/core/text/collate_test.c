/* core/text/collate_test.c - readings, initials, and what a person corrects. */
#include "core/text/collate.h"
#include "tests/test.h"

TEST(pinyin_gives_syllables_and_initials)
{
        static const struct { const char *text, *pinyin, *initials; } rows[] = {
                { "交通局", "jiao tong ju", "jtj" },
                { "县委目标绩效办", "xian wei mu biao ji xiao ban", "xwmbjxb" },
                { "A１区(东)", "a1 qu dong", "aqd" },
                { "", "", "" },
                { "—", "", "" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                str p = pinyin_of(cx->arena, str_of(rows[i].text));
                same_str(p, rows[i].pinyin);
                same_str(pinyin_initials(cx->arena, p), rows[i].initials);
        }
        same_str(pinyin_clean(cx->arena, S("  Chong-Qing ")), "chong qing");
        ok(!pinyin_clean(cx->arena, S("重庆")).p);
}

TEST(pinyin_takes_any_text)
{
        struct buf b = buf_new(cx->arena, 1 << 16);
        for (int i = 0; i < 2000; i++)
                utf8_put(&b, (uint32_t)(0x4E00 + i * 7));
        ok(pinyin_of(cx->arena, buf_str(&b)).n > 0);
}
