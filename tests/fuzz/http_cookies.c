/* tests/fuzz/http_cookies.c - cookies, Accept lists and parameters of one header value. */
#include "door/web/fields.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct arena a;
        str s = { (const char *)data, size };
        arena_init(&a, 64 << 20);
        str v = cookie_value(s, "ls-session");
        must(!v.n || (v.p >= s.p && v.p + v.n <= s.p + s.n));
        int w = accept_weight(s, "text/html", (const char *const[]){ "text/*", "*/*", NULL });
        must(w >= -1 && w <= 1000);
        (void)web_takes(s, CODING_GZIP);
        v = header_param(&a, s, "boundary");
        must(v.n <= s.n);
        (void)header_head(s);
        arena_done(&a);
        return 0;
}
