#define _GNU_SOURCE
/* door/cli/live.c - see live.h. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/clock/clock.h"
#include "core/auth/auth.h"
#include "core/db/file.h"
#include "core/log/log.h"
#include "door/cli/live.h"

enum { MOST_WORDS = 128, MOST_LINE = 64 << 10, MOST_OUT = 1 << 20, WAIT_S = 30 };

struct live {
        struct store *store;
        char         *path;             /* of the socket, to take it away again */
        int           listening;
        atomic_bool   end;
        pthread_t     thread;
};

/* A socket's address holds 107 bytes; a folder opened first makes any path short enough. */
static bool address_of(const char *path, struct sockaddr_un *ret, int *ret_dir)
{
        const char *slash = strrchr(path, '/');
        *ret = (struct sockaddr_un){ .sun_family = AF_UNIX };
        *ret_dir = -1;
        if (!slash)
                return false;
        char dir[4096];
        size_t n = (size_t)(slash - path);
        if (n >= sizeof(dir))
                return false;
        memcpy(dir, path, n);
        dir[n] = 0;
        *ret_dir = open(n ? dir : "/", O_PATH | O_DIRECTORY | O_CLOEXEC);
        int wrote = snprintf(ret->sun_path, sizeof(ret->sun_path), "/proc/self/fd/%d/%s", *ret_dir,
                             slash + 1);
        return *ret_dir >= 0 && wrote > 0 && (size_t)wrote < sizeof(ret->sun_path);
}

/* The socket beside the database's one true file; NULL: no SQLite, or no file yet. */
static const char *socket_path(struct ctx *cx, str db_url)
{
        const char *name;
        enum file_state state;
        str path = str_starts(db_url, S("sqlite:")) ? str_from(db_url, 7) : db_url;
        if (str_find(path, S("://")) >= 0)
                return NULL;
        const struct fail *f = file_find(cx, str_copy(cx->arena, path).p, &name, &state);
        return f || state == FILE_MISSING ? NULL : str_f(cx->arena, "%s.sock", name).p;
}

static bool read_all(int fd, void *to, size_t n)
{
        for (char *p = to; n;) {
                ssize_t got = read(fd, p, n);
                if (got < 0 && errno == EINTR)
                        continue;
                if (got <= 0)
                        return false;
                p += got;
                n -= (size_t)got;
        }
        return true;
}

static bool write_all(int fd, const void *from, size_t n)
{
        for (const char *p = from; n;) {
                ssize_t put = send(fd, p, n, MSG_NOSIGNAL);
                if (put < 0 && errno == EINTR)
                        continue;
                if (put <= 0)
                        return false;
                p += put;
                n -= (size_t)put;
        }
        return true;
}

static void patience(int fd, int seconds)
{
        struct timeval t = { .tv_sec = seconds };
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof(t));
        (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof(t));
}

/* ---- the service's side ------------------------------------------------------------ */

struct head { uint32_t status, n_out, n_err; };

static bool is_ours(int fd)
{
        struct ucred who;
        socklen_t n = sizeof(who);
        return !getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) &&
               (who.uid == geteuid() || who.uid == 0);
}

/* One line: its length, then its words, each ended by a NUL. */
static int words_read(int fd, struct arena *a, char *argv[MOST_WORDS])
{
        uint32_t n;
        int argc = 0;
        if (!read_all(fd, &n, sizeof(n)) || !n || n > MOST_LINE)
                return 0;
        char *text = arena_alloc(a, n);
        if (!read_all(fd, text, n) || text[n - 1])
                return 0;
        for (uint32_t at = 0; at < n && argc < MOST_WORDS; at += (uint32_t)strlen(text + at) + 1)
                argv[argc++] = text + at;
        return argc;
}

static void answer(struct live *l, int fd)
{
        char *argv[MOST_WORDS];
        struct arena arena;
        struct db db = { 0 };
        arena_init(&arena, (size_t)1 << 28);
        struct ctx cx = { .arena = &arena, .request = S("cli"), .now = clock_now() };
        cx.today = day_of_instant(cx.now);
        int argc = words_read(fd, &arena, argv);
        if (argc) {
                struct buf out = buf_new(&arena, MOST_OUT), err = buf_new(&arena, MOST_OUT);
                struct head head = { .status = 4 };
                const struct fail *f = db_connect(&cx, l->store, &db);
                if (!f) {
                        cx.db = &db;
                        auth_as_system(&cx);
                        head.status = (uint32_t)cli_live(&cx, argc, argv, &out, &err);
                        db_close(&db);
                }
                head.n_out = out.broken ? 0 : (uint32_t)out.n;
                head.n_err = err.broken ? 0 : (uint32_t)err.n;
                (void)(write_all(fd, &head, sizeof(head)) && write_all(fd, out.p, head.n_out) &&
                       write_all(fd, err.p, head.n_err));
        }
        arena_done(&arena);
}

static void *listen_run(void *arg)
{
        struct live *l = arg;
        while (!atomic_load(&l->end)) {
                struct pollfd p = { .fd = l->listening, .events = POLLIN };
                if (poll(&p, 1, 200) <= 0)
                        continue;
                int fd = accept4(l->listening, NULL, NULL, SOCK_CLOEXEC);
                if (fd < 0)
                        continue;
                patience(fd, WAIT_S);
                if (is_ours(fd))
                        answer(l, fd);
                close(fd);
        }
        return NULL;
}

static int listen_at(const char *path)
{
        struct sockaddr_un at;
        int dir, fd = -1;
        bool fits = address_of(path, &at, &dir);
        if (fits)
                fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        /* We hold the database's lock: a socket that lies there is a dead service's. */
        if (fd >= 0)
                (void)unlink(path);
        if (fd >= 0 && (fchmod(fd, 0600) || bind(fd, (struct sockaddr *)&at, sizeof(at)) ||
                        chmod(path, 0600) || listen(fd, 8))) {
                close(fd);
                fd = -1;
        }
        if (dir >= 0)
                close(dir);
        return fd;
}

struct live *live_start(struct ctx *cx, struct store *store, str db_url)
{
        const char *path = socket_path(cx, db_url);
        if (!path)
                return NULL;
        int fd = listen_at(path);
        if (fd < 0) {
                log_event(LOG_WARN, cx, "no socket for commands at %s: %s", path, strerror(errno));
                return NULL;
        }
        struct live *l = calloc(1, sizeof(*l));
        must(l);
        l->store = store;
        l->path = calloc(1, strlen(path) + 1);
        must(l->path);
        memcpy(l->path, path, strlen(path));
        l->listening = fd;
        must(!pthread_create(&l->thread, NULL, listen_run, l));
        return l;
}

void live_stop(struct live *l)
{
        if (!l)
                return;
        atomic_store(&l->end, true);
        pthread_join(l->thread, NULL);
        close(l->listening);
        (void)unlink(l->path);
        free(l->path);
        free(l);
}

/* ---- the command's side ------------------------------------------------------------- */

static bool print_part(int fd, uint32_t n, FILE *to)
{
        char part[4096];
        while (n) {
                size_t want = n < sizeof(part) ? n : sizeof(part);
                if (!read_all(fd, part, want))
                        return false;
                fwrite(part, 1, want, to);
                n -= (uint32_t)want;
        }
        return true;
}

bool live_ask(struct ctx *cx, str db_url, int argc, char **argv, int *ret_status)
{
        struct sockaddr_un at;
        struct buf line = buf_new(cx->arena, MOST_LINE);
        const char *path = socket_path(cx, db_url);
        int dir = -1;
        if (!path || !address_of(path, &at, &dir)) {
                if (dir >= 0)
                        close(dir);
                return false;
        }
        for (int i = 0; i < argc; i++) {
                buf_put(&line, str_of(argv[i]));
                buf_byte(&line, 0);
        }
        int fd = line.broken || argc > MOST_WORDS ? -1
                 : socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        bool heard = fd >= 0 && !connect(fd, (struct sockaddr *)&at, sizeof(at));
        close(dir);
        if (heard) {
                uint32_t n = (uint32_t)line.n;
                struct head head;
                patience(fd, WAIT_S);
                if (write_all(fd, &n, sizeof(n)) && write_all(fd, line.p, line.n) &&
                    read_all(fd, &head, sizeof(head)) && print_part(fd, head.n_out, stdout) &&
                    print_part(fd, head.n_err, stderr) && !fflush(stdout)) {
                        *ret_status = (int)head.status;
                } else {
                        fprintf(stderr, "luoshi: %s\n", words_of(cx->lang, "服务没有答复，请查看它的日志"));
                        *ret_status = 4;
                }
        }
        if (fd >= 0)
                close(fd);
        return heard;
}
