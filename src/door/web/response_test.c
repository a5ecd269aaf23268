/* door/web/response_test.c - what goes over the wire. */
#include "door/web/response.h"
#include "tests/http/wire.h"

static str header_of(const struct response *o, const char *want)
{
        const char *name, *value;
        for (size_t at = 0; response_header(o, &at, &name, &value); ) {
                if (!strcmp(name, want))
                        return str_of(value);
        }
        return (str){ 0 };
}

TEST(response_carries_the_security_headers)
{
        struct response o = { 0 };
        struct request rq = { .method = GET, .path = S("/") };
        struct reply re = { .body = buf_new(cx->arena, 100) };
        buf_put(&re.body, S("hello"));
        response_make(&o, cx->arena, &rq, &re);
        same_int(o.status, 200);
        same_str(header_of(&o, "Content-Security-Policy"),
                 "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                 "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        same_str(header_of(&o, "X-Frame-Options"), "DENY");
        same_str(header_of(&o, "Referrer-Policy"), "same-origin");
        same_str(header_of(&o, "Cross-Origin-Opener-Policy"), "same-origin");
        same_str(header_of(&o, "Cache-Control"), "no-store");
        ok(!header_of(&o, "Strict-Transport-Security").p);
        str body = { o.body, o.n_body };
        same_str(body, "hello");
        response_free(&o);
        rq.secure = true;
        response_make(&o, cx->arena, &rq, &re);
        same_str(header_of(&o, "Strict-Transport-Security"), "max-age=31536000");
        response_free(&o);
}

TEST(response_cannot_be_split)
{
        static const char *const hostile[] = { "a\r\nSet-Cookie: x=1", "a\nb", "a\x7f", "a\x01" };
        struct response o = { 0 };
        struct request rq = { .method = GET };
        for (size_t i = 0; i < COUNT_OF(hostile); i++) {
                struct reply re = { .status = 303, .location = str_of(hostile[i]) };
                response_make(&o, cx->arena, &rq, &re);
                same_int(o.status, 500);
                ok(!header_of(&o, "Location").p);
                response_free(&o);
        }
        struct reply named = { .download = S("a\r\nb\"; x.pdf") };
        response_make(&o, cx->arena, &rq, &named);
        same_str(header_of(&o, "Content-Disposition"),
                 "attachment; filename=\"a__b___x.pdf\"; filename*=UTF-8''a%0D%0Ab%22%3B%20x.pdf");
        response_free(&o);
}

TEST(response_names_a_download_in_chinese)
{
        struct response o = { 0 };
        struct request rq = { .method = GET };
        struct reply re = { .download = S("部门预算 2024.pdf"), .type = "application/pdf" };
        response_make(&o, cx->arena, &rq, &re);
        same_str(header_of(&o, "Content-Disposition"),
                 "attachment; filename=\"_____2024.pdf\"; "
                 "filename*=UTF-8''%E9%83%A8%E9%97%A8%E9%A2%84%E7%AE%97%202024.pdf");
        response_free(&o);
        re.plain = S("budgets-2024.pdf");
        response_make(&o, cx->arena, &rq, &re);
        same_str(header_of(&o, "Content-Disposition"),
                 "attachment; filename=\"budgets-2024.pdf\"; "
                 "filename*=UTF-8''%E9%83%A8%E9%97%A8%E9%A2%84%E7%AE%97%202024.pdf");
        response_free(&o);
}

TEST(response_is_compressed_when_it_pays)
{
        struct response o = { 0 };
        struct request rq = { .method = GET, .accept_encoding = S("gzip, br") };
        struct reply re = { .body = buf_new(cx->arena, 1 << 20) };
        for (int i = 0; i < 500; i++)
                buf_f(&re.body, "<tr><td>%d</td><td>预算</td></tr>\n", i);
        response_make(&o, cx->arena, &rq, &re);
        same_str(header_of(&o, "Content-Encoding"), "gzip");
        same_str(header_of(&o, "Vary"), "Accept-Encoding");
        ok(o.n_body < re.body.n / 4);
        const unsigned char *p = (const unsigned char *)o.body, *end = p + o.n_body;
        ok(p[0] == 0x1f && p[1] == 0x8b);
        /* Its last four bytes are the length of what it holds. */
        same_int(end[-4] | end[-3] << 8 | end[-2] << 16 | end[-1] << 24, (int64_t)re.body.n);
        response_free(&o);
        rq.accept_encoding = S("gzip;q=0");
        response_make(&o, cx->arena, &rq, &re);
        ok(!header_of(&o, "Content-Encoding").p && o.n_body == re.body.n);
        response_free(&o);
        rq.accept_encoding = S("gzip");
        re.type = "application/pdf";
        response_make(&o, cx->arena, &rq, &re);
        ok(!header_of(&o, "Content-Encoding").p);
        response_free(&o);
        re = (struct reply){ .status = 304, .etag = S("\"x\"") };
        response_make(&o, cx->arena, &rq, &re);
        ok(o.n_body == 0 && !header_of(&o, "Content-Type").p);
        same_str(header_of(&o, "ETag"), "\"x\"");
        response_free(&o);
}

TEST(response_refusals_speak_two_languages)
{
        struct wire w = wire_start(cx, NULL, (struct server_options){ .workers = 1 });
        struct answer a = wire_ask(cx, w.port, S("GET // HTTP/1.1\r\nHost: x\r\n\r\n"));
        ok(str_find(a.body, S("地址不合规范")) > 0);
        ok(wire_header(a, "content-security-policy").n > 0);
        a = wire_ask(cx, w.port, S("GET // HTTP/1.1\r\nHost: x\r\n"
                                   "Accept-Language: en-US,en;q=0.9\r\n\r\n"));
        ok(str_find(a.body, S("The address is malformed")) > 0);
        a = wire_ask(cx, w.port, S("GET // HTTP/1.1\r\nHost: x\r\n"
                                   "Accept: application/json\r\n\r\n"));
        same_str(a.body, "{\"status\":400,\"error\":\"地址不合规范\"}\n");
        ok(wire_stop(&w));
}
