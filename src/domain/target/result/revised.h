/* domain/target/result/revised.h - figures that were corrected after a run had used them. */
#ifndef DOMAIN_TARGET_RESULT_REVISED_H
#define DOMAIN_TARGET_RESULT_REVISED_H

#include "domain/target/result/result.h"

/* A figure that stands now where the run used an older one. */
struct revised {
        int64_t id, was, unit, stem;            /* rows of the figure now and then */
        int     period;
        int64_t node;                           /* of the run's edition */
        str     brief, name;                    /* of the unit and the indicator */
        str     input;                          /* which of its inputs; "" where it has one only */
        str     before, after, giver, who, at, reason, data_version;    /* who: post; absent: none */
        bool    late;                           /* after the month was locked: a late revision of statistics */
};
/**
 * Of units whose detail the person sees in the run, in order of unit and indicator; `unit` 0: all. What had not been
 * reviewed when the run was computed was not used by it and is not listed; nor is what came for the first time, nor a
 * month that does not count in the run: of figures that run on only the last does.
 */
const struct fail *result_revised(struct ctx *cx, const struct result_run *run,
                                  const struct result_basis *b,
                                  int64_t unit, const struct revised **ret, int *ret_n) MUST_USE;
/* How many, for a list of runs: one statement, and the run's inputs only where something was
 * corrected. */
const struct fail *result_revised_count(struct ctx *cx, const struct result_run *run,
                                        int *ret_n) MUST_USE;
/* What is to be done about them, by stage and state: a word; NULL: nothing, a newer result took
 * its place. */
const char *result_revised_act(const struct result_run *run);

/* A run that used a figure's row which is no longer the one that counts. */
struct used_by { int64_t run, row; str name, value; const char *state; };
/* Runs that the person may see and that used another row of this figure's place than the one
 * that counts now. */
struct figure_row;
const struct fail *result_used(struct ctx *cx, const struct figure_row *of,
                               const struct edition_node *x,
                               const struct used_by **ret, int *ret_n) MUST_USE;

#endif
