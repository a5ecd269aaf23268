/* tests/http/once_test.c - connections cut at any byte, forms sent twice: one effect, one answer. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/auth/session.h"
#include "core/crypto/password.h"
#include "door/web/once.h"
#include "door/web/once.sql.h"
#include "tests/http/wire.h"
#include "tests/story.h"

/* Notes on a matter of rectification: nothing but the key keeps two equal ones apart. */
enum { CUTS = 150, CUTS_LONG = 5000, PAIRS = 30 };      /* on each database */

static const struct sql notes = {
        .name = "once_notes", .args = "s", .cols = "i", .index = -1,
        .text = "SELECT count(*) FROM rectify_move WHERE words LIKE $1",
};

static int64_t notes_of(struct ctx *cx, const char *like)
{
        struct query q;
        query_open(&q, cx, &notes, (struct arg[]){ { .type = ARG_STR, .s = str_of(like) } });
        int64_t n = query_next(&q) ? query_int(&q, 0) : -1;
        done(query_end(&q));
        return n;
}

static int post(struct visit *v, const char *line, const char *key)
{
        str path;
        struct pair f[VISIT_FIELDS];
        int n = story_request(v->cx, str_of(line), 0, &path, f);
        v->once = str_of(key);
        return visit_post(v, path, f, n);
}

/* Somebody whose unit has a matter that takes notes. */
static bool begin(struct ctx *cx, struct visit *v)
{
        story_county(cx);
        return ok(visit_as(v, "town", "shili-liuxi")) &&
               same_int(post(v, "/rectify/4 version=1 cause=台账漏记 measure=对账 section=办公室", ""), 422) &&
               same_int(post(v, "/rectify/4 version=1 cause=台账漏记 measure=对账 section=办公室", "k1"), 303) &&
               same_int(post(v, "/rectify/4/moves event=start version=2", "k2"), 303);
}

/* The bytes of one POST: the key in a header, or in the form as pages have it. */
static str bytes_of(struct ctx *cx, const struct visit *v, const char *words, const char *key,
                    bool head)
{
        str body = str_f(cx->arena, "csrf=%.*s%s%s&words=%s", STR(session_csrf(cx, v->session)),
                         head ? "" : "&once=", head ? "" : key, words);
        return str_f(cx->arena, "POST /rectify/4/notes HTTP/1.1\r\nHost: localhost\r\nCookie: ls-session=%.*s\r\n"
                     "%s%s%sContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%.*s",
                     STR(v->session), head ? "Idempotency-Key: " : "", head ? key : "", head ? "\r\n" : "", body.n,
                     STR(body));
}

/* The program itself, on the test's day. */
static int64_t test_now;
static void serve(struct ctx *cx, struct request *rq, struct reply *re)
{
        cx->now = test_now;
        cx->today = day_of_instant(cx->now);
        web_serve(cx, rq, re);
}

static struct server *server_of(struct ctx *cx)
{
        struct server *s = NULL;
        test_now = cx->now;
        done(server_start(cx, cx->db->store, &(struct server_options){ .serve = serve, .event_threads = 2 }, &s));
        return s;
}

static uint64_t random_of(uint64_t *seed)
{
        *seed ^= *seed << 13, *seed ^= *seed >> 7, *seed ^= *seed << 17;
        return *seed;
}

/* Send the first `n` bytes, read the first `m` of the answer, and go: with a reset, or politely. */
static void cut(int port, str bytes, size_t n, size_t m, bool reset)
{
        char answer[4096];
        int fd = wire_connect(port);
        if (!ok(fd >= 0))
                return;
        ok(wire_put(fd, str_head(bytes, n)));
        if (m)
                ok(recv(fd, answer, m > sizeof(answer) ? sizeof(answer) : m, MSG_WAITALL) >= 0);
        struct linger now = { .l_onoff = 1 };
        if (reset)
                setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
        close(fd);
}

TEST_DB(http_a_cut_request_sent_again_has_one_effect)
{
        struct visit v = { .cx = cx };
        struct once_count c;
        uint64_t seed = 88172645463325252u;
        bool all = getenv("LUOSHI_LONG") && !strcmp(getenv("LUOSHI_LONG"), "yes");
        int n = all ? CUTS_LONG : CUTS, whole = 0;
        if (!begin(cx, &v))
                return;
        struct server *s = server_of(cx);
        for (int i = 0; i < n; i++) {
                struct arena_mark mark = arena_mark(cx->arena);
                const char *words = str_f(cx->arena, "cut-%d", i).p, *key = str_f(cx->arena, "key-%d", i).p;
                str bytes = bytes_of(cx, &v, words, key, i % 2);
                bool sent = i % 3 == 0;                 /* all of it, and the answer is cut instead */
                size_t at = sent ? bytes.n : (size_t)(random_of(&seed) % bytes.n);
                whole += sent;
                cut(server_port(s), bytes, at, sent ? (size_t)(random_of(&seed) % 400) : 0, random_of(&seed) % 2);
                struct answer a = wire_ask(cx, server_port(s), bytes), b = wire_ask(cx, server_port(s), bytes);
                str note = wire_header(a, "set-cookie");
                if (a.status != 303 || b.status != 303 || !str_is(wire_header(a, "location"), "/rectify/4") ||
                    !str_eq(wire_header(a, "location"), wire_header(b, "location")) || !note.n ||
                    !str_eq(note, wire_header(b, "set-cookie")) || notes_of(cx, words) != 1)
                        same_int(i, -1);
                arena_release(cx->arena, mark);
        }
        same_int(notes_of(cx, "cut-%"), n);
        ok(whole > n / 4);
        ok(server_stop(s));
        done(once_count(cx, &c));
        same_int(c.n, n + 2);
        same_int(c.answered, n + 2);
}

TEST_DB(http_a_double_click_is_one_click)
{
        struct visit v = { .cx = cx };
        if (!begin(cx, &v))
                return;
        struct server *s = server_of(cx);
        for (int i = 0; i < PAIRS; i++) {
                struct arena_mark mark = arena_mark(cx->arena);
                str bytes = bytes_of(cx, &v, str_f(cx->arena, "pair-%d", i).p, str_f(cx->arena, "pair-%d", i).p, false);
                int a = wire_connect(server_port(s)), b = wire_connect(server_port(s));
                ok(wire_put(a, bytes) && wire_put(b, bytes));
                struct answer first = wire_read(cx, a, false), second = wire_read(cx, b, false);
                same_int(first.status, 303);
                same_int(second.status, 303);
                ok(str_eq(wire_header(first, "set-cookie"), wire_header(second, "set-cookie")));
                close(a);
                close(b);
                arena_release(cx->arena, mark);
        }
        same_int(notes_of(cx, "pair-%"), PAIRS);
        ok(server_stop(s));
}

TEST_DB(a_key_is_one_persons_for_one_form)
{
        struct visit v = { .cx = cx }, other = { .cx = cx };
        struct once_count c;
        if (!begin(cx, &v))
                return;
        same_int(post(&v, "/rectify/4/notes words=甲", "k3"), 303);
        same_int(post(&v, "/rectify/4/notes words=甲", "k3"), 303);
        same_int(notes_of(cx, "甲"), 1);
        /* Another text, another address: refused in words. */
        same_int(post(&v, "/rectify/4/notes words=乙", "k3"), 409);
        ok(visit_sees(&v, "这次的内容与上次不同，没有写入"));
        same_int(post(&v, "/rectify/4/moves event=start version=2", "k3"), 409);
        v.json = true;
        same_int(post(&v, "/rectify/4/notes words=乙", "k3"), 409);
        ok(visit_sees(&v, "\"TWICE\"") && visit_sees(&v, "没有写入"));
        v.json = false;
        same_int(notes_of(cx, "乙"), 0);
        /* What was refused is no first time. */
        same_int(post(&v, "/rectify/4/notes words=", "k4"), 422);
        same_int(post(&v, "/rectify/4/notes words=丙", "k4"), 303);
        /* A key is short visible text. */
        same_int(post(&v, "/rectify/4/notes words=丁", "a b"), 422);
        same_int(post(&v, "/rectify/4/notes words=丁", ""), 422);
        same_int(post(&v, "/rectify/4/notes words=丁", str_f(cx->arena, "%0201d", 1).p), 422);
        same_int(notes_of(cx, "丁"), 0);
        /* Another person's key of the same letters is another. */
        ok(visit_as(&other, "office-business", "shili-mbb"));
        same_int(post(&other, "/messages/reads id=0", "k3"), 303);
        done(once_count(cx, &c));
        same_int(c.n, 5);
        same_int(c.answered, 5);
        /* After two days the same key is a new one. */
        cx->now += ONCE_HOURS * 3600000L;
        done(once_prune_run(cx));
        done(once_count(cx, &c));
        same_int(c.n, 5);
        cx->now += 1;
        done(once_prune_run(cx));
        done(once_count(cx, &c));
        same_int(c.n, 0);
}

/* The page's own forms bring a key, each another; the database cannot read the answer. */
TEST_DB(forms_bring_keys_and_answers_are_sealed)
{
        static const struct sql plain = { .name = "once_plain", .args = "", .cols = "i", .index = -1,
                .text = "SELECT count(*) FROM request_once WHERE length(answer) > 32 AND status = 303" };
        struct visit v = { .cx = cx };
        struct once_find r;
        if (!begin(cx, &v))
                return;
        same_int(visit_get(&v, S("/rectify/4")), 200);
        ptrdiff_t at = str_find(v.body, S("name=\"once\" value=\""));
        ok(at > 0);
        str key = str_head(str_from(v.body, (size_t)at + 19), 32);
        ok(str_find(str_from(v.body, (size_t)at + 60), key) < 0);
        same_int(post(&v, "/rectify/4/notes words=甲", str_copy(cx->arena, key).p), 303);
        struct query q;
        query_open(&q, cx, &plain, NULL);
        same_int(query_next(&q) ? query_int(&q, 0) : -1, 3);
        done(query_end(&q));
        int64_t person = 0;
        story_post(cx, "town", "shili-liuxi", &person);
        done(once_find(cx, person, token_hash(cx->arena, S("k1")), &r));
        ok(r.has_status && r.status == 303 && str_find(r.answer, S("/rectify/4")) < 0);
}
