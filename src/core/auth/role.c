/* core/auth/role.c - which roles one person may hold together (等保 三员). */
#include "core/auth/auth.h"
#include "core/auth/auth.sql.h"

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
