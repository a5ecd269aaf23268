/* core/crypto/field.c - SM4-CTR, then HMAC-SM3 over the whole and its place. */
#include "core/crypto/field.h"
#include "core/crypto/keys.h"
#include "core/crypto/password.h"

enum { VERSION = 1, HEAD = 1 + 2 + SM4_BYTES };

const struct field_row field_rows[FIELD_END] = {
#define FIELD(name, table, column, kind, keep, show, index, label, purpose) \
        [FIELD_##name] = { #name, table, column, FIELD_##kind, FIELD_##keep, FIELD_##show, index, label, purpose },
#include "core/crypto/fields.def"
#undef FIELD
};

/* ---- what people type and see --------------------------------------------------------- */

/* A full-width digit, letter or sign (three bytes, U+FF01…U+FF5E) as its half-width one. */
static char half(str s)
{
        const unsigned char *p = (const unsigned char *)s.p;
        if (s.n < 3 || p[0] != 0xEF || (p[1] != 0xBC && p[1] != 0xBD))
                return 0;
        int code = ((p[1] & 0x3F) << 6 | (p[2] & 0x3F)) + 0xF000;
        return code > 0xFF00 && code < 0xFF5F ? (char)(code - 0xFEE0) : 0;
}

static bool of_digits(enum field_kind kind) { return kind == FIELD_PHONE || kind == FIELD_ID_NUMBER; }

str field_clean(struct arena *a, enum field f, str typed)
{
        enum field_kind kind = field_rows[f].kind;
        str s = str_trim(typed);
        if (!of_digits(kind))
                return str_copy(a, s);
        char *out = arena_alloc(a, s.n + 1);
        size_t n = 0;
        while (s.n) {
                char c = half(s);
                s = str_from(s, c ? 3 : 1);
                if (!c)
                        c = s.p[-1];
                if (c != ' ' && c != '-')
                        out[n++] = c == 'x' ? 'X' : c;
        }
        str clean = { out, n };
        return kind == FIELD_PHONE && str_starts(clean, S("+86")) ? str_from(clean, 3) : clean;
}

static bool digits(str s)
{
        for (size_t i = 0; i < s.n; i++)
                if (s.p[i] < '0' || s.p[i] > '9')
                        return false;
        return true;
}

/* GB 11643-1999: the last character of an identity number follows from the 17 before it. */
static bool id_number_fits(str s)
{
        static const int weight[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
        int sum = 0;
        if (s.n != 18 || !digits(str_head(s, 17)))
                return false;
        for (int i = 0; i < 17; i++)
                sum += (s.p[i] - '0') * weight[i];
        return s.p[17] == "10X98765432"[sum % 11];
}

/* user@host in plain ASCII, RFC 5321's common form: no quoting, no comments, a host of names with a dot. */
static bool mail_fits(str s)
{
        static const char marks[] = "._%+-";
        str host, user = str_cut(s, '@', &host);
        if (!user.n || user.n > 64 || s.n > 254 || str_find(host, S(".")) < 1)
                return false;
        for (size_t i = 0; i < s.n; i++) {
                char c = s.p[i];
                bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                bool fits = i < user.n ? word || (c && strchr(marks, c)) : word || c == '.' || c == '-';
                if (i == user.n ? c != '@' : !fits)
                        return false;
        }
        for (str rest = host; rest.p; ) {
                str label = str_cut(rest, '.', &rest);
                if (!label.n || label.n > 63 || label.p[0] == '-' || label.p[label.n - 1] == '-')
                        return false;
        }
        return true;
}

const char *field_wrong(enum field f, str clean)
{
        if (!clean.n)
                return NULL;
        switch (field_rows[f].kind) {
        case FIELD_PHONE:
                if (!digits(clean) || clean.n < 7 || clean.n > 12 || (clean.p[0] == '1' && clean.n != 11))
                        return "手机号是 11 位数字；座机带区号，只写数字";
                return NULL;
        case FIELD_ID_NUMBER:
                return id_number_fits(clean) ? NULL : "身份证号不对：18 位，最后一位与前面的数字不符也不行";
        case FIELD_EMAIL:
                return mail_fits(clean) ? NULL : "电子邮箱的写法不对";
        case FIELD_NAME: case FIELD_LOGIN: case FIELD_ADDRESS: case FIELD_AGENT:
                return clean.n > FIELD_MOST ? "文字太长" : NULL;
        }
        must(!"field kind");
}

/* The first `head` and the last `tail` characters, stars between; all stars where that would show
 * half of it or more. */
static str starred(struct arena *a, str s, size_t head, size_t tail)
{
        size_t n = utf8_count(s), at = 0;
        struct buf b = buf_new(a, s.n + 3);
        if (n < 2 * (head + tail) - 1 && n != 11)       /* 138****1234 shows 7 of 11, as everywhere */
                head = 0, tail = n > 6 ? 2 : 0;
        while (s.n) {
                size_t bytes = 1;
                while (bytes < s.n && ((unsigned char)s.p[bytes] & 0xC0) == 0x80)
                        bytes++;
                buf_put(&b, at < head || at + tail >= n ? str_head(s, bytes) : S("*"));
                s = str_from(s, bytes);
                at++;
        }
        return buf_str(&b);
}

/* 张* for two characters, 张*三 for three, 欧**某 for four. */
static str name_masked(struct arena *a, str s)
{
        size_t n = utf8_count(s), at = 0;
        struct buf b = buf_new(a, s.n + 3);
        while (s.n) {
                size_t bytes = 1;
                while (bytes < s.n && ((unsigned char)s.p[bytes] & 0xC0) == 0x80)
                        bytes++;
                bool shown = n > 1 && (at == 0 || (n > 2 && at == n - 1));
                buf_put(&b, shown ? str_head(s, bytes) : S("*"));
                s = str_from(s, bytes);
                at++;
        }
        return buf_str(&b);
}

str field_mask(struct arena *a, enum field f, str plain)
{
        if (!plain.n || field_rows[f].show == FIELD_WHOLE)
                return plain;
        switch (field_rows[f].kind) {
        case FIELD_PHONE:
                return starred(a, plain, 3, 4);
        case FIELD_ID_NUMBER:
                return starred(a, plain, 3, 4);
        case FIELD_NAME:
                return name_masked(a, plain);
        case FIELD_EMAIL: {
                str host, user = str_cut(plain, '@', &host);
                size_t first = 1;
                while (first < user.n && ((unsigned char)user.p[first] & 0xC0) == 0x80)
                        first++;
                return str_f(a, "%.*s***@%.*s", STR(str_head(user, first)), STR(host));
        }
        case FIELD_LOGIN: case FIELD_ADDRESS: case FIELD_AGENT:
                return starred(a, plain, 1, 1);
        }
        must(!"field kind");
}

/* ---- the seal -------------------------------------------------------------------------- */

static struct digest mac_of(const struct field_key *k, enum field f, int64_t row, str sealed)
{
        unsigned char id[8];
        for (int i = 0; i < 8; i++)
                id[i] = (unsigned char)((uint64_t)row >> (56 - 8 * i));
        const struct field_row *r = &field_rows[f];
        str parts[] = { { r->table, strlen(r->table) + 1 }, { r->column, strlen(r->column) + 1 },
                        { (const char *)id, sizeof(id) }, sealed };
        return sm3_mac(k->mac, parts, COUNT_OF(parts));
}

str field_seal(struct arena *a, enum field f, int64_t row, str plain)
{
        must(field_rows[f].keep == FIELD_SEALED && row > 0 && plain.n <= FIELD_MOST);
        if (!plain.n)
                return (str){ 0 };
        const struct key_ring *r = keys();
        const struct field_key *k = &r->fields[r->n_fields - 1];
        unsigned char *out = arena_alloc(a, plain.n + FIELD_SEAL_EXTRA);
        out[0] = VERSION;
        out[1] = (unsigned char)(k->id >> 8);
        out[2] = (unsigned char)k->id;
        random_bytes(out + 3, SM4_BYTES);
        sm4_ctr(k->seal, out + 3, (const unsigned char *)plain.p, out + HEAD, plain.n);
        struct digest d = mac_of(k, f, row, (str){ (const char *)out, HEAD + plain.n });
        memcpy(out + HEAD + plain.n, d.b, DIGEST_BYTES);
        return (str){ (const char *)out, plain.n + FIELD_SEAL_EXTRA };
}

int field_key_of(str sealed)
{
        if (sealed.n <= FIELD_SEAL_EXTRA || sealed.n > FIELD_MOST + FIELD_SEAL_EXTRA || sealed.p[0] != VERSION)
                return 0;
        return (unsigned char)sealed.p[1] << 8 | (unsigned char)sealed.p[2];
}

const struct fail *field_open(struct ctx *cx, enum field f, int64_t row, str sealed, str *ret)
{
        const struct field_row *r = &field_rows[f];
        must(r->keep == FIELD_SEALED);
        if (!sealed.p) {
                *ret = (str){ 0 };
                return NULL;
        }
        int id = field_key_of(sealed);
        if (!id)
                return fail(cx, BROKEN, "%s.%s of row %ld is not a sealed value", r->table, r->column, row);
        const struct field_key *k = keys_field(id);
        if (!k && !keys_load(cx))       /* another process has rotated */
                k = keys_field(id);
        if (!k)
                return fail(cx, BROKEN, "%s.%s of row %ld wants key %d, which the key file lacks",
                            r->table, r->column, row, id);
        size_t n = sealed.n - FIELD_SEAL_EXTRA;
        struct digest want = mac_of(k, f, row, str_head(sealed, HEAD + n)), got;
        memcpy(got.b, sealed.p + HEAD + n, DIGEST_BYTES);
        if (!digest_same(&want, &got))
                return fail(cx, BROKEN, "%s.%s of row %ld was changed outside the program, or moved there",
                            r->table, r->column, row);
        unsigned char *out = arena_alloc(cx->arena, n + 1);
        sm4_ctr(k->seal, (const unsigned char *)sealed.p + 3, (const unsigned char *)sealed.p + HEAD, out, n);
        *ret = (str){ (const char *)out, n };
        return NULL;
}

str field_index(struct arena *a, enum field f, str plain)
{
        const struct field_row *r = &field_rows[f];
        must(r->index);
        if (!plain.n)
                return (str){ 0 };
        str parts[] = { { r->table, strlen(r->table) + 1 }, { r->column, strlen(r->column) + 1 }, plain };
        struct digest d = sm3_mac(keys()->index, parts, COUNT_OF(parts));
        return str_copy(a, (str){ (const char *)d.b, FIELD_INDEX_BYTES });
}
