/* tests/long/disk.c - every k-th operation on the disk fails: disk [EACH].
 *
 * For each kind of operation, once and for ever, as an I/O error and (writes) as a full disk:
 * a fresh database is opened, written, read, checkpointed and closed with the k-th such
 * operation failing, for k = 1 … EACH (30) one by one, then in steps that grow by a fifth (the
 * thousands of pages of one big row are alike), until the failure no longer comes. After each:
 * the disk is good again, the file is whole, all that was acknowledged is there, what was said to be undone
 * is not, and answers were FULL, BUSY, BROKEN, or a refusal to open. After an fsync failed
 * nothing is written any more, and reading goes on. */
#include "tests/long/long.h"
#include "tests/fixture_vfs.h"
#include "core/log/log.h"
#include <fcntl.h>
#include <unistd.h>

enum { WRITES = 8, BIG = 5, BIG_BYTES = 9000000 };     /* more than the writer's cache */

struct seen {
        int64_t acked;          /* 1 … acked were acknowledged */
        bool    undone[WRITES + 1];     /* said to be undone for sure */
        int     faults;
        int     answers[FAIL_KINDS_END];
};

static void bad(struct seen *s, const char *what, const struct fail *f)
{
        printf("# FAULT: %s: %s %.*s\n", what, f ? fail_name(f->kind) : "", STR(f ? f->log : S("")));
        s->faults++;
}

static void note(struct seen *s, const struct fail *f, bool opening)
{
        s->answers[f->kind]++;
        bool usual = f->kind == FAIL_FULL || f->kind == FAIL_BUSY || f->kind == FAIL_BROKEN;
        if (!usual && !(opening && f->kind == FAIL_INVALID))
                bad(s, "an answer of another kind", f);
        if (!f->say.n)
                bad(s, "an answer without a sentence", f);
}

static int64_t rows(struct ctx *cx)
{
        static const struct sql count = {
                .name = "count", .args = "", .cols = "i", .index = -1, .text = "SELECT count(*) FROM op",
        };
        struct query q;
        query_open(&q, cx, &count, NULL);
        int64_t n = query_next(&q) ? query_int(&q, 0) : -1;
        return query_end(&q) ? -1 : n;
}

/* Write, read in a snapshot between, and remember what was said. */
static void work(struct long_db *d, struct seen *s)
{
        struct ctx *cx = &d->cx;
        for (int64_t i = 1; i <= WRITES; i++) {
                cx->db->ticket = 0;
                struct store_stats before, after;
                store_stats(d->store, &before);
                const struct fail *f = long_operation(cx, 0, i, i == BIG ? BIG_BYTES : 3000);
                if (!f)
                        f = db_wait(cx);
                store_stats(d->store, &after);
                if (f) {
                        note(s, f, false);
                        s->undone[i] = f->again || f->kind == FAIL_FULL;
                        if (before.stopped && f->kind != FAIL_BROKEN)
                                bad(s, "writing after an fsync failed", f);
                } else {
                        if (before.stopped)
                                bad(s, "written after an fsync failed", NULL);
                        if (s->acked == i - 1)
                                s->acked = i;
                }
                cx->db->ticket = 0;
                if (i % 3 == 0) {
                        f = db_snapshot_begin(cx);
                        if (f)
                                note(s, f, false);
                        else
                                rows(cx);
                        db_snapshot_end(cx);
                }
                if (s->acked < i)       /* the next operations keep their numbers: a failed one ends it */
                        break;
        }
}

/* One run; true when the failure came. */
static bool run(const char *path, enum disk_op op, enum disk_fault fault, bool forever, long k,
                struct seen *s)
{
        struct long_db d;
        *s = (struct seen){ 0 };
        long_file_remove(path);
        disk_on();
        /* The tables are there before; opening the file again is part of what fails. */
        if (long_open(&d, path)) {
                bad(s, "open", NULL);
                return false;
        }
        long_tables(&d.cx);
        long_close(&d);
        bool came = false;
        disk_fail(op, k, fault, forever);
        const struct fail *f = long_open(&d, path);
        if (f) {
                note(s, f, true);
        } else {
                work(&d, s);
                struct store_stats st;
                store_stats(d.store, &st);
                came = disk_failed();
                if (st.stopped) {
                        disk_heal();    /* reading goes on; writing does not */
                        if (rows(&d.cx) < s->acked)
                                bad(s, "reading after an fsync failed", NULL);
                        disk_fail(op, 1, fault, forever);
                }
        }
        long_close(&d);
        came = came || disk_failed();
        disk_heal();
        disk_off();
        int64_t acked[THREADS_MAX] = { s->acked };
        f = long_open(&d, path);
        if (f) {
                bad(s, "open again", f);
        } else {
                s->faults += long_check(&d.cx, acked, 1);
                for (int64_t i = 1; i <= WRITES; i++)
                        if (s->undone[i] && long_has(&d.cx, 0, i))
                                bad(s, "kept although it was said to be undone", NULL);
                d.cx.db->ticket = 0;
                f = long_operation(&d.cx, 1, 1, 10);
                if (!f)
                        f = db_wait(&d.cx);
                if (f)
                        bad(s, "writing on a good disk again", f);
        }
        long_close(&d);
        return came;
}

int main(int argc, char **argv)
{
        long each = long_argument(argc, argv, 1, 30);
        static const struct { enum disk_op op; enum disk_fault fault; bool forever; } cases[] = {
                { DISK_OPEN, DISK_IO, false },     { DISK_OPEN, DISK_IO, true },
                { DISK_READ, DISK_IO, false },     { DISK_READ, DISK_IO, true },
                { DISK_WRITE, DISK_IO, false },    { DISK_WRITE, DISK_IO, true },
                { DISK_WRITE, DISK_FULL, false },  { DISK_WRITE, DISK_FULL, true },
                { DISK_SYNC, DISK_IO, false },     { DISK_SYNC, DISK_IO, true },
                { DISK_TRUNCATE, DISK_IO, false }, { DISK_TRUNCATE, DISK_IO, true },
                { DISK_DELETE, DISK_IO, false },   { DISK_DELETE, DISK_IO, true },
                { DISK_SHM, DISK_IO, false },      { DISK_SHM, DISK_IO, true },
        };
        const char *folder = long_folder(true);
        char path[256];
        int total = 0;
        long runs = 0;
        int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
        log_to(null);                   /* each failure is logged; a thousand of them are noise */
        snprintf(path, sizeof(path), "%s/disk.db", folder);
        for (size_t c = 0; c < COUNT_OF(cases); c++) {
                int faults = 0, full = 0, busy = 0, broken = 0, refused = 0;
                long k = 0, came = 0, step = 1;
                for (bool more = true; more; ) {
                        struct seen s;
                        k += step;
                        step = k < each ? 1 : 1 + k / 5;
                        more = run(path, cases[c].op, cases[c].fault, cases[c].forever, k, &s);
                        came += more;
                        runs++;
                        if (s.faults)
                                printf("# with %s %ld of %s\n", cases[c].forever ? "all from" : "the one", k,
                                       disk_op_names[cases[c].op]);
                        faults += s.faults;
                        full += s.answers[FAIL_FULL];
                        busy += s.answers[FAIL_BUSY];
                        broken += s.answers[FAIL_BROKEN];
                        refused += s.answers[FAIL_INVALID];
                }
                total += faults;
                printf("%s %zu - disk: %s %s %s, %ld failures (FULL %d, BUSY %d, BROKEN %d, not opened %d)\n",
                       faults ? "not ok" : "ok", c + 1, disk_op_names[cases[c].op],
                       cases[c].fault == DISK_FULL ? "full" : "error", cases[c].forever ? "for ever" : "once",
                       came, full, busy, broken, refused);
                fflush(stdout);
        }
        long_file_remove(path);
        long_folder_remove(folder);
        close(null);
        printf("1..%zu\n# %ld runs\n", COUNT_OF(cases), runs);
        return total > 0;
}
