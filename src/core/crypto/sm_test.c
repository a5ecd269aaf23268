/* core/crypto/sm_test.c - SM3 codes and SM4 against the standards' own examples. */
#include "core/crypto/sm3.h"
#include "core/crypto/sm4.h"
#include "tests/test.h"

static str hex(struct ctx *cx, const unsigned char *p, size_t n)
{
        struct buf b = buf_new(cx->arena, 2 * n + 1);
        for (size_t i = 0; i < n; i++)
                buf_f(&b, "%02x", p[i]);
        return buf_str(&b);
}

/* GM/T 0042-2015 appendix D.3, HMAC-SM3. */
TEST(sm3_mac_examples_of_the_standard)
{
        char key[37], data[50];
        for (int i = 0; i < 37; i++)
                key[i] = (char)(i + 1);
        memset(data, 0xcd, sizeof(data));
        static const char text[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
                                   "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        struct { str key, in; const char *out; } cases[] = {
                { { key, 32 }, { text, sizeof(text) - 1 },
                  "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a" },
                { { key, 37 }, { data, 50 }, "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct sm3_key *k = sm3_key_new(cases[i].key);
                struct digest d = sm3_mac(k, &cases[i].in, 1), again = sm3_mac(k, &cases[i].in, 1);
                same_str(hex(cx, d.b, DIGEST_BYTES), cases[i].out);
                ok(digest_same(&d, &again));            /* a key is not used up */
                struct digest plain = hash_hmac(HASH_SM3, cases[i].key, cases[i].in);
                ok(digest_same(&d, &plain));
                sm3_key_free(k);
        }
}

/* Keys of every length around the block, text cut anywhere: always RFC 2104. */
TEST(sm3_mac_is_the_plain_one_for_every_key_and_cut)
{
        char bytes[200];
        for (size_t i = 0; i < sizeof(bytes); i++)
                bytes[i] = (char)(i * 37 + 11);
        for (size_t n = 0; n <= 130; n++) {
                str key = { bytes, n }, text = { bytes + 3, n };
                struct sm3_key *k = sm3_key_new(key);
                struct digest want = hash_hmac(HASH_SM3, key, text);
                str parts[] = { str_head(text, n / 3), { 0 }, str_from(text, n / 3) };
                struct digest got = sm3_mac(k, parts, 3);
                ok(digest_same(&want, &got));
                sm3_key_free(k);
        }
        sm3_key_free(NULL);
}

static const unsigned char sample[SM4_BYTES] = {
        0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10,
};

/* GB/T 32907-2016 appendix A, example 1. */
TEST(sm4_examples_of_the_standard)
{
        unsigned char block[SM4_BYTES];
        sm4_block(sample, sample, block);
        same_str(hex(cx, block, SM4_BYTES), "681edf34d206965e86b3e94f536e4246");
}

/* Counter mode by its definition (GB/T 17964): block i is E(counter + i) over the text. */
TEST(sm4_counter_mode_is_its_definition)
{
        unsigned char counter[SM4_BYTES], in[100], want[100], got[100];
        memset(counter, 0xff, sizeof(counter));         /* so that the carry runs through */
        for (int i = 0; i < 100; i++)
                in[i] = (unsigned char)(i * 7);
        for (size_t at = 0; at < sizeof(in); at += SM4_BYTES) {
                unsigned char c[SM4_BYTES], pad[SM4_BYTES];
                memset(c, at ? 0 : 0xff, sizeof(c));
                c[15] = at ? (unsigned char)(at / SM4_BYTES - 1) : 0xff;
                sm4_block(sample, c, pad);
                for (size_t i = 0; i < SM4_BYTES && at + i < sizeof(in); i++)
                        want[at + i] = in[at + i] ^ pad[i];
        }
        for (size_t n = 0; n <= sizeof(in); n++) {
                sm4_ctr(sample, counter, in, got, n);
                ok(!memcmp(want, got, n));
        }
        sm4_ctr(sample, counter, got, got, sizeof(got));        /* in place, and back */
        ok(!memcmp(in, got, sizeof(in)));
}
