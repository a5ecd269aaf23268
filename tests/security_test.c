/* tests/security_test.c - sessions, tokens, lock-out, links and doors, through the whole router. */
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/config/config.h"
#include "core/crypto/password.h"
#include "door/web/entry.h"
#include "tests/story.h"


static int sign_in(struct visit *v, const char *login, const char *password)
{
        struct pair f[] = { { S("account"), str_of(login) }, { S("password"), str_of(password) } };
        return visit_post(v, S("/sign-in"), f, 2);
}

static int post(struct visit *v, const char *path) { return visit_post(v, str_of(path), NULL, 0); }
static int get(struct visit *v, const char *path)  { return visit_get(v, str_of(path)); }

/* ---- sessions ------------------------------------------------------------------- */

TEST_DB(session_token_is_made_anew_at_sign_in)
{
        story_county(cx);
        story_account(cx, "zhang.one", "inspector", "shili-mbb");
        /* Fixation: a token planted before sign-in never becomes a session. */
        str planted = random_hex(cx->arena, TOKEN_BYTES);
        struct visit v = { .cx = cx, .session = planted };
        same_int(get(&v, "/me"), 303);
        v.csrf_wish = session_csrf(cx, v.csrf);
        same_int(sign_in(&v, "zhang.one", story_password), 303);
        ok(v.session.n == SESSION_TOKEN_MAX && !str_eq(v.session, planted));
        same_int(get(&v, "/me"), 200);

        /* Rotation: signing in again ends the session this browser came with. */
        str first = v.session;
        same_int(sign_in(&v, "zhang.one", story_password), 303);
        ok(!str_eq(v.session, first));
        struct visit old = { .cx = cx, .session = first };
        same_int(get(&old, "/me"), 303);
        old.session = planted;
        same_int(get(&old, "/me"), 303);
}

TEST_DB(session_cookie_is_kept_from_scripts_and_neighbours)
{
        story_county(cx);
        story_account(cx, "zhang.two", "inspector", "shili-mbb");
        struct visit v = { .cx = cx, .secure = true };
        same_int(sign_in(&v, "zhang.two", story_password), 303);
        ok(str_find(v.cookies, S("__Host-ls-session=")) >= 0);
        ok(str_find(v.cookies, S("; Path=/; HttpOnly; SameSite=Lax; Secure")) >= 0);
        ok(str_find(v.cookies, S("Domain")) < 0);
        struct visit plain = { .cx = cx };
        same_int(sign_in(&plain, "zhang.two", story_password), 303);
        ok(str_find(plain.cookies, S("ls-session=")) == 0);
        ok(str_find(plain.cookies, S("; Path=/; HttpOnly; SameSite=Lax")) >= 0);
}

TEST_DB(sign_out_ends_the_session_on_the_server)
{
        story_county(cx);
        struct visit v = { .cx = cx };
        ok(visit_as(&v, "inspector", "shili-mbb"));
        struct visit copy = v;
        same_int(get(&copy, "/me"), 200);
        same_int(post(&v, "/sign-out"), 303);
        same_int(get(&copy, "/me"), 303);
        ok(str_find(v.cookies, S("ls-session=; ")) >= 0);
}

TEST_DB(the_token_itself_is_not_in_the_database)
{
        story_county(cx);
        struct visit v = { .cx = cx };
        ok(visit_as(&v, "inspector", "shili-mbb"));
        struct visit thief = { .cx = cx };
        str hash = token_hash(cx->arena, v.session);
        struct buf hex = buf_new(cx->arena, 128);
        for (size_t i = 0; i < hash.n; i++)
                buf_f(&hex, "%02x", (unsigned)(unsigned char)hash.p[i]);
        thief.session = buf_str(&hex);          /* what a reader of the database has */
        same_int(get(&thief, "/me"), 303);
}

TEST_DB(session_ends_by_idling_by_age_and_by_a_clock_set_back)
{
        story_county(cx);
        int64_t start = cx->now;
        struct visit v = { .cx = cx };
        ok(visit_as(&v, "inspector", "shili-mbb"));
        for (int i = 0; i < 25; i++) {          /* busy for 12 hours less a little */
                cx->now += 28 * 60000;
                same_int(get(&v, "/me"), 200);
        }
        cx->now = start + config.n[SETTING_session_max] * 1000 + 1;
        same_int(get(&v, "/me"), 303);

        cx->now = start;
        session_forget();
        struct visit w = { .cx = cx };
        ok(visit_as(&w, "inspector", "shili-mbb"));
        cx->now += config.n[SETTING_session_idle] * 1000;
        same_int(get(&w, "/me"), 200);
        cx->now += config.n[SETTING_session_idle] * 1000 + 1;
        same_int(get(&w, "/me"), 303);
        cx->now = start - 3600000;
        same_int(get(&w, "/me"), 303);
}

TEST_DB(session_ends_when_the_post_or_the_account_is_taken_away)
{
        story_county(cx);
        int64_t person = story_account(cx, "zhang.six", "inspector", "shili-mbb");
        struct visit v = { .cx = cx }, boss = { .cx = cx };
        same_int(sign_in(&v, "zhang.six", story_password), 303);
        same_int(get(&v, "/org"), 200);
        ok(visit_as(&boss, "security-admin", "shili"));

        struct post_first p;
        done(post_first(cx, person, cx->today, &p));
        struct pair version = { S("version"), S("1") };
        same_int(visit_post(&boss, str_f(cx->arena, "/people/%ld/posts/%ld/ends", person, p.id),
                            &version, 1), 303);
        same_int(get(&v, "/org"), 303);
        struct visit again = { .cx = cx };
        same_int(sign_in(&again, "zhang.six", story_password), 422);

        int64_t other = story_account(cx, "zhang.seven", "inspector", "shili-mbb");
        struct visit w = { .cx = cx };
        same_int(sign_in(&w, "zhang.seven", story_password), 303);
        ok(visit_as(&boss, "system-admin", "shili"));
        struct pair disable[] = { { S("version"), S("2") }, { S("event"), S("disable") } };
        same_int(visit_post(&boss, str_f(cx->arena, "/people/%ld/account", other), disable, 2),
                 303);
        same_int(get(&w, "/org"), 303);
        same_int(sign_in(&again, "zhang.seven", story_password), 422);
}

TEST_DB(a_new_password_ends_the_other_sessions)
{
        story_county(cx);
        story_account(cx, "zhang.eight", "inspector", "shili-mbb");
        struct visit a = { .cx = cx }, b = { .cx = cx };
        same_int(sign_in(&a, "zhang.eight", story_password), 303);
        same_int(sign_in(&b, "zhang.eight", story_password), 303);
        struct pair f[] = { { S("password"), S("wrong") }, { S("new"), S("Another-Horse-8") },
                            { S("again"), S("Another-Horse-8") } };
        same_int(visit_post(&a, S("/me/password"), f, 3), 422);
        f[0].value = str_of(story_password);
        f[1].value = f[2].value = S("weak");
        same_int(visit_post(&a, S("/me/password"), f, 3), 422);
        f[2].value = S("Another-Horse-8");
        same_int(visit_post(&a, S("/me/password"), f, 3), 422);
        ok(visit_sees(&a, "两次填的口令不一样，请重新填写"));
        f[1].value = S("Another-Horse-8");
        str before = a.session;
        same_int(visit_post(&a, S("/me/password"), f, 3), 303);
        ok(!str_eq(a.session, before));
        same_int(get(&a, "/me"), 200);
        same_int(get(&b, "/me"), 303);
        struct visit c = { .cx = cx };
        same_int(sign_in(&c, "zhang.eight", story_password), 422);
        same_int(sign_in(&c, "zhang.eight", "Another-Horse-8"), 303);
}

/* ---- CSRF ---------------------------------------------------------------------------- */

TEST_DB(every_post_wants_a_token_and_an_origin_of_ours)
{
        story_county(cx);
        struct visit v = { .cx = cx }, other = { .cx = cx };
        ok(visit_as(&v, "office-general", "shili-mbb"));
        ok(visit_as(&other, "office-general", "shili-mbb"));
        str path = str_f(cx->arena, "/org/%ld/units", story_unit(cx, "shili-mbb"));
        struct pair f[] = { { S("name"), S("伪造") }, { S("kind"), S("section") }, { S("sort"),
                 S("1") },
                            { S("code"), S("csrf") } };

        v.no_csrf = true;
        same_int(visit_post(&v, path, f, 4), 403);
        v.csrf_wish = session_csrf(cx, other.session);
        same_int(visit_post(&v, path, f, 4), 403);
        v.csrf_wish = S("0");
        same_int(visit_post(&v, path, f, 4), 403);
        static const char *const foreign[] = { "https://evil.example", "null",
                                               "http://localhost.evil.example",
                                               "http://localhost:8081", "localhost", "" };
        for (size_t i = 0; i < COUNT_OF(foreign); i++) {
                v.origin = str_of(foreign[i]);
                same_int(visit_post(&v, path, f, 4), 403);
        }
        v.site = S("cross-site");
        same_int(visit_post(&v, path, f, 4), 403);
        v.site = S("same-site");
        same_int(visit_post(&v, path, f, 4), 403);
        same_int(story_unit(cx, "csrf"), 0);    /* nothing was written by any of them */

        v.origin = S("http://localhost");
        v.site = S("same-origin");
        same_int(visit_post(&v, path, f, 4), 303);
        f[0].value = S("伪造二");
        f[3].value = S("csrf-header");
        v.no_csrf = true;
        v.csrf_header = session_csrf(cx, v.session);
        same_int(visit_post(&v, path, f, 4), 303);
        /* The door too: nobody signs another in as somebody. */
        struct visit nobody = { .cx = cx };
        get(&nobody, "/sign-in");
        nobody.no_csrf = true;
        same_int(sign_in(&nobody, "x.y.z", "x"), 403);
        nobody.csrf_wish = session_csrf(cx, v.session);
        same_int(sign_in(&nobody, "x.y.z", "x"), 403);
}

TEST_DB(a_forged_note_is_not_shown)
{
        story_county(cx);
        struct visit v = { .cx = cx }, w = { .cx = cx };
        ok(visit_as(&v, "inspector", "shili-mbb"));
        ok(visit_as(&w, "inspector", "shili-mbb"));
        v.note = session_seal(cx, v.session, S("真的提示"));
        get(&v, "/org");
        ok(visit_sees(&v, "真的提示"));
        ok(str_find(v.cookies, S("ls-note=; ")) >= 0);
        v.note = session_seal(cx, w.session, S("别人的提示"));
        get(&v, "/org");
        ok(!visit_sees(&v, "别人的提示"));
        v.note = S("e4bda0.00");
        same_int(get(&v, "/org"), 200);
        v.note = S("zz.zz");
        same_int(get(&v, "/org"), 200);
}

/* ---- guessing ------------------------------------------------------------------------ */

TEST_DB(five_wrong_passwords_lock_the_account_known_or_not)
{
        story_county(cx);
        story_account(cx, "zhang.lock", "inspector", "shili-mbb");
        const char *logins[] = { "zhang.lock", "nobody.here" };
        int64_t tries = config.n[SETTING_lockout_failures];
        str said[2][2];
        for (int i = 0; i < 2; i++) {
                for (int64_t n = 0; n < tries; n++) {
                        struct visit v = { .cx = cx };
                        same_int(sign_in(&v, logins[i], "Wrong-Password-1"), 422);
                        said[i][0] = v.body;
                }
                struct visit v = { .cx = cx };
                same_int(sign_in(&v, logins[i], story_password), 429);
                said[i][1] = v.body;
        }
        /* One and the same page for both, but for the name typed. */
        for (int k = 0; k < 2; k++)
                same_int((int64_t)said[0][k].n - (int64_t)strlen(logins[0]),
                         (int64_t)said[1][k].n - (int64_t)strlen(logins[1]));
        struct visit v = { .cx = cx };
        cx->now += config.n[SETTING_lockout_seconds] * 1000 - 1000;
        same_int(sign_in(&v, "zhang.lock", story_password), 429);
        cx->now += 2000;
        same_int(sign_in(&v, "zhang.lock", story_password), 303);
}

TEST_DB(a_right_password_in_between_starts_the_count_again)
{
        story_county(cx);
        story_account(cx, "zhang.count", "inspector", "shili-mbb");
        for (int round = 0; round < 3; round++) {
                for (int64_t n = 1; n < config.n[SETTING_lockout_failures]; n++) {
                        struct visit v = { .cx = cx };
                        same_int(sign_in(&v, "zhang.count", "Wrong-Password-1"), 422);
                }
                struct visit v = { .cx = cx };
                same_int(sign_in(&v, "zhang.count", story_password), 303);
        }
}

TEST_DB(one_address_guessing_many_accounts_is_locked)
{
        story_county(cx);
        story_account(cx, "zhang.addr", "inspector", "shili-mbb");
        struct config before = config;
        config.n[SETTING_lockout_failures] = 1;         /* ten tries an address */
        for (int i = 0; i < 10; i++) {
                struct visit v = { .cx = cx, .remote = S("198.51.100.9"), .away = true };
                same_int(sign_in(&v, str_f(cx->arena, "guess.%d", i).p, "Wrong-Password-1"), 422);
        }
        struct visit v = { .cx = cx, .remote = S("198.51.100.9"), .away = true };
        same_int(sign_in(&v, "zhang.addr", story_password), 429);
        struct visit w = { .cx = cx, .remote = S("198.51.100.10"), .away = true };
        same_int(sign_in(&w, "zhang.addr", story_password), 303);
        config = before;
}

TEST_DB(only_the_security_administrator_lifts_a_lock)
{
        story_county(cx);
        int64_t person = story_account(cx, "zhang.lift", "inspector", "shili-mbb");
        for (int64_t n = 0; n < config.n[SETTING_lockout_failures]; n++) {
                struct visit v = { .cx = cx };
                sign_in(&v, "zhang.lift", "Wrong-Password-1");
        }
        str path = str_f(cx->arena, "/people/%ld/unlocks", person);
        struct visit boss = { .cx = cx }, v = { .cx = cx };
        ok(visit_as(&boss, "system-admin", "shili"));
        same_int(visit_post(&boss, path, NULL, 0), 403);
        ok(visit_as(&boss, "security-admin", "shili"));
        same_int(visit_post(&boss, path, NULL, 0), 303);
        same_int(sign_in(&v, "zhang.lift", story_password), 303);
}

/* ---- one-time links ------------------------------------------------------------------- */

TEST_DB(a_link_works_once_and_not_for_long)
{
        story_county(cx);
        int64_t person = story_account(cx, "zhang.link", "inspector", "shili-mbb");
        str key, second;
        done(link_make(cx, person, &key));
        same_int((int64_t)key.n, 2 * LINK_BYTES);
        done(link_make(cx, person,
                       &second));           /* the newer one makes the older worthless */
        struct visit v = { .cx = cx };
        str path = str_f(cx->arena, "/set-up/%.*s", STR(key));
        same_int(visit_get(&v, path), 404);
        path = str_f(cx->arena, "/set-up/%.*s", STR(second));
        same_int(visit_get(&v, path), 200);
        ok(visit_sees(&v, "zhang.link"));

        struct pair weak[] = { { S("new"), S("short") }, { S("again"), S("short") } };
        struct pair fine[] = { { S("new"), S("Linked-Horse-9") }, { S("again"), S("Linked-horse-9") } };
        same_int(visit_post(&v, path, weak, 2), 422);
        same_int(visit_post(&v, path, fine, 2), 422);
        ok(visit_sees(&v, "两次填的口令不一样，请重新填写"));
        same_int(visit_post(&v, path, fine, 1), 422);           /* once is not twice */
        fine[1].value = fine[0].value;
        same_int(visit_post(&v, path, fine, 2), 303);
        same_int(get(&v, "/me"), 200);
        struct visit w = { .cx = cx };
        same_int(visit_get(&w, path), 404);
        same_int(visit_post(&w, path, fine, 2), 404);
        same_int(sign_in(&w, "zhang.link", story_password), 422);
        same_int(sign_in(&w, "zhang.link", "Linked-Horse-9"), 303);

        done(link_make(cx, person, &key));
        path = str_f(cx->arena, "/set-up/%.*s", STR(key));
        cx->now += (int64_t)LINK_HOURS * 3600000 - 1000;
        struct visit late = { .cx = cx };
        same_int(visit_get(&late, path), 200);
        cx->now += 1000;
        same_int(visit_get(&late, path), 404);
        same_int(visit_post(&late, path, fine, 2), 404);
        same_int(get(&late, "/set-up/00000000000000000000000000000000"), 404);
}

static int roster(struct visit *v, str rows)
{
        struct upload up = { S("file"), S("units.csv"), rows };
        v->uploads = &up;
        v->n_uploads = 1;
        int status = visit_post(v, S("/begin/units/file"), NULL, 0);
        v->uploads = NULL;
        v->n_uploads = 0;
        return status;
}

/* The fingerprint that the page of the units bears. */
static str seen_there(struct visit *v)
{
        static const str head = S_C("name=\"seen\" value=\"");
        same_int(get(v, "/begin/units"), 200);
        ptrdiff_t at = str_find(v->body, head);
        return ok(at > 0) ? str_copy(v->cx->arena, str_head(str_from(v->body, (size_t)at + head.n), 64)) : S("");
}

TEST_DB(of_two_browsers_in_the_wizard_each_writes_the_list_it_looked_at)
{
        str key;
        done(link_make(cx, 0, &key));
        struct visit v = { .cx = cx, .away = true, .remote = S("192.0.2.9") }, w = v;
        str path = str_f(cx->arena, "/set-up/%.*s", STR(key));
        struct pair county[] = { { S("county"), S("测试县") }, { S("region"), S("511699") } };
        same_int(visit_post(&v, path, NULL, 0), 303);
        same_int(visit_post(&w, path, NULL, 0), 303);
        same_int(visit_post(&v, S("/begin/county"), county, 2), 303);
        same_int(roster(&v, S("名称,类型\n财政局,部门\n")), 303);
        struct pair write[] = { { S("event"), S("write") }, { S("seen"), seen_there(&v) } };
        same_int(roster(&w, S("名称,类型\n水务局,部门\n")), 303);
        same_int(visit_post(&v, S("/begin/units/writes"), write, 2), 409);
        ok(visit_sees(&v, "另一处上传了别的名册"));
        same_int(get(&v, "/begin/units"), 200);
        ok(visit_sees(&v, "水务局") && !visit_sees(&v, "财政局"));
        write[1].value = seen_there(&v);
        same_int(visit_post(&v, S("/begin/units/writes"), write, 2), 303);
}

TEST_DB(the_wizard_shows_what_is_wrong_with_a_list_as_a_table)
{
        str key;
        done(link_make(cx, 0, &key));
        struct visit v = { .cx = cx, .away = true, .remote = S("192.0.2.9") };
        struct pair county[] = { { S("county"), S("测试县") }, { S("region"), S("511699") } };
        same_int(visit_post(&v, str_f(cx->arena, "/set-up/%.*s", STR(key)), NULL, 0), 303);
        same_int(visit_post(&v, S("/begin/county"), county, 2), 303);
        same_int(roster(&v, S("名称,类型,上级单位\n财政局,机关,\n水务站,下属单位,水务局\n")), 422);
        ok(visit_sees(&v, "第 2 行</td><td role=\"cell\" data-l=\"列\">B 类型</td>"));
        ok(visit_sees(&v, "data-l=\"填的是\"><b>机关</b>"));
        ok(visit_sees(&v, "data-l=\"可以填\">只能填：乡镇、部门、园区"));
        ok(visit_sees(&v, "第 3 行</td><td role=\"cell\" data-l=\"列\">C 上级单位</td>"));
        ok(visit_sees(&v, "既不在表里，也不在系统里"));
}

TEST_DB(the_first_set_up_makes_three_administrators)
{
        str key;
        done(link_make(cx, 0, &key));
        struct visit v = { .cx = cx, .away = true, .remote = S("192.0.2.9") }, w = v;
        str path = str_f(cx->arena, "/set-up/%.*s", STR(key));
        same_int(visit_get(&v, path), 200);
        same_int(get(&v, "/begin/county"), 404);                /* not without the link */
        same_int(visit_post(&v, path, NULL, 0), 303);
        same_str(v.location, "/begin/county");
        struct pair county[] = { { S("county"), S("测试县") }, { S("region"), S("510000") } };
        same_int(visit_post(&v, S("/begin/county"), county, 2), 422);
        ok(visit_sees(&v, "测试县"));                           /* what was typed is kept */
        county[1].value = S("51160x");
        same_int(visit_post(&v, S("/begin/county"), county, 2), 422);
        county[1].value = S("511699");
        same_int(visit_post(&v, S("/begin/county"), county, 2), 303);
        struct pair year = { S("year"), S("2024") };
        same_int(visit_post(&v, S("/begin/year"), &year, 1), 303);
        struct pair unit[] = { { S("name"), S("水务局") }, { S("kind"), S("department") },
                               { S("above"), S("") }, { S("code"), S("") } };
        same_int(visit_post(&v, S("/begin/units"), unit, 4), 303);
        same_int(visit_post(&v, S("/begin/units"), unit, 4), 422);      /* there already */

        struct pair new_password[] = { { S("new"), str_of(story_password) }, { S("again"), S("other") } };
        same_int(visit_post(&v, S("/begin/summary"), new_password, 2), 422); /* who? */
        struct pair f[] = {
                { S("system_name"), S("系统员") },   { S("system_login"), S("sys.admin") },
                { S("security_name"), S("安全员") }, { S("security_login"), S("sec.admin") },
                { S("audit_name"), S("审计员") },    { S("audit_login"), S("sec.admin") },
        };
        same_int(visit_post(&v, S("/begin/admins"), f, COUNT_OF(f)), 422);    /* three people */
        f[5].value = S("aud.admin");
        f[4].value = S("安全员");
        same_int(visit_post(&v, S("/begin/admins"), f, COUNT_OF(f)), 422);
        f[4].value = S("审计员");
        same_int(visit_post(&v, S("/begin/admins"), f, COUNT_OF(f)), 303);

        /* Another browser with the link is told so and goes on; the first one is told too, and stays. */
        ok(!visit_sees(&v, "在做这次设置"));
        w.remote = S("192.0.2.77");
        same_int(visit_get(&w, path), 200);
        ok(visit_sees(&w, "另有 1 处在做这次设置，最近一处 2024-11-20 09:00 从 192.0.2.9 打开"));
        same_int(visit_post(&w, path, NULL, 0), 303);
        same_int(get(&w, "/begin/summary"), 200);
        ok(visit_sees(&w, "sec.admin"));
        ok(visit_sees(&w, "从 192.0.2.9 打开"));
        same_int(get(&v, "/begin/admins"), 200);
        ok(visit_sees(&v, "从 192.0.2.77 打开"));
        same_int(visit_post(&v, S("/begin/year"), &year, 1), 303);      /* what it types counts */
        same_int(visit_post(&w, path, NULL, 0), 303);                   /* once more by the link: one browser still */
        same_int(get(&v, "/begin/county"), 200);
        ok(visit_sees(&v, "另有 1 处"));
        struct pair weak[] = { { S("new"), S("Xx-sys.admin-7") }, { S("again"), S("Xx-sys.admin-7") } };
        same_int(visit_post(&w, S("/begin/summary"), weak, 2), 422);
        same_int(visit_post(&w, S("/begin/summary"), new_password, 2), 422);
        ok(visit_sees(&w, "两次填的口令不一样，请重新填写"));
        new_password[1].value = new_password[0].value;
        same_int(visit_post(&w, S("/begin/summary"), new_password, 2), 200);
        ok(visit_sees(&w, "/set-up/"));
        ok(!visit_sees(&w, story_password));
        same_int(get(&w, "/people"), 200);
        same_int(get(&w, "/audit"), 403);
        same_int(get(&w, "/begin/county"), 404);
        same_int(get(&v, "/begin/county"), 404);                /* the other one is over, too */
        ok(visit_sees(&v, "第一次设置已经完成"));
        struct visit again = { .cx = cx };
        same_int(visit_post(&again, path, NULL, 0), 404);
        same_int(sign_in(&again, "sys.admin", story_password), 303);
        struct visit sec = { .cx = cx };
        same_int(sign_in(&sec, "sec.admin", ""),
                 422);          /* no password yet: only by the link */
}

/* ---- the demonstration door ------------------------------------------------------------- */

TEST_DB(the_demonstration_door_is_absent_elsewhere)
{
        story_county(cx);
        int64_t post_id = story_post(cx, "inspector", "shili-mbb", NULL);
        struct pair role = { S("role"), str_f(cx->arena, "%ld", post_id) };
        struct visit v = { .cx = cx, .away = true, .remote = S("192.0.2.9") };
        get(&v, "/sign-in");
        ok(!visit_sees(&v, "/sign-in/demo"));
        same_int(visit_post(&v, S("/sign-in/demo"), &role, 1), 404);
        demo_open = true;
        get(&v, "/sign-in");
        ok(visit_sees(&v, "/sign-in/demo"));
        same_int(visit_post(&v, S("/sign-in/demo"), &role, 1), 303);
        demo_open = false;

        /* A post that is not a demonstration's is not behind the door. */
        int64_t person = story_account(cx, "zhang.real", "inspector", "shili-mbb");
        struct post_first p;
        done(post_first(cx, person, cx->today, &p));
        struct visit near = { .cx = cx };
        role.value = str_f(cx->arena, "%ld", p.id);
        same_int(visit_post(&near, S("/sign-in/demo"), &role, 1), 404);

        {       /* The mark taken off, the door is gone even on this machine. */
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                setting_put(cx, S("demo"), S("0"));
                done(tx_commit(&tx));
        }
        role.value = str_f(cx->arena, "%ld", post_id);
        get(&near, "/sign-in");
        ok(!visit_sees(&near, "/sign-in/demo"));
        same_int(visit_post(&near, S("/sign-in/demo"), &role, 1), 404);
}

TEST_DB(metrics_are_of_this_machine_or_of_the_token)
{
        story_county(cx);
        struct visit v = { .cx = cx }, w = { .cx = cx, .away = true, .remote = S("192.0.2.9") };
        same_int(get(&v, "/metrics"), 200);
        same_int(get(&w, "/metrics"), 404);
        str before = config.s[SETTING_metrics_token];
        config.s[SETTING_metrics_token] = S("secret-token");
        w.bearer = S("wrong");
        same_int(get(&w, "/metrics"), 404);
        w.bearer = S("secret-token");
        same_int(get(&w, "/metrics"), 200);
        config.s[SETTING_metrics_token] = before;
}

/* ---- answers --------------------------------------------------------------------------- */

TEST_DB(refusals_are_dressed_for_who_asks)
{
        story_county(cx);
        struct visit v = { .cx = cx, .json = true };
        same_int(get(&v, "/org"), 401);
        same_str(v.type, "application/problem+json");
        ok(visit_sees(&v, "\"title\":\"SIGN_IN\""));
        ok(visit_as(&v, "inspector", "shili-mbb"));
        v.json = true;
        same_int(get(&v, "/audit"), 403);
        ok(visit_sees(&v, "\"status\":403"));
        same_int(post(&v, "/org"), 405);
        same_str(v.allow, "GET, HEAD");
        v.json = false;
        same_int(get(&v, "/org/12345678901234567890"), 404);
        same_int(get(&v, "/org/1x"), 404);
        same_int(get(&v, "/org/1/"), 404);
        same_int(get(&v, "//org"), 404);
        struct visit w = { .cx = cx, .htmx = true };
        same_int(get(&w, "/org"), 401);
}

TEST_DB(an_asset_is_kept_and_answered_304)
{
        story_county(cx);
        struct visit v = { .cx = cx };
        get(&v, "/sign-in");
        ptrdiff_t at = str_find(v.body, S("/assets/theme."));
        if (!ok(at >= 0))
                return;
        str rest, path = str_cut(str_from(v.body, (size_t)at), '"', &rest);
        same_int(visit_get(&v, path), 200);
        ok(v.etag.n > 2 && v.body.n > 1000);
        v.if_none_match = v.etag;
        same_int(visit_get(&v, path), 304);
        same_int((int64_t)v.body.n, 0);
        same_int(get(&v, "/assets/theme.css"), 404);
}
