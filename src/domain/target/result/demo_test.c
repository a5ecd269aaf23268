/* domain/target/result/demo_test.c - the demonstration's monthly runs carry the times of their months. */
#include "domain/target/result/result.h"
#include "tests/story.h"

TEST_DB(result_demo_computes_each_month_in_the_month_after)
{
        const struct result_run *runs;
        int n = 0, seen = 0;
        int64_t last = INT64_MAX;
        story_county(cx);
        done(result_runs(cx, story_scheme(cx, 2024), &runs, &n));
        for (int i = 0; i < n; i++) {
                if (runs[i].stage != RESULT_MONITOR)
                        continue;
                int year, month, dom;
                day_split(day_of_instant(runs[i].at), &year, &month, &dom);
                seen++;
                ok(runs[i].at < last);          /* newest first, as they were made */
                last = runs[i].at;
                if (runs[i].through < 9)        /* October's is made today, the 20th of November */
                        same_int(month, runs[i].through + 2);
                else
                        ok(runs[i].at == cx->now);
        }
        same_int(seen, 4);
}
