/* base/fail_test.c - failures: their kinds, exit codes, languages; what the log sees alone. */
#include "tests/test.h"

TEST(fail_kinds_have_all)
{
        static const struct { enum fail_kind kind; int http, exit; const char *name; } want[] = {
                { FAIL_SIGN_IN, 401, 3, "SIGN_IN" },    { FAIL_DENIED, 403, 3, "DENIED" },
                { FAIL_EXPIRED, 403, 3, "EXPIRED" },
                { FAIL_NOT_FOUND, 404, 2, "NOT_FOUND" }, { FAIL_METHOD, 405, 2, "METHOD" },
                { FAIL_CONFLICT, 409, 3, "CONFLICT" },  { FAIL_TWICE, 409, 3, "TWICE" },
                { FAIL_TOO_LARGE, 413, 2, "TOO_LARGE" },
                { FAIL_INVALID, 422, 2, "INVALID" },    { FAIL_TOO_MANY, 429, 3, "TOO_MANY" },
                { FAIL_BROKEN, 500, 4, "BROKEN" },      { FAIL_BUSY, 503, 4, "BUSY" },
                { FAIL_FULL, 507, 4, "FULL" },
        };
        same_int(COUNT_OF(want), FAIL_KINDS_END - 1);
        for (size_t i = 0; i < COUNT_OF(want); i++) {
                same_int(want[i].kind, (int)i + 1);
                same_int(fail_http(want[i].kind), want[i].http);
                same_int(fail_exit(want[i].kind), want[i].exit);
                same_str(str_of(fail_name(want[i].kind)), want[i].name);
                ok(fail_words(want[i].kind) && *fail_words(want[i].kind));
                ok(words_of(LANG_EN, fail_words(want[i].kind)) != fail_words(want[i].kind));
        }
}

TEST(fail_says_its_words_and_where)
{
        const struct fail *f = fail(cx, CONFLICT, "%s：%s", "a", "b");
        same_str(f->say, "a：b");
        ok(!f->log.p && !f->field.p && !f->again);
        ok(str_starts(str_of(f->at), S(__FILE__ ":")));
        cx->lang = LANG_EN;
        same_str(fail(cx, CONFLICT, "%s：%s", "a", "b")->say, "a: b");
        same_str(fail(cx, DENIED, "%s", "")->say, "You are not permitted to do this");
        cx->lang = LANG_ZH;
        same_str(fail(cx, DENIED, "%s", "")->say, "您没有办理这件事的权限");
        f = fail_field(cx, S("year"), "%s", "no");
        same_int(f->kind, FAIL_INVALID);
        same_str(f->field, "year");
        same_str(f->say, "no");
}

TEST(fail_of_ours_keeps_its_cause_for_the_log)
{
        const struct fail *f = fail(cx, BROKEN, "disk %d: %s", 7, "password=secret");
        same_str(f->say, "系统内部错误，已记录");
        same_str(f->log, "disk 7: password=secret");
        same_str(fail(cx, BUSY, "%s", "x")->log, "x");
        same_str(fail(cx, FULL, "%s", "x")->log, "x");
        cx->lang = LANG_EN;
        same_str(fail(cx, BUSY, "%s", "x")->say, "The system is busy; please try again shortly");
}

TEST(words_are_found_both_ways)
{
        for (int i = 0; i < words_count; i++) {
                if (i)
                        ok(strcmp(words_table[i - 1].zh, words_table[i].zh) < 0);
                same_str(str_of(words_of(LANG_EN, words_table[i].zh)), words_table[i].en);
                ok(words_of(LANG_ZH, words_table[i].zh) == words_table[i].zh);
        }
        ok(words_count > 20);
        static const char none[] = "no such key";
        ok(words_of(LANG_EN, none) == none);
        ok(words_of(LANG_EN, "") != NULL);
        ok(!words_of(LANG_EN, NULL));
}

TEST(perms_are_a_set_of_256)
{
        struct perms p = { 0 };
        for (int i = 0; i < 256; i += 5)
                perms_add(&p, i);
        for (int i = -3; i < 260; i++)
                same_int(perms_has(&p, i), i >= 0 && i < 256 && i % 5 == 0);
}
