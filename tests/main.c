/* tests/main.c - runs the tests: build/check [pattern]. TAP; the last line counts.
 *
 * A pattern is a part of a test's name or file. A database test runs on SQLite and, when
 * LUOSHI_PG names a server (tools/pg.sh does), on PostgreSQL: each time on its own copy of a
 * database that was migrated once. LUOSHI_TEST_JOBS=N lets N processes take the tests from one
 * list, each with its own templates, keys and folder. LUOSHI_TEST_TIMES=1 prints the ten slowest.
 */
#define _GNU_SOURCE
#include "tests/test.h"
#include "core/audit/chain.h"
#include "core/auth/auth.h"
#include "core/calendar/year.h"
#include "core/config/config.h"
#include "core/crypto/keys.h"
#include "core/db/migrate.h"
#include "core/sandbox/child.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libpq-fe.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum engine { PURE, SQLITE, PGSQL };
static const char *const engine_names[] = { "pure", "sqlite", "pgsql" };

static struct test *tests;
static int          n_tests, n_run;
static const char  *pg_url;             /* the server, from the environment */
static char         top_dir[80];        /* everything of this process; removed at the end */
static int          worker;             /* which of the processes this is, from 0 */
static char         now_running[160];   /* for a test that dies */

/* ---- the test that runs now ------------------------------------------------- */

static int           n_faults;
static const char   *skipped;
static enum engine   engine;
static int           err_fd = -1, err_kept = -1;        /* where fd 2 goes now, and what it was */
static str           db_url;
static str           own_dir;
static struct store *now_store;
static int64_t       untouched;         /* statements of its connection before the test ran */

const struct test *test_first(void) { return tests; }

void test_register(struct test *t)
{
        t->next = tests;
        tests = t;
        n_tests++;
}

void test_note(const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        printf("# ");
        vprintf(fmt, ap);
        putchar('\n');
        va_end(ap);
        fflush(stdout);         /* a test that dies next has said why */
}

static bool fault(bool pass, const char *file, int line)
{
        if (!pass) {
                n_faults++;
                printf("#   at %s:%d\n", file, line);
        }
        return pass;
}

bool test_ok(bool pass, const char *what, const char *file, int line)
{
        if (!pass)
                test_note("not true: %s", what);
        return fault(pass, file, line);
}

bool test_int(int64_t got, int64_t want, const char *what, const char *file, int line)
{
        if (got != want)
                test_note("%s is %ld, not %ld", what, got, want);
        return fault(got == want, file, line);
}

bool test_str(str got, const char *want, const char *what, const char *file, int line)
{
        bool same = want ? got.p && str_is(got, want) : !got.p;
        if (!same)
                test_note("%s is \"%.*s\"%s, not \"%s\"", what, STR(got), got.p ? "" : " (absent)",
                          want ? want : "(absent)");
        return fault(same, file, line);
}

bool test_done(const struct fail *f, const char *what, const char *file, int line)
{
        if (f)
                test_note("%s: %s: %.*s %.*s (%s)", what, fail_name(f->kind), STR(f->say), STR(f->log), f->at);
        return fault(!f, file, line);
}

void test_skip(const char *why) { skipped = why; }

str test_file(struct arena *a, const char *path, bool may_miss)
{
        FILE *f = fopen(path, "rb");
        if (!f && may_miss)
                return (str){ 0 };
        if (!f)
                test_note("cannot open %s: %s", path, strerror(errno));
        must(f);
        struct stat st;
        must(!fstat(fileno(f), &st) && S_ISREG(st.st_mode));
        char *p = arena_alloc(a, (size_t)st.st_size + 1);
        must(fread(p, 1, (size_t)st.st_size, f) == (size_t)st.st_size);
        fclose(f);
        return (str){ p, (size_t)st.st_size };
}

str test_dir(struct ctx *cx)
{
        if (!own_dir.p) {
                own_dir = str_f(cx->arena, "%s/dir-%d", top_dir, n_run);
                must(!mkdir(own_dir.p, 0700));
        }
        return own_dir;
}

str test_db_url(struct ctx *cx) { return str_copy(cx->arena, db_url); }

void test_db_again(struct ctx *cx, struct db *ret)
{
        const struct fail *f = db_connect(cx, cx->db->store, ret);
        if (f)
                test_done(f, "db_connect", __FILE__, __LINE__);
        must(!f);
}

/* ---- files ------------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
        (void)st, (void)type, (void)ftw;
        return remove(path);
}

static void remove_all(const char *path) { nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS); }

static void copy_file(const char *from, const char *to)
{
        char part[65536];
        int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        must(in >= 0 && out >= 0);
        for (ssize_t n; (n = read(in, part, sizeof(part))) > 0;)
                must(write(out, part, (size_t)n) == n);
        close(in);
        close(out);
}

static void err_end(bool show);

/* The day and the instant that tests begin with: 09:00 in China. */
static day     test_today(void) { return day_make(2024, 11, 20); }
static int64_t test_now(void) { return (int64_t)test_today().n * 86400000 + 3600000; }

/* ---- databases ---------------------------------------------------------------- */

/* The server's address with another database's name. */
static str pg_database(struct arena *a, const char *name)
{
        const char *at = strstr(pg_url, "/postgres?");
        must(at);
        return str_f(a, "%.*s/%s%s", (int)(at - pg_url), pg_url, name, at + strlen("/postgres"));
}

NORETURN static void bail(const char *what, const char *why)
{
        printf("Bail out! %s: %s\n", what, why);
        fflush(stdout);
        err_end(true);
        _exit(1);
}

static void stop_at(const struct fail *f, const char *what)
{
        if (f) {
                test_done(f, what, __FILE__, __LINE__);
                bail(what, f->at);
        }
}

/* One command on the server's own database. By libpq itself: CREATE DATABASE may not stand in a
 * transaction, and core/db has no way around one. */
static PGconn *pg_server;
static void pg_run(str sql)
{
        if (!pg_server)
                pg_server = PQconnectdb(pg_url);
        PGresult *r = PQexec(pg_server, sql.p);
        if (PQresultStatus(r) != PGRES_COMMAND_OK)
                bail(sql.p, PQerrorMessage(pg_server));
        PQclear(r);
}

static void migrated(struct ctx *cx, const char *url)
{
        struct store *s;
        struct db db;
        stop_at(store_open(cx, url, NULL, &s), "store_open");
        stop_at(db_connect(cx, s, &db), "db_connect");
        cx->db = &db;
        stop_at(migrate(cx, NULL), "migrate");
        stop_at(audit_prepare(cx, true), "audit_prepare");
        stop_at(auth_seed(cx), "auth_seed");
        stop_at(calendar_seed(cx), "calendar_seed");
        stop_at(db_wait(cx), "db_wait");
        cx->db = NULL;
        db_close(&db);
        store_close(s);
}

/* This test's own database, from a template that is made the first time. */
static str database_make(struct ctx *cx)
{
        static bool have[3];
        str template = str_f(cx->arena, "%s/template.db", top_dir);
        bool first = !have[engine];
        have[engine] = true;
        if (engine == PGSQL) {
                if (first) {
                        pg_run(str_f(cx->arena, "CREATE DATABASE luoshi_%d_template", worker));
                        migrated(cx, pg_database(cx->arena, str_f(cx->arena, "luoshi_%d_template", worker).p).p);
                }
                pg_run(str_f(cx->arena, "CREATE DATABASE luoshi_%d_%d TEMPLATE luoshi_%d_template STRATEGY FILE_COPY",
                             worker, n_run, worker));
                return pg_database(cx->arena, str_f(cx->arena, "luoshi_%d_%d", worker, n_run).p);
        }
        if (first)
                migrated(cx, template.p);
        str path = str_f(cx->arena, "%s/%d.db", top_dir, n_run);
        copy_file(template.p, path.p);
        return path;
}

static void database_drop(struct ctx *cx)
{
        if (engine == PGSQL) {
                pg_run(str_f(cx->arena, "DROP DATABASE luoshi_%d_%d WITH (FORCE)", worker, n_run));
                return;
        }
        static const char *const tails[] = { "", "-wal", "-shm", "-journal", ".lock" };
        for (size_t i = 0; i < COUNT_OF(tails); i++)
                unlink(str_f(cx->arena, "%.*s%s", STR(db_url), tails[i]).p);
}

/* A file beside another, where there is one. */
static void copy_if(str from, str to)
{
        if (!access(from.p, R_OK)) {
                unlink(to.p);
                copy_file(from.p, to.p);
        }
}

static str head_of(struct ctx *cx, str path)
{
        const char *own = getenv("LUOSHI_AUDIT_HEAD");
        return own ? str_of(own) : str_f(cx->arena, "%.*s.audit-head", STR(path));
}

static void open_now(struct ctx *cx, struct db *db)
{
        stop_at(store_open(cx, db_url.p, NULL, &now_store), "store_open");
        stop_at(db_connect(cx, now_store, db), "db_connect");
        cx->db = db;
        untouched = db->n_statements;
}

static void close_now(struct db *db)
{
        db_close(db);
        store_close(now_store);
}

bool test_db_from(struct ctx *cx, test_fill *fill)
{
        static test_fill *filled[3];
        struct db *db = cx->db;
        if (cx->today.n != test_today().n || cx->now != test_now() || db->n_statements != untouched ||
            (filled[engine] && filled[engine] != fill))
                return false;
        str full = str_f(cx->arena, "%s/filled.db", top_dir);
        str head = str_f(cx->arena, "%s/filled-%s.head", top_dir, engine_names[engine]);
        bool first = !filled[engine];
        filled[engine] = fill;
        if (first) {
                struct arena_mark mark = arena_mark(cx->arena);
                stop_at(fill(cx), "fill");
                stop_at(db_wait(cx), "db_wait");
                arena_release(cx->arena, mark);
        }
        close_now(db);
        if (first) {
                if (engine == PGSQL)
                        pg_run(str_f(cx->arena, "CREATE DATABASE luoshi_%d_filled TEMPLATE luoshi_%d_%d "
                                     "STRATEGY FILE_COPY", worker, worker, n_run));
                else
                        copy_file(db_url.p, full.p);
                copy_if(head_of(cx, db_url), head);
        } else {
                database_drop(cx);
                if (engine == PGSQL)
                        pg_run(str_f(cx->arena, "CREATE DATABASE luoshi_%d_%d TEMPLATE luoshi_%d_filled "
                                     "STRATEGY FILE_COPY", worker, n_run, worker));
                else
                        copy_file(full.p, db_url.p);
                copy_if(head, head_of(cx, db_url));
        }
        open_now(cx, db);
        return true;
}

/* ---- running ------------------------------------------------------------------- */

struct timing { int64_t us; const char *name; enum engine engine; };

/* What the processes of one run share: the list they take from, and the count. */
static struct shared {
        atomic_int    next;             /* the test to take; each is taken once */
        atomic_int    run, passed, failed, skipped;
        struct timing timings[];        /* by the number a test was given, from 0 */
} *shared;

static int64_t clock_us(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* What a test writes to standard error (log lines of faults it makes on purpose) is shown only
 * when it fails. A sanitizer's report must come out at once, so there nothing is kept back. */
static void err_keep(void)
{
#ifndef __SANITIZE_ADDRESS__
        char path[96];
        snprintf(path, sizeof(path), "%s/stderr", top_dir);
        err_fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
        err_kept = dup(STDERR_FILENO);
        must(err_fd >= 0 && err_kept >= 0 && dup2(err_fd, STDERR_FILENO) >= 0);
#endif
}

/* The text goes to the true standard error when the test failed; safe in a signal handler. */
static void err_end(bool show)
{
        char part[4096];
        if (err_fd < 0)
                return;
        for (off_t at = 0; show;) {
                ssize_t n = pread(err_fd, part, sizeof(part), at);
                if (n <= 0 || write(err_kept, part, (size_t)n) != n)
                        break;
                at += n;
        }
        if (ftruncate(err_fd, 0))
                err_fd = -1;
}

static void on_death(int sig)
{
        err_end(true);
        static const char words[] = "\nBail out! died in ";
        if (write(STDOUT_FILENO, words, sizeof(words) - 1) < 0 ||
            write(STDOUT_FILENO, now_running, strlen(now_running)) < 0)
                _exit(1);
        signal(sig, SIG_DFL);
        raise(sig);
}

static void run_one(const struct test *t, enum engine e)
{
        struct arena arena;
        arena_init(&arena, (size_t)1 << 30);
        struct ctx cx = {
                .arena = &arena, .today = test_today(), .now = test_now(), .request = S("test"),
        };
        auth_as_system(&cx);
        struct db db = { 0 };
        int64_t start = clock_us();
        n_run++;
        n_faults = 0, skipped = NULL, engine = e, own_dir = db_url = (str){ 0 };
        snprintf(now_running, sizeof(now_running), "%s %s (%s)\n", engine_names[e], t->name, t->file);
        fflush(stdout);
        must(!unsetenv("LUOSHI_AUDIT_HEAD"));
        alarm(300);             /* a test that hangs says its name and ends the run */
        if (e != PURE) {
                db_url = database_make(&cx);
                /* Beside a file there is a place for its head; on a server each test has its own. */
                must(e != PGSQL || !setenv("LUOSHI_AUDIT_HEAD", str_f(&arena, "%s/%d.head", top_dir, n_run).p, 1));
                open_now(&cx, &db);
        }
        t->run(&cx);
        if (e != PURE) {
                close_now(&db);
                database_drop(&cx);
        }
        if (own_dir.p)
                remove_all(own_dir.p);
        arena_done(&arena);
        err_end(n_faults > 0);
        int number = atomic_fetch_add(&shared->run, 1);
        shared->timings[number] = (struct timing){ clock_us() - start, t->name, e };
        atomic_fetch_add(n_faults ? &shared->failed : skipped ? &shared->skipped : &shared->passed, 1);
        printf("%s %d - %s%s%s%s%s\n", n_faults ? "not ok" : "ok", number + 1, t->name, e ? " on " : "",
               e ? engine_names[e] : "", skipped ? " # SKIP " : "", skipped ? skipped : "");
        fflush(stdout);         /* the whole of a test at once, so that processes do not mix their lines */
}

/* One key file for all databases of this run, and for the programs that tests start. */
static void keys_for_all(void)
{
        struct arena arena;
        arena_init(&arena, (size_t)1 << 24);
        struct ctx cx = { .arena = &arena };
        str path = str_f(&arena, "%s/keys", top_dir);
        must(!setenv("LUOSHI_KEY_FILE", path.p, 1));
        config.s[SETTING_key_file] = str_of(getenv("LUOSHI_KEY_FILE"));
        keys_place(path);
        stop_at(keys_make(&cx), "keys_make");
        arena_done(&arena);
}

static int by_place(const void *a, const void *b)
{
        const struct test *x = *(struct test *const *)a, *y = *(struct test *const *)b;
        int d = strcmp(x->file, y->file);
        return d ? d : strcmp(x->name, y->name);
}

static int by_time(const void *a, const void *b)
{
        const struct timing *x = a, *y = b;
        return (x->us < y->us) - (x->us > y->us);
}

/* The tests run in children, so that whatever ends them, this process cleans up after them. */
static pid_t runners[8];
static int   n_runners;

static void on_stop(int sig)
{
        for (int i = 0; i < n_runners; i++)
                kill(runners[i], sig);
}

/* The worst of what the runners ended with. */
static int wait_for_all(void)
{
        int worst = 0, status;
        signal(SIGINT, on_stop);
        signal(SIGTERM, on_stop);
        for (int left = n_runners; left;) {
                if (wait(&status) < 0) {
                        if (errno != EINTR)
                                return 1;
                        continue;
                }
                left--;
                int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
                worst = code > worst ? code : worst;
        }
        return worst;
}

/* One process of the run: take tests until none is left. */
static void run_all(struct test **list, int n)
{
        signal(SIGABRT, on_death);
        signal(SIGSEGV, on_death);
        signal(SIGALRM, on_death);
        signal(SIGPIPE, SIG_IGN);
        size_t len = strlen(top_dir);
        snprintf(top_dir + len, sizeof(top_dir) - len, "/%d", worker);
        must(!mkdir(top_dir, 0700));
        err_keep();
        keys_for_all();
        for (int i; (i = atomic_fetch_add(&shared->next, 1)) < n;) {
                if (!list[i]->db) {
                        run_one(list[i], PURE);
                        continue;
                }
                run_one(list[i], SQLITE);
                if (pg_url)
                        run_one(list[i], PGSQL);
        }
        PQfinish(pg_server);
}

static void report(bool times, const char *pattern)
{
        int n = shared->run;
        printf("1..%d\n", n);
        if (!n)
                printf("# nothing is called %s\n", pattern ? pattern : "a test");
        if (times) {
                qsort(shared->timings, (size_t)n, sizeof(*shared->timings), by_time);
                for (int i = 0; i < n && i < 10; i++)
                        test_note("%7ld.%03ld ms %s %s", shared->timings[i].us / 1000, shared->timings[i].us % 1000,
                                  shared->timings[i].name, engine_names[shared->timings[i].engine]);
        }
        printf("%d passed, %d failed", shared->passed, shared->failed);
        if (shared->skipped)
                printf(", %d skipped", shared->skipped);
        printf("\n");
}

int main(int argc, char **argv)
{
        int child = sandbox_main(argc, argv);   /* tests start children of this same program */
        if (child >= 0)
                return child;
        const char *tmp = getenv("TMPDIR"), *jobs = getenv("LUOSHI_TEST_JOBS");
        pg_url = getenv("LUOSHI_PG");
        setvbuf(stdout, NULL, _IOFBF, 1 << 20);
        snprintf(top_dir, sizeof(top_dir), "%s/luoshi-check.XXXXXX", tmp && strlen(tmp) < 30 ? tmp : "/tmp");
        if (!mkdtemp(top_dir))
                return 1;
        struct test **list = calloc((size_t)n_tests + 1, sizeof(*list));
        size_t size = sizeof(*shared) + (size_t)n_tests * 2 * sizeof(*shared->timings);
        shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        must(list && shared != MAP_FAILED);
        int n = 0;
        for (struct test *t = tests; t; t = t->next)
                if (argc < 2 || strstr(t->name, argv[1]) || strstr(t->file, argv[1]))
                        list[n++] = t;
        qsort(list, (size_t)n, sizeof(*list), by_place);
        int want = jobs ? (int)strtol(jobs, NULL, 10) : 1;
        want = want < 1 ? 1 : want > (int)COUNT_OF(runners) ? (int)COUNT_OF(runners) : want;
        for (; n_runners < want; n_runners++) {
                worker = n_runners;
                runners[n_runners] = fork();
                if (runners[n_runners] < 0)
                        break;
                if (!runners[n_runners]) {
                        run_all(list, n);
                        fflush(stdout);
                        free(list);
                        return 0;
                }
        }
        int worst = n_runners == want ? wait_for_all() : 1;
        remove_all(top_dir);
        free(list);
        if (!worst)
                report(getenv("LUOSHI_TEST_TIMES"), argv[1]);
        return worst || shared->failed || !shared->run;
}
