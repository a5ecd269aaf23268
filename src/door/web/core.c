/* door/web/core.c - the register of the program's own pages and commands. */
#include "core/auth/auth.h"
#include "door/cli/commands.h"
#include "door/module.h"
#include "door/web/attach.h"
#include "door/web/audit.h"
#include "door/web/import.h"
#include "door/web/lists.h"
#include "door/web/once.h"
#include "door/web/search.h"
#include "door/web/pages.h"

enum {  /* short names for this table */
        OPEN = ROUTE_OPEN,
        HALF = ROUTE_OPEN | ROUTE_HALF,
        BARE = ROUTE_OPEN | ROUTE_BARE,
        NEAR = ROUTE_OPEN | ROUTE_LOOPBACK,
};

static const struct route routes[] = {
        /* method path            handler                permission       flags title, menu, icon */
        { GET, "/", home_get, MAY_SIGNED_IN, 0, "我的一天", "home/00", "i-home" },
        { GET,  "/sign-in",       sign_in_get,           0,                OPEN, "登录", NULL, NULL },
        { POST, "/sign-in",       sign_in_post,          0,                OPEN, "登录", NULL, NULL },
        { POST, "/sign-in/demo", sign_in_demo_post, 0, OPEN, "以角色进入演示", NULL, NULL },
        { GET, "/sign-in/code", sign_in_code_get, 0, HALF, "动态口令", NULL, NULL },
        { POST, "/sign-in/code", sign_in_code_post, 0, HALF, "动态口令", NULL, NULL },
        { GET, "/sign-in/factor", sign_in_factor_get, 0, HALF, "绑定动态口令", NULL, NULL },
        { POST, "/sign-in/factor", sign_in_factor_post, 0, HALF, "绑定动态口令", NULL, NULL },
        { GET, "/sign-in/factor/picture", sign_in_picture_get, 0, HALF, "动态口令二维码", NULL, NULL },
        { GET, "/sign-in/password", sign_in_password_get, 0, HALF, "更换口令", NULL, NULL },
        { POST, "/sign-in/password", sign_in_password_post, 0, HALF, "更换口令", NULL, NULL },
        { POST, "/sign-out",      sign_out_post,         MAY_SIGNED_IN,    0,    "退出", NULL, NULL },
        { GET, "/set-up/:key", set_up_get, 0, OPEN, "设定口令", NULL, NULL },
        { POST, "/set-up/:key", set_up_post, 0, OPEN, "设定口令", NULL, NULL },
        { GET, "/me", account_get, MAY_SIGNED_IN, 0, "我的账号", NULL, NULL },
        { POST, "/me/password", account_password_post, MAY_SIGNED_IN, 0, "修改口令", NULL, NULL },
        { GET, "/me/factor", account_factor_get, MAY_SIGNED_IN, 0, "动态口令", NULL, NULL },
        { GET, "/me/factor/picture", account_factor_picture_get, MAY_SIGNED_IN, 0, "动态口令二维码",
          NULL, NULL },
        { POST, "/me/factor", account_factor_post, MAY_SIGNED_IN, 0, "绑定动态口令", NULL, NULL },
        { POST, "/me/factor/starts", account_factor_start_post, MAY_SIGNED_IN, 0, "绑定动态口令",
          NULL, NULL },
        { POST, "/me/factor/ends", account_factor_drop_post, MAY_SIGNED_IN, 0, "取消动态口令",
          NULL, NULL },
        { POST, "/me/post", account_post_post, MAY_SIGNED_IN, 0, "切换岗位", NULL, NULL },
        { POST, "/me/sessions/:id/ends", account_session_end_post,
                                                         MAY_SIGNED_IN,    0,    "结束登录", NULL, NULL },
        { GET,  "/display",       display_get,           0,                OPEN, "显示", NULL, NULL },
        { POST, "/display",       display_post,          0,                OPEN, "显示", NULL, NULL },
        { GET,  "/settings",      settings_get,          MAY_SETTING_EDIT, 0,    "系统设置",
          "system/20", "i-adj" },
        { GET,  "/imports",              imports_get,         MAY_SIGNED_IN, ROUTE_LIST, "导入记录", NULL, NULL },
        { GET,  "/imports/new/:key",     import_new_get,      MAY_SIGNED_IN, 0, "导入", NULL, NULL },
        { POST, "/imports/new/:key",     import_new_post,     MAY_SIGNED_IN, ROUTE_UPLOAD, "上传导入文件", NULL, NULL },
        { GET,  "/imports/new/:key/template", import_template_get, MAY_SIGNED_IN, 0, "下载导入模板", NULL, NULL },
        { GET,  "/imports/:id",          import_get,          MAY_SIGNED_IN, 0, "导入预览", NULL, NULL },
        { GET,  "/imports/:id/progress", import_progress_get, MAY_SIGNED_IN, ROUTE_PART, "导入进度", NULL, NULL },
        { GET,  "/imports/:id/columns",  import_columns_get,  MAY_SIGNED_IN, 0, "对列", NULL, NULL },
        { POST, "/imports/:id/columns",  import_columns_post, MAY_SIGNED_IN, 0, "对列", NULL, NULL },
        { GET,  "/imports/:id/rejected/:key", import_rejected_get, MAY_SIGNED_IN, 0, "下载须改的行", NULL, NULL },
        { POST, "/imports/:id/mended",   import_mended_post,  MAY_SIGNED_IN, ROUTE_UPLOAD, "补传改好的行", NULL, NULL },
        { POST, "/imports/:id/apply",    import_apply_post,   MAY_SIGNED_IN, ROUTE_SERIAL, "写入导入", NULL, NULL },
        { POST, "/imports/:id/again",    import_again_post,   MAY_SIGNED_IN, 0, "重新读入", NULL, NULL },
        { POST, "/imports/:id/drop",     import_drop_post,    MAY_SIGNED_IN, 0, "放弃导入", NULL, NULL },
        { GET,  "/imports/:id/undo",     import_undo_get,     MAY_SIGNED_IN, 0, "撤销导入", NULL, NULL },
        { POST, "/imports/:id/undo",     import_undo_post,    MAY_SIGNED_IN, ROUTE_SERIAL, "撤销导入", NULL, NULL },
        { GET,  "/search",         search_get,       MAY_SIGNED_IN, 0, "搜索", NULL, NULL },
        { GET,  "/lists/options",  list_options_get, MAY_SIGNED_IN, 0, "导出、列与视图", NULL, NULL },
        { POST, "/lists/files",    list_file_post,   MAY_SIGNED_IN, 0, "导出列表", NULL, NULL },
        { POST, "/lists/columns",  list_columns_post, MAY_SIGNED_IN, 0, "选择列表的列", NULL, NULL },
        { POST, "/lists/views",    list_view_post,   MAY_SIGNED_IN, 0, "保存列表视图", NULL, NULL },
        { POST, "/lists/views/:id", list_view_edit_post, MAY_SIGNED_IN, 0, "修改列表视图", NULL, NULL },
        { POST, "/lists/views/:id/ends", list_view_end_post, MAY_SIGNED_IN, 0, "删除列表视图", NULL, NULL },
        { GET,  "/lists/batch",    list_batch_get,   MAY_SIGNED_IN, 0, "批量办理", NULL, NULL },
        { POST, "/lists/batch",    list_batch_post,  MAY_SIGNED_IN, ROUTE_SERIAL, "批量办理", NULL, NULL },
        { GET,  "/files/:id",            attach_file_get,     MAY_SIGNED_IN, 0, "下载附件", NULL, NULL },
        { POST, "/files/:id/removals",   attach_removal_post, MAY_SIGNED_IN, 0, "移除附件", NULL, NULL },
        { GET,  "/files/of/:key/:id",    attach_page_get,     MAY_SIGNED_IN, 0, "附件", NULL, NULL },
        { POST, "/files/of/:key/:id",    attach_page_post,    MAY_SIGNED_IN, ROUTE_UPLOAD | ROUTE_SERIAL,
          "添加附件", NULL, NULL },
        { GET, "/assets/:key", asset_get, 0, BARE, "静态文件", NULL, NULL },
        { GET, "/healthz", health_get, 0, BARE, "存活检查", NULL, NULL },
        { GET, "/readyz", ready_get, 0, OPEN, "就绪检查", NULL, NULL },
        { GET, "/metrics", metrics_get, 0, NEAR, "运行指标", NULL, NULL },
};

static const struct job jobs[] = {
        { "attach.sweep", 3600, attach_sweep },
        { "once.prune",    600, once_prune_run },
};

const struct module module_core = {
        .name = "core", .title = "系统",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .jobs = jobs, .n_jobs = COUNT_OF(jobs),
        .titles = core_titles, .n_titles = CORE_TITLES,
        .commands = core_commands, .n_commands = CORE_COMMANDS,
};
