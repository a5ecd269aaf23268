/* core/crypto/password.c - the only file that includes sodium.h. */
#include <pthread.h>
#include <sodium.h>
#include <time.h>

#include "base/base.h"
#include "core/crypto/password.h"

enum { AT_ONCE = 4, WAIT_SECONDS = 3 };
static const unsigned long long OPS = 2;
static const size_t MEMORY = 19u << 20;

/* The gate is of the process, not of a request: each hash takes 19 MiB and a core. */
static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t  gate_free = PTHREAD_COND_INITIALIZER;
static int             gate_in;
static pthread_once_t  once = PTHREAD_ONCE_INIT;

static void start(void) { must(sodium_init() >= 0); }
static void ready(void) { pthread_once(&once, start); }

static bool gate_enter(void)
{
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += WAIT_SECONDS;
        pthread_mutex_lock(&gate_lock);
        int late = 0;
        while (gate_in >= AT_ONCE && !late)
                late = pthread_cond_timedwait(&gate_free, &gate_lock, &until);
        bool in = gate_in < AT_ONCE;
        gate_in += in;
        pthread_mutex_unlock(&gate_lock);
        return in;
}

static void gate_leave(void)
{
        pthread_mutex_lock(&gate_lock);
        gate_in--;
        pthread_cond_signal(&gate_free);
        pthread_mutex_unlock(&gate_lock);
}

const struct fail *password_hash(struct ctx *cx, str password, str *ret)
{
        char out[crypto_pwhash_STRBYTES];
        ready();
        if (!gate_enter())
                return fail(cx, BUSY, "too many passwords are being hashed");
        int bad = crypto_pwhash_str_alg(out, password.p ? password.p : "", password.n, OPS, MEMORY,
                                        crypto_pwhash_ALG_ARGON2ID13);
        gate_leave();
        if (bad)
                return fail(cx, BUSY, "no memory to hash a password");
        *ret = str_copy(cx->arena, str_of(out));
        return NULL;
}

/* The hash of nobody's password (32 random bytes, thrown away), with the parameters above: an
 * unknown login costs what a known one costs. */
static const char *nobody(void)
{
        static char hash[crypto_pwhash_STRBYTES];
        static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
        pthread_mutex_lock(&lock);
        if (!hash[0]) {
                char secret[TOKEN_BYTES];
                randombytes_buf(secret, sizeof(secret));
                if (crypto_pwhash_str_alg(hash, secret, sizeof(secret), OPS, MEMORY,
                                          crypto_pwhash_ALG_ARGON2ID13))
                        hash[0] = 0;
        }
        pthread_mutex_unlock(&lock);
        return hash;
}

const struct fail *password_check(struct ctx *cx, str password, str hash, bool *ret)
{
        ready();
        if (!gate_enter())
                return fail(cx, BUSY, "too many passwords are being checked");
        const char *against = hash.n ? str_copy(cx->arena, hash).p : nobody();
        bool same = !crypto_pwhash_str_verify(against, password.p ? password.p : "", password.n);
        gate_leave();
        *ret = same && hash.n;
        return NULL;
}

str random_hex(struct arena *a, int bytes)
{
        unsigned char raw[64];
        must(bytes > 0 && bytes <= (int)sizeof(raw));
        ready();
        randombytes_buf(raw, (size_t)bytes);
        char *out = arena_alloc(a, (size_t)bytes * 2 + 1);
        sodium_bin2hex(out, (size_t)bytes * 2 + 1, raw, (size_t)bytes);
        sodium_memzero(raw, sizeof(raw));
        return (str){ out, (size_t)bytes * 2 };
}

void random_bytes(void *p, size_t n)
{
        ready();
        randombytes_buf(p, n);
}

void secret_wipe(void *p, size_t n) { sodium_memzero(p, n); }

str token_hash(struct arena *a, str token)
{
        unsigned char *out = arena_alloc(a, crypto_hash_sha256_BYTES);
        ready();
        crypto_hash_sha256(out, (const unsigned char *)(token.p ? token.p : ""), token.n);
        return (str){ (const char *)out, crypto_hash_sha256_BYTES };
}

str seal_hex(struct arena *a, str key, const char *purpose, str text)
{
        unsigned char k[32], out[32];
        crypto_generichash_state st;
        ready();
        crypto_generichash(k, sizeof(k), (const unsigned char *)(key.p ? key.p : ""), key.n, NULL,
                           0);
        crypto_generichash_init(&st, k, sizeof(k), sizeof(out));
        crypto_generichash_update(&st, (const unsigned char *)purpose, strlen(purpose) + 1);
        crypto_generichash_update(&st, (const unsigned char *)(text.p ? text.p : ""), text.n);
        crypto_generichash_final(&st, out, sizeof(out));
        char *hex = arena_alloc(a, 65);
        sodium_bin2hex(hex, 65, out, sizeof(out));
        return (str){ hex, 64 };
}

bool secret_eq(str a, str b)
{
        return a.n == b.n && a.n > 0 && !sodium_memcmp(a.p, b.p, a.n);
}
