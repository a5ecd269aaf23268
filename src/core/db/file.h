/* core/db/file.h - the file of a SQLite database before SQLite sees it: its one true name, the
 * lock against a second process, the file systems it must not lie on. */
#ifndef CORE_DB_FILE_H
#define CORE_DB_FILE_H

#include "base/base.h"

enum file_state { FILE_MISSING, FILE_EMPTY, FILE_THERE };

/**
 * Find the absolute name behind `path`, links followed, so that two names of one file take one
 * lock. INVALID: no such folder, or it is a folder itself.
 */
const struct fail *file_find(struct ctx *cx, const char *path, const char **ret_name,
                             enum file_state *ret_state) MUST_USE;
/**
 * Take NAME.lock (flock, made 0600) and write this process's number into it. Closing *ret_fd
 * gives it back; a child that does not exec must close it. INVALID: another process has it.
 */
const struct fail *file_lock(struct ctx *cx, const char *name, int *ret_fd) MUST_USE;
/* INVALID when the folder of `name` lies on a network file system: WAL needs memory shared by
 * all who open the file, and locks that hold. */
const struct fail *file_refuse_network(struct ctx *cx, const char *name) MUST_USE;
/* The name of the network file system with this statfs f_type, or NULL. */
const char *network_file_system(uint64_t type);
/* A folder's entries are on disk when this returns true. */
bool file_sync_folder(struct ctx *cx, const char *name);

#endif
