/* tests/fixture_vfs.c - a SQLite VFS that counts, fails, and otherwise passes on. */
#include "tests/fixture_vfs.h"
#include "base/base.h"
#include <pthread.h>
#include <sqlite3.h>

const char *const disk_op_names[DISK_OPS] = { "open", "read", "write", "fsync", "truncate", "delete", "shm" };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long         counts[DISK_OPS];
static enum disk_op bad_op;
static long         bad_in;             /* fails when it reaches 0; negative: never */
static int          bad_rc;
static bool         bad_forever, has_failed;

struct shim_file {
        sqlite3_file  base;
        sqlite3_file *real;             /* lies behind this struct */
};

static sqlite3_vfs *real_vfs;

/* The code this operation has to answer with, or SQLITE_OK. */
static int verdict(enum disk_op op)
{
        int rc = SQLITE_OK;
        pthread_mutex_lock(&lock);
        counts[op]++;
        if (bad_rc && op == bad_op) {
                if (bad_in > 0)
                        bad_in--;
                if (bad_in == 0) {
                        rc = bad_rc;
                        has_failed = true;
                        if (!bad_forever)
                                bad_rc = 0;
                }
        }
        pthread_mutex_unlock(&lock);
        return rc;
}

static sqlite3_file *real_of(sqlite3_file *f) { return ((struct shim_file *)f)->real; }

static int f_close(sqlite3_file *f) { return real_of(f)->pMethods->xClose(real_of(f)); }

static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
        int rc = verdict(DISK_READ);
        return rc ? rc : real_of(f)->pMethods->xRead(real_of(f), p, n, at);
}

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
        int rc = verdict(DISK_WRITE);
        if (rc && n > 1)        /* what a disk does when it stops in the middle */
                real_of(f)->pMethods->xWrite(real_of(f), p, n / 2, at);
        return rc ? rc : real_of(f)->pMethods->xWrite(real_of(f), p, n, at);
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
        int rc = verdict(DISK_TRUNCATE);
        return rc ? rc : real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int f_sync(sqlite3_file *f, int flags)
{
        int rc = verdict(DISK_SYNC);
        return rc ? rc : real_of(f)->pMethods->xSync(real_of(f), flags);
}

static int f_size(sqlite3_file *f, sqlite3_int64 *n) { return real_of(f)->pMethods->xFileSize(real_of(f), n); }
static int f_lock(sqlite3_file *f, int kind) { return real_of(f)->pMethods->xLock(real_of(f), kind); }
static int f_unlock(sqlite3_file *f, int kind) { return real_of(f)->pMethods->xUnlock(real_of(f), kind); }
static int f_reserved(sqlite3_file *f, int *ret) { return real_of(f)->pMethods->xCheckReservedLock(real_of(f), ret); }
static int f_control(sqlite3_file *f, int op, void *arg)
{
        return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int f_sector(sqlite3_file *f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); }
static int f_device(sqlite3_file *f) { return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f)); }

static int f_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **ret)
{
        int rc = verdict(DISK_SHM);
        return rc ? rc : real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, ret);
}

static int f_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
        return real_of(f)->pMethods->xShmLock(real_of(f), at, n, flags);
}

static void f_shm_barrier(sqlite3_file *f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); }
static int f_shm_unmap(sqlite3_file *f, int del) { return real_of(f)->pMethods->xShmUnmap(real_of(f), del); }

static const sqlite3_io_methods methods = {
        .iVersion = 2, .xClose = f_close, .xRead = f_read, .xWrite = f_write, .xTruncate = f_truncate,
        .xSync = f_sync, .xFileSize = f_size, .xLock = f_lock, .xUnlock = f_unlock,
        .xCheckReservedLock = f_reserved, .xFileControl = f_control, .xSectorSize = f_sector,
        .xDeviceCharacteristics = f_device, .xShmMap = f_shm_map, .xShmLock = f_shm_lock,
        .xShmBarrier = f_shm_barrier, .xShmUnmap = f_shm_unmap,
};

static int v_open(sqlite3_vfs *v UNUSED, const char *name, sqlite3_file *f, int flags,
                  int *ret_flags)
{
        struct shim_file *s = (struct shim_file *)f;
        *s = (struct shim_file){ .real = (sqlite3_file *)(s + 1) };
        int rc = verdict(DISK_OPEN);
        if (!rc)
                rc = real_vfs->xOpen(real_vfs, name, s->real, flags, ret_flags);
        if (!rc)
                s->base.pMethods = &methods;
        return rc;
}

static int v_delete(sqlite3_vfs *v UNUSED, const char *name, int sync)
{
        int rc = verdict(DISK_DELETE);
        return rc ? rc : real_vfs->xDelete(real_vfs, name, sync);
}

static int v_access(sqlite3_vfs *v UNUSED, const char *name, int flags, int *ret)
{
        return real_vfs->xAccess(real_vfs, name, flags, ret);
}

static int v_full(sqlite3_vfs *v UNUSED, const char *name, int n, char *ret)
{
        return real_vfs->xFullPathname(real_vfs, name, n, ret);
}

static int v_random(sqlite3_vfs *v UNUSED, int n, char *ret) { return real_vfs->xRandomness(real_vfs, n, ret); }
static int v_sleep(sqlite3_vfs *v UNUSED, int us) { return real_vfs->xSleep(real_vfs, us); }
static int v_time(sqlite3_vfs *v UNUSED, sqlite3_int64 *ret) { return real_vfs->xCurrentTimeInt64(real_vfs, ret); }
static int v_errno(sqlite3_vfs *v UNUSED, int n UNUSED, char *ret UNUSED) { return 0; }

static sqlite3_vfs shim = {
        .iVersion = 2, .zName = "luoshi-test", .mxPathname = 1024, .xOpen = v_open, .xDelete = v_delete,
        .xAccess = v_access, .xFullPathname = v_full, .xRandomness = v_random, .xSleep = v_sleep,
        .xGetLastError = v_errno, .xCurrentTimeInt64 = v_time,
};

void disk_on(void)
{
        must(sqlite3_initialize() == SQLITE_OK);
        if (!real_vfs) {
                real_vfs = sqlite3_vfs_find(NULL);
                must(real_vfs && real_vfs != &shim);
                shim.szOsFile = (int)sizeof(struct shim_file) + real_vfs->szOsFile;
                shim.mxPathname = real_vfs->mxPathname;
        }
        disk_heal();
        memset(counts, 0, sizeof(counts));
        must(sqlite3_vfs_register(&shim, 1) == SQLITE_OK);
}

void disk_off(void)
{
        disk_heal();
        must(sqlite3_vfs_register(real_vfs, 1) == SQLITE_OK);
}

static int code_of(enum disk_op op, enum disk_fault fault)
{
        static const int io[DISK_OPS] = {
                [DISK_OPEN] = SQLITE_CANTOPEN, [DISK_READ] = SQLITE_IOERR_READ, [DISK_WRITE] = SQLITE_IOERR_WRITE,
                [DISK_SYNC] = SQLITE_IOERR_FSYNC, [DISK_TRUNCATE] = SQLITE_IOERR_TRUNCATE,
                [DISK_DELETE] = SQLITE_IOERR_DELETE, [DISK_SHM] = SQLITE_IOERR_SHMMAP,
        };
        return fault == DISK_GOOD ? SQLITE_OK : fault == DISK_FULL ? SQLITE_FULL : io[op];
}

void disk_fail(enum disk_op op, long k, enum disk_fault fault, bool forever)
{
        int rc = code_of(op, fault);
        pthread_mutex_lock(&lock);
        bad_op = op;
        bad_in = k;
        bad_rc = rc;
        bad_forever = forever;
        has_failed = false;
        pthread_mutex_unlock(&lock);
}

void disk_heal(void) { disk_fail(DISK_OPEN, 0, DISK_GOOD, false); }

bool disk_failed(void)
{
        pthread_mutex_lock(&lock);
        bool b = has_failed;
        pthread_mutex_unlock(&lock);
        return b;
}

long disk_count(enum disk_op op)
{
        pthread_mutex_lock(&lock);
        long n = counts[op];
        pthread_mutex_unlock(&lock);
        return n;
}

void disk_make_foreign(const char *path)
{
        sqlite3 *c = NULL;
        must(sqlite3_open(path, &c) == SQLITE_OK);
        must(sqlite3_exec(c, "CREATE TABLE bookmarks (url TEXT)", NULL, NULL, NULL) == SQLITE_OK);
        sqlite3_close(c);
}
