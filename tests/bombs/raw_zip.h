/* tests/bombs/raw_zip.h - ZIP files with any lie in them, which no library would write. */
#ifndef TESTS_BOMBS_RAW_ZIP_H
#define TESTS_BOMBS_RAW_ZIP_H

#include "tests/test.h"

/* One entry. What is zero is made right from the data; what is set stands as it is. */
struct raw_entry {
        str      name;
        str      data;          /* as it will be unpacked; deflated here */
        str      packed;        /* or the packed bytes themselves, with the three below set */
        uint32_t crc;
        uint64_t size;          /* said to be this long unpacked; ≥ 2^32 makes a ZIP64 entry */
        uint64_t packed_size;
        int      method;        /* 0: deflate; RAW_STORED: stored; else as it is */
        int      flags;
        bool     no_local;      /* only in the directory, pointing at `at` */
        uint32_t at;
};
enum { RAW_STORED = -1 };

struct raw_zip { struct ctx *cx; struct buf local, central; int n; };

struct raw_zip raw_zip(struct ctx *cx);
void           raw_add(struct raw_zip *z, struct raw_entry e);
/* The end record; n_said > 0: as many entries as it is to claim. */
str            raw_end(struct raw_zip *z, int n_said);
/* `n` zeros (or any byte), deflated, never in memory at once; whole mebibytes. */
str            raw_zeros(struct ctx *cx, char byte, uint64_t n, uint32_t *ret_crc);

/* The parts of an honest workbook with one sheet, except those given a text here. */
struct raw_book { str sheet, strings, workbook, rels, styles; bool stored; };
void           raw_book(struct raw_zip *z, struct raw_book b);

#endif
