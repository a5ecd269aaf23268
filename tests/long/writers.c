/* tests/long/writers.c - the engine itself: writers [SECONDS].
 *
 * The WAL-reset bug of SQLite before 3.51.3 lost acknowledged commits when several connections
 * wrote and checkpointed. Our program has one writer, but the library must be sound: two writer
 * processes and a loop of TRUNCATE checkpoints in a third, then every acknowledged row is
 * looked for. Nothing of ours stands between; this is the one test that speaks to SQLite. */
#include "tests/long/long.h"
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* SQLite's own waiting sleeps longer and longer, which starves one writer; this one is fair. */
static int wait_a_little(void *arg, int times)
{
        (void)arg;
        struct timespec t = { .tv_nsec = 100000 };
        nanosleep(&t, NULL);
        return times < 100000;
}

static sqlite3 *open_it(const char *path)
{
        sqlite3 *c = NULL;
        must(sqlite3_open(path, &c) == SQLITE_OK);
        sqlite3_busy_handler(c, wait_a_little, NULL);
        must(sqlite3_exec(c, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=50;",
                          NULL, NULL, NULL) == SQLITE_OK);
        return c;
}

static void write_on(const char *path, int who, int pipe)
{
        sqlite3 *c = open_it(path);
        sqlite3_stmt *st = NULL;
        static const char text[] = "INSERT INTO t (who, seq, load) VALUES ($1, $2, randomblob(300))";
        must(sqlite3_prepare_v2(c, text, -1, &st, NULL) == SQLITE_OK);
        for (int64_t seq = 1; ; seq++) {
                sqlite3_bind_int(st, 1, who);
                sqlite3_bind_int64(st, 2, seq);
                int rc = sqlite3_step(st);
                sqlite3_reset(st);
                if (rc == SQLITE_BUSY) {
                        seq--;
                        continue;
                }
                if (rc != SQLITE_DONE)
                        _exit(1);
                if (write(pipe, &seq, sizeof(seq)) != sizeof(seq))
                        _exit(2);
        }
}

static void checkpoint_on(const char *path)
{
        sqlite3 *c = open_it(path);
        for (;;) {
                sqlite3_wal_checkpoint_v2(c, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
                long_sleep(2);
        }
}

static int64_t ask(sqlite3 *c, const char *text)
{
        sqlite3_stmt *st = NULL;
        must(sqlite3_prepare_v2(c, text, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW);
        int64_t n = sqlite3_column_int64(st, 0);
        sqlite3_finalize(st);
        return n;
}

static int64_t last_of(int pipe)
{
        int64_t last = 0, v;
        while (read(pipe, &v, sizeof(v)) == sizeof(v))
                last = v;
        return last;
}

int main(int argc, char **argv)
{
        long seconds = long_argument(argc, argv, 1, 10);
        const char *folder = long_folder(false);
        char path[256], text[128];
        int fd[2][2];
        pid_t pid[3];
        int64_t acked[2];
        snprintf(path, sizeof(path), "%s/writers.db", folder);
        sqlite3 *c = open_it(path);
        must(sqlite3_exec(c, "CREATE TABLE t (who INTEGER, seq INTEGER, load BLOB, PRIMARY KEY (who, seq))",
                          NULL, NULL, NULL) == SQLITE_OK);
        sqlite3_close(c);
        fflush(NULL);
        must(!pipe(fd[0]) && !pipe(fd[1]));
        for (int i = 0; i < 3; i++) {
                pid[i] = fork();
                must(pid[i] >= 0);
                if (!pid[i] && i < 2) {
                        close(fd[0][0]);
                        close(fd[1][0]);
                        write_on(path, i, fd[i][1]);
                } else if (!pid[i]) {
                        close(fd[0][1]);
                        close(fd[1][1]);
                        checkpoint_on(path);
                }
        }
        close(fd[0][1]);
        close(fd[1][1]);
        /* In turn, so neither writer gets far ahead of the other: both write all the time. */
        int64_t until = long_ms() + seconds * 1000;
        acked[0] = acked[1] = 0;
        while (long_ms() < until)
                for (int i = 0; i < 2; i++) {
                        int64_t v;
                        if (read(fd[i][0], &v, sizeof(v)) == sizeof(v))
                                acked[i] = v;
                }
        for (int i = 0; i < 3; i++)
                kill(pid[i], SIGKILL);
        for (int i = 0; i < 3; i++)
                waitpid(pid[i], NULL, 0);
        int64_t lost = 0;
        c = open_it(path);
        for (int i = 0; i < 2; i++) {
                int64_t rest = last_of(fd[i][0]);
                acked[i] = rest > acked[i] ? rest : acked[i];
                snprintf(text, sizeof(text), "SELECT count(*) FROM t WHERE who = %d AND seq <= %ld", i, acked[i]);
                lost += acked[i] - ask(c, text);
        }
        bool whole = ask(c, "SELECT integrity_check = 'ok' FROM pragma_integrity_check") == 1;
        sqlite3_close(c);
        long_file_remove(path);
        long_folder_remove(folder);
        bool good = whole && !lost && acked[0] > 0 && acked[1] > 0;
        printf("# SQLite %s, %ld s, acknowledged %ld and %ld, lost %ld\n", sqlite3_libversion(), seconds, acked[0],
               acked[1], lost);
        printf("%s 1 - writers: two writers and a checkpoint loop lose nothing\n1..1\n", good ? "ok" : "not ok");
        return !good;
}
