/* tests/entry_test.c - what stands between a password and a session, through the whole router: codes of
 * a second factor, passwords that age, sessions of a person and of others. */
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/factor.h"
#include "core/config/config.h"
#include "core/crypto/password.h"
#include "core/crypto/totp.h"
#include "tests/story.h"


static int sign_in(struct visit *v, const char *login, const char *password)
{
        struct pair f[] = { { S("account"), str_of(login) }, { S("password"), str_of(password) } };
        return visit_post(v, S("/sign-in"), f, 2);
}

static int get(struct visit *v, const char *path) { return visit_get(v, str_of(path)); }
static int post(struct visit *v, const char *path) { return visit_post(v, str_of(path), NULL, 0); }
static int post1(struct visit *v, const char *path, const char *name, str value)
{
        struct pair f = { str_of(name), value };
        return visit_post(v, str_of(path), &f, 1);
}

/* The code the person's app shows now. */
static str code_now(struct ctx *cx, int64_t person)
{
        struct factor_of row;
        done(factor_of(cx, person, &row));
        return totp_code(cx->arena, row.secret, cx->now / 1000 / TOTP_SECONDS);
}

static str code_wrong(struct ctx *cx, int64_t person)
{
        str right = code_now(cx, person);
        char *c = NEW_ARRAY(cx->arena, char, right.n);
        memcpy(c, right.p, right.n);
        c[0] = c[0] == '9' ? '0' : (char)(c[0] + 1);
        return (str){ c, right.n };
}

/* Enrol by one's own page; the first recovery code. */
static str enrol(struct visit *v, int64_t person)
{
        struct ctx *cx = v->cx;
        same_int(post(v, "/me/factor/starts"), 303);
        same_int(get(v, "/me/factor"), 200);
        same_int(get(v, "/me/factor/picture"), 200);
        same_str(v->type, "image/svg+xml");
        ok(visit_sees(v, "<svg "));
        same_int(post1(v, "/me/factor", "code", code_wrong(cx, person)), 422);
        same_int(post1(v, "/me/factor", "code", code_now(cx, person)), 200);
        ptrdiff_t at = str_find(v->body, S("<li><code>"));
        if (!ok(at >= 0))
                return (str){ 0 };
        str rest, code = str_cut(str_from(v->body, (size_t)at + 10), '<', &rest);
        cx->now += 60000;       /* the code of the enrolment is spent */
        return str_copy(cx->arena, code);
}

/* ---- the second factor ----------------------------------------------------------- */

TEST_DB(a_code_is_owed_after_the_password_and_counts_once)
{
        story_county(cx);
        int64_t person = story_account(cx, "li.code", "inspector", "shili-mbb");
        struct visit v = { .cx = cx }, w = { .cx = cx };
        same_int(sign_in(&v, "li.code", story_password), 303);
        str recovery = enrol(&v, person);

        same_int(sign_in(&w, "li.code", story_password), 303);
        same_str(w.location, "/sign-in/code");
        same_int(get(&w, "/me"), 303);                          /* half-way in is not in */
        same_int(get(&w, "/sign-in/factor"), 303);              /* nor another step's */
        same_int(get(&w, "/sign-in/password"), 303);
        same_int(get(&w, "/begin/county"), 404);
        same_int(get(&w, "/sign-in/code"), 200);
        same_int(post1(&w, "/sign-in/code", "code", code_wrong(cx, person)), 422);
        str half = w.session, code = code_now(cx, person);
        same_int(post1(&w, "/sign-in/code", "code", code), 303);
        same_int(get(&w, "/me"), 200);
        ok(!str_eq(half, w.session));

        /* The same code again, in the same half minute: refused; the half-way token is spent. */
        struct visit x = { .cx = cx }, stale = { .cx = cx, .session = half, .csrf = w.csrf };
        same_int(get(&stale, "/sign-in/code"), 303);
        same_int(sign_in(&x, "li.code", story_password), 303);
        same_int(post1(&x, "/sign-in/code", "code", code), 422);
        cx->now += 30000;
        same_int(post1(&x, "/sign-in/code", "code", code_now(cx, person)), 303);

        /* A recovery code, as people write it, once. */
        struct visit y = { .cx = cx }, z = { .cx = cx };
        same_int(sign_in(&y, "li.code", story_password), 303);
        str blanks = str_f(cx->arena, " %.*s ", STR(recovery));
        same_int(post1(&y, "/sign-in/code", "code", blanks), 303);
        same_int(get(&y, "/me"), 200);
        same_int(sign_in(&z, "li.code", story_password), 303);
        same_int(post1(&z, "/sign-in/code", "code", recovery), 422);
}

TEST_DB(wrong_codes_lock_like_wrong_passwords)
{
        story_county(cx);
        int64_t person = story_account(cx, "li.lock", "inspector", "shili-mbb");
        struct visit v = { .cx = cx };
        same_int(sign_in(&v, "li.lock", story_password), 303);
        enrol(&v, person);
        for (int64_t n = 0; n < config.n[SETTING_lockout_failures]; n++) {
                struct visit w = { .cx = cx };  /* a right password in between washes nothing off */
                same_int(sign_in(&w, "li.lock", story_password), 303);
                same_int(post1(&w, "/sign-in/code", "code", code_wrong(cx, person)), 422);
        }
        struct visit w = { .cx = cx };
        same_int(sign_in(&w, "li.lock", story_password), 429);
}

TEST_DB(a_half_way_token_ends_after_a_quarter_of_an_hour)
{
        story_county(cx);
        int64_t person = story_account(cx, "li.late", "inspector", "shili-mbb");
        struct visit v = { .cx = cx }, w = { .cx = cx };
        same_int(sign_in(&v, "li.late", story_password), 303);
        enrol(&v, person);
        same_int(sign_in(&w, "li.late", story_password), 303);
        cx->now += ENTRY_MINUTES * 60000 + 1;
        same_int(get(&w, "/sign-in/code"), 303);
        w.csrf_wish = session_csrf(cx, w.csrf);
        same_int(post1(&w, "/sign-in/code", "code", code_now(cx, person)), 401);
}

TEST_DB(a_role_can_be_made_to_bring_a_second_factor)
{
        story_county(cx);
        int64_t person = story_account(cx, "li.role", "inspector", "shili-mbb");
        struct visit boss = { .cx = cx }, v = { .cx = cx };
        ok(visit_as(&boss, "security-admin", "shili"));
        same_int(post1(&boss, "/access/roles", "inspector", S("1")), 303);
        same_int(sign_in(&v, "li.role", story_password), 303);
        same_str(v.location, "/sign-in/factor");
        same_int(get(&v, "/me"), 303);
        same_int(get(&v, "/sign-in/factor"), 200);
        same_int(get(&v, "/sign-in/factor/picture"), 200);
        same_int(post1(&v, "/sign-in/factor", "code", code_wrong(cx, person)), 422);
        same_int(post1(&v, "/sign-in/factor", "code", code_now(cx, person)), 200);
        ok(visit_sees(&v, "恢复码"));
        same_int(get(&v, "/me"), 200);
        cx->now += 30000;
        same_int(post1(&v, "/me/factor/ends", "code", code_now(cx, person)), 403);   /* it must */

        /* The telephone is lost: the security administrator takes it off, and it is enrolled anew. */
        str path = str_f(cx->arena, "/access/people/%ld/factor-ends", person);
        same_int(visit_post(&boss, path, NULL, 0), 303);
        same_int(get(&v, "/me"), 303);
        struct visit w = { .cx = cx };
        same_int(sign_in(&w, "li.role", story_password), 303);
        same_str(w.location, "/sign-in/factor");

        same_int(post(&boss, "/access/roles"), 303);
        struct visit x = { .cx = cx };
        same_int(sign_in(&x, "li.role", story_password), 303);
        same_str(x.location, "/");
}

TEST_DB(ones_own_factor_is_taken_off_by_a_code)
{
        story_county(cx);
        int64_t person = story_account(cx, "li.own", "inspector", "shili-mbb");
        struct visit v = { .cx = cx };
        same_int(sign_in(&v, "li.own", story_password), 303);
        enrol(&v, person);
        same_int(post(&v, "/me/factor/starts"), 409);
        same_int(post1(&v, "/me/factor/ends", "code", code_wrong(cx, person)), 422);
        same_int(post1(&v, "/me/factor/ends", "code", code_now(cx, person)), 303);
        struct visit w = { .cx = cx };
        same_int(sign_in(&w, "li.own", story_password), 303);
        same_str(w.location, "/");
}

/* ---- passwords -------------------------------------------------------------------- */

static int new_password(struct visit *v, str typed, str again)
{
        struct pair f[] = { { S("new"), typed }, { S("again"), again } };
        return visit_post(v, S("/sign-in/password"), f, 2);
}

TEST_DB(a_password_ages_and_is_changed_before_anything_else)
{
        enum { DAY = 86400000 };
        story_county(cx);
        story_account(cx, "li.old", "inspector", "shili-mbb");
        struct visit v = { .cx = cx };
        cx->now += (config.n[SETTING_password_days] - config.n[SETTING_password_warn]) * (int64_t)DAY;
        cx->today = day_of_instant(cx->now);
        same_int(sign_in(&v, "li.old", story_password), 303);
        get(&v, "/me");
        ok(visit_sees(&v, str_f(cx->arena, "还可以用 %ld 天", config.n[SETTING_password_warn]).p));

        cx->now += config.n[SETTING_password_warn] * (int64_t)DAY;
        cx->today = day_of_instant(cx->now);
        struct visit w = { .cx = cx };
        same_int(sign_in(&w, "li.old", story_password), 303);
        same_str(w.location, "/sign-in/password");
        same_int(get(&w, "/me"), 303);
        same_int(get(&w, "/sign-in/password"), 200);
        same_int(new_password(&w, S("weak"), S("weak")), 422);
        same_int(new_password(&w, str_of(story_password), str_of(story_password)), 422);     /* the same again */
        same_int(new_password(&w, S("Another-Horse-8"), S("Another-Horse-9")), 422);    /* a slip of the hand */
        ok(visit_sees(&w, "两次填的口令不一样，请重新填写"));
        ok(!visit_sees(&w, "Another-Horse"));
        same_int(new_password(&w, S("Another-Horse-8"), S("Another-Horse-8")), 303);
        same_int(get(&w, "/me"), 200);
        struct visit x = { .cx = cx };
        same_int(sign_in(&x, "li.old", "Another-Horse-8"), 303);
        same_str(x.location, "/");
}

TEST_DB(the_last_five_passwords_do_not_come_back)
{
        story_county(cx);
        story_account(cx, "li.past", "inspector", "shili-mbb");
        struct visit v = { .cx = cx };
        same_int(sign_in(&v, "li.past", story_password), 303);
        str now = str_of(story_password);
        for (int i = 0; i < config.n[SETTING_password_history]; i++) {
                str next = str_f(cx->arena, "Turning-Wheel-%d", 31 + 7 * i);
                struct pair f[] = { { S("password"), now }, { S("new"), str_of(story_password) },
                                    { S("again"), str_of(story_password) } };
                same_int(visit_post(&v, S("/me/password"), f, 3), 422);         /* still remembered */
                f[1].value = f[2].value = next;
                same_int(visit_post(&v, S("/me/password"), f, 3), 303);
                now = next;
        }
        struct pair f[] = { { S("password"), now }, { S("new"), str_of(story_password) },
                            { S("again"), str_of(story_password) } };
        same_int(visit_post(&v, S("/me/password"), f, 3), 303);                 /* the sixth back */
}

/* ---- sessions ---------------------------------------------------------------------- */

TEST_DB(of_too_many_sessions_the_oldest_ends)
{
        story_county(cx);
        story_account(cx, "li.many", "inspector", "shili-mbb");
        struct visit v[9];
        int64_t most = config.n[SETTING_session_parallel];
        must(most < 9);
        for (int i = 0; i <= most; i++) {
                v[i] = (struct visit){ .cx = cx };
                cx->now += 1000;
                same_int(sign_in(&v[i], "li.many", story_password), 303);
        }
        same_int(get(&v[0], "/me"), 303);
        for (int i = 1; i <= most; i++)
                same_int(get(&v[i], "/me"), 200);
}

TEST_DB(an_administrator_ends_anothers_session_at_once)
{
        story_county(cx);
        story_account(cx, "li.seen", "inspector", "shili-mbb");
        struct visit v = { .cx = cx }, boss = { .cx = cx };
        same_int(sign_in(&v, "li.seen", story_password), 303);
        same_int(get(&v, "/me"), 200);
        struct ctx who = *cx;
        done(session_load(&who, v.session));
        ok(visit_as(&boss, "system-admin", "shili"));
        const struct pair end[] = { { S("of"), S("/access/sessions") }, { S("query"), S("") },
                { S("event"), S("end") }, { S("items"), str_f(cx->arena, "%ld.1", who.visitor->session) } };
        same_int(visit_post(&boss, S("/lists/batch"), end, 4), 403);
        same_int(get(&v, "/me"), 200);
        ok(visit_as(&boss, "security-admin", "shili"));
        get(&boss, "/access/sessions");
        ok(visit_sees(&boss, "li.seen"));
        same_int(visit_post(&boss, S("/lists/batch"), end, 4), 303);
        same_int(get(&v, "/me"), 303);
        same_int(visit_post(&boss, S("/lists/batch"), end, 4), 409);
        ok(visit_sees(&boss, "这次登录已经结束"));
}

/* ---- accounts nobody uses ------------------------------------------------------------- */

TEST_DB(stale_accounts_are_listed_and_disabled_together)
{
        enum { DAY = 86400000 };
        story_county(cx);
        int64_t used = story_account(cx, "li.used", "inspector", "shili-mbb");
        int64_t idle = story_account(cx, "li.idle", "inspector", "shili-mbb");
        struct visit v = { .cx = cx }, boss = { .cx = cx };
        cx->now += (config.n[SETTING_stale_days] - 1) * (int64_t)DAY;
        cx->today = day_of_instant(cx->now);
        same_int(sign_in(&v, "li.used", story_password), 303);
        ok(visit_as(&boss, "system-admin", "shili"));
        get(&boss, "/access/stale");
        ok(!visit_sees(&boss, "li.idle"));
        cx->now += 2 * (int64_t)DAY;
        cx->today = day_of_instant(cx->now);
        ok(visit_as(&boss, "system-admin", "shili"));
        get(&boss, "/access/stale");
        ok(visit_sees(&boss, "li.idle"));
        ok(!visit_sees(&boss, "li.used"));
        struct account_version before, after;
        done(account_version(cx, idle, &before));
        const struct pair f[] = { { S("of"), S("/access/stale") }, { S("query"), S("") }, { S("event"), S("disable") },
                                  { S("items"), str_f(cx->arena, "%ld.%ld", idle, before.version) } };
        same_int(visit_post(&boss, S("/lists/batch"), f, 4), 303);
        done(account_version(cx, idle, &after));
        ok(after.disabled);
        done(account_version(cx, used, &after));
        ok(!after.disabled);
        get(&boss, "/access/stale");
        ok(!visit_sees(&boss, "li.idle"));
}

TEST_DB(the_template_of_the_wizard_is_behind_its_link)
{
        str key;
        done(link_make(cx, 0, &key));
        struct visit v = { .cx = cx };
        same_int(get(&v, "/begin/units/template"), 404);
        str path = str_f(cx->arena, "/set-up/%.*s", STR(key));
        same_int(visit_get(&v, path), 200);
        same_int(visit_post(&v, path, NULL, 0), 303);
        same_int(get(&v, "/begin/units/template"), 200);
        ok(str_starts(v.body, S("PK")));
}
