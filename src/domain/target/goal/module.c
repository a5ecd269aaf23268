/* domain/target/goal/module.c - target books: what the folder offers to the outside. */
#include "domain/target/goal/commands.h"
#include "domain/target/goal/import.h"
#include "domain/target/goal/pages.h"
#include "door/module.h"

static const struct route routes[] = {
        { GET, "/goals", goals_get, MAY_TARGET_VIEW, ROUTE_BY_UNIT | ROUTE_LIST,
          "目标任务", "target/20", "i-target" },
        { GET, "/goals/new", goals_new_get, MAY_GOAL_EDIT, 0, "开始编报目标", NULL, NULL },
        { POST, "/goals", goals_post, MAY_GOAL_EDIT, ROUTE_SERIAL, "开始编报目标", NULL, NULL },
        { GET, "/goals/issues", goal_issues_get, MAY_GOAL_ISSUE, 0, "成批下达", NULL, NULL },
        { POST, "/goals/issues", goal_issues_post, MAY_GOAL_ISSUE, ROUTE_SERIAL, "成批下达", NULL, NULL },
        { GET, "/goals/county/:id", goal_county_get, MAY_TARGET_VIEW, 0, "县级目标", NULL, NULL },
        { POST, "/goals/county/:id", goal_county_post, MAY_GOAL_REVIEW, 0, "县级目标", NULL, NULL },
        { GET, "/goals/checks/:id", goal_checks_get, MAY_TARGET_VIEW, 0, "分解核对", NULL, NULL },
        { POST, "/goals/checks/:id/gaps", goal_gaps_post, MAY_GOAL_REVIEW, ROUTE_SERIAL, "说明分解差额", NULL,
          NULL },
        { GET, "/goals/files.zip", goals_pack_get, MAY_TARGET_VIEW, 0, "打包下载目标任务书", NULL, NULL },
        { POST, "/goals/:id/documents", goal_documents_post, MAY_DOCUMENT_DRAFT, 0, "目标任务书拟文", NULL, NULL },
        { GET, "/goals/:id", goal_get, MAY_TARGET_VIEW, 0, "目标任务书", NULL, NULL },
        { GET, "/goals/:id/edit", goal_grid_get, MAY_GOAL_EDIT, 0, "填报目标", NULL, NULL },
        { POST, "/goals/:id/lines", goal_lines_post, MAY_GOAL_EDIT, 0, "填报目标", NULL, NULL },
        { GET, "/goals/:id/posts/:id", goal_posts_get, MAY_TARGET_VIEW, 0, "分解到岗位", NULL, NULL },
        { POST, "/goals/:id/posts/:id", goal_posts_post, MAY_GOAL_EDIT, 0, "分解到岗位", NULL, NULL },
        { GET, "/goals/:id/moves/:key", goal_move_get, MAY_TARGET_VIEW, 0, "办理目标的一步", NULL, NULL },
        { POST, "/goals/:id/moves", goal_moves_post, MAY_TARGET_VIEW, ROUTE_SERIAL, "办理目标的一步", NULL,
          NULL },
        { POST, "/goals/:id/talks", goal_talks_post, MAY_TARGET_VIEW, 0, "目标衔接意见", NULL, NULL },
        { POST, "/goals/:id/special", goal_special_post, MAY_GOAL_REVIEW, 0, "标记专项审核", NULL, NULL },
        { GET, "/goals/:id/adjust", goal_adjust_get, MAY_GOAL_EDIT, 0, "申请调整目标", NULL, NULL },
        { POST, "/goals/:id/adjust", goal_adjust_post, MAY_GOAL_EDIT, ROUTE_SERIAL, "申请调整目标", NULL, NULL },
        { GET, "/goals/:id/compare", goal_compare_get, MAY_TARGET_VIEW, 0, "比较两版目标", NULL, NULL },
        { GET, "/goals/:id/files/:key", goal_file_get, MAY_TARGET_VIEW, 0, "下载目标任务书", NULL, NULL },
};

static const struct flow *const flows[] = { &goal_flow };
static const struct importer *const imports[] = { &goal_importer };

static const struct menu_tab tabs[] = {
        { "/goals", MAY_GOAL_EDIT, TAB_PART, 14 },
        { "/goals", MAY_GOAL_SIGN, TAB_PART, 14 },
};

const struct module module_goal = {
        .name = "goal", .title = "目标任务",
        .tabs = tabs, .n_tabs = COUNT_OF(tabs),
        .routes = routes, .n_routes = COUNT_OF(routes),
        .commands = goal_commands, .n_commands = GOAL_COMMANDS,
        .flows = flows, .n_flows = COUNT_OF(flows),
        .batches = goal_batches, .n_batches = GOAL_BATCHES,
        .works = goal_work_kinds, .n_works = COUNT_OF(goal_work_kinds),
        .waits = goal_waits, .n_waits = GOAL_WAITS,
        .imports = imports, .n_imports = COUNT_OF(imports),
        .demo = goal_demo,
};
