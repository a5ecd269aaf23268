/* tests/long/crash.c - kill -9 under write load: crash [KILLS] [SEED].
 *
 * A child runs sixteen writers through the real store; each acknowledgement goes down a pipe to
 * the parent, which kills the child 5 to 500 ms after it began, opens the database and compares.
 * Half of the writers wait for their group; half are told by the committer, as web replies are.
 * The next child repeats the first operation that was not acknowledged, with the same key. */
#include "tests/long/long.h"
#include "core/audit/keeper.h"
#include "core/crypto/keys.h"
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILLS_A_FILE = 10 };     /* then a new database, so that checks stay quick */

struct ack { int32_t thread; int32_t pad; int64_t seq; };

struct writer {
        struct store *store;
        int           thread, pipe;
        int64_t       seq;
};

struct told { int pipe; struct ack ack; };

static void send_ack(int pipe, struct ack a)
{
        if (write(pipe, &a, sizeof(a)) != sizeof(a))
                _exit(3);
}

static void on_durable(void *arg, const struct fail *why)
{
        struct told *t = arg;
        if (why)
                _exit(4);       /* no disk fails here */
        send_ack(t->pipe, t->ack);
        free(t);
}

static void *write_on(void *arg)
{
        struct writer *w = arg;
        struct arena arena;
        struct db db;
        arena_init(&arena, 1 << 24);
        struct ctx cx = { .arena = &arena };
        if (db_connect(&cx, w->store, &db))
                _exit(5);
        cx.db = &db;
        for (int64_t seq = w->seq; ; seq++) {
                db.ticket = 0;
                const struct fail *f = long_operation(&cx, w->thread, seq, 20 + seq % 300);
                if (f)
                        _exit(6);
                struct ack a = { .thread = w->thread, .seq = seq };
                if (w->thread % 2) {
                        struct told *t = malloc(sizeof(*t));
                        must(t);
                        *t = (struct told){ w->pipe, a };
                        store_when_durable(w->store, db.ticket, on_durable, t);
                } else {
                        if (db_wait(&cx))
                                _exit(7);
                        send_ack(w->pipe, a);
                }
                arena_reset(&arena);
        }
}

static void child(const char *path, int pipe, const int64_t acked[THREADS_MAX])
{
        struct long_db d;
        struct writer w[THREADS_MAX];
        if (long_open(&d, path))
                _exit(8);
        long_tables(&d.cx);
        struct audit_keeper *keeper;    /* writes the head file, until it is killed */
        if (audit_keeper_start(&d.cx, d.store, &keeper))
                _exit(10);
        for (int t = 0; t < THREADS_MAX; t++) {
                pthread_t thread;
                w[t] = (struct writer){ d.store, t, pipe, acked[t] + 1 };
                if (pthread_create(&thread, NULL, write_on, &w[t]))
                        _exit(9);
        }
        for (;;)
                pause();
}

/* A writer that waits acknowledges in order. The committer and the writer itself may tell of two
 * groups at the same moment, so there the highest counts: all before it were settled before it. */
static int64_t drain(int pipe, int64_t acked[THREADS_MAX], int *faults)
{
        struct ack a;
        int64_t n = 0;
        for (; read(pipe, &a, sizeof(a)) == sizeof(a); n++) {
                int64_t *last = &acked[a.thread & (THREADS_MAX - 1)];
                if (a.thread % 2 == 0 && a.seq != *last + 1) {
                        printf("# FAULT: acknowledgement %ld of thread %d after %ld\n", a.seq, a.thread, *last);
                        ++*faults;
                }
                *last = a.seq > *last ? a.seq : *last;
        }
        return n;
}

/* The parent must read while the child runs, or a full pipe would stop it. */
static void *reader(void *arg)
{
        void **a = arg;
        *(int64_t *)a[3] = drain(*(int *)a[0], a[1], a[2]);
        return NULL;
}

static int kill_once(const char *path, int64_t acked[THREADS_MAX], int ms, int64_t *ret_acks,
                     int64_t *ret_restart)
{
        int fd[2], faults = 0, status = 0;
        must(!pipe(fd));
        fflush(NULL);
        pid_t pid = fork();
        must(pid >= 0);
        if (!pid) {
                close(fd[0]);
                child(path, fd[1], acked);
        }
        close(fd[1]);
        pthread_t thread;
        void *args[] = { &fd[0], acked, &faults, ret_acks };
        must(!pthread_create(&thread, NULL, reader, args));
        long_sleep(ms);
        kill(pid, SIGKILL);
        must(waitpid(pid, &status, 0) == pid);
        pthread_join(thread, NULL);
        close(fd[0]);
        if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) {
                printf("# FAULT: the child ended by itself, status %d\n", status);
                faults++;
        }
        struct long_db d;
        int64_t start = long_ms();
        const struct fail *f = long_open(&d, path);
        *ret_restart = long_ms() - start;
        if (f) {
                printf("# FAULT: cannot be opened again: %.*s %.*s\n", STR(f->say), STR(f->log));
                return faults + 1;
        }
        long_tables(&d.cx);             /* the kill may have come before they were made */
        faults += long_check(&d.cx, acked, THREADS_MAX);
        long_close(&d);
        return faults;
}

int main(int argc, char **argv)
{
        long kills = long_argument(argc, argv, 1, 40);
        uint64_t seed = (uint64_t)long_argument(argc, argv, 2, 1);
        const char *folder = long_folder(false);
        char path[256], head[256];
        int64_t acked[THREADS_MAX] = { 0 }, all_acks = 0, slowest = 0, begin = long_ms();
        int faults = 0;
        struct arena arena;
        arena_init(&arena, 1 << 20);
        struct ctx cx = { .arena = &arena };
        keys_place(str_f(&arena, "%s/keys", folder));
        must(!keys_make(&cx));
        for (long i = 0; i < kills; i++) {
                if (i % KILLS_A_FILE == 0) {
                        memset(acked, 0, sizeof(acked));
                        snprintf(path, sizeof(path), "%s/%ld.db", folder, i);
                        snprintf(head, sizeof(head), "%s/%ld.head", folder, i);
                        audit_head_place(str_of(head));
                }
                int64_t acks = 0, restart = 0;
                faults += kill_once(path, acked, 5 + (int)(long_random(&seed) % 496), &acks, &restart);
                all_acks += acks;
                slowest = restart > slowest ? restart : slowest;
                if (i % KILLS_A_FILE == KILLS_A_FILE - 1)
                        long_file_remove(path);
        }
        long_file_remove(path);
        long_folder_remove(folder);
        arena_done(&arena);
        printf("# %ld kills, %ld acknowledged writes, slowest restart %ld ms, %ld s\n", kills, all_acks, slowest,
               (long_ms() - begin) / 1000);
        printf("%s 1 - crash: nothing acknowledged is lost, nothing is half done, after %ld kills\n",
               faults || !all_acks ? "not ok" : "ok", kills);
        return faults || !all_acks;
}
