/* domain/budget/accounts_test.c - account lists: every row of a file, in the budget it belongs to. */
#include "domain/budget/accounts.h"

#include "core/auth/auth.h"
#include "core/embed.h"
#include "domain/budget/edition.h"
#include "domain/budget/edition.sql.h"
#include "tests/test.h"

static const struct { const char *list, *file; } lists[] = {
        { "function", "accounts/functional-2024.csv" },
        { "economic", "accounts/economic-department-2024.csv" },
        { "government", "accounts/economic-government-2024.csv" },
};

static int64_t rows_of_edition(struct ctx *cx, const char *list)
{
        struct editions it;
        int64_t n = -1;

        editions(&it, cx);
        while (editions_next(&it))
                if (str_is(it.list, list))
                        n = it.n;
        done(editions_end(&it));
        return n;
}

static bool has_row(const struct account_list *l, str code, str name, str budget)
{
        for (int i = 0; i < l->n; i++)
                if (str_eq(l->rows[i].code, code) && str_eq(l->rows[i].name, name) &&
                    (!budget.n || str_eq(l->rows[i].budget, budget)))
                        return true;
        return false;
}

/* Row for row: a code that stands in the general and in the fund budget is there twice. */
TEST_DB(every_row_of_the_account_lists_is_in_the_database)
{
        auth_as_system(cx);
        done(editions_install(cx));
        for (size_t i = 0; i < COUNT_OF(lists); i++) {
                str csv = data_file(lists[i].file), line = str_cut(csv, '\n', &csv);
                bool budgets = str_find(line, S("budget")) >= 0;
                struct account_list l = { 0 };
                int n = 0;

                done(edition_load(cx, lists[i].list, 2024, &l));
                while (csv.n) {
                        str rest, code, name, budget = { 0 };

                        line = str_cut(csv, '\n', &csv);
                        if (!str_trim(line).n)
                                continue;
                        code = str_cut(line, ',', &rest);
                        name = str_cut(rest, ',', &rest);
                        (void)str_cut(rest, ',', &rest);        /* level */
                        if (budgets)
                                budget = str_cut(rest, ',', &rest);
                        if (!ok(has_row(&l, code, name, budget)))
                                test_note("%s: %.*s", lists[i].file, STR(line));
                        n++;
                }
                ok(n > 80);
                same_int(l.n, n);
                same_int(rows_of_edition(cx, lists[i].list), n);
        }
}

TEST(an_account_is_found_in_its_budget)
{
        static const char csv[] = "code,name,budget\n"
                                  "212,城乡社区支出,general\n212,城乡社区基金支出,fund\n"
                                  "21201,城乡社区管理事务,general\n2120101,行政运行,general\n"
                                  "21208,土地出让安排的支出,fund\n2120804,农村基础设施建设支出,fund\n"
                                  "22999,其他支出,capital\n";
        struct account_list l = { 0 };
        const struct account *a;

        done(accounts_read(cx, str_of(csv), &l));
        same_int(l.n, 7);
        same_str(account_find(&l, S("212"))->name, "城乡社区支出");
        same_str(account_of_funds(&l, S("212"), 1u << FUND_GOVERNMENT)->name, "城乡社区基金支出");
        same_str(account_of_funds(&l, S("212"), 1u << FUND_GENERAL | 1u << FUND_GOVERNMENT)->name, "城乡社区支出");
        same_str(account_of_funds(&l, S("212"), 1u << FUND_CAPITAL)->name, "城乡社区支出");
        a = account_of_funds(&l, S("22999"), 1u << FUND_GENERAL);       /* only another budget has it */
        ok(a && str_is(a->budget, "capital"));
        ok(!account_of_funds(&l, S("999"), 1u << FUND_GENERAL) && !account_find(&l, S("")));
        same_str(account_path(cx->arena, &l, S("2120804")), "城乡社区基金支出（类）土地出让安排的支出（款）农村基础设施建设支出（项）");
        same_str(account_path(cx->arena, &l, S("2120101")), "城乡社区支出（类）城乡社区管理事务（款）行政运行（项）");
        same_str(account_name_above(&l, S("2120804"), 3), "城乡社区基金支出");
        ok(account_misfit(cx, &l, S("2120804"), FUND_GENERAL).n > 0);
        ok(!account_misfit(cx, &l, S("2120804"), FUND_GOVERNMENT).n);
}

/* A 项 that an edition lists in two budgets may be paid by either. */
TEST(an_account_of_two_budgets_fits_both)
{
        static const char csv[] = "code,name,budget\n"
                                  "2299901,其他支出,general\n2299901,其他政府性基金支出,fund\n";
        static const char twice[] = "code,name,budget\n229,其他支出,general\n229,其他,general\n";
        struct account_list l = { 0 };
        const struct fail *f;

        done(accounts_read(cx, str_of(csv), &l));
        ok(!account_misfit(cx, &l, S("2299901"), FUND_GENERAL).n);
        ok(!account_misfit(cx, &l, S("2299901"), FUND_GOVERNMENT).n);
        ok(account_misfit(cx, &l, S("2299901"), FUND_CAPITAL).n > 0);
        f = accounts_read(cx, str_of(twice), &l);
        ok(f && f->kind == FAIL_INVALID && str_find(f->say, S("229")) > 0);
}
