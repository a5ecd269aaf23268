/* door/web/server.h - the HTTP server: sockets in, web_serve() in the middle, sockets out.
 *
 * N event threads own the sockets and run no handler but those of quick pages (lists, on SQLite:
 * hand_at_once). Any other request that the guard has let through and that is complete goes to
 * one of W workers, each with its own arena, connection
 * to the database and ctx. The worker's finished reply waits for its group's COMMIT without
 * holding the worker; then the event thread sends it. server.c is the only file that includes
 * libmicrohttpd. */
#ifndef DOOR_WEB_SERVER_H
#define DOOR_WEB_SERVER_H

#include "core/db/db.h"
#include "door/web/web.h"

/* Serves a request as web_serve() does; tests put their own here. */
typedef void web_server_fn(struct ctx *cx, struct request *rq, struct reply *re);

struct server_options {
        const char *listen;     /* address, "127.0.0.1" unless set; "0.0.0.0", "::1", "::" */
        int         port;       /* 0 takes a free one */
        str         tls_cert, tls_key;  /* PEM text (not paths), NUL-terminated; empty: plain HTTP */
        str         trusted_proxy;      /* address whose X-Forwarded-* are believed; the setting */
        web_server_fn *serve;   /* web_serve unless set */
        /* Limits; 0 takes the value of core/config (config.n[SETTING_…]). */
        int         workers, event_threads, max_connections, queue_max;
        int         header_timeout_ms, idle_timeout_ms;
        int64_t     limit_body, limit_upload;
        /* Called from the caller's thread once connections are accepted; `port` is the real one. */
        void      (*ready)(void *arg, int port);
        void       *ready_arg;
};

struct server;

/**
 * Listen and start the threads; returns while they serve.
 *
 * @param store  may be NULL: the workers then have no database (cx->db is NULL), which only
 *               an options.serve of the caller's own can live with.
 * @return NULL and *ret, to end with server_stop(); else nothing runs:
 * CONFLICT  the port is taken: the words name it, the caller may offer the next one;
 * INVALID   the address cannot be listened on, or the certificate or key cannot be used;
 * BROKEN    no thread, descriptor or database connection to be had.
 */
const struct fail *server_start(struct ctx *cx, struct store *store, const struct server_options *o,
                                struct server **ret) MUST_USE;
int  server_port(const struct server *s);

/**
 * Stop accepting, answer what has begun (20 s at most, then it is cut off), end all threads.
 * Every write that was answered is durable; the caller closes the store afterwards.
 *
 * @return true when all that had begun was answered.
 */
bool server_stop(struct server *s);

/**
 * All of `luoshi serve` but the opening of the store: start, call ready, wait for SIGTERM or
 * SIGINT, stop. Blocks these signals in the calling thread while it runs, so that a second
 * one, sent while stopping, ends the waiting at once.
 *
 * @return as server_start(); NULL after a stop by signal.
 */
const struct fail *server_run(struct ctx *cx, struct store *store,
                              const struct server_options *o) MUST_USE;

/* *ret: the route of an address (NULL: none), found once for the whole request; *ret_quick: its
 * page is a list, which reads a bounded number of rows and nothing else. Returns what a body may
 * have for it before anything of it is read (router.c): one of the settings limit_body and
 * limit_upload, in whose place the options above count. */
int64_t web_route_look(enum verb method, str path, const struct route **ret, bool *ret_quick);

#endif
