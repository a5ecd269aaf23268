/* tests/http/full_test.c - the disk fills up under a running server (reliability.md, test 5): pages
 * are shown, what would be written is answered 507 with a sentence, and once there is room again
 * writing goes on without a restart. */
#include <unistd.h>

#include "core/auth/auth.h"
#include "door/cli/store.h"
#include "tests/fixture_vfs.h"
#include "tests/http/wire.h"

struct browser { struct ctx *cx; int port; str session, key, csrf; };

/* The value of a cookie that an answer sets; else `old`. */
static str cookie(struct ctx *cx, struct answer a, const char *name, str old)
{
        ptrdiff_t at = str_find(a.head, str_f(cx->arena, "%s=", name));
        return at < 0 ? old : str_cut(str_from(a.head, (size_t)at + strlen(name) + 1), ';', &(str){ 0 });
}

static struct answer ask(struct browser *b, const char *method, const char *path, str body)
{
        struct answer a = wire_ask(b->cx, b->port, str_f(b->cx->arena,
                "%s %s HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://localhost:%d\r\n"
                "Cookie: ls-session=%.*s; ls-csrf=%.*s\r\nConnection: close\r\nAccept: text/html\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%.*s",
                method, path, b->port, b->port, STR(b->session), STR(b->key), body.n, STR(body)));
        b->session = cookie(b->cx, a, "ls-session", b->session);
        b->key = cookie(b->cx, a, "ls-csrf", b->key);
        ptrdiff_t at = str_find(a.body, S("name=\"csrf\" value=\""));
        if (at >= 0)
                b->csrf = str_cut(str_from(a.body, (size_t)at + 19), '"', &(str){ 0 });
        return a;
}

static struct answer get(struct browser *b, const char *path) { return ask(b, "GET", path, (str){ 0 }); }

static struct answer post(struct browser *b, const char *path, const char *fields)
{
        return ask(b, "POST", path, str_f(b->cx->arena, "csrf=%.*s&%s", STR(b->csrf), fields));
}

/* In by the demonstration door, as the first role it has. */
static int sign_in(struct browser *b)
{
        str page = get(b, "/sign-in").body;
        ptrdiff_t at = str_find(page, S("name=\"role\" value=\""));
        if (!ok(at >= 0))
                return 0;
        str role = str_cut(str_from(page, (size_t)at + 19), '"', &(str){ 0 });
        return post(b, "/sign-in/demo", str_f(b->cx->arena, "role=%.*s", STR(role)).p).status;
}

static const char *settings(struct ctx *cx, int version)
{
        return str_f(cx->arena, "version=%d&mail=&quiet-from=20:00&quiet-to=08:00&digest=08:30&kind-0=now&kind-1=now"
                     "&kind-2=now&kind-3=now&kind-4=now&kind-5=now&kind-6=now&kind-7=now&kind-8=now"
                     "&kind-9=now&kind-10=now&kind-11=now&kind-12=now&kind-13=now&kind-14=now&kind-15=now"
                     "&kind-16=now", version).p;
}

static void is_full(struct answer a, const char *what)
{
        if (!ok(a.status == 507 && str_find(a.body, S("存储空间不足")) >= 0))
                test_note("%s: status %d %.*s", what, a.status, STR(str_head(a.body, 300)));
}

TEST(http_a_full_disk_is_said_and_passes)
{
        static const char *const pages[] = { "/", "/budget", "/messages", "/me", "/readyz" };
        struct store *store;
        struct db db;
        struct server *s;
        str path = str_f(cx->arena, "%.*s/full.db", STR(test_dir(cx)));
        disk_on();
        done(store_open(cx, path.p, NULL, &store));
        done(db_connect(cx, store, &db));
        cx->db = &db;
        done(database_prepare(cx, NULL));
        done(database_demo(cx));
        done(db_wait(cx));
        done(server_start(cx, store, &(struct server_options){ .workers = 2, .event_threads = 1 }, &s));
        struct browser in = { .cx = cx, .port = server_port(s) }, out = in;
        same_int(sign_in(&in), 303);
        same_int(get(&in, "/messages/settings").status, 200);
        same_int(post(&in, "/messages/settings", settings(cx, 0)).status, 303);
        for (int round = 0; round < 3; round++) {
                disk_fail(DISK_WRITE, 1, DISK_FULL, true);
                is_full(post(&in, "/messages/settings", settings(cx, 1 + round)), "a change");
                is_full(post(&in, "/messages/settings", settings(cx, 1 + round)), "and again");
                (void)get(&out, "/sign-in");
                for (size_t i = 0; i < COUNT_OF(pages); i++) {
                        if (!same_int(get(&in, pages[i]).status, 200))
                                test_note("%s while the disk is full", pages[i]);
                }
                ok(disk_failed());
                disk_heal();
                /* The version is what it was: nothing of what was refused is there. */
                same_int(get(&in, "/messages/settings").status, 200);
                same_int(post(&in, "/messages/settings", settings(cx, 1 + round)).status, 303);
        }
        same_int(sign_in(&out), 303);
        ok(server_stop(s));
        db_close(&db);
        store_close(store);
        disk_off();
        cx->db = NULL;
}
