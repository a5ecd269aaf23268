/* domain/target/use/reward.c - 奖励测算: parameters of a year, what each unit gets. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/use/use.h"
#include "domain/target/use/use.sql.h"

/* So that the sum of a thousand units stays far inside 64 bits. */
#define MOST_FEN ((int64_t)100000000 * 100)
#define MOST_HEAD_FEN ((int64_t)1000000 * 100)
enum { MOST_HEADS = 100000 };
#define MOST_FACTOR ((int64_t)100 * 1000000)

static const struct fail *whole(struct ctx *cx, const struct result_run *run)
{
        return auth_see_year(cx, MAY_RESULT_VIEW, run->unit, run->year) ? fail(cx, NOT_FOUND, "%s", "")
                                                                        : NULL;
}

static const struct fail *plan_read(struct ctx *cx, const struct result_run *run,
                                    struct reward_plan *p)
{
        struct edition e;
        struct reward_plan_of head;
        struct reward_grades_of it;
        *p = (struct reward_plan){ .scheme = run->scheme };
        const struct fail *f = edition_read(cx, run->edition, &e);
        if (f)
                return f;
        for (int i = 0; i < e.n_grades && p->n_grades < REWARD_GRADES; i++)
                p->grades[p->n_grades++].grade = e.grades[i].name;
        f = reward_plan_of(cx, run->scheme, &head);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        p->basis = head.basis, p->per_head = head.per_head, p->version = head.version;
        reward_grades_of(&it, cx, run->scheme);
        while (reward_grades_of_next(&it))
                for (int i = 0; i < p->n_grades; i++)
                        if (str_eq(p->grades[i].grade, it.grade))
                                p->grades[i].amount = it.amount, p->grades[i].factor = it.factor;
        return reward_grades_of_end(&it);
}

static int64_t heads_of(const struct reward_heads *list, int n, int64_t unit)
{
        for (int i = 0; i < n; i++)
                if (list[i].unit == unit)
                        return list[i].heads;
        return 0;
}

const struct fail *reward_sheet(struct ctx *cx, const struct result_run *run,
                                struct reward_sheet *ret)
{
        const struct result_unit *u;
        struct reward_units_of it;
        struct reward_heads *heads = NULL;
        int n, n_heads = 0, cap = 0;
        *ret = (struct reward_sheet){ .run = *run };
        const struct fail *f = whole(cx, run);
        if (!f)
                f = plan_read(cx, run, &ret->plan);
        if (!f)
                f = result_units(cx, run, &u, &n);
        if (f)
                return f;
        reward_units_of(&it, cx, run->scheme);
        while (reward_units_of_next(&it))
                *VEC_ADD(cx->arena, heads, n_heads, cap) = (struct reward_heads){ it.unit, it.heads };
        f = reward_units_of_end(&it);
        struct reward_row *rows = NEW_ARRAY(cx->arena, struct reward_row, (size_t)n + 1);
        for (int i = 0; !f && i < n; i++) {
                struct reward_row *r = &rows[ret->n_rows++];
                *r = (struct reward_row){ .unit = u[i].unit, .name = u[i].brief, .group = u[i].group,
                                          .grade = u[i].grade,
                                          .heads = heads_of(heads, n_heads, u[i].unit) };
                for (int g = 0; g < ret->plan.n_grades; g++) {
                        const struct reward_grade *k = &ret->plan.grades[g];
                        if (!r->grade.n || !str_eq(k->grade, r->grade))
                                continue;
                        r->fixed = k->amount;
                        r->by_heads.fen = muldiv(ret->plan.per_head.fen * r->heads, k->factor, 1000000);
                        ret->n_waiting += k->factor && ret->plan.per_head.fen && !r->heads;
                }
                r->sum.fen = r->fixed.fen + r->by_heads.fen;
                ret->sum.fen += r->sum.fen;
                ret->heads += r->heads;
        }
        ret->rows = rows;
        return f;
}

/* ---- set -------------------------------------------------------------------------------------- */

static str plan_text(struct ctx *cx, const struct reward_plan *p)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "basis", p->basis);
        json_put_int(&j, "per_head", p->per_head.fen);
        for (int i = 0; i < p->n_grades; i++)
                json_put_str(&j, str_copy(cx->arena, p->grades[i].grade).p,
                             str_f(cx->arena, "%ld + %ld", p->grades[i].amount.fen,
                                   p->grades[i].factor));
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

static const struct fail *plan_sound(struct ctx *cx, const struct reward_plan *p,
                                     const struct reward_plan *was)
{
        if (!str_trim(p->basis).n)
                return fail_field(cx, S("basis"), "请填确定奖励标准的文件");
        if (p->per_head.fen < 0 || p->per_head.fen > MOST_HEAD_FEN)
                return fail_field(cx, S("per-head"), "人均基数应在 0 到 100 万元之间");
        for (int i = 0; i < p->n_grades; i++) {
                bool known = false;
                for (int k = 0; k < was->n_grades; k++)
                        known |= str_eq(was->grades[k].grade, p->grades[i].grade);
                if (!known)
                        return fail_field(cx, S("grade"), "方案里没有“%.*s”这个等次",
                                          STR(p->grades[i].grade));
                if (p->grades[i].amount.fen < 0 || p->grades[i].amount.fen > MOST_FEN ||
                    p->grades[i].factor < 0 || p->grades[i].factor > MOST_FACTOR)
                        return fail_field(cx, S("grade"), "“%.*s”的金额应在 0 到 1 亿元之间，系数在 0 到 100 之间",
                                          STR(p->grades[i].grade));
        }
        return NULL;
}

const struct fail *reward_plan_put(struct ctx *cx, const struct result_run *run,
                                   const struct reward_plan *p)
{
        struct reward_plan was;
        const struct fail *f = auth_change_year(cx, MAY_RESULT_RUN, run->unit, run->year);
        if (!f)
                f = plan_read(cx, run, &was);
        if (!f)
                f = plan_sound(cx, p, &was);
        if (!f && !p->version && was.version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "reward_plan", run->scheme);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (p->version)
                reward_plan_update(cx, run->scheme, p->version, str_trim(p->basis), p->per_head,
                                   cx->user, cx->now);
        else
                reward_plan_insert(cx, run->scheme, str_trim(p->basis), p->per_head, cx->user, cx->now);
        for (int i = 0; i < p->n_grades; i++)
                reward_grade_put(cx, run->scheme, p->grades[i].grade, p->grades[i].amount,
                                 p->grades[i].factor);
        audit_log(cx, "use.reward", "reward_plan", run->scheme, plan_text(cx, p));
        return audit_conflict(cx, tx_commit(&tx), "reward_plan", run->scheme);
}

const struct fail *reward_heads_put(struct ctx *cx, const struct result_run *run, int64_t version,
                                    const struct reward_heads *list, int n)
{
        const struct result_unit *u;
        struct reward_plan was;
        int n_units, changed = 0;
        const struct fail *f = auth_change_year(cx, MAY_RESULT_RUN, run->unit, run->year);
        if (!f)
                f = plan_read(cx, run, &was);
        if (!f && !version && was.version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "reward_plan", run->scheme);
        if (!f)
                f = result_units(cx, run, &u, &n_units);
        for (int i = 0; !f && i < n; i++) {
                bool known = false;
                for (int k = 0; k < n_units; k++)
                        known |= u[k].unit == list[i].unit;
                if (!known)
                        f = fail_field(cx, S("heads"), "有一个单位不在这次结果里");
                else if (list[i].heads < 0 || list[i].heads > MOST_HEADS)
                        f = fail_field(cx, S("heads"), "人数应在 0 到 %d 之间", MOST_HEADS);
        }
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (version)
                reward_plan_bump(cx, run->scheme, version, cx->user, cx->now);
        else
                reward_plan_insert(cx, run->scheme, S(""), (money){ 0 }, cx->user, cx->now);
        for (int i = 0; i < n; i++, changed++)
                reward_unit_put(cx, run->scheme, list[i].unit, list[i].heads);
        audit_log(cx, "use.heads", "reward_plan", run->scheme,
                  str_f(cx->arena, "{\"n\":%d}", changed));
        return audit_conflict(cx, tx_commit(&tx), "reward_plan", run->scheme);
}
