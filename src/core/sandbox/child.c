/* core/sandbox/child.c - the asker's side: start children, keep those that wait, end the rest. */
#define _GNU_SOURCE
#include "core/sandbox/child.h"
#include "core/sandbox/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SEATS = 32 };

/* One child. A seat with a role is taken: by someone who asks (busy), or by a child that waits. */
struct seat {
        const struct child_role *role;
        pid_t                    pid;
        int                      fd;
        bool                     busy;
};

static struct {
        pthread_mutex_t lock;
        pthread_cond_t  freed;
        struct seat     seat[SEATS];
} desk = { .lock = PTHREAD_MUTEX_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER };

static _Thread_local int64_t last_peak;

int64_t child_last_peak(void) { return last_peak; }

static int64_t clock_ms(clockid_t which)
{
        struct timespec t;
        must(!clock_gettime(which, &t));
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- starting and ending --------------------------------------------------------------- */

extern char **environ;

/* 0, or the errno why. The child's standard input is the socket; it closes all else itself. */
static int spawn(const struct child_role *role, pid_t *ret_pid, int *ret_fd)
{
        int pair[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
                return errno;
        char *argv[] = { (char[]){ "luoshi" }, (char[]){ "--child" }, (char *)role->name, NULL };
        char *nothing[] = { NULL };     /* a sealed child has no use for our secrets */
        posix_spawn_file_actions_t act;
        posix_spawnattr_t attr;
        sigset_t none, usual;
        sigemptyset(&none);
        sigemptyset(&usual);
        sigaddset(&usual, SIGPIPE);
        sigaddset(&usual, SIGTERM);
        must(!posix_spawn_file_actions_init(&act) && !posix_spawnattr_init(&attr));
        posix_spawn_file_actions_adddup2(&act, pair[1], 0);
        posix_spawn_file_actions_addopen(&act, 1, "/dev/null", O_WRONLY, 0);
        posix_spawnattr_setsigmask(&attr, &none);
        posix_spawnattr_setsigdefault(&attr, &usual);
        posix_spawnattr_setpgroup(&attr, 0);
        posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                 POSIX_SPAWN_SETPGROUP);
        int rc = posix_spawn(ret_pid, "/proc/self/exe", &act, &attr, argv,
                             role->sealed ? nothing : environ);
        posix_spawn_file_actions_destroy(&act);
        posix_spawnattr_destroy(&attr);
        close(pair[1]);
        if (rc)
                close(pair[0]);
        else
                *ret_fd = pair[0];
        return rc;
}

/* End the child of a seat; its way of ending in *ret_status. */
static void end(struct seat *s, int *ret_status)
{
        int status = 0;
        if (s->pid) {
                close(s->fd);
                kill(s->pid, SIGKILL);
                while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
                        ;
        }
        s->pid = 0;
        if (ret_status)
                *ret_status = status;
}

/* ---- seats -------------------------------------------------------------------------------- */

/* The desk is locked. A child of the role that waits, else an empty seat, else one whose child
 * waits for others; NULL while all are busy or the role has its number at work. */
static struct seat *seat_choose(const struct child_role *role)
{
        struct seat *waiting = NULL, *empty = NULL, *other = NULL;
        int n_busy = 0;
        for (int i = 0; i < SEATS; i++) {
                struct seat *s = &desk.seat[i];
                if (!s->role)
                        empty = s;
                else if (s->busy)
                        n_busy += s->role == role;
                else if (s->role == role)
                        waiting = s;
                else
                        other = s;
        }
        if (n_busy >= role->max_running)
                return NULL;
        return waiting ? waiting : empty ? empty : other;
}

static struct seat *seat_take(const struct child_role *role)
{
        int64_t until = clock_ms(CLOCK_REALTIME) + (int64_t)role->seconds * 1000;
        struct timespec t = { .tv_sec = until / 1000, .tv_nsec = until % 1000 * 1000000 };
        pthread_mutex_lock(&desk.lock);
        struct seat *s;
        int rc = 0;
        while (!(s = seat_choose(role)) && !rc)
                rc = pthread_cond_timedwait(&desk.freed, &desk.lock, &t);
        if (s) {
                if (s->role && s->role != role)
                        end(s, NULL);
                s->role = role;
                s->busy = true;
        }
        pthread_mutex_unlock(&desk.lock);
        return s;
}

static void seat_leave(struct seat *s, bool keep)
{
        pthread_mutex_lock(&desk.lock);
        s->busy = false;
        if (!keep) {
                end(s, NULL);
                s->role = NULL;
        }
        pthread_cond_broadcast(&desk.freed);
        pthread_mutex_unlock(&desk.lock);
}

void child_tidy(void)
{
        pthread_mutex_lock(&desk.lock);
        for (int i = 0; i < SEATS; i++) {
                struct seat *s = &desk.seat[i];
                if (s->role && !s->busy && s->pid && waitpid(s->pid, NULL, WNOHANG) != 0) {
                        close(s->fd);
                        *s = (struct seat){ 0 };
                }
        }
        pthread_mutex_unlock(&desk.lock);
}

void child_stop_all(void)
{
        pthread_mutex_lock(&desk.lock);
        for (int i = 0; i < SEATS; i++)
                if (desk.seat[i].role && !desk.seat[i].busy) {
                        end(&desk.seat[i], NULL);
                        desk.seat[i].role = NULL;
                }
        pthread_mutex_unlock(&desk.lock);
}

/* ---- talking, with a deadline ------------------------------------------------------------- */

struct talk {
        int     fd;
        int64_t until;          /* monotonic ms */
        bool    late;
};

static bool wait_for(struct talk *t, short what)
{
        for (;;) {
                int64_t left = t->until - clock_ms(CLOCK_MONOTONIC);
                struct pollfd p = { .fd = t->fd, .events = what };
                int rc = left > 0 ? poll(&p, 1, (int)left) : 0;
                if (rc > 0)
                        return true;
                if (!rc) {
                        t->late = true;
                        return false;
                }
                if (errno != EINTR)
                        return false;
        }
}

static bool talk_send(struct talk *t, const void *p, size_t n)
{
        for (const char *at = p; n;) {
                ssize_t k = send(t->fd, at, n, MSG_NOSIGNAL | MSG_DONTWAIT);
                if (k > 0)
                        at += k, n -= (size_t)k;
                else if (k < 0 && errno != EAGAIN && errno != EINTR)
                        return false;
                else if (k < 0 && errno == EAGAIN && !wait_for(t, POLLOUT))
                        return false;
        }
        return true;
}

static bool talk_recv(struct talk *t, void *p, size_t n)
{
        for (char *at = p; n;) {
                ssize_t k = recv(t->fd, at, n, MSG_DONTWAIT);
                if (!k)
                        return false;
                if (k > 0)
                        at += k, n -= (size_t)k;
                else if (errno != EAGAIN && errno != EINTR)
                        return false;
                else if (errno == EAGAIN && !wait_for(t, POLLIN))
                        return false;
        }
        return true;
}

/* The request, piece by piece; time that the giver takes is not the child's. */
struct request { uint64_t n; child_give *give; void *arg; const struct fail *fail; };

static bool ask_send(struct talk *t, const struct ctx *cx, struct request *rq)
{
        struct ask ask = { .n = rq->n, .now = cx->now, .user = cx->user, .unit = cx->unit,
                           .lang = cx->lang, .today = cx->today.n };
        struct frame head = { FRAME_ASK, sizeof(ask) };
        if (!talk_send(t, &head, sizeof(head)) || !talk_send(t, &ask, sizeof(ask)))
                return false;
        for (uint64_t at = 0; at < rq->n;) {
                str piece = { 0 };
                int64_t began = clock_ms(CLOCK_MONOTONIC);
                rq->fail = rq->give(rq->arg, at, &piece);
                t->until += clock_ms(CLOCK_MONOTONIC) - began;
                if (rq->fail)
                        return false;
                must(piece.n && piece.n <= rq->n - at);
                if (!talk_send(t, piece.p, piece.n))
                        return false;
                at += piece.n;
        }
        return true;
}

/* ---- one request ---------------------------------------------------------------------------- */

enum heard { HEARD_END, HEARD_ENOUGH, HEARD_NOTHING, HEARD_GARBAGE };

struct piece_buf { char *p; size_t cap; };
static void piece_free(struct piece_buf *b) { free(b->p); }

static const struct fail *fail_of(struct ctx *cx, const struct child_role *role,
                                  const struct frame_end *e, str words)
{
        str field = str_head(words, e->n_field);
        str say = str_copy(cx->arena, str_from(words, field.n));
        if (e->fail_kind == FAIL_BROKEN)
                return fail(cx, BROKEN, "child %s: %.*s", role->name, STR(say));
        struct fail *f = NEW(cx->arena, struct fail);
        *f = (struct fail){ .kind = (enum fail_kind)e->fail_kind, .say = say, .at = role->name,
                            .field = field.n ? str_copy(cx->arena, field) : (str){ 0 } };
        return f;
}

static enum heard end_read(struct ctx *cx, const struct child_role *role, str body, bool failed,
                           const struct fail **ret)
{
        struct frame_end e;
        if (body.n < sizeof(e))
                return HEARD_GARBAGE;
        memcpy(&e, body.p, sizeof(e));
        last_peak = e.peak;
        if (!failed)
                return HEARD_END;
        if (e.fail_kind <= FAIL_NONE || e.fail_kind >= FAIL_KINDS_END ||
            !utf8_valid(str_from(body, sizeof(e))))
                return HEARD_GARBAGE;
        *ret = fail_of(cx, role, &e, str_from(body, sizeof(e)));
        return HEARD_END;
}

static enum heard listen_to(struct ctx *cx, const struct child_role *role, struct talk *t,
                            child_take *take, void *arg, const struct fail **ret)
{
        struct piece_buf b CLEANUP(piece_free) = { 0 };
        for (enum heard so_far = HEARD_NOTHING;; so_far = HEARD_GARBAGE) {
                struct frame head;
                if (!talk_recv(t, &head, sizeof(head)))
                        return so_far;
                if (head.n > FRAME_MAX)
                        return HEARD_GARBAGE;
                if (head.n > b.cap) {
                        free(b.p);
                        b.p = malloc(head.n);
                        must(b.p);      /* out of memory */
                        b.cap = head.n;
                }
                if (!talk_recv(t, b.p, head.n))
                        return HEARD_GARBAGE;
                str body = { b.p, head.n };
                if (head.kind == FRAME_DONE || head.kind == FRAME_FAIL)
                        return end_read(cx, role, body, head.kind == FRAME_FAIL, ret);
                if (head.kind != FRAME_PIECE)
                        return HEARD_GARBAGE;
                int64_t began = clock_ms(CLOCK_MONOTONIC);
                bool more = take(arg, body);
                t->until += clock_ms(CLOCK_MONOTONIC) - began;  /* our time is not the child's */
                if (!more)
                        return HEARD_ENOUGH;
        }
}

/* It ended without a word: say so to the user, and how it ended to the log. */
static const struct fail *died(struct ctx *cx, const struct child_role *role, struct seat *s,
                               bool late)
{
        int status;
        end(s, &status);
        const char *how = late ? "took too long"
                        : WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL
                        ? strsignal(WTERMSIG(status)) : "ended without an answer";
        if (!role->sorry)
                return fail(cx, BROKEN, "child %s: %s", role->name, how);
        const struct fail *f = fail(cx, INVALID, "%s", words_of(cx->lang, role->sorry));
        struct fail *with_log = NEW(cx->arena, struct fail);
        *with_log = *f;
        with_log->log = str_f(cx->arena, "child %s: %s", role->name, how);
        return with_log;
}

static const struct fail *give_whole(void *arg, uint64_t at, str *ret)
{
        *ret = str_from(*(str *)arg, (size_t)at);
        return NULL;
}

const struct fail *child_ask(struct ctx *cx, const struct child_role *role, str request,
                             child_take *take, void *arg)
{
        return child_ask_from(cx, role, request.n, give_whole, &request, take, arg);
}

const struct fail *child_ask_from(struct ctx *cx, const struct child_role *role, uint64_t n,
                                  child_give *give, void *give_arg, child_take *take, void *arg)
{
        last_peak = 0;
        struct request rq = { .n = n, .give = give, .arg = give_arg };
        struct seat *s = seat_take(role);
        if (!s)
                return fail(cx, BUSY, "all children of role %s are at work", role->name);
        for (;;) {
                bool fresh = !s->pid;
                int rc = fresh ? spawn(role, &s->pid, &s->fd) : 0;
                if (rc) {
                        s->pid = 0;
                        seat_leave(s, false);
                        return fail(cx, BROKEN, "cannot start child %s: %s", role->name,
                                    strerror(rc));
                }
                int64_t until = clock_ms(CLOCK_MONOTONIC) + (int64_t)role->seconds * 1000;
                struct talk t = { .fd = s->fd, .until = until };
                const struct fail *f = NULL;
                enum heard h = HEARD_NOTHING;
                if (ask_send(&t, cx, &rq))
                        h = listen_to(cx, role, &t, take, arg, &f);
                if (rq.fail) {
                        seat_leave(s, false);
                        return rq.fail;
                }
                if (h == HEARD_NOTHING && !fresh && !t.late) {  /* it had ended of idleness */
                        end(s, NULL);
                        continue;
                }
                if (h == HEARD_NOTHING || h == HEARD_GARBAGE)
                        f = died(cx, role, s, t.late);
                seat_leave(s, h == HEARD_END && role->idle_seconds > 0);
                return f;
        }
}

static bool collect(void *arg, str piece)
{
        struct buf *b = arg;
        buf_put(b, piece);
        return !b->broken;
}

const struct fail *child_ask_all(struct ctx *cx, const struct child_role *role, str request,
                                 size_t max, str *ret)
{
        struct buf b = buf_new(cx->arena, max);
        const struct fail *f = child_ask(cx, role, request, collect, &b);
        if (f)
                return f;
        if (b.broken)
                return fail(cx, BROKEN, "child %s: its answer is longer than %zu bytes", role->name,
                            max);
        *ret = buf_str(&b);
        return NULL;
}
