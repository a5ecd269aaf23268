/* domain/setup/pages_access.c - 登录安全: what is locked, who is signed in, which roles bring a second
 * factor (the security administrator's), and accounts nobody uses (the system administrator's). */
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "core/auth/lockout.h"
#include "core/auth/steady.h"
#include "core/config/config.h"
#include "domain/setup/pages.h"
#include "door/web/device.h"

enum { MOST = 200, ROWS = 50, MOST_ROLES = 60 };

/* ---- locks and roles ------------------------------------------------------------ */

static const struct fail *sessions_count(struct ctx *cx, int64_t *ret)
{
        struct sessions_total t;
        int64_t now = steady_now(cx);
        const struct fail *f = sessions_total(cx, now - config.n[SETTING_session_max] * 1000,
                                              now - config.n[SETTING_session_idle] * 1000, &t);
        *ret = f ? 0 : t.n;
        return f;
}

static const struct fail *show(struct ctx *cx, const struct request *rq, struct reply *re,
                               const struct fail *why)
{
        struct access_lock *locks = NEW_ARRAY(cx->arena, struct access_lock, MOST);
        struct access_role *roles = NEW_ARRAY(cx->arena, struct access_role, MOST_ROLES);
        struct access_page p = { .page = page_of(cx, rq, "登录安全"), .locks = locks, .roles = roles,
                                 .fail = why };
        struct lockouts it;
        lockouts(&it, cx, steady_now(cx));
        while (lockouts_next(&it))
                if (p.n_locks < MOST)
                        locks[p.n_locks++] = (struct access_lock){
                                it.name, str_from(it.name, 2), str_starts(it.name, S("i:")),
                                it.failures, instant_str(cx->arena, steady_shown(cx, it.last)),
                                instant_str(cx->arena, steady_shown(cx, it.until)) };
        const struct fail *f = lockouts_end(&it);
        if (f)
                return f;
        struct factor_roles r;
        factor_roles(&r, cx);
        while (factor_roles_next(&r))
                if (r.kind != ROLE_OPEN && r.kind != ROLE_MACHINE && p.n_roles < MOST_ROLES)
                        roles[p.n_roles++] = (struct access_role){
                                r.code, str_of(words_of(cx->lang, r.name.p)), r.wanted };
        f = factor_roles_end(&r);
        if (!f)
                f = sessions_count(cx, &p.n_sessions);
        if (f)
                return f;
        if (why)
                re->status = fail_http(why->kind);
        access_page(&re->body, &p);
        return NULL;
}

const struct fail *access_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return show(cx, rq, re, NULL);
}

const struct fail *access_unlock_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str lock = form_text(&form, "lock", 3, 120);
        const struct fail *f = form_end(&form);
        if (!f)
                f = lockout_lift(cx, lock);
        if (f)
                return f->kind == FAIL_INVALID ? show(cx, rq, re, f) : f;
        reply_note(re, cx, "登录锁定已解除");
        return reply_see(re, cx, "/access");
}

const struct fail *access_roles_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str wanted[MOST_ROLES];
        int n = 0;
        struct factor_roles r;
        factor_roles(&r, cx);
        while (factor_roles_next(&r))
                if (form_int_or(&form, str_copy(cx->arena, r.code).p, 1, 1, 0) && n < MOST_ROLES)
                        wanted[n++] = r.code;
        const struct fail *f = factor_roles_end(&r);
        if (!f)
                f = form_end(&form);
        if (!f)
                f = factor_roles_set(cx, wanted, n);
        if (f)
                return f->kind == FAIL_INVALID ? show(cx, rq, re, f) : f;
        reply_note(re, cx, "已保存");
        return reply_see(re, cx, "/access");
}

const struct fail *access_factor_end_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct account_by_person a;
        const struct fail *f = form_end(&form);
        if (!f)
                f = account_by_person(cx, rq->ids[0], &a);
        if (!f && rq->ids[0] == cx->user)
                f = fail(cx, DENIED, "自己的动态口令在“我的账号”里管理");
        if (!f)
                f = factor_drop(cx, rq->ids[0]);
        if (f)
                return f;
        reply_note(re, cx, "动态口令已解除，本人下次登录时重新绑定");
        return reply_see(re, cx, "/people/%ld", rq->ids[0]);
}

/* ---- who is signed in ------------------------------------------------------------- */

const struct fail *access_sessions_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t before = form_int_or(&form, "before", 1, INT64_MAX, INT64_MAX);
        int64_t person = form_int_or(&form, "person", 1, INT64_MAX, 0), last = 0;
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        int64_t now = steady_now(cx);
        struct access_session *rows = NEW_ARRAY(cx->arena, struct access_session, ROWS);
        struct sessions_page p = { .page = page_of(cx, rq, "登录中的人"), .rows = rows };
        page_crumb(&p.page, S("/access"), "登录安全", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, "登录中的人", (str){ 0 });
        bool more = false;
        struct sessions_live it;
        sessions_live(&it, cx, person ? SESSIONS_LIVE_WHEN_PERSON : 0,
                      now - config.n[SETTING_session_max] * 1000,
                      now - config.n[SETTING_session_idle] * 1000, before, person);
        while (sessions_live_next(&it)) {
                if (p.n_rows == ROWS) {
                        more = true;
                        continue;
                }
                rows[p.n_rows++] = (struct access_session){
                        .id = it.id, .person = it.person, .name = it.name,
                        .post = str_f(cx->arena, "%.*s · %s", STR(it.unit_name),
                                      words_of(cx->lang, it.role_name.p)),
                        .began = instant_str(cx->arena, steady_shown(cx, it.began)),
                        .seen = instant_str(cx->arena, steady_shown(cx, it.seen)),
                        .address = it.address, .browser = device_browser(it.agent),
                        .system = device_system(it.agent), .here = it.id == cx->visitor->session };
                last = it.id;
        }
        f = sessions_live_end(&it);
        if (f)
                return f;
        if (more && person)
                p.next = str_f(cx->arena, "/access/sessions?person=%ld&before=%ld", person, last);
        else if (more)
                p.next = str_f(cx->arena, "/access/sessions?before=%ld", last);
        sessions_page(&re->body, &p);
        return NULL;
}

const struct fail *access_session_end_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct fail *f = form_end(&form);
        if (!f)
                f = session_end_other(cx, rq->ids[0]);
        if (f)
                return f;
        reply_note(re, cx, "这次登录已经结束");
        return reply_see(re, cx, "/access/sessions");
}

/* ---- accounts nobody uses ------------------------------------------------------------ */

static const char *stale_why(const struct ctx *cx, const struct accounts_stale *it)
{
        if (day_is(it->left_on) && it->left_on.n < cx->today.n)
                return "人已离开";
        if (!it->posts)
                return "没有岗位";
        return it->has_last ? "久未登录" : "从未登录";
}

const struct fail *access_stale_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct stale_row *rows = NEW_ARRAY(cx->arena, struct stale_row, MOST);
        struct stale_page p = { .page = page_of(cx, rq, "久未登录"), .rows = rows,
                                .days = (int)config.n[SETTING_stale_days] };
        struct accounts_stale it;
        accounts_stale(&it, cx, steady_now(cx) - (int64_t)p.days * 86400000, cx->today);
        while (accounts_stale_next(&it))
                if (p.n_rows < MOST && it.person != cx->user)
                        rows[p.n_rows++] = (struct stale_row){
                                it.person, it.version, it.name, it.login,
                                it.has_last ? instant_str(cx->arena, steady_shown(cx, it.last))
                                            : (str){ 0 },
                                stale_why(cx, &it) };
        const struct fail *f = accounts_stale_end(&it);
        if (!f)
                stale_page(&re->body, &p);
        return f;
}

/* Each ticked account is a field p<person> with the version it was shown with. */
const struct fail *access_stale_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t person[MOST], version[MOST];
        int n = 0, done = 0, late = 0;
        for (int i = 0; i < rq->n_fields; i++) {
                str name = rq->fields[i].name;
                uint64_t id;
                if (!str_starts(name, S("p")) || !str_u64(str_from(name, 1), &id) || id > INT64_MAX ||
                    n == MOST)
                        continue;
                person[n] = (int64_t)id;
                version[n++] = form_int(&form, str_copy(cx->arena, name).p, 1, INT32_MAX);
        }
        const struct fail *f = form_end(&form);
        for (int i = 0; i < n && !f; i++) {
                f = account_disable(cx, person[i], version[i], true);
                if (!f)
                        done++;
                else if (f->kind == FAIL_CONFLICT) {
                        late++;
                        f = NULL;
                }
        }
        if (f)
                return f;
        if (late)
                reply_note(re, cx, "停用了 %d 个账号；%d 个刚刚有变动，没有停用", done, late);
        else
                reply_note(re, cx, "停用了 %d 个账号", done);
        return reply_see(re, cx, "/access/stale");
}
