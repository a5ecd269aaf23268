/* core/doc/docx_table.c - a table in word/document.xml. */
#include "base/base.h"
#include "core/doc/docx.h"
#include "core/text/xml.h"

static int twips(int milli) { return (milli + 25) / 50; }

static char side(enum doc_align align)
{
        return align == DOC_RIGHT ? 'R' : align == DOC_CENTRE ? 'C' : 'L';
}

struct grid {
        struct docx     *x;
        struct buf      *o;
        struct doc_fit   fit;
        int              half;          /* size of letters, half points */
};

static void put_cell_open(struct grid *g, int col, int span, const char *merge)
{
        int w = 0;
        for (int c = col; c < col + span; c++)
                w += twips(g->fit.widths[c]);
        buf_put(g->o, S("<w:tc><w:tcPr><w:tcW w:w=\""));
        buf_int(g->o, w);
        buf_put(g->o, S("\" w:type=\"dxa\"/>"));
        if (span > 1)
                buf_f(g->o, "<w:gridSpan w:val=\"%d\"/>", span);
        buf_put(g->o, str_of(merge));
}

static void put_words(struct grid *g, str text, char at, int indent, bool bold)
{
        buf_put(g->o, S("<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\""));
        buf_byte(g->o, at);
        buf_int(g->o, g->half);
        buf_put(g->o, S("\"/>"));
        if (indent)
                buf_f(g->o, "<w:ind w:left=\"%d\"/>", indent * g->half * 10);
        buf_put(g->o, S("</w:pPr>"));
        if (text.n)
                docx_run(g->o, text, bold);
        buf_put(g->o, S("</w:p></w:tc>"));
}

static const struct doc_head *head_over(const struct doc_grid *grid, int row, int col)
{
        for (int i = 0; i < grid->n_heads; i++) {
                const struct doc_head *h = &grid->heads[i];
                if (row >= h->row && row < h->row + h->rows && col >= h->col && col < h->col + h->cols)
                        return h;
        }
        return NULL;
}

static void put_header(struct grid *g, const struct doc_grid *grid, int n)
{
        for (int row = 0; row < grid->n_rows; row++) {
                buf_put(g->o, S("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"));
                for (int c = 0; c < n;) {
                        const struct doc_head *h = head_over(grid, row, c);
                        must(h);
                        put_cell_open(g, c, h->cols, h->rows == 1 ? ""
                                      : h->row == row ? "<w:vMerge w:val=\"restart\"/>" : "<w:vMerge/>");
                        buf_put(g->o, S("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>"));
                        put_words(g, h->row == row ? h->text : S(""), 'C', 0, true);
                        c += h->cols;
                }
                buf_put(g->o, S("</w:tr>"));
        }
}

static void put_rows(struct grid *g, const struct doc_table *t)
{
        struct doc_names names = doc_names_of(t);
        struct arena *a = g->x->cx->arena;
        for (int r = 0; r < t->n_rows; r++) {
                const struct doc_row *row = &t->rows[r];
                bool bold = doc_row_bold(row);
                buf_put(g->o, S("<w:tr><w:trPr><w:cantSplit/></w:trPr>"));
                for (int c = 0, span; c < t->n_columns; c += span) {
                        const struct doc_cell *cell = &row->cells[c];
                        struct doc_cell_room room;
                        str text = cell->kind == DOC_NUMBER ? doc_cell_number_shown(&room, t, cell, c)
                                                            : doc_cell_shown(a, t, cell, c);
                        span = doc_cell_span(t, cell, c);
                        int rows = doc_cell_rows(t, r, c);
                        put_cell_open(g, c, span, rows == 1 ? "" : rows ? "<w:vMerge w:val=\"restart\"/>"
                                                                        : "<w:vMerge/>");
                        put_words(g, text, side(doc_cell_align(t, cell, c)),
                                  doc_cell_indent(names, row, c), bold);
                }
                buf_put(g->o, S("</w:tr>"));
        }
        if (t->n_rows)
                return;
        buf_put(g->o, S("<w:tr><w:trPr><w:cantSplit/></w:trPr>"));
        for (int c = 0; c < t->n_columns; c++) {
                put_cell_open(g, c, 1, "");
                put_words(g, S(""), 'L', 0, false);
        }
        buf_put(g->o, S("</w:tr>"));
}

static void put_title(struct docx *x, int block)
{
        const struct doc_table *t = x->d->blocks[block].table;
        str name = doc_table_name(x->cx->arena, t);
        int depth = doc_depth(x->d, block);
        buf_f(x->o, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s", name.n ? "TableTitle" : "Thin",
              x->places[block].page ? "<w:pageBreakBefore/>" : "");
        if (depth >= 1)
                buf_f(x->o, "<w:outlineLvl w:val=\"%d\"/>", depth - 1 < 8 ? depth - 1 : 8);
        buf_put(x->o, S("</w:pPr>"));
        docx_bookmark(x, block);
        if (name.n)
                docx_run(x->o, name, false);
        buf_put(x->o, S("</w:p>"));
        if (!t->maker_line.n && !t->unit_line.n)
                return;
        buf_f(x->o, "<w:p><w:pPr><w:pStyle w:val=\"TableLine\"/><w:tabs><w:tab w:val=\"right\" "
                    "w:pos=\"%d\"/></w:tabs></w:pPr>", twips(docx_room(x->places[block].wide)));
        if (t->maker_line.n)
                docx_run(x->o, t->maker_line, false);
        buf_put(x->o, S("<w:r><w:tab/></w:r>"));
        docx_run(x->o, t->unit_line, false);
        buf_put(x->o, S("</w:p>"));
}

void docx_table(struct docx *x, int block)
{
        const struct doc_table *t = x->d->blocks[block].table;
        struct arena *a = x->cx->arena;
        struct doc_grid head = doc_grid_of(a, t);
        const struct docx_set *set = &x->sets[block];
        struct grid g = { .x = x, .o = x->o, .fit = set->fit };
        g.half = g.fit.size / 500;
        int i = 0;
        while (i < x->n_sizes && x->sizes[i] != g.half)
                i++;
        must(i < DOCX_MAX_SIZES);
        if (i == x->n_sizes)
                x->sizes[x->n_sizes++] = g.half;

        put_title(x, block);
        int whole = 0;
        for (int c = 0; c < t->n_columns; c++)
                whole += twips(g.fit.widths[c]);
        buf_f(x->o, "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/>"
                    "<w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/>", whole);
        if (g.fit.pad != DOC_CELL_PAD || set->high != DOCX_ROW_USUAL) {
                int side = twips(g.fit.pad), edge = twips((set->high - 500) / 2);
                buf_f(x->o, "<w:tblCellMar><w:top w:w=\"%d\" w:type=\"dxa\"/><w:left w:w=\"%d\" w:type=\"dxa\"/>"
                            "<w:bottom w:w=\"%d\" w:type=\"dxa\"/><w:right w:w=\"%d\" w:type=\"dxa\"/></w:tblCellMar>",
                      edge, side, edge, side);
        }
        buf_put(x->o, S("</w:tblPr><w:tblGrid>"));
        for (int c = 0; c < t->n_columns; c++)
                buf_f(x->o, "<w:gridCol w:w=\"%d\"/>", twips(g.fit.widths[c]));
        buf_put(x->o, S("</w:tblGrid>"));
        put_header(&g, &head, t->n_columns);
        put_rows(&g, t);
        buf_put(x->o, S("</w:tbl>"));
        if (t->note.n) {
                buf_put(x->o, S("<w:p><w:pPr><w:pStyle w:val=\"TableNote\"/></w:pPr>"));
                docx_run(x->o, t->note, false);
                buf_put(x->o, S("</w:p>"));
        }
}
