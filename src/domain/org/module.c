/* domain/org/module.c - the register of units and people. */
#include "core/auth/auth.h"
#include "domain/org/called.h"
#include "domain/org/org.h"
#include "domain/org/pages_batch.h"
#include "domain/org/commands.h"
#include "domain/org/find.h"
#include "domain/org/imports.h"
#include "domain/org/pages.h"
#include "domain/org/pages_absence.h"
#include "domain/org/pages_delegation.h"
#include "domain/org/group.h"
#include "domain/org/pages_group.h"
#include "domain/org/pages_reform.h"
#include "door/module.h"

static const struct route routes[] = {
        /* method path              handler              permission    flags         title */
        { GET,  "/org",             org_tree_get,        MAY_ORG_VIEW, 0,            "单位",
          "org/10", "i-list" },
        { GET, "/org/table", org_table_get, MAY_ORG_VIEW, ROUTE_LIST, "单位一览表", NULL, NULL },
        { GET, "/org/groups", groups_get, MAY_ORG_VIEW, ROUTE_LIST, "考核分组", "org/15", "i-list" },
        { GET, "/org/groups/edit", groups_edit_get, MAY_ORG_EDIT, 0, "编排考核分组", NULL, NULL },
        { POST, "/org/groups", groups_post, MAY_ORG_EDIT, ROUTE_SERIAL, "编排考核分组", NULL, NULL },
        { POST, "/org/groups/copies", groups_copy_post, MAY_ORG_EDIT, 0,
          "沿用上一年的分组", NULL, NULL },
        { GET, "/org/:id", org_unit_get, MAY_ORG_VIEW, 0, "一个单位", NULL, NULL },
        { GET, "/org/:id/new", org_unit_new_get, MAY_ORG_EDIT, 0, "新增单位", NULL, NULL },
        { POST, "/org/:id/units", org_unit_post, MAY_ORG_EDIT, ROUTE_SERIAL, "新增单位", NULL, NULL },
        { GET, "/org/:id/edit", org_unit_edit_get, MAY_ORG_EDIT, 0, "修改单位", NULL, NULL },
        { POST, "/org/:id/edit", org_unit_edit_post, MAY_ORG_EDIT, 0, "修改单位", NULL, NULL },
        { GET, "/org/:id/names", org_unit_name_get, MAY_ORG_EDIT, 0, "单位更名", NULL, NULL },
        { POST, "/org/:id/names", org_unit_name_post, MAY_ORG_EDIT, 0, "单位更名", NULL, NULL },
        { GET, "/org/:id/reforms/new", reform_new_get, MAY_ORG_EDIT, 0, "机构改革", NULL, NULL },
        { GET, "/org/:id/reforms/look", reform_look_get, MAY_ORG_EDIT, 0,
          "机构改革：将要发生的变化", NULL, NULL },
        { POST, "/org/:id/reforms", reform_post, MAY_ORG_EDIT, ROUTE_SERIAL,
          "办理机构改革", NULL, NULL },
        { GET, "/org/:id/moves", org_unit_move_get, MAY_ORG_EDIT, 0, "移动单位", NULL, NULL },
        { POST, "/org/:id/moves", org_unit_move_post, MAY_ORG_EDIT, ROUTE_SERIAL,
          "移动单位", NULL, NULL },
        { GET,  "/people",          people_get,          MAY_ORG_VIEW, ROUTE_LIST,            "人员",
          "org/20", "i-user" },
        { GET, "/absences", absences_get, MAY_ORG_VIEW, ROUTE_LIST, "请假与离任", "org/25", "i-cal" },
        { GET, "/people/new", person_new_get, MAY_ACCOUNT_EDIT, 0, "新增人员", NULL, NULL },
        { POST, "/people",          person_post,         MAY_ACCOUNT_EDIT, ROUTE_SERIAL,
          "新增人员", NULL, NULL },
        { GET, "/people/:id", person_get, MAY_ORG_VIEW, 0, "一个人", NULL, NULL },
        { POST, "/people/:id/name", person_edit_post, MAY_ACCOUNT_EDIT, 0, "人员改名", NULL, NULL },
        { POST, "/people/:id/posts", person_post_post,   MAY_ROLE_GRANT, ROUTE_SERIAL,
          "授予岗位", NULL, NULL },
        { POST, "/people/:id/posts/:id/ends", person_post_end_post, MAY_ROLE_GRANT, 0,
          "收回岗位", NULL, NULL },
        { POST, "/people/:id/account", person_account_post, MAY_ACCOUNT_EDIT, 0,
          "停用或启用账号", NULL, NULL },
        { POST, "/people/:id/links", person_link_post,   MAY_ACCOUNT_EDIT, 0,
          "发一次性链接", NULL, NULL },
        { POST, "/people/:id/resets", person_link_post, MAY_ROLE_GRANT, 0,
          "发重设口令的链接", NULL, NULL },
        { POST, "/people/:id/unlocks", person_unlock_post, MAY_ROLE_GRANT, 0,
          "解除登录锁定", NULL, NULL },
        { POST, "/people/:id/posts/:id/title", person_title_post, MAY_ORG_EDIT, 0,
          "登记职务", NULL, NULL },
        { GET, "/people/:id/phone", person_phone_get, MAY_PERSON_UNMASK, ROUTE_ON_READ,
          "查看手机号全号", NULL, NULL },
        { POST, "/people/:id/phone", person_phone_post, MAY_ORG_VIEW, 0, "登记手机号", NULL, NULL },
        /* Business people are kept by ORG_EDIT, administrators by the security administrator: the
         * rule decides (absence_may). */
        { GET, "/people/:id/absences/new", absence_new_get, MAY_ORG_VIEW, 0,
          "登记请假或离任", NULL, NULL },
        { POST, "/people/:id/absences", absence_post, MAY_ORG_VIEW, ROUTE_SERIAL,
          "登记请假或离任", NULL, NULL },
        { POST, "/people/:id/absences/:id/ends", absence_end_post, MAY_ORG_VIEW, 0,
          "销假或取消", NULL, NULL },
        { GET, "/people/:id/work", works_get, MAY_ORG_VIEW, 0, "未办结的事项", NULL, NULL },
        { POST, "/people/:id/hand-overs", hand_over_post, MAY_ORG_VIEW, ROUTE_SERIAL,
          "交接工作", NULL, NULL },
        { GET, "/people/:id/hand-overs/:id", hand_over_get, MAY_ORG_VIEW, 0,
          "交接清单", NULL, NULL },
        { GET, "/people/:id/hand-overs/:id/files/:key", hand_over_file_get, MAY_ORG_VIEW, 0,
          "下载交接清单", NULL, NULL },
        { GET, "/delegations", delegations_get, MAY_SIGNED_IN, ROUTE_LIST, "代理", "org/30", "i-user" },
        { GET, "/delegations/new", delegation_new_get, MAY_SIGNED_IN, 0, "请人代理", NULL, NULL },
        { POST, "/delegations", delegation_post, MAY_SIGNED_IN, ROUTE_SERIAL,
          "请人代理", NULL, NULL },
        { GET, "/delegations/:id", delegation_get, MAY_SIGNED_IN, 0, "一件代理", NULL, NULL },
        { POST, "/delegations/:id/decisions", delegation_decision_post, MAY_POST_DELEGATE,
          ROUTE_SERIAL, "批准代理", NULL, NULL },
        { POST, "/delegations/:id/moves", delegation_move_post, MAY_SIGNED_IN, 0,
          "撤回或结束代理", NULL, NULL },
};

static const struct job jobs[] = {
        { "org.departures", 600, absence_departures },
        { "org.groups", 3600, org_groups_now },
};

static const struct importer *const imports[] = { &units_importer, &people_importer,
                                                  &posts_importer };

static const struct search_kind *const searches[] = { &units_search, &people_search };

const struct module module_org = {
        .name = "org", .title = "单位与人员",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .jobs = jobs, .n_jobs = COUNT_OF(jobs),
        .waits = org_waits, .n_waits = 1,
        .works = org_work_kinds, .n_works = COUNT_OF(org_work_kinds),
        .searches = searches, .n_searches = COUNT_OF(searches),
        .titles = org_titles, .n_titles = ORG_TITLES,
        .batches = org_batches, .n_batches = ORG_BATCHES,
        .commands = org_commands, .n_commands = ORG_COMMANDS,
        .imports = imports, .n_imports = COUNT_OF(imports),
        .seed = org_seed,
        .demo = org_demo,
};
