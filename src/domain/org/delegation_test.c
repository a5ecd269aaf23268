/* domain/org/delegation_test.c - standing in: all or nothing, and no way round the three
 * administrators. */
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "domain/org/delegation.h"
#include "tests/faults.h"
#include "tests/story.h"

static int64_t holder, deputy, post;
static int64_t asked;

static void cast(struct ctx *cx)
{
        story_county(cx);
        post = story_post(cx, "lead-handler", "shili-shuiwu", &holder);
        story_post(cx, "budget-editor", "shili-shuiwu", &deputy);
        story_post(cx, "lead-reviewer", "shili-shuiwu", &cx->user);
        must(post && holder && deputy && cx->user);
}

static struct delegation_wish wish(struct ctx *cx)
{
        return (struct delegation_wish){ .post = post, .deputy = deputy, .since = cx->today,
                                         .until = day_add(cx->today, 9), .reason = S("外出学习"),
                                         .document = S("示例文件") };
}

static void asked_for(struct ctx *cx)
{
        struct delegation_wish w;
        cast(cx);
        w = wish(cx);
        done(delegation_ask(cx, &w, &asked));
}

static const struct fail *run_ask(struct ctx *cx)
{
        struct delegation_wish w = wish(cx);
        int64_t id;
        return delegation_ask(cx, &w, &id);
}
FAULTS(delegation_ask, cast, run_ask)

static const struct fail *run_decide(struct ctx *cx)
{
        return delegation_decide(cx, asked, 1, true, S("同意"));
}
FAULTS(delegation_decide, asked_for, run_decide)

static void granted(struct ctx *cx)
{
        asked_for(cx);
        done(delegation_decide(cx, asked, 1, true, S("")));
}

static const struct fail *run_stop(struct ctx *cx) { return delegation_stop(cx, asked, 2); }
FAULTS(delegation_stop, granted, run_stop)

static int acting_on(struct ctx *cx, day on)
{
        struct posts_of it;
        int n = 0;
        posts_of(&it, cx, deputy, on);
        while (posts_of_next(&it))
                n += it.has_acts_for && it.acts_for == post;
        done(posts_of_end(&it));
        return n;
}

TEST_DB(an_acting_post_stands_for_its_days_only)
{
        granted(cx);
        same_int(acting_on(cx, day_add(cx->today, -1)), 0);
        same_int(acting_on(cx, cx->today), 1);
        same_int(acting_on(cx, day_add(cx->today, 9)), 1);
        same_int(acting_on(cx, day_add(cx->today, 10)), 0);
}

TEST_DB(an_acting_post_ends_with_the_post_it_acts_for)
{
        struct post_of p;
        granted(cx);
        done(post_of(cx, post, cx->today, &p));
        done(account_revoke(cx, holder, post, p.version));
        same_int(acting_on(cx, cx->today), 0);
}

/* 三员: while a business post waits to be stood in for, no administrator's role comes beside it. */
TEST_DB(a_deputy_cannot_become_an_administrator)
{
        struct delegation_wish w;
        struct posts_of it;
        int64_t person = 0;
        cast(cx);
        struct account_new in = { .login = S("spare.person"), .name = S("备用人员") };
        done(account_add(cx, &in, &person));
        int64_t system, admin = story_post(cx, "system-admin", "shili", &system);
        w = wish(cx);
        w.post = admin;
        w.deputy = person;
        w.since = day_add(cx->today, 5);
        done(delegation_ask(cx, &w, &asked));
        done(delegation_decide(cx, asked, 1, true, S("")));
        const struct fail *f = account_grant(cx, person, story_unit(cx, "shili-shuiwu"),
                                             S("budget-editor"));
        ok(f && f->kind == FAIL_INVALID);
        /* and a business holder never acts as an administrator */
        w.deputy = deputy;
        w.since = day_add(cx->today, 20);
        w.until = day_add(cx->today, 30);
        f = delegation_ask(cx, &w, &asked);
        ok(f && f->kind == FAIL_INVALID);
        posts_of(&it, cx, person, cx->today);
        ok(!posts_of_next(&it));                /* not begun: nothing to sign in with */
        done(posts_of_end(&it));
}

static const struct sql told = {
        .name = "told", .args = "i", .cols = "s", .index = -1,
        .text = "SELECT title FROM message WHERE kind = 'delegation.ask' AND person = $1",
};

/* A deputy who decides on others is not asked to decide on this one. */
TEST_DB(a_deputy_is_told_to_stand_in_and_not_asked_to_decide)
{
        int64_t id, reviewer;
        cast(cx);
        reviewer = cx->user;
        struct delegation_wish w = wish(cx);
        w.deputy = reviewer;
        cx->user = holder;
        done(delegation_ask(cx, &w, &id));
        struct query q;
        query_open(&q, cx, &told, &(struct arg){ .type = ARG_INT, .i = reviewer });
        ok(query_next(&q) && str_find(query_str(&q, 0), S("请您代理")) >= 0 && !query_next(&q));
        done(query_end(&q));
}
