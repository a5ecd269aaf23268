/* door/web/once.c - see once.h. */
#include "door/web/once.h"
#include "core/auth/session.h"
#include "core/crypto/hash.h"
#include "core/crypto/password.h"
#include "core/crypto/sm4.h"
#include "door/module.h"
#include "door/web/once.sql.h"
#include "door/web/page.h"

enum { KEY_BYTES = 16, PARTS = 6 };

struct once {
        struct db_once       db;        /* first: what db.c gives back to `first` */
        const struct request *rq;
        const struct route  *route;
        int64_t              person;
        str                  key, name; /* as sent; its hash */
        str                  body;      /* the hash, made when it is first asked for */
};

/* ---- what was sent -------------------------------------------------------------------------- */

static str key_of(const struct request *rq)
{
        if (rq->request_key.p)
                return rq->request_key;
        for (int i = 0; i < rq->n_fields; i++)
                if (str_is(rq->fields[i].name, "once"))
                        return rq->fields[i].value;
        return (str){ 0 };
}

static bool key_fits(str key)
{
        for (size_t i = 0; i < key.n; i++)
                if (key.p[i] <= ' ' || key.p[i] > '~')
                        return false;
        return key.n > 0 && key.n <= ONCE_KEY_MOST;
}

static void part_add(struct hash_run *h, str s)
{
        uint64_t n = s.n;
        hash_add(h, (str){ (const char *)&n, sizeof(n) });
        if (n)
                hash_add(h, s);
}

/* Everything that decides what is done; not the token, which a new session changes. */
static str body_of(struct ctx *cx, struct once *o)
{
        const struct request *rq = o->rq;
        if (o->body.p)
                return o->body;
        struct hash_run *h = hash_begin(HASH_SHA256);
        part_add(h, rq->path);
        for (int i = 0; i < rq->n_fields; i++) {
                if (str_is(rq->fields[i].name, "csrf") || str_is(rq->fields[i].name, "once"))
                        continue;
                part_add(h, rq->fields[i].name);
                part_add(h, rq->fields[i].value);
        }
        for (int i = 0; i < rq->n_uploads; i++) {
                part_add(h, rq->uploads[i].name);
                part_add(h, rq->uploads[i].filename);
                part_add(h, rq->uploads[i].bytes);
        }
        if (!rq->n_fields && !rq->n_uploads)
                part_add(h, rq->body);
        struct digest d = hash_end(h);
        return o->body = str_copy(cx->arena, (str){ (const char *)d.b, sizeof(d.b) });
}

/* ---- the answer, sealed --------------------------------------------------------------------- */

/* Two keys from the one that was sent: to hide and to prove. Never used for a second text: an
 * answer is written once. */
static struct digest seal_key(const struct once *o) { return hash_hmac(HASH_SM3, o->key, o->name); }

static str seal(struct ctx *cx, const struct once *o, str text)
{
        static const unsigned char counter[SM4_BYTES];
        struct digest k = seal_key(o);
        char *p = arena_alloc(cx->arena, text.n + DIGEST_BYTES);
        sm4_ctr(k.b, counter, (const unsigned char *)text.p, (unsigned char *)p + DIGEST_BYTES, text.n);
        struct digest proof = hash_hmac(HASH_SM3, (str){ (const char *)k.b + KEY_BYTES, KEY_BYTES },
                                        (str){ p + DIGEST_BYTES, text.n });
        memcpy(p, proof.b, DIGEST_BYTES);
        return (str){ p, text.n + DIGEST_BYTES };
}

static bool unseal(struct ctx *cx, const struct once *o, str sealed, str *ret)
{
        static const unsigned char counter[SM4_BYTES];
        struct digest k = seal_key(o), told;
        if (sealed.n < DIGEST_BYTES)
                return false;
        str text = str_from(sealed, DIGEST_BYTES);
        struct digest proof = hash_hmac(HASH_SM3, (str){ (const char *)k.b + KEY_BYTES, KEY_BYTES }, text);
        memcpy(told.b, sealed.p, DIGEST_BYTES);
        if (!digest_same(&proof, &told))
                return false;
        char *p = arena_alloc(cx->arena, text.n + 1);
        sm4_ctr(k.b, counter, (const unsigned char *)text.p, (unsigned char *)p, text.n);
        *ret = (str){ p, text.n };
        return true;
}

/* "5:/a/12-:…": each part with its length before it; "-" for one that is absent. */
static str answer_pack(struct ctx *cx, const struct reply *re)
{
        str body = re->fixed.p ? re->fixed : buf_str(&re->body);
        const str parts[PARTS] = { re->location, re->note, re->download, str_of(re->type),
                                   str_of(re->cache ? re->cache : "no-store"), re->status == 303 ? S("") : body };
        struct buf b = buf_new(cx->arena, ONCE_BODY_MOST);
        for (int i = 0; i < PARTS; i++) {
                if (parts[i].p)
                        buf_f(&b, "%zu:", parts[i].n);
                else
                        buf_f(&b, "-:");
                buf_put(&b, parts[i]);
        }
        return b.broken ? (str){ 0 } : buf_str(&b);
}

static bool answer_unpack(struct ctx *cx, str text, int64_t status, struct reply *re)
{
        str parts[PARTS];
        for (int i = 0; i < PARTS; i++) {
                str rest, head = str_cut(text, ':', &rest);
                uint64_t n = 0;
                bool absent = str_is(head, "-");
                if (!rest.p || (!absent && (!str_u64(head, &n) || n > rest.n)))
                        return false;
                parts[i] = absent ? (str){ 0 } : str_head(rest, n);
                text = str_from(rest, n);
        }
        re->status = (int)status;
        re->location = parts[0];
        re->note = parts[1];
        re->download = parts[2];
        re->type = str_copy(cx->arena, parts[3]).p;
        re->cache = str_copy(cx->arena, parts[4]).p;
        re->fixed = parts[5];
        return true;
}

/* ---- the request ----------------------------------------------------------------------------- */

static void first(struct ctx *cx, struct db_once *once)
{
        struct once *o = (struct once *)once;
        once_add(cx, o->person, o->name, str_of(o->route->path), body_of(cx, o), cx->now);
}

const struct fail *once_begin(struct ctx *cx, struct request *rq, const struct route *r)
{
        str key = key_of(rq);
        if (!key.p || !cx->visitor || (r->flags & ROUTE_OPEN))
                return NULL;
        if (!key_fits(key))
                return fail_field(cx, S("once"), "防重复提交的编号应为 1 至 200 个可见的英文字符");
        struct once *o = NEW(cx->arena, struct once);
        *o = (struct once){ .db = { .first = first }, .rq = rq, .route = r, .person = cx->visitor->person,
                            .key = key, .name = token_hash(cx->arena, key) };
        cx->db->once = &o->db;
        rq->once = o;
        return NULL;
}

static const struct fail *answer_again(struct ctx *cx, struct once *o, const struct once_find *r,
                                       struct reply *re)
{
        str text;
        if (!str_eq(r->body, body_of(cx, o)))
                return fail(cx, TWICE, "这一份表单已经提交过，这次的内容与上次不同，没有写入。"
                                       "要再提交，请重新打开那一页填写");
        if (!r->has_status)
                return fail(cx, TWICE, "这次提交正在办理，或者上次办完时没有来得及答复。"
                                       "请先查看是否已经办成，再决定是否重新填写");
        if (!r->answer.p)
                return fail(cx, TWICE, "这次提交已经办成，没有重复写入；上次的答复太长，没有保留");
        const char *pattern = re->pattern;
        struct reply was = { .body = buf_new(cx->arena, 1), .pattern = pattern };
        if (!unseal(cx, o, r->answer, &text) || !answer_unpack(cx, text, r->status, &was))
                return fail(cx, BROKEN, "an answer that was kept cannot be read");
        *re = was;
        return NULL;
}

const struct fail *once_replay(struct ctx *cx, struct request *rq, struct reply *re,
                               const struct fail *f)
{
        struct once *o = rq->once;
        struct once_find r;
        if (!o || o->db.kept || (f && f->again))
                return f;
        cx->db->once = NULL;
        const struct fail *g = once_find(cx, o->person, o->name, &r);
        if (g)
                return g->kind == FAIL_NOT_FOUND ? f : g;
        return answer_again(cx, o, &r, re);
}

const struct fail *once_end(struct ctx *cx, struct request *rq, const struct reply *re,
                            const struct fail *f)
{
        struct once *o = rq->once;
        rq->once = NULL;
        if (!o || !cx->db->once)
                return NULL;
        if (!o->db.kept) {
                cx->db->once = NULL;
                return NULL;
        }
        struct tx tx CLEANUP(tx_end) = tx_resume(cx);
        if (f && f->again) {
                once_drop(cx, o->person, o->name);      /* it is run once more, from its beginning */
        } else if (!f) {
                str text = answer_pack(cx, re);
                once_answer(cx, o->person, o->name, re->status, text.p ? seal(cx, o, text) : (str){ 0 });
        }
        return tx_commit(&tx);
}

const struct fail *once_prune_run(struct ctx *cx)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        once_prune(cx, cx->now - ONCE_HOURS * 3600000L);
        return tx_commit(&tx);
}

void page_once(struct buf *o, const struct page *p)
{
        if (!p->who.p)
                return;
        buf_put(o, S("<input type=\"hidden\" name=\"once\" value=\""));
        buf_put(o, random_hex(o->arena, KEY_BYTES));
        buf_put(o, S("\">"));
}
