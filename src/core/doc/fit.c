/* core/doc/fit.c - the widths of a table's columns and the size of its letters. See fit.h. */
#include "base/base.h"
#include "core/doc/fit.h"

enum {
        STEP  = 500,            /* milli-points */
        SLACK = 50,             /* 1/1000 em: an em is exact, a width in twips is not */
};

struct need {
        int whole;              /* the longest line, 1/1000 em */
        int piece;              /* the longest piece that does not break */
        bool figures;
};

static int measured(const struct doc_measure *m, str s)
{
        return m->width(m->arg, s);
}

/* A piece ends at a blank and between two Chinese characters. */
static int longest_piece(const struct doc_measure *m, str s)
{
        int most = 0;
        size_t from = 0, at = 0;
        while (at < s.n) {
                uint32_t code;
                size_t n = utf8_next(str_from(s, at), &code);
                if (!n)
                        break;
                bool wide = doc_char_width(code) == 2, blank = code == ' ' || code == '\n';
                if (wide || blank) {
                        int w = measured(m, (str){ s.p + from, at - from });
                        most = w > most ? w : most;
                        from = at + n;
                        most = wide && most < 1000 ? 1000 : most;
                }
                at += n;
        }
        int w = measured(m, (str){ s.p + from, at - from });
        return w > most ? w : most;
}

static int longest_line(const struct doc_measure *m, str s)
{
        int most = 0;
        for (str rest = s; rest.p;) {
                int w = measured(m, str_cut(rest, '\n', &rest));
                most = w > most ? w : most;
        }
        return most;
}

static void want(struct need *n, const struct doc_measure *m, str s, int indent)
{
        int whole = longest_line(m, s) + 1000 * indent;
        n->whole = whole > n->whole ? whole : n->whole;
        int piece = longest_piece(m, s) + 1000 * indent;
        n->piece = piece > n->piece ? piece : n->piece;
}

static struct need *needs_of(struct arena *a, const struct doc_table *t, const struct doc_grid *g,
                             const struct doc_measure *m)
{
        struct need *need = NEW_ARRAY(a, struct need, (size_t)t->n_columns);
        struct doc_names names = doc_names_of(t);
        for (int c = 0; c < t->n_columns; c++)
                need[c].figures = t->columns[c].places >= 0;
        for (int r = 0; r < t->n_rows; r++) {
                for (int c = 0; c < t->n_columns; c++) {
                        const struct doc_cell *cell = &t->rows[r].cells[c];
                        if (cell->kind == DOC_EMPTY || doc_cell_span(t, cell, c) > 1)
                                continue;
                        if (cell->kind == DOC_NUMBER) {
                                struct doc_cell_room room;
                                str s = doc_cell_number_shown(&room, t, cell, c);
                                int w = measured(m, s);
                                need[c].whole = w > need[c].whole ? w : need[c].whole;
                                need[c].piece = w > need[c].piece ? w : need[c].piece;
                                continue;
                        }
                        if (cell->kind == DOC_UNKNOWN) {        /* short words, whole like the figure they stand for */
                                int w = longest_line(m, cell->text) + SLACK;
                                need[c].whole = w > need[c].whole ? w : need[c].whole;
                                need[c].piece = w > need[c].piece ? w : need[c].piece;
                                continue;
                        }
                        want(&need[c], m, cell->text.p ? cell->text : S(""),
                             doc_cell_indent(names, &t->rows[r], c));
                }
        }
        for (int i = 0; i < g->n_heads; i++) {
                const struct doc_head *h = &g->heads[i];
                if (h->cols > 1)
                        continue;
                struct need head = { 0 };
                want(&head, m, h->text, 0);
                /* A header of figures may stand on three lines, of two characters at least. */
                int least = head.whole < 2000 ? head.whole : 2000;
                int lines = (head.whole + 2) / 3;
                least = lines > least ? lines : least;
                least = head.piece > least ? head.piece : least;
                need[h->col].piece = least > need[h->col].piece ? least : need[h->col].piece;
                need[h->col].whole = least > need[h->col].whole ? least : need[h->col].whole;
        }
        return need;
}

static int64_t sum_of(const int *w, int n)
{
        int64_t sum = 0;
        for (int c = 0; c < n; c++)
                sum += w[c];
        return sum;
}

/* Least widths at a size; a text column keeps `roomy` characters if it needs them. */
static int64_t least_of(struct doc_fit *fit, const struct need *need, int n, int roomy)
{
        for (int c = 0; c < n; c++) {
                int em = need[c].piece;
                if (!need[c].figures && em < 1000 * roomy)
                        em = need[c].whole < 1000 * roomy ? need[c].whole : 1000 * roomy;
                if (em < 1000)
                        em = 1000;
                fit->widths[c] = (int)((int64_t)em * fit->size / 1000) + 2 * fit->pad;
        }
        return sum_of(fit->widths, n);
}

/* Give `extra` to columns by weight, the last one taking what division leaves. */
static void share(int *w, const int64_t *weight, int n, int64_t extra)
{
        int64_t all = 0, given = 0;
        int last = -1;
        for (int c = 0; c < n; c++) {
                all += weight[c];
                last = weight[c] ? c : last;
        }
        for (int c = 0; c < n && all; c++) {
                int64_t part = extra * weight[c] / all;
                w[c] += (int)part;
                given += part;
        }
        if (last >= 0)
                w[last] += (int)(extra - given);
}

struct doc_fit doc_fit_of(struct arena *a, const struct doc_table *t, const struct doc_grid *g,
                          int room, int largest, const struct doc_measure *m)
{
        int n = t->n_columns;
        struct need *need = needs_of(a, t, g, m);
        struct doc_fit fit = {
                .size = n <= 6 ? 10500 : 9000, .pad = n > DOC_MANY ? DOC_TIGHT_PAD : DOC_CELL_PAD,
                .widths = NEW_ARRAY(a, int, (size_t)n),
        };
        int64_t *weight = NEW_ARRAY(a, int64_t, (size_t)n);
        if (largest && largest < fit.size)
                fit.size = largest;
        int roomy = 6;
        int64_t least = least_of(&fit, need, n, roomy);
        while (least > room && fit.size > DOC_SIZE_FLOOR) {
                fit.size -= STEP;
                least = least_of(&fit, need, n, roomy);
        }
        while (least > room && roomy > 1)
                least = least_of(&fit, need, n, --roomy);
        if (least > room) {
                /* Too narrow for its figures even so: all columns shrink and figures break. */
                for (int c = 0; c < n; c++)
                        weight[c] = fit.widths[c];
                for (int c = 0; c < n; c++)
                        fit.widths[c] = (int)(weight[c] * room / least);
                fit.widths[n - 1] += (int)(room - sum_of(fit.widths, n));
                return fit;
        }
        /* First what lets the longest lines stand unbroken, then by the report's weights. */
        int64_t missing = 0;
        for (int c = 0; c < n; c++) {
                int64_t whole = (int64_t)need[c].whole * fit.size / 1000 + 2 * fit.pad;
                weight[c] = whole > fit.widths[c] ? whole - fit.widths[c] : 0;
                missing += weight[c];
        }
        int64_t extra = room - least;
        share(fit.widths, weight, n, extra < missing ? extra : missing);
        for (int c = 0; c < n; c++)
                weight[c] = t->columns[c].width > 0 ? t->columns[c].width : 1;
        if (extra > missing)
                share(fit.widths, weight, n, extra - missing);
        return fit;
}

int doc_contents_line(int n, int room)
{
        enum { USUAL = 22000, LEAST = 17000, HALF = 500 };
        for (int line = USUAL; line >= LEAST; line -= HALF) {
                if ((int64_t)n * line <= room)
                        return line;
        }
        return USUAL;
}

int doc_em_guess(void *arg UNUSED, str s)
{
        int narrow = 0, wide = 0, dots = 0;
        while (s.n) {
                uint32_t code;
                size_t n = utf8_next(s, &code);
                if (!n)
                        break;
                int w = doc_char_width(code);
                bool dot = code == '.' || code == ',';
                dots += dot;
                narrow += w == 1 && !dot;
                wide += w == 2;
                s = str_from(s, n);
        }
        return 1000 * wide + 700 * narrow + 350 * dots;
}
