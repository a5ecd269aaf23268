/* tests/keys_cli_test.c - the real program and its key file: made once, never a second time by itself;
 * secrets stay out of the log, the command line, the environment, the addresses and the database. */
#define _GNU_SOURCE
#include "core/crypto/field.h"
#include "core/db/db.h"
#include "core/replace.h"
#include "tests/test.h"
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct said { int status; str out; };

/* Run it with key file and head beside the database, as an operator would. */
static struct said run(struct ctx *cx, const char *fmt, ...) PRINTF(2, 3);
static struct said run(struct ctx *cx, const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        str args = str_vf(cx->arena, fmt, ap);
        va_end(ap);
        FILE *in = popen(str_f(cx->arena, "env -u LUOSHI_KEY_FILE -u LUOSHI_AUDIT_HEAD %s %.*s 2>&1 </dev/null",
                               getenv("LUOSHI"), STR(args)).p, "r");
        must(in);
        char *p = arena_alloc(cx->arena, 1 << 16);
        size_t n = fread(p, 1, 1 << 16, in);
        int how = pclose(in);
        return (struct said){ WIFEXITED(how) ? WEXITSTATUS(how) : -1, { p, n } };
}

static bool says(struct said s, int status, const char *words)
{
        bool right = s.status == status && str_find(s.out, str_of(words)) >= 0;
        if (!right)
                test_note("status %d: %.*s", s.status, STR(s.out));
        return right;
}

TEST(a_missing_key_file_is_never_made_anew)
{
        if (!getenv("LUOSHI")) {
                test_skip("LUOSHI does not name the program");
                return;
        }
        const char *dir = test_dir(cx).p, *db = str_f(cx->arena, "%s/a.db", dir).p;
        const char *key = str_f(cx->arena, "%s.keys", db).p, *away = str_f(cx->arena, "%s/away", dir).p;
        struct stat st;
        ok(says(run(cx, "init --db %s", db), 0, "/set-up/"));
        ok(!stat(key, &st) && (st.st_mode & 0777) == 0600);
        ok(says(run(cx, "audit verify --db %s", db), 0, "审计链完整"));

        must(!rename(key, away));
        static const char *const commands[] = { "init", "migrate", "audit verify", "budget list", "audit head",
                                                "serve --port 0", "key rotate" };
        for (size_t i = 0; i < COUNT_OF(commands); i++) {
                ok(says(run(cx, "%s --db %s", commands[i], db), 2, "没有密钥文件"));
                ok(stat(key, &st) != 0);        /* and none is there afterwards */
        }
        ok(says(run(cx, "init --db %s/b.db", dir), 0, "/set-up/"));
        must(!rename(str_f(cx->arena, "%s/b.db.keys", dir).p, key));    /* another database's */
        ok(says(run(cx, "audit verify --db %s", db), 2, "不是这个数据库的"));
        ok(says(run(cx, "init --db %s", db), 2, "不是这个数据库的"));
        must(!rename(away, key) && !chmod(key, 0644));
        ok(says(run(cx, "audit verify --db %s", db), 2, "能被别的账号读写"));
        must(!chmod(key, 0600));
        ok(says(run(cx, "audit verify --db %s", db), 0, "审计链完整"));

        /* Somewhere else, by the setting. */
        must(!rename(key, away));
        ok(says(run(cx, "audit verify --db %s --config /dev/null", db), 2, "没有密钥文件"));
        str ini = str_f(cx->arena, "%s/l.ini", dir);
        done(small_file_write(cx, ini, str_f(cx->arena, "key_file = %s\n", away), true));
        ok(says(run(cx, "audit verify --db %s --config %s", db, ini.p), 0, "审计链完整"));
        must(!rename(away, key));

        /* Without its head file the database cannot be told from an old copy; cut in it is found. */
        must(!unlink(str_f(cx->arena, "%s.audit-head", db).p));
        ok(says(run(cx, "audit verify --db %s", db), 1, "没有链头文件"));
        ok(says(run(cx, "init --db %s", db), 0, "没有链头文件"));       /* neither a start nor a command makes it anew */
        ok(stat(str_f(cx->arena, "%s.audit-head", db).p, &st) != 0);
        ok(says(run(cx, "audit verify --db %s", db), 1, "没有链头文件"));
        ok(says(run(cx, "audit accept --db %s --reason 核对过备份登记", db), 0, "已认可"));
        ok(says(run(cx, "audit verify --db %s", db), 0, "审计链完整"));
}

/* Restored from before a rotation it would open half of what is sealed, and seal with the key that was given up. */
TEST(an_older_key_file_is_refused)
{
        if (!getenv("LUOSHI")) {
                test_skip("LUOSHI does not name the program");
                return;
        }
        const char *dir = test_dir(cx).p, *db = str_f(cx->arena, "%s/o.db", dir).p;
        const char *key = str_f(cx->arena, "%s.keys", db).p, *old = str_f(cx->arena, "%s/old", dir).p;
        str text;
        ok(says(run(cx, "init --db %s", db), 0, "/set-up/"));
        done(small_file_read(cx, str_of(key), 1 << 16, true, &text));
        done(small_file_write(cx, str_of(old), text, true));
        ok(run(cx, "key rotate --db %s", db).status == 0);
        ok(run(cx, "account list --db %s", db).status == 0);
        must(!rename(old, key));
        static const char *const commands[] = { "init", "migrate", "account list", "audit verify", "serve --port 0",
                                                "key rotate" };
        for (size_t i = 0; i < COUNT_OF(commands); i++)
                ok(says(run(cx, "%s --db %s", commands[i], db), 2, "密钥文件"));
        ok(says(run(cx, "account list --db %s", db), 2, "是旧的"));
}

/* ---- secrets ----------------------------------------------------------------------------- */

static str file_all(struct ctx *cx, const char *path)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
                return (str){ 0 };
        size_t most = 32 << 20, n = 0;
        char *p = arena_alloc(cx->arena, most);
        for (ssize_t got; n < most && (got = read(fd, p + n, most - n)) > 0; )
                n += (size_t)got;
        close(fd);
        return (str){ p, n };
}

static bool holds(str all, str secret) { return all.n && memmem(all.p, all.n, secret.p, secret.n); }

static void absent(struct ctx *cx, const char *path, const str *secrets, int n)
{
        struct arena_mark m = arena_mark(cx->arena);
        str all = file_all(cx, path);
        for (int i = 0; i < n; i++)
                if (!ok(!holds(all, secrets[i])))
                        test_note("%s holds secret %d", path, i);
        arena_release(cx->arena, m);
}

/* One request over a socket, by a shell's /dev/tcp as simple as can be. */
static str ask(struct ctx *cx, long port, str head, str body)
{
        str file = str_f(cx->arena, "%.*s/rq", STR(test_dir(cx)));
        str text = str_f(cx->arena, "%.*s\r\nHost: 127.0.0.1:%ld\r\nConnection: close\r\n"
                         "Origin: http://127.0.0.1:%ld\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                         "Content-Length: %zu\r\n\r\n%.*s",
                         STR(head), port, port, body.n, STR(body));
        done(small_file_write(cx, file, text, false));
        FILE *in = popen(str_f(cx->arena, "bash -c 'exec 3<>/dev/tcp/127.0.0.1/%ld; cat %s >&3; cat <&3'", port,
                               file.p).p, "r");
        must(in);
        char *p = arena_alloc(cx->arena, 1 << 18);
        size_t n = fread(p, 1, 1 << 18, in);
        pclose(in);
        unlink(file.p);
        return (str){ p, n };
}

static str between(str text, const char *before, char end)
{
        ptrdiff_t at = str_find(text, str_of(before));
        str rest;
        return at < 0 ? (str){ 0 } : str_cut(str_from(text, (size_t)at + strlen(before)), end, &rest);
}

/* A password typed right and wrong, the key file's keys, the link of the first set-up, the token of a
 * session: none of them in the log, the process's arguments and environment, or (but for the form
 * that is meant to be kept) the database and what lies beside it. */
TEST(secrets_are_nowhere_they_do_not_belong)
{
        if (!getenv("LUOSHI")) {
                test_skip("LUOSHI does not name the program");
                return;
        }
        const char *dir = test_dir(cx).p, *db = str_f(cx->arena, "%s/s.db", dir).p;
        const char *log = str_f(cx->arena, "%s/log", dir).p, *outs = str_f(cx->arena, "%s/out", dir).p;
        str key_file = str_copy(cx->arena, str_of(getenv("LUOSHI_KEY_FILE")));
        unsetenv("LUOSHI_KEY_FILE");
        unsetenv("LUOSHI_AUDIT_HEAD");
        char *argv[] = { getenv("LUOSHI"), (char[]){ "serve" }, (char[]){ "--db" }, (char *)db, (char[]){ "--port" },
                         (char[]){ "0" }, (char[]){ "--no-demo" }, NULL };
        posix_spawn_file_actions_t act;
        posix_spawn_file_actions_init(&act);
        posix_spawn_file_actions_addopen(&act, 1, outs, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_addopen(&act, 2, log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        pid_t pid;
        must(!posix_spawn(&pid, argv[0], &act, NULL, argv, environ));
        posix_spawn_file_actions_destroy(&act);
        str said = { 0 }, line = { 0 };
        for (int i = 0; i < 500 && !line.p; i++) {
                static const struct timespec pause = { .tv_nsec = 20000000 };
                nanosleep(&pause, NULL);
                said = file_all(cx, outs);
                line = between(said, "luoshi: http://127.0.0.1:", '/');
        }
        uint64_t port = 0;
        ok(str_u64(line, &port));
        str link = between(said, "set-up/", '\n');
        str wrong = S("Wrong-Secret-71xq"), right = S("Right-Secret-93vz");
        str page = ask(cx, (long)port, S("GET /sign-in HTTP/1.1"), (str){ 0 });
        ok(str_find(page, S("200 OK")) >= 0);
        str csrf = between(page, "name=\"csrf\" value=\"", '"');
        for (int i = 0; i < 2; i++) {
                str body = str_f(cx->arena, "account=nobody.here&password=%.*s&csrf=%.*s", STR(i ? right : wrong),
                                 STR(csrf));
                ask(cx, (long)port, S("POST /sign-in HTTP/1.1"), body);
        }
        str keys = file_all(cx, str_f(cx->arena, "%s.keys", db).p);
        str secrets[] = { wrong, right, link, between(keys, "audit ", '\n'), between(keys, "index ", '\n'),
                          between(keys, "field 1 ", '\n') };
        for (size_t i = 0; i < COUNT_OF(secrets); i++)
                ok(secrets[i].n >= 16);
        int n = COUNT_OF(secrets);
        absent(cx, log, secrets, n);
        absent(cx, str_f(cx->arena, "/proc/%ld/cmdline", (long)pid).p, secrets, n);
        absent(cx, str_f(cx->arena, "/proc/%ld/environ", (long)pid).p, secrets, n);
        absent(cx, db, secrets, n);
        absent(cx, str_f(cx->arena, "%s-wal", db).p, secrets, n);
        absent(cx, str_f(cx->arena, "%s.audit-head", db).p, secrets, n);
        kill(pid, SIGTERM);
        int how = -1;
        must(waitpid(pid, &how, 0) == pid);
        ok(WIFEXITED(how) && WEXITSTATUS(how) == 0);
        absent(cx, log, secrets, n);
        absent(cx, db, secrets, n);
        ok(says(run(cx, "audit verify --db %s", db), 0, "审计链完整"));
        must(!setenv("LUOSHI_KEY_FILE", key_file.p, 1));        /* as the harness had it */
}
