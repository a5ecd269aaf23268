/* door/web/import_show.c - one batch as a page: waiting, preview, written, undone. */
#include "door/web/import.h"
#include "core/auth/auth.h"
#include "core/text/decimal.h"
#include "door/web/import.html.h"

enum { ROWS_SHOWN = 100, FAULTS_SHOWN = 30, SAMPLES = 4, DAY_MS = 86400000, WAN_FEN = 1000000 };

/* ---- one row ---------------------------------------------------------------------------------------- */

/* The column of sheet `s` that holds what column c of the first sheet holds. */
static int column_under(const struct import_sheet *first, const struct import_sheet *s, int c)
{
        if (first == s)
                return c;
        for (int k = 0; k < s->n_cols && first->field[c] >= 0; k++)
                if (s->field[k] == first->field[c])
                        return k;
        return -1;
}

static str sentence(struct ctx *cx, const struct import_finding *f)
{
        return f->allowed.n ? str_f(cx->arena, words_of(cx->lang, "%.*s。%.*s"), STR(f->reason),
                                    STR(f->allowed))
                            : f->reason;
}

static const struct import_file *file_of(const struct import_sheet *sheets, int n, int head)
{
        static const struct import_file one = { 0 };
        return head < n ? &sheets[head].file : &one;
}

static void notes_show(struct ctx *cx, const struct import_page *p,
                       const struct import_sheet *sheets, int n_sheets, const struct import_staged *s,
                       const int *under, struct import_shown_cell *cells,
                       struct import_shown_row *out)
{
        for (int i = 0; i < s->n_notes; i++) {
                const struct import_finding *f = &s->note[i];
                int at = 0;
                /* by its field: of a sheet laid wide, the column is the file's and not the table's
                 * here */
                while (at < p->n_heads && (f->col < 0 || under[at] < 0 || !f->field ||
                                           &p->k->table->fields[sheets[0].field[at]] != f->field))
                        at++;
                if (at == p->n_heads) {
                        out->why = out->why.n ? str_f(cx->arena, words_of(cx->lang, "%.*s；%.*s"),
                                                      STR(out->why), STR(sentence(cx, f)))
                                              : sentence(cx, f);
                        continue;
                }
                cells[at].why = sentence(cx, f);
                cells[at].tone = f->severity == IMPORT_BAD ? "bad" : "warn";
        }
        if (s->same_as) {
                str same =
                        str_f(cx->arena,
                              words_of(cx->lang, s->grade == 2 ? "与%.*s是同一条，只能留一行"
                                                               : "与%.*s相同，可能重复"),
                              STR(import_row_words(cx, file_of(sheets, n_sheets, s->same_head), s->same_as)));
                out->why = out->why.n ? str_f(cx->arena, words_of(cx->lang, "%.*s；%.*s"),
                                              STR(out->why), STR(same))
                                      : same;
        }
}

static bool is_converted(const struct import_staged *s)
{
        for (int i = 0; i < s->n_notes; i++)
                if (s->note[i].severity == IMPORT_CONVERTED)
                        return true;
        return false;
}

static void row_show(struct ctx *cx, const struct import_page *p, const struct import_sheet *sheets,
                     int n_sheets, const struct import_staged *s, struct import_shown_row *out)
{
        const struct import_sheet *own = &sheets[s->head < n_sheets ? s->head : 0];
        struct import_shown_cell *cells =
                NEW_ARRAY(cx->arena, struct import_shown_cell, (size_t)p->n_heads + 1);
        int *under = NEW_ARRAY(cx->arena, int, (size_t)p->n_heads + 1);
        *out = (struct import_shown_row){ .no = s->no, .line = s->line, .cells = cells };
        if (own->file.part)
                out->file = own->file.name;
        for (int c = 0; c < p->n_heads; c++) {
                under[c] = column_under(&sheets[0], own, c);
                bool there = under[c] >= 0 && under[c] < s->n_raw;
                int field = sheets[0].field[c];
                cells[c] =
                        (struct import_shown_cell){ .tone = "",
                                                    .text = there ? s->raw[under[c]].text : S("") };
                cells[c].number = field >= 0 && p->k->table->fields[field].kind == IMPORT_MONEY;
                if (s->before && field >= 0 && s->before[field].n) {
                        cells[c].was = s->before[field];
                        cells[c].tone = "warn";
                }
        }
        notes_show(cx, p, sheets, n_sheets, s, under, cells, out);
        bool changed = s->fate == IMPORT_CHANGED, same = s->fate == IMPORT_SAME;
        out->lamp = s->grade == 2     ? "red"
                    : s->grade == 1   ? "yellow"
                    : is_converted(s) ? "yellow"
                                      : "done";
        out->result = s->grade == 2 ? "须改" : s->grade == 1 ? "请核对" : is_converted(s) ? "已换算"
                    : changed ? "更新" : same ? "相同" : p->k->compare ? "新增" : "可导入";
}

/* ---- which rows ---------------------------------------------------------------------------------------- */

/* How rows are chosen, by the word in the address. */
enum show { SHOW_ISSUES, SHOW_ALL, SHOW_BAD, SHOW_WARNED, SHOW_END };
static const char *const show_codes[SHOW_END] = { "issues", "all", "bad", "warned" };
static const char *const show_words[SHOW_END] = { "有问题与样例", "全部", "须改", "请核对" };

struct chosen { struct import_staged *row; int n, cap; };

static const struct fail *choose(struct ctx *cx, const struct import_page *p, struct chosen *c,
                                 int64_t after, int least, int most, int limit)
{
        struct import_rows it;
        import_rows(&it, cx, p->b->id, after, least, most, 1, limit);
        while (import_rows_next(&it)) {
                struct import_staged s = import_staged_of(cx, p->k->table, &it);
                *VEC_ADD(cx->arena, c->row, c->n, c->cap) = s;
        }
        return import_rows_end(&it);
}

static int by_no(const void *pa, const void *pb)
{
        const struct import_staged *a = pa, *b = pb;
        return (a->no > b->no) - (a->no < b->no);
}

/* What needs a look, between some samples that are fine, in the order of the file. */
static const struct fail *choose_issues(struct ctx *cx, const struct import_page *p,
                                        struct chosen *c, int64_t after)
{
        const struct fail *f = choose(cx, p, c, after, 1, 2, ROWS_SHOWN);
        if (!f && !after)
                f = choose(cx, p, c, 0, 0, 0, c->n ? SAMPLES : ROWS_SHOWN);
        if (c->n)
                qsort(c->row, (size_t)c->n, sizeof(*c->row), by_no);
        return f;
}

static const struct fail *rows_fill(struct ctx *cx, struct import_page *p, enum show show,
                                    int64_t after)
{
        struct import_sheet *sheets = NULL;
        struct chosen c = { 0 };
        const struct fail *f = NULL;
        int n_sheets = import_sheets(cx, p->k->table, p->b->heads, &sheets);
        if (!n_sheets || !sheets[0].found)
                return NULL;
        p->heads = sheets[0].head, p->n_heads = sheets[0].n_cols;
        switch (show) {
        case SHOW_ISSUES: case SHOW_END:
                f = choose_issues(cx, p, &c, after);
                break;
        case SHOW_ALL:
                f = choose(cx, p, &c, after, 0, 2, ROWS_SHOWN);
                break;
        case SHOW_BAD:
                f = choose(cx, p, &c, after, 2, 2, ROWS_SHOWN);
                break;
        case SHOW_WARNED:
                f = choose(cx, p, &c, after, 1, 1, ROWS_SHOWN);
                break;
        }
        if (f)
                return f;
        struct import_shown_row *rows =
                NEW_ARRAY(cx->arena, struct import_shown_row, (size_t)c.n + 1);
        for (int i = 0; i < c.n; i++)
                row_show(cx, p, sheets, n_sheets, &c.row[i], &rows[i]);
        p->rows = rows, p->n_rows = c.n;
        if (c.n >= ROWS_SHOWN)
                p->next = str_f(cx->arena, "/imports/%ld?show=%s&after=%ld", p->b->id,
                                show_codes[show], c.row[c.n - 1].no);
        p->cut = show == SHOW_ALL && p->b->n_rows > 2000;
        return NULL;
}

/* ---- what is said above the table --------------------------------------------------------------------- */

static str place(struct ctx *cx, str row, const struct import_finding *f)
{
        struct buf b = buf_new(cx->arena, 1 << 16);
        if (f->col >= 0)
                buf_f(&b, words_of(cx->lang, "%.*s %.*s 列（%s）："), STR(row), STR(column_name(cx->arena, f->col)),
                      f->field ? words_of(cx->lang, f->field->label) : "");
        else
                buf_f(&b, words_of(cx->lang, "%.*s："), STR(row));
        if (f->found.n)
                buf_f(&b, words_of(cx->lang, "“%.*s”"), STR(utf8_head(f->found, 40)));
        buf_put(&b, sentence(cx, f));
        return buf_str(&b);
}

static const struct fail *faults_fill(struct ctx *cx, struct import_page *p)
{
        struct chosen c = { 0 };
        struct import_finding *said = NULL;
        struct import_sheet *sheets = NULL;
        int n_sheets = import_sheets(cx, p->k->table, p->b->heads, &sheets);
        struct import_fault *bad = NEW_ARRAY(cx->arena, struct import_fault, FAULTS_SHOWN);
        struct import_fault *seen = NEW_ARRAY(cx->arena, struct import_fault, FAULTS_SHOWN);
        const struct fail *f = choose(cx, p, &c, 0, 2, 2, FAULTS_SHOWN);
        if (f)
                return f;
        for (int i = 0; i < c.n; i++) {
                const struct import_staged *s = &c.row[i];
                str row = import_row_words(cx, file_of(sheets, n_sheets, s->head), s->line);
                if (s->same_as && p->n_faults < FAULTS_SHOWN)
                        bad[p->n_faults++] = (struct import_fault){ s->no,
                                str_f(cx->arena, words_of(cx->lang, "%.*s：与%.*s是同一条，只能留一行"), STR(row),
                                      STR(import_row_words(cx, file_of(sheets, n_sheets, s->same_head), s->same_as))) };
                for (int k = 0; k < c.row[i].n_notes && p->n_faults < FAULTS_SHOWN; k++)
                        if (c.row[i].note[k].severity == IMPORT_BAD)
                                bad[p->n_faults++] = (struct import_fault){ c.row[i].no,
                                        place(cx, row, &c.row[i].note[k]) };
        }
        int n = import_said(cx, p->k->table, p->b->said, &said);
        for (int i = 0; i < n && p->n_remarks < FAULTS_SHOWN; i++)
                seen[p->n_remarks++] = (struct import_fault){ 0, said[i].row
                        ? str_f(cx->arena, words_of(cx->lang, "%.*s：%.*s"),
                                STR(import_row_words(cx, &said[i].file, said[i].row)), STR(sentence(cx, &said[i])))
                        : sentence(cx, &said[i]) };
        p->faults = bad, p->remarks = seen;
        return NULL;
}

static str sheets_words(struct ctx *cx, const struct import_page *p, str *ret_columns)
{
        struct import_sheet *s = NULL;
        struct buf b = buf_new(cx->arena, 1 << 16);
        int n = import_sheets(cx, p->k->table, p->b->heads, &s), known = 0, unused = 0;
        for (int i = 0; i < n && i < 3; i++) {
                if (!s[i].found)
                        continue;
                if (s[i].file.part)
                        buf_f(&b, words_of(cx->lang, "补传的“%.*s”　"), STR(s[i].file.name));
                else if (!str_eq(s[i].name, p->b->filename))    /* a CSV has no sheets: its one has the file's name */
                        buf_f(&b, words_of(cx->lang, "工作表“%.*s”　"), STR(s[i].name));
        }
        for (int c = 0; n && c < s[0].n_cols; c++) {
                known += s[0].field[c] >= 0;
                unused += s[0].field[c] < 0 && s[0].head[c].n;
        }
        *ret_columns = unused ? str_f(cx->arena, words_of(cx->lang, "%d 列对上，%d 列没有用到"), known, unused)
                              : str_f(cx->arena, words_of(cx->lang, "%d 列全部对上"), known);
        return buf_str(&b);
}

static void views_fill(struct ctx *cx, struct import_page *p, enum show here)
{
        static const enum show order[] = { SHOW_ALL, SHOW_ISSUES, SHOW_BAD, SHOW_WARNED };
        const int64_t n[SHOW_END] = { p->b->n_bad + p->b->n_warned, p->b->n_rows, p->b->n_bad,
                                      p->b->n_warned };
        for (size_t i = 0; i < COUNT_OF(order); i++)
                p->views[p->n_views++] = (struct import_view){
                        show_words[order[i]],
                        str_f(cx->arena, "/imports/%ld?show=%s", p->b->id, show_codes[order[i]]),
                        order[i] == SHOW_ISSUES ? -1 : n[order[i]], order[i] == here
                };
}

static const struct fail *figures_fill(struct ctx *cx, struct import_page *p)
{
        struct import_open open = { 0 };
        const struct import_batch_of *b = p->b;
        p->sheets = sheets_words(cx, p, &p->columns);
        p->n_good = b->n_rows - b->n_bad;
        p->clean = p->n_good > 0 && (!b->n_bad || p->k->partly);
        p->took = decimal_str(cx->arena, b->took / 100, 1, false);
        p->total = decimal_str(cx->arena, muldiv(b->sum_fen, 1, WAN_FEN), 2, true);
        if (b->state != IMPORT_READY || !p->k->open || !p->may)
                return NULL;
        const struct fail *f = p->k->open(cx, b->about, &open);
        if (f && f->kind != FAIL_INVALID && f->kind != FAIL_CONFLICT && f->kind != FAIL_DENIED)
                return f;
        p->fail = f;
        p->effect = open.effect;
        if (!f)
                p->doubt = import_doubt(cx, p->k, b, &open);
        return NULL;
}

/* One batch; `show` and `after`: which rows of it. */
static const struct fail *batch_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                     int64_t batch, enum show show, int64_t after,
                                     const struct fail *refused)
{
        struct import_batch_of b;
        const struct importer *k;
        const struct fail *f = import_see(cx, batch, &b, &k);
        if (f)
                return f;
        if (import_is_waiting(&b)) {
                struct import_wait_page w = { .page = import_frame(cx, rq, k, "导入"), .k = k,
                                              .b = &b };
                w.page.htmx = true;
                import_wait_page(&re->body, &w);
                return NULL;
        }
        bool may = !auth_change(cx, (enum perm)k->need, b.unit);
        if (b.state == IMPORT_COLUMNS && may && !refused)
                return reply_see(re, cx, "/imports/%ld/columns", b.id);
        struct import_page p = {
                .page = import_frame(cx, rq, k, b.state == IMPORT_READY ? "导入预览" : "导入"),
                .k = k, .b = &b, .may = may, .refused = refused
        };
        int64_t until = b.applied_at + (int64_t)IMPORT_UNDO_DAYS * DAY_MS;
        p.undo = may && b.state == IMPORT_APPLIED && import_can_undo(k) && cx->now <= until;
        p.undo_until = instant_str(cx->arena, until);
        f = figures_fill(cx, &p);
        if (!f)
                f = faults_fill(cx, &p);
        if (!f)
                f = rows_fill(cx, &p, show, after);
        if (f)
                return f;
        views_fill(cx, &p, show);
        p.page.landscape = true;
        if (refused)
                re->status = fail_http(refused->kind);
        import_page(&re->body, &p);
        return NULL;
}

const struct fail *import_show(struct ctx *cx, const struct request *rq, struct reply *re,
                               int64_t batch, const struct fail *refused)
{
        return batch_show(cx, rq, re, batch, SHOW_ISSUES, 0, refused);
}

/* GET /imports/:id */
const struct fail *import_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str word = form_raw(&form, "show");
        int64_t after = form_int_or(&form, "after", 0, INT64_MAX, 0);
        enum show show = SHOW_ISSUES;
        const struct fail *f = form_end(&form);
        for (int i = 0; i < SHOW_END; i++)
                if (str_is(word, show_codes[i]))
                        show = (enum show)i;
        return f ? f : batch_show(cx, rq, re, rq->ids[0], show, after, NULL);
}
