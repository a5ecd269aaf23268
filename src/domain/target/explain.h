/* domain/target/explain.h - every point explains itself: inputs, arithmetic, each rounding. */
#ifndef DOMAIN_TARGET_EXPLAIN_H
#define DOMAIN_TARGET_EXPLAIN_H

#include "core/text/json.h"
#include "domain/target/score.h"

enum explain_kind {
        EXPLAIN_RULE,           /* the method in words, with its version */
        EXPLAIN_DATA,           /* a figure that went in */
        EXPLAIN_STEP,           /* arithmetic, the fraction exact or its decimals with … */
        EXPLAIN_LIMIT,          /* cut at a cap, lifted to a floor */
        EXPLAIN_ROUND,          /* the rounding: from, mode, to */
        EXPLAIN_RESULT,         /* the points */
        EXPLAIN_NOTE,           /* what a reader should know: a tie, an overlap, 缺数 */
        EXPLAIN_KINDS
};
extern const char *const explain_kind_names[EXPLAIN_KINDS];     /* "rule", "data" … for JSON */

struct explain_line { enum explain_kind kind; str text; };
struct explain {
        struct arena        *arena;
        int                  lang;
        struct explain_line *line; int n, cap;
};

/* One case, or one unit's leaf as result_column() gives it (n = 1). The lines rest on the inputs
 * and the trace alone; the last EXPLAIN_RESULT is the stored score. */
void explain_column(struct arena *a, int lang, const struct column *c, struct explain *ret);
/* A leaf of a result; the year's slot explains itself from its periods. */
void explain_leaf(struct arena *a, int lang, const struct scheme *s, const struct input *in,
                  const struct result *r, int slot, int leaf, int unit, struct explain *ret);
/* A block, or node 0 for the total: its children, folding, 缺项, rounding. */
void explain_node(struct arena *a, int lang, const struct scheme *s, const struct input *in,
                  const struct result *r, int slot, int node, int unit, struct explain *ret);

void explain_put_text(struct buf *o, const struct explain *e);          /* a line each */
/* An array of {"kind", "text"}. */
void explain_put_json(struct json_out *j, const char *name, const struct explain *e);

#endif
