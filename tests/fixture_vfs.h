/* tests/fixture_vfs.h - a disk that fails when it is told to: a layer between SQLite and the
 * file system for tests. Databases opened between disk_on() and disk_off() lie on it. */
#ifndef TESTS_FIXTURE_VFS_H
#define TESTS_FIXTURE_VFS_H

#include <stdbool.h>

enum disk_op { DISK_OPEN, DISK_READ, DISK_WRITE, DISK_SYNC, DISK_TRUNCATE, DISK_DELETE, DISK_SHM, DISK_OPS };
extern const char *const disk_op_names[DISK_OPS];

void disk_on(void);
void disk_off(void);

enum disk_fault { DISK_GOOD, DISK_IO, DISK_FULL };

/* From now on the k-th such operation (1: the next) fails; with `forever` all after it too. A
 * write that fails has really written half of its bytes. */
void disk_fail(enum disk_op op, long k, enum disk_fault fault, bool forever);
void disk_heal(void);                   /* no more failures */
bool disk_failed(void);                 /* has one happened since disk_fail()? */
long disk_count(enum disk_op op);       /* operations since disk_on() */

/* A SQLite database that some other program made, with one table. */
void disk_make_foreign(const char *path);

#endif
