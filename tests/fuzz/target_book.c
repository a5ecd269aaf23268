/* tests/fuzz/target_book.c - rows of a workbook to be scored: no row may break the reader or the engine.
 * A line is a row, its first cell the sheet's name, cells parted by a bar. */
#include "domain/target/book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 28);
        struct ctx cx = { .arena = &a };
        str rest = { (const char *)data, n };
        struct book *b = NEW(&a, struct book);
        b->cx = &cx;
        if (!utf8_valid(rest) || n > 20000)
                rest.n = 0;
        for (int row = 1; rest.n && row < 400; row++) {
                struct cell cells[20] = { 0 };
                str line = str_cut(rest, '\n', &rest), sheet = str_cut(line, '|', &line);
                int k = 0;
                while (line.p && k < 20) {
                        str s = str_trim(str_cut(line, '|', &line));
                        cells[k++].text = s.n ? s : (str){ 0 };
                }
                book_put(b, &(struct table_row){ .sheet = sheet, .row = row, .cells = cells, .n_cells = k });
        }
        const struct fail *f = book_end(b);
        must(!f || f->kind == FAIL_INVALID || f->kind == FAIL_TOO_LARGE);
        must(f || (b->n_findings > 0) == (b->result == NULL));
        str out;
        if (b->result)
                f = book_write(b, S("json"), &out);
        for (int i = 0; i < b->n_findings; i++)
                must(book_sentence(b, &b->finding[i]).n);
        arena_done(&a);
        return 0;
}
