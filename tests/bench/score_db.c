/* tests/bench/score_db.c - from the figures in a database to the committed results of the year.
 *
 *     make build/bench/score_db && build/bench/score_db URL [RUNS [KEYS]]
 *
 * An empty database at URL gets the county of fixture_result.c: 100 units in six groups, 60 leaves,
 * twelve months, 3 in 100 figures missing. Then result_compute() runs RUNS times, each a new run:
 * edition, targets, figures, effects read; every leaf of every month and the year scored; places;
 * inputs packed and their digest made; 6,600 rows of leaves and blocks and 100 of units written;
 * durable. What each part takes is measured beside it, by itself. */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "core/audit/chain.h"
#include "core/auth/auth.h"
#include "core/crypto/hash.h"
#include "core/crypto/keys.h"
#include "core/db/migrate.h"
#include "domain/target/result/result.h"
#include "tests/fixture_result.h"

enum { MOST_RUNS = 500 };

static int64_t now_ns(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
        int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
        return (x > y) - (x < y);
}

static void say(const char *what, int64_t *took, int n)
{
        qsort(took, (size_t)n, sizeof(took[0]), by_value);
        printf("%-44s median %8.2f ms  best %8.2f ms\n", what, (double)took[n / 2] / 1e6,
               (double)took[0] / 1e6);
}

static void need(const struct fail *f)
{
        if (!f)
                return;
        printf("score_db: %s %.*s %.*s\n", f->at, STR(f->say), STR(f->log));
        fflush(stdout);
        _exit(1);
}

static void runs(struct ctx *cx, int64_t scheme, int n)
{
        static int64_t whole[MOST_RUNS], load[MOST_RUNS], score[MOST_RUNS], pack[MOST_RUNS];
        struct result_wish w = { scheme, 11, RESULT_MONITOR, { 0 } };
        for (int i = 0; i < n; i++) {
                struct arena_mark m = arena_mark(cx->arena);
                struct result_basis b;
                struct result_outcome o;
                int64_t id, at = now_ns();
                need(result_compute(cx, &w, &id));
                need(db_wait(cx));
                whole[i] = now_ns() - at;

                at = now_ns();
                need(result_load(cx, scheme, 11, RESULT_MONITOR, &b));
                load[i] = now_ns() - at, at = now_ns();
                result_score(cx->arena, &b, &o);
                score[i] = now_ns() - at, at = now_ns();
                str inputs = result_pack(cx->arena, &b);
                (void)result_digest(cx->arena, &b, inputs, &o);
                pack[i] = now_ns() - at;
                if (!i)
                        printf("%-44s %zu bytes\n", "inputs of a run", inputs.n);
                arena_release(cx->arena, m);
        }
        say("figures in the database to committed results", whole, n);
        say("  of it: reading", load, n);
        say("  of it: scoring, places", score, n);
        say("  of it: packing, digest", pack, n);
}

int main(int argc, char **argv)
{
        struct arena a;
        struct store *store;
        struct db db = { 0 };
        struct ctx cx = { .arena = &a, .db = &db, .request = S("bench"), .today = day_make(2024, 12, 31),
                          .now = INT64_C(1735600000000) };
        struct year_county y;
        uint64_t n = 21;
        if (argc < 2 || (argc > 2 && (!str_u64(str_of(argv[2]), &n) || n < 1 || n > MOST_RUNS))) {
                fprintf(stderr, "score_db URL [RUNS [KEYS]]\n");
                return 2;
        }
        arena_init(&a, (size_t)4 << 30);
        auth_as_system(&cx);
        keys_place(str_of(argc > 3 ? argv[3] : "/tmp/luoshi-bench.keys"));
        need(store_open(&cx, argv[1], NULL, &store));
        need(db_connect(&cx, store, &db));
        need(migrate(&cx, NULL));
        need(audit_prepare(&cx, true));
        need(auth_seed(&cx));
        year_county_make(&cx, 2024, 100, 60, &y);
        year_county_fill(&cx, &y, 11);
        if (!store_is_sqlite(store))    /* as the server does by itself after a while */
                need(db_script(&cx, S("ANALYZE")));
        runs(&cx, y.scheme, (int)n);
        db_close(&db);
        store_close(store);
        arena_done(&a);
        return 0;
}
