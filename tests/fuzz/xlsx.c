/* tests/fuzz/xlsx.c - the XML of a workbook's parts, put into a sound ZIP: styles, strings and
 * sheet stand in the input one after the other, a NUL between them. */
#include "core/text/table.h"
#include "core/text/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const struct table_limits limits = {
        .max_rows = 1000, .max_cells = 5000, .max_bytes = 1 << 22, .max_cols = 50,
};

static bool look(void *arg, const struct table_row *row)
{
        int *last = arg;
        must(row->row > *last && row->row <= 1048576);
        must(row->n_cells > 0 && row->n_cells <= limits.max_cols);
        for (int i = 0; i < row->n_cells; i++) {
                str s = row->cells[i].text;
                must(!s.p || (s.n && utf8_valid(s) && str_trim(s).n == s.n));
                must(!(row->cells[i].number && row->cells[i].date));
        }
        *last = row->row;
        return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 28);
        struct ctx cx = { .arena = &a };
        str strings, sheet, styles = str_cut((str){ (const char *)data, n }, 0, &strings);
        strings = str_cut(strings, 0, &sheet);
        struct zip_out *z = zip_out_new(&cx);
        zip_out_add(z, "xl/workbook.xml",
                    S("<workbook><sheets><sheet name='s' r:id='r1'/></sheets></workbook>"));
        zip_out_add(z, "xl/_rels/workbook.xml.rels", S("<Relationships>"
                    "<Relationship Id='r1' Type='" TYPE "worksheet' Target='s.xml'/>"
                    "<Relationship Id='r2' Type='" TYPE "sharedStrings' Target='t.xml'/>"
                    "<Relationship Id='r3' Type='" TYPE "styles' Target='u.xml'/></Relationships>"));
        if (styles.n)
                zip_out_add(z, "xl/u.xml", styles);
        if (strings.n)
                zip_out_add(z, "xl/t.xml", strings);
        zip_out_add(z, "xl/s.xml", sheet);
        str bytes;
        must(!zip_out_end(z, &bytes));
        int last = 0;
        const struct fail *f = table_read(&cx, S("x.xlsx"), bytes, &limits, look, &last);
        must(!f || f->kind == FAIL_INVALID || f->kind == FAIL_TOO_LARGE);
        arena_done(&a);
        return 0;
}
