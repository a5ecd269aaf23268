/* tests/torture.c - the calls that fail, and the walk over them. */
#define _GNU_SOURCE
#include "tests/torture.h"
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the calls that fail ------------------------------------------------------------ */

enum what { NOTHING, MEMORY, FILES };
static enum what    what;
static long         most, only;         /* runs of one test; the one that is asked for */
static long         fatal;              /* the call that fails; 0: none */
static bool         harmed;             /* this is a child with such a call */
static atomic_bool  counting;
static atomic_long *calls;              /* shared with the child, which may end in any way */

static bool this_one(enum what kind)
{
        bool it = what == kind && atomic_load(&counting) && atomic_fetch_add(calls, 1) + 1 == fatal;
        if (it)
                errno = ENOMEM;
        return it;
}

/* In place of the library's own, so that what jansson, expat or libzip ask for may fail, too. A
 * sanitizer has put its own there already; then memory does not fail. */
#ifndef __SANITIZE_ADDRESS__
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n) { return this_one(MEMORY) ? NULL : __libc_malloc(n); }
void *calloc(size_t n, size_t size) { return this_one(MEMORY) ? NULL : __libc_calloc(n, size); }
void *realloc(void *p, size_t n) { return this_one(MEMORY) ? NULL : __libc_realloc(p, n); }
#endif

/* Sockets and pipes have their own tests; what fails here is a disk. */
static bool is_file(int fd)
{
        struct stat st;
        return !fstat(fd, &st) && S_ISREG(st.st_mode);
}

/* In turn a broken disk, a full one, and a call that a signal cut short. */
static bool fails_on(int fd)
{
        static const int errors[] = { EIO, ENOSPC, EINTR };
        if (what != FILES || !is_file(fd) || !this_one(FILES))
                return false;
        errno = errors[fatal % 3];
        return true;
}

#define WRAP(type, name, args, fd, ...)                                 \
        type __real_##name args;                                        \
        type __wrap_##name args;                                        \
        type __wrap_##name args { return fails_on(fd) ? -1 : __real_##name(__VA_ARGS__); }
WRAP(ssize_t, read,   (int fd, void *p, size_t n),                fd, fd, p, n)
WRAP(ssize_t, pread,  (int fd, void *p, size_t n, off_t at),      fd, fd, p, n, at)
WRAP(ssize_t, write,  (int fd, const void *p, size_t n),          fd, fd, p, n)
WRAP(ssize_t, pwrite, (int fd, const void *p, size_t n, off_t at), fd, fd, p, n, at)
WRAP(int, fsync,      (int fd),                                   fd, fd)
WRAP(int, fdatasync,  (int fd),                                   fd, fd)
WRAP(int, ftruncate,  (int fd, off_t n),                          fd, fd, n)

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to)
{
        if (!this_one(FILES))
                return __real_rename(from, to);
        errno = ENOSPC;
        return -1;
}

void torture_on(void) { atomic_store(&counting, true); }
void torture_hold(void) { atomic_store(&counting, false); }

void torture_enough(void)
{
        if (harmed)
                _exit(0);
}

/* ---- the walk ------------------------------------------------------------------------ */

bool torture_asked(void)
{
        const char *asked = getenv("LUOSHI_TEST_TORTURE");
        if (!asked)
                return false;
        const char *n = strchr(asked, ':');
        what = !strncmp(asked, "memory:", 7) ? MEMORY : !strncmp(asked, "files:", 6) ? FILES : NOTHING;
        only = n && n[1] == '=' ? strtol(n + 2, NULL, 10) : 0;
        most = only ? 1 : n ? strtol(n + 1, NULL, 10) : 0;
        if (what == NOTHING || most < 1 || only < 0) {
                fprintf(stderr, "LUOSHI_TEST_TORTURE=memory:N or files:N, or memory:=K for the K-th alone\n");
                exit(2);
        }
        calls = mmap(NULL, sizeof(*calls), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        must(calls != MAP_FAILED);
        return true;
}

static const char crash[] = "crashed in\n";

/* What does not look at what malloc gives it, or waits for a lock of its own after it; the program has no say in it.
 * There a crash, or a hang, is as good as an end by must(): the answer was not given, and the database is looked at. */
static const char *const careless[] = { "libxlsxwriter.so", "libicui18n.so", "libicuuc.so" };

/* The innermost line of a crash that is neither ours here nor the C library's names one of those. */
static bool died_elsewhere(const char *why)
{
        const char *line = strstr(why, crash);
        line = line ? line + sizeof(crash) - 1 : "";
        for (size_t n; n = strcspn(line, "\n"), line[n]; line += n + 1) {
                if (memmem(line, n, "libc.so", 7))
                        continue;
                for (size_t i = 0; i < COUNT_OF(careless); i++)
                        if (memmem(line, n, careless[i], strlen(careless[i])))
                                return true;
                break;
        }
        return false;
}

/* The end of what the child wrote: it ended by must() when that has the last word. */
static bool said_why(const char *path, char *ret, size_t size)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        off_t n = fd < 0 ? -1 : lseek(fd, 0, SEEK_END), at = n < (off_t)size ? 0 : n - (off_t)size + 1;
        ssize_t got = n < 0 ? -1 : __real_pread(fd, ret, size - 1, at);
        if (fd >= 0)
                close(fd);
        ret[got < 0 ? 0 : got] = '\0';
        return strstr(ret, "luoshi: must(") != NULL;
}

/* Where it died, in the words of addr2line. */
static void on_crash(int sig)
{
        void *at[24];
        torture_hold();
        if (write(STDERR_FILENO, crash, sizeof(crash) - 1) > 0)
                backtrace_symbols_fd(at + 1, backtrace(at, COUNT_OF(at)) - 1, STDERR_FILENO);
        signal(sig, SIG_DFL);
        raise(sig);
}

static int run_child(const char *errors, void (*child)(void *), void *arg)
{
        atomic_store(calls, 0);
        fflush(NULL);
        pid_t pid = fork();
        must(pid >= 0);
        if (!pid) {
                struct rlimit none = { 0 };
                int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
                int err = open(errors, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
                must(null >= 0 && err >= 0 && dup2(null, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0);
                setpgid(0, 0);          /* with what it starts */
                setrlimit(RLIMIT_CORE, &none);
                signal(SIGABRT, SIG_DFL);
                signal(SIGSEGV, on_crash);
                signal(SIGALRM, on_crash);
                alarm(30);              /* a hang is a fault */
                harmed = fatal != 0;
                child(arg);
                torture_hold();
                _exit(0);
        }
        int status;
        must(waitpid(pid, &status, 0) == pid);
        kill(-pid, SIGKILL);
        return status;
}

struct tortured torture(const char *name, const char *scratch, void (*child)(void *),
                        bool (*sound)(void *, long), void *arg)
{
        char errors[120], why[6000];
        struct tortured t = { 0 };
        snprintf(errors, sizeof(errors), "%s/tortured", scratch);
        fatal = 0;
        run_child(errors, child, arg);
        t.calls = atomic_load(calls);
        sound(arg, 0);
        for (long i = 1; i <= most && i <= t.calls; i++) {
                /* the first ones one by one, since beginnings differ; the rest in even steps */
                long half = most / 2, left = most - half;
                fatal = only                            ? only
                        : t.calls <= most || i <= half ? i
                                                       : half + (t.calls - half) * (i - half) / left;
                int status = run_child(errors, child, arg);
                t.runs++;
                bool word = said_why(errors, why, sizeof(why));
                int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
                bool well = WIFEXITED(status) || (signal == SIGABRT && word) ||
                            ((signal == SIGSEGV || signal == SIGALRM) && died_elsewhere(why));
                if (!well)
                        printf("# FAULT: %s, call %ld of %ld: ended with status %d\n%s\n", name, fatal, t.calls, status,
                               why);
                t.faults += !well + !sound(arg, fatal);
        }
        unlink(errors);
        return t;
}
