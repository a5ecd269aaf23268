/* door/web/search.h - one search over everything that a module registers (core/search/search.h). */
#ifndef DOOR_WEB_SEARCH_H
#define DOOR_WEB_SEARCH_H

#include "core/search/search.h"
#include "door/web/page.h"

handler search_get;

enum { SEARCH_MOST = 20, SEARCH_KINDS = 16 };
struct search_group { const struct search_kind *kind; const struct search_hit *hits; int n; bool more; };
struct search_page {
        struct page         page;
        str                 typed;
        struct search_group groups[SEARCH_KINDS];
        int                 n_groups, n_hits;
        bool                asked;
};
void search_page(struct buf *o, const struct search_page *p);

#endif
