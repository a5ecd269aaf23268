/* door/web/me.c - one's own account: password, posts, sessions. */
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "door/web/entry.h"
#include "door/web/pages.h"

enum { MOST = 50 };

static const struct form_field fields[] = {
        { .name = "password", .label = "现在的口令", .type = "password",
          .autocomplete = "current-password", .max = 256 },
        { .name = "new",      .label = "新口令",     .type = "password",
          .autocomplete = "new-password", .max = 256,
          .hint = "至少 10 个字符，大写字母、小写字母、数字、符号中要有三类" },
};

static const struct fail *show(struct ctx *cx, const struct request *rq, struct reply *re,
                               const struct form *form, const struct fail *why)
{
        const struct visitor *v = cx->visitor;
        struct form_field drawn[COUNT_OF(fields)];
        struct account_place places[MOST];
        struct account_session live[MOST];
        struct account_page p = { .page = page_of(cx, rq, "我的账号"), .who = v, .posts = places,
                                  .sessions = live, .form = form, .fail = why,
                                  .fields = drawn, .n_fields = COUNT_OF(fields) };
        for (size_t i = 0; i < COUNT_OF(fields); i++) {
                drawn[i] = form_field_of(fields[i], form, why);
                drawn[i].value = (str){ 0 };
        }

        struct posts_of po;
        posts_of(&po, cx, v->person, cx->today);
        while (posts_of_next(&po))
                if (p.n_posts < MOST)
                        places[p.n_posts++] = (struct account_place){
                                po.id, post_words(cx, po.title, po.role_name, po.has_acts_for),
                                po.unit_name, po.since,
                                po.id == v->post };
        const struct fail *f = posts_of_end(&po);
        if (f)
                return f;

        struct sessions_of it;
        sessions_of(&it, cx, v->person, cx->now - config.n[SETTING_session_max] * 1000);
        while (sessions_of_next(&it))
                if (p.n_sessions < MOST &&
                    cx->now - it.seen <= config.n[SETTING_session_idle] * 1000)
                        live[p.n_sessions++] = (struct account_session){
                                it.id, instant_str(cx->arena, it.began),
                                instant_str(cx->arena, it.seen),
                                it.address, it.agent, it.id == v->session };
        f = sessions_of_end(&it);
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
        str wish = form_raw(&form, "new"), token;

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
