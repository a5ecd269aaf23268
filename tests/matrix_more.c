/* tests/matrix_more.c - kinds of records that need none of the others: letters, effects, messages. */
#include "core/message/deliver.h"
#include "core/message/message.h"
#include "core/message/message.sql.h"
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

/* A message that was given up: the system administrator's, whoever it is for. */
int64_t dead_letter_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct message_at m;
        struct message_outbox it;
        int64_t id = 0, to = 0;
        (void)who;
        if (at != PLACE_OWN)
                return 0;
        (void)story_post(cx, "system-admin", "shili", &to);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        str event = str_f(cx->arena, "dead-%ld", unit);
        message_add(cx, event, to, S("work.hand-over"), S("x"), (str){ 0 }, (str){ 0 }, cx->now);
        done(message_at(cx, event, to, &m));
        message_out_add(cx, m.id, to, MESSAGE_BY_HOOK, 0, cx->now);
        message_out_take(cx, unit, cx->now + 1, cx->now, 1000);
        struct message_out_held held;
        int64_t out = 0;
        message_out_held(&held, cx, unit);
        while (message_out_held_next(&held))
                out = held.id;
        done(message_out_held_end(&held));
        message_out_failed(cx, out, unit, OUT_GIVEN_UP, cx->now, S("HTTP 400"), cx->now);
        message_outbox(&it, cx, INT64_MAX, 1);
        if (message_outbox_next(&it))
                id = it.id;
        done(message_outbox_end(&it));
        done(tx_commit(&tx));
        return id;
}
