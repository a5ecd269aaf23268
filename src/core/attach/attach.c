/* core/attach/attach.c - linking files to records, reading them, taking them off. See attach.h. */
#include "core/attach/attach.h"
#include "core/attach/attach.sql.h"
#include "core/audit/audit.h"
#include "core/config/config.h"

enum { DAY_MS = 86400000, KINDS_MAX = 64 };

static const struct attach_kind *kinds[KINDS_MAX];
static int n_kinds;

void attach_kinds_set(const struct attach_kind *const *list, int n)
{
        must(n <= KINDS_MAX);
        memcpy(kinds, list, (size_t)n * sizeof(*list));
        n_kinds = n;
}

const struct attach_kind *attach_kind_of(str code)
{
        for (int i = 0; i < n_kinds; i++)
                if (str_is(code, kinds[i]->code))
                        return kinds[i];
        return NULL;
}

const struct attach_kind *attach_kind_at(int i) { return i < n_kinds ? kinds[i] : NULL; }

/* ---- in ------------------------------------------------------------------------------------ */

static const struct fail *blob_keep(struct ctx *cx, const struct attach_ready *r, int64_t *ret)
{
        str sum = { (const char *)r->sha256.b, DIGEST_BYTES };
        struct blob_by_sha256 have;
        const struct fail *f = blob_by_sha256(cx, sum, &have);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (f) {
                *ret = blob_add(cx, sum, (int64_t)r->bytes.n, r->bytes, cx->now);
        } else {
                *ret = have.id;
                blob_touch(cx, have.id, cx->now);
        }
        return cx->db->broken;
}

static const struct fail *put_one(struct ctx *cx, const struct attach_kind *k, int64_t record,
                                  const struct attach_ready *r)
{
        int64_t blob;
        struct attach_same same;
        struct attach_count count;
        int64_t most = k->most ? k->most : config.n[SETTING_attach_files];
        const struct fail *f = blob_keep(cx, r, &blob);
        if (!f)
                f = attach_same(cx, str_of(k->code), record, blob, &same);
        if (!f && same.n)
                f = fail(cx, CONFLICT, "“%.*s”已经在附件里", STR(r->name));
        if (!f)
                f = attach_count(cx, str_of(k->code), record, &count);
        if (!f && count.n >= most)
                f = fail_field(cx, S("files"), "一条记录最多 %ld 个附件", (long)most);
        if (f)
                return f;
        attach_use_add(cx, str_of(k->code), record, blob, r->name, str_of(r->type->code), cx->user,
                       cx->now);
        audit_log(cx, "attach.add", k->code, record,
                  str_f(cx->arena, "%.*s %.*s", STR(r->name), STR(digest_hex(cx->arena, &r->sha256))));
        return cx->db->broken;
}

void attach_put(struct ctx *cx, const char *kind, int64_t record, const struct attach_ready *list,
                int n)
{
        const struct attach_kind *k = attach_kind_of(str_of(kind));
        must(k && cx->db->in_tx);
        for (int i = 0; i < n && !cx->db->broken; i++) {
                const struct fail *f = put_one(cx, k, record, &list[i]);
                if (f)
                        tx_refuse(cx, f);
        }
}

const struct fail *attach_add(struct ctx *cx, str kind, int64_t record, const struct attach_in *in,
                              int n)
{
        const struct attach_kind *k = attach_kind_of(kind);
        struct attach_ready *ready;
        const struct fail *f = k ? k->may_change(cx, record) : fail(cx, NOT_FOUND, "%s", "");
        if (!f && !n)
                f = fail_field(cx, S("files"), "请选择文件");
        if (!f)
                f = attach_check(cx, in, n, &ready);
        if (f)
                return f;
        cx->db->serializable = true;            /* it counts what is there */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = k->may_change(cx, record);          /* as it stands now */
        if (f)
                tx_refuse(cx, f);
        else
                attach_put(cx, k->code, record, ready, n);
        return tx_commit(&tx);
}

void attach_clear(struct ctx *cx, const char *kind, int64_t record)
{
        attach_uses_drop(cx, str_of(kind), record);
}

/* ---- out ------------------------------------------------------------------------------------ */

static str hex_of(struct ctx *cx, str sum)
{
        struct digest d = { { 0 } };
        memcpy(d.b, sum.p, sum.n < DIGEST_BYTES ? sum.n : DIGEST_BYTES);
        return digest_hex(cx->arena, &d);
}

/* A type of a later version is a file all the same. */
static const struct attach_type *type_or_other(str code)
{
        static const struct attach_type other = { "bin", "", "application/octet-stream", "", false };
        const struct attach_type *t = attach_type_of(code);
        return t ? t : &other;
}

const struct fail *attach_list(struct ctx *cx, const char *kind, int64_t record,
                               const struct attach_file **ret, int *ret_n)
{
        struct attach_uses it;
        struct attach_file *list = NULL;
        int n = 0, cap = 0;
        attach_uses(&it, cx, str_of(kind), record);
        while (attach_uses_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct attach_file){
                        .id = it.id, .blob = it.blob, .size = it.size, .at = it.at, .record = record,
                        .type = type_or_other(it.type), .name = it.name, .kind = str_of(kind),
                        .sha256 = hex_of(cx, it.sha256), .who = it.who_name,
                };
        *ret = list, *ret_n = n;
        return attach_uses_end(&it);
}

static const struct fail *use_of(struct ctx *cx, int64_t id, struct attach_file *ret,
                                 const struct attach_kind **ret_kind)
{
        struct attach_use_by_id u;
        const struct fail *f = attach_use_by_id(cx, id, &u);
        if (f)
                return f;
        *ret_kind = attach_kind_of(u.kind);
        if (!*ret_kind)
                return fail(cx, NOT_FOUND, "%s", "");
        *ret = (struct attach_file){
                .id = id, .blob = u.blob, .size = u.size, .at = u.at, .record = u.record,
                .type = type_or_other(u.type), .name = u.name, .kind = u.kind,
                .sha256 = hex_of(cx, u.sha256), .who = u.who_name,
        };
        return (*ret_kind)->may_see(cx, u.record);
}

const struct fail *attach_bytes(struct ctx *cx, const struct attach_file *file, str *ret)
{
        struct blob_content c;
        const struct fail *f = blob_content(cx, file->blob, &c);
        if (!f)
                *ret = c.content;
        return f;
}

const struct fail *attach_about(struct ctx *cx, int64_t id, struct attach_file *ret)
{
        const struct attach_kind *k;
        return use_of(cx, id, ret, &k);
}

const struct fail *attach_open(struct ctx *cx, int64_t id, struct attach_file *ret, str *ret_bytes)
{
        const struct attach_kind *k;
        const struct fail *f = use_of(cx, id, ret, &k);
        return f ? f : attach_bytes(cx, ret, ret_bytes);
}

const struct fail *attach_remove(struct ctx *cx, int64_t id)
{
        const struct attach_kind *k;
        struct attach_file u;
        const struct fail *f = use_of(cx, id, &u, &k);
        if (!f)
                f = k->may_change(cx, u.record);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = k->may_change(cx, u.record);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        attach_use_drop(cx, id);
        audit_log(cx, "attach.remove", k->code, u.record,
                  str_f(cx->arena, "%.*s %.*s", STR(u.name), STR(u.sha256)));
        return tx_commit(&tx);
}

const struct fail *attach_sweep(struct ctx *cx)
{
        struct blobs_left left;
        for (;;) {
                const struct fail *f = blobs_left(cx, cx->now - DAY_MS, &left);
                if (f || !left.n)
                        return f;
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                blobs_sweep(cx, cx->now - DAY_MS);
                f = tx_commit(&tx);
                if (!f)
                        f = db_wait(cx);
                if (f)
                        return f;
        }
}
