/* door/web/start.c - the server's life: start, ready, stop. */
#include <malloc.h>
#include <time.h>
#include <unistd.h>

#include "core/config/config.h"
#include "core/import/worker.h"
#include "door/web/loop.h"
#include "door/web/metrics.h"

enum {
        STOP_MS   = 20000,
        BODY_ROOM = 8,          /* bodies of limit_upload that all requests may hold together */
};

int server_port(const struct server *s) { return s->port; }

static int64_t setting(int64_t given, enum setting otherwise)
{
        return given ? given : config.n[otherwise];
}

static void options_fill(struct server *s, const struct server_options *o)
{
        s->o = *o;
        s->o.listen = o->listen ? o->listen : "127.0.0.1";
        s->o.serve = o->serve ? o->serve : web_serve;
        s->o.workers = (int)setting(o->workers, SETTING_workers);
        s->o.event_threads = (int)setting(o->event_threads, SETTING_event_threads);
        s->o.event_threads = s->o.event_threads > MAX_LOOPS ? MAX_LOOPS : s->o.event_threads;
        s->o.max_connections = (int)setting(o->max_connections, SETTING_max_connections);
        s->o.queue_max = (int)setting(o->queue_max, SETTING_queue_max);
        if (!o->header_timeout_ms)
                s->o.header_timeout_ms = (int)config.n[SETTING_header_timeout] * 1000;
        if (!o->idle_timeout_ms)
                s->o.idle_timeout_ms = (int)config.n[SETTING_idle_timeout] * 1000;
        s->o.limit_body = setting(o->limit_body, SETTING_limit_body);
        s->o.limit_upload = setting(o->limit_upload, SETTING_limit_upload);
        s->tls = o->tls_cert.n > 0;
        s->trusted_proxy = o->trusted_proxy.n ? o->trusted_proxy : config.s[SETTING_trusted_proxy];
        s->bodies.room = s->o.limit_upload * BODY_ROOM;
}

/* All threads down, all memory back. Nothing may be in flight. */
static void tear_down(struct server *s)
{
        atomic_store(&s->end, true);
        for (int i = 0; i < s->n_loops; i++) {
                if (s->loops[i].running)
                        pthread_join(s->loops[i].thread, NULL);
        }
        if (s->pool)
                pool_stop(s->pool);
        import_worker_stop(s->importer);
        for (int i = 0; i < s->n_loops; i++)
                loop_stop(&s->loops[i]);
        free(s);
}

const struct fail *server_start(struct ctx *cx, struct store *store, const struct server_options *o,
                                struct server **ret)
{
        int listening;
        struct server *s = calloc(1, sizeof *s);
        must(s);
        options_fill(s, o);
        /* A page's memory comes and goes with each request: keep it instead of asking the kernel
         * for the same pages again (a page fault each). */
        mallopt(M_TRIM_THRESHOLD, 1 << 20);
        mallopt(M_TOP_PAD, 256 << 10);
        descriptors_raise();
        const struct fail *f = listen_open(cx, s->o.listen, s->o.port, &listening, &s->port);
        if (f) {
                free(s);
                return f;
        }
        f = pool_start(cx, store, s->o.serve, s->o.workers, s->o.queue_max, &s->pool);
        if (!f && store)
                f = import_worker_start(cx, store, &s->importer);
        int n = s->o.event_threads, each = s->o.max_connections / n;
        for (int i = 0; i < n && !f; i++) {
                s->loops[i].server = s;
                s->n_loops++;
                f = store ? hand_new(cx, store, s->o.serve, &s->loops[i].hand) : NULL;
                if (!f)
                        f = loop_start(cx, &s->loops[i], listening, each < 1 ? 1 : each);
        }
        close(listening);
        if (f) {
                tear_down(s);
                return f;
        }
        if (o->ready)
                o->ready(o->ready_arg, s->port);
        *ret = s;
        return NULL;
}

static bool is_quiet(struct server *s)
{
        int n = pool_in_flight(s->pool);
        for (int i = 0; i < s->n_loops; i++)
                n += atomic_load(&s->loops[i].n_peers);
        return n == 0;
}

static bool wait_quiet(struct server *s, int ms)
{
        for (; ms > 0 && !is_quiet(s); ms -= 10)
                nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
        return is_quiet(s);
}

bool server_stop(struct server *s)
{
        atomic_store(&s->stopping, true);
        metric_add(METRIC_STOPPING, 1);
        bool answered = wait_quiet(s, STOP_MS);
        if (!answered) {
                atomic_store(&s->cut, true);
                (void)wait_quiet(s, 2000);
                /* A handler that does not end cannot be stopped from outside. */
                while (pool_in_flight(s->pool))
                        nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
        }
        tear_down(s);
        metric_add(METRIC_STOPPING, -1);
        return answered;
}
