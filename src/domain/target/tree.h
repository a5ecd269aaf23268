/* domain/target/tree.h - changing a draft: its nodes, groups, units, grades and effect classes.
 *
 * Every function opens its own transaction, leaves a row of the trail with before and after, and
 * asks edition_to_change() first: DENIED without the right, CONFLICT when the edition is no draft.
 * Two people may work on one tree: each node and group has a version of its own, so that only who
 * changes the same one meets a CONFLICT, which says who was there.
 */
#ifndef DOMAIN_TARGET_TREE_H
#define DOMAIN_TARGET_TREE_H

#include "domain/target/edition.h"

enum { TREE_DEPTH = 8, TREE_NODES = 2000, TREE_GROUPS = 40 };

/* A node as somebody wants it: `node` as it shall be (id, stem, version, depth are not looked at),
 * in_group by the edition's groups: POINTS_AS_NODE for the node's own full score. */
#define POINTS_AS_NODE ((points){ INT64_MIN + 1 })
struct node_wish { struct edition_node node; };

/* INVALID with the field: code taken or not [a-z0-9.-]; parent a leaf, of another edition, too
 * deep; a leaf's method, parameters or rows that cannot be read. */
const struct fail *node_add(struct ctx *cx, int64_t edition, const struct node_wish *w,
                            int64_t *ret_id) MUST_USE;
/* Also INVALID: below itself; a leaf with nodes below it. The code stays as it is. */
const struct fail *node_edit(struct ctx *cx, int64_t id, int64_t version,
                             const struct node_wish *w) MUST_USE;
/* Names and full scores of several nodes at once; `group` not 0: the scores are those of that group (POINTS_AS_NODE,
 * FULL_NONE: not in it). What is as it was is left alone; *ret_n: how many were changed. INVALID with the field
 * ("f-ID"), CONFLICT: one was changed since the transaction looked. All or nothing. */
struct node_cell { int64_t id; str name; points full; };
const struct fail *nodes_edit(struct ctx *cx, int64_t edition, int64_t group,
                              const struct node_cell *list, int n, int *ret_n) MUST_USE;
/* With nothing below it; INVALID otherwise. */
const struct fail *node_remove(struct ctx *cx, int64_t id, int64_t version) MUST_USE;
/* The units a leaf does not concern, all of them. INVALID: a unit that is not in the edition, no
 * reason. */
const struct fail *node_not_for(struct ctx *cx, int64_t id, int64_t version,
                                const struct edition_na *list, int n) MUST_USE;

/* What a new indicator begins with, below `parent` (0: at the top). */
struct edition_node node_fresh(int64_t parent, bool leaf);

/* ---- inside a transaction of the caller, who has asked edition_to_change() and node_fits() ---------- */

/* May the tree `e` have the node so? `self` 0: a new one. INVALID with the field, as node_add. */
const struct fail *node_fits(struct ctx *cx, const struct edition *e, int64_t self,
                             const struct edition_node *x) MUST_USE;
/* Each leaves its row of the trail; x->in_group as in node_wish; the id of the new one. */
int64_t node_put_new(struct ctx *cx, const struct edition *e, const struct edition_node *x);
void    node_put_over(struct ctx *cx, const struct edition *e, const struct edition_node *was,
                      const struct edition_node *x);
void    node_put_away(struct ctx *cx, const struct edition *e, const struct edition_node *was);

struct group_wish { str code, name; int64_t parent; int sort; };
const struct fail *group_add(struct ctx *cx, int64_t edition, const struct group_wish *w,
                             int64_t *ret_id) MUST_USE;
const struct fail *group_edit(struct ctx *cx, int64_t id, int64_t version,
                              const struct group_wish *w) MUST_USE;
/* Without units and sub-groups; INVALID otherwise. */
const struct fail *group_remove(struct ctx *cx, int64_t id, int64_t version) MUST_USE;

/* The units of a draft, all of them (version is the edition's). INVALID: a unit twice, closed, of
 * another county; a factor outside 0.5 … 2. */
const struct fail *members_set(struct ctx *cx, int64_t edition, int64_t version,
                               const struct edition_unit *list, int n) MUST_USE;
/* Grades best first, places by hand, and classes of effects, all of them. INVALID: no grade,
 * shares past 100 %, minimums that rise, two classes of one code. */
const struct fail *grades_set(struct ctx *cx, int64_t edition, int64_t version,
                              const struct edition_grade *g, int n, const struct edition_quota *q,
                              int n_q) MUST_USE;
const struct fail *classes_set(struct ctx *cx, int64_t edition, int64_t version,
                               const struct edition_class *c, int n) MUST_USE;

#endif
