/* tests/fixture_vfs.h - a disk that fails when it is told to: a layer between SQLite and the
 * file system for tests. Databases opened between disk_on() and disk_off() lie on it. */
#ifndef TESTS_FIXTURE_VFS_H
#define TESTS_FIXTURE_VFS_H

#include <stdbool.h>

enum disk_op { DISK_OPEN, DISK_READ, DISK_WRITE, DISK_SYNC, DISK_TRUNCATE, DISK_DELETE, DISK_SHM, DISK_OPS };
extern const char *const disk_op_names[DISK_OPS];

void disk_on(void);
void disk_off(void);

/* From now on the k-th such operation (1: the next) answers with SQLite's code `rc`; with
 * `forever` all after it too. A short write really writes half of the bytes. */
void disk_fail(enum disk_op op, long k, int rc, bool forever);
void disk_heal(void);                   /* no more failures */
bool disk_failed(void);                 /* has one happened since disk_fail()? */
long disk_count(enum disk_op op);       /* operations since disk_on() */

#endif
