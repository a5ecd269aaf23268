#define _GNU_SOURCE
/* door/cli/io.c - files that the operator names on the command line. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/config/config.h"
#include "core/import/importer.h"
#include "door/cli/cli.h"
#include "door/cli/io.h"

enum { READ_MOST = 64 << 20 };

static void fd_close(int *fd)
{
        if (*fd >= 0)
                close(*fd);
}

const struct fail *cli_read_file(struct ctx *cx, str path, str *ret)
{
        struct stat st;
        const char *name = str_copy(cx->arena, path).p;
        int fd CLEANUP(fd_close) = open(name, O_RDONLY | O_CLOEXEC);
        if (fd < 0 && errno == ENOENT)
                return fail(cx, INVALID, "没有文件 %s", name);
        if (fd < 0 && errno == EACCES)
                return fail(cx, INVALID, "没有权限读文件 %s", name);
        if (fd < 0 || fstat(fd, &st))
                return fail(cx, INVALID, "打不开文件 %s：%s", name, strerror(errno));
        if (!S_ISREG(st.st_mode))
                return fail(cx, INVALID, "%s 不是普通文件", name);
        if (st.st_size > READ_MOST)
                return fail(cx, INVALID, "文件 %s 超过 64 MB", name);
        char *p = arena_alloc(cx->arena, (size_t)st.st_size + 1);
        size_t n = 0;
        while (n < (size_t)st.st_size) {
                ssize_t got = read(fd, p + n, (size_t)st.st_size - n);
                if (got < 0 && errno == EINTR)
                        continue;
                if (got < 0)
                        return fail(cx, INVALID, "读不了文件 %s：%s", name, strerror(errno));
                if (!got)
                        break;
                n += (size_t)got;
        }
        *ret = (str){ p, n };
        return NULL;
}

static bool write_all(int fd, str s)
{
        while (s.n) {
                ssize_t n = write(fd, s.p, s.n);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        return false;
                s = str_from(s, (size_t)n);
        }
        return true;
}

const struct fail *cli_unwritten(struct ctx *cx, const char *name, int why)
{
        if (why == ENOSPC || why == EDQUOT)
                return fail(cx, FULL, "cannot write %s: %s", name, strerror(why));
        if (why == EIO)
                return fail(cx, BROKEN, "cannot write %s: %s", name, strerror(why));
        return fail(cx, INVALID, "写不了文件 %s：%s", name, strerror(why));
}

/* Into what stands there: a device or a pipe is not to be replaced, and knows no fsync. */
static const struct fail *write_into(struct ctx *cx, const char *name, str bytes)
{
        int fd CLEANUP(fd_close) = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0644);
        return fd >= 0 && write_all(fd, bytes) ? NULL : cli_unwritten(cx, name, errno);
}

static const struct fail *write_over(struct ctx *cx, const char *name, mode_t mode, str bytes)
{
        const char *temp = str_f(cx->arena, "%s.%d.part", name, (int)getpid()).p;
        int fd CLEANUP(fd_close) = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (fd >= 0 && (!mode || !fchmod(fd, mode)) && write_all(fd, bytes) && !fsync(fd) && !rename(temp, name))
                return NULL;
        int why = errno;
        if (fd >= 0)
                unlink(temp);
        return cli_unwritten(cx, name, why);
}

const struct fail *cli_write_file(struct ctx *cx, str path, str bytes)
{
        char *target = arena_alloc(cx->arena, PATH_MAX);
        const char *name = str_copy(cx->arena, path).p;
        struct stat st;
        if (lstat(name, &st))
                return write_over(cx, name, 0, bytes);
        if (!stat(name, &st) && S_ISREG(st.st_mode) && realpath(name, target))
                return write_over(cx, target, st.st_mode & 0777, bytes);
        return write_into(cx, name, bytes);
}

const struct fail *cli_import(struct ctx *cx, struct cli *io, const struct importer *k, str about,
                              str file)
{
        struct import_open opened = { 0 };
        str bytes;
        const struct fail *f = k->open(cx, about, &opened);
        if (!f)
                f = cli_read_file(cx, file, &bytes);
        if (f)
                return f;
        struct import *im = import_new(cx, k->table, opened.arg);
        f = import_file(im, file, bytes, false);
        if (f)
                return f;
        import_end(im);
        import_strangers(im);
        f = k->whole ? k->whole(im) : NULL;
        if (f)
                return f;
        for (int i = 0; i < im->n_findings; i++)
                buf_f(&io->err, "%.*s\n", STR(import_sentence(im, &im->finding[i])));
        for (int i = 0; i < im->n_headers; i++)
                if (im->header[i].lost_from)
                        return fail(cx, INVALID, "表头上面有像数据的行，一行也没有写入；请把表头移到数据上面");
        if (!import_clean(im))
                return fail(cx, INVALID, "文件里有 %ld 处要改，一行也没有写入", im->n_bad);
        struct import_write w = { .about = about, .open = opened };
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = k->put(cx, im, &w);
        if (!f)
                f = tx_commit(&tx);
        if (f)
                return f;
        buf_f(&io->out, words_of(cx->lang, "已写入 %d 行"), im->n_rows);
        buf_byte(&io->out, '\n');
        return NULL;
}

void cli_link(struct ctx *cx, struct cli *io, const char *say, str key)
{
        str at = config.s[SETTING_public_url];
        while (at.n && at.p[at.n - 1] == '/')
                at.n--;
        buf_f(&io->out, "%s\n%.*s/set-up/%.*s\n", say, STR(at.n ? at : S("http://127.0.0.1:8080")), STR(key));
        if (!at.n)
                buf_f(&io->out, "%s\n", words_of(cx->lang,
                      "（服务启动时显示的是别的地址或端口的，换成那个；设置 public_url 后这里就是对外的地址）"));
}
