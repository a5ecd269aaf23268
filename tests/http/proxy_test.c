#define _GNU_SOURCE
/* tests/http/proxy_test.c - the vectors of framing_test.c behind HAProxy with docs/haproxy.cfg
 * (reliability.md, test 13): the proxy and the server count the same requests, and none of them
 * reaches a handler in the name of another. */
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "door/web/metrics.h"
#include "tests/http/vectors.h"
#include "tests/http/wire.h"

struct proxy { pid_t pid; int port; str control; };

static str instead(struct ctx *cx, str text, const char *old, str new)
{
        ssize_t at = str_find(text, str_of(old));
        if (!ok(at >= 0)) {
                test_note("docs/haproxy.cfg has no line \"%s\"", old);
                return text;
        }
        return str_f(cx->arena, "%.*s%.*s%.*s", (int)at, text.p, STR(new),
                     STR(str_from(text, (size_t)at + strlen(old))));
}

static bool is_installed(void)
{
        return !access("/usr/sbin/haproxy", X_OK) || !access("/usr/local/sbin/haproxy", X_OK);
}

/* The documented file with addresses of this test: one listening socket is handed over. Without
 * HAProxy pid is 0. */
static struct proxy proxy_start(struct ctx *cx, int port)
{
        struct proxy x = { 0 };
        if (!is_installed())
                return x;
        struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        socklen_t n = sizeof a;
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        must(fd >= 0 && !bind(fd, (struct sockaddr *)&a, sizeof a) && !listen(fd, 64) &&
             !getsockname(fd, (struct sockaddr *)&a, &n));
        x.port = ntohs(a.sin_port);
        x.control = str_f(cx->arena, "%.*s/control", STR(test_dir(cx)));
        str path = str_f(cx->arena, "%.*s/haproxy.cfg", STR(test_dir(cx)));
        str text = test_file(cx->arena, "docs/haproxy.cfg", false);
        text = instead(cx, text, "/run/haproxy/admin.sock", x.control);
        text = instead(cx, text, ":443 ssl crt /etc/haproxy/luoshi.pem",
                       str_f(cx->arena, "fd@%d", fd));
        text = instead(cx, text, "127.0.0.1:8080 check", str_f(cx->arena, "127.0.0.1:%d", port));
        FILE *f = fopen(path.p, "w");
        must(f && fwrite(text.p, 1, text.n, f) == text.n && !fclose(f));
        fflush(NULL);
        x.pid = fork();
        must(x.pid >= 0);
        if (!x.pid) {
                prctl(PR_SET_PDEATHSIG, SIGKILL);
                execl("/usr/sbin/haproxy", "haproxy", "-db", "-q", "-f", path.p, (char *)NULL);
                execl("/usr/local/sbin/haproxy", "haproxy", "-db", "-q", "-f", path.p, (char *)NULL);
                _exit(127);
        }
        close(fd);
        return x;
}

/* How many requests the proxy says it has handed to the server. */
static int64_t handed_on(struct ctx *cx, const struct proxy *x)
{
        struct sockaddr_un a = { .sun_family = AF_UNIX };
        snprintf(a.sun_path, sizeof a.sun_path, "%.*s", STR(x->control));
        int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        must(fd >= 0);
        for (int tries = 0; connect(fd, (struct sockaddr *)&a, sizeof a); tries++) {
                must(tries < 2000);     /* it is starting */
                nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
        }
        must(wire_put(fd, S("show stat luoshi 2 -1\n")));
        struct buf b = buf_new(cx->arena, 65536);
        char part[4096];
        for (ssize_t n; (n = recv(fd, part, sizeof part, 0)) > 0;)
                buf_put(&b, (str){ part, (size_t)n });
        close(fd);
        str rest, head = str_cut(buf_str(&b), '\n', &rest), row = str_cut(rest, '\n', &rest);
        while (head.n && row.n) {
                str name = str_cut(head, ',', &head), value = str_cut(row, ',', &row);
                uint64_t count;
                if (str_is(name, "req_tot") && str_u64(value, &count))
                        return (int64_t)count;
        }
        test_note("the proxy says: %.*s", STR(buf_str(&b)));
        return -1;
}

/* What the proxy itself makes one clear request of before it hands it on, and the whole request
 * that follows one which was refused: both count it, and the server sees nothing doubtful. All
 * other vectors reach no handler. */
static const struct { const char *what; int reached; } mended[] = {
        { "the same length twice",    2 },      /* joined into one; RFC 9110 8.6 allows it */
        { "list of lengths",          2 },
        { "length of 26 digits",      1 },      /* the one is refused, the next is whole */
        { "chunked",                  1 },
        { "LF-only chunks",           1 },
        { "TE.0",                     1 },
        { "folded header",            1 },      /* unfolded; RFC 9112 5.2 allows it */
        { "folded length",            1 },
        { "bare LF in the head",      1 },      /* sent on as CRLF; RFC 9112 2.2 allows it */
        { "bare LF after the request", 1 },
        { "bare LF all through",      1 },
        { "bare LF at the end",       1 },
        { "two blanks",               1 },      /* sent on as one */
};

static int mended_count(const char *what)
{
        for (size_t i = 0; i < COUNT_OF(mended); i++) {
                if (!strcmp(mended[i].what, what))
                        return mended[i].reached;
        }
        return 0;
}

/* How many more than `before` it has handed on: it may count a moment after the answer is there. */
static int64_t handed_from(struct ctx *cx, const struct proxy *x, int64_t before, int64_t want)
{
        int64_t n = 0;
        for (int tries = 0; tries < 500; tries++) {
                struct arena_mark mark = arena_mark(cx->arena);
                n = handed_on(cx, x) - before;
                arena_release(cx->arena, mark);
                if (n >= want)
                        break;
                nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
        }
        return n;
}

static void send_through(struct ctx *cx, const struct proxy *x, const struct vector *v)
{
        int64_t handed = handed_on(cx, x), guarded = metric_value(METRIC_REFUSED);
        int reached = wire_reached();
        int fd = wire_connect(x->port);
        (void)wire_put(fd, (str){ v->p, v->n });
        shutdown(fd, SHUT_WR);          /* no more will come: the proxy need not wait for it */
        struct answer a = wire_read(cx, fd, str_starts((str){ v->p, v->n }, S("HEAD")));
        bool clean = wire_drained(cx, fd);
        close(fd);
        guarded = metric_value(METRIC_REFUSED) - guarded;
        reached = wire_reached() - reached;
        handed = handed_from(cx, x, handed, guarded + reached);
        /* What follows a request that was refused, or that the proxy had not yet handed on when the
         * client's half of the connection ended, may go down with it: the first never does. */
        int most = mended_count(v->what);
        bool right = ok(reached <= most && (guarded || reached >= (most > 0)));
        /* Without a Host the library answers before our guard: one request, and no more. */
        if (strcmp(v->what, "no Host"))
                right = same_int(guarded + reached, handed) && right;
        else
                right = same_int(handed, 1) && right;
        if (!reached)
                right = ok(clean && (a.status >= 400 || !strcmp(v->what, "HTTP/2 preface"))) && right;
        if (!right)
                test_note("%s: status %d, handed on %ld, refused by the guard %ld, reached %d",
                          v->what, a.status, handed, guarded, reached);
}

TEST(http_framing_behind_a_proxy)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){
                .workers = 1, .event_threads = 1, .header_timeout_ms = 2000,
        });
        struct proxy x = proxy_start(cx, w.port);
        if (!x.pid) {
                test_skip("no haproxy on this machine; script/bootstrap --tests installs it");
        } else {
                for (size_t i = 0; i < COUNT_OF(refused); i++) {
                        struct arena_mark mark = arena_mark(cx->arena);
                        send_through(cx, &x, &refused[i]);
                        arena_release(cx->arena, mark);
                }
                struct answer a = wire_ask(cx, x.port, S("POST /echo HTTP/1.1\r\n" HOST LEN5
                                                         "\r\nhello"));
                same_str(a.body, "POST /echo ?\nfields 0 body 5 \n");   /* and nobody is local */
                kill(x.pid, SIGKILL);
                while (waitpid(x.pid, NULL, 0) < 0)
                        ;
        }
        ok(wire_stop(&w));
}
