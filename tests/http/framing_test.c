/* tests/http/framing_test.c - bytes that two programs could read in two ways (reliability.md,
 * test 13): each is refused, the connection closed, and nothing reaches a handler. */
#include <time.h>
#include <unistd.h>

#include "tests/http/vectors.h"
#include "tests/http/wire.h"

TEST(http_framing_refuses_every_vector)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){
                .workers = 1, .event_threads = 1, .header_timeout_ms = 400,
        });
        test_note("%zu vectors", COUNT_OF(refused));
        for (size_t i = 0; i < COUNT_OF(refused); i++) {
                const struct vector *v = &refused[i];
                int fd = wire_connect(w.port);
                (void)wire_put(fd, (str){ v->p, v->n });
                struct answer a = wire_read(cx, fd, str_starts((str){ v->p, v->n }, S("HEAD")));
                bool right = v->status ? a.status == v->status
                                       : a.status == 0 || (a.status >= 400 && a.status < 600);
                if (!ok(right))
                        test_note("%s: got %d, want %d", v->what, a.status, v->status);
                if (!ok(v->status ? wire_closed(fd) : wire_drained(cx, fd)))
                        test_note("%s: not closed", v->what);
                if (!same_int(wire_reached(), 0))
                        test_note("%s: reached the handler", v->what);
                close(fd);
        }
        ok(wire_stop(&w));
}

/* What stands beside each refusal above and is right. */
static const struct vector fine[] = {
        V("plain",                  200, GET_ HOST "\r\n"),
        V("Host with a port",       200, GET_ "Host: localhost:8080\r\n\r\n"),
        V("Host v6",                200, GET_ "Host: [::1]:8080\r\n\r\n"),
        V("blank before a request", 200, "\r\n" GET_ HOST "\r\n"),
        V("blanks round a value",   200,
          GET_ "Host:\t localhost\r\nA:b\r\nEmpty:\r\nE2:  \r\n\r\n"),
        V("trailing blank",         200, GET_ "Host: localhost \r\nAccept: text/html \r\n\r\n"),
        V("UTF-8 in a value",       200, GET_ HOST "A: \xe6\xb0\x91\r\n\r\n"),
        V("Chinese path",           200,
          "GET /echo/%E6%B0%91?q=%E6%B0%91&x HTTP/1.1\r\n" HOST "\r\n"),
        V("no body, no length",     200, "POST /echo HTTP/1.1\r\n" HOST "\r\n"),
        V("no body, length 0",      200, POST_ "Content-Length: 0\r\n\r\n"),
        V("GET with length 0",      200, GET_ HOST "Content-Length: 0\r\n\r\n"),
        V("five bytes",             200, POST_ "Content-Length: 5\r\n\r\nhello"),
        V("HTTP/1.0 without Host",  200, "GET /hello HTTP/1.0\r\n\r\n"),
        V("HTTP/1.0 without any",   200, "GET /hello HTTP/1.0\r\nA: b\r\n\r\n"),
        V("upgrade-insecure",       200, GET_ HOST "Upgrade-Insecure-Requests: 1\r\n\r\n"),
        V("not there",              404, "GET /nowhere HTTP/1.1\r\n" HOST "\r\n"),
};

TEST(http_framing_lets_the_right_ones_through)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){ .workers = 1 });
        for (size_t i = 0; i < COUNT_OF(fine); i++) {
                struct answer a = wire_ask(cx, w.port, (str){ fine[i].p, fine[i].n });
                if (!same_int(a.status, fine[i].status))
                        test_note("%s", fine[i].what);
                same_int(wire_reached(), (int)i + 1);
        }
        ok(wire_stop(&w));
}

TEST(http_framing_is_the_same_in_pieces)
{
        /* Every cut of one head into two segments is read the same. */
        static const char one[] = "POST /echo?a=1 HTTP/1.1\r\nHost: localhost\r\nA: b \r\n"
                                  "Content-Length: 5\r\n\r\nhello";
        struct wire w = wire_start(cx, NULL, (struct server_options){ .workers = 1 });
        int fd = wire_connect(w.port);
        for (size_t cut = 1; cut < sizeof one - 1; cut += 3) {
                ok(wire_put(fd, (str){ one, cut }));
                nanosleep(&(struct timespec){ .tv_nsec = 500000 }, NULL);
                ok(wire_put(fd, (str){ one + cut, sizeof one - 1 - cut }));
                struct answer a = wire_read(cx, fd, false);
                if (!same_str(a.body, "POST /echo ?a=1\na=1\nfields 1 body 5 loopback\n"))
                        test_note("cut at %zu", cut);
        }
        close(fd);
        ok(wire_stop(&w));
}
