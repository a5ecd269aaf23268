/* door/web/loop.h - the event threads, between server.c (the library) and start.c (their life). */
#ifndef DOOR_WEB_LOOP_H
#define DOOR_WEB_LOOP_H

#include <pthread.h>
#include <stdatomic.h>

#include "door/web/peer.h"
#include "door/web/server.h"
#include "door/web/worker.h"

enum { MAX_LOOPS = 16 };

struct MHD_Daemon;
struct loop {
        struct server     *server;
        struct MHD_Daemon *daemon;
        pthread_t          thread;
        int                epoll, listen;
        int                wake;        /* eventfd: something is ready while it sleeps */
        _Atomic bool       asleep;
        pthread_mutex_t    ready_lock;
        struct exchange   *ready;       /* answered, to be sent; newest first */
        int                taken;       /* requests handed over in this round */
        struct hand       *hand;        /* for pages that are answered here; NULL: none are */
        bool               running;
        int64_t            now, swept, slimmed; /* ms */
        struct peers       peers;
        _Atomic int        n_peers;     /* of peers.n, for server_stop() */
        struct lingering      linger;
        struct spares      spares;
};

struct server {
        struct server_options o;
        struct pool   *pool;
        struct import_worker *importer;
        int            port;
        bool           tls;
        str            trusted_proxy;
        _Atomic bool   stopping, cut, end;
        struct bodies  bodies;
        int            n_loops;
        struct loop    loops[MAX_LOOPS];
};

/* Start the thread of s->loops[i] on a descriptor of the listening socket (its own copy). */
const struct fail *loop_start(struct ctx *cx, struct loop *l, int listening,
                              int connections) MUST_USE;
/* After its thread was joined: close every connection, give all back. */
void loop_stop(struct loop *l);

#endif
