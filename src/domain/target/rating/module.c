/* domain/target/rating/module.c - people's ratings, and effects on a unit's score or grade. */
#include "domain/target/rating/faces.h"
#include "domain/target/rating/rating.h"
#include "door/module.h"

static const struct route routes[] = {
        { GET, "/effects", effects_get, MAY_TARGET_VIEW, ROUTE_LIST, "加分扣分", "target/42", "i-scale" },
        { GET, "/effects/new", effect_new_get, MAY_TARGET_VIEW, 0, "登记加减分", NULL, NULL },
        { POST, "/effects", effect_post, MAY_TARGET_VIEW, 0, "登记加减分", NULL, NULL },
        { GET, "/effects/:id", effect_get, MAY_TARGET_VIEW, 0, "加减分登记", NULL, NULL },
        { GET, "/effects/:id/edit", effect_edit_get, MAY_TARGET_VIEW, 0, "修改登记", NULL, NULL },
        { POST, "/effects/:id", effect_edit_post, MAY_TARGET_VIEW, 0, "修改登记", NULL, NULL },
        { POST, "/effects/:id/moves", effect_moves_post, MAY_TARGET_VIEW, 0, "审定加减分", NULL,
          NULL },
        { GET, "/effects/units/:id", effect_unit_get, MAY_TARGET_VIEW, 0, "单位加减分", NULL, NULL },
};

static const struct flow *const flows[] = { &effect_flow };
static const struct importer *const imports[] = { &effects_importer };

const struct module module_rating = {
        .name = "rating", .title = "评议与加减分",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .flows = flows, .n_flows = COUNT_OF(flows),
        .waits = effect_waits, .n_waits = 1,
        .imports = imports, .n_imports = COUNT_OF(imports),
        .demo = rating_demo,
};
