/* domain/budget/pages_edit.c - the entry grid, the words people supply, the steps of the year. */
#include "core/auth/auth.h"
#include "domain/budget/faces.h"
#include "domain/budget/lines.html.h"
#include "domain/budget/output.h"
#include "domain/budget/words.html.h"

enum { GRID_SPARE = 12, GRID_MAX = 5000, GRID_COLS = 8 };
enum grid_col { G_UNIT, G_FUND, G_SOURCE, G_FUNCTION, G_ECONOMIC, G_NATURE, G_PROJECT, G_AMOUNT };

/* ---- the grid: rows to words ------------------------------------------------------ */

static void fill_grid_row(struct ctx *cx, const struct budget *b, const struct budget_line *l, struct grid_row *r)
{
        r->f[G_UNIT] = l->unit >= 0 ? b->units[l->unit].code : S("");
        r->f[G_FUND] = str_of(fund_words[l->fund]);
        r->f[G_SOURCE] = str_of(source_words[l->source]);
        r->f[G_FUNCTION] = l->function;
        r->f[G_ECONOMIC] = l->economic.p ? l->economic : S("");
        r->f[G_NATURE] = str_of(nature_words[l->nature]);
        r->f[G_PROJECT] = l->project >= 0 ? b->projects[l->project].code : S("");
        r->f[G_AMOUNT] = money_yuan(cx->arena, l->amount);
}

static void add_blank_rows(struct grid_row *rows, int from, int to)
{
        for (int i = from; i < to; i++)
                for (int c = 0; c < GRID_COLS; c++)
                        rows[i].f[c] = S("");
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
        struct grid_row *rows = NEW_ARRAY(cx->arena, struct grid_row, (size_t)b->n_lines + GRID_SPARE);
        for (int i = 0; i < b->n_lines; i++)
                fill_grid_row(cx, b, &b->lines[i], &rows[i]);
        add_blank_rows(rows, b->n_lines, b->n_lines + GRID_SPARE);
        p.rows = rows, p.n_rows = b->n_lines + GRID_SPARE;
        p.frame.page.script = "grid.js";
        grid_page(&re->body, &p);
        return NULL;
}

/* ---- the grid: words to rows --------------------------------------------------------- */

static int word_index(const char *const *words, int n, str s)
{
        for (int i = 0; i < n; i++)
                if (str_is(s, words[i]))
                        return i;
        return -1;
}

static void wrong(struct grid_row *r, int col, const char *why)
{
        if (!r->wrong)
                r->wrong = why, r->wrong_col = col;
}

static bool is_digits(str s, size_t n)
{
        uint64_t v;
        return s.n == n && str_u64(s, &v);
}

/* One row of the grid as a line; marks the first wrong cell. What the grid does not show of a
 * line that was there (basis, note, procurement) is kept. */
static struct budget_line read_row(const struct budget *b, struct grid_row *r, int at)
{
        struct budget_line l = { .unit = -1, .project = -1, .row = at + 1,
                                 .basis = BASIS_ENTERED, .nature_basis = BASIS_ENTERED };
        int fund = word_index(fund_words, FUND_END, r->f[G_FUND]);
        int source = word_index(source_words, SOURCE_END, r->f[G_SOURCE]);
        int nature = word_index(nature_words, NATURE_END, r->f[G_NATURE]);
        int64_t fen = 0;
        for (int i = 0; i < b->n_units; i++)
                if (str_eq(b->units[i].code, r->f[G_UNIT]))
                        l.unit = i;
        for (int i = 0; i < b->n_projects; i++)
                if (str_eq(b->projects[i].code, r->f[G_PROJECT]))
                        l.project = i;
        if (l.unit < 0 && r->f[G_UNIT].n)
                wrong(r, G_UNIT, "没有这个单位代码");
        if (fund < 0)
                wrong(r, G_FUND, "应为 general、government、capital 或 other");
        if (source < 0)
                wrong(r, G_SOURCE, "应为 current、advance 或 carry");
        if (!is_digits(r->f[G_FUNCTION], 7) || !account_find(&b->function, r->f[G_FUNCTION]))
                wrong(r, G_FUNCTION, "不是本年度功能科目中的项级编码");
        if (r->f[G_ECONOMIC].n && !account_find(&b->economic, r->f[G_ECONOMIC]))
                wrong(r, G_ECONOMIC, "不是本年度部门经济科目中的编码");
        if (nature < 0)
                wrong(r, G_NATURE, "应为 basic、project、upward、subsidy 或 operating");
        if (l.project < 0 && r->f[G_PROJECT].n)
                wrong(r, G_PROJECT, "没有这个项目代码");
        const char *why = r->f[G_AMOUNT].n ? decimal_read(r->f[G_AMOUNT], 2, &fen) : "不能为空";
        if (!why && fen < 0)
                why = "金额不能为负";
        if (why)
                wrong(r, G_AMOUNT, why);
        l.fund = (enum fund)(fund < 0 ? 0 : fund), l.source = (enum source_year)(source < 0 ? 0 : source);
        l.nature = (enum nature)(nature < 0 ? 0 : nature);
        l.function = r->f[G_FUNCTION], l.amount = (money){ fen };
        l.economic = r->f[G_ECONOMIC].n ? r->f[G_ECONOMIC] : (str){ 0 };
        if (at < b->n_lines) {
                const struct budget_line *was = &b->lines[at];
                l.note = was->note, l.procurement = was->procurement;
                if (str_eq(was->function, l.function) && was->amount.fen == l.amount.fen)
                        l.basis = was->basis, l.nature_basis = was->nature == l.nature ? was->nature_basis : BASIS_ENTERED;
        }
        return l;
}

static bool row_is_blank(const struct grid_row *r)
{
        for (int c = 0; c < GRID_COLS; c++)
                if (r->f[c].n)
                        return false;
        return true;
}

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
                rows[n[c]++].f[c] = str_trim(utf8_narrow(cx->arena, rq->fields[i].value));
        }
        for (int c = 1; c < GRID_COLS; c++)
                if (n[c] != n[0])
                        return fail(cx, INVALID, "提交的表格不完整，请重新打开后再保存");
        *ret = rows, *ret_n = n[0];
        return NULL;
}

static const struct fail *grid_again(struct grid_page *p, struct grid_row *rows, int n,
                                     const struct fail *why, struct reply *re)
{
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
        int n = 0, n_lines = 0, bad = 0;
        const struct fail *f = form_end(&form);
        if (!f)
                f = budget_frame_fill(cx, rq, "录入预算明细", "lines", &p.frame);
        if (!f)
                f = read_grid(cx, rq, &rows, &n);
        if (f)
                return f;
        struct budget_line *lines = NEW_ARRAY(cx->arena, struct budget_line, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                if (row_is_blank(&rows[i]))
                        continue;
                lines[n_lines++] = read_row(p.frame.b, &rows[i], i);
                bad += rows[i].wrong != NULL;
        }
        f = bad ? fail(cx, INVALID, "有 %d 行须改，已在表中标出", bad)
                : budget_put_lines(cx, p.frame.b, revision, lines, n_lines);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return grid_again(&p, rows, n, f, re);
        if (f)
                return f;
        reply_note(re, cx, "已保存 %d 行预算明细", n_lines);
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
                        .key = d->missing[i].key, .n = 1, .text = S(""), .asked = true,
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
                        .label = str_f(cx->arena, words_of(cx->lang, "主要用于：%.*s"), STR(a ? a->name : b->purposes[i].function)) };
        }
        p->rows = rows, p->n_rows = n;
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
        str key = form_text(&form, "key", 1, 60), text = form_text(&form, "text", 0, 2000);
        const struct fail *f = form_end(&form);
        if (!f)
                f = budget_see(cx, rq->ids[0], &b);
        if (!f)
                f = budget_disclosure(cx, b, &d);
        if (!f && !known_key(b, d, key))
                f = fail_field(cx, S("key"), "没有“%.*s”这一段文字", STR(key));
        if (!f)
                f = budget_put_text(cx, b, revision, key, (int)n, text);
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
                f = auth_change(cx, (enum perm)p->step->need, p->frame.b->dept);
        return f;
}

/* GET /budget/:id/moves/:key */
const struct fail *budget_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct move_page p = { .day = day_str(cx->arena, cx->today), .reason = S(""), .number = S(""), .url = S("") };
        const struct fail *f = move_fill(cx, rq, rq->keys[0], &p);
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
        if (f && f->kind == FAIL_INVALID) {
                struct move_page p = { .reason = in.reason, .number = in.number, .url = in.url, .fail = f,
                                       .day = day_is(in.day) ? day_str(cx->arena, in.day) : S("") };
                const struct fail *g = move_fill(cx, rq, in.event, &p);
                if (g)
                        return g;
                re->status = fail_http(f->kind);
                move_page(&re->body, &p);
                return NULL;
        }
        if (f)
                return f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/budget/%ld", next);
}
