/* door/web/router.h - what the router offers beside web_serve(): to the server and to tests. */
#ifndef DOOR_WEB_ROUTER_H
#define DOOR_WEB_ROUTER_H

#include "door/web/web.h"

/* The row for this method and path, with rq->ids and rq->keys filled; NULL and
 * *ret_other_method when the path is there for another method only. */
const struct route *route_find(struct request *rq, bool *ret_other_method);

#endif
