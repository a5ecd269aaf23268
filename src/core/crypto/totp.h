/* core/crypto/totp.h - time-based one-time codes (RFC 6238: SHA-1, 30 s, six digits), by liboath. */
#ifndef CORE_CRYPTO_TOTP_H
#define CORE_CRYPTO_TOTP_H

#include "base/base.h"

enum { TOTP_SECRET = 20, TOTP_DIGITS = 6, TOTP_SECONDS = 30, TOTP_WINDOW = 1 };

/* A new secret of TOTP_SECRET random bytes, in the arena. */
str totp_secret(struct arena *a);
/* The code of one step (the instant divided by 30 s). */
str totp_code(struct arena *a, str secret, int64_t step);
/**
 * The step whose code this is: the instant's own or one beside it, and later than `last`, so that
 * none is taken twice; 0: none of them. Compares in constant time.
 */
int64_t totp_match(struct arena *a, str secret, str code, int64_t now_ms, int64_t last);
/* The secret as people type it: base32 without "=". */
str totp_base32(struct arena *a, str secret);
/* What an app scans: otpauth://totp/ISSUER:LOGIN?secret=…; issuer and login are percent-encoded. */
str totp_address(struct arena *a, str secret, str issuer, str login);

#endif
