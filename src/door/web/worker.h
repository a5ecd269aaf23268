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

/**
 * The means of an event thread to answer a page itself, without the two changes of thread (some
 * 20 us, and the page carried from one core's cache to the other's). Only for routes that are quick
 * (web_route_look) and as long as they are: core/db puts off what writes or takes long (db_hurry).
 *
 * @return NULL with *ret NULL where the engine cannot; BROKEN as pool_start().
 */
struct hand;
const struct fail *hand_new(struct ctx *cx, struct store *store, web_server_fn *serve,
                            struct hand **ret) MUST_USE;
void hand_free(struct hand *h);         /* accepts NULL */
/* True: ex->response is made. False: nothing has happened, the pool shall run it. */
bool hand_at_once(struct hand *h, struct exchange *ex);

/* Make `rq` of the exchange: fields, uploads, cookies, headers. FIELDS_OK, or why not. */
struct fields;
int request_read(struct arena *a, const struct exchange *ex, struct request *rq);

#endif
