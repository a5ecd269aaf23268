/* core/doc/pdf.h - how a PDF is made; only core/doc/pdf*.c include it.
 *
 * pdf.c is the pen: faces, advances, glyphs, lines, pages; the one file with Pango, Cairo and
 * coordinates that are doubles. Everything else lays out in integers: milli-points from the
 * page's top left corner, and 1/1000 em. pdf_text.c breaks text into lines, pdf_table.c lays out
 * tables, pdf_flow.c the rest; they note marks, which are drawn when all pages are known.
 */
#ifndef CORE_DOC_PDF_H
#define CORE_DOC_PDF_H

#include "core/doc/fit.h"

/* Roles of type; a row each in pdf.c. */
enum pdf_face { PDF_FANG, PDF_KAI, PDF_HEI, PDF_SONG, PDF_CELL, PDF_FACES };

/* ---- the pen (pdf.c) ----------------------------------------------------------------------- */

struct pen;
/* Sets up faces; NULL document: for measuring only. Always pen_close it. */
struct pen *pen_open(struct ctx *cx, const struct doc *d);
void        pen_close(struct pen **p);          /* for CLEANUP */
/* In 1/1000 of the size. */
int         pen_advance(struct pen *p, enum pdf_face face, uint32_t code);
int         pen_width(struct pen *p, enum pdf_face face, str s);
/* Characters no font of this machine has a glyph for, so far. */
int         pen_missing(const struct pen *p);
str         pen_face_name(struct pen *p, enum pdf_face face);

/* Begin the next page. With the first, fonts are cut to the characters measured so far; one that comes
 * later is drawn right, but brings its whole font (50 to 500 kB). */
void pen_page(struct pen *p, bool wide);
/* A line of text from x at baseline y; `extra` milli-points more wherever text_stretches(). */
void pen_text(struct pen *p, int x, int y, enum pdf_face face, int size, str s, int extra);
void pen_rule(struct pen *p, int x0, int y0, int x1, int y1);   /* thin line */
void pen_fill(struct pen *p, int x, int y, int w, int h);       /* shade of header cells */
void pen_bar(struct pen *p, int x, int y, int w, int h, bool red);     /* a rule of a thickness */
void pen_red(struct pen *p, bool red);                          /* what text is written in */
void pen_target(struct pen *p, int block, int y);
void pen_link(struct pen *p, int block, int x, int y, int w, int h);
/* An entry of the outline; returns its number, 0 is the root. */
int  pen_outline(struct pen *p, int parent, int block, str text);
/* BROKEN when Cairo failed. */
const struct fail *pen_end(struct pen *p, str *ret_bytes) MUST_USE;

/* ---- text (pdf_text.c) ----------------------------------------------------------------------- */

struct text_line {
        str  text;
        int  width;             /* 1/1000 em; without blanks at its end */
        int  gaps;              /* places where it may stretch */
        bool last;              /* of its paragraph, or before a line break */
};
/* A text's face, with stretches of it in bold; the stretches point into the same text. */
struct text_style { enum pdf_face face; const str *bolds; int n_bolds; };
/* Break text for a width in 1/1000 em, the first line indented, by the Chinese rules for the ends
 * of lines. At least one line. */
int  text_break(struct arena *a, struct pen *p, const struct text_style *style, str s, int room,
                int first, struct text_line **ret);
/* The face at the start of `s`, and how many of its bytes have it. */
enum pdf_face text_face(const struct text_style *style, str s, size_t *ret_n);
/* Whether the space after `a`, before `b`, may grow in a justified line. */
bool text_stretches(uint32_t a, uint32_t b);
/* How many such places there are in the first n bytes of s, up to and with the one after them. */
int  text_gaps(str s, size_t n);

/* ---- pages and marks (pdf_flow.c) ------------------------------------------------------------ */

enum mark_kind { MARK_TEXT, MARK_RULE, MARK_FILL, MARK_TARGET, MARK_LINK, MARK_NUMBER, MARK_BAR };

struct mark {
        enum mark_kind kind;
        enum pdf_face  face;
        int            x, y, w, h;      /* RULE: to x+w, y+h; NUMBER: right edge at x */
        int            size, extra, block;
        bool           red;
        str            text;
};

struct sheet_of {
        bool         wide;
        struct mark *marks; int n_marks, cap_marks;
};

struct flow {
        struct ctx             *cx;
        struct arena           *a;
        const struct doc       *d;
        const struct doc_place *places;
        struct pen             *pen;
        struct sheet_of        *pages; int n_pages, cap_pages;
        int                    *page_of;        /* block → page, from 1 */
        int                     y;              /* next free line on the page */
        bool                    fresh;          /* nothing stands on it yet */
};

void        flow_page(struct flow *f, bool wide);               /* begin a page */
int         flow_left(const struct flow *f);                    /* x of the text's left edge */
int         flow_width(const struct flow *f);
int         flow_rest(const struct flow *f);                    /* height still free */
int         flow_height(const struct flow *f);                  /* of a whole page */
void        flow_mark(struct flow *f, struct mark m);
/* One line of text in marks: its top at y in a line `high`, at x or aligned within w; `extra` as in
 * pen_text. */
void flow_text(struct flow *f, const struct text_line *l, const struct text_style *style, int size,
               int x, int y, int w, int high, enum doc_align align, int extra);
/* A line of an official document's frame (pdf_frame.c). */
void        flow_line(struct flow *f, int block);
/* How high what ends the text is, where it follows this block: who signs, when, a note, 版记; else 0. It never stands on
 * a page without text: the last lines of the block go over with it. */
int         flow_tail_height(struct flow *f, int block);
/* What stands on every page of one beside its text: the number, a letter's second red line. */
void        draw_frame(struct flow *f, int page);
/* A table with its title and note, over as many pages as it takes (pdf_table.c). */
void        flow_table(struct flow *f, int block);
/* The whole document in marks, and drawn. *ret_missing: as pen_missing. */
const struct fail *pdf_write(struct ctx *cx, const struct doc *d, str *ret_bytes,
                             int *ret_missing) MUST_USE;

#endif
