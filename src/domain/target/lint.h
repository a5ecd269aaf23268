/* domain/target/lint.h - what is doubtful in a scheme before anybody is scored by it. */
#ifndef DOMAIN_TARGET_LINT_H
#define DOMAIN_TARGET_LINT_H

#include "domain/target/score.h"

enum lint_rule {
        LINT_SUM,               /* children's full scores do not add up to the block's */
        LINT_EMPTY_BLOCK,       /* a block of this group without a leaf */
        LINT_EMPTY_GROUP,       /* a group without units, or without any leaf */
        LINT_GAP,               /* a range of a bracket table that no row covers (银川) */
        LINT_EDGE,              /* LINT_GAP where figures are hardly: a rate below 0 */
        LINT_OVERLAP,           /* a range that two rows cover (瑞安) */
        LINT_METHOD,            /* the parameters make the method impossible */
        LINT_TARGET,            /* a target ≤ 0 with a method that divides by it */
        LINT_CODE,              /* two nodes of the same code */
        LINT_ONE_UNIT,          /* a method of ranks or spreads in a group of one unit */
        LINT_ZERO_FULL,         /* a leaf with a full score of 0 or less */
        LINT_STEP,              /* the full score is no multiple of the leaf's step */
        LINT_FOLDED,            /* a folded block whose parts add up to neither 100 nor 1,000 */
        LINT_NO_CAP,            /* a method that may give more than the full score, without a limit */
        LINT_EMPTY,             /* nobody to assess, or nothing to assess them by */
        LINT_RULES
};
struct lint_row { const char *code, *name, *help; bool grave; };
extern const struct lint_row lint_rows[LINT_RULES];

/* What was found; group, node, row -1 where there is none. LINT_GAP, LINT_EDGE: `row` is the one beside the hole, `at`
 * the values. LINT_OVERLAP: `at` is held by each of `rows` (bits; `row` is the first) and each of `others`. */
struct lint_finding { enum lint_rule rule; int group, node, row; uint64_t rows, others; str at, text; };

/**
 * Walk the scheme; `in` may be NULL: then units and targets are not looked at. Returns how many
 * findings, in order of node and group; at most 10,000.
 */
int scheme_lint(struct arena *a, int lang, const struct scheme *s, const struct input *in,
                struct lint_finding **ret);

struct rating;
/* Holes and overlaps of the brackets of people's votes; none for another rule. */
int rating_lint(struct arena *a, int lang, const struct rating *r, struct lint_finding **ret);

/* Holes and overlaps of one leaf's bracket table (cover.h), without the leaf's name: for the rule editor. */
int leaf_rows_lint(struct arena *a, int lang, const struct leaf *leaf, struct lint_finding **ret);

#endif
