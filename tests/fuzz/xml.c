/* tests/fuzz/xml.c - XML in; its text and attributes are escaped, and must read back the same.
 * The first byte says how large the pieces are. */
#include "core/text/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct echo { struct buf b; };

static void on_open(void *arg, str name UNUSED, const struct pair *attrs, int n)
{
        struct echo *e = arg;
        for (int i = 0; i < n; i++)
                buf_put(&e->b, attrs[i].value);
        buf_byte(&e->b, '\n');
}
static void on_text(void *arg, str s) { buf_put(&((struct echo *)arg)->b, s); }

static const struct xml_handler handler = { .open = on_open, .text = on_text };

static bool parsed(struct ctx *cx, str s, size_t step, str *ret)
{
        struct echo e = { buf_new(cx->arena, 1 << 22) };
        struct xml_in *x = xml_new(cx, &handler, &e);
        while (s.n && xml_feed(x, str_head(s, step)))
                s = str_from(s, step < s.n ? step : s.n);
        const struct fail *f = xml_end(&x);
        *ret = buf_str(&e.b);
        return !f && !e.b.broken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 28);
        struct ctx cx = { .arena = &a };
        str got, again;
        if (n && parsed(&cx, (str){ (const char *)data + 1, n - 1 }, data[0] + 1u, &got)) {
                struct buf b = buf_new(&a, 1 << 25);
                buf_put(&b, S("<a b=\""));
                xml_attr(&b, got);
                buf_put(&b, S("\">"));
                xml_text(&b, got);
                buf_put(&b, S("</a>"));
                must(!b.broken && parsed(&cx, buf_str(&b), 4096, &again));
                must(again.n == 2 * got.n + 1 && str_eq(str_head(again, got.n), got) &&
                     str_eq(str_from(again, got.n + 1), got));
        }
        arena_done(&a);
        return 0;
}
