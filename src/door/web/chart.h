/* door/web/chart.h - charts drawn by the server as SVG: they need no script, print, follow the theme
 * by its classes, and each carries its table (design.md 4.12). Positions are whole numbers.
 *
 * A chart is a value of the page; its template computes nothing but places. Values are integers in
 * a scale of the caller's (millionths of a point, ranks); words beside them come with them.
 */
#ifndef DOOR_WEB_CHART_H
#define DOOR_WEB_CHART_H

#include "door/web/html.h"

#define CHART_GAP INT64_MIN             /* no value there: the line is broken */

/* A dot plot: scores that lie close together, on a cut axis; one row a thing. */
struct chart_dot { str name, href, shown; int64_t v; bool own, hollow, open; };      /* open: may still change */
struct chart_dots {
        const char *title;              /* a word: what is drawn, for those who listen */
        const char *head, *value_head;  /* words: of the table's two columns */
        const struct chart_dot *dots; int n;
        int64_t     middle;             /* of the broken line, CHART_GAP: none */
        str         middle_shown;
        const char *note;               /* a word below it: what the star beside an open one means; NULL: none */
};
void chart_dots(struct buf *o, const struct chart_dots *c);

/* Lines over periods. `down`: small values stand on top (ranks), each with its name behind it. */
enum { CHART_GRID = 4 };
struct chart_line { str name, href; const int64_t *v; const str *shown; bool main; };
struct chart_lines {
        const char *title, *head;       /* words */
        const str  *ticks; int n;       /* names of the periods */
        const struct chart_line *lines; int n_lines;
        bool        down;
        int         places;             /* decimals of the grid's labels, of values in millionths;
                                         * -1: values are whole numbers */
        int64_t     least, most;        /* the axis holds at least these; equal: only the values */
};
void chart_lines(struct buf *o, const struct chart_lines *c);

/* Bars from zero, the longest first as the caller has them. */
struct chart_bar { str name, href, shown; int64_t v; bool loss; };
struct chart_bars {
        const char *title, *head, *value_head;  /* words */
        const struct chart_bar *bars; int n;
};
void chart_bars(struct buf *o, const struct chart_bars *c);

/* ---- places, for chart.html ------------------------------------------------------------------ */

/* x of a value on the axis of the dots. */
int  chart_dot_x(const struct chart_dots *c, int64_t v);
int  chart_x(const struct chart_lines *c, int tick);
int  chart_y(const struct chart_lines *c, int64_t v);
/* The lowest y: a chart of many ranks is taller, so that each name has its line. */
int  chart_bottom(const struct chart_lines *c);
/* The i-th line of the grid, 0 … CHART_GRID - 1, and what stands beside it. */
int64_t chart_grid(const struct chart_lines *c, int i);
str  chart_grid_str(struct arena *a, const struct chart_lines *c, int i);
/* The points of the stretch of a line that begins at tick *from ("50,155 94,146"); *from moves to
 * the next stretch. Empty when there is none. */
str chart_stretch(struct arena *a, const struct chart_lines *c, const struct chart_line *l,
                  int *from);
/* The last tick with a value, or -1: the name stands at the end of its line. */
int  chart_last(const struct chart_lines *c, const struct chart_line *l);
int  chart_bar_width(const struct chart_bars *c, int64_t v);
/* The same on a phone, where the name stands above its bar. */
int  chart_bar_width_low(const struct chart_bars *c, int64_t v);

#endif
