/* domain/org/person.c - people as records; their accounts are core/auth's. */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/text/collate.h"
#include "domain/org/find.sql.h"
#include "domain/org/org.h"
#include "domain/org/person.sql.h"

static str person_text(struct ctx *cx, const struct person_by_id *was, str name, str sound)
{
        if (str_eq(was->sound, sound))
                return str_f(cx->arena, "%.*s → %.*s", STR(was->name), STR(name));
        return str_f(cx->arena, "%.*s（%.*s） → %.*s（%.*s）", STR(was->name), STR(was->sound), STR(name), STR(sound));
}

const struct fail *org_person_rename(struct ctx *cx, int64_t id, int64_t version, str name,
                                     str sound)
{
        struct person_by_id was;
        const struct fail *f = person_by_id(cx, id, &was);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        sound = sound.p ? pinyin_clean(cx->arena, sound) : was.sound;
        person_rename(cx, id, version, name);
        person_sound_put(cx, id, sound);
        search_follow(cx, "person", id);
        audit_log(cx, "person.rename", "person", id, person_text(cx, &was, name, sound));
        return audit_conflict(cx, tx_commit(&tx), "person", id);
}

const struct fail *org_person_see(struct ctx *cx, int64_t id)
{
        struct auth_reach r = auth_reach(cx, MAY_ORG_VIEW);
        struct person_in_reach in;
        if (r.scope == SCOPE_ALL || (cx->user && id == cx->user))
                return NULL;
        const struct fail *f = person_in_reach(cx, id, cx->today, r.prefix, r.unit, r.group, &in);
        return f || in.n ? f : fail(cx, NOT_FOUND, "%s", "");
}
