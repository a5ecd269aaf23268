/* core/crypto/sm4.h - SM4 (GB/T 32907-2016) in counter mode. By itself it keeps nothing from being
 * changed: core/crypto/field.c puts a code over what it makes. */
#ifndef CORE_CRYPTO_SM4_H
#define CORE_CRYPTO_SM4_H

#include "base/base.h"

enum { SM4_BYTES = 16 };        /* of a key, of a block, of the first counter */

/* `n` bytes from `in` to `out` (may be the same): what seals also opens. The counter must never
 * be used twice with one key. */
void sm4_ctr(const unsigned char key[SM4_BYTES], const unsigned char counter[SM4_BYTES],
             const unsigned char *in, unsigned char *out, size_t n);
/* One block, for the examples of the standard. */
void sm4_block(const unsigned char key[SM4_BYTES], const unsigned char in[SM4_BYTES],
               unsigned char out[SM4_BYTES]);

#endif
