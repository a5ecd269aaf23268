/* tests/bench/write.c - durable writes through the store against bare SQLite, without HTTP:
 *
 *     make build/bench/write && build/bench/write [SECONDS] [CLIENTS] [WORKERS]
 *
 * CLIENTS (64) requests are always under way, as 64 connections would have them; each is written
 * anew when its commit was told. WORKERS (4) threads serve them through tx_begin … tx_commit and
 * store_when_durable; the baseline has its one writer thread. Five alternating runs, medians. */
#include "core/db/db.h"
#include "tests/bench/write_base.h"
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 5, MOST_CLIENTS = 1024, MOST_SAMPLES = 1 << 20 };

static const struct sql change = {
        .name = "change", .args = "is", .cols = "", .write = true, .index = 0,
        .text = "INSERT INTO item (unit, title, amount) VALUES ($1 % 50, $2, $1)",
};
static const struct sql trail = {
        .name = "trail", .args = "is", .cols = "", .write = true, .index = 1,
        .text = "INSERT INTO trail (at, person, unit, request, event, entity, record, detail)"
                " VALUES ($1, 7, $1 % 50, '6f3a-1c', 'item.add', 'item', $1, $2)",
};

static const char text[] =
        "{\"before\":{\"amount\":1607800,\"reason\":\"人员经费\"},\"after\":{\"amount\":1735000,\"reason\":"
        "\"人员经费按在职人员工资标准调整后测算，较上年增加\"}}";

struct run;
struct client { struct run *run; struct client *next; int64_t began_us; };

struct run {
        pthread_mutex_t lock;
        pthread_cond_t  wake, quiet;
        struct client  *first;
        struct client   clients[MOST_CLIENTS];
        int             under_way;
        bool            stop;
        _Atomic int64_t number;
        int64_t         done;
        int32_t        *sample;         /* microseconds of each request */
        struct store   *store;
        struct write_base *base;
};

static int64_t now_us(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Locked. One request is over. True: its client asks again. */
static bool over(struct run *r, struct client *c)
{
        int64_t now = now_us();
        if (r->done < MOST_SAMPLES)
                r->sample[r->done] = (int32_t)(now - c->began_us);
        r->done++;
        c->began_us = now;
        if (r->stop && --r->under_way == 0)
                pthread_cond_signal(&r->quiet);
        return !r->stop;
}

static void on_durable(void *arg, const struct fail *why)
{
        struct client *c = arg;
        struct run *r = c->run;
        must(!why);
        pthread_mutex_lock(&r->lock);
        if (over(r, c)) {
                c->next = r->first;
                r->first = c;
                pthread_cond_signal(&r->wake);
        }
        pthread_mutex_unlock(&r->lock);
}

static void on_base(void *arg)
{
        struct client *c = arg;
        struct run *r = c->run;
        pthread_mutex_lock(&r->lock);
        bool again = over(r, c);
        pthread_mutex_unlock(&r->lock);
        if (again)
                write_base_post(r->base, ++r->number, text, sizeof(text) - 1, on_base, c);
}

static void *work(void *arg)
{
        struct run *r = arg;
        struct arena arena;
        struct db db;
        arena_init(&arena, 1 << 24);
        struct ctx cx = { .arena = &arena };
        must(!db_connect(&cx, r->store, &db));
        cx.db = &db;
        for (;;) {
                pthread_mutex_lock(&r->lock);
                while (!r->first && !(r->stop && !r->under_way))
                        pthread_cond_wait(&r->wake, &r->lock);
                struct client *c = r->first;
                if (c)
                        r->first = c->next;
                pthread_mutex_unlock(&r->lock);
                if (!c)
                        break;
                struct arg a[] = { { .type = ARG_INT, .i = ++r->number },
                                   { .type = ARG_STR, .s = { text, sizeof(text) - 1 } } };
                db.ticket = 0;
                struct tx tx CLEANUP(tx_end) = tx_begin(&cx);
                query_write(&cx, &change, a);
                query_write(&cx, &trail, a);
                must(!tx_commit(&tx));
                store_when_durable(r->store, db.ticket, on_durable, c);
                arena_reset(&arena);
        }
        db_close(&db);
        arena_done(&arena);
        return NULL;
}

static int by_value(const void *a, const void *b)
{
        int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
        return (x > y) - (x < y);
}

struct result { int64_t rate, p50, p99, each; };        /* requests/s, µs, µs, requests a commit */

static struct result once(bool ours, const char *path, int seconds, int clients, int workers)
{
        struct run *r = calloc(1, sizeof(*r));
        struct arena arena;
        struct ctx cx = { .arena = &arena };
        pthread_t thread[64];
        struct store_stats stats = { 0 };
        must(r && (r->sample = malloc(MOST_SAMPLES * sizeof(*r->sample))));
        arena_init(&arena, 1 << 24);
        pthread_mutex_init(&r->lock, NULL);
        pthread_cond_init(&r->wake, NULL);
        pthread_cond_init(&r->quiet, NULL);
        r->under_way = clients;
        for (int i = 0; i < clients; i++)
                r->clients[i] = (struct client){ .run = r, .began_us = now_us() };
        if (ours) {
                struct db db;
                must(!store_open(&cx, path, NULL, &r->store) && !db_connect(&cx, r->store, &db));
                cx.db = &db;
                must(!db_script(&cx, str_of(write_base_usual.tables)));
                db_close(&db);
                for (int i = 0; i < clients; i++) {
                        r->clients[i].next = r->first;
                        r->first = &r->clients[i];
                }
                for (int i = 0; i < workers; i++)
                        must(!pthread_create(&thread[i], NULL, work, r));
        } else {
                r->base = write_base_open(path, &write_base_usual);
                for (int i = 0; i < clients; i++)
                        write_base_post(r->base, ++r->number, text, sizeof(text) - 1, on_base, &r->clients[i]);
        }
        int64_t start = now_us();
        sleep((unsigned)seconds);
        pthread_mutex_lock(&r->lock);
        int64_t done = r->done, us = now_us() - start;
        r->stop = true;
        /* Those that wait to be served are served; then all is quiet. */
        while (r->under_way)
                pthread_cond_wait(&r->quiet, &r->lock);
        pthread_cond_broadcast(&r->wake);
        pthread_mutex_unlock(&r->lock);
        uint64_t commits = 1;
        if (ours) {
                for (int i = 0; i < workers; i++)
                        pthread_join(thread[i], NULL);
                store_stats(r->store, &stats);
                commits = stats.groups;
                store_close(r->store);
        } else {
                commits = write_base_commits(r->base);
                write_base_close(r->base);
        }
        int64_t n = r->done < MOST_SAMPLES ? r->done : MOST_SAMPLES;
        qsort(r->sample, (size_t)n, sizeof(*r->sample), by_value);
        struct result x = { .rate = done * 1000000 / us, .p50 = r->sample[n / 2], .p99 = r->sample[n * 99 / 100],
                            .each = r->done / (int64_t)(commits ? commits : 1) };
        free(r->sample);
        free(r);
        arena_done(&arena);
        return x;
}

static int by_rate(const void *a, const void *b)
{
        int64_t x = ((const struct result *)a)->rate, y = ((const struct result *)b)->rate;
        return (x > y) - (x < y);
}

static long number_of(int argc, char **argv, int i, long otherwise, uint64_t most)
{
        uint64_t n;
        return argc > i && str_u64(str_of(argv[i]), &n) && n >= 1 && n <= most ? (long)n : otherwise;
}

int main(int argc, char **argv)
{
        int seconds = (int)number_of(argc, argv, 1, 2, 600);
        int clients = (int)number_of(argc, argv, 2, 64, MOST_CLIENTS), workers = (int)number_of(argc, argv, 3, 4, 64);
        struct result result[2][ROUNDS];
        const char *tmp = getenv("TMPDIR");
        char folder[128], path[160];
        snprintf(folder, sizeof(folder), "%s/luoshi-bench.XXXXXX", tmp && *tmp ? tmp : "/tmp");
        must(mkdtemp(folder));
        static const char *const tails[] = { "", "-wal", "-shm", ".lock" };
        for (int i = 0; i < ROUNDS; i++)
                for (int ours = 0; ours < 2; ours++) {
                        snprintf(path, sizeof(path), "%s/%d-%d.db", folder, i, ours);
                        result[ours][i] = once(ours, path, seconds, clients, workers);
                        size_t n = strlen(path);
                        for (size_t t = 0; t < COUNT_OF(tails); t++) {
                                snprintf(path + n, sizeof(path) - n, "%s", tails[t]);
                                unlink(path);
                        }
                }
        rmdir(folder);
        for (int ours = 0; ours < 2; ours++) {
                qsort(result[ours], ROUNDS, sizeof(struct result), by_rate);
                struct result x = result[ours][ROUNDS / 2];
                printf("%-6s %7ld writes/s  p50 %5ld us  p99 %6ld us  %3ld a commit\n", ours ? "store" : "base",
                       x.rate, x.p50, x.p99, x.each);
        }
        printf("store / base: %ld %%\n", 100 * result[1][ROUNDS / 2].rate / result[0][ROUNDS / 2].rate);
        return 0;
}
