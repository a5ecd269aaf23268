/* core/doc/txt.c - a document as plain text: a sentence's paragraph is one line, so that two
 * versions can be compared line by line; tables are columns aligned by display width.
 * words: document text */
#include "base/base.h"
#include "core/doc/write.h"

enum { GAP = 2 };               /* blanks between two columns */

static void pad(struct buf *o, int n)
{
        while (n-- > 0)
                buf_byte(o, ' ');
}

/* A text in a field of `w`; line breaks in it become blanks. */
static void field(struct buf *o, str s, int w, enum doc_align align)
{
        int left = w - doc_text_width(s);
        left = left > 0 ? left : 0;
        pad(o, align == DOC_RIGHT ? left : align == DOC_CENTRE ? left / 2 : 0);
        for (size_t i = 0; i < s.n; i++)
                buf_byte(o, s.p[i] == '\n' || s.p[i] == '\t' ? ' ' : s.p[i]);
        pad(o, align == DOC_LEFT ? left : align == DOC_CENTRE ? left - left / 2 : 0);
}

static void line_end(struct buf *o, size_t start)
{
        while (o->n > start && o->p[o->n - 1] == ' ')
                o->n--;
        buf_byte(o, '\n');
}

/* One empty line before what follows, none at the start. */
static void blank(struct buf *o)
{
        while (o->n && (o->n < 2 || o->p[o->n - 1] != '\n' || o->p[o->n - 2] != '\n') && !o->broken)
                buf_byte(o, '\n');
}

static int across(const int *w, int col, int span)
{
        int sum = -GAP;
        for (int c = col; c < col + span; c++)
                sum += w[c] + GAP;
        return sum;
}

static void widen(int *w, int col, int span, int need)
{
        int missing = need - across(w, col, span);
        if (missing > 0)
                w[col + span - 1] += missing;
}

static str shown(struct arena *a, const struct doc_table *t, struct doc_names names,
                 const struct doc_row *r, int col)
{
        str s = doc_cell_shown(a, t, &r->cells[col], col);
        int in = doc_cell_indent(names, r, col);
        return in ? str_f(a, "%*s%.*s", 2 * in, "", STR(s)) : s;
}

/* The header cell that begins at a column and ends on a level: a tall cell speaks on its lowest
 * line, next to the figures. */
static const struct doc_head *head_on(const struct doc_grid *g, int level, int col)
{
        for (int i = 0; i < g->n_heads; i++) {
                const struct doc_head *h = &g->heads[i];
                if (h->col == col && h->row + h->rows - 1 == level)
                        return h;
        }
        return NULL;
}

static void table(struct buf *o, struct arena *a, const struct doc_table *t)
{
        struct doc_grid g = doc_grid_of(a, t);
        struct doc_names names = doc_names_of(t);
        int *w = NEW_ARRAY(a, int, (size_t)t->n_columns);
        for (int r = 0; r < t->n_rows; r++) {
                const struct doc_row *row = &t->rows[r];
                for (int c = 0; c < t->n_columns; c += doc_cell_span(t, &row->cells[c], c))
                        widen(w, c, doc_cell_span(t, &row->cells[c], c),
                              doc_text_width(shown(a, t, names, row, c)));
        }
        for (int i = 0; i < g.n_heads; i++)
                widen(w, g.heads[i].col, g.heads[i].cols, doc_text_width(g.heads[i].text));
        int whole = across(w, 0, t->n_columns);

        str name = doc_table_name(a, t);
        blank(o);
        if (name.n) {
                field(o, name, 0, DOC_LEFT);
                buf_byte(o, '\n');
        }
        if (t->maker_line.n || t->unit_line.n) {
                size_t start = o->n;
                int left = doc_text_width(t->maker_line);
                field(o, t->maker_line, 0, DOC_LEFT);
                pad(o, left ? GAP : 0);
                field(o, t->unit_line, whole - left - (left ? GAP : 0), DOC_RIGHT);
                line_end(o, start);
        }
        for (int level = 0; level < g.n_rows; level++) {
                size_t start = o->n;
                int at = 0;
                for (int c = 0; c < t->n_columns; c++) {
                        const struct doc_head *h = head_on(&g, level, c);
                        if (!h)
                                continue;
                        int x = c ? across(w, 0, c) + GAP : 0, wide = across(w, c, h->cols);
                        pad(o, x - at);
                        bool figures = h->cols == 1 && t->columns[c].places >= 0;
                        field(o, h->text, wide, figures ? DOC_RIGHT : DOC_LEFT);
                        at = x + wide;
                }
                line_end(o, start);
        }
        for (int i = 0; g.n_rows && i < whole; i++)
                buf_byte(o, '-');
        if (g.n_rows)
                buf_byte(o, '\n');
        for (int r = 0; r < t->n_rows; r++) {
                const struct doc_row *row = &t->rows[r];
                size_t start = o->n;
                for (int c = 0, span; c < t->n_columns; c += span) {
                        span = doc_cell_span(t, &row->cells[c], c);
                        pad(o, c ? GAP : 0);
                        field(o, shown(a, t, names, row, c), across(w, c, span),
                              doc_cell_align(t, &row->cells[c], c));
                }
                line_end(o, start);
        }
        if (t->note.n) {
                field(o, t->note, 0, DOC_LEFT);
                buf_byte(o, '\n');
        }
        blank(o);
}

static void contents(struct buf *o, struct arena *a, const struct doc *d, int levels)
{
        struct doc_entry *e;
        int n = doc_entries(a, d, levels, &e);
        blank(o);
        buf_put(o, S("目录\n"));
        for (int i = 0; i < n; i++) {
                pad(o, 2 * (e[i].depth - 1));
                buf_put(o, e[i].text);
                buf_byte(o, '\n');
        }
}

/* A rule is a row of dashes, an empty line one, whatever its height on paper. */
static void put_line(struct buf *o, struct arena *a, const struct doc_block *b)
{
        const struct doc_line *l = b->line;
        if (l->role == DOC_ROLE_SPACE) {
                blank(o);
                return;
        }
        for (int i = 0; l->role == DOC_ROLE_RULE && i < 56; i++)
                buf_byte(o, '-');
        buf_put(o, doc_plain(a, b));
        if (l->beside.n)
                buf_f(o, "　　%.*s", STR(l->beside));
        buf_byte(o, '\n');
}

const struct fail *doc_txt(struct ctx *cx, const struct doc *d, str *ret_bytes)
{
        struct arena *a = cx->arena;
        struct buf out = buf_new(a, DOC_MAX_BYTES), *o = &out;
        for (int i = 0; i < d->n_blocks; i++) {
                const struct doc_block *b = &d->blocks[i];
                switch (b->kind) {
                case DOC_TITLE:
                        blank(o);
                        for (int k = 0; k < b->n_runs; k++)
                                buf_put(o, b->runs[k].text);
                        blank(o);
                        break;
                case DOC_HEADING:
                case DOC_PARA:
                case DOC_NOTE:
                case DOC_SIGNATURE:
                        buf_put(o, doc_plain(a, b));
                        buf_byte(o, '\n');
                        break;
                case DOC_LINE:
                        put_line(o, a, b);
                        break;
                case DOC_TABLE:
                        table(o, a, b->table);
                        break;
                case DOC_CONTENTS:
                        contents(o, a, d, b->level);
                        break;
                case DOC_PAGE:
                        break;
                }
        }
        return doc_take(cx, o, ret_bytes);
}
