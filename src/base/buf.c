/* base/buf.c - see buf.h. */
#include "base/base.h"

struct buf buf_new(struct arena *a, size_t max)
{
        return (struct buf){ .arena = a, .max = max };
}

struct buf buf_over(struct arena *a, char *room, size_t n, size_t max)
{
        return (struct buf){ .arena = a, .p = room, .cap = n <= max ? n : max + 1, .max = max };
}

/* Pages are some 30 kB: growing fourfold at first spares copies of what was just written. */
static bool grow(struct buf *b, size_t n)
{
        if (b->broken || n > b->max - b->n) {
                b->broken = true;
                b->cap = b->n;
                return false;
        }
        size_t cap = b->cap ? b->cap : 512;
        while (cap < b->n + n + 1)
                cap *= cap < 65536 ? 4 : 2;
        if (cap > b->max)
                cap = b->max + 1;
        char *p = arena_alloc(b->arena, cap);
        if (b->n)
                memcpy(p, b->p, b->n);
        b->p = p;
        b->cap = cap;
        return true;
}

static inline bool room(struct buf *b, size_t n)
{
        return n < b->cap - b->n || grow(b, n);
}

void buf_put_slow(struct buf *b, str s)
{
        if (s.n && room(b, s.n)) {
                memcpy(b->p + b->n, s.p, s.n);
                b->n += s.n;
        }
}

void buf_byte(struct buf *b, char c)
{
        if (room(b, 1))
                b->p[b->n++] = c;
}

void buf_vf(struct buf *b, const char *fmt, va_list ap)
{
        char tmp[256];
        va_list ap2;
        va_copy(ap2, ap);
        int n = str_print(tmp, sizeof(tmp), fmt, ap2);
        va_end(ap2);
        must(n >= 0);
        if ((size_t)n < sizeof(tmp)) {
                buf_put(b, (str){ tmp, (size_t)n });
        } else if (room(b, (size_t)n)) {
                vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
                b->n += (size_t)n;
        }
}

void buf_f(struct buf *b, const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        buf_vf(b, fmt, ap);
        va_end(ap);
}

void buf_int(struct buf *b, int64_t v)
{
        char tmp[24], *p = tmp + sizeof(tmp);
        uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
        do {
                *--p = (char)('0' + u % 10);
                u /= 10;
        } while (u);
        if (v < 0)
                *--p = '-';
        buf_put(b, (str){ p, (size_t)(tmp + sizeof(tmp) - p) });
}

str buf_str(const struct buf *b) { return (str){ b->p ? b->p : "", b->n }; }

const char *buf_cstr(struct buf *b)
{
        if (!b->p)
                return "";
        b->p[b->n] = 0;
        return b->p;
}
