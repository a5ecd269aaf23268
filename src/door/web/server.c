#define _GNU_SOURCE
/* door/web/server.c - libmicrohttpd behind our guard, driven by our own event threads. */
#include <microhttpd.h>

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/config/config.h"
#include "door/web/fields.h"
#include "door/web/metrics.h"
#include "door/web/loop.h"

/* The library's own epoll thread hangs for good when 128 connections become ready at once
 * (limits.md A1), so it runs none: each event thread owns a daemon, waits on its epoll
 * descriptor and calls MHD_run(). All daemons watch the same listening socket. */

enum {
        SWEEP_MS      = 250,
        SLIM_MS       = 20,     /* in a crowd: what a thousand new ones would take until the next sweep */
        /* Above 32 kB the library maps it, so that a connection holds the pages it has touched and
         * gives them back; below it takes from the heap, which keeps what the largest crowd
         * took. */
        CONNECTION_MEMORY = 36864,
};

/* ---- sending -------------------------------------------------------------- */

/* Any thread: the response is made, let the event thread send it. The library has no way to
 * wake a daemon without a thread of its own, so the answered ones go through a list of ours;
 * the event thread is woken only when it sleeps. */
static void exchange_ready(struct exchange *ex)
{
        struct loop *l = ex->loop;
        uint64_t one = 1;
        pthread_mutex_lock(&l->ready_lock);
        ex->next = l->ready;
        l->ready = ex;
        pthread_mutex_unlock(&l->ready_lock);
        if (atomic_exchange(&l->asleep, false))
                must(write(l->wake, &one, sizeof one) == sizeof one);
}

static void resume_ready(struct loop *l)
{
        pthread_mutex_lock(&l->ready_lock);
        struct exchange *ex = l->ready, *next;
        l->ready = NULL;
        pthread_mutex_unlock(&l->ready_lock);
        for (; ex; ex = next) {
                next = ex->next;
                ex->state = EXCHANGE_READY;
                MHD_resume_connection(ex->connection);
        }
}

static enum MHD_Result send_response(struct loop *l, struct exchange *ex)
{
        struct response *o = &ex->response;
        bool close = o->close || atomic_load_explicit(&l->server->stopping, memory_order_relaxed);
        struct MHD_Response *r = o->owned
                ? MHD_create_response_from_buffer_with_free_callback(o->n_body, o->body, free)
                : MHD_create_response_from_buffer(o->n_body, o->body, MHD_RESPMEM_PERSISTENT);
        if (!r)
                return MHD_NO;
        if (o->owned) {
                o->owned = false;       /* the library frees it */
                o->body = NULL;
        }
        const char *name, *value;
        bool fine = true;
        for (size_t at = 0; response_header(o, &at, &name, &value); )
                fine &= MHD_add_response_header(r, name, value) == MHD_YES;
        if (close)
                fine &= MHD_add_response_header(r, "Connection", "close") == MHD_YES;
        must(fine);
        ex->state = EXCHANGE_SENT;
        peer_phase(ex->peer, PEER_SEND, l->now);
        enum MHD_Result queued = MHD_queue_response(ex->connection, (unsigned)o->status, r);
        MHD_destroy_response(r);
        return queued;
}

/* Answer without a worker. Closing: the library closes after an answer in its first callback,
 * and what follows on the connection cannot be trusted to be a request. */
static enum MHD_Result refuse(struct loop *l, struct exchange *ex, const struct refused *why)
{
        struct peer *peer = ex->peer;
        exchange_refuse(ex, why, true);
        if (!l->server->tls && peer->linger < 0)
                peer->linger = fcntl(peer->fd, F_DUPFD_CLOEXEC, 0);
        metric_request(NULL, why->status, 0);
        return send_response(l, ex);
}

/* ---- the head ------------------------------------------------------------- */

static enum MHD_Result head_put(void *arg, enum MHD_ValueKind kind UNUSED, const char *name,
                                size_t n_name, const char *value, size_t n_value)
{
        struct exchange *ex = arg;
        struct head *h = &ex->head;
        if (h->n_headers == HEAD_MAX_HEADERS) {
                h->overflow = true;
                return MHD_NO;
        }
        *VEC_ADD(&ex->memory, h->headers, h->n_headers, h->cap_headers) = (struct pair){
                { name, n_name }, { value ? value : "", value ? n_value : 0 },
        };
        return MHD_YES;
}

/* Does every byte of the head follow from what the library says stood in it?
 *
 * The library reads leniently: a bare LF ends a line, a NUL ends the address, folded lines are
 * joined. But up to 0.9.75 it cuts the head where it lies, writing a NUL over each delimiter, so
 * that the pieces must tile its memory: method SP address SP version CRLF, then name ":" blanks
 * value CRLF for each header, then CRLF. Whatever was read leniently leaves a gap. Newer
 * releases refuse such heads themselves (MHD_OPTION_CLIENT_DISCIPLINE_LVL). */
#if MHD_VERSION < 0x00097600
static bool is_torn(const struct exchange *ex, const char *method, const char *version)
{
        const struct head *h = &ex->head;
        uintptr_t start = (uintptr_t)method, at = start + h->method.n + 1;
        const union MHD_ConnectionInfo *info =
                MHD_get_connection_info(ex->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
        if (at != ex->uri_at || (at += h->uri.n + 1) != (uintptr_t)version || !info)
                return true;
        at += h->version.n + 2;
        for (int i = 0; i < h->n_headers; i++) {
                const struct pair *p = &h->headers[i];
                uintptr_t value = (uintptr_t)p->value.p;
                if ((uintptr_t)p->name.p != at || value <= at + p->name.n)
                        return true;
                /* Blanks between the colon and the value; an empty value swallowed none. */
                for (uintptr_t b = at + p->name.n + 1; b < value; b++) {
                        char c = *(const char *)b;
                        if (c != ' ' && c != '\t')
                                return true;
                }
                at = value + p->value.n + 2;
        }
        return start + info->header_size != at + 2;
}
#else
static bool is_torn(const struct exchange *ex UNUSED, const char *method UNUSED,
                    const char *version UNUSED)
{
        return false;
}
#endif

static str copy_text(struct arena *a, const char *s) { return str_copy(a, str_of(s)); }

static enum MHD_Result take_head(struct loop *l, struct exchange *ex, const char *method,
                                 const char *version)
{
        struct head *h = &ex->head;
        struct refusal r;
        peer_memory(ex->peer, method);
        h->method = copy_text(&ex->memory, method);
        h->version = copy_text(&ex->memory, version);
        MHD_get_connection_values_n(ex->connection, MHD_HEADER_KIND, head_put, ex);
        h->torn = is_torn(ex, method, version);
        for (int i = 0; i < h->n_headers; i++)
                h->headers[i].value = blanks_off(h->headers[i].value);
        r = guard_check(&ex->memory, h, &ex->guarded);
        if (r.status) {
                metric_add(METRIC_REFUSED, 1);
                return refuse(l, ex, &(struct refused){ .status = r.status, .why = r.why });
        }
        const struct server_options *o = &l->server->o;
        int64_t limit = web_route_look(ex->guarded.method, ex->guarded.path, &ex->route, &ex->quick);
        if (limit == config.n[SETTING_limit_body])
                limit = o->limit_body;
        else if (limit == config.n[SETTING_limit_upload])
                limit = o->limit_upload;
        if (ex->guarded.length > limit) {
                metric_add(METRIC_REFUSED, 1);
                return refuse(l, ex, &(struct refused){ .status = 413, .why = "提交的内容太大", .most = limit,
                                                        .given = ex->guarded.length });
        }
        const union MHD_ConnectionInfo *info =
                MHD_get_connection_info(ex->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        exchange_peer(ex, info ? info->client_addr : NULL, l->server->trusted_proxy);
        ex->state = EXCHANGE_BODY;
        peer_phase(ex->peer, PEER_BODY, l->now);
        return MHD_YES;
}

/* ---- the body, and handing over ------------------------------------------- */

static enum MHD_Result take_body(struct loop *l, struct exchange *ex, const char *data, size_t n)
{
        struct peer *peer = ex->peer;
        peer->received += (int64_t)n;
        return exchange_body_put(ex, &l->server->bodies, data, n) ? MHD_YES : MHD_NO;
}

static bool is_vital(str path)
{
        return str_is(path, "/healthz") || str_is(path, "/readyz") || str_is(path, "/metrics");
}

static enum MHD_Result hand_over(struct loop *l, struct exchange *ex)
{
        struct refused busy = { .status = 503, .why = "系统繁忙，请稍后重试", .retry_after = 5 };
        if (ex->body_dropped) {
                metric_add(METRIC_SHED, 1);
                return refuse(l, ex, &busy);
        }
        if (ex->quick && l->hand && hand_at_once(l->hand, ex))
                return send_response(l, ex);
        /* Suspended first: a worker may be done before this function is. */
        MHD_suspend_connection(ex->connection);
        ex->state = EXCHANGE_RUNNING;
        peer_phase(ex->peer, PEER_RUN, l->now);
        if (pool_take(l->server->pool, ex, is_vital(ex->guarded.path))) {
                l->taken++;
                return MHD_YES;
        }
        metric_add(METRIC_SHED, 1);
        metric_request(NULL, busy.status, 0);
        busy.retry_after = 2;
        exchange_refuse(ex, &busy, false);
        exchange_ready(ex);
        return MHD_YES;
}

/* ---- the library's callbacks ---------------------------------------------- */

/* A request whose head is not whole yet. Ten thousand of these may wait, so it is small. */
struct begun {
        struct exchange       *ex;      /* from the end of the head until the answer needs nothing of it */
        bool                   answered;
        struct MHD_Connection *connection;
        struct peer           *peer;
        uintptr_t              uri_at;
        char                  *uri;     /* malloc'd, until `ex` has it */
        size_t                 n_uri;
};

/* The request line is there. The address is copied: the library cuts its own copy at '?'. */
static void *on_address(void *arg, const char *uri, struct MHD_Connection *c)
{
        struct loop *l = arg;
        const union MHD_ConnectionInfo *info =
                MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
        struct begun *b = malloc(sizeof *b);
        must(b);
        *b = (struct begun){ .connection = c, .peer = info->socket_context,
                             .uri_at = (uintptr_t)uri, .n_uri = strlen(uri) };
        b->uri = malloc(b->n_uri + 1);
        must(b->uri);
        memcpy(b->uri, uri, b->n_uri + 1);
        if (b->peer->phase == PEER_IDLE)
                peer_phase(b->peer, PEER_HEAD, l->now);
        return b;
}

static struct exchange *head_whole(struct loop *l, struct begun *b)
{
        struct exchange *ex = exchange_begin(&l->spares);
        ex->connection = b->connection;
        ex->loop = l;
        ex->tls = l->server->tls;
        ex->peer = b->peer;
        ex->ready = exchange_ready;
        ex->uri_at = b->uri_at;
        ex->uri = b->uri;
        ex->head.uri = (str){ b->uri, b->n_uri };
        b->uri = NULL;
        return b->ex = ex;
}

static enum MHD_Result go_on(struct loop *l, struct exchange *ex, const char *method,
                             const char *version, const char *data, size_t *n_data)
{
        switch (ex->state) {
        case EXCHANGE_HEAD:
                return take_head(l, ex, method, version);
        case EXCHANGE_BODY: {
                size_t n = *n_data;
                *n_data = 0;
                return n ? take_body(l, ex, data, n) : hand_over(l, ex);
        }
        case EXCHANGE_READY:
                return send_response(l, ex);
        case EXCHANGE_RUNNING:
        case EXCHANGE_SENT:
                return MHD_YES;
        }
        return MHD_NO;
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *c UNUSED,
                                  const char *url UNUSED, const char *method, const char *version,
                                  const char *data, size_t *n_data, void **context)
{
        struct loop *l = arg;
        struct begun *b = *context;
        if (b->answered)
                return MHD_YES;
        struct exchange *ex = b->ex ? b->ex : head_whole(l, b);
        enum MHD_Result r = go_on(l, ex, method, version, data, n_data);
        /* Whoever reads a file slowly holds no more than the connection; a page stays where it was
         * written. */
        if (ex->state == EXCHANGE_SENT && (!ex->room || ex->response.body != ex->room)) {
                exchange_end(&l->spares, ex, &l->server->bodies);
                b->ex = NULL;
                b->answered = true;
        }
        return r;
}

static void on_over(void *arg, struct MHD_Connection *c UNUSED, void **context,
                    enum MHD_RequestTerminationCode code UNUSED)
{
        struct loop *l = arg;
        struct begun *b = *context;
        if (!b)
                return;
        peer_phase(b->peer, PEER_IDLE, l->now);
        if (b->ex)
                exchange_end(&l->spares, b->ex, &l->server->bodies);
        free(b->uri);
        free(b);
        *context = NULL;
}

static void on_connection(void *arg, struct MHD_Connection *c, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
        struct loop *l = arg;
        if (code == MHD_CONNECTION_NOTIFY_STARTED) {
                const union MHD_ConnectionInfo *info =
                        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
                struct peer *p = malloc(sizeof *p);
                must(p);
                peer_add(&l->peers, p, info->connect_fd, l->now);
                *context = p;
                metric_add(METRIC_ACCEPTED, 1);
                metric_add(METRIC_CONNECTIONS, 1);
        } else if (*context) {
                struct peer *p = *context;
                if (p->linger >= 0)
                        linger_add(&l->linger, p->linger, l->now);
                peer_remove(&l->peers, p);
                free(p);
                *context = NULL;
                metric_add(METRIC_CONNECTIONS, -1);
        }
        atomic_store(&l->n_peers, l->peers.n);
}

/* The address stays as it came; guard.c decodes it. */
static size_t on_unescape(void *arg UNUSED, struct MHD_Connection *c UNUSED, char *s)
{
        return strlen(s);
}

/* What the library would print about a client's faults is counted, not logged. */
static void on_log(void *arg UNUSED, const char *fmt UNUSED, va_list ap UNUSED) { }

/* ---- the event threads ---------------------------------------------------- */

static bool crowded(const struct loop *l)
{
        return l->peers.n > l->server->o.max_connections / l->server->o.event_threads / 2;
}

static void sweep(struct loop *l)
{
        const struct server *s = l->server;
        struct peer_clock c = {
                .now = l->now, .grace = s->o.header_timeout_ms,
                /* An idle connection costs as much as one that is answered: in a crowd it goes
                 * early. */
                .idle = crowded(l) ? s->o.idle_timeout_ms / 10 : s->o.idle_timeout_ms,
                .stopping = atomic_load(&s->stopping), .all = atomic_load(&s->cut),
        };
        l->swept = l->now;
        metric_add(METRIC_SLOW, peers_sweep(&l->peers, &c));
        if (c.stopping && l->listen >= 0) {
                MHD_quiesce_daemon(l->daemon);
                close(l->listen);
                l->listen = -1;
        }
}

static void slim(struct loop *l)
{
        int64_t wait = crowded(l) ? SLIM_MS : SWEEP_MS;
        if (l->now - l->slimmed < wait)
                return;
        l->slimmed = l->now;
        peers_slim(&l->peers, CONNECTION_MEMORY, l->now - wait);
}

static void wait_for_work(struct loop *l)
{
        struct pollfd fds[2 + LINGER_MAX];
        uint64_t count;
        MHD_UNSIGNED_LONG_LONG wanted;
        int ms = SWEEP_MS;
        if (MHD_get_timeout(l->daemon, &wanted) == MHD_YES && wanted < SWEEP_MS)
                ms = (int)wanted;
        fds[0] = (struct pollfd){ .fd = l->epoll, .events = POLLIN };
        fds[1] = (struct pollfd){ .fd = l->wake, .events = POLLIN };
        for (int i = 0; i < l->linger.n; i++)
                fds[2 + i] = (struct pollfd){ .fd = l->linger.fd[i], .events = POLLIN };
        /* Whoever adds to the list before this sees us awake and does not write: look after it. */
        atomic_store(&l->asleep, true);
        pthread_mutex_lock(&l->ready_lock);
        if (l->ready)
                ms = 0;
        pthread_mutex_unlock(&l->ready_lock);
        poll(fds, 2 + (nfds_t)l->linger.n, ms);
        atomic_store(&l->asleep, false);
        if (fds[1].revents)
                (void)!read(l->wake, &count, sizeof count);
        l->now = peer_clock_ms();
        resume_ready(l);
}

static void *loop_run(void *arg)
{
        struct loop *l = arg;
        l->now = peer_clock_ms();
        while (!atomic_load_explicit(&l->server->end, memory_order_acquire)) {
                wait_for_work(l);
                MHD_run(l->daemon);
                if (l->taken)
                        pool_wake(l->server->pool);
                l->taken = 0;
                if (l->linger.n)
                        linger_run(&l->linger, l->now);
                if (l->now - l->swept >= SWEEP_MS)
                        sweep(l);
                slim(l);
        }
        return NULL;
}

static bool daemon_start(struct loop *l, int connections)
{
        struct server *s = l->server;
        struct MHD_OptionItem tls[] = {
                { MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)s->o.tls_cert.p },
                { MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)s->o.tls_key.p },
                { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)
                  "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE" },
                { MHD_OPTION_END, 0, NULL },
        };
        struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };
        unsigned flags = MHD_USE_EPOLL | MHD_USE_TURBO | MHD_ALLOW_SUSPEND_RESUME |
                         MHD_USE_ERROR_LOG | (s->tls ? MHD_USE_TLS : 0u);
        l->daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, l,
                MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
                MHD_OPTION_LISTEN_SOCKET, l->listen,
                MHD_OPTION_CONNECTION_LIMIT, (unsigned)connections,
                MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
                /* Ours are the clocks that count; this one is a net below them. */
                MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)(s->o.idle_timeout_ms / 1000 + 30),
#if MHD_VERSION >= 0x00097701
                MHD_OPTION_CLIENT_DISCIPLINE_LVL, 1,
#else
                MHD_OPTION_STRICT_FOR_CLIENT, 0,        /* who sends no Host is told by our guard, in words */
#endif
                MHD_OPTION_URI_LOG_CALLBACK, on_address, l,
                MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, NULL,
                MHD_OPTION_NOTIFY_COMPLETED, on_over, l,
                MHD_OPTION_NOTIFY_CONNECTION, on_connection, l,
                MHD_OPTION_ARRAY, s->tls ? tls : none,
                MHD_OPTION_END);
        if (!l->daemon)
                return false;
        l->epoll = MHD_get_daemon_info(l->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
        return true;
}

const struct fail *loop_start(struct ctx *cx, struct loop *l, int listening, int connections)
{
        pthread_mutex_init(&l->ready_lock, NULL);
        l->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
        l->listen = fcntl(listening, F_DUPFD_CLOEXEC, 0);
        if (l->listen < 0 || l->wake < 0)
                return fail(cx, BROKEN, "no descriptor for an event thread");
        if (!daemon_start(l, connections)) {
                close(l->listen);
                l->listen = -1;
                return l->server->tls ? fail(cx, INVALID, "TLS 证书或私钥不能使用")
                                      : fail(cx, BROKEN, "the HTTP library did not start");
        }
        l->running = !pthread_create(&l->thread, NULL, loop_run, l);
        return l->running ? NULL : fail(cx, BROKEN, "no thread for an event loop");
}

void loop_stop(struct loop *l)
{
        if (l->daemon) {
                if (l->listen >= 0)
                        MHD_quiesce_daemon(l->daemon);
                MHD_stop_daemon(l->daemon);
        }
        if (l->listen >= 0)
                close(l->listen);
        if (l->wake >= 0)
                close(l->wake);
        pthread_mutex_destroy(&l->ready_lock);
        hand_free(l->hand);
        linger_run(&l->linger, INT64_MAX);
        spares_done(&l->spares);
}

