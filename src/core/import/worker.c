/* core/import/worker.c - one thread that reads large files and writes large batches. */
#include "core/clock/clock.h"
#include "core/import/worker.h"
#include "core/auth/auth.h"
#include "core/import/batch.h"
#include "core/log/log.h"
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum { MEMORY = 64 << 20, LOOK_S = 5, SWEEP_S = 60, AFTER_FAULT_S = 10 };

struct import_worker {
        pthread_t       thread;
        pthread_mutex_t lock;
        pthread_cond_t  more;
        bool            stop, wake;
        struct store   *store;
        struct db       db;
        struct arena    start, arena;
};

static _Atomic(struct import_worker *) running;

static void ctx_begin(struct ctx *cx, struct import_worker *w)
{
        arena_reset(&w->arena);
        *cx = (struct ctx){ .arena = &w->arena, .db = &w->db, .request = S("import"),
                            .now = clock_now() };
        cx->today = day_of_instant(cx->now);
        db_begin(&w->db);
        auth_as_system(cx);
}

/* Wait for work, a look's time at most; false: stop. */
static bool wait(struct import_worker *w, int seconds)
{
        struct timespec t;
        must(!clock_gettime(CLOCK_REALTIME, &t));
        t.tv_sec += seconds;
        pthread_mutex_lock(&w->lock);
        int rc = 0;
        while (!w->wake && !w->stop && !rc)
                rc = pthread_cond_timedwait(&w->more, &w->lock, &t);
        w->wake = false;
        bool go = !w->stop;
        pthread_mutex_unlock(&w->lock);
        return go;
}

static bool say(struct ctx *cx, const char *what, const struct fail *f)
{
        if (f)
                log_event(LOG_WARN, cx, "%s: %s %.*s %.*s", what, fail_name(f->kind), STR(f->say), STR(f->log));
        return f != NULL;
}

static void *run(void *arg)
{
        struct import_worker *w = arg;
        struct ctx cx;
        int since_sweep = 0;
        bool faulty;
        ctx_begin(&cx, w);
        say(&cx, "import sweep", import_sweep(&cx, store_is_sqlite(w->store)));
        do {
                bool any = true;
                faulty = false;
                while (any && !faulty) {
                        ctx_begin(&cx, w);
                        faulty = say(&cx, "import", import_work(&cx, &any));
                        /* The next look must see what this one did, or it would be done again. */
                        faulty = faulty || say(&cx, "import", db_wait(&cx));
                        pthread_mutex_lock(&w->lock);
                        any = any && !w->stop;
                        pthread_mutex_unlock(&w->lock);
                }
                since_sweep += LOOK_S;
                if (since_sweep >= SWEEP_S) {
                        since_sweep = 0;
                        ctx_begin(&cx, w);
                        say(&cx, "import sweep", import_sweep(&cx, false));
                }
                arena_reset(&w->arena);
        } while (wait(w, faulty ? AFTER_FAULT_S : LOOK_S));
        return NULL;
}

static void done(struct import_worker *w)
{
        db_close(&w->db);
        arena_done(&w->arena);
        arena_done(&w->start);
        pthread_cond_destroy(&w->more);
        pthread_mutex_destroy(&w->lock);
        free(w);
}

const struct fail *import_worker_start(struct ctx *cx, struct store *s, struct import_worker **ret)
{
        struct import_worker *w = calloc(1, sizeof(*w));
        must(w);
        w->store = s;
        arena_init(&w->start, 64 << 20);
        arena_init(&w->arena, MEMORY);
        struct ctx own = *cx;
        own.arena = &w->start;
        own.db = NULL;
        const struct fail *f = db_connect(&own, s, &w->db);
        if (f) {
                f = fail(cx, BROKEN, "import worker: %.*s%.*s", STR(f->say), STR(f->log));
                arena_done(&w->start);
                free(w);
                return f;
        }
        pthread_mutex_init(&w->lock, NULL);
        pthread_cond_init(&w->more, NULL);
        int e = pthread_create(&w->thread, NULL, run, w);
        if (e) {
                done(w);
                return fail(cx, BROKEN, "no thread for the import worker: error %d", e);
        }
        atomic_store(&running, w);
        *ret = w;
        return NULL;
}

void import_worker_stop(struct import_worker *w)
{
        if (!w)
                return;
        atomic_store(&running, NULL);
        pthread_mutex_lock(&w->lock);
        w->stop = true;
        pthread_mutex_unlock(&w->lock);
        pthread_cond_signal(&w->more);
        pthread_join(w->thread, NULL);
        done(w);
}

bool import_worker_wake(void)
{
        struct import_worker *w = atomic_load(&running);
        if (!w)
                return false;
        pthread_mutex_lock(&w->lock);
        w->wake = true;
        pthread_mutex_unlock(&w->lock);
        pthread_cond_signal(&w->more);
        return true;
}
