/* domain/target/check/module.c - half-year checks and self-assessments: the doors. */
#include "domain/target/check/faces.h"

static const struct route routes[] = {
        { GET, "/checks", checks_get, MAY_TARGET_VIEW, ROUTE_LIST, "检查与自评", "target/36", "i-checks" },
        { GET, "/checks/new", check_new_get, MAY_CHECK_RUN, 0, "开一轮检查", NULL, NULL },
        { POST, "/checks", check_post, MAY_CHECK_RUN, ROUTE_SERIAL, "开一轮检查", NULL, NULL },
        { GET, "/checks/:id", check_get, MAY_TARGET_VIEW, ROUTE_LIST, "一轮检查", NULL, NULL },
        { GET, "/checks/:id/lagging", check_lagging_get, MAY_TARGET_VIEW, ROUTE_LIST, "滞后的目标", NULL, NULL },
        { GET, "/checks/:id/differences", check_differences_get, MAY_TARGET_VIEW, ROUTE_LIST, "自报与核验的差异", NULL, NULL },
        { GET, "/checks/:id/report/:key", check_report_get, MAY_CHECK_RUN, 0, "下载检查报告", NULL, NULL },
        { POST, "/checks/:id/documents", check_documents_post, MAY_DOCUMENT_DRAFT, 0, "检查报告拟文", NULL, NULL },
        { GET, "/checks/:id/verify", check_verify_get, MAY_ASSESS_VERIFY, 0, "核验", NULL, NULL },
        { POST, "/checks/:id/verify", check_verify_post, MAY_ASSESS_VERIFY, ROUTE_SERIAL, "核验", NULL, NULL },
        { GET, "/checks/:id/moves/:key", check_move_get, MAY_CHECK_RUN, 0, "办理一轮检查", NULL, NULL },
        { POST, "/checks/:id/moves", check_moves_post, MAY_CHECK_RUN, ROUTE_SERIAL, "办理一轮检查", NULL, NULL },
        { GET, "/checks/papers/:id", check_paper_get, MAY_TARGET_VIEW, 0, "自查自评表", NULL, NULL },
        { POST, "/checks/papers/:id/lines", check_lines_post, MAY_FIGURE_EDIT, 0, "填自查自评表", NULL, NULL },
        { GET, "/checks/papers/:id/moves/:key", paper_move_get, MAY_TARGET_VIEW, 0, "办理自查自评表", NULL, NULL },
        { POST, "/checks/papers/:id/moves", paper_moves_post, MAY_TARGET_VIEW, ROUTE_SERIAL, "办理自查自评表", NULL,
          NULL },
};

static const struct flow *const flows[] = { &check_flow, &paper_flow };
static const struct attach_kind *const attaches[] = { &check_attach };

const struct module module_check = {
        .name = "check", .title = "检查与自评",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .commands = check_commands, .n_commands = CHECK_COMMANDS,
        .flows = flows, .n_flows = COUNT_OF(flows),
        .waits = check_waits, .n_waits = CHECK_WAITS,
        .attaches = attaches, .n_attaches = COUNT_OF(attaches),
        .demo = check_demo,
};
