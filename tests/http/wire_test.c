#define _GNU_SOURCE
/* tests/http/wire_test.c - the raw client and the small server of the HTTP tests. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "door/web/guard.h"
#include "tests/http/wire.h"

static _Atomic int  reached, waiting;
static _Atomic bool let_go;

static void echo(const struct request *rq, struct buf *o)
{
        buf_f(o, "%s %.*s ?%.*s\n", rq->method == POST ? "POST" : "GET", STR(rq->path),
              STR(rq->query));
        for (int i = 0; i < rq->n_fields && i < 20; i++)
                buf_f(o, "%.*s=%.*s\n", STR(rq->fields[i].name), STR(rq->fields[i].value));
        for (int i = 0; i < rq->n_uploads && i < 20; i++)
                buf_f(o, "%.*s:%.*s:%zu\n", STR(rq->uploads[i].name), STR(rq->uploads[i].filename),
                      rq->uploads[i].bytes.n);
        buf_f(o, "fields %d body %zu %s%s\n", rq->n_fields, rq->body.n,
              rq->loopback ? "loopback" : "", rq->secure ? " secure" : "");
}

static void serve(struct ctx *cx, struct request *rq, struct reply *re)
{
        static char big[8 << 20];
        atomic_fetch_add(&reached, 1);
        re->body = buf_new(cx->arena, 1 << 20);
        re->pattern = "/test";
        if (str_is(rq->path, "/hello")) {
                buf_put(&re->body, S("hello\n"));
        } else if (str_is(rq->path, "/page")) {
                for (int i = 0; i < 1000; i++)
                        buf_f(&re->body, "<p>line %10d</p>\n", i);
        } else if (str_is(rq->path, "/big")) {
                re->type = "application/octet-stream";
                re->fixed = (str){ big, sizeof big };
        } else if (str_is(rq->path, "/download")) {
                re->type = "application/pdf";
                re->download = S("部门预算 2024.pdf");
                buf_put(&re->body, S("%PDF-1.7"));
        } else if (str_is(rq->path, "/wait")) {
                atomic_fetch_add(&waiting, 1);
                while (!atomic_load(&let_go))
                        nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
                atomic_fetch_sub(&waiting, 1);
                buf_put(&re->body, S("waited\n"));
        } else if (str_starts(rq->path, S("/echo")) || str_starts(rq->path, S("/upload"))) {
                echo(rq, &re->body);
        } else {
                re->status = 404;
                buf_put(&re->body, S("none\n"));
        }
}

struct wire wire_start(struct ctx *cx, struct store *store, struct server_options o)
{
        struct wire w = { 0 };
        atomic_store(&reached, 0);
        atomic_store(&let_go, false);
        o.listen = "127.0.0.1";
        o.serve = serve;
        const struct fail *f = server_start(cx, store, &o, &w.server);
        must(!f);
        w.port = server_port(w.server);
        return w;
}

bool wire_stop(struct wire *w) { return server_stop(w->server); }
int  wire_reached(void)        { return atomic_load(&reached); }
int  wire_waiting(void)        { return atomic_load(&waiting); }
void wire_let_go(void)         { atomic_store(&let_go, true); }

int wire_connect(int port)
{
        struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        struct timeval t = { .tv_sec = 20 };
        int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd < 0)
                return -1;
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (connect(fd, (struct sockaddr *)&a, sizeof a)) {
                close(fd);
                return -1;
        }
        return fd;
}

bool wire_put(int fd, str bytes)
{
        while (bytes.n) {
                ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
                if (n <= 0)
                        return false;
                bytes = str_from(bytes, (size_t)n);
        }
        return true;
}

str wire_header(struct answer a, const char *name)
{
        str rest = a.head;
        while (rest.n) {
                str value, line = str_cut(rest, '\n', &rest), key = str_cut(line, ':', &value);
                if (value.p && ascii_eq(key, name))
                        return str_trim(value);
        }
        return (str){ 0 };
}

struct answer wire_read(struct ctx *cx, int fd, bool head)
{
        struct answer a = { 0 };
        struct buf b = buf_new(cx->arena, 16 << 20);
        char chunk[65536];
        /* Byte for byte up to the blank line, so that nothing of a next response is taken. */
        while (b.n < 65536 && !(b.n >= 4 && !memcmp(b.p + b.n - 4, "\r\n\r\n", 4))) {
                if (recv(fd, chunk, 1, 0) != 1)
                        return a;
                buf_byte(&b, chunk[0]);
        }
        a.head = str_copy(cx->arena, buf_str(&b));
        uint64_t status = 0, length = 0;
        if (a.head.n > 12)
                (void)str_u64((str){ a.head.p + 9, 3 }, &status);
        a.status = (int)status;
        a.closing = ascii_eq(wire_header(a, "connection"), "close");
        (void)str_u64(wire_header(a, "content-length"), &length);
        if (head || a.status == 100 || a.status == 304)
                return a;
        struct buf body = buf_new(cx->arena, 16 << 20);
        while (body.n < length) {
                size_t want = length - body.n < sizeof chunk ? length - body.n : sizeof chunk;
                ssize_t n = recv(fd, chunk, want, 0);
                if (n <= 0)
                        break;
                buf_put(&body, (str){ chunk, (size_t)n });
        }
        a.body = buf_str(&body);
        return a;
}

bool wire_closed(int fd)
{
        char c;
        return recv(fd, &c, 1, 0) <= 0;
}

bool wire_drained(struct ctx *cx, int fd)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        char chunk[4096];
        ssize_t n;
        while ((n = recv(fd, chunk, sizeof chunk, 0)) > 0)
                buf_put(&b, (str){ chunk, (size_t)n });
        return n == 0 && str_find(buf_str(&b), S("HTTP/1.1 2")) < 0;
}

struct answer wire_ask(struct ctx *cx, int port, str bytes)
{
        int fd = wire_connect(port);
        struct answer a = { 0 };
        if (fd < 0)
                return a;
        (void)wire_put(fd, bytes);
        a = wire_read(cx, fd, str_starts(bytes, S("HEAD")));
        close(fd);
        return a;
}

int64_t wire_resident(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        return 0;               /* a sanitizer's own memory drowns what is measured */
#endif
        uint64_t pages = 0;
        char line[128] = "";
        FILE *f = fopen("/proc/self/statm", "re");
        must(f);
        bool read = fgets(line, sizeof line, f) != NULL;
        fclose(f);
        str rest = str_of(read ? line : "");
        (void)str_cut(rest, ' ', &rest);
        (void)str_u64(str_cut(rest, ' ', &rest), &pages);
        return (int64_t)pages * sysconf(_SC_PAGESIZE);
}

TEST(http_answers_over_a_socket)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){ .workers = 2 });
        struct answer a = wire_ask(cx, w.port, S("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        same_int(a.status, 200);
        same_str(a.body, "hello\n");
        ok(!a.closing);
        same_str(wire_header(a, "x-content-type-options"), "nosniff");
        same_str(wire_header(a, "cache-control"), "no-store");
        ok(str_find(wire_header(a, "content-security-policy"), S("unsafe")) < 0);
        a = wire_ask(cx, w.port, S("POST /echo?a=1 HTTP/1.1\r\nHost: localhost\r\n"
                                   "Content-Type: application/x-www-form-urlencoded\r\n"
                                   "Content-Length: 18\r\n\r\nname=%E6%B0%91+x&b"));
        same_str(a.body, "POST /echo ?a=1\na=1\nname=民 x\nb=\nfields 3 body 18 loopback\n");
        same_int(wire_reached(), 2);
        ok(wire_stop(&w));
}
