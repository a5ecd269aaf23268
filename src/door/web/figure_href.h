/* door/web/figure_href.h - the page with the rows behind a number that a domain computed. */
#ifndef DOOR_WEB_FIGURE_HREF_H
#define DOOR_WEB_FIGURE_HREF_H

#include "core/flow/figure.h"

/* The figure's path with `:year` and `:name` put in, the name as a query has it; in `a`. */
str figure_href(struct arena *a, const struct figure *g, str name, int year);

#endif
