/* domain/org/phone.c - see phone.h. */
#include "core/audit/audit.h"
#include "core/crypto/field.h"
#include "core/crypto/keys.h"
#include "core/search/search.h"
#include "domain/org/absence.h"
#include "domain/org/absence.sql.h"
#include "domain/org/phone.h"

static const struct fail *phone_open(struct ctx *cx, int64_t person, str *ret)
{
        struct person_whole p;
        *ret = (str){ 0 };
        const struct fail *f = person_whole(cx, person, &p);
        if (f || !p.phone.n || !keys_loaded())
                return f;
        return field_open(cx, FIELD_person_phone, person, p.phone, ret);
}

const struct fail *org_phone_masked(struct ctx *cx, int64_t person, str *ret)
{
        str plain;
        const struct fail *f = phone_open(cx, person, &plain);
        if (!f)
                *ret = plain.n ? field_mask(cx->arena, FIELD_person_phone, plain) : (str){ 0 };
        return f;
}

const struct fail *org_phone_whole(struct ctx *cx, int64_t person, str *ret)
{
        if (!auth_may(cx, MAY_PERSON_UNMASK))
                return fail(cx, DENIED, "%s", "");
        const struct fail *f = org_person_see(cx, person);
        if (!f)
                f = phone_open(cx, person, ret);
        return !f && !ret->n ? fail(cx, NOT_FOUND, "没有登记电话") : f;
}

const struct fail *org_phone_put(struct ctx *cx, int64_t person, int64_t version, str typed)
{
        struct person_whole p;
        const struct fail *f = person_whole(cx, person, &p);
        if (!f)
                f = absence_may(cx, person);
        if (f)
                return f;
        str clean = field_clean(cx->arena, FIELD_person_phone, typed);
        const char *wrong = field_wrong(FIELD_person_phone, clean);
        if (wrong)
                return fail_field(cx, S("phone"), "%s", words_of(cx->lang, wrong));
        if (p.version != version)
                return audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "person", person);
        if (!keys_loaded())
                return fail(cx, INVALID, "密钥文件不在，不能登记电话");
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        person_phone_set(cx, person, field_seal(cx->arena, FIELD_person_phone, person, clean),
                         field_index(cx->arena, FIELD_person_phone, clean));
        search_follow(cx, "person", person);    /* its version went on */
        audit_log(cx, "person.phone", "person", person,
                  clean.n ? S("{\"field\":\"phone\"}") : S("{\"field\":\"phone\",\"after\":null}"));
        return tx_commit(&tx);
}
