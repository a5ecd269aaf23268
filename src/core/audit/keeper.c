/* core/audit/keeper.c - every KEEP_MS: link, write the head. */
#include "core/clock/clock.h"
#include "core/audit/keeper.h"
#include "core/audit/audit.sql.h"
#include "core/auth/auth.h"
#include "core/log/log.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { KEEP_MS = 400, LINK_MOST = 5000, ARENA_MOST = 512 << 20 };

struct audit_keeper {
        pthread_t       thread;
        pthread_mutex_t lock;
        pthread_cond_t  wake;
        bool            end;            /* by lock */
        struct store   *store;
        struct db       db;
        uint64_t        groups;         /* of the store when we last looked (SQLite) */
        bool            told;           /* a head that does not fit is one line in the log */
        char            holder[80];
};

static const struct fail *link_waiting(struct ctx *cx, str holder, int lease_ms)
{
        struct audit_waiting w;
        int n = 0;
        const struct fail *f = audit_waiting(cx, &w);
        if (!f && w.n)
                f = audit_link_waiting(cx, holder, lease_ms, LINK_MOST, &n);
        /* Somebody else does it, or rows that were not written by us wait for verify. */
        return f && (f->kind == FAIL_CONFLICT || (f->kind == FAIL_BUSY && f->again)) ? NULL : f;
}

static const struct fail *round_of(struct ctx *cx, str holder, int lease_ms, bool *told)
{
        enum audit_head_state head;
        const struct fail *f = store_is_sqlite(cx->db->store) ? NULL : link_waiting(cx, holder, lease_ms);
        if (!f)
                f = audit_head_keep(cx, &head);
        if (f)
                return f;
        if (head != AUDIT_HEAD_FITS && head != AUDIT_HEAD_NONE && !*told) {
                log_event(LOG_ERROR, NULL, "audit head %.*s: %s", STR(audit_head_path()), audit_head_words(head));
                *told = true;
        }
        return NULL;
}

const struct fail *audit_keep(struct ctx *cx, str holder)
{
        bool told = false;
        return round_of(cx, holder, 0, &told);
}

static void keep_once(struct audit_keeper *k, struct arena *arena, bool last)
{
        struct ctx cx = { .arena = arena, .db = &k->db, .now = clock_now(), .request = S("audit") };
        struct store_stats stats;
        cx.today = day_of_instant(cx.now);
        store_stats(k->store, &stats);
        if (store_is_sqlite(k->store) && stats.groups == k->groups && !last)
                return;                 /* nothing was committed since */
        auth_as_system(&cx);
        const struct fail *f = round_of(&cx, str_of(k->holder), last ? 0 : AUDIT_LEASE_MS, &k->told);
        if (f)
                log_fail(&cx, f);
        else
                k->groups = stats.groups;
        arena_reset(arena);
}

static void *keep(void *arg)
{
        struct audit_keeper *k = arg;
        struct arena arena;
        arena_init(&arena, ARENA_MOST);
        pthread_mutex_lock(&k->lock);
        while (!k->end) {
                struct timespec until;
                clock_gettime(CLOCK_MONOTONIC, &until);
                until.tv_nsec += KEEP_MS * 1000000L;
                if (until.tv_nsec >= 1000000000L) {
                        until.tv_sec++;
                        until.tv_nsec -= 1000000000L;
                }
                if (pthread_cond_timedwait(&k->wake, &k->lock, &until) != ETIMEDOUT)
                        continue;
                pthread_mutex_unlock(&k->lock);
                keep_once(k, &arena, false);
                pthread_mutex_lock(&k->lock);
        }
        pthread_mutex_unlock(&k->lock);
        keep_once(k, &arena, true);
        arena_done(&arena);
        return NULL;
}

const struct fail *audit_keeper_start(struct ctx *cx, struct store *store,
                                      struct audit_keeper **ret)
{
        struct audit_keeper *k = calloc(1, sizeof(*k));
        must(k);
        k->store = store;
        k->groups = UINT64_MAX;
        char host[64] = "";
        (void)gethostname(host, sizeof(host) - 1);
        snprintf(k->holder, sizeof(k->holder), "%.40s:%ld", host, (long)getpid());
        const struct fail *f = db_connect(cx, store, &k->db);
        if (f) {
                free(k);
                return f;
        }
        pthread_condattr_t monotonic;
        pthread_condattr_init(&monotonic);
        pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
        pthread_mutex_init(&k->lock, NULL);
        pthread_cond_init(&k->wake, &monotonic);
        pthread_condattr_destroy(&monotonic);
        sigset_t all, before;           /* signals are for the thread that waits for them */
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        int bad = pthread_create(&k->thread, NULL, keep, k);
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        must(!bad);
        *ret = k;
        return NULL;
}

void audit_keeper_stop(struct audit_keeper *k)
{
        if (!k)
                return;
        pthread_mutex_lock(&k->lock);
        k->end = true;
        pthread_cond_signal(&k->wake);
        pthread_mutex_unlock(&k->lock);
        pthread_join(k->thread, NULL);
        pthread_cond_destroy(&k->wake);
        pthread_mutex_destroy(&k->lock);
        db_close(&k->db);
        free(k);
}
