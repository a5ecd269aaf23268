/* core/crypto/sm4.c - OpenSSL's SM4 behind two functions. */
#include "core/crypto/sm4.h"
#include <openssl/evp.h>

static void run(const EVP_CIPHER *kind, const unsigned char *key, const unsigned char *iv,
                const unsigned char *in, unsigned char *out, size_t n)
{
        EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
        int done = 0;
        must(n <= INT32_MAX);
        must(c && EVP_EncryptInit_ex(c, kind, NULL, key, iv) == 1 && EVP_CIPHER_CTX_set_padding(c, 0) == 1);
        must(!n || (EVP_EncryptUpdate(c, out, &done, in, (int)n) == 1 && (size_t)done == n));
        EVP_CIPHER_CTX_free(c);         /* cleanses the key */
}

void sm4_ctr(const unsigned char key[SM4_BYTES], const unsigned char counter[SM4_BYTES],
             const unsigned char *in, unsigned char *out, size_t n)
{
        run(EVP_sm4_ctr(), key, counter, in, out, n);
}

void sm4_block(const unsigned char key[SM4_BYTES], const unsigned char in[SM4_BYTES],
               unsigned char out[SM4_BYTES])
{
        run(EVP_sm4_ecb(), key, NULL, in, out, SM4_BYTES);
}
