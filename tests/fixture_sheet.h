/* tests/fixture_sheet.h - an honest large workbook, deflated while it is made, so that the sheet is
 * never held whole. */
#ifndef TESTS_FIXTURE_SHEET_H
#define TESTS_FIXTURE_SHEET_H

#include "base/base.h"

enum { SHEET_COLS = 30 };

/* A growing file in memory, and the directory that will end it. */
struct sheet_file {
        char    *p;             /* malloc'd: the caller frees it */
        size_t   n, cap;
        char     central[4096];
        size_t   n_central;
        int      n_entries;
};

/* One sheet of `rows` rows of SHEET_COLS cells: every third a shared string, the others amounts with
 * two decimals. With `heads` a first row says 列1 … 列30, the first column numbers the rows and the
 * amounts are whole. */
void sheet_make(struct sheet_file *f, struct arena *a, int64_t rows, bool heads);

#endif
