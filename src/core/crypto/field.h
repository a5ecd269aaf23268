/* core/crypto/field.h - personal fields: sealed in the database, masked on the screen.
 *
 * A sealed value is: 1 byte of version (1), 2 bytes of key number, 16 bytes of random counter, the
 * text under SM4-CTR, 32 bytes of HMAC-SM3 over all of it and over table, column and row. Moved to
 * another row or column, cut or changed, it does not open. GB/T 39786-2021 8.4 e.
 *
 * A new row: insert it without the field, then update it with field_seal(…, id, …), since the seal
 * holds the row's id. Equal values are found by field_index() in a column of its own.
 */
#ifndef CORE_CRYPTO_FIELD_H
#define CORE_CRYPTO_FIELD_H

#include "base/base.h"

enum field {
#define FIELD(name, table, column, kind, keep, show, index, label, purpose) FIELD_##name,
#include "core/crypto/fields.def"
#undef FIELD
        FIELD_END
};
enum field_kind { FIELD_NAME, FIELD_PHONE, FIELD_ID_NUMBER, FIELD_EMAIL, FIELD_LOGIN, FIELD_ADDRESS, FIELD_AGENT };
enum field_keep { FIELD_PLAIN, FIELD_SEALED };
enum field_show { FIELD_WHOLE, FIELD_MASKED };

struct field_row {
        const char     *name, *table, *column;
        enum field_kind kind;
        enum field_keep keep;
        enum field_show show;
        const char     *index;          /* the column of field_index(), or NULL */
        const char     *label, *purpose;        /* catalogue words */
};
extern const struct field_row field_rows[FIELD_END];

enum { FIELD_MOST = 1000, FIELD_INDEX_BYTES = 16, FIELD_SEAL_EXTRA = 1 + 2 + 16 + 32 };

/* As it is kept: half-width digits, without blanks and hyphens, a phone without +86. */
str field_clean(struct arena *a, enum field f, str typed);
/* NULL when a cleaned value may be kept, else a catalogue word why not. Empty is fine. */
const char *field_wrong(enum field f, str clean);
/* What is shown to those who may not see it all: 138****1234, 张*, 510***********1234. */
str field_mask(struct arena *a, enum field f, str plain);

/* Seal for this row of the field's table; absent or empty stays absent. At most FIELD_MOST bytes (must). */
str field_seal(struct arena *a, enum field f, int64_t row, str plain);
/**
 * Open what stands in the column; absent stays absent. BROKEN (the words for a person are the
 * usual ones): changed, moved from another row, or sealed with a key that the key file lacks; a
 * key that is new in the file is read in.
 */
const struct fail *field_open(struct ctx *cx, enum field f, int64_t row, str sealed,
                              str *ret) MUST_USE;
/* What the index column holds of a value: 16 bytes; absent for an empty one. */
str field_index(struct arena *a, enum field f, str plain);
/* The number of the key a value is sealed with; 0: not a sealed value. */
int field_key_of(str sealed);

#endif
