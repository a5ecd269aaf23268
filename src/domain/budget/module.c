/* domain/budget/module.c - the register of department budgets. */
#include "core/auth/auth.h"
#include "domain/budget/called.h"
#include "domain/budget/edition.h"
#include "domain/budget/faces.h"
#include "domain/budget/figures.h"
#include "domain/budget/find.h"
#include "domain/budget/work.h"
#include "domain/budget/imports.h"

static const struct route routes[] = {
        /* method, path, handler, permission, flags, title, menu, icon */
        { GET,  "/budget",                      budgets_get,          MAY_SIGNED_IN,
          ROUTE_BY_UNIT | ROUTE_LIST, "预算与公开", "budget/10", "i-money" },
        { GET,  "/budget/new",                  budget_new_get,       MAY_BUDGET_EDIT, 0, "新建预算", NULL, NULL },
        { POST, "/budget",                      budget_new_post,      MAY_BUDGET_EDIT, 0, "新建一年的预算", NULL, NULL },
        { GET,  "/budget/import",               budget_import_get,    MAY_BUDGET_EDIT, 0, "数据导入", "budget/20", "i-up" },
        { POST, "/budget/import",               budget_import_post,   MAY_BUDGET_EDIT, ROUTE_UPLOAD,
          "上传预算文件", NULL, NULL },
        { GET,  "/budget/import/:id",           budget_upload_get,    MAY_BUDGET_EDIT, 0, "导入预览", NULL, NULL },
        { GET,  "/budget/import/:id/rejected",  budget_rejected_get,  MAY_BUDGET_EDIT, 0, "下载须改的行", NULL, NULL },
        { POST, "/budget/import/:id",           budget_upload_post,   MAY_BUDGET_EDIT, 0, "写入导入的预算", NULL, NULL },
        { GET,  "/budget/template/:key",        budget_template_get,  MAY_BUDGET_EDIT, 0, "下载导入模板", NULL, NULL },
        { GET,  "/budget/accounts",             editions_get,         MAY_SIGNED_IN,   ROUTE_LIST,
          "预算科目", "budget/30", "i-list" },
        { GET,  "/budget/accounts/:id",         edition_get,          MAY_SIGNED_IN,   ROUTE_LIST, "查看科目", NULL, NULL },
        { GET,  "/budget/:id",                  budget_get,           MAY_SIGNED_IN,   0, "预算概览", NULL, NULL },
        { GET,  "/budget/:id/lines",            budget_lines_get,     MAY_SIGNED_IN,   ROUTE_LIST, "预算明细", NULL, NULL },
        { GET,  "/budget/:id/lines.csv",        budget_lines_csv_get, MAY_SIGNED_IN,   0, "导出预算明细", NULL, NULL },
        { GET,  "/budget/:id/lines/edit",       budget_grid_get,      MAY_BUDGET_EDIT, 0, "录入预算明细", NULL, NULL },
        { POST, "/budget/:id/lines",            budget_lines_post,    MAY_BUDGET_EDIT, 0, "保存预算明细", NULL, NULL },
        { GET,  "/budget/:id/parts",            budget_parts_get,     MAY_SIGNED_IN,   0, "编报内容", NULL, NULL },
        { GET,  "/budget/:id/parts.xlsx",       budget_workbook_get,  MAY_SIGNED_IN,   0, "下载编报内容", NULL, NULL },
        { GET,  "/budget/:id/parts/:key",       budget_part_get,      MAY_SIGNED_IN,   0, "一部分编报内容", NULL, NULL },
        { POST, "/budget/:id/parts/:key",       budget_part_post,     MAY_BUDGET_EDIT, 0, "保存编报内容", NULL, NULL },
        { GET,  "/budget/:id/projects",         budget_projects_get,  MAY_SIGNED_IN,   ROUTE_LIST, "项目与绩效", NULL,
          NULL },
        { GET,  "/budget/:id/tables",           budget_tables_get,    MAY_SIGNED_IN,   0, "预算表", NULL, NULL },
        { GET,  "/budget/:id/checks",           budget_checks_get,    MAY_SIGNED_IN,   0, "校验", NULL, NULL },
        { GET,  "/budget/:id/text",             budget_text_get,      MAY_SIGNED_IN,   0, "公开文本", NULL, NULL },
        { GET,  "/budget/:id/files.zip",        budget_pack_get,      MAY_SIGNED_IN,   0, "打包下载公开文本", NULL, NULL },
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
        { "version", "N", "第几版；不写为已公开的，没有公开的为最新的" },
        { "as", "FORMAT", "格式" },
        { "out", "FILE", "写到文件；不写则打印" },
        { NULL, NULL, NULL },
};
static const struct command_option which_budget[] = {
        { "unit", "CODE", "单位代码，如 wusheng-mbjx" },
        { "year", "YEAR", "预算年度" },
        { "version", "N", "第几版；不写为已公开的，没有公开的为最新的" },
        { NULL, NULL, NULL },
};
static const struct command_option begin_options[] = {
        { "unit", "CODE", "单位代码，如 wusheng-mbjx" },
        { "year", "YEAR", "预算年度" },
        { NULL, NULL, NULL },
};
static const struct command_option import_options[] = {
        { "file", "FILE", "JSON、XLSX 或 CSV 文件" },
        { "unit", "CODE", "单位代码（XLSX、CSV 必填）" },
        { "year", "YEAR", "预算年度（XLSX、CSV 必填）" },
        { "rejected", "FILE", "把须改的行连同原因写到这个文件" },
        { "check-only", NULL, "只检查，不写入" },
        { "yes", NULL, "要核对的已经核对无误" },
        { NULL, NULL, NULL },
};
static const struct command_option list_options[] = {
        { "year", "YEAR", "只列这一年" },
        { NULL, NULL, NULL },
};
static const struct command_option template_options[] = {
        { "unit", "CODE", "下拉选项里列出这个单位的预算单位" },
        { "as", "FORMAT", "xlsx 或 csv" },
        { "year", "YEAR", "下拉选项用哪一年的科目" },
        { "out", "FILE", "写到文件" },
        { NULL, NULL, NULL },
};
static const struct command_option accounts_options[] = {
        { "list", "LIST", "function、economic 或 government" },
        { "name", "NAME", "版本名，如 2025" },
        { "from", "DATE", "从哪天起有效" },
        { "file", "FILE", "CSV 或 XLSX 文件" },
        { "source", "TEXT", "依据的文件" },
        { NULL, NULL, NULL },
};

static const struct command_row commands[] = {
        /* words, run, permission, flags, usage, help, options */
        { "budget import", budget_import_cmd, MAY_BUDGET_EDIT, COMMAND_WRITES | COMMAND_JSON,
          "--file FILE [--unit CODE --year YEAR] [--rejected FILE] [--check-only] [--yes]",
          "导入一份部门预算，整份写入或一行不写", import_options },
        { "budget begin", budget_begin_cmd, MAY_BUDGET_EDIT, COMMAND_WRITES, "--unit CODE --year YEAR",
          "新建一年的预算，单位、机构、项目、车辆、用途和上年数从上年预算带入", begin_options },
        { "budget template", budget_template_cmd, MAY_BUDGET_EDIT, 0,
          "[--unit CODE] [--year YEAR] [--as xlsx|csv] --out FILE", "生成带下拉选项的导入模板", template_options },
        { "budget list", budget_list_cmd, MAY_BUDGET_VIEW, COMMAND_JSON, "[--year YEAR]", "列出部门预算", list_options },
        { "budget show", budget_show_cmd, MAY_BUDGET_VIEW, COMMAND_JSON,
          "--unit CODE --year YEAR [--version N]", "显示一份预算的主要数字", which_budget },
        { "budget check", budget_check_cmd, MAY_BUDGET_VIEW, COMMAND_JSON, "--unit CODE --year YEAR [--version N]",
          "逐条校验勾稽关系和文字；有不成立的以 1 退出", which_budget },
        { "budget disclose", budget_disclose_cmd, MAY_BUDGET_VIEW, 0,
          "--unit CODE --year YEAR [--version N] [--as txt|html|docx|pdf|xlsx] [--out FILE]", "生成公开文本", one_budget },
        { "budget export", budget_export_cmd, MAY_BUDGET_VIEW, 0,
          "--unit CODE --year YEAR [--version N] [--as json|datapackage|csv] [--out FILE]", "导出数据", one_budget },
        { "accounts import", accounts_import_cmd, MAY_ACCOUNTS_EDIT, COMMAND_WRITES,
          "--list function|economic|government --name NAME --from DATE --file FILE [--source TEXT]",
          "导入一个科目版本", accounts_options },
};

static const struct flow *const flows[] = { &budget_flow };

static const struct figure figures[] = {
        /* code, label, unit, places, at home, because, path, run */
        { "budget.published_on_time", "预算按期公开率", "%", 2, true, "本期批复的预算（含下属单位）%d 份，其中二十日内公开 %d 份",
          "/budget?word=:name", budget_on_time },
        { "budget.faults", "公开预算校验不成立", "条", 0, false, "本期公开的预算（含下属单位）%d 份，校验不成立 %d 条",
          "/budget?word=:name", budget_faults },
};

static const struct attach_kind *const attaches[] = { &budget_attach };
static const struct importer *const imports[] = { &lines_importer, &edition_importer };

static const struct search_kind *const searches[] = { &budgets_search };

static const struct menu_tab tabs[] = {
        { "/budget", MAY_BUDGET_EDIT, TAB_ANY, 16 },
        { "/budget", MAY_BUDGET_REVIEW, TAB_ANY, 10 },
};

const struct module module_budget = {
        .name     = "budget", .title = "部门预算",
        .routes   = routes,   .n_routes   = COUNT_OF(routes),
        .commands = commands, .n_commands = COUNT_OF(commands),
        .flows    = flows,    .n_flows    = COUNT_OF(flows),
        .tabs     = tabs,     .n_tabs     = COUNT_OF(tabs),
        .waits = budget_waits, .n_waits = BUDGET_WAITS,
        .figures  = figures,  .n_figures  = COUNT_OF(figures),
        .works    = budget_work_kinds, .n_works = COUNT_OF(budget_work_kinds),
        .imports  = imports,  .n_imports  = COUNT_OF(imports),
        .attaches = attaches, .n_attaches = COUNT_OF(attaches),
        .searches = searches, .n_searches = COUNT_OF(searches),
        .titles = budget_titles, .n_titles = BUDGET_TITLES,
        .seed     = editions_install,
        .demo     = budget_demo,
};
