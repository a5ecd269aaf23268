/* domain/budget/round.c - controlled rounding at the atomic line. */
#include "domain/budget/round.h"

const char *const round_way_names[ROUND_WAYS] = { "lines", "exact", "cells" };

/* Income and what it pays share a group, so that both sides get the same group totals. */
enum { GROUPS = FUND_END * 2 };

struct share { int64_t fen, wan; str code; int index; };

int64_t wan_of(money m)
{
        return muldiv(m.fen, 1, FEN_PER_WAN);
}

static int64_t fen_over(const struct share *s)
{
        return s->fen - s->wan * FEN_PER_WAN;           /* −5000 … 4999: below 0 it was raised */
}

/* Those nearest to the next hundred first; ties: the larger amount, then the code. */
static int raise_order(const void *x, const void *y)
{
        const struct share *a = x, *b = y;
        int64_t p = fen_over(a), q = fen_over(b);

        if (p != q)
                return p > q ? -1 : 1;
        if (a->fen != b->fen)
                return a->fen > b->fen ? -1 : 1;
        if (str_cmp(a->code, b->code))
                return str_cmp(a->code, b->code);
        return (a->index > b->index) - (a->index < b->index);
}

/* Give each share its wan so that they sum to `target`. A residual is smaller than the number of
 * shares, because each alone is off by half a step at most. */
static void share_out(struct share *s, int n, int64_t target)
{
        int64_t left = target;

        for (int i = 0; i < n; i++) {
                s[i].wan = wan_of((money){ s[i].fen });
                left -= s[i].wan;
        }
        if (!left || !n)
                return;
        qsort(s, (size_t)n, sizeof(*s), raise_order);
        /* A group's own target may be off by one from its rounded sum, hence the wrap. */
        for (int i = 0; left > 0; i = (i + 1) % n, left--)
                s[i].wan++;
        for (int i = n - 1; left < 0; i = (i + n - 1) % n, left++)
                s[i].wan--;
}

static int group_of_line(const struct budget_line *l)
{
        return (int)l->fund * 2 + (l->source == SOURCE_CARRY);
}

static int group_of_income(const struct budget_income *in)
{
        switch (in->kind) {
        case INCOME_GENERAL:    return FUND_GENERAL * 2;
        case INCOME_GOVERNMENT: return FUND_GOVERNMENT * 2;
        case INCOME_CAPITAL:    return FUND_CAPITAL * 2;
        case INCOME_CARRY:      return (int)in->fund * 2 + 1;
        default:                return FUND_OTHER * 2;
        }
}

struct side {
        struct share *shares;
        int          *group;
        int           n;
};

static void side_round(struct ctx *cx, const struct side *side, int64_t *ret)
{
        struct share groups[GROUPS] = { 0 },
                     *part = NEW_ARRAY(cx->arena, struct share, (size_t)side->n + 1);
        int64_t total = 0;

        for (int g = 0; g < GROUPS; g++)
                groups[g] = (struct share){ .code = str_f(cx->arena, "%02d", g), .index = g };
        for (int i = 0; i < side->n; i++) {
                groups[side->group[i]].fen += side->shares[i].fen;
                total += side->shares[i].fen;
        }
        share_out(groups, GROUPS, wan_of((money){ total }));
        for (int g = 0; g < GROUPS; g++) {
                int n = 0;

                for (int i = 0; i < side->n; i++)
                        if (side->group[i] == groups[g].index)
                                part[n++] = side->shares[i];
                share_out(part, n, groups[g].wan);
                for (int i = 0; i < n; i++)
                        ret[part[i].index] = part[i].wan;
        }
}

static void note_changes(struct ctx *cx, bool income, const struct side *side, const int64_t *wan,
                         struct rounded *r, int *cap)
{
        for (int i = 0; i < side->n; i++) {
                int64_t alone = wan_of((money){ side->shares[i].fen });

                if (alone != wan[i])
                        *VEC_ADD(cx->arena, r->notes, r->n_notes, *cap) = (struct rounding_note){
                                .income = income, .index = i, .fen = side->shares[i].fen,
                                .alone = alone, .given = wan[i],
                        };
        }
}

void budget_round(struct ctx *cx, const struct budget *b, enum round_way way, struct rounded *ret)
{
        struct side lines = { .n = b->n_lines }, incomes = { .n = b->n_incomes };
        struct arena *a = cx->arena;
        int cap = 0;

        *ret = (struct rounded){ .way = way };
        ret->line = NEW_ARRAY(a, int64_t, (size_t)b->n_lines + 1);
        ret->income = NEW_ARRAY(a, int64_t, (size_t)b->n_incomes + 1);
        lines.shares = NEW_ARRAY(a, struct share, (size_t)b->n_lines + 1);
        lines.group = NEW_ARRAY(a, int, (size_t)b->n_lines + 1);
        incomes.shares = NEW_ARRAY(a, struct share, (size_t)b->n_incomes + 1);
        incomes.group = NEW_ARRAY(a, int, (size_t)b->n_incomes + 1);
        for (int i = 0; i < b->n_lines; i++) {
                lines.shares[i] = (struct share){ .fen = b->lines[i].amount.fen,
                                                  .code = b->lines[i].function,
                                                  .index = i };
                lines.group[i] = group_of_line(&b->lines[i]);
                ret->line[i] = wan_of(b->lines[i].amount);
        }
        for (int i = 0; i < b->n_incomes; i++) {
                incomes.shares[i] = (struct share){ .fen = b->incomes[i].amount.fen, .index = i };
                incomes.group[i] = group_of_income(&b->incomes[i]);
                ret->income[i] = wan_of(b->incomes[i].amount);
        }
        if (way == ROUND_CELLS)
                return;
        side_round(cx, &lines, ret->line);
        side_round(cx, &incomes, ret->income);
        note_changes(cx, false, &lines, ret->line, ret, &cap);
        note_changes(cx, true, &incomes, ret->income, ret, &cap);
}

const struct fail *round_refuses(struct ctx *cx, const struct budget *b)
{
        for (int i = 0; i < b->n_lines; i++)
                if (b->lines[i].amount.fen % FEN_PER_WAN)
                        return fail(cx, INVALID, "第 %d 条支出明细 %s 元不是百元的整数倍，精确方式不接受",
                                    i + 1, money_yuan(cx->arena, b->lines[i].amount).p);
        for (int i = 0; i < b->n_incomes; i++)
                if (b->incomes[i].amount.fen % FEN_PER_WAN)
                        return fail(cx, INVALID, "第 %d 条收入 %s 元不是百元的整数倍，精确方式不接受",
                                    i + 1, money_yuan(cx->arena, b->incomes[i].amount).p);
        return NULL;
}
