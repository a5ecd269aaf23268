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
        TITLE_LINE = 32000, NOTE_LINE = 14000, NOTE_AROUND = 6000,
        MAX_TIGHTER = 3,                /* half points that letters may lose to save a page, as in pdf_table.c */
        SLACK = 4000,                   /* what a saved page must have left: another program's rules are thicker */
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

/* Narrow characters that stand in one line of a cell. */
static int chars_in(int width, const struct doc_fit *fit)
{
        int n = (width - 2 * fit->pad) * 2 / fit->size;
        return n > 2 ? n : 2;
}

static int header_high(const struct doc_grid *head, const struct docx_set *set)
{
        const struct doc_fit *fit = &set->fit;
        int line = fit->size * 12 / 10, header = 0, tall = 0;
        for (int row = 0; row < head->n_rows; row++) {
                int most = 1;
                for (int i = 0; i < head->n_heads; i++) {
                        const struct doc_head *h = &head->heads[i];
                        int wide_at = 0;
                        for (int c = h->col; c < h->col + h->cols; c++)
                                wide_at += fit->widths[c];
                        int n = doc_lines(h->text, chars_in(wide_at, fit), 0);
                        if (h->row == row && h->rows == 1)
                                most = n > most ? n : most;
                        else if (h->row == row && n * line > tall)
                                tall = n * line;
                }
                header += most * line + set->high;
        }
        return tall > header ? tall : header;
}

static void take_rows(struct pen *p, const struct doc_table *t, const struct doc_grid *head,
                      bool wide, const struct docx_set *set)
{
        const struct doc_fit *fit = &set->fit;
        int line = fit->size * 12 / 10, header = header_high(head, set);
        take(p, header);
        struct doc_names names = doc_names_of(t);
        for (int r = 0; r < t->n_rows; r++) {
                int most = 1;
                for (int c = 0; c < t->n_columns; c++) {
                        const struct doc_cell *cell = &t->rows[r].cells[c];
                        int n = cell->kind == DOC_TEXT && doc_cell_span(t, cell, c) == 1
                              ? doc_lines(cell->text, chars_in(fit->widths[c], fit),
                                          2 * doc_cell_indent(names, &t->rows[r], c)) : 1;
                        int rows = t->columns[c].joins ? doc_cell_rows(t, r, c) : 1;
                        n = rows > 1 ? (n + rows - 1) / rows : n;
                        most = n > most ? n : most;
                }
                int page = p->page;
                take(p, most * line + set->high);
                if (p->page != page)
                        p->y += header;
        }
        if (t->note.n)
                take(p, NOTE_LINE * doc_lines(t->note, docx_room(wide) * 2 / 10500, 0) + NOTE_AROUND);
}

/* `title`: the height of what stands above the header, taken already; *page gets the page they stand on. */
static void take_table(struct pen *p, struct arena *a, const struct doc_table *t, bool wide, int title,
                       struct docx_set *ret, int *page)
{
        struct doc_grid head = doc_grid_of(a, t);
        struct doc_measure measure = { .width = doc_em_guess };
        *ret = (struct docx_set){ doc_fit_of(a, t, &head, docx_room(wide), 0, &measure), DOCX_ROW_USUAL };
        /* The title went on this page; it stays with the header and the first row. */
        int least = header_high(&head, ret) + ret->fit.size * 12 / 10 + ret->high;
        if (p->y > 0 && p->y + least > p->high)
                *p = (struct pen){ .page = p->page + 1, .y = title, .high = p->high };
        *page = p->page;
        struct pen usual = *p;
        take_rows(&usual, t, &head, wide, ret);
        bool over = usual.page > p->page && usual.y < usual.high / 3;
        for (int i = 0; over && i <= MAX_TIGHTER; i++) {
                struct pen tried = { p->page, p->y, p->high - SLACK };
                struct docx_set set = { doc_fit_of(a, t, &head, docx_room(wide), ret->fit.size - 500 * i, &measure),
                                        DOCX_ROW_TIGHT };
                take_rows(&tried, t, &head, wide, &set);
                if (tried.page == usual.page)
                        continue;
                *ret = set;
                usual = (struct pen){ tried.page, tried.y, p->high };
                break;
        }
        *p = usual;
}

bool docx_title_on_top(const struct docx *x, int block)
{
        return x->places[block].page && !x->d->official && x->d->blocks[block].kind == DOC_TITLE;
}

int *docx_pages(struct docx *x, const struct doc_place *places)
{
        struct arena *a = x->cx->arena;
        const struct doc *d = x->d;
        int *pages = NEW_ARRAY(a, int, (size_t)d->n_blocks + 1);
        x->sets = NEW_ARRAY(a, struct docx_set, (size_t)d->n_blocks + 1);
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
                        height = TITLE_LINE * doc_lines(doc_plain(a, b), docx_room(places[i].wide) * 2 / DOCX_TITLE, 0)
                               + (docx_title_on_top(x, i) ? 20000 : 32000);
                        break;
                case DOC_HEADING:
                        /* A heading goes over with the first line below it. */
                        if (p.y + 2 * DOCX_LINE > p.high)
                                p = (struct pen){ .page = p.page + 1, .high = p.high };
                        height = DOCX_LINE * doc_lines(doc_plain(a, b), chars, 4);
                        break;
                case DOC_PARA:
                case DOC_SIGNATURE:
                        break;
                case DOC_LINE:
                        height = b->line->foot ? 0 : b->line->before + b->line->high;
                        break;
                case DOC_NOTE:
                        height = NOTE_LINE;
                        break;
                case DOC_TABLE:
                        height = 26000 + (b->table->unit_line.n || b->table->maker_line.n ? 15000 : 0);
                        break;
                case DOC_CONTENTS:
                        height = 34000;
                        break;
                case DOC_PAGE:
                        break;
                }
                if (height)
                        take(&p, height);
                pages[i] = p.page;
                struct doc_entry *e;
                if (b->kind == DOC_TABLE)
                        take_table(&p, a, b->table, places[i].wide, height, &x->sets[i], &pages[i]);
                int entries = b->kind == DOC_CONTENTS ? doc_entries(a, d, b->level, &e) : 0;
                int listed = 0;
                for (int k = 0; k < entries; k++)       /* 14 points, steps of 20, three for the number */
                        listed += doc_lines(e[k].text, (docx_room(false) - 20000 * (e[k].depth - 1)) / 7000 - 6, 0);
                if (listed)
                        x->contents_line = doc_contents_line(listed, p.high - p.y);
                for (int n = listed; n > 0; n--)
                        take(&p, x->contents_line);
                for (int n = height || b->kind == DOC_PAGE ? 0 : doc_lines(doc_plain(a, b), chars, 4); n > 0; n--)
                        take(&p, DOCX_LINE);
        }
        return pages;
}
