/* domain/target/year/module.c - figures of a year of targets: the doors. */
#include "domain/target/year/arrive.h"
#include "domain/target/year/commands.h"
#include "domain/target/year/faces.h"
#include "domain/target/year/imports.h"
#include "domain/target/year/year.h"
#include "door/module.h"

static const struct route routes[] = {
        { GET, "/figures", figures_get, MAY_TARGET_VIEW, 0, "数据填报", "target/30", "i-table" },
        { GET, "/figures/:id/givers/:id", figure_grid_get, MAY_TARGET_VIEW, 0, "填报", NULL, NULL },
        { POST, "/figures/:id/givers/:id", figure_grid_post, MAY_TARGET_VIEW, ROUTE_SERIAL, "填报", NULL, NULL },
        { GET, "/figures/:id/missing", figure_missing_get, MAY_TARGET_VIEW, 0, "缺报与迟报", NULL, NULL },
        { GET, "/figures/:id/review", figure_review_get, MAY_FIGURE_REVIEW, 0, "审核数据", NULL, NULL },
        { POST, "/figures/:id/reviews", figure_reviews_post, MAY_FIGURE_REVIEW, ROUTE_SERIAL, "审核数据", NULL,
          NULL },
        { GET, "/figures/:id/months", figure_months_get, MAY_TARGET_VIEW, 0, "各月与锁定", NULL, NULL },
        { GET, "/figures/:id/locks/:key", figure_lock_get, MAY_TARGET_VIEW, 0, "锁定与解锁", NULL, NULL },
        { POST, "/figures/:id/locks", figure_locks_post, MAY_TARGET_VIEW, ROUTE_SERIAL, "锁定与解锁", NULL, NULL },
        { POST, "/figures/:id/rules", figure_rules_post, MAY_PERIOD_LOCK, 0, "填报期限", NULL, NULL },
        { POST, "/figures/:id/arrivals", figure_arrivals_post, MAY_FIGURE_REVIEW, ROUTE_SERIAL, "取系统里的数", NULL,
          NULL },
        { GET, "/figures/rows/:id", figure_row_get, MAY_TARGET_VIEW, 0, "一个数的来历", NULL, NULL },
        { POST, "/figures/rows/:id/corrections", figure_corrections_post, MAY_TARGET_VIEW, ROUTE_SERIAL, "更正数据",
          NULL, NULL },
        { POST, "/figures/rows/:id/moves", figure_moves_post, MAY_TARGET_VIEW, ROUTE_SERIAL, "办理一个数", NULL,
          NULL },
        { GET, "/urges", urges_get, MAY_TARGET_VIEW, 0, "督促通知单", "target/34", "i-bell" },
        { GET, "/urges/new", urge_new_get, MAY_PERIOD_LOCK, 0, "拟督促通知单", NULL, NULL },
        { POST, "/urges", urge_post, MAY_PERIOD_LOCK, ROUTE_SERIAL, "拟督促通知单", NULL, NULL },
        { GET, "/urges/:id", urge_get, MAY_TARGET_VIEW, 0, "督促通知单", NULL, NULL },
        { POST, "/urges/:id/moves", urge_moves_post, MAY_TARGET_VIEW, 0, "办理督促通知单", NULL, NULL },
        { GET, "/urges/:id/letter/:key", urge_letter_get, MAY_TARGET_VIEW, 0, "下载督促通知单", NULL, NULL },
};

static const struct flow *const flows[] = { &figure_flow, &period_flow, &urge_flow };

static const struct job jobs[] = { { "figures-arrive", 24 * 3600, figures_arrive_all } };
static const struct importer *const imports[] = { &figures_importer };

const struct module module_year = {
        .name = "year", .title = "目标绩效",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .commands = year_commands, .n_commands = YEAR_COMMANDS,
        .jobs = jobs, .n_jobs = COUNT_OF(jobs),
        .imports = imports, .n_imports = COUNT_OF(imports),
        .flows = flows, .n_flows = COUNT_OF(flows),
        .demo = year_demo,
};
