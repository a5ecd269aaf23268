/* domain/org/org.h - the tree of units and the people in it: what other domains may use. */
#ifndef DOMAIN_ORG_ORG_H
#define DOMAIN_ORG_ORG_H

#include "core/auth/auth.h"

enum org_kind {                 /* unit.kind: append only */
        ORG_COUNTY,             /* 县 */
        ORG_TOWN,               /* 乡镇 */
        ORG_DEPARTMENT,         /* 部门 */
        ORG_PARK,               /* 园区 */
        ORG_SUBORDINATE,        /* 下属单位 */
        ORG_SECTION,            /* 内设机构 */
        ORG_VERTICAL,           /* 垂管: stands in the county, answers to the level above */
        ORG_KIND_END
};
extern const char *const org_kind_words[ORG_KIND_END];          /* 县, 乡镇, … */
extern const char *const org_kind_codes[ORG_KIND_END];          /* "county", "town", … */

struct org_unit {
        int64_t       id, parent;       /* parent 0: the root */
        enum org_kind kind;
        str           code, name, brief;        /* brief: 县委目标绩效办 */
        str           group;            /* assessment group; absent: not assessed */
        str           path;             /* /1/4/9/ */
        int           sort;
        day           closed;           /* DAY_NONE: it stands */
        int64_t       version;
        day           opened, named;    /* DAY_NONE: before the records; as opened */
        str           named_by;         /* the document of its present name */
        str           sound;            /* pinyin as a person gave it; absent: by rule */
};

/* NOT_FOUND; no scope is asked: a name in a page one may see may be shown. */
const struct fail *org_unit_by_id(struct ctx *cx, int64_t id, struct org_unit *ret) MUST_USE;
const struct fail *org_unit_by_code(struct ctx *cx, str code, struct org_unit *ret) MUST_USE;
/* May this be a unit's code? Lower-case letters, digits and hyphens; no hyphen begins it. */
bool org_code_fits(str code);

/* May a unit of this kind stand below that one? INVALID with the field, and why not. */
const struct fail *org_unit_fits_below(struct ctx *cx, enum org_kind kind,
                                       const struct org_unit *parent) MUST_USE;
/* May a unit become of this kind, which was of `was` (ORG_KIND_END: is new)? A database has one county, its root:
 * no other is made, and that one stays. INVALID with field kind. */
const struct fail *org_county_alone(struct ctx *cx, enum org_kind kind, enum org_kind was) MUST_USE;
/* What the unit was called on a day; today's name for a day before the records. NOT_FOUND. */
const struct fail *org_unit_name_on(struct ctx *cx, int64_t unit, day on, str *ret_name,
                                    str *ret_brief) MUST_USE;

/* Not a part of another unit, whose name is told from others by whose part it is. */
static inline bool org_stands_alone(enum org_kind kind) { return kind != ORG_SUBORDINATE && kind != ORG_SECTION; }

/**
 * Add a unit below another. Opens its own transaction.
 * DENIED: the parent is outside what the person may change (ORG_EDIT). NOT_FOUND: no parent.
 * INVALID with the field: code or name taken; a county below something; anything below a 内设机构 or
 * an abolished unit.
 */
struct org_wish { enum org_kind kind; str code, name, brief, group; int sort; };
const struct fail *org_unit_add(struct ctx *cx, int64_t parent, const struct org_wish *w,
                                int64_t *ret_id) MUST_USE;
/* INVALID at `name`: another standing unit (than `id`; 0: none) bears the name already, below the same parent; or
 * anywhere, for who stands for itself. */
const struct fail *org_unit_name_free(struct ctx *cx, const struct org_wish *w, int64_t parent,
                                      int64_t id) MUST_USE;
/* Correct what stands there; code and place stay, and no former name is kept: for a change of
 * name by a document see org_unit_rename(). CONFLICT: changed since `version`. */
const struct fail *org_unit_edit(struct ctx *cx, int64_t id, int64_t version,
                                 const struct org_wish *w) MUST_USE;
/* The same with the reading of its short name (重庆: chong qing); absent: it stays; empty: by rule. */
const struct fail *org_unit_edit_sound(struct ctx *cx, int64_t id, int64_t version,
                                       const struct org_wish *w, str sound) MUST_USE;
/* Move a unit with all below it. INVALID: below itself, below a 内设机构, or the root. */
const struct fail *org_unit_move(struct ctx *cx, int64_t id, int64_t version,
                                 int64_t parent) MUST_USE;

/* May the visitor see this person: somebody who serves, or will, in a unit of their reach, or they
 * themselves; who has no post is seen by those who see all. NOT_FOUND. */
const struct fail *org_person_see(struct ctx *cx, int64_t id) MUST_USE;
/* Rename a person and say how the name is read, for the pinyin order (单 is shan in a name): empty, by rule;
 * absent, as before. CONFLICT: changed since `version`; NOT_FOUND. */
const struct fail *org_person_rename(struct ctx *cx, int64_t id, int64_t version, str name,
                                     str sound) MUST_USE;

/* At each start: departures whose day came while nothing ran. */
const struct fail *org_seed(struct ctx *cx) MUST_USE;
/* The demonstration tree and its posts; inside `luoshi demo`. */
const struct fail *org_demo(struct ctx *cx) MUST_USE;

#endif
