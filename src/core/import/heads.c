/* core/import/heads.c - which row holds the heads, while none is recognised, and what stands above. */
#include "core/import/import_in.h"
#include "core/text/decimal.h"

enum { META_CELLS = 2 };        /* 填报单位 and 单位：万元, side by side over the table */

str *texts_copy(struct import *im, const struct table_row *row, int n)
{
        str *text = NEW_ARRAY(im->cx->arena, str, (size_t)n + 1);
        for (int c = 0; c < n && c < row->n_cells; c++)
                text[c] = str_copy(im->cx->arena, row->cells[c].text);
        return text;
}

static int n_filled(const struct import_header *h)
{
        int n = 0;
        for (int c = 0; c < h->n_cols; c++)
                n += h->head[c].n > 0;
        return n;
}

static int n_texts(const struct import_header *h)
{
        int n = 0;
        int64_t v;
        for (int c = 0; c < h->n_cols; c++)
                n += h->head[c].n > 0 && decimal_read(h->head[c], 6, &v);
        return n;
}

static bool says_unit(const struct import_header *h)
{
        for (int c = 0; c < h->n_cols; c++)
                if (mark_unit_line(h->head[c]))
                        return true;
        return false;
}

/* Texts side by side, and most rows below not much wider: over a table's title they are. */
static bool is_like_heads(const struct import_header *top, int n, int i)
{
        int own = n_filled(&top[i]), n_rows = 0, n_wider = 0;
        if (n_texts(&top[i]) < 2 || (own <= META_CELLS && says_unit(&top[i])))
                return false;
        for (int k = i + 1; k < n; k++) {
                int filled = n_filled(&top[k]);
                n_rows += filled > 1;
                n_wider += filled > own + 1 + own / 4;
        }
        return n_rows && 2 * n_wider < n - i;
}

/* The first row that is like heads; where none is, the first that has the most cells. */
static int heads_guess(const struct import_header *top, int n)
{
        int most = 0;
        for (int i = 0; i < n; i++)
                if (is_like_heads(top, n, i))
                        return i;
        for (int i = 1; i < n; i++)
                if (top[i].n_cols > top[most].n_cols)
                        most = i;
        return most;
}

void top_add(struct import *im, const struct import_header *row)
{
        struct import_work *w = im->work;
        *VEC_ADD(im->cx->arena, w->top, w->n_top, w->cap_top) = *row;
        if (w->header < 0)
                return;
        im->header[w->header].top = w->top;
        im->header[w->header].n_top = w->n_top;
}

void headless_keep(struct import *im)
{
        struct import_work *w = im->work;
        if (!w->blank)
                (void)VEC_ADD(im->cx->arena, im->headless, im->n_headless, im->cap_headless);
        w->blank = true;
        int at = heads_guess(w->top, w->n_top);
        struct import_header *h = &im->headless[im->n_headless - 1];
        *h = w->top[at];
        h->top = w->top;
        h->n_top = w->n_top;
        if (at + 1 == w->n_top)
                return;
        const struct import_header *next = &w->top[at + 1];
        h->sample = NEW_ARRAY(im->cx->arena, str, (size_t)h->n_cols + 1);
        for (int c = 0; c < h->n_cols && c < next->n_cols; c++)
                h->sample[c] = next->head[c];
}

struct import_finding headless_say(const struct import *im, int i)
{
        return (struct import_finding){
                .severity = IMPORT_CONVERTED, .col = -1,
                .reason = str_f(im->cx->arena, words_of(im->cx->lang, "工作表“%.*s”没有认出表头，没有读入"),
                                STR(im->headless[i].sheet)) };
}

/* ---- what stands above ----------------------------------------------------------------------- */

/* As full as the heads, or with all that a row needs; the help over our own templates is neither. */
static bool is_like_data(struct import *im, const struct import_header *h,
                         const struct import_header *row)
{
        int n_heads = n_filled(h), own = n_filled(row), n_needed = 0, n_there = 0;
        if (own < 2 || says_unit(row))
                return false;
        for (int c = 0; c < h->n_cols; c++) {
                const struct import_field *f = h->field[c] >= 0 ? field_at(im->table, h->field[c]) : NULL;
                bool there = c < row->n_cols && row->head[c].n;
                if (f && there && import_is_help(im->cx, f, row->head[c]))
                        return false;
                n_needed += f && f->required;
                n_there += f && f->required && there;
        }
        return own >= n_heads || (n_needed > 1 && n_there == n_needed && 2 * own >= n_heads);
}

str import_lost_says(struct ctx *cx, int from, int to, int row)
{
        return from == to ? str_f(cx->arena, words_of(cx->lang, "第 %d 行在表头（第 %d 行）上面，没有读入"), from, row)
                          : str_f(cx->arena, words_of(cx->lang, "第 %d–%d 行在表头（第 %d 行）上面，没有读入"),
                                  from, to, row);
}

void lost_tell(struct import *im, struct import_header *h)
{
        const struct import_work *w = im->work;
        for (int i = 0; i < w->n_top; i++)
                if (is_like_data(im, h, &w->top[i])) {
                        h->lost_from = h->lost_from ? h->lost_from : w->top[i].row;
                        h->lost_to = w->top[i].row;
                }
        if (h->lost_from)
                finding_add(im, (struct import_finding){
                        .severity = IMPORT_WARN, .sheet = h->sheet, .col = -1,
                        .reason = import_lost_says(im->cx, h->lost_from, h->lost_to, h->row) });
}
