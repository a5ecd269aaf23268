/* door/web/search.c - GET /search: each kind asked within the visitor's own reach. */
#include "door/web/search.h"
#include "door/module.h"
#include "door/web/search.html.h"

static const struct fail *kind_ask(struct ctx *cx, struct search_page *p,
                                   const struct search_kind *k, const struct search_word *w)
{
        struct search_hit *hits = NEW_ARRAY(cx->arena, struct search_hit, SEARCH_MOST + 1);
        int n = 0;
        const struct fail *f = k->find(cx, w, p->typed, hits, SEARCH_MOST + 1, &n);
        if (f || !n || p->n_groups == SEARCH_KINDS)
                return f;
        bool more = n > SEARCH_MOST;
        p->groups[p->n_groups++] = (struct search_group){ k, hits, more ? SEARCH_MOST : n, more };
        p->n_hits += more ? SEARCH_MOST : n;
        return NULL;
}

const struct fail *search_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct search_page *p = NEW(cx->arena, struct search_page);
        p->typed = form_text(&form, "q", 0, 100);
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        struct search_word w = search_word(cx->arena, p->typed);
        p->page = page_of(cx, rq, "搜索");
        p->asked = !w.empty;
        for (int m = 0; m < n_modules && p->asked; m++)
                for (int i = 0; i < modules[m]->n_searches && !f; i++)
                        if (perms_has(&cx->may, modules[m]->searches[i]->need))
                                f = kind_ask(cx, p, modules[m]->searches[i], &w);
        if (f)
                return f;
        search_page(&re->body, p);
        return NULL;
}
