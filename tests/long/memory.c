/* tests/long/memory.c - the k-th allocation fails: memory [K_PER_CASE].
 *
 * The house rule: without memory the program stops (base/arena.h), and the database is whole.
 * So each case runs in a child whose k-th malloc, calloc or realloc answers NULL. The child may
 * finish, answer with a failure, or abort; it may not crash in another way, hang, or leave a
 * database that is not whole or has lost what the child acknowledged over the pipe. Linked with
 * --wrap, so SQLite's allocations (static library) fail too. */
#include "tests/long/long.h"
#include "core/db/migrate.h"
#include "core/log/log.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the allocator that fails --------------------------------------------------- */

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

static _Atomic long fatal_call;            /* 0: never */
static _Atomic long calls;

static bool this_one(void)
{
        long at = atomic_load(&fatal_call);
        return atomic_fetch_add(&calls, 1) + 1 == at;
}

void *__wrap_malloc(size_t n) { return this_one() ? NULL : __real_malloc(n); }
void *__wrap_calloc(size_t n, size_t size) { return this_one() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *p, size_t n) { return this_one() ? NULL : __real_realloc(p, n); }

/* ---- the cases ------------------------------------------------------------------- */

struct world { const char *path; int pipe; struct long_db d; };

static void open_it(struct world *w)
{
        if (long_open(&w->d, w->path))
                _exit(1);
}

static void ack(struct world *w, int64_t seq)
{
        if (write(w->pipe, &seq, sizeof(seq)) != sizeof(seq))
                _exit(2);
}

static void case_open(struct world *w)
{
        open_it(w);
        long_close(&w->d);
}

static void case_new_file(struct world *w)
{
        char path[300];
        snprintf(path, sizeof(path), "%s.fresh", w->path);
        w->path = path;
        open_it(w);
        long_tables(&w->d.cx);
        long_close(&w->d);
}

static void write_some(struct world *w, int64_t weight)
{
        for (int64_t i = 1; i <= 5; i++) {
                w->d.db.ticket = 0;
                const struct fail *f = long_operation(&w->d.cx, 0, i, weight);
                if (!f)
                        f = db_wait(&w->d.cx);
                if (f)
                        return;
                ack(w, i);
        }
}

static void case_write(struct world *w) { open_it(w); write_some(w, 2000); long_close(&w->d); }
static void case_write_big(struct world *w) { open_it(w); write_some(w, 300000); long_close(&w->d); }

static void case_refuse(struct world *w)
{
        open_it(w);
        write_some(w, 100);
        for (int i = 0; i < 3; i++) {           /* a rule that refuses in the middle of its rows */
                struct tx tx CLEANUP(tx_end) UNUSED = tx_begin(&w->d.cx);
                const struct sql half = {
                        .name = "half", .args = "", .cols = "", .write = true, .index = -1,
                        .text = "UPDATE counter SET n = n + 100",
                };
                query_write(&w->d.cx, &half, NULL);
                tx_refuse(&w->d.cx, fail(&w->d.cx, DENIED, "%s", ""));
        }
        long_close(&w->d);
}

static void case_read(struct world *w)
{
        static const struct sql sorted = {
                .name = "sorted", .args = "", .cols = "ss", .index = -1,
                .text = "SELECT k, load FROM op ORDER BY load DESC, k",
        };
        open_it(w);
        write_some(w, 500);
        w->d.db.ticket = 0;
        if (!db_snapshot_begin(&w->d.cx)) {
                struct query q;
                query_open(&q, &w->d.cx, &sorted, NULL);
                while (query_next(&q))
                        query_str(&q, 1);
                (void)!query_end(&q);
                db_snapshot_end(&w->d.cx);
        }
        long_close(&w->d);
}

static void case_migrate(struct world *w)
{
        open_it(w);
        (void)!migrate(&w->d.cx, NULL);
        for (int i = 0; sql_all[i]; i++)
                (void)!db_check(&w->d.cx, sql_all[i]);
        long_close(&w->d);
}

static void *one_of_many(void *arg)
{
        struct world *w = arg;
        struct arena arena;
        struct db db;
        arena_init(&arena, 1 << 24);
        struct ctx cx = { .arena = &arena };
        if (db_connect(&cx, w->d.store, &db))
                _exit(1);
        cx.db = &db;
        static _Atomic int next_thread = 1;
        int thread = atomic_fetch_add(&next_thread, 1);
        for (int64_t i = 1; i <= 5; i++)
                if (long_operation(&cx, thread, i, 50) || db_wait(&cx))
                        break;
        db_close(&db);
        arena_done(&arena);
        return NULL;
}

static void case_threads(struct world *w)
{
        pthread_t thread[6];
        open_it(w);
        int n = 0;
        while (n < 6 && !pthread_create(&thread[n], NULL, one_of_many, w))
                n++;
        write_some(w, 50);
        while (n > 0)
                pthread_join(thread[--n], NULL);
        long_close(&w->d);
}

static const struct { const char *name; void (*run)(struct world *w); } cases[] = {
        { "open and close",        case_open },
        { "make a new file",       case_new_file },
        { "write",                 case_write },
        { "write past the cache",  case_write_big },
        { "refuse",                case_refuse },
        { "read in a snapshot",    case_read },
        { "migrate and prepare",   case_migrate },
        { "seven threads",         case_threads },
};

/* ---- the walk ---------------------------------------------------------------------- */

struct outcome { int64_t acked; int status; long calls; };

static struct outcome run_child(const char *path, size_t c, long k)
{
        int fd[2];
        must(!pipe(fd));
        fflush(NULL);
        pid_t pid = fork();
        must(pid >= 0);
        if (!pid) {
                struct rlimit none = { 0 };
                struct world w = { .path = path, .pipe = fd[1] };
                int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
                dup2(null, STDERR_FILENO);      /* the last words of must() */
                dup2(null, STDOUT_FILENO);
                setrlimit(RLIMIT_CORE, &none);
                alarm(20);                      /* a hang is a fault */
                atomic_store(&calls, 0);
                atomic_store(&fatal_call, k);
                cases[c].run(&w);
                long n = -atomic_load(&calls);
                _exit(write(fd[1], &n, sizeof(n)) == sizeof(n) ? 0 : 3);
        }
        close(fd[1]);
        struct outcome o = { 0 };
        for (int64_t v; read(fd[0], &v, sizeof(v)) == sizeof(v); ) {
                if (v > 0)
                        o.acked = v;
                else
                        o.calls = -v;
        }
        close(fd[0]);
        must(waitpid(pid, &o.status, 0) == pid);
        return o;
}

static void fresh(const char *path)
{
        char other[300];
        struct long_db d;
        snprintf(other, sizeof(other), "%s.fresh", path);
        long_file_remove(other);
        long_file_remove(path);
        if (long_open(&d, path)) {
                printf("Bail out! cannot make %s\n", path);
                exit(1);
        }
        long_tables(&d.cx);
        long_close(&d);
}

static int check(const char *path, const struct outcome *o)
{
        bool died_well = (WIFEXITED(o->status) && WEXITSTATUS(o->status) <= 1) ||
                         (WIFSIGNALED(o->status) && WTERMSIG(o->status) == SIGABRT);
        int faults = 0;
        if (!died_well) {
                printf("# FAULT: the child ended with status %d\n", o->status);
                faults++;
        }
        struct long_db d;
        int64_t acked[THREADS_MAX] = { o->acked };
        const struct fail *f = long_open(&d, path);
        if (f) {
                printf("# FAULT: cannot be opened again: %.*s %.*s\n", STR(f->say), STR(f->log));
                return faults + 1;
        }
        faults += long_check(&d.cx, acked, 7);
        long_close(&d);
        char other[300];
        snprintf(other, sizeof(other), "%s.fresh", path);
        f = long_open(&d, other);               /* a draft left behind does no harm */
        if (f) {
                printf("# FAULT: a new file cannot be made afterwards: %.*s\n", STR(f->say));
                faults++;
        }
        long_close(&d);
        return faults;
}

int main(int argc, char **argv)
{
        long most = long_argument(argc, argv, 1, 40);
        const char *folder = long_folder(true);
        char path[256];
        int total = 0;
        snprintf(path, sizeof(path), "%s/memory.db", folder);
        for (size_t c = 0; c < COUNT_OF(cases); c++) {
                fresh(path);
                struct outcome whole = run_child(path, c, 0);
                long n = whole.calls, runs = 0;
                int aborted = 0, faults = 0;
                if (whole.status || n <= 0) {
                        printf("# FAULT: fails without a fault, status %d\n", whole.status);
                        faults++;
                }
                /* All of them, or `most` spread over the whole run. */
                for (long i = 0; i < (n < most ? n : most); i++) {
                        long k = n <= most ? i + 1 : 1 + i * n / most;
                        fresh(path);
                        struct outcome o = run_child(path, c, k);
                        aborted += WIFSIGNALED(o.status);
                        int bad = check(path, &o);
                        if (bad)
                                printf("# with allocation %ld of %ld failing\n", k, n);
                        faults += bad;
                        runs++;
                }
                total += faults;
                printf("%s %zu - memory: %s, %ld of %ld allocations failed in turn, %d stopped the program\n",
                       faults ? "not ok" : "ok", c + 1, cases[c].name, runs, n, aborted);
                fflush(stdout);
        }
        char other[300];
        snprintf(other, sizeof(other), "%s.fresh", path);
        long_file_remove(other);
        long_file_remove(path);
        long_folder_remove(folder);
        printf("1..%zu\n", COUNT_OF(cases));
        return total > 0;
}
