/* domain/target/use/module.c - what comes after a year's result: its use, rewards, earlier years. */
#include "domain/target/use/faces.h"
#include "domain/target/use/imports.h"

static const struct route routes[] = {
        { GET, "/history", history_get, MAY_RESULT_VIEW, 0, "历年结果", "target/56", "i-chart" },
        { GET, "/use", use_get, MAY_RESULT_VIEW, 0, "结果运用", "target/57", "i-flag" },
        { POST, "/use/proposals", use_proposals_post, MAY_RESULT_RUN, ROUTE_SERIAL, "按规则提出建议", NULL,
          NULL },
        { GET, "/use/proposals/:id/moves/:key", use_move_get, MAY_RESULT_DECIDE, 0, "办理运用建议", NULL,
          NULL },
        { POST, "/use/proposals/:id/moves", use_moves_post, MAY_RESULT_DECIDE, 0, "办理运用建议", NULL,
          NULL },
        { GET, "/use/rewards", rewards_get, MAY_RESULT_VIEW, 0, "奖励测算", NULL, NULL },
        { POST, "/use/rewards", rewards_post, MAY_RESULT_RUN, 0, "设定奖励标准", NULL, NULL },
        { POST, "/use/rewards/heads", reward_heads_post, MAY_RESULT_RUN, 0, "填奖励人数", NULL, NULL },
        { GET, "/use/rewards/files/:key", reward_file_get, MAY_RESULT_VIEW, 0, "奖励测算表", NULL, NULL },
};

static const struct flow *const flows[] = { &use_flow };
static const struct importer *const imports[] = { &history_importer };

const struct module module_use = {
        .name = "use", .title = "结果运用",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .flows = flows, .n_flows = COUNT_OF(flows),
        .imports = imports, .n_imports = COUNT_OF(imports),
        .demo = use_demo,
};
