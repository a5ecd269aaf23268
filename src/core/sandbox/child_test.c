/* core/sandbox/child_test.c - children answer, are held back, and are ended. */
#include "core/sandbox/trial.h"
#include "tests/test.h"
#include <signal.h>

static str ask(struct ctx *cx, const struct child_role *role, const char *request)
{
        str got = { 0 };
        if (!done(child_ask_all(cx, role, str_of(request), 1 << 20, &got)))
                return (str){ 0 };
        return got;
}

TEST(child_answers_in_pieces)
{
        same_str(ask(cx, &child_role_trial, "echo 预算"), "预算预算");
        ok(child_last_peak() > 0);
        same_str(ask(cx, &child_role_trial, "echo "), "");
}

TEST(child_takes_a_large_request)
{
        str big = { arena_alloc(cx->arena, 5 << 20), 5 << 20 };
        memset((char *)big.p, 'x', big.n);
        memcpy((char *)big.p, "echo ", 5);
        str got;
        done(child_ask_all(cx, &child_role_trial, big, 10 << 20, &got));
        same_int((int64_t)got.n, 2 * ((5 << 20) - 5));
}

TEST(child_failure_comes_back_as_it_was)
{
        str got;
        const struct fail *f = child_ask_all(cx, &child_role_trial, S("refuse 第 3 行有误"), 100, &got);
        if (!ok(f && f->kind == FAIL_INVALID))
                return;
        same_str(f->say, "第 3 行有误");
        same_str(f->field, "field");
}

static const struct fail *asked(struct ctx *cx, const struct child_role *role, const char *request)
{
        str got;
        return child_ask_all(cx, role, str_of(request), 100, &got);
}

/* It ended without an answer: the asker has the role's words, the log how it ended. */
static void ends(struct ctx *cx, const struct child_role *role, const char *word, const char *how)
{
        const struct fail *f = asked(cx, role, word);
        if (!ok(f && f->kind == FAIL_INVALID))
                return;
        same_str(f->say, role->sorry);
        same_str(f->log, str_f(cx->arena, "child %s: %s", role->name, how).p);
}

TEST(child_that_dies_or_hangs_is_a_sorry_sentence)
{
        ends(cx, &child_role_trial, "crash", strsignal(SIGABRT));
#if !defined(__SANITIZE_ADDRESS__)      /* beside which a child has no limit of memory: sandbox/inside.c */
        ends(cx, &child_role_trial, "memory", strsignal(SIGABRT));
#endif
        ends(cx, &child_role_trial, "quiet", "ended without an answer");
        ends(cx, &child_role_trial_brief, "spin", "took too long");
        ends(cx, &child_role_trial_brief, "sleep", "took too long");
        const struct fail *f = asked(cx, &child_role_trial, "arena");
        ok(f && f->kind == FAIL_TOO_LARGE);
}

TEST(child_that_is_sealed_reaches_nothing)
{
        static const char *const word[] = {
                "open /etc/passwd", "open /proc/self/maps", "create /tmp/luoshi-trial", "socket",
                        "exec",
                "fork", "kill", "run-memory",
        };
        for (size_t i = 0; i < COUNT_OF(word); i++)
                ends(cx, &child_role_trial, word[i], strsignal(SIGSYS));        /* killed by the filter */
        /* The same tries succeed where nothing is sealed, so they do try. */
        same_str(ask(cx, &child_role_trial_open, "open /etc/passwd"), "out");
        same_str(ask(cx, &child_role_trial_open, "socket"), "out");
        same_str(ask(cx, &child_role_trial_open, "fork"), "out");
}

TEST(child_waits_for_the_next_request_and_is_replaced_when_gone)
{
        str one = ask(cx, &child_role_trial_open, "pid"),
            two = ask(cx, &child_role_trial_open, "pid");
        ok(one.n && str_eq(one, two));
        child_stop_all();
        str three = ask(cx, &child_role_trial_open, "pid");
        ok(three.n && !str_eq(one, three));
        /* ends at work: not tried twice */
        const struct fail *f = asked(cx, &child_role_trial_open, "quiet");
        ok(f != NULL);
        str four = ask(cx, &child_role_trial_open, "pid");
        ok(four.n && !str_eq(three, four));
        str sealed = ask(cx, &child_role_trial, "pid"), again = ask(cx, &child_role_trial, "pid");
        ok(sealed.n && !str_eq(sealed, again));
        child_stop_all();
        child_tidy();
}

static bool enough(void *arg, str piece UNUSED)
{
        ++*(int *)arg;
        return false;
}

TEST(child_asker_may_have_enough)
{
        int n = 0;
        done(child_ask(cx, &child_role_trial, S("echo x"), enough, &n));
        same_int(n, 1);
}

TEST(sandbox_main_knows_its_own)
{
        char *none[] = { (char[]){ "luoshi" }, (char[]){ "serve" }, NULL };
        same_int(sandbox_main(2, none), -1);
        char *unknown[] = { (char[]){ "luoshi" }, (char[]){ "--child" }, (char[]){ "nobody" },
                NULL };
        same_int(sandbox_main(3, unknown), 2);
}
