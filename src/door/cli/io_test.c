/* door/cli/io_test.c - --out: what stands under the name is followed or written into, never replaced. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "door/cli/io.h"
#include "tests/test.h"

static str in_dir(struct ctx *cx, const char *name) { return str_f(cx->arena, "%.*s/%s", STR(test_dir(cx)), name); }

static bool is_now(struct ctx *cx, str path, const char *want)
{
        str got;
        return done(cli_read_file(cx, path, &got)) && same_str(got, want);
}

TEST(out_replaces_a_file_whole_and_keeps_its_mode)
{
        str file = in_dir(cx, "a");
        struct stat st;
        done(cli_write_file(cx, file, S("one")));
        must(!chmod(file.p, 0600));
        int fd = open(file.p, O_RDONLY | O_CLOEXEC);
        done(cli_write_file(cx, file, S("second")));
        char old[8];
        same_int(read(fd, old, sizeof(old)), 3);        /* who reads the old one reads it to its end */
        close(fd);
        ok(is_now(cx, file, "second") && !stat(file.p, &st) && (st.st_mode & 0777) == 0600);
}

TEST(out_follows_a_link_to_its_target)
{
        str file = in_dir(cx, "a"), link = in_dir(cx, "l"), missing = in_dir(cx, "m"), to_missing = in_dir(cx, "lm");
        struct stat st;
        done(cli_write_file(cx, file, S("one")));
        must(!symlink(file.p, link.p) && !symlink(missing.p, to_missing.p));
        done(cli_write_file(cx, link, S("two")));
        ok(is_now(cx, file, "two") && !lstat(link.p, &st) && S_ISLNK(st.st_mode));
        done(cli_write_file(cx, to_missing, S("three")));
        ok(is_now(cx, missing, "three") && !lstat(to_missing.p, &st) && S_ISLNK(st.st_mode));
}

TEST(out_writes_into_a_pipe)
{
        str pipe = in_dir(cx, "p");
        struct stat st;
        char got[8];
        must(!mkfifo(pipe.p, 0600));
        int fd = open(pipe.p, O_RDWR | O_CLOEXEC);
        done(cli_write_file(cx, pipe, S("down")));
        same_int(read(fd, got, sizeof(got)), 4);
        close(fd);
        ok(!lstat(pipe.p, &st) && S_ISFIFO(st.st_mode));
}

/* By a link in a folder of our own: a wrong program, run as root, would replace the device. */
TEST(out_to_a_full_device_fails_and_says_so)
{
        str link = in_dir(cx, "full");
        struct stat st;
        must(!symlink("/dev/full", link.p));
        const struct fail *f = cli_write_file(cx, link, S("x"));
        ok(f && f->kind == FAIL_FULL && fail_exit(f->kind) == 4 && str_find(f->log, link) >= 0);
        ok(!stat("/dev/full", &st) && S_ISCHR(st.st_mode) && !lstat(link.p, &st) && S_ISLNK(st.st_mode));
}

TEST(out_to_a_folder_is_refused)
{
        const struct fail *f = cli_write_file(cx, test_dir(cx), S("x"));
        ok(f && f->kind == FAIL_INVALID && str_find(f->say, test_dir(cx)) >= 0);
}
