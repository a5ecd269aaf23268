/* domain/budget/module.c - the register of department budgets. */
#include "core/auth/auth.h"
#include "domain/budget/edition.h"
#include "domain/budget/faces.h"

static const struct route routes[] = {
        /* method, path, handler, permission, flags, title, menu, icon */
        { GET,  "/budget",                      budgets_get,          MAY_SIGNED_IN,   0, "预算与公开", "budget/10", "i-money" },
        { GET,  "/budget/:id",                  budget_get,           MAY_SIGNED_IN,   0, "预算概览", NULL, NULL },
        { GET,  "/budget/:id/lines",            budget_lines_get,     MAY_SIGNED_IN,   0, "预算明细", NULL, NULL },
        { GET,  "/budget/:id/lines/edit",       budget_grid_get,      MAY_BUDGET_EDIT, 0, "录入预算明细", NULL, NULL },
        { POST, "/budget/:id/lines",            budget_lines_post,    MAY_BUDGET_EDIT, 0, "保存预算明细", NULL, NULL },
        { GET,  "/budget/:id/projects",         budget_projects_get,  MAY_SIGNED_IN,   0, "项目与绩效", NULL, NULL },
        { GET,  "/budget/:id/tables",           budget_tables_get,    MAY_SIGNED_IN,   0, "预算表", NULL, NULL },
        { GET,  "/budget/:id/text",             budget_text_get,      MAY_SIGNED_IN,   0, "公开文本", NULL, NULL },
        { GET,  "/budget/:id/files/:key",       budget_file_get,      MAY_SIGNED_IN,   0, "下载公开文本", NULL, NULL },
        { GET,  "/budget/:id/published/:key",   budget_published_get, MAY_SIGNED_IN,   0, "下载已公开的原文件", NULL, NULL },
        { GET,  "/budget/:id/words",            budget_words_get,     MAY_SIGNED_IN,   0, "文字与原因", NULL, NULL },
        { POST, "/budget/:id/words",            budget_words_post,    MAY_BUDGET_EDIT, 0, "保存文字", NULL, NULL },
        { GET,  "/budget/:id/moves/:key",       budget_move_get,      MAY_BUDGET_VIEW, 0, "办理一步", NULL, NULL },
        { POST, "/budget/:id/moves",            budget_moves_post,    MAY_BUDGET_VIEW, ROUTE_SERIAL, "办理", NULL, NULL },
};

static const struct command_option one_budget[] = {
        { "unit", "CODE", "单位代码，如 wusheng-mbjx" },
        { "year", "YEAR", "预算年度" },
        { "as", "FORMAT", "格式" },
        { "out", "FILE", "写到文件；不写则打印" },
        { NULL, NULL, NULL },
};
static const struct command_option list_options[] = {
        { "year", "YEAR", "只列这一年" },
        { NULL, NULL, NULL },
};

static const struct command_row commands[] = {
        /* words, run, permission, flags, usage, help, options */
        { "budget list", budget_list_cmd, MAY_BUDGET_VIEW, COMMAND_JSON, "[--year YEAR]", "列出部门预算", list_options },
        { "budget show", budget_show_cmd, MAY_BUDGET_VIEW, COMMAND_JSON, "--unit CODE --year YEAR", "显示一份预算的主要数字", one_budget },
        { "budget disclose", budget_disclose_cmd, MAY_BUDGET_VIEW, 0,
          "--unit CODE --year YEAR [--as txt|html|docx|pdf|xlsx] [--out FILE]", "生成公开文本", one_budget },
        { "budget export", budget_export_cmd, MAY_BUDGET_VIEW, 0,
          "--unit CODE --year YEAR [--as json|datapackage|csv] [--out FILE]", "导出数据", one_budget },
};

static const struct flow *const flows[] = { &budget_flow };

/* Share of budgets of a unit's subtree that were published within 20 days of approval (预算法 14). */
static const struct figure figures[] = {
        { "budget.published_on_time", "预算按期公开率", "%", 2, budget_on_time },
};

const struct module module_budget = {
        .name     = "budget", .title = "部门预算",
        .routes   = routes,   .n_routes   = COUNT_OF(routes),
        .commands = commands, .n_commands = COUNT_OF(commands),
        .flows    = flows,    .n_flows    = COUNT_OF(flows),
        .figures  = figures,  .n_figures  = COUNT_OF(figures),
        .seed     = editions_install,
        .demo     = budget_demo,
};
