/* tests/fuzz/http_path.c - a head in lines (method, address, version, then "name: value"): what
 * the guard lets through has a clean path and one framing. */
#include "door/web/guard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static struct head h;
        struct arena a;
        struct guarded g;
        str rest = { (const char *)data, size };
        arena_init(&a, 64 << 20);
        h = (struct head){ .method = str_cut(rest, '\n', &rest) };
        h.uri = str_cut(rest, '\n', &rest);
        h.version = str_cut(rest, '\n', &rest);
        while (rest.n && h.n_headers < HEAD_MAX_HEADERS) {
                str value, name = str_cut(str_cut(rest, '\n', &rest), ':', &value);
                *VEC_ADD(&a, h.headers, h.n_headers, h.cap_headers) = (struct pair){ name, value };
        }
        if (!guard_check(&a, &h, &g).status) {
                must(g.method == GET || g.method == POST);
                must(g.path.n && g.path.p[0] == '/' && utf8_valid(g.path));
                must(str_find(g.path, S("//")) < 0 && str_find(g.path, S("/../")) < 0);
                must(!memchr(g.path.p, '\\', g.path.n) && !memchr(g.path.p, '\n', g.path.n));
                must(!head_count(&h, "transfer-encoding") && head_count(&h, "content-length") <= 1);
                must(g.length >= 0 && (g.method == POST || !g.length));
        }
        arena_done(&a);
        return 0;
}
