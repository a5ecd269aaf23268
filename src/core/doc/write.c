/* core/doc/write.c - what the five writers share. See write.h. */
#include "base/base.h"
#include "core/doc/write.h"

const struct fail *doc_take(struct ctx *cx, const struct buf *o, str *ret_bytes)
{
        if (o->broken)
                return fail(cx, BROKEN, "a document is larger than %d bytes", DOC_MAX_BYTES);
        *ret_bytes = buf_str(o);
        return NULL;
}

/* ---- header grid --------------------------------------------------------------------------- */

/* The header texts of a column from the top, without the absent ones. */
static int head_path(const struct doc_column *c, str ret[3])
{
        int n = 0;
        if (c->over2.n)
                ret[n++] = c->over2;
        if (c->over.n)
                ret[n++] = c->over;
        ret[n++] = c->head;
        return n;
}

/* A column reaches down `rows` levels: fewer texts than levels, and the lowest one is taller. */
static str head_at(const struct doc_column *c, int level, int levels, int *from, int *to)
{
        str path[3];
        int n = head_path(c, path);
        int i = level < n ? level : n - 1;
        *from = i;
        *to = i == n - 1 ? levels : i + 1;
        return path[i];
}

/* Whether two columns share the header cell of a level: the same texts down to it, not the last. */
static bool head_shared(const struct doc_column *a, const struct doc_column *b, int level)
{
        str pa[3], pb[3];
        int na = head_path(a, pa), nb = head_path(b, pb);
        if (level >= na - 1 || level >= nb - 1)
                return false;
        for (int i = 0; i <= level; i++) {
                if (!str_eq(pa[i], pb[i]))
                        return false;
        }
        return true;
}

struct doc_grid doc_grid_of(struct arena *a, const struct doc_table *t)
{
        struct doc_grid g = { .n_rows = 1 };
        bool any = false;
        for (int c = 0; c < t->n_columns; c++) {
                str path[3];
                int n = head_path(&t->columns[c], path);
                g.n_rows = n > g.n_rows ? n : g.n_rows;
                any = any || n > 1 || path[0].n;
        }
        if (!any)
                return (struct doc_grid){ 0 };
        g.heads = NEW_ARRAY(a, struct doc_head, (size_t)(t->n_columns * g.n_rows));
        for (int row = 0; row < g.n_rows; row++) {
                for (int c = 0; c < t->n_columns;) {
                        int from, to, cols = 1;
                        str text = head_at(&t->columns[c], row, g.n_rows, &from, &to);
                        while (c + cols < t->n_columns
                               && head_shared(&t->columns[c], &t->columns[c + cols], row))
                                cols++;
                        if (from == row)
                                g.heads[g.n_heads++] = (struct doc_head){
                                        .row = row, .col = c, .rows = to - from, .cols = cols,
                                        .text = text.p ? text : S(""),
                                };
                        c += cols;
                }
        }
        return g;
}

/* ---- cells --------------------------------------------------------------------------------- */

str doc_cell_shown(struct arena *a, const struct doc_table *t, const struct doc_cell *c, int col)
{
        struct doc_cell_room room;
        switch (c->kind) {
        case DOC_EMPTY:
                return S("");
        case DOC_TEXT:
        case DOC_UNKNOWN:
                return c->text.p ? c->text : S("");
        case DOC_NUMBER:
                return str_copy(a, doc_cell_number_shown(&room, t, c, col));
        }
        return S("");
}

str doc_cell_number_shown(struct doc_cell_room *room, const struct doc_table *t,
                          const struct doc_cell *c, int col)
{
        int places = t->columns[col].places, digits = 0;
        char *end = room->p + sizeof(room->p), *p = end;
        uint64_t u = c->v < 0 ? 0 - (uint64_t)c->v : (uint64_t)c->v;
        for (; u || digits <= (places > 0 ? places : 0); digits++) {
                if (places > 0 && digits == places)
                        *--p = '.';
                int whole = digits - (places > 0 ? places : 0);
                if (whole > 0 && whole % 3 == 0)
                        *--p = ',';
                *--p = (char)('0' + u % 10);
                u /= 10;
        }
        if (c->v < 0)
                *--p = '-';
        return (str){ p, (size_t)(end - p) };
}

enum doc_align doc_cell_align(const struct doc_table *t, const struct doc_cell *c, int col)
{
        if (c->kind == DOC_NUMBER)
                return DOC_RIGHT;
        if (c->kind == DOC_UNKNOWN)
                return DOC_CENTRE;
        /* Words in a column of numbers ("—") stay under them. */
        return t->columns[col].places >= 0 ? DOC_RIGHT : t->columns[col].align;
}

int doc_cell_span(const struct doc_table *t, const struct doc_cell *c, int col)
{
        int span = c->span > 1 ? c->span : 1;
        return span < t->n_columns - col ? span : t->n_columns - col;
}

static bool joined(const struct doc_table *t, int row, int col)
{
        const struct doc_row *r = &t->rows[row];
        return row > 0 && t->columns[col].joins && r->cells[col].kind == DOC_EMPTY && !r->total
               && !t->rows[row - 1].total && r->cells[col].span <= 1;
}

int doc_cell_rows(const struct doc_table *t, int row, int col)
{
        int n = 1;
        /* What is joined must hang on something: empty cells from the first row on stay as they are. */
        int top = row;
        while (joined(t, top, col))
                top--;
        const struct doc_cell *above = &t->rows[top].cells[col];
        if (above->kind == DOC_EMPTY || doc_cell_span(t, above, col) > 1)
                return 1;
        if (top < row)
                return 0;
        while (row + n < t->n_rows && joined(t, row + n, col))
                n++;
        return n;
}

struct doc_names doc_names_of(const struct doc_table *t)
{
        struct doc_names names = { .col = -1 };
        for (int i = 0; i < t->n_rows; i++) {
                if (!t->rows[i].total && t->rows[i].level > names.top)
                        names.top = t->rows[i].level;
        }
        /* Among codes and names in steps, the names are the wide column. */
        for (int c = 0; c < t->n_columns; c++) {
                const struct doc_column *k = &t->columns[c];
                if (k->steps) {
                        names.col = c;
                        break;
                }
                if (k->places < 0 && k->align == DOC_LEFT
                    && (names.col < 0 || (names.top > 0 && k->width > t->columns[names.col].width)))
                        names.col = c;
        }
        return names;
}

int doc_cell_indent(struct doc_names names, const struct doc_row *r, int col)
{
        return col == names.col && !r->total && r->level < names.top ? names.top - r->level : 0;
}

bool doc_row_bold(const struct doc_row *r) { return r->total || r->level >= 3; }

bool doc_sum_holds(const struct doc_table *t, int row, int col)
{
        const struct doc_cell *c = &t->rows[row].cells[col];
        if (c->kind != DOC_NUMBER || (c->n_sum_rows > 0) == (c->n_sum_cols > 0))
                return false;
        int64_t sum = 0;
        for (int i = 0; i < c->n_sum_rows; i++) {
                int r = c->sum_rows[i];
                if (r < 0 || r >= t->n_rows || r == row
                    || t->rows[r].cells[col].kind != DOC_NUMBER
                    || !add64(sum, t->rows[r].cells[col].v, &sum))
                        return false;
        }
        for (int i = 0; i < c->n_sum_cols; i++) {
                int k = c->sum_cols[i];
                if (k < 0 || k >= t->n_columns || k == col
                    || t->rows[row].cells[k].kind != DOC_NUMBER
                    || t->columns[k].places != t->columns[col].places
                    || !add64(sum, t->rows[row].cells[k].v, &sum))
                        return false;
        }
        return sum == c->v;
}

str doc_table_name(struct arena *a, const struct doc_table *t)
{
        if (!t->number.n)
                return t->title.p ? t->title : S("");
        return t->title.n ? str_f(a, "%.*s  %.*s", STR(t->number), STR(t->title)) : t->number;
}

/* ---- order and pages ----------------------------------------------------------------------- */

static bool leads(const struct doc_block *b)
{
        return b->kind == DOC_TITLE || b->kind == DOC_HEADING ||
               (b->kind == DOC_LINE && !b->line->foot &&
                (b->line->role == DOC_ROLE_LABEL || b->line->role == DOC_ROLE_SPACE));
}

struct doc_place *doc_places(struct arena *a, const struct doc *d)
{
        struct doc_place *p = NEW_ARRAY(a, struct doc_place, (size_t)d->n_blocks + 1);
        for (int i = 0; i < d->n_blocks; i++) {
                const struct doc_block *b = &d->blocks[i];
                p[i].shown = b->kind != DOC_PAGE;
                if (b->kind == DOC_TABLE) {
                        p[i].wide = b->table->landscape;
                        int head = i;
                        while (head > 0 && leads(&d->blocks[head - 1])) {
                                head--;
                                p[head].wide = p[i].wide;
                        }
                        if (b->table->number.n || p[i].wide)
                                p[head].page = true;
                } else if (b->kind == DOC_NOTE && i > 0) {
                        p[i].wide = p[i - 1].wide;
                }
        }
        /* Page breaks: never before the first block, never two, always where paper turns. */
        bool turn = false, any = false, after_own_page = false, wide = false;
        for (int i = 0; i < d->n_blocks; i++) {
                const struct doc_block *b = &d->blocks[i];
                if (!p[i].shown) {
                        turn = true;
                        continue;
                }
                if (after_own_page && b->kind != DOC_NOTE && b->kind != DOC_TABLE)
                        turn = true;
                after_own_page = (b->kind == DOC_TABLE && (b->table->number.n || p[i].wide))
                              || (b->kind == DOC_NOTE && after_own_page && !turn);
                p[i].page = any && (turn || p[i].page || p[i].wide != wide);
                wide = p[i].wide;
                any = true;
                turn = false;
        }
        return p;
}

bool doc_has_parts(const struct doc *d)
{
        for (int i = 0; i < d->n_blocks; i++) {
                if (d->blocks[i].kind == DOC_TITLE && d->blocks[i].level > 0)
                        return true;
        }
        return false;
}

int doc_depth(const struct doc *d, int block)
{
        const struct doc_block *b = &d->blocks[block];
        if (b->kind == DOC_TITLE)
                return b->level;
        if (b->kind == DOC_HEADING)
                return b->level + doc_has_parts(d);
        if (b->kind != DOC_TABLE || (!b->table->number.n && !b->table->title.n))
                return -1;
        return 1 + doc_has_parts(d);    /* beside the 一、 headings, so that contents show it */
}

int doc_entries(struct arena *a, const struct doc *d, int levels, struct doc_entry **ret)
{
        struct doc_entry *list = NULL;
        int n = 0, cap = 0;
        bool parts = doc_has_parts(d);
        for (int i = 0; i < d->n_blocks; i++) {
                const struct doc_block *b = &d->blocks[i];
                int depth = doc_depth(d, i);
                if (depth < 1 || (b->kind == DOC_HEADING && depth > levels + parts))
                        continue;
                str text = b->kind == DOC_TABLE ? doc_table_name(a, b->table) : doc_plain(a, b);
                if (!text.n)
                        continue;
                *VEC_ADD(a, list, n, cap) = (struct doc_entry){
                        .block = i, .depth = depth, .text = text,
                };
        }
        *ret = list;
        return n;
}

str doc_plain(struct arena *a, const struct doc_block *b)
{
        struct buf o = buf_new(a, DOC_MAX_BYTES);
        for (int i = 0; i < b->n_runs; i++) {
                str s = b->runs[i].text;
                for (size_t k = 0; k < s.n; k++)
                        buf_byte(&o, s.p[k] == '\n' || s.p[k] == '\t' ? ' ' : s.p[k]);
        }
        return str_copy(a, buf_str(&o));
}

str doc_anchor(struct arena *a, const struct doc *d, int block)
{
        str given = d->blocks[block].anchor;
        return given.n ? given : str_f(a, "b%d", block);
}

/* ---- characters ---------------------------------------------------------------------------- */

int doc_char_width(uint32_t c)
{
        if (c < 0x20 || (c >= 0x300 && c <= 0x36f) || c == 0x200b || c == 0xfeff)
                return 0;
        /* Signs that Chinese type sets on a full square: · × ÷ quotes, dashes, ellipsis, ① … */
        if (c == 0xb7 || c == 0xd7 || c == 0xf7 || c == 0xa7 || c == 0xb0
            || (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x2040)
            || (c >= 0x2100 && c <= 0x22ff) || (c >= 0x2460 && c <= 0x26ff))
                return 2;
        return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf)
               || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff)
               || (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xff01 && c <= 0xff60)
               || (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff)
               || (c >= 0x20000 && c <= 0x3fffd) ? 2 : 1;
}

int doc_text_width(str s)
{
        int w = 0;
        while (s.n) {
                uint32_t code;
                size_t n = utf8_next(s, &code);
                if (!n)
                        break;
                w += doc_char_width(code);
                s = str_from(s, n);
        }
        return w;
}

str doc_instant(struct arena *a, int64_t ms)
{
        int64_t sec = ms / 1000 - (ms % 1000 < 0), days = sec / 86400 - (sec % 86400 < 0);
        int64_t in = sec - days * 86400;
        str date = day_str(a, (day){ (int32_t)days });
        return str_f(a, "%.*sT%02d:%02d:%02dZ", STR(date), (int)(in / 3600),
                     (int)(in / 60 % 60), (int)(in % 60));
}
