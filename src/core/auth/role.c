/* core/auth/role.c - which roles one person may hold together, which permissions a role may have
 * (等保 三员), and the change of a row. */
#include "core/audit/audit.h"
#include "core/auth/auth.sql.h"
#include "core/auth/role.sql.h"
#include "core/auth/session.h"
#include "core/text/json.h"

/* Which kinds of role may have what is not plain business: one administrator's own, or shared. */
enum { BUSINESS = 1 << ROLE_BUSINESS, SYSTEM = 1 << ROLE_SYSTEM, SECURITY = 1 << ROLE_SECURITY,
       AUDITOR = 1 << ROLE_AUDITOR, MACHINE = 1 << ROLE_MACHINE };
static const struct { enum perm perm; unsigned kinds; } offices[] = {
        { MAY_ORG_VIEW,      BUSINESS | SYSTEM | SECURITY | AUDITOR | MACHINE },
        { MAY_ACCOUNT_EDIT,  SYSTEM },
        { MAY_SETTING_EDIT,  SYSTEM },
        { MAY_METRICS_VIEW,  SYSTEM },
        { MAY_ROLE_GRANT,    SECURITY },
        { MAY_AUDIT_VIEW,    AUDITOR },
        { MAY_POST_DELEGATE, BUSINESS | SECURITY },     /* an administrator's stand-in is granted too */
};

bool role_may_have(enum role_kind kind, enum perm p)
{
        unsigned kinds = BUSINESS | MACHINE;
        if (p <= MAY_SIGNED_IN || p >= MAY_END)
                return false;
        for (size_t i = 0; i < COUNT_OF(offices); i++)
                if (offices[i].perm == p)
                        kinds = offices[i].kinds;
        return kinds >> kind & 1;
}

/* 等保 (GB/T 22239-2019, 8.1.5): each of the three administrators holds that role and no other. */
bool roles_go_together(enum role_kind a, enum role_kind b)
{
        return a == ROLE_BUSINESS && b == ROLE_BUSINESS;
}

const struct fail *role_fits(struct ctx *cx, int64_t person, str role)
{
        struct role_by_code r;
        const struct fail *f = role_by_code(cx, role, &r);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail_field(cx, S("role"), "没有这个角色") : f;
        if (r.kind == ROLE_OPEN)
                return fail_field(cx, S("role"), "公众不需要账号");
        if (r.kind == ROLE_MACHINE)
                return fail_field(cx, S("role"), "接口的角色不授予人员");
        if (!person)
                return NULL;

        struct role_kinds_of it;
        bool apart = false;
        role_kinds_of(&it, cx, person, cx->today);
        while (role_kinds_of_next(&it))
                apart |= !roles_go_together((enum role_kind)it.kind, (enum role_kind)r.kind);
        f = role_kinds_of_end(&it);
        if (f)
                return f;
        return apart ? fail_field(cx, S("role"), "系统、安全、审计三种管理员不能兼任，也不能兼业务岗位") : NULL;
}

const struct fail *role_office_of(struct ctx *cx, int64_t person, enum role_kind *ret)
{
        struct role_kinds_of it;
        *ret = ROLE_BUSINESS;
        role_kinds_of(&it, cx, person, cx->today);
        while (role_kinds_of_next(&it))
                if (it.kind == ROLE_SYSTEM || it.kind == ROLE_SECURITY || it.kind == ROLE_AUDITOR)
                        *ret = (enum role_kind)it.kind;
        return role_kinds_of_end(&it);
}

const struct fail *role_people(struct ctx *cx, enum role_kind kind, const int64_t **ret, int *ret_n)
{
        struct role_kind_people it;
        int64_t *people = NULL;
        int n = 0, cap = 0;
        role_kind_people(&it, cx, kind, cx->today);
        while (role_kind_people_next(&it))
                *VEC_ADD(cx->arena, people, n, cap) = it.person;
        *ret = people;
        *ret_n = n;
        return role_kind_people_end(&it);
}

/* ---- the change of a row ----------------------------------------------------------- */

static void put_row(struct json_out *j, const char *name, const struct role_grant *g)
{
        json_open(j, name, '{');
        json_put_str(j, "perm", str_of(perm_info[g->perm].name));
        json_put_str(j, "see", str_of(scope_words[g->see]));
        json_put_str(j, "see_years", str_of(years_words[g->see_years]));
        json_put_str(j, "change", str_of(scope_words[g->change]));
        json_put_str(j, "change_years", str_of(years_words[g->change_years]));
        json_close(j, '}');
}

static str change_text(struct ctx *cx, str role, const struct role_grant *before,
                       const struct role_grant *after)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "role", role);
        put_row(&j, "before", before);
        put_row(&j, "after", after);
        json_close(&j, '}');
        return buf_str(&b);
}

/* Inside the transaction: the row as it stands; none is two times NONE. */
static const struct fail *row_of(struct ctx *cx, str role, enum perm p, struct role_grant *ret)
{
        struct role_perm_row row = { 0 };
        const struct fail *f = role_perm_row(cx, role, str_of(perm_info[p].name), &row);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        *ret = (struct role_grant){ p, row.see < SCOPE_END ? (enum scope)row.see : SCOPE_NONE,
                                    row.change < SCOPE_END ? (enum scope)row.change : SCOPE_NONE,
                                    row.see_years < YEARS_END ? (enum years)row.see_years : YEARS_ALL,
                                    row.change_years < YEARS_END ? (enum years)row.change_years
                                                                 : YEARS_ALL };
        return NULL;
}

const struct fail *role_grant_put(struct ctx *cx, str role, int64_t version,
                                  const struct role_grant *g)
{
        struct role_head r;
        struct role_is_held held = { 0 };
        struct role_grant before;
        if (!auth_may(cx, MAY_ROLE_GRANT) || auth_reach_change(cx, MAY_ROLE_GRANT).scope != SCOPE_ALL)
                return fail(cx, DENIED, "%s", "");
        const struct fail *f = role_head(cx, role, &r);
        if (!f)
                f = role_is_held(cx, role, cx->user, cx->today, &held);
        if (!f && held.n)
                f = fail(cx, DENIED, "不能修改自己所在角色的权限");
        if (!f && !role_may_have((enum role_kind)r.kind, g->perm))
                f = fail_field(cx, S("perm"), "这个角色不能有这项权限：系统、安全、审计三种管理员与业务互相分开");
        if (f)
                return f;

        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = row_of(cx, role, g->perm, &before);
        if (f)
                return f;
        role_touch(cx, role, version);
        str perm = str_of(perm_info[g->perm].name);
        if (g->see == SCOPE_NONE && g->change == SCOPE_NONE)
                role_perm_drop(cx, role, perm);
        else
                role_perm_put(cx, role, perm, g->see, g->see_years, g->change, g->change_years);
        audit_log(cx, "role.edit", "role", r.sort, change_text(cx, role, &before, g));
        f = audit_conflict(cx, tx_commit(&tx), "role", r.sort);
        if (!f)
                session_forget();
        return f;
}
