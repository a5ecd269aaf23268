/* core/doc/gongwen.h - the frame of every official document (公文) after GB/T 9704-2012: the head with
 * its red line, title, addressee, signature and date, the foot with copies and printing.
 *
 * A document is built in order:
 *
 *      struct gongwen g = { .form = GONGWEN_DOWN, .mark = …, .number = …, .title = …, … };
 *      struct doc *d = gongwen_new(cx->arena, &g);
 *      doc_heading(d, 1, S("一、总体要求"));           // 一、 （一） 1. （1): levels 1…4
 *      doc_para_of(d, …);
 *      gongwen_sign(d, &g);                            // list of appendices, who, when, note
 *      gongwen_appendix(d, 1, S("目标任务分解表"));    // on a page of its own; any blocks after it
 *      doc_table(d, …)->landscape = true;
 *      gongwen_end(d, &g);                             // the foot, on the lower edge of the last page
 *
 * and written by doc_write() in every format. The page is the standard's: 37/28/35/26 mm, 22 lines of
 * 28 characters, numbers "— 1 —" outside. The place of the seal is left empty. What a field lacks
 * is left out; a county's own marks are text, never invented here.
 */
#ifndef CORE_DOC_GONGWEN_H
#define CORE_DOC_GONGWEN_H

#include "core/doc/doc.h"

enum gongwen_form {
        GONGWEN_DOWN,           /* 下行文、平行文: the mark ends in 文件 */
        GONGWEN_UP,             /* 上行文: with 签发人, the number left of it */
        GONGWEN_LETTER,         /* 信函格式: two double red lines, the number right under the first */
        GONGWEN_MINUTES,        /* 纪要格式: attendance, no seal */
        GONGWEN_FORMS
};
extern const char *const gongwen_form_words[GONGWEN_FORMS];     /* 下行文 … */

struct gongwen {
        enum gongwen_form form;
        str        copy_no;             /* 份号, six digits: secret documents */
        str        secrecy;             /* "机密★1年" */
        str        urgency;             /* "特急", "加急" */
        str        mark;                /* 发文机关标志: "示例县目标绩效管理办公室文件" */
        str        number;              /* "示委目标〔2026〕1号"; absent: not numbered yet */
        str        signer;              /* 签发人; several parted by "　" */
        str        title;               /* "\n" where lines part; else broken evenly */
        str        to;                  /* 主送机关, without the colon; 纪要: absent */
        const str *appendices; int n_appendices;        /* names, without numbers */
        const str *agencies;   int n_agencies;          /* who signs: one, or several jointly */
        day        date;                /* 成文日期; DAY_NONE: blanks to be filled, over who will sign */
        str        note;                /* 附注, without brackets: "联系电话：…" */
        str        attending, away;     /* 纪要: 出席, 请假 */
        str        copies;              /* 抄送, without the full stop */
        str        printer;             /* 印发机关 */
        day        printed;             /* 印发日期; DAY_NONE and no printer: none */
};

struct doc *gongwen_new(struct arena *a, const struct gongwen *g);
void        gongwen_sign(struct doc *d, const struct gongwen *g);
void        gongwen_appendix(struct doc *d, int number, str title);     /* number 0: the only one */
void        gongwen_end(struct doc *d, const struct gongwen *g);

/* "2026年1月5日": Arabic figures, no leading zero. */
str         gongwen_date(struct arena *a, day d);
/* "示委目标〔2026〕1号" */
str         gongwen_number(struct arena *a, str prefix, int year, int64_t n);

#endif
