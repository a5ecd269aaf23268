/* domain/budget/figures.c - numbers of budgets that other domains use. */
#include "domain/budget/figures.h"
#include "domain/budget/list.sql.h"
#include "domain/budget/output.h"
#include "domain/budget/store.h"
#include "domain/org/org.h"

enum { ON_TIME_DAYS = 20 };             /* 预算法 第十四条 */

typedef const struct fail *one(struct ctx *cx, int64_t unit, day from, day to, struct figure_value *ret);

static const struct fail *each(struct ctx *cx, const int64_t *units, int n, day from, day to,
                               struct figure_value *ret, one *count)
{
        const struct fail *f = NULL;
        for (int i = 0; !f && i < n; i++) {
                ret[i] = (struct figure_value){ 0 };
                f = count(cx, units[i], from, to, &ret[i]);
        }
        return f;
}

static const struct fail *on_time_of(struct ctx *cx, int64_t unit, day from, day to, struct figure_value *ret)
{
        struct org_unit u;
        struct budgets_approved it;
        const struct fail *f = org_unit_by_id(cx, unit, &u);
        if (f)
                return f;
        budgets_approved(&it, cx, u.path, from, to);
        while (budgets_approved_next(&it)) {
                if (!day_is(it.published) && it.approved.n + ON_TIME_DAYS >= cx->today.n)
                        continue;               /* its time is not up */
                ret->whole++;
                ret->part += day_is(it.published) && it.published.n - it.approved.n <= ON_TIME_DAYS;
        }
        ret->known = ret->whole > 0;
        if (ret->known)
                ret->value = muldiv(ret->part, 10000, ret->whole);
        return budgets_approved_end(&it);
}

static const struct fail *faults_of(struct ctx *cx, int64_t unit, day from, day to, struct figure_value *ret)
{
        struct org_unit u;
        struct budgets_public it;
        int64_t *id = NULL;
        int n = 0, cap = 0;
        const struct fail *f = org_unit_by_id(cx, unit, &u);
        if (f)
                return f;
        budgets_public(&it, cx, u.path, BUDGET_PUBLISHED, from, to);
        while (budgets_public_next(&it))
                *VEC_ADD(cx->arena, id, n, cap) = it.id;
        f = budgets_public_end(&it);
        for (int i = 0; !f && i < n; i++) {
                struct budget *b;
                struct disclosure *d;
                struct check_report r;
                f = budget_load(cx, id[i], &b);
                if (!f)
                        f = budget_checked(cx, b, &d, &r);
                for (int k = 0; !f && k < r.n; k++)
                        ret->part += check_stops(&r.v[k]);
        }
        if (f && f->kind == FAIL_INVALID)       /* one whose text cannot be made: nothing is known */
                return NULL;
        ret->whole = n, ret->known = n > 0, ret->value = ret->part;
        return f;
}

const struct fail *budget_on_time(struct ctx *cx, const int64_t *units, int n, day from, day to,
                                  struct figure_value *ret)
{
        return each(cx, units, n, from, to, ret, on_time_of);
}

const struct fail *budget_faults(struct ctx *cx, const int64_t *units, int n, day from, day to,
                                 struct figure_value *ret)
{
        return each(cx, units, n, from, to, ret, faults_of);
}
