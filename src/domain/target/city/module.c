/* domain/target/city/module.c - the city assesses the county (市对县考核). */
#include "domain/target/city/commands.h"
#include "domain/target/city/faces.h"
#include "domain/target/city/imports.h"
#include "door/module.h"

static const struct route routes[] = {
        { GET, "/city", city_get, MAY_CITY_VIEW, ROUTE_LIST, "市对县考核", "target/8", "i-chart" },
        { GET, "/city/losses", city_losses_get, MAY_CITY_VIEW, 0, "失分排名", NULL, NULL },
        { GET, "/city/what-if", city_what_if_get, MAY_CITY_VIEW, 0, "试算", NULL, NULL },
        { GET, "/city/report/:key", city_report_get, MAY_CITY_VIEW, 0, "市对县考核月分析", NULL, NULL },
        { GET, "/city/export/:key", city_export_get, MAY_CITY_VIEW, 0, "导出市对县指标", NULL, NULL },
        { GET, "/city/book", city_book_get, MAY_CITY_EDIT, 0, "设市对县考核", NULL, NULL },
        { POST, "/city/book", city_book_post, MAY_CITY_EDIT, ROUTE_SERIAL, "设市对县考核", NULL, NULL },
        { GET, "/city/new", city_new_get, MAY_CITY_EDIT, 0, "新增市对县指标", NULL, NULL },
        { POST, "/city/items", city_items_post, MAY_CITY_EDIT, ROUTE_SERIAL, "新增市对县指标", NULL,
          NULL },
        { GET, "/city/items/:id", city_item_get, MAY_CITY_VIEW, 0, "市对县指标", NULL, NULL },
        { GET, "/city/items/:id/edit", city_edit_get, MAY_CITY_EDIT, 0, "修改市对县指标", NULL, NULL },
        { POST, "/city/items/:id", city_item_post, MAY_CITY_EDIT, ROUTE_SERIAL, "修改市对县指标", NULL,
          NULL },
        { POST, "/city/items/:id/estimates", city_estimates_post, MAY_CITY_EDIT, 0, "预估市对县得分",
          NULL, NULL },
        { POST, "/city/items/:id/peers", city_peers_post, MAY_CITY_EDIT, 0, "登记其他县的数", NULL, NULL },
        { POST, "/city/items/:id/final", city_final_post, MAY_CITY_EDIT, 0, "登记市对县结果", NULL,
          NULL },
};

static const struct importer *const imports[] = { &city_months_importer, &city_peers_importer };

static const struct menu_tab tabs[] = {
        { "/city", MAY_CITY_VIEW, TAB_WHOLE, 40 },
};

const struct module module_city = {
        .name = "city", .title = "市对县考核",
        .tabs = tabs, .n_tabs = COUNT_OF(tabs),
        .routes = routes, .n_routes = COUNT_OF(routes),
        .commands = city_commands, .n_commands = CITY_COMMANDS,
        .imports = imports, .n_imports = COUNT_OF(imports),
        .demo = city_demo,
};
