/* door/web/home.c - the first page after sign-in, the trail and the settings. */
#include "core/audit/audit.h"
#include "core/audit/audit.sql.h"
#include "core/auth/account.sql.h"
#include "door/module.h"
#include "door/web/pages.h"

enum { MOST_DOORS = 32, MOST_FIGS = 8, AUDIT_ROWS = 50 };

static int doors_of(struct ctx *cx, struct home_door *ret)
{
        int n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_routes && n < MOST_DOORS; i++) {
                        const struct route *r = &modules[m]->routes[i];
                        if (r->menu && strcmp(r->path, "/") && perms_has(&cx->may, r->need))
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

const struct fail *audit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const struct list_column columns[] = {
                { .label = "时间", .kind = CELL_NO },
                { .label = "事件", .kind = CELL_TITLE },
                { .label = "谁",   .kind = CELL_TEXT },
                { .label = "单位", .kind = CELL_TEXT, .fold = 2 },
                { .label = "对象", .kind = CELL_TEXT },
                { .label = "内容", .kind = CELL_TEXT, .wide = true },
                { .label = "请求", .kind = CELL_NO, .fold = 3 },
        };
        struct form form = form_of(cx, rq);
        str event = form_text(&form, "event", 0, 40);
        int64_t before = form_int_or(&form, "before", 1, INT64_MAX, INT64_MAX);
        const struct fail *f = form_end(&form);
        if (f)
                return f;

        struct form_choice *events = NEW_ARRAY(cx->arena, struct form_choice,
                                               (size_t)n_audit_events + 1);
        events[0] = (struct form_choice){ .value = S(""), .word = "全部" };
        for (int i = 0; i < n_audit_events; i++)
                events[i + 1] = (struct form_choice){ .value = str_of(audit_events[i].code),
                                                      .word = audit_events[i].label };
        struct list_filter filter = { .kind = FILTER_CHOICE, .name = "event", .label = "事件",
                                      .value = event,
                                      .choices = events, .n_choices = n_audit_events + 1 };
        struct audit_page p = { .page = page_of(cx, rq, "审计") };
        struct list *l = &p.list;
        *l = (struct list){ .page = &p.page, .path = "/audit", .caption = "审计记录",
                            .columns = columns,
                            .n_columns = COUNT_OF(columns), .filters = &filter, .n_filters = 1,
                            .total = -1, .empty = "没有符合条件的审计记录", .empty_help = "换一个事件，或者看全部" };
        struct audit_list it;
        int64_t last = 0;
        int n = 0;
        audit_list(&it, cx, event.n ? AUDIT_LIST_WHEN_EVENT : 0, event, (str){ 0 }, 0, 0, 0, 0,
                   INT64_MAX, before, AUDIT_ROWS + 1);
        while (audit_list_next(&it)) {
                if (++n > AUDIT_ROWS)
                        continue;
                struct list_cell *c = list_row(cx, l);
                c[0].text = instant_str(cx->arena, it.at);
                c[1].word = audit_label(it.event);
                c[1].text = it.event;
                c[2].text = it.who.p ? it.who : str_of(words_of(cx->lang, "系统"));
                c[3].text = it.unit;
                c[4].text = str_f(cx->arena, "%.*s %ld", STR(it.entity), it.record);
                c[5].text = utf8_head(it.detail, 200);
                c[6].text = it.request;
                last = it.id;
        }
        f = audit_list_end(&it);
        if (f)
                return f;
        if (n > AUDIT_ROWS)
                l->next = list_href(cx, l, "before", str_f(cx->arena, "%ld", last));
        list_end(cx, l);
        audit_page(&re->body, &p);
        return NULL;
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
