/* core/crypto/password.h - passwords, random tokens and the seals of cookies (libsodium). */
#ifndef CORE_CRYPTO_PASSWORD_H
#define CORE_CRYPTO_PASSWORD_H

#include "base/base.h"

/**
 * Hash a password by argon2id (19 MiB, two passes: OWASP's floor). At most four run at once in
 * the process; a fifth waits, and after three seconds the failure is BUSY.
 */
const struct fail *password_hash(struct ctx *cx, str password, str *ret) MUST_USE;
/* Does it match? An absent hash costs the same time and never matches. BUSY as above. */
const struct fail *password_check(struct ctx *cx, str password, str hash, bool *ret) MUST_USE;
/* What a password may not be close to, and how long it must be. */
struct password_about {
        int floor;              /* characters, 8 at least */
        str near[4];            /* login, the person's name, the county …; absent ones are skipped */
};
/**
 * NULL when the password may be used, else a catalogue word why not: too short or too long; fewer
 * than three of four classes; it holds one of `near`; it is common. Case and the usual
 * replacements (@ for a, 0 for o …) change nothing: a password is common when it is on the list
 * data/common-passwords.txt, a word of the list with digits and signs around it, or little
 * more than runs along the keyboard, the alphabet or the digits.
 * 等保 GB/T 22239-2019 8.1.4.1 a: complexity.
 */
const char *password_weak(str password, const struct password_about *about);

enum { TOKEN_BYTES = 32, LINK_BYTES = 16 };
/* `bytes` random bytes as lower-case hexadecimal, in the arena. */
str  random_hex(struct arena *a, int bytes);
/* SHA-256 of a token: what the database keeps of it. 32 bytes, in the arena. */
str  token_hash(struct arena *a, str token);
/* A keyed hash of `text` (BLAKE2b, 32 bytes) as hexadecimal: `key` is a secret of any length,
 * `purpose` keeps two uses of one key apart. */
str  seal_hex(struct arena *a, str key, const char *purpose, str text);
/* Random bytes into memory of the caller; and zeroes over a secret that is no longer needed. */
void random_bytes(void *p, size_t n);
void secret_wipe(void *p, size_t n);
/* Equal, in a time that tells nothing about where they differ. */
bool secret_eq(str a, str b);

#endif
