/* domain/target/use/module.c - what comes after a year's result: its use, rewards, earlier years,
 * what has to be put right, what the assessment itself showed. */
#include "domain/target/use/analysis_faces.h"
#include "domain/target/use/commands.h"
#include "domain/target/use/faces.h"
#include "domain/target/use/imports.h"
#include "domain/target/use/rectified.h"
#include "domain/target/use/rectify_faces.h"

static const struct route routes[] = {
        { GET, "/history", history_get, MAY_RESULT_VIEW, ROUTE_LIST, "历年结果", "target/56", "i-chart" },
        { GET, "/use", use_get, MAY_RESULT_VIEW, ROUTE_LIST, "结果运用", "target/57", "i-flag" },
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
        { GET, "/rectify", rectifies_get, MAY_RESULT_VIEW, ROUTE_LIST, "整改清单", "target/58", "i-check" },
        { GET, "/rectify/new", rectify_new_get, MAY_RESULT_RUN, 0, "列入整改清单", NULL, NULL },
        { POST, "/rectify", rectify_post, MAY_RESULT_RUN, ROUTE_SERIAL, "列入整改清单", NULL, NULL },
        { GET, "/rectify/:id", rectify_get, MAY_RESULT_VIEW, 0, "整改事项", NULL, NULL },
        { POST, "/rectify/:id", rectify_plan_post, MAY_RESULT_VIEW, 0, "填报整改措施", NULL, NULL },
        { POST, "/rectify/:id/notes", rectify_notes_post, MAY_RESULT_VIEW, 0, "记整改进展", NULL, NULL },
        { GET, "/rectify/:id/moves/:key", rectify_step_get, MAY_RESULT_VIEW, 0, "办理整改的一步", NULL,
          NULL },
        { POST, "/rectify/:id/moves", rectify_moves_post, MAY_RESULT_VIEW, 0, "办理整改的一步", NULL,
          NULL },
        { POST, "/rectify/:id/goal", rectify_goal_post, MAY_GOAL_EDIT, ROUTE_SERIAL, "整改转入目标", NULL,
          NULL },
        { GET, "/analysis", analysis_get, MAY_RESULT_VIEW, ROUTE_WHOLE, "考核分析", "target/59", "i-grid" },
        { GET, "/analysis/files/:key", analysis_file_get, MAY_RESULT_VIEW, 0, "考核分析报告", NULL, NULL },
        { POST, "/analysis/bounds", analysis_bounds_post, MAY_RESULT_RUN, 0, "改分析界限", NULL, NULL },
        { GET, "/analysis/advice", advice_edit_get, MAY_RESULT_RUN, 0, "改进建议", NULL, NULL },
        { POST, "/analysis/advice", advice_post, MAY_RESULT_RUN, ROUTE_SERIAL, "改进建议", NULL, NULL },
        { GET, "/analysis/advice/:id/moves/:key", advice_move_get, MAY_RESULT_DECIDE, 0, "办理改进建议",
          NULL, NULL },
        { POST, "/analysis/advice/:id/moves", advice_moves_post, MAY_RESULT_DECIDE, 0, "办理改进建议", NULL,
          NULL },
};

static const struct flow *const flows[] = { &use_flow, &rectify_flow, &advice_flow };
static const struct figure figures[] = {
        { "use.rectified_on_time", "整改按期完成率", "%", 1, false, "期限在本期的整改事项 %d 件，其中按期完成 %d 件",
          "/rectify?q=:name", rectify_on_time },
};
static const struct importer *const imports[] = { &history_importer };

const struct module module_use = {
        .name = "use", .title = "结果运用",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .commands = use_commands, .n_commands = USE_COMMANDS,
        .flows = flows, .n_flows = COUNT_OF(flows),
        .figures = figures, .n_figures = COUNT_OF(figures),
        .waits = rectify_waits, .n_waits = RECTIFY_WAITS,
        .imports = imports, .n_imports = COUNT_OF(imports),
        .demo = use_demo,
};
