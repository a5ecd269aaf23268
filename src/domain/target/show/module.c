/* domain/target/show/module.c - looking at results from above: losses, ranks, trials, one's own. */
#include "domain/target/show/pages.h"
#include "door/module.h"

static const struct route routes[] = {
        { GET, "/leading", leading_get, MAY_RESULT_VIEW, 0, "全县情况", NULL, NULL },
        { GET, "/standing", standing_get, MAY_RESULT_VIEW, 0, "本单位情况", "target/6", "i-target" },
        { GET, "/results/:id/heat", heat_get, MAY_RESULT_VIEW, 0, "失分热力表", NULL, NULL },
        { GET, "/results/:id/movement", movement_get, MAY_RESULT_VIEW, 0, "名次变化", NULL, NULL },
        { GET, "/results/:id/try", try_get, MAY_RESULT_VIEW, 0, "试算", NULL, NULL },
};

const struct module module_show = {
        .name = "show", .title = "目标绩效",
        .routes = routes, .n_routes = COUNT_OF(routes),
};
