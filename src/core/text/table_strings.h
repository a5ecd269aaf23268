/* core/text/table_strings.h - the shared strings of a workbook, packed tightly; bounded. */
#ifndef CORE_TEXT_TABLE_STRINGS_H
#define CORE_TEXT_TABLE_STRINGS_H

#include "base/base.h"

/* Text lies in blocks, each string behind its length, with one pointer a string: an unlike
 * million of 12 bytes is 24 MB, not the 80 MB that a str each and growing arrays would take. */
struct strings {
        struct arena   arena;
        const char  ***page;            /* pointers to strings, by the thousand */
        size_t         n, n_pages, cap_pages;
        char          *block;
        size_t         in_block, block_size;
        size_t         n_bytes;         /* text and pointers */
};

enum { STRINGS_BYTES_MAX = 12 << 20 };

void strings_init(struct strings *s);
void strings_done(struct strings *s);                   /* for CLEANUP */
bool strings_add(struct strings *s, str text);          /* false: past the bound */
/* The i-th, from 0; absent when there is none. */
str  strings_at(const struct strings *s, uint64_t i);

#endif
