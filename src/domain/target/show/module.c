/* domain/target/show/module.c - looking at results from above: losses, ranks, trials, one's own. */
#include "domain/target/show/pages.h"
#include "door/module.h"

static const struct route routes[] = {
        { GET, "/leading", leading_get, MAY_RESULT_VIEW, ROUTE_WHOLE, "全县情况", "target/5", "i-chart" },
        { GET, "/standing", standing_get, MAY_RESULT_VIEW, 0, "本单位情况", "target/6", "i-target" },
        { GET, "/results/:id/heat", heat_get, MAY_RESULT_VIEW, 0, "失分热力表", NULL, NULL },
        { GET, "/results/:id/heat/:key", heat_file_get, MAY_RESULT_VIEW, 0, "失分表", NULL, NULL },
        { GET, "/results/:id/movement", movement_get, MAY_RESULT_VIEW, 0, "名次变化", NULL, NULL },
        { GET, "/results/:id/try", try_get, MAY_RESULT_VIEW, 0, "试算", NULL, NULL },
};

static const struct menu_tab tabs[] = {
        { "/leading", MAY_RESULT_VIEW, TAB_WHOLE, 10 },
        { "/standing", MAY_RESULT_VIEW, TAB_PART, 12 },
};

const struct module module_show = {
        .name = "show", .title = "目标绩效",
        .tabs = tabs, .n_tabs = COUNT_OF(tabs),
        .routes = routes, .n_routes = COUNT_OF(routes),
};
