/* door/web/fields_test.c - what stands inside a request, read and refused. */
#include "door/web/fields.h"
#include "tests/test.h"

static struct fields reader(struct ctx *cx)
{
        return (struct fields){ .arena = cx->arena, .limit = 100 };
}

TEST(fields_urlencoded_reads_and_refuses)
{
        static const struct { const char *text; enum fields_end end; int n; const char *first; }
        rows[] = {
                { "",                 FIELDS_OK, 0, "" },
                { "a=1&b=2",          FIELDS_OK, 2, "a=1" },
                { "a=b=c",            FIELDS_OK, 1, "a=b=c" },
                { "a",                FIELDS_OK, 1, "a=" },
                { "=1",               FIELDS_OK, 1, "=1" },
                { "&&a=1&",           FIELDS_OK, 1, "a=1" },
                { "a+b=c+d",          FIELDS_OK, 1, "a b=c d" },
                { "a=%2B%26%3d",      FIELDS_OK, 1, "a=+&=" },
                { "%E6%B0%91=%e6%b0%91", FIELDS_OK, 1, "民=民" },
                { "a=%",              FIELDS_MALFORMED, 0, "" },
                { "a=%4",             FIELDS_MALFORMED, 0, "" },
                { "a=%4g",            FIELDS_MALFORMED, 0, "" },
                { "a=%00",            FIELDS_MALFORMED, 0, "" },
                { "a=%ed%a0%80",      FIELDS_MALFORMED, 0, "" },
                { "a=1&b=%ff",        FIELDS_MALFORMED, 1, "a=1" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                struct fields f = reader(cx);
                if (!same_int(fields_urlencoded(&f, str_of(rows[i].text)), rows[i].end))
                        test_note("%s", rows[i].text);
                same_int(f.n, rows[i].n);
                if (f.n)
                        same_str(str_f(cx->arena, "%.*s=%.*s", STR(f.list[0].name),
                                       STR(f.list[0].value)), rows[i].first);
        }
        struct fields f = reader(cx);
        f.limit = 2;
        same_int(fields_urlencoded(&f, S("a&b")), FIELDS_OK);
        same_int(fields_urlencoded(&f, S("c")), FIELDS_MANY);
}

#define TYPE "multipart/form-data; boundary=XX"
#define PART(name) "--XX\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define FILE_(name) "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"" name \
                    "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
#define END "\r\n--XX--\r\n"

TEST(fields_multipart_reads_and_refuses)
{
        static const struct { const char *type, *body; enum fields_end end; int n, n_uploads; }
        rows[] = {
                { TYPE, PART("a") "1" END,                      FIELDS_OK, 1, 0 },
                { TYPE, PART("a") "1\r\n" PART("b") "2" END,    FIELDS_OK, 2, 0 },
                { TYPE, PART("a") END,                          FIELDS_OK, 1, 0 },
                { TYPE, FILE_("x.csv") "1,2\r\n3" END,          FIELDS_OK, 0, 1 },
                { TYPE, FILE_("") END,                          FIELDS_OK, 0, 1 },
                { TYPE, PART("a") "1\r\n" FILE_("\xe9\xa2\x84.xlsx") "\xff" END, FIELDS_OK, 1, 1 },
                { "multipart/form-data; charset=utf-8; boundary=\"XX\"", PART("a") "1" END,
                  FIELDS_OK, 1, 0 },
                { TYPE, "--XX--\r\n",                           FIELDS_OK, 0, 0 },
                { TYPE, PART("a") "1\r\n--XX--",                FIELDS_OK, 1, 0 },
                { TYPE, PART("a") "1\r\n--XY\r\n" END,          FIELDS_OK, 1, 0 },
                { "multipart/form-data", PART("a") "1" END,     FIELDS_MALFORMED, 0, 0 },
                { "multipart/form-data; boundary=", PART("a") "1" END, FIELDS_MALFORMED, 0, 0 },
                { "multipart/form-data; boundary=\"a\r\nb\"", PART("a") "1" END,
                  FIELDS_MALFORMED, 0, 0 },
                { TYPE, "",                                     FIELDS_MALFORMED, 0, 0 },
                { TYPE, "preamble\r\n" PART("a") "1" END,       FIELDS_MALFORMED, 0, 0 },
                { TYPE, PART("a") "1",                          FIELDS_MALFORMED, 0, 0 },
                { TYPE, PART("a") "1\r\n--XX",                  FIELDS_MALFORMED, 1, 0 },
                { TYPE, PART("a") "1" END "more",               FIELDS_MALFORMED, 1, 0 },
                { TYPE, PART("a") "\xff" END,                   FIELDS_MALFORMED, 0, 0 },
                { TYPE, "--XX\r\n\r\n1" END,                    FIELDS_MALFORMED, 0, 0 },
                { TYPE, "--XX\r\nContent-Disposition: form-data\r\n\r\n1" END,
                  FIELDS_MALFORMED, 0, 0 },
                { TYPE, "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1" END,
                  FIELDS_MALFORMED, 0, 0 },
                { TYPE, "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n"
                        "Content-Transfer-Encoding: base64\r\n\r\nMQ==" END,
                  FIELDS_MALFORMED, 0, 0 },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                struct fields f = reader(cx);
                str type = str_of(rows[i].type), body = str_of(rows[i].body);
                enum fields_end end = fields_multipart(&f, type, body);
                if (!same_int(end, rows[i].end))
                        test_note("row %zu: %s", i, rows[i].body);
                same_int(f.n, rows[i].n);
                same_int(f.n_uploads, rows[i].n_uploads);
        }
        struct fields f = reader(cx);
        str odd = S(FILE_("C:\\a\\\"b\\\".csv") "1\r\n\r\n2" END);
        same_int(fields_multipart(&f, S(TYPE), odd), FIELDS_OK);
        same_str(f.uploads[0].filename, "C:\\a\"b\".csv");
        same_str(f.uploads[0].bytes, "1\r\n\r\n2");
}

TEST(fields_cookies)
{
        static const struct { const char *header, *want; } rows[] = {
                { "a=1; s=x; b=2", "x" }, { "s=x", "x" }, { "s=\"x\"", "x" }, { " s = x ", "x" },
                { "s=x; s=x", "x" }, { "s=", "" }, { "xs=1; ss=2", NULL }, { "s", NULL },
                { "s=x; s=y", NULL }, { "", NULL }, { "S=x", NULL }, { ";;;s=x", "x" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                str got = cookie_value(str_of(rows[i].header), "s");
                ok(rows[i].want ? got.p && str_is(got, rows[i].want) : !got.p);
        }
}

TEST(fields_accept_lists)
{
        static const struct { const char *list; bool gzip, brotli; } rows[] = {
                { "gzip, deflate, br", true, true }, { "gzip;q=0", false, false },
                { "", false, false },
                { "*", true, false }, { "*;q=0", false, false },
                { "br;q=0.5, gzip;q=0.000", false, true },
                { "GZIP", true, false }, { "gzip;q=x", false, false },
                { "identity", false, false },
                { "gzip;q=0.001", true, false }, { "gzipped", false, false },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                ok(web_takes(str_of(rows[i].list), CODING_GZIP) == rows[i].gzip);
                ok(web_takes(str_of(rows[i].list), CODING_BROTLI) == rows[i].brotli);
                ok(web_takes(str_of(rows[i].list), CODING_PLAIN));
        }
        same_int(accept_weight(S("text/html, a/json;q=0.9"), "a/json", NULL), 900);
        same_int(accept_weight(S("text/html"), "application/json", NULL), -1);
}
