/* domain/budget/grid_merge.c - see grid.h: two people in one table. Rows have no name of their own that stays, so a
 * row is known by the mark of what it was when the form was made. */
#include "core/crypto/hash.h"
#include "domain/budget/grid.h"

enum { MARK = GRID_MARK };
static const str no_mark = S_C("--------");         /* of a row that is stored no more */

/* What is shown is what the form sends back: without blanks at its ends. */
static str mark_of(struct ctx *cx, const struct grid_row *r, int n_cols)
{
        struct buf o = buf_new(cx->arena, 65536);
        for (int c = 0; c < n_cols; c++)
                buf_f(&o, "%.*s\x1f", STR(str_trim(r->cell[c].text)));
        struct digest d = hash(HASH_SM3, buf_str(&o));
        return str_head(digest_hex(cx->arena, &d), MARK);
}

str grid_marks(struct ctx *cx, const struct grid_row *rows, int n, int n_cols)
{
        struct buf o = buf_new(cx->arena, (size_t)n * MARK + 1);
        for (int i = 0; i < n; i++)
                buf_put(&o, mark_of(cx, &rows[i], n_cols));
        return buf_str(&o);
}

static str mark_at(str marks, int i)
{
        return (size_t)(i + 1) * MARK <= marks.n ? (str){ marks.p + (size_t)i * MARK, MARK } : (str){ 0 };
}

static bool is_among(str marks, str mark)
{
        for (int i = 0; (size_t)i * MARK < marks.n; i++)
                if (str_eq(mark_at(marks, i), mark))
                        return true;
        return false;
}

static bool is_blank(const struct grid_row *r, int n_cols)
{
        for (int c = 0; c < n_cols; c++)
                if (r->cell[c].text.n)
                        return false;
        return true;
}

struct sheet { const struct grid_row *rows; int n; str marks; };

struct merging {
        struct ctx         *cx;
        struct grid_merge  *m;
        const struct sheet *now;        /* as it is stored, with its marks */
        str                 base;       /* the marks of the form */
        struct buf          marks;
        int                 at;         /* the next row of `now` */
        int                 n_cols;
};

static struct grid_row *put(struct merging *g, const struct grid_row *r, str mark)
{
        buf_put(&g->marks, mark);
        g->m->rows[g->m->n] = *r;
        return &g->m->rows[g->m->n++];
}

static void put_theirs(struct merging *g)
{
        put(g, &g->now->rows[g->at], mark_at(g->now->marks, g->at))->note = "别人刚存的";
        g->m->n_theirs++;
        g->at++;
}

/* Is the next stored row one that the form did not have? */
static bool theirs_next(const struct merging *g)
{
        return g->at < g->now->n && !is_among(g->base, mark_at(g->now->marks, g->at));
}

/* Both wrote in one row: what was typed stands, and each cell that differs says what is stored. */
static void put_both(struct merging *g, const struct grid_row *mine)
{
        struct ctx *cx = g->cx;
        g->m->n_both++;
        if (!theirs_next(g)) {
                put(g, mine, no_mark)->note = "别人已删去";
                return;
        }
        const struct grid_row *theirs = &g->now->rows[g->at];
        struct grid_row *r = put(g, mine, mark_at(g->now->marks, g->at++));
        for (int c = 0; c < g->n_cols; c++)
                if (!str_eq(r->cell[c].text, theirs->cell[c].text))
                        r->cell[c].wrong = str_f(cx->arena, words_of(cx->lang, "现在是“%.*s”"),
                                                 STR(utf8_head(theirs->cell[c].text, 60)));
}

/* A row that the form had: found again unchanged, or changed or deleted by another. */
static void merge_row(struct merging *g, const struct grid_row *mine, str base)
{
        for (int k = g->at; k < g->now->n; k++)
                if (str_eq(mark_at(g->now->marks, k), base)) {
                        while (g->at < k)
                                put_theirs(g);
                        put(g, mine, base);
                        g->at = k + 1;
                        return;
                }
        str typed = mark_of(g->cx, mine, g->n_cols);
        if (theirs_next(g) && str_eq(typed, mark_at(g->now->marks, g->at)))
                put(g, mine, mark_at(g->now->marks, g->at++));         /* both wrote the same */
        else if (!str_eq(typed, base))
                put_both(g, mine);
        else if (theirs_next(g))
                put_theirs(g);
        else
                g->m->n_theirs++;       /* deleted, and nobody minds */
}

void grid_merge(struct ctx *cx, str marks, const struct grid_row *mine, int n_mine,
                const struct grid_row *now, int n_now, int n_cols, struct grid_merge *ret)
{
        struct sheet stored = { now, n_now, grid_marks(cx, now, n_now, n_cols) };
        struct merging g = { .cx = cx, .m = ret, .now = &stored, .base = marks, .n_cols = n_cols,
                             .marks = buf_new(cx->arena, (size_t)(n_mine + n_now) * MARK + 1) };
        int n_base = (int)(marks.n / MARK);
        *ret = (struct grid_merge){ 0 };
        ret->rows = NEW_ARRAY(cx->arena, struct grid_row, (size_t)(n_mine + n_now + GRID_SPARE));
        for (int i = 0; i < n_mine && i < n_base; i++)
                if (str_eq(mark_at(marks, i), no_mark))
                        put(&g, &mine[i], no_mark);
                else
                        merge_row(&g, &mine[i], mark_at(marks, i));
        while (g.at < n_now)
                put_theirs(&g);
        for (int i = n_base; i < n_mine; i++)
                if (!is_blank(&mine[i], n_cols))
                        put(&g, &mine[i], (str){ 0 });
        ret->marks = buf_str(&g.marks);
}
