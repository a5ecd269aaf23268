/* domain/org/delegation.c - asking, deciding and ending a stand-in. */
#include "core/audit/audit.h"
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "core/message/message.h"
#include "core/text/json.h"
#include "domain/org/delegation.h"
#include "domain/org/delegation.sql.h"
#include "domain/org/person.sql.h"

const char *delegation_words(const struct ctx *cx, const struct delegation *d)
{
        switch (d->state) {
        case DELEGATION_ASKED:     return d->until.n < cx->today.n ? "已过期，未批准" : "待批准";
        case DELEGATION_REFUSED:   return "未批准";
        case DELEGATION_WITHDRAWN: return "已撤回";
        case DELEGATION_RECALLED:  return "提前结束";
        case DELEGATION_GRANTED:
                return d->ends.n < cx->today.n ? "已结束" : d->since.n > cx->today.n ? "尚未开始" : "代理中";
        case DELEGATION_END:       break;
        }
        return "—";
}

/* ---- reading ------------------------------------------------------------------------ */

static struct delegation delegation_of(const struct delegations *r)
{
        return (struct delegation){
                .id = r->id, .post = r->post, .holder = r->holder, .deputy = r->deputy,
                .unit = r->unit, .asked_by = r->asked_by,
                .decided_by = r->has_decided_by ? r->decided_by : 0,
                .acting = r->has_acting ? r->acting : 0, .version = r->version,
                .holder_name = r->holder_name, .deputy_name = r->deputy_name,
                .unit_name = r->unit_name, .role = r->role, .role_name = r->role_name,
                .title = r->title, .reason = r->reason, .document = r->document,
                .asked_name = r->asked_name, .decided_name = r->decided_name, .answer = r->answer,
                .kind = (enum role_kind)r->role_kind, .since = r->since, .until = r->until,
                .ends = r->has_acting ? r->acting_until : r->until,
                .state = (enum delegation_state)r->state, .asked_at = r->asked_at,
                .decided_at = r->has_decided_at ? r->decided_at : 0,
        };
}

static const struct fail *load(struct ctx *cx, unsigned when, int64_t person, int64_t id,
                               const struct delegation **ret, int *ret_n)
{
        struct auth_reach r = auth_reach_change(cx, MAY_POST_DELEGATE);
        struct delegations it;
        struct delegation *list = NULL;
        int n = 0, cap = 0;
        delegations(&it, cx, when, person, id, DELEGATION_ASKED, r.prefix, r.unit, r.group);
        while (delegations_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = delegation_of(&it);
        *ret = list;
        *ret_n = n;
        return delegations_end(&it);
}

const struct fail *delegations_of_person(struct ctx *cx, int64_t person,
                                         const struct delegation **ret, int *ret_n)
{
        return load(cx, DELEGATIONS_WHEN_MINE, person, 0, ret, ret_n);
}

const struct fail *delegations_waiting(struct ctx *cx, const struct delegation **ret, int *ret_n)
{
        *ret_n = 0;
        if (!auth_may(cx, MAY_POST_DELEGATE))
                return NULL;
        return load(cx, DELEGATIONS_WHEN_WAITS, cx->user, 0, ret, ret_n);
}

static const struct fail *delegation_by_id(struct ctx *cx, int64_t id, struct delegation *ret)
{
        const struct delegation *list = NULL;
        int n = 0;
        const struct fail *f = load(cx, DELEGATIONS_WHEN_ONE, 0, id, &list, &n);
        if (f)
                return f;
        if (!n || !list)
                return fail(cx, NOT_FOUND, "%s", "");
        *ret = list[0];
        return NULL;
}

/* Does the visitor decide on stand-ins of this unit? */
static bool decides(struct ctx *cx, int64_t unit)
{
        return auth_may(cx, MAY_POST_DELEGATE) && !auth_change(cx, MAY_POST_DELEGATE, unit);
}

const struct fail *delegation_see(struct ctx *cx, int64_t id, struct delegation *ret)
{
        struct delegation d;
        const struct fail *f = delegation_by_id(cx, id, &d);
        if (f)
                return f;
        bool known = cx->user && (cx->user == d.holder || cx->user == d.deputy ||
                                  cx->user == d.asked_by);
        if (!known && !decides(cx, d.unit))
                return fail(cx, NOT_FOUND, "%s", "");
        *ret = d;
        return NULL;
}

/* An administrator's post is given by whoever grants roles; the security administrator's own by
 * one who decides for the county (no administrator grants himself or holds another's right). */
static bool may_decide(struct ctx *cx, const struct delegation *d)
{
        const struct visitor *v = cx->visitor;
        bool in_their_place = v && v->acting && v->unit == d->unit && str_eq(v->role, d->role);
        if (cx->user == d->holder || cx->user == d->deputy || in_their_place ||
            !decides(cx, d->unit))
                return false;
        switch (d->kind) {
        case ROLE_SYSTEM: case ROLE_AUDITOR: return auth_may(cx, MAY_ROLE_GRANT);
        case ROLE_BUSINESS: case ROLE_SECURITY: return true;
        case ROLE_OPEN: case ROLE_MACHINE: case ROLE_KIND_END: break;
        }
        return false;
}

struct delegation_may delegation_may(struct ctx *cx, const struct delegation *d)
{
        bool asked = d->state == DELEGATION_ASKED;
        return (struct delegation_may){
                .decide   = asked && may_decide(cx, d),
                .withdraw = asked && (cx->user == d->asked_by || cx->user == d->holder),
                .recall   = d->state == DELEGATION_GRANTED && d->ends.n >= cx->today.n &&
                            (cx->user == d->holder || cx->user == d->deputy || decides(cx, d->unit)),
        };
}

/* ---- the rules ------------------------------------------------------------------------ */

str delegation_circle(struct ctx *cx, str unit_path)
{
        str rest = str_from(unit_path, 1);
        str county = str_cut(rest, '/', &rest), office = str_cut(rest, '/', &rest);
        return office.n ? str_f(cx->arena, "/%.*s/%.*s/", STR(county), STR(office))
                        : str_f(cx->arena, "/%.*s/", STR(county));
}

const struct fail *delegation_post_open(struct ctx *cx, const struct post_whole *po)
{
        if (po->has_acts_for)
                return fail_field(cx, S("post"), "代理来的岗位不能再交给别人代理");
        if (day_is(po->closed))
                return fail_field(cx, S("post"), "“%.*s”已经撤销", STR(po->unit_name));
        if (day_is(po->until) && po->until.n < cx->today.n)
                return fail_field(cx, S("post"), "这个岗位已经结束，不能请人代理");
        return NULL;
}

const struct fail *delegation_taken_words(struct ctx *cx, int64_t post, day *ret_free, str *ret)
{
        struct delegation_taken it;
        struct buf b = buf_new(cx->arena, 1 << 14);
        *ret_free = cx->today;
        delegation_taken(&it, cx, post, cx->today, DELEGATION_ASKED, DELEGATION_GRANTED);
        while (delegation_taken_next(&it)) {
                str since = day_str(cx->arena, it.since), until = day_str(cx->arena, it.until);
                const char *say = it.state == DELEGATION_ASKED ? words_of(cx->lang, "%.*s 至 %.*s 已申请由%.*s代理，等待批准。")
                                                               : words_of(cx->lang, "%.*s 至 %.*s 已由%.*s代理。");
                buf_put(&b, str_f(cx->arena, say, STR(since), STR(until), STR(it.deputy)));
                if (it.since.n <= ret_free->n && it.until.n >= ret_free->n)
                        *ret_free = day_add(it.until, 1);
        }
        *ret = buf_str(&b);
        return delegation_taken_end(&it);
}

static const struct fail *post_fits(struct ctx *cx, const struct post_whole *po,
                                    const struct delegation_wish *w)
{
        const struct fail *f = delegation_post_open(cx, po);
        if (f)
                return f;
        if (w->until.n < w->since.n)
                return fail_field(cx, S("until"), "结束日期在开始日期之前");
        if (w->until.n < cx->today.n)
                return fail_field(cx, S("until"), "这段时间已经过去");
        if (w->until.n - w->since.n >= DELEGATION_MOST_DAYS)
                return fail_field(cx, S("until"), "代理一次最长一年，到期可以再办");
        if (w->since.n < po->since.n || (day_is(po->until) && w->until.n > po->until.n))
                return fail_field(cx, S("until"), "这段时间里本人并不一直担任这个岗位");
        return NULL;
}

static const struct fail *deputy_fits(struct ctx *cx, const struct post_whole *po,
                                      const struct delegation_wish *w, int64_t but)
{
        struct delegation_overlaps other;
        struct post_same same;
        struct absence_overlaps away;
        struct deputy_below below = { 0 };
        if (w->deputy == po->person)
                return fail_field(cx, S("deputy"), "不能代理自己的岗位");
        const struct fail *f = po->role_kind == ROLE_BUSINESS
                ? deputy_below(cx, w->deputy, delegation_circle(cx, po->path), cx->today, &below)
                : NULL;
        if (!f && po->role_kind == ROLE_BUSINESS && !below.n)
                f = fail_field(cx, S("deputy"), "代理人须是本部门在岗的人员");
        if (!f)
                f = post_same(cx, w->deputy, po->unit, po->role, w->since, w->until, &same);
        if (!f && same.n)
                f = fail_field(cx, S("deputy"), "这个人在这段时间里已经担任或代理这个岗位");
        if (!f)
                f = absence_overlaps(cx, w->deputy, w->since, w->until, &away);
        if (!f && away.n)
                f = fail_field(cx, S("deputy"), "这个人在这段时间里请假或离任");
        if (!f)
                f = delegation_overlaps(cx, w->post, w->since, w->until, DELEGATION_ASKED,
                                        DELEGATION_GRANTED, but, &other);
        if (!f && other.n)
                f = fail_field(cx, S("since"), "这个岗位在这段时间里已经有代理或代理申请");
        if (f)
                return f;
        f = role_fits(cx, w->deputy, po->role);
        return f && f->kind == FAIL_INVALID
               ? fail_field(cx, S("deputy"), "%.*s", STR(f->say)) : f;
}

const struct fail *delegation_may_ask(struct ctx *cx, int64_t post)
{
        struct post_whole po;
        const struct fail *f = post_whole(cx, post, &po);
        if (!f && (po.person != cx->user || !cx->user) && !decides(cx, po.unit))
                f = fail(cx, NOT_FOUND, "%s", "");      /* not theirs to know */
        return f;
}

const struct fail *delegation_someone(struct ctx *cx, int64_t post, bool *ret)
{
        struct post_whole po;
        const struct fail *f = post_whole(cx, post, &po);
        *ret = false;
        if (f || delegation_post_open(cx, &po))
                return f;
        if (po.role_kind == ROLE_BUSINESS) {
                struct deputies it;
                deputies(&it, cx, delegation_circle(cx, po.path), cx->today, po.person);
                *ret = deputies_next(&it);
                return deputies_end(&it);
        }
        struct deputies_free it;
        deputies_free(&it, cx, cx->today);
        *ret = deputies_free_next(&it);
        return deputies_free_end(&it);
}

/* What the trail says of a stand-in: whose post it is, where and which, who takes it, from when until when and why, by
 * name; the state before (NULL: it is new) and after. */
struct said { str holder, deputy, unit, role, title; int64_t post, deputy_id; const char *before, *after; str answer; };

static str said_text(struct ctx *cx, const struct said *x, const struct delegation_wish *w)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        if (x->before) {
                json_open(&j, "before", '{');
                json_put_str(&j, "state", str_of(x->before));
                json_close(&j, '}');
        }
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(x->after));
        json_put_str(&j, "holder", x->holder);
        json_put_str(&j, "deputy", x->deputy);
        json_put_str(&j, "unit", x->unit);
        json_put_str(&j, "role", x->role);
        json_put_str(&j, "title", x->title);
        json_put_str(&j, "since", day_str(cx->arena, w->since));
        json_put_str(&j, "until", day_str(cx->arena, w->until));
        json_put_str(&j, "reason", w->reason);
        json_put_str(&j, "document", w->document);
        json_put_str(&j, "answer", x->answer);
        json_close(&j, '}');
        json_put_int(&j, "post_id", x->post);
        json_put_int(&j, "deputy_id", x->deputy_id);
        json_close(&j, '}');
        return buf_str(&b);
}

static struct said said_of(const struct delegation *d, const char *before, const char *after,
                           str answer)
{
        return (struct said){ d->holder_name, d->deputy_name, d->unit_name, d->role_name, d->title, d->post, d->deputy,
                              before, after, answer };
}

/* Inside a transaction, the rules are asked: the request, its row in the trail, and who is told. */
static int64_t ask_put(struct ctx *cx, const struct post_whole *po, const struct delegation_wish *w)
{
        int64_t id = delegation_add(cx, w->post, w->deputy, w->since, w->until, w->reason,
                                    w->document.n ? w->document : (str){ 0 }, cx->user, cx->now);
        struct person_by_id deputy = { 0 };
        const struct fail *f = cx->db->broken ? cx->db->broken : person_by_id(cx, w->deputy, &deputy);
        if (f) {
                tx_refuse(cx, f);
                return 0;
        }
        struct said said = { po->name, deputy.name, po->unit_name, po->role_name, po->title, w->post, w->deputy, NULL,
                             "待批准", S("") };
        audit_log(cx, "post.ask", "delegation", id, said_text(cx, &said, w));
        /* The deputy, who may not decide on it, is told as the deputy; then who decides. */
        str event = str_f(cx->arena, "delegation-%ld-asked", id);
        message_send(cx, &(struct message){
                .kind = "delegation.ask", .event = event, .person = w->deputy, .but = cx->user,
                .title = str_f(cx->arena, "%.*s请您代理，待批准", STR(po->name)),
                .href = str_f(cx->arena, "/delegations/%ld", id) });
        message_send(cx, &(struct message){
                .kind = "delegation.ask", .event = event,
                .title = str_f(cx->arena, "%.*s请人代理，待批准", STR(po->name)),
                .href = str_f(cx->arena, "/delegations/%ld", id),
                .holders = MAY_POST_DELEGATE, .unit = po->unit, .but = cx->user });
        return id;
}

const struct fail *delegation_ask(struct ctx *cx, const struct delegation_wish *w, int64_t *ret_id)
{
        struct post_whole po;
        const struct fail *f = delegation_may_ask(cx, w->post);
        if (!f)
                f = post_whole(cx, w->post, &po);
        if (!f)
                f = post_fits(cx, &po, w);
        if (!f && w->since.n < cx->today.n)
                f = fail_field(cx, S("since"), "不能从过去的日子开始");
        if (!f && po.person != cx->user && !w->document.n)
                f = fail_field(cx, S("document"), "替别人办理代理，须写明依据的文件");
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = deputy_fits(cx, &po, w, 0);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        int64_t id = ask_put(cx, &po, w);
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f;
}

/* Whoever asked, whose post it is and who stands in learn what came of it. */
static void tell_decision(struct ctx *cx, const struct delegation *d, bool yes, str answer)
{
        const int64_t people[] = { d->asked_by, d->holder, d->deputy };
        for (size_t i = 0; i < COUNT_OF(people); i++)
                message_send(cx, &(struct message){
                        .kind = "delegation.decide",
                        .event = str_f(cx->arena, "delegation-%ld-decided", d->id),
                        .title = str_f(cx->arena, yes ? "%.*s的代理已批准，代理人%.*s"
                                                      : "%.*s的代理没有批准，原定代理人%.*s",
                                       STR(d->holder_name), STR(d->deputy_name)),
                        .body = answer, .href = str_f(cx->arena, "/delegations/%ld", d->id),
                        .person = people[i], .but = cx->user });
}

const struct fail *delegation_decide(struct ctx *cx, int64_t id, int64_t version, bool yes,
                                     str answer)
{
        struct delegation d;
        struct post_whole po;
        const struct fail *f = delegation_see(cx, id, &d);
        if (!f && d.state == DELEGATION_ASKED && !may_decide(cx, &d))
                f = fail(cx, DENIED, "本人、代理人和没有批准权的人不能决定这件代理");
        if (!f && d.state != DELEGATION_ASKED)
                f = fail(cx, CONFLICT, "这件申请已经办过：%s",
                         words_of(cx->lang, delegation_words(cx, &d)));
        if (!f)
                f = post_whole(cx, d.post, &po);
        struct delegation_wish w = { .post = d.post, .deputy = d.deputy, .until = d.until,
                                     .since = d.since.n < cx->today.n ? cx->today : d.since };
        if (!f && yes)
                f = post_fits(cx, &po, &w);
        if (!f && !yes && !answer.n)
                f = fail_field(cx, S("answer"), "不批准须写明理由");
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = yes ? deputy_fits(cx, &po, &w, d.id) : NULL;
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        int64_t acting = yes ? post_insert_acting(cx, d.deputy, po.unit, po.role, po.title, w.since,
                                                  w.until, d.post) : 0;
        delegation_decided(cx, id, version, yes ? DELEGATION_GRANTED : DELEGATION_REFUSED, cx->user,
                           cx->now, answer.n ? answer : (str){ 0 }, yes, acting);
        w.reason = d.reason;
        w.document = d.document;
        struct said said = said_of(&d, "待批准", yes ? "已批准" : "未批准", answer);
        audit_log(cx, yes ? "post.delegate" : "post.refuse", "delegation", id, said_text(cx, &said, &w));
        tell_decision(cx, &d, yes, answer);
        return audit_conflict(cx, tx_commit(&tx), "delegation", id);
}

void delegation_drop(struct ctx *cx, const struct delegation *d)
{
        bool asked = d->state == DELEGATION_ASKED;
        day last = day_add(cx->today, -1);
        delegation_ended(cx, d->id, d->version, asked ? DELEGATION_WITHDRAWN : DELEGATION_RECALLED);
        if (d->acting) {
                post_end_on(cx, d->acting, d->since.n > cx->today.n ? day_add(d->since, -1) : last);
                session_end_all(cx, d->deputy, d->acting);
        }
        struct said said = said_of(d, asked ? "待批准" : "已批准", asked ? "已撤回" : "提前结束", S(""));
        struct delegation_wish w = { .since = d->since, .until = asked || d->since.n > cx->today.n ? d->until : last,
                                     .reason = d->reason, .document = d->document };
        audit_log(cx, asked ? "post.withdraw" : "post.recall", "delegation", d->id, said_text(cx, &said, &w));
}

const struct fail *delegation_pass(struct ctx *cx, const struct delegation *d, int64_t to)
{
        struct post_whole po;
        struct delegation_wish w = { .post = d->post, .deputy = to, .until = d->ends,
                                     .since = d->since.n < cx->today.n ? cx->today : d->since,
                                     .reason = d->reason, .document = d->document };
        const struct fail *f = post_whole(cx, d->post, &po);
        if (!f)
                f = post_fits(cx, &po, &w);
        if (!f)
                f = deputy_fits(cx, &po, &w, d->id);
        if (f)
                return f;
        delegation_drop(cx, d);
        ask_put(cx, &po, &w);
        return NULL;
}

const struct fail *delegation_stop(struct ctx *cx, int64_t id, int64_t version)
{
        struct delegation d;
        const struct fail *f = delegation_see(cx, id, &d);
        if (f)
                return f;
        struct delegation_may may = delegation_may(cx, &d);
        if (!may.withdraw && !may.recall && d.state == DELEGATION_ASKED)
                return fail(cx, DENIED, "只有申请人和本人能撤回");
        if (!may.withdraw && !may.recall)
                return fail(cx, CONFLICT, "这件代理已经办结：%s",
                            words_of(cx->lang, delegation_words(cx, &d)));
        d.version = version;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        delegation_drop(cx, &d);
        return audit_conflict(cx, tx_commit(&tx), "delegation", id);
}

/* ---- what waits ------------------------------------------------------------------------------- */

static const struct fail *to_decide(struct ctx *cx, const struct wait_row *row, struct waits *t)
{
        const struct delegation *d = NULL;
        int n = 0;
        const struct fail *f = delegations_waiting(cx, &d, &n);
        for (int i = 0; !f && i < n; i++)
                wait_add(cx, t, row, d[i].id, str_f(cx->arena, "%.*s → %.*s", STR(d[i].holder_name),
                                                    STR(d[i].deputy_name)), d[i].unit_name, d[i].since);
        return f;
}

const struct wait_row org_waits[1] = {
        { "delegation.decide", "待批准的代理", "批准", "/delegations/%ld", "/delegations", MAY_POST_DELEGATE,
          DELEGATION_ASKED, false, to_decide },
};
