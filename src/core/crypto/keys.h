/* core/crypto/keys.h - the key file of one database: what the audit chain and the sealed fields
 * rest on. Kept beside the database (setting key_file names another place), mode 0600, never inside
 * it, never in its backups.
 *
 *     luoshi-keys 1
 *     audit 64 hexadecimal digits          HMAC-SM3 over rows and links of the trail
 *     index 64 hexadecimal digits          keyed hashes by which sealed values are found
 *     field 1 64 hexadecimal digits        one for each rotation; the last one seals
 *     end 16 hexadecimal digits            SM3 of all before, cut: a damaged file is refused
 *
 * Lines that begin with # are notes. The ring in memory is of the process, as the settings are:
 * read before any thread starts; a later reading (a rotation by another process) only adds to it.
 */
#ifndef CORE_CRYPTO_KEYS_H
#define CORE_CRYPTO_KEYS_H

#include "core/crypto/sm3.h"
#include "core/crypto/sm4.h"

enum { KEY_BYTES = 32, KEYS_FILE_MOST = 16384, FIELD_KEYS_MOST = 64 };

/* What stands in the file. */
struct key_text {
        unsigned char audit[KEY_BYTES], index[KEY_BYTES];
        int           n_fields;
        struct { int id; unsigned char key[KEY_BYTES]; } fields[FIELD_KEYS_MOST];
};

/* One field key, ready: its two halves are derived, so that they never meet. */
struct field_key { int id; unsigned char seal[SM4_BYTES]; struct sm3_key *mac; };

struct key_ring {
        struct sm3_key  *audit, *index;
        int              n_fields;
        struct field_key fields[FIELD_KEYS_MOST];       /* the last one seals */
        struct key_ring *before;                        /* the one that this one replaced */
};

/* Where the file of this process's database stands; set once at start. Absent: not set. */
void keys_place(str path);
str  keys_path(void);
/* The ring; must() when nothing was loaded. Constant, any thread; keys_loaded asks first. */
const struct key_ring *keys(void);
bool keys_loaded(void);
const struct field_key *keys_field(int id);     /* NULL: no such key */

/**
 * Read keys_path() into the ring. NOT_FOUND: there is no file. INVALID: open to other accounts,
 * damaged, or another file than the one that was loaded before (its audit key differs).
 */
const struct fail *keys_load(struct ctx *cx) MUST_USE;
/* Make the file with new random keys and load it. CONFLICT: it exists. */
const struct fail *keys_make(struct ctx *cx) MUST_USE;
/* Add a field key, which seals from now on; *ret_id is its number. CONFLICT: there are 64. */
const struct fail *keys_rotate(struct ctx *cx, int *ret_id) MUST_USE;
/* Take away all field keys but the last, once nothing is sealed with them. */
const struct fail *keys_forget(struct ctx *cx) MUST_USE;

/* The text of a file, and back. INVALID names the line. */
const struct fail *keys_parse(struct ctx *cx, str text, struct key_text *ret) MUST_USE;
str keys_text(struct ctx *cx, const struct key_text *t);

#endif
