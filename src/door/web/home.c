/* door/web/home.c - the first page after sign-in, and the settings. */
#include "core/auth/account.sql.h"
#include "core/calendar/calendar.h"
#include "core/message/message.sql.h"
#include "door/module.h"
#include "door/web/figure_href.h"
#include "door/web/pages.h"

enum { MOST_DOORS = 32, MOST_FIGS = 8, MOST_WAITS = 64, HOME_URGENT = 20, SOON = 3 };

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
                        struct figure_value v = { 0 };
                        if (!g->at_home)
                                continue;
                        const struct fail *f = g->run(cx, &cx->unit, 1, from, cx->today, &v);
                        if (f && f->kind != FAIL_NOT_FOUND)
                                return f;
                        if (f || !v.known)
                                continue;       /* nothing to count */
                        ret[(*ret_n)++] = (struct home_fig){
                                g->label, g->unit, decimal_str(cx->arena, v.value, g->places, true),
                                figure_href(cx->arena, g, cx->visitor->unit_name, day_year(cx->today)) };
                }
        return NULL;
}

/* ---- what waits ----------------------------------------------------------------------------- */

struct asked { const struct wait_row *row; struct waits t; };

/* Every row of the program that is for this post, in the modules' order. */
static const struct fail *ask_rows(struct ctx *cx, struct asked *list, int *ret_n)
{
        const struct fail *f = NULL;
        *ret_n = 0;
        for (int m = 0; !f && m < n_modules; m++)
                for (int i = 0; !f && i < modules[m]->n_waits && *ret_n < MOST_WAITS; i++) {
                        const struct wait_row *row = &modules[m]->waits[i];
                        if (!perms_has(&cx->may, row->need))
                                continue;
                        list[*ret_n] = (struct asked){ .row = row };
                        for (int k = *ret_n - 1; k >= 0 && !list[*ret_n].t.kept; k--)
                                if (list[k].row->list == row->list)
                                        list[*ret_n].t.kept = list[k].t.kept;
                        f = row->list(cx, row, &list[(*ret_n)++].t);
                }
        return f;
}

static struct home_wait home_wait_of(struct ctx *cx, const struct calendar *cal,
                                     const struct wait_row *row, const struct wait *t)
{
        struct home_wait x = { .t = t, .row = row, .lamp = "grey", .tone = "" };
        if (!day_is(t->due))
                return x;
        int left = calendar_between(cal, cx->today, t->due, NULL);
        if (t->due.n < cx->today.n) {
                x.lamp = "red", x.tone = "due-red";
                x.due = str_f(cx->arena, words_of(cx->lang, "超期 %d 天"), cx->today.n - t->due.n);
        } else if (t->due.n == cx->today.n) {
                x.lamp = "yellow", x.tone = "due-yellow";
                x.due = str_of(words_of(cx->lang, "今天"));
        } else {
                x.lamp = left <= SOON ? "yellow" : "green";
                x.tone = left <= SOON ? "due-yellow" : "";
                x.due = str_f(cx->arena, words_of(cx->lang, "还有 %d 个工作日"), left);
        }
        return x;
}

/* 0: ran over; 1: ends today; 2: the rest. */
static int urgency_of(struct ctx *cx, const struct wait *t)
{
        return !day_is(t->due) || t->due.n > cx->today.n ? 2 : t->due.n == cx->today.n;
}

static void group_add(struct home_page *p, struct home_group *g, struct home_wait *rows, int n_rows,
                      int n)
{
        if (!n)
                return;
        g->rows = rows, g->n_rows = n_rows, g->n = n;
        p->n_groups++;
}

/* Late and today's of all kinds first, then each kind. */
static void groups_fill(struct ctx *cx, struct home_page *p, const struct calendar *cal,
                        const struct asked *w, int n)
{
        static const char *const words[] = { "已超期", "今天到期" };
        struct home_group *groups = NEW_ARRAY(cx->arena, struct home_group, (size_t)n + 2);
        for (int u = 0; u < 2; u++) {
                struct home_wait *rows = NEW_ARRAY(cx->arena, struct home_wait, HOME_URGENT);
                int shown = 0, all = 0;
                for (int i = 0; i < n; i++)
                        for (int k = 0; k < w[i].t.n; k++) {
                                if (urgency_of(cx, &w[i].t.list[k]) != u)
                                        continue;
                                if (shown < HOME_URGENT)
                                        rows[shown++] = home_wait_of(cx, cal, w[i].row, &w[i].t.list[k]);
                                all++;
                        }
                groups[p->n_groups] = (struct home_group){ .word = words[u] };
                group_add(p, &groups[p->n_groups], rows, shown, all);
                *(u ? &p->n_today : &p->n_late) = all;
        }
        for (int i = 0; i < n; i++) {
                struct home_wait *rows = NEW_ARRAY(cx->arena, struct home_wait, HOME_ROWS);
                int shown = 0, all = 0;
                p->n_waits += w[i].t.n;
                for (int k = 0; k < w[i].t.n; k++) {
                        if (urgency_of(cx, &w[i].t.list[k]) < 2)
                                continue;
                        if (shown < HOME_ROWS)
                                rows[shown++] = home_wait_of(cx, cal, w[i].row, &w[i].t.list[k]);
                        all++;
                }
                groups[p->n_groups] = (struct home_group){ .word = w[i].row->word,
                                                           .all = wait_all(cx->arena, w[i].row) };
                group_add(p, &groups[p->n_groups], rows, shown, all);
        }
        p->groups = groups;
        if (p->n_groups)
                p->first = groups[0].rows[0];
        for (int g = 0; g < p->n_groups; g++)   /* of what ran over, what ran over first */
                for (int k = 0; k < groups[g].n_rows; k++) {
                        const struct home_wait *x = &groups[g].rows[k];
                        if (day_is(x->t->due) && (!day_is(p->first.t->due) || x->t->due.n < p->first.t->due.n))
                                p->first = *x;
                }
}

/* How many end on each of the next working days, today first. */
static void days_fill(struct ctx *cx, struct home_page *p, const struct calendar *cal,
                      const struct asked *w, int n)
{
        day d = cx->today;
        for (int i = 0; i < HOME_DAYS; i++, d.n++) {
                while (i && !calendar_works(cal, d))
                        d.n++;
                p->days[i] = (struct home_day){ .on = d, .today = !i };
                for (int k = 0; k < n; k++)
                        for (int j = 0; j < w[k].t.n; j++)
                                p->days[i].n += day_is(w[k].t.list[j].due) && w[k].t.list[j].due.n == d.n;
        }
}

static const struct fail *messages_fill(struct ctx *cx, struct home_page *p)
{
        struct message_list it;
        struct home_message *list = NEW_ARRAY(cx->arena, struct home_message, HOME_MESSAGES);
        message_list(&it, cx, MESSAGE_LIST_WHEN_UNREAD, MESSAGE_LIST_BY_NEW, cx->user, S(""), S(""), 0, INT64_MAX,
                     HOME_MESSAGES);
        while (message_list_next(&it))
                if (p->n_messages < HOME_MESSAGES)
                        list[p->n_messages++] = (struct home_message){ it.title, it.href.n ? it.href : S("/messages"),
                                                                       str_head(instant_str(cx->arena, it.at), 10) };
        p->messages = list;
        return message_list_end(&it);
}

/* GET / */
const struct fail *home_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct home_door doors[MOST_DOORS];
        struct home_fig figs[MOST_FIGS];
        struct asked *waits = NEW_ARRAY(cx->arena, struct asked, MOST_WAITS);
        struct posts_of it;
        struct calendar cal;
        int n = 0;
        struct home_page p = {
                .page = page_of(cx, rq, "我的一天"), .who = cx->visitor->name,
                .role = post_words(cx, cx->visitor->title, cx->visitor->role_name,
                                   cx->visitor->acting), .unit = cx->visitor->unit_name,
                .doors = doors, .n_doors = doors_of(cx, doors), .figs = figs,
        };
        const struct fail *f = figs_of(cx, figs, &p.n_figs);
        if (!f)
                f = calendar_load(cx, &cal);
        if (!f)
                f = ask_rows(cx, waits, &n);
        if (!f)
                f = messages_fill(cx, &p);
        if (f)
                return f;
        p.asked = n > 1;                /* a vote may wait for anybody */
        groups_fill(cx, &p, &cal, waits, n);
        days_fill(cx, &p, &cal, waits, n);
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
