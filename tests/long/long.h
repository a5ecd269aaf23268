/* tests/long/long.h - what the long programs share: the table of operations, the check of a
 * database after something went wrong, and a line of TAP. They run in script/test with a small
 * count and for longer with --long; each takes its count as the first argument. */
#ifndef TESTS_LONG_LONG_H
#define TESTS_LONG_LONG_H

#include "core/db/db.h"

enum { THREADS_MAX = 16 };

/* One operation: a row with its key, a row of the trail, and the counter of its thread. */
void long_tables(struct ctx *cx);
/* NULL when kept or when it was kept before (the key is there): either way it stands once. */
const struct fail *long_operation(struct ctx *cx, int thread, int64_t seq, int64_t weight);

/* What a database must look like: for each thread at least all operations up to acked[thread];
 * each with exactly one row of the trail; the counter equal to their number; the file whole.
 * A program that has loaded keys writes the true trail besides, and its chain must be whole too.
 * The number of faults, each told on standard output. */
int long_check(struct ctx *cx, const int64_t acked[THREADS_MAX], int threads);
bool long_has(struct ctx *cx, int thread, int64_t seq);

/* An arena, and a store with one connection, for a program without the test harness. */
struct long_db { struct arena arena; struct ctx cx; struct store *store; struct db db; };
const struct fail *long_open(struct long_db *d, const char *path);
void long_close(struct long_db *d);
/* The URL of a fresh database on the server that LUOSHI_PG names (tools/pg.sh). */
const char *long_postgres(struct arena *a, const char *name);

int64_t  long_ms(void);                         /* a monotonic clock */
void     long_sleep(int ms);
uint64_t long_random(uint64_t *state);
/* A folder of one's own, in memory where `quick`; and its removal. */
const char *long_folder(bool quick);
void        long_folder_remove(const char *folder);
void        long_file_remove(const char *path); /* with -wal, -shm, .lock */
long        long_argument(int argc, char **argv, int i, long otherwise);

#endif
