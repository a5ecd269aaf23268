/* tests/fuzz/budget_profile.c - any bytes as a profile: refused, or the seed is told by it. */
#include "core/embed.h"
#include "domain/budget/accounts.h"
#include "domain/budget/checks.h"
#include "domain/budget/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 30);
        struct ctx cx = { .arena = &a };
        struct check_input in = { .today = DAY_NONE };
        struct check_report r;
        struct disclosure *d;
        struct profile *p;
        struct budget b;

        if (n < 65536 && !profile_read(&cx, (str){ (const char *)data, n }, &p)) {
                must(!budget_read_json(&cx, data_file("demo/wusheng-mbjx-2024.json"), &b));
                must(!accounts_builtin(&cx, &b));
                if (!budget_disclose(&cx, &b, p, &d)) {
                        in.d = d;
                        budget_check(&cx, &in, &r);
                }
        }
        arena_done(&a);
        return 0;
}
