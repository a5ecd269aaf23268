/* tests/torture.h - the tests once more, each with its k-th allocation, or its k-th operation on a
 * file, failing (reliability.md, tests 3 and 4).
 *
 * LUOSHI_TEST_TORTURE=memory:40 (or files:40) in place of an ordinary run: a test first runs
 * unharmed, which counts the calls; then once for each k in a child of its own, forty of them spread
 * over the calls where there are more (memory:=909: the 909th alone, for a debugger). What the test
 * says of it does not matter, since what it asks for may not come. The child must end by itself or by
 * must(), not by another signal, and not hang; the database that it leaves must be whole. */
#ifndef TESTS_TORTURE_H
#define TESTS_TORTURE_H

#include "base/base.h"

/* What LUOSHI_TEST_TORTURE asks for; false: an ordinary run. Stops the program on a wrong value. */
bool torture_asked(void);

/* In the child, from here on: count, and fail the one. Between `hold` and `on` nothing counts. */
void torture_on(void);
void torture_hold(void);
/* The test has not got what it asked for: the child ends, for what the test does without it says nothing. */
void torture_enough(void);

struct tortured { long calls, runs, faults; };

/**
 * Run `child(arg)` again and again in processes of its own, telling what goes wrong on standard
 * output. `sound(arg, k)` looks at what it left, says what is not whole, and takes it away.
 * `scratch` is a folder for what the child writes.
 */
struct tortured torture(const char *name, const char *scratch, void (*child)(void *arg),
                        bool (*sound)(void *arg, long k), void *arg);

#endif
