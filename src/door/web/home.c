/* door/web/home.c - the first page after sign-in, and the settings. */
#include "core/auth/account.sql.h"
#include "door/module.h"
#include "door/web/pages.h"

enum { MOST_DOORS = 32, MOST_FIGS = 8 };

static int doors_of(struct ctx *cx, struct home_door *ret)
{
        int n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_routes && n < MOST_DOORS; i++) {
                        const struct route *r = &modules[m]->routes[i];
                        if (strcmp(r->path, "/") && page_in_menu(cx, r))
                                ret[n++] = (struct home_door){
                                        r->path, r->title, r->icon, modules[m]->title };
                }
        return n;
}

/* What the domains count for this post's unit, this year. */
static const struct fail *figs_of(struct ctx *cx, struct home_fig *ret, int *ret_n)
{
        day from = day_make(day_year(cx->today), 1, 1);
        *ret_n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_figures && *ret_n < MOST_FIGS; i++) {
                        const struct figure *g = &modules[m]->figures[i];
                        int64_t v;
                        const struct fail *f = g->run(cx, cx->unit, from, cx->today, &v);
                        if (f && f->kind == FAIL_BROKEN)
                                return f;
                        if (f)
                                continue;       /* not theirs, or nothing to count */
                        ret[(*ret_n)++] = (struct home_fig){
                                g->label, g->unit, decimal_str(cx->arena, v, g->places, true), g->path };
                }
        return NULL;
}

const struct fail *home_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct home_door doors[MOST_DOORS];
        struct home_fig figs[MOST_FIGS];
        struct posts_of it;
        struct home_page p = {
                .page = page_of(cx, rq, "首页"), .who = cx->visitor->name,
                .role = post_words(cx, cx->visitor->title, cx->visitor->role_name,
                                   cx->visitor->acting), .unit = cx->visitor->unit_name,
                .doors = doors, .n_doors = doors_of(cx, doors), .figs = figs,
        };
        const struct fail *f = figs_of(cx, figs, &p.n_figs);
        if (f)
                return f;
        posts_of(&it, cx, cx->user, cx->today);
        while (posts_of_next(&it))
                p.n_posts += it.id != cx->visitor->post;
        f = posts_of_end(&it);
        if (!f)
                home_page(&re->body, &p);
        return f;
}

const struct fail *settings_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct settings_row rows[SETTING_END];
        struct settings_page p = { .page = page_of(cx, rq, "系统设置"), .rows = rows,
                                   .n_rows = SETTING_END };
        for (int i = 0; i < SETTING_END; i++) {
                const struct setting_info *s = &setting_info[i];
                bool secret = i == SETTING_metrics_token;
                rows[i] = (struct settings_row){
                        .info = s,
                        .value = !s->text ? str_f(cx->arena, "%ld", config.n[i])
                               : secret && config.s[i].n ? S("••••••") : config.s[i],
                        .changed = s->text ? !str_is(config.s[i], s->otherwise_text)
                                           : config.n[i] != s->otherwise,
                };
        }
        settings_page(&re->body, &p);
        return NULL;
}
