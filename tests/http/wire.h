/* tests/http/wire.h - raw bytes to a server of the test's own and back. */
#ifndef TESTS_HTTP_WIRE_H
#define TESTS_HTTP_WIRE_H

#include "door/web/server.h"
#include "tests/test.h"

/* A server on a free port whose handler answers from this table and counts what reaches it:
 *   /hello       "hello\n"            /page       a text page of 20,000 bytes
 *   /echo        method, path, query, fields and the body's length, a line each
 *   /big         8 MB of bytes        /wait       waits for wire_let_go()
 *   /upload…     takes limit_upload   /download   with a Chinese file name
 *   anything else: 404 */
struct wire {
        struct server *server;
        int            port;
};
/* `o` may preset limits; listen, serve and ready are set here. must() when it does not start. */
struct wire wire_start(struct ctx *cx, struct store *store, struct server_options o);
bool wire_stop(struct wire *w);
int  wire_reached(void);                /* requests that reached the handler since the start */
void wire_let_go(void);                 /* /wait answers from now on */
int  wire_waiting(void);                /* requests inside /wait */

int  wire_connect(int port);            /* blocking, 20 s receive timeout; -1 */
bool wire_put(int fd, str bytes);      /* all of it, no SIGPIPE */
/* One response, its body by Content-Length (none for `head`). */
struct answer {
        int    status;          /* 0: closed or nothing came in time */
        str    head, body;
        bool   closing;         /* it says Connection: close */
        size_t rest;            /* bytes of a next response already read: wire_more */
};
struct answer wire_read(struct ctx *cx, int fd, bool head);
bool wire_closed(int fd);               /* the server ends it within 20 s, sending nothing more */
/* The same, but it may send more before, as long as that is no 2xx. */
bool wire_drained(struct ctx *cx, int fd);
/* A whole exchange on a connection of its own. */
struct answer wire_ask(struct ctx *cx, int port, str bytes);
str  wire_header(struct answer a, const char *name);    /* lower case; absent: none */
int64_t wire_resident(void);            /* bytes */

#endif
