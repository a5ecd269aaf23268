/* base/clean_test.c - names that nobody can see or that read backwards are refused in words. */
#include "base/clean.h"
#include "core/crypto/field.h"
#include "tests/test.h"

TEST(text_that_cannot_be_seen_is_refused)
{
        static const char *const bad[] = {
                "\xE2\x80\x8B", "\xE2\x80\xAE" "三张", "张\xE2\x80\x8B三", "\xC2\xAD", "\xEF\xBB\xBF县",
                "\xE2\x81\xA6县", "\xF3\xA0\x81\xA1", "\xE3\x85\xA4", "\xE2\xA0\x80\xC2\xA0", "\xE2\x80\x8F",
        };
        static const char *const fine[] = { "", "张三", "O'Brien 2", "阿布力克木·买买提", "\xF0\xA0\xAE\xB7", "第一行\n第二行",
                                            "a\xE3\x80\x80" "b" };
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                struct pair p = { S("name"), str_of(bad[i]) };
                struct form f = { .cx = cx, .fields = &p, .n_fields = 1 };
                ok(text_unseen(str_of(bad[i])) != NULL);
                form_text(&f, "name", 1, 50);
                const struct fail *why = form_end(&f);
                if (ok(why))
                        ok(str_find(why->say, S("看不见")) >= 0);
        }
        for (size_t i = 0; i < COUNT_OF(fine); i++)
                ok(!text_unseen(str_of(fine[i])));
}

TEST(a_mail_address_is_of_the_plain_form)
{
        static const char *const bad[] = { "<script>@x", "a@x", "a b@x.cn", "@x.cn", "a@.cn", "a@x..cn",
                                           "a@x.cn.", "a@@x.cn",
                                           "\"a\"@x.cn", "a@x.cn>", "甲@x.cn", "a@-x.cn" };
        static const char *const fine[] = { "clerk@example.gov.cn", "a.b+c_d%e-1@x-y.cn" };
        for (size_t i = 0; i < COUNT_OF(bad); i++)
                if (!ok(field_wrong(FIELD_message_mail, str_of(bad[i])) != NULL))
                        test_note("%s", bad[i]);
        for (size_t i = 0; i < COUNT_OF(fine); i++)
                ok(!field_wrong(FIELD_message_mail, str_of(fine[i])));
}

TEST(a_name_is_kept_without_inner_blanks_and_wide_letters)
{
        static const struct { const char *typed, *want; } rows[] = {
                { "张　三", "张三" }, { "张 三", "张三" }, { " 示例县 水务局 ", "示例县水务局" }, { "第２小学", "第2小学" },
                { "ＡＢ 中心", "AB 中心" }, { "John  Smith", "John Smith" }, { "示例县（直属）", "示例县（直属）" },
                { "买买提·艾力", "买买提·艾力" }, { "", "" }, { "𠮷　田", "𠮷田" }, { "柳溪镇　１村", "柳溪镇 1村" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                same_str(name_clean(cx->arena, str_of(rows[i].typed)), rows[i].want);
}
