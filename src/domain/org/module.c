/* domain/org/module.c - the register of units and people. */
#include "core/auth/auth.h"
#include "domain/org/org.h"
#include "domain/org/pages.h"
#include "domain/org/pages_delegation.h"
#include "door/module.h"

static const struct route routes[] = {
        /* method path              handler              permission    flags         title */
        { GET,  "/org",             org_tree_get,        MAY_ORG_VIEW, 0,            "单位",
          "org/10", "i-list" },
        { GET, "/org/:id", org_unit_get, MAY_ORG_VIEW, 0, "一个单位", NULL, NULL },
        { GET, "/org/:id/new", org_unit_new_get, MAY_ORG_EDIT, 0, "新增单位", NULL, NULL },
        { POST, "/org/:id/units", org_unit_post, MAY_ORG_EDIT, ROUTE_SERIAL, "新增单位", NULL, NULL },
        { GET, "/org/:id/edit", org_unit_edit_get, MAY_ORG_EDIT, 0, "修改单位", NULL, NULL },
        { POST, "/org/:id/edit", org_unit_edit_post, MAY_ORG_EDIT, 0, "修改单位", NULL, NULL },
        { GET, "/org/:id/names", org_unit_name_get, MAY_ORG_EDIT, 0, "单位更名", NULL, NULL },
        { POST, "/org/:id/names", org_unit_name_post, MAY_ORG_EDIT, 0, "单位更名", NULL, NULL },
        { GET, "/org/:id/moves", org_unit_move_get, MAY_ORG_EDIT, 0, "移动单位", NULL, NULL },
        { POST, "/org/:id/moves", org_unit_move_post, MAY_ORG_EDIT, ROUTE_SERIAL,
          "移动单位", NULL, NULL },
        { GET,  "/people",          people_get,          MAY_ORG_VIEW, 0,            "人员",
          "org/20", "i-user" },
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
        { POST, "/people/:id/unlocks", person_unlock_post, MAY_ROLE_GRANT, 0,
          "解除登录锁定", NULL, NULL },
        { GET, "/delegations", delegations_get, MAY_SIGNED_IN, 0, "代理", "org/30", "i-user" },
        { GET, "/delegations/new", delegation_new_get, MAY_SIGNED_IN, 0, "请人代理", NULL, NULL },
        { POST, "/delegations", delegation_post, MAY_SIGNED_IN, ROUTE_SERIAL,
          "请人代理", NULL, NULL },
        { GET, "/delegations/:id", delegation_get, MAY_SIGNED_IN, 0, "一件代理", NULL, NULL },
        { POST, "/delegations/:id/decisions", delegation_decision_post, MAY_POST_DELEGATE,
          ROUTE_SERIAL, "批准代理", NULL, NULL },
        { POST, "/delegations/:id/moves", delegation_move_post, MAY_SIGNED_IN, 0,
          "撤回或结束代理", NULL, NULL },
};

const struct module module_org = {
        .name = "org", .title = "单位与人员",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .demo = org_demo,
};
