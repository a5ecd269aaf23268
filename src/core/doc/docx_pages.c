/* core/doc/docx_pages.c - on which page each block of a DOCX begins, for its contents.
 *
 * The program that opens the file lays it out; until it is asked to update, the contents show
 * what stands here. Sentences are exact within the fixed grid of GB/T 9704 (28 characters, 22
 * lines); tables are counted by their rows and the lines in their cells.
 */
#include "base/base.h"
#include "core/doc/docx.h"

enum {
        HIGH = DOC_A4_LONG - DOC_TOP - DOC_BOTTOM,
        HIGH_WIDE = DOC_A4_SHORT - DOC_WIDE_TOP - DOC_WIDE_BOTTOM,
        TITLE_LINE = 32000, NOTE_LINE = 14000, CONTENTS_LINE = 22000,
};

struct pen { int page, y, high; };

static void take(struct pen *p, int height)
{
        if (p->y > 0 && p->y + height > p->high) {
                p->page++;
                p->y = 0;
        }
        p->y += height;
}

static int lines(str s, int chars_half, int first)
{
        int w = doc_text_width(s) + first;
        return w <= chars_half ? 1 : (w + chars_half - 1) / chars_half;
}

static void take_table(struct pen *p, struct arena *a, const struct doc_table *t, bool wide)
{
        struct doc_grid head = doc_grid_of(a, t);
        struct doc_measure measure = { .width = doc_em_guess };
        struct doc_fit fit = doc_fit_of(a, t, &head, docx_room(wide), &measure);
        int line = fit.size * 13 / 10, header = head.n_rows * line;
        for (int i = 0; i < head.n_heads; i++) {
                const struct doc_head *h = &head.heads[i];
                int room = (fit.widths[h->col] - 2 * DOC_CELL_PAD) * 2 / fit.size;
                int need = h->cols == 1 ? lines(h->text, room > 2 ? room : 2, 0) * line : 0;
                header = need > header ? need : header;
        }
        take(p, header);
        for (int r = 0; r < t->n_rows; r++) {
                int most = 1;
                for (int c = 0; c < t->n_columns; c++) {
                        const struct doc_cell *cell = &t->rows[r].cells[c];
                        int room = (fit.widths[c] - 2 * DOC_CELL_PAD) * 2 / fit.size;
                        int n = cell->kind == DOC_TEXT && doc_cell_span(t, cell, c) == 1
                              ? lines(cell->text, room > 2 ? room : 2, 0) : 1;
                        most = n > most ? n : most;
                }
                int page = p->page;
                take(p, most * line + 2500);
                if (p->page != page)
                        p->y += header;
        }
        if (t->note.n)
                take(p, NOTE_LINE * lines(t->note, docx_room(wide) * 2 / 10500, 0));
}

int *docx_pages(struct arena *a, const struct doc *d, const struct doc_place *places)
{
        int *pages = NEW_ARRAY(a, int, (size_t)d->n_blocks + 1);
        struct pen p = { .page = 1, .high = HIGH };
        int chars = docx_room(false) * 2 / 16000;
        for (int i = 0; i < d->n_blocks; i++) {
                const struct doc_block *b = &d->blocks[i];
                if (!places[i].shown)
                        continue;
                if (places[i].page)
                        p = (struct pen){ .page = p.page + 1 };
                p.high = places[i].wide ? HIGH_WIDE : HIGH;
                int height = 0;
                switch (b->kind) {
                case DOC_TITLE:
                        height = TITLE_LINE * lines(doc_plain(a, b), docx_room(places[i].wide) * 2 / 22000, 0)
                               + 32000;
                        break;
                case DOC_HEADING:
                        /* A heading goes over with the first line below it. */
                        if (p.y + 2 * DOCX_LINE > p.high)
                                p = (struct pen){ .page = p.page + 1, .high = p.high };
                        height = DOCX_LINE * lines(doc_plain(a, b), chars, 4);
                        break;
                case DOC_PARA:
                case DOC_SIGNATURE:
                        break;
                case DOC_NOTE:
                        height = NOTE_LINE;
                        break;
                case DOC_TABLE:
                        height = 45000;
                        break;
                case DOC_CONTENTS:
                        height = 56000;
                        break;
                case DOC_PAGE:
                        break;
                }
                if (height)
                        take(&p, height);
                pages[i] = p.page;
                struct doc_entry *e;
                if (b->kind == DOC_TABLE)
                        take_table(&p, a, b->table, places[i].wide);
                for (int n = b->kind == DOC_CONTENTS ? doc_entries(a, d, b->level, &e) : 0; n > 0; n--)
                        take(&p, CONTENTS_LINE);
                for (int n = height || b->kind == DOC_PAGE ? 0 : lines(doc_plain(a, b), chars, 4); n > 0; n--)
                        take(&p, DOCX_LINE);
        }
        return pages;
}
