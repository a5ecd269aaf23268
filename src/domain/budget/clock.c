/* domain/budget/clock.c - D1…D6: when each duty falls due and whether it was met. */
#include "domain/budget/clock.h"

const char *const clock_state_labels[CLOCK_STATES] = {
        "未起算", "计时中", "即将到期", "已超期", "按期完成", "逾期完成",
};

static const struct {
        const char *id, *label, *basis;
        int         days;
        size_t from, done; /* offsets of days in struct budget; SIZE_MAX: not of a budget */
} rules[CLOCKS] = {
        { "D1", "财政部门批复部门预算", "预算法第五十二条", 20,
          offsetof(struct budget, congress), offsetof(struct budget, approved) },
        { "D2", "部门向所属单位批复预算", "预算法第五十二条", 15,
          offsetof(struct budget, approved), offsetof(struct budget, passed_on) },
        { "D3", "向社会公开部门预算", "预算法第十四条", 20,
          offsetof(struct budget, approved), offsetof(struct budget, published) },
        { "D4", "所属单位公开单位预算", "预算法实施条例第六条", 20,
          offsetof(struct budget, passed_on), offsetof(struct budget, units_published) },
        { "D5", "财政部门公开政府预算", "预算法第十四条", 20, SIZE_MAX, SIZE_MAX },
        { "D6", "批复部门决算", "预算法第八十条", 20, SIZE_MAX, SIZE_MAX },
};

void budget_days_clear(struct budget *b)
{
        b->congress = b->approved = b->published = b->passed_on = b->units_published = DAY_NONE;
        b->first_approved = b->first_passed_on = b->first_published = b->first_units_published = DAY_NONE;
}

static day day_at(const struct budget *b, size_t at)
{
        day d = DAY_NONE;

        if (at != SIZE_MAX)
                memcpy(&d, (const char *)b + at, sizeof(d));
        return d;
}

/* A correction does not run a clock again: what an earlier version of the year met or began counts. */
day budget_first_day(const struct budget *b, size_t at)
{
        static const struct { size_t own, first; } pairs[] = {
                { offsetof(struct budget, approved), offsetof(struct budget, first_approved) },
                { offsetof(struct budget, passed_on), offsetof(struct budget, first_passed_on) },
                { offsetof(struct budget, published), offsetof(struct budget, first_published) },
                { offsetof(struct budget, units_published), offsetof(struct budget, first_units_published) },
        };

        for (size_t i = 0; i < COUNT_OF(pairs); i++)
                if (pairs[i].own == at && day_is(day_at(b, pairs[i].first)))
                        return day_at(b, pairs[i].first);
        return day_at(b, at);
}

static enum clock_state state_of(const struct clock *c, day today)
{
        if (!day_is(c->from))
                return CLOCK_IDLE;
        if (day_is(c->done))
                return c->done.n <= c->until.n ? CLOCK_MET : CLOCK_MET_LATE;
        if (today.n > c->until.n)
                return CLOCK_LATE;
        return c->until.n - today.n <= CLOCK_WARN ? CLOCK_DUE : CLOCK_RUNNING;
}

void budget_clocks(const struct budget *b, const struct profile *p, day today,
                   const struct calendar *cal, struct clock ret[CLOCKS])
{
        static const struct calendar weekends;

        for (int i = 0; i < CLOCKS; i++) {
                struct clock *c = &ret[i];

                *c = (struct clock){
                        .id = rules[i].id,
                        .label = rules[i].label,
                        .basis = rules[i].basis,
                        .days = rules[i].days,
                        .from = budget_first_day(b, rules[i].from),
                        .done = budget_first_day(b, rules[i].done),
                        .until = DAY_NONE,
                };
                /* A department without units of its own passes nothing on. */
                if (b->n_units < 2 && (i == 1 || i == 3))
                        c->from = DAY_NONE;
                for (int k = 0; p && k < p->n_clocks; k++)
                        if (str_is(p->clocks[k].id, c->id)) {
                                c->days = p->clocks[k].days;
                                c->working = p->clocks[k].working;
                        }
                if (day_is(c->from)) {
                        day end = day_is(c->done) ? c->done : today;
                        struct due due;

                        due_of(cal ? cal : &weekends, c->from, &(struct due_rule){
                                .unit = c->working ? DUE_WORKING : DUE_DAYS, .n = c->days }, &due);
                        c->until = due.on;
                        c->missing = due.missing;
                        c->left = c->until.n - end.n;
                }
                c->state = state_of(c, today);
        }
}
