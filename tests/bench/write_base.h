/* tests/bench/write_base.h - the bare baseline for durable writes: raw SQLite, one thread, one
 * savepoint a request, one COMMIT for all that wait. Nothing of the program's own. */
#ifndef TESTS_BENCH_WRITE_BASE_H
#define TESTS_BENCH_WRITE_BASE_H

#include <stddef.h>
#include <stdint.h>

/* What one request writes: a statement of the business and a row of the trail. $1 is the
 * request's number, $2 its text; both must take exactly these two. */
struct write_base_sql { const char *tables, *change, *trail; };
/* Rows of the sizes that the program's own change of a figure and its audit row have. */
extern const struct write_base_sql write_base_usual;

struct write_base;
/* A new file at `path` (WAL, synchronous=FULL); aborts when it cannot. */
struct write_base *write_base_open(const char *path, const struct write_base_sql *sql);
/* Queue a request from any thread; the text must live until `done`, which the writer's thread
 * calls after the COMMIT that holds it. */
void write_base_post(struct write_base *w, int64_t number, const char *text, size_t n,
                     void (*done)(void *arg), void *arg);
uint64_t write_base_commits(struct write_base *w);
void write_base_close(struct write_base *w);    /* after all that was posted is done */

#endif
