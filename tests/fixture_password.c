/* tests/fixture_password.c - a password's hash costs 19 MiB and a fiftieth of a second, and the
 * tests hash and check thousands. In build/check the linker puts this before libsodium's: it hashes
 * all the same, with the least that it takes; what a check costs, the hash says. */
#include <stddef.h>

#include "tests/fixture_password.h"

bool password_dear;

typedef int hash_alg(char *out, const char *text, unsigned long long n, unsigned long long passes,
                     size_t memory, int alg);
hash_alg __real_crypto_pwhash_str_alg, __wrap_crypto_pwhash_str_alg;

int __wrap_crypto_pwhash_str_alg(char *out, const char *text, unsigned long long n,
                                 unsigned long long passes, size_t memory, int alg)
{
        return __real_crypto_pwhash_str_alg(out, text, n, password_dear ? passes : 1,
                                            password_dear ? memory : 8192, alg);
}
