/* core/calendar/calendar.c - see calendar.h. */
#include "core/calendar/calendar.h"
#include "core/calendar/calendar.sql.h"

const char *const calendar_kind_words[CALENDAR_KIND_END] = { "放假", "上班" };
const char *const calendar_source_words[CALENDAR_SOURCE_END] = { "随程序带来", "文件导入", "手工登记" };
const char *const due_unit_words[DUE_UNIT_END] = { "个自然日", "个工作日", "个月" };

const struct due_kind due_kinds[] = {
#define RULE(code_, label_, unit_, first, roll_, basis_) \
        { code_, label_, basis_, { .unit = DUE_##unit_, .count_first = first, .roll = roll_ } },
#include "core/calendar/rules.def"
#undef RULE
};
const int n_due_kinds = COUNT_OF(due_kinds);

const struct due_kind *due_kind_of(str code)
{
        for (int i = 0; i < n_due_kinds; i++)
                if (str_is(code, due_kinds[i].code))
                        return &due_kinds[i];
        return NULL;
}

const struct fail *calendar_load(struct ctx *cx, struct calendar *ret)
{
        struct calendar c = { 0 };
        struct calendar_named *days = NULL;
        struct calendar_years years;
        struct calendar_days it;
        int cap = 0;
        calendar_years(&years, cx);
        while (calendar_years_next(&years))
                if (years.year >= CALENDAR_FIRST && years.year <= CALENDAR_LAST)
                        c.known[years.year - CALENDAR_FIRST] = true;
        const struct fail *f = calendar_years_end(&years);
        if (f)
                return f;
        calendar_days(&it, cx);
        while (calendar_days_next(&it))
                *VEC_ADD(cx->arena, days, c.n, cap) = (struct calendar_named){
                        it.on_day, (enum calendar_kind)it.kind, it.name, (int)it.year };
        f = calendar_days_end(&it);
        if (f)
                return f;
        c.days = days;
        *ret = c;
        return NULL;
}

bool calendar_knows(const struct calendar *c, int year)
{
        return year >= CALENDAR_FIRST && year <= CALENDAR_LAST && c->known[year - CALENDAR_FIRST];
}

const struct calendar_named *calendar_of(const struct calendar *c, day d)
{
        int low = 0, high = c->n;
        while (low < high) {
                int at = low + (high - low) / 2;
                if (c->days[at].on.n < d.n)
                        low = at + 1;
                else
                        high = at;
        }
        return low < c->n && c->days[low].on.n == d.n ? &c->days[low] : NULL;
}

/* 《全国年节及纪念日放假办法》 第二条, as in force from 2025 (国务院令第795号: 劳动节 has two days since).
 * The other holidays move with the moon. */
static const struct { int month, first, last, since; } fixed[] = {
        { 1, 1, 1, 0 }, { 5, 1, 1, 0 }, { 5, 2, 2, 2025 }, { 10, 1, 3, 0 },
};

static bool is_fixed_holiday(day d)
{
        int year, month, dom;
        day_split(d, &year, &month, &dom);
        for (size_t i = 0; i < COUNT_OF(fixed); i++)
                if (month == fixed[i].month && dom >= fixed[i].first && dom <= fixed[i].last && year >= fixed[i].since)
                        return true;
        return false;
}

bool calendar_works(const struct calendar *c, day d)
{
        const struct calendar_named *named = calendar_of(c, d);
        if (named)
                return named->kind == CALENDAR_MAKE_UP;
        return day_weekday(d) <= 5 && (calendar_knows(c, day_year(d)) || !is_fixed_holiday(d));
}

/* The first year without data between two days, both with them. */
static int missing_in(const struct calendar *c, day a, day b)
{
        for (int y = day_year(a); y <= day_year(b); y++)
                if (!calendar_knows(c, y))
                        return y;
        return 0;
}

int calendar_between(const struct calendar *c, day a, day b, int *ret_missing)
{
        int n = 0;
        if (ret_missing)
                *ret_missing = a.n < b.n ? missing_in(c, day_add(a, 1), b) : 0;
        for (day d = day_add(a, 1); d.n <= b.n; d = day_add(d, 1))
                n += calendar_works(c, d);
        return n;
}

/* ---- terms ------------------------------------------------------------------------------- */

/* The same date n months on, or the last day of that month. */
static day months_on(day from, int n, bool *ret_clamped)
{
        int y, m, dom;
        day_split(from, &y, &m, &dom);
        m += n;
        y += (m - 1) / 12;
        m = (m - 1) % 12 + 1;
        day last = day_add(m == 12 ? day_make(y + 1, 1, 1) : day_make(y, m + 1, 1), -1);
        int ly, lm, most;
        day_split(last, &ly, &lm, &most);
        *ret_clamped = dom > most;
        return dom > most ? last : day_make(y, m, dom);
}

static day working_on(const struct calendar *c, day from, int n, bool count_first)
{
        day d = from;
        if (count_first && n > 0 && calendar_works(c, d))
                n--;
        while (n > 0) {
                d = day_add(d, 1);
                n -= calendar_works(c, d);
        }
        return d;
}

void due_of(const struct calendar *c, day from, const struct due_rule *rule, struct due *ret)
{
        bool clamped = false;
        day d = from;
        must(day_is(from) && rule->n >= 0 && rule->n <= DUE_MOST);
        switch (rule->unit) {
        case DUE_DAYS:
                d = day_add(from, rule->n - (rule->count_first && rule->n > 0));
                break;
        case DUE_WORKING:
                d = working_on(c, from, rule->n, rule->count_first);
                break;
        case DUE_MONTHS:
                d = months_on(from, rule->n, &clamped);
                if (rule->count_first && rule->n > 0 && !clamped)
                        d = day_add(d, -1);
                break;
        case DUE_UNIT_END:
                must(0);
        }
        *ret = (struct due){ .on = d, .plain = d };
        while (rule->roll && !calendar_works(c, ret->on))
                ret->on = day_add(ret->on, 1);
        if (rule->unit == DUE_WORKING && rule->n > 0)
                ret->missing = missing_in(c, rule->count_first ? from : day_add(from, 1), ret->on);
        else if (rule->roll)
                ret->missing = missing_in(c, d, ret->on);
}

const struct fail *calendar_due(struct ctx *cx, day from, const struct due_rule *rule,
                                struct due *ret)
{
        struct calendar c;
        const struct fail *f = calendar_load(cx, &c);
        if (!f)
                due_of(&c, from, rule, ret);
        if (!f && ret->missing)
                cx->due_missing = ret->missing;
        return f;
}

str calendar_warning(struct ctx *cx, int missing)
{
        if (!missing)
                return (str){ 0 };
        return str_f(cx->arena, words_of(cx->lang, "%d 年放假安排还没有导入，按周末和固定的法定节日推算"), missing);
}

str due_warning(struct ctx *cx, const struct due *d)
{
        return calendar_warning(cx, d->missing);
}

/* ---- the self-check of a year ---------------------------------------------------------------- */

void calendar_sum(const struct calendar *c, int year, struct calendar_year_sum *ret)
{
        *ret = (struct calendar_year_sum){ .expected = year >= 2025 ? -13 : -11 };
        for (day d = day_make(year, 1, 1); day_year(d) == year; d = day_add(d, 1)) {
                const struct calendar_named *named = calendar_of(c, d);
                int y, m, dom;
                day_split(d, &y, &m, &dom);
                ret->off += named && named->kind == CALENDAR_OFF;
                ret->make_up += named && named->kind == CALENDAR_MAKE_UP;
                ret->expected += day_weekday(d) <= 5;
                ret->working_in[m - 1] += calendar_works(c, d);
                ret->working += calendar_works(c, d);
        }
}
