/* core/crypto/sm3.c - HMAC-SM3 from two prepared states of OpenSSL's SM3. */
#include "core/crypto/sm3.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>

enum { BLOCK = 64 };

struct sm3_key { EVP_MD_CTX *inner, *outer; };

static EVP_MD_CTX *padded(const unsigned char *key, unsigned char with)
{
        unsigned char pad[BLOCK];
        for (int i = 0; i < BLOCK; i++)
                pad[i] = (unsigned char)(key[i] ^ with);
        EVP_MD_CTX *c = EVP_MD_CTX_new();
        must(c && EVP_DigestInit_ex(c, EVP_sm3(), NULL) == 1 && EVP_DigestUpdate(c, pad, BLOCK) == 1);
        OPENSSL_cleanse(pad, sizeof(pad));
        return c;
}

struct sm3_key *sm3_key_new(str key)
{
        unsigned char block[BLOCK] = { 0 };
        struct sm3_key *k = calloc(1, sizeof(*k));
        must(k);
        if (key.n > BLOCK) {
                struct digest d = hash(HASH_SM3, key);
                memcpy(block, d.b, DIGEST_BYTES);
                OPENSSL_cleanse(&d, sizeof(d));
        } else if (key.n) {
                memcpy(block, key.p, key.n);
        }
        k->inner = padded(block, 0x36);
        k->outer = padded(block, 0x5c);
        OPENSSL_cleanse(block, sizeof(block));
        return k;
}

void sm3_key_free(struct sm3_key *k)
{
        if (!k)
                return;
        EVP_MD_CTX_free(k->inner);      /* cleanses its state */
        EVP_MD_CTX_free(k->outer);
        free(k);
}

struct digest sm3_mac(const struct sm3_key *k, const str *parts, int n_parts)
{
        struct digest d;
        unsigned n = 0;
        EVP_MD_CTX *c = EVP_MD_CTX_new();
        must(c && EVP_MD_CTX_copy_ex(c, k->inner) == 1);
        for (int i = 0; i < n_parts; i++)
                if (parts[i].n)
                        must(EVP_DigestUpdate(c, parts[i].p, parts[i].n) == 1);
        must(EVP_DigestFinal_ex(c, d.b, &n) == 1 && n == DIGEST_BYTES);
        must(EVP_MD_CTX_copy_ex(c, k->outer) == 1 && EVP_DigestUpdate(c, d.b, DIGEST_BYTES) == 1 &&
             EVP_DigestFinal_ex(c, d.b, &n) == 1 && n == DIGEST_BYTES);
        EVP_MD_CTX_free(c);
        return d;
}
