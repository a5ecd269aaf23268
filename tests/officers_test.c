/* tests/officers_test.c - the three administrators (三员, GB/T 22239-2019 8.1.5) apart from each other
 * and from business, whichever way a role is given; tests/stories/officers.story has what each of
 * them is refused. */
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/crypto/password.h"
#include "core/import/batch.h"
#include "domain/org/delegation.h"
#include "domain/org/imports.h"
#include "door/module.h"
#include "tests/story.h"

static const char *const three[] = { "system-admin", "security-admin", "audit-admin" };
static const char *const business[] = { "county-leader", "inspector", "town", "budget-reviewer" };

/* By the page of the security administrator. */
static int grant_at(struct visit *v, int64_t person, const char *role, const char *unit)
{
        struct pair f[] = { { S("unit"), str_f(v->cx->arena, "%ld", story_unit(v->cx, unit)) },
                            { S("role"), str_of(role) } };
        return visit_post(v, str_f(v->cx->arena, "/people/%ld/posts", person), f, 2);
}

static int grant(struct visit *v, int64_t person, const char *role)
{
        return grant_at(v, person, role, "shili-mbb");
}

TEST_DB(no_administrator_gets_a_second_role)
{
        story_county(cx);
        struct visit v = { .cx = cx };
        ok(visit_as(&v, "security-admin", "shili"));
        for (int a = 0; a < 3; a++) {
                int64_t who = story_account(cx, str_f(cx->arena, "holder.%d", a).p, three[a], "shili");
                for (int b = 0; b < 3; b++) {   /* the nine: another's, and its own once more */
                        same_int(grant(&v, who, three[b]), 422);
                        ok(visit_sees(&v, "不能兼任"));
                }
                for (size_t b = 0; b < COUNT_OF(business); b++)
                        same_int(grant(&v, who, business[b]), 422);
        }
        for (size_t b = 0; b < COUNT_OF(business); b++) {
                int64_t who = story_account(cx, str_f(cx->arena, "clerk.%zu", b).p, business[b], "shili");
                for (int a = 0; a < 3; a++)
                        same_int(grant(&v, who, three[a]), 422);
                same_int(grant(&v, who, business[(b + 1) % COUNT_OF(business)]), 303);
        }
}

/* Whoever administers, administers the whole county: by the page, a command, a file. */
TEST_DB(an_administrator_stands_at_the_root_only)
{
        story_county(cx);
        struct visit v = { .cx = cx };
        ok(visit_as(&v, "security-admin", "shili"));
        for (int a = 0; a < 3; a++) {
                int64_t person, batch, who = story_account(cx, str_f(cx->arena, "plain.%d", a).p, NULL, "shili");
                struct account_new in = { .login = str_f(cx->arena, "child.%d", a), .name = S("某人"),
                                          .role = str_of(three[a]), .unit = story_unit(cx, "shili-mbb") };
                same_int(grant_at(&v, who, three[a], "shili-mbb"), 422);
                ok(visit_sees(&v, "三种管理员管全县"));
                auth_as_system(cx);
                const struct fail *f = account_add(cx, &in, &person);
                ok(f && str_is(f->field, "unit"));
                done(import_receive(cx, &posts_importer, S(""), S("岗位.csv"),
                                    str_f(cx->arena, "账号,单位代码,角色\nplain.%d,shili-mbb,%s\n", a, three[a]), &batch));
                done(import_read(cx, batch));
                f = import_apply(cx, batch, true);
                ok(f && f->kind == FAIL_INVALID);
                done(import_drop(cx, batch));
                same_int(grant_at(&v, who, three[a], "shili"), 303);
        }
}

static bool offers(struct visit *v, int64_t person, const char *text)
{
        same_int(visit_get(v, str_f(v->cx->arena, "/people/%ld", person)), 200);
        return visit_sees(v, text);
}

/* What would be refused is not offered: a second role beside an administrator's, a stand-in where nobody is free. */
TEST_DB(an_administrators_page_offers_what_can_be_had)
{
        story_county(cx);
        struct visit v = { .cx = cx }, own = { .cx = cx };
        int64_t admin, clerk;
        story_post(cx, "system-admin", "shili", &admin);
        story_post(cx, "inspector", "shili-mbb", &clerk);
        ok(visit_as(&v, "security-admin", "shili"));
        ok(visit_as(&own, "audit-admin", "shili"));
        ok(!offers(&v, admin, "授予岗位") && !visit_sees(&v, "授予管理员"));
        ok(offers(&v, clerk, "授予岗位") && !visit_sees(&v, "授予管理员"));
        same_int(visit_get(&own, S("/delegations")), 200);
        ok(!visit_sees(&own, "/delegations/new?post="));
        ok(visit_sees(&own, "没有可以代理这个岗位的人员"));
        int64_t free_one = story_account(cx, "free.one", NULL, "shili");
        ok(offers(&v, free_one, "授予岗位") && visit_sees(&v, "授予管理员") && visit_sees(&v, "audit-admin"));
        same_int(visit_get(&own, S("/delegations")), 200);
        ok(visit_sees(&own, "/delegations/new?post="));
}

TEST_DB(a_post_that_begins_later_or_ended_counts_as_it_should)
{
        story_county(cx);
        int64_t unit = story_unit(cx, "shili"), who = story_account(cx, "later.one", NULL, "shili");
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        post_insert(cx, who, unit, S("audit-admin"), day_add(cx->today, 30));
        done(tx_commit(&tx));
        ok(role_fits(cx, who, S("inspector")));
        ok(role_fits(cx, who, S("system-admin")));

        int64_t gone = story_account(cx, "gone.one", NULL, "shili");
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
        int64_t who = story_account(cx, "new.one", NULL, "shili");
        struct visit v = { .cx = cx }, boss = { .cx = cx };
        struct pair f[] = { { S("account"), S("new.one") }, { S("password"), str_of(story_password) } };
        same_int(visit_post(&v, S("/sign-in"), f, 2), 422);
        ok(!v.session.n);
        /* The link sets a password and opens no door either. */
        str key;
        done(link_make(cx, who, &key));
        struct pair wish[] = { { S("new"), S("Another-Horse-8") }, { S("again"), S("Another-Horse-8") } };
        same_int(visit_post(&v, str_f(cx->arena, "/set-up/%.*s", STR(key)), wish, 2), 303);
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

static int64_t number_of(struct ctx *cx, const struct sql *sql, struct arg arg)
{
        struct query q;
        query_open(&q, cx, sql, &arg);
        int64_t got = query_next(&q) ? query_int(&q, 0) : -1;
        done(query_end(&q));
        return got;
}

static int64_t count(struct ctx *cx, const char *event)
{
        static const struct sql n = { .name = "events_like", .args = "s", .cols = "i", .index = -1,
                                      .text = "SELECT CAST(COUNT(*) AS BIGINT) FROM audit "
                                              "WHERE event || ' ' || COALESCE(detail, '') LIKE $1" };
        return number_of(cx, &n, (struct arg){ .type = ARG_STR, .s = str_of(event) });
}

static int64_t told(struct ctx *cx, int64_t person)
{
        static const struct sql n = { .name = "told", .args = "i", .cols = "i", .index = -1,
                                      .text = "SELECT CAST(COUNT(*) AS BIGINT) FROM message WHERE person = $1 AND "
                                              "kind = 'account.link'" };
        return number_of(cx, &n, (struct arg){ .type = ARG_INT, .i = person });
}

/* Whoever opens a link becomes the account's owner: so nobody makes one for an administrator, and who keeps accounts
 * none for an account that has a password. */
TEST_DB(no_link_leads_into_another_administrators_account)
{
        static const char *const ways[] = { "links", "resets" };
        story_county(cx);
        int64_t who[3];
        for (int i = 0; i < 3; i++)
                who[i] = story_account(cx, str_f(cx->arena, "three.%d", i).p, three[i], "shili");
        int64_t clerk = story_account(cx, "a.clerk", "inspector", "shili-mbb");
        struct visit boss = { .cx = cx }, guard = { .cx = cx };
        ok(visit_as(&boss, "system-admin", "shili"));
        ok(visit_as(&guard, "security-admin", "shili"));
        for (int i = 0; i < 3; i++) {
                for (int k = 0; k < 2; k++) {
                        str path = str_f(cx->arena, "/people/%ld/%s", who[i], ways[k]);
                        struct visit *v = k ? &guard : &boss;
                        same_int(visit_post(v, path, NULL, 0), 422);
                        ok(visit_sees(v, "luoshi account link"));
                        ok(!visit_sees(v, "/set-up/"));
                }
                str page = str_f(cx->arena, "/people/%ld", who[i]);
                same_int(visit_get(&boss, page), 200);
                ok(!visit_sees(&boss, "发一次性链接"));
                same_int(visit_get(&guard, page), 200);
                ok(!visit_sees(&guard, "发重设口令的链接"));
        }
        same_int(visit_post(&boss, str_f(cx->arena, "/people/%ld/links", clerk), NULL, 0), 422);
        ok(visit_sees(&boss, "由安全管理员发"));
        same_int(visit_post(&boss, str_f(cx->arena, "/people/%ld/resets", clerk), NULL, 0), 403);
        struct pair batch[] = { { S("of"), S("/people") }, { S("query"), S("") }, { S("event"), S("link") },
                                { S("items"), str_f(cx->arena, "%ld.1", who[1]) } };
        visit_post(&boss, S("/lists/batch"), batch, 4);
        ok(!visit_sees(&boss, "/set-up/"));
        same_int(count(cx, "account.link%"), 0);

        /* The security administrator resets a clerk's; the clerk is told, and stays in until it is used. */
        struct visit own = { .cx = cx };
        struct pair in[] = { { S("account"), S("a.clerk") }, { S("password"), str_of(story_password) } };
        same_int(visit_post(&own, S("/sign-in"), in, 2), 303);
        same_int(visit_post(&guard, str_f(cx->arena, "/people/%ld/resets", clerk), NULL, 0), 200);
        ptrdiff_t at = str_find(guard.body, S("/set-up/"));
        ok(at > 0);
        same_int(told(cx, clerk), 1);
        same_int(visit_get(&own, S("/me")), 200);
        struct visit thief = { .cx = cx };
        struct pair wish[] = { { S("new"), S("Another-Horse-8") }, { S("again"), S("Another-Horse-8") } };
        str key = str_head(str_from(guard.body, (size_t)at), strlen("/set-up/") + 2 * LINK_BYTES);
        same_int(visit_post(&thief, key, wish, 2), 303);
        same_int(visit_get(&own, S("/me")), 303);
        same_int(count(cx, "account.password-link%\"person\":%"), 1);
}

/* A link made before somebody became an administrator is worth nothing afterwards, but for the console's. */
TEST_DB(a_link_of_before_opens_no_administrators_account)
{
        story_county(cx);
        int64_t who = 0, unit = story_unit(cx, "shili");
        int64_t maker = story_account(cx, "the.maker", "system-admin", "shili");
        struct account_new in = { .login = S("to.be"), .name = S("某人") };
        struct link found;
        str key;
        done(account_add(cx, &in, &who));
        const struct visitor *before = cx->visitor;
        struct perms may = cx->may;
        cx->user = maker;
        perms_add(&cx->may, MAY_ACCOUNT_EDIT);
        done(link_make(cx, who, &key));
        cx->user = 0, cx->visitor = before, cx->may = may;
        done(link_find(cx, key, &found));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        post_insert(cx, who, unit, S("audit-admin"), cx->today);
        done(tx_commit(&tx));
        ok(link_find(cx, key, &found));
        done(link_make(cx, who, &key));         /* the console's */
        done(link_find(cx, key, &found));
}

/* A county is never without one of the three. */
TEST_DB(the_last_of_each_administrator_stays)
{
        story_county(cx);
        for (int i = 0; i < 3; i++) {
                int64_t first, post = story_post(cx, three[i], "shili", &first);
                struct account_version a;
                struct post_of at;
                auth_as_system(cx);
                done(account_version(cx, first, &a));
                done(post_of(cx, post, cx->today, &at));
                const struct fail *f = account_disable(cx, first, a.version, true);
                if (ok(f))
                        ok(str_find(f->say, S("最后一个能登录的")) >= 0);
                ok(account_revoke(cx, first, post, at.version));
                int64_t fresh = 0;              /* who never set a password cannot take over */
                struct account_new in = { .login = str_f(cx->arena, "fresh.%d", i), .name = S("某人"),
                                          .role = str_of(three[i]), .unit = story_unit(cx, "shili") };
                done(account_add(cx, &in, &fresh));
                ok(account_disable(cx, first, a.version, true));
                story_account(cx, str_f(cx->arena, "second.%d", i).p, three[i], "shili");
                auth_as_system(cx);
                done(account_disable(cx, first, a.version, true));
                done(account_disable(cx, fresh, 1, true));
        }
}

/* Set-up goes on from the link that was given, whatever starts meanwhile; what was given is not a newcomer's. */
TEST_DB(the_first_link_survives_starts)
{
        struct sign_in in = { .address = S("127.0.0.1"), .agent = S("test") };
        struct entry e;
        struct link link;
        str first, more, token, again;
        bool given;
        done(link_setup_made(cx, &given));
        ok(!given);
        done(link_setup_keep(cx, &first));
        ok(first.n > 0);
        done(link_setup_made(cx, &given));
        ok(given);
        done(link_find(cx, first, &link));
        done(link_begin(cx, &link, &in, &token));
        done(link_setup_keep(cx, &again));
        same_int((int64_t)again.n, 0);
        done(link_setup_add(cx, &more));        /* luoshi init, once more */
        done(link_find(cx, first, &link));
        done(link_find(cx, more, &link));
        done(entry_load(cx, token, ENTRY_SETUP, &e));
        done(link_make(cx, 0, &again));         /* luoshi link: the others end */
        ok(link_find(cx, first, &link));
        ok(link_find(cx, more, &link));
        cx->now += (int64_t)LINK_HOURS * 3600000 + 1000;
        done(link_setup_keep(cx, &again));
        ok(again.n > 0);
}
