#define _GNU_SOURCE
/* door/web/peer.c - slow peers, lingering ones, the listening socket. */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <linux/tcp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "door/web/peer.h"

int64_t peer_clock_ms(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the list ------------------------------------------------------------- */

void peer_add(struct peers *l, struct peer *p, int fd, int64_t now)
{
        *p = (struct peer){ .next = l->first, .fd = fd, .since = now, .linger = -1 };
        if (l->first)
                l->first->prev = p;
        l->first = p;
        l->n++;
}

void peer_remove(struct peers *l, struct peer *p)
{
        if (p->prev)
                p->prev->next = p->next;
        else
                l->first = p->next;
        if (p->next)
                p->next->prev = p->prev;
        l->n--;
}

void peer_phase(struct peer *p, enum peer_phase phase, int64_t now)
{
        if (p->phase == PEER_CUT)
                return;
        p->phase = phase;
        p->since = now;
        p->received = 0;
        p->marked = 0;
        p->slim = false;
}

/* ---- memory --------------------------------------------------------------- */

/* Only blank lines can stand before the first head. Where less than a page has come they are less
 * than a page, and a head that begins a page begins the memory. */
void peer_memory(struct peer *p, const char *head)
{
        struct tcp_info info = { 0 };
        socklen_t n = sizeof info;
        size_t page = (size_t)sysconf(_SC_PAGESIZE);
        if (!p->asked && (uintptr_t)head % page == 0 && !getsockopt(p->fd, IPPROTO_TCP, TCP_INFO, &info, &n) &&
            info.tcpi_bytes_received < page)
                p->memory = (char *)(uintptr_t)head;
        p->asked = true;
}

static bool is_zero(const char *p, size_t n) { return !*p && !memcmp(p, p + 1, n - 1); }

/* What is given back reads as zeros again: to its owner nothing has changed. */
static void zeros_give_back(char *memory, size_t n)
{
        size_t page = (size_t)sysconf(_SC_PAGESIZE), zeros = 0;
        for (size_t at = 0; at + page <= n; at += page) {
                bool zero = is_zero(memory + at, page), last = at + 2 * page > n;
                zeros += zero ? page : 0;
                if (zeros && (!zero || last))
                        (void)madvise(memory + at + (zero ? page : 0) - zeros, zeros, MADV_DONTNEED);
                if (!zero)
                        zeros = 0;
        }
}

void peers_slim(struct peers *l, size_t n, int64_t until)
{
        for (struct peer *p = l->first; p; p = p->next)
                if (p->memory && !p->slim && p->since <= until && (p->phase == PEER_IDLE || p->phase == PEER_SEND)) {
                        zeros_give_back(p->memory, n);
                        p->slim = true;
                }
}

/* ---- slowness ------------------------------------------------------------- */

static bool under_rate(int64_t bytes, int64_t ms, int64_t grace)
{
        return ms > grace && bytes * 1000 < PEER_MIN_RATE * ms;
}

/* Bytes that the peer's machine has acknowledged. */
static int64_t acknowledged(int fd)
{
        struct tcp_info info = { 0 };
        socklen_t n = sizeof info;
        if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &n))
                return 0;
        return (int64_t)info.tcpi_bytes_acked;
}

static bool sends_too_slowly(struct peer *p, const struct peer_clock *c)
{
        int64_t acked = acknowledged(p->fd);
        if (!p->marked) {
                p->marked = c->now;
                p->mark = acked;
                return false;
        }
        return under_rate(acked - p->mark, c->now - p->marked, c->grace);
}

/* Nothing has come yet on a connection that was only opened: nothing was begun. */
static bool is_untouched(const struct peer *p)
{
        struct tcp_info info = { 0 };
        socklen_t n = sizeof info;
        return !getsockopt(p->fd, IPPROTO_TCP, TCP_INFO, &info, &n) && !info.tcpi_bytes_received;
}

static bool is_over(struct peer *p, const struct peer_clock *c, bool *ret_slow)
{
        int64_t ms = c->now - p->since;
        *ret_slow = false;
        switch (p->phase) {
        case PEER_HEAD: *ret_slow = ms > c->grace; break;
        case PEER_BODY: *ret_slow = under_rate(p->received, ms, c->grace); break;
        case PEER_SEND: *ret_slow = sends_too_slowly(p, c); break;
        case PEER_IDLE: return ms > c->idle || c->stopping || c->all;
        case PEER_RUN:
        case PEER_CUT:  return false;
        }
        return *ret_slow || c->all || (c->stopping && p->phase == PEER_HEAD && is_untouched(p));
}

int peers_sweep(struct peers *l, const struct peer_clock *c)
{
        int n = 0;
        for (struct peer *p = l->first; p; p = p->next) {
                bool slow;
                if (!is_over(p, c, &slow))
                        continue;
                /* What a slow reader was not sent is thrown away, not kept in the kernel for it. */
                if (slow && p->phase == PEER_SEND)
                        (void)setsockopt(p->fd, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, 0 },
                                         sizeof(struct linger));
                shutdown(p->fd, SHUT_RDWR);
                p->phase = PEER_CUT;
                n += slow;
        }
        return n;
}

/* ---- lingering ------------------------------------------------------------ */

void linger_add(struct lingering *l, int fd, int64_t now)
{
        shutdown(fd, SHUT_WR);
        if (l->n == LINGER_MAX) {
                close(fd);
                return;
        }
        l->fd[l->n] = fd;
        l->until[l->n] = now + 2000;
        l->left[l->n++] = 4 << 20;
}

void linger_run(struct lingering *l, int64_t now)
{
        char drop[16384];
        for (int i = 0; i < l->n; ) {
                bool over = now >= l->until[i];
                ssize_t n = 1;
                while (!over && n > 0) {
                        n = recv(l->fd[i], drop, sizeof drop, MSG_DONTWAIT);
                        l->left[i] -= n > 0 ? n : 0;
                        over = n == 0 || l->left[i] <= 0 ||
                               (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
                }
                if (!over) {
                        i++;
                        continue;
                }
                close(l->fd[i]);
                l->n--;
                l->fd[i] = l->fd[l->n];
                l->until[i] = l->until[l->n];
                l->left[i] = l->left[l->n];
        }
}

/* ---- listening ------------------------------------------------------------ */

static const struct fail *listen_on(struct ctx *cx, const struct addrinfo *ai, const char *address,
                                    int port, int *ret_fd)
{
        int one = 1, zero = 0;
        int fd = socket(ai->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (fd < 0)
                return fail(cx, INVALID, "不能在地址 %s 上监听", address);
        (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        if (ai->ai_family == AF_INET6)
                (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &zero, sizeof zero);
        /* On Linux SO_REUSEADDR still refuses a port that another process listens on. */
        if (!bind(fd, ai->ai_addr, ai->ai_addrlen) && !listen(fd, 4096)) {
                *ret_fd = fd;
                return NULL;
        }
        int e = errno;
        close(fd);
        if (e == EADDRINUSE)
                return fail(cx, CONFLICT, "端口 %d 已被占用", port);
        if (e == EACCES)
                return fail(cx, INVALID, "没有权限监听端口 %d（小于 1024 的端口需要授权）", port);
        return fail(cx, INVALID, "不能在地址 %s 上监听", address);
}

const struct fail *listen_open(struct ctx *cx, const char *address, int port, int *ret_fd,
                               int *ret_port)
{
        struct addrinfo want = {
                .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV,
        };
        struct addrinfo *found = NULL;
        struct sockaddr_storage got;
        socklen_t n = sizeof got;
        char service[16];
        snprintf(service, sizeof service, "%d", port);
        if (port < 0 || port > 65535 || getaddrinfo(address, service, &want, &found))
                return fail(cx, INVALID, "不能在地址 %s 上监听", address);
        const struct fail *f = listen_on(cx, found, address, port, ret_fd);
        freeaddrinfo(found);
        if (f)
                return f;
        if (getsockname(*ret_fd, (struct sockaddr *)&got, &n)) {
                close(*ret_fd);
                return fail(cx, BROKEN, "getsockname: error %d", errno);
        }
        *ret_port = ntohs(got.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&got)->sin6_port
                                                    : ((struct sockaddr_in *)&got)->sin_port);
        return NULL;
}

bool address_text(const void *sa, char *to, size_t size)
{
        const struct sockaddr *any = sa;
        to[0] = 0;
        if (any->sa_family == AF_INET) {
                const struct sockaddr_in *v4 = sa;
                inet_ntop(AF_INET, &v4->sin_addr, to, (socklen_t)size);
                return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
        }
        if (any->sa_family != AF_INET6)
                return false;
        const struct sockaddr_in6 *v6 = sa;
        if (IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr)) {
                inet_ntop(AF_INET, v6->sin6_addr.s6_addr + 12, to, (socklen_t)size);
                return v6->sin6_addr.s6_addr[12] == 127;
        }
        inet_ntop(AF_INET6, &v6->sin6_addr, to, (socklen_t)size);
        return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}

void descriptors_raise(void)
{
        struct rlimit r;
        if (!getrlimit(RLIMIT_NOFILE, &r) && r.rlim_cur < r.rlim_max) {
                r.rlim_cur = r.rlim_max;
                (void)setrlimit(RLIMIT_NOFILE, &r);
        }
}
