#define _GNU_SOURCE
/* tests/http/life_test.c - connections from accept to stop: keep-alive, pipelining, many busy
 * ones, slow ones, shed load, graceful stop, a taken port. */
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "door/web/metrics.h"
#include "tests/http/wire.h"

#define HELLO "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"

static void pause_ms(int ms)
{
        nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L }, NULL);
}

TEST(http_keep_alive_and_pipelining)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){ .workers = 4 });
        int fd = wire_connect(w.port);
        for (int i = 0; i < 20; i++) {
                ok(wire_put(fd, S(HELLO)));
                struct answer a = wire_read(cx, fd, false);
                same_int(a.status, 200);
                ok(!a.closing);
        }
        /* Five at once come back in order, each whole. */
        ok(wire_put(fd, S("GET /echo/1 HTTP/1.1\r\nHost: x\r\n\r\n"
                          "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n"
                          "POST /echo/3 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
                          "HEAD /page HTTP/1.1\r\nHost: x\r\n\r\n"
                          "GET /echo/5 HTTP/1.1\r\nHost: x\r\n\r\n")));
        same_str(wire_read(cx, fd, false).body, "GET /echo/1 ?\nfields 0 body 0 \n");
        same_str(wire_read(cx, fd, false).body, "hello\n");
        same_str(wire_read(cx, fd, false).body, "POST /echo/3 ?\nfields 0 body 3 \n");
        struct answer a = wire_read(cx, fd, true);
        same_str(wire_header(a, "content-length"), "23000");
        same_str(wire_read(cx, fd, false).body, "GET /echo/5 ?\nfields 0 body 0 \n");
        ok(wire_put(fd, S("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")));
        a = wire_read(cx, fd, false);
        same_int(a.status, 200);
        ok(a.closing);
        ok(wire_closed(fd));
        close(fd);

        fd = wire_connect(w.port);
        ok(wire_put(fd, S("GET /hello HTTP/1.0\r\n\r\n")));
        same_int(wire_read(cx, fd, false).status, 200);
        ok(wire_closed(fd));
        close(fd);
        fd = wire_connect(w.port);
        ok(wire_put(fd, S("GET /hello HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")));
        same_int(wire_read(cx, fd, false).status, 200);
        ok(wire_put(fd, S("GET /hello HTTP/1.0\r\n\r\n")));
        same_int(wire_read(cx, fd, false).status, 200);
        close(fd);
        ok(wire_stop(&w));
}

/* n connections, all asking at once, `rounds` times: every answer comes. Regression for the
 * library's own epoll mode, which hangs at 256. */
static void busy(struct ctx *cx, int n, int rounds)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){
                .workers = 2, .event_threads = 2, .queue_max = 5000, .max_connections = 4000 });
        int *fd = NEW_ARRAY(cx->arena, int, (size_t)n), answered = 0;
        for (int i = 0; i < n; i++)
                fd[i] = wire_connect(w.port);
        for (int r = 0; r < rounds; r++) {
                for (int i = 0; i < n; i++)
                        (void)wire_put(fd[i], S(HELLO));
                for (int i = 0; i < n; i++) {
                        struct arena_mark m = arena_mark(cx->arena);
                        answered += wire_read(cx, fd[i], false).status == 200;
                        arena_release(cx->arena, m);
                }
        }
        same_int(answered, n * rounds);
        for (int i = 0; i < n; i++)
                close(fd[i]);
        same_int(wire_reached(), n * rounds);
        ok(wire_stop(&w));
}

TEST(http_256_busy_connections)  { busy(cx, 256, 8); }
TEST(http_512_busy_connections)  { busy(cx, 512, 4); }
TEST(http_1000_busy_connections) { busy(cx, 1000, 3); }

TEST(http_slow_clients_are_closed_and_good_ones_served)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){
                .workers = 2, .event_threads = 2,
                .header_timeout_ms = 500, .idle_timeout_ms = 700,
        });
        enum { EACH = 15, ALL = 4 * EACH };
        int fd[ALL], good = wire_connect(w.port), small = 4096;
        int64_t slow = metric_value(METRIC_SLOW);
        for (int i = 0; i < ALL; i++) {
                fd[i] = wire_connect(w.port);
                static const char *const first[] = {
                        "GET /hello HTTP/1.1\r\nHost: x\r\nA: ",
                        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nx",
                        "GET /big HTTP/1.1\r\nHost: x\r\n\r\n",       /* and never read */
                        HELLO,
                };
                if (i % 4 == 2)
                        (void)setsockopt(fd[i], SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
                (void)wire_put(fd[i], str_of(first[i % 4]));
        }
        /* Drips keep a connection busy but not alive; the good client is served meanwhile. */
        for (int ms = 0; ms < 1800; ms += 60) {
                for (int i = 0; i < ALL; i++) {
                        if (i % 4 < 2)
                                (void)wire_put(fd[i], S("x"));
                }
                ok(wire_put(good, S(HELLO)));
                same_int(wire_read(cx, good, false).status, 200);
                pause_ms(60);
        }
        for (int i = 0; i < ALL; i++) {
                char drop[65536];
                ssize_t n = 1;
                while (n > 0)
                        n = recv(fd[i], drop, sizeof drop, 0);
                close(fd[i]);
        }
        ok(metric_value(METRIC_SLOW) - slow >= 3 * EACH);
        close(good);
        ok(wire_stop(&w));
        same_int(metric_value(METRIC_CONNECTIONS), 0);
}

TEST(http_sheds_load_over_the_queue)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){
                .workers = 1, .event_threads = 1, .queue_max = 3 });
        enum { N = 20 };
        int fd[N], shed = 0, served = 0;
        fd[0] = wire_connect(w.port);
        ok(wire_put(fd[0], S("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")));
        while (!wire_waiting())
                pause_ms(1);
        for (int i = 1; i < N; i++) {
                fd[i] = wire_connect(w.port);
                ok(wire_put(fd[i], S(HELLO)));
        }
        /* Three wait; all others are told at once, and may try again on the same connection. */
        while (shed < N - 4) {
                struct pollfd p[N];
                for (int i = 0; i < N; i++)
                        p[i] = (struct pollfd){ .fd = i ? fd[i] : -1, .events = POLLIN };
                if (!ok(poll(p, N, 20000) > 0))
                        break;
                for (int i = 1; i < N; i++) {
                        if (fd[i] < 0 || !p[i].revents)
                                continue;
                        struct answer a = wire_read(cx, fd[i], false);
                        same_int(a.status, 503);
                        ok(wire_header(a, "retry-after").n > 0);
                        ok(!a.closing);
                        close(fd[i]);
                        fd[i] = -1;
                        shed++;
                }
        }
        /* A health check still finds room. */
        int vital = wire_connect(w.port);
        ok(wire_put(vital, S("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")));
        wire_let_go();
        same_int(wire_read(cx, vital, false).status, 404);      /* our small server has none */
        close(vital);
        for (int i = 0; i < N; i++) {
                if (fd[i] < 0)
                        continue;
                served += wire_read(cx, fd[i], false).status == 200;
                close(fd[i]);
        }
        same_int(served, 4);
        struct answer a = wire_ask(cx, w.port, S(HELLO));
        same_int(a.status, 200);
        ok(wire_stop(&w));
}

static void *let_go_later(void *arg)
{
        pause_ms(400);
        wire_let_go();
        return arg;
}

TEST(http_stop_finishes_what_has_begun)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){ .workers = 2 });
        int running = wire_connect(w.port), body = wire_connect(w.port);
        int idle = wire_connect(w.port);
        ok(wire_put(idle, S(HELLO)));
        same_int(wire_read(cx, idle, false).status, 200);
        ok(wire_put(body, S("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel")));
        ok(wire_put(running, S("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")));
        while (!wire_waiting())
                pause_ms(1);
        /* The rest of the body and the end of the slow page come while it stops. */
        pthread_t later;
        ok(!pthread_create(&later, NULL, let_go_later, NULL));
        ok(wire_put(body, S("lo")));
        ok(wire_stop(&w));
        pthread_join(later, NULL);
        struct answer a = wire_read(cx, running, false);
        same_int(a.status, 200);
        same_str(a.body, "waited\n");
        ok(a.closing);
        same_int(wire_read(cx, body, false).status, 200);
        ok(wire_closed(idle));
        ok(wire_connect(w.port) < 0);
        close(running);
        close(body);
        close(idle);
}

TEST(http_a_taken_port_is_named)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){ .workers = 1 });
        struct server *second;
        const struct fail *f = server_start(cx, NULL, &(struct server_options){
                .listen = "127.0.0.1", .port = w.port, .workers = 1 }, &second);
        ok(f && f->kind == FAIL_CONFLICT);
        same_str(f->say, str_f(cx->arena, "端口 %d 已被占用", w.port).p);
        f = server_start(cx, NULL, &(struct server_options){
                .listen = "192.0.2.1", .workers = 1 }, &second);
        ok(f && f->kind == FAIL_INVALID);
        f = server_start(cx, NULL, &(struct server_options){ .listen = "127.0.0.1", .workers = 1,
                .tls_cert = S("no certificate"), .tls_key = S("no key") }, &second);
        ok(f && f->kind == FAIL_INVALID);
        ok(wire_stop(&w));
}

TEST(http_a_lost_connection_leaves_nothing)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){ .workers = 1 });
        static const char one[] = "POST /echo HTTP/1.1\r\nHost: localhost\r\n"
                                  "Content-Length: 10\r\n\r\n0123456789";
        for (size_t cut = 0; cut < sizeof one - 1; cut++) {
                int fd = wire_connect(w.port);
                (void)wire_put(fd, (str){ one, cut });
                if (cut % 2)            /* a reset, not an end */
                        (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, 0 },
                                         sizeof(struct linger));
                close(fd);
        }
        same_int(wire_ask(cx, w.port, S(HELLO)).status, 200);
        same_int(wire_reached(), 1);
        ok(wire_stop(&w));
        same_int(metric_value(METRIC_CONNECTIONS), 0);
        same_int(metric_value(METRIC_IN_FLIGHT), 0);
}
