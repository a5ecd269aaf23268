/* domain/budget/doubt.c - see doubt.h. */
#include "domain/budget/doubt.h"
#include "core/config/config.h"
#include "domain/budget/round.h"

enum {
        WAN = 1000000,                  /* fen */
        LEAST_OF_A_LINE = 1000 * 100,   /* fen */
        PERSON_MOST = 10000,            /* 万元 a year and member of the staff, projects and all */
        TIMES_MORE = 20, TIMES_LESS = 5000,      /* of last year's total; the slip is 10,000 times */
};

static int64_t most_wan(void) { return config.n[SETTING_budget_amount_most]; }

bool doubt_is_vast(int64_t fen) { return fen / WAN > most_wan(); }

str doubt_amount(struct ctx *cx, int64_t fen)
{
        return str_f(cx->arena, words_of(cx->lang, "%.*s 万元（%.*s 元）"),
                     STR(decimal_str(cx->arena, muldiv(fen, 1, FEN_PER_WAN), 2, true)),
                     STR(decimal_str(cx->arena, fen, 2, true)));
}

static str too_much(struct ctx *cx, int64_t fen)
{
        return str_f(cx->arena, words_of(cx->lang, "有一笔金额是 %.*s，超过一个部门单笔 %ld 万元的常理，像是把元当成了万元，请核对"),
                     STR(doubt_amount(cx, fen)), most_wan());
}

static int64_t last_total(const struct budget *b)
{
        for (int i = 0; i < b->n_priors; i++)
                if (str_is(b->priors[i].key, "total"))
                        return b->priors[i].value;
        return 0;
}

static int64_t staff_of(const struct budget *b)
{
        int64_t n = 0;
        for (int i = 0; i < b->n_units; i++) {
                n += b->units[i].staff_organ > 0 ? b->units[i].staff_organ : 0;
                n += b->units[i].staff_institution > 0 ? b->units[i].staff_institution : 0;
        }
        return n;
}

str doubt_of_lines(struct ctx *cx, const struct budget *b, const struct import_sum *s)
{
        int64_t last = last_total(b), staff = staff_of(b);
        str sum = doubt_amount(cx, s->fen);
        if (s->rows <= 0 || s->fen <= 0)
                return (str){ 0 };
        if (doubt_is_vast(s->most))
                return too_much(cx, s->most);
        if (last > 0 && s->fen / TIMES_MORE > last)
                return str_f(cx->arena, words_of(cx->lang, "明细合计 %.*s，而上年的总数是 %.*s，像是把元当成了万元，请核对"), STR(sum),
                             STR(doubt_amount(cx, last)));
        if (staff && s->fen / staff / WAN > PERSON_MOST)
                return str_f(cx->arena, words_of(cx->lang, "明细合计 %.*s，在职 %ld 人，平均每人 %.*s，像是把元当成了万元，请核对"),
                             STR(sum), staff, STR(doubt_amount(cx, s->fen / staff)));
        if (last > 0 && s->fen < last / TIMES_LESS)
                return str_f(cx->arena, words_of(cx->lang, "明细合计 %.*s，而上年的总数是 %.*s，像是把万元当成了元，请核对"), STR(sum),
                             STR(doubt_amount(cx, last)));
        if (s->fen / LEAST_OF_A_LINE < s->rows)
                return str_f(cx->arena, words_of(cx->lang, "%ld 条明细的金额合计只有 %.*s，像是把万元当成了元，请核对"), s->rows,
                             STR(sum));
        return (str){ 0 };
}

static void larger(int64_t *most, int64_t fen)
{
        if (fen > *most)
                *most = fen;
}

/* Figures without lines hold counts too, which are small as fen. */
static int64_t most_beside_lines(const struct budget *b)
{
        const struct budget_procurement *p = &b->procurement;
        int64_t most = 0;
        for (int i = 0; i < b->n_incomes; i++)
                larger(&most, b->incomes[i].amount.fen);
        for (int i = 0; i < b->n_facts; i++)
                larger(&most, b->facts[i].value);
        for (int i = 0; i < b->n_priors; i++)
                larger(&most, b->priors[i].value);
        for (int i = 0; i < b->n_tasks; i++)
                larger(&most, b->tasks[i].amount.fen);
        for (int i = 0; i < b->n_vehicles; i++)
                larger(&most, b->vehicles[i].planned_cost.fen);
        larger(&most, p->goods.fen);
        larger(&most, p->works.fen);
        larger(&most, p->services.fen);
        return most;
}

/* What makes two lines the same, as in a table of them (`same` of lines_table): all but amount, note and purchase. */
static int by_line(const void *pa, const void *pb)
{
        const struct budget_line *a = *(const struct budget_line *const *)pa;
        const struct budget_line *b = *(const struct budget_line *const *)pb;
        const int x[] = { a->unit, (int)a->fund, (int)a->source, (int)a->nature, a->project };
        const int y[] = { b->unit, (int)b->fund, (int)b->source, (int)b->nature, b->project };
        for (size_t i = 0; i < COUNT_OF(x); i++)
                if (x[i] != y[i])
                        return x[i] < y[i] ? -1 : 1;
        int c = str_cmp(a->function, b->function);
        return c ? c : str_cmp(a->economic, b->economic);
}

static int by_line_and_place(const void *pa, const void *pb)
{
        const struct budget_line *a = *(const struct budget_line *const *)pa;
        const struct budget_line *b = *(const struct budget_line *const *)pb;
        int c = by_line(pa, pb);
        return c ? c : (a > b) - (a < b);
}

/* Lines that repeat another: how many, and the one that stands first, with what it repeats. */
static str doubt_of_doubles(struct ctx *cx, const struct budget *b)
{
        const struct budget_line **l = NEW_ARRAY(cx->arena, const struct budget_line *, (size_t)b->n_lines + 1);
        const struct budget_line *two = NULL, *one = NULL;
        int n = 0;
        for (int i = 0; i < b->n_lines; i++)
                l[i] = &b->lines[i];
        if (b->n_lines)
                qsort(l, (size_t)b->n_lines, sizeof(const struct budget_line *), by_line_and_place);
        for (int i = 1, first = 0; i < b->n_lines; i++) {
                if (by_line(&l[i], &l[first])) {
                        first = i;
                        continue;
                }
                if (!n++ || l[i] < two)
                        two = l[i], one = l[first];
        }
        if (!n)
                return (str){ 0 };
        return n == 1 ? str_f(cx->arena, words_of(cx->lang, "第 %d 条明细与第 %d 条相同，可能重复，请核对"),
                              (int)(two - b->lines) + 1, (int)(one - b->lines) + 1)
                      : str_f(cx->arena, words_of(cx->lang, "有 %d 条明细与别的明细相同（第 %d 条与第 %d 条等），可能重复，请核对"),
                              n, (int)(two - b->lines) + 1, (int)(one - b->lines) + 1);
}

static str doubt_of_nothing(struct ctx *cx, const struct budget *b)
{
        int n = 0, at = 0;
        for (int i = 0; i < b->n_lines; i++)
                if (!b->lines[i].amount.fen && !n++)
                        at = i + 1;
        if (!n)
                return (str){ 0 };
        return n == 1 ? str_f(cx->arena, words_of(cx->lang, "第 %d 条明细的金额是 0，请核对"), at)
                      : str_f(cx->arena, words_of(cx->lang, "有 %d 条明细的金额是 0（第 %d 条等），请核对"), n, at);
}

static bool is_lacking(const struct account_list *l, str code) { return l->n && code.n && !account_find(l, code); }

str doubt_of_codes(struct ctx *cx, const struct budget *b)
{
        const struct budget_line *first = NULL;
        int n = 0;
        for (int i = 0; i < b->n_lines; i++) {
                const struct budget_line *l = &b->lines[i];
                bool lacks = is_lacking(&b->function, l->function) || is_lacking(&b->economic, l->economic);
                if (lacks && !n++)
                        first = l;
        }
        if (!n)
                return (str){ 0 };
        bool function = is_lacking(&b->function, first->function);
        return str_f(cx->arena, words_of(cx->lang, "有 %d 条明细的科目不在 %.*s 年版科目中（第 %d 条的 %.*s），请核对"), n,
                     STR(function ? b->function.name : b->economic.name), (int)(first - b->lines) + 1,
                     STR(function ? first->function : first->economic));
}

str doubt_and(struct ctx *cx, str one, str two)
{
        if (!one.n || !two.n)
                return one.n ? one : two;
        return str_f(cx->arena, words_of(cx->lang, "%.*s；%.*s"), STR(one), STR(two));
}

static str doubt_of_amounts(struct ctx *cx, const struct budget *b)
{
        struct import_sum s = { .rows = b->n_lines };
        for (int i = 0; i < b->n_lines; i++) {
                s.fen += b->lines[i].amount.fen;
                larger(&s.most, b->lines[i].amount.fen);
        }
        /* income is a sum of many lines, and so is last year's total: vast where the lines are not */
        int64_t most = most_beside_lines(b);
        return !doubt_is_vast(s.most) && doubt_is_vast(most) && most / 2 > s.fen ? too_much(cx, most)
                                                                                 : doubt_of_lines(cx, b, &s);
}

str doubt_of_budget(struct ctx *cx, const struct budget *b)
{
        return doubt_and(cx, doubt_of_amounts(cx, b),
                         doubt_and(cx, doubt_of_doubles(cx, b), doubt_of_nothing(cx, b)));
}
