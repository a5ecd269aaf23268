/* base/buf.h - growing text with a ceiling. Breaks once, quietly: past its
 * ceiling it is `broken` and later writes do nothing; whoever sends it checks. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <string.h>
#include "base/str.h"

struct buf {
        struct arena *arena;
        char         *p;
        size_t        n, cap, max;      /* cap - n: what fits now, one byte more than text; never past max */
        bool          broken;           /* cap == n: nothing fits any more */
        int           lang;     /* enum lang of who reads it; templates look here */
};

struct buf buf_new(struct arena *a, size_t max);
/* The same, written into `room` (n bytes, the caller's) as long as it suffices. */
struct buf buf_over(struct arena *a, char *room, size_t n, size_t max);
void buf_put_slow(struct buf *b, str s);
/* In line: a page is some thousand of these. */
static inline void buf_put(struct buf *b, str s)
{
        if (s.n && s.n < b->cap - b->n) {
                memcpy(b->p + b->n, s.p, s.n);
                b->n += s.n;
        } else if (s.n) {
                buf_put_slow(b, s);
        }
}
void buf_byte(struct buf *b, char c);
void buf_f(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_vf(struct buf *b, const char *fmt, va_list ap);
void buf_int(struct buf *b, int64_t v);
str  buf_str(const struct buf *b);              /* a view, valid until the next write */
const char *buf_cstr(struct buf *b);            /* NUL-terminated view */
str  str_vf(struct arena *a, const char *fmt, va_list ap);
/* As vsnprintf, and quicker where there is nothing but text, %s, %.*s, %d, %ld, %lx. */
int  str_print(char *to, size_t n, const char *fmt, va_list ap);

#endif
