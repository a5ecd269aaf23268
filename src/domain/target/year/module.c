/* domain/target/year/module.c - figures of a year of targets: the doors. */
#include "domain/target/year/figure.h"
#include "domain/target/year/year.h"
#include "door/module.h"

static const struct flow *const flows[] = { &figure_flow, &period_flow };

const struct module module_year = {
        .name = "year", .title = "目标绩效",
        .demo = year_demo,
        .flows = flows, .n_flows = COUNT_OF(flows),
};
