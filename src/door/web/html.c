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

/* Which of these bytes are special? & and ' differ in one bit, < and > too. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));
typedef uint64_t      words2  __attribute__((vector_size(16)));

static inline bytes16 specials(bytes16 v)
{
        return (bytes16)((v & 0xfe) == 0x26) | (bytes16)((v & 0xfd) == 0x3c) | (bytes16)(v == 0x22);
}

static inline bool is_clear(bytes16 hit)
{
        words2 w = (words2)hit;
        return (w[0] | w[1]) == 0;
}

/* Copy while looking: true when no byte was special. The last piece overlaps the one before it,
 * which is quicker than byte by byte. */
static inline bool copy_plain(char *to, const char *p, size_t n)
{
        bytes16 v, hit = { 0 };
        uint64_t a = 0, b = 0;
        if (n >= 16) {
                for (size_t at = 0; at < n - 16; at += 16) {
                        memcpy(&v, p + at, 16);
                        memcpy(to + at, &v, 16);
                        hit |= specials(v);
                }
                memcpy(&v, p + n - 16, 16);
                memcpy(to + n - 16, &v, 16);
                return is_clear(hit | specials(v));
        }
        if (n < 4) {
                for (size_t i = 0; i < n; to[i] = p[i], i++)
                        if (entity[(unsigned char)p[i]])
                                return false;
                return true;
        }
        if (n >= 8) {
                memcpy(&a, p, 8);
                memcpy(&b, p + n - 8, 8);
                memcpy(to, &a, 8);
                memcpy(to + n - 8, &b, 8);
        } else {
                memcpy(&a, p, 4);
                memcpy(&b, p + n - 4, 4);
                memcpy(to, &a, 4);
                memcpy(to + n - 4, &b, 4);
        }
        return is_clear(specials((bytes16)(words2){ a, b }));
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

/* Nearly every text goes out whole, and there is room for it. */
void html_str(struct buf *o, str s)
{
        if (s.n < o->cap - o->n && copy_plain(o->p + o->n, s.p, s.n))
                o->n += s.n;
        else
                put_escaped(o, s);
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
