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
static int64_t write_rows(struct ctx *cx, int64_t from, int64_t rows, bool chained)
{
        int64_t begin = now_us();
        for (int64_t i = from; i < from + rows; i += PART) {
                struct arena_mark m = arena_mark(cx->arena);
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                for (int64_t k = 0; k < PART; k++) {
                        if (chained)
                                audit_log(cx, "budget.lines", "budget", i + k, str_of(detail));
                        else    /* what it was before the chain, the same columns filled */
                                audit_add(cx, i + k + 1000, cx->now, false, 0, false, 0, cx->request,
                                          S("budget.lines"), S("budget"), i + k, str_of(detail), false, 0,
                                          (str){ 0 }, (str){ 0 });
                }
                stop_at(tx_commit(&tx));
                arena_release(cx->arena, m);
        }
        return now_us() - begin;
}

struct place { struct ctx cx; struct store *store; struct db db; };

static void place_open(struct place *p, struct arena *arena, const char *path)
{
        *p = (struct place){ .cx = { .arena = arena, .now = 1732065600000, .request = S("6f3a-1c") } };
        stop_at(store_open(&p->cx, path, NULL, &p->store));
        stop_at(db_connect(&p->cx, p->store, &p->db));
        p->cx.db = &p->db;
        stop_at(migrate(&p->cx, NULL));
        stop_at(audit_prepare(&p->cx, true));
}

int main(int argc, char **argv)
{
        int64_t rows = argc > 1 ? strtoll(argv[1], NULL, 10) : 200000;
        char dir[] = "/tmp/luoshi-bench.XXXXXX";
        must(mkdtemp(dir));
        struct arena arena;
        arena_init(&arena, (size_t)1 << 30);
        struct place bare, chained;
        struct ctx *cx = &chained.cx;
        keys_place(str_f(&arena, "%s/keys", dir));
        place_open(&bare, &arena, str_f(&arena, "%s/bare.db", dir).p);
        place_open(&chained, &arena, str_f(&arena, "%s/chained.db", dir).p);
        int64_t us[2] = { 0 }, part = rows / 4;
        for (int i = 0; i < 4; i++) {
                us[0] += write_rows(&bare.cx, i * part, part, false);
                us[1] += write_rows(cx, i * part, part, true);
        }
        stop_at(db_wait(cx));
        printf("a bare row %ld.%02ld us, a chained one %ld.%02ld us\n", us[0] / rows, us[0] * 100 / rows % 100,
               us[1] / rows, us[1] * 100 / rows % 100);
        struct audit_report r;
        int64_t begin = now_us();
        stop_at(audit_verify(cx, 0, &r));
        int64_t took = now_us() - begin;
        printf("verify: %ld rows in %ld ms, %ld rows/s, %ld breaks, %zu KB of memory\n", r.rows, took / 1000,
               r.rows * 1000000 / (took ? took : 1), r.n_breaks, arena.used / 1024);
        struct place *const both[] = { &bare, &chained };
        for (int i = 0; i < 2; i++) {
                db_close(&both[i]->db);
                store_close(both[i]->store);
        }
        arena_done(&arena);
        fflush(stdout);
        char *const rm[] = { (char[]){ "rm" }, (char[]){ "-rf" }, dir, NULL };
        execvp("rm", rm);
        return 1;
}
