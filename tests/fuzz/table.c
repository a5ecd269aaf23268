/* tests/fuzz/table.c - any file as an upload, through the import: whole workbooks and everything
 * else that the reader tells apart. */
#include "core/import/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const char *const kinds[] = { "一", "二", NULL };
static const struct import_field fields[] = {
        { .key = "a", .label = "a", .kind = IMPORT_CODE, .required = true, .same = true },
        { .key = "b", .label = "b", .kind = IMPORT_MONEY },
        { .key = "c", .label = "c", .kind = IMPORT_DAY },
        { .key = "d", .label = "d", .kind = IMPORT_CHOICE, .choices = kinds },
        { .key = "e", .label = "e", .kind = IMPORT_INT },
        { .key = "f", .label = "f", .kind = IMPORT_TEXT, .max = 5 },
};
static const struct import_table table = { .name = "t", .fields = fields, .n_fields = 6 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 28);
        struct ctx cx = { .arena = &a };
        struct import *im = import_new(&cx, &table, NULL);
        const struct fail *f = import_file(im, S("x"), (str){ (const char *)data, n }, false);
        must(!f || f->kind == FAIL_INVALID || f->kind == FAIL_TOO_LARGE);
        if (!f) {
                import_end(im);
                must(im->n_bad_rows + im->n_warned_rows <= im->n_rows);
                must(import_clean(im) || im->n_bad > 0);
                for (int i = 0; i < im->n_findings; i++)
                        must(utf8_valid(import_sentence(im, &im->finding[i])));
                str csv;
                must(!import_rejected_csv(im, &csv));
        }
        arena_done(&a);
        return 0;
}
