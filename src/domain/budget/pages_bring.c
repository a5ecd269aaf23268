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
#include "domain/budget/workbook.h"
#include "domain/org/org.h"

static const char xlsx_type[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

enum { MAX_REMARKS = 50, MAX_FAULTS = 200, DAY_MS = 86400000 };

/* ---- choosing a file ------------------------------------------------------------------ */

static const struct fail *bring_again(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct fail *why)
{
        struct bring_page p = { .page = page_of(cx, rq, "导入预算"), .fail = why };
        struct form_choice *unit;
        int n;
        const struct fail *f = budget_unit_choices(cx, &unit, &n);
        if (f)
                return f;
        p.unit = (struct form_field){
                .name = "unit", .label = "单位", .choices = unit, .n_choices = n
        };
        p.year = (struct form_field){ .name = "year", .label = "预算年度", .inputmode = "numeric",
                                      .value = str_f(cx->arena, "%d", day_year(cx->today)) };
        p.page.here = "/budget/import";
        if (why)
                re->status = fail_http(why->kind);
        bring_page(&re->body, &p);
        return NULL;
}

/* GET /budget/import */
const struct fail *budget_import_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return bring_again(cx, rq, re, NULL);
}

/* JSON names its unit and year itself; a workbook is for those that the person chose. */
static const struct fail *read_whole(struct ctx *cx, str unit, int year, str filename, str bytes,
                                     struct bring *r)
{
        str start = str_trim(str_head(bytes, 64));
        bool json = str_ends(filename, S(".json")) || str_starts(start, S("{"));
        if (!json && !str_ends(filename, S(".xlsx")) && !str_ends(filename, S(".csv")) && !str_starts(bytes, S("PK")))
                return fail_field(cx, S("file"), "这不是 JSON 文件、XLSX 工作簿或 CSV 文件");
        struct org_unit u;
        const struct fail *f = unit.n ? org_unit_by_code(cx, unit, &u) : NULL;
        if (f)                          /* a form of ours offers only units that there are */
                return f->kind == FAIL_NOT_FOUND
                               ? fail_field(cx, S("unit"), "单位代码“%.*s”不在单位树中", STR(unit))
                               : f;
        return bring_read(cx, json ? S("") : unit, json ? 0 : year, filename, bytes, true, r);
}

/* POST /budget/import: keep the file, show its preview. */
const struct fail *budget_import_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct upload *up = request_upload(rq, "file");
        str unit = form_text(&form, "unit", 0, 60);
        int64_t year = form_int_or(&form, "year", 2000, 2100, 0);
        struct bring r;
        const struct fail *f = form_end(&form);
        if (!f && (!up || !up->filename.n))
                f = fail_field(cx, S("file"), "请选一个文件");
        if (!f && !up->bytes.n)
                f = fail_field(cx, S("file"), "文件是空的");
        if (!f)
                f = read_whole(cx, unit, (int)year, up->filename, up->bytes, &r);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT || f->kind == FAIL_TOO_LARGE))
                return bring_again(cx, rq, re, f);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        budget_uploads_sweep(cx, cx->now - DAY_MS);
        int64_t id = budget_upload_add(cx, cx->user, cx->now, r.b->code, r.b->year,
                                       up->filename.n ? up->filename : S("budget"), up->bytes);
        f = tx_commit(&tx);
        return f ? f : reply_see(re, cx, "/budget/import/%ld", id);
}

/* ---- preview ------------------------------------------------------------------------------ */

static const struct fail *read_upload(struct ctx *cx, int64_t id, struct budget_upload_of *up,
                                      struct bring *r)
{
        const struct fail *f = budget_upload_of(cx, id, cx->user, up);
        if (!f && up->applied)
                f = fail(cx, CONFLICT, "这份文件已经写入，不能再写一次");
        return f ? f : read_whole(cx, up->unit, (int)up->year, up->filename, up->bytes, r);
}

/* What must be changed, with sheet, row and column; and what each sheet brings. */
static void preview_sheets(struct ctx *cx, const struct bring *r, struct preview_page *p)
{
        const struct import **list;
        struct preview_fault *fault = NEW_ARRAY(cx->arena, struct preview_fault, MAX_FAULTS);
        p->n_sheets = bring_imports(cx, r, &list);
        struct preview_sheet *sheet =
                NEW_ARRAY(cx->arena, struct preview_sheet, (size_t)p->n_sheets + 1);
        p->faults = fault, p->sheets = sheet, p->n_bad = bring_bad(r);
        for (int i = 0; i < p->n_sheets; i++) {
                const struct import *im = list[i];
                sheet[i] = (struct preview_sheet){ im->table->name, im->n_rows, im->n_bad };
                for (int k = 0; k < im->n_findings && p->n_faults < MAX_FAULTS; k++)
                        if (im->finding[k].severity == IMPORT_BAD)
                                fault[p->n_faults++].words =
                                        str_f(cx->arena, words_of(cx->lang, "工作表“%.*s”%.*s"),
                                              STR(str_of(words_of(cx->lang, im->table->name))),
                                              STR(import_sentence(im, &im->finding[k])));
        }
}

static void preview_show(struct ctx *cx, const struct request *rq, struct reply *re,
                         const struct fail *why, const struct budget_upload_of *up,
                         const struct bring *r)
{
        struct preview_fault *seen = NEW_ARRAY(cx->arena, struct preview_fault, MAX_REMARKS);
        struct preview_page p = { .page = page_of(cx, rq, "导入预览"), .id = up->id,
                                  .filename = up->filename, .dept = r->b->dept_name,
                                  .year = str_f(cx->arena, "%d", r->b->year),
                                  .revision = r->revision, .fail = why, .remarks = seen };
        p.page.here = "/budget/import";
        p.total = decimal_str(cx->arena, muldiv(bring_fen(r), 1, FEN_PER_WAN), 2, true);
        p.n_read = bring_rows(cx, r);
        p.doubt = r->doubt;
        preview_sheets(cx, r, &p);
        p.effect = bring_effect(cx, r);
        const struct import **list;
        for (int i = 0, n = bring_imports(cx, r, &list); i < n; i++)
                for (int k = 0; k < list[i]->n_findings && p.n_remarks < MAX_REMARKS; k++)
                        if (list[i]->finding[k].severity == IMPORT_WARN)
                                seen[p.n_remarks++].words = import_sentence(list[i], &list[i]->finding[k]);
        for (int i = 0; i < r->n_warnings && p.n_remarks < MAX_REMARKS; i++)
                seen[p.n_remarks++] = (struct preview_fault){ r->warnings[i].words };
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

/* GET /budget/import/:id/rejected: the rows that must be changed, to be mended and sent again; where
 * there are none, the preview says so. */
const struct fail *budget_rejected_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct budget_upload_of up;
        struct bring r;
        str bytes;
        const struct fail *f = read_upload(cx, rq->ids[0], &up, &r);
        if (!f && !bring_bad(&r))
                return reply_see(re, cx, "/budget/import/%ld", up.id);
        if (!f)
                f = bring_rejected(cx, &r, true, &bytes);
        if (!f)
                reply_file(re, xlsx_type,
                           str_f(cx->arena, words_of(cx->lang, "须改的行-%.*s-%d.xlsx"),
                                 STR(r.b->code), r.b->year),
                           bytes);
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
        bool sure = form_flag(&form, "sure");
        const struct fail *f = read_upload(cx, rq->ids[0], &up, &r);
        if (!f)
                f = form_end(&form);
        if (!f && r.revision != revision) {
                preview_show(cx, rq, re, fail(cx, CONFLICT, "您看过预览以后，这份预算有人改过"), &up, &r);
                return NULL;
        }
        if (!f && bring_bad(&r))
                f = fail(cx, INVALID, "有 %d 行须改，一行也没有写入", (int)bring_bad(&r));
        if (!f && r.doubt.n && !sure)
                f = fail_field(cx, S("sure"), "%.*s", STR(r.doubt));
        if (!f)
                f = budget_put_upload(cx, r.b, up.id, &id);
        if (f)
                return f;
        reply_note(re, cx, "已写入 %d 条预算明细", r.b->n_lines);
        return reply_see(re, cx, r.parts ? "/budget/%ld/parts" : "/budget/%ld/lines", id);
}

/* GET /budget/:id/parts.xlsx: what stands there as a workbook, to go on with and bring again. */
const struct fail *budget_workbook_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct budget *b;
        str bytes;
        const struct fail *f = budget_see(cx, rq->ids[0], &b);
        if (!f)
                f = workbook_write(cx, b, false, &bytes);
        if (!f)
                reply_file(re, xlsx_type, str_f(cx->arena, "%.*s-%d.xlsx", STR(b->code), b->year),
                           bytes);
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
        if (str_is(rq->keys[0], "book")) {
                const struct fail *f = bring_template(cx, S(""), day_year(cx->today), true, &bytes);
                if (!f)
                        reply_file(re, xlsx_type, S("budget.xlsx"), bytes);
                return f;
        }
        if (!str_is(rq->keys[0], "xlsx") && !str_is(rq->keys[0], "csv"))
                return fail(cx, NOT_FOUND, "没有“%.*s”这种格式", STR(rq->keys[0]));
        return reply_see(re, cx, "/imports/new/budget.lines/template?as=%.*s", STR(rq->keys[0]));
}

/* GET /budget/:id/lines.csv */
const struct fail *budget_lines_csv_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct budget *b;
        const struct fail *f = budget_see(cx, rq->ids[0], &b);
        if (!f)
                reply_file(re, "text/csv; charset=utf-8",
                           str_f(cx->arena, "%.*s-%d.csv", STR(b->code), b->year),
                           lines_csv(cx, b));
        return f;
}

/* ---- editions of the account lists ----------------------------------------------------------- */

static const struct list_column edition_columns[] = {
        { .label = "科目表", .kind = CELL_TITLE },
        { .label = "版本",   .kind = CELL_TEXT },
        { .label = "有效自", .kind = CELL_DAY },
        { .label = "有效至", .kind = CELL_DAY },
        { .label = "科目数", .kind = CELL_INT },
        { .label = "依据",   .kind = CELL_TEXT, .wide = true },
};

/* GET /budget/accounts */
const struct fail *editions_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form_choice lists[ACCOUNT_LISTS + 1] = { { .value = S(""), .word = "全部" } };
        struct editions_page *p = NEW(cx->arena, struct editions_page);
        struct form form = form_of(cx, rq);
        str only = form_text(&form, "list", 0, 20);
        const struct list_filter filter = { .kind = FILTER_CHOICE, .name = "list", .label = "科目表",
                .value = only, .choices = lists, .n_choices = COUNT_OF(lists) };
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        for (int i = 0; i < ACCOUNT_LISTS; i++)
                lists[i + 1] = (struct form_choice){ .value = str_of(account_list_codes[i]),
                                                     .word = account_list_labels[i] };
        p->page = page_of(cx, rq, "预算科目");
        p->may_edit = auth_may(cx, MAY_ACCOUNTS_EDIT);
        p->list = (struct list){ .page = &p->page, .path = "/budget/accounts", .caption = "预算科目",
                .columns = edition_columns, .n_columns = COUNT_OF(edition_columns), .filters = &filter,
                .n_filters = 1, .total = -1, .whole = true, .own = "按科目表", .back = "按科目表倒排",
                .find = "版本或依据", .empty = "没有科目版本", .empty_help = "由维护科目的财政部门导入。" };
        f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        struct editions it;
        editions(&it, cx);
        while (editions_next(&it)) {
                const char *word = account_list_label(it.list);
                struct list_cell *c = !only.n || str_eq(only, it.list) ? list_next(cx, &p->list, it.id) : NULL;
                if (!c)
                        continue;
                c[0] = (struct list_cell){ .word = word, .text = str_of(words_of(cx->lang, word)),
                                           .href = str_f(cx->arena, "/budget/accounts/%ld", it.id) };
                c[1].text = it.name;
                c[2].d = it.valid_from;
                c[3] = (struct list_cell){ .d = it.valid_to, .none = !day_is(it.valid_to) };
                c[4].n = it.n;
                c[5].text = str_is(it.source, "luoshi") ? str_of(words_of(cx->lang, "随程序提供，见各科目的核对情况")) : it.source;
        }
        f = editions_end(&it);
        if (f)
                return f;
        list_end(cx, &p->list);
        editions_page(&re->body, p);
        return NULL;
}
