/* tests/long/import.c - a large sheet from the upload to the undo: import ROWS [URL].
 *
 * The program itself serves: server, import worker, sealed child. A client process brings ROWS rows of
 * 30 columns over HTTP, waits for the preview, has them written and takes them back; a second one
 * presses a button all the while, as a colleague would, and times each answer. What must be right is
 * checked; times and memory are printed (docs/performance.md). Without URL: SQLite in a folder of its
 * own; a PostgreSQL database must be empty. */
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "core/clock/clock.h"
#include "core/crypto/keys.h"
#include "core/import/importer.h"
#include "core/sandbox/child.h"
#include "door/cli/store.h"
#include "door/web/server.h"
#include "tests/fixture_sheet.h"
#include "tests/long/long.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PROBES_MOST = 200000, PAUSE_MS = 10, GIVE_UP_MS = 1800000, MEMORY_MIB = 128 };

/* ---- the table -------------------------------------------------------------------------------- */

#define TEXT_FIELD(k, head)  { .key = k, .label = head, .kind = IMPORT_TEXT }
#define MONEY_FIELD(k, head) { .key = k, .label = head, .kind = IMPORT_MONEY }
static const struct import_field fields[SHEET_COLS] = {
        { .key = "c00", .label = "列1", .kind = IMPORT_CODE, .required = true, .identity = true },
        MONEY_FIELD("c01", "列2"),
        MONEY_FIELD("c02", "列3"),
        TEXT_FIELD("c03", "列4"),
        MONEY_FIELD("c04", "列5"),
        MONEY_FIELD("c05", "列6"),
        TEXT_FIELD("c06", "列7"),
        MONEY_FIELD("c07", "列8"),
        MONEY_FIELD("c08", "列9"),
        TEXT_FIELD("c09", "列10"),
        MONEY_FIELD("c10", "列11"),
        MONEY_FIELD("c11", "列12"),
        TEXT_FIELD("c12", "列13"),
        MONEY_FIELD("c13", "列14"),
        MONEY_FIELD("c14", "列15"),
        TEXT_FIELD("c15", "列16"),
        MONEY_FIELD("c16", "列17"),
        MONEY_FIELD("c17", "列18"),
        TEXT_FIELD("c18", "列19"),
        MONEY_FIELD("c19", "列20"),
        MONEY_FIELD("c20", "列21"),
        TEXT_FIELD("c21", "列22"),
        MONEY_FIELD("c22", "列23"),
        MONEY_FIELD("c23", "列24"),
        TEXT_FIELD("c24", "列25"),
        MONEY_FIELD("c25", "列26"),
        MONEY_FIELD("c26", "列27"),
        TEXT_FIELD("c27", "列28"),
        MONEY_FIELD("c28", "列29"),
        MONEY_FIELD("c29", "列30"),
};
static const struct import_table table = { .name = "大表", .fields = fields, .n_fields = SHEET_COLS };

#define COLUMNS "c00, c01, c02, c03, c04, c05, c06, c07, c08, c09, c10, c11, c12, c13, c14, c15, c16, c17, c18, " \
                "c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29"
static const struct sql step_write = {
        .name = "bench_write", .args = "iii", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO bench_row (batch, no, " COLUMNS ") SELECT batch, no, " COLUMNS " FROM import_row"
                " WHERE batch = $1 AND no >= $2 AND no <= $3 AND grade < 2",
};
static const struct sql step_unwrite = {
        .name = "bench_unwrite", .args = "iii", .cols = "", .write = true, .index = -1,
        .text = "DELETE FROM bench_row WHERE batch = $1 AND no >= $2 AND no <= $3",
};
/* What a reader sees: rows of batches that are written. */
static const struct sql seen = {
        .name = "bench_seen", .args = "", .cols = "ii", .index = -1,
        .text = "SELECT COUNT(*), CAST(COALESCE(SUM(CAST(r.c01 AS BIGINT)), 0) AS BIGINT) FROM bench_row r"
                " WHERE EXISTS (SELECT 1 FROM import_batch b WHERE b.id = r.batch AND b.state = 6)",
};

static void run_step(struct ctx *cx, const struct sql *sql, int64_t batch, int64_t from, int64_t to)
{
        const struct arg a[] = { { .type = ARG_INT, .i = batch }, { .type = ARG_INT, .i = from },
                                 { .type = ARG_INT, .i = to } };
        query_write(cx, sql, a);
}

static void rows_write(struct ctx *cx, int64_t batch, int64_t from, int64_t to)
{
        run_step(cx, &step_write, batch, from, to);
}

static void rows_unwrite(struct ctx *cx, int64_t batch, int64_t from, int64_t to)
{
        run_step(cx, &step_unwrite, batch, from, to);
}

static const struct importer bench = {
        .code = "bench.rows", .label = "大表", .help = "大表", .need = MAY_BUDGET_EDIT, .table = &table,
        .max_rows = 500000, .back = "/budget", .write = rows_write, .unwrite = rows_unwrite,
};

/* ---- a client ---------------------------------------------------------------------------------- */

/* What the server tells its clients; what they tell back. */
struct hello { int port; char session[SESSION_TOKEN_MAX + 1], csrf[SESSION_TOKEN_MAX + 1]; };
enum { UPLOAD, READ, LOOK, WRITE, UNDO, PHASES, SLOW_MOST = 64, SLOW_US = 50000 };
static const char *const phase_words[PHASES] = { "upload", "parse and staging", "preview", "write", "undo" };
struct told { int64_t at[PHASES + 1], batch; bool good; };      /* ms: when each began */
struct probed { int64_t n, p50, p99, most, bad, status; int n_slow; struct { int64_t at, took; } slow[SLOW_MOST]; };

struct http { int fd; struct hello *h; int status; char *page; size_t n, cap; };

static void dial(struct http *c)
{
        struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)c->h->port),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        int one = 1;
        c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        must(c->fd >= 0 && !connect(c->fd, (struct sockaddr *)&a, sizeof(a)));
        setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
}

static bool put_all(int fd, const char *p, size_t n)
{
        while (n) {
                ssize_t k = send(fd, p, n, MSG_NOSIGNAL);
                if (k <= 0)
                        return false;
                p += k;
                n -= (size_t)k;
        }
        return true;
}

/* The answer's head and body, by its Content-Length, NUL-terminated in c->page. */
static bool answer(struct http *c)
{
        size_t want = 0;
        c->n = 0;
        for (;;) {
                if (c->cap - c->n < 65536) {
                        c->cap = c->cap * 2 + 131072;
                        c->page = realloc(c->page, c->cap);
                        must(c->page);
                }
                ssize_t k = recv(c->fd, c->page + c->n, c->cap - c->n - 1, 0);
                if (k <= 0)
                        return false;
                c->n += (size_t)k;
                c->page[c->n] = 0;
                char *end = strstr(c->page, "\r\n\r\n"), *length = strstr(c->page, "Content-Length: ");
                if (!end)
                        continue;
                uint64_t n = 0;
                str rest;
                if (length && length < end)
                        str_u64(str_cut(str_of(length + 16), '\r', &rest), &n);
                want = (size_t)(end - c->page) + 4 + n;
                if (c->n >= want)
                        break;
        }
        uint64_t status = 0;
        str_u64(str_head(str_from(str_of(c->page), 9), 3), &status);
        c->status = (int)status;
        return true;
}

static int ask(struct http *c, const char *path, const char *type, str body, str more, str end)
{
        char head[1024];
        size_t n = body.n + more.n + end.n;
        int k = snprintf(head, sizeof(head), "%s %s HTTP/1.1\r\nHost: localhost\r\nCookie: ls-session=%s\r\n%s%s",
                         type ? "POST" : "GET", path, c->h->session, type ? "Content-Type: " : "", type ? type : "");
        k += type ? snprintf(head + k, sizeof(head) - (size_t)k, "\r\nContent-Length: %zu\r\n\r\n", n)
                  : snprintf(head + k, sizeof(head) - (size_t)k, "\r\n");
        c->status = 0;
        if (!put_all(c->fd, head, (size_t)k) || !put_all(c->fd, body.p, body.n) || !put_all(c->fd, more.p, more.n) ||
            !put_all(c->fd, end.p, end.n) || !answer(c))
                return 0;
        return c->status;
}

static int press(struct http *c, const char *path, const char *more)
{
        char body[256];
        snprintf(body, sizeof(body), "csrf=%s%s", c->h->csrf, more);
        return ask(c, path, "application/x-www-form-urlencoded", str_of(body), (str){ 0 }, (str){ 0 });
}

/* Until the page of the batch shows what only the state behind it has. */
static bool wait_for(struct http *c, const char *page, const char *mark)
{
        int64_t until = long_ms() + GIVE_UP_MS;
        while (long_ms() < until) {
                if (ask(c, page, NULL, (str){ 0 }, (str){ 0 }, (str){ 0 }) != 200)
                        return false;
                if (strstr(c->page, mark))
                        return true;
                long_sleep(100);
        }
        return false;
}

static bool bring(struct http *c, str file, struct told *t)
{
        static const char type[] = "multipart/form-data; boundary=sheet";
        char head[512], page[64], mark[96];
        t->at[UPLOAD] = long_ms();
        snprintf(head, sizeof(head), "--sheet\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n"
                 "--sheet\r\nContent-Disposition: form-data; name=\"once\"\r\n\r\nbench-upload\r\n"
                 "--sheet\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.xlsx\"\r\n\r\n",
                 c->h->csrf);
        if (ask(c, "/imports/new/bench.rows", type, str_of(head), file, S("\r\n--sheet--\r\n")) != 303)
                return false;
        t->at[READ] = long_ms();
        const char *where = strstr(c->page, "Location: /imports/");
        uint64_t id;
        str rest;
        if (!where || !str_u64(str_cut(str_of(where + 19), '\r', &rest), &id))
                return false;
        t->batch = (int64_t)id;
        snprintf(page, sizeof(page), "/imports/%lu", id);
        snprintf(mark, sizeof(mark), "action=\"%s/apply\"", page);
        if (!wait_for(c, page, mark))
                return false;
        t->at[LOOK] = long_ms();
        if (ask(c, page, NULL, (str){ 0 }, (str){ 0 }, (str){ 0 }) != 200)
                return false;
        t->at[WRITE] = long_ms();
        char path[96];
        snprintf(path, sizeof(path), "%s/apply", page);
        snprintf(mark, sizeof(mark), "href=\"%s/undo\"", page);
        if (press(c, path, "&once=bench-apply") != 303 || !wait_for(c, page, mark))
                return false;
        t->at[UNDO] = t->at[PHASES] = long_ms();
        return true;
}

static bool take_back(struct http *c, struct told *t)
{
        char path[96];
        t->at[UNDO] = long_ms();
        snprintf(path, sizeof(path), "/imports/%ld/undo", t->batch);
        bool good = press(c, path, "&once=bench-undo") == 303;
        t->at[PHASES] = long_ms();
        return good;
}

/* Between the two parts the parent counts what readers see. */
static void client(int in, int out, const char *file)
{
        struct hello h;
        struct told t = { 0 };
        struct stat st;
        char go;
        if (read(in, &h, sizeof(h)) != sizeof(h))
                _exit(1);
        struct http c = { .h = &h };
        int fd = open(file, O_RDONLY);
        must(fd >= 0 && !fstat(fd, &st));
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        must(p != MAP_FAILED);
        dial(&c);
        t.good = bring(&c, (str){ p, (size_t)st.st_size }, &t);
        if (!t.good)
                printf("# FAULT: the client got %d\n%.3000s\n", c.status, c.page);
        fflush(NULL);
        if (write(out, &t, sizeof(t)) != sizeof(t) || read(in, &go, 1) != 1)
                _exit(2);
        t.good = t.good && take_back(&c, &t);
        fflush(NULL);
        _exit(write(out, &t, sizeof(t)) == sizeof(t) ? 0 : 3);
}

static volatile sig_atomic_t over;
static void end(int n) { (void)n; over = 1; }

static int by_size(const void *a, const void *b)
{
        int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
        return x < y ? -1 : x > y;
}

static int64_t micros(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* A colleague: one choice of columns after the other, each a row written. */
static void colleague(int in, int out)
{
        static int64_t took[PROBES_MOST];
        struct hello h;
        struct probed p = { 0 };
        if (read(in, &h, sizeof(h)) != sizeof(h))
                _exit(1);
        signal(SIGTERM, end);
        struct http c = { .h = &h };
        dial(&c);
        while (!over && p.n < PROBES_MOST) {
                int64_t began = micros();
                int status = press(&c, "/lists/columns", p.n % 2 ? "&of=/people&query=&c-1=1"
                                                                 : "&of=/people&query=&c-2=1");
                if (!status && over)
                        break;
                if (status != 303)
                        p.bad++, p.status = status;
                took[p.n++] = micros() - began;
                if (took[p.n - 1] >= SLOW_US && p.n_slow < SLOW_MOST) {
                        p.slow[p.n_slow].at = began / 1000;
                        p.slow[p.n_slow++].took = took[p.n - 1] / 1000;
                }
                long_sleep(PAUSE_MS);
        }
        qsort(took, (size_t)p.n, sizeof(*took), by_size);
        must(p.n > 0);
        p.p50 = took[p.n / 2], p.p99 = took[p.n * 99 / 100], p.most = took[p.n - 1];
        _exit(write(out, &p, sizeof(p)) == sizeof(p) ? 0 : 2);
}

/* ---- the server ---------------------------------------------------------------------------------- */

static const struct fail *open_at(struct long_db *d, const char *url)
{
        const struct fail *f = long_open(d, url);
        d->cx.now = 1732064400000;
        d->cx.today = day_of_instant(d->cx.now);
        auth_as_system(&d->cx);
        return f;
}

/* In a process of its own, so that its memory is not counted. */
static const struct fail *prepare(struct long_db *d, const char *url)
{
        const struct fail *f = open_at(d, url);
        if (!f)
                f = database_prepare(&d->cx, NULL);
        if (!f)
                f = database_demo(&d->cx);
        if (!f)
                f = db_script(&d->cx, S("CREATE TABLE bench_row (batch BIGINT NOT NULL, no BIGINT NOT NULL,"
                        " c00 TEXT, c01 TEXT, c02 TEXT, c03 TEXT, c04 TEXT, c05 TEXT,"
                        " c06 TEXT, c07 TEXT, c08 TEXT, c09 TEXT, c10 TEXT, c11 TEXT,"
                        " c12 TEXT, c13 TEXT, c14 TEXT, c15 TEXT, c16 TEXT, c17 TEXT,"
                        " c18 TEXT, c19 TEXT, c20 TEXT, c21 TEXT, c22 TEXT, c23 TEXT,"
                        " c24 TEXT, c25 TEXT, c26 TEXT, c27 TEXT, c28 TEXT, c29 TEXT,"
                        " PRIMARY KEY (batch, no))"));
        if (!f)
                f = db_wait(&d->cx);
        return f;
}

static void sheet_file(const char *path, long rows)
{
        struct arena a;
        struct sheet_file f = { 0 };
        arena_init(&a, (size_t)1 << 28);
        sheet_make(&f, &a, rows, true);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        must(fd >= 0 && f.n <= INT32_MAX && write(fd, f.p, f.n) == (ssize_t)f.n && !close(fd));
        printf("# file of %ld rows, %d columns: %zu MiB\n", rows, SHEET_COLS, f.n >> 20);
        fflush(NULL);
}

static bool in_child(void (*work)(const char *, long), const char *path, long n)
{
        int status;
        fflush(NULL);
        pid_t pid = fork();
        must(pid >= 0);
        if (!pid) {
                work(path, n);
                _exit(0);
        }
        return waitpid(pid, &status, 0) == pid && !status;
}

static void prepare_at(const char *url, long n)
{
        struct long_db d;
        (void)n;
        const struct fail *f = prepare(&d, url);
        if (f) {
                printf("# %.*s %.*s\n", STR(f->say), STR(f->log));
                fflush(NULL);
                _exit(1);
        }
        long_close(&d);
}

/* A session of somebody who keeps a budget. */
static bool sign_in(struct ctx *cx, struct hello *h)
{
        int64_t ids[400], post = 0, person = 0;
        int n = 0;
        struct posts_demo it;
        posts_demo(&it, cx, cx->today);
        while (posts_demo_next(&it))
                if (n < 400)
                        ids[n++] = it.id;
        if (posts_demo_end(&it))
                return false;
        for (int i = 0; i < n && !post; i++) {
                struct post_of p;
                if (!post_of(cx, ids[i], cx->today, &p) && str_is(p.role, "budget-editor"))
                        post = ids[i], person = p.person;
        }
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        str token = session_begin(cx, person, post, (str){ 0 }, S("127.0.0.1"), S("bench"));
        str csrf = session_csrf(cx, token);
        if (!post || token.n > SESSION_TOKEN_MAX || csrf.n > SESSION_TOKEN_MAX)
                return false;
        memcpy(h->session, token.p, token.n);
        memcpy(h->csrf, csrf.p, csrf.n);
        return !tx_commit(&tx) && !db_wait(cx);
}

static int64_t count(struct ctx *cx, int64_t *ret_sum)
{
        struct query q;
        query_open(&q, cx, &seen, NULL);
        int64_t n = query_next(&q) ? query_int(&q, 0) : -1;
        *ret_sum = n < 0 ? 0 : query_int(&q, 1);
        return query_end(&q) ? -1 : n;
}

/* The most that this process has held, in MiB. */
static int64_t peak(void)
{
        char line[256];
        uint64_t kb = 0;
        FILE *f = fopen("/proc/self/status", "r");
        must(f);
        while (fgets(line, sizeof(line), f))
                if (!strncmp(line, "VmHWM:", 6)) {
                        str rest;
                        str_u64(str_cut(str_trim(str_of(line + 6)), ' ', &rest), &kb);
                }
        fclose(f);
        return (int64_t)kb / 1024;
}

int main(int argc, char **argv)
{
        int status, in[2], out[2], in2[2], out2[2], child = sandbox_main(argc, argv);
        if (child >= 0)
                return child;
        long rows = long_argument(argc, argv, 1, 20000);
        const char *folder = long_folder(false);
        static const struct importer *const kinds[] = { &bench };
        char file[256], path[256];
        struct long_db d;
        struct hello h = { 0 };
        struct told t = { 0 };
        struct probed p = { 0 };
        struct server *s = NULL;
        snprintf(file, sizeof(file), "%s/large.xlsx", folder);
        snprintf(path, sizeof(path), "%s/import.db", folder);
        const char *url = argc > 2 ? argv[2] : path;
        struct arena arena;
        arena_init(&arena, 1 << 20);
        struct ctx keys = { .arena = &arena };
        keys_place(str_f(&arena, "%s/keys", folder));
        must(!keys_make(&keys));
        if (!in_child(prepare_at, url, 0) || !in_child(sheet_file, file, rows)) {
                printf("not ok 1 - import: the database can be prepared\n1..1\n");
                long_folder_remove(folder);
                return 1;
        }
        must(!pipe(in) && !pipe(out) && !pipe(in2) && !pipe(out2));
        fflush(NULL);
        pid_t one = fork();
        must(one >= 0);
        if (!one)
                client(in[0], out[1], file);
        pid_t two = fork();
        must(two >= 0);
        if (!two)
                colleague(in2[0], out2[1]);

        const struct fail *f = open_at(&d, url);
        if (!f)
                f = database_prepare(&d.cx, NULL);
        importers_set(kinds, 1);
        if (!f)
                f = server_start(&d.cx, d.store, &(struct server_options){ 0 }, &s);
        d.cx.now = clock_now();
        d.cx.today = day_of_instant(d.cx.now);
        if (!f && !sign_in(&d.cx, &h))
                f = fail(&d.cx, BROKEN, "nobody to sign in");
        bool good = false;
        int64_t sum = 0, sum_after = 0, n = 0, after = -1;
        if (f) {
                printf("# %.*s %.*s\n", STR(f->say), STR(f->log));
        } else {
                h.port = server_port(s);
                must(write(in[1], &h, sizeof(h)) == sizeof(h) && write(in2[1], &h, sizeof(h)) == sizeof(h));
                good = read(out[0], &t, sizeof(t)) == sizeof(t) && t.good;
                n = count(&d.cx, &sum);
                must(write(in[1], "g", 1) == 1);
                good = good && read(out[0], &t, sizeof(t)) == sizeof(t) && t.good;
                after = count(&d.cx, &sum_after);
        }
        kill(two, SIGTERM);
        good = good && read(out2[0], &p, sizeof(p)) == sizeof(p) && !p.bad;
        kill(one, SIGKILL);
        waitpid(one, &status, 0);
        waitpid(two, &status, 0);
        good = good && n == rows && after == 0 && sum > 0;
        for (int i = 0; i < PHASES; i++) {
                int64_t longest = 0;
                for (int k = 0; k < p.n_slow; k++)
                        if (p.slow[k].at >= t.at[i] && p.slow[k].at <= t.at[i + 1] && p.slow[k].took > longest)
                                longest = p.slow[k].took;
                printf("# %-20s %6ld ms; longest write of a colleague meanwhile ", phase_words[i],
                       t.at[i + 1] - t.at[i]);
                printf(longest ? "%ld ms\n" : "below %ld ms\n", longest ? longest : SLOW_US / 1000L);
        }
        printf("# altogether           %6ld ms; ", t.at[PHASES] - t.at[UPLOAD]);
        printf("%ld writes of a colleague: p50 %ld.%ld ms, p99 %ld ms, longest %ld ms\n", p.n, p.p50 / 1000,
               p.p50 / 100 % 10, p.p99 / 1000, p.most / 1000);
        for (int k = 0; k < p.n_slow; k++)
                if (p.slow[k].took > 200)
                        printf("# a write waited %ld ms, %ld ms after the beginning\n", p.slow[k].took,
                               p.slow[k].at - t.at[UPLOAD]);
        if (!good)
                printf("# FAULT: %ld rows seen, %ld after the undo, %ld answers refused (%ld)\n", n, after, p.bad,
                       p.status);
        printf("# the process held at most %ld MiB (bar %d)\n", peak(), MEMORY_MIB);
        good = good && peak() <= MEMORY_MIB;
        printf("%sok 1 - import: %ld rows of %d columns in, seen, and out again in at most %d MiB\n1..1\n",
               good ? "" : "not ", rows, SHEET_COLS, MEMORY_MIB);
        if (s)
                server_stop(s);
        long_close(&d);
        long_file_remove(path);
        long_folder_remove(folder);
        arena_done(&arena);
        return !good;
}
