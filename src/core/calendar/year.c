/* core/calendar/year.c - see year.h. */
#include "core/calendar/year.h"
#include "core/audit/audit.h"
#include "core/auth/account.sql.h"
#include "core/auth/auth.h"
#include "core/calendar/calendar.sql.h"
#include "core/embed.h"
#include "core/text/json.h"

/* ---- what the program brings ------------------------------------------------------------------ */

enum { COLUMNS = 4 };

static bool line_read(str *rest, char mark, str ret[COLUMNS])
{
        while (rest->n) {
                str line = str_trim(str_cut(*rest, '\n', rest));
                if (!line.n)
                        continue;
                for (int i = 0; i < COLUMNS; i++)
                        ret[i] = line.p ? str_cut(line, mark, &line) : (str){ 0 };
                return true;
        }
        return false;
}

static void days_seed(struct ctx *cx, int year)
{
        str rest = data_file("calendar/workdays.csv"), c[COLUMNS];
        must(rest.n);
        while (line_read(&rest, ',', c)) {
                day on;
                if (!day_parse(c[0], &on) || day_year(on) != year)
                        continue;
                calendar_day_put(cx, on, year, str_is(c[1], "workday") ? CALENDAR_MAKE_UP : CALENDAR_OFF,
                                 c[2]);
        }
}

const struct fail *calendar_seed(struct ctx *cx)
{
        str rest = data_file("calendar/notices.tsv"), c[COLUMNS];
        must(rest.n);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        while (line_read(&rest, '\t', c)) {
                struct calendar_year_of have;
                uint64_t year;
                day issued = DAY_NONE;
                must(str_u64(c[0], &year) && day_parse(c[3], &issued));
                const struct fail *f = calendar_year_of(cx, (int64_t)year, &have);
                if (!f)
                        continue;
                if (f->kind != FAIL_NOT_FOUND)
                        return f;
                calendar_year_add(cx, (int64_t)year, c[1], c[2], issued, CALENDAR_BUILT_IN, 0, cx->now);
                days_seed(cx, (int)year);
                audit_log(cx, "calendar.seed", "calendar_year", (int64_t)year, (str){ 0 });
        }
        return tx_commit(&tx);
}

void calendar_built_in(struct ctx *cx, struct calendar *ret)
{
        str years = data_file("calendar/notices.tsv"), days = data_file("calendar/workdays.csv"), c[COLUMNS];
        struct calendar_named *list = NULL;
        uint64_t year;
        int cap = 0;
        day on;
        *ret = (struct calendar){ 0 };
        while (line_read(&years, '\t', c))
                if (str_u64(c[0], &year) && year >= CALENDAR_FIRST && year <= CALENDAR_LAST)
                        ret->known[year - CALENDAR_FIRST] = true;
        while (line_read(&days, ',', c))
                if (day_parse(c[0], &on) && day_year(on) >= CALENDAR_FIRST && day_year(on) <= CALENDAR_LAST)
                        *VEC_ADD(cx->arena, list, ret->n, cap) = (struct calendar_named){
                                on, str_is(c[1], "workday") ? CALENDAR_MAKE_UP : CALENDAR_OFF, c[2], day_year(on) };
        ret->days = list;
}

/* ---- one notice ---------------------------------------------------------------------------- */

const struct fail *calendar_may_edit(struct ctx *cx)
{
        struct unit_root root;
        const struct fail *f = unit_root(cx, &root);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        return auth_change(cx, MAY_CALENDAR_EDIT, f ? 0 : root.id);
}

const struct fail *calendar_notice_of(struct ctx *cx, int year, struct calendar_notice *ret)
{
        struct calendar_year_of y;
        const struct fail *f = calendar_year_of(cx, year, &y);
        if (!f)
                *ret = (struct calendar_notice){ .year = year, .notice = y.notice, .number = y.number,
                                                 .issued = y.issued, .who = y.who_name, .at = y.at,
                                                 .source = (enum calendar_source)y.source,
                                                 .version = y.version };
        return f;
}

static str notice_json(struct ctx *cx, const struct calendar_notice *n)
{
        struct buf o = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "title", n->notice);
        json_put_str(&j, "number", n->number);
        json_put_str(&j, "day", day_str(cx->arena, n->issued));
        json_close(&j, '}');
        return buf_str(&o);
}

static const struct fail *year_wrong(struct ctx *cx, int year)
{
        if (year >= CALENDAR_FIRST && year <= CALENDAR_LAST)
                return NULL;
        return fail_field(cx, S("year"), "年份在 %d 到 %d 之间", CALENDAR_FIRST, CALENDAR_LAST);
}

const struct fail *calendar_notice_put(struct ctx *cx, int64_t seen,
                                       const struct calendar_notice *n)
{
        const struct fail *f = calendar_may_edit(cx);
        if (!f)
                f = year_wrong(cx, n->year);
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        struct calendar_year_of have = { 0 };
        f = calendar_year_of(cx, n->year, &have);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (have.version != seen) {
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "calendar_year", n->year);
                tx_refuse(cx, f);
                return f;
        }
        if (seen)
                calendar_year_set(cx, n->year, seen, n->notice, n->number, n->issued, have.source,
                                  cx->user, cx->now);
        else
                calendar_year_add(cx, n->year, n->notice, n->number, n->issued, CALENDAR_BY_HAND,
                                  cx->user, cx->now);
        audit_log(cx, "calendar.notice", "calendar_year", n->year, notice_json(cx, n));
        return tx_commit(&tx);
}

/* ---- days by hand ---------------------------------------------------------------------------- */

const char *calendar_day_wrong(const struct calendar *c, int year, day on, enum calendar_kind kind,
                               int *ret_busy)
{
        const struct calendar_named *have = calendar_of(c, on);
        if (ret_busy)
                *ret_busy = 0;
        if (day_year(on) != year && (day_year(on) != year - 1 || on.n < day_make(year, 1, 1).n - 7))
                return "只能是这一年的日子，或者上一年最后七天";
        if (kind == CALENDAR_MAKE_UP && day_weekday(on) <= 5)
                return "这天不是周末，本来就要上班";
        if (have && have->year != year && ret_busy)
                *ret_busy = have->year;
        return NULL;
}

/* The year as it is, once it may be changed; inside the transaction. */
static const struct fail *year_take(struct ctx *cx, int year, int64_t seen)
{
        struct calendar_year_of have;
        const struct fail *f = calendar_year_of(cx, year, &have);
        if (!f && have.version != seen) {
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "calendar_year", year);
                tx_refuse(cx, f);
        }
        if (!f)
                calendar_year_touch(cx, year, seen, cx->user, cx->now);
        return f;
}

static str days_json(struct ctx *cx, day from, day to, const char *kind, str name)
{
        struct buf o = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "since", day_str(cx->arena, from));
        json_put_str(&j, "until", day_str(cx->arena, to));
        json_put_str(&j, "kind", str_of(kind));
        json_put_str(&j, "name", name);
        json_close(&j, '}');
        return buf_str(&o);
}

const struct fail *calendar_days_put(struct ctx *cx, int year, int64_t seen, day from, day to,
                                     enum calendar_kind kind, str name)
{
        struct calendar c;
        const struct fail *f = calendar_may_edit(cx);
        if (!f && to.n < from.n)
                f = fail_field(cx, S("to"), "最后一天不能早于第一天");
        if (!f && to.n - from.n >= CALENDAR_SPAN_MAX)
                f = fail_field(cx, S("to"), "一次最多 %d 天", CALENDAR_SPAN_MAX);
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = year_take(cx, year, seen);
        if (!f)
                f = calendar_load(cx, &c);
        for (day d = from; !f && d.n <= to.n; d = day_add(d, 1)) {
                int busy;
                const char *why = calendar_day_wrong(&c, year, d, kind, &busy);
                if (why)
                        f = fail_field(cx, S("from"), "%.*s：%s", STR(day_str(cx->arena, d)),
                                       words_of(cx->lang, why));
                else if (busy)
                        f = fail_field(cx, S("from"), "%.*s 已经在 %d 年的通知里",
                                       STR(day_str(cx->arena, d)), busy);
                else
                        calendar_day_put(cx, d, year, kind, name);
        }
        if (f)
                return f;
        audit_log(cx, "calendar.days", "calendar_year", year,
                  days_json(cx, from, to, calendar_kind_words[kind], name));
        return tx_commit(&tx);
}

const struct fail *calendar_day_take(struct ctx *cx, int year, int64_t seen, day on)
{
        struct calendar_day_at have;
        const struct fail *f = calendar_may_edit(cx);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = year_take(cx, year, seen);
        if (!f)
                f = calendar_day_at(cx, on, &have);
        if (!f && have.year != year)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (f)
                return f;
        calendar_day_drop(cx, on, year);
        audit_log(cx, "calendar.take", "calendar_year", year,
                  days_json(cx, on, on, calendar_kind_words[have.kind], have.name));
        return tx_commit(&tx);
}

/* ---- a whole year --------------------------------------------------------------------------- */

/* The year as it stands, to be put back later. */
static const struct fail *year_json(struct ctx *cx, int year, str *ret)
{
        struct calendar c;
        struct calendar_notice n;
        struct calendar_year_of entered = { 0 };
        const struct fail *f = calendar_notice_of(cx, year, &n);
        if (f && f->kind == FAIL_NOT_FOUND) {
                *ret = S("null");
                return NULL;
        }
        if (!f)
                f = calendar_year_of(cx, year, &entered);
        if (!f)
                f = calendar_load(cx, &c);
        if (f)
                return f;
        struct buf o = buf_new(cx->arena, 1 << 16);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "notice", n.notice);
        json_put_str(&j, "number", n.number);
        json_put_str(&j, "issued", day_str(cx->arena, n.issued));
        json_put_int(&j, "source", n.source);
        json_put_int(&j, "who", entered.who);
        json_put_int(&j, "at", entered.at);
        json_open(&j, "days", '[');
        for (int i = 0; i < c.n; i++)
                if (c.days[i].year == year) {
                        json_open(&j, NULL, '{');
                        json_put_str(&j, "on", day_str(cx->arena, c.days[i].on));
                        json_put_int(&j, "kind", c.days[i].kind);
                        json_put_str(&j, "name", c.days[i].name);
                        json_close(&j, '}');
                }
        json_close(&j, ']');
        json_close(&j, '}');
        *ret = buf_str(&o);
        return NULL;
}

const struct fail *calendar_year_put_in(struct ctx *cx, const struct calendar_notice *n,
                                        const struct calendar_named *days, int n_days, str *ret_kept)
{
        const struct fail *f = calendar_may_edit(cx);
        if (!f)
                f = year_wrong(cx, n->year);
        if (!f)
                f = year_json(cx, n->year, ret_kept);
        if (f)
                return f;
        if (str_is(*ret_kept, "null")) {
                calendar_year_add(cx, n->year, n->notice, n->number, n->issued, n->source, cx->user,
                                  cx->now);
        } else {
                struct calendar_year_of have;
                f = calendar_year_of(cx, n->year, &have);
                if (f)
                        return f;
                calendar_year_set(cx, n->year, have.version, n->notice, n->number, n->issued, n->source,
                                  cx->user, cx->now);
                calendar_days_drop(cx, n->year);
        }
        for (int i = 0; i < n_days; i++)
                calendar_day_put(cx, days[i].on, n->year, days[i].kind, days[i].name);
        return NULL;
}

const struct fail *calendar_year_back_in(struct ctx *cx, int year, str kept)
{
        const struct json *o;
        struct calendar_year_of have;
        const struct fail *f = calendar_may_edit(cx);
        if (!f)
                f = json_parse(cx, kept, &o);
        if (!f)
                f = calendar_year_of(cx, year, &have);
        if (f)
                return f;
        calendar_days_drop(cx, year);
        if (o->type != JSON_OBJECT) {
                calendar_year_drop(cx, year);
                return NULL;
        }
        day issued = DAY_NONE;
        day_parse(json_str(o, "issued"), &issued);
        calendar_year_set(cx, year, have.version, json_str(o, "notice"), json_str(o, "number"), issued,
                          json_int(o, "source", CALENDAR_BY_HAND), json_int(o, "who", cx->user),
                          json_int(o, "at", cx->now));
        const struct json *days = json_at(o, "days");
        for (const struct json *d = days ? days->item : NULL; d; d = d->next) {
                day on;
                if (day_parse(json_str(d, "on"), &on))
                        calendar_day_put(cx, on, year, json_int(d, "kind", CALENDAR_OFF),
                                         json_str(d, "name"));
        }
        return NULL;
}
