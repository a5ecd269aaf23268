/* core/auth/auth.h - who is this; what may they; over which units.
 *
 * A person holds posts; a post is a role in a unit. One session acts in one post at a time.
 * The role's rows give permissions; the scope of a permission row says over which units:
 * the post's own unit, its subtree, its assessment group, or all; reading and writing apart.
 * A page or rule asks twice: the router checks the permission, the rule checks the unit of
 * the record it is about to show or change (auth_see, auth_change). Nothing is allowed
 * unless a row says so.
 */
#ifndef CORE_AUTH_AUTH_H
#define CORE_AUTH_AUTH_H

#include "core/db/db.h"

enum perm {
#define PERM(name, label, help) MAY_##name,
#include "core/auth/perms.def"
#undef PERM
        MAY_END
};

enum scope { SCOPE_NONE, SCOPE_OWN, SCOPE_SUBTREE, SCOPE_GROUP, SCOPE_ALL, SCOPE_END };

struct perm_info { const char *name, *label, *help; };
extern const struct perm_info perm_info[MAY_END];

static inline bool auth_may(const struct ctx *cx, enum perm p) { return perms_has(&cx->may, p); }

/* May the person use permission `p` on records of `unit`? DENIED, or NOT_FOUND where even the
 * existence of the record is not theirs to know (reading outside the scope). */
const struct fail *auth_see(struct ctx *cx, enum perm p, int64_t unit) MUST_USE;
const struct fail *auth_change(struct ctx *cx, enum perm p, int64_t unit) MUST_USE;
/* For lists: the scope of `p` for reading as (scope, path prefix): a statement filters with
 * unit.path LIKE prefix || '%'. ALL gives an empty prefix; NONE a prefix that matches nothing. */
str auth_scope_prefix(struct ctx *cx, enum perm p);
/* cx with every permission over all units: jobs, the operator's commands, tests. */
void auth_as_system(struct ctx *cx);

#endif
