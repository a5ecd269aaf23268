#define _GNU_SOURCE
/* tests/bench/bare.c - the baseline that the program is measured against: bare libmicrohttpd event
 * loops and SQLite, no guard, session, permission, router, template or header of ours.
 *
 *   bare PORT THREADS DATABASE READ.sql PAGE WRITE.sql
 *
 * GET runs the statement of READ.sql in a read transaction of its own, writes a table row of
 * escaped cells for each row, by hand and in place, and fills up with PAGE to the same bytes.
 * POST runs the statements of WRITE.sql (?1 is a number that never comes again) in a savepoint; a
 * writer thread commits all that wait together, then answers. */
#include <microhttpd.h>
#include <sqlite3.h>

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MAX_WRITES = 8 };

struct wait {
        struct MHD_Connection *connection;
        struct loop           *loop;
        bool                   answered;
        struct wait           *next;
};

struct loop {
        struct MHD_Daemon *daemon;
        int                wake;
        sqlite3           *db;
        sqlite3_stmt      *read, *begin, *end;
        pthread_mutex_t    lock;
        struct wait       *done;
};

static char *page, *read_sql, *write_sql, *db_path;
static size_t n_page;
static pthread_mutex_t write_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t  write_more = PTHREAD_COND_INITIALIZER;
static struct wait    *waiting;

static void die(const char *what)
{
        fprintf(stderr, "bare: %s\n", what);
        exit(1);
}

static char *file_read(const char *path, size_t *ret_n)
{
        struct stat st;
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0 || fstat(fd, &st))
                die(path);
        char *p = calloc(1, (size_t)st.st_size + 1);
        if (!p || read(fd, p, (size_t)st.st_size) != st.st_size)
                die(path);
        close(fd);
        if (ret_n)
                *ret_n = (size_t)st.st_size;
        return p;
}

static sqlite3 *db_open(void)
{
        sqlite3 *db;
        static const char settings[] = "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL;"
                "PRAGMA synchronous=FULL; PRAGMA mmap_size=0; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-8000";
        if (sqlite3_open(db_path, &db) != SQLITE_OK ||
            sqlite3_exec(db, settings, NULL, NULL, NULL) != SQLITE_OK)
                die("cannot open the database");
        return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql, const char **rest)
{
        sqlite3_stmt *st = NULL;
        if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, rest) != SQLITE_OK)
                die(sqlite3_errmsg(db));
        return st;
}

static void run(sqlite3_stmt *st)
{
        if (sqlite3_step(st) != SQLITE_DONE)
                die(sqlite3_errmsg(sqlite3_db_handle(st)));
        sqlite3_reset(st);
}

/* The least that a list page is made of: cells of escaped text between fixed tags. */
static char *cell_put(char *p, const char *end, const char *text)
{
        static const char open[] = "<td role=\"cell\">", close[] = "</td>";
        if (end - p < (ptrdiff_t)(sizeof open + sizeof close))
                return p;
        memcpy(p, open, sizeof open - 1), p += sizeof open - 1;
        for (const char *t = text ? text : ""; *t && end - p > 16; t++) {
                const char *e = *t == '&' ? "&amp;" : *t == '<' ? "&lt;" : *t == '>' ? "&gt;" :
                                *t == '"' ? "&quot;" : NULL;
                if (!e)
                        *p++ = *t;
                else
                        p = stpcpy(p, e);
        }
        memcpy(p, close, sizeof close - 1);
        return p + sizeof close - 1;
}

static char *page_make(struct loop *l)
{
        char *bytes = malloc(n_page), *p = bytes;
        run(l->begin);
        while (sqlite3_step(l->read) == SQLITE_ROW)
                for (int i = 0, n = sqlite3_column_count(l->read); i < n; i++)
                        p = cell_put(p, bytes + n_page, (const char *)sqlite3_column_text(l->read, i));
        sqlite3_reset(l->read);
        run(l->end);
        memcpy(p, page + (p - bytes), n_page - (size_t)(p - bytes));
        return bytes;
}

/* ---- the writer ------------------------------------------------------------- */

static void group_write(sqlite3_stmt *const *st, int n, sqlite3_stmt *const *turn, int64_t number)
{
        run(turn[0]);
        for (int i = 0; i < n; i++) {
                if (sqlite3_bind_parameter_count(st[i]))
                        sqlite3_bind_int64(st[i], 1, number);
                int e = sqlite3_step(st[i]);
                if (e != SQLITE_DONE && e != SQLITE_ROW)
                        die(sqlite3_errmsg(sqlite3_db_handle(st[i])));
                sqlite3_reset(st[i]);
        }
        run(turn[1]);
}

static void answer_later(struct wait *list)
{
        while (list) {
                struct wait *w = list;
                struct loop *l = w->loop;
                uint64_t one = 1;
                list = w->next;
                pthread_mutex_lock(&l->lock);
                w->next = l->done;
                bool first = !l->done;
                l->done = w;
                pthread_mutex_unlock(&l->lock);
                if (first && write(l->wake, &one, sizeof one) != sizeof one)
                        die("eventfd");
        }
}

static void *writer(void *arg)
{
        sqlite3 *db = db_open();
        sqlite3_stmt *st[MAX_WRITES], *turn[2] = {
                prepare(db, "SAVEPOINT one", NULL), prepare(db, "RELEASE one", NULL) };
        sqlite3_stmt *begin = prepare(db, "BEGIN IMMEDIATE", NULL);
        sqlite3_stmt *commit = prepare(db, "COMMIT", NULL);
        int n = 0;
        int64_t number = (int64_t)time(NULL) * 1000000;
        for (const char *sql = write_sql; n < MAX_WRITES && sql && *sql; ) {
                sqlite3_stmt *one = prepare(db, sql, &sql);
                if (one)
                        st[n++] = one;
        }
        for (;;) {
                pthread_mutex_lock(&write_lock);
                while (!waiting)
                        pthread_cond_wait(&write_more, &write_lock);
                struct wait *list = waiting;
                waiting = NULL;
                pthread_mutex_unlock(&write_lock);
                run(begin);
                for (struct wait *w = list; w; w = w->next)
                        group_write(st, n, turn, number++);
                run(commit);
                answer_later(list);
        }
        return arg;
}

/* ---- the loops ---------------------------------------------------------------- */

static enum MHD_Result answer(struct MHD_Connection *c, char *bytes, size_t n,
                              enum MHD_ResponseMemoryMode mode)
{
        struct MHD_Response *r = MHD_create_response_from_buffer(n, bytes, mode);
        MHD_add_response_header(r, "Content-Type", "text/html; charset=utf-8");
        enum MHD_Result queued = MHD_queue_response(c, 200, r);
        MHD_destroy_response(r);
        return queued;
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *c, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *n_data, void **context)
{
        static char ok[] = "ok\n";
        struct loop *l = arg;
        struct wait *w = *context;
        (void)url, (void)version, (void)data;
        if (!w) {
                w = calloc(1, sizeof *w);
                *w = (struct wait){ .connection = c, .loop = l };
                *context = w;
                return MHD_YES;
        }
        if (*n_data) {
                *n_data = 0;
                return MHD_YES;
        }
        if (method[0] == 'G') {
                return answer(c, page_make(l), n_page, MHD_RESPMEM_MUST_FREE);
        }
        if (w->answered)
                return answer(c, ok, sizeof ok - 1, MHD_RESPMEM_PERSISTENT);
        MHD_suspend_connection(c);
        pthread_mutex_lock(&write_lock);
        w->next = waiting;
        waiting = w;
        pthread_mutex_unlock(&write_lock);
        pthread_cond_signal(&write_more);
        return MHD_YES;
}

static void on_over(void *arg, struct MHD_Connection *c, void **context,
                    enum MHD_RequestTerminationCode code)
{
        (void)arg, (void)c, (void)code;
        free(*context);
        *context = NULL;
}

static void resume(struct loop *l)
{
        pthread_mutex_lock(&l->lock);
        struct wait *w = l->done, *next;
        l->done = NULL;
        pthread_mutex_unlock(&l->lock);
        for (; w; w = next) {
                next = w->next;
                w->answered = true;
                MHD_resume_connection(w->connection);
        }
}

static void *loop_run(void *arg)
{
        struct loop *l = arg;
        int epoll = MHD_get_daemon_info(l->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
        for (;;) {
                MHD_UNSIGNED_LONG_LONG wanted;
                uint64_t count;
                int ms = MHD_get_timeout(l->daemon, &wanted) == MHD_YES && wanted < 250
                       ? (int)wanted : 250;
                struct pollfd fds[2] = { { epoll, POLLIN, 0 }, { l->wake, POLLIN, 0 } };
                poll(fds, 2, ms);
                if (fds[1].revents && read(l->wake, &count, sizeof count) > 0)
                        resume(l);
                MHD_run(l->daemon);
        }
        return NULL;
}

int main(int argc, char **argv)
{
        if (argc != 7)
                die("PORT THREADS DATABASE READ.sql PAGE WRITE.sql");
        db_path = argv[3];
        read_sql = file_read(argv[4], NULL);
        page = file_read(argv[5], &n_page);
        write_sql = file_read(argv[6], NULL);
        signal(SIGPIPE, SIG_IGN);
        pthread_t t;
        pthread_create(&t, NULL, writer, NULL);
        for (long i = 0, n = strtol(argv[2], NULL, 10); i < n; i++) {
                struct loop *l = calloc(1, sizeof *l);
                l->db = db_open();
                l->read = prepare(l->db, read_sql, NULL);
                l->begin = prepare(l->db, "BEGIN", NULL);
                l->end = prepare(l->db, "COMMIT", NULL);
                l->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
                pthread_mutex_init(&l->lock, NULL);
                l->daemon = MHD_start_daemon(
                        MHD_USE_EPOLL | MHD_USE_TURBO | MHD_ALLOW_SUSPEND_RESUME,
                        (uint16_t)strtol(argv[1], NULL, 10), NULL, NULL, on_request, l,
                        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u,
                        MHD_OPTION_NOTIFY_COMPLETED, on_over, NULL, MHD_OPTION_END);
                if (!l->daemon)
                        die("cannot listen");
                pthread_create(&t, NULL, loop_run, l);
        }
        pause();
}
