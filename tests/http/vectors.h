/* tests/http/vectors.h - bytes that two programs could read in two ways (reliability.md, test 13).
 * Sent to the server itself and through a proxy. */
#ifndef TESTS_HTTP_VECTORS_H
#define TESTS_HTTP_VECTORS_H

#include "tests/test.h"

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
        V("no Host",                   400, GET_ "\r\n"),
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

#endif
