/* door/web/half.c - the pages between a right password and a session: a code, the enrolment of a
 * second factor, a new password. Each works from the half-way token in the cookie (entry.h). */
#include "core/auth/account.sql.h"
#include "core/auth/factor.h"
#include "core/config/config.h"
#include "core/doc/qr.h"
#include "door/web/entry.h"
#include "door/web/pages.h"

static const struct form_field code_field = {
        .name = "code", .label = "动态口令或恢复码", .max = 40, .autocomplete = "one-time-code",
        .hint = "手机应用上的 6 位数字；手机不在身边时填一个恢复码",
};
static const struct form_field first_code_field = {
        .name = "code", .label = "应用上显示的 6 位数字", .max = 10, .inputmode = "numeric",
        .autocomplete = "one-time-code",
};

const struct fail *half_go(struct ctx *cx, const struct request *rq, struct reply *re,
                           int64_t person, const struct entered *got, str next)
{
        const struct fail *f = got->stage == ENTRY_ENROL ? factor_start(cx, person) : NULL;
        return f ? f : entered_go(cx, rq, re, got, next);
}

static const struct fail *show_fields(struct reply *re, struct half_page *p,
                                      const struct form_field *fields, int n, str next,
                                      const struct fail *why)
{
        p->fields = fields, p->n_fields = n;
        p->fail = why;
        p->next = next;
        if (why)
                re->status = fail_http(why->kind);
        half_page(&re->body, p);
        return NULL;
}

static const struct fail *show(struct reply *re, struct half_page *p,
                               const struct form_field *field, const struct form *form, str next,
                               const struct fail *why)
{
        struct form_field drawn = form_field_of(*field, form, why);
        drawn.value = (str){ 0 };
        return show_fields(re, p, &drawn, 1, next, why);
}

/* A refusal that the same page can show. */
static bool is_theirs(const struct fail *f)
{
        return f->kind == FAIL_INVALID || f->kind == FAIL_TOO_MANY || f->kind == FAIL_BUSY;
}

/* ---- a code ------------------------------------------------------------------- */

static const struct fail *show_code(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct form *form, str next, const struct fail *why)
{
        struct half_page p = { .page = page_of(cx, rq, "动态口令"), .action = "/sign-in/code",
                               .button = "继续",
                               .lead = "口令已通过。请再填手机应用上的动态口令。" };
        return show(re, &p, &code_field, form, next, why);
}

const struct fail *sign_in_code_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct entry e;
        const struct fail *f = entry_load(cx, rq->session, ENTRY_CODE, &e);
        return f ? f : show_code(cx, rq, re, NULL, next_of(form_raw(&form, "next")), NULL);
}

const struct fail *sign_in_code_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        struct entered got;
        struct entry e;
        str next = next_of(form_raw(&form, "next"));
        str code = form_text(&form, "code", 1, 40);
        const struct fail *f = entry_load(cx, rq->session, ENTRY_CODE, &e);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = entry_code(cx, &e, code, &in, &got);
        if (!f)
                return half_go(cx, rq, re, e.person, &got, next);
        return is_theirs(f) ? show_code(cx, rq, re, &form, next, f) : f;
}

/* ---- enrolment ---------------------------------------------------------------- */

static const struct fail *show_factor(struct ctx *cx, const struct request *rq, struct reply *re,
                                      int64_t person, const struct form *form, str next,
                                      const struct fail *why)
{
        struct factor_shown shown;
        const struct fail *f = factor_shown(cx, person, &shown);
        if (f)
                return f;
        struct half_page p = { .page = page_of(cx, rq, "绑定动态口令"), .action = "/sign-in/factor",
                               .button = "绑定并进入", .secret = shown.base32,
                               .picture = "/sign-in/factor/picture",
                               .lead = "您的角色登录时要用动态口令。用手机上的身份验证应用扫描二维码，"
                                       "再填应用上显示的数字。" };
        return show(re, &p, &first_code_field, form, next, why);
}

const struct fail *sign_in_factor_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct entry e;
        const struct fail *f = entry_load(cx, rq->session, ENTRY_ENROL, &e);
        return f ? f : show_factor(cx, rq, re, e.person, NULL, next_of(form_raw(&form, "next")),
                                   NULL);
}

const struct fail *factor_picture(struct ctx *cx, struct reply *re, int64_t person)
{
        struct factor_shown shown;
        const struct fail *f = factor_shown(cx, person, &shown);
        re->type = "image/svg+xml";
        return f ? f : qr_svg(cx, shown.address, &re->body);
}

const struct fail *sign_in_picture_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct entry e;
        const struct fail *f = entry_load(cx, rq->session, ENTRY_ENROL, &e);
        return f ? f : factor_picture(cx, re, e.person);
}

void factor_codes_show(struct ctx *cx, const struct request *rq, struct reply *re,
                       const str codes[FACTOR_CODES], str go)
{
        struct factor_codes_page p = { .page = page_of(cx, rq, "恢复码"), .codes = codes,
                                       .n_codes = FACTOR_CODES, .go = go };
        factor_codes_page(&re->body, &p);
}

const struct fail *sign_in_factor_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        struct entered got;
        struct entry e;
        str codes[FACTOR_CODES], next = next_of(form_raw(&form, "next"));
        str code = form_text(&form, "code", 1, 40);
        const struct fail *f = entry_load(cx, rq->session, ENTRY_ENROL, &e);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = factor_confirm(cx, e.person, code, codes);
        if (f)
                return is_theirs(f) ? show_factor(cx, rq, re, e.person, &form, next, f) : f;
        f = entry_go_on(cx, &e, true, &in, &got);
        if (f)
                return f;
        reply_session(re, cx, rq, got.token);
        factor_codes_show(cx, rq, re, codes,
                          got.stage == ENTRY_PASSWORD ? S("/sign-in/password")
                          : next.n ? next : S("/"));
        return NULL;
}

/* ---- a new password ------------------------------------------------------------ */

static const struct fail *show_password(struct ctx *cx, const struct request *rq, struct reply *re,
                                        const struct form *form, str next, const struct fail *why)
{
        struct half_page p = { .page = page_of(cx, rq, "更换口令"), .action = "/sign-in/password",
                               .button = "更换并进入",
                               .days = (int)config.n[SETTING_password_days],
                               .floor = (int)config.n[SETTING_password_length] };
        struct form_field boxes[PASSWORD_BOXES];
        password_boxes(NULL, form, why, boxes);
        return show_fields(re, &p, boxes, PASSWORD_BOXES, next, why);
}

const struct fail *sign_in_password_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct entry e;
        const struct fail *f = entry_load(cx, rq->session, ENTRY_PASSWORD, &e);
        return f ? f : show_password(cx, rq, re, NULL, next_of(form_raw(&form, "next")), NULL);
}

const struct fail *sign_in_password_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        struct entered got;
        struct entry e;
        str next = next_of(form_raw(&form, "next")), wish = password_typed(&form);
        const struct fail *f = entry_load(cx, rq->session, ENTRY_PASSWORD, &e);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = entry_password(cx, &e, wish, &in, &got);
        if (!f)
                return entered_go(cx, rq, re, &got, next);
        return is_theirs(f) ? show_password(cx, rq, re, &form, next, f) : f;
}
