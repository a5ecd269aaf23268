/* tests/faults.h - a write rule under failing statements.
 *
 *     FAULTS(unit_add, prepare, run)
 *
 * On a fresh database of each engine: `prepare` (may be NULL) puts there what the rule needs;
 * then `run` is called with its 1st, 2nd, … n-th statement failing until it passes. Each time
 * it must answer BROKEN and every table must be as before. `run` is one request: it begins and
 * commits its own transaction, and does the same each time it is called.
 */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include "tests/test.h"

typedef void fault_prepare(struct ctx *cx);
typedef const struct fail *fault_run(struct ctx *cx);

void faults_walk(struct ctx *cx, const char *name, fault_prepare *prepare, fault_run *run);
#define FAULTS(name, prepare, run) TEST_DB(faults_of_##name) { faults_walk(cx, #name, prepare, run); }

/* All rows of all tables as one text, for comparing; on either engine. */
str database_text(struct ctx *cx);

#endif
