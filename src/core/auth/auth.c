/* core/auth/auth.c - permissions and scopes: what a post may do over which units. */
#include "core/auth/auth.h"
#include "core/audit/audit.h"
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "core/auth/session.h"

const struct perm_info perm_info[MAY_END] = {
#define PERM(name, label, help) [MAY_##name] = { #name, label, help },
#include "core/auth/perms.def"
#undef PERM
};

const char *const scope_words[SCOPE_END] = {
        [SCOPE_NONE] = "无", [SCOPE_OWN] = "本单位", [SCOPE_SUBTREE] = "本单位及下级",
        [SCOPE_GROUP] = "本考核组", [SCOPE_ALL] = "全部单位",
};
const char *const years_words[YEARS_END] = {
        [YEARS_ALL] = "全部年度", [YEARS_SINCE_LAST] = "上年起", [YEARS_SINCE_THIS] = "本年起",
        [YEARS_THIS] = "仅本年",
};

const struct role_info role_info[] = {
#define ROLE(code, name, kind, sort) { code, name, ROLE_##kind, sort },
#define ROLE_PERM(role, perm, see, change)
#define ROLE_PERM_YEARS(role, perm, see, see_years, change, change_years)
#include "core/auth/roles.def"
#undef ROLE
#undef ROLE_PERM
#undef ROLE_PERM_YEARS
};
const int n_roles = COUNT_OF(role_info);

const struct role_perm_info role_perm_info[] = {
#define ROLE(code, name, kind, sort)
#define ROLE_PERM_YEARS(role, perm, see, see_years, change, change_years) \
        { role, MAY_##perm, SCOPE_##see, SCOPE_##change, YEARS_##see_years, YEARS_##change_years },
#define ROLE_PERM(role, perm, see, change) ROLE_PERM_YEARS(role, perm, see, ALL, change, ALL)
#include "core/auth/roles.def"
#undef ROLE
#undef ROLE_PERM
#undef ROLE_PERM_YEARS
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

struct year_range years_of(enum years y, int working_year)
{
        static const int from_end = 9999;
        switch (y) {
        case YEARS_ALL:        return (struct year_range){ 0, from_end };
        case YEARS_SINCE_LAST: return (struct year_range){ working_year - 1, from_end };
        case YEARS_SINCE_THIS: return (struct year_range){ working_year, from_end };
        case YEARS_THIS:       return (struct year_range){ working_year, working_year };
        case YEARS_END:        break;
        }
        return (struct year_range){ 1, 0 };     /* none */
}

static bool year_fits(enum years y, int working_year, int year)
{
        struct year_range r = years_of(y, working_year);
        return !year || (year >= r.first && year <= r.last);
}

const struct fail *working_year(struct ctx *cx, int *ret)
{
        struct setting_text s;
        uint64_t year;
        const struct fail *f = setting_text(cx, S("year"), &s);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        *ret = !f && str_u64(s.value, &year) && year >= 1990 && year <= 2200 ? (int)year
             : day_year(cx->today);
        return NULL;
}

const struct fail *auth_see(struct ctx *cx, enum perm p, int64_t unit)
{
        return auth_see_year(cx, p, unit, 0);
}

const struct fail *auth_change(struct ctx *cx, enum perm p, int64_t unit)
{
        return auth_change_year(cx, p, unit, 0);
}

const struct fail *auth_see_year(struct ctx *cx, enum perm p, int64_t unit, int year)
{
        bool in;
        if (!auth_may(cx, p))
                return fail(cx, NOT_FOUND, "%s", "");
        const struct fail *f = reaches(cx, scope_see(cx, p), unit, &in);
        if (!f && (!in || !year_fits(cx->visitor->see_years[p], cx->visitor->year, year)))
                f = fail(cx, NOT_FOUND, "%s", "");
        return f;
}

const struct fail *auth_change_year(struct ctx *cx, enum perm p, int64_t unit, int year)
{
        bool in;
        if (!auth_may(cx, p))
                return fail(cx, DENIED, "%s", "");
        const struct fail *f = reaches(cx, scope_change(cx, p), unit, &in);
        if (!f && !in)
                f = fail(cx, DENIED, "这不在您可以办理的单位范围内");
        if (!f && !year_fits(cx->visitor->change_years[p], cx->visitor->year, year))
                f = fail(cx, DENIED, "%d 年度的记录您不能再办理；确需办理的，请安全管理员放宽这项权限的年度", year);
        return f;
}

static struct auth_reach reach_of(const struct ctx *cx, enum scope scope, enum years years)
{
        const struct visitor *v = cx->visitor;
        struct auth_reach r = { .scope = scope, .prefix = S("-"), .years = { 1, 0 } };
        if (scope == SCOPE_NONE)
                return r;
        r.years = years_of(years, v->year);
        switch (scope) {
        case SCOPE_ALL:     r.prefix = S(""); break;
        case SCOPE_SUBTREE: r.prefix = v->unit_path.n ? v->unit_path : S("-"); break;
        case SCOPE_GROUP:   r.group = v->unit_group.n ? v->unit_group : (str){ 0 };
                            r.unit = v->unit;
                            break;
        case SCOPE_OWN:     r.unit = v->unit; break;
        case SCOPE_NONE: case SCOPE_END: break;
        }
        return r;
}

struct auth_reach auth_reach(struct ctx *cx, enum perm p)
{
        enum scope s = scope_see(cx, p);
        return reach_of(cx, s, s ? (enum years)cx->visitor->see_years[p] : YEARS_ALL);
}

struct auth_reach auth_reach_change(struct ctx *cx, enum perm p)
{
        enum scope s = scope_change(cx, p);
        return reach_of(cx, s, s ? (enum years)cx->visitor->change_years[p] : YEARS_ALL);
}

struct auth_reach auth_reach_waits(struct ctx *cx, int need, bool own)
{
        struct auth_reach r = auth_reach_change(cx, (enum perm)need);
        if (own && r.scope == SCOPE_ALL)
                r.prefix = S("-"), r.unit = cx->unit;
        return r;
}

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
        v->year = day_is(cx->today) ? day_year(cx->today) : 0;
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
                                              p->see, p->see_years, p->change, p->change_years);
                }
                audit_log(cx, "role.seed", "role", r->sort,
                          str_f(cx->arena, "{\"after\":{\"role\":\"%s\"}}", r->code));
        }
        return tx_commit(&tx);
}
