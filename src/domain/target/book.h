/* domain/target/book.h - a workbook scored without a database: scheme, units, figures in; scores
 * out.
 *
 * Sheets by name (a CSV file is its 完成值 alone and is refused): 方案 and 单位 must be there, 完成值 unless people rate
 * all indicators in 评议票; 评议规则, 评议票, 加减分, 等次 may. Each begins with a row of heads; rows above it are passed
 * over. What is wrong is a finding that names sheet, row and cell; with any of them nothing is scored.
 */
#ifndef DOMAIN_TARGET_BOOK_H
#define DOMAIN_TARGET_BOOK_H

#include "core/text/table.h"
#include "domain/target/grade.h"
#include "domain/target/lint.h"
#include "domain/target/rate.h"

struct book_finding { str sheet; int row; int col; str text; };    /* row 0, col -1: none */

struct book_unit { str code, name; int group; uint8_t flags; };

struct book_row { str sheet; int row; str *cell; int n; };

/* People's rating of one leaf; n_ballots 0: there is none. */
struct book_poll {
        const struct book_row *at, *first;      /* where its rule stands; its first ballot */
        struct rating          rating;
        const struct ballot   *ballots; int n_ballots;
        struct rated          *rated;           /* [n_units]; of MAJORITY the score is the grade's */
        bool                   broken;          /* its rule is a finding */
};

struct book {
        struct ctx          *cx;
        struct book_row     *row;     int n_rows, cap_rows;
        struct book_finding *finding; int n_findings, cap_findings;
        struct book_finding *unread;  int n_unread, cap_unread;         /* columns that did not count */
        struct scheme        scheme;
        struct input         input;
        struct book_unit    *unit;    /* sorted by group, as input has them */
        struct effect       *effect;  int n_effects, cap_effects;
        points              *counts;  /* [n_effects]: what each counts … */
        enum effect_cut     *cuts;    /* … and why not more */
        struct effect_class *klass;   int n_classes, cap_classes;
        struct book_poll    *poll;    /* [n_leaves] */
        struct grade        *grade;   int n_grades, cap_grades;
        struct grade_rules   grades;
        struct tie_rule      tie[TIE_KINDS]; int n_ties; bool tie_said;
        struct result       *result;  /* NULL while there are findings */
        struct effect_sum   *sums;
        struct place        *places;
        struct graded       *graded;  /* NULL: no sheet 等次 */
};

/* What a workbook may be: 200,000 rows, 2,000,000 cells, 64 columns. */
extern const struct table_limits book_limits;

/* One row of the file, in order: a table_put. */
bool book_put(void *book, const struct table_row *row);
/* After the last row: build, check and, without findings, score. */
const struct fail *book_end(struct book *b) MUST_USE;
/* The whole of a file, read in the confined child. INVALID, TOO_LARGE and BUSY as table_read(). */
const struct fail *book_read(struct ctx *cx, str filename, str bytes, struct book **ret) MUST_USE;
/* "工作表“方案”第 7 行 E 列：…" */
str book_sentence(struct book *b, const struct book_finding *f);

/* What scheme_lint() doubts, and the tables of 优秀票率分段 of people's ratings; after book_end() without findings. */
int book_lint(struct book *b, struct lint_finding **ret);

/* The sheets of the template: rows by newline, cells by |, the heads first. */
enum { BOOK_SHEETS = 7 };
struct book_sheet { const char *name, *help, *rows; };
extern const struct book_sheet book_sheets[BOOK_SHEETS];

/* Every score with its explanation, ranks, grades: json, csv, or a format of core/doc. */
const struct fail *book_write(struct book *b, str as, str *ret_bytes) MUST_USE;
/* A workbook to begin from: all sheets with heads and a small worked example that scores. */
const struct fail *book_template(struct ctx *cx, str *ret_bytes) MUST_USE;

#endif
