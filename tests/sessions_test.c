/* tests/sessions_test.c - reliability test 21: what must be true of a session, thirty-five lines, each
 * checked through the whole router on both databases. What a line says again at length stands in
 * security_test.c and entry_test.c. */
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/config/config.h"
#include "core/crypto/hash.h"
#include "core/crypto/password.h"
#include "tests/story.h"

enum { LINES = 35, TOKENS = 1000000 };
static const char better[] = "Another-Horse-8";
static int lines;

/* One line of the list. */
static void line(const char *what, bool holds)
{
        lines++;
        if (!ok(holds))
                test_note("%d: %s", lines, what);
}

static struct visit browser(struct ctx *cx) { return (struct visit){ .cx = cx }; }

static bool enter(struct visit *v, const char *login, const char *password)
{
        struct pair f[] = { { S("account"), str_of(login) }, { S("password"), str_of(password) } };
        return visit_post(v, S("/sign-in"), f, 2) == 303 && v->session.n;
}

static struct visit entered(struct ctx *cx, const char *login)
{
        struct visit v = browser(cx);
        ok(enter(&v, login, story_password));
        return v;
}

static bool lives(struct visit v) { return visit_get(&v, S("/me")) == 200; }

static bool lives_as(struct ctx *cx, str token)
{
        struct visit v = { .cx = cx, .session = token };
        return lives(v);
}

static bool is_hex(str s)
{
        for (size_t i = 0; i < s.n; i++)
                if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f')))
                        return false;
        return true;
}

static int by_value(const void *a, const void *b) { return memcmp(a, b, TOKEN_BYTES); }

static bool a_million_differ(struct ctx *cx)
{
        char (*all)[TOKEN_BYTES] = malloc((size_t)TOKENS * TOKEN_BYTES);
        must(all);
        for (int i = 0; i < TOKENS; i++) {
                struct arena_mark m = arena_mark(cx->arena);
                str t = random_hex(cx->arena, TOKEN_BYTES);
                memcpy(all[i], t.p, TOKEN_BYTES);       /* half of it, 128 bits, is what may not repeat */
                arena_release(cx->arena, m);
        }
        qsort(all, TOKENS, TOKEN_BYTES, by_value);
        bool differ = true;
        for (int i = 1; i < TOKENS; i++)
                differ = differ && memcmp(all[i - 1], all[i], TOKEN_BYTES);
        free(all);
        return differ;
}

/* ---- the lines ------------------------------------------------------------------------------ */

static void about_tokens(struct ctx *cx)
{
        struct visit a = entered(cx, "wang.a"), b = entered(cx, "wang.a");
        str upper = str_copy(cx->arena, a.session);
        for (size_t i = 0; i < upper.n; i++)
                if (upper.p[i] >= 'a')
                        ((char *)(uintptr_t)upper.p)[i] = (char)(upper.p[i] - 32);
        struct digest hash_of = hash(HASH_SHA256, a.session);
        line("a token has 256 bits, as hexadecimal", a.session.n == 64 && is_hex(a.session));
        line("no two of a million tokens agree in 128 bits", a_million_differ(cx));
        line("each sign-in has a token of its own", !str_eq(a.session, b.session));
        line("what the database keeps of it is no token", !lives_as(cx, digest_hex(cx->arena, &hash_of)));
        line("a token of one's own making opens nothing", !lives_as(cx, random_hex(cx->arena, TOKEN_BYTES)));
        line("nor one cut, lengthened or written otherwise", lives(a) && !lives_as(cx, str_head(a.session, 63)) &&
             !lives_as(cx, str_f(cx->arena, "%.*s0", STR(a.session))) && !lives_as(cx, upper));
}

static void about_cookies(struct ctx *cx)
{
        struct visit plain = entered(cx, "wang.a"), tls = { .cx = cx, .secure = true };
        ok(enter(&tls, "wang.a", story_password));
        str c = plain.cookies, s = tls.cookies;
        line("the cookie is kept from scripts", str_find(c, S("; HttpOnly")) > 0 && str_find(s, S("; HttpOnly")) > 0);
        line("it does not come along from foreign pages", str_find(c, S("; SameSite=Lax")) > 0);
        line("it is of this host and every path", str_find(c, S("; Path=/;")) > 0 && str_find(c, S("Domain")) < 0);
        line("under TLS it goes by TLS alone", str_find(s, S("; Secure")) > 0);
        line("and a neighbour host cannot plant it", str_find(s, S("__Host-ls-session=")) >= 0);
        line("it ends with the browser", str_find(c, S("Max-Age")) < 0 && str_find(c, S("Expires")) < 0);
        line("the address after signing in does not hold it", str_find(plain.location, plain.session) < 0);
        visit_get(&plain, S("/me"));
        line("no page holds it", plain.status == 200 && str_find(plain.body, plain.session) < 0);
        struct visit bare = browser(cx);
        line("in an address it opens nothing",
             visit_get(&bare, str_f(cx->arena, "/me?ls-session=%.*s", STR(plain.session))) == 303);
}

static void about_its_beginning(struct ctx *cx)
{
        str planted = random_hex(cx->arena, TOKEN_BYTES), first, second;
        struct visit v = { .cx = cx, .session = planted };
        visit_get(&v, S("/me"));
        v.csrf_wish = session_csrf(cx, v.csrf);
        ok(enter(&v, "wang.a", story_password));
        line("a planted token is not taken over", !str_eq(v.session, planted) && !lives_as(cx, planted));
        first = v.session;
        ok(enter(&v, "wang.a", story_password));
        line("signing in makes a new token", !str_eq(v.session, first));
        line("and ends the old session", !lives_as(cx, first) && lives(v));
        struct visit demo = browser(cx);
        ok(visit_as(&demo, "budget-editor", "shili-shuiwu"));
        second = demo.session;
        int64_t here = story_post(cx, "budget-editor", "shili-shuiwu", NULL);
        struct pair post = { S("post"), str_f(cx->arena, "%ld", here) };
        same_int(visit_post(&demo, S("/me/post"), &post, 1), 303);
        line("changing the post makes a new token", !str_eq(demo.session, second) && lives(demo));
        line("and ends the old session", !lives_as(cx, second));
        struct pair f[] = { { S("password"), str_of(story_password) }, { S("new"), str_of(better) },
                            { S("again"), str_of(better) } };
        struct visit other = entered(cx, "wang.b"), mine = entered(cx, "wang.b"), before = mine;
        same_int(visit_post(&mine, S("/me/password"), f, 3), 303);
        line("a new password makes a new token", !str_eq(mine.session, before.session) && lives(mine));
        line("and ends the session it was changed in, as it was", !lives(before));
        line("and every other one of the person", !lives(other));
}

static void about_its_end(struct ctx *cx)
{
        struct visit a = entered(cx, "wang.a"), b = entered(cx, "wang.a"), copy = a;
        line("a GET does not sign out", visit_get(&a, S("/sign-out")) == 405 && lives(a));
        same_int(visit_post(&a, S("/sign-out"), NULL, 0), 303);
        line("signing out ends it on the server", !lives(copy));
        line("takes the cookie away", str_find(a.cookies, S("ls-session=; ")) >= 0);
        line("and leaves one's other sessions", lives(b));
        line("half an hour is the idle time, twelve hours the longest", config.n[SETTING_session_idle] == 1800 &&
             config.n[SETTING_session_max] == 43200);
        int64_t start = cx->now;
        cx->now += 1800000;
        bool still = lives(b);
        cx->now += 1800001;
        line("idle for longer ends it, to the millisecond", still && !lives(b));
        struct visit busy = entered(cx, "wang.a");
        int64_t began = cx->now;
        while (cx->now + 1700000 <= began + 43200000) {
                cx->now += 1700000;
                still = still && lives(busy);
        }
        cx->now = began + 43200001;
        line("and twelve hours end it however busy", still && !lives(busy));
        struct visit set_back = entered(cx, "wang.a");
        cx->now = start - 86400000;
        line("a clock set back does not lengthen it", !lives(set_back));
        cx->now = began + 43300000;
        session_forget();
}

static void about_others(struct ctx *cx)
{
        struct visit v[8], boss = browser(cx), a = entered(cx, "wang.c");
        int64_t most = config.n[SETTING_session_parallel];
        must(most < 8);
        struct ctx who = *cx;
        done(session_load(&who, a.session));
        str path = str_f(cx->arena, "/me/sessions/%ld/ends", who.visitor->session);
        struct visit stranger = entered(cx, "wang.a");
        visit_post(&stranger, path, NULL, 0);
        line("nobody ends another's from his own list", lives(a));
        for (int i = 0; i < most; i++) {
                cx->now += 1000;
                v[i] = entered(cx, "wang.c");
        }
        bool all = true;
        for (int i = 0; i < most; i++)
                all = all && lives(v[i]);
        line("of too many at a time the oldest ends", all && !lives(a));
        ok(visit_as(&boss, "security-admin", "shili"));
        struct post_first p;
        done(post_first(cx, who.visitor->person, cx->today, &p));
        struct pair version = { S("version"), S("1") };
        same_int(visit_post(&boss, str_f(cx->arena, "/people/%ld/posts/%ld/ends", who.visitor->person, p.id), &version,
                            1), 303);
        line("a post taken away ends its sessions at once", !lives(v[0]) && !lives(v[most - 1]));
        int64_t person = 0;
        struct visit d = entered(cx, "wang.d");
        who = *cx;
        done(session_load(&who, d.session));
        person = who.visitor->person;
        ok(visit_as(&boss, "system-admin", "shili"));
        struct pair disable[] = { { S("version"), S("2") }, { S("event"), S("disable") } };
        same_int(visit_post(&boss, str_f(cx->arena, "/people/%ld/account", person), disable, 2), 303);
        line("so does an account that is disabled", !lives(d));
}

TEST_DB(thirty_five_lines_about_sessions_hold)
{
        static const char *const logins[] = { "wang.a", "wang.b", "wang.c", "wang.d" };
        lines = 0;
        story_county(cx);
        for (size_t i = 0; i < COUNT_OF(logins); i++)
                story_account(cx, logins[i], "inspector", "shili-mbb");
        about_tokens(cx);
        about_cookies(cx);
        about_its_beginning(cx);
        about_its_end(cx);
        about_others(cx);
        same_int(lines, LINES);
}
