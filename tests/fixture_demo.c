/* tests/fixture_demo.c - see fixture_demo.h. */
#include "domain/org/org.h"
#include "domain/target/goal/goal.h"
#include "domain/target/target.h"
#include "domain/target/year/year.h"
#include "tests/fixture_demo.h"

static const struct fail *fill_units(struct ctx *cx) { return org_demo(cx); }

static const struct fail *fill_targets(struct ctx *cx)
{
        const struct fail *f = fill_units(cx);
        return f ? f : target_demo(cx);
}

static const struct fail *fill_goals(struct ctx *cx)
{
        const struct fail *f = fill_targets(cx);
        return f ? f : goal_demo(cx);
}

static const struct fail *fill_figures(struct ctx *cx)
{
        const struct fail *f = fill_goals(cx);
        return f ? f : year_demo(cx);
}

/* Where the test has been at work already, into what it has. */
static void demo(struct ctx *cx, test_fill *fill)
{
        if (!test_db_from(cx, fill))
                done(fill(cx));
}

void demo_units(struct ctx *cx)   { demo(cx, fill_units); }
void demo_targets(struct ctx *cx) { demo(cx, fill_targets); }
void demo_goals(struct ctx *cx)   { demo(cx, fill_goals); }
void demo_figures(struct ctx *cx) { demo(cx, fill_figures); }
