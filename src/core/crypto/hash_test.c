/* core/crypto/hash_test.c - the standards' own examples. */
#include "core/crypto/hash.h"
#include "tests/test.h"

static str hex(struct ctx *cx, struct digest d) { return digest_hex(cx->arena, &d); }

/* FIPS 180-4 examples, and GB/T 32905-2016 appendix A. */
TEST(hash_examples_of_the_standards)
{
        static const struct { enum hash_kind kind; str in; const char *out; } cases[] = {
                { HASH_SHA256, S_C(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
                { HASH_SHA256, S_C("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
                { HASH_SHA256, S_C("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
                { HASH_SM3, S_C("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" },
                { HASH_SM3, S_C("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd"),
                  "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                same_str(hex(cx, hash(cases[i].kind, cases[i].in)), cases[i].out);
        same_str(hex(cx, hash(HASH_SHA256, (str){ 0 })), cases[0].out);         /* absent is no bytes */
}

/* RFC 4231, cases 1, 2, 6. */
TEST(hash_hmac_examples)
{
        char key[131];
        memset(key, 0x0b, 20);
        same_str(hex(cx, hash_hmac(HASH_SHA256, (str){ key, 20 }, S("Hi There"))),
                 "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        same_str(hex(cx, hash_hmac(HASH_SHA256, S("Jefe"), S("what do ya want for nothing?"))),
                 "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        memset(key, 0xaa, 131);
        same_str(hex(cx, hash_hmac(HASH_SHA256, (str){ key, 131 },
                                   S("Test Using Larger Than Block-Size Key - Hash Key First"))),
                 "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

/* HMAC-SM3 from its definition, H((K ^ opad) || H((K ^ ipad) || m)): no vector in a standard we hold. */
TEST(hash_hmac_sm3_is_its_definition)
{
        str m = S("目标绩效");
        char pad[2][64] = { { 0 } };
        for (int i = 0; i < 64; i++) {
                char k = i < 3 ? "key"[i] : 0;
                pad[0][i] = (char)(k ^ 0x36);
                pad[1][i] = (char)(k ^ 0x5c);
        }
        struct hash_run *inner = hash_begin(HASH_SM3);
        hash_add(inner, (str){ pad[0], 64 });
        hash_add(inner, m);
        struct digest d = hash_end(inner);
        struct hash_run *outer = hash_begin(HASH_SM3);
        hash_add(outer, (str){ pad[1], 64 });
        hash_add(outer, (str){ (const char *)d.b, DIGEST_BYTES });
        struct digest want = hash_end(outer), got = hash_hmac(HASH_SM3, S("key"), m);
        ok(digest_same(&want, &got));
}

TEST(hash_in_pieces_is_the_same)
{
        str text = S("一二三四五六七八九十");
        struct digest whole = hash(HASH_SM3, text);
        for (size_t cut = 0; cut <= text.n; cut++) {
                struct hash_run *h = hash_begin(HASH_SM3);
                hash_add(h, str_head(text, cut));
                hash_add(h, (str){ 0 });
                hash_add(h, str_from(text, cut));
                struct digest d = hash_end(h);
                ok(digest_same(&d, &whole));
        }
        struct digest other = whole;
        for (int i = 0; i < DIGEST_BYTES; i++) {
                other.b[i] ^= 1;
                ok(!digest_same(&other, &whole));
                other.b[i] ^= 1;
        }
}
