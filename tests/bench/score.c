/* tests/bench/score.c - how long the engine takes: a county-year, one figure, the country.
 *
 *     make build/bench/score && build/bench/score [RUNS] [COUNTIES]
 *     build/bench/score csv        the county-year's leaves and totals, to compare with plain SQL
 *
 * The county: 100 units in six groups, 60 leaves by F1, F2, F3, F4, F8, F9, F11, F13 in turn, twelve
 * months and the year, 3 in 100 figures missing, a trace for every leaf. The country: one period
 * of 2,844 such counties, whose figures lie in memory, on as many threads as there are cores up to
 * two; all its points, states and traces are kept. */
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "tests/fixture_county.h"

enum { MOST_RUNS = 1000, THREADS = 2 };

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

static void say(const char *what, int64_t *took, int n, int64_t leaves)
{
        qsort(took, (size_t)n, sizeof(took[0]), by_value);
        int64_t mid = took[n / 2];
        printf("%-34s median %9.3f ms  best %9.3f ms", what, (double)mid / 1e6,
               (double)took[0] / 1e6);
        if (leaves)
                printf("  %6.1f M leaves/s", (double)leaves * 1e3 / (double)mid);
        printf("\n");
}

static void county_year(struct ctx *cx, int runs)
{
        static int64_t took[MOST_RUNS];
        struct county c;
        county_scheme(cx, false, &c);
        county_input(cx->arena, &c, 12, true);
        county_fill(&c, 0);
        must(!scheme_ready(cx, &c.scheme, &c.input));
        struct result *r = result_new(cx->arena, &c.scheme, &c.input);
        for (int i = 0; i < runs; i++) {
                int64_t at = now_ns();
                score_all(&c.scheme, &c.input, r);
                took[i] = now_ns() - at;
        }
        say("county-year, 72,000 leaves", took, runs, (int64_t)COUNTY_UNITS * COUNTY_LEAVES * 12);
        for (int i = 0; i < runs; i++) {
                int u = i * 7 % COUNTY_UNITS, column = i * 13 % c.input.n_columns, p = i % 12;
                c.figure[input_at(&c.input, p, column, u)] += 100;
                int64_t at = now_ns();
                score_again(&c.scheme, &c.input, r, p, column, u);
                took[i] = now_ns() - at;
        }
        say("one changed figure", took, runs, 0);
}

/* The country is cut in halves; a thread scores its counties one after another. */
struct country { struct county *c; struct result **r; int from, to; };

static void *country_part(void *arg)
{
        struct country *w = arg;
        for (int i = w->from; i < w->to; i++)
                score_all(&w->c[i].scheme, &w->c[i].input, w->r[i]);
        return NULL;
}

static void country(struct ctx *cx, int runs, int n)
{
        static int64_t took[MOST_RUNS];
        struct county *c = NEW_ARRAY(cx->arena, struct county, (size_t)n);
        struct result **r = NEW_ARRAY(cx->arena, struct result *, (size_t)n);
        size_t before = cx->arena->used;
        county_scheme(cx, false, &c[0]);
        for (int i = 0; i < n; i++) {
                c[i] = c[0];
                c[i].scheme.groups = c[i].groups, c[i].input.first = c[i].first;
                county_input(cx->arena, &c[i], 1, false);
                county_fill(&c[i], i);
        }
        size_t figures = cx->arena->used;
        for (int i = 0; i < n; i++)
                r[i] = result_new(cx->arena, &c[i].scheme, &c[i].input);
        printf("%-34s figures %zu MB, results %zu MB\n", "country, memory",
               (figures - before) >> 20, (cx->arena->used - figures) >> 20);
        for (int threads = 1; threads <= THREADS; threads++) {
                for (int k = 0; k < runs; k++) {
                        struct country w[THREADS];
                        pthread_t t[THREADS];
                        int64_t at = now_ns();
                        for (int i = 0; i < threads; i++) {
                                w[i] = (struct country){ c, r, n * i / threads,
                                                         n * (i + 1) / threads };
                                must(i == 0 || !pthread_create(&t[i], NULL, country_part, &w[i]));
                        }
                        country_part(&w[0]);
                        for (int i = 1; i < threads; i++)
                                must(!pthread_join(t[i], NULL));
                        took[k] = now_ns() - at;
                }
                say(threads == 1 ? "country, one thread" : "country, two threads", took, runs,
                    (int64_t)n * COUNTY_UNITS * COUNTY_LEAVES);
        }
        int64_t sum = 0;
        for (int i = 0; i < n; i++)
                for (int u = 0; u < COUNTY_UNITS; u++)
                        sum += result_points(&c[i].scheme, r[i], 0, 0, u).micro *
                               (1 + r[i]->rank[u] % 7);
        printf("%-34s %ld\n", "country, checksum", sum);
}

static void county_csv(struct ctx *cx)
{
        struct county c;
        county_scheme(cx, false, &c);
        county_input(cx->arena, &c, 12, false);
        county_fill(&c, 0);
        struct result *r = result_new(cx->arena, &c.scheme, &c.input);
        score_all(&c.scheme, &c.input, r);
        for (int m = 0; m < 12; m++)
                for (int u = 0; u < COUNTY_UNITS; u++) {
                        for (int l = 0; l < COUNTY_LEAVES; l++)
                                printf("%d,%d,%d,%ld\n", m, u, l,
                                       r->points[result_leaf(r, m, l, u)].micro);
                        printf("%d,%d,T,%ld,%d\n", m, u, result_points(&c.scheme, r, m, 0, u).micro,
                               r->rank[result_unit(r, m, u)]);
                }
}

int main(int argc, char **argv)
{
        struct arena a;
        struct ctx cx = { .arena = &a };
        uint64_t runs = 51, counties = 2844;
        arena_init(&a, (size_t)8 << 30);
        if (argc == 2 && !strcmp(argv[1], "csv")) {
                county_csv(&cx);
                arena_done(&a);
                return 0;
        }
        if ((argc > 1 && (!str_u64(str_of(argv[1]), &runs) || runs < 1 || runs > MOST_RUNS)) ||
            (argc > 2 &&
             (!str_u64(str_of(argv[2]), &counties) || counties < 1 || counties > 2844))) {
                fprintf(stderr, "runs 1 to %d, counties 1 to 2844\n", MOST_RUNS);
                return 2;
        }
        county_year(&cx, (int)runs);
        country(&cx, runs > 9 ? 9 : (int)runs, (int)counties);
        arena_done(&a);
        return 0;
}
