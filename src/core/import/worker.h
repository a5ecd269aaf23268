/* core/import/worker.h - one thread that reads large files and writes large batches. */
#ifndef CORE_IMPORT_WORKER_H
#define CORE_IMPORT_WORKER_H

#include "core/db/db.h"

struct import_worker;

/**
 * Start it on a connection of its own, beginning with the sweep. What it may find waiting stands in
 * the database, so a file that was being read when the program ended is read again.
 * BROKEN: no connection, no thread.
 */
const struct fail *import_worker_start(struct ctx *cx, struct store *s,
                                       struct import_worker **ret) MUST_USE;
/* Ends after the file it is at: reading a large one may take a minute; what is asked to stop sooner
 * leaves staging, which the next start sweeps. */
void import_worker_stop(struct import_worker *w);
/* There is work. False: no worker runs in this process, so do it yourself. */
bool import_worker_wake(void);

#endif
