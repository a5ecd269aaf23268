/* core/db/group.c - the turn, the committer thread, and the tickets. */
#include "core/db/group.h"
#include <errno.h>
#include <pthread.h>
#include <time.h>

enum { IDLE_MS = 1000 };        /* how long nothing must happen before the idle chore */

/* Someone who wants the turn; lives on its own stack. */
struct waiter {
        struct waiter *next;
        pthread_t      who;
        pthread_cond_t cond;
        bool           go;              /* the turn was given to it */
        bool           woken;           /* it was told that the turn is free, and has not looked yet */
};

/* Someone to be told. */
struct listener { struct listener *next; uint64_t ticket; store_durable *done; void *arg; };

struct loss_range { uint64_t first, last; struct group_loss why; };

struct group {
        const struct group_ops *ops;
        void                   *arg;
        int                     max;
        pthread_t               thread;

        pthread_mutex_t  lock;          /* guards all below */
        pthread_cond_t   wake;          /* the committer sleeps here */
        pthread_cond_t   settled_cond;  /* group_wait sleeps here */

        bool             taken;         /* someone has the turn … */
        pthread_t        holder;        /* … and it is this thread */
        bool             given;         /* the turn was handed to the committer */
        struct waiter   *first, **last;
        int              passed;        /* how often the first of them was passed by */

        uint64_t         number;        /* of the open group, or of the last one */
        bool             open;
        int              kept, joined;  /* members with rows; all who took part */

        uint64_t         settled;       /* all groups up to this one are durable or lost */
        uint64_t         n_members, n_lost;     /* since the start */
        struct loss_range *losses;      /* ascending */
        size_t           n_losses, cap_losses;
        struct listener *listeners;
        bool             news;          /* a group was settled outside the committer */
        bool             closing;
        bool             quiet_done;    /* the idle chore has run since the last commit */
};

static void *committer(void *arg);

struct group *group_new(const struct group_ops *ops, void *arg, int max_members)
{
        struct group *g = calloc(1, sizeof(*g));
        must(g);
        *g = (struct group){ .ops = ops, .arg = arg, .max = max_members };
        g->last = &g->first;
        pthread_condattr_t monotonic;
        pthread_condattr_init(&monotonic);
        pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
        pthread_mutex_init(&g->lock, NULL);
        pthread_cond_init(&g->wake, &monotonic);
        pthread_cond_init(&g->settled_cond, &monotonic);
        pthread_condattr_destroy(&monotonic);
        must(pthread_create(&g->thread, NULL, committer, g) == 0);
        return g;
}

void group_free(struct group *g)
{
        pthread_mutex_lock(&g->lock);
        must(!g->first);
        g->closing = true;
        pthread_cond_signal(&g->wake);
        pthread_mutex_unlock(&g->lock);
        pthread_join(g->thread, NULL);
        must(!g->listeners && !g->open);
        pthread_cond_destroy(&g->wake);
        pthread_cond_destroy(&g->settled_cond);
        pthread_mutex_destroy(&g->lock);
        free(g->losses);
        free(g);
}

/* ---- the turn -------------------------------------------------------------- */

/* Locked. The first in the queue has the turn now. */
static struct waiter *take_first(struct group *g)
{
        struct waiter *w = g->first;
        g->first = w->next;
        if (!g->first)
                g->last = &g->first;
        g->passed = 0;
        g->taken = true;
        g->holder = w->who;
        return w;
}

/* Locked: wait in the queue until the turn is given, or is free and we are the first. */
static void queue_up(struct group *g)
{
        struct waiter w = { .who = pthread_self() };
        pthread_cond_init(&w.cond, NULL);
        *g->last = &w;
        g->last = &w.next;
        while (!w.go && (g->first != &w || g->taken)) {
                w.woken = false;
                pthread_cond_wait(&w.cond, &g->lock);
        }
        if (!w.go)
                take_first(g);
        pthread_cond_destroy(&w.cond);
}

void group_enter(struct group *g)
{
        pthread_mutex_lock(&g->lock);
        must(!g->taken || g->given || !pthread_equal(g->holder, pthread_self()));
        if (g->taken || (g->first && g->passed >= GROUP_PASS_MAX)) {
                queue_up(g);
        } else {
                g->passed += g->first != NULL;
                g->taken = true;
                g->holder = pthread_self();
        }
        pthread_mutex_unlock(&g->lock);
}

/* Locked. A full group goes to the committer before anyone else may add to it. Otherwise the
 * turn is free, and the first in the queue is woken to take it; until it runs, whoever is
 * running may pass. (To give it the turn while it sleeps cost twice the time of the rows
 * themselves: nobody wrote meanwhile.) Passed too often, it is given the turn. */
static void hand_on(struct group *g)
{
        if (g->open && g->joined >= g->max) {
                g->given = true;
                pthread_cond_signal(&g->wake);
        } else if (g->first && g->passed >= GROUP_PASS_MAX) {
                struct waiter *w = take_first(g);
                w->go = true;
                pthread_cond_signal(&w->cond);
        } else if (g->first) {
                g->taken = false;
                if (!g->first->woken) {
                        g->first->woken = true;
                        pthread_cond_signal(&g->first->cond);
                }
        } else {
                g->taken = false;
                if (g->open || g->news)
                        pthread_cond_signal(&g->wake);
        }
}

uint64_t group_join(struct group *g, bool *ret_first)
{
        pthread_mutex_lock(&g->lock);
        *ret_first = !g->open;
        if (!g->open) {
                g->open = true;
                g->number++;
                g->kept = g->joined = 0;
        }
        g->joined++;
        g->n_members++;
        uint64_t n = g->number;
        pthread_mutex_unlock(&g->lock);
        return n;
}

int group_members(const struct group *g)
{
        return g->kept;         /* only the holder of the turn changes it, and that is the caller */
}

void group_leave(struct group *g, bool kept)
{
        pthread_mutex_lock(&g->lock);
        if (kept)
                g->kept++;
        hand_on(g);
        pthread_mutex_unlock(&g->lock);
}

/* ---- settling -------------------------------------------------------------- */

/* Locked. The open group is over. Neighbouring losses of one kind share a range, so a disk that
 * stays full for a day costs one entry. */
static void settle(struct group *g, const struct group_loss *why)
{
        must(g->open);
        g->open = false;
        g->settled = g->number;
        g->quiet_done = false;
        if (why) {
                g->n_lost++;
                struct loss_range *l = g->n_losses ? &g->losses[g->n_losses - 1] : NULL;
                if (l && l->last + 1 == g->number && l->why.kind == why->kind && l->why.again == why->again) {
                        l->last = g->number;
                } else {
                        if (g->n_losses == g->cap_losses) {
                                g->cap_losses = g->cap_losses ? 2 * g->cap_losses : 16;
                                g->losses = realloc(g->losses, g->cap_losses * sizeof(*g->losses));
                                must(g->losses);
                        }
                        g->losses[g->n_losses++] = (struct loss_range){ g->number, g->number, *why };
                }
        }
        pthread_cond_broadcast(&g->settled_cond);
}

/* Locked. Why group `ticket` was lost, or NULL. */
static const struct group_loss *loss_of(const struct group *g, uint64_t ticket)
{
        for (size_t lo = 0, hi = g->n_losses; lo < hi; ) {
                size_t mid = lo + (hi - lo) / 2;
                const struct loss_range *l = &g->losses[mid];
                if (ticket < l->first)
                        hi = mid;
                else if (ticket > l->last)
                        lo = mid + 1;
                else
                        return &l->why;
        }
        return NULL;
}

void group_lose(struct group *g, const struct group_loss *why)
{
        pthread_mutex_lock(&g->lock);
        settle(g, why);
        g->news = true;
        pthread_cond_signal(&g->wake);
        pthread_mutex_unlock(&g->lock);
}

bool group_wait(struct group *g, uint64_t ticket, struct group_loss *ret)
{
        pthread_mutex_lock(&g->lock);
        must(ticket <= g->number);
        while (g->settled < ticket)
                pthread_cond_wait(&g->settled_cond, &g->lock);
        const struct group_loss *why = loss_of(g, ticket);
        if (why)
                *ret = *why;
        pthread_mutex_unlock(&g->lock);
        return !why;
}

bool group_lost(struct group *g, uint64_t ticket, struct group_loss *ret)
{
        pthread_mutex_lock(&g->lock);
        const struct group_loss *why = loss_of(g, ticket);
        if (why)
                *ret = *why;
        pthread_mutex_unlock(&g->lock);
        return why != NULL;
}

static void tell(const struct listener *l, bool lost, const struct group_loss *why)
{
        struct fail f = { 0 };
        if (lost)
                f = (struct fail){ .kind = why->kind, .again = why->again, .at = "group commit",
                                   .say = str_of(fail_words(why->kind)), .log = str_of(why->log) };
        l->done(l->arg, lost ? &f : NULL);
}

void group_when(struct group *g, uint64_t ticket, store_durable *done, void *arg)
{
        struct listener now = { .ticket = ticket, .done = done, .arg = arg };
        pthread_mutex_lock(&g->lock);
        must(ticket <= g->number);
        if (g->settled < ticket) {
                struct listener *l = malloc(sizeof(*l));
                must(l);
                *l = now;
                l->next = g->listeners;
                g->listeners = l;
                pthread_mutex_unlock(&g->lock);
                return;
        }
        const struct group_loss *why = loss_of(g, ticket);
        struct group_loss copy = { 0 };
        if (why)
                copy = *why;
        pthread_mutex_unlock(&g->lock);
        tell(&now, why != NULL, &copy);
}

void group_stats(struct group *g, struct store_stats *ret)
{
        pthread_mutex_lock(&g->lock);
        ret->groups = g->settled;
        ret->lost = g->n_lost;
        ret->members = g->n_members;
        for (const struct waiter *w = g->first; w; w = w->next)
                ret->waiting++;
        pthread_mutex_unlock(&g->lock);
}

/* ---- the committer --------------------------------------------------------- */

/* Locked; unlocks while it tells. Everyone whose group is settled, oldest first. */
static void tell_settled(struct group *g)
{
        struct listener *ready = NULL;
        for (struct listener **p = &g->listeners; *p; ) {
                struct listener *l = *p;
                if (l->ticket > g->settled) {
                        p = &l->next;
                        continue;
                }
                *p = l->next;
                l->next = ready;
                ready = l;
        }
        while (ready) {
                struct listener *l = ready;
                ready = l->next;
                const struct group_loss *why = loss_of(g, l->ticket);
                struct group_loss copy = { 0 };
                if (why)
                        copy = *why;
                pthread_mutex_unlock(&g->lock);
                tell(l, why != NULL, &copy);
                free(l);
                pthread_mutex_lock(&g->lock);
        }
}

/* Locked, the turn is the committer's: do the engine's part without the lock. */
static void chore(struct group *g)
{
        pthread_mutex_unlock(&g->lock);
        g->ops->chore(g->arg);
        pthread_mutex_lock(&g->lock);
}

static void commit(struct group *g)
{
        struct group_loss why = { 0 };
        g->holder = pthread_self();
        pthread_mutex_unlock(&g->lock);
        bool ok = g->ops->commit(g->arg, &why);
        bool due = g->ops->chore_due(g->arg, false);
        pthread_mutex_lock(&g->lock);
        settle(g, ok ? NULL : &why);
        if (due) {              /* nobody waits longer for an answer because of it */
                tell_settled(g);
                chore(g);
        }
        hand_on(g);
        tell_settled(g);
}

/* Locked. Sleep until there is something to do; true when the time of quiet is over. */
static bool sleep_idle(struct group *g)
{
        if (g->quiet_done) {
                pthread_cond_wait(&g->wake, &g->lock);
                return false;
        }
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += IDLE_MS / 1000;
        until.tv_nsec += IDLE_MS % 1000 * 1000000L;
        if (until.tv_nsec >= 1000000000L) {
                until.tv_sec++;
                until.tv_nsec -= 1000000000L;
        }
        return pthread_cond_timedwait(&g->wake, &g->lock, &until) == ETIMEDOUT;
}

/* Locked. Nobody has the turn or wants it. */
static bool nobody_writes(const struct group *g) { return !g->taken && !g->first; }

static void *committer(void *arg)
{
        struct group *g = arg;
        bool quiet = false;
        pthread_mutex_lock(&g->lock);
        for (;;) {
                if (g->news) {
                        g->news = false;
                        tell_settled(g);
                } else if (g->given || (g->open && nobody_writes(g))) {
                        g->given = false;
                        g->taken = true;
                        quiet = false;
                        if (g->open)
                                commit(g);
                        else
                                hand_on(g);
                } else if (g->closing && nobody_writes(g)) {
                        break;
                } else if (quiet && nobody_writes(g)) {
                        quiet = false;
                        g->quiet_done = true;
                        g->taken = true;
                        g->holder = pthread_self();
                        if (g->ops->chore_due(g->arg, true))
                                chore(g);
                        hand_on(g);
                } else {
                        quiet = sleep_idle(g);
                }
        }
        tell_settled(g);
        pthread_mutex_unlock(&g->lock);
        return NULL;
}
