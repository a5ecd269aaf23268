/* domain/budget/pages_edit.c - the entry grid, the words people supply, the steps of the year. */
#include "core/auth/auth.h"
#include "domain/budget/faces.h"
#include "domain/budget/lines.h"
#include "domain/budget/lines.html.h"
#include "domain/budget/output.h"
#include "domain/budget/words.html.h"

enum { GRID_SPARE = 12, GRID_MAX = 2400 };          /* × GRID_COLS fits limit_fields */
enum { MAX_TEXT = 4000, MAX_PURPOSE = 2000 };         /* as the JSON format has them */

/* The columns of the grid, by their keys in lines_table. */
static const char *const grid_keys[GRID_COLS] = {
        "unit", "fund", "source", "function", "economic", "nature", "project", "amount",
};

static int grid_field(int col)
{
        for (int i = 0; i < lines_table.n_fields; i++)
                if (!strcmp(lines_table.fields[i].key, grid_keys[col]))
                        return i;
        must(!"a grid column is a field of lines_table");
}

static void fill_grid_row(struct ctx *cx, const struct budget *b, const struct budget_line *l, struct grid_row *r)
{
        str *words = NEW_ARRAY(cx->arena, str, (size_t)lines_table.n_fields);
        line_words(cx, b, l, words);
        for (int c = 0; c < GRID_COLS; c++)
                r->cell[c].text = words[grid_field(c)];
}

static void add_blank_rows(struct grid_row *rows, int from, int to)
{
        for (int i = from; i < to; i++)
                for (int c = 0; c < GRID_COLS; c++)
                        rows[i].cell[c].text = S("");
}

/* GET /budget/:id/lines/edit */
const struct fail *budget_grid_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct grid_page p = { 0 };
        const struct fail *f = budget_frame_fill(cx, rq, "录入预算明细", "lines", &p.frame);
        if (f)
                return f;
        if (!p.frame.may_edit)
                return fail(cx, CONFLICT, "这份预算现为“%s”，不能修改；要改请先退回或发起更正",
                            budget_flow.states[p.frame.b->state]);
        const struct budget *b = p.frame.b;
        if (b->n_lines > GRID_MAX)
                return fail(cx, TOO_LARGE, "一次最多录入 %d 行，更多请用文件导入", GRID_MAX);
        struct grid_row *rows = NEW_ARRAY(cx->arena, struct grid_row, (size_t)b->n_lines + GRID_SPARE);
        for (int i = 0; i < b->n_lines; i++)
                fill_grid_row(cx, b, &b->lines[i], &rows[i]);
        add_blank_rows(rows, b->n_lines, b->n_lines + GRID_SPARE);
        p.rows = rows, p.n_rows = b->n_lines + GRID_SPARE;
        p.revision = b->revision;
        p.frame.page.script = "grid.js";
        grid_page(&re->body, &p);
        return NULL;
}

/* ---- the grid: words to rows --------------------------------------------------------- */

/* The n-th fields c0…c7 of the form are the n-th row, in document order. */
static const struct fail *read_grid(struct ctx *cx, const struct request *rq, struct grid_row **ret, int *ret_n)
{
        struct grid_row *rows = NEW_ARRAY(cx->arena, struct grid_row, GRID_MAX + GRID_SPARE);
        int n[GRID_COLS] = { 0 };
        for (int i = 0; i < rq->n_fields; i++) {
                str name = rq->fields[i].name;
                if (name.n != 2 || name.p[0] != 'c' || name.p[1] < '0' || name.p[1] >= '0' + GRID_COLS)
                        continue;
                int c = name.p[1] - '0';
                if (n[c] == GRID_MAX)
                        return fail(cx, TOO_LARGE, "一次最多录入 %d 行，更多请用文件导入", GRID_MAX);
                rows[n[c]++].cell[c].text = str_trim(rq->fields[i].value);
        }
        for (int c = 1; c < GRID_COLS; c++)
                if (n[c] != n[0])
                        return fail(cx, INVALID, "提交的表格不完整，请重新打开后再保存");
        *ret = rows, *ret_n = n[0];
        return NULL;
}

/* The same checks as a file's: the grid is a sheet whose head row is ours. */
static struct import *check_grid(struct ctx *cx, struct budget *b, struct grid_row *rows, int n)
{
        struct import *im = import_new(cx, &lines_table, b);
        struct cell cells[GRID_COLS];
        for (int i = -1; i < n; i++) {
                bool blank = true;
                for (int c = 0; c < GRID_COLS; c++) {
                        cells[c] = (struct cell){ .text = i < 0 ? str_of(lines_table.fields[grid_field(c)].label)
                                                                : rows[i].cell[c].text };
                        blank = blank && !cells[c].text.n;
                }
                if (!blank)
                        import_put(im, &(struct table_row){ .sheet = S(""), .row = i + 2,
                                .cells = cells, .n_cells = GRID_COLS });
        }
        import_end(im);
        for (int i = 0; i < im->n_findings; i++) {
                const struct import_finding *x = &im->finding[i];
                if (x->severity != IMPORT_BAD || x->row < 2 || x->row - 2 >= n || x->col < 0 || x->col >= GRID_COLS)
                        continue;
                rows[x->row - 2].cell[x->col].wrong =
                        x->allowed.n ? str_f(cx->arena, "%.*s。%.*s", STR(x->reason), STR(x->allowed)) : x->reason;
        }
        return im;
}

/* Whoever is shown a fault keeps the revision that they began from: another's change in the
 * meantime must still stop the save. Only the notice of that change lets the next save go over it. */
static const struct fail *grid_again(struct grid_page *p, struct grid_row *rows, int n, int64_t revision,
                                     const struct fail *why, struct reply *re)
{
        p->revision = why->kind == FAIL_CONFLICT ? p->frame.b->revision : revision;
        add_blank_rows(rows, n, n + GRID_SPARE);
        p->rows = rows, p->n_rows = n + GRID_SPARE;
        if (why->kind == FAIL_CONFLICT)
                p->conflict = why->say;
        else
                p->fail = why;
        p->frame.page.script = "grid.js";
        re->status = fail_http(why->kind);
        grid_page(&re->body, p);
        return NULL;
}

/* POST /budget/:id/lines */
const struct fail *budget_lines_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct grid_page p = { 0 };
        struct grid_row *rows = NULL;
        struct form form = form_of(cx, rq);
        int64_t revision = form_int(&form, "revision", 1, INT32_MAX);
        int n = 0;
        for (int c = 0; c < GRID_COLS; c++)
                form_know(&form, str_f(cx->arena, "c%d", c).p);         /* read_grid reads them */
        const struct fail *f = form_end(&form);
        if (!f)
                f = budget_frame_fill(cx, rq, "录入预算明细", "lines", &p.frame);
        if (!f)
                f = read_grid(cx, rq, &rows, &n);
        if (f)
                return f;
        struct budget next = *p.frame.b;
        struct import *im = check_grid(cx, &next, rows, n);
        if (im->n_bad) {
                f = fail(cx, INVALID, "有 %d 行须改，已在表中标出", im->n_bad_rows);
        } else {
                lines_take(im, &next);
                f = budget_put_lines(cx, p.frame.b, revision, next.lines, next.n_lines);
        }
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return grid_again(&p, rows, n, revision, f, re);
        if (f)
                return f;
        reply_note(re, cx, "已保存 %d 行预算明细", next.n_lines);
        return reply_see(re, cx, "/budget/%ld/lines", p.frame.b->id);
}

/* ---- words --------------------------------------------------------------------------- */

/* What a text is for, in words: "公务接待费：增减原因". */
static str text_label(struct ctx *cx, const struct figures *fg, str key)
{
        if (str_is(key, "duty"))
                return str_of(words_of(cx->lang, "主要职能"));
        if (str_is(key, "work"))
                return str_of(words_of(cx->lang, "重点工作"));
        bool reason = str_starts(key, S("reason.")), use = str_starts(key, S("use."));
        struct fact x = budget_fact_find(fg, str_from(key, reason ? 7 : use ? 4 : key.n));
        if (!x.label.n)
                return key;
        return str_f(cx->arena, reason ? words_of(cx->lang, "%.*s：增减原因") : words_of(cx->lang, "%.*s：用途"), STR(x.label));
}

static const struct fail *words_fill(struct ctx *cx, const struct request *rq, struct words_page *p)
{
        struct disclosure *d;
        const struct fail *f = budget_frame_fill(cx, rq, "文字与原因", "words", &p->frame);
        if (!f)
                f = budget_disclosure(cx, p->frame.b, &d);
        if (f)
                return f;
        const struct budget *b = p->frame.b;
        struct word_row *rows = NULL;
        int n = 0, cap = 0;
        for (int i = 0; i < d->n_missing; i++)
                *VEC_ADD(cx->arena, rows, n, cap) = (struct word_row){
                        .key = d->missing[i].key, .n = 1, .text = S(""),
                        .label = d->missing[i].label, .hint = str_of(words_of(cx->lang, "还没有写")) };
        for (int i = 0; i < b->n_texts; i++)
                *VEC_ADD(cx->arena, rows, n, cap) = (struct word_row){
                        .key = b->texts[i].key, .n = b->texts[i].n, .text = b->texts[i].text,
                        .label = text_label(cx, d->fg, b->texts[i].key), .hint = S("") };
        for (int i = 0; i < b->n_purposes; i++) {
                const struct account *a = account_find(&b->function, b->purposes[i].function);
                *VEC_ADD(cx->arena, rows, n, cap) = (struct word_row){
                        .key = str_f(cx->arena, "purpose.%.*s", STR(b->purposes[i].function)), .n = 1,
                        .text = b->purposes[i].text, .hint = b->purposes[i].function,
                        .label = str_f(cx->arena, words_of(cx->lang, "主要用于：%.*s"), STR(a
                                ? a->name : b->purposes[i].function)) };
        }
        p->rows = rows, p->n_rows = n;
        p->revision = b->revision;
        return NULL;
}

/* The page again, with what the person wrote in its place. */
static const struct fail *words_again(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct fail *why, int64_t revision, str key, int64_t n, str text)
{
        struct words_page p = { 0 };
        const struct fail *f = words_fill(cx, rq, &p);
        if (f)
                return f;
        if (!p.frame.may_edit)
                return why;
        struct word_row *rows = NEW_ARRAY(cx->arena, struct word_row, (size_t)p.n_rows + 1);
        int at = 0;
        memcpy(rows, p.rows, sizeof(*rows) * (size_t)p.n_rows);
        while (at < p.n_rows && (!str_eq(rows[at].key, key) || rows[at].n != n))
                at++;
        if (at == p.n_rows)                     /* its row went meanwhile */
                rows[p.n_rows++] = (struct word_row){ .key = key, .n = (int)n, .label = key,
                                                     .hint = S(""), .text = S("") };
        if (why->kind == FAIL_CONFLICT && !str_eq(rows[at].text, text))
                rows[at].hint = str_f(cx->arena, words_of(cx->lang, "现在是“%.*s”"),
                                      STR(utf8_head(rows[at].text, 200)));
        rows[at].text = text;
        p.rows = rows;
        p.fail = why;
        if (why->kind != FAIL_CONFLICT && revision > 0)
                p.revision = revision;
        re->status = fail_http(why->kind);
        words_page(&re->body, &p);
        return NULL;
}

/* GET /budget/:id/words */
const struct fail *budget_words_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct words_page p = { 0 };
        const struct fail *f = words_fill(cx, rq, &p);
        if (!f)
                words_page(&re->body, &p);
        return f;
}

/* Only what the disclosure asks for may be written: a text that is there, one it lacks, or the
 * purpose of an account of the year. */
static bool known_key(const struct budget *b, const struct disclosure *d, str key)
{
        for (int i = 0; i < b->n_texts; i++)
                if (str_eq(key, b->texts[i].key))
                        return true;
        for (int i = 0; i < d->n_missing; i++)
                if (str_eq(key, d->missing[i].key))
                        return true;
        str code = str_starts(key, S("purpose.")) ? str_from(key, 8) : (str){ 0 };
        return code.n && account_find(&b->function, code);
}

/* POST /budget/:id/words */
const struct fail *budget_words_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct budget *b;
        struct disclosure *d;
        struct form form = form_of(cx, rq);
        int64_t revision = form_int(&form, "revision", 1, INT32_MAX), n = form_int(&form, "n", 0, 999);
        str key = form_text(&form, "key", 1, 100), text = form_text(&form, "text", 0, SIZE_MAX);
        int max = str_starts(key, S("purpose.")) ? MAX_PURPOSE : MAX_TEXT;
        const struct fail *f = form_end(&form);
        if (!f && utf8_count(text) > (size_t)max)
                f = fail_field(cx, S("text"), "文字太长：最多 %d 个字，现有 %d 个", max, (int)utf8_count(text));
        if (!f)
                f = budget_see(cx, rq->ids[0], &b);
        if (!f)
                f = budget_disclosure(cx, b, &d);
        if (!f && !known_key(b, d, key))
                f = fail_field(cx, S("key"), "没有“%.*s”这一段文字", STR(key));
        if (!f)
                f = budget_put_text(cx, b, revision, key, (int)n, text);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return words_again(cx, rq, re, f, revision, key, n, form_raw(&form, "text"));
        if (f)
                return f;
        reply_note(re, cx, "文字已保存");
        return reply_see(re, cx, "/budget/%ld/words", b->id);
}

/* ---- steps ------------------------------------------------------------------------------ */

static const struct fail *move_fill(struct ctx *cx, const struct request *rq, str event, struct move_page *p)
{
        const struct fail *f = budget_frame_fill(cx, rq, "办理一步", "", &p->frame);
        if (!f)
                f = flow_find(cx, &budget_flow, p->frame.b->state, event, &p->step);
        if (!f)
                f = auth_change_year(cx, (enum perm)p->step->need, p->frame.b->dept, p->frame.b->year);
        if (!f)
                p->revision = p->frame.b->revision;
        return f;
}

/* What the checks hold against the budget, for whoever is about to take a step. */
static const struct fail *grave_words(struct ctx *cx, const struct budget *b, str *ret)
{
        struct disclosure *d;
        struct check_report report;
        int n = 0;
        const struct fail *f = budget_checked(cx, b, &d, &report);
        for (int i = 0; !f && i < report.n; i++)
                n += report.v[i].severity >= CHECK_ERROR;
        *ret = n ? str_f(cx->arena, words_of(cx->lang, "校验有 %d 处错误，见“校验”一页；有错误时不能公开。"), n) : S("");
        return f;
}

/* GET /budget/:id/moves/:key */
const struct fail *budget_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct move_page p = { .day = day_str(cx->arena, cx->today), .reason = S(""), .number = S(""), .url = S("") };
        const struct fail *f = move_fill(cx, rq, rq->keys[0], &p);
        if (!f)
                f = grave_words(cx, p.frame.b, &p.faults);
        if (!f)
                move_page(&re->body, &p);
        return f;
}

/* POST /budget/:id/moves */
const struct fail *budget_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct budget_step in = {
                .event = form_text(&form, "event", 1, 20), .revision = form_int(&form, "revision", 1, INT32_MAX),
                .reason = form_text(&form, "reason", 0, 1000), .number = form_text(&form, "number", 0, 60),
                .url = form_text(&form, "url", 0, 300), .day = form_day_or_none(&form, "day"),
        };
        int64_t next;
        const struct fail *f = form_end(&form);
        if (!f)
                f = budget_move(cx, rq->ids[0], &in, &next);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT)) {
                struct move_page p = { .reason = form_raw(&form, "reason"), .number = form_raw(&form, "number"),
                                       .url = form_raw(&form, "url"), .day = form_raw(&form, "day"), .fail = f };
                const struct fail *g = move_fill(cx, rq, in.event, &p);
                if (g)                          /* the step is gone: nothing to fill in again */
                        return f->kind == FAIL_CONFLICT ? f : g;
                if (f->kind == FAIL_INVALID && in.revision > 0)
                        p.revision = in.revision;
                re->status = fail_http(f->kind);
                move_page(&re->body, &p);
                return NULL;
        }
        if (f)
                return f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/budget/%ld", next);
}
