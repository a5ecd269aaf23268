/* base/utf8.h - text as characters: check, count, cut, normalise. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

bool   utf8_valid(str s);               /* well-formed, no NUL, no lone surrogate */
size_t utf8_count(str s);               /* characters; s is valid */
str    utf8_head(str s, size_t n);      /* the first n characters at most */
/* One character: its length in bytes (0 at the end or when malformed). */
size_t utf8_next(str s, uint32_t *ret_code);
void   utf8_put(struct buf *b, uint32_t code);
/* NFC, then full-width ASCII (U+FF01…FF5E) and U+3000 to half width. */
str    utf8_narrow(struct arena *a, str s);
/* As texts are compared when they are searched: compatibility forms made plain (full width, ligatures),
 * case folded, blanks and line ends single and none at the ends. */
str    utf8_fold(struct arena *a, str s);
bool   utf8_has_wide_digits(str s);     /* ０…９ stand in it */

#endif
