/* door/web/jobs.h - the timed work of all modules (struct job), on one thread of the service. */
#ifndef DOOR_WEB_JOBS_H
#define DOOR_WEB_JOBS_H

#include "core/db/db.h"

enum { JOBS_MOST = 64 };

/* When each job last began, ms UTC; in the order of the modules' tables. */
struct jobs_clock { int64_t began[JOBS_MOST]; };

/* As of now all were just run: the program's start does what they do (module.seed). */
void jobs_begin(struct jobs_clock *c, int64_t now);
/**
 * Run what is due, each as the system, in its own transactions, made durable. One that fails is in
 * the log and comes again at its time; the others run. @return how many ran
 */
int jobs_round(struct ctx *cx, struct jobs_clock *c);

struct jobs;
/* BROKEN: no connection. */
const struct fail *jobs_start(struct ctx *cx, struct store *s, struct jobs **ret) MUST_USE;
void jobs_stop(struct jobs *j);         /* after the job it is at; NULL does nothing */

#endif
