/* domain/org/absence.c - leave, secondment and departure. */
#include "core/audit/audit.h"
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "core/search/search.h"
#include "domain/org/absence.h"
#include "domain/org/absence.sql.h"
#include "domain/org/delegation.h"
#include "domain/org/delegation.sql.h"

enum { MOST_BACK = 31 };

const char *const absence_words[ABSENCE_KIND_END] = {
        [ABSENCE_LEAVE] = "请假", [ABSENCE_SECONDED] = "借调或外出学习", [ABSENCE_DEPARTED] = "离任",
};
const char *const absence_codes[ABSENCE_KIND_END] = {
        [ABSENCE_LEAVE] = "leave", [ABSENCE_SECONDED] = "seconded", [ABSENCE_DEPARTED] = "departed",
};

const struct fail *absences_of_person(struct ctx *cx, int64_t person, const struct absence **ret,
                                      int *ret_n)
{
        struct absences_of it;
        struct absence *list = NULL;
        int n = 0, cap = 0;
        absences_of(&it, cx, person);
        while (absences_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct absence){
                        .id = it.id, .version = it.version, .at = it.at,
                        .kind = (enum absence_kind)it.kind, .since = it.since, .until = it.until,
                        .document = it.document, .who = it.who, .locks = it.locks,
                        .off = day_is(it.until) && it.until.n < it.since.n };
        *ret = list;
        *ret_n = n;
        return absences_of_end(&it);
}

const struct fail *absence_may(struct ctx *cx, int64_t person)
{
        struct person_posts it;
        const struct fail *f = org_person_see(cx, person);
        bool admin = false;
        int serves = 0;
        if (f)
                return f;
        person_posts(&it, cx, person);
        while (person_posts_next(&it) && !f) {
                if (it.has_acts_for || (day_is(it.until) && it.until.n < cx->today.n))
                        continue;
                serves++;
                admin |= it.role_kind != ROLE_BUSINESS;
                if (it.role_kind == ROLE_BUSINESS)
                        f = auth_change(cx, MAY_ORG_EDIT, it.unit);
        }
        const struct fail *end = person_posts_end(&it);
        if (f || end)
                return f ? f : end;
        if (admin)
                return !auth_may(cx, MAY_ROLE_GRANT) || person == cx->user
                       ? fail(cx, DENIED, "管理员的请假和离任由安全管理员登记") : NULL;
        struct unit_root root;
        if (serves)
                return NULL;
        f = unit_root(cx, &root);       /* who serves nowhere: whoever keeps the whole county */
        return f ? f : auth_change(cx, MAY_ORG_EDIT, root.id);
}

/* ---- departure -------------------------------------------------------------------------- */

/* Inside a transaction: everything that a departure takes away. */
static const struct fail *depart(struct ctx *cx, int64_t person, day on)
{
        struct person_posts it;
        struct { int64_t id; day until; } posts[64];
        int n = 0;
        day last = day_add(on, -1);
        person_posts(&it, cx, person);
        while (person_posts_next(&it))
                if (n < (int)COUNT_OF(posts) && (!day_is(it.until) || it.until.n > last.n)) {
                        posts[n].id = it.id;
                        posts[n++].until = it.since.n > last.n ? day_add(it.since, -1) : last;
                }
        const struct fail *f = person_posts_end(&it);
        if (f)
                return f;
        for (int i = 0; i < n; i++) {
                post_end_on(cx, posts[i].id, posts[i].until);
                posts_close_acting(cx, posts[i].id, last);
                delegations_drop(cx, posts[i].id, DELEGATION_ASKED, DELEGATION_WITHDRAWN);
                post_log(cx, "post.revoke", posts[i].id, true, str_of(absence_words[ABSENCE_DEPARTED]));
        }
        person_left(cx, person, on);
        search_follow(cx, "person", person);
        account_shut(cx, person);
        session_end_all(cx, person, 0);
        audit_log(cx, "account.disable", "person", person,
                  str_f(cx->arena, "{\"departed\":\"%.*s\",\"posts\":%d}",
                        STR(day_str(cx->arena, on)), n));
        return NULL;
}

const struct fail *absence_departures(struct ctx *cx)
{
        struct departures_due it;
        struct { int64_t person; day on; } due[200];
        int n = 0;
        departures_due(&it, cx, cx->today, ABSENCE_DEPARTED);
        while (departures_due_next(&it))
                if (n < (int)COUNT_OF(due)) {
                        due[n].person = it.person;
                        due[n++].on = it.since;
                }
        const struct fail *f = departures_due_end(&it);
        for (int i = 0; i < n && !f; i++) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                f = depart(cx, due[i].person, due[i].on);
                if (!f)
                        f = tx_commit(&tx);
        }
        return f;
}

/* ---- entering and ending ------------------------------------------------------------------ */

static str absence_text(struct ctx *cx, enum absence_kind kind, day since, day until, bool locks)
{
        return str_f(cx->arena, "{\"kind\":\"%s\",\"since\":\"%.*s\",\"until\":\"%.*s\",\"locks\":%d}",
                     absence_codes[kind], STR(day_str(cx->arena, since)),
                     STR(day_is(until) ? day_str(cx->arena, until) : S("")), locks);
}

const struct fail *absence_enter(struct ctx *cx, const struct absence_wish *w)
{
        bool leaves = w->kind == ABSENCE_DEPARTED;
        struct person_whole who;
        struct absence_any other;
        const struct fail *f = person_whole(cx, w->person, &who);
        if (!f)
                f = absence_may(cx, w->person);
        if (!f && leaves && w->person == cx->user)
                f = fail(cx, DENIED, "自己的离任由别人登记");
        if (f)
                return f;
        if (day_is(who.left_on))
                return fail(cx, INVALID, "这个人已经离任");
        if (leaves && !w->document.n)
                return fail_field(cx, S("document"), "离任须写明依据的文件");
        if (!leaves && !day_is(w->until))
                return fail_field(cx, S("until"), "请假和借调须有结束日期");
        if (!leaves && w->until.n < w->since.n)
                return fail_field(cx, S("until"), "结束日期在开始日期之前");
        if (w->since.n < cx->today.n - MOST_BACK)
                return fail_field(cx, S("since"), "最多补登 %d 天以前的", MOST_BACK);
        if (leaves && !w->sure)
                return fail_field(cx, S("sure"), "%s", words_of(cx->lang, w->since.n <= cx->today.n
                        ? "登记以后马上不能再登录，岗位和代理同时结束：请核对以后勾选确认"
                        : "到那天起不能再登录，岗位和代理同时结束：请核对以后勾选确认"));
        day until = leaves ? DAY_NONE : w->until;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = absence_any(cx, w->person, w->since, until, !leaves, &other);
        if (!f && other.n)
                f = fail_field(cx, S("since"), "这段时间里已经登记过请假或离任");
        if (!f && leaves)
                f = account_office_last(cx, w->person);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        bool locks = leaves || w->locks;
        int64_t id = absence_add(cx, w->person, w->kind, w->since, until,
                                 w->document.n ? w->document : (str){ 0 }, locks, cx->user, cx->now);
        audit_log(cx, leaves ? "person.depart" : "person.leave", "person", w->person,
                  absence_text(cx, w->kind, w->since, until, locks));
        if (leaves && w->since.n <= cx->today.n) {
                f = depart(cx, w->person, w->since);
                if (f)
                        return f;
        } else if (locks && w->since.n <= cx->today.n && (leaves || until.n >= cx->today.n)) {
                session_end_all(cx, w->person, 0);
        }
        must(id || cx->db->broken);
        return tx_commit(&tx);
}

const struct fail *absence_end(struct ctx *cx, int64_t id, int64_t version)
{
        struct absence_by_id l;
        struct person_whole who;
        const struct fail *f = absence_by_id(cx, id, &l);
        if (!f)
                f = person_whole(cx, l.person, &who);
        if (!f)
                f = absence_may(cx, l.person);
        if (f)
                return f;
        if (day_is(who.left_on))
                return fail(cx, CONFLICT, "离任已经办结，不能取消；重新任职请另授岗位");
        if (day_is(l.until) && l.until.n < cx->today.n)
                return fail(cx, CONFLICT, "这段时间已经过去");
        day last = l.since.n >= cx->today.n ? day_add(l.since, -1) : day_add(cx->today, -1);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        absence_until(cx, id, version, last);
        audit_log(cx, "person.return", "person", l.person,
                  absence_text(cx, (enum absence_kind)l.kind, l.since, last, l.locks));
        session_forget();
        return audit_conflict(cx, tx_commit(&tx), "person", l.person);
}

const struct fail *org_post_title(struct ctx *cx, int64_t person, int64_t post, int64_t version,
                                  str title)
{
        struct post_whole po;
        const struct fail *f = post_whole(cx, post, &po);
        if (!f && po.person != person)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, po.unit);
        if (!f && po.role_kind != ROLE_BUSINESS)
                f = fail(cx, DENIED, "管理员的岗位不登记职务");
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        post_retitle_seen(cx, post, version, title.n ? title : (str){ 0 });
        audit_log(cx, "post.title", "post", post,
                  str_f(cx->arena, "%.*s → %.*s", STR(po.title), STR(title)));
        session_forget();
        return audit_conflict(cx, tx_commit(&tx), "post", post);
}
