/* tests/fixture_result.h - a county with a scheme, targets and figures in the database. */
#ifndef TESTS_FIXTURE_RESULT_H
#define TESTS_FIXTURE_RESULT_H

#include "domain/target/edition.h"

struct year_county {
        int64_t county, scheme, edition;
        int64_t unit[100]; int n_units;
        int64_t leaf[60]; int n_leaves;         /* scheme_node.id */
        int     year;
};

/* n_units in six groups, n_leaves by the eight methods of fixture_county.h in blocks of ten, every
 * month, the year their mean; issued. Grades 30/50/rest. No figures yet. */
void year_county_make(struct ctx *cx, int year, int n_units, int n_leaves, struct year_county *ret);
/* Targets of all units, issued from 1 January, and reviewed figures up to a month: the formula of
 * fixture_county.c for county 0. One script. */
void year_county_fill(struct ctx *cx, const struct year_county *y, int through);
/* What no figure came for counts 0, so that every total is settled and the result can be
 * decided. */
void year_county_settle(struct ctx *cx, const struct year_county *y);

/* A draft with one group: the unit put in it, issued, computed (`year`: the preliminary result of
 * the whole year, else up to March), and released or shown publicly. The run's id. */
int64_t fixture_run(struct ctx *cx, int64_t edition, int64_t unit, int64_t group, bool year, bool open);
/* The same to its end: the final run, published. */
int64_t fixture_published(struct ctx *cx, int64_t edition, int64_t unit, int64_t group);
int64_t fixture_run_version(struct ctx *cx, int64_t run);
int64_t fixture_decision(struct ctx *cx, int64_t run, int64_t unit);
/* A proposal of a rule, as yet undecided. */
int64_t fixture_proposal(struct ctx *cx, int64_t run, int64_t unit);
/* An item of the rectification list, as yet without a plan. */
int64_t fixture_rectify(struct ctx *cx, int64_t run, int64_t unit);
/* What the office proposes about a finding, as yet undecided. */
int64_t fixture_advice(struct ctx *cx, int64_t run);
int64_t fixture_appeal(struct ctx *cx, int64_t run, int64_t unit);

#endif
