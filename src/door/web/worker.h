/* door/web/worker.h - the threads that run handlers, and the queue before them. */
#ifndef DOOR_WEB_WORKER_H
#define DOOR_WEB_WORKER_H

#include "core/db/db.h"
#include "door/web/exchange.h"
#include "door/web/server.h"

struct pool;

/* BROKEN: no thread or no database connection; nothing runs then. */
const struct fail *pool_start(struct ctx *cx, struct store *store, web_server_fn *serve,
                              int workers, int queue_max, struct pool **ret) MUST_USE;
/* The queue must be empty and nothing in flight. */
void pool_stop(struct pool *p);

/* Hand a complete request over. False: the queue is full, the caller sheds it. Health checks
 * (`vital`) find room where others do not, so that a busy server is not taken for a dead one. */
/* Workers are not woken for it before pool_wake(): an event thread hands over all that one look
 * at its sockets brought, then wakes once. */
bool pool_take(struct pool *p, struct exchange *ex, bool vital);
void pool_wake(struct pool *p);
int  pool_in_flight(struct pool *p);    /* queued, running or waiting for a COMMIT */
int  pool_queued(struct pool *p);

/* Make `rq` of the exchange: fields, uploads, cookies, headers. FIELDS_OK, or why not. */
struct fields;
int request_read(struct arena *a, const struct exchange *ex, struct request *rq);

#endif
