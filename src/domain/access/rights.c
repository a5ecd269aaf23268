/* domain/access/rights.c - see rights.h. */
#include "core/auth/auth.sql.h"
#include "domain/access/access.sql.h"
#include "domain/access/rights.h"

struct right right_of(enum perm p, int64_t see, int64_t see_years, int64_t change,
                      int64_t change_years)
{
        bool sees = see < SCOPE_END && see_years < YEARS_END;
        bool changes = change < SCOPE_END && change_years < YEARS_END;
        return (struct right){ .perm = p, .see = sees ? (enum scope)see : SCOPE_NONE,
                               .change = changes ? (enum scope)change : SCOPE_NONE,
                               .see_years = sees ? (enum years)see_years : YEARS_ALL,
                               .change_years = changes ? (enum years)change_years : YEARS_ALL };
}

bool right_is(const struct right *r) { return r->see != SCOPE_NONE || r->change != SCOPE_NONE; }

const struct fail *rights_of(struct ctx *cx, str role, const struct right **ret)
{
        struct right *all = NEW_ARRAY(cx->arena, struct right, MAY_END);
        struct role_perms it;
        for (int i = 0; i < MAY_END; i++)
                all[i].perm = (enum perm)i;
        role_perms(&it, cx, role);
        while (role_perms_next(&it)) {
                enum perm p = perm_by_name(it.perm);
                if (p != MAY_END)
                        all[p] = right_of(p, it.see, it.see_years, it.change, it.change_years);
        }
        *ret = all;
        return role_perms_end(&it);
}

const struct fail *rights_holders(struct ctx *cx, str role, const struct holder **ret, int *ret_n)
{
        struct access_holders it;
        struct holder *list = NULL;
        int n = 0, cap = 0;
        access_holders(&it, cx, role, cx->today);
        while (access_holders_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) =
                        (struct holder){ it.person, it.name, it.unit, it.has_disabled && it.disabled };
        *ret = list;
        *ret_n = n;
        return access_holders_end(&it);
}

const char *const *rights_keys(struct ctx *cx)
{
        const char **keys = NEW_ARRAY(cx->arena, const char *, MAY_END);
        for (int i = 0; i < MAY_END; i++) {
                char *k = arena_alloc(cx->arena, strlen(perm_info[i].name) + 1);
                keys[i] = k;
                for (const char *s = perm_info[i].name; *s; s++)
                        *k++ = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
                *k = 0;
        }
        return keys;
}

enum perm perm_of_key(str key)
{
        for (int i = MAY_SIGNED_IN + 1; i < MAY_END; i++) {
                const char *s = perm_info[i].name;
                size_t n = 0;
                while (s[n] && n < key.n &&
                       key.p[n] == (s[n] >= 'A' && s[n] <= 'Z' ? (char)(s[n] - 'A' + 'a') : s[n]))
                        n++;
                if (!s[n] && n == key.n)
                        return (enum perm)i;
        }
        return MAY_END;
}

str scope_at(struct ctx *cx, enum scope s, enum years y, str unit, str group)
{
        str where = str_of(words_of(cx->lang, scope_words[s]));
        if (s == SCOPE_OWN)
                where = unit;
        else if (s == SCOPE_SUBTREE)
                where = str_f(cx->arena, words_of(cx->lang, "%.*s及下级"), STR(unit));
        else if (s == SCOPE_GROUP && group.n)
                where = str_f(cx->arena, words_of(cx->lang, "%.*s（考核组）"), STR(group));
        if (s == SCOPE_NONE || y == YEARS_ALL)
                return where;
        return str_f(cx->arena, "%.*s · %s", STR(where), words_of(cx->lang, years_words[y]));
}
