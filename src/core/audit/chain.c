/* core/audit/chain.c - codes, links, and the rows that wait for theirs. */
#include "core/audit/chain.h"
#include "core/audit/audit.h"
#include "core/audit/audit.sql.h"
#include "core/audit/verify.h"
#include "core/audit/head.h"
#include "core/auth/account.sql.h"
#include "core/crypto/keys.h"
#include <time.h>

enum { PART = 500 };

/* ---- codes ------------------------------------------------------------------------------ */

struct bytes { unsigned char b[96]; size_t n; };

static void put_int(struct bytes *o, int64_t v)
{
        for (int i = 0; i < 8; i++)
                o->b[o->n++] = (unsigned char)((uint64_t)v >> (56 - 8 * i));
}

/* Absent and empty differ, and no two rows give the same bytes: each text stands behind its length. */
static void put_size(struct bytes *o, str s) { put_int(o, s.p ? (int64_t)s.n : -1); }
static str view(const struct bytes *o, size_t from) { return (str){ (const char *)o->b + from, o->n - from }; }

struct digest audit_mac(const struct audit_row *r)
{
        struct bytes head = { .b = { 'r', '1' }, .n = 2 };
        put_int(&head, r->id);
        put_int(&head, r->at);
        head.b[head.n++] = (unsigned char)(r->has_who | r->has_unit << 1);
        put_int(&head, r->has_who ? r->who : 0);
        put_int(&head, r->has_unit ? r->unit : 0);
        put_int(&head, r->record);
        put_size(&head, r->request);
        put_size(&head, r->event);
        put_size(&head, r->entity);
        put_size(&head, r->detail);
        str parts[] = { view(&head, 0), r->request, r->event, r->entity, r->detail };
        return sm3_mac(keys()->audit, parts, COUNT_OF(parts));
}

struct digest audit_link_of(const unsigned char before[DIGEST_BYTES], int64_t seal, str mac)
{
        struct bytes head = { .b = { 'l', '1' }, .n = 2 };
        put_int(&head, seal);
        str parts[] = { view(&head, 0), { (const char *)before, DIGEST_BYTES }, mac };
        return sm3_mac(keys()->audit, parts, COUNT_OF(parts));
}

struct digest audit_genesis(void)
{
        str text = S("luoshi audit chain 1");
        return sm3_mac(keys()->audit, &text, 1);
}

struct digest audit_anchor_mac(int64_t anchor, int64_t at, str link)
{
        struct bytes head = { .b = { 'a', '1' }, .n = 2 };
        put_int(&head, anchor);
        put_int(&head, at);
        str parts[] = { view(&head, 0), link };
        return sm3_mac(keys()->audit, parts, COUNT_OF(parts));
}

static str bytes_of(const struct digest *d) { return (str){ (const char *)d->b, DIGEST_BYTES }; }

/* ---- the end ------------------------------------------------------------------------------ */

static void link_copy(unsigned char to[DIGEST_BYTES], str link)
{
        memset(to, 0, DIGEST_BYTES);    /* a length that somebody cut fits nothing */
        if (link.n == DIGEST_BYTES)
                memcpy(to, link.p, DIGEST_BYTES);
}

const struct fail *audit_end_read(struct ctx *cx, struct audit_end *ret)
{
        struct audit_tip tip;
        struct audit_state state;
        const struct fail *f = audit_tip(cx, &tip);
        if (!f) {
                *ret = (struct audit_end){ .seal = tip.seal, .at = tip.at };
                link_copy(ret->link, tip.link);
                return NULL;
        }
        if (f->kind != FAIL_NOT_FOUND)
                return f;
        f = audit_state(cx, &state);
        if (f)
                return f;
        struct digest genesis = audit_genesis();
        *ret = (struct audit_end){ .seal = state.anchor, .at = state.anchor_at };
        link_copy(ret->link, state.anchor ? state.anchor_link : bytes_of(&genesis));
        return NULL;
}

struct chain_tip *audit_tip_of(struct ctx *cx, const struct fail **f)
{
        struct chain_tip *tip = tx_chain(cx);
        struct audit_end end;
        struct audit_next_id next;
        *f = NULL;
        if (!tip || tip->known)
                return tip;
        *f = audit_end_read(cx, &end);
        if (!*f)
                *f = audit_next_id(cx, &next);
        if (*f)
                return NULL;
        *tip = (struct chain_tip){ .known = true, .seal = end.seal, .id = next.id - 1 };
        memcpy(tip->link, end.link, DIGEST_BYTES);
        return tip;
}

/* ---- rows that wait ------------------------------------------------------------------------ */

struct waiting { struct audit_row row; str mac; };

/* The next rows, at most PART; read whole before any of them is changed. */
static const struct fail *waiting_read(struct ctx *cx, int64_t after, struct waiting *ret,
                                       int *ret_n)
{
        struct audit_unlinked it;
        *ret_n = 0;
        audit_unlinked(&it, cx, after, PART);
        while (audit_unlinked_next(&it))
                ret[(*ret_n)++] = (struct waiting){
                        .row = { .id = it.id, .at = it.at, .has_who = it.has_who, .who = it.who,
                                 .has_unit = it.has_unit, .unit = it.unit, .request = it.request,
                                 .event = it.event, .entity = it.entity, .record = it.record, .detail = it.detail },
                        .mac = it.mac,
                };
        return audit_unlinked_end(&it);
}

/* Inside the transaction. `adopt`: rows from before the chain get their codes; else a row without
 * one was not written by this program and stays out. */
static const struct fail *link_rows(struct ctx *cx, bool adopt, int limit, int *ret_n)
{
        struct audit_end end;
        int64_t after = 0;
        int seen = PART;
        const struct fail *f = audit_end_read(cx, &end);
        while (!f && seen == PART && *ret_n < limit && !cx->db->broken) {
                struct arena_mark mark = arena_mark(cx->arena);
                struct waiting *all = NEW_ARRAY(cx->arena, struct waiting, PART);
                f = waiting_read(cx, after, all, &seen);
                for (int i = 0; !f && i < seen && *ret_n < limit && !cx->db->broken; i++) {
                        struct digest mac = audit_mac(&all[i].row), link;
                        after = all[i].row.id;
                        if (all[i].mac.p ? !str_eq(all[i].mac, bytes_of(&mac)) : !adopt)
                                continue;
                        link = audit_link_of(end.link, ++end.seal, bytes_of(&mac));
                        memcpy(end.link, link.b, DIGEST_BYTES);
                        audit_link(cx, after, end.seal, bytes_of(&mac), bytes_of(&link));
                        ++*ret_n;
                }
                if (!f && !cx->db->broken)      /* the words of a failure stand in the arena */
                        arena_release(cx->arena, mark);
        }
        return f;
}

static const struct fail *link_part(struct ctx *cx, str holder, int lease_ms, bool adopt, int limit,
                                    int *ret_n)
{
        bool lite = store_is_sqlite(cx->db->store);
        int n = 0;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (!lite)
                audit_lease(cx, holder, cx->now, cx->now + lease_ms);
        const struct fail *f = cx->db->broken ? NULL : link_rows(cx, adopt, limit, &n);
        if (f)
                return f;
        if (lite && n && !cx->db->broken)
                tx_chain(cx)->known = false;    /* the next row reads it again */
        f = tx_commit(&tx);
        if (!f)
                *ret_n = n;
        return f;
}

const struct fail *audit_link_waiting(struct ctx *cx, str holder, int lease_ms, int limit,
                                      int *ret_n)
{
        return link_part(cx, holder, lease_ms, false, limit, ret_n);
}

/* ---- the beginning --------------------------------------------------------------------------- */

static const char check_name[] = "audit.key";

/* What the database remembers of its key file: enough to know it again, nothing to make one of. */
static str key_check(struct ctx *cx)
{
        str text = S("luoshi key check");
        struct digest d = sm3_mac(keys()->audit, &text, 1);
        return digest_hex(cx->arena, &d);
}

static const struct fail *is_begun(struct ctx *cx, bool *ret)
{
        struct audit_begun begun;
        struct audit_state state = { 0 };
        const struct fail *f = audit_begun(cx, &begun);
        if (!f)
                f = audit_state(cx, &state);
        if (f && f->kind == FAIL_NOT_FOUND)     /* for verify to report */
                f = NULL;
        if (!f)
                *ret = begun.n > 0 || state.anchor > 0;
        return f;
}

static const char newest_name[] = "field.key";

static int newest_key(void) { return keys()->fields[keys()->n_fields - 1].id; }

void audit_key_told(struct ctx *cx) { setting_put(cx, str_of(newest_name), str_f(cx->arena, "%d", newest_key())); }

/* An older key file would open what was sealed before the rotation, fail on the rest, and seal with the old key. The
 * newest number stands in a setting, and in the trail, which nobody changes unnoticed. */
static const struct fail *key_is_newest(struct ctx *cx, bool may_write)
{
        struct setting_text kept = { 0 };
        struct audit_key_newest told;
        uint64_t known = 0;
        const struct fail *f = setting_text(cx, str_of(newest_name), &kept);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        bool have = !f && str_u64(kept.value, &known);
        f = audit_key_newest(cx, &told);
        if (f)
                return f;
        if (told.n > 0 && (uint64_t)told.n > known)
                known = (uint64_t)told.n;
        if (known > (uint64_t)newest_key())
                return fail(cx, INVALID, "密钥文件 %.*s 是旧的：里面最新的是第 %d 号字段密钥，数据库已经用到第 %ld 号；"
                            "请取回轮换以后的密钥文件", STR(keys_path()), newest_key(), (int64_t)known);
        if (!may_write || (have && known == (uint64_t)newest_key()))
                return NULL;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        audit_key_told(cx);
        return tx_commit(&tx);
}

/* The key file, or a new one where there is none to be expected. */
static const struct fail *keys_ready(struct ctx *cx, bool may_make)
{
        struct setting_text kept;
        bool begun = false;
        const struct fail *f = setting_text(cx, str_of(check_name), &kept);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        bool known = !f;
        f = is_begun(cx, &begun);
        if (f)
                return f;
        f = keys_loaded() ? NULL : keys_load(cx);
        if (f && f->kind == FAIL_NOT_FOUND && (known || begun || !may_make))
                return fail(cx, INVALID, "没有密钥文件 %.*s。这个数据库的审计链和加密字段要靠它，程序不会另造一个；"
                            "请从离线备份取回，或者用设置 key_file 指明它在哪里", STR(keys_path()));
        if (f && f->kind == FAIL_NOT_FOUND)
                f = keys_make(cx);
        if (f)
                return f;
        if (known && !str_eq(kept.value, key_check(cx)))
                return fail(cx, INVALID, "密钥文件 %.*s 不是这个数据库的：审计链用的是另一把密钥", STR(keys_path()));
        f = key_is_newest(cx, may_make);
        if (f || known || !may_make)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        setting_put(cx, str_of(check_name), key_check(cx));
        return tx_commit(&tx);
}

/* Link all that stands there already, then say so. Two processes that start together take turns. */
static const struct fail *begin(struct ctx *cx)
{
        const struct fail *f = NULL;
        for (int n = PART; !f && n > 0; ) {
                n = 0;
                f = link_part(cx, S("begin"), 0, true, PART, &n);
        }
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        audit_log(cx, "audit.begin", "audit", 0, (str){ 0 });
        f = tx_commit(&tx);
        if (!f && !store_is_sqlite(cx->db->store)) {
                int n;
                f = link_part(cx, S("begin"), 0, false, PART, &n);
        }
        return f;
}

const struct fail *audit_prepare(struct ctx *cx, bool may_make)
{
        bool begun = false, there;
        const struct fail *f = audit_is_there(cx, &there);
        if (!f && !there)
                f = fail(cx, INVALID, "数据库里没有审计记录的表：被人删了，每一次改动都要写审计，程序不再运行。请保留现场，运行 "
                         "luoshi audit verify，报告单位负责人，再从备份恢复");
        if (!f)
                f = keys_ready(cx, may_make);
        for (int attempt = 0; !f && !begun && may_make && attempt < 20; attempt++) {
                f = is_begun(cx, &begun);
                if (f || begun)
                        break;
                f = begin(cx);
                if (f && (f->kind == FAIL_CONFLICT || (f->kind == FAIL_BUSY && f->again))) {
                        static const struct timespec pause = { .tv_nsec = 200 * 1000000 };
                        f = NULL;               /* another process begins it: look again */
                        cx->now += 200;         /* its lease runs out, should it have died */
                        nanosleep(&pause, NULL);
                }
        }
        return f || !may_make ? f : audit_head_begin(cx);
}
