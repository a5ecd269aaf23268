/* core/audit/seals.c - walk every sealed column. */
#include <stdatomic.h>

#include "core/audit/seals.h"
#include "core/audit/audit.h"
#include "core/audit/chain.h"
#include "core/audit/seals.sql.h"
#include "core/crypto/keys.h"

enum { PART = 200, TRIES = 20, SETTLED_MS = 60000 };

struct sealed { int64_t id; str value; };

/* How one sealed field is read and written: a row for each; seals_every_sealed_field_has_its_row. */
struct seal_row {
        const struct fail *(*part)(struct ctx *cx, int64_t after, struct sealed *ret, int *ret_n);
        void               (*turn)(struct ctx *cx, int64_t id, str was, str sealed);
};

static const struct fail *phone_part(struct ctx *cx, int64_t after, struct sealed *ret, int *ret_n)
{
        struct person_phones it;
        *ret_n = 0;
        person_phones(&it, cx, after, PART);
        while (person_phones_next(&it))
                ret[(*ret_n)++] = (struct sealed){ it.id, it.sealed };
        return person_phones_end(&it);
}

static const struct fail *mail_part(struct ctx *cx, int64_t after, struct sealed *ret, int *ret_n)
{
        struct message_mails it;
        *ret_n = 0;
        message_mails(&it, cx, after, PART);
        while (message_mails_next(&it))
                ret[(*ret_n)++] = (struct sealed){ it.id, it.sealed };
        return message_mails_end(&it);
}

static const struct seal_row rows[FIELD_END] = {
        [FIELD_person_phone] = { phone_part, person_phone_turn },
        [FIELD_message_mail] = { mail_part, message_mail_turn },
};

/* One transaction; *after moves on, *ret_n is how many were looked at. */
static const struct fail *turn_part(struct ctx *cx, enum field f, int key, int64_t *after,
                                    int *ret_n, int64_t *ret_turned)
{
        struct sealed *all = NEW_ARRAY(cx->arena, struct sealed, PART);
        int64_t turned = 0, last = *after;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (cx->db->broken)
                return tx_commit(&tx);
        const struct fail *why = rows[f].part(cx, *after, all, ret_n);
        for (int i = 0; !why && i < *ret_n; i++) {
                str plain;
                last = all[i].id;
                if (field_key_of(all[i].value) == key)
                        continue;
                why = field_open(cx, f, last, all[i].value, &plain);
                if (!why) {
                        rows[f].turn(cx, last, all[i].value, field_seal(cx->arena, f, last, plain));
                        turned++;
                }
        }
        if (why)
                return why;
        why = tx_commit(&tx);
        if (!why) {
                *after = last;
                *ret_turned += turned;
        }
        return why;
}

static const struct fail *turn_field(struct ctx *cx, enum field f, int key, int64_t *ret_turned)
{
        int64_t after = 0;
        int tries = 0;
        for (int n = PART; n == PART; ) {
                struct arena_mark mark = arena_mark(cx->arena);
                const struct fail *why = turn_part(cx, f, key, &after, &n, ret_turned);
                if (why && why->again && tries++ < TRIES) {
                        n = PART;
                        continue;
                }
                if (why)
                        return why;
                arena_release(cx->arena, mark);
        }
        return NULL;
}

static const struct fail *say(struct ctx *cx, const char *step, int key, int64_t values)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        audit_key_told(cx);
        audit_log(cx, "key.rotate", "key", key, str_f(cx->arena, "{\"step\":\"%s\",\"values\":%ld}", step, values));
        const struct fail *f = tx_commit(&tx);
        return f ? f : db_wait(cx);
}

/* When this process last took a new key into use; 0: never. */
static _Atomic int64_t turned_at;

const struct fail *seals_may_finish(struct ctx *cx)
{
        int64_t at = atomic_load(&turned_at);
        return at && cx->now - at < SETTLED_MS && at <= cx->now
                       ? fail(cx, CONFLICT, "刚换过密钥：办理中的请求可能还在用旧密钥，一分钟以后再用 --finish 去掉它")
                       : NULL;
}

const struct fail *seals_rotate(struct ctx *cx, bool finish, struct seals_turned *ret)
{
        const struct key_ring *r = keys();
        int key = r->fields[r->n_fields - 1].id;
        const struct fail *f = NULL;
        if (r->n_fields == 1) {
                f = keys_rotate(cx, &key);
                if (!f)
                        atomic_store(&turned_at, cx->now);
        }
        *ret = (struct seals_turned){ .key = key };
        if (!f)
                f = say(cx, "begin", key, 0);
        for (int i = 0; !f && i < FIELD_END; i++)
                if (field_rows[i].keep == FIELD_SEALED) {
                        must(rows[i].part);
                        f = turn_field(cx, (enum field)i, key, &ret->values);
                }
        if (!f)
                f = db_wait(cx);
        if (!f && finish)
                f = keys_forget(cx);
        ret->finished = !f && finish;
        return f ? f : say(cx, finish ? "end" : "sealed", key, ret->values);
}
