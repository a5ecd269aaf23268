/* tests/demo_test.c - the demonstration data are there whole or not at all. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/auth/account.h"
#include "core/auth/auth.h"
#include "door/cli/store.h"
#include "tests/test.h"

/* A statement half way fails: nothing of it stays, and the next try begins with an empty database. */
TEST_DB(a_demonstration_that_breaks_off_leaves_an_empty_database)
{
        bool empty;
        auth_as_system(cx);
        struct ctx first = *cx;                 /* it acts for one after another */
        done(database_prepare(cx, NULL));
        cx->db->fault_after = 3000;
        const struct fail *f = database_demo(&first);
        ok(f && cx->db->fault_after == 0);
        done(database_is_empty(cx, &empty));
        ok(empty && !database_is_demo(cx));
        done(database_demo(cx));
        ok(database_is_demo(cx));
}

/* How `luoshi demo` ended that was killed after `ms`: its status, -1 where it was killed. */
static int killed_after(const char *program, const char *path, int ms)
{
        int how = 0;
        pid_t child = fork();
        must(child >= 0);
        if (!child) {
                char *args[] = { (char[]){ "luoshi" }, (char[]){ "demo" }, (char[]){ "--db" }, (char *)(uintptr_t)path,
                                 NULL };
                must(freopen("/dev/null", "w", stdout) && freopen("/dev/null", "w", stderr));
                execv(program, args);
                _exit(127);
        }
        if (ms) {
                nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000L }, NULL);
                kill(child, SIGKILL);
        }
        must(waitpid(child, &how, 0) == child);
        return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

/* The real program, killed early, in the middle and late: whoever starts it again sees no trace. */
TEST(a_demonstration_killed_half_way_is_loaded_by_the_next_start)
{
        static const int ms[] = { 15, 60, 150, 300, 500, 700 };
        const char *program = getenv("LUOSHI");
        if (!program) {
                test_skip("LUOSHI does not name the program");
                return;
        }
        for (size_t i = 0; i < COUNT_OF(ms); i++) {
                str path = str_f(cx->arena, "%.*s/%d.db", STR(test_dir(cx)), ms[i]);
                int status = killed_after(program, path.p, ms[i]);
                if (!status)
                        continue;               /* it was done before it was killed */
                same_int(status, -1);
                if (!same_int(killed_after(program, path.p, 0), 0))
                        test_note("after %d ms", ms[i]);
                same_int(killed_after(program, path.p, 0), 3);  /* loaded: not a second time */
        }
}
