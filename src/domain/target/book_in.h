/* domain/target/book_in.h - what the readers of a workbook's sheets share; only book*.c include
 * it. */
#ifndef DOMAIN_TARGET_BOOK_IN_H
#define DOMAIN_TARGET_BOOK_IN_H

#include "domain/target/book.h"
#include "domain/target/method_in.h"

/* A sheet: the rows behind its row of heads. */
struct sheet { const struct book_row *head, *row; int n; };

/* The sheet whose row of heads has `key`; one that is `wanted` and missing is a finding. */
bool book_sheet_find(struct book *b, const char *name, const char *key, bool wanted,
                     struct sheet *ret);
int  book_col(const struct sheet *s, const char *head);         /* -1: no such column */
str  book_cell(const struct sheet *s, const struct book_row *r, const char *head);
str  book_cell_at(const struct book_row *r, int col);           /* absent past the row's end, and of -1 */
/* A finding; `fmt` is a catalogue sentence, col -1 the whole row, r NULL the whole book. */
void book_wrong(struct book *b, const struct book_row *r, int col, const char *fmt, ...)
        PRINTF(4, 5);

/* What cells may say: the reader and the template's lists. */
extern const char *const book_mode_words[4], *const book_direction_words[2], *const book_even_words[EVEN_WAYS];

/* What offices call the sheets (`sheet` NULL) and the columns of one; `name` is the template's, NULL ends the list. */
enum { BOOK_ALSO = 6 };
struct book_names { const char *sheet, *name, *also[BOOK_ALSO]; };
extern const struct book_names book_sheet_names[], book_head_names[];

bool book_yes(str s);                                           /* 是, √, 1 */
/* *ret: which of the words; an empty text leaves it. False: none of them. */
bool book_choice(str s, const char *const *words, int n, int *ret);
str  book_part(str *rest);                                      /* the next of "甲=1；乙=2"; absent at the end */

int  book_unit_at(const struct book *b, str code_or_name);      /* -1 */
int  book_node_at(const struct book *b, str code, int n);       /* among the first n; -1 */
/* The leaf that a row's 指标 names; a finding and false where there is none. */
bool book_leaf(struct book *b, const struct sheet *s, const struct book_row *r, int *leaf);
/* The leaf and unit that a row's 指标 and 单位 name; a finding and false where there is none. */
bool book_place(struct book *b, const struct sheet *s, const struct book_row *r, int *leaf,
                int *unit);

/* Columns with something in them that nothing reads: into b->unread. After 方案 was read. */
void book_look_heads(struct book *b);

/* 评议规则 and 评议票: into b->poll, and each unit's score into its figure. */
void book_read_ballots(struct book *b, int64_t *figure);

#endif
