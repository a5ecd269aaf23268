/* core/crypto/hash.h - SHA-256, SM3 (GB/T 32905-2016) and HMAC. Only hash.c includes OpenSSL. */
#ifndef CORE_CRYPTO_HASH_H
#define CORE_CRYPTO_HASH_H

#include "base/base.h"

enum hash_kind { HASH_SHA256, HASH_SM3 };
enum { DIGEST_BYTES = 32 };     /* of both */
struct digest { unsigned char b[DIGEST_BYTES]; };

struct digest hash(enum hash_kind kind, str bytes);
/* RFC 2104 over either hash. The key may be of any length, also empty. */
struct digest hash_hmac(enum hash_kind kind, str key, str bytes);

/* A hash of what arrives in pieces: hash_begin, hash_add …, hash_end (which frees). */
struct hash_run;
struct hash_run *hash_begin(enum hash_kind kind);
void             hash_add(struct hash_run *h, str bytes);
struct digest    hash_end(struct hash_run *h);

str  digest_hex(struct arena *a, const struct digest *d);       /* 64 lower-case digits */
bool digest_same(const struct digest *a, const struct digest *b); /* in constant time */

#endif
