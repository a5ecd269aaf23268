/* core/crypto/hash.c - OpenSSL's digests behind three functions. A library that lacks one of
 * them is a broken installation, not an input: must(). */
#include "core/crypto/hash.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

static const EVP_MD *algorithm(enum hash_kind kind)
{
        switch (kind) {
        case HASH_SHA256: return EVP_sha256();
        case HASH_SM3:    return EVP_sm3();
        }
        must(!"hash kind");
}

/* OpenSSL wants a pointer even for no bytes. */
static const void *bytes_of(str s) { return s.p ? s.p : ""; }

struct digest hash(enum hash_kind kind, str bytes)
{
        struct digest d;
        unsigned n = 0;
        must(EVP_Digest(bytes_of(bytes), bytes.n, d.b, &n, algorithm(kind), NULL) == 1);
        must(n == DIGEST_BYTES);
        return d;
}

struct digest hash_hmac(enum hash_kind kind, str key, str bytes)
{
        struct digest d;
        unsigned n = 0;
        must(key.n <= INT32_MAX);
        must(HMAC(algorithm(kind), bytes_of(key), (int)key.n, bytes_of(bytes), bytes.n, d.b, &n));
        must(n == DIGEST_BYTES);
        return d;
}

/* The running hash is OpenSSL's own object under our name. */
struct hash_run *hash_begin(enum hash_kind kind)
{
        EVP_MD_CTX *c = EVP_MD_CTX_new();
        must(c);
        must(EVP_DigestInit_ex(c, algorithm(kind), NULL) == 1);
        return (struct hash_run *)c;
}

void hash_add(struct hash_run *h, str bytes)
{
        must(EVP_DigestUpdate((EVP_MD_CTX *)h, bytes_of(bytes), bytes.n) == 1);
}

struct digest hash_end(struct hash_run *h)
{
        struct digest d;
        unsigned n = 0;
        must(EVP_DigestFinal_ex((EVP_MD_CTX *)h, d.b, &n) == 1);
        must(n == DIGEST_BYTES);
        EVP_MD_CTX_free((EVP_MD_CTX *)h);
        return d;
}

str digest_hex(struct arena *a, const struct digest *d)
{
        static const char digits[] = "0123456789abcdef";
        char *p = arena_alloc(a, 2 * DIGEST_BYTES + 1);
        for (int i = 0; i < DIGEST_BYTES; i++) {
                p[2 * i] = digits[d->b[i] >> 4];
                p[2 * i + 1] = digits[d->b[i] & 15];
        }
        return (str){ p, 2 * DIGEST_BYTES };
}

bool digest_same(const struct digest *a, const struct digest *b)
{
        return CRYPTO_memcmp(a->b, b->b, DIGEST_BYTES) == 0;
}
