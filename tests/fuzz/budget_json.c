/* tests/fuzz/budget_json.c - any bytes as a budget: refused, or told whole and checked. */
#include "domain/budget/accounts.h"
#include "domain/budget/checks.h"
#include "domain/budget/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        static const char *const profiles[] = { "sichuan-county", "shanghai-district" };
        struct arena a;
        arena_init(&a, (size_t)1 << 30);
        struct ctx cx = { .arena = &a };
        struct check_input in = { .today = DAY_NONE };
        struct check_report r;
        struct budget b, again;

        if (n < 65536 && !budget_read_json(&cx, (str){ (const char *)data, n }, &b)) {
                struct buf o = buf_new(&a, (size_t)1 << 28);
                must(!accounts_builtin(&cx, &b));
                for (size_t i = 0; i < COUNT_OF(profiles); i++) {
                        struct profile *p;
                        struct disclosure *d;
                        must(!profile_builtin(&cx, str_of(profiles[i]), &p));
                        if (budget_disclose(&cx, &b, p, &d))
                                continue;
                        in.d = d;
                        budget_check(&cx, &in, &r);
                }
                budget_write_json(&o, &b);
                must(!budget_read_json(&cx, buf_str(&o), &again));
        }
        arena_done(&a);
        return 0;
}
