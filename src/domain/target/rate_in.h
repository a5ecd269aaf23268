/* domain/target/rate_in.h - what the scores by people and their explanation share; only rate*.c include it. */
#ifndef DOMAIN_TARGET_RATE_IN_H
#define DOMAIN_TARGET_RATE_IN_H

#include "domain/target/rate.h"

static inline int n_aspects(const struct rating *r) { return r->n_aspects ? r->n_aspects : 1; }
static inline int n_sources(const struct rating *r) { return r->n_sources ? r->n_sources : 1; }
static inline int n_members(const struct rating *r, int unit)
{
        return r->able ? r->able[unit] : r->members ? r->members : r->n_raters;
}

/* A ballot's worth; by RANK a share of `full` in millionths, else millionths of a point. */
int64_t ballot_worth(const struct rating *r, const struct ballot *b, const points *own, points common);
/* Each rater's mean over all valid ballots, and the mean of those means (or what the terms even out to). */
points rater_means(struct arena *a, const struct rating *r, const struct ballot *b, int n, points **ret_own);
/* The same ballots with each rater's valid marks as T-scores among themselves. */
const struct ballot *as_t_scores(struct arena *a, const struct rating *r, const struct ballot *b, int n);
/* Σ weight x value and Σ weight of those that are there; false when none is. */
bool mix_of(const points *v, const struct rating_part *part, int n, wide *ret_sum, wide *ret_weights);

#endif
