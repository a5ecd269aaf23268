/* domain/target/cover.h - what the rows of a bracket table leave out, and what they hold twice.
 *
 * A bound cuts the line before or after a value, so every range is a stretch between two cuts, a point too, and two
 * ranges that meet share a cut. Where a row bounds a second value, a row is a rectangle, and so is what is said. */
#ifndef DOMAIN_TARGET_COVER_H
#define DOMAIN_TARGET_COVER_H

#include "domain/target/method.h"

/* side -1: before `at`, or without end below (den 0); 1: after it, or without end above. */
struct cut  { ratio at; int side; };
struct span { struct cut from, to; };

enum cover_kind {
        COVER_GAP,              /* figures can be there, and no row holds them */
        COVER_EDGE,             /* no row holds them, but figures are hardly there: a rate below 0 */
        COVER_TWICE,            /* more than one row holds them */
};
/* by[1] counts only where `plane`. Rows are bits, the first row is bit 0: TWICE: each of `rows` with each of
 * `others`; else `rows` is the one row beside the hole, `others` none. */
struct cover { enum cover_kind kind; bool plane; struct span by[2]; uint64_t rows, others; };

/**
 * The faults of the leaf's rows, holes first; each is the largest rectangle of its kind. A hole without a figure of the
 * leaf's places is none: between 5 and 6 件 lies nothing. What figures can be: a completion ratio is 0 or more; a unit
 * of measure says its least (measures.def); % is 0 … 100, other rates may be meant (a growth rate), so beyond it is
 * COVER_EDGE unless the table itself ends at 100 (or without a unit at 1), which is the end of a rate; below a closed
 * 0 is COVER_EDGE, and none where the table ends at 100 too.
 */
int cover_faults(struct arena *a, const struct leaf *leaf, struct cover **ret);

/* "[80, 90)", "≥60", "<1/3", "0.9"; 任何值 where nothing bounds it. */
str span_str(struct arena *a, int lang, const struct span *s);

#endif
