/* core/replace.c - read and replace small files. */
#include "core/replace.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct fail *unreadable(struct ctx *cx, str path)
{
        return fail(cx, INVALID, "读不出文件 %.*s：%s", STR(path), strerror(errno));
}

static const struct fail *check(struct ctx *cx, str path, int fd, size_t most, bool secret)
{
        struct stat st;
        if (fstat(fd, &st))
                return unreadable(cx, path);
        if (!S_ISREG(st.st_mode) || (size_t)st.st_size > most)
                return fail(cx, INVALID, "%.*s 不是本程序写的文件", STR(path));
        if (secret && st.st_mode & 077)
                return fail(cx, INVALID, "密钥文件 %.*s 能被别的账号读写，拒绝使用；请先执行 chmod 600 %.*s",
                            STR(path), STR(path));
        if (secret && st.st_uid != geteuid())
                return fail(cx, INVALID, "密钥文件 %.*s 不属于运行本程序的账号，拒绝使用", STR(path));
        return NULL;
}

const struct fail *small_file_read(struct ctx *cx, str path, size_t most, bool secret, str *ret)
{
        int fd = open(str_copy(cx->arena, path).p, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (fd < 0)
                return errno == ENOENT ? fail(cx, NOT_FOUND, "没有文件 %.*s", STR(path)) : unreadable(cx, path);
        const struct fail *f = check(cx, path, fd, most, secret);
        char *p = arena_alloc(cx->arena, most + 1);
        size_t n = 0;
        for (ssize_t got; !f && n <= most && (got = read(fd, p + n, most + 1 - n)) != 0; ) {
                if (got > 0)
                        n += (size_t)got;
                else if (errno != EINTR)
                        f = unreadable(cx, path);
        }
        if (!f && n > most)
                f = fail(cx, INVALID, "%.*s 不是本程序写的文件", STR(path));
        close(fd);
        if (!f)
                *ret = (str){ p, n };
        return f;
}

static bool write_all(int fd, str bytes)
{
        while (bytes.n) {
                ssize_t n = write(fd, bytes.p, bytes.n);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0)
                        return false;
                bytes = str_from(bytes, (size_t)n);
        }
        return true;
}

static bool sync_folder(struct ctx *cx, str path)
{
        size_t n = path.n;
        while (n && path.p[n - 1] != '/')
                n--;
        int fd = open(n ? str_copy(cx->arena, str_head(path, n)).p : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool ok = fd >= 0 && !fsync(fd);
        if (fd >= 0)
                close(fd);
        return ok;
}

static const struct fail *unwritable(struct ctx *cx, str path)
{
        if (errno == ENOSPC || errno == EDQUOT)
                return fail(cx, FULL, "%.*s: %s", STR(path), strerror(errno));
        return fail(cx, INVALID, "写不了文件 %.*s：%s", STR(path), strerror(errno));
}

const struct fail *small_file_write(struct ctx *cx, str path, str bytes, bool fresh)
{
        const char *name = str_copy(cx->arena, path).p;
        const char *draft = str_f(cx->arena, "%s.%ld.new", name, (long)getpid()).p;
        (void)unlink(draft);
        int fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0)
                return unwritable(cx, path);
        const struct fail *f = write_all(fd, bytes) && !fsync(fd) ? NULL : unwritable(cx, path);
        if (close(fd) && !f)
                f = unwritable(cx, path);
        if (!f && fresh && link(draft, name))   /* unlike rename it never takes another's place */
                f = errno == EEXIST ? fail(cx, CONFLICT, "文件 %.*s 已经存在", STR(path)) : unwritable(cx, path);
        if (!f && !fresh && rename(draft, name))
                f = unwritable(cx, path);
        if (f || fresh)
                (void)unlink(draft);
        if (!f && !sync_folder(cx, path))
                f = unwritable(cx, path);
        return f;
}
