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
        str                  when;      /* 3 月, 第一季度: of one period of a year; else absent */
        struct explain_line *line; int n, cap;
};

/* A line; `fmt` is a catalogue sentence. */
void explain_add(struct explain *e, enum explain_kind kind, const char *fmt, ...) PRINTF(3, 4);

/* num / den as decimals: exact, or ten of them and "…". */
str  wide_str(struct arena *a, wide num, wide den);
/* One case, or one unit's leaf as result_column() gives it (n = 1). The lines rest on the inputs
 * and the trace alone; the last EXPLAIN_RESULT is the stored score. */
void explain_column(struct arena *a, int lang, const struct column *c, struct explain *ret);
/* A leaf of a result; the year's slot explains itself from its periods, each with its figures. */
void explain_leaf(struct arena *a, int lang, const struct scheme *s, const struct input *in,
                  const struct result *r, int slot, int leaf, int unit, struct explain *ret);
/* A block, or node 0 for the total: its children, folding, 缺项, rounding. */
void explain_node(struct arena *a, int lang, const struct scheme *s, const struct input *in,
                  const struct result *r, int slot, int node, int unit, struct explain *ret);

/* A period by the periods its leaf is scored in: 第一季度, 上半年, 全年, else 3 月. */
str  period_str(struct arena *a, int lang, uint32_t periods, int p);
bool period_due(const struct scheme *s, int leaf, int p);
/* The period that stands for the leaf's year: the last that counts; where the year has no score,
 * the last that wants one, else the last that is due. -1: none is due. */
int explain_period(const struct scheme *s, const struct input *in, const struct result *r, int leaf,
                   int unit);
/* A block folds its parts: points × to ÷ of; false: it adds them up as they are. */
bool node_fold(const struct scheme *s, const struct input *in, const struct result *r, int slot,
               int node, int unit, int64_t *ret_to, int64_t *ret_of);
/* How the points of a node come into the total: "2.6 × 40 ÷ 30（经济发展）= 3.466…". */
str share_words(struct arena *a, int lang, const struct scheme *s, const struct input *in,
                const struct result *r, int slot, int node, int unit);

void explain_put_text(struct buf *o, const struct explain *e);          /* a line each */
/* An array of {"kind", "text"}. */
void explain_put_json(struct json_out *j, const char *name, const struct explain *e);

#endif
