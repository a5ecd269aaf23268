/* tests/long/clients.c - slow and many clients (reliability.md, test 12): clients [SCALE]
 * [SECONDS].
 *
 * A server of its own meets, at SCALE 1000, 10,000 clients that never end their head, 2,000 that
 * never end their body, 1,000 that never read and 500 that keep an idle connection, for SECONDS;
 * each slow one that is closed comes back. Meanwhile a good client asks for a page again and again:
 * each time it must be served. Each slow client must be closed, the server's memory stay below
 * 150 MB, and its descriptors come back to where they were. How long the good client waits and the
 * slow ones lived is printed; the limits on time are held only at full scale. */
#define _GNU_SOURCE
#include "tests/long/long.h"
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HEAD, BODY, READ, IDLE, KINDS };
enum { FULL = 1000, RESIDENT_MAX_MB = 150, LIFE_MAX_MS = 15000, P99_MAX_US = 50000 };
static const char *const kind_name[KINDS] = { "slow head", "slow body", "slow reader", "idle" };
static const long        kind_each[KINDS] = { 10000, 2000, 1000, 500 };        /* at scale 1000 */

static long kind_count(int kind, long scale)
{
        return kind_each[kind] * scale / FULL;
}

struct client { int fd, kind; int64_t since; };

struct host { pid_t pid; uint16_t port; FILE *says; };

static int n_faults;
static void fault(bool is_right, const char *what)
{
        n_faults += !is_right;
        if (!is_right)
                printf("# %s\n", what);
}

/* ---- the server ------------------------------------------------------------------------ */

static struct host host_start(const char *folder, bool quick)
{
        struct host h = { 0 };
        char db[200], line[300];
        const char *program = getenv("LUOSHI");
        int out[2];
        snprintf(db, sizeof db, "%s/clients.db", folder);
        must(!pipe(out));
        fflush(NULL);
        h.pid = fork();
        must(h.pid >= 0);
        if (!h.pid) {
                prctl(PR_SET_PDEATHSIG, SIGKILL);
                dup2(out[1], STDOUT_FILENO);
                close(out[0]);
                setenv("LUOSHI_MAX_CONNECTIONS", "15000", 1);
                setenv("LUOSHI_HEADER_TIMEOUT", quick ? "2" : "10", 1);
                execl(program ? program : "build/luoshi", "luoshi", "serve", "--db", db, "--port", "0",
                      (char *)NULL);
                _exit(127);
        }
        close(out[1]);
        h.says = fdopen(out[0], "r");
        must(h.says);
        while (!h.port && fgets(line, sizeof line, h.says)) {
                unsigned port;
                if (sscanf(line, "luoshi: http://127.0.0.1:%u/", &port) == 1)
                        h.port = (uint16_t)port;
        }
        return h;
}

static long host_descriptors(const struct host *h)
{
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/fd", h->pid);
        DIR *d = opendir(path);
        must(d);
        long n = 0;
        for (struct dirent *e; (e = readdir(d)); )
                n += e->d_name[0] != '.';
        closedir(d);
        return n;
}

/* From here on the most that was resident counts, not what filling the database took. */
static void host_peak_begin(const struct host *h)
{
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/clear_refs", h->pid);
        FILE *f = fopen(path, "w");
        must(f && fputs("5", f) >= 0 && !fclose(f));
}

static long host_peak_mb(const struct host *h)
{
        char path[64], line[200];
        long kib = 0;
        snprintf(path, sizeof path, "/proc/%d/status", h->pid);
        FILE *f = fopen(path, "r");
        must(f);
        while (fgets(line, sizeof line, f) && sscanf(line, "VmHWM: %ld", &kib) != 1)
                ;
        fclose(f);
        return kib * 1024 / 1000000;
}

/* ---- a socket ---------------------------------------------------------------------------- */

static int dial(uint16_t port, int kind)
{
        struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        int one = 1, small = 4096, segment = 536;
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        must(fd >= 0);
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (kind == READ) {     /* little fits between the two, so that the server has to wait */
                (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
                (void)setsockopt(fd, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
        }
        if (!connect(fd, (struct sockaddr *)&a, sizeof a))
                return fd;
        close(fd);
        return -1;
}

static bool put(int fd, const char *text)
{
        return send(fd, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT) > 0;
}

/* One page on a connection: its status, 0 when none came. The body is read to its end. */
struct page { char p[1 << 18]; size_t n; };

static int ask(int fd, const char *path, struct page *page)
{
        char request[400];
        snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", path);
        page->n = 0;
        if (!put(fd, request))
                return 0;
        for (ptrdiff_t body = -1; ; ) {
                ssize_t n = recv(fd, page->p + page->n, sizeof page->p - page->n, 0);
                if (n <= 0)
                        return 0;
                page->n += (size_t)n;
                str s = { page->p, page->n };
                if (body < 0 && (body = str_find(s, S("\r\n\r\n"))) < 0)
                        continue;
                ptrdiff_t at = str_find(s, S("Content-Length: "));
                uint64_t length = 0, status = 0;
                if (at >= 0)
                        (void)str_u64(str_cut(str_from(s, (size_t)at + 16), '\r', &(str){ 0 }), &length);
                if (page->n >= (size_t)body + 4 + length) {
                        (void)str_u64((str){ s.p + 9, 3 }, &status);
                        return (int)status;
                }
        }
}

/* ---- the good client ------------------------------------------------------------------------ */

struct good {
        uint16_t     port;
        atomic_bool  stop;
        long         asked, served;
        int64_t     *us;                /* how long each took */
        long         room;
};

static int64_t now_us(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Every tenth time on a new connection. */
static void *ask_on(void *arg)
{
        struct good *g = arg;
        static struct page page;
        int fd = -1;
        for (; !atomic_load(&g->stop) && g->asked < g->room; g->asked++) {
                int64_t start = now_us();
                if (g->asked % 10 == 0) {
                        if (fd >= 0)
                                close(fd);
                        fd = dial(g->port, IDLE);
                }
                g->served += fd >= 0 && ask(fd, "/sign-in", &page) == 200;
                g->us[g->asked] = now_us() - start;
                long_sleep(10);
        }
        close(fd);
        return NULL;
}

static int by_size(const void *a, const void *b)
{
        const int64_t *x = a, *y = b;
        return (*x > *y) - (*x < *y);
}

/* ---- the crowd ------------------------------------------------------------------------------- */

struct crowd {
        int            poll;
        uint16_t       port;
        char           big[300];        /* what a slow reader asks for: a large file */
        struct client *all;
        long           n, closed[KINDS], came[KINDS];
        int64_t        longest[KINDS];
};

static void come(struct crowd *c, struct client *k)
{
        static const char *const first[KINDS] = {
                [HEAD] = "GET / HTTP/1.1\r\nHost: x\r\nA: ",
                [BODY] = "POST /sign-in HTTP/1.1\r\nHost: x\r\n"
                         "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 50000\r\n\r\na",
                [IDLE] = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
        };
        k->fd = dial(c->port, k->kind);
        k->since = long_ms();
        if (k->fd < 0)
                return;
        c->came[k->kind]++;
        (void)put(k->fd, k->kind == READ ? c->big : first[k->kind]);
        /* A slow reader looks for the end only, never for bytes. */
        struct epoll_event e = { .events = k->kind == READ ? 0 : EPOLLIN | EPOLLRDHUP, .data.ptr = k };
        must(!epoll_ctl(c->poll, EPOLL_CTL_ADD, k->fd, &e));
}

/* What the server said or did to it. False: it was closed. */
static bool lives(const struct client *k, uint32_t events)
{
        char drop[65536];
        if (events & (EPOLLHUP | EPOLLERR))
                return false;
        ssize_t n = recv(k->fd, drop, sizeof drop, MSG_DONTWAIT);
        return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

static void gone(struct crowd *c, struct client *k)
{
        int64_t life = long_ms() - k->since;
        close(k->fd);
        k->fd = -1;
        c->closed[k->kind]++;
        if (k->kind != IDLE && life > c->longest[k->kind])
                c->longest[k->kind] = life;
}

/* Until `end`, and as long as a slow one is there: who is closed comes back before `end`. */
static void mill_about(struct crowd *c, int64_t end, int64_t patience)
{
        struct epoll_event some[512];
        int64_t drip = 0;
        for (;;) {
                int64_t now = long_ms();
                int n = epoll_wait(c->poll, some, 512, 100);
                for (int i = 0; i < n; i++) {
                        struct client *k = some[i].data.ptr;
                        if (lives(k, some[i].events))
                                continue;
                        gone(c, k);
                        if (now < end)
                                come(c, k);
                }
                long slow = 0;
                bool drips = now - drip >= 1000;
                for (long i = 0; i < c->n; i++) {
                        struct client *k = &c->all[i];
                        slow += k->fd >= 0 && k->kind != IDLE;
                        if (drips && k->fd >= 0 && k->kind <= BODY)
                                (void)put(k->fd, "x");
                }
                drip = drips ? now : drip;
                if ((now >= end && !slow) || now >= end + patience)
                        return;
        }
}

int main(int argc, char **argv)
{
        long scale = long_argument(argc, argv, 1, 20), seconds = long_argument(argc, argv, 2, 4);
        bool full = scale >= FULL;
        struct rlimit r;
        must(!getrlimit(RLIMIT_NOFILE, &r));
        r.rlim_cur = r.rlim_max;
        must(!setrlimit(RLIMIT_NOFILE, &r));
        const char *folder = long_folder(true);
        struct host h = host_start(folder, !full);
        must(h.port);
        struct crowd c = { .poll = epoll_create1(EPOLL_CLOEXEC), .port = h.port };
        struct good  g = { .port = h.port, .room = 200 * (seconds + 60) };
        static struct page page;

        int fd = dial(h.port, IDLE);
        must(ask(fd, "/sign-in", &page) == 200);
        ptrdiff_t at = str_find((str){ page.p, page.n }, S("/assets/bootstrap"));
        must(at >= 0);
        snprintf(c.big, sizeof c.big, "GET %.*s HTTP/1.1\r\nHost: x\r\n\r\n",
                 STR(str_cut((str){ page.p + at, page.n - (size_t)at }, '"', &(str){ 0 })));
        close(fd);
        long_sleep(300);
        long base = host_descriptors(&h);
        host_peak_begin(&h);

        for (int kind = 0; kind < KINDS; kind++)
                c.n += kind_count(kind, scale);
        if ((rlim_t)c.n + 100 > r.rlim_cur) {
                printf("ok 1 - slow and many clients # SKIP %ld descriptors are allowed, %ld are needed\n",
                       (long)r.rlim_cur, c.n + 100);
                kill(h.pid, SIGKILL);
                long_folder_remove(folder);
                return 0;
        }
        c.all = calloc((size_t)c.n, sizeof *c.all);
        g.us = calloc((size_t)g.room, sizeof *g.us);
        must(c.poll >= 0 && c.all && g.us);
        pthread_t asking;
        must(!pthread_create(&asking, NULL, ask_on, &g));
        struct client *next = c.all;
        for (int kind = 0; kind < KINDS; kind++) {
                for (long i = 0; i < kind_count(kind, scale); i++) {
                        next->kind = kind;
                        come(&c, next++);
                }
        }
        mill_about(&c, long_ms() + seconds * 1000, 60000);
        atomic_store(&g.stop, true);
        pthread_join(asking, NULL);

        long left[KINDS] = { 0 };
        for (struct client *k = c.all; k < c.all + c.n; k++) {
                left[k->kind] += k->fd >= 0;
                if (k->fd >= 0)
                        close(k->fd);
        }
        long descriptors = 0;
        for (int tries = 0; tries < 100 && (descriptors = host_descriptors(&h)) > base; tries++)
                long_sleep(100);
        long peak = host_peak_mb(&h);
        int status = -1;
        kill(h.pid, SIGTERM);
        must(waitpid(h.pid, &status, 0) == h.pid);
        qsort(g.us, (size_t)g.asked, sizeof *g.us, by_size);
        int64_t p99 = g.asked ? g.us[(g.asked - 1) * 99 / 100] : 0;

        for (int kind = 0; kind < KINDS; kind++)
                printf("# %s: %ld came, %ld closed, %ld left, the longest %ld ms\n", kind_name[kind],
                       c.came[kind], c.closed[kind], left[kind], c.longest[kind]);
        printf("# good client: %ld of %ld served, p50 %ld us, p99 %ld us; peak %ld MB; descriptors %ld, %ld\n",
               g.served, g.asked, g.asked ? g.us[g.asked / 2] : 0, p99, peak, base, descriptors);
        for (int kind = HEAD; kind <= READ; kind++) {
                fault(c.came[kind] > 0 && c.closed[kind] == c.came[kind], "a slow client was not closed");
                fault(!full || c.longest[kind] <= LIFE_MAX_MS, "a slow client lived for more than 15 s");
        }
        fault(g.asked > 10 && g.served == g.asked, "the good client was not served");
        fault(!full || p99 <= P99_MAX_US, "the good client waited for more than 50 ms");
        fault(peak <= RESIDENT_MAX_MB, "more than 150 MB were resident");
        fault(descriptors <= base, "descriptors did not come back");
        fault(WIFEXITED(status) && !WEXITSTATUS(status), "the server did not stop cleanly");
        printf("%s 1 - %ld slow, %ld idle clients and a good one\n", n_faults ? "not ok" : "ok",
               c.n - kind_count(IDLE, scale), kind_count(IDLE, scale));
        free(c.all);
        free(g.us);
        fclose(h.says);
        long_folder_remove(folder);
        return n_faults != 0;
}
