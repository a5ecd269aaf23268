/* tests/fuzz/csv.c - CSV in, any coding: rows keep their order and limits, text is clean UTF-8. */
#include "core/text/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct table_limits limits = {
        .max_rows = 1000, .max_cells = 5000, .max_bytes = 1 << 20, .max_cols = 20,
};

static bool look(void *arg, const struct table_row *row)
{
        int *last = arg;
        must(row->row > *last && row->n_cells > 0 && row->n_cells <= limits.max_cols);
        must(row->cells[row->n_cells - 1].text.p != NULL);
        for (int i = 0; i < row->n_cells; i++) {
                str s = row->cells[i].text;
                must(!s.p || (s.n && utf8_valid(s) && str_trim(s).n == s.n));
        }
        *last = row->row;
        return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 28);
        struct ctx cx = { .arena = &a };
        int last = 0;
        const struct fail *f = table_read(&cx, S("x.csv"), (str){ (const char *)data, n }, &limits, look,
                                          &last);
        must(!f || f->kind == FAIL_INVALID || f->kind == FAIL_TOO_LARGE);
        arena_done(&a);
        return 0;
}
