/* domain/org/absence_test.c - absences, departures and hand-overs: all or nothing. */
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "domain/budget/work.h"
#include "domain/org/absence.h"
#include "domain/org/delegation.h"
#include "domain/org/hand_over.h"
#include "domain/org/hand_over.sql.h"
#include "tests/faults.h"
#include "tests/story.h"

static int64_t person, post, other;

static void cast(struct ctx *cx)
{
        story_county(cx);
        post = story_post(cx, "lead-handler", "shili-shuiwu", &person);
        story_post(cx, "budget-editor", "shili-shuiwu", &other);
        must(post && person && other);
}

static struct absence_wish leave(struct ctx *cx, enum absence_kind kind, int from)
{
        return (struct absence_wish){ .person = person, .kind = kind, .locks = true, .sure = true,
                                      .since = day_add(cx->today, from),
                                      .until = day_add(cx->today, from + 3),
                                      .document = S("示例文件") };
}

static int standing(struct ctx *cx, int64_t who, day on)
{
        struct posts_of it;
        int n = 0;
        posts_of(&it, cx, who, on);
        while (posts_of_next(&it))
                n++;
        done(posts_of_end(&it));
        return n;
}

static const struct fail *run_depart(struct ctx *cx)
{
        struct absence_wish w = leave(cx, ABSENCE_DEPARTED, 0);
        return absence_enter(cx, &w);
}
FAULTS(absence_enter, cast, run_depart)

TEST_DB(a_departure_waits_for_its_day)
{
        struct absence_wish w;
        struct account_version a;
        struct post_first first;
        cast(cx);
        w = leave(cx, ABSENCE_DEPARTED, 5);
        done(absence_enter(cx, &w));
        done(absence_departures(cx));
        same_int(standing(cx, person, cx->today), 1);
        done(account_version(cx, person, &a));
        ok(!a.disabled);
        ok(!post_first(cx, person, cx->today, &first));
        /* the account is shut on the day by the date alone, before any job runs */
        cx->today = day_add(cx->today, 5);
        ok(post_first(cx, person, cx->today, &first));
        done(absence_departures(cx));
        same_int(standing(cx, person, cx->today), 0);
        same_int(standing(cx, person, day_add(cx->today, -1)), 1);
        done(account_version(cx, person, &a));
        ok(a.disabled);
        done(absence_departures(cx));           /* once only */
        struct account_version again;
        done(account_version(cx, person, &again));
        same_int(again.version, a.version);
}

/* Who stands in for one who leaves stops with them, and what they asked for falls. */
TEST_DB(a_departure_ends_the_deputies_of_the_post)
{
        cast(cx);
        int64_t asked;
        story_post(cx, "lead-reviewer", "shili-shuiwu", &cx->user);
        struct delegation_wish d = { .post = post, .deputy = other, .since = cx->today,
                                     .until = day_add(cx->today, 9), .reason = S("学习"),
                                     .document = S("示例文件") };
        done(delegation_ask(cx, &d, &asked));
        done(delegation_decide(cx, asked, 1, true, S("")));
        same_int(standing(cx, other, cx->today), 2);
        done(run_depart(cx));
        same_int(standing(cx, other, cx->today), 1);
}

TEST_DB(leave_that_is_called_off_locks_nothing)
{
        struct absence_wish w;
        struct post_first first;
        const struct absence *list;
        int n;
        cast(cx);
        w = leave(cx, ABSENCE_LEAVE, 0);
        done(absence_enter(cx, &w));
        ok(post_first(cx, person, cx->today, &first));
        done(absences_of_person(cx, person, &list, &n));
        same_int(n, 1);
        done(absence_end(cx, list[0].id, 1));
        ok(!post_first(cx, person, cx->today, &first));
        done(absence_enter(cx, &w));            /* its days are free again */
}

/* ---- handing over ---------------------------------------------------------------------- */

static const struct work_kind *const kinds[] = { &org_work_kinds[0], &org_work_kinds[1],
                                                 &budget_work_kinds[0] };
static struct hand_over_wish given;

/* The person stands in for a post: that is open work. */
static void acting(struct ctx *cx)
{
        int64_t holder, theirs, asked;
        const struct org_work *works;
        int n;
        cast(cx);
        theirs = story_post(cx, "lead-reviewer", "shili-shuiwu", &holder);
        story_post(cx, "county-leader", "shili", &cx->user);
        struct delegation_wish d = { .post = theirs, .deputy = person, .since = cx->today,
                                     .until = day_add(cx->today, 9), .reason = S("学习"),
                                     .document = S("示例文件") };
        done(delegation_ask(cx, &d, &asked));
        done(delegation_decide(cx, asked, 1, true, S("")));
        given = (struct hand_over_wish){ .person = person, .to = other };
        done(org_works(cx, kinds, 3, person, &works, &n, &given.seen));
        same_int(n, 1);
}

static const struct fail *run_hand_over(struct ctx *cx)
{
        int64_t id;
        return org_hand_over(cx, kinds, 3, &given, &id);
}
FAULTS(org_hand_over, acting, run_hand_over)

TEST_DB(an_acting_post_is_proposed_to_the_successor)
{
        const struct delegation *list;
        int n;
        acting(cx);
        done(run_hand_over(cx));
        same_int(standing(cx, person, cx->today), 1);
        done(delegations_of_person(cx, other, &list, &n));
        same_int(n, 1);
        same_int(list[0].state, DELEGATION_ASKED);
}

/* Who is refused leaves everything as it was: the stand-in, and no request. */
static void refused_to(struct ctx *cx, int64_t to)
{
        const struct delegation *list;
        int n;
        given.to = to;
        const struct fail *f = run_hand_over(cx);
        ok(f && f->kind == FAIL_INVALID);
        same_int(standing(cx, person, cx->today), 2);
        done(delegations_of_person(cx, person, &list, &n));
        same_int(n, 1);
        same_int(list[0].state, DELEGATION_GRANTED);
        done(delegations_of_person(cx, to, &list, &n));
        same_int(n, 0);
}

TEST_DB(a_successor_serves_in_the_same_department_and_is_no_administrator)
{
        static const struct { const char *role, *unit; } others[] = {
                { "audit-admin", "shili" }, { "security-admin", "shili" }, { "system-admin", "shili" },
                { "county-leader", "shili" }, { "town", "shili-liuxi" }, { "congress-deputy", "shili-rd" },
        };
        struct successors it;
        int n = 0;
        acting(cx);
        successors(&it, cx, person, cx->today);
        while (successors_next(&it)) {
                same_str(it.unit_name, "县水务局");
                n++;
        }
        done(successors_end(&it));
        same_int(n, 2);
        for (size_t i = 0; i < COUNT_OF(others); i++) {
                int64_t to = 0;
                story_post(cx, others[i].role, others[i].unit, &to);
                if (to != cx->user)
                        refused_to(cx, to);
        }
}

/* The whole department counts: its inner offices and what stands below, and from there its head office. */
TEST_DB(a_successor_may_serve_below_or_above_in_the_department)
{
        struct successors it;
        int64_t clerk, office;
        int n = 0;
        story_county(cx);
        story_post(cx, "service-centre", "shili-mbb-zx", &clerk);
        story_post(cx, "office-general", "shili-mbb", &office);
        for (int i = 0; i < 2; i++) {
                successors(&it, cx, i ? office : clerk, cx->today);
                while (successors_next(&it))
                        n += it.id == (i ? clerk : office);
                done(successors_end(&it));
        }
        same_int(n, 2);
}

TEST_DB(an_acting_post_stays_where_the_successor_cannot_stand_in)
{
        acting(cx);
        struct absence_wish w = leave(cx, ABSENCE_LEAVE, 2);
        w.person = other;
        done(absence_enter(cx, &w));
        refused_to(cx, other);
}
