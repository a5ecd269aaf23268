/* core/doc/doc.h - a document as blocks, written by five writers: html, docx, pdf, xlsx, txt.
 *
 * A report puts blocks in order; it knows no format. Building is sticky and cannot fail; a
 * writer returns what went wrong. All text is copied into the arena. A figure in a sentence or
 * a cell may carry a fact: a short name that the HTML writer turns into a link, so that a
 * reader can follow it to its rows.
 *
 * Text may hold "\n" (a line break in titles and cells, a blank in sentences). Bytes that are no
 * UTF-8 become U+FFFD and control characters go when the block is built, so that no writer has
 * to think of them. A pointer to a block or a row is good until the next one is added.
 *
 * A numbered table ("表1") stands on a page of its own, with the headings right before it and
 * the notes right after; other tables flow. For the same doc and made_at every writer gives the
 * same bytes.
 */
#ifndef CORE_DOC_DOC_H
#define CORE_DOC_DOC_H

#include "base/base.h"

enum doc_block_kind {
        DOC_TITLE,              /* the document's or a part's title, 小标宋, centred */
        DOC_HEADING,            /* level 1…4: 一、 （一） 1. （1） styles */
        DOC_PARA,               /* 仿宋 body, first line indented two characters */
        DOC_NOTE,               /* small text under a table, no indent */
        DOC_TABLE,
        DOC_CONTENTS,           /* table of contents of headings and tables */
        DOC_PAGE,               /* start a new page */
        DOC_SIGNATURE,          /* right-aligned lines: who, when */
        DOC_LINE,               /* a line of an official document's frame: core/doc/gongwen.h makes them */
};

/* ---- lines of the frame of GB/T 9704-2012 ----------------------------------------------------- */

/* The standard's grid: 225 mm in 22 lines; 3号 as 15.75 points, 28 of them in 156 mm. */
enum { DOC_GRID_LINE = 28990, DOC_GRID_SIZE = 15750, DOC_GRID_CHAR = 15750 };

enum doc_type_face { DOC_FACE_FANG, DOC_FACE_KAI, DOC_FACE_HEI, DOC_FACE_SONG };
/* What a line is: its class in HTML. */
enum doc_role {
        DOC_ROLE_SPACE, DOC_ROLE_RULE, DOC_ROLE_LABEL, DOC_ROLE_MARK, DOC_ROLE_NUMBER, DOC_ROLE_TO,
        DOC_ROLE_LIST, DOC_ROLE_SIGN, DOC_ROLE_DATE, DOC_ROLE_NOTE, DOC_ROLE_FOOT, DOC_ROLES
};
enum doc_align { DOC_LEFT, DOC_CENTRE, DOC_RIGHT };
/* Its looks; lengths in milli-points. */
struct doc_line {
        enum doc_role      role;
        enum doc_type_face face;
        int                size, high;          /* of the letters; from line to line */
        int                before, left, right; /* room above and at the sides */
        int                hang;                /* lines after the first stand so much further in */
        enum doc_align     align;
        int                rule;                /* no text: a rule of this thickness */
        int                label;               /* its first bytes are 黑体 */
        bool               red, keep, foot;     /* keep: with the next; foot: at the foot of the last page */
        bool               beside_kai;          /* what stands behind the colon of `beside` is 楷体 */
        str                beside;              /* 仿宋, at the right edge of the same line; absent: none */
};

struct doc_run {
        str  text;
        str  fact;              /* absent: plain text */
        bool bold;
};

struct doc_column {
        str            head;            /* lowest header; upper levels below */
        str            over, over2;     /* header that spans its neighbours of the same text; absent: none */
        int            width;           /* relative weight, ≥ 1 */
        enum doc_align align;
        int            places;          /* numeric columns: decimals shown; -1: text */
        bool           steps;           /* names in steps, by the level of their row; where no column says
                                         * so, in the widest one of text at the left */
        bool           joins;           /* an empty cell is part of the filled one above it: a project's
                                         * name beside its indicators; totals stand alone */
        const str     *choices; int n_choices;  /* XLSX: a list to choose from, in empty rows below too */
};

enum doc_cell_kind { DOC_EMPTY, DOC_TEXT, DOC_NUMBER, DOC_UNKNOWN /* 原件未载 */ };

struct doc_cell {
        enum doc_cell_kind kind;
        str                text;        /* DOC_TEXT; DOC_UNKNOWN: the words shown */
        int64_t            v;           /* DOC_NUMBER, in 10^-places of its column */
        str                fact;
        bool               figure;      /* DOC_TEXT: where it reads as a decimal it is a number in XLSX */
        /* XLSX: this number is the sum of these rows (of this column) or columns (of this row),
         * indices within the table; n_sum 0: a plain number. */
        const int         *sum_rows; int n_sum_rows;
        const int         *sum_cols; int n_sum_cols;
        int                span;        /* columns it covers; 0 and 1: one */
};

struct doc_row {
        struct doc_cell *cells;         /* n_columns of the table */
        int              level;         /* 0 detail … 3 total: bolder, indented less */
        bool             total;
};

struct doc_table {
        str                number;      /* "表1-1"; absent: none */
        str                title;
        str                unit_line;   /* "单位：万元" right above the grid */
        str                maker_line;  /* "部门：…" left above the grid */
        struct doc_column *columns; int n_columns;
        struct doc_row    *rows;    int n_rows; int cap_rows;
        str                note;        /* below; an empty table says why */
        bool               landscape;
        str                sheet;       /* XLSX sheet name; absent: number or title */
};

struct doc_block {
        enum doc_block_kind kind;
        int                 level;      /* heading 1…4; title 0 the document's, 1 a part's;
                                         * contents: how deep the headings go */
        str                 anchor;     /* id in HTML: letters, digits, - and _; absent: made */
        struct doc_run     *runs;   int n_runs; int cap_runs;
        struct doc_table   *table;
        struct doc_line    *line;       /* of DOC_LINE */
};

struct doc {
        struct arena     *arena;
        str               title, subject, author, keywords;     /* metadata */
        int64_t           made_at;      /* ms UTC, in metadata: a fixed value gives fixed bytes */
        bool              a3;           /* PDF: pages are A3, not A4 */
        int               table_size;   /* PDF: letters in tables, milli-points, at most; 0: by columns */
        str               fact_url;     /* "/budget/7/figures/": HTML puts the fact behind it; absent: no links */
        bool              official;     /* 公文: the standard's grid, page numbers outside */
        bool              letter;       /* 信函格式: a second red line at the foot of page 1, no number */
        struct doc_block *blocks; int n_blocks; int cap_blocks;
};

struct doc       *doc_new(struct arena *a, str title);
struct doc_block *doc_title(struct doc *d, str text);           /* the first is the document's */
struct doc_block *doc_heading(struct doc *d, int level, str text);
struct doc_block *doc_para(struct doc *d);                      /* then doc_text, doc_figure … */
struct doc_block *doc_para_of(struct doc *d, str text);
struct doc_block *doc_note(struct doc *d, str text);
/* All blocks of another document behind those of this one; its arena must live as long. */
void              doc_append(struct doc *d, const struct doc *from);
void              doc_text(struct doc *d, str text);            /* to the last block */
void              doc_bold(struct doc *d, str text);
void              doc_figure(struct doc *d, str text, str fact);
void              doc_contents(struct doc *d);                  /* titles, 一、 headings, tables */
void              doc_page(struct doc *d);
void              doc_signature(struct doc *d, str line);
/* Set its looks; they are zero. */
struct doc_line  *doc_line(struct doc *d, enum doc_role role, str text);
/* Columns come with width 1, text, left: set them; an absent head is an empty one. */
struct doc_table *doc_table(struct doc *d, str number, str title, int n_columns);
struct doc_row   *doc_row(struct doc *d, struct doc_table *t);  /* cells empty */
/* Fill a cell; text is copied. Each returns the cell for fact, span and sums. */
struct doc_cell  *doc_cell_text(struct doc *d, struct doc_row *r, int col, str text);
struct doc_cell  *doc_cell_number(struct doc_row *r, int col, int64_t v);
struct doc_cell  *doc_cell_unknown(struct doc *d, struct doc_row *r, int col, str words);
/* State that the cell sums rows (of its column) or columns (of its row). The indices are copied.
 * XLSX makes a formula of it only where the shown numbers do sum to v: a figure rounded on its
 * own stays the number that was published. */
void doc_sum_rows(struct doc *d, struct doc_cell *c, const int *rows, int n);
void doc_sum_cols(struct doc *d, struct doc_cell *c, const int *cols, int n);

/* ---- writers -------------------------------------------------------------- */

struct doc_writer {
        const char *as;                 /* "docx": in URLs and --as */
        const char *label;              /* DOCX */
        const char *type;               /* media type */
        /* BROKEN when a library refuses; BUSY when the PDF's child cannot be had. */
        const struct fail *(*write)(struct ctx *cx, const struct doc *d, str *ret_bytes);
};
extern const struct doc_writer doc_writers[];
extern const int               n_doc_writers;
const struct doc_writer *doc_writer_find(str as);               /* NULL: none */
/* INVALID when there is no such writer, else as the writer. */
const struct fail *doc_write(struct ctx *cx, const struct doc *d, str as, str *ret_bytes) MUST_USE;
/* The HTML of the blocks alone, for a page of ours (no <html>, no style, whose h1 is the page's):
 * titles are h2, headings h3 to h6. With fact links; the chosen fact's are aria-current. */
void doc_html_body(struct buf *o, const struct doc *d, str chosen_fact);
/* The same of blocks from … to-1, for a page that shows one part. */
void doc_html_part(struct buf *o, const struct doc *d, int from, int to, str chosen_fact);

/* The faces a PDF asks for, and what this machine has for them. */
struct doc_face {
        const char *role;               /* "仿宋": as GB/T 9704 names it */
        const char *want;               /* the font family that plays it */
        str         have;               /* the family taken */
        bool        substituted;        /* have is not want */
};
enum { DOC_FACES = 4 };
void doc_faces(struct ctx *cx, struct doc_face ret[DOC_FACES]);
/* The same by the child that has the fonts, asked once in the life of the process: for the service.
 * BUSY, BROKEN as the child. */
const struct fail *doc_faces_here(struct ctx *cx, struct doc_face ret[DOC_FACES]) MUST_USE;
/* A line in the log for each face that another plays. */
void doc_faces_notice(struct ctx *cx);

/* A document as bytes, to hand it to a child process, and back. INVALID when the bytes are not
 * whole; the copy lives in cx's arena. */
void               doc_pack(struct buf *o, const struct doc *d);
const struct fail *doc_unpack(struct ctx *cx, str bytes, struct doc **ret) MUST_USE;
/* The PDF in this process (20 to 50 MB stay with the fonts): for the command line and the child. */
const struct fail *doc_pdf_here(struct ctx *cx, const struct doc *d, str *ret_bytes) MUST_USE;

#endif
