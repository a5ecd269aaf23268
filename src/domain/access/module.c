/* domain/access/module.c - the register of roles and rights: who may do what, as the security
 * administrator sees, changes and reviews it. */
#include "core/auth/auth.h"
#include "domain/access/pages.h"
#include "door/module.h"

static const struct route routes[] = {
        /* method, path, handler, permission, flags, title, menu, icon */
        { GET,  "/roles",            roles_get,       MAY_ROLE_GRANT, ROUTE_LIST, "角色与权限", "access/10", "i-key" },
        { GET,  "/roles/matrix",     roles_matrix_get, MAY_ROLE_GRANT, 0, "权限总表", "access/20", "i-grid" },
        { POST, "/roles/reviews",    roles_review_post, MAY_ROLE_GRANT, 0, "复核权限", NULL, NULL },
        { GET,  "/roles/:key",       role_get,        MAY_ROLE_GRANT, 0, "一个角色", NULL, NULL },
        { GET,  "/roles/:key/:key",  role_row_get,    MAY_ROLE_GRANT, 0, "修改一项权限", NULL, NULL },
        { POST, "/roles/:key/:key",  role_row_post,   MAY_ROLE_GRANT, 0, "修改一项权限", NULL, NULL },
        { GET,  "/rights/:key",      right_get,       MAY_ROLE_GRANT, 0, "谁可以办", NULL, NULL },
        { GET,  "/people/:id/rights", person_rights_get, MAY_ROLE_GRANT, 0, "一个人的权限", NULL, NULL },
};

const struct module module_access = {
        .name = "access", .title = "权限",
        .routes = routes, .n_routes = COUNT_OF(routes),
};
