/* base/form_test.c - fields from a stranger: read, bounded, or remembered as wrong. */
#include "tests/test.h"

static struct form form_of_one(struct ctx *cx, struct pair *p, const char *value)
{
        *p = (struct pair){ S("f"), str_of(value) };
        return (struct form){ .cx = cx, .fields = p, .n_fields = value ? 1 : 0 };
}

/* The reason the only field is wrong for, or NULL. */
static const char *why(const struct form *f) { return f->n_wrong ? f->wrong[0].why : NULL; }

TEST(form_text_is_bounded_in_characters)
{
        static const struct { const char *in; size_t min, max; const char *want, *why; } rows[] = {
                { "abc",           1, 3, "abc",    NULL },
                { "  abc \n",      1, 3, "abc",    NULL },
                { "部门预算",      1, 4, "部门预算", NULL },
                { "部门预算表",    1, 4, "",       "太长" },
                { "",              0, 4, "",       NULL },
                { NULL,            0, 4, "",       NULL },
                { "",              1, 4, "",       "不能为空" },
                { NULL,            1, 4, "",       "不能为空" },
                { " \xe3\x80\x80", 1, 4, "",       "不能为空" },
                { "ab",            3, 4, "",       "太短" },
                { "",              0, 0, "",       NULL },
                { "a\nb\tc\r\nd\re", 1, 9, "a\nb\tc\nd\ne", NULL },      /* one ending, however it came */
                { "a\x01" "b",     1, 9, "",       "含有不能识别的字符" },
                { "a\x7f",         1, 9, "",       "含有不能识别的字符" },
                { "\xff",          1, 9, "",       "含有不能识别的字符" },
                { "\xed\xa0\x80",  1, 9, "",       "含有不能识别的字符" },      /* a lone surrogate */
                { "\xc0\xaf",      1, 9, "",       "含有不能识别的字符" },      /* overlong */
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                struct pair p;
                struct form f = form_of_one(cx, &p, rows[i].in);
                same_str(form_text(&f, "f", rows[i].min, rows[i].max), rows[i].want);
                same_str(str_of(why(&f)), rows[i].why);
        }
        struct pair nul = { S("f"), { "a\0b", 3 } };
        struct form f = { .cx = cx, .fields = &nul, .n_fields = 1 };
        form_text(&f, "f", 0, 9);
        ok(f.n_wrong == 1);
}

TEST(form_code_is_plain)
{
        static const struct { const char *in, *why; } rows[] = {
                { "a", NULL }, { "jtj-01", NULL }, { "0", NULL }, { "", "不能为空" },
                { "A", "只能用小写字母、数字和连字符" }, { "a_b", "只能用小写字母、数字和连字符" },
                { "a b", "只能用小写字母、数字和连字符" }, { "../x", "只能用小写字母、数字和连字符" },
                { "局", "只能用小写字母、数字和连字符" }, { "abcdefg", "太长" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                struct pair p;
                struct form f = form_of_one(cx, &p, rows[i].in);
                same_str(form_code(&f, "f", 6), rows[i].why ? "" : rows[i].in);
                same_str(str_of(why(&f)), rows[i].why);
        }
}

TEST(form_int_is_bounded)
{
        static const struct { const char *in; int64_t min, max, want; const char *why; } rows[] = {
                { "5", 1, 9, 5, NULL }, { " 5 ", 1, 9, 5, NULL }, { "1", 1, 9, 1, NULL }, { "9", 1, 9, 9, NULL },
                { "0", 1, 9, 1, "应在 1 到 9 之间" }, { "10", 1, 9, 1, "应在 1 到 9 之间" },
                { "-3", -5, 5, -3, NULL },
                { "", 1, 9, 1, "不能为空" }, { NULL, 1, 9, 1, "不能为空" }, { "x", 1, 9, 1, "应为整数" },
                { "0", 1, INT64_MAX, 1, "超出范围" },
                { "5.0", 1, 9, 1, "应为整数" }, { "--5", -9, 9, -9, "应为整数" }, { "-", -9, 9, -9, "应为整数" },
                { "5x", 1, 9, 1, "应为整数" }, { "0x5", 1, 9, 1, "应为整数" }, { "+5", 1, 9, 1, "应为整数" },
                { "9223372036854775807", 0, INT64_MAX, INT64_MAX, NULL },
                { "9223372036854775808", 0, INT64_MAX, 0, "应为整数" },
                { "-9223372036854775807", INT64_MIN, 0, -INT64_MAX, NULL },
                { "99999999999999999999999", 0, INT64_MAX, 0, "应为整数" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                struct pair p;
                struct form f = form_of_one(cx, &p, rows[i].in);
                same_int(form_int(&f, "f", rows[i].min, rows[i].max), rows[i].want);
                same_str(str_of(why(&f)), rows[i].why);
        }
        struct pair p;
        struct form f = form_of_one(cx, &p, "");
        same_int(form_int_or(&f, "f", 1, 9, 4), 4);
        same_int(form_int_or(&f, "none", 1, 9, 4), 4);
        ok(!f.n_wrong);
        f = form_of_one(cx, &p, "10");
        same_int(form_int_or(&f, "f", 1, 9, 4), 1);
        ok(f.n_wrong == 1);
}

TEST(form_days_and_yuan)
{
        struct pair p;
        struct form f = form_of_one(cx, &p, " 2024-02-29 ");
        same_str(day_str(cx->arena, form_day(&f, "f")), "2024-02-29");
        same_str(day_str(cx->arena, form_day_or_none(&f, "f")), "2024-02-29");
        ok(!day_is(form_day_or_none(&f, "none")) && !f.n_wrong);
        ok(!day_is(form_day(&f, "none")));
        same_str(str_of(why(&f)), "不能为空");
        f = form_of_one(cx, &p, "2023-02-29");
        ok(!day_is(form_day_or_none(&f, "f")));
        same_str(str_of(why(&f)), "应为日期，如 2026-03-05");

        static const struct { const char *in; int64_t want; const char *why; } rows[] = {
                { "1,234.50", 123450, NULL }, { "0", 0, NULL }, { " 7.1 ", 710, NULL }, { "2000", 200000, NULL },
                { "2000.01", 0, "应在 0.00 到 2000.00 元之间" },
                { "-1", 0, "应在 0.00 到 2000.00 元之间" }, { "1.234", 0, "小数位数太多" },
                { "", 0, "不能为空" }, { NULL, 0, "不能为空" }, { "一百", 0, "应为数字" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                f = form_of_one(cx, &p, rows[i].in);
                same_int(form_yuan(&f, "f", 0, 200000).fen, rows[i].want);
                same_str(str_of(why(&f)), rows[i].why);
        }
}

TEST(form_flags_and_choices)
{
        static const char *const words[] = { NULL, "draft", "sent" };
        struct pair p;
        static const struct { const char *in; bool want; } flags[] = {
                { "1", true }, { "on", true }, { "true", true }, { "0", false }, { "", false }, { NULL, false },
                { "yes", false }, { "TRUE", false },
        };
        for (size_t i = 0; i < COUNT_OF(flags); i++) {
                struct form f = form_of_one(cx, &p, flags[i].in);
                same_int(form_flag(&f, "f"), flags[i].want);
                same_int(form_has(&f, "f"), flags[i].in != NULL);
                same_str(form_raw(&f, "f"), flags[i].in);
        }
        struct form f = form_of_one(cx, &p, "sent");
        same_int(form_choice(&f, "f", words, 3), 2);
        ok(!f.n_wrong);
        f = form_of_one(cx, &p, "SENT");
        same_int(form_choice(&f, "f", words, 3), 0);
        same_str(str_of(why(&f)), "不是可选的值");
        f = form_of_one(cx, &p, "");
        same_int(form_choice(&f, "f", words, 3), 0);
        same_str(str_of(why(&f)), "不能为空");
}

TEST(form_remembers_every_wrong_field_once)
{
        struct form f = { .cx = cx };
        done(form_end(&f));
        form_int(&f, "second", 1, 9);
        form_text(&f, "first", 1, 9);
        form_wrong(&f, "second", "太长");
        same_int(f.n_wrong, 2);
        same_str(str_of(f.wrong[0].why), "不能为空");   /* the first reason stays */
        const struct fail *end = form_end(&f);
        ok(end && end->kind == FAIL_INVALID);
        same_str(end->field, "second");
        same_str(end->say, "第二项：不能为空");
        cx->lang = LANG_EN;
        same_str(form_end(&f)->say, "Second: must not be empty");
        for (int i = 0; i < 40; i++)
                form_wrong(&f, str_f(cx->arena, "f%d", i).p, "太长");
        same_int(f.n_wrong, FORM_MAX_WRONG);
}
