/* core/audit/seals_test.c - a new field key: every value is sealed anew, stopped anywhere it goes on. */
#include "core/audit/seals.h"
#include "core/audit/verify.h"
#include "core/crypto/keys.h"
#include "tests/test.h"

enum { PEOPLE = 450 };

static const struct sql person_put = {
        .name = "person_put", .args = "is", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO person (id, name, sort, version) VALUES ($1, $2, 1, 1)",
};
static const struct sql phone_put = {
        .name = "phone_put", .args = "ibb", .cols = "", .write = true, .index = -1,
        .text = "UPDATE person SET phone = $2, phone_index = $3 WHERE id = $1",
};
static const struct sql phones = {
        .name = "phones", .args = "", .cols = "ib", .index = -1,
        .text = "SELECT id, phone FROM person WHERE phone IS NOT NULL ORDER BY id",
};
static const struct sql by_index = {
        .name = "by_index", .args = "b", .cols = "i", .index = -1,
        .text = "SELECT id FROM person WHERE phone_index = $1",
};

static str number_of(struct ctx *cx, int64_t id) { return str_f(cx->arena, "138%08ld", id * 7919); }

static void people(struct ctx *cx)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int64_t id = 1000; id < 1000 + PEOPLE; id++) {
                struct arg who[] = { { .type = ARG_INT, .i = id }, { .type = ARG_STR, .s = S("督查专员") } };
                str sealed = field_seal(cx->arena, FIELD_person_phone, id, number_of(cx, id));
                str index = field_index(cx->arena, FIELD_person_phone, number_of(cx, id));
                struct arg phone[] = { { .type = ARG_INT, .i = id }, { .type = ARG_BYTES, .s = sealed },
                                       { .type = ARG_BYTES, .s = index } };
                query_write(cx, &person_put, who);
                if (id % 10)            /* some have none */
                        query_write(cx, &phone_put, phone);
        }
        done(tx_commit(&tx));
        done(db_wait(cx));
}

/* All open to what they were; *ret_old: how many are not under `key`. */
static int64_t check(struct ctx *cx, int key, int64_t *ret_old)
{
        struct query q;
        int64_t n = 0;
        *ret_old = 0;
        query_open(&q, cx, &phones, NULL);
        for (; query_next(&q); n++) {
                str plain = { 0 }, sealed = query_bytes(&q, 1);
                int64_t id = query_int(&q, 0);
                done(field_open(cx, FIELD_person_phone, id, sealed, &plain));
                ok(str_eq(plain, number_of(cx, id)));
                *ret_old += field_key_of(sealed) != key;
        }
        done(query_end(&q));
        return n;
}

TEST_DB(seals_rotate_and_a_rotation_cut_short_goes_on)
{
        struct seals_turned t = { 0 };
        int64_t old = 0, all = PEOPLE - PEOPLE / 10;
        int before = keys()->fields[keys()->n_fields - 1].id;
        people(cx);
        cx->db->fault_after = 300;              /* in the second part */
        ok(seals_rotate(cx, true, &t) != NULL);
        cx->db->fault_after = 0;
        same_int(keys()->n_fields, 2);          /* both keys stay */
        same_int(check(cx, before + 1, &old), all);
        ok(old > 0 && old < all);
        done(seals_rotate(cx, true, &t));
        same_int(t.key, before + 1);            /* no third one */
        same_int(t.values, old);
        ok(t.finished);
        same_int(check(cx, before + 1, &old), all);
        same_int(old, 0);
        same_int(keys()->n_fields, 1);
        ok(!keys_field(before));

        /* Found by its number as before. */
        struct query q;
        str index = field_index(cx->arena, FIELD_person_phone, number_of(cx, 1001));
        query_open(&q, cx, &by_index, &(struct arg){ .type = ARG_BYTES, .s = index });
        ok(query_next(&q) && query_int(&q, 0) == 1001 && !query_next(&q));
        done(query_end(&q));
}

/* Other processes may still seal with the old key: it stays until somebody says they do not. */
TEST_DB(seals_keep_the_old_key_until_told)
{
        struct seals_turned t = { 0 };
        int64_t old = 0;
        people(cx);
        done(seals_rotate(cx, false, &t));
        ok(!t.finished);
        same_int(keys()->n_fields, 2);
        same_int(check(cx, t.key, &old), PEOPLE - PEOPLE / 10);
        same_int(old, 0);
        /* In a running service: not before requests that sealed with the old one are over. */
        ok(seals_may_finish(cx) != NULL);
        cx->now += 60000;
        done(seals_may_finish(cx));
        done(seals_rotate(cx, true, &t));
        same_int(t.values, 0);
        same_int(keys()->n_fields, 1);
}
