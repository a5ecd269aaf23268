/* core/auth/setup.c - the first set-up: a county and its three administrators, who are three
 * people (等保 三员). */
#include "core/audit/audit.h"
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/crypto/password.h"

static const struct fail *new_admin(struct ctx *cx, const char *field, str login, str name,
                                    int64_t unit, const char *role, int64_t *ret)
{
        struct account_new in = { .login = login, .name = name, .unit = unit,
                                  .role = str_of(role) };
        const struct fail *f = account_add(cx, &in, ret);
        if (!f || f->kind != FAIL_INVALID)
                return f;
        struct fail *at = NEW(cx->arena, struct fail);
        *at = *f;
        at->field = str_of(field);
        return at;
}

const struct fail *link_setup(struct ctx *cx, const struct link *link, const struct setup *s,
                              const struct sign_in *in, str *ret_token, struct setup_links *ret)
{
        struct unit_root root = { 0 };
        int64_t system = 0, security = 0, audit = 0;
        str hash;

        const char *weak = password_weak(s->password, s->system_login);
        if (weak)
                return fail_field(cx, S("new"), "%s", words_of(cx->lang, weak));
        if (str_eq(s->system_login, s->security_login) || str_eq(s->system_login, s->audit_login) ||
            str_eq(s->security_login, s->audit_login))
                return fail_field(cx, S("security_login"), "三个管理员须是三个人");
        const struct fail *f = unit_root(cx, &root);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        f = password_hash(cx, s->password, &hash);
        if (f)
                return f;

        /* Spend the link first: whoever comes second stops here. What follows is repeatable by a
         * new link, which only the operator of the machine can make. */
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                link_use(cx, link->id, cx->now);
                if (!root.id) {
                        root.id = unit_insert_root(cx, S("county"), s->county, 0);
                        unit_set_root_path(cx, root.id, str_f(cx->arena, "/%ld/", root.id));
                }
                f = tx_commit(&tx);
        }
        if (!f)
                f = new_admin(cx, "system_login", s->system_login, s->system_name, root.id,
                              "system-admin", &system);
        if (!f)
                f = new_admin(cx, "security_login", s->security_login, s->security_name, root.id,
                              "security-admin", &security);
        if (!f)
                f = new_admin(cx, "audit_login", s->audit_login, s->audit_name, root.id,
                              "audit-admin", &audit);
        if (f)
                return f;
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                account_set_password(cx, system, hash, cx->now);
                f = tx_commit(&tx);
        }
        struct post_first post;
        if (!f)
                f = link_make(cx, security, &ret->security);
        if (!f)
                f = link_make(cx, audit, &ret->audit);
        if (!f)
                f = post_first(cx, system, cx->today, &post);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        *ret_token = session_begin(cx, system, post.id, in->old_token, in->address, in->agent);
        return tx_commit(&tx);
}
