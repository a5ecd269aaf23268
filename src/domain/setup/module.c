/* domain/setup/module.c - the register of the first set-up and of 登录安全. */
#include "core/auth/auth.h"
#include "domain/setup/commands.h"
#include "domain/setup/pages.h"
#include "door/module.h"

enum { HALF = ROUTE_OPEN | ROUTE_HALF };

static const struct route routes[] = {
        /* The wizard: open to nobody but who holds its half-way token, which each page asks for. */
        { GET,  "/begin/county",  begin_county_get,    0, HALF, "第一次设置：县", NULL, NULL },
        { POST, "/begin/county",  begin_county_post,   0, HALF, "第一次设置：县", NULL, NULL },
        { GET,  "/begin/year",    begin_year_get,      0, HALF, "第一次设置：年度", NULL, NULL },
        { POST, "/begin/year",    begin_year_post,     0, HALF, "第一次设置：年度", NULL, NULL },
        { GET,  "/begin/units",   begin_units_get,     0, HALF, "第一次设置：单位", NULL, NULL },
        { POST, "/begin/units",   begin_units_post,    0, HALF | ROUTE_SERIAL, "第一次设置：单位", NULL, NULL },
        { GET,  "/begin/units/template", begin_template_get, 0, HALF, "单位名册模板", NULL, NULL },
        { POST, "/begin/units/file", begin_units_file_post, 0, HALF | ROUTE_UPLOAD,
          "第一次设置：上传单位名册", NULL, NULL },
        { POST, "/begin/units/writes", begin_units_apply_post, 0, HALF | ROUTE_SERIAL,
          "第一次设置：写入单位", NULL, NULL },
        { GET,  "/begin/admins",  begin_admins_get,    0, HALF, "第一次设置：管理员", NULL, NULL },
        { POST, "/begin/admins",  begin_admins_post,   0, HALF, "第一次设置：管理员", NULL, NULL },
        { GET,  "/begin/summary", begin_summary_get,   0, HALF, "第一次设置：核对", NULL, NULL },
        { POST, "/begin/summary", begin_summary_post,  0, HALF | ROUTE_SERIAL, "第一次设置：完成", NULL, NULL },

        { GET,  "/access",        access_get,          MAY_ROLE_GRANT, 0, "登录安全",
          "access/30", "i-key" },
        { POST, "/access/unlocks", access_unlock_post, MAY_ROLE_GRANT, 0, "解除登录锁定", NULL, NULL },
        { POST, "/access/roles",  access_roles_post,   MAY_ROLE_GRANT, 0, "规定动态口令", NULL, NULL },
        { GET,  "/access/sessions", access_sessions_get, MAY_ROLE_GRANT, ROUTE_LIST, "登录中的人", NULL, NULL },
        { POST, "/access/people/:id/factor-ends", access_factor_end_post, MAY_ROLE_GRANT, 0,
          "解除别人的动态口令", NULL, NULL },
        { GET,  "/access/stale",  access_stale_get,    MAY_ACCOUNT_EDIT, ROUTE_LIST, "久未登录",
          "org/40", "i-clock" },
};

const struct module module_setup = {
        .name = "setup", .title = "设置与登录",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .batches = access_batches, .n_batches = ACCESS_BATCHES,
        .commands = setup_commands, .n_commands = SETUP_COMMANDS,
};
