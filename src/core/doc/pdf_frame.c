/* core/doc/pdf_frame.c - the frame of an official document on paper: GB/T 9704-2012.
 * words: document text */
#include "base/base.h"
#include "core/doc/pdf.h"

enum {
        MM = 2835,
        LETTER_TOP = 30 * MM,                   /* 10.1: the mark's upper edge to the paper's */
        LETTER_WIDE = 170 * MM, LETTER_FOOT = 20 * MM,
        FOOT_SIZE = 14000, FOOT_DROP = 7 * MM,  /* 7.5: the dashes 7 mm below the text, in 4号 */
        THICK = 1400, THIN = 500, APART = 700,  /* of a double line */
};

static enum pdf_face face_of(enum doc_type_face face)
{
        static const enum pdf_face faces[] = { PDF_FANG, PDF_KAI, PDF_HEI, PDF_SONG };
        return faces[face];
}

static int base(int y, int high, int size) { return y + (high - size) / 2 + size * 86 / 100; }

/* A text on one line; its width. */
static int put(struct flow *f, const struct doc_line *l, enum pdf_face face, str s, int x, int y,
               int extra)
{
        flow_mark(f, (struct mark){ .kind = MARK_TEXT, .face = face, .x = x, .y = base(y, l->high, l->size),
                                    .size = l->size, .text = s, .red = l->red, .extra = extra });
        return (int)((int64_t)pen_width(f->pen, face, s) * l->size / 1000);
}

static int width_of(struct flow *f, enum pdf_face face, str s, int size)
{
        return (int)((int64_t)pen_width(f->pen, face, s) * size / 1000);
}

static int lines_of(struct flow *f, int block, struct text_line **ret)
{
        const struct doc_block *b = &f->d->blocks[block];
        const struct doc_line *l = b->line;
        struct text_style style = { .face = face_of(l->face) };
        int room = flow_width(f) - l->left - l->right - l->hang;
        room = room > l->size ? room : l->size;
        return text_break(f->a, f->pen, &style, doc_plain(f->a, b), (int)((int64_t)room * 1000 / l->size),
                          -(int)((int64_t)l->hang * 1000 / l->size), ret);
}

static int height_of(struct flow *f, int block)
{
        const struct doc_line *l = f->d->blocks[block].line;
        struct text_line *lines;
        if (l->role == DOC_ROLE_SPACE || l->role == DOC_ROLE_RULE)
                return l->before + l->high;
        return l->before + l->high * lines_of(f, block, &lines);
}

int flow_tail_height(struct flow *f, int block)
{
        const struct doc *d = f->d;
        int high = 0, i = block + 1;
        bool signs = false, foot = false;
        for (; i < d->n_blocks && d->blocks[i].kind == DOC_LINE; i++) {
                const struct doc_line *l = d->blocks[i].line;
                bool sign = l->role == DOC_ROLE_SIGN, more = sign || l->role == DOC_ROLE_SPACE ||
                            l->role == DOC_ROLE_DATE || l->role == DOC_ROLE_NOTE;
                if (!l->foot && (foot || !more))
                        break;
                foot |= l->foot;
                signs |= sign;
                high += height_of(f, i);
        }
        return signs || foot ? high : 0;
}

/* 版记: all of it on the lower edge of the text. What stands before it has left the room (flow_tail_height); only
 * behind a page across it has one of its own. */
static void foot_begin(struct flow *f, int block)
{
        const struct doc *d = f->d;
        if (block > 0 && d->blocks[block - 1].kind == DOC_LINE && d->blocks[block - 1].line->foot)
                return;
        int all = 0;
        for (int i = block; i < d->n_blocks && d->blocks[i].kind == DOC_LINE && d->blocks[i].line->foot; i++)
                all += height_of(f, i);
        if (all > flow_rest(f))
                flow_page(f, false);
        if (all < flow_rest(f))
                f->y += flow_rest(f) - all;
}

static void put_double(struct flow *f, int y, bool thick_first)
{
        int x = (DOC_A4_SHORT - LETTER_WIDE) / 2;
        flow_mark(f, (struct mark){ .kind = MARK_BAR, .x = x, .y = y, .w = LETTER_WIDE, .red = true,
                                    .h = thick_first ? THICK : THIN });
        flow_mark(f, (struct mark){ .kind = MARK_BAR, .x = x, .w = LETTER_WIDE, .red = true,
                                    .y = y + (thick_first ? THICK : THIN) + APART,
                                    .h = thick_first ? THIN : THICK });
}

static void put_beside(struct flow *f, const struct doc_line *l, int y)
{
        enum pdf_face face = PDF_FANG, kai = l->beside_kai ? PDF_KAI : face;
        ptrdiff_t colon = l->beside_kai ? str_find(l->beside, S("：")) : -1;
        str head = colon < 0 ? S("") : str_head(l->beside, (size_t)colon + 3);
        str rest = str_from(l->beside, head.n);
        int x = flow_left(f) + flow_width(f) - l->right - width_of(f, face, head, l->size)
              - width_of(f, kai, rest, l->size);
        if (head.n)
                x += put(f, l, face, head, x, y, 0);
        put(f, l, kai, rest, x, y, 0);
}

void flow_line(struct flow *f, int block)
{
        const struct doc_block *b = &f->d->blocks[block];
        const struct doc_line *l = b->line;
        bool letter = f->d->letter && f->n_pages == 1 && l->red;
        if (l->foot)
                foot_begin(f, block);
        f->page_of[block] = f->n_pages;
        if (letter && l->role == DOC_ROLE_MARK)
                f->y = LETTER_TOP;
        else
                f->y += l->before;
        if (l->role == DOC_ROLE_SPACE) {
                f->y += f->fresh && f->n_pages > 1 && l->high > DOC_GRID_LINE ? 0 : l->high;
                return;
        }
        if (l->role == DOC_ROLE_RULE) {
                if (letter)
                        put_double(f, f->y, true);
                else
                        flow_mark(f, (struct mark){ .kind = MARK_BAR, .x = flow_left(f), .y = f->y,
                                                    .w = flow_width(f), .h = l->rule, .red = l->red });
                f->y += letter ? THICK + APART + THIN + DOC_GRID_SIZE * 7 / 8 - (l->high) / 2 : l->high;
                f->fresh = false;
                return;
        }
        struct text_line *lines;
        int n = lines_of(f, block, &lines), label = l->label;
        int need = l->keep ? 2 * l->high : l->high;
        if (l->role == DOC_ROLE_LIST && !f->fresh && n * l->high + flow_tail_height(f, block) > flow_rest(f))
                need = flow_rest(f) + 1;        /* the last appendix's name goes over with who signs */
        if (!l->foot && need > flow_rest(f))
                flow_page(f, false);
        for (int i = 0; i < n; i++, f->y += l->high) {
                if (!l->foot && l->high > flow_rest(f))
                        flow_page(f, false);
                enum pdf_face face = face_of(l->face);
                int in = l->left + (i ? l->hang : 0), w = flow_width(f) - in - l->right;
                int wide = (int)((int64_t)lines[i].width * l->size / 1000);
                int x = flow_left(f) + in + (l->align == DOC_RIGHT ? w - wide
                                             : l->align == DOC_CENTRE ? (w - wide) / 2 : 0);
                str s = lines[i].text;
                if (i == 0 && label > 0 && (size_t)label <= s.n) {
                        x += put(f, l, PDF_HEI, str_head(s, (size_t)label), x, f->y, 0);
                        s = str_from(s, (size_t)label);
                }
                put(f, l, face, s, x, f->y, 0);
                if (i == 0 && l->beside.n)
                        put_beside(f, l, f->y);
                f->fresh = false;
        }
}

void draw_frame(struct flow *f, int page)
{
        bool wide = f->pages[page].wide;
        if (f->d->letter && page == 0) {
                int x = (DOC_A4_SHORT - LETTER_WIDE) / 2, y = DOC_A4_LONG - LETTER_FOOT - THICK - APART - THIN;
                pen_bar(f->pen, x, y, LETTER_WIDE, THIN, true);
                pen_bar(f->pen, x, y + THIN + APART, LETTER_WIDE, THICK, true);
                return;
        }
        str s = str_f(f->a, "— %d —", page + 1);
        int w = width_of(f, PDF_CELL, s, FOOT_SIZE);
        int left = wide ? DOC_WIDE_EDGE : DOC_LEFT_EDGE;
        int right = wide ? DOC_A4_LONG - DOC_WIDE_EDGE : DOC_A4_SHORT - DOC_RIGHT_EDGE;
        int y = (wide ? DOC_A4_SHORT - DOC_WIDE_BOTTOM : DOC_A4_LONG - DOC_BOTTOM) + FOOT_DROP;
        /* Odd pages right, even pages left, one character in; the dash is 0.35 em above the base. */
        int x = page % 2 ? left + FOOT_SIZE : right - FOOT_SIZE - w;
        pen_text(f->pen, x, y + FOOT_SIZE * 35 / 100, PDF_CELL, FOOT_SIZE, s, 0);
}
