/* door/web/jobs.c - see jobs.h. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

#include "core/clock/clock.h"
#include "core/doc/doc.h"
#include "core/auth/auth.h"
#include "core/log/log.h"
#include "door/module.h"
#include "door/web/jobs.h"

enum { LOOK_S = 30, ARENA_MOST = 256 << 20 };

void jobs_begin(struct jobs_clock *c, int64_t now)
{
        for (int i = 0; i < JOBS_MOST; i++)
                c->began[i] = now;
}

int jobs_round(struct ctx *cx, struct jobs_clock *c)
{
        int at = 0, ran = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_jobs; i++, at++) {
                        const struct job *j = &modules[m]->jobs[i];
                        must(at < JOBS_MOST);
                        int64_t since = cx->now - c->began[at];
                        /* A clock set back must not keep it from running until it has caught up. */
                        if (since >= 0 && since < j->every_s * 1000L)
                                continue;
                        c->began[at] = cx->now;
                        cx->request = str_of(j->name);
                        db_begin(cx->db);
                        auth_as_system(cx);
                        const struct fail *f = j->run(cx);
                        if (!f)
                                f = db_wait(cx);
                        if (f)
                                log_fail(cx, f);
                        ran++;
                }
        return ran;
}

struct jobs {
        pthread_t         thread;
        pthread_mutex_t   lock;
        pthread_cond_t    wake;
        bool              end;          /* by lock */
        struct db         db;
        struct jobs_clock clock;
};

static void look(struct jobs *j, struct arena *arena)
{
        struct ctx cx = { .arena = arena, .db = &j->db, .now = clock_now() };
        cx.today = day_of_instant(cx.now);
        jobs_round(&cx, &j->clock);
        arena_reset(arena);
}

static void notice(struct arena *arena)
{
        struct ctx cx = { .arena = arena, .now = clock_now() };
        doc_faces_notice(&cx);
        arena_reset(arena);
}

static void *run(void *arg)
{
        struct jobs *j = arg;
        struct arena arena;
        arena_init(&arena, ARENA_MOST);
        bool noticed = false;
        pthread_mutex_lock(&j->lock);
        while (!j->end) {
                struct timespec until;
                clock_gettime(CLOCK_MONOTONIC, &until);
                until.tv_sec += LOOK_S;
                if (pthread_cond_timedwait(&j->wake, &j->lock, &until) != ETIMEDOUT)
                        continue;
                pthread_mutex_unlock(&j->lock);
                if (!noticed)           /* after the address, which is the last line that a start says */
                        notice(&arena);
                noticed = true;
                look(j, &arena);
                pthread_mutex_lock(&j->lock);
        }
        pthread_mutex_unlock(&j->lock);
        arena_done(&arena);
        return NULL;
}

const struct fail *jobs_start(struct ctx *cx, struct store *s, struct jobs **ret)
{
        struct jobs *j = calloc(1, sizeof(*j));
        must(j);
        const struct fail *f = db_connect(cx, s, &j->db);
        if (f) {
                free(j);
                return f;
        }
        jobs_begin(&j->clock, clock_now());
        pthread_condattr_t monotonic;
        pthread_condattr_init(&monotonic);
        pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
        pthread_mutex_init(&j->lock, NULL);
        pthread_cond_init(&j->wake, &monotonic);
        pthread_condattr_destroy(&monotonic);
        sigset_t all, before;           /* signals are for the thread that waits for them */
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        int bad = pthread_create(&j->thread, NULL, run, j);
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        must(!bad);
        *ret = j;
        return NULL;
}

void jobs_stop(struct jobs *j)
{
        if (!j)
                return;
        pthread_mutex_lock(&j->lock);
        j->end = true;
        pthread_cond_signal(&j->wake);
        pthread_mutex_unlock(&j->lock);
        pthread_join(j->thread, NULL);
        pthread_cond_destroy(&j->wake);
        pthread_mutex_destroy(&j->lock);
        db_close(&j->db);
        free(j);
}
