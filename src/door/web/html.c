/* door/web/html.c - what templates call: text in, safe HTML out. */
#include "door/web/html.h"

void html_lit2(struct buf *o, const char *zh, size_t n_zh, const char *en, size_t n_en)
{
        if (o->lang == LANG_EN)
                buf_put(o, (str){ en, n_en });
        else
                buf_put(o, (str){ zh, n_zh });
}

/* For each byte the entity that stands for it, or nothing. The apostrophe too: templates have
 * only double-quoted attributes, but the text may be read back by others. */
static const char *const entity[256] = {
        ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};

/* Is one of these bytes special? & and ' differ in one bit, < and > too. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));

static inline bool special16(const char *p)
{
        uint64_t half[2];
        bytes16 v;
        memcpy(&v, p, sizeof(v));
        bytes16 hit = (bytes16)((v & 0xfe) == 0x26) | (bytes16)((v & 0xfd) == 0x3c) | (bytes16)(v == 0x22);
        memcpy(half, &hit, sizeof(half));
        return (half[0] | half[1]) != 0;
}

static inline uint64_t zero_in(uint64_t v)
{
        return (v - 0x0101010101010101) & ~v & 0x8080808080808080;
}

static inline bool special8(uint64_t v)
{
        return (zero_in((v & 0xfefefefefefefefe) ^ 0x2626262626262626) |
                zero_in((v & 0xfdfdfdfdfdfdfdfd) ^ 0x3c3c3c3c3c3c3c3c) |
                zero_in(v ^ 0x2222222222222222)) != 0;
}

/* The last piece overlaps the one before it: looked at twice, which is quicker than byte by byte. */
static inline bool has_special(str s)
{
        const char *p = s.p, *end = s.p + s.n;
        if (s.n >= 16) {
                for (; end - p >= 16; p += 16)
                        if (special16(p))
                                return true;
                return special16(end - 16);
        }
        uint64_t head = 0, tail = 0;
        if (s.n >= 8) {
                memcpy(&head, p, 8);
                memcpy(&tail, end - 8, 8);
                return special8(head) || special8(tail);
        }
        if (s.n >= 4) {
                memcpy(&head, p, 4);
                memcpy(&tail, end - 4, 4);
                return special8(head | tail << 32);
        }
        for (; p < end; p++)
                if (entity[(unsigned char)*p])
                        return true;
        return false;
}

/* In runs between the special bytes. */
__attribute__((noinline)) static void put_escaped(struct buf *o, str s)
{
        size_t from = 0;
        for (size_t i = 0; i < s.n; i++) {
                const char *e = entity[(unsigned char)s.p[i]];
                if (!e)
                        continue;
                buf_put(o, (str){ s.p + from, i - from });
                buf_put(o, str_of(e));
                from = i + 1;
        }
        if (s.n > from)
                buf_put(o, (str){ s.p + from, s.n - from });
}

/* Nearly every text goes out whole. */
void html_str(struct buf *o, str s)
{
        if (has_special(s))
                put_escaped(o, s);
        else
                buf_put(o, s);
}

void html_cstr(struct buf *o, const char *s) { html_str(o, str_of(s)); }
void html_int(struct buf *o, int64_t n)      { buf_int(o, n); }
void html_size(struct buf *o, size_t n)      { must(n <= INT64_MAX); buf_int(o, (int64_t)n); }

void html_money(struct buf *o, money m)   { buf_put(o, decimal_str(o->arena, m.fen, 2, true)); }
void html_points(struct buf *o, points p) { buf_put(o, decimal_str(o->arena, p.micro, 6, false)); }
void html_day(struct buf *o, day d)       { buf_put(o, day_is(d) ? day_str(o->arena, d) : S("—")); }
void html_markup(struct buf *o, markup m) { buf_put(o, m.s); }
void html_tr(struct buf *o, const char *zh) { html_cstr(o, words_of(o->lang, zh)); }

void html_say(struct buf *o, const char *zh, const char *en, ...)
{
        va_list ap;
        va_start(ap, en);
        html_str(o, str_vf(o->arena, o->lang == LANG_EN && en ? en : zh, ap));
        va_end(ap);
}

/* & between query parameters is the one special byte an address of ours may hold. */
void html_url(struct buf *o, const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        html_str(o, str_vf(o->arena, fmt, ap));
        va_end(ap);
}

const char *url_part(struct arena *a, str s)
{
        static const char hex[] = "0123456789ABCDEF";
        char *p = arena_alloc(a, s.n * 3 + 1), *q = p;
        for (size_t i = 0; i < s.n; i++) {
                unsigned char c = (unsigned char)s.p[i];
                bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
                if (plain) {
                        *q++ = (char)c;
                } else {
                        *q++ = '%';
                        *q++ = hex[c >> 4];
                        *q++ = hex[c & 15];
                }
        }
        return p;
}
