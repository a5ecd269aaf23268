/* door/web/html.h - what generated templates call. Escaping is chosen by type. */
#ifndef DOOR_WEB_HTML_H
#define DOOR_WEB_HTML_H

#include "base/base.h"

/* HTML that is already safe. Only html_* functions can make one. */
typedef struct { str s; } markup;

/* Template text without words. */
static inline void html_lit(struct buf *o, const char *p, size_t n) { buf_put(o, (str){ p, n }); }
/* Template words in both languages, both already safe HTML; o->lang picks. */
void html_lit2(struct buf *o, const char *zh, size_t n_zh, const char *en, size_t n_en);
void html_str(struct buf *o, str s);                            /* escapes */
void html_cstr(struct buf *o, const char *s);
void html_int(struct buf *o, int64_t n);
void html_money(struct buf *o, money m);                        /* yuan, 1,234.50 */
void html_points(struct buf *o, points p);
void html_day(struct buf *o, day d);                            /* 2024-02-20, or — */
void html_markup(struct buf *o, markup m);
/* A constant of the program in the reader's language, escaped ({{tr p->label}}). */
void html_tr(struct buf *o, const char *zh);
/* {{say "第 %ld 行", n}}: a format in the reader's language, then escaped as a whole. */
void html_say(struct buf *o, const char *zh, const char *en, ...) PRINTF(2, 4);
/* {{url "/budget/%ld?q=%s", id, url_part(q)}}: an address of ours, written in pieces: %s (only from
 * url_part()), %d, %ld, and %.*s with STR(); & becomes &amp;. */
/* Percent-encoded for a path part or a query value; lives in the arena. */
const char *url_part(struct arena *a, str s);

#define html_put(o, x) _Generic((x),                                            \
        str: html_str, const char *: html_cstr, char *: html_cstr,              \
        int: html_int, int64_t: html_int, size_t: html_size,                     \
        money: html_money, points: html_points, day: html_day)((o), (x))
void html_size(struct buf *o, size_t n);

#endif
