/* domain/access/rights.h - what roles and people may, read for the pages. */
#ifndef DOMAIN_ACCESS_RIGHTS_H
#define DOMAIN_ACCESS_RIGHTS_H

#include "domain/access/pages.h"

/* The row as it holds: a word that this version does not know gives nothing, as for sessions. */
struct right right_of(enum perm p, int64_t see, int64_t see_years, int64_t change,
                      int64_t change_years);
bool right_is(const struct right *r);           /* gives it anything? */
/* All MAY_END permissions of a role; those it lacks have both scopes NONE. */
const struct fail *rights_of(struct ctx *cx, str role, const struct right **ret) MUST_USE;
const struct fail *rights_holders(struct ctx *cx, str role, const struct holder **ret,
                                  int *ret_n) MUST_USE;
/* The permissions as they stand in addresses, "budget_edit"; and back, MAY_END: none. */
const char *const *rights_keys(struct ctx *cx);
enum perm perm_of_key(str key);
/* A scope in words at a post: 示例县水务局及下级，本年起. */
str scope_at(struct ctx *cx, enum scope s, enum years y, str unit, str group);

#endif
