/* core/text/sheet.h - XLSX out. sheet.c is the one file with libxlsxwriter.
 *
 * A workbook is made in memory: open a book, add sheets, put cells in any order of rows, take
 * the bytes. Building is sticky: the first refusal of the library is kept and told by
 * sheet_book_end(). Rows and columns count from 0. Text is never a formula: what begins with
 * = + - @ is stored as a text cell. Numbers come as integers of 10^-places; they become doubles
 * at the library's call and nowhere else (15 digits are kept; beyond, a number is stored as
 * text so that no digit is lost).
 */
#ifndef CORE_TEXT_SHEET_H
#define CORE_TEXT_SHEET_H

#include "base/base.h"

struct sheet_book;
struct sheet;

/* Properties of the file; made_at in ms UTC, a fixed value gives fixed bytes. */
struct sheet_about { str title, subject, author, keywords; int64_t made_at; };

/* How a cell looks: flags or'ed together. */
enum sheet_style {
        SHEET_BOLD   = 1 << 0,
        SHEET_GRID   = 1 << 1,          /* thin lines around */
        SHEET_LEFT   = 1 << 2,
        SHEET_CENTRE = 1 << 3,
        SHEET_RIGHT  = 1 << 4,
        SHEET_WRAP   = 1 << 5,
        SHEET_HEAD   = 1 << 6,          /* shaded */
        SHEET_TITLE  = 1 << 7,          /* large, centred */
        SHEET_HINT   = 1 << 8,          /* grey italics: help, 原件未载 */
        SHEET_TOP    = 1 << 9,          /* text stands at the top, not in the middle */
        SHEET_SMALL  = 1 << 10,
        SHEET_INPUT  = 1 << 11,         /* text format (@): codes keep their zeros when typed */
        SHEET_INDENT = 1 << 12,         /* one step in; times n by SHEET_IN(n), n ≤ 7 */
};
#define SHEET_IN(n) ((n) * SHEET_INDENT)

struct sheet_book *sheet_book(struct ctx *cx, const struct sheet_about *about);
/* Adds a sheet. The name is made one that Excel takes: none of []:*?/\ and no quote at its
 * ends, 31 characters, unique (a number is added). */
struct sheet *sheet_add(struct sheet_book *b, str name);
/* The name it has; lives with the context's arena. */
str           sheet_name(const struct sheet *s);

/* Width in characters of the standard font times ten; height in points. */
void sheet_width(struct sheet *s, int col, int tenths);
void sheet_height(struct sheet *s, int row, int high);
void sheet_text(struct sheet *s, int row, int col, str text, int style);
void sheet_number(struct sheet *s, int row, int col, int64_t v, int places, int style);
/* A formula ("=SUM(C5:C9)") with the value it gives. */
void sheet_formula(struct sheet *s, int row, int col, str formula, int64_t v, int places,
                   int style);
void sheet_blank(struct sheet *s, int row, int col, int style);
/* One cell over rows × cols; text as in sheet_text. */
void sheet_merge(struct sheet *s, int row, int col, int rows, int cols, str text, int style);

/* Rows above and columns left of this cell stay in sight. */
void sheet_freeze(struct sheet *s, int row, int col);
/* A4 that prints `rows` × `cols` cells, one page wide, repeating rows first…last on each page
 * (last < first: none), "第 n 页" at the foot. */
void sheet_print(struct sheet *s, bool landscape, int rows, int cols, int first, int last);
/* Cells from…to of a column take only these values, offered in a list. Up to 255 characters
 * stand in the rule; more go to a hidden sheet. An empty cell is allowed. Title (≤ 32
 * characters) and text (≤ 255, both cut) are shown when a cell is chosen; absent: nothing is. */
void sheet_choices(struct sheet *s, int col, int from, int to, const str *choices, int n,
                   str title, str text);
/* The same list, but another value is taken after a question. */
void sheet_offers(struct sheet *s, int col, int from, int to, const str *choices, int n, str title, str text);
/* Those words alone, for cells that take anything. A cell has choices or a prompt, not both. */
void sheet_prompt(struct sheet *s, int col, int from, int to, str title, str text);

/* BROKEN when the library refused anything, with its words. The book is gone in any case. */
const struct fail *sheet_book_end(struct sheet_book *b, str *ret_bytes) MUST_USE;

#endif
