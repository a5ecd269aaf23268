/* door/web/audit.c - the audit administrator's pages, and their register with the commands. */
#include "door/web/audit_watch.h"
#include "door/web/audit.h"
#include "door/web/audit.sql.h"
#include "core/audit/audit.h"
#include "core/audit/audit.sql.h"
#include "core/audit/prune.h"
#include "core/auth/auth.h"
#include "core/config/config.h"
#include "core/import/importer.h"
#include "door/cli/audit.h"
#include "door/web/made.h"
#include "door/module.h"

enum { EVENTS = 40, NEWEST = 20000, LINE = 120 };

static bool is_word(str s)
{
        for (size_t i = 0; i < s.n; i++)
                if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '_' || s.p[i] == '-'))
                        return false;
        return s.n > 0;
}

/* What the register calls an address, with or without its conditions; absent: nothing. */
static str route_called(struct ctx *cx, str path)
{
        str query;
        path = str_cut(path, '?', &query);
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_routes; i++) {
                        const struct route *r = &modules[m]->routes[i];
                        if (r->method == GET && str_is(path, r->path))
                                return str_of(words_of(cx->lang, r->title));
                }
        return (str){ 0 };
}

static str import_kind_called(struct ctx *cx, str code)
{
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_imports; i++)
                        if (str_is(code, modules[m]->imports[i]->code))
                                return str_of(words_of(cx->lang, modules[m]->imports[i]->label));
        return (str){ 0 };
}

static str import_title(struct ctx *cx, int64_t id)
{
        struct import_called b;
        return import_called(cx, id, &b) ? (str){ 0 } : str_f(cx->arena, "%.*s %.*s", STR(b.title), STR(b.filename));
}

static str view_title(struct ctx *cx, int64_t id)
{
        struct list_view_called v;
        return list_view_called(cx, id, &v) ? (str){ 0 } : v.name;
}

const struct audit_title core_titles[CORE_TITLES] = {
        { "import",    NULL, import_title },
        { "list_view", NULL, view_title },
};

/* The name that a domain has for it: the first row of this event, or of any. */
static str titled(struct ctx *cx, struct audit_names *names, str entity, str event, int64_t id)
{
        int at = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_titles; i++, at++) {
                        const struct audit_title *t = &modules[m]->titles[i];
                        if (str_is(entity, t->entity) && (!t->event || str_is(event, t->event)))
                                return audit_titled(cx, names, t, at, id);
                }
        return (str){ 0 };
}

str audit_record_name(struct ctx *cx, struct audit_names *names, str entity, str event, int64_t id)
{
        const char *label = audit_record_label(entity);
        str kind = label ? str_of(words_of(cx->lang, label)) : route_called(cx, entity);
        /* Older rows of role.seed carry a place in a list, not the role's number: their detail says which. */
        str called = str_is(event, "role.seed") ? S("") : audit_record_called(cx, names, entity, id);
        if (!called.p && id)
                called = titled(cx, names, entity, event, id);
        if (!called.p && id)
                called = str_int(cx->arena, id);
        return STR_JOIN(cx->arena, kind.p ? kind : entity, called.n ? S(" ") : S(""), called.n ? called : S(""));
}

/* The changes of a detail, with the names that only the register knows: of a list, of what was imported. */
static int changes_read(struct ctx *cx, struct audit_names *names, str detail,
                        struct audit_change all[AUDIT_CHANGES_MOST])
{
        int n = audit_changes(cx, names, detail, all);
        for (int i = 0; i < n; i++) {
                str *v[] = { &all[i].before, &all[i].after };
                for (size_t k = 0; k < COUNT_OF(v); k++) {
                        str called = str_is(all[i].key, "list") ? route_called(cx, *v[k])
                                   : str_is(all[i].key, "import") ? import_kind_called(cx, *v[k]) : (str){ 0 };
                        if (called.p)
                                *v[k] = called;
                }
        }
        return n;
}

str audit_detail_line(struct ctx *cx, struct audit_names *names, str detail)
{
        struct audit_change all[AUDIT_CHANGES_MOST];
        if (!detail.n || detail.p[0] != '{')    /* most rows: an address, a word */
                return utf8_head(audit_plain(cx, detail), LINE);
        return audit_change_line(cx, all, changes_read(cx, names, detail, all), LINE);
}

static str record_href(struct ctx *cx, str entity, int64_t id)
{
        return !is_word(entity) ? (str){ 0 }
             : STR_JOIN(cx->arena, S("/audit/records/"), entity, S("/"), str_int(cx->arena, id));
}

static str who_of(struct ctx *cx, str who) { return who.p ? who : str_of(words_of(cx->lang, "系统")); }

/* ---- the list ------------------------------------------------------------------------- */

struct wish { str event, who, unit, entity; day from, until; int64_t record; };

static const struct fail *wish_read(struct ctx *cx, const struct request *rq, struct wish *w)
{
        struct form form = form_of(cx, rq);
        *w = (struct wish){
                .event = form_text(&form, "event", 0, 40), .who = form_text(&form, "who", 0, 50),
                .unit = form_text(&form, "unit", 0, 100), .from = form_day_or_none(&form, "from"),
                .until = form_day_or_none(&form, "until"), .entity = form_text(&form, "entity", 0, 60),
                .record = form_int_or(&form, "record", 0, INT64_MAX, 0),
        };
        return form_end(&form);
}

enum { CALLED = 20 };

/* The part of a name as `word`: the only one that holds it takes its place, of several one is to be chosen. */
static const struct fail *person_meant(struct ctx *cx, str *word, struct audit_called *ret)
{
        struct people_called it;
        str *names = NEW_ARRAY(cx->arena, str, CALLED);
        bool whole = !word->n;
        *ret = (struct audit_called){ .field = "who", .names = names };
        if (whole)
                return NULL;
        people_called(&it, cx, sql_like(cx->arena, *word), CALLED);
        while (people_called_next(&it)) {
                whole = whole || str_eq(it.name, *word);
                names[ret->n_names++] = it.name;
        }
        if (ret->n_names == 1)
                *word = names[0];
        else if (!whole)
                ret->typed = *word;
        return people_called_end(&it);
}

static const struct fail *unit_meant(struct ctx *cx, str *word, struct audit_called *ret)
{
        struct units_called it;
        struct unit_called whole = { 0 };
        str *names = NEW_ARRAY(cx->arena, str, CALLED);
        *ret = (struct audit_called){ .field = "unit", .names = names };
        const struct fail *f = word->n ? unit_called(cx, *word, &whole) : NULL;
        if (f || !word->n || whole.n)
                return f;
        units_called(&it, cx, sql_like(cx->arena, *word), CALLED);
        while (units_called_next(&it))
                names[ret->n_names++] = it.name;
        if (ret->n_names == 1)
                *word = names[0];
        else
                ret->typed = *word;
        return units_called_end(&it);
}

static const struct form_choice event_choices[] = {
        { .value = { "", 0 }, .word = "全部" },
#define EVENT(code, label) { .value = { code, sizeof(code) - 1 }, .word = label },
#include "core/audit/events.def"
#undef EVENT
};

static struct made event_options;

static const struct form_choice orders[] = {    /* in the order of enum audit_list_order */
        { S_C("new"), "新的在前", { 0 } }, { S_C("unit"), "按单位归拢", { 0 } }, { S_C("who"), "按人归拢", { 0 } },
};

static const struct fail *rows_read(struct ctx *cx, const struct wish *w, struct list *l)
{
        struct audit_list it;
        struct audit_names *names = NEW(cx->arena, struct audit_names);
        struct audit_place at = { .unit = INT64_MAX, .who = INT64_MAX };
        enum audit_list_order by = (enum audit_list_order)l->order_at;
        unsigned when = (w->entity.n ? AUDIT_LIST_WHEN_RECORD : 0) |
                        (w->who.n || w->unit.n ? AUDIT_LIST_WHEN_WHOSE : 0) |
                        (day_is(w->from) || day_is(w->until) ? AUDIT_LIST_WHEN_RANGE : 0);
        int64_t from = day_is(w->from) ? day_begins(w->from) : INT64_MIN;
        int64_t until = day_is(w->until) ? day_begins(day_add(w->until, 1)) : INT64_MAX;
        const struct fail *f = l->after ? audit_place(cx, l->after, &at) : NULL;
        if (f)
                return f;
        audit_list(&it, cx, when, by, w->event, w->entity, w->record, w->who, w->unit, from, until,
                   by == AUDIT_LIST_BY_UNIT ? at.unit : at.who, l->after ? l->after : INT64_MAX, l->take);
        while (audit_list_next(&it)) {
                struct list_cell *c = list_next(cx, l, it.id);
                if (!c)
                        break;
                c[0].text = instant_str(cx->arena, it.at);
                c[1].word = audit_label(it.event);
                c[1].text = it.event;
                c[1].href = record_href(cx, it.entity, it.record);
                c[2].text = who_of(cx, it.who);
                c[3].text = it.unit;
                c[4].text = audit_record_name(cx, names, it.entity, it.event, it.record);
                c[5].text = audit_detail_line(cx, names, it.detail);
                c[6].text = it.request;
        }
        return audit_list_end(&it);
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
        struct wish w;
        struct audit_called who, unit;
        const struct fail *f = wish_read(cx, rq, &w);
        if (!f)
                f = person_meant(cx, &w.who, &who);
        if (!f)
                f = unit_meant(cx, &w.unit, &unit);
        if (f)
                return f;
        const struct list_filter filters[] = {
                { .kind = FILTER_CHOICE, .name = "event", .label = "事件", .value = w.event,
                  .choices = event_choices, .n_choices = COUNT_OF(event_choices), .made = &event_options },
                { .kind = FILTER_TEXT, .name = "who", .label = "人员", .value = w.who },
                { .kind = FILTER_TEXT, .name = "unit", .label = "单位", .value = w.unit },
                { .kind = FILTER_DAY, .name = "from", .label = "从", .value = day_str(cx->arena, w.from) },
                { .kind = FILTER_DAY, .name = "until", .label = "到", .value = day_str(cx->arena, w.until) },
                { .kind = FILTER_HIDDEN, .name = "entity", .value = w.entity },
                { .kind = FILTER_HIDDEN, .name = "record",
                  .value = w.entity.n ? str_f(cx->arena, "%ld", w.record) : S("") },
        };
        struct audit_page *p = NEW(cx->arena, struct audit_page);
        p->page = page_of(cx, rq, "审计");
        p->who = who;
        p->unit = unit;
        if (w.entity.n) {
                p->record = audit_record_name(cx, NEW(cx->arena, struct audit_names), w.entity, w.event, w.record);
                p->history = record_href(cx, w.entity, w.record);
        }
        p->list = (struct list){ .page = &p->page, .path = "/audit", .caption = "审计记录", .columns = columns,
                                 .n_columns = COUNT_OF(columns), .filters = filters,
                                 .n_filters = COUNT_OF(filters), .total = -1,
                                 .orders = orders, .n_orders = COUNT_OF(orders),
                                 .empty = "没有符合条件的审计记录", .empty_help = "换一个条件，或者看全部" };
        f = list_open(cx, rq, &p->list);
        if (!f)
                f = rows_read(cx, &w, &p->list);
        if (f)
                return f;
        list_end(cx, &p->list);
        audit_page(&re->body, p);
        return NULL;
}

/* ---- one record ------------------------------------------------------------------------- */

const struct fail *audit_record_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t before = form_int_or(&form, "before", 1, INT64_MAX, INT64_MAX), last = 0;
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        struct audit_event_shown *events = NEW_ARRAY(cx->arena, struct audit_event_shown, EVENTS);
        struct audit_record_page p = {
                .page = page_of(cx, rq, "变更经过"), .entity = rq->keys[0], .id = rq->ids[0],
                .events = events,
        };
        p.page.here = "/audit";
        struct audit_names *names = NEW(cx->arena, struct audit_names);
        p.page.name = audit_record_name(cx, names, p.entity, S(""), p.id);
        page_crumb(&p.page, S("/audit"), "审计", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, NULL, p.page.name);
        struct audit_list it;
        int n = 0;
        audit_list(&it, cx, AUDIT_LIST_WHEN_RECORD, AUDIT_LIST_BY_NEW, S(""), p.entity, p.id, S(""), S(""), INT64_MIN,
                   INT64_MAX, INT64_MAX, before, EVENTS + 1);
        while (audit_list_next(&it)) {
                if (++n > EVENTS)
                        continue;
                struct audit_change *changes = NEW_ARRAY(cx->arena, struct audit_change, AUDIT_CHANGES_MOST);
                events[p.n_events++] = (struct audit_event_shown){
                        .at = instant_str(cx->arena, it.at), .who = who_of(cx, it.who), .unit = it.unit,
                        .request = it.request, .event = audit_label(it.event), .code = it.event, .changes = changes,
                        .n_changes = changes_read(cx, names, it.detail, changes),
                };
                last = it.id;
        }
        f = audit_list_end(&it);
        if (f)
                return f;
        if (n > EVENTS)
                p.older = str_f(cx->arena, "/audit/records/%.*s/%ld?before=%ld", STR(p.entity), p.id, last);
        audit_record_page(&re->body, &p);
        return NULL;
}

/* ---- the chain ---------------------------------------------------------------------------- */

static str instant_or_none(struct ctx *cx, int64_t at) { return at ? instant_str(cx->arena, at) : (str){ 0 }; }

const struct fail *audit_chain_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        bool whole = form_flag(&form, "whole");
        str kept = form_text(&form, "head", 0, 400);
        struct audit_paper paper = { 0 };
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        const struct fail *slip = kept.n ? audit_paper_parse(cx, kept, &paper) : NULL;
        struct audit_report *r = NEW(cx->arena, struct audit_report);
        struct audit_chain_page *p = NEW(cx->arena, struct audit_chain_page);
        day keep = DAY_NONE;
        p->page = page_of(cx, rq, "审计链");
        p->page.here = "/audit";
        page_crumb(&p->page, S("/audit"), "审计", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "审计链", (str){ 0 });
        db_snapshot_end(cx);    /* verify takes its own: the head file must not be the newer of the two */
        f = audit_verify_past(cx, whole ? 0 : NEWEST, kept.n && !slip ? &paper : NULL, r);
        if (!f)
                f = db_snapshot_begin(cx);
        if (!f && !r->lost)
                f = audit_keep_day(cx, config.n[SETTING_audit_keep_days], &keep);
        if (f)
                return f;
        p->kept = (struct form_field){ .name = "head", .label = "抄下的链头", .value = kept, .max = 400,
                                       .hint = "照抄：位置和六组四位，大小写和连字符不论",
                                       .wrong_text = slip ? slip->say : (str){ 0 } };
        if (slip)
                re->status = fail_http(slip->kind);
        p->paper = r->paper != AUDIT_PAPER_NONE ? audit_paper_words(r->paper) : NULL;
        p->short_head = audit_paper_text(cx, &r->end);
        p->r = r;
        p->whole = whole || r->last - r->anchor == r->rows;
        p->good = !r->n_breaks && r->head == AUDIT_HEAD_FITS;
        p->head = audit_head_words(r->head);
        p->head_path = audit_head_path();
        p->head_at = instant_or_none(cx, r->head_end.at);
        p->oldest = instant_or_none(cx, r->oldest);
        p->newest = instant_or_none(cx, r->newest);
        p->tail_at = instant_or_none(cx, r->tail_at);
        p->anchor_at = instant_or_none(cx, r->anchor_at);
        p->keep_days = config.n[SETTING_audit_keep_days];
        p->keep_from = day_is(keep) ? day_str(cx->arena, keep) : S("—");
        p->n_shown = r->n_breaks < AUDIT_BREAKS_MOST ? (int)r->n_breaks : AUDIT_BREAKS_MOST;
        for (int i = 0; i < p->n_shown; i++)
                p->at[i] = instant_or_none(cx, r->breaks[i].at);
        audit_chain_page(&re->body, p);
        return NULL;
}

static const struct route routes[] = {
        { GET, "/audit", audit_get, MAY_AUDIT_VIEW, ROUTE_LIST, "审计", "system/10", "i-list" },
        { GET, "/audit/chain", audit_chain_get, MAY_AUDIT_VIEW, 0, "审计链", "system/12", "i-shield" },
        { GET, "/audit/records/:key/:id", audit_record_get, MAY_AUDIT_VIEW, 0, "变更经过", NULL, NULL },
};

static const struct job jobs[] = {
        { "audit.newest",    60, audit_watch_newest },
        { "audit.whole",  21600, audit_watch_whole },
};

const struct module module_audit = {
        .name = "audit", .title = "审计",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .commands = audit_commands, .n_commands = AUDIT_COMMANDS,
        .jobs = jobs, .n_jobs = COUNT_OF(jobs),
        .waits = audit_waits, .n_waits = AUDIT_WAITS,
};
