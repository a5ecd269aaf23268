/* domain/target/year/module.c - figures of a year of targets: the doors. */
#include "domain/target/year/arrive.h"
#include "domain/target/year/commands.h"
#include "domain/target/year/faces.h"
#include "domain/target/year/filed.h"
#include "domain/target/year/imports.h"
#include "domain/target/year/wait.h"
#include "domain/target/year/year.h"
#include "door/module.h"

static const struct route routes[] = {
        { GET, "/figures", figures_get, MAY_TARGET_VIEW, ROUTE_LIST, "数据填报", "target/30", "i-table" },
        { GET, "/figures/:id/givers/:id", figure_grid_get, MAY_TARGET_VIEW, 0, "填报", NULL, NULL },
        { POST, "/figures/:id/givers/:id", figure_grid_post, MAY_TARGET_VIEW, ROUTE_SERIAL, "填报", NULL, NULL },
        { GET, "/figures/missing", figures_missing_get, MAY_TARGET_VIEW, ROUTE_LIST, "缺报与迟报", NULL, NULL },
        { GET, "/figures/review", figures_review_get, MAY_FIGURE_REVIEW, ROUTE_LIST, "审核数据", NULL, NULL },
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
        { GET, "/urges", urges_get, MAY_TARGET_VIEW, ROUTE_LIST, "督促通知单", "target/34", "i-bell" },
        { GET, "/urges/new", urge_new_get, MAY_PERIOD_LOCK, 0, "拟督促通知单", NULL, NULL },
        { POST, "/urges", urge_post, MAY_PERIOD_LOCK, ROUTE_SERIAL, "拟督促通知单", NULL, NULL },
        { GET, "/urges/:id", urge_get, MAY_TARGET_VIEW, 0, "督促通知单", NULL, NULL },
        { POST, "/urges/:id/moves", urge_moves_post, MAY_TARGET_VIEW, 0, "办理督促通知单", NULL, NULL },
        { GET, "/urges/:id/letter/:key", urge_letter_get, MAY_TARGET_VIEW, 0, "下载督促通知单", NULL, NULL },
};

static const struct flow *const flows[] = { &figure_flow, &period_flow, &urge_flow };

static const struct job jobs[] = { { "figures-arrive", 24 * 3600, figures_arrive_all } };
static const struct figure figures[] = {
        { "year.filed_on_time", "数据报送及时率", "%", 1, false, "到期应报的数 %d 个，其中按时报送 %d 个",
          "/figures/missing?month=0&year=:year&q=:name", figures_filed },
};
static const struct importer *const imports[] = { &figures_importer };

#define REVIEW(e, w, asks, about, says) \
        { .list = "/figures/review", .event = e, .word = w, .need = MAY_FIGURE_REVIEW, .ask = asks, .follows = about, \
          .done = says, .may_all = figures_may_review, .put_all = figures_put_review }
static const struct batch_row batches[] = {
        { .list = "/figures/missing", .event = "urge", .word = "拟督促通知单", .need = MAY_PERIOD_LOCK,
          .follows = "每个填报单位每个月一份，列出缺报的指标，要求补报并说明原因；拟好后在“督促通知单”里核对、发出。",
          .done = "已为 %d 项缺报拟好督促通知单", .may_all = figures_may_urge, .put_all = figures_put_urge },
        REVIEW("return", "退回", "退回的原因", "填报单位看到原因，改好重报；退回的更正不生效。", "已退回 %d 个数"),
        REVIEW("review", "审核通过", NULL, "通过的数用于核算；通过的更正代替现在的数，原来的数留在来历里。",
               "已审核通过 %d 个数"),
        REVIEW("hand-back", "退回经办", "退回的原因", "经办人看到原因，改好再交审核。", "已退回 %d 个数"),
        REVIEW("pass", "审核上报", NULL, "上报后由目标办审核，本单位不能再改。", "已上报 %d 个数"),
};
static const struct menu_tab tabs[] = {
        { "/figures", MAY_FIGURE_EDIT, TAB_PART, 10 },
        { "/figures", MAY_FIGURE_REVIEW, TAB_WHOLE, 20 },
};

const struct module module_year = {
        .name = "year", .title = "目标绩效",
        .tabs = tabs, .n_tabs = COUNT_OF(tabs),
        .routes = routes, .n_routes = COUNT_OF(routes),
        .commands = year_commands, .n_commands = YEAR_COMMANDS,
        .figures = figures, .n_figures = COUNT_OF(figures),
        .jobs = jobs, .n_jobs = COUNT_OF(jobs),
        .imports = imports, .n_imports = COUNT_OF(imports),
        .flows = flows, .n_flows = COUNT_OF(flows),
        .waits = year_waits, .n_waits = YEAR_WAITS,
        .batches = batches, .n_batches = COUNT_OF(batches),
        .demo = year_demo,
};
