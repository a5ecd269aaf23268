/* domain/budget/pages_edit.c - the grid of the lines, the words people supply, the steps of the year. */
#include "core/auth/auth.h"
#include "core/crypto/hash.h"
#include "domain/budget/faces.h"
#include "domain/budget/grid.h"
#include "domain/budget/lines.h"
#include "domain/budget/output.h"
#include "domain/budget/words.html.h"

enum { MAX_TEXT = 4000, MAX_PURPOSE = 2000 };         /* as the JSON format has them */

/* ---- the lines --------------------------------------------------------------------------- */

/* The columns of the grid, by their keys in lines_table. */
static const char *const grid_keys[] = {
        "unit", "fund", "source", "function", "economic", "nature", "project", "amount",
};

static struct grid lines_grid(void)
{
        struct grid g = { .table = &lines_table, .n = COUNT_OF(grid_keys) };
        for (int c = 0; c < g.n; c++)
                g.field[c] = import_field_at(&lines_table, str_of(grid_keys[c]));
        return g;
}

static const struct fail *lines_frame(struct ctx *cx, const struct request *rq,
                                      const struct grid *g, struct grid_page *p)
{
        const struct fail *f = budget_frame_fill(cx, rq, "录入预算明细", "lines", &p->frame);
        if (f)
                return f;
        p->action = p->back = str_f(cx->arena, "/budget/%ld/lines", p->frame.b->id);
        grid_columns(cx, g, p->frame.b, p);
        return NULL;
}

static struct grid_row *lines_rows(struct ctx *cx, const struct budget *b, const struct grid *g)
{
        struct grid_row *rows = NEW_ARRAY(cx->arena, struct grid_row, (size_t)b->n_lines + GRID_SPARE);
        str *words = NEW_ARRAY(cx->arena, str, (size_t)lines_table.n_fields);
        for (int i = 0; i < b->n_lines; i++) {
                line_words(cx, b, &b->lines[i], words);
                for (int c = 0; c < g->n; c++)
                        rows[i].cell[c].text = words[g->field[c]];
        }
        return rows;
}

/* GET /budget/:id/lines/edit */
const struct fail *budget_grid_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct grid_page p = { 0 };
        struct grid g = lines_grid();
        const struct fail *f = lines_frame(cx, rq, &g, &p);
        if (!f)
                f = grid_may_edit(cx, &p);
        if (f)
                return f;
        const struct budget *b = p.frame.b;
        if (b->n_lines > GRID_MAX)
                return fail(cx, TOO_LARGE, "一次最多录入 %d 行，更多请用文件导入", GRID_MAX);
        p.rows = lines_rows(cx, b, &g), p.n_rows = b->n_lines;
        grid_show(cx, &p, GRID_SPARE, re);
        return NULL;
}

/* POST /budget/:id/lines */
const struct fail *budget_lines_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct grid_page p = { 0 };
        struct grid g = lines_grid();
        struct grid_row *rows = NULL;
        struct grid_said said;
        int n = 0;
        const struct fail *f = grid_form(cx, rq, &g, &said);
        if (!f)
                f = lines_frame(cx, rq, &g, &p);
        if (!f)
                f = grid_read(cx, rq, &g, &rows, &n);
        if (f)
                return f;
        struct budget next = *p.frame.b;
        grid_rebase(cx, rq, rows, n, lines_rows(cx, &next, &g), next.n_lines, &p, &said.revision);
        struct import *im = grid_check(cx, &g, &next, rows, n);
        import_end(im);
        grid_mark(im, rows, n, &p);
        if (im->n_bad) {
                f = fail(cx, INVALID, "有 %d 行须改，已在表中标出", im->n_bad_rows);
        } else {
                lines_take(im, &next);
                f = grid_doubt(im, &next, &said, rows, n, &p);
                if (!f)
                        f = budget_put_lines(cx, p.frame.b, said.revision, next.lines, next.n_lines);
        }
        if (f && fail_on_form(f))
                return grid_again(&p, rows, n, said.revision, f, re);
        if (f)
                return f;
        reply_note(re, cx, "已保存 %d 行预算明细", next.n_lines);
        return reply_see(re, cx, "/budget/%ld/lines", p.frame.b->id);
}

/* ---- words --------------------------------------------------------------------------- */

int word_lines(str text)
{
        enum { A_LINE = 18 };
        size_t n = utf8_count(text) / A_LINE + 1;
        return n < 2 ? 2 : n > 20 ? 20 : (int)n;
}

/* Texts that come in any number, one a paragraph. */
static bool is_listed(str key) { return str_is(key, "duty") || str_is(key, "work"); }

/* 主要职能 3: the third of its key, by the order they are printed in. */
static str numbered(struct ctx *cx, str label, const struct budget *b, str key, int before)
{
        int n = 1;
        for (int i = 0; i < before; i++)
                n += str_eq(b->texts[i].key, key);
        return is_listed(key) ? str_f(cx->arena, "%.*s %d", STR(label), n) : label;
}

/* An empty place for one more. */
static struct word_row one_more(struct ctx *cx, const struct figures *fg, const struct budget *b,
                                str key)
{
        int n = 0;
        for (int i = 0; i < b->n_texts; i++)
                if (str_eq(b->texts[i].key, key) && b->texts[i].n > n)
                        n = b->texts[i].n;
        return (struct word_row){ .key = key, .n = n + 1, .text = S(""),
                                  .label = numbered(cx, budget_text_label(cx, fg, key), b, key, b->n_texts),
                                  .hint = str_of(words_of(cx->lang, "再加一条；清空一条再保存，就是删去")) };
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
                        .label = numbered(cx, budget_text_label(cx, d->fg, b->texts[i].key), b, b->texts[i].key, i),
                        .hint = S("") };
        static const str listed[] = { S_C("duty"), S_C("work") };
        for (size_t i = 0; i < COUNT_OF(listed) && p->frame.may_edit; i++)
                *VEC_ADD(cx->arena, rows, n, cap) = one_more(cx, d->fg, b, listed[i]);
        for (int i = 0; i < b->n_purposes; i++) {
                const struct account *a = account_find(&b->function, b->purposes[i].function);
                *VEC_ADD(cx->arena, rows, n, cap) = (struct word_row){
                        .key = str_f(cx->arena, "purpose.%.*s", STR(b->purposes[i].function)),
                        .n = 1, .text = b->purposes[i].text, .hint = b->purposes[i].function,
                        .label = str_f(cx->arena, words_of(cx->lang, "主要用于：%.*s"),
                                       STR(a ? a->name : b->purposes[i].function))
                };
        }
        p->rows = rows, p->n_rows = n;
        p->revision = b->revision;
        return NULL;
}

/* What tells one text from another: the person sends back the mark of the one that was shown. */
static str mark_of(struct ctx *cx, str text)
{
        struct digest d = hash(HASH_SM3, text);
        return str_head(digest_hex(cx->arena, &d), 16);
}

static void words_show(struct ctx *cx, struct words_page *p, struct reply *re)
{
        for (int i = 0; i < p->n_rows; i++)
                if (!p->rows[i].was.n)
                        p->rows[i].was = mark_of(cx, p->rows[i].text);
        words_page(&re->body, p);
}

/* Did the person write in it? Another may have changed what is there now. */
static bool is_touched(struct ctx *cx, const struct budget *b, const struct word_row *r)
{
        if (r->was.n)
                return !str_eq(r->was, mark_of(cx, r->text));
        return !str_eq(r->text, budget_words_now(b, r->key, r->n));
}

/* Did another change it after it was shown? */
static bool is_overtaken(struct ctx *cx, const struct budget *b, const struct word_row *r)
{
        return !str_eq(r->was, mark_of(cx, budget_words_now(b, r->key, r->n)));
}

/* The page again, with what the person wrote in its place. */
static const struct fail *words_again(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct fail *why, int64_t revision, const struct word_row *sent, int n)
{
        struct words_page p = { 0 };
        const struct fail *f = words_fill(cx, rq, &p);
        if (f)
                return f;
        if (!p.frame.may_edit)
                return why;
        bool conflict = why->kind == FAIL_CONFLICT;
        struct word_row *rows = NEW_ARRAY(cx->arena, struct word_row, (size_t)(p.n_rows + n));
        memcpy(rows, p.rows, sizeof(*rows) * (size_t)p.n_rows);
        p.rows = rows;
        for (int i = 0; i < n; i++) {
                int at = 0;
                if (!is_touched(cx, p.frame.b, &sent[i]))
                        continue;
                while (at < p.n_rows && (!str_eq(rows[at].key, sent[i].key) || rows[at].n != sent[i].n))
                        at++;
                if (at == p.n_rows)             /* its row went meanwhile */
                        rows[p.n_rows++] = (struct word_row){ .key = sent[i].key, .n = sent[i].n,
                                .label = sent[i].key, .hint = S(""), .text = S("") };
                struct word_row *r = &rows[at];
                if (conflict && is_overtaken(cx, p.frame.b, &sent[i]) && !str_eq(r->text, sent[i].text))
                        r->hint = str_f(cx->arena, words_of(cx->lang, "现在是“%.*s”"), STR(utf8_head(r->text, 200)));
                r->was = conflict || !sent[i].was.n ? mark_of(cx, r->text) : sent[i].was;
                r->text = sent[i].text;
                r->fail = sent[i].fail;
        }
        p.fail = why;
        if (!conflict && revision > 0)
                p.revision = revision;
        re->status = fail_http(why->kind);
        words_show(cx, &p, re);
        return NULL;
}

/* GET /budget/:id/words */
const struct fail *budget_words_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct words_page p = { 0 };
        const struct fail *f = words_fill(cx, rq, &p);
        if (!f)
                words_show(cx, &p, re);
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
        return is_listed(key) || (code.n && account_find(&b->function, code));
}

/* The texts of a form: each begins with its key. */
static int words_sent(struct ctx *cx, struct form *form, struct word_row **ret)
{
        static const char *const names[] = { "key", "n", "was", "text" };
        struct word_row *rows = NULL;
        int n = 0, cap = 0;
        for (size_t i = 0; i < COUNT_OF(names); i++)
                form_know(form, names[i]);
        for (int i = 0, next; i < form->n_fields; i = next) {
                for (next = i + 1; next < form->n_fields && !str_is(form->fields[next].name, "key");)
                        next++;
                struct form one = { .cx = cx, .fields = form->fields + i, .n_fields = next - i };
                if (!str_is(one.fields->name, "key"))
                        continue;
                struct word_row r = { .key = form_text(&one, "key", 1, 100), .n = (int)form_int(&one, "n", 0, 999),
                        .text = form_text(&one, "text", 0, SIZE_MAX), .was = form_text(&one, "was", 0, 64) };
                r.fail = form_end(&one);
                if (r.fail)
                        r.text = form_raw(&one, "text");
                *VEC_ADD(cx->arena, rows, n, cap) = r;
        }
        *ret = rows;
        return n;
}

static const struct fail *word_check(struct ctx *cx, const struct budget *b,
                                     const struct disclosure *d, const struct word_row *r)
{
        int max = str_starts(r->key, S("purpose.")) ? MAX_PURPOSE : MAX_TEXT;
        if (r->fail)
                return r->fail;
        if (!known_key(b, d, r->key))
                return fail_field(cx, S("key"), "没有“%.*s”这一段文字", STR(r->key));
        if (utf8_count(r->text) > (size_t)max)
                return fail_field(cx, S("text"), "文字太长：最多 %d 个字，现有 %d 个", max, (int)utf8_count(r->text));
        return NULL;
}

/* What another changed meanwhile is no conflict where this person wrote nothing. */
static const struct fail *words_save(struct ctx *cx, const struct budget *b, int64_t revision,
                                     const struct word_row *rows, int n, int *n_saved)
{
        struct budget_words *list = NEW_ARRAY(cx->arena, struct budget_words, (size_t)n + 1);
        bool overtaken = false;
        *n_saved = 0;
        for (int i = 0; i < n; i++) {
                if (!is_touched(cx, b, &rows[i]))
                        continue;
                list[(*n_saved)++] = (struct budget_words){ rows[i].key, rows[i].n, rows[i].text };
                overtaken |= !rows[i].was.n || is_overtaken(cx, b, &rows[i]);
        }
        return *n_saved ? budget_put_words(cx, b, overtaken ? revision : b->revision, list, *n_saved) : NULL;
}

/* POST /budget/:id/words */
const struct fail *budget_words_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct budget *b;
        struct disclosure *d;
        struct word_row *rows;
        struct form form = form_of(cx, rq);
        int64_t revision = form_int(&form, "revision", 1, INT32_MAX);
        int n = words_sent(cx, &form, &rows), n_bad = 0, n_saved = 0;
        const struct fail *f = form_end(&form), *first = NULL;
        if (!f)
                f = budget_see(cx, rq->ids[0], &b);
        if (!f)
                f = budget_disclosure(cx, b, &d);
        for (int i = 0; !f && i < n; i++) {
                rows[i].fail = word_check(cx, b, d, &rows[i]);
                n_bad += rows[i].fail != NULL;
                first = first ? first : rows[i].fail;
        }
        if (!f && n_bad)
                f = n_bad == 1 ? first : fail(cx, INVALID, "有 %d 段文字须改，已在下面标出", n_bad);
        if (!f)
                f = words_save(cx, b, revision, rows, n, &n_saved);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return words_again(cx, rq, re, f, revision, rows, n);
        if (f)
                return f;
        if (n_saved)
                reply_note(re, cx, "已保存 %d 段文字", n_saved);
        else
                reply_note(re, cx, "没有改动");
        return reply_see(re, cx, "/budget/%ld/words", b->id);
}

/* ---- steps ------------------------------------------------------------------------------ */

static const struct fail *move_fill(struct ctx *cx, const struct request *rq, str event,
                                    struct move_page *p)
{
        const struct fail *f = budget_frame_fill(cx, rq, "办理一步", "", &p->frame);
        if (!f)
                f = flow_find(cx, &budget_flow, p->frame.b->state, event, &p->step);
        if (!f)
                f = auth_change_year(cx, (enum perm)p->step->need, p->frame.b->dept, p->frame.b->year);
        if (!f)
                f = budget_step_fits(cx, p->frame.b, p->step);
        if (!f)
                p->revision = p->frame.b->revision;
        return f;
}

/* What the checks hold against the step that somebody is about to take. */
static const struct fail *grave_fill(struct ctx *cx, struct move_page *p)
{
        struct disclosure *d;
        struct check_report report;
        int cap = 0;
        if (!budget_step_checked(p->step))
                return NULL;
        const struct fail *f = budget_checked(cx, p->frame.b, &d, &report);
        for (int i = 0; !f && i < report.n; i++)
                if (check_stops(&report.v[i]))
                        *VEC_ADD(cx->arena, p->faults, p->n_faults, cap) =
                                str_f(cx->arena, "%s %.*s", report.v[i].rule->id,
                                      STR(finding_words(cx, &report.v[i])));
        return f;
}

/* GET /budget/:id/moves/:key */
const struct fail *budget_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct move_page p = { .day = day_str(cx->arena, cx->today), .reason = S(""), .number = S(""), .url = S("") };
        const struct fail *f = move_fill(cx, rq, rq->keys[0], &p);
        if (!f && day_is(budget_step_day(p.frame.b, p.step)))
                p.day = day_str(cx->arena, budget_step_day(p.frame.b, p.step));
        if (!f)
                f = grave_fill(cx, &p);
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
                if (!g)
                        g = grave_fill(cx, &p);
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
