/* door/web/chart.c - see chart.h. Places on the drawing, in whole numbers. */
#include "door/web/chart.h"

enum {
        DOT_LEFT = 150, DOT_RIGHT = 390,
        LINE_LEFT = 50, LINE_RIGHT = 446, LINE_TOP = 20, LINE_LOW = 215, LINE_EACH = 19,
        BAR_MOST = 170, BAR_MOST_LOW = 300,
};

struct span { int64_t low, high; };

static struct span wider(struct span s, int64_t v)
{
        if (v == CHART_GAP)
                return s;
        return (struct span){ v < s.low ? v : s.low, v > s.high ? v : s.high };
}

/* Where v lies between two ends, from a to b. */
static int between(struct span s, int64_t v, int a, int b)
{
        if (s.high <= s.low)
                return (a + b) / 2;
        return a + (int)muldiv(v - s.low, b - a, s.high - s.low);
}

int chart_dot_x(const struct chart_dots *c, int64_t v)
{
        struct span s = { INT64_MAX, CHART_GAP };
        for (int i = 0; i < c->n; i++)
                s = wider(s, c->dots[i].v);
        return between(wider(s, c->middle), v, DOT_LEFT + 10, DOT_RIGHT - 10);
}

/* The values of all lines, opened to whole steps of the grid. */
static struct span span_of(const struct chart_lines *c)
{
        struct span s = { INT64_MAX, CHART_GAP };
        if (c->most > c->least)
                s = (struct span){ c->least, c->most };
        for (int l = 0; l < c->n_lines; l++)
                for (int i = 0; i < c->n; i++)
                        s = wider(s, c->lines[l].v[i]);
        if (s.low > s.high)
                return (struct span){ 0, CHART_GRID - 1 };
        if (c->down && s.high > s.low)          /* no place behind the last */
                return s;
        int64_t unit = 1, k = CHART_GRID - 1;
        for (int i = c->places; i >= 0 && i < 6; i++)
                unit *= 10;
        int64_t low = s.low - (((s.low % unit) + unit) % unit);
        int64_t step = (s.high - low + k * unit - 1) / (k * unit);
        return (struct span){ low, low + (step ? step : 1) * k * unit };
}

int chart_x(const struct chart_lines *c, int tick)
{
        return c->n < 2 ? (LINE_LEFT + LINE_RIGHT) / 2
                        : between((struct span){ 0, c->n - 1 }, tick, LINE_LEFT, LINE_RIGHT);
}

int chart_bottom(const struct chart_lines *c)
{
        int most = LINE_TOP + c->n_lines * LINE_EACH;
        return c->down && most > LINE_LOW ? most : LINE_LOW;
}

int chart_y(const struct chart_lines *c, int64_t v)
{
        return c->down ? between(span_of(c), v, LINE_TOP, chart_bottom(c))
                       : between(span_of(c), v, chart_bottom(c), LINE_TOP);
}

int64_t chart_grid(const struct chart_lines *c, int i)
{
        struct span s = span_of(c);
        int64_t k = CHART_GRID - 1;
        return s.low + ((s.high - s.low) * 2 * i + k) / (2 * k);
}

str chart_grid_str(struct arena *a, const struct chart_lines *c, int i)
{
        int64_t v = chart_grid(c, i), unit = 1;
        if (c->places < 0)
                return str_f(a, "%ld", v);
        for (int k = c->places; k < 6; k++)
                unit *= 10;
        int64_t whole = 1;
        for (int k = 0; k < c->places; k++)
                whole *= 10;
        v /= unit;
        return c->places ? str_f(a, "%ld.%0*ld", v / whole, c->places, v < 0 ? -(v % whole) : v % whole)
                         : str_f(a, "%ld", v);
}

str chart_stretch(struct arena *a, const struct chart_lines *c, const struct chart_line *l,
                  int *from)
{
        struct buf b = buf_new(a, 4096);
        int i = *from;
        while (i < c->n && l->v[i] == CHART_GAP)
                i++;
        for (; i < c->n && l->v[i] != CHART_GAP; i++)
                buf_f(&b, "%s%d,%d", b.n ? " " : "", chart_x(c, i), chart_y(c, l->v[i]));
        *from = i;
        return str_copy(a, buf_str(&b));
}

int chart_last(const struct chart_lines *c, const struct chart_line *l)
{
        int i = c->n - 1;
        while (i >= 0 && l->v[i] == CHART_GAP)
                i--;
        return i;
}

static int bar_width(const struct chart_bars *c, int64_t v, int widest)
{
        int64_t most = 1;
        for (int i = 0; i < c->n; i++)
                most = c->bars[i].v > most ? c->bars[i].v : most;
        return v <= 0 ? 0 : (int)muldiv(v, widest, most);
}

int chart_bar_width(const struct chart_bars *c, int64_t v) { return bar_width(c, v, BAR_MOST); }
int chart_bar_width_low(const struct chart_bars *c, int64_t v) { return bar_width(c, v, BAR_MOST_LOW); }
