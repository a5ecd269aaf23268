/* core/crypto/password_test.c - which passwords are accepted, and that hashes and seals hold. */
#include "core/crypto/password.h"
#include "tests/test.h"

TEST(password_weak_names_the_first_reason)
{
        static const struct { const char *password, *why; } rows[] = {
                { "Short1!aB",                  "口令至少 10 个字符" },
                { "",                           "口令至少 10 个字符" },
                { "onlylowercase",              "口令要有大写字母、小写字母、数字、符号中的三类" },
                { "lower12345678",              "口令要有大写字母、小写字母、数字、符号中的三类" },
                { "Password@123",               "这个口令太常见" },
                { "pAssWord@123",               "这个口令太常见" },
                { "Wusheng@2024",               "这个口令太常见" },
                { "Xx-zhangguan-7",             "口令不能含有账号" },
                { "Correct-Horse-7",            NULL },
                { "口令要足够长才行Aa1",        NULL },
                { "一二三四五六七八九十Aa",     NULL },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                const char *why = password_weak(str_of(rows[i].password), S("zhangguan"));
                if (!same_str(str_of(why), rows[i].why ? rows[i].why : NULL))
                        test_note("password %s", rows[i].password);
        }
        char longest[300];
        memset(longest, 'a', sizeof(longest));
        memcpy(longest, "A1", 2);
        ok(password_weak((str){ longest, 256 }, S("x")) == NULL);
        ok(password_weak((str){ longest, 257 }, S("x")) != NULL);
}

TEST(password_hash_is_argon2id_and_salted)
{
        str a, b;
        bool right;
        done(password_hash(cx, S("Correct-Horse-7"), &a));
        done(password_hash(cx, S("Correct-Horse-7"), &b));
        ok(str_starts(a, S("$argon2id$v=19$m=19456,t=2,p=1$")));
        ok(!str_eq(a, b));
        done(password_check(cx, S("Correct-Horse-7"), a, &right));
        ok(right);
        done(password_check(cx, S("correct-horse-7"), a, &right));
        ok(!right);
        done(password_check(cx, S(""), (str){ 0 }, &right));
        ok(!right);
        done(password_check(cx, S("x"), S("not a hash"), &right));
        ok(!right);
}

TEST(random_hex_does_not_repeat)
{
        enum { N = 2000 };
        str *all = NEW_ARRAY(cx->arena, str, N);
        bool same = false;
        for (int i = 0; i < N; i++) {
                all[i] = random_hex(cx->arena, TOKEN_BYTES);
                for (int j = 0; j < i && !same; j++)
                        same = str_eq(all[i], all[j]);
        }
        ok(!same);
        same_int((int64_t)all[0].n, 64);
}

TEST(seal_hex_depends_on_key_purpose_and_text)
{
        str a = seal_hex(cx->arena, S("key"), "note", S("text"));
        ok(secret_eq(a, seal_hex(cx->arena, S("key"), "note", S("text"))));
        ok(!secret_eq(a, seal_hex(cx->arena, S("kez"), "note", S("text"))));
        ok(!secret_eq(a, seal_hex(cx->arena, S("key"), "csrf", S("text"))));
        ok(!secret_eq(a, seal_hex(cx->arena, S("key"), "note", S("texts"))));
        ok(!secret_eq(S(""), S("")));
        ok(!secret_eq((str){ 0 }, (str){ 0 }));
}
