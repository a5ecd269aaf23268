/* domain/target/award/module.c - monthly bonuses: the doors. */
#include "domain/target/award/faces.h"
#include "door/module.h"

static const struct route routes[] = {
        { GET, "/awards", awards_get, MAY_TARGET_VIEW, ROUTE_LIST, "月度评价加分", "target/44", "i-scale" },
        { GET, "/awards/new", award_new_get, MAY_EFFECT_EDIT, 0, "新立规则", NULL, NULL },
        { POST, "/awards", award_post, MAY_EFFECT_EDIT, ROUTE_SERIAL, "新立规则", NULL, NULL },
        { GET, "/awards/:id", award_get, MAY_TARGET_VIEW, 0, "月度评价加分", NULL, NULL },
        { GET, "/awards/:id/edit", award_edit_get, MAY_EFFECT_EDIT, 0, "修改规则", NULL, NULL },
        { POST, "/awards/:id", award_edit_post, MAY_EFFECT_EDIT, ROUTE_SERIAL, "修改规则", NULL, NULL },
        { POST, "/awards/:id/months", award_months_post, MAY_EFFECT_EDIT, ROUTE_SERIAL, "核定月度加分", NULL, NULL },
        { POST, "/awards/:id/stops", award_stops_post, MAY_EFFECT_EDIT, 0, "停用规则", NULL, NULL },
};

const struct module module_award = {
        .name = "award", .title = "月度评价加分",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .commands = award_commands, .n_commands = AWARD_COMMANDS,
        .demo = award_demo,
};
