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
/* Of which years, counted from the working year: what is past can be read and not be written. */
enum years { YEARS_ALL,         /* 全部年度 */
             YEARS_SINCE_LAST,  /* 上年起: the last year, this one, those to come */
             YEARS_SINCE_THIS,  /* 本年起 */
             YEARS_THIS,        /* 仅本年 */
             YEARS_END };
extern const char *const scope_words[SCOPE_END];        /* 无, 本单位, … */
extern const char *const years_words[YEARS_END];

struct perm_info { const char *name, *label, *help; };
extern const struct perm_info perm_info[MAY_END];

static inline bool auth_may(const struct ctx *cx, enum perm p) { return perms_has(&cx->may, p); }

/* May the person use permission `p` on records of `unit`? Reading: NOT_FOUND, since even the
 * existence of the record is not theirs to know, whether for want of the permission or of the
 * unit. Writing: DENIED; a rule that writes asks auth_see() first where the record is hidden. */
const struct fail *auth_see(struct ctx *cx, enum perm p, int64_t unit) MUST_USE;
const struct fail *auth_change(struct ctx *cx, enum perm p, int64_t unit) MUST_USE;
/* The same for a record of a year. A record that has a year is asked for with it; 0: none.
 * A year outside: NOT_FOUND when reading, DENIED when writing. */
const struct fail *auth_see_year(struct ctx *cx, enum perm p, int64_t unit, int year) MUST_USE;
const struct fail *auth_change_year(struct ctx *cx, enum perm p, int64_t unit, int year) MUST_USE;
/* The first and last year that a word names. */
struct year_range { int first, last; };
struct year_range years_of(enum years y, int working_year);
/* The year the office works on: the setting `year` of the database, else the calendar's. */
const struct fail *working_year(struct ctx *cx, int *ret) MUST_USE;
/* For lists: what a statement filters with, reading by `p`. One condition serves every scope
 *      (u.path LIKE :prefix || '%' OR u.id = :own OR u.grp = :grp)
 *      AND b.year BETWEEN :first AND :last             -- where records have a year
 * ALL: prefix "". SUBTREE: the post's path. OWN and GROUP: a prefix that fits nothing, with the
 * unit, or the unit and its group. NONE: nothing fits. */
struct auth_reach { enum scope scope; str prefix; int64_t unit; str group; struct year_range years; };
struct auth_reach auth_reach(struct ctx *cx, enum perm p);
/* The same for writing: the units that may be chosen in a form. */
struct auth_reach auth_reach_change(struct ctx *cx, enum perm p);
/* The same for what waits: an act that is a unit's own waits at one's own unit, also for a right
 * over all. */
struct auth_reach auth_reach_waits(struct ctx *cx, int need, bool own);
/* cx with every permission over all units: jobs, the operator's commands, tests. */
void auth_as_system(struct ctx *cx);
/* cx with no permission at all: before sign-in. */
void auth_as_nobody(struct ctx *cx);

enum role_kind { ROLE_BUSINESS, ROLE_SYSTEM, ROLE_SECURITY, ROLE_AUDITOR, ROLE_OPEN,
                 ROLE_MACHINE, ROLE_KIND_END };
/* The rows of roles.def, for a new database and for the matrix test. */
struct role_info      { const char *code, *name; enum role_kind kind; int sort; };
struct role_perm_info { const char *role; enum perm perm; enum scope see, change;
                        enum years see_years, change_years; };
extern const struct role_info      role_info[];
extern const struct role_perm_info role_perm_info[];
extern const int                   n_roles, n_role_perms;
/**
 * Write the roles of roles.def that the database lacks, with their rows; a role it has is left
 * as the administrators made it. Opens its own transaction.
 */
const struct fail *auth_seed(struct ctx *cx) MUST_USE;
/* May one person hold roles of both kinds? Only two business roles go together: an administrator
 * holds one role and nothing else (GB/T 22239-2019 8.1.5, 三员). */
bool roles_go_together(enum role_kind a, enum role_kind b);
/**
 * May this person (0: one who holds nothing yet) be given the role, whatever the way: a post, a
 * second post, standing in for another, an import, a command? Counts what they hold today and
 * what begins later. Call it inside the transaction that gives it, SERIALIZABLE.
 * INVALID at `role`: no such role; nobody's role (公众, 接口); an administrator's beside any other.
 */
const struct fail *role_fits(struct ctx *cx, int64_t person, str role) MUST_USE;
/* Which of the three administrators a person is today or will be, by any post; ROLE_BUSINESS: none. */
const struct fail *role_office_of(struct ctx *cx, int64_t person, enum role_kind *ret) MUST_USE;
/* Who holds a role of this kind today. */
const struct fail *role_people(struct ctx *cx, enum role_kind kind, const int64_t **ret,
                               int *ret_n) MUST_USE;
/* May a role of this kind have this permission at all? The administrators' permissions are theirs
 * alone, one kind each; the rest is business, which no administrator has. What is shared, and every
 * new permission of an administrator, is a row of `offices` in role.c. */
bool role_may_have(enum role_kind kind, enum perm p);
/* A permission row as the security administrator sets it; both scopes NONE takes the row away. */
struct role_grant { enum perm perm; enum scope see, change; enum years see_years, change_years; };
/**
 * Set one row of a role; own transaction, with what it was and became in the trail. What sessions
 * remember is forgotten, so it holds from the next request on.
 * DENIED: without ROLE_GRANT over all units; a role one holds oneself. NOT_FOUND: no such role.
 * INVALID at `perm`: a permission that a role of its kind may not have. CONFLICT: a stale version.
 */
const struct fail *role_grant_put(struct ctx *cx, str role, int64_t version,
                                  const struct role_grant *g) MUST_USE;
/* The permission of this name, or MAY_END. */
enum perm perm_by_name(str name);

#endif
