/* tests/budget/fixture.h - the two demonstration budgets and profiles, read for a test. */
#ifndef TESTS_BUDGET_FIXTURE_H
#define TESTS_BUDGET_FIXTURE_H

#include "domain/budget/checks.h"
#include "tests/test.h"

#define SEED  "demo/wusheng-mbjx-2024.json"
#define WATER "demo/shili-shuiwu-2024.json"

/* A budget with its accounts, from the binary; must() when it does not read. */
static inline struct budget *fixture_budget(struct ctx *cx, const char *name);
static inline struct disclosure *fixture_disclose(struct ctx *cx, const struct budget *b,
                                                  const char *profile);

#include "core/embed.h"
#include "domain/budget/accounts.h"
#include "domain/budget/json.h"

static inline struct budget *fixture_budget(struct ctx *cx, const char *name)
{
        struct budget *b = NEW(cx->arena, struct budget);

        must(!budget_read_json(cx, data_file(name), b));
        must(!accounts_builtin(cx, b));
        return b;
}

static inline struct disclosure *fixture_disclose(struct ctx *cx, const struct budget *b,
                                                  const char *profile)
{
        struct profile *p;
        struct disclosure *d = NULL;

        must(!profile_builtin(cx, str_of(profile), &p));
        must(!budget_disclose(cx, b, p, &d));
        return d;
}

#endif
