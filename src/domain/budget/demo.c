/* domain/budget/demo.c - the demonstration budgets: the seed's office as far as it was published,
 * and a fictional department that is full in every table and has walked its whole year. */
/* words: document text */
#include "core/embed.h"
#include "domain/budget/budget.h"
#include "domain/budget/json.h"
#include "domain/budget/store.h"

static const struct fail *put_file(struct ctx *cx, const char *name, int64_t *ret_id)
{
        struct budget b = { 0 };
        str text = data_file(name);
        must(text.p);
        const struct fail *f = budget_read_json(cx, text, &b);
        return f ? f : budget_put(cx, &b, ret_id);
}

/* The fictional year: each step through the same rule that people use. */
static const struct fail *walk_year(struct ctx *cx, int64_t id)
{
        const struct budget_step steps[] = {
                { .event = S_C("submit"),  .day = DAY_NONE },
                { .event = S_C("return"),  .day = DAY_NONE, .reason = S_C("补充灌区维修项目的绩效指标后再报") },
                { .event = S_C("submit"),  .day = DAY_NONE },
                { .event = S_C("review"),  .day = DAY_NONE },
                { .event = S_C("congress"), .day = day_make(2024, 1, 26) },
                { .event = S_C("approve"), .day = day_make(2024, 2, 8), .number = S_C("示财预〔2024〕8号") },
                { .event = S_C("pass-on"), .day = day_make(2024, 2, 19) },
                { .event = S_C("publish"), .day = day_make(2024, 2, 27),
                  .url = S_C("https://shili.example/budget/2024/shuiwu.html") },
                { .event = S_C("units-published"), .day = day_make(2024, 3, 6) },
        };
        for (size_t i = 0; i < COUNT_OF(steps); i++) {
                struct budget_step step = steps[i];
                struct budget *b;
                const struct fail *f = budget_load(cx, id, &b);
                if (f)
                        return f;
                step.revision = b->revision;
                f = budget_move(cx, id, &step, &id);
                if (f)
                        return f;
        }
        return NULL;
}

const struct fail *budget_demo(struct ctx *cx)
{
        int64_t seed, full;
        const struct fail *f = put_file(cx, "demo/wusheng-mbjx-2024.json", &seed);
        if (!f)
                f = put_file(cx, "demo/shili-shuiwu-2024.json", &full);
        return f ? f : walk_year(cx, full);
}
