/* domain/target/year/urge.c - warning letters: drafted, issued, answered, closed. */
#include "core/audit/audit.h"
#include "core/message/message.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/year/urge.h"
#include "domain/target/year/urge.sql.h"

const char *const urge_cause_words[URGE_CAUSES] = { "缺报数据", "进度滞后" };
const char *const urge_state_words[URGE_STATES] = {
        [URGE_DRAFT] = "拟稿", [URGE_ISSUED] = "待回复", [URGE_REPLIED] = "已回复", [URGE_CLOSED] = "已办结",
        [URGE_DROPPED] = "已作废",
};
static const struct flow_step steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { URGE_DRAFT,   "issue",  URGE_ISSUED,  MAY_PERIOD_LOCK, 0, URGE_REPLY_DAYS, "发出", false },
        { URGE_DRAFT,   "drop",   URGE_DROPPED, MAY_PERIOD_LOCK, FLOW_ASK_REASON, 0, "作废", true },
        { URGE_ISSUED,  "reply",  URGE_REPLIED, MAY_FIGURE_EDIT, FLOW_ASK_REASON, 0, "回复", false },
        { URGE_REPLIED, "reopen", URGE_ISSUED,  MAY_PERIOD_LOCK, FLOW_ASK_REASON, URGE_REPLY_DAYS, "退回重报", false },
        { URGE_REPLIED, "close",  URGE_CLOSED,  MAY_PERIOD_LOCK, 0, 0, "办结", false },
};
const struct flow urge_flow = {
        .name = "urge", .states = urge_state_words, .n_states = URGE_STATES, .steps = steps,
        .n_steps = COUNT_OF(steps),
};

const struct fail *urge_read(struct ctx *cx, int64_t id, struct urge *ret)
{
        struct urge_by_id u;
        struct figure_year y;
        struct org_unit unit;
        const struct fail *f = urge_by_id(cx, id, &u);
        if (!f)
                f = figure_year_open(cx, u.scheme, &y);
        if (!f)
                f = auth_see_year(cx, MAY_TARGET_VIEW, u.unit, y.e.year);
        if (!f && (u.state == URGE_DRAFT || u.state == URGE_DROPPED))
                f = auth_see_year(cx, MAY_PERIOD_LOCK, y.e.unit, y.e.year);
        if (!f)
                f = org_unit_by_id(cx, u.unit, &unit);
        if (f)
                return f;
        int leaf = u.has_stem ? figure_leaf_at(&y, u.stem) : -1;
        *ret = (struct urge){
                .id = u.id, .scheme = u.scheme, .unit = u.unit, .stem = u.has_stem ? u.stem : 0, .version = u.version,
                .at = u.at, .replied_at = u.has_replied_at ? u.replied_at : 0, .number = (int)u.number,
                .period = (int)u.period, .year = y.e.year, .state = (enum urge_state)u.state, .gap = u.gap,
                .cause = u.cause == URGE_LAGS ? URGE_LAGS : URGE_MISSING, .requirement = u.requirement,
                .reply = u.reply, .replier = u.replier, .words = u.words,
                .scheme_name = y.e.name, .unit_name = unit.name, .county = y.e.unit, .issued = u.issued, .due = u.due,
                .leaf = leaf >= 0 ? y.leaves[leaf].x->name : S("") };
        return NULL;
}

static str change(struct ctx *cx, const char *from, const char *to, str words)
{
        struct buf b = buf_new(cx->arena, 16384);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        if (from)
                json_put_str(&j, "state", str_of(from));
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(to));
        if (words.n)
                json_put_str(&j, "words", words);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

int64_t urge_put(struct ctx *cx, const struct urge_wish *w)
{
        struct urge_last_number last;
        const struct fail *f = urge_last_number(cx, w->scheme, &last);
        if (f) {
                tx_refuse(cx, f);
                return 0;
        }
        int64_t id = urge_insert(cx, w->scheme, last.number + 1, w->unit, w->stem != 0, w->stem, w->period, w->cause,
                                 str_trim(w->gap), str_trim(w->requirement), cx->user, cx->now);
        audit_log(cx, "urge.add", "urge", id, change(cx, NULL, urge_state_words[URGE_DRAFT], str_trim(w->gap)));
        return id;
}

const struct fail *urge_add(struct ctx *cx, const struct urge_wish *w, int64_t *ret_id)
{
        struct figure_year y;
        const struct fail *f = figure_year_open(cx, w->scheme, &y);
        if (!f)
                f = edition_see(cx, &y.e);
        if (!f)
                f = auth_change_year(cx, MAY_PERIOD_LOCK, y.e.unit, y.e.year);
        if (f)
                return f;
        bool gives = edition_unit_of(&y.e, w->unit) != NULL;
        for (int i = 0; i < y.n_leaves && !gives; i++)
                gives = y.leaves[i].x->provider == w->unit || y.leaves[i].x->scorer == w->unit;
        if (!gives)
                return fail_field(cx, S("unit"), "请选方案里的单位");
        if (w->stem && figure_leaf_at(&y, w->stem) < 0)
                return fail_field(cx, S("leaf"), "方案里没有这项指标");
        if (w->cause == URGE_LAGS && !w->stem)
                return fail_field(cx, S("cause"), "进度滞后要写明哪一项指标");
        if (w->period < 0 || w->period > 11)
                return fail_field(cx, S("month"), "月份应为 1 到 12");
        if (!str_trim(w->gap).n)
                return fail_field(cx, S("gap"), "请写明存在的差距");
        if (!str_trim(w->requirement).n)
                return fail_field(cx, S("requirement"), "请写明要求");
        cx->db->serializable = true;            /* the next number */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = urge_put(cx, w);
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f;
}

/* Ten working days run from today: whoever answers for the unit is told at once, also when an
 * answer is sent back. */
static void tell_unit(struct ctx *cx, const struct urge *u, const struct flow_step *s, day due,
                      str words)
{
        message_send(cx, &(struct message){
                .kind = "urge.issue", .holders = MAY_FIGURE_EDIT, .unit = u->unit, .but = cx->user,
                .event = str_f(cx->arena, "urge-%ld-%s-%ld", u->id, s->event, u->version),
                .title = str_f(cx->arena, words_of(cx->lang, "督促通知单 %d 年第 %d 号，请于 %.*s前回复"),
                               u->year, u->number,
                               STR(day_zh(cx->arena, due))),
                .body = words.n ? words : u->gap, .href = str_f(cx->arena, "/urges/%ld", u->id) });
}

const struct fail *urge_move(struct ctx *cx, int64_t id, int64_t version, str event, str words)
{
        struct urge u;
        const struct flow_step *s;
        struct due due = { .on = DAY_NONE };
        words = str_trim(words);
        const struct fail *f = urge_read(cx, id, &u);
        if (!f)
                f = flow_find(cx, &urge_flow, (int)u.state, event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, s->need == MAY_FIGURE_EDIT ? u.unit : u.county, u.year);
        if (!f && u.version != version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "urge", id);
        if (!f && (s->ask & FLOW_ASK_REASON) && !words.n)
                f = fail_field(cx, S("words"), s->to == URGE_REPLIED ? "请写回复" : "请写明原因");
        bool asks = !f && s->to == URGE_ISSUED;
        if (asks)
                f = calendar_due(cx, cx->today, &(struct due_rule){ .unit = DUE_WORKING, .n = URGE_REPLY_DAYS }, &due);
        struct document_ready letter;
        bool issues = asks && s->from == URGE_DRAFT;
        if (!f && issues) {
                struct document_wish w;
                struct urge out = u;
                out.due = due.on;
                f = urge_wish_of(cx, &out, &w);
                if (!f)
                        f = document_prepare(cx, &w, &letter);
        }
        if (f)
                return f;
        bool replies = s->to == URGE_REPLIED;
        cx->db->serializable = issues;          /* attach_put counts the files */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        urge_step(cx, id, version, s->from, s->to, issues ? cx->today : u.issued,
                  asks ? due.on : u.due, replies ? words : u.reply, replies || u.replied_at != 0,
                  replies ? cx->now : u.replied_at, replies && cx->user != 0, cx->user,
                  replies || !words.n ? (str){ 0 } : words);
        if (issues)
                document_put(cx, &letter);
        if (asks)
                tell_unit(cx, &u, s, due.on, words);
        audit_log(cx, str_f(cx->arena, "urge.%s", s->event).p, "urge", id,
                  change(cx, urge_state_words[s->from], urge_state_words[s->to], words));
        return audit_conflict(cx, tx_commit(&tx), "urge", id);
}
