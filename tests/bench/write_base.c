/* tests/bench/write_base.c - see write_base.h. */
#include "tests/bench/write_base.h"
#include "base/base.h"
#include <pthread.h>
#include <sqlite3.h>

enum { MOST = 64 };

struct request {
        struct request *next;
        int64_t         number;
        const char     *text;
        size_t          n;
        void          (*done)(void *arg);
        void           *arg;
};

struct write_base {
        sqlite3        *c;
        sqlite3_stmt   *begin, *savepoint, *change, *trail, *release, *commit;
        pthread_t       thread;
        pthread_mutex_t lock;
        pthread_cond_t  wake;
        struct request *first, **last;
        uint64_t        commits;
        bool            closing;
};

const struct write_base_sql write_base_usual = {
        .tables =
                "CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, unit BIGINT NOT NULL, title TEXT NOT NULL,"
                " amount BIGINT NOT NULL, version INTEGER NOT NULL DEFAULT 1);"
                "CREATE INDEX item_unit ON item (unit, id);"
                "CREATE TABLE trail (id INTEGER PRIMARY KEY AUTOINCREMENT, at BIGINT NOT NULL, person BIGINT,"
                " unit BIGINT, request TEXT, event TEXT NOT NULL, entity TEXT NOT NULL, record BIGINT, detail TEXT);"
                "CREATE INDEX trail_record ON trail (entity, record, id);",
        .change = "INSERT INTO item (unit, title, amount) VALUES ($1 % 50, $2, $1)",
        .trail  = "INSERT INTO trail (at, person, unit, request, event, entity, record, detail)"
                  " VALUES ($1, 7, $1 % 50, '6f3a-1c', 'item.add', 'item', $1, $2)",
};

static sqlite3_stmt *prepared(sqlite3 *c, const char *text)
{
        sqlite3_stmt *st = NULL;
        must(sqlite3_prepare_v3(c, text, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL) == SQLITE_OK);
        return st;
}

static void step(sqlite3_stmt *st)
{
        must(sqlite3_step(st) == SQLITE_DONE);
        sqlite3_reset(st);
}

static void step_with(sqlite3_stmt *st, const struct request *r)
{
        sqlite3_bind_int64(st, 1, r->number);
        sqlite3_bind_text64(st, 2, r->text, r->n, SQLITE_STATIC, SQLITE_UTF8);
        step(st);
}

static void *write_on(void *arg)
{
        struct write_base *w = arg;
        pthread_mutex_lock(&w->lock);
        for (;;) {
                while (!w->first && !w->closing)
                        pthread_cond_wait(&w->wake, &w->lock);
                if (!w->first)
                        break;
                struct request *list = NULL, **tail = &list;
                int n = 0;
                bool more = true;
                step(w->begin);
                while (more && n < MOST) {
                        struct request *r = w->first;
                        w->first = r->next;
                        if (!w->first)
                                w->last = &w->first;
                        pthread_mutex_unlock(&w->lock);
                        step(w->savepoint);
                        step_with(w->change, r);
                        step_with(w->trail, r);
                        step(w->release);
                        r->next = NULL;
                        *tail = r;
                        tail = &r->next;
                        n++;
                        pthread_mutex_lock(&w->lock);
                        more = w->first != NULL;
                }
                w->commits++;
                pthread_mutex_unlock(&w->lock);
                step(w->commit);
                while (list) {
                        struct request *r = list;
                        list = r->next;
                        r->done(r->arg);
                        free(r);
                }
                pthread_mutex_lock(&w->lock);
        }
        pthread_mutex_unlock(&w->lock);
        return NULL;
}

struct write_base *write_base_open(const char *path, const struct write_base_sql *sql)
{
        struct write_base *w = calloc(1, sizeof(*w));
        must(w);
        int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
        must(sqlite3_open_v2(path, &w->c, flags, NULL) == SQLITE_OK);
        must(sqlite3_exec(w->c, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                          "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000;", NULL, NULL, NULL) == SQLITE_OK);
        must(sqlite3_exec(w->c, sql->tables, NULL, NULL, NULL) == SQLITE_OK);
        w->begin = prepared(w->c, "BEGIN IMMEDIATE");
        w->savepoint = prepared(w->c, "SAVEPOINT m");
        w->release = prepared(w->c, "RELEASE m");
        w->commit = prepared(w->c, "COMMIT");
        w->change = prepared(w->c, sql->change);
        w->trail = prepared(w->c, sql->trail);
        w->last = &w->first;
        pthread_mutex_init(&w->lock, NULL);
        pthread_cond_init(&w->wake, NULL);
        must(!pthread_create(&w->thread, NULL, write_on, w));
        return w;
}

void write_base_post(struct write_base *w, int64_t number, const char *text, size_t n,
                     void (*done)(void *arg), void *arg)
{
        struct request *r = malloc(sizeof(*r));
        must(r);
        *r = (struct request){ .number = number, .text = text, .n = n, .done = done, .arg = arg };
        pthread_mutex_lock(&w->lock);
        *w->last = r;
        w->last = &r->next;
        pthread_cond_signal(&w->wake);
        pthread_mutex_unlock(&w->lock);
}

uint64_t write_base_commits(struct write_base *w)
{
        pthread_mutex_lock(&w->lock);
        uint64_t n = w->commits;
        pthread_mutex_unlock(&w->lock);
        return n;
}

void write_base_close(struct write_base *w)
{
        pthread_mutex_lock(&w->lock);
        w->closing = true;
        pthread_cond_signal(&w->wake);
        pthread_mutex_unlock(&w->lock);
        pthread_join(w->thread, NULL);
        sqlite3_stmt *all[] = { w->begin, w->savepoint, w->release, w->commit, w->change, w->trail };
        for (size_t i = 0; i < COUNT_OF(all); i++)
                sqlite3_finalize(all[i]);
        sqlite3_close(w->c);
        pthread_cond_destroy(&w->wake);
        pthread_mutex_destroy(&w->lock);
        free(w);
}
