/* tests/matrix_more.c - kinds of records that need none of the others: letters, effects, people with a password. */
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/crypto/password.h"
#include "domain/document/document.h"
#include "domain/document/document.sql.h"
#include "domain/target/rating/register.h"
#include "domain/target/rating/register.sql.h"
#include "domain/target/year/urge.h"
#include "tests/matrix.h"

/* A warning letter to the unit, issued; only units of the demonstration's scheme get one. */
int64_t urge_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        int64_t id = 0;
        (void)who;
        const struct urge_wish w = { .scheme = 1, .unit = unit, .period = 9, .gap = S("缺报"), .requirement = S("补报") };
        if (at == PLACE_YEAR || at == PLACE_NOWHERE || at == PLACE_LOCKED || urge_add(cx, &w, &id))
                return 0;
        done(urge_move(cx, id, 1, S("issue"), S("")));
        return id;
}

int64_t urge_version(struct ctx *cx, int64_t id)
{
        struct urge u;
        return urge_read(cx, id, &u) ? 0 : u.version;
}

/* A numbering series of the unit. */
int64_t series_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct document_series_seen it;
        int64_t id = 0;
        (void)who;
        if (at == PLACE_YEAR || at == PLACE_NOWHERE || at == PLACE_LOCKED)
                return 0;
        document_series_seen(&it, cx, S("?"), unit, S("?"));
        while (document_series_seen_next(&it))
                id = str_is(it.letters, "矩阵字") ? it.id : id;
        done(document_series_seen_end(&it));
        if (id)
                return id;
        const struct document_series_wish w = { unit, S("矩阵系列"), S("矩阵字"), S("某单位文件"), S("某单位"), S("notice"),
                                                false };
        done(document_series_add(cx, &w, &id));
        return id;
}

int64_t series_version(struct ctx *cx, int64_t id)
{
        struct document_series_by_id s;
        return document_series_by_id(cx, id, &s) ? 0 : s.version;
}

/* A draft of the unit; of a past year; or given up, where nobody may write. */
int64_t document_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        int64_t id = 0;
        if (at == PLACE_NOWHERE)
                return 0;
        const struct document_wish w = {
                .series = series_make(cx, who, unit, PLACE_OWN), .kind = S("notice"), .title = S("关于矩阵的通知"),
                .to = S("某单位"), .urgency = S(""), .body = S("正文"), .year = at == PLACE_YEAR ? 2022 : 0 };
        done(document_draft(cx, &w, &id));
        if (at == PLACE_LOCKED)
                done(document_move(cx, id, 1, S("drop"), S("不再需要")));
        return id;
}

int64_t document_version(struct ctx *cx, int64_t id)
{
        struct document_by_id d;
        return document_by_id(cx, id, &d) ? 0 : d.version;
}

/* A bonus that waits for approval; approved, where nobody may edit it. */
int64_t effect_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        int64_t scheme;
        (void)who;
        if (at == PLACE_YEAR || at == PLACE_NOWHERE)
                return 0;
        done(register_scheme(cx, &scheme));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = effect_insert(cx, scheme, unit, EFFECT_BONUS, (str){ 0 }, S("矩阵加分"),
                                   S("文件"), S(""), day_make(2024, 11, 1), 0, (str){ 0 }, 1000000,
                                   (str){ 0 }, 0, cx->now);
        if (at == PLACE_LOCKED)
                effect_decide_to(cx, id, 1, EFFECT_PROPOSED, EFFECT_APPROVED, (str){ 0 }, 0);
        done(tx_commit(&tx));
        return id;
}

/* A person who has a password. */
int64_t entered_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        str login = str_f(cx->arena, "en.%ld", unit), hash;
        struct account_by_login have;
        if (at != PLACE_OWN)
                return 0;
        if (!account_by_login(cx, login, &have))
                return have.person;
        struct account_new in = { .login = login, .name = str_f(cx->arena, "某单位%ld有口令的人", unit),
                                  .unit = unit, .role = S("inspector") };
        int64_t person = 0;
        done(account_add(cx, &in, &person));
        done(password_hash(cx, S("Quiet-River-52"), &hash));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        account_set_password(cx, person, hash, cx->now);
        done(tx_commit(&tx));
        return person;
}
