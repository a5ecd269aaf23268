/* core/auth/account.c - signing in and out, passwords, the demonstration mark. */
#include "core/auth/account.h"
#include "core/audit/audit.h"
#include "core/auth/account.sql.h"
#include "core/auth/lockout.h"
#include "core/crypto/password.h"
#include "core/text/json.h"

static const struct fail *refused(struct ctx *cx)
{
        return fail(cx, INVALID, "账号或口令不对");
}

/* From here on the rows of the trail are the new person's. */
static void act_as(struct ctx *cx, int64_t person, int64_t unit)
{
        cx->user = person;
        cx->unit = unit;
}

const struct fail *account_sign_in(struct ctx *cx, const struct sign_in *in, struct entered *ret)
{
        struct account_by_login a = { 0 };
        struct post_first post = { 0 };
        struct post_of at = { 0 };
        enum entry_stage stage = ENTRY_IN;
        bool right;

        str login = utf8_head(in->login, LOGIN_MAX);
        const struct fail *f = lockout_check(cx, login, in->address);
        if (f)
                return f;
        f = account_by_login(cx, login, &a);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        f = password_check(cx, in->password, a.password, &right);
        if (f)
                return f;
        if (right && !a.disabled) {
                f = post_first(cx, a.person, cx->today, &post);
                if (!f)
                        f = post_of(cx, post.id, cx->today, &at);
                if (f && f->kind != FAIL_NOT_FOUND)
                        return f;
        }
        if (!right || a.disabled || !post.id) {
                f = lockout_count(cx, login, in->address);
                return f ? f : refused(cx);
        }
        f = entry_next(cx, a.person, false, &stage);
        if (f)
                return f;

        act_as(cx, a.person, at.unit);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (stage != ENTRY_CODE)        /* else a right password would wash off wrong codes */
                lockout_forget(cx, login);
        struct entered got = entry_give(cx, stage, a.person, post.id, in);
        f = tx_commit(&tx);
        if (!f)
                *ret = got;
        return f;
}

/* Begin a session in a post that is known to be the person's; `detail` of what happened, for the trail. */
static const struct fail *enter(struct ctx *cx, int64_t post, const struct post_of *at,
                                const char *event, str detail, const struct sign_in *in,
                                str *ret_token)
{
        act_as(cx, at->person, at->unit);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        str token = session_begin(cx, at->person, post, in->old_token, in->address, in->agent);
        audit_log(cx, event, "person", at->person, detail);
        const struct fail *f = tx_commit(&tx);
        if (!f)
                *ret_token = token;
        return f;
}

const struct fail *account_sign_in_demo(struct ctx *cx, int64_t post, const struct sign_in *in,
                                        str *ret_token)
{
        struct account_is_demo a;
        struct post_of at;

        if (!database_is_demo(cx))
                return fail(cx, NOT_FOUND, "%s", "");
        const struct fail *f = post_of(cx, post, cx->today, &at);
        if (!f)
                f = account_is_demo(cx, at.person, &a);
        if (!f && !a.demo)
                f = fail(cx, NOT_FOUND, "%s", "");
        return f ? f : enter(cx, post, &at, "session.begin", in->address, in, ret_token);
}

/* A post for the trail, in its own language whatever the reader's is. */
static const struct fail *post_put(struct ctx *cx, struct json_out *j, const char *side,
                                   int64_t post)
{
        struct post_called p;
        const struct fail *f = post_called(cx, post, &p);
        if (f)
                return f;
        json_open(j, side, '{');
        json_put_str(j, "post", str_f(cx->arena, "%.*s %s%.*s", STR(p.unit), p.has_acts_for ? "代理" : "",
                                      STR(p.title.n ? p.title : p.role_name)));
        json_close(j, '}');
        return NULL;
}

const struct fail *account_switch(struct ctx *cx, int64_t post, const struct sign_in *in,
                                  str *ret_token)
{
        struct post_of at;
        const struct fail *f = post_of(cx, post, cx->today, &at);
        if (!f && at.person != cx->user)
                f = fail(cx, NOT_FOUND, "%s", "");
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        if (!f)
                f = post_put(cx, &j, "before", cx->visitor->post);
        if (!f)
                f = post_put(cx, &j, "after", post);
        json_put_str(&j, "address", in->address);
        json_close(&j, '}');
        return f ? f : enter(cx, post, &at, "session.switch", buf_str(&b), in, ret_token);
}

const struct fail *account_sign_out(struct ctx *cx, str token)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        session_end(cx, token);
        audit_log(cx, "session.end", "person", cx->user, (str){ 0 });
        return tx_commit(&tx);
}

const struct fail *account_change(struct ctx *cx, str password, str wish, const struct sign_in *in,
                                  str *ret_token)
{
        struct account_by_person a;
        bool right;
        str hash;

        const struct fail *f = account_by_person(cx, cx->user, &a);
        if (f)
                return f;
        if (a.demo)
                return fail_field(cx, S("new"), "演示账号没有口令");
        f = lockout_check(cx, a.login, in->address);
        if (!f)
                f = password_check(cx, password, a.password, &right);
        if (f)
                return f;
        if (!right) {
                f = lockout_count(cx, a.login, in->address);
                return f ? f : fail_field(cx, S("password"), "现在的口令不对");
        }
        f = password_wish(cx, cx->user, "new", wish, &hash);
        if (f)
                return f;

        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        password_put(cx, cx->user, hash);
        session_end_all(cx, cx->user, 0);
        str token = session_begin(cx, cx->user, cx->visitor->post, in->old_token, in->address,
                                  in->agent);
        audit_log(cx, "account.password", "person", cx->user, (str){ 0 });
        f = tx_commit(&tx);
        if (!f)
                *ret_token = token;
        return f;
}

bool database_is_demo(struct ctx *cx)
{
        struct setting_text s;
        return !setting_text(cx, S("demo"), &s) && str_is(s.value, "1");
}

str database_county(struct ctx *cx)
{
        struct setting_text s;
        return setting_text(cx, S("county"), &s) ? (str){ 0 } : s.value;
}

const struct fail *database_mark_demo(struct ctx *cx)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        setting_put(cx, S("demo"), S("1"));
        audit_log(cx, "demo.load", "database", 0, (str){ 0 });
        return tx_commit(&tx);
}

const struct fail *database_is_empty(struct ctx *cx, bool *ret)
{
        struct account_total t;
        struct unit_root root;
        const struct fail *f = account_total(cx, &t);
        if (f)
                return f;
        f = unit_root(cx, &root);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        *ret = !t.n && f;
        return NULL;
}

int64_t account_demo(struct ctx *cx, str name, int64_t unit, const char *role, int sort)
{
        int64_t person = account_demo_clerk(cx, name, unit, role, sort);
        account_insert(cx, person, (str){ 0 }, 1, cx->now);
        return person;
}

int64_t account_demo_clerk(struct ctx *cx, str name, int64_t unit, const char *role, int sort)
{
        int64_t person = person_insert(cx, name, sort);
        post_insert(cx, person, unit, str_of(role), day_make(day_year(cx->today) - 1, 1, 1));
        return person;
}
