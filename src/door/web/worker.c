/* door/web/worker.c - run a request on a worker, wait for its COMMIT without the worker; or at once,
 * on the event thread itself. */
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "core/clock/clock.h"
#include "core/config/config.h"
#include "door/web/metrics.h"
#include "door/web/worker.h"

enum {
        REQUEST_MEMORY = 512 << 20,     /* every input is bounded long before */
        RUNS_MAX       = 4,             /* the first and three again */
        LOST_MAX       = 2,             /* lost with its group, then once more alone */
        TOO_OLD_US     = 10000000,      /* whoever waited that long has gone or reloaded */
        VITAL_ROOM     = 64,
};

struct hand {
        web_server_fn *serve;
        struct arena   start, arena;    /* of the connection; of the request */
        struct db      db;
        bool           connected;
        int64_t        n_statements;
};

struct worker {
        pthread_t    thread;
        struct pool *pool;
        struct hand  hand;
};

struct pool {
        pthread_mutex_t  lock;
        pthread_cond_t   more;
        struct exchange *first, **last;
        int              n_queued, queue_max, n_idle;
        bool             waking;        /* an idle worker was called and does not run yet */
        bool             stop;
        _Atomic int      in_flight;
        pthread_mutex_t  alone;         /* one lost request at a time runs again */
        struct store    *store;
        int              n_workers;
        struct worker    workers[];
};

static int64_t clock_us(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- the end of a request ------------------------------------------------- */

static void finish(struct exchange *ex)
{
        struct pool *p = ex->pool;
        metric_request(ex->pattern, ex->response.status, clock_us() - ex->began_us);
        metric_add(METRIC_SENT_BYTES, (int64_t)ex->response.n_body);
        metric_add(METRIC_IN_FLIGHT, -1);
        void (*ready)(struct exchange *) = ex->ready;
        /* From `ready` on the exchange is the event thread's, from the count on the pool may go. */
        ready(ex);
        atomic_fetch_sub(&p->in_flight, 1);
}

static void refuse_kind(struct exchange *ex, enum fail_kind kind)
{
        exchange_refuse(ex, &(struct refused){ .status = fail_http(kind), .why = fail_words(kind),
                                               .retry_after = kind == FAIL_BUSY ? 2 : 0 }, false);
}

/* The group was lost. Unless it is sure that nothing was kept, the person must look first. */
static void refuse_lost(struct exchange *ex, const struct fail *why)
{
        if (why->again)
                refuse_kind(ex, why->kind);
        else
                exchange_refuse(ex, &(struct refused){ .status = fail_http(why->kind),
                        .why = "不能确定这次提交是否已经保存，请先查看，再决定是否重新提交" }, false);
}

static void queue_put(struct pool *p, struct exchange *ex)
{
        ex->next = NULL;
        pthread_mutex_lock(&p->lock);
        *p->last = ex;
        p->last = &ex->next;
        p->n_queued++;
        pthread_mutex_unlock(&p->lock);
        metric_add(METRIC_QUEUED, 1);
}

/* Locked. One is called at a time; once it runs it calls the next where something is left. The
 * queue is often empty by then, and the sleep of the others was worth more than their help. */
static bool wants_another(struct pool *p)
{
        bool call = p->n_queued > 0 && p->n_idle > 0 && !p->waking;
        p->waking |= call;
        return call;
}

void pool_wake(struct pool *p)
{
        pthread_mutex_lock(&p->lock);
        bool call = wants_another(p);
        pthread_mutex_unlock(&p->lock);
        if (call)
                pthread_cond_signal(&p->more);
}

/* Called by the committer, or at once. */
static void when_durable(void *arg, const struct fail *why)
{
        struct exchange *ex = arg;
        if (!why) {
                finish(ex);
                return;
        }
        if (why->again && ++ex->lost < LOST_MAX) {
                metric_add(METRIC_AGAIN, 1);
                response_done(&ex->response);
                queue_put(ex->pool, ex);
                pool_wake(ex->pool);
                return;
        }
        refuse_lost(ex, why);
        finish(ex);
}

/* ---- one request ---------------------------------------------------------- */

static void ctx_begin(struct ctx *cx, struct hand *h)
{
        arena_reset(&h->arena);
        *cx = (struct ctx){
                .arena = &h->arena, .db = h->connected ? &h->db : NULL,
                .now = clock_now(),
        };
        cx->today = day_of_instant(cx->now);
        if (cx->db)
                db_begin(cx->db);
}

static void count_statements(struct hand *h)
{
        metric_add(METRIC_STATEMENTS, h->db.n_statements - h->n_statements);
        h->n_statements = h->db.n_statements;
}

/* A name that log lines and the error page share: unique enough for a day's log. */
static str request_name(struct ctx *cx)
{
        static _Atomic uint64_t serial;
        uint64_t n = atomic_fetch_add(&serial, 1);
        return str_f(cx->arena, "%lx-%lx", (long)(cx->now & 0xffffffff), (long)(n & 0xffffff));
}

/* Serve once; true when it is to be served again. */
static bool serve_once(struct hand *h, struct exchange *ex, struct ctx *cx)
{
        struct request rq;
        struct reply re = { 0 };
        ctx_begin(cx, h);
        cx->request = request_name(cx);
        int status = request_read(cx->arena, ex, &rq);
        if (status) {
                bool many = status == 413;
                exchange_refuse(ex, &(struct refused){ .status = status,
                        .why = many ? "一次提交的字段太多" : "提交的内容不合规范",
                        .most = many ? config.n[SETTING_limit_fields] : 0 }, false);
                ex->pattern = NULL;
                return false;
        }
        rq.room = exchange_room(ex);
        rq.n_room = EXCHANGE_ROOM;
        h->serve(cx, &rq, &re);
        count_statements(h);
        ex->pattern = re.pattern;
        if (h->db.put_off)
                return true;
        if (re.again && ++ex->runs < RUNS_MAX)
                return true;
        response_make(&ex->response, cx->arena, &rq, &re);
        return false;
}

static void serve(struct worker *w, struct exchange *ex)
{
        struct pool *p = w->pool;
        struct ctx cx;
        if (clock_us() - ex->began_us > TOO_OLD_US) {
                metric_add(METRIC_SHED, 1);
                exchange_refuse(ex, &(struct refused){ .status = 503, .why = "系统繁忙，请稍后重试", .retry_after = 5 }, false);
                finish(ex);
                return;
        }
        bool alone = ex->lost > 0;
        if (alone)
                pthread_mutex_lock(&p->alone);
        while (serve_once(&w->hand, ex, &cx))
                metric_add(METRIC_AGAIN, 1);
        uint64_t ticket = cx.db ? cx.db->ticket : 0;
        if (alone) {
                const struct fail *f = ticket ? db_wait(&cx) : NULL;
                pthread_mutex_unlock(&p->alone);
                if (f)
                        refuse_lost(ex, f);
                ticket = 0;
        }
        if (ticket)
                store_when_durable(p->store, ticket, when_durable, ex);
        else
                finish(ex);
}

/* ---- at once ---------------------------------------------------------------- */

bool hand_at_once(struct hand *h, struct exchange *ex)
{
        struct ctx cx;
        ex->began_us = clock_us();
        ex->runs = ex->lost = 0;
        if (serve_once(h, ex, &cx)) {
                metric_add(METRIC_PUT_OFF, 1);
                return false;
        }
        must(cx.db && !cx.db->ticket);         /* without a database there is no such hand */
        metric_add(METRIC_AT_ONCE, 1);
        metric_request(ex->pattern, ex->response.status, clock_us() - ex->began_us);
        metric_add(METRIC_SENT_BYTES, (int64_t)ex->response.n_body);
        return true;
}

static void hand_done(struct hand *h)
{
        if (h->connected)
                db_close(&h->db);
        arena_done(&h->arena);
        arena_done(&h->start);
}

static const struct fail *hand_start(struct ctx *cx, struct hand *h, struct store *store,
                                     web_server_fn *serve_fn)
{
        arena_init(&h->start, 64 << 20);
        arena_init(&h->arena, REQUEST_MEMORY);
        h->serve = serve_fn;
        struct ctx own = *cx;
        own.arena = &h->start;
        own.db = NULL;
        const struct fail *f = store ? db_connect(&own, store, &h->db) : NULL;
        h->connected = store && !f;
        if (!f)
                return NULL;
        f = fail(cx, BROKEN, "worker: %.*s%.*s", STR(f->say), STR(f->log));
        hand_done(h);
        return f;
}

const struct fail *hand_new(struct ctx *cx, struct store *store, web_server_fn *serve_fn,
                            struct hand **ret)
{
        struct hand *h = calloc(1, sizeof *h);
        must(h);
        const struct fail *f = hand_start(cx, h, store, serve_fn);
        if (f || !db_hurry(&h->db)) {
                hand_free(h);
                h = NULL;
        }
        *ret = h;
        return f;
}

void hand_free(struct hand *h)
{
        if (h)
                hand_done(h);
        free(h);
}

/* ---- the threads ---------------------------------------------------------- */

static struct exchange *queue_wait(struct pool *p)
{
        pthread_mutex_lock(&p->lock);
        while (!p->first && !p->stop) {
                p->n_idle++;
                pthread_cond_wait(&p->more, &p->lock);
                p->n_idle--;
                p->waking = false;
        }
        struct exchange *ex = p->first;
        if (ex) {
                p->first = ex->next;
                if (!p->first)
                        p->last = &p->first;
                p->n_queued--;
        }
        bool call = wants_another(p);
        pthread_mutex_unlock(&p->lock);
        if (call)
                pthread_cond_signal(&p->more);
        if (ex)
                metric_add(METRIC_QUEUED, -1);
        return ex;
}

static void *worker_run(void *arg)
{
        struct worker *w = arg;
        struct exchange *ex;
        while ((ex = queue_wait(w->pool)))
                serve(w, ex);
        return NULL;
}

void pool_stop(struct pool *p)
{
        pthread_mutex_lock(&p->lock);
        p->stop = true;
        pthread_mutex_unlock(&p->lock);
        pthread_cond_broadcast(&p->more);
        for (int i = 0; i < p->n_workers; i++) {
                pthread_join(p->workers[i].thread, NULL);
                hand_done(&p->workers[i].hand);
        }
        pthread_cond_destroy(&p->more);
        pthread_mutex_destroy(&p->lock);
        pthread_mutex_destroy(&p->alone);
        free(p);
}

static const struct fail *worker_start(struct ctx *cx, struct worker *w, web_server_fn *serve_fn)
{
        const struct fail *f = hand_start(cx, &w->hand, w->pool->store, serve_fn);
        if (f)
                return f;
        int e = pthread_create(&w->thread, NULL, worker_run, w);
        if (!e)
                return NULL;
        hand_done(&w->hand);
        return fail(cx, BROKEN, "no thread for a worker: error %d", e);
}

const struct fail *pool_start(struct ctx *cx, struct store *store, web_server_fn *serve_fn,
                              int workers, int queue_max, struct pool **ret)
{
        struct pool *p = calloc(1, sizeof *p + (size_t)workers * sizeof p->workers[0]);
        must(p);
        p->last = &p->first;
        p->queue_max = queue_max;
        p->store = store;
        pthread_mutex_init(&p->lock, NULL);
        pthread_mutex_init(&p->alone, NULL);
        pthread_cond_init(&p->more, NULL);
        for (int i = 0; i < workers; i++) {
                p->workers[i].pool = p;
                const struct fail *f = worker_start(cx, &p->workers[i], serve_fn);
                if (f) {
                        pool_stop(p);
                        return f;
                }
                p->n_workers++;
        }
        *ret = p;
        return NULL;
}

bool pool_take(struct pool *p, struct exchange *ex, bool vital)
{
        /* Between this look and the queue another event thread may come in: the limit is soft by
         * as many as there are event threads. */
        if (pool_queued(p) >= p->queue_max + (vital ? VITAL_ROOM : 0))
                return false;
        ex->pool = p;
        ex->runs = ex->lost = 0;
        ex->began_us = clock_us();
        atomic_fetch_add(&p->in_flight, 1);
        metric_add(METRIC_IN_FLIGHT, 1);
        queue_put(p, ex);
        return true;
}

int pool_in_flight(struct pool *p) { return atomic_load(&p->in_flight); }

int pool_queued(struct pool *p)
{
        pthread_mutex_lock(&p->lock);
        int n = p->n_queued;
        pthread_mutex_unlock(&p->lock);
        return n;
}
