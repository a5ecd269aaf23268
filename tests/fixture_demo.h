/* tests/fixture_demo.h - the demonstration county up to where a test needs it, copied from one that
 * was loaded once. */
#ifndef TESTS_FIXTURE_DEMO_H
#define TESTS_FIXTURE_DEMO_H

#include "tests/test.h"

/* Each loads what the ones before it load, too. */
void demo_units(struct ctx *cx);        /* units and people */
void demo_targets(struct ctx *cx);      /* schemes */
void demo_goals(struct ctx *cx);        /* target books */
void demo_figures(struct ctx *cx);      /* the months' figures */

#endif
