/* core/sandbox/trial.c - see trial.h. */
#define _GNU_SOURCE
#include "core/sandbox/trial.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static void reply_if(struct child_out *out, bool got_out)
{
        child_put(out, got_out ? S("out") : S("held"));
}

/* More than any limit of a trial, and no more than a machine can spare where the limit does not hold. */
enum { PIECES = 256 };

static void take_memory(bool from_arena, struct ctx *cx)
{
        void **last = NULL;
        for (int i = 0; i < PIECES; i++) {      /* each piece holds the one before it */
                void **p = from_arena ? arena_alloc(cx->arena, 1 << 20) : malloc(1 << 20);
                if (!p)
                        abort();
                memset(p, 1, 1 << 20);
                *p = last;
                last = p;
        }
}

static const struct fail *trial(struct ctx *cx, str request, struct child_out *out)
{
        str arg, word = str_cut(request, ' ', &arg);
        const char *path = arg.p ? arg.p : "";
        if (str_is(word, "echo")) {
                child_put(out, arg);
                child_put(out, arg);
        } else if (str_is(word, "refuse")) {
                return fail_field(cx, S("field"), "%.*s", STR(arg));
        } else if (str_is(word, "pid")) {
                child_put(out, str_f(cx->arena, "%d", (int)getpid()));
        } else if (str_is(word, "open")) {
                reply_if(out, open(path, O_RDONLY | O_CLOEXEC) >= 0);
        } else if (str_is(word, "create")) {
                reply_if(out, open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) >= 0);
        } else if (str_is(word, "socket")) {
                reply_if(out, socket(AF_INET, SOCK_STREAM, 0) >= 0);
        } else if (str_is(word, "exec")) {
                execl("/bin/true", "true", (char *)NULL);
                reply_if(out, false);
        } else if (str_is(word, "fork")) {
                pid_t pid = fork();
                if (!pid)
                        _exit(0);
                reply_if(out, pid > 0);
        } else if (str_is(word, "kill")) {
                reply_if(out, !kill(getppid(), 0));
        } else if (str_is(word, "run-memory")) {
                reply_if(out, mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
        } else if (str_is(word, "spin")) {
                for (volatile unsigned i = 0;; i++)
                        ;
        } else if (str_is(word, "sleep")) {
                for (;;) {
                        char c;
                        if (recv(0, &c, 1, 0) == 0)
                                _exit(0);
                }
        } else if (str_is(word, "memory") || str_is(word, "arena")) {
                take_memory(word.p[0] == 'a', cx);
                reply_if(out, true);
        } else if (str_is(word, "crash")) {
                abort();
        } else if (str_is(word, "quiet")) {
                _exit(0);
        }
        return NULL;
}

#define TRIAL_SORRY "这个文件无法读取，可能已经损坏；请用表格软件打开后另存为 .xlsx 再试"

const struct child_role child_role_trial = {
        .name = "trial", .work = trial, .sealed = true, .max_memory = 32 << 20, .seconds = 60,
        .max_running = 2, .sorry = TRIAL_SORRY,
};

const struct child_role child_role_trial_brief = {
        .name = "trial_brief", .work = trial, .sealed = true, .max_memory = 32 << 20, .seconds = 1,
        .max_running = 2, .sorry = TRIAL_SORRY,
};

const struct child_role child_role_trial_open = {
        .name = "trial_open", .work = trial, .max_memory = 64 << 20, .seconds = 60,
        .idle_seconds = 60, .max_running = 1,
};
