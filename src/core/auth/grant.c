/* core/auth/grant.c - making accounts, giving and taking posts, one-time links. */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "core/auth/lockout.h"
#include "core/auth/steady.h"
#include "core/crypto/password.h"
#include "core/text/json.h"

bool login_fits(str s)
{
        for (size_t i = 0; i < s.n; i++) {
                char c = s.p[i];
                bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
                if (!plain && !(i && (c == '.' || c == '-')))
                        return false;
        }
        return s.n >= 3 && s.n <= LOGIN_MAX;
}

const struct fail *role_fits_unit(struct ctx *cx, str role, int64_t unit)
{
        struct role_by_code r;
        struct unit_root root;
        const struct fail *f = role_by_code(cx, role, &r);
        if (f || (r.kind != ROLE_SYSTEM && r.kind != ROLE_SECURITY && r.kind != ROLE_AUDITOR))
                return f;
        f = unit_root(cx, &root);
        return f || root.id == unit ? f
             : fail_field(cx, S("unit"), "系统、安全、审计三种管理员管全县，只在“%.*s”授予", STR(root.name));
}

void post_log(struct ctx *cx, const char *event, int64_t post, bool gone, str cause)
{
        struct post_said p;
        const struct fail *f = cx->db->broken ? cx->db->broken : post_said(cx, post, &p);
        if (f) {
                tx_refuse(cx, f);
                return;
        }
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, gone ? "before" : "after", '{');
        json_put_str(&j, "person", p.name);
        json_put_str(&j, "unit", p.unit);
        json_put_str(&j, "role", p.role);
        json_put_str(&j, "title", p.title);
        json_put_str(&j, "since", day_str(cx->arena, p.since));
        json_close(&j, '}');
        json_put_int(&j, "person_id", p.person);
        if (cause.n)
                json_put_str(&j, "cause", cause);
        json_close(&j, '}');
        audit_log(cx, event, "post", post, buf_str(&b));
}

void account_log(struct ctx *cx, int64_t person, str name, str login)
{
        struct buf b = buf_new(cx->arena, 1024);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "name", name);
        json_put_str(&j, "login", login);
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, "account.add", "person", person, buf_str(&b));
}

const struct fail *account_add(struct ctx *cx, const struct account_new *in, int64_t *ret_person)
{
        struct account_by_login taken;
        if (!login_fits(in->login))
                return fail_field(cx, S("login"), "账号用 3 到 40 个小写字母、数字、点或连字符");
        const struct fail *f = in->role.n ? role_fits(cx, 0, in->role) : NULL;
        if (!f && in->role.n)
                f = role_fits_unit(cx, in->role, in->unit);
        if (f)
                return f;

        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = account_by_login(cx, in->login, &taken);
        if (!f)
                f = fail_field(cx, S("login"), "这个账号已经有人用了");
        else if (f->kind == FAIL_NOT_FOUND)
                f = NULL;
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        int64_t person = person_insert(cx, in->name, 0);
        account_insert(cx, person, in->login, 0, cx->now);
        search_follow(cx, "person", person);
        account_log(cx, person, in->name, in->login);
        if (in->role.n) {
                int64_t post = post_insert(cx, person, in->unit, in->role, cx->today);
                post_log(cx, "post.grant", post, false, (str){ 0 });
        }
        f = tx_commit(&tx);
        if (!f)
                *ret_person = person;
        return f;
}

const struct fail *account_grant(struct ctx *cx, int64_t person, int64_t unit, str role)
{
        struct account_version a;
        struct unit_place place;
        const struct fail *f = account_version(cx, person, &a);
        if (!f)
                f = unit_place(cx, unit, &place);
        if (!f)
                f = auth_change(cx, MAY_ROLE_GRANT, unit);
        if (!f && day_is(place.closed))
                f = fail_field(cx, S("unit"), "这个单位已经撤销，不能再授岗位");
        if (!f && person == cx->user)
                f = fail(cx, DENIED, "不能给自己授权");
        if (f)
                return f;

        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = role_fits(cx, person, role);
        if (!f)
                f = role_fits_unit(cx, role, unit);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        int64_t post = post_insert(cx, person, unit, role, cx->today);
        post_log(cx, "post.grant", post, false, (str){ 0 });
        return tx_commit(&tx);
}

const struct fail *account_office_last(struct ctx *cx, int64_t person)
{
        static const char *const words[ROLE_KIND_END] = {
                [ROLE_SYSTEM] = "这是最后一个能登录的系统管理员；先让另一个人担任，再收回或停用",
                [ROLE_SECURITY] = "这是最后一个能登录的安全管理员；先让另一个人担任，再收回或停用",
                [ROLE_AUDITOR] = "这是最后一个能登录的审计管理员；先让另一个人担任，再收回或停用",
        };
        struct account_by_person a;
        struct role_kind_others others;
        enum role_kind office;
        const struct fail *f = role_office_of(cx, person, &office);
        if (f || office == ROLE_BUSINESS)
                return f;
        f = account_by_person(cx, person, &a);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        if (a.disabled || (!a.demo && !a.password.n))
                return NULL;
        f = role_kind_others(cx, person, office, cx->today, &others);
        return !f && !others.n ? fail(cx, INVALID, "%s", words_of(cx->lang, words[office])) : f;
}

const struct fail *account_revoke(struct ctx *cx, int64_t person, int64_t post, int64_t version)
{
        struct post_of at;
        const struct fail *f = post_of(cx, post, cx->today, &at);
        if (!f && at.person != person)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = auth_change(cx, MAY_ROLE_GRANT, at.unit);
        if (!f && person == cx->user)
                f = fail(cx, DENIED, "不能收回自己的岗位");
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = account_office_last(cx, person);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        post_close(cx, post, version, day_add(cx->today, -1));
        posts_close_acting(cx, post, day_add(cx->today, -1));
        session_end_all(cx, at.person, post);
        post_log(cx, "post.revoke", post, true, (str){ 0 });
        return tx_commit(&tx);
}

void account_disable_put(struct ctx *cx, int64_t person, int64_t version, bool disable)
{
        const struct fail *last = disable && !cx->db->broken ? account_office_last(cx, person) : NULL;
        if (last) {
                tx_refuse(cx, last);
                return;
        }
        account_set_disabled(cx, person, version, disable);
        if (disable)
                session_end_all(cx, person, 0);
        audit_log(cx, disable ? "account.disable" : "account.enable", "person", person, (str){ 0 });
}

const struct fail *account_disable(struct ctx *cx, int64_t person, int64_t version, bool disable)
{
        if (person == cx->user)
                return fail(cx, DENIED, "不能停用自己的账号");
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        account_disable_put(cx, person, version, disable);
        return tx_commit(&tx);
}

const struct fail *account_unlock(struct ctx *cx, int64_t person)
{
        struct account_by_person a;
        const struct fail *f = account_by_person(cx, person, &a);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        lockout_forget(cx, a.login);
        audit_log(cx, "account.unlock", "person", person, (str){ 0 });
        return tx_commit(&tx);
}

static str link_add(struct ctx *cx, int64_t person)
{
        str key = random_hex(cx->arena, LINK_BYTES);
        link_insert(cx, token_hash(cx->arena, key), person != 0, person,
                    steady_now(cx) + LINK_HOURS * 3600000L, cx->user != 0, cx->user);
        audit_log(cx, person ? "account.link" : "setup.link", "person", person, (str){ 0 });
        return key;
}

str link_put(struct ctx *cx, int64_t person)
{
        if (person)
                link_drop(cx, person, cx->now);
        else
                link_drop_setup(cx, cx->now);
        if (!person)
                entry_end_setup(cx, steady_now(cx));
        return link_add(cx, person);
}

const struct fail *link_may(struct ctx *cx, int64_t person)
{
        struct account_by_person a;
        enum role_kind office = ROLE_BUSINESS;
        const struct fail *f = account_by_person(cx, person, &a);
        if (f)
                return f;
        if (a.demo)
                return fail(cx, INVALID, "演示账号没有口令");
        if (a.disabled)
                return fail(cx, INVALID, "账号已停用");
        if (!cx->user)
                return NULL;
        f = role_office_of(cx, person, &office);
        if (f)
                return f;
        if (office != ROLE_BUSINESS)
                return fail(cx, INVALID, "系统、安全、审计三种管理员的链接只在服务器上发：luoshi account link --login %.*s",
                            STR(a.login));
        if (a.password.n && !auth_may(cx, MAY_ROLE_GRANT))
                return fail(cx, INVALID, "这个账号已经设过口令，链接由安全管理员发");
        if (!a.password.n && !auth_may(cx, MAY_ACCOUNT_EDIT))
                return fail(cx, INVALID, "这个账号还没有口令，链接由系统管理员发");
        return NULL;
}

const struct fail *link_make(struct ctx *cx, int64_t person, str *ret_key)
{
        const struct fail *f = person ? link_may(cx, person) : NULL;
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        str key = link_put(cx, person);
        f = tx_commit(&tx);
        if (!f)
                *ret_key = key;
        return f;
}

const struct fail *link_setup_add(struct ctx *cx, str *ret_key)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        str key = link_add(cx, 0);
        const struct fail *f = tx_commit(&tx);
        if (!f)
                *ret_key = key;
        return f;
}

const struct fail *link_setup_keep(struct ctx *cx, str *ret_key)
{
        struct link_setup have;
        const struct fail *f = link_setup(cx, steady_now(cx), &have);
        *ret_key = (str){ 0 };
        return f || have.good ? f : link_setup_add(cx, ret_key);
}

const struct fail *link_setup_made(struct ctx *cx, bool *ret)
{
        struct link_setup have;
        const struct fail *f = link_setup(cx, steady_now(cx), &have);
        *ret = !f && have.made;
        return f;
}

const struct fail *link_find(struct ctx *cx, str key, struct link *ret)
{
        struct link_by_hash row;
        enum role_kind office = ROLE_BUSINESS;
        const struct fail *f = link_by_hash(cx, token_hash(cx->arena, key), &row);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (!f && row.has_person && row.has_made_by) {
                f = role_office_of(cx, row.person, &office);
                if (f)
                        return f;
        }
        if (f || row.has_used || row.expires <= steady_now(cx) || office != ROLE_BUSINESS)
                return fail(cx, NOT_FOUND, "这个链接不对、已经用过，或者已经过期");
        *ret = (struct link){ row.id, row.has_person ? row.person : 0, row.has_made_by ? row.made_by : 0 };
        return NULL;
}

/* Who made the link that set a password: the row's who is the account's owner. */
static str maker_text(struct ctx *cx, const struct link *link)
{
        struct account_by_person maker;
        if (!link->made_by)
                return S("{\"link_by\":\"console\"}");
        if (account_by_person(cx, link->made_by, &maker))
                return str_f(cx->arena, "{\"link_by\":%ld}", link->made_by);
        struct buf b = buf_new(cx->arena, 512);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "link_by", maker.login.n ? maker.login : maker.name);
        json_put_int(&j, "person", link->made_by);
        json_close(&j, '}');
        return buf_str(&b);
}

const struct fail *link_password(struct ctx *cx, const struct link *link, str wish,
                                 const struct sign_in *in, struct entered *ret)
{
        struct account_by_person a;
        struct post_first post = { 0 };
        struct post_of at = { 0 };
        enum entry_stage stage;
        str hash;

        const struct fail *f = account_by_person(cx, link->person, &a);
        if (f)
                return f;
        if (a.disabled)
                return fail(cx, NOT_FOUND, "这个链接不对、已经用过，或者已经过期");
        f = post_first(cx, link->person, cx->today, &post);
        if (!f)
                f = post_of(cx, post.id, cx->today, &at);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        f = password_wish(cx, link->person, "new", wish, &hash);
        if (!f)
                f = entry_next(cx, link->person, false, &stage);
        if (f)
                return f;
        if (stage == ENTRY_PASSWORD)
                stage = ENTRY_IN;       /* it is being changed */

        str made = maker_text(cx, link);
        cx->user = link->person;
        cx->unit = at.unit;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        link_use(cx, link->id, cx->now);
        password_put(cx, link->person, hash);
        lockout_forget(cx, a.login);
        session_end_all(cx, link->person, 0);
        struct entered got = { .stage = stage };
        audit_log(cx, "account.password-link", "person", link->person, made);
        if (post.id)
                got = entry_give(cx, stage, link->person, post.id, in);
        f = tx_commit(&tx);
        if (!f)
                *ret = got;
        return f;
}

const struct fail *link_begin(struct ctx *cx, const struct link *link, const struct sign_in *in,
                              str *ret_token)
{
        struct link_by_id row;
        const struct fail *f = link_by_id(cx, link->id, &row);
        if (f)
                return f;
        str token = random_hex(cx->arena, TOKEN_BYTES);
        int64_t now = steady_now(cx);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        session_end(cx, in->old_token);
        if (in->old_token.n == SESSION_TOKEN_MAX)       /* this browser's own, come back by the link */
                entry_end_token(cx, token_hash(cx->arena, in->old_token), now);
        entry_add(cx, token_hash(cx->arena, token), ENTRY_SETUP, false, 0, true, link->id,
                  row.expires, now, in->address);
        audit_log(cx, "session.half", "setup", 0, in->address);
        f = tx_commit(&tx);
        if (!f)
                *ret_token = token;
        return f;
}

const struct fail *setup_places(struct ctx *cx, str token, struct setup_place *ret, int *ret_n)
{
        struct entry_setups it;
        *ret_n = 0;
        entry_setups(&it, cx, steady_now(cx), token_hash(cx->arena, token));
        while (entry_setups_next(&it))
                if (!(*ret_n)++)
                        *ret = (struct setup_place){ it.has_began ? steady_shown(cx, it.began) : 0, it.address };
        return entry_setups_end(&it);
}
