/* door/web/entry.c - the door: signing in and out, one-time links. */
#include "core/auth/account.sql.h"
#include "core/crypto/password.h"
#include "door/web/entry.h"
#include "door/web/pages.h"

enum { MOST_ROLES = 100 };

bool demo_open;         /* written once, before any thread starts */

struct sign_in sign_in_of(const struct request *rq)
{
        return (struct sign_in){ .old_token = rq->session, .address = rq->remote,
                                 .agent = rq->user_agent };
}

/* A path of ours to go on to: never another host (//x, /\x), never a loop back to the door. */
static str next_of(str s)
{
        for (size_t i = 0; i < s.n; i++)
                if ((unsigned char)s.p[i] <= 32 || s.p[i] == '\\' || (unsigned char)s.p[i] >= 127)
                        return (str){ 0 };
        bool ours = s.n && s.n < 500 && s.p[0] == '/' && !(s.n > 1 && s.p[1] == '/') &&
                    !str_starts(s, S("/sign-")) && !str_starts(s, S("/set-up"));
        return ours ? s : (str){ 0 };
}

/* The demonstration door: only in a database marked demo, and only from this machine unless the
 * operator opened it. */
static bool door_stands(const struct request *rq)
{
        return rq->demo && (rq->loopback || demo_open);
}

static const struct fail *show_sign_in(struct ctx *cx, const struct request *rq, struct reply *re,
                                       str login, str next, const struct fail *why)
{
        struct demo_role roles[MOST_ROLES];
        struct account_total total;
        struct sign_in_page p = {
                .page = page_of(cx, rq, "登录"), .account = login, .next = next, .fail = why,
                .failures = (int)config.n[SETTING_lockout_failures],
                .minutes = (int)(config.n[SETTING_lockout_seconds] / 60),
                .door = door_stands(rq), .roles = roles,
        };
        const struct fail *f = account_total(cx, &total);
        if (f)
                return f;
        p.setup = !total.n;
        if (p.door) {
                struct posts_demo it;
                posts_demo(&it, cx, cx->today);
                while (posts_demo_next(&it))
                        if (p.n_roles < MOST_ROLES)
                                roles[p.n_roles++] = (struct demo_role){
                                        .code = str_f(cx->arena, "%ld", it.id),
                                        .label = str_of(words_of(cx->lang, it.role_name.p)),
                                        .help = it.unit_name };
                f = posts_demo_end(&it);
                if (f)
                        return f;
        }
        if (why)
                re->status = fail_http(why->kind);
        sign_in_page(&re->body, &p);
        return NULL;
}

const struct fail *sign_in_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str next = next_of(form_raw(&form, "next"));
        if (cx->visitor)
                return reply_see(re, cx, "%.*s", STR(next.n ? next : S("/")));
        return show_sign_in(cx, rq, re, S(""), next, NULL);
}

static const struct fail *go_on(struct ctx *cx, const struct request *rq, struct reply *re,
                                str token, str next)
{
        reply_session(re, cx, rq, token);
        return reply_see(re, cx, "%.*s", STR(next.n ? next : S("/")));
}

const struct fail *sign_in_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        str token, next = next_of(form_raw(&form, "next"));
        in.login = form_text(&form, "account", 0, 100);
        in.password = str_head(form_raw(&form, "password"), 1000);

        const struct fail *f = form_end(&form);
        if (!f)
                f = account_sign_in(cx, &in, &token);
        if (!f)
                return go_on(cx, rq, re, token, next);
        if (f->kind != FAIL_INVALID && f->kind != FAIL_TOO_MANY && f->kind != FAIL_BUSY)
                return f;
        auth_as_nobody(cx);
        return show_sign_in(cx, rq, re, in.login, next, f);
}

const struct fail *sign_in_demo_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        str token, next = next_of(form_raw(&form, "next"));
        int64_t post = form_int(&form, "role", 1, INT64_MAX);

        const struct fail *f = !door_stands(rq) ? fail(cx, NOT_FOUND, "没有这个页面") : form_end(&form);
        if (!f)
                f = account_sign_in_demo(cx, post, &in, &token);
        return f ? f : go_on(cx, rq, re, token, next);
}

const struct fail *sign_out_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct fail *f = form_end(&form);
        if (!f)
                f = account_sign_out(cx, rq->session);
        if (f)
                return f;
        reply_session(re, cx, rq, S(""));
        return reply_see(re, cx, "/sign-in");
}

/* ---- one-time links ----------------------------------------------------------- */

static const struct form_field password_field = {
        .name = "new", .label = "新口令", .type = "password", .max = 256,
        .autocomplete = "new-password",
        .hint = "至少 10 个字符，大写字母、小写字母、数字、符号中要有三类",
};
static const struct form_field first_fields[] = {
        { .name = "county",         .label = "县名", .max = 40 },
        { .name = "system_name",    .label = "系统管理员（您）：称呼", .max = 40 },
        { .name = "system_login",   .label = "系统管理员（您）：账号", .max = 40,
          .hint = "3 到 40 个小写字母、数字、点或连字符" },
        { .name = "new",            .label = "新口令", .type = "password",
          .autocomplete = "new-password", .max = 256,
          .hint = "至少 10 个字符，大写字母、小写字母、数字、符号中要有三类" },
        { .name = "security_name",  .label = "安全管理员：称呼", .max = 40, .hint = "授予角色的人，须是另一个人" },
        { .name = "security_login", .label = "安全管理员：账号", .max = 40 },
        { .name = "audit_name",     .label = "审计管理员：称呼", .max = 40, .hint = "查看审计的人，须是第三个人" },
        { .name = "audit_login",    .label = "审计管理员：账号", .max = 40 },
};

static const struct fail *show_set_up(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct link *link, const struct form *form,
                                      const struct fail *why)
{
        const struct form_field *table = link->person ? &password_field : first_fields;
        int n = link->person ? 1 : (int)COUNT_OF(first_fields);
        struct form_field *fields = NEW_ARRAY(cx->arena, struct form_field, (size_t)n);
        struct set_up_page p = {
                .page = page_of(cx, rq, link->person ? "设定口令" : "第一次设置"), .key = rq->keys[0],
                .first = !link->person, .form = form, .fail = why, .fields = fields, .n_fields = n,
        };
        for (int i = 0; i < n; i++) {
                fields[i] = form_field_of(table[i], form, why);
                if (fields[i].type)
                        fields[i].value = (str){ 0 };   /* a password is never sent back */
        }
        if (link->person) {
                struct account_by_person a;
                const struct fail *f = account_by_person(cx, link->person, &a);
                if (f)
                        return f;
                p.name = a.login;
        }
        if (why)
                re->status = fail_http(why->kind);
        set_up_page(&re->body, &p);
        return NULL;
}

const struct fail *set_up_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct link link;
        const struct fail *f = link_find(cx, rq->keys[0], &link);
        return f ? f : show_set_up(cx, rq, re, &link, NULL, NULL);
}

static const struct fail *first_set_up(struct ctx *cx, const struct request *rq, struct reply *re,
                                       const struct link *link, struct form *form)
{
        struct sign_in in = sign_in_of(rq);
        struct setup_links links;
        str token;
        struct setup s = {
                .county         = form_text(form, "county", 1, 40),
                .system_name    = form_text(form, "system_name", 1, 40),
                .system_login   = form_text(form, "system_login", 3, LOGIN_MAX),
                .password       = form_raw(form, "new"),
                .security_name  = form_text(form, "security_name", 1, 40),
                .security_login = form_text(form, "security_login", 3, LOGIN_MAX),
                .audit_name     = form_text(form, "audit_name", 1, 40),
                .audit_login    = form_text(form, "audit_login", 3, LOGIN_MAX),
        };
        const struct fail *f = form_end(form);
        if (!f)
                f = link_setup(cx, link, &s, &in, &token, &links);
        if (f)
                return f->kind == FAIL_INVALID ? show_set_up(cx, rq, re, link, form, f) : f;
        reply_session(re, cx, rq, token);
        struct set_up_done_page p = {
                .page = page_of(cx, rq, "设置完成"),
                .base = str_f(cx->arena, "%s://%.*s", rq->secure ? "https" : "http", STR(rq->host)),
                .security = links.security, .audit = links.audit,
        };
        set_up_done_page(&re->body, &p);
        return NULL;
}

const struct fail *set_up_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        struct link link;
        str token;

        const struct fail *f = link_find(cx, rq->keys[0], &link);
        if (f)
                return f;
        if (!link.person)
                return first_set_up(cx, rq, re, &link, &form);
        str wish = form_raw(&form, "new");
        f = form_end(&form);
        if (!f)
                f = link_password(cx, &link, wish, &in, &token);
        if (f)
                return f->kind == FAIL_INVALID ? show_set_up(cx, rq, re, &link, &form, f) : f;
        if (!token.n)
                return reply_see(re, cx, "/sign-in");   /* no post yet: one must be granted */
        return go_on(cx, rq, re, token, S("/"));
}
