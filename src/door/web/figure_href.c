/* door/web/figure_href.c - the page with the rows behind a number that a domain computed. */
#include "door/web/figure_href.h"
#include "door/web/html.h"

str figure_href(struct arena *a, const struct figure *g, str name, int year)
{
        struct buf b = buf_new(a, 4096);
        for (str rest = str_of(g->path); rest.n;) {
                if (str_starts(rest, S(":year"))) {
                        buf_f(&b, "%d", year);
                        rest = str_from(rest, 5);
                } else if (str_starts(rest, S(":name"))) {
                        buf_f(&b, "%s", url_part(a, name));
                        rest = str_from(rest, 5);
                } else {
                        buf_byte(&b, rest.p[0]);
                        rest = str_from(rest, 1);
                }
        }
        return buf_str(&b);
}
