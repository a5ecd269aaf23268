/* tests/fixture_ballot.h - a session of the demonstration county, from its draft to its count. */
#ifndef TESTS_FIXTURE_BALLOT_H
#define TESTS_FIXTURE_BALLOT_H

#include "domain/target/ballot/inside.h"

struct poll_unit fixture_poll_unit(struct ctx *cx, const char *code);
/* Secret, five grades of points, one source of five codes, `n_units` of four departments; not saved. */
struct poll fixture_poll(struct ctx *cx, int n_units);
/* Saved as a draft, and opened, too: the session's id. */
int64_t fixture_poll_save(struct ctx *cx, const struct poll *w);
int64_t fixture_poll_opened(struct ctx *cx, const struct poll *w);
/* One step, of the version that stands. */
const struct fail *fixture_poll_step(struct ctx *cx, int64_t id, const char *event);
/* Grades of these names; marks NULL: worth nothing of themselves. */
void fixture_grades(struct poll *w, const char *const *names, const int *marks, int n);
/* votes[g] votes for the g-th grade, of an open session, as if from paper. */
void fixture_votes(struct ctx *cx, int64_t id, int source, int64_t unit, int aspect, const int *votes, int n);
/* Closed and counted. */
void fixture_counted(struct ctx *cx, int64_t id, struct poll *p, struct poll_count *c);
/* How a unit's score came about; `all`: for whoever sees all results. */
str fixture_explained(struct ctx *cx, const struct poll *p, const struct poll_count *c, int unit, bool all);
/* Is it a failure of that kind whose sentence has the part? Notes what it was where it is not. */
bool fixture_says(const struct fail *f, enum fail_kind kind, const char *part);

#endif
