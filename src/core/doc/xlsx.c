/* core/doc/xlsx.c - a document as a workbook: its sentences on the first sheet, then a sheet a
 * table with numbers as numbers and sums as formulas.
 * words: document text */
#include "base/base.h"
#include "core/doc/fit.h"
#include "core/doc/write.h"
#include "core/text/sheet.h"

enum {
        WIDEST       = 36,              /* characters; a longer text wraps */
        NARROWEST    = 6,
        WIDEST_OF_MANY = 20, NARROWEST_OF_MANY = 3,
        LINE_POINTS  = 15,
        CHOICE_ROWS  = 200,             /* with a list to choose from, below the heads */
        MAX_PIECES   = 200,             /* Excel takes 255 arguments of SUM */
        WORDS_WIDTH  = 70,              /* of the sheet of sentences: a page's, in any font */
};

static void put_ref(struct buf *o, int row, int col)
{
        if (col >= 26)
                buf_byte(o, (char)('A' + col / 26 - 1));
        buf_byte(o, (char)('A' + col % 26));
        buf_int(o, row + 1);
}

/* "=SUM(C5:C9,C12)" over cells in one row or column; absent when it would be too long. */
static str sum_formula(struct arena *a, const struct doc_cell *c, int top, int row, int col)
{
        struct buf o = buf_new(a, 8000);
        bool down = c->n_sum_rows > 0;
        const int *at = down ? c->sum_rows : c->sum_cols;
        int n = down ? c->n_sum_rows : c->n_sum_cols, pieces = 0;
        buf_put(&o, S("=SUM("));
        for (int i = 0, k; i < n; i = k) {
                for (k = i + 1; k < n && at[k] == at[k - 1] + 1; k++)
                        ;
                buf_put(&o, i ? S(",") : S(""));
                put_ref(&o, down ? top + at[i] : row, down ? col : at[i]);
                if (k - i > 1) {
                        buf_byte(&o, ':');
                        put_ref(&o, down ? top + at[k - 1] : row, down ? col : at[k - 1]);
                }
                pieces++;
        }
        buf_byte(&o, ')');
        return o.broken || pieces > MAX_PIECES ? (str){ 0 } : str_copy(a, buf_str(&o));
}

static int lines_of(str s, int width)
{
        int lines = 0;
        for (size_t nl; ; s = str_from(s, nl + 1)) {
                for (nl = 0; nl < s.n && s.p[nl] != '\n'; nl++)
                        ;
                int w = doc_text_width(str_head(s, nl));
                lines += w > width ? (w + width - 1) / width : 1;
                if (nl >= s.n)
                        return lines;
        }
}

static int *widths_of(struct ctx *cx, const struct doc_table *t, const struct doc_grid *g,
                      struct sheet *s)
{
        int *w = NEW_ARRAY(cx->arena, int, (size_t)t->n_columns);
        struct doc_names names = doc_names_of(t);
        bool many = t->n_columns > DOC_MANY;    /* a sheet is printed one page wide */
        for (int r = 0; r < t->n_rows; r++) {
                for (int c = 0; c < t->n_columns; c++) {
                        const struct doc_cell *cell = &t->rows[r].cells[c];
                        if (doc_cell_span(t, cell, c) > 1)
                                continue;
                        int n = doc_text_width(doc_cell_shown(cx->arena, t, cell, c))
                              + 2 * doc_cell_indent(names, &t->rows[r], c);
                        w[c] = n > w[c] ? n : w[c];
                }
        }
        for (int i = 0; i < g->n_heads; i++) {
                const struct doc_head *h = &g->heads[i];
                /* A header may wrap: two lines of it are enough to give a column its width, two
                 * characters a line where there are many columns. */
                int n = doc_text_width(h->text), want = many && n > 4 ? 4 : n > 8 ? (n + 1) / 2 : n;
                if (h->cols == 1 && want > w[h->col])
                        w[h->col] = want;
        }
        int widest = many ? WIDEST_OF_MANY : WIDEST, narrowest = many ? NARROWEST_OF_MANY : NARROWEST;
        for (int c = 0; c < t->n_columns; c++) {
                w[c] = w[c] > widest ? widest : w[c] < narrowest ? narrowest : w[c];
                w[c] += many ? 1 : 2;
                sheet_width(s, c, w[c] * 11);
        }
        return w;
}

static int align_flag(enum doc_align align)
{
        return align == DOC_RIGHT ? SHEET_RIGHT : align == DOC_CENTRE ? SHEET_CENTRE : SHEET_LEFT;
}

/* "99.5" as 995 and one place; false of all that is no plain decimal. */
static bool plain_number(str s, int64_t *v, int *places)
{
        enum { DIGITS_MOST = 12 };
        ptrdiff_t point = str_find(s, S("."));
        if (!s.n || s.n > DIGITS_MOST)
                return false;
        for (size_t i = 0; i < s.n; i++)
                if (!(s.p[i] >= '0' && s.p[i] <= '9') && !(s.p[i] == '-' && !i) && (ptrdiff_t)i != point)
                        return false;
        *places = point < 0 ? 0 : (int)s.n - 1 - (int)point;
        return !decimal_read(s, *places, v);
}

static void put_cell(struct ctx *cx, struct sheet *s, const struct doc_table *t,
                     struct doc_names names, int top, int r, int c)
{
        const struct doc_row *row = &t->rows[r];
        const struct doc_cell *cell = &row->cells[c];
        int span = doc_cell_span(t, cell, c), at = top + r;
        int in = doc_cell_indent(names, row, c);
        int style = SHEET_GRID | align_flag(doc_cell_align(t, cell, c))
                  | (doc_row_bold(row) ? SHEET_BOLD : 0) | SHEET_IN(in < 7 ? in : 7);
        int places = t->columns[c].places < 0 ? 0 : t->columns[c].places;
        int64_t v;
        int rows = doc_cell_rows(t, r, c);
        if (!rows)
                return;
        if (rows > 1 && cell->kind == DOC_NUMBER)
                sheet_merge(s, at, c, rows, 1, S(""), style);
        if (cell->kind == DOC_NUMBER && span == 1) {
                str formula = doc_sum_holds(t, r, c) ? sum_formula(cx->arena, cell, top, at, c)
                                                     : (str){ 0 };
                if (formula.n)
                        sheet_formula(s, at, c, formula, cell->v, places, style);
                else
                        sheet_number(s, at, c, cell->v, places, style);
                return;
        }
        if (cell->kind == DOC_TEXT && cell->figure && span == 1 && rows == 1 && plain_number(cell->text, &v, &places)) {
                sheet_number(s, at, c, v, places, style);
                return;
        }
        style |= SHEET_WRAP | (cell->kind == DOC_UNKNOWN ? SHEET_HINT : 0);
        sheet_merge(s, at, c, rows, span, doc_cell_shown(cx->arena, t, cell, c), style);
}

static int put_note(struct sheet *s, const struct doc_table *t, const int *w, int row, str note)
{
        int whole = 0;
        for (int c = 0; c < t->n_columns; c++)
                whole += w[c];
        sheet_merge(s, row, 0, 1, t->n_columns, note, SHEET_WRAP | SHEET_SMALL | SHEET_LEFT);
        sheet_height(s, row, LINE_POINTS * lines_of(note, whole));
        return row + 1;
}

/* Returns the block after the table and the notes that belong to it. */
static int put_table(struct ctx *cx, struct sheet_book *book, const struct doc *d, int block)
{
        const struct doc_table *t = d->blocks[block].table;
        str name = doc_table_name(cx->arena, t);
        struct sheet *s = sheet_add(book, t->sheet.n ? t->sheet : t->number.n ? t->number
                                    : t->title.n ? t->title : S("表"));
        struct doc_grid g = doc_grid_of(cx->arena, t);
        const int *w = widths_of(cx, t, &g, s);
        int row = 0, n = t->n_columns;
        sheet_merge(s, row, 0, 1, n, name, SHEET_TITLE);
        sheet_height(s, row++, 30);
        if (n > 1 && !t->unit_line.n && t->maker_line.n) {      /* a line of its own may take several */
                row = put_note(s, t, w, row, t->maker_line);
        } else if (n == 1) {
                sheet_text(s, row++, 0, t->unit_line, SHEET_RIGHT);
        } else {
                int half = n / 2;
                sheet_merge(s, row, 0, 1, half, t->maker_line, SHEET_LEFT);
                sheet_merge(s, row++, half, 1, n - half, t->unit_line, SHEET_RIGHT);
        }
        int head = row, tall = 1;
        for (int i = 0; i < g.n_heads; i++) {
                const struct doc_head *h = &g.heads[i];
                sheet_merge(s, head + h->row, h->col, h->rows, h->cols, h->text,
                            SHEET_HEAD | SHEET_GRID | SHEET_CENTRE | SHEET_WRAP);
                int lines = h->cols == 1 ? (lines_of(h->text, w[h->col] - 1) + h->rows - 1) / h->rows : 1;
                tall = lines > tall ? lines : tall;
        }
        for (int i = 0; i < g.n_rows; i++)
                sheet_height(s, row + i, LINE_POINTS * (i == g.n_rows - 1 ? tall : 1) + 5);
        row += g.n_rows;
        struct doc_names names = doc_names_of(t);
        for (int r = 0; r < t->n_rows; r++) {
                int lines = 1;
                for (int c = 0, span; c < n; c += span) {
                        span = doc_cell_span(t, &t->rows[r].cells[c], c);
                        put_cell(cx, s, t, names, row, r, c);
                        str text = t->rows[r].cells[c].text;
                        int high = span == 1 && text.n ? lines_of(text, w[c] - 1) : 1;
                        int rows = doc_cell_rows(t, r, c);
                        high = rows > 1 ? (high + rows - 1) / rows : high;
                        lines = high > lines ? high : lines;
                }
                if (lines > 1)
                        sheet_height(s, row + r, LINE_POINTS * (lines < 27 ? lines : 27) + 2);
        }
        for (int c = 0; c < n && !t->n_rows; c++)
                sheet_blank(s, row, c, SHEET_GRID);
        int top = row;
        for (int c = 0; c < n; c++)
                if (t->columns[c].n_choices)
                        sheet_choices(s, c, top, top + CHOICE_ROWS, t->columns[c].choices, t->columns[c].n_choices,
                                      (str){ 0 }, (str){ 0 });
        row += t->n_rows ? t->n_rows : 1;
        if (t->note.n)
                row = put_note(s, t, w, row, t->note);
        for (block++; block < d->n_blocks && d->blocks[block].kind == DOC_NOTE; block++)
                row = put_note(s, t, w, row, doc_plain(cx->arena, &d->blocks[block]));
        sheet_freeze(s, top, n > 8 && names.col >= 0 && names.col < 5 ? names.col + 1 : 0);
        sheet_print(s, t->landscape, row, n, head, head + g.n_rows - 1);
        return block;
}

static int put_words(struct ctx *cx, struct sheet *s, const struct doc_block *b, int row)
{
        str text = doc_plain(cx->arena, b);
        int style = SHEET_WRAP, width = WORDS_WIDTH;
        switch (b->kind) {
        case DOC_TITLE:
                style |= SHEET_TITLE;
                width = WORDS_WIDTH * 2 / 3;
                break;
        case DOC_HEADING:
                style |= SHEET_BOLD;
                break;
        case DOC_PARA:
                text = str_f(cx->arena, "　　%.*s", STR(text));
                break;
        case DOC_NOTE:
                style |= SHEET_SMALL;
                break;
        case DOC_SIGNATURE:
                style |= SHEET_RIGHT;
                break;
        case DOC_LINE:
                if (!text.n)
                        return row;
                if (b->line->align == DOC_RIGHT)
                        style |= SHEET_RIGHT;
                if (b->line->beside.n)
                        text = str_f(cx->arena, "%.*s　　%.*s", STR(text), STR(b->line->beside));
                break;
        case DOC_TABLE:
        case DOC_CONTENTS:
        case DOC_PAGE:
                return row;
        }
        sheet_text(s, row, 0, text, style);
        int lines = lines_of(text, width - 2);
        sheet_height(s, row, LINE_POINTS * (lines < 27 ? lines : 27)
                     + (b->kind == DOC_TITLE ? 14 : 3));        /* Excel ends at 409 points */
        return row + 1;
}

const struct fail *doc_xlsx(struct ctx *cx, const struct doc *d, str *ret_bytes)
{
        struct sheet_book *book = sheet_book(cx, &(struct sheet_about){
                .title = d->title, .subject = d->subject, .author = d->author,
                .keywords = d->keywords, .made_at = d->made_at,
        });
        struct sheet *words = sheet_add(book, S("说明"));
        sheet_width(words, 0, WORDS_WIDTH * 10);
        int row = 0;
        for (int i = 0; i < d->n_blocks;) {
                if (d->blocks[i].kind == DOC_TABLE)
                        i = put_table(cx, book, d, i);
                else
                        row = put_words(cx, words, &d->blocks[i++], row);
        }
        sheet_print(words, false, row, 1, 0, -1);
        return sheet_book_end(book, ret_bytes);
}
