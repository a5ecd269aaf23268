/* core/crypto/sm3.h - HMAC-SM3 (GB/T 32905-2016, GB/T 15852.2) with a key that is prepared once. */
#ifndef CORE_CRYPTO_SM3_H
#define CORE_CRYPTO_SM3_H

#include "core/crypto/hash.h"

/* A prepared key: both paddings are hashed already. Constant, may be used by many threads. */
struct sm3_key;
struct sm3_key *sm3_key_new(str key);           /* never NULL */
void            sm3_key_free(struct sm3_key *k);        /* NULL is nothing */
/* The code of the parts, one behind the other; equal to hash_hmac(HASH_SM3, key, all of them). */
struct digest   sm3_mac(const struct sm3_key *k, const str *parts, int n_parts);

#endif
