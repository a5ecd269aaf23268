/* core/doc/pdf_flow.c - blocks onto pages, as marks; then the marks onto paper.
 *
 * All pages are laid out before the first is drawn: contents name pages that come after them.
 * words: document text */
#include "base/base.h"
#include "core/doc/pdf.h"

enum {
        BODY_SIZE = 16000, BODY_LINE = 28900,           /* 3号; 22 lines a page, GB/T 9704 5.2 */
        TITLE_SIZE = 22000, TITLE_LINE = 32000, TITLE_GAP = 20000,
        NOTE_SIZE = 10500, NOTE_LINE = 17000,
        CONTENTS_SIZE = 14000, CONTENTS_STEP = 20000,
        FOOT_SIZE = 14000, FOOT_DROP = 28000,           /* 7.5: 4号, 7 mm below the text */
        INDENT = 2,
};

/* ---- pages ------------------------------------------------------------------------------------- */

static struct sheet_of *page_now(const struct flow *f) { return &f->pages[f->n_pages - 1]; }

static int foot(const struct flow *f)
{
        return page_now(f)->wide ? doc_paper_short(f->d) - DOC_WIDE_BOTTOM : doc_paper_long(f->d) - DOC_BOTTOM;
}

static int head(const struct flow *f) { return page_now(f)->wide ? DOC_WIDE_TOP : DOC_TOP; }
int flow_left(const struct flow *f) { return page_now(f)->wide ? DOC_WIDE_EDGE : DOC_LEFT_EDGE; }
int flow_rest(const struct flow *f) { return foot(f) - f->y; }
int flow_height(const struct flow *f) { return foot(f) - head(f); }

int flow_width(const struct flow *f)
{
        return page_now(f)->wide ? doc_paper_long(f->d) - 2 * DOC_WIDE_EDGE
                                 : doc_paper_short(f->d) - DOC_LEFT_EDGE - DOC_RIGHT_EDGE;
}

void flow_page(struct flow *f, bool wide)
{
        *VEC_ADD(f->a, f->pages, f->n_pages, f->cap_pages) = (struct sheet_of){ .wide = wide };
        f->y = head(f);
        f->fresh = true;
}

void flow_mark(struct flow *f, struct mark m)
{
        struct sheet_of *s = page_now(f);
        *VEC_ADD(f->a, s->marks, s->n_marks, s->cap_marks) = m;
}

/* The em box sits in the middle of its line; Chinese letters stand 0.86 of it above the base. */
static int base(int y, int high, int size) { return y + (high - size) / 2 + size * 86 / 100; }

void flow_text(struct flow *f, const struct text_line *l, const struct text_style *style, int size,
               int x, int y, int w, int high, enum doc_align align, int extra)
{
        int wide = (int)((int64_t)l->width * size / 1000);
        x += align == DOC_RIGHT ? w - wide : align == DOC_CENTRE ? (w - wide) / 2 : 0;
        str s = l->text;
        for (size_t n; s.n; s = str_from(s, n)) {
                enum pdf_face face = text_face(style, s, &n);
                str part = str_head(s, n);
                flow_mark(f, (struct mark){ .kind = MARK_TEXT, .face = face, .x = x,
                                            .y = base(y, high, size), .size = size, .extra = extra,
                                            .text = part });
                x += (int)((int64_t)pen_width(f->pen, face, part) * size / 1000) + extra * text_gaps(s, n);
        }
}

/* ---- blocks -------------------------------------------------------------------------------------- */

struct manner { enum pdf_face face; int size, line, first, before, after; enum doc_align align; bool just; };

static struct manner manner_of(const struct doc *d, const struct doc_block *b)
{
        static const enum pdf_face levels[] = { PDF_HEI, PDF_HEI, PDF_KAI, PDF_SONG, PDF_FANG };
        /* 公文 7.3.3: 1. is 仿宋 as （1）; everything stands on the grid of 28 by 22. */
        static const enum pdf_face official[] = { PDF_HEI, PDF_HEI, PDF_KAI, PDF_FANG, PDF_FANG };
        enum { SIZE = DOC_GRID_SIZE, HIGH = DOC_GRID_LINE };
        if (d->official && b->kind == DOC_TITLE)
                return (struct manner){ PDF_SONG, TITLE_SIZE, TITLE_LINE, 0, 0, 0, DOC_CENTRE, false };
        if (d->official && b->kind == DOC_HEADING)
                return (struct manner){ official[b->level], SIZE, HIGH, INDENT, 0, 0, DOC_LEFT, false };
        if (d->official && (b->kind == DOC_PARA || b->kind == DOC_SIGNATURE))
                return (struct manner){ PDF_FANG, SIZE, HIGH, b->kind == DOC_PARA ? INDENT : 0, 0, 0,
                                        b->kind == DOC_PARA ? DOC_LEFT : DOC_RIGHT, b->kind == DOC_PARA };
        switch (b->kind) {
        case DOC_TITLE:
                return (struct manner){ PDF_SONG, TITLE_SIZE, TITLE_LINE, 0, 8000, TITLE_GAP, DOC_CENTRE, false };
        case DOC_HEADING:
                return (struct manner){ levels[b->level], BODY_SIZE, BODY_LINE, INDENT, 0, 0, DOC_LEFT, false };
        case DOC_PARA:
                return (struct manner){ PDF_FANG, BODY_SIZE, BODY_LINE, INDENT, 0, 0, DOC_LEFT, true };
        case DOC_NOTE:
                return (struct manner){ PDF_CELL, NOTE_SIZE, NOTE_LINE, 0, 0, 0, DOC_LEFT, false };
        case DOC_SIGNATURE:
                return (struct manner){ PDF_FANG, BODY_SIZE, BODY_LINE, 0, 0, 0, DOC_RIGHT, false };
        case DOC_TABLE:
        case DOC_CONTENTS:
        case DOC_PAGE:
        case DOC_LINE:
                break;
        }
        return (struct manner){ 0 };
}

/* The runs as one text, and which stretches of it are bold. */
static str text_of(struct arena *a, const struct doc_block *b, struct text_style *style)
{
        size_t n = 0, at = 0;
        for (int i = 0; i < b->n_runs; i++)
                n += b->runs[i].text.n;
        char *p = arena_alloc(a, n + 1);
        str *bolds = NEW_ARRAY(a, str, (size_t)b->n_runs + 1);
        for (int i = 0; i < b->n_runs; i++) {
                str s = b->runs[i].text;
                for (size_t k = 0; k < s.n; k++)
                        p[at + k] = (s.p[k] == '\n' && b->kind != DOC_TITLE) || s.p[k] == '\t' ? ' ' : s.p[k];
                if (b->runs[i].bold)
                        bolds[style->n_bolds++] = (str){ p + at, s.n };
                at += s.n;
        }
        style->bolds = bolds;
        return (str){ p, n };
}

static int lines_in(struct flow *f, int block)
{
        const struct doc_block *b = &f->d->blocks[block];
        struct manner m = manner_of(f->d, b);
        struct text_style style = { .face = m.face };
        struct text_line *lines;
        return text_break(f->a, f->pen, &style, text_of(f->a, b, &style),
                          (int)((int64_t)flow_width(f) * 1000 / m.size), m.first * 1000, &lines);
}

/* What must stay with this block: headings with what follows, a first line with a second. */
static int keep(struct flow *f, int block, int own)
{
        int high = own;
        for (int i = block; i < f->d->n_blocks; i++) {
                enum doc_block_kind kind = f->d->blocks[i].kind;
                int tail = i > block && kind == DOC_PARA ? flow_tail_height(f, i) : 0, n = tail ? lines_in(f, i) : 0;
                if (n && n <= 2)        /* goes over with what ends the text */
                        return high + n * BODY_LINE + tail;
                if (kind != DOC_TITLE && kind != DOC_HEADING)
                        return high + (i == block ? 0 : kind == DOC_TABLE ? 4 * BODY_LINE : BODY_LINE);
                high += i == block ? 0 : BODY_LINE;
        }
        return high;
}

/* Is this the first block of the text proper? */
static bool text_begins(const struct doc *d, int block)
{
        for (int i = 0; i < block; i++)
                if (d->blocks[i].kind == DOC_PARA || d->blocks[i].kind == DOC_HEADING || d->blocks[i].kind == DOC_TABLE)
                        return false;
        return true;
}

static void put_words(struct flow *f, int block)
{
        const struct doc_block *b = &f->d->blocks[block];
        struct manner m = manner_of(f->d, b);
        struct text_style style = { .face = m.face };
        str s = text_of(f->a, b, &style);
        int left = flow_left(f), w = flow_width(f) - (m.align == DOC_RIGHT ? INDENT * m.size : 0);
        struct text_line *lines;
        int n = text_break(f->a, f->pen, &style, s, (int)((int64_t)w * 1000 / m.size), m.first * 1000, &lines);
        if (b->kind == DOC_TITLE && n > 1 && !memchr(s.p, '\n', s.n)) {
                /* Cut where words are whole; where no word ends, about equally long lines all the same. */
                int room = (int)((int64_t)w * 1000 / m.size), all = pen_width(f->pen, m.face, s) / n + 1500;
                str cut = doc_title_cut(f->a, s, room / 500);
                struct text_line *even;
                int n_even = cut.p != s.p ? text_break(f->a, f->pen, &style, cut, room, 0, &even)
                                          : text_break(f->a, f->pen, &style, s, all, 0, &even);
                if (cut.p != s.p || n_even == n) {
                        lines = even;
                        n = n_even;
                }
        }
        bool wide = page_now(f)->wide;
        f->y += f->fresh ? 0 : m.before;
        bool leads = b->kind == DOC_HEADING || b->kind == DOC_TITLE;
        int tail = b->kind == DOC_PARA ? flow_tail_height(f, block) : 0;
        /* Of a text that begins here, a line stays on the first page, which shows text (7.3.2). */
        int last = n > 2 ? n - 2 : n > 1 && f->n_pages == 1 && text_begins(f->d, block) ? 1 : 0;
        if (!f->fresh && keep(f, block, leads ? m.line * n : m.line) > flow_rest(f))
                flow_page(f, wide);
        f->page_of[block] = f->n_pages;
        if (leads)
                flow_mark(f, (struct mark){ .kind = MARK_TARGET, .y = f->y, .block = block });
        for (int i = 0; i < n; i++, f->y += m.line) {
                /* Who signs and 版记 never stand on a page without text: the last lines go over with them. */
                bool over = i == last && tail && !f->fresh && (n - i) * m.line + tail > flow_rest(f);
                if (over || m.line > flow_rest(f))
                        flow_page(f, wide);
                const struct text_line *l = &lines[i];
                int in = i == 0 ? m.first * m.size : 0;
                int left_over = w - in - (int)((int64_t)l->width * m.size / 1000);
                /* Both edges straight; a line that lacks more than three characters is left as it is. */
                int extra = m.just && !l->last && l->gaps && left_over > 0 && left_over < 3 * m.size
                          ? left_over / l->gaps : 0;
                flow_text(f, l, &style, m.size, left + in, f->y, w - in, m.line, m.align, extra);
                f->fresh = false;
        }
        f->y += m.after;
}

/* An entry that is longer than a line is cut as a title is. */
static int entry_lines(struct flow *f, const struct text_style *style, str s, int w, struct text_line **ret)
{
        int room = (int)((int64_t)w * 1000 / CONTENTS_SIZE);
        return text_break(f->a, f->pen, style, doc_title_cut(f->a, s, room / 500), room, 0, ret);
}

static void put_contents(struct flow *f, int block)
{
        struct doc_entry *e;
        int n = doc_entries(f->a, f->d, f->d->blocks[block].level, &e);
        struct text_style hei = { .face = PDF_HEI }, fang = { .face = PDF_FANG };
        struct text_line *lines;
        f->page_of[block] = f->n_pages;
        text_break(f->a, f->pen, &hei, S("目　录"), 100000, 0, &lines);
        flow_text(f, &lines[0], &hei, BODY_SIZE, flow_left(f), f->y, flow_width(f), BODY_LINE, DOC_CENTRE, 0);
        f->y += BODY_LINE + 6000;
        f->fresh = false;
        int all = 0;
        for (int i = 0; i < n; i++) {
                int w = flow_width(f) - (e[i].depth - 1) * CONTENTS_STEP - 3 * CONTENTS_SIZE;
                all += entry_lines(f, &fang, e[i].text, w, &lines);
        }
        int high = doc_contents_line(all, flow_rest(f));
        int dot = pen_width(f->pen, PDF_FANG, S("…"));
        pen_width(f->pen, PDF_FANG, S("0123456789"));   /* of MARK_NUMBER: pen_page */
        for (int i = 0; i < n; i++) {
                int in = (e[i].depth - 1) * CONTENTS_STEP, x = flow_left(f) + in;
                int w = flow_width(f) - in - 3 * CONTENTS_SIZE;         /* the number's room */
                int k = entry_lines(f, &fang, e[i].text, w, &lines);
                if (k * high > flow_rest(f))
                        flow_page(f, page_now(f)->wide);
                flow_mark(f, (struct mark){ .kind = MARK_LINK, .block = e[i].block, .x = x, .y = f->y,
                                            .w = flow_width(f) - in, .h = k * high });
                for (int j = 0; j < k; j++, f->y += high)
                        flow_text(f, &lines[j], &fang, CONTENTS_SIZE, x, f->y, w, high, DOC_LEFT, 0);
                int y = base(f->y - high, high, CONTENTS_SIZE);
                int end = x + (int)((int64_t)lines[k - 1].width * CONTENTS_SIZE / 1000) + CONTENTS_SIZE / 2;
                int right = flow_left(f) + flow_width(f);
                int dots = dot ? (int)((int64_t)(right - 3 * CONTENTS_SIZE / 2 - end) * 1000 / CONTENTS_SIZE / dot) : 0;
                struct buf o = buf_new(f->a, 1024);
                for (int j = 0; j < dots; j++)
                        buf_put(&o, S("…"));
                /* Leaders end at the same place, whatever stands before them. */
                int from = right - 3 * CONTENTS_SIZE / 2 - (int)((int64_t)dots * dot * CONTENTS_SIZE / 1000);
                flow_mark(f, (struct mark){ .kind = MARK_TEXT, .face = PDF_FANG, .x = from, .y = y,
                                            .size = CONTENTS_SIZE, .text = buf_str(&o) });
                flow_mark(f, (struct mark){ .kind = MARK_NUMBER, .face = PDF_FANG, .x = right, .y = y,
                                            .size = CONTENTS_SIZE, .block = e[i].block });
        }
}

/* ---- drawing -------------------------------------------------------------------------------------- */

static void draw_number(struct flow *f, const struct mark *m, int number)
{
        str s = str_f(f->a, "%d", number);
        int w = (int)((int64_t)pen_width(f->pen, m->face, s) * m->size / 1000);
        pen_text(f->pen, m->x - w, m->y, m->face, m->size, s, 0);
}

static void draw_foot(struct flow *f, int page)
{
        bool wide = f->pages[page].wide;
        str s = str_f(f->a, "— %d —", page + 1);
        int w = (int)((int64_t)pen_width(f->pen, PDF_CELL, s) * FOOT_SIZE / 1000);
        int left = wide ? DOC_WIDE_EDGE : DOC_LEFT_EDGE;
        int room = wide ? doc_paper_long(f->d) - 2 * DOC_WIDE_EDGE
                        : doc_paper_short(f->d) - DOC_LEFT_EDGE - DOC_RIGHT_EDGE;
        int y = wide ? doc_paper_short(f->d) - DOC_WIDE_BOTTOM : doc_paper_long(f->d) - DOC_BOTTOM;
        pen_text(f->pen, left + (room - w) / 2, y + FOOT_DROP, PDF_CELL, FOOT_SIZE, s, 0);
}

static void draw(struct flow *f)
{
        pen_width(f->pen, PDF_CELL, S("— 0123456789")); /* of the pages' numbers: pen_page */
        for (int page = 0; page < f->n_pages; page++) {
                const struct sheet_of *s = &f->pages[page];
                pen_page(f->pen, s->wide);
                for (int i = 0; i < s->n_marks; i++) {
                        const struct mark *m = &s->marks[i];
                        switch (m->kind) {
                        case MARK_TEXT:
                                if (m->red)
                                        pen_red(f->pen, true);
                                pen_text(f->pen, m->x, m->y, m->face, m->size, m->text, m->extra);
                                if (m->red)
                                        pen_red(f->pen, false);
                                break;
                        case MARK_BAR:
                                pen_bar(f->pen, m->x, m->y, m->w, m->h, m->red);
                                break;
                        case MARK_RULE:
                                pen_rule(f->pen, m->x, m->y, m->x + m->w, m->y + m->h);
                                break;
                        case MARK_FILL:
                                pen_fill(f->pen, m->x, m->y, m->w, m->h);
                                break;
                        case MARK_TARGET:
                                pen_target(f->pen, m->block, m->y);
                                break;
                        case MARK_LINK:
                                pen_link(f->pen, m->block, m->x, m->y, m->w, m->h);
                                break;
                        case MARK_NUMBER:
                                draw_number(f, m, f->page_of[m->block]);
                                break;
                        }
                }
                if (f->d->official)
                        draw_frame(f, page);
                else
                        draw_foot(f, page);
        }
}

static void outline(struct flow *f)
{
        int at[8] = { 0 };              /* the last entry of each depth; 0 is the root */
        for (int i = 0; i < f->d->n_blocks; i++) {
                int depth = doc_depth(f->d, i);
                if (depth < 0 || depth > 6)
                        continue;
                const struct doc_block *b = &f->d->blocks[i];
                str text = b->kind == DOC_TABLE ? doc_table_name(f->a, b->table) : doc_plain(f->a, b);
                int parent = depth ? at[depth - 1] : 0;
                int id = pen_outline(f->pen, depth > 1 ? parent : 0, i, text);
                for (int k = depth ? depth : 1; k < 8; k++)
                        at[k] = depth ? id : 0;
        }
}

const struct fail *pdf_write(struct ctx *cx, const struct doc *d, str *ret_bytes, int *ret_missing)
{
        struct pen *pen CLEANUP(pen_close) = pen_open(cx, d);
        struct flow f = { .cx = cx, .a = cx->arena, .d = d, .pen = pen, .places = doc_places(cx->arena, d) };
        f.page_of = NEW_ARRAY(f.a, int, (size_t)d->n_blocks + 1);
        for (int i = 0; i < d->n_blocks; i++) {
                const struct doc_block *b = &d->blocks[i];
                if (!f.places[i].shown)
                        continue;
                if (!f.n_pages || f.places[i].page)
                        flow_page(&f, f.places[i].wide);
                if (b->kind == DOC_TABLE)
                        flow_table(&f, i);
                else if (b->kind == DOC_LINE)
                        flow_line(&f, i);
                else if (b->kind == DOC_CONTENTS)
                        put_contents(&f, i);
                else
                        put_words(&f, i);
        }
        if (!f.n_pages)
                flow_page(&f, false);
        draw(&f);
        outline(&f);
        *ret_missing = pen_missing(pen);
        return pen_end(pen, ret_bytes);
}

const struct fail *doc_pdf_here(struct ctx *cx, const struct doc *d, str *ret_bytes)
{
        int missing;
        return pdf_write(cx, d, ret_bytes, &missing);
}
