/* tests/long/table.c - an honest large workbook: ROWS rows of 30 cells, read in a sealed child.
 *
 * The sheet is deflated while it is made, so this program never holds it whole; the child that
 * reads it must keep its memory flat: the packed file, the shared strings and one row. Argument:
 * the number of rows. 400,000 are the figure of reliability.md, test 16.
 */
#include "tests/long/long.h"
#include "core/sandbox/child.h"
#include "core/sandbox/table.h"
#include "tests/fixture_sheet.h"

enum { PEAK_MAX_MIB = 128 };

struct seen { int64_t rows, cells; };

static bool look(void *arg, const struct table_row *row)
{
        struct seen *s = arg;
        s->rows++;
        s->cells += row->n_cells;
        return true;
}

int main(int argc, char **argv)
{
        int child = sandbox_main(argc, argv);
        if (child >= 0)
                return child;
        int64_t rows = long_argument(argc, argv, 1, 20000);
        struct arena a;
        arena_init(&a, (size_t)1 << 28);
        struct ctx cx = { .arena = &a };
        struct sheet_file f = { 0 };
        struct seen s = { 0 };
        sheet_make(&f, &a, rows, false);
        const struct table_limits l = { .max_rows = rows, .max_cells = rows * SHEET_COLS,
                                        .max_bytes = (int64_t)4 << 30, .max_cols = SHEET_COLS };
        int64_t began = long_ms();
        const struct fail *why = table_read_sealed(&cx, S("large.xlsx"), (str){ f.p, f.n }, &l, look,
                                                   &s, NULL);
        int64_t took = long_ms() - began, peak = child_last_peak() / 1024;
        bool good = !why && s.rows == rows && s.cells == rows * SHEET_COLS && peak > 0 &&
                    peak <= PEAK_MAX_MIB;
        if (why)
                printf("# %.*s %.*s\n", STR(why->say), STR(why->log));
        printf("# file %zu MiB, %ld rows, %ld cells, %ld ms, child at most %ld MiB\n", f.n >> 20,
               s.rows, s.cells, took, peak);
        printf("%sok 1 - an honest workbook of %ld rows is read in at most %d MiB\n1..1\n",
               good ? "" : "not ", rows, PEAK_MAX_MIB);
        free(f.p);
        arena_done(&a);
        return !good;
}
