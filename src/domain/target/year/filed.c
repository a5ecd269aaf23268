/* domain/target/year/filed.c - how much of what a unit owes came in time, as a number for others. */
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/year/filed.h"
#include "domain/target/year/month.h"

static void count(const struct month_place *p, const int64_t *units, int n, struct month_tally *t)
{
        for (int i = 0; i < n; i++)
                if (units[i] == p->giver) {
                        t[i].on_time += p->on_time;
                        t[i].late += p->given && !p->on_time;
                        t[i].overdue += p->overdue;
                }
}

/* The months of one scheme that have ended, from … to. */
static const struct fail *scheme_count(struct ctx *cx, int64_t scheme, int from, int to, const int64_t *units, int n,
                                       struct month_tally *t)
{
        struct figure_year y;
        const struct fail *f = figure_year_open(cx, scheme, &y);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        int newest = month_newest(cx, &y);
        for (int m = from; !f && m <= to && m <= newest; m++) {
                struct arena_mark mark = arena_mark(cx->arena);
                const struct month_place *p;
                int n_p;
                f = month_places(cx, &y, m, 0, 0, &p, &n_p);
                for (int i = 0; !f && i < n_p; i++)
                        count(&p[i], units, n, t);
                if (!f)
                        arena_release(cx->arena, mark);
        }
        return f;
}

const struct fail *figures_filed(struct ctx *cx, const int64_t *units, int n, day from, day to,
                                 struct figure_value *ret)
{
        struct month_tally *t = NEW_ARRAY(cx->arena, struct month_tally, (size_t)n + 1);
        struct schemes it;
        struct org_unit u;
        int64_t *list = NULL;
        int n_list = 0, cap = 0, year, first, last, dom;
        if (!n)
                return NULL;
        const struct fail *f = org_unit_by_id(cx, units[0], &u);        /* all are of one county */
        if (f)
                return f;
        day_split(from, &year, &first, &dom);
        day_split(to, &year, &last, &dom);
        schemes(&it, cx, SCHEMES_WHEN_YEAR, year);
        while (schemes_next(&it))
                if (str_starts(u.path, str_f(cx->arena, "/%ld/", it.unit)))
                        *VEC_ADD(cx->arena, list, n_list, cap) = it.id;
        f = schemes_end(&it);
        for (int i = 0; !f && i < n_list; i++)
                f = scheme_count(cx, list[i], first - 1, last - 1, units, n, t);
        for (int i = 0; !f && i < n; i++) {
                int rate = on_time_rate(&t[i]);
                ret[i] = (struct figure_value){ .known = rate >= 0, .value = rate, .part = t[i].on_time,
                                                .whole = t[i].on_time + t[i].late + t[i].overdue };
        }
        return f;
}
