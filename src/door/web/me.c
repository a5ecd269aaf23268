/* door/web/me.c - one's own account: password, posts, sessions. */
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "core/auth/steady.h"
#include "door/web/device.h"
#include "door/web/entry.h"
#include "door/web/pages.h"

enum { MOST = 50 };

static const struct form_field code_field = {
        .name = "code", .label = "应用上显示的 6 位数字", .max = 10, .inputmode = "numeric",
        .autocomplete = "one-time-code",
};
static const struct form_field now_field = {
        .name = "password", .label = "现在的口令", .type = "password",
        .autocomplete = "current-password", .max = 256,
};

static const struct fail *show(struct ctx *cx, const struct request *rq, struct reply *re,
                               const struct form *form, const struct fail *why)
{
        const struct visitor *v = cx->visitor;
        struct form_field drawn[1 + PASSWORD_BOXES];
        struct account_place places[MOST];
        struct account_session live[MOST];
        struct account_page p = { .page = page_of(cx, rq, "我的账号"), .who = v, .posts = places,
                                  .sessions = live, .form = form, .fail = why,
                                  .fields = drawn, .n_fields = COUNT_OF(drawn),
                                  .floor = (int)config.n[SETTING_password_length],
                                  .warn = v->password_ages &&
                                          v->password_days <= config.n[SETTING_password_warn] };
        int64_t now = steady_now(cx);
        drawn[0] = form_field_of(now_field, form, why);
        drawn[0].value = (str){ 0 };
        password_boxes(NULL, form, why, &drawn[1]);

        struct posts_of po;
        posts_of(&po, cx, v->person, cx->today);
        while (posts_of_next(&po))
                if (p.n_posts < MOST)
                        places[p.n_posts++] = (struct account_place){
                                po.id, post_in_full(cx, po.title, po.role_name, po.has_acts_for),
                                po.unit_name, po.since,
                                po.id == v->post };
        const struct fail *f = posts_of_end(&po);
        if (f)
                return f;

        struct sessions_of it;
        sessions_of(&it, cx, v->person, now - config.n[SETTING_session_max] * 1000);
        while (sessions_of_next(&it))
                if (p.n_sessions < MOST &&
                    now - it.seen <= config.n[SETTING_session_idle] * 1000)
                        live[p.n_sessions++] = (struct account_session){
                                it.id, instant_str(cx->arena, steady_shown(cx, it.began)),
                                instant_str(cx->arena, steady_shown(cx, it.seen)),
                                it.address, it.agent, device_browser(it.agent),
                                device_system(it.agent), it.id == v->session };
        f = sessions_of_end(&it);
        if (!f)
                f = factor_state(cx, v->person, &p.factor);
        if (f)
                return f;
        if (why)
                re->status = fail_http(why->kind);
        account_page(&re->body, &p);
        return NULL;
}

const struct fail *account_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return show(cx, rq, re, NULL, NULL);
}

const struct fail *account_password_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        str password = str_head(form_raw(&form, "password"), 1000);
        str wish = password_typed(&form), token;

        const struct fail *f = form_end(&form);
        if (!f)
                f = account_change(cx, password, wish, &in, &token);
        if (f)
                return f->kind == FAIL_INVALID ? show(cx, rq, re, &form, f) : f;
        reply_session(re, cx, rq, token);
        return reply_see(re, cx, "/me");
}

const struct fail *account_post_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        int64_t post = form_int(&form, "post", 1, INT64_MAX);
        str token;

        const struct fail *f = form_end(&form);
        if (!f)
                f = account_switch(cx, post, &in, &token);
        if (f)
                return f;
        reply_session(re, cx, rq, token);
        return reply_see(re, cx, "/");
}

const struct fail *account_session_end_post(struct ctx *cx, const struct request *rq,
                                            struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct fail *f = form_end(&form);
        if (!f)
                f = session_end_id(cx, rq->ids[0]);
        if (f)
                return f;
        reply_note(re, cx, "这次登录已经结束");
        return reply_see(re, cx, "/me");
}

/* ---- second factor --------------------------------------------------------------- */

static const struct fail *show_factor(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct form *form, const struct fail *why)
{
        struct factor_shown shown;
        struct form_field field = form_field_of(code_field, form, why);
        struct factor_page p = { .page = page_of(cx, rq, "动态口令"), .field = &field, .fail = why };
        const struct fail *f = factor_state(cx, cx->user, &p.state);
        if (f)
                return f;
        f = factor_shown(cx, cx->user, &shown);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (!f)
                p.secret = shown.base32;
        page_crumb(&p.page, S("/me"), "我的账号", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, "动态口令", (str){ 0 });
        if (why)
                re->status = fail_http(why->kind);
        factor_page(&re->body, &p);
        return NULL;
}

const struct fail *account_factor_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return show_factor(cx, rq, re, NULL, NULL);
}

const struct fail *account_factor_picture_get(struct ctx *cx, const struct request *rq UNUSED,
                                              struct reply *re)
{
        return factor_picture(cx, re, cx->user);
}

const struct fail *account_factor_start_post(struct ctx *cx, const struct request *rq,
                                             struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct fail *f = form_end(&form);
        if (!f && cx->visitor->demo)
                f = fail(cx, INVALID, "演示账号没有口令");
        if (!f)
                f = factor_start(cx, cx->user);
        return f ? f : reply_see(re, cx, "/me/factor");
}

const struct fail *account_factor_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str codes[FACTOR_CODES], code = form_text(&form, "code", 1, 40);
        const struct fail *f = form_end(&form);
        if (!f)
                f = factor_confirm(cx, cx->user, code, codes);
        if (f)
                return f->kind == FAIL_INVALID ? show_factor(cx, rq, re, &form, f) : f;
        factor_codes_show(cx, rq, re, codes, S("/me"));
        return NULL;
}

/* Whoever walks past an open screen must not take the factor away: a code is asked. */
const struct fail *account_factor_drop_post(struct ctx *cx, const struct request *rq,
                                            struct reply *re)
{
        struct form form = form_of(cx, rq);
        str code = form_text(&form, "code", 1, 40);
        const struct fail *f = form_end(&form);
        if (!f)
                f = factor_take_code(cx, cx->user, code);
        if (!f)
                f = factor_drop(cx, cx->user);
        if (f)
                return f->kind == FAIL_INVALID ? show_factor(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "动态口令已取消");
        return reply_see(re, cx, "/me");
}
