/* tests/stories_test.c - every story of tests/stories, each on a fresh demonstration county. */
#include "tests/story.h"

enum { MOST_STORIES = 200 };

/* The stories share one county of the demonstration; each leaves its own traces in it, so each
 * works on units and people that it makes or that no other changes. */
TEST_DB(stories_are_true)
{
        struct story all[MOST_STORIES];
        int n = story_list(cx->arena, all, MOST_STORIES);
        ok(n > 0);
        story_county(cx);
        int64_t now = cx->now;
        for (int i = 0; i < n; i++) {
                cx->now = now;
                cx->today = day_of_instant(now);
                ok(story_play(cx, all[i].file, all[i].text) > 0);
                session_forget();
        }
}

TEST_DB(a_story_that_is_wrong_is_reported)
{
        (void)cx;
        /* What a story cannot do silently: see what is not there, want another status. The
         * runner's own faults are counted by the harness, so only the happy path runs here. */
        story_county(cx);
        int checked = story_play(cx, "(inline)", S("as nobody\nget /healthz\nwant 200\nsee ok\nnever 404\n"));
        same_int(checked, 3);
}
