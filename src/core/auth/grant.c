/* core/auth/grant.c - making accounts, giving and taking posts, one-time links. */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "core/auth/lockout.h"
#include "core/auth/steady.h"
#include "core/crypto/password.h"

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

const struct fail *account_add(struct ctx *cx, const struct account_new *in, int64_t *ret_person)
{
        struct account_by_login taken;
        if (!login_fits(in->login))
                return fail_field(cx, S("login"), "账号用 3 到 40 个小写字母、数字、点或连字符");
        const struct fail *f = in->role.n ? role_fits(cx, 0, in->role) : NULL;
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
        audit_log(cx, "account.add", "person", person, in->login);
        if (in->role.n) {
                post_insert(cx, person, in->unit, in->role, cx->today);
                audit_log(cx, "post.grant", "person", person, in->role);
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
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        int64_t post = post_insert(cx, person, unit, role, cx->today);
        audit_log(cx, "post.grant", "post", post, role);
        return tx_commit(&tx);
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
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        post_close(cx, post, version, day_add(cx->today, -1));
        posts_close_acting(cx, post, day_add(cx->today, -1));
        session_end_all(cx, at.person, post);
        audit_log(cx, "post.revoke", "post", post, at.role);
        return tx_commit(&tx);
}

void account_disable_put(struct ctx *cx, int64_t person, int64_t version, bool disable)
{
        account_set_disabled(cx, person, version, disable);
        if (disable)
                session_end_all(cx, person, 0);
        audit_log(cx, disable ? "account.disable" : "account.enable", "person", person, (str){ 0 });
}

const struct fail *account_disable(struct ctx *cx, int64_t person, int64_t version, bool disable)
{
        if (person == cx->user)
                return fail(cx, DENIED, "不能停用自己的账号");
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

str link_put(struct ctx *cx, int64_t person)
{
        str key = random_hex(cx->arena, LINK_BYTES);
        if (person)
                link_drop(cx, person, cx->now);
        else
                link_drop_setup(cx, cx->now);
        if (!person)
                entry_end_setup(cx, steady_now(cx));
        link_insert(cx, token_hash(cx->arena, key), person != 0, person,
                    steady_now(cx) + LINK_HOURS * 3600000L);
        audit_log(cx, person ? "account.link" : "setup.link", "person", person, (str){ 0 });
        return key;
}

const struct fail *link_make(struct ctx *cx, int64_t person, str *ret_key)
{
        struct account_by_person a;
        const struct fail *f = person ? account_by_person(cx, person, &a) : NULL;
        if (!f && person && a.demo)
                f = fail(cx, INVALID, "演示账号没有口令");
        if (!f && person && a.disabled)
                f = fail(cx, INVALID, "账号已停用");
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        str key = link_put(cx, person);
        f = tx_commit(&tx);
        if (!f)
                *ret_key = key;
        return f;
}

const struct fail *link_find(struct ctx *cx, str key, struct link *ret)
{
        struct link_by_hash row;
        const struct fail *f = link_by_hash(cx, token_hash(cx->arena, key), &row);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (f || row.has_used || row.expires <= steady_now(cx))
                return fail(cx, NOT_FOUND, "这个链接不对、已经用过，或者已经过期");
        *ret = (struct link){ row.id, row.has_person ? row.person : 0 };
        return NULL;
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

        cx->user = link->person;
        cx->unit = at.unit;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        link_use(cx, link->id, cx->now);
        password_put(cx, link->person, hash);
        lockout_forget(cx, a.login);
        session_end_all(cx, link->person, 0);
        struct entered got = { .stage = stage };
        audit_log(cx, "account.password", "person", link->person, (str){ 0 });
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
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        session_end(cx, in->old_token);
        entry_end_setup(cx, steady_now(cx));
        entry_add(cx, token_hash(cx->arena, token), ENTRY_SETUP, false, 0, true, link->id,
                  row.expires);
        audit_log(cx, "session.half", "setup", 0, in->address);
        f = tx_commit(&tx);
        if (!f)
                *ret_token = token;
        return f;
}
