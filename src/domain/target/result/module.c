/* domain/target/result/module.c - results: what the folder offers to the outside. */
#include "domain/target/result/faces.h"
#include "domain/target/result/demo.h"

static const struct route routes[] = {
        { GET, "/results", results_get, MAY_RESULT_VIEW, ROUTE_LIST, "得分与排名", "target/50", "i-chart" },
        { GET, "/results/new", result_new_get, MAY_RESULT_RUN, 0, "核算", NULL, NULL },
        { POST, "/results", result_post, MAY_RESULT_RUN, ROUTE_SERIAL, "核算", NULL, NULL },
        { GET, "/results/:id", result_get, MAY_RESULT_VIEW, ROUTE_LIST, "一次核算的排名", NULL, NULL },
        { GET, "/results/:id/compare", result_compare_get, MAY_RESULT_VIEW, 0, "比较两次核算", NULL, NULL },
        { GET, "/results/:id/files/:key", result_document_get, MAY_RESULT_VIEW, 0, "公示与通报文稿", NULL, NULL },
        { POST, "/results/:id/documents", result_documents_post, MAY_DOCUMENT_DRAFT, 0, "公示与通报拟文", NULL, NULL },
        { GET, "/results/:id/scores.zip", result_scores_get, MAY_RESULT_VIEW, 0, "打包下载得分说明", NULL, NULL },
        { GET, "/results/:id/moves/:key", result_move_get, MAY_RESULT_VIEW, 0, "办理核算的一步", NULL, NULL },
        { POST, "/results/:id/moves", result_moves_post, MAY_RESULT_VIEW, ROUTE_SERIAL,
          "办理核算的一步", NULL, NULL },
        { GET, "/results/:id/grades", result_grades_get, MAY_RESULT_DECIDE, 0, "等次决定", NULL, NULL },
        { POST, "/results/:id/grades", result_grades_post, MAY_RESULT_DECIDE, 0, "等次决定", NULL, NULL },
        { POST, "/results/decisions/:id/revocations", grade_revocations_post, MAY_RESULT_DECIDE, 0,
          "撤销等次决定", NULL, NULL },
        { GET, "/results/:id/units/:id", result_unit_get, MAY_RESULT_VIEW, 0, "得分说明", NULL, NULL },
        { GET, "/results/:id/units/:id/score.json", result_unit_json_get, MAY_RESULT_VIEW, 0,
          "得分说明（JSON）", NULL, NULL },
        { GET, "/results/:id/units/:id/score.pdf", result_unit_pdf_get, MAY_RESULT_VIEW, 0,
          "得分说明（PDF）", NULL, NULL },
        { GET, "/results/:id/units/:id/appeal", appeal_new_get, MAY_APPEAL_FILE, 0, "提出申诉", NULL, NULL },
        { POST, "/results/:id/units/:id/appeals", appeal_post, MAY_APPEAL_FILE, 0, "提出申诉", NULL, NULL },
        { GET, "/appeals", appeals_get, MAY_RESULT_VIEW, ROUTE_LIST, "申诉与复核", "target/55", "i-flag" },
        { GET, "/appeals/:id", appeal_get, MAY_RESULT_VIEW, 0, "一件申诉", NULL, NULL },
        { GET, "/appeals/:id/moves/:key", appeal_move_get, MAY_RESULT_VIEW, 0, "办理申诉的一步", NULL, NULL },
        { POST, "/appeals/:id/moves", appeal_moves_post, MAY_RESULT_VIEW, 0, "办理申诉的一步", NULL, NULL },
};

static const struct flow *const flows[] = { &result_flow, &appeal_flow };

static const struct menu_tab tabs[] = {
        { "/results", MAY_RESULT_RUN, TAB_ANY, 16 },
        { "/results", MAY_RESULT_DECIDE, TAB_ANY, 16 },
};

static const struct attach_kind *const attaches[] = { &appeal_attach };

const struct module module_result = {
        .name = "result", .title = "得分与排名",
        .tabs = tabs, .n_tabs = COUNT_OF(tabs),
        .routes = routes, .n_routes = COUNT_OF(routes),
        .commands = result_commands, .n_commands = RESULT_COMMANDS,
        .flows = flows, .n_flows = COUNT_OF(flows),
        .attaches = attaches, .n_attaches = COUNT_OF(attaches),
        .waits = appeal_waits, .n_waits = APPEAL_WAITS,
        .demo = result_demo,
};
