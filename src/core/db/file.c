#define _GNU_SOURCE
/* core/db/file.c - realpath, flock, statfs. */
#include "core/db/file.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

static const char *folder_of(struct ctx *cx, const char *name)
{
        const char *slash = strrchr(name, '/');
        if (!slash)
                return ".";
        return slash == name ? "/" : str_copy(cx->arena, (str){ name, (size_t)(slash - name) }).p;
}

const struct fail *file_find(struct ctx *cx, const char *path, const char **ret_name,
                             enum file_state *ret_state)
{
        char *full = arena_alloc(cx->arena, PATH_MAX);
        struct stat st;
        if (!*path || path[strlen(path) - 1] == '/')
                return fail(cx, INVALID, "数据库文件名不完整：“%s”", path);
        if (realpath(path, full)) {
                if (stat(full, &st) || !S_ISREG(st.st_mode))
                        return fail(cx, INVALID, "%s 不是普通文件，不能用作数据库", path);
                *ret_name = full;
                *ret_state = st.st_size ? FILE_THERE : FILE_EMPTY;
                return NULL;
        }
        if (errno != ENOENT || (!lstat(path, &st) && S_ISLNK(st.st_mode)))
                return fail(cx, INVALID, "不能打开 %s：%s", path, strerror(errno));
        if (!realpath(folder_of(cx, path), full))
                return fail(cx, INVALID, "放数据库的文件夹不存在：%s", folder_of(cx, path));
        const char *slash = strrchr(path, '/');
        *ret_name = str_f(cx->arena, "%s/%s", strcmp(full, "/") ? full : "", slash ? slash + 1 : path).p;
        *ret_state = FILE_MISSING;
        return NULL;
}

/* The number that the holder wrote, for the sentence; 0 when there is none to read. */
static long lock_holder(int fd)
{
        char text[24] = "";
        ssize_t n = pread(fd, text, sizeof(text) - 1, 0);
        long pid = 0;
        for (ssize_t i = 0; i < n && text[i] >= '0' && text[i] <= '9'; i++)
                pid = pid * 10 + (text[i] - '0');
        return pid;
}

const struct fail *file_lock(struct ctx *cx, const char *name, int *ret_fd)
{
        const char *lock = str_f(cx->arena, "%s.lock", name).p;
        int fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0)
                return fail(cx, INVALID, "不能打开 %s：%s", lock, strerror(errno));
        if (flock(fd, LOCK_EX | LOCK_NB)) {
                long pid = lock_holder(fd);
                close(fd);
                return fail(cx, INVALID, "数据库 %s 正被另一个落实进程使用（进程号 %ld），同一时间只能有一个进程打开它",
                            name, pid);
        }
        char text[24];
        int n = snprintf(text, sizeof(text), "%ld\n", (long)getpid());
        /* The number only helps a person; the lock is what counts. */
        if (!ftruncate(fd, 0) && pwrite(fd, text, (size_t)n, 0) < 0)
                errno = 0;
        *ret_fd = fd;
        return NULL;
}

const char *network_file_system(uint64_t type)
{
        /* From linux/magic.h and the file systems' own sources. */
        static const struct { uint32_t type; const char *name; } refused[] = {
                { 0x00006969, "NFS" },    { 0x0000517B, "SMB" },     { 0xFF534D42, "CIFS" },
                { 0xFE534D42, "SMB2" },   { 0x5346414F, "AFS" },     { 0x6B414653, "AFS" },
                { 0x73757245, "Coda" },   { 0x0000564C, "NCP" },     { 0x01021997, "9P" },
                { 0x00C36400, "Ceph" },   { 0x0BD00BD0, "Lustre" },  { 0x01161970, "GFS2" },
                { 0x7461636F, "OCFS2" },  { 0x19830326, "BeeGFS" },  { 0x47504653, "GPFS" },
                { 0xAAD7AAEA, "PanFS" },  { 0x20030528, "OrangeFS" },
        };
        for (size_t i = 0; i < COUNT_OF(refused); i++)
                if ((uint32_t)type == refused[i].type)
                        return refused[i].name;
        return NULL;
}

const struct fail *file_refuse_network(struct ctx *cx, const char *name)
{
        struct statfs fs;
        const char *folder = folder_of(cx, name);
        if (statfs(folder, &fs))
                return fail(cx, INVALID, "不能打开 %s：%s", folder, strerror(errno));
        const char *network = network_file_system((uint64_t)fs.f_type);
        return network ? fail(cx, INVALID, "%s 在网络文件系统（%s）上，那里的锁不可靠，请把数据库放在本机磁盘上",
                              name, network) : NULL;
}

bool file_sync_folder(struct ctx *cx, const char *name)
{
        int fd = open(folder_of(cx, name), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool ok = fd >= 0 && !fsync(fd);
        if (fd >= 0)
                close(fd);
        return ok;
}
