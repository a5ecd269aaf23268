/* tests/bench/audit.c - what the chain costs a row, and how quick verify is:
 *
 *     make build/bench/audit && build/bench/audit [ROWS]
 *
 * ROWS (200,000) rows of the trail in transactions of 500 on SQLite, once as bare rows and once
 * through audit_log(), alternating; then the whole chain is verified. */
#include "core/audit/audit.h"
#include "core/audit/audit.sql.h"
#include "core/audit/verify.h"
#include "core/crypto/keys.h"
#include "core/db/migrate.h"
#include <time.h>
#include <unistd.h>

enum { PART = 500 };

static const char detail[] =
        "{\"before\":{\"amount\":1607800,\"reason\":\"人员经费\"},\"after\":{\"amount\":1735000,\"reason\":"
        "\"人员经费按在职人员工资标准调整后测算，较上年增加\"}}";

static int64_t now_us(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void stop_at(const struct fail *f)
{
        if (!f)
                return;
        printf("%.*s %.*s\n", STR(f->say), STR(f->log));
        _exit(1);
}

/* Microseconds of `rows` rows. */
static int64_t write_rows(struct ctx *cx, int64_t rows, bool chained)
{
        int64_t begin = now_us();
        for (int64_t i = 0; i < rows; i += PART) {
                struct arena_mark m = arena_mark(cx->arena);
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                for (int64_t k = 0; k < PART; k++) {
                        if (chained)
                                audit_log(cx, "budget.lines", "budget", i + k, str_of(detail));
                        else    /* what it was before the chain, the same columns filled */
                                audit_add(cx, (int64_t)1 << 40 | i | k, cx->now, false, 0, false, 0, cx->request,
                                          S("budget.lines"), S("budget"), i + k, str_of(detail), false, 0,
                                          (str){ 0 }, (str){ 0 });
                }
                if (chained)
                        stop_at(tx_commit(&tx));
                else
                        tx_end(&tx);    /* measured, not kept */
                arena_release(cx->arena, m);
        }
        return now_us() - begin;
}

int main(int argc, char **argv)
{
        int64_t rows = argc > 1 ? strtoll(argv[1], NULL, 10) : 200000;
        char dir[] = "/tmp/luoshi-bench.XXXXXX";
        must(mkdtemp(dir));
        struct arena arena;
        arena_init(&arena, (size_t)1 << 30);
        struct ctx cx = { .arena = &arena, .now = 1732065600000, .request = S("6f3a-1c") };
        struct store *store;
        struct db db;
        keys_place(str_f(&arena, "%s/keys", dir));
        stop_at(store_open(&cx, str_f(&arena, "%s/a.db", dir).p, NULL, &store));
        stop_at(db_connect(&cx, store, &db));
        cx.db = &db;
        stop_at(migrate(&cx, NULL));
        stop_at(audit_prepare(&cx, true));
        int64_t bare = write_rows(&cx, rows, false), chained = write_rows(&cx, rows, true);
        stop_at(db_wait(&cx));
        printf("a bare row %ld.%02ld us, a chained one %ld.%02ld us\n", bare / rows, bare * 100 / rows % 100,
               chained / rows, chained * 100 / rows % 100);
        struct audit_report r;
        int64_t begin = now_us();
        stop_at(audit_verify(&cx, 0, &r));
        int64_t us = now_us() - begin;
        printf("verify: %ld rows in %ld ms, %ld rows/s, %ld breaks, %zu KB of memory\n", r.rows, us / 1000,
               r.rows * 1000000 / (us ? us : 1), r.n_breaks, arena.used / 1024);
        db_close(&db);
        store_close(store);
        arena_done(&arena);
        char *const rm[] = { (char[]){ "rm" }, (char[]){ "-rf" }, dir, NULL };
        execvp("rm", rm);
        return 1;
}
