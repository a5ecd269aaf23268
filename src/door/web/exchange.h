/* door/web/exchange.h - one request on its way through the server: from the first line of its
 * head (event thread), through a worker, through the committer, back to its event thread.
 * At any moment one thread holds it; it is handed on under a lock. */
#ifndef DOOR_WEB_EXCHANGE_H
#define DOOR_WEB_EXCHANGE_H

#include <stdatomic.h>

#include "door/web/guard.h"
#include "door/web/response.h"

struct pool;

enum exchange_state {
        EXCHANGE_HEAD,          /* the head is coming in */
        EXCHANGE_BODY,          /* the body is coming in */
        EXCHANGE_RUNNING,       /* with a worker or waiting for its COMMIT; the socket rests */
        EXCHANGE_READY,         /* the response is made */
        EXCHANGE_SENT,          /* the response is with the library */
};

struct exchange {
        struct exchange    *next;       /* in the queue */
        enum exchange_state state;
        void               *connection, *peer, *loop;   /* server.c's */
        /* Called from any thread when the response is ready. */
        void              (*ready)(struct exchange *ex);

        /* The head. Header views point into the library's memory, which stays as it is until
         * the request is over; all else is in `memory`. */
        struct head         head;
        struct arena        memory;
        struct guarded      guarded;
        char               *uri;        /* malloc'd: ten thousand unfinished heads need no arena */
        uintptr_t           uri_at;     /* where the address began in the library's memory */
        char                remote[64];
        bool                loopback_peer, tls, proxied_tls;
        const struct route *route;      /* of its address; NULL: none */
        bool                quick;      /* its route is: tried on the event thread first */

        char               *body;       /* malloc'd, n_body of cap_body */
        size_t              n_body, cap_body;
        bool                body_dropped;       /* no room for it: answered 503 when it is over */

        int64_t             began_us;   /* complete, monotonic clock */
        int                 runs, lost; /* how often it ran; how often its group was lost */
        const char         *pattern;    /* of the route, for the metrics */
        struct pool        *pool;
        struct response     response;
        char               *room;       /* EXCHANGE_ROOM bytes, or NULL: the page is written where it is sent from */
};

/* Nearly every page; a larger one moves to the worker's arena and is copied. */
enum { EXCHANGE_ROOM = 65536 };
char *exchange_room(struct exchange *ex);       /* made when first asked for, lives as long as `ex` */

/* Exchanges of one event thread, reused: one is some 2 kB, 7 once it was answered, the first of
 * them with rooms. */
struct spares { struct exchange *first; int n; };
struct exchange *exchange_begin(struct spares *l);

/* What all bodies together may hold, over the event threads. */
struct bodies { _Atomic int64_t bytes; int64_t room; };
void exchange_end(struct spares *l, struct exchange *ex, struct bodies *b);
void spares_done(struct spares *l);

/* Keep a piece of the body. False: more than Content-Length came, which cannot be. When all
 * bodies together are over their room the piece is counted but not kept (body_dropped). */
bool exchange_body_put(struct exchange *ex, struct bodies *b, const char *data, size_t n);

/* Who is at the other end (`sa`, a struct sockaddr or NULL), or whom a trusted proxy names. */
void exchange_peer(struct exchange *ex, const void *sa, str trusted_proxy);
/* Answer with a refusal (response.h) in the language and form that the client asks for. */
void exchange_refuse(struct exchange *ex, const struct refused *why, bool close);

#endif
