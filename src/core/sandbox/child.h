/* core/sandbox/child.h - work done by another process of this same program.
 *
 * Two kinds of work leave the server's process: what reads files that strangers made (a crash or
 * a bomb must hit nobody else), and what is heavy with libraries (Pango, fontconfig: their memory
 * goes when the child goes). A role is a row that says what the child does and what it may take.
 * The child is this binary, executed again (`/proc/self/exe --child ROLE`): a threaded server must
 * not go on after a bare fork.
 *
 * To add a role: define `const struct child_role child_role_NAME = { … };` in the file that does
 * the work, add the line `ROLE(NAME)` to roles.def, and call
 *
 *     f = child_ask_all(cx, &child_role_NAME, request, 64 << 20, &bytes);
 *
 * Request and reply are bytes of the role's own format. Every main() begins with
 *
 *     int status = sandbox_main(argc, argv);
 *     if (status >= 0)
 *             return status;
 */
#ifndef CORE_SANDBOX_CHILD_H
#define CORE_SANDBOX_CHILD_H

#include "base/base.h"

/* ---- inside the child ------------------------------------------------------------- */

/* Where the work's reply goes, piece by piece; sent at once, nothing is kept. */
struct child_out;
void child_put(struct child_out *out, str piece);

struct child_role {
        const char *name;
        /* Once, before the sandbox closes: whatever needs a file (fonts, iconv). May be NULL. */
        void      (*ready)(void);
        /**
         * One request. cx has an arena of `max_memory` (emptied after each request), the asker's
         * language, user, day and instant; no database. A failure goes back to the asker as it is.
         */
        const struct fail *(*work)(struct ctx *cx, str request, struct child_out *out);
        /* seccomp: no file, no socket, no process; else limits only */
        bool        sealed;
        /* bytes of heap, besides the request itself; past it the child ends */
        int64_t     max_memory;
        /* for one request, by the clock and of CPU; past it SIGKILL */
        int         seconds;
        /* how long it waits for another request; 0: ends after one */
        int         idle_seconds;
        /* children at a time; who comes later waits `seconds`, then BUSY */
        int         max_running;
        /* INVALID words when it crashed or took too long; NULL: BROKEN */
        const char *sorry;
};

/* ---- outside ------------------------------------------------------------------------ */

/* A piece as the child put it (its borders are kept), alive until this returns; false: enough, the
 * child is ended and child_ask() returns NULL. Bytes of a sealed child are as untrusted as its
 * input. */
typedef bool child_take(void *arg, str piece);

/**
 * Have a child do one request; waits. Any thread may ask. A waiting child of the role is used
 * again, one that has ended meanwhile is replaced unseen.
 * The work's own failure comes back with its kind and words; a crash or a time-out as `sorry`;
 * BUSY when max_running are at work; BROKEN when no child can be started.
 */
const struct fail *child_ask(struct ctx *cx, const struct child_role *role, str request,
                             child_take *take, void *arg) MUST_USE;
/* A piece of the request from byte `at` on, as long as it likes but not empty, alive until the next
 * call. Asked in order; from 0 again when the child had to be replaced. */
typedef const struct fail *child_give(void *arg, uint64_t at, str *ret);
/* The same for a request of n bytes that is nowhere whole. A failure of `give` comes back. */
const struct fail *child_ask_from(struct ctx *cx, const struct child_role *role, uint64_t n,
                                  child_give *give, void *give_arg, child_take *take, void *arg) MUST_USE;
/* The same with the reply in one piece in the arena; BROKEN past `max` bytes. */
const struct fail *child_ask_all(struct ctx *cx, const struct child_role *role, str request,
                                 size_t max, str *ret) MUST_USE;

/* What the last finished child of this thread had used at most, in KiB of resident memory
 * (VmHWM); 0 when it did not live to say. For tests and bench. */
int64_t child_last_peak(void);

/* Reap children that have ended of idleness; cheap, for a timer. */
void child_tidy(void);
/* End all that wait, as the server stops. */
void child_stop_all(void);

/* The child's main: returns its exit status, or -1 when this process is no child. */
int sandbox_main(int argc, char **argv);

#endif
