/* core/sandbox/inside.c - the child's side: close everything, take requests, answer.
 * The one file with libseccomp. */
#define _GNU_SOURCE
#include "core/sandbox/child.h"
#include "core/sandbox/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* SLACK: what the libraries' own data take before the work has allocated a byte. */
enum { ASKER = 0, REQUESTS_MAX = 1000, SLACK = 24 << 20 };

#define ROLE(name) extern const struct child_role child_role_##name;
#include "core/sandbox/roles.def"
#undef ROLE

static const struct child_role *const roles[] = {
#define ROLE(name) &child_role_##name,
#include "core/sandbox/roles.def"
#undef ROLE
};

struct child_out { int status_fd; };

/* ---- the wire ------------------------------------------------------------------------ */

bool wire_send(int fd, const void *p, size_t n)
{
        for (const char *at = p; n;) {
                ssize_t k = send(fd, at, n, MSG_NOSIGNAL);
                if (k < 0 && errno == EINTR)
                        continue;
                if (k <= 0)
                        return false;
                at += k, n -= (size_t)k;
        }
        return true;
}

bool wire_recv(int fd, void *p, size_t n)
{
        for (char *at = p; n;) {
                ssize_t k = recv(fd, at, n, 0);
                if (k < 0 && errno == EINTR)
                        continue;
                if (k <= 0)
                        return false;
                at += k, n -= (size_t)k;
        }
        return true;
}

static void frame_send(uint32_t kind, const void *head, size_t n_head, str body)
{
        struct frame f = { .kind = kind, .n = (uint32_t)(n_head + body.n) };
        if (!wire_send(ASKER, &f, sizeof(f)) || !wire_send(ASKER, head, n_head) ||
            !wire_send(ASKER, body.p, body.n))
                _exit(0);       /* the asker has gone: nobody is left to tell */
}

void child_put(struct child_out *out UNUSED, str piece)
{
        while (piece.n) {
                str head = str_head(piece, FRAME_MAX);
                frame_send(FRAME_PIECE, NULL, 0, head);
                piece = str_from(piece, head.n);
        }
}

/* ---- how much it took ------------------------------------------------------------- */

/* VmHWM of /proc/self/status, which was opened before the sandbox closed; 0: unknown. */
static int64_t peak_of(int status_fd)
{
        char text[4096];
        ssize_t n = status_fd >= 0 ? pread(status_fd, text, sizeof(text), 0) : 0;
        str s = { text, n > 0 ? (size_t)n : 0 };
        ptrdiff_t at = str_find(s, S("VmHWM:"));
        if (at < 0)
                return 0;
        s = str_trim(str_from(s, (size_t)at + 6));
        uint64_t kib;
        return str_u64(str_cut(s, ' ', &s), &kib) ? (int64_t)kib : 0;
}

static void end_send(const struct child_out *out, const struct fail *f)
{
        struct frame_end e = { .peak = peak_of(out->status_fd) };
        if (!f) {
                frame_send(FRAME_DONE, &e, sizeof(e), S(""));
                return;
        }
        str say = f->kind == FAIL_BROKEN ? f->log : f->say;
        char text[2048];
        e.fail_kind = f->kind;
        e.n_field = (uint32_t)str_head(f->field, 200).n;
        int n = snprintf(text, sizeof(text), "%.*s%.*s", (int)e.n_field,
                         f->field.p ? f->field.p : "", STR(say));
        frame_send(FRAME_FAIL, &e, sizeof(e), str_head((str){ text, (size_t)n }, sizeof(text) - 1));
}

/* ---- closing the doors -------------------------------------------------------------- */

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

static void limit(int which, int64_t n)
{
        struct rlimit r = { .rlim_cur = (rlim_t)n, .rlim_max = (rlim_t)n };
        if (setrlimit((__rlimit_resource_t)which, &r))
                fprintf(stderr, "sandbox: limit %d: %s\n", which, strerror(errno));
}

static void limits_set(const struct child_role *role, uint64_t n_request)
{
        limit(RLIMIT_CORE, 0);
        if (!SANITIZED)         /* a sanitizer reserves terabytes of address space */
                limit(RLIMIT_DATA, role->max_memory + (int64_t)n_request + SLACK);
        if (!role->idle_seconds)
                limit(RLIMIT_CPU, role->seconds);
        if (role->sealed) {
                limit(RLIMIT_FSIZE, 0);
                limit(RLIMIT_NOFILE, 1);        /* 1: poll() of the asker stays possible */
        }
}

/* What a parser needs: its memory, its one socket, and to end. Anything else kills it. */
static const int allowed[] = {
        SCMP_SYS(brk), SCMP_SYS(clock_gettime), SCMP_SYS(exit), SCMP_SYS(exit_group),
        SCMP_SYS(fstat), SCMP_SYS(futex), SCMP_SYS(getpid), SCMP_SYS(getrandom),
        SCMP_SYS(gettid), SCMP_SYS(lseek), SCMP_SYS(madvise), SCMP_SYS(mremap), SCMP_SYS(munmap),
        SCMP_SYS(newfstatat), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(pread64), SCMP_SYS(read),
        SCMP_SYS(recvfrom), SCMP_SYS(restart_syscall), SCMP_SYS(rt_sigaction),
        SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sched_yield), SCMP_SYS(sendto),
        SCMP_SYS(sigaltstack), SCMP_SYS(tgkill), SCMP_SYS(write), SCMP_SYS(prlimit64),
};

static int filter_load(void)
{
        scmp_filter_ctx c = seccomp_init(SCMP_ACT_KILL_PROCESS);
        if (!c)
                return -ENOMEM;
        int rc = 0;
        for (size_t i = 0; i < COUNT_OF(allowed) && !rc; i++)
                rc = seccomp_rule_add(c, SCMP_ACT_ALLOW, allowed[i], 0);
        /* Memory, but never memory that can be run. */
        if (!rc)
                rc = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
                                      SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                                      SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
        if (!rc)
                rc = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                                      SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
        if (!rc)
                rc = seccomp_load(c);
        seccomp_release(c);
        return rc;
}

static void seal(const struct child_role *role)
{
        int rc = role->sealed ? filter_load() : 0;
        if (rc)
                fprintf(stderr, "sandbox: seccomp is not permitted here (%s); limits of memory, "
                        "time and files remain\n", strerror(-rc));
}

/* ---- the work -------------------------------------------------------------------------- */

static bool asked_in_time(const struct child_role *role, int n_served)
{
        if (!n_served)
                return true;
        if (!role->idle_seconds || n_served == REQUESTS_MAX)
                return false;
        struct pollfd p = { .fd = ASKER, .events = POLLIN };
        int rc;
        do
                rc = poll(&p, 1, role->idle_seconds * 1000);
        while (rc < 0 && errno == EINTR);
        return rc > 0;
}

/* The arena is at its ceiling: tell, and end. */
static void arena_over(struct arena *a UNUSED)
{
        struct fail f = { .kind = FAIL_TOO_LARGE, .say = str_of(fail_words(FAIL_TOO_LARGE)) };
        end_send(&(struct child_out){ .status_fd = -1 }, &f);
        _exit(0);
}

static bool serve_one(const struct child_role *role, struct arena *arena,
                      const struct child_out *out, bool first)
{
        struct frame head;
        struct ask ask;
        if (!wire_recv(ASKER, &head, sizeof(head)) || head.kind != FRAME_ASK ||
            head.n != sizeof(ask) || !wire_recv(ASKER, &ask, sizeof(ask)))
                return false;
        if (first) {
                limits_set(role, ask.n);
                seal(role);
        }
        char *p = malloc(ask.n + 1);
        if (!p || !wire_recv(ASKER, p, ask.n))
                return false;
        p[ask.n] = 0;
        struct ctx cx = {
                .arena = arena, .user = ask.user, .unit = ask.unit, .lang = ask.lang,
                .today = { ask.today }, .now = ask.now, .request = S("child"),
        };
        struct child_out o = *out;
        const struct fail *f = role->work(&cx, (str){ p, ask.n }, &o);
        end_send(out, f);
        arena_reset(arena);
        free(p);
        return true;
}

static int serve(const struct child_role *role)
{
        struct arena arena;
        struct child_out out = { .status_fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC) };
        arena_init(&arena, (size_t)role->max_memory);
        arena.over = arena_over;
        /* libzip asks mktime(), which opens the zone's file the first time */
        if (role->sealed) {
                setenv("TZ", "UTC0", 1);
                tzset();
        }
        if (role->ready)
                role->ready();
        for (int n = 0; asked_in_time(role, n); n++)
                if (!serve_one(role, &arena, &out, n == 0))
                        break;
        _exit(0);               /* no exit handlers: they may want what is closed */
}

int sandbox_main(int argc, char **argv)
{
        if (argc != 3 || strcmp(argv[1], "--child"))
                return -1;
        for (size_t i = 0; i < COUNT_OF(roles); i++)
                if (!strcmp(argv[2], roles[i]->name)) {
                        close_range(3, ~0U, 0);
                        signal(SIGPIPE, SIG_IGN);
                        signal(SIGINT, SIG_IGN);        /* Ctrl-C is the server's to handle */
                        return serve(roles[i]);
                }
        return 2;
}
