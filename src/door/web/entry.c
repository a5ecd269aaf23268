/* door/web/entry.c - the door: signing in and out, one-time links. */
#include "core/auth/account.sql.h"
#include "core/auth/factor.h"
#include "core/config/config.h"
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
str next_of(str s)
{
        for (size_t i = 0; i < s.n; i++)
                if ((unsigned char)s.p[i] <= 32 || s.p[i] == '\\' || (unsigned char)s.p[i] >= 127)
                        return (str){ 0 };
        bool ours = s.n && s.n <= NEXT_MOST && s.p[0] == '/' && !(s.n > 1 && s.p[1] == '/') &&
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
                str names[MOST_ROLES];
                while (posts_demo_next(&it)) {
                        if (p.n_roles == MOST_ROLES)
                                continue;
                        names[p.n_roles] = it.name;
                        roles[p.n_roles++] = (struct demo_role){
                                .code = str_f(cx->arena, "%ld", it.id),
                                .label = str_of(words_of(cx->lang, it.role_name.p)),
                                .help = it.unit_name };
                }
                f = posts_demo_end(&it);
                if (f)
                        return f;
                /* two of one role in one unit, side by side: each with its name */
                for (int i = 0, to; i < p.n_roles; i = to) {
                        for (to = i + 1; to < p.n_roles && str_eq(roles[to].label, roles[i].label) &&
                                         str_eq(roles[to].help, roles[i].help); )
                                to++;
                        for (int k = i; to > i + 1 && k < to; k++)
                                roles[k].help = str_f(cx->arena, "%.*s　%.*s", STR(roles[k].help), STR(names[k]));
                }
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

const struct fail *entered_go(struct ctx *cx, const struct request *rq, struct reply *re,
                              const struct entered *got, str next)
{
        static const char *const owed[ENTRY_STAGES] = {
                [ENTRY_CODE] = "/sign-in/code", [ENTRY_ENROL] = "/sign-in/factor",
                [ENTRY_PASSWORD] = "/sign-in/password",
        };
        str home = next.n ? next : S("/");
        reply_session(re, cx, rq, got->token);
        if (!owed[got->stage])
                return reply_see(re, cx, "%.*s", STR(home));
        return next.n ? reply_see(re, cx, "%s?next=%s", owed[got->stage],
                                  url_part(cx->arena, next))
                      : reply_see(re, cx, "%s", owed[got->stage]);
}

const struct fail *sign_in_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        struct entered got;
        str next = next_of(form_raw(&form, "next"));
        in.login = form_text(&form, "account", 0, 100);
        in.password = str_head(form_raw(&form, "password"), 1000);

        const struct fail *f = form_end(&form);
        if (!f)
                f = account_sign_in(cx, &in, &got);
        if (!f)
                return half_go(cx, rq, re, cx->user, &got, next);
        if (f->kind != FAIL_INVALID && f->kind != FAIL_TOO_MANY && f->kind != FAIL_BUSY)
                return f;
        auth_as_nobody(cx);
        return show_sign_in(cx, rq, re, in.login, next, f);
}

const struct fail *sign_in_demo_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        str token = { 0 }, next = next_of(form_raw(&form, "next"));
        int64_t post = form_int(&form, "role", 1, INT64_MAX);

        const struct fail *f = !door_stands(rq) ? fail(cx, NOT_FOUND, "没有这个页面") : form_end(&form);
        if (!f)
                f = account_sign_in_demo(cx, post, &in, &token);
        struct entered got = { token, ENTRY_IN };
        return f ? f : entered_go(cx, rq, re, &got, next);
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

/* ---- a new password ----------------------------------------------------------- */

void password_boxes(const char *label, const struct form *form, const struct fail *why,
                    struct form_field *ret)
{
        static const struct form_field boxes[PASSWORD_BOXES] = {
                { .name = "new", .label = "新口令", .type = "password", .max = 256,
                  .autocomplete = "new-password",
                  .hint = "大写字母、小写字母、数字、符号中要有三类，不含账号、姓名和县名" },
                { .name = "again", .label = "确认新口令", .type = "password", .max = 256,
                  .autocomplete = "new-password", .hint = "把新口令再填一遍" },
        };
        for (int i = 0; i < PASSWORD_BOXES; i++) {
                ret[i] = form_field_of(boxes[i], form, why);
                ret[i].value = (str){ 0 };
        }
        if (label)
                ret[0].label = label;
}

str password_typed(struct form *form)
{
        str typed = form_raw(form, "new"), again = form_raw(form, "again");
        if (!str_eq(typed, again))
                form_wrong(form, "again", "两次填的口令不一样，请重新填写");
        return typed;
}

/* ---- the wizard in two browsers ------------------------------------------------ */

const struct fail *setup_places_words(struct ctx *cx, const struct request *rq, str *ret)
{
        struct setup_place latest;
        int n;
        *ret = (str){ 0 };
        const struct fail *f = setup_places(cx, rq->session, &latest, &n);
        if (!f && n)
                *ret = str_f(cx->arena, words_of(cx->lang, "另有 %d 处在做这次设置，最近一处 %.*s 从 %.*s 打开。各处填的是同一份，"
                                                           "都可以接着做，同一项后保存的为准。不认识那个地址的，请在服务器上运行 "
                                                           "luoshi link 另发链接，原来的链接和各处的设置都会失效。"),
                             n, STR(instant_str(cx->arena, latest.at)), STR(latest.address));
        return f;
}

/* ---- one-time links ----------------------------------------------------------- */

static const struct fail *show_set_up(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct link *link, const struct form *form,
                                      const struct fail *why)
{
        struct form_field fields[PASSWORD_BOXES];
        struct set_up_page p = {
                .page = page_of(cx, rq, link->person ? "设定口令" : "第一次设置"), .key = rq->keys[0],
                .first = !link->person, .form = form, .fail = why, .fields = fields, .n_fields = PASSWORD_BOXES,
                .floor = (int)config.n[SETTING_password_length],
        };
        password_boxes(NULL, form, why, fields);
        if (link->person) {
                struct account_by_person a;
                const struct fail *f = account_by_person(cx, link->person, &a);
                if (f)
                        return f;
                p.name = a.login;
        } else {
                struct county c;
                const struct fail *f = county_load(cx, &c);
                if (f)
                        return f;
                p.name = c.name;
                f = setup_places_words(cx, rq, &p.others);
                if (f)
                        return f;
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

const struct fail *set_up_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        struct entered got;
        struct link link;

        const struct fail *f = link_find(cx, rq->keys[0], &link);
        if (f)
                return f;
        str wish = link.person ? password_typed(&form) : (str){ 0 };
        f = form_end(&form);
        if (!f && !link.person) {
                str token;
                f = link_begin(cx, &link, &in, &token);
                if (f)
                        return f;
                reply_session(re, cx, rq, token);
                return reply_see(re, cx, "/begin/county");
        }
        if (!f)
                f = link_password(cx, &link, wish, &in, &got);
        if (f)
                return f->kind == FAIL_INVALID ? show_set_up(cx, rq, re, &link, &form, f) : f;
        if (!got.token.n)
                return reply_see(re, cx, "/sign-in");   /* no post yet: one must be granted */
        return half_go(cx, rq, re, link.person, &got, S("/"));
}
