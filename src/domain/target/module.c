/* domain/target/module.c - targets: schemes, indicators, scoring. */
#include "domain/target/called.h"
#include "domain/target/commands.h"
#include "domain/target/faces.h"
#include "domain/target/find.h"
#include "domain/target/imports.h"
#include "domain/target/target.h"
#include "door/module.h"

static const struct route routes[] = {
        { GET, "/schemes", schemes_get, MAY_TARGET_VIEW, ROUTE_LIST, "考核方案", "target/10", "i-tree" },
        { GET, "/schemes/new", scheme_new_get, MAY_SCHEME_EDIT, 0, "起草考核方案", NULL, NULL },
        { POST, "/schemes", scheme_post, MAY_SCHEME_EDIT, ROUTE_SERIAL, "起草考核方案", NULL, NULL },
        { GET, "/schemes/:id", scheme_get, MAY_TARGET_VIEW, 0, "指标体系", NULL, NULL },
        { GET, "/schemes/:id/edition.json", scheme_json_get, MAY_TARGET_VIEW, 0,
          "下载方案", NULL, NULL },
        { GET, "/schemes/:id/files/:key", scheme_file_get, MAY_TARGET_VIEW, 0, "下载指标", NULL, NULL },
        { GET, "/schemes/:id/checks", scheme_checks_get, MAY_TARGET_VIEW, 0, "方案检查", NULL, NULL },
        { GET, "/schemes/:id/compare", scheme_compare_get, MAY_TARGET_VIEW, 0,
          "比较两版方案", NULL, NULL },
        { GET, "/schemes/:id/next", scheme_next_get, MAY_SCHEME_EDIT, 0, "修订出新版", NULL, NULL },
        { POST, "/schemes/:id/next", scheme_next_post, MAY_SCHEME_EDIT, ROUTE_SERIAL,
          "修订出新版", NULL, NULL },
        { GET, "/schemes/:id/moves/:key", scheme_move_get, MAY_TARGET_VIEW, 0,
          "办理方案的一步", NULL, NULL },
        { POST, "/schemes/:id/moves", scheme_moves_post, MAY_TARGET_VIEW, ROUTE_SERIAL,
          "办理方案的一步", NULL, NULL },
        { POST, "/schemes/:id/tree", tree_post, MAY_SCHEME_EDIT, ROUTE_SERIAL,
          "修改指标体系", NULL, NULL },
        { GET, "/schemes/:id/nodes/new", node_new_get, MAY_SCHEME_EDIT, 0, "新增指标", NULL, NULL },
        { POST, "/schemes/:id/nodes", node_post, MAY_SCHEME_EDIT, ROUTE_SERIAL,
          "新增指标", NULL, NULL },
        { GET, "/schemes/nodes/:id", node_get, MAY_SCHEME_EDIT, 0, "修改指标", NULL, NULL },
        { POST, "/schemes/nodes/:id", node_edit_post, MAY_SCHEME_EDIT, ROUTE_SERIAL,
          "修改指标", NULL, NULL },
        { POST, "/schemes/nodes/:id/removals", node_remove_post, MAY_SCHEME_EDIT, ROUTE_SERIAL,
          "删除指标", NULL, NULL },
        { GET, "/schemes/nodes/:id/units", node_units_get, MAY_SCHEME_EDIT, 0, "缺项单位", NULL, NULL },
        { POST, "/schemes/nodes/:id/units", node_units_post, MAY_SCHEME_EDIT, 0,
          "缺项单位", NULL, NULL },
        { GET, "/schemes/:id/units", scheme_members_get, MAY_TARGET_VIEW, 0, "分组与单位", NULL, NULL },
        { POST, "/schemes/:id/units", scheme_members_post, MAY_SCHEME_EDIT, 0,
          "分组与单位", NULL, NULL },
        { POST, "/schemes/:id/groups", group_post, MAY_SCHEME_EDIT, ROUTE_SERIAL,
          "新增分组", NULL, NULL },
        { GET, "/schemes/groups/:id", group_get, MAY_SCHEME_EDIT, 0, "修改分组", NULL, NULL },
        { POST, "/schemes/groups/:id", group_edit_post, MAY_SCHEME_EDIT, 0, "修改分组", NULL, NULL },
        { POST, "/schemes/groups/:id/removals", group_remove_post, MAY_SCHEME_EDIT, ROUTE_SERIAL,
          "删除分组", NULL, NULL },
        { GET, "/schemes/:id/rules", scheme_rules_get, MAY_TARGET_VIEW, 0, "等次与规则", NULL, NULL },
        { POST, "/schemes/:id/rules", scheme_rules_post, MAY_SCHEME_EDIT, 0, "计分规则", NULL, NULL },
        { POST, "/schemes/:id/grades", scheme_grades_post, MAY_SCHEME_EDIT, 0,
          "等次与名额", NULL, NULL },
        { POST, "/schemes/:id/effects", scheme_effects_post, MAY_SCHEME_EDIT, 0,
          "加减分类别", NULL, NULL },
};

static const struct flow *const flows[] = { &edition_flow };
static const struct importer *const imports[] = { &nodes_importer };

static const struct search_kind *const searches[] = { &schemes_search, &indicators_search };

/* The way of a year: what shall be, what becomes of it, who judges, what follows. */
static const struct menu_part parts[] = {
        { 10, "方案与目标" },
        { 30, "过程管理" },
        { 36, "测评与核查" },
        { 50, "结果与运用" },
};

const struct module module_target = {
        .name = "target", .title = "目标绩效",
        .parts = parts, .n_parts = COUNT_OF(parts),
        .routes = routes, .n_routes = COUNT_OF(routes),
        .commands = target_commands, .n_commands = TARGET_COMMANDS,
        .flows = flows, .n_flows = COUNT_OF(flows),
        .searches = searches, .n_searches = COUNT_OF(searches),
        .titles = target_titles, .n_titles = TARGET_TITLES,
        .imports = imports, .n_imports = COUNT_OF(imports),
        .demo = target_demo,
};
