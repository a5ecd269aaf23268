/* domain/budget/workbook.c - a whole budget as a workbook, out and in. */
#include "domain/budget/workbook.h"
#include "core/sandbox/table.h"
#include "domain/budget/lines.h"

/* ---- out ------------------------------------------------------------------------------------ */

static str *lines_cells(struct ctx *cx, const struct budget *b)
{
        size_t n = (size_t)lines_table.n_fields;
        str *cells = NEW_ARRAY(cx->arena, str, n * ((size_t)b->n_lines + 1));
        for (int i = 0; i < b->n_lines; i++)
                line_words(cx, b, &b->lines[i], cells + n * (size_t)i);
        return cells;
}

static str *part_cells(struct ctx *cx, const struct budget_part *p, const struct budget *b,
                       int rows)
{
        size_t n = (size_t)p->table->n_fields;
        str *cells = NEW_ARRAY(cx->arena, str, n * ((size_t)rows + 1));
        for (int i = 0; i < rows; i++)
                p->words(cx, b, i, cells + n * (size_t)i);
        return cells;
}

const struct fail *workbook_write(struct ctx *cx, const struct budget *b, bool empty,
                                  str *ret_bytes)
{
        struct import_sheet_of *sheet =
                NEW_ARRAY(cx->arena, struct import_sheet_of, (size_t)n_budget_parts + 1);
        sheet[0] = (struct import_sheet_of){ &lines_table, empty ? NULL : lines_cells(cx, b),
                                             empty ? 0 : b->n_lines };
        for (int i = 0; i < n_budget_parts; i++) {
                const struct budget_part *p = &budget_parts[i];
                int rows = empty ? 0 : p->count(b);
                sheet[i + 1] =
                        (struct import_sheet_of){ p->table, part_cells(cx, p, b, rows), rows };
        }
        return import_filled_book(cx, "部门预算", sheet, n_budget_parts + 1, (void *)(uintptr_t)b,
                                  ret_bytes);
}

/* ---- in ------------------------------------------------------------------------------------- */

/* The rows of the parts' sheets, kept until their turn comes: units before what names them. */
struct kept { struct ctx *cx; struct table_row *row; int n, cap; bool full; };
enum { KEPT_MOST = 30000 };

static bool keep(void *arg, const struct table_row *row)
{
        struct kept *k = arg;
        struct arena *a = k->cx->arena;
        if (!part_of_sheet(row->sheet))
                return true;
        k->full = k->n == KEPT_MOST;
        if (k->full)
                return false;
        struct cell *cells = NEW_ARRAY(a, struct cell, (size_t)row->n_cells + 1);
        for (int c = 0; c < row->n_cells; c++) {
                cells[c] = row->cells[c];
                cells[c].text = str_copy(a, row->cells[c].text);
        }
        *VEC_ADD(a, k->row, k->n, k->cap) = (struct table_row){ .sheet = str_copy(a, row->sheet),
                                                                .row = row->row, .cells = cells,
                                                                .n_cells = row->n_cells };
        return true;
}

/* The sheet of one part; NULL: absent, or nothing under its heads. */
static struct import *sheet_of(const struct kept *k, const struct budget_part *p, struct budget *b)
{
        struct import *im = import_new(k->cx, p->table, b);
        for (int i = 0; i < k->n; i++)
                if (part_of_sheet(k->row[i].sheet) == p)
                        import_put(im, &k->row[i]);
        bool headless = !im->n_headers && im->n_headless;
        if (!headless && !im->n_read)
                return NULL;
        import_end(im);
        return im;
}

static bool is_workbook(str filename, str bytes)
{
        return str_ends(filename, S(".xlsx")) || str_starts(bytes, S("PK\x03\x04"));
}

const struct fail *workbook_read(struct ctx *cx, str filename, str bytes, bool sealed,
                                 struct budget *b, struct import ***ret)
{
        struct kept k = { .cx = cx };
        struct table_extra extra = { 0 };
        *ret = NULL;
        if (!is_workbook(filename, bytes))
                return NULL;
        const struct fail *f =
                sealed ? table_read_sealed(cx, filename, bytes, &import_limits, keep, &k, &extra)
                       : table_read_with(cx, filename, bytes, &import_limits, keep, &k, &extra);
        if (!f && k.full)
                return fail(cx, TOO_LARGE, "除支出明细以外的各张工作表最多 %d 行", (int)KEPT_MOST);
        if (f)
                return f;
        *ret = NEW_ARRAY(cx->arena, struct import *, (size_t)n_budget_parts + 1);
        for (int i = 0; i < n_budget_parts; i++) {
                struct import *im = (*ret)[i] = sheet_of(&k, &budget_parts[i], b);
                struct budget next;
                if (!im)
                        continue;
                f = part_take(im, &budget_parts[i], b, &next);
                if (f)
                        return f;
                if (!im->n_bad)
                        *b = next;
        }
        return NULL;
}
