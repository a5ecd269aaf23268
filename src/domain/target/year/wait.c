/* domain/target/year/wait.c - figures of the newest month that wait to be given, given again,
 * reviewed; and letters that wait. */
#include "domain/target/scheme.sql.h"
#include "domain/target/year/month.h"
#include "domain/target/year/wait.h"
#include "domain/target/year/urge.h"
#include "domain/target/year/urge.sql.h"

enum { MOST_SCHEMES = 50 };

/* The year that the rows below look at; to open it is most of their work. */
struct opened { struct figure_year y; int month; };

/* The newest year that has begun and that the person may see, with its newest month; -1: none. */
static const struct fail *newest(struct ctx *cx, struct figure_year *y, int *ret_month)
{
        struct schemes it;
        int64_t ids[MOST_SCHEMES];
        int n = 0;
        *ret_month = -1;
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                if (n < MOST_SCHEMES)
                        ids[n++] = it.id;
        const struct fail *f = schemes_end(&it);
        for (int i = 0; !f && i < n && *ret_month < 0; i++) {
                f = figure_year_open(cx, ids[i], y);
                if (!f)
                        f = edition_see(cx, &y->e);
                if (!f)
                        *ret_month = month_newest(cx, y);
                else if (f->kind == FAIL_NOT_FOUND || f->kind == FAIL_DENIED)
                        f = NULL;
        }
        return f;
}

/* The first day by which one of the giver's missing figures was or is due. */
static const struct fail *first_due(struct ctx *cx, const struct figure_year *y, int month,
                                    int64_t giver, day *ret)
{
        const struct month_place *list;
        int n = 0;
        *ret = DAY_NONE;
        const struct fail *f = month_places(cx, y, month, giver, 0, &list, &n);
        for (int i = 0; !f && i < n; i++)
                if (!list[i].given && day_is(list[i].due) && (!day_is(*ret) || list[i].due.n < ret->n))
                        *ret = list[i].due;
        return f;
}

enum { WAIT_GIVE, WAIT_AGAIN, WAIT_REVIEW };

static int count_of(const struct wait_row *row, const struct month_tally *t)
{
        return row->state == WAIT_GIVE ? t->owed - t->given
             : row->state == WAIT_AGAIN ? t->returned : t->given - t->reviewed;
}

static const struct fail *month_waits(struct ctx *cx, const struct wait_row *row,
                                      const struct figure_year *y, int month, struct waits *ret)
{
        const struct month_tally *t = NULL;
        int n = 0;
        const struct fail *f = month_tallies(cx, y, month, month, &t, &n);
        for (int i = 0; !f && i < n; i++) {
                day due = DAY_NONE;
                if (count_of(row, &t[i]) <= 0 || auth_change_year(cx, (enum perm)row->need, t[i].giver, y->e.year))
                        continue;
                if (row->state == WAIT_GIVE)
                        f = first_due(cx, y, month, t[i].giver, &due);
                wait_put(cx, ret, &(struct wait){
                        .title = t[i].name, .due = due,
                        .about = str_f(cx->arena, words_of(cx->lang, "%d 月 %d 项"), month + 1, count_of(row, &t[i])),
                        .href = row->state == WAIT_REVIEW
                                ? str_f(cx->arena, "/figures/review?scheme=%ld&month=%d&giver=%ld", (long)y->e.scheme,
                                        month + 1, (long)t[i].giver)
                                : str_f(cx->arena, "/figures/%ld/givers/%ld?month=%d", (long)y->e.scheme,
                                        (long)t[i].giver, month + 1) });
        }
        return f;
}

/* What is to be given is asked of the month that has ended; what was returned or waits to be
 * reviewed waits in whatever month it is. */
static const struct fail *waiting(struct ctx *cx, const struct wait_row *row, struct waits *ret)
{
        struct opened *o = ret->kept;
        const struct month_tally *t = NULL;
        const struct fail *f = NULL;
        int n = 0;
        if (!o) {
                o = NEW(cx->arena, struct opened);
                f = newest(cx, &o->y, &o->month);
                if (f)
                        return f;
                ret->kept = o;
        }
        const struct figure_year *y = &o->y;
        if (o->month < 0)
                return NULL;
        if (row->state == WAIT_GIVE)
                return y->locked >> o->month & 1 ? NULL : month_waits(cx, row, y, o->month, ret);
        f = month_tallies(cx, y, 0, 11, &t, &n);
        bool some = false;
        for (int i = 0; !f && i < n; i++)
                some |= count_of(row, &t[i]) > 0;
        for (int m = 0; !f && some && m < 12; m++)
                if (!(y->locked >> m & 1))
                        f = month_waits(cx, row, y, m, ret);
        return f;
}

WAIT_LIST(letters, urge_waiting,
          str_f(cx->arena, words_of(cx->lang, "%.*s 第 %ld 号"), STR(it.brief), it.number), it.gap,
          it.due)

#define URGE_WAIT(code, word, act, need, state, own) \
        { "urge." code, word, act, "/urges/%ld", "/urges", need, state, own, letters }
const struct wait_row year_waits[YEAR_WAITS] = {
        { "figure.again", "退回重报的数据", "重报", "", "/figures", MAY_FIGURE_EDIT, WAIT_AGAIN, false, waiting },
        { "figure.give", "未报齐的数据", "填报", "", "/figures", MAY_FIGURE_EDIT, WAIT_GIVE, false, waiting },
        { "figure.review", "待审核的数据", "审核", "", "/figures", MAY_FIGURE_REVIEW, WAIT_REVIEW, false, waiting },
        URGE_WAIT("reply", "待回复的督促通知单", "回复", MAY_FIGURE_EDIT, URGE_ISSUED, true),
        URGE_WAIT("close", "已回复待办结的督促通知单", "办结", MAY_PERIOD_LOCK, URGE_REPLIED, false),
        URGE_WAIT("issue", "待发出的督促通知单", "发出", MAY_PERIOD_LOCK, URGE_DRAFT, false),
};
