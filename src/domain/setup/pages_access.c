/* domain/setup/pages_access.c - 登录安全: what is locked, who is signed in, which roles bring a second
 * factor (the security administrator's), and accounts nobody uses (the system administrator's). */
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "core/auth/lockout.h"
#include "core/auth/session.h"
#include "core/auth/steady.h"
#include "core/config/config.h"
#include "domain/setup/pages.h"
#include "door/web/device.h"

enum { MOST = 200, MOST_ROLES = 60 };

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

const struct fail *access_factor_end_post(struct ctx *cx, const struct request *rq,
                                          struct reply *re)
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

static const struct list_column session_columns[] = {
        { .label = "人员",     .kind = CELL_TITLE },
        { .label = "岗位",     .kind = CELL_TEXT },
        { .label = "登录时间", .kind = CELL_NO },
        { .label = "最近操作", .kind = CELL_TEXT, .small = "" },
        { .label = "地址",     .kind = CELL_TEXT, .fold = 2 },
        { .label = "设备",     .kind = CELL_TEXT, .fold = 2, .small = "系统" },
};

static const struct fail *sessions_fill(struct ctx *cx, struct list *l, int64_t person)
{
        int64_t now = steady_now(cx);
        struct sessions_live it;
        sessions_live(&it, cx, person ? SESSIONS_LIVE_WHEN_PERSON : 0, now - config.n[SETTING_session_max] * 1000,
                      now - config.n[SETTING_session_idle] * 1000, person);
        while (sessions_live_next(&it)) {
                struct list_cell *c = list_next(cx, l, it.id);
                if (!c)
                        break;
                list_key(l, it.person);
                bool here = it.id == cx->visitor->session;
                c[0] = (struct list_cell){ .text = it.name, .href = str_f(cx->arena, "/people/%ld", it.person),
                                           .small = here ? str_of(words_of(cx->lang, "这里")) : S("") };
                c[1].text = str_f(cx->arena, "%.*s · %s", STR(it.unit_name), words_of(cx->lang, it.role_name.p));
                c[2].text = instant_str(cx->arena, steady_shown(cx, it.began));
                c[3].text = instant_str(cx->arena, steady_shown(cx, it.seen));
                c[4].text = it.address;
                c[5] = (struct list_cell){ .word = device_browser(it.agent),
                                           .small = str_of(words_of(cx->lang, device_system(it.agent))) };
        }
        return sessions_live_end(&it);
}

/* GET /access/sessions */
const struct fail *access_sessions_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct access_list_page *p = NEW(cx->arena, struct access_list_page);
        struct form form = form_of(cx, rq);
        int64_t person = form_int_or(&form, "person", 1, INT64_MAX, 0);
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        p->page = page_of(cx, rq, "登录中的人");
        page_crumb(&p->page, S("/access"), "登录安全", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "登录中的人", (str){ 0 });
        const struct list_filter filter = { .kind = FILTER_HIDDEN, .name = "person",
                .value = person ? str_f(cx->arena, "%ld", person) : S("") };
        p->list = (struct list){ .page = &p->page, .path = "/access/sessions", .caption = "登录中的人",
                .columns = session_columns, .n_columns = COUNT_OF(session_columns), .filters = &filter,
                .n_filters = 1, .total = -1, .whole = true, .of = LIST_OF_PEOPLE, .own = "最近登录的在前",
                .find = "姓名、岗位或地址", .empty = "没有这样的登录", .empty_help = "换一个词，或者看全部。" };
        f = list_open(cx, rq, &p->list);
        if (!f)
                f = sessions_fill(cx, &p->list, person);
        if (f)
                return f;
        list_end(cx, &p->list);
        p->lead = str_of(words_of(cx->lang, "勾选后结束：那个浏览器马上退出。"));
        access_list_page(&re->body, p);
        return NULL;
}

static const struct fail *may_end(struct ctx *cx, struct batch_item *x)
{
        struct session_whose s;
        const struct fail *f = session_may_end(cx, x->id, &s);
        if (f && f->kind != FAIL_INVALID)
                return f;
        x->name = s.name;
        x->note = s.address;
        x->version = 1;         /* a session only ends */
        return f;
}

static void put_end(struct ctx *cx, struct batch_item *x)
{
        struct session_whose s;
        const struct fail *f = session_whose(cx, x->id, &s);
        if (f)
                tx_refuse(cx, f);
        else
                session_end_other(cx, x->id, s.person);
}

const struct batch_row access_batches[ACCESS_BATCHES] = {
        { .list = "/access/sessions", .event = "end", .word = "结束登录", .need = MAY_ROLE_GRANT, .danger = true,
          .follows = "那些浏览器马上退出，没有保存的内容会丢失。", .done = "已结束 %d 处登录",
          .may = may_end, .put = put_end },
};

/* ---- accounts nobody uses ------------------------------------------------------------ */

static const char *stale_why(const struct ctx *cx, const struct accounts_stale *it)
{
        if (day_is(it->left_on) && it->left_on.n < cx->today.n)
                return "人已离开";
        if (!it->posts)
                return "没有岗位";
        return it->has_last ? "久未登录" : "从未登录";
}

static const struct list_column stale_columns[] = {
        { .label = "姓名",     .kind = CELL_TITLE },
        { .label = "账号",     .kind = CELL_TEXT },
        { .label = "最近登录", .kind = CELL_TEXT },
        { .label = "原因",     .kind = CELL_TAG },
};

/* GET /access/stale: stopped as on 人员, by the batch of that name. */
const struct fail *access_stale_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct access_list_page *p = NEW(cx->arena, struct access_list_page);
        int days = (int)config.n[SETTING_stale_days];
        p->page = page_of(cx, rq, "久未登录");
        p->lead = str_f(cx->arena, words_of(cx->lang, "超过 %d 天没有登录、人已离开或者没有岗位，而账号还能用的人。"), days);
        p->list = (struct list){ .page = &p->page, .path = "/access/stale", .caption = "久未登录",
                .columns = stale_columns, .n_columns = COUNT_OF(stale_columns), .total = -1, .whole = true,
                .of = LIST_OF_PEOPLE, .own = "最久的在前", .find = "姓名、账号或原因",
                .empty = "没有这样的账号", .empty_help = "有人久不登录、离开或者没有岗位时，会列在这里，由您停用。" };
        const struct fail *f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        struct accounts_stale it;
        accounts_stale(&it, cx, steady_now(cx) - (int64_t)days * 86400000, cx->today);
        while (accounts_stale_next(&it)) {
                struct list_cell *c = it.person != cx->user ? list_next(cx, &p->list, it.person) : NULL;
                if (!c)
                        continue;
                list_key(&p->list, it.person);
                c[0] = (struct list_cell){ .text = it.name, .href = str_f(cx->arena, "/people/%ld", it.person) };
                c[1].text = it.login;
                c[2] = (struct list_cell){ .word = it.has_last ? NULL : "从未",
                        .text = it.has_last ? instant_str(cx->arena, steady_shown(cx, it.last)) : S("") };
                c[3] = (struct list_cell){ .word = stale_why(cx, &it), .lamp = "orange" };
        }
        f = accounts_stale_end(&it);
        if (f)
                return f;
        list_end(cx, &p->list);
        access_list_page(&re->body, p);
        return NULL;
}
