/* tests/main.c - runs the tests: build/check [pattern]. TAP; the last line counts.
 *
 * A pattern is a part of a test's name or file. A database test runs on SQLite and, when
 * LUOSHI_PG names a server (tools/pg.sh does), on PostgreSQL: each time on its own copy of a
 * database that was migrated, or filled, once. LUOSHI_TEST_JOBS=N lets N processes take the tests
 * from one list, the long ones first, each with its own folder; LUOSHI_TEST_BRIEF=yes leaves those
 * out unless a pattern asks. LUOSHI_TEST_TIMES=N prints the N slowest. LUOSHI_TEST_TORTURE=memory:N
 * or files:N runs them another way (tests/torture.h).
 */
#define _GNU_SOURCE
#include "tests/test.h"
#include "tests/torture.h"
#include "core/audit/chain.h"
#include "core/auth/auth.h"
#include "core/calendar/year.h"
#include "core/config/config.h"
#include "core/crypto/keys.h"
#include "core/db/migrate.h"
#include "core/replace.h"
#include "core/sandbox/child.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/resource.h>
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

/* ---- what the processes of one run share ------------------------------------------ */

enum { FILLS_MOST = 16 };
struct timing { int64_t us, cpu; const char *name; enum engine engine; };     /* cpu: without the server's */

static struct shared {
        atomic_int      next;           /* what to take from the list; each is taken once */
        atomic_int      run, passed, failed, skipped;
        pthread_mutex_t lock;           /* over `fill` */
        struct filled {                 /* the databases that tests copy: number 0 is migrated, the others are filled */
                test_fill      *fill;
                pthread_mutex_t making[3];
                bool            made[3];
        } filled[FILLS_MOST];
        struct timing   timings[];      /* by the number a test was given, from 0 */
} *shared;

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
                torture_enough();
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

static str kept_file(struct ctx *cx, int fill, const char *suffix)
{
        return str_f(cx->arena, "%s/../kept-%s-%d%s", top_dir, engine_names[engine], fill, suffix);
}
static str kept_name(struct ctx *cx, int fill) { return str_f(cx->arena, "luoshi_kept_%d", fill); }
static str own_name(struct ctx *cx) { return str_f(cx->arena, "luoshi_%d_%d", worker, n_run); }

/* On PostgreSQL; nobody may be connected to the one that is copied. */
static void pg_copy(struct ctx *cx, str from, str to)
{
        pg_run(str_f(cx->arena, "CREATE DATABASE %.*s TEMPLATE %.*s STRATEGY FILE_COPY", STR(to), STR(from)));
}

/* This test's own database, a copy of the one of that number. */
static void database_make(struct ctx *cx, int fill)
{
        if (engine == PGSQL)
                pg_copy(cx, kept_name(cx, fill), own_name(cx));
        else
                copy_file(kept_file(cx, fill, ".db").p, db_url.p);
}

/* The first time any test wants one: the migrated one. */
static void migrated_make(struct ctx *cx)
{
        struct filled *kept = &shared->filled[0];
        must(!pthread_mutex_lock(&kept->making[engine]));
        if (!kept->made[engine]) {
                str name = kept_name(cx, 0);
                if (engine == PGSQL)
                        pg_run(str_f(cx->arena, "CREATE DATABASE %.*s", STR(name)));
                migrated(cx, engine == PGSQL ? pg_database(cx->arena, name.p).p : kept_file(cx, 0, ".db").p);
                kept->made[engine] = true;
        }
        must(!pthread_mutex_unlock(&kept->making[engine]));
}

static void database_drop(struct ctx *cx)
{
        if (engine == PGSQL) {
                pg_run(str_f(cx->arena, "DROP DATABASE %.*s WITH (FORCE)", STR(own_name(cx))));
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

/* The number of a fill; a new one is put down. */
static int fill_number(test_fill *fill)
{
        int i = 1;
        must(!pthread_mutex_lock(&shared->lock));
        while (shared->filled[i].fill && shared->filled[i].fill != fill)
                must(++i < FILLS_MOST);
        shared->filled[i].fill = fill;
        must(!pthread_mutex_unlock(&shared->lock));
        return i;
}

bool test_db_from(struct ctx *cx, test_fill *fill)
{
        struct db *db = cx->db;
        if (cx->today.n != test_today().n || cx->now != test_now() || db->n_statements != untouched)
                return false;
        int i = fill_number(fill);
        struct filled *kept = &shared->filled[i];
        torture_hold();         /* what is kept for all must be whole */
        must(!pthread_mutex_lock(&kept->making[engine]));
        bool first = !kept->made[engine];
        str head = kept_file(cx, i, ".head");
        if (first) {
                struct arena_mark mark = arena_mark(cx->arena);
                stop_at(fill(cx), "fill");
                stop_at(db_wait(cx), "db_wait");
                arena_release(cx->arena, mark);
                if (engine == PGSQL)            /* what autovacuum does within a minute where people work */
                        stop_at(db_script(cx, S("ANALYZE")), "ANALYZE");
                close_now(db);
                if (engine == PGSQL)
                        pg_copy(cx, own_name(cx), kept_name(cx, i));
                else
                        copy_file(db_url.p, kept_file(cx, i, ".db").p);
                copy_if(head_of(cx, db_url), head);
                kept->made[engine] = true;
        }
        must(!pthread_mutex_unlock(&kept->making[engine]));
        if (!first) {
                close_now(db);
                database_drop(cx);
                database_make(cx, i);
                copy_if(head, head_of(cx, db_url));
        }
        open_now(cx, db);
        torture_on();
        return true;
}

/* ---- running ------------------------------------------------------------------- */

/* What this process and the programs it has waited for took of the processors. */
static int64_t cpu_us(void)
{
        int64_t us = 0;
        static const int who[] = { RUSAGE_SELF, RUSAGE_CHILDREN };
        for (size_t i = 0; i < COUNT_OF(who); i++) {
                struct rusage r;
                must(!getrusage(who[i], &r));
                us += (int64_t)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1000000 +
                      r.ru_utime.tv_usec + r.ru_stime.tv_usec;
        }
        return us;
}

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

/* The key file is the process's own, since tests and what they start may change it; the key is one
 * for all, since any may copy a database that another filled. */
static void keys_here(bool first)
{
        struct arena arena;
        arena_init(&arena, (size_t)1 << 24);
        struct ctx cx = { .arena = &arena };
        str path = str_f(&arena, "%s/keys", top_dir);
        keys_place(path);
        if (first)
                stop_at(keys_make(&cx), "keys_make");
        else
                copy_file(str_f(&arena, "%s/../keys", top_dir).p, path.p);
        must(!setenv("LUOSHI_KEY_FILE", path.p, 1));
        config.s[SETTING_key_file] = str_of(getenv("LUOSHI_KEY_FILE"));
        arena_done(&arena);
}

/* Each test begins with the key of all, whatever the one before it rotated (`luoshi key rotate` in
 * a child changes the file and leaves this process's ring as it was). */
static void keys_again(struct ctx *cx)
{
        str path = str_f(cx->arena, "%s/keys", top_dir), first = str_f(cx->arena, "%s/../keys", top_dir), is, was;
        stop_at(small_file_read(cx, first, KEYS_FILE_MOST, true, &was), "the first key file");
        if (!small_file_read(cx, path, KEYS_FILE_MOST, true, &is) && str_eq(is, was))
                return;
        unlink(path.p);
        copy_file(first.p, path.p);
        stop_at(keys_load(cx), "keys_load");
}

/* A sanitizer takes its time. */
#ifdef __SANITIZE_ADDRESS__
enum { PATIENCE = 4 };
#else
enum { PATIENCE = 1 };
#endif

/* One test on one engine, and what lives as long as it. */
struct one { const struct test *test; struct arena arena; struct ctx cx; struct db db; };

static void one_begin(struct one *o, const struct test *t, enum engine e)
{
        *o = (struct one){ .test = t };
        arena_init(&o->arena, (size_t)1 << 30);
        o->cx = (struct ctx){
                .arena = &o->arena, .today = test_today(), .now = test_now(), .request = S("test"),
        };
        auth_as_system(&o->cx);
        n_run++;
        n_faults = 0, skipped = NULL, engine = e, own_dir = db_url = (str){ 0 };
        snprintf(now_running, sizeof(now_running), "%s %s (%s)\n", engine_names[e], t->name, t->file);
        fflush(stdout);
        must(!unsetenv("LUOSHI_AUDIT_HEAD"));
        alarm(PATIENCE * (t->is_long ? 1200 : 300));    /* a test that hangs says its name and ends the run */
        keys_again(&o->cx);
        if (e == PURE)
                return;
        db_url = e == PGSQL ? pg_database(&o->arena, own_name(&o->cx).p)
                            : str_f(&o->arena, "%s/%d.db", top_dir, n_run);
        migrated_make(&o->cx);
        database_make(&o->cx, 0);
        /* Beside a file there is a place for its head; on a server each test has its own. */
        must(e != PGSQL || !setenv("LUOSHI_AUDIT_HEAD", str_f(&o->arena, "%s/%d.head", top_dir, n_run).p, 1));
}

static void one_end(struct one *o)
{
        if (engine != PURE)
                database_drop(&o->cx);
        if (own_dir.p)
                remove_all(own_dir.p);
        arena_done(&o->arena);
        err_end(n_faults > 0);
}

static void run_one(const struct test *t, enum engine e)
{
        struct one o;
        int64_t start = clock_us(), cpu = cpu_us();
        one_begin(&o, t, e);
        if (e != PURE)
                open_now(&o.cx, &o.db);
        t->run(&o.cx);
        if (e != PURE)
                close_now(&o.db);
        one_end(&o);
        int number = atomic_fetch_add(&shared->run, 1);
        shared->timings[number] = (struct timing){ clock_us() - start, cpu_us() - cpu, t->name, e };
        atomic_fetch_add(n_faults ? &shared->failed : skipped ? &shared->skipped : &shared->passed, 1);
        printf("%s %d - %s%s%s%s%s\n", n_faults ? "not ok" : "ok", number + 1, t->name, e ? " on " : "",
               e ? engine_names[e] : "", skipped ? " # SKIP " : "", skipped ? skipped : "");
        fflush(stdout);         /* the whole of a test at once, so that processes do not mix their lines */
}

/* ---- with a call that fails (tests/torture.h) ---------------------------------------- */

/* In a child: from an open database to a closed one. */
static void tortured(void *arg)
{
        struct one *o = arg;
        if (engine != PURE)
                open_now(&o->cx, &o->db);
        torture_on();
        o->test->run(&o->cx);
        if (engine != PURE)
                close_now(&o->db);
}

/* One word of SQLite about the whole file. */
static bool file_says(struct ctx *cx, const char *pragma, const char *want)
{
        const struct sql ask = { .name = "whole", .args = "", .cols = "s", .index = -1, .text = pragma };
        struct query q;
        query_open(&q, cx, &ask, NULL);
        bool row = query_next(&q), good = row == (want != NULL) && (!row || str_is(query_str(&q, 0), want));
        return !query_end(&q) && good;
}

/* What the child left is whole; then the next one has a fresh copy. */
static bool left_whole(void *arg, long k)
{
        struct one *o = arg;
        bool good = true;
        if (engine != PURE && k) {
                struct store *s;
                struct db db;
                const struct fail *f = store_open(&o->cx, db_url.p, NULL, &s);
                if (f) {
                        good = false;
                } else {
                        stop_at(db_connect(&o->cx, s, &db), "db_connect");
                        o->cx.db = &db;
                        good = file_says(&o->cx, "PRAGMA integrity_check", "ok") &&
                               file_says(&o->cx, "PRAGMA foreign_key_check", NULL);
                        o->cx.db = NULL;
                        db_close(&db);
                        store_close(s);
                }
                if (!good)
                        printf("# FAULT: %s, call %ld: the database is not whole %.*s\n", o->test->name, k,
                               f ? (int)f->say.n : 0, f ? f->say.p : "");
        }
        if (engine != PURE) {
                database_drop(&o->cx);
                unlink(head_of(&o->cx, db_url).p);
                database_make(&o->cx, 0);
        }
        remove_all(str_f(&o->arena, "%s/dir-%d", top_dir, n_run).p);
        keys_again(&o->cx);
        return good;
}

static void torture_one(const struct test *t, enum engine e)
{
        struct one o;
        one_begin(&o, t, e);
        alarm(0);               /* each child has its own */
        struct tortured all = torture(t->name, top_dir, tortured, left_whole, &o);
        one_end(&o);
        int number = atomic_fetch_add(&shared->run, 1);
        atomic_fetch_add(all.faults ? &shared->failed : &shared->passed, 1);
        printf("%s %d - %s, %ld of %ld calls fail%s%s\n", all.faults ? "not ok" : "ok", number + 1, t->name, all.runs,
               all.calls, e ? " on " : "", e ? engine_names[e] : "");
        fflush(stdout);
}

/* One test on one engine. */
struct turn { const struct test *test; enum engine engine; };

/* The long ones first, so that at the end nobody waits for one that has only begun. */
static int by_turn(const void *a, const void *b)
{
        const struct turn *x = a, *y = b;
        int d = y->test->is_long - x->test->is_long;
        if (!d)
                d = strcmp(x->test->file, y->test->file);
        if (!d)
                d = strcmp(x->test->name, y->test->name);
        return d ? d : (int)x->engine - (int)y->engine;
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

static bool is_torture;

/* One process of the run: take tests until none is left. */
static void run_all(const struct turn *list, int n)
{
        signal(SIGABRT, on_death);
        signal(SIGSEGV, on_death);
        signal(SIGALRM, on_death);
        signal(SIGPIPE, SIG_IGN);
        size_t len = strlen(top_dir);
        snprintf(top_dir + len, sizeof(top_dir) - len, "/%d", worker);
        must(!mkdir(top_dir, 0700));
        err_keep();
        keys_here(false);
        for (int i; (i = atomic_fetch_add(&shared->next, 1)) < n;)
                (is_torture ? torture_one : run_one)(list[i].test, list[i].engine);
        PQfinish(pg_server);
}

/* What a brief run has left to script/test. */
static bool is_brief;

static void say_left_out(void)
{
        for (const struct test *t = is_brief ? tests : NULL; t; t = t->next)
                if (t->is_long)
                        test_note("left to make check-all: %s", t->name);
}

static void report(long times, const char *pattern)
{
        int n = shared->run;
        printf("1..%d\n", n);
        if (!n)
                printf("# nothing is called %s\n", pattern ? pattern : "a test");
        if (times) {
                qsort(shared->timings, (size_t)n, sizeof(*shared->timings), by_time);
                for (int i = 0; i < n && i < times; i++)
                        test_note("%7ld ms, %7ld ms of processor: %s %s", shared->timings[i].us / 1000,
                                  shared->timings[i].cpu / 1000, shared->timings[i].name,
                                  engine_names[shared->timings[i].engine]);
        }
        say_left_out();
        printf("%d passed, %d failed", shared->passed, shared->failed);
        if (shared->skipped)
                printf(", %d skipped", shared->skipped);
        printf("\n");
}

/* One of the words is in its name or its file; no word: every test, or but the long ones. */
static bool is_wanted(const struct test *t, int n, char **words)
{
        for (int i = 0; i < n; i++)
                if (strstr(t->name, words[i]) || strstr(t->file, words[i]))
                        return true;
        return !n && !(is_brief && t->is_long);
}

/* What there is to do, in its order. */
static struct turn *turns_of(int n_words, char **words, int *ret_n)
{
        struct turn *list = calloc((size_t)n_tests * 2 + 1, sizeof(*list));
        must(list);
        int n = 0;
        for (struct test *t = tests; t; t = t->next) {
                if (!is_wanted(t, n_words, words))
                        continue;
                list[n++] = (struct turn){ t, t->db ? SQLITE : PURE };
                if (t->db && pg_url)
                        list[n++] = (struct turn){ t, PGSQL };
        }
        qsort(list, (size_t)n, sizeof(*list), by_turn);
        *ret_n = n;
        return list;
}

static void shared_make(void)
{
        size_t size = sizeof(*shared) + (size_t)n_tests * 2 * sizeof(*shared->timings);
        pthread_mutexattr_t of_all;
        shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        must(shared != MAP_FAILED);
        must(!pthread_mutexattr_init(&of_all) && !pthread_mutexattr_setpshared(&of_all, PTHREAD_PROCESS_SHARED) &&
             !pthread_mutex_init(&shared->lock, &of_all));
        for (int i = 0; i < FILLS_MOST; i++)
                for (int e = PURE; e <= PGSQL; e++)
                        must(!pthread_mutex_init(&shared->filled[i].making[e], &of_all));
}

int main(int argc, char **argv)
{
        int child = sandbox_main(argc, argv);   /* tests start children of this same program */
        if (child >= 0)
                return child;
        const char *tmp = getenv("TMPDIR"), *jobs = getenv("LUOSHI_TEST_JOBS"), *times = getenv("LUOSHI_TEST_TIMES");
        const char *brief = getenv("LUOSHI_TEST_BRIEF");
        pg_url = getenv("LUOSHI_PG");
        setvbuf(stdout, NULL, _IOFBF, 1 << 20);
        snprintf(top_dir, sizeof(top_dir), "%s/luoshi-check.XXXXXX", tmp && strlen(tmp) < 30 ? tmp : "/tmp");
        if (!mkdtemp(top_dir))
                return 1;
        shared_make();
        keys_here(true);
        int n;
        is_torture = torture_asked();
        if (is_torture)
                pg_url = NULL;          /* what is left whole there is the server's affair */
        is_brief = is_torture || (argc == 1 && brief && !strcmp(brief, "yes"));
        struct turn *list = turns_of(argc - 1, argv + 1, &n);
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
                report(times ? strtol(times, NULL, 10) : 0, argv[1]);
        return worst || shared->failed || !shared->run;
}
