/* tests/http/framing_test.c - bytes that two programs could read in two ways (reliability.md,
 * test 13): each is refused, the connection closed, and nothing reaches a handler. */
#include <time.h>
#include <unistd.h>

#include "tests/http/wire.h"

#define GET_ "GET /hello HTTP/1.1\r\n"
#define HOST "Host: localhost\r\n"
#define POST_ "POST /echo HTTP/1.1\r\n" HOST
#define NEXT GET_ HOST "\r\n"           /* what a smuggler would like to be a request */

/* status 0: the library closes without an answer, or gives a 4xx or 5xx of its own (0.9.75 then
 * sends its head twice, the second time as the beginning of the body, and closes). */
struct vector { const char *what; int status; const char *p; size_t n; };
#define CHUNKED "Transfer-Encoding: chunked\r\n"
#define ZERO "0\r\n\r\n"
#define LEN5 "Content-Length: 5\r\n"
#define V(what, status, bytes) { what, status, bytes, sizeof(bytes) - 1 }

static const struct vector refused[] = {
        /* -- two framings, or one that cannot be read -- */
        V("length and chunked",        400, POST_ LEN5 CHUNKED "\r\n" ZERO NEXT),
        V("chunked and length",        400, POST_ CHUNKED LEN5 "\r\n" ZERO NEXT),
        V("two different lengths",     400, POST_ LEN5 "Content-Length: 6\r\n\r\nhello" NEXT),
        V("the same length twice",     400, POST_ LEN5 LEN5 "\r\nhello" NEXT),
        V("list of lengths",           0,   POST_ "Content-Length: 5, 5\r\n\r\nhello" NEXT),
        V("length +5",                 0,   POST_ "Content-Length: +5\r\n\r\nhello" NEXT),
        V("length -1",                 0,   POST_ "Content-Length: -1\r\n\r\nhello" NEXT),
        V("length 0x5",                0,   POST_ "Content-Length: 0x5\r\n\r\nhello" NEXT),
        V("length of 26 digits",       0,
          POST_ "Content-Length: 00000000000000000000000005\r\n\r\nhello" NEXT),
        V("length overflowing 64 bit", 0,   POST_ "Content-Length: 18446744073709551621\r\n\r\n"),
        V("empty length",              0,   POST_ "Content-Length:\r\n\r\nhello" NEXT),
        V("length with a blank in it", 0,   POST_ "Content-Length: 5 5\r\n\r\nhello" NEXT),
        V("chunked",                   411, POST_ CHUNKED "\r\n5\r\nhello\r\n" ZERO NEXT),
        V("bad chunk size",            411, POST_ CHUNKED "\r\nzz\r\nhello\r\n" ZERO),
        V("overflowing chunk size",    411, POST_ CHUNKED "\r\nfffffffffffffffff\r\nhello"),
        V("chunk extension",           411, POST_ CHUNKED "\r\n5;a=b\r\nhello\r\n" ZERO),
        V("chunk extension over LF",   411, POST_ CHUNKED "\r\n5;\nxx\r\nhello\r\n" ZERO NEXT),
        V("LF-only chunks",            411, POST_ CHUNKED "\r\n5\nhello\n0\n\n" NEXT),
        V("TE.0",                      411, POST_ CHUNKED "\r\n" ZERO NEXT),
        V("blank before the colon",    400, POST_ "Transfer-Encoding : chunked\r\n\r\n" ZERO NEXT),
        V("blank before length colon", 400, POST_ "Content-Length : 5\r\n\r\nhello" NEXT),
        V("unknown coding",            400,
          POST_ "Transfer-Encoding: gzip, chunked\r\n\r\n" ZERO NEXT),
        V("coding identity",           400, POST_ "Transfer-Encoding: identity\r\n\r\nhello"),
        V("coding xchunked",           400, POST_ "Transfer-Encoding: xchunked\r\n\r\n" ZERO),
        V("coding with a tab",         400, POST_ "Transfer-Encoding: \x0b" "chunked\r\n\r\n" ZERO),
        V("two codings",               400,
          POST_ CHUNKED "Transfer-Encoding: identity\r\n\r\n" ZERO),
        V("chunked in HTTP/1.0",       400, "POST /echo HTTP/1.0\r\n" HOST CHUNKED "\r\n" ZERO),
        V("CL.0: a GET with a body",   400, GET_ HOST "Content-Length: 38\r\n\r\n" NEXT),
        V("HEAD with a body",          400, "HEAD /hello HTTP/1.1\r\n" HOST LEN5 "\r\nhello"),
        V("gzip body",                 415, POST_ "Content-Encoding: gzip\r\n" LEN5 "\r\nhello"),
        /* -- lines -- */
        V("folded header",             400, GET_ HOST "A: b\r\n c\r\n\r\n"),
        V("folded length",             400, POST_ "Content-Length:\r\n 5\r\n\r\nhello"),
        V("bare LF in the head",       400, "GET /hello HTTP/1.1\r\nHost: localhost\nA: b\r\n\r\n"),
        V("bare LF after the request", 400, "GET /hello HTTP/1.1\nHost: localhost\r\n\r\n"),
        V("bare LF all through",       400, "GET /hello HTTP/1.1\nHost: localhost\n\n"),
        V("bare LF at the end",        400, GET_ "Host: localhost\r\n\n"),
        V("bare CR in a header",       400, GET_ "Host: localhost\r\nA: b\rC: d\r\n\r\n"),
        V("first header folded",       0,   GET_ " Host: localhost\r\n\r\n"),
        V("header without a colon",    0,   GET_ HOST "nonsense\r\n\r\n"),
        V("header without a name",     0,   GET_ HOST ": value\r\n\r\n"),
        V("control byte in a name",    0,   GET_ HOST "A\x01: b\r\n\r\n"),
        V("control byte in a value",   0,   GET_ HOST "A: b\x01\r\n\r\n"),
        V("NUL in a value",            0,   GET_ HOST "A: b\0c\r\n\r\n"),
        V("NUL in a name",             0,   GET_ HOST "A\0b: c\r\n\r\n"),
        /* -- the request line -- */
        V("NUL in the path",           400, "GET /hello\0/x HTTP/1.1\r\n" HOST "\r\n"),
        V("NUL and a version",         400, "GET /hello\0HTTP/1.1 HTTP/1.1\r\n" HOST "\r\n"),
        V("control byte in a method",  400, "G\x01T /hello HTTP/1.1\r\n" HOST "\r\n"),
        V("lower-case method",         501, "get /hello HTTP/1.1\r\n" HOST "\r\n"),
        V("unknown method",            501, "BREW /hello HTTP/1.1\r\n" HOST "\r\n"),
        V("PUT",                       405, "PUT /hello HTTP/1.1\r\n" HOST "Content-Length: " ZERO),
        V("TRACE",                     405, "TRACE /hello HTTP/1.1\r\n" HOST "\r\n"),
        V("OPTIONS *",                 405, "OPTIONS * HTTP/1.1\r\n" HOST "\r\n"),
        V("CONNECT, authority-form",   405, "CONNECT localhost:80 HTTP/1.1\r\n" HOST "\r\n"),
        V("authority-form",            400, "GET localhost:80 HTTP/1.1\r\n" HOST "\r\n"),
        V("absolute-form",             400, "GET http://other/hello HTTP/1.1\r\n" HOST "\r\n"),
        V("HTTP/9.9",                  0,   "GET /hello HTTP/9.9\r\n" HOST "\r\n"),
        V("HTTP/1.2",                  505, "GET /hello HTTP/1.2\r\n" HOST "\r\n"),
        V("HTTP/2 preface",            0,   "PRI * HTTP/2." ZERO "SM\r\n\r\n"),
        V("HTTP/0.9",                  0,   "GET /hello\r\n\r\n"),
        V("no blank after a method",   0,   "GET/hello HTTP/1.1\r\n" HOST "\r\n"),
        V("blank in the path",         0,   "GET /hel lo HTTP/1.1\r\n" HOST "\r\n"),
        V("two blanks",                0,   "GET  /hello HTTP/1.1\r\n" HOST "\r\n"),
        /* -- the path -- */
        V("%00",                       400, "GET /hello%00 HTTP/1.1\r\n" HOST "\r\n"),
        V("..",                        400, "GET /a/../hello HTTP/1.1\r\n" HOST "\r\n"),
        V("%2e%2e",                    400, "GET /a/%2e%2e/hello HTTP/1.1\r\n" HOST "\r\n"),
        V(".",                         400, "GET /./hello HTTP/1.1\r\n" HOST "\r\n"),
        V("//",                        400, "GET //hello HTTP/1.1\r\n" HOST "\r\n"),
        V("escaped slash",             400, "GET /a%2Fhello HTTP/1.1\r\n" HOST "\r\n"),
        V("backslash",                 400, "GET /a\\hello HTTP/1.1\r\n" HOST "\r\n"),
        V("escaped backslash",         400, "GET /a%5chello HTTP/1.1\r\n" HOST "\r\n"),
        V("bad escape",                400, "GET /hello%g1 HTTP/1.1\r\n" HOST "\r\n"),
        V("cut escape",                400, "GET /hello%2 HTTP/1.1\r\n" HOST "\r\n"),
        V("not UTF-8",                 400, "GET /%ff%fe HTTP/1.1\r\n" HOST "\r\n"),
        V("overlong UTF-8",            400, "GET /%c0%af HTTP/1.1\r\n" HOST "\r\n"),
        V("raw high byte",             400, "GET /\xe6\xb0\x91 HTTP/1.1\r\n" HOST "\r\n"),
        V("escaped newline",           400, "GET /a%0d%0ab HTTP/1.1\r\n" HOST "\r\n"),
        V("fragment",                  400, "GET /hello#x HTTP/1.1\r\n" HOST "\r\n"),
        /* -- Host, Expect, Upgrade -- */
        V("no Host",                   0,   GET_ "\r\n"),
        V("two Hosts",                 400, GET_ HOST "Host: other\r\n\r\n"),
        V("empty Host",                400, GET_ "Host:\r\n\r\n"),
        V("Host with a path",          400, GET_ "Host: localhost/x\r\n\r\n"),
        V("Host with a user",          400, GET_ "Host: a@localhost\r\n\r\n"),
        V("Host with a bad port",      400, GET_ "Host: localhost:99999\r\n\r\n"),
        V("unknown expectation",       417, POST_ "Expect: 200-maybe\r\n" LEN5 "\r\nhello"),
        V("upgrade to h2c",            400,
          GET_ HOST "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n"),
        V("upgrade to websocket",      400,
          GET_ HOST "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
        V("a bad one, pipelined",      400, GET_ HOST "A : b\r\n\r\n" NEXT NEXT),
};

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
