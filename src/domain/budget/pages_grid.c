/* domain/budget/pages_grid.c - tables typed like a sheet: see grid.h. */
#include "domain/budget/grid.h"
#include "core/auth/auth.h"
#include "domain/budget/doubt.h"
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

/* What may be typed in a column that has no select: the codes, or the words, that its check knows. Projects
 * have no list of their own: a new one may be typed. */
static int offers_of(struct ctx *cx, const struct import_field *f, const struct budget *b,
                     const struct import_value **ret)
{
        const struct import_value *all = NULL;
        bool projects = !f->values && !strcmp(f->key, "project");
        int n_all = f->values ? f->values(cx, (void *)(uintptr_t)b, f, &all) : projects ? b->n_projects : 0, n = 0;
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, (size_t)n_all + 1);
        for (int i = 0; i < n_all; i++) {
                struct import_value x = projects ? (struct import_value){ .code = b->projects[i].code,
                                                                         .name = b->projects[i].name } : all[i];
                if (x.refuse.n || x.unlisted || (n && str_eq(v[n - 1].code, x.code)))
                        continue;
                v[n++] = f->kind == IMPORT_TEXT ? (struct import_value){ .code = grid_choice(&x) } : x;
        }
        *ret = v;
        return n;
}

static void name_codes(const struct grid_page *p, struct grid_row *rows, int n)
{
        for (int c = 0; c < p->n_cols; c++)
                for (int i = 0; i < n && p->cols[c].n_offers; i++)
                        for (int k = 0; k < p->cols[c].n_offers && !rows[i].cell[c].name.n; k++)
                                if (str_eq(p->cols[c].offer[k].code, rows[i].cell[c].text))
                                        rows[i].cell[c].name = p->cols[c].offer[k].name;
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
                if (!cols[c].n_choices)
                        cols[c].n_offers = offers_of(cx, f, b, &cols[c].offer);
                cols[c].list = c;
                for (int k = 0; k < c && cols[c].list == c; k++)
                        if (f->values && cols[k].n_offers && g->table->fields[g->field[k]].values == f->values)
                                cols[c].list = k;
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
        name_codes(p, (struct grid_row *)(uintptr_t)p->rows, p->n_rows);
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
                             struct grid_said *ret)
{
        struct form form = form_of(cx, rq);
        ret->revision = form_int(&form, "revision", 1, INT32_MAX);
        ret->sure = form_flag(&form, "sure");
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

static str asked_of(struct ctx *cx, const struct budget *b)
{
        return doubt_and(cx, doubt_of_budget(cx, b), doubt_of_codes(cx, b));
}

const struct fail *grid_doubt(const struct import *im, const struct budget *next,
                              const struct grid_said *said, struct grid_row *rows, int n,
                              struct grid_page *p)
{
        struct ctx *cx = im->cx;
        if (said->sure || said->revision != p->frame.b->revision || !p->frame.may_edit)
                return NULL;
        str doubt = asked_of(cx, next);
        if (!doubt.n || str_eq(doubt, asked_of(cx, p->frame.b)))
                return NULL;
        for (int i = 0; i < im->n_findings; i++) {
                const struct import_finding *x = &im->finding[i];
                if (x->severity == IMPORT_WARN && x->row >= 2 && x->row - 2 < n && x->col < GRID_COLS)
                        rows[x->row - 2].cell[x->col < 0 ? 0 : x->col].doubt = x->reason;
        }
        const struct import_header *h = im->n_headers ? &im->header[0] : NULL;
        for (int i = 0; i < im->n_rows && h; i++)
                for (int c = 0; c < h->n_cols && c < GRID_COLS; c++) {
                        int at = im->row[i].row - 2, field = h->field[c];
                        bool wan = field >= 0 && im->table->fields[field].kind == IMPORT_MONEY;
                        int64_t v = wan ? im->row[i].cell[field].v : 0;
                        if (at >= 0 && at < n && doubt_is_vast(v))
                                rows[at].cell[c].doubt = str_f(cx->arena, words_of(cx->lang, "读作 %.*s"),
                                                               STR(doubt_amount(cx, v)));
                }
        p->doubt = doubt;
        return fail_field(cx, S("sure"), "%.*s", STR(doubt));
}

static bool is_blank(const struct grid_row *row, int n_cols)
{
        int c = 0;
        while (c < n_cols && !row->cell[c].text.n)
                c++;
        return c == n_cols;
}

/* Without blank rows between those that were added: the 11th line is told of as the 11th. Rows that
 * were there stay in their places, which the marks count. */
static int close_up(const struct grid_page *p, struct grid_row *rows, int n)
{
        int to = (int)(p->marks.n / GRID_MARK);
        for (int i = to; i < n; i++)
                if (!is_blank(&rows[i], p->n_cols))
                        rows[to++] = rows[i];
        return to < n ? to : n;
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
        else if (!conflict)
                n = close_up(p, rows, n);
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
