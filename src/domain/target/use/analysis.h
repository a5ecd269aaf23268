/* domain/target/use/analysis.h - 考核分析: what a published result says about the assessment itself.
 *
 * Computed anew each time from the run's kept inputs; only bounds that were changed and the office's
 * proposals (改进建议) are kept. Figures are exact: a mean is a sum divided once, rounded half up to
 * a hundredth of a point; a median is the middle total, or half the sum of the two in the middle.
 */
#ifndef DOMAIN_TARGET_USE_ANALYSIS_H
#define DOMAIN_TARGET_USE_ANALYSIS_H

#include "domain/target/use/use.h"

enum finding_id {
#define FINDING(id, code, subject, label, bound, usual, unit) FINDING_##id,
#include "domain/target/use/findings.def"
#undef FINDING
        FINDINGS
};
enum finding_subject { SUBJECT_LEAF, SUBJECT_GROUP, SUBJECT_UNIT };
enum bound_unit { BOUND_PERCENT, BOUND_COUNT };
struct finding_rule {
        const char *code;
        enum finding_subject subject;
        const char *label, *bound;
        int64_t     usual;
        enum bound_unit unit;
};
extern const struct finding_rule finding_rules[FINDINGS];

struct finding_figure { str name, value, href; };
enum { FINDING_FIGURES = 6 };
struct finding {
        enum finding_id id;
        str     subject, name, said;            /* subject: the code of the indicator, group or unit */
        int64_t weight;                         /* within its rule: the heaviest first */
        struct finding_figure figures[FINDING_FIGURES]; int n_figures;  /* what it rests on */
};

struct spread {                                 /* one group */
        str     group, code, best, worst;
        int     n, n_bonus;
        int64_t mean, median, highest, lowest, bonus;   /* hundredths of a point */
};

struct analysis {
        struct result_run run;
        str     county;
        const struct spread  *spreads;  int n_spreads;
        const struct finding *findings; int n_findings;         /* by rule, then weight */
        struct { int64_t bound, version; } bounds[FINDINGS];    /* version 0: the usual one */
        bool    compared;                       /* last year's ranks are here */
};
/* Of a published run; for whoever sees every unit: else NOT_FOUND. */
const struct fail *analysis_of(struct ctx *cx, const struct result_run *run,
                               struct analysis *ret) MUST_USE;
const struct finding *analysis_find(const struct analysis *a, str finding, str subject);

/* Another bound for a scheme; version 0: it has the usual one. RESULT_RUN. INVALID: no such finding,
 * out of 0 … 10,000. CONFLICT: stale. */
const struct fail *analysis_bound(struct ctx *cx, const struct result_run *run, str finding,
                                  int64_t bound, int64_t version) MUST_USE;

/* ---- 改进建议 ------------------------------------------------------------------------------------ */

enum advice_state { ADVICE_DRAFT, ADVICE_ADOPTED, ADVICE_REJECTED, ADVICE_STATES };
extern const char *const advice_state_words[ADVICE_STATES];
extern const struct flow advice_flow;           /* adopt, reject */
struct advice {
        int64_t id, run, version;
        int     year;
        str     finding, subject, name, said, words, reason;
        enum advice_state state;
        day     decided;
};
const struct fail *advices_of(struct ctx *cx, const struct result_run *run,
                              const struct advice **ret, int *ret_n) MUST_USE;
const struct fail *advice_find(struct ctx *cx, int64_t id, struct advice *ret) MUST_USE;
/* Write or change what the office proposes about a finding. RESULT_RUN. INVALID: no such finding now, no
 * words; CONFLICT: decided or changed meanwhile. version 0: a new one. */
const struct fail *advice_put(struct ctx *cx, const struct result_run *run, str finding,
                              str subject, str words, int64_t version) MUST_USE;
/* Adopt or reject (reason). RESULT_DECIDE. */
const struct fail *advice_move(struct ctx *cx, int64_t id, const struct flow_wish *in) MUST_USE;
/* Adopted ones for whoever drafts the scheme of a year: of the newest analysed year before it. */
const struct fail *advice_hints(struct ctx *cx, int64_t county, int year, const struct advice **ret,
                                int *ret_n) MUST_USE;

struct doc;
/* The report in the frame of an official document. */
struct doc *analysis_report(struct ctx *cx, const struct analysis *a, const struct advice *list,
                            int n);

#endif
