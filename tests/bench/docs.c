/* tests/bench/docs.c - how long each writer takes for a disclosure of fourteen tables.
 *
 *     make build/bench/docs && build/bench/docs [ROUNDS]
 *
 * Prints milliseconds: the first run in this process and the median of the rest, and bytes. For
 * PDF three ways: in this process, by a child that must start, by one that waits. */
#include <stdio.h>
#include <time.h>
#include "base/base.h"
#include "core/sandbox/child.h"
#include "tests/docs/sample.h"

enum { MOST = 1000 };

static int64_t now_us(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int by_value(const void *a, const void *b)
{
        int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
        return (x > y) - (x < y);
}

typedef const struct fail *writer(struct ctx *cx, const struct doc *d, str *ret_bytes);

static bool measure(const char *name, writer *write, int rounds)
{
        static int64_t took[MOST];
        int64_t first = 0;
        size_t bytes = 0;
        for (int i = 0; i <= rounds; i++) {
                struct arena a;
                arena_init(&a, (size_t)1 << 30);
                struct ctx cx = { .arena = &a };
                struct doc *d = sample_doc(&a);
                int64_t at = now_us();
                str out = { 0 };
                const struct fail *f = write(&cx, d, &out);
                int64_t us = now_us() - at;
                if (f) {
                        fprintf(stderr, "%s: %.*s %.*s\n", name, STR(f->say), STR(f->log));
                        arena_done(&a);
                        return false;
                }
                if (i == 0)
                        first = us;
                else
                        took[i - 1] = us;
                bytes = out.n;
                arena_done(&a);
        }
        qsort(took, (size_t)rounds, sizeof(took[0]), by_value);
        int64_t mid = took[rounds / 2];
        printf("%-16s first %6ld.%02ld ms  median %6ld.%02ld ms  %8zu bytes\n", name, first / 1000,
               first % 1000 / 10, mid / 1000, mid % 1000 / 10, bytes);
        return true;
}

int main(int argc, char **argv)
{
        int status = sandbox_main(argc, argv);
        if (status >= 0)
                return status;
        uint64_t rounds = 20;
        if (argc > 1 && (!str_u64(str_of(argv[1]), &rounds) || rounds < 1 || rounds > MOST)) {
                fprintf(stderr, "rounds: 1 to %d\n", MOST);
                return 2;
        }
        bool fine = true;
        for (int i = 0; i < n_doc_writers; i++)
                fine = measure(doc_writers[i].as, doc_writers[i].write, (int)rounds) && fine;
        fine = measure("pdf, in process", doc_pdf_here, (int)rounds) && fine;
        child_stop_all();
        return fine ? 0 : 1;
}
