/* domain/budget/checks_fund.c - B31: money of a fund goes to accounts of that fund's budget. */
#include "domain/budget/accounts.h"
#include "domain/budget/check_run.h"

bool check_stops(const struct finding *x) { return x->severity >= CHECK_ERROR && x->rule->kind != CHECK_LAW; }

static void misplaced(struct check *ck, int line, str misfit)
{
        const struct budget_line *l = &ck->b->lines[line];
        struct arena *a = ck->cx->arena;
        struct side at = { .terms = 1, .v = { true, l->amount.fen, 1 } };
        struct side fund = side_named(str_f(a, words_of(ck->cx->lang, "资金性质 %s"),
                                            words_of(ck->cx->lang, fund_labels[l->fund])));

        at.place = str_f(a, words_of(ck->cx->lang, "第 %d 条明细：功能科目 %.*s"), line + 1, STR(l->function));
        check_sides_break(ck, CHECK_ERROR, &at, &fund,
                          str_f(a, words_of(ck->cx->lang, "第 %d 条明细：功能科目 %.*s %.*s"), line + 1,
                                STR(l->function), STR(misfit)));
}

void check_b31(struct check *ck)
{
        for (int i = 0; i < ck->b->n_lines; i++) {
                const struct budget_line *l = &ck->b->lines[i];
                str misfit = account_misfit(ck->cx, &ck->b->function, l->function, l->fund);

                if (misfit.n)
                        misplaced(ck, i, misfit);
                else if (account_find(&ck->b->function, l->function))
                        check_pass(ck);
                else
                        check_unknown(ck);
        }
}
