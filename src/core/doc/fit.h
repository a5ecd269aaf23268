/* core/doc/fit.h - how wide a table's columns are on paper, and how large its letters.
 *
 * No column is cut: what does not fit at the usual size gets smaller letters down to a floor,
 * texts break into lines, and as a last resort figures do. Lengths are milli-points.
 */
#ifndef CORE_DOC_FIT_H
#define CORE_DOC_FIT_H

#include "core/doc/write.h"

enum {
        DOC_CELL_PAD   = 2600,          /* left and right of a cell's text */
        DOC_TIGHT_PAD  = 1300,          /* where there are many columns */
        DOC_MANY       = 12,
        DOC_SIZE_FLOOR = 5500,
        /* A4 and GB/T 9704-2012 5.2: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm. */
        DOC_A4_SHORT   = 595276, DOC_A4_LONG  = 841890, DOC_A3_LONG = 1190551,
        DOC_TOP        = 104882, DOC_BOTTOM   = 99213,
        DOC_LEFT_EDGE  = 79370,  DOC_RIGHT_EDGE = 73701,
        /* Landscape pages hold tables only: narrower edges, the same foot. */
        DOC_WIDE_TOP   = 70866,  DOC_WIDE_BOTTOM = 62362, DOC_WIDE_EDGE = 56693,
};

static inline int doc_paper_short(const struct doc *d) { return d->a3 ? DOC_A4_LONG : DOC_A4_SHORT; }
static inline int doc_paper_long(const struct doc *d) { return d->a3 ? DOC_A3_LONG : DOC_A4_LONG; }

/* How wide a text is in 1/1000 of its size. */
struct doc_measure { int (*width)(void *arg, str s); void *arg; };
/* For who has no font at hand: an em a Chinese character, seven tenths of one a digit, so that a
 * substitute's wide bold figures do not break. */
int doc_em_guess(void *arg, str s);

/* The height of a line of contents: as much as lets `n` of them stand in `room` with their title,
 * where they can stand in it at all. */
int doc_contents_line(int n, int room);

/* Lines a text takes by the rules of pdf_text.c, with no font: lengths in half characters. */
int doc_lines(str s, int room, int first);

/* A title that is longer than a line of so many half characters, with "\n" where a line ends: behind a word, best
 * behind a name, lines about equally long and none between two longer ones. The title itself where it fits, has "\n"
 * already, or has no such places. */
str doc_title_cut(struct arena *a, str s, int room);

struct doc_fit { int size, pad; int *widths; };
/* `largest`: letters are not larger than this; 0: the usual size. */
struct doc_fit doc_fit_of(struct arena *a, const struct doc_table *t, const struct doc_grid *g,
                          int room, int largest, const struct doc_measure *m);

#endif
