/* domain/budget/pages_part.c - the parts of a budget: what is filled, and each as a table. */
#include "core/auth/auth.h"
#include "domain/budget/faces.h"
#include "domain/budget/grid.h"
#include "domain/budget/output.h"
#include "domain/budget/part.html.h"
#include "domain/budget/part_need.h"

/* ---- all parts ------------------------------------------------------------------------------ */

static str needed_of(const struct part_need *need, int n, const char *part)
{
        for (int i = 0; i < n; i++)
                if (!strcmp(need[i].part, part))
                        return need[i].say;
        return S("");
}

/* What only a published original has is shown where something of it stands. */
static bool shown_here(const struct budget_part *p, const struct budget *b)
{
        return !p->published || p->count(b) || budget_transcribed(b);
}

/* GET /budget/:id/parts */
const struct fail *budget_parts_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct parts_page p = { 0 };
        struct disclosure *d;
        struct part_need *need;
        const struct fail *f = budget_frame_fill(cx, rq, "编报内容", "parts", &p.frame);
        if (!f)
                f = budget_disclosure(cx, p.frame.b, &d);
        if (f)
                return f;
        const struct budget *b = p.frame.b;
        int n_need = part_needs(d, &need), filled = 0;
        struct part_row *rows = NEW_ARRAY(cx->arena, struct part_row, (size_t)n_budget_parts);
        for (int i = 0; i < n_budget_parts; i++) {
                const struct budget_part *x = &budget_parts[i];
                if (!shown_here(x, b))
                        continue;
                rows[p.n_rows] = (struct part_row){ .part = x, .n = x->count(b),
                                                    .needed = needed_of(need, n_need, x->key) };
                filled += rows[p.n_rows++].n > 0;
        }
        p.rows = rows;
        p.n_lines = b->n_lines;
        p.lines_needed = needed_of(need, n_need, "lines");
        p.lead = n_need ? str_f(cx->arena, words_of(cx->lang, "共 %d 部分，已填 %d 部分；公开文本还缺 %d 部分，填全以前不能上报。"),
                                p.n_rows, filled, n_need)
                        : str_f(cx->arena, words_of(cx->lang, "共 %d 部分，已填 %d 部分。"), p.n_rows, filled);
        parts_page(&re->body, &p);
        return NULL;
}

/* ---- one part --------------------------------------------------------------------------------- */

static struct grid grid_of(const struct budget_part *part)
{
        struct grid g = { .table = part->table, .n = part->table->n_fields, .choose = true };
        for (int c = 0; c < g.n; c++)
                g.field[c] = c;
        return g;
}

static const struct fail *part_frame(struct ctx *cx, const struct request *rq, struct grid_page *p)
{
        p->part = part_of(rq->keys[0]);
        if (!p->part)
                return fail(cx, NOT_FOUND, "没有“%.*s”这一部分", STR(rq->keys[0]));
        const struct fail *f = budget_frame_fill(cx, rq, p->part->title, "parts", &p->frame);
        if (f)
                return f;
        struct grid g = grid_of(p->part);
        p->back = str_f(cx->arena, "/budget/%ld/parts", p->frame.b->id);
        p->action = str_f(cx->arena, "%.*s/%s", STR(p->back), p->part->key);
        p->fixed = p->part->single;
        grid_columns(cx, &g, p->frame.b, p);
        return NULL;
}

/* A department without cars says so class by class: the classes stand there with 0. */
static int classes_put(struct ctx *cx, const struct grid_page *p, struct grid_row **ret)
{
        const struct grid_column *class = &p->cols[0];
        struct grid_row *rows = NEW_ARRAY(cx->arena, struct grid_row, (size_t)class->n_choices + GRID_SPARE);
        for (int i = 0; i < class->n_choices; i++) {
                for (int c = 0; c < GRID_COLS; c++)
                        rows[i].cell[c].text = c && c < 3 ? S("0") : S("");
                rows[i].cell[0].text = grid_choice(&class->choice[i]);
        }
        *ret = rows;
        return class->n_choices;
}

static int rows_put(struct ctx *cx, const struct grid_page *p, struct grid_row **ret)
{
        int n = p->part->count(p->frame.b);
        str words[GRID_COLS];
        if (!n && p->frame.may_edit && !strcmp(p->part->key, "vehicles"))
                return classes_put(cx, p, ret);
        struct grid_row *rows = NEW_ARRAY(cx->arena, struct grid_row, (size_t)n + GRID_SPARE);
        for (int i = 0; i < n; i++) {
                p->part->words(cx, p->frame.b, i, words);
                for (int c = 0; c < p->n_cols; c++)
                        rows[i].cell[c].text = words[c];
        }
        *ret = rows;
        return n;
}

/* GET /budget/:id/parts/:key */
const struct fail *budget_part_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct grid_page p = { 0 };
        struct grid_row *rows;
        const struct fail *f = part_frame(cx, rq, &p);
        if (f)
                return f;
        p.n_rows = rows_put(cx, &p, &rows);
        p.rows = rows;
        if (p.frame.may_edit && p.n_rows <= GRID_MAX)
                grid_show(cx, &p, p.fixed ? !p.n_rows : GRID_SPARE, re);
        else
                part_page(&re->body, &p);
        return NULL;
}

/* POST /budget/:id/parts/:key */
const struct fail *budget_part_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct grid_page p = { 0 };
        struct grid_row *rows = NULL, *now;
        struct budget next;
        struct grid_said said;
        int n = 0;
        const struct fail *f = part_frame(cx, rq, &p);
        if (f)
                return f;
        struct grid g = grid_of(p.part);
        f = grid_form(cx, rq, &g, &said);
        if (!f)
                f = grid_read(cx, rq, &g, &rows, &n);
        if (f)
                return f;
        struct budget arg = *p.frame.b;
        int n_now = rows_put(cx, &p, &now);
        grid_rebase(cx, rq, rows, n, now, n_now, &p, &said.revision);
        struct import *im = grid_check(cx, &g, &arg, rows, n);
        f = part_take(im, p.part, p.frame.b, &next);
        if (f)
                return f;
        grid_mark(im, rows, n, &p);
        if (im->n_bad)
                f = im->n_bad_rows ? fail(cx, INVALID, "有 %d 行须改，已在表中标出", im->n_bad_rows)
                                   : fail(cx, INVALID, "不能这样保存");
        else
                f = grid_doubt(im, &next, &said, rows, n, &p);
        if (!f)
                f = budget_put_part(cx, p.frame.b, said.revision, p.part, &next);
        if (f && fail_on_form(f))
                return grid_again(&p, rows, n, said.revision, f, re);
        if (f)
                return f;
        reply_note(re, cx, "已保存“%s”", words_of(cx->lang, p.part->title));
        return reply_see(re, cx, "%.*s", STR(p.back));
}
