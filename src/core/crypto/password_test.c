/* core/crypto/password_test.c - which passwords are accepted, and that hashes and seals hold. */
#include "core/crypto/password.h"
#include "tests/fixture_password.h"
#include "tests/test.h"

static const char shorter[] = "口令太短";
static const char classes[] = "口令要有大写字母、小写字母、数字、符号中的三类";
static const char common[]  = "这个口令太常见";
static const char about_me[] = "口令不能含有账号、姓名或者县名";

TEST(password_weak_names_the_first_reason)
{
        static const struct { const char *password, *why; } rows[] = {
                { "Short1!aB",                  shorter },
                { "",                           shorter },
                { "onlylowercase",              classes },
                { "lower12345678",              classes },
                { "Password@123",               common },
                { "pAssWord@123",               common },
                { "P@ssw0rd2024",               common },
                { "2024-P4$$w0rd!",             common },
                { "Wusheng@2024",               common },
                { "Zhengfu#2024",               common },
                { "!QAZ2wsx#EDC",               common },      /* down the columns */
                { "Abcd1234!@#$",               common },
                { "Qwertyuiop1!",               common },
                { "Ab1Ab1Ab1Ab1",               common },
                { "aAaAaAaAa111",               common },
                { "xx1234567890QQ",             common },
                { "Xx-zhangguan-7",             about_me },
                { "Xx-Zh4ngGu@n-7",             about_me },
                { "Xx-示例-2031-q",             about_me },
                { "Correct-Horse-7",            NULL },
                { "口令要足够长才行Aa1",        NULL },
                { "一二三四五六七八九十Aa",     NULL },
                { "Green-Harbor-63",            NULL },
                { "k7#Vq2-mTz9w",               NULL },
        };
        const struct password_about me = { .floor = 10, .near = { S("zhangguan"), S("张三"), S("示例"),
                                                                  { 0 } } };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                const char *why = password_weak(str_of(rows[i].password), &me);
                if (!same_str(str_of(why), rows[i].why ? rows[i].why : NULL))
                        test_note("password %s", rows[i].password);
        }
        const struct password_about nobody = { .floor = 8 };
        ok(password_weak(S("Lm7#qTzv"), &nobody) == NULL);
        ok(password_weak(S("Lm7#qTz"), &(struct password_about){ .floor = 1 }) != NULL);
        str longest = random_hex(cx->arena, 64),
            twice = str_f(cx->arena, "A!%.*s%.*s", STR(longest), STR(longest));
        ok(password_weak(str_head(twice, 256), &nobody) == NULL);
        ok(password_weak(str_head(twice, 257), &nobody) != NULL);
}

TEST(password_hash_is_argon2id_and_salted)
{
        str a, b;
        bool right;
        password_dear = true;
        done(password_hash(cx, S("Correct-Horse-7"), &a));
        done(password_hash(cx, S("Correct-Horse-7"), &b));
        password_dear = false;
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
