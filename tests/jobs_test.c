/* tests/jobs_test.c - timed work runs when it is due, and says so only in what it did. */
#include "core/auth/account.sql.h"
#include "domain/org/absence.h"
#include "door/module.h"
#include "door/web/jobs.h"
#include "tests/story.h"

TEST_DB(jobs_run_when_they_are_due)
{
        struct jobs_clock clock;
        struct account_version a;
        int64_t person;
        int n = 0;
        for (int m = 0; m < n_modules; m++)
                n += modules[m]->n_jobs;
        ok(n > 0 && n <= JOBS_MOST);
        story_county(cx);
        story_post(cx, "lead-handler", "shili-shuiwu", &person);
        struct absence_wish w = { .person = person, .kind = ABSENCE_DEPARTED,
                                  .since = day_add(cx->today, 1), .document = S("任免通知"),
                                  .sure = true };
        done(absence_enter(cx, &w));
        done(db_wait(cx));                      /* another's request: durable before a job looks */
        jobs_begin(&clock, cx->now);
        same_int(jobs_round(cx, &clock), 0);    /* nothing is due yet */
        cx->now += 86400000;
        cx->today = day_add(cx->today, 1);
        same_int(jobs_round(cx, &clock), n);
        same_int(jobs_round(cx, &clock), 0);
        done(account_version(cx, person, &a));
        ok(a.disabled);
        /* The clock is set back by an hour, a day, a year: once more at once, then in their time. */
        static const int64_t back[] = { 3600000, 86400000, 365 * (int64_t)86400000 };
        for (size_t i = 0; i < COUNT_OF(back); i++) {
                cx->now -= back[i];
                cx->today = day_of_instant(cx->now);
                same_int(jobs_round(cx, &clock), n);
                same_int(jobs_round(cx, &clock), 0);
        }
        cx->now += 86400000;
        cx->today = day_of_instant(cx->now);
        same_int(jobs_round(cx, &clock), n);
}
