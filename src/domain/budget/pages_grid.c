/* domain/budget/pages_grid.c - tables typed like a sheet: see grid.h. */
#include "domain/budget/grid.h"
#include "core/auth/auth.h"
#include "domain/budget/grid.html.h"

static const char *kind_of(const struct import_field *f)
{
        if (f->kind == IMPORT_MONEY)
                return "amount";
        if (f->kind == IMPORT_INT || f->figure)
                return "num";
        if (f->kind != IMPORT_TEXT || f->values)
                return "code";
        return f->max >= 500 ? "long" : f->max >= 60 ? "text" : "code";
}

void grid_columns(struct ctx *cx, const struct grid *g, const struct budget *b, struct grid_page *p)
{
        struct grid_column *cols = NEW_ARRAY(cx->arena, struct grid_column, GRID_COLS);
        for (int c = 0; c < g->n; c++) {
                const struct import_field *f = &g->table->fields[g->field[c]];
                const char *unit = f->kind != IMPORT_MONEY ? "" : f->wan ? "（万元）" : "（元）";
                cols[c].kind = kind_of(f);
                cols[c].head = str_f(cx->arena, "%s%s", words_of(cx->lang, f->label),
                                     *unit ? words_of(cx->lang, unit) : "");
                if (g->choose)
                        cols[c].n_choices = part_choices(cx, f, b, &cols[c].choice);
        }
        p->cols = cols, p->n_cols = g->n;
}

const struct fail *grid_may_edit(struct ctx *cx, const struct grid_page *p)
{
        if (p->frame.may_edit)
                return NULL;
        return fail(cx, CONFLICT, "这份预算现为“%s”，不能修改；要改请先退回或发起更正",
                    budget_flow.states[p->frame.b->state]);
}

static void add_blank_rows(struct grid_row *rows, int from, int to)
{
        for (int i = from; i < to; i++)
                for (int c = 0; c < GRID_COLS; c++)
                        rows[i].cell[c].text = S("");
}

static void show(struct grid_page *p, struct reply *re)
{
        p->frame.page.script = "grid.js";
        grid_page(&re->body, p);
}

void grid_show(struct ctx *cx, struct grid_page *p, int spare, struct reply *re)
{
        p->marks = grid_marks(cx, p->rows, p->n_rows, p->n_cols);
        add_blank_rows((struct grid_row *)(uintptr_t)p->rows, p->n_rows, p->n_rows + spare);
        p->n_rows += spare;
        p->revision = p->frame.b->revision;
        show(p, re);
}

/* Rows of another part, or none of these, may have been saved since: that stops nobody. */
void grid_rebase(struct ctx *cx, const struct request *rq, const struct grid_row *mine, int n,
                 const struct grid_row *now, int n_now, struct grid_page *p, int64_t *revision)
{
        struct form form = form_of(cx, rq);
        p->marks = form_text(&form, "marks", 0, SIZE_MAX);
        if (!p->marks.n || *revision == p->frame.b->revision)
                return;
        grid_merge(cx, p->marks, mine, n, now, n_now, p->n_cols, &p->merged);
        if (!p->merged.n_theirs && !p->merged.n_both)
                *revision = p->frame.b->revision;
}

/* ---- the form ------------------------------------------------------------------------------ */

const struct fail *grid_form(struct ctx *cx, const struct request *rq, const struct grid *g,
                             int64_t *ret_revision)
{
        struct form form = form_of(cx, rq);
        *ret_revision = form_int(&form, "revision", 1, INT32_MAX);
        for (int c = 0; c < g->n; c++)
                form_know(&form, str_f(cx->arena, "c%d", c).p);
        form_know(&form, "marks");
        return form_end(&form);
}

const struct fail *grid_read(struct ctx *cx, const struct request *rq, const struct grid *g,
                             struct grid_row **ret, int *ret_n)
{
        struct grid_row *rows = NEW_ARRAY(cx->arena, struct grid_row, GRID_MAX + GRID_SPARE);
        int n[GRID_COLS] = { 0 };
        for (int i = 0; i < rq->n_fields; i++) {
                str name = rq->fields[i].name;
                if (name.n != 2 || name.p[0] != 'c' || name.p[1] < '0' || name.p[1] >= '0' + g->n)
                        continue;
                int c = name.p[1] - '0';
                if (n[c] == GRID_MAX)
                        return fail(cx, TOO_LARGE, "一次最多录入 %d 行，更多请用文件导入", GRID_MAX);
                rows[n[c]++].cell[c].text = str_newlines(cx->arena, str_trim(rq->fields[i].value));
        }
        for (int c = 1; c < g->n; c++)
                if (n[c] != n[0])
                        return fail(cx, INVALID, "提交的表格不完整，请重新打开后再保存");
        *ret = rows, *ret_n = n[0];
        return NULL;
}

struct import *grid_check(struct ctx *cx, const struct grid *g, struct budget *arg,
                          struct grid_row *rows, int n)
{
        struct import *im = import_new(cx, g->table, arg);
        struct cell cells[GRID_COLS];
        for (int i = -1; i < n; i++) {
                bool blank = true;
                for (int c = 0; c < g->n; c++) {
                        cells[c] = (struct cell){
                                .text = i < 0 ? str_of(g->table->fields[g->field[c]].label)
                                              : rows[i].cell[c].text
                        };
                        blank = blank && !cells[c].text.n;
                }
                if (!blank)
                        import_put(im, &(struct table_row){ .sheet = S(""), .row = i + 2,
                                .cells = cells, .n_cells = g->n });
        }
        return im;
}

/* What is found of a row without a column stands at its first cell. */
void grid_mark(const struct import *im, struct grid_row *rows, int n, struct grid_page *p)
{
        struct ctx *cx = im->cx;
        struct buf also = buf_new(cx->arena, 1 << 18);
        for (int i = 0; i < im->n_findings; i++) {
                const struct import_finding *x = &im->finding[i];
                str why = x->allowed.n
                                  ? str_f(cx->arena, "%.*s。%.*s", STR(x->reason), STR(x->allowed))
                                  : x->reason;
                if (x->severity != IMPORT_BAD)
                        continue;
                if (x->row < 2 || x->row - 2 >= n)
                        buf_f(&also, "%s%.*s", also.n ? "\n" : "", STR(why));
                else if (x->col < GRID_COLS)
                        rows[x->row - 2].cell[x->col < 0 ? 0 : x->col].wrong = why;
        }
        p->also = buf_str(&also);
}

/* Whoever is shown a fault keeps the revision that they began from: another's change in the
 * meantime must still stop the save. Only the notice of that change, with what the other saved
 * in its place, lets the next save go over it. */
const struct fail *grid_again(struct grid_page *p, struct grid_row *rows, int n, int64_t revision,
                              const struct fail *why, struct reply *re)
{
        bool conflict = why->kind == FAIL_CONFLICT;
        if (conflict && p->merged.rows && p->merged.n <= GRID_MAX)
                rows = p->merged.rows, n = p->merged.n, p->marks = p->merged.marks;
        int spare = p->fixed ? (n ? 0 : 1) : GRID_SPARE;
        p->revision = conflict ? p->frame.b->revision : revision;
        add_blank_rows(rows, n, n + spare);
        p->rows = rows, p->n_rows = n + spare;
        if (conflict)
                p->conflict = why->say;
        else
                p->fail = why;
        re->status = fail_http(why->kind);
        show(p, re);
        return NULL;
}
