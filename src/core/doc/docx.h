/* core/doc/docx.h - the parts of a DOCX; only core/doc/docx*.c include it. */
#ifndef CORE_DOC_DOCX_H
#define CORE_DOC_DOCX_H

#include "core/doc/fit.h"

enum { DOCX_GRID_TWIPS = 580 };  /* 公文: lines of 29 points */
enum {
        DOCX_MAX_SIZES = 32, DOCX_BODY_POINTS = 16, DOCX_TITLE = 22000,
        DOCX_LINE = 28900,              /* 22 lines a page, GB/T 9704 */
};
enum { DOCX_ROW_USUAL = 2500, DOCX_ROW_TIGHT = 1500 };         /* struct docx_set */

/* How a table is set. `high`: of a row beyond its lines, with its rule. */
struct docx_set { struct doc_fit fit; int high; };

struct docx {
        struct ctx             *cx;
        const struct doc       *d;
        struct buf             *o;              /* document.xml */
        const struct doc_place *places;
        const int              *pages;          /* where each block probably stands */
        struct docx_set        *sets;           /* of the blocks that are tables */
        bool                    parts;
        int                     sizes[DOCX_MAX_SIZES], n_sizes;  /* of cells, half points */
        int                     ids;            /* bookmarks */
        int                     contents_line;  /* height of a line of contents */
};

/* word/styles.xml; after the body, which says what sizes of cells it uses. */
void docx_styles(struct buf *o, const struct docx *x);
/* word/document.xml. */
void docx_body(struct docx *x);
/* A line of an official document's frame (docx_frame.c). `ends`: its section ends with it. */
void docx_line(struct docx *x, int block, bool ends, bool wide);
void docx_section(const struct docx *x, struct buf *o, bool wide);
/* A table's title line, grid and note. */
void docx_table(struct docx *x, int block);
/* The number of the page each block begins on, as far as one can tell without fonts: GB/T 9704's
 * fixed grid makes sentences exact, tables are estimated by their lines. Fills x->sets: a table of which a
 * few rows would go over to a page of their own is set tighter, if that saves the page. */
int *docx_pages(struct docx *x, const struct doc_place *places);
/* A title that begins a page, of a document that is none of the official ones (theirs have no room above). */
bool docx_title_on_top(const struct docx *x, int block);

/* Escaped text as runs' content, line breaks as <w:br/>. */
void docx_run(struct buf *o, str text, bool bold);
/* The place that contents point to; inside the block's first paragraph. */
void docx_bookmark(struct docx *x, int block);
/* Which "Heading n" a heading of this level is: parts, if any, are the first. */
int  docx_heading_style(const struct docx *x, int level);
int  docx_room(bool wide);                      /* width of the text, milli-points */

#endif
