/* core/crypto/keys.c - the key file and the ring in memory. */
#include "core/crypto/keys.h"
#include "core/crypto/password.h"
#include "core/replace.h"
#include <pthread.h>
#include <stdatomic.h>

/* Of the process, as struct config is. A ring that was replaced is kept behind the new one: another
 * thread may be using it, and a process sees a handful in its life. */
static _Atomic(struct key_ring *) ring;
static pthread_mutex_t            loading = PTHREAD_MUTEX_INITIALIZER;
static struct key_text            loaded;               /* by `loading` */
static char                       place[4096];

void keys_place(str path)
{
        must(path.n < sizeof(place));
        memcpy(place, path.p ? path.p : "", path.n);
        place[path.n] = '\0';
}

str keys_path(void) { return *place ? str_of(place) : (str){ 0 }; }
bool keys_loaded(void) { return atomic_load(&ring) != NULL; }

const struct key_ring *keys(void)
{
        const struct key_ring *r = atomic_load_explicit(&ring, memory_order_acquire);
        must(r);
        return r;
}

const struct field_key *keys_field(int id)
{
        const struct key_ring *r = keys();
        for (int i = r->n_fields; i--; )
                if (r->fields[i].id == id)
                        return &r->fields[i];
        return NULL;
}

/* ---- the text ---------------------------------------------------------------------- */

static int digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

static bool hex_read(str s, unsigned char *ret, size_t n)
{
        if (s.n != 2 * n)
                return false;
        for (size_t i = 0; i < n; i++) {
                int a = digit(s.p[2 * i]), b = digit(s.p[2 * i + 1]);
                if (a < 0 || b < 0)
                        return false;
                ret[i] = (unsigned char)(a * 16 + b);
        }
        return true;
}

static void hex_put(struct buf *b, const unsigned char *p, size_t n)
{
        for (size_t i = 0; i < n; i++)
                buf_f(b, "%02x", p[i]);
}

static void end_put(struct buf *b, str before)
{
        struct digest d = hash(HASH_SM3, before);
        hex_put(b, d.b, 8);
}

/* One line of the file; false: not one of ours, or not in its place. */
static bool line_read(str line, int *at, struct key_text *t)
{
        str rest, word = str_cut(line, ' ', &rest);
        uint64_t id;
        if (*at == 0)
                return str_is(line, "luoshi-keys 1") && ++*at;
        if (*at == 1)
                return str_is(word, "audit") && hex_read(rest, t->audit, KEY_BYTES) && ++*at;
        if (*at == 2)
                return str_is(word, "index") && hex_read(rest, t->index, KEY_BYTES) && ++*at;
        str key, number = str_cut(rest, ' ', &key);
        int last = t->n_fields ? t->fields[t->n_fields - 1].id : 0;
        if (!str_is(word, "field") || t->n_fields == FIELD_KEYS_MOST || !str_u64(number, &id) || id > UINT16_MAX ||
            (int)id <= last || !hex_read(key, t->fields[t->n_fields].key, KEY_BYTES))
                return false;
        t->fields[t->n_fields++].id = (int)id;
        return true;
}

const struct fail *keys_parse(struct ctx *cx, str text, struct key_text *ret)
{
        struct key_text t = { 0 };
        int at = 0, no = 0;
        bool good = true, ended = false;
        for (str rest = text; good && !ended && rest.n; ) {
                str line_start = rest, line = str_cut(rest, '\n', &rest);
                no++;
                if (!line.n || line.p[0] == '#')
                        continue;
                if (!str_starts(line, S("end "))) {
                        good = line_read(line, &at, &t);
                        continue;
                }
                struct buf b = buf_new(cx->arena, 64);
                end_put(&b, (str){ text.p, (size_t)(line_start.p - text.p) });
                good = ended = t.n_fields > 0 && !rest.n && rest.p && str_eq(str_from(line, 4), buf_str(&b));
        }
        if (good && ended)
                *ret = t;
        secret_wipe(&t, sizeof(t));
        return good && ended ? NULL : fail(cx, INVALID, "密钥文件第 %d 行不对或者不完整，文件已损坏；请换用备份", no);
}

str keys_text(struct ctx *cx, const struct key_text *t)
{
        struct buf b = buf_new(cx->arena, KEYS_FILE_MOST);
        buf_put(&b, S("# Keys of one Luoshi database. Without them its audit chain cannot be checked and its\n"
                      "# sealed fields cannot be read. Keep a copy off this machine, never beside a backup.\n"
                      "luoshi-keys 1\naudit "));
        hex_put(&b, t->audit, KEY_BYTES);
        buf_put(&b, S("\nindex "));
        hex_put(&b, t->index, KEY_BYTES);
        for (int i = 0; i < t->n_fields; i++) {
                buf_f(&b, "\nfield %d ", t->fields[i].id);
                hex_put(&b, t->fields[i].key, KEY_BYTES);
        }
        buf_byte(&b, '\n');
        str before = buf_str(&b);
        buf_put(&b, S("end "));
        before = (str){ b.p, before.n };
        end_put(&b, before);
        buf_byte(&b, '\n');
        must(!b.broken);
        return buf_str(&b);
}

/* ---- the ring ------------------------------------------------------------------------ */

static str key_of(const unsigned char *k) { return (str){ (const char *)k, KEY_BYTES }; }

static void ring_set(const struct key_text *t)
{
        struct key_ring *r = calloc(1, sizeof(*r));
        must(r);
        r->audit = sm3_key_new(key_of(t->audit));
        r->index = sm3_key_new(key_of(t->index));
        r->n_fields = t->n_fields;
        for (int i = 0; i < t->n_fields; i++) {
                str key = key_of(t->fields[i].key);
                struct digest seal = hash_hmac(HASH_SM3, key, S("luoshi field seal"));
                struct digest mac = hash_hmac(HASH_SM3, key, S("luoshi field mac"));
                r->fields[i].id = t->fields[i].id;
                memcpy(r->fields[i].seal, seal.b, SM4_BYTES);
                r->fields[i].mac = sm3_key_new((str){ (const char *)mac.b, DIGEST_BYTES });
                secret_wipe(&seal, sizeof(seal));
                secret_wipe(&mac, sizeof(mac));
        }
        r->before = atomic_load(&ring);
        loaded = *t;
        atomic_store_explicit(&ring, r, memory_order_release);
}

static const struct fail *read_in(struct ctx *cx, struct key_text *ret)
{
        str text;
        must(*place);
        const struct fail *f = small_file_read(cx, keys_path(), KEYS_FILE_MOST, true, &text);
        if (f)
                return f;
        f = keys_parse(cx, text, ret);
        secret_wipe((char *)text.p, text.n);
        return f;
}

/* Locked. */
static const struct fail *load(struct ctx *cx)
{
        struct key_text t = { 0 };
        const struct fail *f = read_in(cx, &t);
        if (!f && keys_loaded() && memcmp(t.audit, loaded.audit, KEY_BYTES))
                f = fail(cx, INVALID, "密钥文件 %.*s 在运行中被换成了另一个", STR(keys_path()));
        if (!f)
                ring_set(&t);
        secret_wipe(&t, sizeof(t));
        return f;
}

const struct fail *keys_load(struct ctx *cx)
{
        pthread_mutex_lock(&loading);
        const struct fail *f = load(cx);
        pthread_mutex_unlock(&loading);
        return f;
}

/* Locked. Write the file and use what was written. */
static const struct fail *store(struct ctx *cx, const struct key_text *t, bool fresh)
{
        str text = keys_text(cx, t);
        const struct fail *f = small_file_write(cx, keys_path(), text, fresh);
        secret_wipe((char *)text.p, text.n);
        if (!f)
                ring_set(t);
        return f;
}

const struct fail *keys_make(struct ctx *cx)
{
        struct key_text t = { .n_fields = 1 };
        random_bytes(t.audit, KEY_BYTES);
        random_bytes(t.index, KEY_BYTES);
        random_bytes(t.fields[0].key, KEY_BYTES);
        t.fields[0].id = 1;
        pthread_mutex_lock(&loading);
        const struct fail *f = store(cx, &t, true);
        pthread_mutex_unlock(&loading);
        secret_wipe(&t, sizeof(t));
        return f;
}

const struct fail *keys_rotate(struct ctx *cx, int *ret_id)
{
        struct key_text t = { 0 };
        pthread_mutex_lock(&loading);
        const struct fail *f = read_in(cx, &t);
        if (!f && (t.n_fields == FIELD_KEYS_MOST || t.fields[t.n_fields - 1].id == UINT16_MAX))
                f = fail(cx, CONFLICT, "密钥文件里的旧密钥太多，请先完成上一次轮换");
        if (!f) {
                t.fields[t.n_fields].id = t.fields[t.n_fields - 1].id + 1;
                random_bytes(t.fields[t.n_fields].key, KEY_BYTES);
                *ret_id = t.fields[t.n_fields++].id;
                f = store(cx, &t, false);
        }
        pthread_mutex_unlock(&loading);
        secret_wipe(&t, sizeof(t));
        return f;
}

const struct fail *keys_forget(struct ctx *cx)
{
        struct key_text t = { 0 };
        pthread_mutex_lock(&loading);
        const struct fail *f = read_in(cx, &t);
        if (!f && t.n_fields > 1) {
                t.fields[0] = t.fields[t.n_fields - 1];
                t.n_fields = 1;
                f = store(cx, &t, false);
        }
        pthread_mutex_unlock(&loading);
        secret_wipe(&t, sizeof(t));
        return f;
}
