/* domain/org/group.h - assessment groups (考核分组), laid out for a year.
 *
 * Who competes with whom is decided anew each year; a year that is past keeps its groups. Scopes by
 * group go by the present year: unit.grp is kept equal to it.
 */
#ifndef DOMAIN_ORG_GROUP_H
#define DOMAIN_ORG_GROUP_H

#include "domain/org/org.h"

enum { GROUP_MOST = 2000, GROUP_NAME_MOST = 40 };

struct org_group_row {
        int64_t unit;
        enum org_kind kind;
        str     name, code;     /* the name at the end of the year */
        str     group;          /* absent: not assessed in that year */
        int     sort;           /* within the group */
        bool    competes;       /* false: scored, but not ranked */
        bool    closed;
};
/* The units of a year, in their official order, and the mark of what stands there. */
const struct fail *org_groups(struct ctx *cx, int year, const struct org_group_row **ret,
                              int *ret_n, int64_t *ret_mark) MUST_USE;
/**
 * Lay out a year: `rows` replace what the year has for these units. DENIED: not ORG_EDIT over all
 * units. CONFLICT: the year is not what was seen. INVALID: an unknown unit, a year that is over
 * (its groups are part of its result).
 */
const struct fail *org_groups_put(struct ctx *cx, int year, int64_t seen,
                                  const struct org_group_row *rows, int n) MUST_USE;
/* Take over the year before, for units that have no group yet. INVALID: nothing there. */
const struct fail *org_groups_copy(struct ctx *cx, int year) MUST_USE;
/* Where no year is laid out yet, this one begins with the groups that units have. */
const struct fail *org_groups_begin(struct ctx *cx) MUST_USE;
/* The job: a new year has begun. */
const struct fail *org_groups_now(struct ctx *cx) MUST_USE;

#endif
