/* core/auth/auth.c - permissions and scopes: what a post may do over which units. */
#include "core/auth/auth.h"
#include "core/audit/audit.h"
#include "core/auth/auth.sql.h"
#include "core/auth/session.h"

const struct perm_info perm_info[MAY_END] = {
#define PERM(name, label, help) [MAY_##name] = { #name, label, help },
#include "core/auth/perms.def"
#undef PERM
};

const struct role_info role_info[] = {
#define ROLE(code, name, kind, sort) { code, name, ROLE_##kind, sort },
#define ROLE_PERM(role, perm, see, change)
#include "core/auth/roles.def"
#undef ROLE
#undef ROLE_PERM
};
const int n_roles = COUNT_OF(role_info);

const struct role_perm_info role_perm_info[] = {
#define ROLE(code, name, kind, sort)
#define ROLE_PERM(role, perm, see, change) { role, MAY_##perm, SCOPE_##see, SCOPE_##change },
#include "core/auth/roles.def"
#undef ROLE
#undef ROLE_PERM
};
const int n_role_perms = COUNT_OF(role_perm_info);

enum perm perm_by_name(str name)
{
        for (int i = 0; i < MAY_END; i++)
                if (str_is(name, perm_info[i].name))
                        return (enum perm)i;
        return MAY_END;
}

static enum scope scope_see(const struct ctx *cx, enum perm p)
{
        return cx->visitor && auth_may(cx, p) ? (enum scope)cx->visitor->see[p] : SCOPE_NONE;
}

static enum scope scope_change(const struct ctx *cx, enum perm p)
{
        return cx->visitor && auth_may(cx, p) ? (enum scope)cx->visitor->change[p] : SCOPE_NONE;
}

/* Does the scope of the visitor's post reach this unit? */
static const struct fail *reaches(struct ctx *cx, enum scope scope, int64_t unit, bool *ret)
{
        const struct visitor *v = cx->visitor;
        struct unit_place place;

        *ret = scope == SCOPE_ALL || (scope != SCOPE_NONE && unit == v->unit);
        if (*ret || scope == SCOPE_NONE || scope == SCOPE_OWN)
                return NULL;
        const struct fail *f = unit_place(cx, unit, &place);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        if (scope == SCOPE_SUBTREE)
                *ret = v->unit_path.n && str_starts(place.path, v->unit_path);
        else
                *ret = v->unit_group.n && str_eq(place.grp, v->unit_group);
        return NULL;
}

const struct fail *auth_see(struct ctx *cx, enum perm p, int64_t unit)
{
        bool in;
        if (!auth_may(cx, p))
                return fail(cx, DENIED, "%s", "");
        const struct fail *f = reaches(cx, scope_see(cx, p), unit, &in);
        if (!f && !in)
                f = fail(cx, NOT_FOUND, "%s", "");
        return f;
}

const struct fail *auth_change(struct ctx *cx, enum perm p, int64_t unit)
{
        bool in;
        if (!auth_may(cx, p))
                return fail(cx, DENIED, "%s", "");
        const struct fail *f = reaches(cx, scope_change(cx, p), unit, &in);
        if (!f && !in)
                f = fail(cx, DENIED, "这不在您可以办理的单位范围内");
        return f;
}

struct auth_reach auth_reach(struct ctx *cx, enum perm p)
{
        const struct visitor *v = cx->visitor;
        struct auth_reach r = { .scope = scope_see(cx, p), .prefix = S("-") };
        switch (r.scope) {
        case SCOPE_ALL:     r.prefix = S(""); break;
        case SCOPE_SUBTREE: r.prefix = v->unit_path.n ? v->unit_path : S("-"); break;
        case SCOPE_OWN:     r.unit = v->unit; break;
        case SCOPE_GROUP:   r.group = v->unit_group; break;
        case SCOPE_NONE: case SCOPE_END: break;
        }
        return r;
}

str auth_scope_prefix(struct ctx *cx, enum perm p) { return auth_reach(cx, p).prefix; }

void auth_as_nobody(struct ctx *cx)
{
        cx->user = cx->unit = 0;
        cx->may = (struct perms){ 0 };
        cx->visitor = NULL;
}

void auth_as_system(struct ctx *cx)
{
        struct visitor *v = NEW(cx->arena, struct visitor);
        v->name = S("系统");
        for (int i = 0; i < MAY_END; i++) {
                perms_add(&v->may, i);
                v->see[i] = v->change[i] = SCOPE_ALL;
        }
        cx->user = cx->unit = 0;
        cx->may = v->may;
        cx->visitor = v;
}

const struct fail *auth_seed(struct ctx *cx)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < n_roles; i++) {
                const struct role_info *r = &role_info[i];
                struct role_by_code have;
                const struct fail *f = role_by_code(cx, str_of(r->code), &have);
                if (!f)
                        continue;
                if (f->kind != FAIL_NOT_FOUND)
                        return f;
                role_add(cx, str_of(r->code), str_of(r->name), r->kind, r->sort);
                for (int j = 0; j < n_role_perms; j++) {
                        const struct role_perm_info *p = &role_perm_info[j];
                        if (!strcmp(p->role, r->code))
                                role_perm_add(cx, str_of(r->code), str_of(perm_info[p->perm].name),
                                              p->see, p->change);
                }
                audit_log(cx, "role.seed", "role", i + 1, str_of(r->code));
        }
        return tx_commit(&tx);
}
