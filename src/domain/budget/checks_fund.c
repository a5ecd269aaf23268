/* domain/budget/checks_fund.c - B31: money of a fund goes to accounts of that fund's budget. */
#include "domain/budget/accounts.h"
#include "domain/budget/check_run.h"

bool check_stops(const struct finding *x) { return x->severity >= CHECK_ERROR && x->rule->kind != CHECK_LAW; }

void check_b31(struct check *ck)
{
        for (int i = 0; i < ck->b->n_lines; i++) {
                const struct budget_line *l = &ck->b->lines[i];
                str misfit = account_misfit(ck->cx, &ck->b->function, l->function, l->fund);

                if (misfit.n)
                        check_rule_breaks(ck, CHECK_ERROR, l->function, (str){ 0 },
                                          str_f(ck->cx->arena, words_of(ck->cx->lang, "第 %d 条明细：功能科目 %.*s %.*s"), i + 1,
                                                STR(l->function), STR(misfit)));
                else if (account_find(&ck->b->function, l->function))
                        check_pass(ck);
                else
                        check_unknown(ck);
        }
}
