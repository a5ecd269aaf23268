/* tests/long/long.c - see long.h. Built into each long program. */
#include "tests/long/long.h"
#include "core/audit/audit.h"
#include "core/audit/verify.h"
#include "core/crypto/keys.h"
#include "core/db/migrate.h"
#include <dirent.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const struct sql op_put = {
        .name = "op_put", .args = "siis", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO op (k, thread, seq, load) VALUES ($1, $2, $3, $4)",
};
static const struct sql trail_put = {
        .name = "trail_put", .args = "s", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO trail (k) VALUES ($1)",
};
static const struct sql counter_add = {
        .name = "counter_add", .args = "i", .cols = "", .write = true, .index = -1,
        .text = "UPDATE counter SET n = n + 1 WHERE thread = $1",
};
static const struct sql op_has = {
        .name = "op_has", .args = "ii", .cols = "i", .index = -1,
        .text = "SELECT count(*) FROM op WHERE thread = $1 AND seq = $2",
};
static const struct sql op_upto = {
        .name = "op_upto", .args = "ii", .cols = "i", .index = -1,
        .text = "SELECT count(*) FROM op WHERE thread = $1 AND seq <= $2",
};
static const struct sql op_all = {
        .name = "op_all", .args = "i", .cols = "i", .index = -1, .text = "SELECT count(*) FROM op WHERE thread = $1",
};
static const struct sql counter_of = {
        .name = "counter_of", .args = "i", .cols = "i", .index = -1, .text = "SELECT n FROM counter WHERE thread = $1",
};
static const struct sql lonely_ops = {
        .name = "lonely_ops", .args = "", .cols = "i", .index = -1,
        .text = "SELECT count(*) FROM op WHERE (SELECT count(*) FROM trail WHERE trail.k = op.k) <> 1",
};
static const struct sql lonely_trail = {
        .name = "lonely_trail", .args = "", .cols = "i", .index = -1,
        .text = "SELECT count(*) FROM trail WHERE k NOT IN (SELECT k FROM op)",
};
static const struct sql integrity = {
        .name = "integrity", .args = "", .cols = "s", .index = -1, .text = "PRAGMA integrity_check",
};
static const struct sql foreign_keys = {
        .name = "foreign_keys", .args = "", .cols = "i", .index = -1,
        .text = "SELECT count(*) FROM pragma_foreign_key_check",
};

#define INT(v)  { .type = ARG_INT, .i = (v) }
#define TEXT(v) { .type = ARG_STR, .s = (v) }

void long_tables(struct ctx *cx)
{
        const struct fail *f = db_script(cx, S(
                "CREATE TABLE IF NOT EXISTS op (k TEXT NOT NULL PRIMARY KEY, thread BIGINT NOT NULL,"
                " seq BIGINT NOT NULL, load TEXT, UNIQUE (thread, seq));"
                "CREATE TABLE IF NOT EXISTS trail (id INTEGER PRIMARY KEY AUTOINCREMENT,"
                " k TEXT NOT NULL REFERENCES op (k));"
                "CREATE INDEX IF NOT EXISTS trail_k ON trail (k);"
                "CREATE TABLE IF NOT EXISTS counter (thread INTEGER PRIMARY KEY, n BIGINT NOT NULL);"
                "WITH RECURSIVE t(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM t WHERE i < 15)"
                " INSERT INTO counter SELECT i, 0 FROM t WHERE i NOT IN (SELECT thread FROM counter);"));
        if (!f && keys_loaded())
                f = migrate(cx, NULL);
        if (!f && keys_loaded())
                f = audit_prepare(cx, true);
        if (f) {
                printf("# tables: %.*s %.*s\n", STR(f->say), STR(f->log));
                exit(1);
        }
}

const struct fail *long_operation(struct ctx *cx, int thread, int64_t seq, int64_t weight)
{
        str key = str_f(cx->arena, "%d-%ld", thread, seq);
        char *load = arena_alloc(cx->arena, (size_t)weight + 1);
        memset(load, 'x', (size_t)weight);
        struct arg op[] = { TEXT(key), INT(thread), INT(seq), TEXT(((str){ load, (size_t)weight })) };
        struct arg k[] = { TEXT(key) }, t[] = { INT(thread) };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        query_write(cx, &op_put, op);
        query_write(cx, &trail_put, k);
        query_write1(cx, &counter_add, t);
        if (keys_loaded())
                audit_log(cx, "unit.edit", "op", seq, key);
        const struct fail *f = tx_commit(&tx);
        return f && f->kind == FAIL_CONFLICT ? NULL : f;
}

static int64_t number(struct ctx *cx, const struct sql *sql, const struct arg *args)
{
        struct query q;
        query_open(&q, cx, sql, args);
        int64_t n = query_next(&q) ? query_int(&q, 0) : -1;
        const struct fail *f = query_end(&q);
        if (f)
                printf("# %s: %.*s\n", sql->name, STR(f->log));
        return f ? -2 : n;
}

bool long_has(struct ctx *cx, int thread, int64_t seq)
{
        return number(cx, &op_has, (struct arg[]){ INT(thread), INT(seq) }) == 1;
}

static int fault(bool bad, const char *what, int thread, int64_t got, int64_t want)
{
        if (bad)
                printf("# FAULT: %s: thread %d: %ld, expected %ld\n", what, thread, got, want);
        return bad;
}

static const struct sql op_count = {
        .name = "op_count", .args = "", .cols = "i", .index = -1, .text = "SELECT count(*) FROM op",
};

static const struct sql begun_count = {
        .name = "begun_count", .args = "", .cols = "i", .index = -1,
        .text = "SELECT count(*) FROM audit WHERE event IN ('audit.begin', 'audit.head')",
};

/* One link for each operation that is there, one for the beginning and one that says a head is kept, as soon as one is;
 * the head file, written by whoever was killed, may lag behind the chain and never leads. */
static int check_chain(struct ctx *cx)
{
        struct audit_report r;
        const struct fail *f = audit_verify(cx, 0, &r);
        int64_t ops = number(cx, &op_count, NULL), begun = number(cx, &begun_count, NULL);
        bool bad = f || r.n_breaks || r.tail || begun < 1 || begun > 2 || r.last != ops + begun;
        if (bad)
                printf("# FAULT: audit chain: %.*s %ld breaks, %ld unlinked, %ld links for %ld operations, %ld to "
                       "begin; %s\n",
                       STR(f ? f->log : S("")), r.n_breaks, r.tail, r.last, ops, begun, audit_head_words(r.head));
        return bad;
}

int long_check(struct ctx *cx, const int64_t acked[THREADS_MAX], int threads)
{
        int faults = 0;
        for (int t = 0; t < threads; t++) {
                int64_t kept = number(cx, &op_upto, (struct arg[]){ INT(t), INT(acked[t]) });
                int64_t all = number(cx, &op_all, (struct arg[]){ INT(t) });
                int64_t counted = number(cx, &counter_of, (struct arg[]){ INT(t) });
                faults += fault(kept != acked[t], "acknowledged operations that are there", t, kept, acked[t]);
                faults += fault(all != counted, "operations and their counter", t, counted, all);
        }
        int64_t n = number(cx, &lonely_ops, NULL);
        faults += fault(n != 0, "operations without their row of the trail", -1, n, 0);
        n = number(cx, &lonely_trail, NULL);
        faults += fault(n != 0, "rows of the trail without operation", -1, n, 0);
        n = number(cx, &foreign_keys, NULL);
        faults += fault(n != 0, "broken references", -1, n, 0);
        struct query q;
        query_open(&q, cx, &integrity, NULL);
        str word = query_next(&q) ? query_str(&q, 0) : S("no answer");
        if (query_end(&q) || !str_is(word, "ok")) {
                printf("# FAULT: integrity_check: %.*s\n", STR(word));
                faults++;
        }
        return faults + (keys_loaded() ? check_chain(cx) : 0);
}

const struct fail *long_open(struct long_db *d, const char *path)
{
        *d = (struct long_db){ 0 };
        arena_init(&d->arena, (size_t)1 << 30);
        d->cx.arena = &d->arena;
        const struct fail *f = store_open(&d->cx, path, NULL, &d->store);
        if (f)
                return f;
        f = db_connect(&d->cx, d->store, &d->db);
        if (f) {
                store_close(d->store);
                d->store = NULL;
        } else {
                d->cx.db = &d->db;
        }
        return f;
}

void long_close(struct long_db *d)
{
        if (d->store) {
                db_close(&d->db);
                store_close(d->store);
        }
        d->store = NULL;
        arena_done(&d->arena);
}

const char *long_postgres(struct arena *a, const char *name)
{
        struct long_db d;
        const char *server = getenv("LUOSHI_PG");
        const struct fail *f = long_open(&d, server);
        if (!f)
                f = db_script(&d.cx, str_f(&d.arena, "DROP DATABASE IF EXISTS %s", name));
        if (!f)
                f = db_script(&d.cx, str_f(&d.arena, "CREATE DATABASE %s", name));
        if (f)
                printf("# FAULT: %.*s %.*s\n", STR(f->say), STR(f->log));
        long_close(&d);
        /* postgresql:///postgres?host=…: another database of the same server */
        str rest, head = str_cut(str_of(server), '?', &rest);
        size_t n = head.n;
        while (n > 0 && head.p[n - 1] != '/')
                n--;
        return str_f(a, "%.*s%s%s%.*s", STR(str_head(head, n)), name, rest.p ? "?" : "", STR(rest)).p;
}

int64_t long_ms(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void long_sleep(int ms)
{
        struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };
        nanosleep(&t, NULL);
}

uint64_t long_random(uint64_t *state)           /* xorshift64* */
{
        uint64_t x = *state ? *state : 88172645463325252u;
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        *state = x;
        return x * 2685821657736338717u;
}

const char *long_folder(bool quick)
{
        static char name[128];
        const char *tmp = getenv("TMPDIR");
        bool memory = quick && !access("/dev/shm", W_OK);
        snprintf(name, sizeof(name), "%s/luoshi-long.XXXXXX", memory ? "/dev/shm" : tmp && *tmp ? tmp : "/tmp");
        must(mkdtemp(name));
        return name;
}

void long_folder_remove(const char *folder)
{
        DIR *d = opendir(folder);
        char path[512];
        for (struct dirent *e; d && (e = readdir(d)); )
                if (e->d_name[0] != '.') {
                        snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
                        unlink(path);
                }
        if (d)
                closedir(d);
        rmdir(folder);
}

void long_file_remove(const char *path)
{
        static const char *const tails[] = { "", "-wal", "-shm", "-journal", ".lock", ".new", ".new-wal", ".new-shm",
                                             ".new-journal" };
        char name[512];
        for (size_t i = 0; i < COUNT_OF(tails); i++) {
                snprintf(name, sizeof(name), "%s%s", path, tails[i]);
                unlink(name);
        }
}

long long_argument(int argc, char **argv, int i, long otherwise)
{
        uint64_t n;
        return argc > i && str_u64(str_of(argv[i]), &n) ? (long)n : otherwise;
}
