/* door/web/calendar.c - the pages of the working calendar, and their register with the commands. */
#include "door/web/calendar.h"
#include "core/auth/auth.h"
#include "core/calendar/year_import.h"
#include "door/cli/calendar.h"
#include "door/module.h"

const char *const weekday_words[8] = { "", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六",
                                       "星期日" };

/* ---- the year ------------------------------------------------------------------------------ */

static void month_fill(const struct calendar *c, int year, int month, day today,
                       struct calendar_month *m)
{
        day first = day_make(year, month, 1);
        int at = day_weekday(first) - 1, y, mm, dom;
        m->month = month;
        for (day d = first;; d = day_add(d, 1), at++) {
                day_split(d, &y, &mm, &dom);
                if (mm != month)
                        break;
                const struct calendar_named *named = calendar_of(c, d);
                m->cells[at / 7][at % 7] = (struct calendar_cell){
                        .dom = dom, .weekend = day_weekday(d) > 5, .today = d.n == today.n,
                        .name = named ? named->name : (str){ 0 },
                        .mark = !named ? MARK_NONE
                              : named->kind == CALENDAR_OFF ? MARK_OFF : MARK_MAKE_UP };
        }
        m->weeks = (at + 6) / 7;
}

/* "1月28日—2月4日", or one day. */
static str stretch(struct ctx *cx, day a, day b)
{
        int y, m, d, m2, d2;
        day_split(a, &y, &m, &d);
        day_split(b, &y, &m2, &d2);
        return a.n == b.n ? str_f(cx->arena, words_of(cx->lang, "%d月%d日"), m, d)
                          : str_f(cx->arena, words_of(cx->lang, "%d月%d日—%d月%d日"), m, d, m2, d2);
}

static str joined(struct ctx *cx, str a, str b)
{
        return a.n ? str_f(cx->arena, "%.*s, %.*s", STR(a), STR(b)) : b;
}

/* The notice's days by their holiday, each run of days off as one stretch. */
static int feasts_of(struct ctx *cx, const struct calendar *c, int year,
                     struct calendar_feast **ret)
{
        struct calendar_feast *list = NULL;
        int n = 0, cap = 0;
        for (int i = 0; i < c->n; i++) {
                const struct calendar_named *a = &c->days[i];
                int k = 0;
                if (a->year != year)
                        continue;
                while (k < n && !str_eq(list[k].name, a->name))
                        k++;
                if (k == n)
                        *VEC_ADD(cx->arena, list, n, cap) = (struct calendar_feast){ .name = a->name };
                int last = i;
                while (a->kind == CALENDAR_OFF && last + 1 < c->n &&
                       c->days[last + 1].on.n == c->days[last].on.n + 1 &&
                       c->days[last + 1].kind == CALENDAR_OFF && c->days[last + 1].year == year &&
                       str_eq(c->days[last + 1].name, a->name))
                        last++;
                str words = stretch(cx, a->on, c->days[last].on);
                if (a->kind == CALENDAR_OFF) {
                        list[k].off = joined(cx, list[k].off, words);
                        list[k].n_off += last - i + 1;
                } else {
                        list[k].make_up = joined(cx, list[k].make_up, words);
                }
                i = last;
        }
        *ret = list;
        return n;
}

/* The years with data, one after them, and the one that is looked at. */
static int tabs_of(struct ctx *cx, const struct calendar *c, int year,
                   const struct calendar_tab **ret)
{
        struct calendar_tab *tabs = NULL;
        int n = 0, cap = 0, next = day_year(cx->today) + 1;
        for (int y = CALENDAR_FIRST; y <= CALENDAR_LAST; y++)
                if (calendar_knows(c, y) || y == year || y == next)
                        *VEC_ADD(cx->arena, tabs, n, cap) = (struct calendar_tab){
                                .year = y, .here = y == year, .known = calendar_knows(c, y) };
        *ret = tabs;
        return n;
}

static const struct form_choice *kind_choices(struct ctx *cx)
{
        struct form_choice *list = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n_due_kinds);
        for (int i = 0; i < n_due_kinds; i++)
                list[i] = (struct form_choice){ .value = str_of(due_kinds[i].code),
                                                .word = due_kinds[i].label };
        return list;
}

enum { DUE_FIELDS = 3 };
static struct form_field *due_fields(struct ctx *cx)
{
        struct form_field *f = NEW_ARRAY(cx->arena, struct form_field, DUE_FIELDS);
        f[0] = (struct form_field){ .name = "from", .label = "起算日", .type = "date",
                                    .value = day_str(cx->arena, cx->today) };
        f[1] = (struct form_field){ .name = "n", .label = "期间", .inputmode = "numeric", .value = S("5"),
                                    .max = 4 };
        f[2] = (struct form_field){ .name = "rule", .label = "算法", .value = S("working"),
                                    .choices = kind_choices(cx), .n_choices = n_due_kinds };
        return f;
}

static bool may_edit(struct ctx *cx) { return auth_may(cx, MAY_CALENDAR_EDIT) && !calendar_may_edit(cx); }

const struct fail *calendar_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", CALENDAR_FIRST, CALENDAR_LAST, day_year(cx->today));
        struct calendar c;
        const struct fail *f = form_end(&form);
        if (!f)
                f = calendar_load(cx, &c);
        if (f)
                return f;
        struct calendar_page *p = NEW(cx->arena, struct calendar_page);
        *p = (struct calendar_page){ .page = page_of(cx, rq, "工作日历"), .year = year,
                                     .known = calendar_knows(&c, year), .may = may_edit(cx),
                                     .fields = due_fields(cx), .n_fields = DUE_FIELDS };
        if (p->known) {
                f = calendar_notice_of(cx, year, &p->notice);
                if (f)
                        return f;
                str how = str_of(words_of(cx->lang, calendar_source_words[p->notice.source]));
                p->brought = p->notice.who.n
                        ? str_f(cx->arena, "%.*s, %.*s, %.*s", STR(how), STR(p->notice.who),
                                STR(instant_str(cx->arena, p->notice.at)))
                        : how;
        } else {
                p->warning = calendar_warning(cx, year);
        }
        calendar_sum(&c, year, &p->sum);
        for (int m = 1; m <= 12; m++) {
                month_fill(&c, year, m, cx->today, &p->months[m - 1]);
                p->months[m - 1].working = p->sum.working_in[m - 1];
        }
        struct calendar_feast *feasts;
        p->n_feasts = feasts_of(cx, &c, year, &feasts);
        p->feasts = feasts;
        p->n_tabs = tabs_of(cx, &c, year, &p->tabs);
        calendar_page(&re->body, p);
        return NULL;
}

/* ---- a term ----------------------------------------------------------------------------------- */

static void due_fill(struct ctx *cx, const struct calendar *c, struct calendar_due_page *p)
{
        struct due_rule rule = p->kind->rule;
        rule.n = p->n;
        due_of(c, p->from, &rule, &p->due);
        p->asked = true;
        p->weekday = day_weekday(p->due.on);
        p->working = calendar_between(c, p->from, p->due.on, NULL);
        p->warning = due_warning(cx, &p->due);
        p->named = calendar_of(c, p->due.on);
        p->works = calendar_works(c, p->due.on);
        if (p->due.on.n != p->due.plain.n) {
                const struct calendar_named *off = calendar_of(c, p->due.plain);
                p->moved = str_f(cx->arena, words_of(cx->lang, "期满日 %.*s 是%.*s，顺延到下一个工作日。"),
                                 STR(day_str(cx->arena, p->due.plain)),
                                 STR(off ? off->name : str_of(words_of(cx->lang, "周末"))));
        }
}

const struct fail *calendar_due_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct calendar c;
        struct calendar_due_page p = { .page = page_of(cx, rq, "推算期限"), .n_fields = DUE_FIELDS };
        struct form_field *fields = due_fields(cx);
        const struct fail *f = NULL;
        page_crumb(&p.page, S("/calendar"), "工作日历", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, "推算期限", (str){ 0 });
        if (form_has(&form, "from")) {
                p.from = form_day(&form, "from");
                str rule = form_text(&form, "rule", 1, 40);
                p.kind = due_kind_of(rule);
                if (rule.n && !p.kind)
                        form_wrong(&form, "rule", "没有这种算法");
                /* Ten years at most, and of months as many. */
                p.n = (int)form_int(&form, "n", 0,
                                    p.kind && p.kind->rule.unit == DUE_MONTHS ? 120 : DUE_MOST);
                if (day_is(p.from) && (day_year(p.from) < 1990 || day_year(p.from) > CALENDAR_LAST))
                        form_wrong(&form, "from", "年份在 1990 到 2100 之间");
                f = form_end(&form);
                if (f && f->kind != FAIL_INVALID)
                        return f;
                for (int i = 0; i < DUE_FIELDS; i++)
                        fields[i] = form_field_of(fields[i], &form, f);
        }
        p.fields = fields;
        p.faults = (struct form_faults){ .form = &form, .fail = f, .fields = fields,
                                         .n_fields = DUE_FIELDS };
        if (f) {
                re->status = fail_http(f->kind);
        } else if (p.kind) {
                f = calendar_load(cx, &c);
                if (f)
                        return f;
                due_fill(cx, &c, &p);
        }
        calendar_due_page(&re->body, &p);
        return NULL;
}

/* ---- keeping it -------------------------------------------------------------------------------- */

enum { NOTICE_FIELDS = 3, SPAN_FIELDS = 4 };

static const char *const kind_codes[CALENDAR_KIND_END] = { "off", "make-up" };
static const struct form_choice kinds[CALENDAR_KIND_END] = { { S_C("off"), "放假", { 0 } },
                                                             { S_C("make-up"), "上班", { 0 } } };

static struct form_field *notice_fields(struct ctx *cx, int year, const struct calendar_notice *n)
{
        struct form_field *f = NEW_ARRAY(cx->arena, struct form_field, NOTICE_FIELDS);
        f[0] = (struct form_field){ .name = "notice", .label = "通知标题", .max = CALENDAR_NOTICE_MAX,
                .value = n->version ? n->notice
                       : str_f(cx->arena, "国务院办公厅关于%d年部分节假日安排的通知", year) }; /* document text */
        f[1] = (struct form_field){ .name = "number", .label = "文号", .max = CALENDAR_NUMBER_MAX,
                .hint = "如：国办发明电〔2025〕7号", .optional = true, .value = n->number };
        f[2] = (struct form_field){ .name = "issued", .label = "发文日期", .type = "date",
                .optional = true, .value = n->version ? day_str(cx->arena, n->issued) : (str){ 0 } };
        return f;
}

static struct form_field *span_fields(struct ctx *cx)
{
        struct form_field *f = NEW_ARRAY(cx->arena, struct form_field, SPAN_FIELDS);
        f[0] = (struct form_field){ .name = "from", .label = "第一天", .type = "date" };
        f[1] = (struct form_field){ .name = "to", .label = "最后一天", .type = "date", .optional = true,
                                    .hint = "只有一天的不用填" };
        f[2] = (struct form_field){ .name = "kind", .label = "安排", .choices = kinds,
                                    .n_choices = CALENDAR_KIND_END, .value = S("off") };
        f[3] = (struct form_field){ .name = "name", .label = "节日", .max = CALENDAR_NAME_MAX,
                                    .hint = "如：春节" };
        return f;
}

static const struct fail *year_of(struct ctx *cx, const struct request *rq, int *ret)
{
        *ret = (int)rq->ids[0];
        if (rq->ids[0] < CALENDAR_FIRST || rq->ids[0] > CALENDAR_LAST)
                return fail(cx, NOT_FOUND, "%s", "");
        return calendar_may_edit(cx);
}

/* `notice` and `span`: which of the two forms was sent, or NULL. */
static const struct fail *edit_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    int year, struct form *notice, struct form *span,
                                    const struct fail *why)
{
        struct calendar c;
        struct calendar_notice n = { 0 };
        struct calendar_named *days = NULL;
        struct calendar_edit_page p = { .page = page_of(cx, rq, "放假安排"), .year = year,
                                        .n_notice = NOTICE_FIELDS, .n_span = SPAN_FIELDS };
        int cap = 0;
        if (why && why->kind != FAIL_INVALID && why->kind != FAIL_CONFLICT)
                return why;
        const struct fail *f = calendar_notice_of(cx, year, &n);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        f = calendar_load(cx, &c);
        if (f)
                return f;
        struct form_field *nf = notice_fields(cx, year, &n), *sf = span_fields(cx);
        for (int i = 0; notice && i < NOTICE_FIELDS; i++)
                nf[i] = form_field_of(nf[i], notice, why);
        for (int i = 0; span && i < SPAN_FIELDS; i++)
                sf[i] = form_field_of(sf[i], span, why);
        for (int i = 0; i < c.n; i++)
                if (c.days[i].year == year)
                        *VEC_ADD(cx->arena, days, p.n_days, cap) = c.days[i];
        p.version = n.version;
        if (why && why->kind == FAIL_INVALID && (notice || span)) {
                struct form again = notice ? *notice : *span;
                p.version = form_int_or(&again, "version", 0, INT32_MAX, n.version);
        }
        p.notice = nf, p.span = sf, p.days = days;
        p.notice_faults = (struct form_faults){ .form = notice, .fail = notice ? why : NULL, .fields = nf,
                                                .n_fields = NOTICE_FIELDS };
        p.span_faults = (struct form_faults){ .form = span, .fail = notice ? NULL : why, .fields = sf,
                                              .n_fields = SPAN_FIELDS };
        p.page.here = "/calendar";
        page_crumb(&p.page, S("/calendar"), "工作日历", (str){ 0 });
        page_crumb(&p.page, str_f(cx->arena, "/calendar?year=%d", year), NULL,
                   str_f(cx->arena, "%d", year));
        page_crumb(&p.page, (str){ 0 }, "放假安排", (str){ 0 });
        if (why)
                re->status = fail_http(why->kind);
        calendar_edit_page(&re->body, &p);
        return NULL;
}

const struct fail *calendar_edit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        int year = 0;
        const struct fail *f = year_of(cx, rq, &year);
        return f ? f : edit_show(cx, rq, re, year, NULL, NULL, NULL);
}

const struct fail *calendar_notice_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = 0;
        int64_t version = form_int(&form, "version", 0, INT32_MAX);
        struct calendar_notice n = { .notice = form_text(&form, "notice", 1, CALENDAR_NOTICE_MAX),
                                     .number = form_text(&form, "number", 0, CALENDAR_NUMBER_MAX),
                                     .issued = form_day_or_none(&form, "issued") };
        const struct fail *f = year_of(cx, rq, &year);
        if (f)
                return f;
        n.year = year;
        f = form_end(&form);
        if (!f)
                f = calendar_notice_put(cx, version, &n);
        if (f)
                return edit_show(cx, rq, re, year, &form, NULL, f);
        reply_note(re, cx, "%d 年的放假通知已登记", year);
        return reply_see(re, cx, "/calendar/%d/edit", year);
}

const struct fail *calendar_days_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = 0;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        day from = form_day(&form, "from"), to = form_day_or_none(&form, "to");
        enum calendar_kind kind = (enum calendar_kind)form_choice(&form, "kind", kind_codes,
                                                                  CALENDAR_KIND_END);
        str name = form_text(&form, "name", 1, CALENDAR_NAME_MAX);
        const struct fail *f = year_of(cx, rq, &year);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = calendar_days_put(cx, year, version, from, day_is(to) ? to : from, kind, name);
        if (f)
                return edit_show(cx, rq, re, year, NULL, &form, f);
        reply_note(re, cx, "已登记");
        return reply_see(re, cx, "/calendar/%d/edit", year);
}

const struct fail *calendar_day_end_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = 0;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        day on = form_day(&form, "day");
        const struct fail *f = year_of(cx, rq, &year);
        if (!f)
                f = form_end(&form);
        if (!f)
                f = calendar_day_take(cx, year, version, on);
        if (f)
                return f->kind == FAIL_CONFLICT ? edit_show(cx, rq, re, year, NULL, NULL, f) : f;
        reply_note(re, cx, "%.*s 已删去", STR(day_str(cx->arena, on)));
        return reply_see(re, cx, "/calendar/%d/edit", year);
}

static const struct route routes[] = {
        { GET, "/calendar", calendar_get, MAY_SIGNED_IN, 0, "工作日历", "home/60", "i-cal" },
        { GET, "/calendar/due", calendar_due_get, MAY_SIGNED_IN, 0, "推算期限", NULL, NULL },
        { GET, "/calendar/:id/edit", calendar_edit_get, MAY_CALENDAR_EDIT, 0, "修改放假安排", NULL, NULL },
        { POST, "/calendar/:id/notices", calendar_notice_post, MAY_CALENDAR_EDIT, ROUTE_SERIAL,
          "登记放假通知", NULL, NULL },
        { POST, "/calendar/:id/days", calendar_days_post, MAY_CALENDAR_EDIT, ROUTE_SERIAL,
          "登记放假或上班的日子", NULL, NULL },
        { POST, "/calendar/:id/days/ends", calendar_day_end_post, MAY_CALENDAR_EDIT, 0,
          "删去放假或上班的日子", NULL, NULL },
};

static const struct importer *const imports[] = { &calendar_importer };

const struct module module_calendar = {
        .name = "calendar", .title = "工作日历",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .commands = calendar_commands, .n_commands = CALENDAR_COMMANDS,
        .imports = imports, .n_imports = COUNT_OF(imports),
        .seed = calendar_seed,
};
