/* domain/target/year/pages_figures.c - a month by who gives; twelve months and their locks. */
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/year/arrive.h"
#include "domain/target/year/faces.h"
#include "domain/target/year/figure.sql.h"
#include "domain/target/year/figures.html.h"

enum { MOST_SCHEMES = 50 };

str unit_brief(struct ctx *cx, int64_t id)
{
        struct org_unit u;
        return id && !org_unit_by_id(cx, id, &u) ? u.brief : S("—");
}

str figure_text(struct ctx *cx, const struct figure_leaf *l, const struct figure_input *in,
                const struct figure_row *r)
{
        if (r->na)
                return str_of(words_of(cx->lang, "缺项"));
        str v = figure_str(cx->arena, cx->lang, r->value, r->places);
        return in->kind == KIND_FIGURE && l->x->measure.n
                ? str_f(cx->arena, "%.*s %.*s", STR(v), STR(l->x->measure)) : v;
}

const char *figure_lamp(const struct figure_row *r)
{
        switch (r->state) {
        case FIGURE_DRAFT:     return "grey";
        case FIGURE_SUBMITTED: return "yellow";
        case FIGURE_RETURNED:  return "red";
        case FIGURE_REVIEWED:  return "done";
        case FIGURE_STATES:    break;
        }
        return "grey";
}

/* ---- the frame -------------------------------------------------------------------------------- */

static const struct fail *schemes_seen(struct ctx *cx, struct year_schemes *ret)
{
        struct schemes it;
        int64_t all[MOST_SCHEMES];
        int n = 0;
        *ret = (struct year_schemes){ .list = NEW_ARRAY(cx->arena, struct form_choice, MOST_SCHEMES),
                                      .ids = NEW_ARRAY(cx->arena, int64_t, MOST_SCHEMES) };
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                if (n < MOST_SCHEMES)
                        all[n++] = it.id;
        const struct fail *f = schemes_end(&it);
        for (int i = 0; !f && i < n; i++) {
                struct figure_edition_of newest;
                struct edition e;
                f = figure_edition_of(cx, all[i], EDITION_ISSUED, &newest);
                if (!f)
                        f = edition_find(cx, newest.id, &e);
                if (!f)
                        f = edition_see(cx, &e);
                if (!f) {
                        ret->ids[ret->n] = all[i];
                        ret->list[ret->n++] = (struct form_choice){ .value = str_f(cx->arena, "%ld", all[i]),
                                                                    .name = e.name };
                } else if (f->kind == FAIL_NOT_FOUND || f->kind == FAIL_DENIED) {
                        f = NULL;
                }
        }
        return f;
}

int year_month(struct ctx *cx, const struct request *rq, const struct year_frame *fr)
{
        struct form form = form_of(cx, rq);
        int64_t m = form_int_or(&form, "month", 1, 12, 0);
        return m ? (int)m - 1 : fr->newest < 0 ? 0 : fr->newest;
}

const struct fail *year_frame_fill(struct ctx *cx, const struct request *rq, int64_t scheme,
                                   const char *title, const char *tab, struct year_frame *ret)
{
        struct figures_waiting w;
        *ret = (struct year_frame){ .page = page_of(cx, rq, title), .tab = tab };
        const struct fail *f = figure_year_open(cx, scheme, &ret->y);
        if (!f)
                f = edition_see(cx, &ret->y.e);
        if (f)
                return f;
        const struct edition *e = &ret->y.e;
        ret->newest = month_newest(cx, &ret->y);
        ret->month = year_month(cx, rq, ret);
        ret->locked = ret->y.locked >> ret->month & 1;
        ret->may_review = !auth_change_year(cx, MAY_FIGURE_REVIEW, e->unit, e->year);
        ret->may_lock = !auth_change_year(cx, MAY_PERIOD_LOCK, e->unit, e->year);
        ret->may_unlock = !auth_change_year(cx, MAY_PERIOD_UNLOCK, e->unit, e->year);
        ret->page.here = "/figures";
        if (*tab) {
                page_crumb(&ret->page, str_f(cx->arena, "/figures?scheme=%ld&month=%d", scheme, ret->month + 1),
                           "数据填报", (str){ 0 });
                page_crumb(&ret->page, (str){ 0 }, title, (str){ 0 });
        }
        figures_waiting(&w, cx, scheme, FIGURE_SUBMITTED);
        while (ret->may_review && figures_waiting_next(&w))
                ret->n_waiting++;
        return figures_waiting_end(&w);
}

const struct fail *year_frame_choose(struct ctx *cx, const struct request *rq, const char *title,
                                     const char *tab, struct year_frame *ret,
                                     struct year_schemes *ret_schemes)
{
        struct form form = form_of(cx, rq);
        int64_t chosen = form_int_or(&form, "scheme", 1, INT64_MAX, 0), year = form_int_or(&form, "year", 1, 9999, 0);
        *ret = (struct year_frame){ .page = page_of(cx, rq, title), .tab = tab };
        const struct fail *f = schemes_seen(cx, ret_schemes);
        if (!f && chosen)
                return year_frame_fill(cx, rq, chosen, title, tab, ret);
        int begun = -1;
        for (int i = 0; !f && i < ret_schemes->n; i++) {
                f = year_frame_fill(cx, rq, ret_schemes->ids[i], title, tab, ret);
                if (!f && ret->newest >= 0 && (!year || ret->y.e.year == year))
                        return NULL;
                begun = begun < 0 && ret->newest >= 0 ? i : begun;
        }
        return f || begun < 0 ? f : year_frame_fill(cx, rq, ret_schemes->ids[begun], title, tab, ret);
}

str year_tab_href(struct arena *a, const struct year_frame *f, const char *tab)
{
        int64_t scheme = f->y.e.scheme;
        int month = f->month + 1;
        if (!*tab || !strcmp(tab, "missing") || !strcmp(tab, "review"))           /* their scheme can be chosen */
                return str_f(a, "/figures%s%s?scheme=%ld&month=%d", *tab ? "/" : "", tab, scheme, month);
        return str_f(a, "/figures/%ld/%s?month=%d", scheme, tab, month);
}

struct list_filter year_scheme_filter(struct ctx *cx, const struct year_frame *f,
                                      const struct year_schemes *s)
{
        return (struct list_filter){ .kind = FILTER_CHOICE, .name = "scheme", .label = "方案", .choices = s->list,
                .n_choices = s->n, .value = f->y.e.id ? str_f(cx->arena, "%ld", f->y.e.scheme) : S("") };
}

struct list_filter year_month_filter(struct ctx *cx, const struct year_frame *f, bool offers_all,
                                     bool all)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, 13);
        for (int m = 0; m < 12; m++)
                c[m] = (struct form_choice){ .value = str_f(cx->arena, "%d", m + 1),
                                             .name = figure_period_name(cx, CYCLE_MONTH, m) };
        c[12] = (struct form_choice){ .value = S("0"), .word = "全年至今" };
        return (struct list_filter){ .kind = FILTER_CHOICE, .name = "month", .label = "月份", .choices = c,
                .n_choices = 12 + offers_all,
                .value = !f->y.e.id ? S("") : all ? S("0") : str_f(cx->arena, "%d", f->month + 1) };
}

/* ---- /figures --------------------------------------------------------------------------------- */

static const struct list_column columns[] = {
        { .label = "填报单位", .kind = CELL_TITLE },
        { .label = "状态",     .kind = CELL_LAMP },
        { .label = "应报",     .kind = CELL_INT },
        { .label = "已报",     .kind = CELL_INT },
        { .label = "审核通过", .kind = CELL_INT, .fold = 2 },
        { .label = "被退回",   .kind = CELL_INT, .fold = 2 },
        { .label = "按时率",   .kind = CELL_FIGURE },
};

static void add_all(struct month_tally *all, const struct month_tally *t)
{
        all->owed += t->owed, all->given += t->given, all->on_time += t->on_time, all->late += t->late;
        all->overdue += t->overdue, all->returned += t->returned, all->drafted += t->drafted;
        all->reviewed += t->reviewed;
}

static str rate_text(struct ctx *cx, const struct month_tally *t)
{
        int r = on_time_rate(t);
        return r < 0 ? S("—") : str_f(cx->arena, "%d.%d%%", r / 10, r % 10);
}

static void put_tally(struct ctx *cx, struct figures_page *p, const struct month_tally *t)
{
        struct list_cell *c = list_next(cx, &p->list, t->giver);
        if (!c)
                return;
        list_key(&p->list, t->giver);
        c[0] = (struct list_cell){ .text = t->name, .href = str_f(cx->arena, "/figures/%ld/givers/%ld?month=%d",
                                   p->frame.y.e.scheme, t->giver, p->frame.month + 1) };
        c[1] = t->returned ? (struct list_cell){ .word = "有退回", .lamp = "red" }
             : t->overdue ? (struct list_cell){ .word = "缺报", .lamp = "red" }
             : t->given < t->owed ? (struct list_cell){ .word = "未报齐", .lamp = "yellow" }
             : t->reviewed < t->owed ? (struct list_cell){ .word = "已报齐", .lamp = "green" }
                                     : (struct list_cell){ .word = "审核完", .lamp = "done" };
        c[2].n = t->owed;
        c[3].n = t->given;
        c[4].n = t->reviewed;
        c[5].n = t->returned;
        c[6].text = rate_text(cx, t);
}

/* GET /figures?scheme=&month= */
const struct fail *figures_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct figures_page *p = NEW(cx->arena, struct figures_page);
        struct year_schemes schemes;
        const struct month_tally *t;
        int n = 0;
        const struct fail *f = year_frame_choose(cx, rq, "数据填报", "", &p->frame, &schemes);
        struct form form = form_of(cx, rq);
        p->whole = form_int_or(&form, "month", 0, 12, -1) == 0 && p->frame.newest >= 0;
        if (p->whole)
                p->frame.month = p->frame.newest;
        const struct list_filter filters[] = {
                year_scheme_filter(cx, &p->frame, &schemes),
                year_month_filter(cx, &p->frame, true, p->whole),
        };
        p->list = (struct list){ .page = &p->frame.page, .path = "/figures",
                .caption = p->whole ? "各填报单位全年至今的进度" : "各填报单位这个月的进度",
                .columns = columns, .n_columns = COUNT_OF(columns), .filters = filters, .n_filters = COUNT_OF(filters),
                .total = -1, .whole = true, .of = LIST_OF_UNITS, .find = "填报单位或状态",
                .empty = "这个月没有您这里要报的数", .empty_help = "换一个月份再看；方案下发后才有要填的数。" };
        if (!f)
                f = list_open(cx, rq, &p->list);
        p->none = !p->frame.y.e.id;
        if (!f && !p->none)
                f = month_tallies(cx, &p->frame.y, p->whole ? 0 : p->frame.month,
                                  p->whole ? p->frame.newest : p->frame.month, &t, &n);
        if (f)
                return f;
        for (int i = 0; i < n; i++) {
                put_tally(cx, p, &t[i]);
                add_all(&p->all, &t[i]);
        }
        list_end(cx, &p->list);
        p->rate = rate_text(cx, &p->all);
        p->may_import = auth_may(cx, MAY_FIGURE_EDIT);
        for (int i = 0; i < p->frame.y.n_leaves; i++)
                p->arrives |= p->frame.y.leaves[i].x->source.n > 0;
        figures_page(&re->body, p);
        return NULL;
}

/* ---- months, locks, due days --------------------------------------------------------------------- */

static const struct fail *months_fill(struct ctx *cx, struct months_page *p)
{
        struct figure_year *y = &p->frame.y;
        struct periods_of it;
        for (int m = 0; m < 12; m++) {
                const struct month_place *place;
                int n = 0;
                struct month_row *r = &p->rows[m];
                *r = (struct month_row){ .month = m, .locked = y->locked >> m & 1,
                                         .begun = day_make(y->e.year, m + 1, 1).n <= cx->today.n };
                if (!r->begun)
                        continue;
                const struct fail *f = month_places(cx, y, m, 0, 0, &place, &n);
                if (f)
                        return f;
                for (int i = 0; i < n; i++) {
                        r->owed++;
                        r->given += place[i].given;
                        r->reviewed += place[i].reviewed;
                        r->overdue += place[i].overdue;
                }
        }
        periods_of(&it, cx, y->e.scheme);
        while (periods_of_next(&it)) {
                struct month_row *r = &p->rows[it.period];
                r->who = it.who_name.p ? it.who_name : str_of(words_of(cx->lang, "系统"));
                r->at = instant_str(cx->arena, it.at);
                r->reason = it.reason;
        }
        return periods_of_end(&it);
}

static void rule_fields(struct ctx *cx, struct months_page *p, const struct form *form,
                        const struct fail *why)
{
        static const struct form_choice inner[] = { { S_C("0"), "填报人直接上报", { 0 } },
                                                    { S_C("1"), "单位审核人审核后上报", { 0 } } };
        const struct figure_year *y = &p->frame.y;
        p->fields[0] = (struct form_field){ .name = "unit-day", .label = "各单位：次月几日前", .inputmode = "numeric",
                .max = 2, .value = str_f(cx->arena, "%d", y->unit_day), .hint = "遇节假日顺延到下一个工作日" };
        p->fields[1] = (struct form_field){ .name = "stats-day", .label = "数据提供单位和考核部门：次月几日前",
                .inputmode = "numeric", .max = 2, .value = str_f(cx->arena, "%d", y->stats_day) };
        p->fields[2] = (struct form_field){ .name = "inner", .label = "谁来上报", .choices = inner, .n_choices = 2,
                .value = y->inner ? S("1") : S("0") };
        p->n_fields = 3;
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
}

static const struct fail *months_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                      int64_t version, const struct form *form,
                                      const struct fail *why)
{
        struct months_page *p = NEW(cx->arena, struct months_page);
        const struct fail *f = year_frame_fill(cx, rq, rq->ids[0], "各月与锁定", "months", &p->frame);
        if (!f)
                f = months_fill(cx, p);
        if (f)
                return f;
        p->version = version >= 0 ? version : p->frame.y.rule_version;
        rule_fields(cx, p, form, why);
        if (why)
                re->status = fail_http(why->kind);
        months_page(&re->body, p);
        return NULL;
}

/* GET /figures/:id/months */
const struct fail *figure_months_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return months_show(cx, rq, re, -1, NULL, NULL);
}

/* POST /figures/:id/rules */
const struct fail *figure_rules_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct figure_rules r = { .unit_day = (int)form_int(&form, "unit-day", 1, 28),
                                  .stats_day = (int)form_int(&form, "stats-day", 1, 28),
                                  .inner = form_int(&form, "inner", 0, 1) == 1,
                                  .version = form_int(&form, "version", 0, INT32_MAX) };
        const struct fail *f = form_end(&form);
        if (!f)
                f = figure_rules_set(cx, rq->ids[0], &r);
        if (f)
                return fail_on_form(f) ? months_show(cx, rq, re, f->kind == FAIL_CONFLICT ? -1 : r.version, &form, f)
                                       : f;
        reply_note(re, cx, "填报期限已保存");
        return reply_see(re, cx, "/figures/%ld/months", rq->ids[0]);
}

static const struct fail *lock_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    int month, str event, const struct form *form,
                                    const struct fail *why)
{
        struct months_page *p = NEW(cx->arena, struct months_page);
        const struct fail *f = year_frame_fill(cx, rq, rq->ids[0], "锁定与解锁", "months", &p->frame);
        if (!f && (month < 0 || month > 11))
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = flow_find(cx, &period_flow, p->frame.y.locked >> month & 1, event, &p->step);
        if (!f)
                f = auth_change_year(cx, (enum perm)p->step->need, p->frame.y.e.unit, p->frame.y.e.year);
        if (!f)
                f = months_fill(cx, p);
        if (f)
                return why ? why : f;
        p->frame.month = month;
        p->lock = true;
        p->n_unreviewed = p->rows[month].given - p->rows[month].reviewed;
        p->n_early = p->rows[month].owed - p->rows[month].given - p->rows[month].overdue;
        p->back = str_f(cx->arena, "/figures/%ld/months", rq->ids[0]);
        if (p->step->ask & FLOW_ASK_REASON)
                p->fields[p->n_fields++] = (struct form_field){ .name = "reason", .label = "原因", .rows = 3,
                        .max = 500, .value = S("") };
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        lock_page(&re->body, p);
        return NULL;
}

/* GET /figures/:id/locks/:key?month=: lock or unlock, on a page of its own */
const struct fail *figure_lock_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        return lock_show(cx, rq, re, (int)form_int_or(&form, "month", 1, 12, 0) - 1, rq->keys[0], NULL, NULL);
}

/* POST /figures/:id/locks */
const struct fail *figure_locks_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int month = (int)form_int(&form, "month", 1, 12) - 1;
        str event = form_text(&form, "event", 1, 20), reason = form_text(&form, "reason", 0, 500);
        const struct fail *f = form_end(&form);
        if (!f)
                f = period_move(cx, rq->ids[0], month, event, reason);
        if (f)
                return f->kind == FAIL_INVALID ? lock_show(cx, rq, re, month, event, &form, f) : f;
        reply_note(re, cx, str_is(event, "lock") ? "%d 月的数据已锁定" : "%d 月的数据已解锁", month + 1);
        return reply_see(re, cx, "/figures/%ld/months", rq->ids[0]);
}

/* POST /figures/:id/arrivals: what other domains compute, for a month */
const struct fail *figure_arrivals_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct arrival a = { 0 };
        int month = (int)form_int(&form, "month", 1, 12) - 1;
        const struct fail *f = form_end(&form);
        if (!f)
                f = figures_arrive(cx, rq->ids[0], month, &a);
        if (f)
                return f;
        reply_note(re, cx, "取来 %d 个数，撤下 %d 个；%d 个没有数，%d 个已有人填", a.came, a.gone, a.none, a.kept);
        return reply_see(re, cx, "/figures?scheme=%ld&month=%d", rq->ids[0], month + 1);
}
