/* core/db/pgsql_test.c - PostgreSQL's own cases: passwords that must not show, connections that
 * die, a COMMIT whose answer never comes, several processes on one database. */
#define _GNU_SOURCE
#include "core/db/driver.h"
#include "core/db/migrate.h"
#include "tests/test.h"
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct sql put = {
        .name = "put", .args = "i", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO counter (id, n, version) VALUES ($1, 0, 1)",
};
static const struct sql bump = {
        .name = "bump", .args = "ii", .cols = "", .write = true, .index = -1,
        .text = "UPDATE counter SET n = n + 1, version = version + 1 WHERE id = $1 AND version = $2",
};
static const struct sql look = {
        .name = "look", .args = "i", .cols = "ii", .index = -1, .text = "SELECT n, version FROM counter WHERE id = $1",
};
static const struct sql own_pid = {
        .name = "own_pid", .args = "", .cols = "i", .index = -1,
        .text = "SELECT 0", .text_pgsql = "SELECT pg_backend_pid()",
};
static const struct sql terminate = {
        .name = "terminate", .args = "i", .cols = "i", .index = -1, .text = "SELECT 0",
        .text_pgsql = "SELECT CASE WHEN pg_terminate_backend(CAST($1 AS INTEGER)) THEN 1 ELSE 0 END",
};

#define INT(v) { .type = ARG_INT, .i = (v) }

TEST(pgsql_url_is_shown_without_password)
{
        static const struct { const char *url, *shown; } cases[] = {
                { "postgresql://u:secret@host:5433/db?sslmode=require", "postgresql://u@host:5433/db?sslmode=require" },
                { "postgresql://u:se:c@ret@host/db",                    "postgresql://u@host/db" },
                { "postgresql://host/db?user=u&password=secret",        "postgresql://host/db?user=u" },
                { "postgresql://host/db?password=secret&user=u",        "postgresql://host/db?user=u" },
                { "postgresql://host/db?password=secret",               "postgresql://host/db" },
                { "postgresql://host/db?sslpassword=a&password=b",      "postgresql://host/db" },
                { "postgres://host:5432/db",                            "postgres://host:5432/db" },
                { "postgresql:///db?host=%2Frun%2Fpg",                  "postgresql:///db?host=%2Frun%2Fpg" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                char *shown = pgsql_url_shown(cases[i].url);
                same_str(str_of(shown), cases[i].shown);
                free(shown);
        }
}

TEST(pgsql_that_is_not_there_says_so)
{
        struct store *s = NULL;
        const struct fail *f = store_open(cx, "postgresql://u:secret@/db?host=/nonexistent", NULL, &s);
        if (ok(f != NULL)) {
                same_str(str_of(fail_name(f->kind)), "INVALID");        /* the address is the operator's */
                ok(str_find(f->say, S("secret")) < 0 && str_find(f->say, S("连接不上数据库服务器")) >= 0);
        }
}

static void make(struct ctx *cx)
{
        done(db_script(cx, S("CREATE TABLE counter (id BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL,"
                             " version BIGINT NOT NULL);"
                             "INSERT INTO counter (id, n, version) VALUES (1, 0, 1)")));
}

static const struct fail *look_at(struct ctx *cx, int64_t id, int64_t *n, int64_t *version)
{
        struct arg a[] = { INT(id) };
        struct query q;
        query_open(&q, cx, &look, a);
        bool found = query_next(&q);
        if (found) {
                *n = query_int(&q, 0);
                *version = query_int(&q, 1);
        }
        return query_one_end(&q, found);
}

static int64_t ask(struct ctx *cx, const struct sql *sql, const struct arg *args)
{
        struct query q;
        query_open(&q, cx, sql, args);
        int64_t v = query_next(&q) ? query_int(&q, 0) : -1;
        return query_end(&q) ? -1 : v;
}

/* Cut the connection of `victim` as an administrator would. */
static void cut(struct ctx *cx, struct ctx *victim)
{
        struct arg a[] = { INT(ask(victim, &own_pid, NULL)) };
        same_int(ask(cx, &terminate, a), 1);
        usleep(50000);          /* the backend needs a moment to be gone */
}

TEST_DB(pgsql_lost_connection_is_made_again)
{
        if (store_is_sqlite(cx->db->store))
                return;
        make(cx);
        struct db other;
        struct ctx cy = *cx;
        int64_t n = -1, version = -1;
        test_db_again(cx, &other);
        cy.db = &other;
        struct arg id[] = { INT(1), INT(1) };

        cut(cx, &cy);                                   /* before a read by itself: nobody notices */
        done(look_at(&cy, 1, &n, &version));
        cut(cx, &cy);                                   /* before a snapshot */
        done(db_snapshot_begin(&cy));
        done(look_at(&cy, 1, &n, &version));
        cut(cx, &cy);                                   /* inside one: it cannot be saved */
        const struct fail *f = look_at(&cy, 1, &n, &version);
        ok(f && f->kind == FAIL_BUSY && f->again);
        db_snapshot_end(&cy);
        cut(cx, &cy);                                   /* before a transaction */
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(&cy);
                query_write1(&cy, &bump, id);
                done(tx_commit(&tx));
        }
        {                                               /* inside one: undone, may be run again */
                struct tx tx CLEANUP(tx_end) = tx_begin(&cy);
                struct arg again[] = { INT(1), INT(2) };
                query_write1(&cy, &bump, again);
                cut(cx, &cy);
                query_write(&cy, &put, (struct arg[]){ INT(2) });
                f = tx_commit(&tx);
                ok(f && f->kind == FAIL_BUSY && f->again);
        }
        done(look_at(&cy, 1, &n, &version));
        same_int(n, 1);
        same_int(version, 2);
        ok(look_at(&cy, 2, &n, &version) != NULL);
        db_close(&other);
}

/* The backend dies while it commits, before it is done: asked afterwards, it says "aborted". */
TEST_DB(pgsql_commit_that_died_before_is_said_to_be_undone)
{
        if (store_is_sqlite(cx->db->store))
                return;
        make(cx);
        done(db_script(cx, S("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
                             "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid());"
                             " PERFORM pg_sleep(1); RETURN NULL; END';"
                             "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON counter DEFERRABLE INITIALLY DEFERRED"
                             " FOR EACH ROW EXECUTE FUNCTION die()")));
        int64_t n, version;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        query_write(cx, &put, (struct arg[]){ INT(5) });
        const struct fail *f = tx_commit(&tx);
        ok(f && f->kind == FAIL_BUSY && f->again);
        ok(look_at(cx, 5, &n, &version) != NULL);
}

/* ---- a wire that can be cut just after the server has committed ------------------------- */

struct wire {
        char      from[108], to[108];   /* sockets: ours, and the server's */
        int       listener;
        pthread_t thread;
        bool      armed, was_cut, stop;
};

static int dial(const char *path)
{
        struct sockaddr_un a = { .sun_family = AF_UNIX };
        snprintf(a.sun_path, sizeof(a.sun_path), "%s", path);
        int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        must(fd >= 0);
        if (connect(fd, (struct sockaddr *)&a, sizeof(a))) {
                close(fd);
                return -1;
        }
        return fd;
}

static bool pass(int from, int to, char *bytes, size_t size, ssize_t *n)
{
        *n = read(from, bytes, size);
        return *n > 0 && write(to, bytes, (size_t)*n) == *n;
}

/* One connection: pass bytes both ways. When armed, let COMMIT through, wait for the server's
 * answer, and drop it. */
static void *carry(void *arg)
{
        struct wire *w = arg;
        while (!__atomic_load_n(&w->stop, __ATOMIC_ACQUIRE)) {
                int client = accept4(w->listener, NULL, NULL, SOCK_CLOEXEC);
                if (client < 0)
                        break;
                int server = dial(w->to);
                char bytes[65536];
                struct pollfd p[2] = { { .fd = client, .events = POLLIN }, { .fd = server, .events = POLLIN } };
                while (server >= 0 && poll(p, 2, -1) > 0) {
                        ssize_t n = 0;
                        if (p[0].revents) {
                                if (!pass(client, server, bytes, sizeof(bytes), &n))
                                        break;
                                if (__atomic_load_n(&w->armed, __ATOMIC_ACQUIRE) &&
                                    memmem(bytes, (size_t)n, "COMMIT", 7)) {
                                        w->was_cut = read(server, bytes, sizeof(bytes)) > 0;
                                        __atomic_store_n(&w->armed, false, __ATOMIC_RELEASE);
                                        break;
                                }
                        } else if (p[1].revents && !pass(server, client, bytes, sizeof(bytes), &n)) {
                                break;
                        }
                }
                close(client);
                if (server >= 0)
                        close(server);
        }
        return NULL;
}

static str url_part(struct ctx *cx, str url, str after, const char *end)
{
        ptrdiff_t at = str_find(url, after);
        str rest = at < 0 ? S("") : str_from(url, (size_t)at + after.n);
        return str_copy(cx->arena, str_head(rest, strcspn(str_copy(cx->arena, rest).p, end)));
}

/* "%2F" back to "/": all that tools/pg.sh escapes. */
static str unescape(struct ctx *cx, str s)
{
        struct buf b = buf_new(cx->arena, 4096);
        while (s.n) {
                bool slash = str_starts(s, S("%2F"));
                buf_byte(&b, slash ? '/' : *s.p);
                s = str_from(s, slash ? 3 : 1);
        }
        return str_of(buf_cstr(&b));
}

TEST_DB(pgsql_commit_whose_answer_was_lost_is_found_out)
{
        if (store_is_sqlite(cx->db->store))
                return;
        make(cx);
        str url = test_db_url(cx), dir = test_dir(cx);
        str host = unescape(cx, url_part(cx, url, S("host="), "&"));
        str database = url_part(cx, url, S("@/"), "?");
        struct wire w = { 0 };
        struct sockaddr_un a = { .sun_family = AF_UNIX };
        snprintf(w.from, sizeof(w.from), "%s/.s.PGSQL.5432", dir.p);
        snprintf(w.to, sizeof(w.to), "%s/.s.PGSQL.5432", host.p);
        snprintf(a.sun_path, sizeof(a.sun_path), "%s", w.from);
        w.listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        must(w.listener >= 0 && !bind(w.listener, (struct sockaddr *)&a, sizeof(a)) && !listen(w.listener, 4));
        must(!pthread_create(&w.thread, NULL, carry, &w));

        struct store *s = NULL;
        struct db db;
        struct ctx cy = *cx;
        int64_t n = -1, version = -1;
        done(store_open(&cy, str_f(cx->arena, "postgresql://postgres@/%s?host=%s", database.p, dir.p).p, NULL, &s));
        done(db_connect(&cy, s, &db));
        cy.db = &db;
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(&cy);
                query_write1(&cy, &bump, (struct arg[]){ INT(1), INT(1) });
                __atomic_store_n(&w.armed, true, __ATOMIC_RELEASE);
                done(tx_commit(&tx));                   /* the server says that it was committed */
        }
        ok(w.was_cut);
        done(look_at(&cy, 1, &n, &version));
        same_int(n, 1);                                 /* once */
        db_close(&db);
        store_close(s);
        __atomic_store_n(&w.stop, true, __ATOMIC_RELEASE);
        shutdown(w.listener, SHUT_RDWR);
        pthread_join(w.thread, NULL);
        close(w.listener);
}

/* ---- several processes --------------------------------------------------------------------- */

/* Read the version, add one, until `times` additions were accepted. The number of refusals. */
static int add_many(struct ctx *cx, int times, int *ret_refused)
{
        int added = 0;
        *ret_refused = 0;
        for (int attempt = 0; added < times && attempt < 100 * times; attempt++) {
                int64_t n, version;
                if (look_at(cx, 1, &n, &version))
                        return -1;
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                query_write1(cx, &bump, (struct arg[]){ INT(1), INT(version) });
                const struct fail *f = tx_commit(&tx);
                if (!f)
                        added++;
                else if (f->kind == FAIL_CONFLICT || (f->kind == FAIL_BUSY && f->again))
                        ++*ret_refused;
                else
                        return -1;
        }
        return added;
}

enum { PROCESSES = 3, TIMES = 150 };

static bool add_times(struct ctx *cx)
{
        int refused;
        return add_many(cx, TIMES, &refused) == TIMES;
}

static bool migrates(struct ctx *cx)
{
        const struct fail *f = migrate(cx, NULL);
        if (f)
                fprintf(stderr, "# %s %.*s\n", fail_name(f->kind), STR(f->log));
        return !f;
}

/* Several processes at once, each with a store of its own on the same database; all must succeed. */
static void in_processes(struct ctx *cx, bool (*work)(struct ctx *cx))
{
        str url = test_db_url(cx);
        pid_t child[PROCESSES];
        fflush(NULL);
        for (int i = 0; i < PROCESSES; i++) {
                child[i] = fork();
                must(child[i] >= 0);
                if (child[i])
                        continue;
                struct store *s = NULL;
                struct db db;
                struct ctx cy = *cx;
                if (store_open(&cy, url.p, NULL, &s) || db_connect(&cy, s, &db))
                        _exit(1);
                cy.db = &db;
                _exit(work(&cy) ? 0 : 2);
        }
        for (int i = 0; i < PROCESSES; i++) {
                int status = -1;
                must(waitpid(child[i], &status, 0) == child[i]);
                same_int(status, 0);
        }
}

TEST_DB(pgsql_processes_on_one_database_lose_no_update)
{
        if (store_is_sqlite(cx->db->store))
                return;
        make(cx);
        in_processes(cx, add_times);
        int64_t n = -1, version = -1;
        done(look_at(cx, 1, &n, &version));
        same_int(n, PROCESSES * TIMES);
        same_int(version, PROCESSES * TIMES + 1);
}

/* Two servers are started at the same moment on an empty database. */
TEST_DB(pgsql_processes_that_migrate_together_both_succeed)
{
        if (store_is_sqlite(cx->db->store))
                return;
        int pending = -1;
        done(db_script(cx, S("DROP SCHEMA public CASCADE; CREATE SCHEMA public")));
        done(migrate_pending(cx, &pending));
        same_int(pending, n_migrations);
        in_processes(cx, migrates);
        done(migrate_pending(cx, &pending));
        same_int(pending, 0);
}
