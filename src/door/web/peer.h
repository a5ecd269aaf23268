/* door/web/peer.h - connections as the event threads see them: how far each one is, which ones
 * are too slow, and the listening socket. */
#ifndef DOOR_WEB_PEER_H
#define DOOR_WEB_PEER_H

#include "base/base.h"

enum peer_phase {
        PEER_HEAD,              /* between its first byte and the end of a head */
        PEER_BODY,
        PEER_RUN,               /* the request is ours: no clock runs against the client */
        PEER_SEND,              /* the client reads the answer */
        PEER_IDLE,              /* between requests */
        PEER_CUT,               /* shut down; the library will notice and close */
};

struct peer {
        struct peer    *prev, *next;
        int             fd;
        enum peer_phase phase;
        int64_t         since;          /* ms, when the phase began */
        int64_t         received;       /* bytes of body in this phase */
        int64_t         mark, marked;   /* bytes acknowledged at the time `marked`; 0: not yet */
        int             linger;         /* a second descriptor of a refused one; -1: none */
        char           *memory;         /* the library's for this connection; NULL: not known where */
        bool            asked, slim;    /* peer_memory() was; nothing more to give back in this phase */
};

enum { PEER_MIN_RATE = 1024 };          /* bytes a second, once the grace is over */

struct peers {
        struct peer *first;
        int          n;
};

void peer_add(struct peers *l, struct peer *p, int fd, int64_t now);
void peer_remove(struct peers *l, struct peer *p);
void peer_phase(struct peer *p, enum peer_phase phase, int64_t now);
/**
 * The first head of a connection begins at `head`. The library maps a piece of memory for each
 * connection, puts the first head at its beginning, clears all of it between two requests, and so
 * holds nine pages for one that says nothing: where it is sure to lie, peers_slim() gives back
 * those that hold zeros.
 */
void peer_memory(struct peer *p, const char *head);
/* Of those that wait since before `until`, between requests or for a slow reader; `n` bytes for
 * each. */
void peers_slim(struct peers *l, size_t n, int64_t until);

/* The clocks that run against a client: `grace` for a head as a whole, and for a body or an
 * answer before PEER_MIN_RATE is asked of it; `idle` between requests. */
struct peer_clock { int64_t now, grace, idle; bool stopping, all; };

/**
 * Shut down every peer that is over its time; the library closes it on its next run. `stopping`
 * shuts those between requests, `all` every one that is not in PEER_RUN.
 *
 * @return how many were shut for being slow.
 */
int peers_sweep(struct peers *l, const struct peer_clock *c);

/* ---- lingering: a refused client may still be sending. Closing then would throw away our
 * answer with a reset, so its input is read and dropped for a moment. -------------------- */

enum { LINGER_MAX = 64 };
struct lingering {
        int     fd[LINGER_MAX];
        int64_t until[LINGER_MAX];
        int64_t left[LINGER_MAX];       /* bytes still taken */
        int     n;
};
/* Takes over fd (closes it at once when there is no room). */
void linger_add(struct lingering *l, int fd, int64_t now);
/* Read what is there; `now` INT64_MAX closes all. */
void linger_run(struct lingering *l, int64_t now);

/* ---- listening -------------------------------------------------------------------------- */

/* CONFLICT: the port is taken (the words name it); INVALID: no such address here; BROKEN. */
const struct fail *listen_open(struct ctx *cx, const char *address, int port, int *ret_fd,
                               int *ret_port) MUST_USE;
/* "192.0.2.7", and whether it is this machine. `sa` is a struct sockaddr. */
bool address_text(const void *sa, char *to, size_t size);
void descriptors_raise(void);           /* as many open files as the system allows */
int64_t peer_clock_ms(void);            /* monotonic */

#endif
