/* tests/officers_test.c - the three administrators (三员, GB/T 22239-2019 8.1.5) apart from each other
 * and from business, whichever way a role is given; tests/stories/officers.story has what each of
 * them is refused. */
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/crypto/password.h"
#include "door/module.h"
#include "tests/story.h"

static const char *const three[] = { "system-admin", "security-admin", "audit-admin" };
static const char *const business[] = { "county-leader", "inspector", "town", "budget-reviewer" };
static const char good[] = "Correct-Horse-7";

static int64_t person_in(struct ctx *cx, const char *login, const char *role)
{
        struct account_new in = { .login = str_of(login), .name = str_of(login),
                                  .role = role ? str_of(role) : (str){ 0 },
                                  .unit = story_unit(cx, "shili") };
        int64_t person = 0;
        str hash;
        done(account_add(cx, &in, &person));
        done(password_hash(cx, str_of(good), &hash));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        account_set_password(cx, person, hash, cx->now);
        done(tx_commit(&tx));
        return person;
}

/* By the page of the security administrator. */
static int grant(struct visit *v, int64_t person, const char *role)
{
        struct pair f[] = { { S("unit"), str_f(v->cx->arena, "%ld", story_unit(v->cx, "shili-mbb")) },
                            { S("role"), str_of(role) } };
        return visit_post(v, str_f(v->cx->arena, "/people/%ld/posts", person), f, 2);
}

TEST_DB(no_administrator_gets_a_second_role)
{
        story_county(cx);
        struct visit v = { .cx = cx };
        ok(visit_as(&v, "security-admin", "shili"));
        for (int a = 0; a < 3; a++) {
                int64_t who = person_in(cx, str_f(cx->arena, "holder.%d", a).p, three[a]);
                for (int b = 0; b < 3; b++) {   /* the nine: another's, and its own once more */
                        same_int(grant(&v, who, three[b]), 422);
                        ok(visit_sees(&v, "不能兼任"));
                }
                for (size_t b = 0; b < COUNT_OF(business); b++)
                        same_int(grant(&v, who, business[b]), 422);
        }
        for (size_t b = 0; b < COUNT_OF(business); b++) {
                int64_t who = person_in(cx, str_f(cx->arena, "clerk.%zu", b).p, business[b]);
                for (int a = 0; a < 3; a++)
                        same_int(grant(&v, who, three[a]), 422);
                same_int(grant(&v, who, business[(b + 1) % COUNT_OF(business)]), 303);
        }
}

TEST_DB(a_post_that_begins_later_or_ended_counts_as_it_should)
{
        story_county(cx);
        int64_t unit = story_unit(cx, "shili"), who = person_in(cx, "later.one", NULL);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        post_insert(cx, who, unit, S("audit-admin"), day_add(cx->today, 30));
        done(tx_commit(&tx));
        ok(role_fits(cx, who, S("inspector")));
        ok(role_fits(cx, who, S("system-admin")));

        int64_t gone = person_in(cx, "gone.one", NULL);
        struct tx again CLEANUP(tx_end) = tx_begin(cx);
        int64_t post = post_insert(cx, gone, unit, S("audit-admin"), day_add(cx->today, -30));
        post_close(cx, post, 1, day_add(cx->today, -1));
        done(tx_commit(&again));
        done(role_fits(cx, gone, S("inspector")));
        done(role_fits(cx, gone, S("system-admin")));
}

TEST_DB(a_new_account_stays_inactive_until_a_post_is_granted)
{
        story_county(cx);
        int64_t who = person_in(cx, "new.one", NULL);
        struct visit v = { .cx = cx }, boss = { .cx = cx };
        struct pair f[] = { { S("account"), S("new.one") }, { S("password"), str_of(good) } };
        same_int(visit_post(&v, S("/sign-in"), f, 2), 422);
        ok(!v.session.n);
        /* The link sets a password and opens no door either. */
        str key;
        done(link_make(cx, who, &key));
        struct pair wish = { S("new"), S("Another-Horse-8") };
        same_int(visit_post(&v, str_f(cx->arena, "/set-up/%.*s", STR(key)), &wish, 1), 303);
        ok(!v.session.n);
        same_int(visit_get(&v, S("/me")), 303);
        ok(visit_as(&boss, "security-admin", "shili"));
        same_int(grant(&boss, who, "inspector"), 303);
        f[1].value = S("Another-Horse-8");
        same_int(visit_post(&v, S("/sign-in"), f, 2), 303);
        same_int(visit_get(&v, S("/me")), 200);
}

/* What an auditor may post is about the own account and the own screen alone. */
TEST_DB(the_audit_administrator_changes_nothing)
{
        /* open to everybody, so to this one too: a code is the right to vote, whoever brings it */
        static const char *const own[] = { "/sign-in", "/sign-in/demo", "/sign-out", "/set-up/:key",
                                           "/display", "/vote", "/vote/ballots" };
        story_county(cx);
        struct visit v = { .cx = cx };
        ok(visit_as(&v, "audit-admin", "shili"));
        int n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_routes; i++) {
                        const struct route *r = &modules[m]->routes[i];
                        bool mine = str_starts(str_of(r->path), S("/me/"));
                        for (size_t k = 0; k < COUNT_OF(own); k++)
                                mine |= !strcmp(own[k], r->path);
                        /* half-way in: shut to every session, as tests/permissions_test.c holds */
                        mine |= (r->flags & ROUTE_HALF) != 0;
                        if (r->method != POST || mine || r->need == MAY_AUDIT_VIEW)
                                continue;
                        str path = story_plain_path(cx, r->path);
                        if (r->need == MAY_SIGNED_IN ? ok(visit_post(&v, path, NULL, 0) >= 400)
                                                     : same_int(visit_post(&v, path, NULL, 0), 403))
                                n++;
                        else
                                test_note("POST %s", r->path);
                }
        ok(n >= 10);
}
