/* base/str.h - a borrowed view of text. Passed by value; owns nothing. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

typedef struct {
        const char *p;          /* NULL means absent (SQL NULL), not empty */
        size_t      n;
} str;

#define S(lit)   ((str){ "" lit, sizeof(lit) - 1 })
#define S_C(lit) { "" lit, sizeof(lit) - 1 }    /* the same, for static tables */
#define STR(s)   (int)(s).n, (s).p              /* for "%.*s" */

/* Borrows; NULL gives absent. */
static inline str str_of(const char *cstr) { return cstr ? (str){ cstr, strlen(cstr) } : (str){ 0 }; }
/* For a column that may be absent: an empty text is. */
static inline str str_some(str s) { return s.n ? s : (str){ 0 }; }
str  str_copy(struct arena *a, str s);          /* also NUL-terminates; absent stays absent */
str  str_f(struct arena *a, const char *fmt, ...) PRINTF(2, 3); /* NUL-terminated */
/* Texts one after another, NUL-terminated: what a list makes for each of its rows, quicker than
 * str_f(). */
#define STR_JOIN(a, ...) str_join((a), (const str[]){ __VA_ARGS__ }, sizeof((const str[]){ __VA_ARGS__ }) / sizeof(str))
str  str_join(struct arena *a, const str *parts, size_t n);
str  str_int(struct arena *a, int64_t v);       /* in decimal */
static inline bool str_eq(str a, str b) { return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n)); }
bool str_is(str a, const char *cstr);
int  str_cmp(str a, str b);                     /* by bytes; absent first */
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
/* Where `part` first stands in s, or -1. */
ptrdiff_t str_find(str s, str part);
str  str_newlines(struct arena *a, str s);       /* each end of a line one \n; itself where there is no \r */
str  str_trim(str s);                           /* ASCII blanks and U+3000 off both ends */
str  str_from(str s, size_t i);                 /* the rest from byte i; empty past the end */
str  str_head(str s, size_t n);                 /* the first n bytes at most */
/* Cut at the first `sep`: returns what stands before, *rest what stands after
 * (absent when there was no sep). */
str  str_cut(str s, char sep, str *rest);
/* Decimal digits only, no sign, no overflow: true and *ret, else false. */
bool str_u64(str s, uint64_t *ret);

#endif
