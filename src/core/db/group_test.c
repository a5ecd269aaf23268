/* core/db/group_test.c - turns, groups and tickets with an engine that only counts. */
#include "core/db/group.h"
#include "tests/test.h"
#include <pthread.h>
#include <sched.h>

/* The engine: how often it was asked to commit, and whether it can. */
struct engine { int commits, chores; bool full, chore_wanted; };

static bool e_commit(void *arg, struct group_loss *ret)
{
        struct engine *e = arg;
        e->commits++;
        if (e->full)
                *ret = (struct group_loss){ .kind = FAIL_FULL, .again = true, .log = "no space" };
        return !e->full;
}

static bool e_due(void *arg, bool idle) { return !idle && ((struct engine *)arg)->chore_wanted; }
static void e_chore(void *arg) { ((struct engine *)arg)->chores++; }
static const struct group_ops ops = { .commit = e_commit, .chore_due = e_due, .chore = e_chore };

struct heard { int n, lost; uint64_t tickets[64]; pthread_mutex_t lock; };
struct call { struct heard *heard; uint64_t ticket; };

static void on_durable(void *arg, const struct fail *why)
{
        struct call *c = arg;
        pthread_mutex_lock(&c->heard->lock);
        c->heard->tickets[c->heard->n++ % 64] = c->ticket;
        if (why)
                c->heard->lost += why->kind == FAIL_FULL && why->again && why->say.n && str_is(why->log, "no space");
        pthread_mutex_unlock(&c->heard->lock);
}

TEST(group_commits_when_idle_and_tells)
{
        struct engine e = { 0 };
        struct heard h = { .lock = PTHREAD_MUTEX_INITIALIZER };
        struct group *g = group_new(&ops, &e, 64);
        struct group_loss why;
        for (int i = 0; i < 5; i++) {
                bool first;
                group_enter(g);
                uint64_t t = group_join(g, &first);
                ok(first);
                group_leave(g, true);
                ok(group_wait(g, t, &why));
                same_int((int64_t)t, i + 1);
                group_when(g, t, on_durable, &(struct call){ &h, t });  /* settled: at once */
                same_int(h.n, i + 1);
        }
        ok(group_wait(g, 0, &why));
        group_free(g);
        same_int(e.commits, 5);
        same_int(h.lost, 0);
}

struct member {
        struct group *g;
        int           place, *order, *at;
        uint64_t      ticket;
        bool          kept;
};

static void *take_part(void *arg)
{
        struct member *m = arg;
        struct group_loss why;
        bool first;
        group_enter(m->g);
        m->order[(*m->at)++] = m->place;
        m->ticket = group_join(m->g, &first);
        group_leave(m->g, true);
        m->kept = group_wait(m->g, m->ticket, &why);
        return NULL;
}

static int waiting(struct group *g)
{
        struct store_stats s = { 0 };
        group_stats(g, &s);
        return s.waiting;
}

enum { CROWD = 10 };

/* A crowd queues behind one holder, one after the other; then all go. */
static void crowd(struct group *g, struct member m[CROWD], int order[CROWD])
{
        pthread_t thread[CROWD];
        int at = 0;
        bool first;
        group_enter(g);
        group_join(g, &first);
        for (int i = 0; i < CROWD; i++) {
                m[i] = (struct member){ .g = g, .place = i, .order = order, .at = &at };
                must(!pthread_create(&thread[i], NULL, take_part, &m[i]));
                while (waiting(g) != i + 1)
                        sched_yield();
        }
        group_leave(g, true);
        for (int i = 0; i < CROWD; i++)
                pthread_join(thread[i], NULL);
}

TEST(group_turn_is_handed_on_in_order_into_one_group)
{
        struct engine e = { 0 };
        struct group *g = group_new(&ops, &e, 64);
        struct member m[CROWD];
        int order[CROWD];
        crowd(g, m, order);
        for (int i = 0; i < CROWD; i++) {
                same_int(order[i], i);
                same_int((int64_t)m[i].ticket, 1);
                ok(m[i].kept);
        }
        group_free(g);
        same_int(e.commits, 1);
}

TEST(group_is_bounded)
{
        struct engine e = { 0 };
        struct group *g = group_new(&ops, &e, 4);
        struct member m[CROWD];
        int order[CROWD];
        crowd(g, m, order);             /* 11 members: 4, 4, 3 */
        static const int tickets[CROWD] = { 1, 1, 1, 2, 2, 2, 2, 3, 3, 3 };
        for (int i = 0; i < CROWD; i++) {
                same_int(order[i], i);
                same_int((int64_t)m[i].ticket, tickets[i]);
        }
        struct store_stats s = { 0 };
        group_stats(g, &s);
        same_int((int64_t)s.groups, 3);
        same_int((int64_t)s.members, 11);
        same_int(s.waiting, 0);
        group_free(g);
        same_int(e.commits, 3);
}

TEST(group_that_cannot_commit_is_lost_for_all)
{
        struct engine e = { .full = true, .chore_wanted = true };
        struct heard h = { .lock = PTHREAD_MUTEX_INITIALIZER };
        struct group *g = group_new(&ops, &e, 64);
        struct group_loss why = { 0 };
        struct call calls[3];
        bool first;
        group_enter(g);
        uint64_t t = group_join(g, &first);
        for (int i = 0; i < 3; i++) {
                calls[i] = (struct call){ &h, t };
                group_when(g, t, on_durable, &calls[i]);
        }
        same_int(h.n, 0);
        group_leave(g, true);
        ok(!group_wait(g, t, &why));
        same_int(why.kind, FAIL_FULL);
        group_enter(g);                 /* the engine's flags belong to the holder of the turn */
        e.full = false;
        uint64_t u = group_join(g, &first);
        ok(first && u == t + 1);
        group_leave(g, true);
        ok(group_wait(g, u, &why));
        ok(!group_wait(g, t, &why));    /* still known */
        ok(group_lost(g, t, &why) && !group_lost(g, u, &why));
        group_free(g);
        same_int(h.n, 3);
        same_int(h.lost, 3);
        same_int(e.chores, 2);
}

TEST(group_lost_in_the_middle_begins_anew)
{
        struct engine e = { 0 };
        struct group *g = group_new(&ops, &e, 64);
        struct group_loss why = { .kind = FAIL_BROKEN, .again = true }, got;
        bool first;
        group_enter(g);
        uint64_t t = group_join(g, &first);
        group_lose(g, &why);
        group_leave(g, false);
        ok(!group_wait(g, t, &got) && got.kind == FAIL_BROKEN && got.again);
        group_enter(g);
        ok(group_join(g, &first) == t + 1 && first);
        same_int(group_members(g), 0);
        group_leave(g, true);
        group_free(g);                  /* commits what waits */
        same_int(e.commits, 1);
}

/* Losses of one kind in a row are one range; the answer for each group stays right. */
TEST(group_remembers_each_loss)
{
        struct engine e = { 0 };
        struct group *g = group_new(&ops, &e, 64);
        struct group_loss why;
        bool first;
        for (int i = 0; i < 60; i++) {
                group_enter(g);
                e.full = i % 7 < 3;
                group_join(g, &first);
                group_leave(g, true);
                group_wait(g, (uint64_t)i + 1, &why);
        }
        for (int i = 0; i < 60; i++)
                ok(group_lost(g, (uint64_t)i + 1, &why) == (i % 7 < 3));
        group_free(g);
}

struct pusher { struct group *g; int n, good; };

static void *push(void *arg)
{
        struct pusher *p = arg;
        for (int i = 0; i < p->n; i++) {
                struct group_loss why;
                bool first;
                group_enter(p->g);
                uint64_t t = group_join(p->g, &first);
                group_leave(p->g, i % 3 != 0);
                if (i % 2)
                        p->good += group_wait(p->g, t, &why);
        }
        return NULL;
}

TEST(group_survives_a_crowd_of_threads)
{
        struct engine e = { 0 };
        struct group *g = group_new(&ops, &e, 3);
        struct pusher p[8];
        pthread_t thread[8];
        for (int i = 0; i < 8; i++) {
                p[i] = (struct pusher){ g, 500, 0 };
                must(!pthread_create(&thread[i], NULL, push, &p[i]));
        }
        for (int i = 0; i < 8; i++) {
                pthread_join(thread[i], NULL);
                same_int(p[i].good, 250);
        }
        struct store_stats s = { 0 };
        group_stats(g, &s);
        same_int((int64_t)s.members, 4000);
        group_free(g);
        ok(e.commits >= 4000 / 3 && e.commits <= 4000);
}

/* Whoever runs may pass a waiter that still wakes up, but not for ever. */
TEST(group_waiter_is_passed_by_only_so_often)
{
        struct engine e = { 0 };
        struct group *g = group_new(&ops, &e, 100000);
        for (int round = 0; round < 200; round++) {
                struct member m = { .g = g, .place = 1 };
                int order[1], at = 0, passed = 0;
                pthread_t thread;
                bool first;
                m.order = order, m.at = &at;
                group_enter(g);
                must(!pthread_create(&thread, NULL, take_part, &m));
                while (!waiting(g))
                        sched_yield();
                for (;;) {              /* the holder comes back at once, as often as it may */
                        group_join(g, &first);
                        group_leave(g, true);
                        group_enter(g);
                        if (at)
                                break;
                        passed++;
                }
                ok(passed <= GROUP_PASS_MAX);
                group_join(g, &first);
                group_leave(g, true);
                pthread_join(thread, NULL);
        }
        group_free(g);
}
