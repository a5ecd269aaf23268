/* domain/budget/pages_bring.c - bringing a file: upload, preview, write; templates; editions. */
#include "core/auth/auth.h"
#include "core/embed.h"
#include "domain/budget/bring.h"
#include "domain/budget/bring.html.h"
#include "domain/budget/edition.h"
#include "domain/budget/edition.sql.h"
#include "domain/budget/faces.h"
#include "domain/budget/lines.h"
#include "domain/budget/list.sql.h"
#include "domain/budget/pages_bring.h"
#include "domain/budget/round.h"
#include "domain/budget/store.sql.h"
#include "domain/org/org.h"

enum { MAX_SHOWN = 200, MAX_FAULTS = 50, DAY_MS = 86400000 };

/* ---- choosing a file ------------------------------------------------------------------ */

static const struct fail *unit_choices(struct ctx *cx, struct bring_page *p)
{
        struct form_choice *list = NULL;
        int n = 0, cap = 0;
        struct budget_units_for it;
        *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){ S(""), "请选择", { 0 } };
        struct auth_reach r = auth_reach_change(cx, MAY_BUDGET_EDIT);
        budget_units_for(&it, cx, r.prefix, r.unit, r.group, ORG_TOWN, ORG_DEPARTMENT, ORG_PARK);
        while (budget_units_for_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){ .value = it.code, .name = it.name };
        p->units = list, p->n_units = n;
        return budget_units_for_end(&it);
}

static const struct fail *bring_again(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct fail *why, str unit, str year)
{
        struct bring_page p = { .page = page_of(cx, rq, "导入预算"), .fail = why, .unit = unit, .year = year };
        p.page.here = "/budget/import";
        const struct fail *f = unit_choices(cx, &p);
        if (f)
                return f;
        if (why)
                re->status = fail_http(why->kind);
        bring_page(&re->body, &p);
        return NULL;
}

/* GET /budget/import */
const struct fail *budget_import_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return bring_again(cx, rq, re, NULL, S(""), str_f(cx->arena, "%d", day_year(cx->today)));
}

/* POST /budget/import: keep the file, show its preview. */
const struct fail *budget_import_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct upload *up = request_upload(rq, "file");
        str unit = form_text(&form, "unit", 0, 60);
        int64_t year = form_int_or(&form, "year", 1990, 2200, 0);
        struct bring r;
        const struct fail *f = form_end(&form);
        if (!f && (!up || !up->filename.n))
                f = fail_field(cx, S("file"), "请选一个文件");
        if (!f && !up->bytes.n)
                f = fail_field(cx, S("file"), "文件是空的");
        if (!f)
                f = bring_read(cx, unit, (int)year, up->filename, up->bytes, true, &r);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT || f->kind == FAIL_TOO_LARGE))
                return bring_again(cx, rq, re, f, unit, year ? str_f(cx->arena, "%ld", year) : S(""));
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        budget_uploads_sweep(cx, cx->now - DAY_MS);
        int64_t id = budget_upload_add(cx, cx->user, cx->now, unit.n ? unit : r.b->code, year ? year : r.b->year,
                                       up->filename.n ? up->filename : S("budget"), up->bytes);
        f = tx_commit(&tx);
        return f ? f : reply_see(re, cx, "/budget/import/%ld", id);
}

/* ---- preview ------------------------------------------------------------------------------ */

static void fill_cells(struct ctx *cx, struct preview_page *p, const struct import *im, const struct import_row *row,
                       struct preview_row *out)
{
        struct preview_cell *cells = NEW_ARRAY(cx->arena, struct preview_cell, (size_t)p->n_columns + 1);
        for (int c = 0; c < p->n_columns; c++)
                cells[c] = (struct preview_cell){ .text = c < row->n_raw ? row->raw[c].text : S(""), .tone = "" };
        for (int i = 0; i < im->n_findings; i++) {
                const struct import_finding *x = &im->finding[i];
                if (x->row != row->row || !str_eq(x->sheet, row->sheet) || x->col < 0 || x->col >= p->n_columns)
                        continue;
                cells[x->col].why = x->allowed.n ? str_f(cx->arena, "%.*s。%.*s", STR(x->reason),
                        STR(x->allowed)) : x->reason;
                cells[x->col].tone = x->severity == IMPORT_BAD ? "bad" : "warn";
        }
        *out = (struct preview_row){ .row = row->row, .cells = cells,
                                     .lamp = row->bad ? "red" : row->warned ? "yellow" : "done",
                                     .result = row->bad ? "须改" : row->warned ? "请核对" : "可导入" };
}

/* The rows with something to see come first; then samples of the good ones. */
static void fill_rows(struct ctx *cx, struct preview_page *p, const struct import *im)
{
        struct preview_row *rows = NEW_ARRAY(cx->arena, struct preview_row, MAX_SHOWN);
        if (im->n_headers) {
                p->columns = im->header[0].head, p->n_columns = im->header[0].n_cols;
        }
        for (int pass = 0; pass < 2; pass++)
                for (int i = 0; i < im->n_rows && p->n_rows < MAX_SHOWN; i++)
                        if ((im->row[i].bad || im->row[i].warned) == !pass)
                                fill_cells(cx, p, im, &im->row[i], &rows[p->n_rows++]);
        p->rows = rows;
}

static void fill_faults(struct ctx *cx, struct preview_page *p, const struct bring *r)
{
        struct preview_fault *bad = NEW_ARRAY(cx->arena, struct preview_fault, MAX_FAULTS);
        struct preview_fault *seen = NEW_ARRAY(cx->arena, struct preview_fault, MAX_FAULTS);
        for (int i = 0; r->lines && i < r->lines->n_findings; i++) {
                const struct import_finding *x = &r->lines->finding[i];
                struct preview_fault one = { x->row, import_sentence(r->lines, x) };
                if (x->severity == IMPORT_BAD && p->n_faults < MAX_FAULTS)
                        bad[p->n_faults++] = one;
                else if (x->severity != IMPORT_BAD && p->n_remarks < MAX_FAULTS)
                        seen[p->n_remarks++] = one;
        }
        for (int i = 0; i < r->n_warnings && p->n_remarks < MAX_FAULTS; i++)
                seen[p->n_remarks++] = (struct preview_fault){ 0, r->warnings[i].words };
        p->faults = bad, p->remarks = seen;
}

static const struct fail *read_upload(struct ctx *cx, int64_t id, struct budget_upload_of *up, struct bring *r)
{
        const struct fail *f = budget_upload_of(cx, id, cx->user, up);
        if (!f && up->applied)
                f = fail(cx, CONFLICT, "这份文件已经写入，不能再写一次");
        return f ? f : bring_read(cx, up->unit, (int)up->year, up->filename, up->bytes, true, r);
}

static void preview_show(struct ctx *cx, const struct request *rq, struct reply *re, const struct fail *why,
                         const struct budget_upload_of *up, const struct bring *was)
{
        struct bring r = *was;
        int64_t sum = 0;
        struct preview_page p = { .page = page_of(cx, rq, "导入预览"), .id = up->id, .filename = up->filename,
                                  .dept = r.b->dept_name, .year = str_f(cx->arena, "%d", r.b->year),
                                  .revision = r.revision, .fail = why };
        p.page.here = "/budget/import";
        for (int i = 0; i < r.b->n_lines; i++)
                sum += r.b->lines[i].amount.fen;
        p.total = decimal_str(cx->arena, muldiv(sum, 1, FEN_PER_WAN), 2, true);
        p.n_read = r.lines ? r.lines->n_rows : r.b->n_lines;
        p.n_bad = r.lines ? (int)r.lines->n_bad : 0;
        p.n_bad_rows = r.lines ? r.lines->n_bad_rows : 0;
        p.n_warn_rows = r.lines ? r.lines->n_warned_rows : r.n_warnings;
        p.n_good_rows = p.n_read - p.n_bad_rows;
        p.effect = r.replaces ? str_f(cx->arena, words_of(cx->lang,
                "写入后替换编制中的 %d 条明细，共 %d 条。"), r.n_before, r.b->n_lines)
                              : str_f(cx->arena, words_of(cx->lang, "写入后新建一份预算，共 %d 条明细。"), r.b->n_lines);
        fill_faults(cx, &p, &r);
        if (r.lines)
                fill_rows(cx, &p, r.lines);
        if (why)
                re->status = fail_http(why->kind);
        preview_page(&re->body, &p);
}

/* GET /budget/import/:id */
const struct fail *budget_upload_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct budget_upload_of up;
        struct bring r;
        const struct fail *f = read_upload(cx, rq->ids[0], &up, &r);
        if (!f)
                preview_show(cx, rq, re, NULL, &up, &r);
        return f;
}

/* POST /budget/import/:id: all of it or nothing, over the draft that the preview was made of. */
const struct fail *budget_upload_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct budget_upload_of up;
        struct bring r;
        int64_t id;
        struct form form = form_of(cx, rq);
        int64_t revision = form_int(&form, "revision", 0, INT32_MAX);
        const struct fail *f = read_upload(cx, rq->ids[0], &up, &r);
        if (!f)
                f = form_end(&form);
        if (!f && r.revision != revision) {
                preview_show(cx, rq, re, fail(cx, CONFLICT, "您看过预览以后，这份预算有人改过"), &up, &r);
                return NULL;
        }
        if (!f && r.lines && !import_clean(r.lines))
                f = fail(cx, INVALID, "还有 %d 行须改，一行也没有写入", r.lines->n_bad_rows);
        if (!f)
                f = budget_put_upload(cx, r.b, up.id, &id);
        if (f)
                return f;
        reply_note(re, cx, "已写入 %d 条预算明细", r.b->n_lines);
        return reply_see(re, cx, "/budget/%ld/lines", id);
}

/* GET /budget/import/:id/rejected */
const struct fail *budget_rejected_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct budget_upload_of up;
        struct bring r;
        str bytes;
        const struct fail *f = read_upload(cx, rq->ids[0], &up, &r);
        if (!f && (!r.lines || !r.lines->n_bad_rows))
                f = fail(cx, NOT_FOUND, "没有须改的行");
        if (!f)
                f = import_rejected_xlsx(r.lines, &bytes);
        if (!f)
                reply_file(re, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                           str_of(words_of(cx->lang, "须改的行.xlsx")), bytes);
        return f;
}

/* GET /budget/template/:key */
const struct fail *budget_template_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        str bytes = data_file("formats/budget.schema.json");
        if (str_is(rq->keys[0], "schema") && bytes.p) {
                reply_file(re, "application/json", S("budget.schema.json"), bytes);
                return NULL;
        }
        bool xlsx = str_is(rq->keys[0], "xlsx");
        if (!xlsx && !str_is(rq->keys[0], "csv"))
                return fail(cx, NOT_FOUND, "没有“%.*s”这种格式", STR(rq->keys[0]));
        const struct fail *f = bring_template(cx, S(""), day_year(cx->today), xlsx, &bytes);
        if (!f)
                reply_file(re, xlsx
                        ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                                : "text/csv; charset=utf-8",
                           str_of(words_of(cx->lang, xlsx ? "预算明细模板.xlsx" : "预算明细模板.csv")), bytes);
        return f;
}

/* GET /budget/:id/lines.csv */
const struct fail *budget_lines_csv_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct budget *b;
        const struct fail *f = budget_see(cx, rq->ids[0], &b);
        if (!f)
                reply_file(re, "text/csv; charset=utf-8", str_f(cx->arena, "%.*s-%d.csv", STR(b->code), b->year),
                           lines_csv(cx, b));
        return f;
}

/* ---- editions of the account lists ------------------------------------------------------------ */

static const char *const list_codes[] = { "function", "economic", "government" };
static const char *const list_names[] = { "功能分类科目", "部门预算支出经济分类科目", "政府预算支出经济分类科目" };

static const struct fail *editions_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                        const struct fail *why, str name, str from, str source)
{
        struct editions_page p = { .page = page_of(cx, rq, "预算科目"), .fail = why, .name = name, .from = from,
                                   .source = source, .may_edit = auth_may(cx, MAY_ACCOUNTS_EDIT) };
        struct edition_row *rows = NULL;
        int cap = 0;
        struct editions it;
        editions(&it, cx);
        while (editions_next(&it)) {
                int at = 0;
                while (at < 2 && !str_is(it.list, list_codes[at]))
                        at++;
                *VEC_ADD(cx->arena, rows, p.n_rows, cap) = (struct edition_row){
                        .list = list_names[at], .name = it.name, .source = it.source, .n = it.n,
                        .from = day_str(cx->arena, it.valid_from),
                        .to = day_is(it.valid_to) ? day_str(cx->arena, it.valid_to) : S("") };
        }
        const struct fail *f = editions_end(&it);
        if (f)
                return f;
        for (int i = 0; i < 3; i++)
                p.lists[i] = (struct form_choice){ .value = str_of(list_codes[i]), .word = list_names[i] };
        p.rows = rows;
        if (why)
                re->status = fail_http(why->kind);
        editions_page(&re->body, &p);
        return NULL;
}

/* GET /budget/accounts */
const struct fail *editions_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return editions_show(cx, rq, re, NULL, S(""), S(""), S(""));
}

/* POST /budget/accounts */
const struct fail *edition_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct upload *up = request_upload(rq, "file");
        int list = form_choice(&form, "list", list_codes, COUNT_OF(list_codes)), n = 0;
        str name = form_text(&form, "name", 1, 20), source = form_text(&form, "source", 1, 200);
        day from = form_day(&form, "from");
        const struct fail *f = form_end(&form);
        if (!f && (!up || !up->bytes.n))
                f = fail_field(cx, S("file"), "请选一个文件");
        if (!f)
                f = edition_import(cx, list_codes[list], name, from, source, up->filename, up->bytes, true,
                                   &n);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return editions_show(cx, rq, re, f, name, day_is(from) ? day_str(cx->arena, from) : S(""), source);
        if (f)
                return f;
        reply_note(re, cx, "已导入 %d 个科目", n);
        return reply_see(re, cx, "/budget/accounts");
}
