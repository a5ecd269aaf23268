/* core/doc/pdf_table.c - a table on pages: header rows again on each, rows that do not break. */
#include "base/base.h"
#include "core/doc/pdf.h"

enum {
        PAD_Y      = 1800, PAD_TIGHT = 900,     /* above and below a cell's text */
        MAX_TIGHTER = 3,                /* half points that letters may lose to save a page */
        TITLE_SIZE = 14000, TITLE_LINE = 20000,
        LINE_SIZE  = 10500, LINE_LINE  = 15000,
        NOTE_LINE  = 15000,
        GAP        = 8000,              /* above and below a table within sentences */
};

/* One cell of one row, its text broken. */
struct piece {
        int               col, span, rows, in;  /* rows: 0 where a cell above covers it */
        struct text_line *lines;
        int               n_lines;
        enum doc_align    align;
        bool              bold;
};

struct row { struct piece *pieces; int n_pieces, most; /* lines */ };

struct ground {
        struct flow            *f;
        const struct doc_table *t;
        int                     tail;           /* what ends the text and stands right under it; 0: nothing */
        struct doc_grid         grid;
        struct doc_fit          fit;
        int                     left, line, pad; /* edge; height of a line, and what is above it */
        bool                    apart;          /* cells are not joined: they would not fit a page */
        struct row             *rows;           /* n_rows, or one empty one */
        int                     n_rows;
        int                    *x;              /* n_columns + 1 edges */
        int                     head[4];        /* tops of header rows, from the header's top; the end */
        struct piece           *heads;          /* beside grid.heads */
};

static struct piece piece_of(struct ground *g, int col, int span, str s, int indent, bool bold,
                             enum doc_align align)
{
        struct text_style style = { .face = bold ? PDF_SONG : PDF_CELL };
        int room = g->x[col + span] - g->x[col] - 2 * g->fit.pad - indent * g->fit.size;
        struct piece p = { .col = col, .span = span, .in = indent * g->fit.size, .bold = bold, .align = align };
        /* Rounding of advances must not break what was measured to fit. */
        p.n_lines = text_break(g->f->a, g->f->pen, &style, s,
                               (int)((int64_t)room * 1000 / g->fit.size) + 2, 0, &p.lines);
        return p;
}

/* Lines from…to of a piece, centred in a height. */
static void put_piece(struct ground *g, const struct piece *p, int y, int high, int from, int to)
{
        struct text_style style = { .face = p->bold ? PDF_SONG : PDF_CELL };
        int x = g->x[p->col] + g->fit.pad + p->in;
        int w = g->x[p->col + p->span] - g->fit.pad - x;
        to = to < p->n_lines ? to : p->n_lines;
        y += to > from ? (high - (to - from) * g->line) / 2 : 0;
        for (int i = from; i < to; i++, y += g->line)
                flow_text(g->f, &p->lines[i], &style, g->fit.size, x, y, w, g->line, p->align, 0);
}

static void rule(struct ground *g, int x0, int y0, int x1, int y1)
{
        flow_mark(g->f, (struct mark){ .kind = MARK_RULE, .x = x0, .y = y0, .w = x1 - x0, .h = y1 - y0 });
}

/* ---- header ---------------------------------------------------------------------------------- */

static void head_measure(struct ground *g)
{
        struct flow *f = g->f;
        g->heads = NEW_ARRAY(f->a, struct piece, (size_t)g->grid.n_heads + 1);
        int high[3] = { 0 };
        for (int i = 0; i < g->grid.n_heads; i++) {
                const struct doc_head *h = &g->grid.heads[i];
                g->heads[i] = piece_of(g, h->col, h->cols, h->text, 0, true, DOC_CENTRE);
                int need = g->heads[i].n_lines * g->line + 2 * g->pad;
                if (h->rows == 1 && need > high[h->row])
                        high[h->row] = need;
        }
        for (int i = 0; i < g->grid.n_heads; i++) {
                const struct doc_head *h = &g->grid.heads[i];
                int need = g->heads[i].n_lines * g->line + 2 * g->pad;
                for (int r = h->row; r < h->row + h->rows; r++)
                        need -= high[r];
                high[h->row + h->rows - 1] += need > 0 ? need : 0;
        }
        for (int r = 0; r < g->grid.n_rows; r++)
                g->head[r + 1] = g->head[r] + high[r];
}

static void head_put(struct ground *g, int y)
{
        int whole = g->head[g->grid.n_rows];
        if (!whole)
                return;
        flow_mark(g->f, (struct mark){ .kind = MARK_FILL, .x = g->x[0], .y = y,
                                       .w = g->x[g->t->n_columns] - g->x[0], .h = whole });
        for (int i = 0; i < g->grid.n_heads; i++) {
                const struct doc_head *h = &g->grid.heads[i];
                int top = y + g->head[h->row], end = y + g->head[h->row + h->rows];
                put_piece(g, &g->heads[i], top, end - top, 0, g->heads[i].n_lines);
                rule(g, g->x[h->col], top, g->x[h->col + h->cols], top);
                rule(g, g->x[h->col], top, g->x[h->col], end);
        }
        rule(g, g->x[g->t->n_columns], y, g->x[g->t->n_columns], y + whole);
}

/* ---- rows -------------------------------------------------------------------------------------- */

static struct row row_of(struct ground *g, struct doc_names names, int r)
{
        const struct doc_table *t = g->t;
        struct row row = { .pieces = NEW_ARRAY(g->f->a, struct piece, (size_t)t->n_columns), .most = 1 };
        for (int c = 0, span = 1; c < t->n_columns; c += span) {
                span = 1;
                if (r < 0) {            /* the empty row of an empty table */
                        row.pieces[row.n_pieces++] = (struct piece){ .col = c, .span = 1, .rows = 1 };
                        continue;
                }
                const struct doc_cell *cell = &t->rows[r].cells[c];
                span = doc_cell_span(t, cell, c);
                struct piece p = { .col = c, .span = span };
                if (cell->kind != DOC_EMPTY)
                        p = piece_of(g, c, span, doc_cell_shown(g->f->a, t, cell, c),
                                     doc_cell_indent(names, &t->rows[r], c), doc_row_bold(&t->rows[r]),
                                     doc_cell_align(t, cell, c));
                p.rows = g->apart ? 1 : doc_cell_rows(t, r, c);
                row.pieces[row.n_pieces++] = p;
                if (p.rows == 1 && p.n_lines > row.most)
                        row.most = p.n_lines;
        }
        return row;
}

/* Upright lines run through the rows of a page; a cell over several columns interrupts them. */
struct uprights { int *from; int y; };

static int row_height(const struct ground *g, int r) { return g->rows[r].most * g->line + 2 * g->pad; }

static int64_t rows_height(const struct ground *g, int r, int n)
{
        int64_t high = 0;
        for (int i = r; i < r + n && i < g->n_rows; i++)
                high += row_height(g, i);
        return high;
}

/* A joined cell's text may need more than its rows have: the last one takes what is missing.
 * False when some joined cell is higher than a page. */
static bool joined_measure(struct ground *g)
{
        int64_t page = flow_height(g->f) - g->head[g->grid.n_rows];
        for (int r = 0; r < g->n_rows; r++) {
                for (int i = 0; i < g->rows[r].n_pieces; i++) {
                        const struct piece *p = &g->rows[r].pieces[i];
                        if (p->rows < 2)
                                continue;
                        int64_t missing = p->n_lines * g->line + 2 * g->pad - rows_height(g, r, p->rows);
                        if (missing > 0)
                                g->rows[r + p->rows - 1].most += (int)((missing + g->line - 1) / g->line);
                        if (rows_height(g, r, p->rows) > page)
                                return false;
                }
        }
        return true;
}

/* The line above a row, but not through cells that go on from above. */
static void line_above(struct ground *g, const struct row *row, int y)
{
        for (int i = 0, to; i < row->n_pieces; i = to) {
                for (to = i + 1; to < row->n_pieces && !row->pieces[to].rows == !row->pieces[i].rows; to++)
                        ;
                const struct piece *last = &row->pieces[to - 1];
                if (row->pieces[i].rows)
                        rule(g, g->x[row->pieces[i].col], y, g->x[last->col + last->span], y);
        }
}

/* What must stand on one page with a row: the row, or all that its joined cells cover. */
static int64_t block_height(const struct ground *g, int r, int high)
{
        int64_t whole = high;
        for (int i = 0; i < g->rows[r].n_pieces; i++) {
                int rows = g->rows[r].pieces[i].rows;
                int64_t joined = rows > 1 ? rows_height(g, r, rows) : 0;
                whole = joined > whole ? joined : whole;
        }
        return whole;
}

static void uprights_take(struct ground *g, struct uprights *u, const struct row *row, int top)
{
        int n = g->t->n_columns;
        for (int c = 1, at = 0; c < n; c++) {
                while (at + 1 < row->n_pieces && row->pieces[at + 1].col <= c)
                        at++;
                bool edge = row->pieces[at].col == c;
                if (!edge && u->from[c] < top)
                        rule(g, g->x[c], u->from[c], g->x[c], top);
                if (!edge)
                        u->from[c] = INT32_MAX;
                else if (u->from[c] == INT32_MAX)
                        u->from[c] = top;
        }
}

static void uprights_end(struct ground *g, struct uprights *u, int y)
{
        for (int c = 0; c <= g->t->n_columns; c++) {
                if (u->from[c] < y)
                        rule(g, g->x[c], u->from[c], g->x[c], y);
        }
        rule(g, g->x[0], y, g->x[g->t->n_columns], y);
}

static void uprights_begin(struct ground *g, struct uprights *u, int y)
{
        for (int c = 0; c <= g->t->n_columns; c++)
                u->from[c] = y;
}

static void rows_put(struct ground *g)
{
        struct flow *f = g->f;
        const struct doc_table *t = g->t;
        int head = g->head[g->grid.n_rows];
        bool wide = f->pages[f->n_pages - 1].wide;
        struct uprights u = { .from = NEW_ARRAY(f->a, int, (size_t)t->n_columns + 1) };
        head_put(g, f->y);
        f->y += head;
        f->fresh = false;
        uprights_begin(g, &u, f->y);
        for (int r = 0; r < g->n_rows; r++) {
                struct row row = g->rows[r];
                for (int from = 0; from < row.most;) {
                        /* A row stays whole; only one that is higher than a page is cut. */
                        int lines = row.most - from, high = lines * g->line + 2 * g->pad;
                        int page = flow_height(f) - head;
                        if (high > page) {
                                lines = (page - 2 * g->pad) / g->line;
                                lines = lines > 0 ? lines : 1;
                                high = lines * g->line + 2 * g->pad;
                        }
                        int64_t need = block_height(g, r, high);
                        if (r == g->n_rows - 1 && need + g->tail <= page)
                                need += g->tail;        /* 版记 never stands alone: the last row goes over with it */
                        if (need > flow_rest(f)) {
                                uprights_end(g, &u, f->y);
                                flow_page(f, wide);
                                head_put(g, f->y);
                                f->y += head;
                                f->fresh = false;
                                uprights_begin(g, &u, f->y);
                        }
                        uprights_take(g, &u, &row, f->y);
                        line_above(g, &row, f->y);
                        for (int i = 0; i < row.n_pieces; i++) {
                                const struct piece *p = &row.pieces[i];
                                if (p->rows > 1)
                                        put_piece(g, p, f->y, (int)rows_height(g, r, p->rows), 0, p->n_lines);
                                else if (p->rows)
                                        put_piece(g, p, f->y, high, from, from + lines);
                        }
                        f->y += high;
                        from += lines;
                }
        }
        uprights_end(g, &u, f->y);
}

/* ---- around the grid ----------------------------------------------------------------------------- */

static int cell_width(void *arg, str s)
{
        struct pen *p = arg;
        int bold = pen_width(p, PDF_SONG, s), plain = pen_width(p, PDF_CELL, s);
        return bold > plain ? bold : plain;
}

static void line_put(struct flow *f, str s, enum pdf_face face, int size, int high,
                     enum doc_align align)
{
        struct text_style style = { .face = face };
        struct text_line *lines;
        int n = text_break(f->a, f->pen, &style, s, (int)((int64_t)flow_width(f) * 1000 / size), 0, &lines);
        for (int i = 0; i < n; i++, f->y += high) {
                if (high > flow_rest(f))
                        flow_page(f, f->pages[f->n_pages - 1].wide);
                flow_text(f, &lines[i], &style, size, flow_left(f), f->y, flow_width(f), high, align, 0);
                f->fresh = false;
        }
}

/* Set the table with letters no larger than `largest`; returns the grid's height. */
static int64_t set(struct ground *g, int largest, int pad)
{
        struct flow *f = g->f;
        const struct doc_table *t = g->t;
        struct doc_measure measure = { .width = cell_width, .arg = f->pen };
        struct doc_names names = doc_names_of(t);
        g->fit = doc_fit_of(f->a, t, &g->grid, flow_width(f), largest, &measure);
        g->line = g->fit.size * 13 / 10;
        g->pad = pad;
        g->x[0] = g->left;
        for (int c = 0; c < t->n_columns; c++)
                g->x[c + 1] = g->x[c] + g->fit.widths[c];
        memset(g->head, 0, sizeof(g->head));
        head_measure(g);
        int64_t high = g->head[g->grid.n_rows];
        for (int r = 0; r < g->n_rows; r++)
                g->rows[r] = row_of(g, names, t->n_rows ? r : -1);
        if (!g->apart && !joined_measure(g)) {
                g->apart = true;
                return set(g, largest, pad);
        }
        return high + rows_height(g, 0, g->n_rows);
}

/* Title, the line above the grid and the note. */
static int around(const struct ground *g, str name)
{
        const struct doc_table *t = g->t;
        return (name.n ? TITLE_LINE : 0) + (t->unit_line.n || t->maker_line.n ? LINE_LINE : 0)
             + (t->note.n ? NOTE_LINE + 3000 : 0);
}

void flow_table(struct flow *f, int block)
{
        const struct doc_table *t = f->d->blocks[block].table;
        struct ground g = { .f = f, .t = t, .grid = doc_grid_of(f->a, t) };
        g.n_rows = t->n_rows ? t->n_rows : 1;
        g.left = flow_left(f);
        g.x = NEW_ARRAY(f->a, int, (size_t)t->n_columns + 1);
        g.rows = NEW_ARRAY(f->a, struct row, (size_t)g.n_rows);
        str name = doc_table_name(f->a, t);
        f->y += f->fresh ? 0 : GAP;
        bool wide = f->pages[f->n_pages - 1].wide;
        g.tail = wide || t->number.n || t->note.n ? 0 : flow_tail_height(f, block);
        g.tail += g.tail ? GAP : 0;
        int64_t high = set(&g, f->d->table_size, PAD_Y) + around(&g, name);
        /* A short table is not torn apart; of a long one three rows stand on its first page. */
        int64_t least = high - around(&g, name) - g.head[g.grid.n_rows];
        least = g.n_rows > 12 ? 3 * (g.line + 2 * g.pad) : least;
        least += around(&g, name) + g.head[g.grid.n_rows];
        if (!f->fresh && !t->number.n && least > flow_rest(f) && least <= flow_height(f))
                flow_page(f, wide);
        /* A few rows alone on a page are no page: a little smaller, it is saved. */
        int rest = flow_rest(f) - g.tail;
        if (high > rest && high < (int64_t)rest * 4 / 3) {
                int usual = g.fit.size;
                for (int i = 0; i <= MAX_TIGHTER && high > rest; i++)
                        high = set(&g, usual - 500 * i, PAD_TIGHT) + around(&g, name);
                if (high > rest)
                        set(&g, f->d->table_size, PAD_Y);
        }
        f->page_of[block] = f->n_pages;
        flow_mark(f, (struct mark){ .kind = MARK_TARGET, .y = f->y, .block = block });
        if (name.n)
                line_put(f, name, PDF_HEI, TITLE_SIZE, TITLE_LINE, DOC_CENTRE);
        if (t->maker_line.n || t->unit_line.n) {
                int y = f->y;
                line_put(f, t->maker_line, PDF_CELL, LINE_SIZE, LINE_LINE, DOC_LEFT);
                f->y = y;
                line_put(f, t->unit_line, PDF_CELL, LINE_SIZE, LINE_LINE, DOC_RIGHT);
        }
        rows_put(&g);
        if (t->note.n) {
                f->y += 3000;
                line_put(f, t->note, PDF_CELL, LINE_SIZE, NOTE_LINE, DOC_LEFT);
        }
        f->y += GAP;
}
