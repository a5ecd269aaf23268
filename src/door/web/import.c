/* door/web/import.c - one component for every import: choosing a file, its columns, waiting,
 * writing, undoing, and the list of what was brought. The preview is import_show.c's. A domain adds
 * a row (core/import/importer.h) to its module and links to /imports/new/CODE. */
#include "door/web/import.h"
#include "core/auth/auth.h"
#include "core/import/worker.h"
#include "core/text/json.h"
#include "door/web/import.html.h"

enum { PAST_SHOWN = 5, TOO_LONG = 200 };

static const char xlsx_type[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

struct page import_frame(struct ctx *cx, const struct request *rq, const struct importer *k,
                         const char *title)
{
        struct page p = page_of(cx, rq, title);
        for (int i = 0; i < p.n_menu; i++)
                p.menu[i].here = !strcmp(p.menu[i].path, k->back);
        page_crumb(&p, str_of(k->back), k->label, (str){ 0 });
        page_crumb(&p, str_f(cx->arena, "/imports?import=%s", k->code), "导入记录", (str){ 0 });
        page_crumb(&p, (str){ 0 }, title, (str){ 0 });
        return p;
}

/* The import of the address, for whoever may do it. */
static const struct fail *kind_of(struct ctx *cx, const struct request *rq,
                                  const struct importer **ret)
{
        *ret = importer_of(rq->keys[0]);
        if (!*ret)
                return fail(cx, NOT_FOUND, "没有这种导入");
        if (!auth_may(cx, (enum perm)(*ret)->need))
                return fail(cx, DENIED, "%s", "");
        return NULL;
}

/* ---- the list of what was brought ----------------------------------------------------------------- */

static const struct list_column columns[] = {
        { .label = "文件",     .kind = CELL_TITLE, .small = "内容" },
        { .label = "导入",     .kind = CELL_TEXT },
        { .label = "情况",     .kind = CELL_LAMP },
        { .label = "行数",     .kind = CELL_INT },
        { .label = "新增",     .kind = CELL_INT, .fold = 2 },
        { .label = "更新",     .kind = CELL_INT, .fold = 2 },
        { .label = "须改",     .kind = CELL_INT, .fold = 2 },
        { .label = "何人何时", .kind = CELL_TEXT, .wide = true, .small = "时间" },
};

static const char *const lamps[IMPORT_STATE_END] = {
        "grey", "grey", "grey", "yellow", "yellow", "grey", "done", "grey", "red", "grey",
};

static void batch_row(struct ctx *cx, struct list_cell *c, const struct import_batches *it)
{
        const struct importer *k = importer_of(it->code);
        int state = it->state >= 0 && it->state < IMPORT_STATE_END ? (int)it->state : IMPORT_DROPPED;
        c[0] = (struct list_cell){ .text = it->filename, .href = str_f(cx->arena, "/imports/%ld", it->id),
                                   .small = it->title };
        c[1] = (struct list_cell){ .word = k ? k->label : "" };
        c[2] = (struct list_cell){ .lamp = lamps[state], .word = import_state_words[state] };
        c[3] = (struct list_cell){ .n = it->n_rows };
        c[4] = (struct list_cell){ .n = it->n_new };
        c[5] = (struct list_cell){ .n = it->n_changed };
        c[6] = (struct list_cell){ .n = it->n_bad };
        int64_t at = it->has_undone_at ? it->undone_at : it->has_applied_at ? it->applied_at : it->at;
        c[7] = (struct list_cell){ .text = it->who_name.p ? it->who_name : str_of(words_of(cx->lang, "系统")),
                                   .small = instant_str(cx->arena, at) };
}

static int newest_first(const void *pa, const void *pb)
{
        const struct import_batches *a = pa, *b = pb;
        return (a->id < b->id) - (a->id > b->id);
}

/* The person's own, and those about units that they may see: of one kind, or of all of theirs. */
static const struct fail *past_of(struct ctx *cx, const struct importer *only, int64_t before,
                                  int limit, struct import_batches **ret, int *ret_n)
{
        struct import_batches *list = NULL;
        int n = 0, cap = 0;
        for (int i = 0; i < importers_count(); i++) {
                const struct importer *k = importer_at(i);
                struct import_batches it;
                if ((only && k != only) || !auth_may(cx, (enum perm)k->need))
                        continue;
                struct auth_reach r = auth_reach(cx, (enum perm)k->need);
                import_batches(&it, cx, str_of(k->code), r.prefix, r.unit, r.group, cx->user, before, limit);
                while (import_batches_next(&it))
                        *VEC_ADD(cx->arena, list, n, cap) = it;
                const struct fail *f = import_batches_end(&it);
                if (f)
                        return f;
        }
        if (n)
                qsort(list, (size_t)n, sizeof(*list), newest_first);
        *ret = list;
        *ret_n = n < limit ? n : limit;
        return NULL;
}

/* GET /imports */
const struct fail *imports_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str code = form_raw(&form, "import");
        struct form_choice *kinds = NULL;
        struct import_batches *past;
        int n = 0, n_kinds = 0, cap = 0;
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        struct imports_page p = { .page = page_of(cx, rq, "导入记录") };
        *VEC_ADD(cx->arena, kinds, n_kinds, cap) = (struct form_choice){ S(""), "全部", { 0 } };
        for (int i = 0; i < importers_count(); i++)
                if (auth_may(cx, (enum perm)importer_at(i)->need))
                        *VEC_ADD(cx->arena, kinds, n_kinds, cap) = (struct form_choice){
                                str_of(importer_at(i)->code), importer_at(i)->label, { 0 } };
        const struct list_filter filters[] = {
                { .kind = FILTER_CHOICE, .name = "import", .label = "导入", .value = code, .choices = kinds,
                  .n_choices = n_kinds },
        };
        p.list = (struct list){ .page = &p.page, .path = "/imports", .caption = "导入记录", .columns = columns,
                                .n_columns = COUNT_OF(columns), .filters = filters, .n_filters = 1, .total = -1,
                                .whole = true, .of = LIST_OF_PEOPLE, .own = "新的在前", .find = "文件、导入或人",
                                .empty = "还没有导入过文件", .empty_help = "在各业务页面点“导入”，选一个 XLSX 或 CSV 文件" };
        f = list_open(cx, rq, &p.list);
        if (!f)
                f = past_of(cx, importer_of(code), INT64_MAX, LIST_FILE_ROWS, &past, &n);
        if (f)
                return f;
        for (int i = 0; i < n; i++) {
                struct list_cell *c = list_next(cx, &p.list, past[i].id);
                if (!c)
                        break;
                list_key(&p.list, past[i].who_id);
                batch_row(cx, c, &past[i]);
        }
        list_end(cx, &p.list);
        imports_page(&re->body, &p);
        return NULL;
}

/* ---- choosing a file ---------------------------------------------------------------------------------- */

static struct form_field field_of(struct ctx *cx, const struct import_ask *a,
                                  const struct form *form)
{
        static const char *const types[] = { "text", "number", "date", "text" };
        struct form_field f = { .name = a->name, .label = a->label, .hint = a->hint, .type = types[a->kind],
                                .inputmode = a->kind == ASK_INT ? "numeric" : NULL, .value = a->value,
                                .optional = a->optional, .max = a->kind == ASK_TEXT ? TOO_LONG : 0 };
        str typed = form_raw(form, a->name);
        if (typed.p)
                f.value = typed;
        if (a->kind != ASK_CHOICE)
                return f;
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)a->n_choices + 1);
        c[0] = (struct form_choice){ S(""), "请选择", { 0 } };
        for (int i = 0; i < a->n_choices; i++)
                c[i + 1] = (struct form_choice){ .value = a->choices[i].code, .name = a->choices[i].name };
        f.choices = c;
        f.n_choices = a->n_choices + 1;
        return f;
}

/* The answers as JSON, in the order of the questions; absent answers stay out. */
static str about_of(struct ctx *cx, const struct import_ask *asks, int n, struct form *form)
{
        struct buf o = buf_new(cx->arena, 1 << 16);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        for (int i = 0; i < n; i++) {
                str s = form_text(form, asks[i].name, 0, TOO_LONG);
                if (s.n)
                        json_put_str(&j, asks[i].name, s);
                else if (!asks[i].optional)
                        form_wrong(form, asks[i].name, "这一项要填");
        }
        json_close(&j, '}');
        return buf_str(&o);
}

static const struct fail *new_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                   const struct importer *k, const struct form *form, const struct fail *why)
{
        struct import_ask asks[IMPORT_ASKS_MAX] = { 0 };
        struct import_batches *past;
        struct import_new_page p = { .page = import_frame(cx, rq, k, "导入"), .k = k, .fail = why };
        p.n_fields = k->asks ? k->asks(cx, asks) : 0;
        for (int i = 0; i < p.n_fields; i++) {
                p.fields[i] = form_field_of(field_of(cx, &asks[i], form), form, why);
                if (!p.fields[i].value.p)
                        p.fields[i].value = asks[i].value;
        }
        struct buf chosen = buf_new(cx->arena, 1 << 16);        /* the template of what was chosen */
        for (int i = 0; i < p.n_fields; i++)
                if (p.fields[i].value.n)
                        buf_f(&chosen, "&%s=%s", p.fields[i].name, url_part(cx->arena, p.fields[i].value));
        p.xlsx = str_f(cx->arena, "/imports/new/%s/template?as=xlsx%.*s", k->code, STR(buf_str(&chosen)));
        p.csv = str_f(cx->arena, "/imports/new/%s/template?as=csv%.*s", k->code, STR(buf_str(&chosen)));
        p.wide = k->wide ? str_f(cx->arena, "/imports/new/%s/template?as=wide%.*s", k->code, STR(buf_str(&chosen)))
                         : (str){ 0 };
        const struct fail *f = past_of(cx, k, INT64_MAX, PAST_SHOWN, &past, &p.n_past);
        if (f)
                return f;
        p.past = past;
        if (why)
                re->status = fail_http(why->kind);
        import_new_page(&re->body, &p);
        return NULL;
}

/* GET /imports/new/:key */
const struct fail *import_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        const struct importer *k;
        struct form form = form_of(cx, rq);
        const struct fail *f = kind_of(cx, rq, &k);
        return f ? f : new_show(cx, rq, re, k, &form, NULL);
}

const struct fail *import_go_on(struct ctx *cx, int64_t batch, int64_t size)
{
        const struct fail *f = db_wait(cx);     /* the worker must find it */
        if (f)
                return f;
        if (size > IMPORT_PIECE && import_worker_wake())
                return NULL;
        f = import_read(cx, batch);
        return f && import_worker_wake() ? NULL : f;    /* it is tried again */
}

static bool for_the_form(const struct fail *f)
{
        return f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT || f->kind == FAIL_TOO_LARGE;
}

/* POST /imports/new/:key */
const struct fail *import_new_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        const struct importer *k;
        struct import_ask asks[IMPORT_ASKS_MAX] = { 0 };
        struct form form = form_of(cx, rq);
        const struct upload *up = request_upload(rq, "file");
        int64_t id;
        const struct fail *f = kind_of(cx, rq, &k);
        if (f)
                return f;
        str about = about_of(cx, asks, k->asks ? k->asks(cx, asks) : 0, &form);
        f = form_end(&form);
        if (!f && (!up || !up->filename.n))
                f = fail_field(cx, S("file"), "请选一个文件");
        if (!f)
                f = import_receive(cx, k, about, up->filename, up->bytes, &id);
        if (f)
                return for_the_form(f) ? new_show(cx, rq, re, k, &form, f) : f;
        f = import_go_on(cx, id, (int64_t)up->bytes.n);
        return f ? f : reply_see(re, cx, "/imports/%ld", id);
}

/* GET /imports/new/:key/template */
const struct fail *import_template_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        const struct importer *k;
        struct import_ask asks[IMPORT_ASKS_MAX] = { 0 };
        struct import_open open = { 0 };
        struct form form = form_of(cx, rq);
        str as = form_raw(&form, "as");
        bool csv = str_is(as, "csv"), wide = str_is(as, "wide");
        str bytes;
        const struct fail *f = kind_of(cx, rq, &k);
        if (f)
                return f;
        struct form loose = form_of(cx, rq);
        str about = about_of(cx, asks, k->asks ? k->asks(cx, asks) : 0, &loose);
        if (k->open)            /* the drop-downs of what was chosen, else of nothing in particular */
                f = k->open(cx, loose.n_wrong ? S("") : about, &open);
        if (!f && wide && !k->wide)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = csv ? import_template_csv(cx, k->table, &bytes)
                  : wide ? k->wide(cx, &open, &bytes) : import_template(cx, k->table, open.arg, &bytes);
        if (!f)
                reply_file(re, csv ? "text/csv; charset=utf-8" : xlsx_type,
                           str_f(cx->arena, words_of(cx->lang, wide ? "%s宽表模板.%s" : "%s模板.%s"),
                                 words_of(cx->lang, k->label), csv ? "csv" : "xlsx"), bytes);
        return f;
}

/* ---- what the columns mean --------------------------------------------------------------------------- */

static str column_key(struct ctx *cx, int c) { return str_f(cx->arena, "c%d", c); }

/* The row that a person calls the heads of a sheet, in place of those it has. */
static struct import_sheet sheet_under(struct ctx *cx, const struct import_sheet *s,
                                       const struct import_top *top)
{
        struct import_sheet under = *s;
        bool last = top == &s->top[s->n_top - 1];
        under.row = top->row, under.hash = top->hash, under.head = top->head, under.n_cols = top->n_cols;
        under.field = NEW_ARRAY(cx->arena, int, (size_t)top->n_cols + 1);
        under.sample = NEW_ARRAY(cx->arena, str, (size_t)top->n_cols + 1);
        for (int c = 0; c < top->n_cols; c++) {
                under.field[c] = -1;
                if (!last && c < top[1].n_cols)
                        under.sample[c] = top[1].head[c];
        }
        return under;
}

/* The sheet with that row for its heads; none of that number: as it is. */
static struct import_sheet sheet_with(struct ctx *cx, const struct import_sheet *s, int row)
{
        for (int i = 0; i < s->n_top && row != s->row; i++)
                if (s->top[i].row == row)
                        return sheet_under(cx, s, &s->top[i]);
        return *s;
}

static struct form_field tops_field(struct ctx *cx, const struct import_sheet *s)
{
        enum { CELLS_SHOWN = 4 };
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)s->n_top + 1);
        for (int i = 0; i < s->n_top; i++) {
                const struct import_top *top = &s->top[i];
                struct buf b = buf_new(cx->arena, 1 << 12);
                int n = 0;
                for (int k = 0; k < top->n_cols && n < CELLS_SHOWN; k++)
                        if (top->head[k].n)
                                buf_f(&b, "%s%.*s", n++ ? words_of(cx->lang, "、") : "", STR(top->head[k]));
                c[i].value = str_f(cx->arena, "%d", top->row);
                c[i].name = str_f(cx->arena, words_of(cx->lang, "第 %d 行：%.*s"), top->row, STR(buf_str(&b)));
        }
        return (struct form_field){ .name = "row", .label = "表头是哪一行", .value = str_f(cx->arena, "%d", s->row),
                                    .choices = c, .n_choices = s->n_top };
}

static const struct fail *columns_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                       const struct importer *k, const struct import_batch_of *b, int which,
                                       int row, const struct form *form, const struct fail *why)
{
        struct import_sheet *sheet = NULL;
        struct import_columns_page p = { .page = import_frame(cx, rq, k, "对列"), .k = k, .b = b, .fail = why };
        int n = import_sheets(cx, k->table, b->heads, &sheet), cap = 0;
        if (which >= n)
                return fail(cx, NOT_FOUND, "没有认出任何表头");
        const struct import_sheet under = sheet_with(cx, &sheet[which], row), *s = &under;
        p.which = which;
        p.top = tops_field(cx, s);
        p.sheet = s->name, p.hash = s->hash, p.row = s->row;
        *VEC_ADD(cx->arena, p.choices, p.n_choices, cap) = (struct form_choice){ S(""), "（不读入）", { 0 } };
        for (int i = 0; i < k->table->n_fields; i++)
                *VEC_ADD(cx->arena, p.choices, p.n_choices, cap) = (struct form_choice){
                        str_of(k->table->fields[i].key), k->table->fields[i].label, { 0 } };
        struct import_column_row *rows = NEW_ARRAY(cx->arena, struct import_column_row, (size_t)s->n_cols + 1);
        for (int c = 0; c < s->n_cols; c++) {
                struct form_field choice = { .name = column_key(cx, c).p, .value = S("") };
                if (s->field[c] >= 0)
                        choice.value = str_of(k->table->fields[s->field[c]].key);
                if (why && form_raw(form, choice.name).p)
                        choice.value = form_raw(form, choice.name);
                rows[c] = (struct import_column_row){ column_name(cx->arena, c), s->head[c], s->sample[c], choice };
        }
        p.columns = rows, p.n_columns = s->n_cols;
        struct import_view *views = NEW_ARRAY(cx->arena, struct import_view, (size_t)n);
        for (int i = 0; i < n; i++)
                views[i] = (struct import_view){ .href = str_f(cx->arena, "/imports/%ld/columns?sheet=%d", b->id, i),
                                                 .word = sheet[i].name.p, .n = sheet[i].n_known, .here = i == which };
        p.sheets = views, p.n_sheets = n;
        if (why)
                re->status = fail_http(why->kind);
        import_columns_page(&re->body, &p);
        return NULL;
}

/* The sheet that needs words most: without heads, else the first. */
static int sheet_wanted(struct ctx *cx, const struct importer *k, const struct import_batch_of *b)
{
        struct import_sheet *sheet = NULL;
        int n = import_sheets(cx, k->table, b->heads, &sheet);
        for (int i = 0; i < n; i++) {
                bool lacks = !sheet[i].found;
                for (int f = 0; f < k->table->n_fields && !lacks; f++) {
                        bool has = !k->table->fields[f].required;
                        for (int c = 0; c < sheet[i].n_cols; c++)
                                has = has || sheet[i].field[c] == f;
                        lacks = !has;
                }
                if (lacks)
                        return i;
        }
        return 0;
}

/* GET /imports/:id/columns */
const struct fail *import_columns_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct import_batch_of b;
        const struct importer *k;
        struct form form = form_of(cx, rq);
        const struct fail *f = import_change(cx, rq->ids[0], &b, &k);
        if (!f && b.state != IMPORT_COLUMNS && b.state != IMPORT_READY)
                f = fail(cx, CONFLICT, "这次导入现为“%s”，不能再对列", words_of(cx->lang, import_state_words[b.state]));
        if (f)
                return f;
        int which = (int)form_int_or(&form, "sheet", 0, 1000, sheet_wanted(cx, k, &b));
        int row = (int)form_int_or(&form, "row", 0, INT32_MAX, 0);
        f = form_end(&form);
        return f ? f : columns_show(cx, rq, re, k, &b, which, row, &form, NULL);
}

/* Has the sheet heads, or a row that may be called so, with that hash? */
static bool has_heads(const struct import_sheet *s, str hash, int *ret_row)
{
        *ret_row = s->row;
        bool has = str_eq(s->hash, hash);
        for (int i = 0; i < s->n_top && !has; i++) {
                has = str_eq(s->top[i].hash, hash);
                *ret_row = s->top[i].row;
        }
        return has;
}

/* POST /imports/:id/columns */
const struct fail *import_columns_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct import_batch_of b;
        const struct importer *k;
        struct import_sheet *sheet = NULL;
        struct form form = form_of(cx, rq);
        const struct fail *f = import_change(cx, rq->ids[0], &b, &k);
        if (f)
                return f;
        str hash = form_text(&form, "heads", 1, 80);
        int n = import_sheets(cx, k->table, b.heads, &sheet), which = 0, row = 0;
        while (which < n && !has_heads(&sheet[which], hash, &row))
                which++;
        if (which == n) {
                which = 0;
                f = fail(cx, INVALID, "表头已经不同，请重新打开这一页");
        }
        int n_cols = n ? sheet_with(cx, &sheet[which], row).n_cols : 0;
        str *field = NEW_ARRAY(cx->arena, str, (size_t)n_cols + 1);
        for (int c = 0; c < n_cols; c++) {
                field[c] = form_text(&form, column_key(cx, c).p, 0, 60);
                if (field[c].n && import_field_at(k->table, field[c]) < 0)
                        form_wrong(&form, column_key(cx, c).p, "没有这一项");
        }
        if (!f)
                f = form_end(&form);
        if (!f)
                f = import_map(cx, b.id, hash, field, n_cols);
        if (f)
                return f->kind == FAIL_INVALID ? columns_show(cx, rq, re, k, &b, which, row, &form, f) : f;
        f = import_go_on(cx, b.id, b.size);
        return f ? f : reply_see(re, cx, "/imports/%ld", b.id);
}

/* ---- waiting ---------------------------------------------------------------------------------------------- */

/* GET /imports/:id/progress: the bar alone; when the work is done, the page. */
const struct fail *import_progress_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct import_batch_of b;
        const struct importer *k;
        const struct fail *f = import_see(cx, rq->ids[0], &b, &k);
        if (f)
                return f;
        struct import_wait_page p = { .page = page_of(cx, rq, "导入"), .k = k, .b = &b };
        if (!import_is_waiting(&b))
                reply_header(re, S("HX-Redirect"), str_f(cx->arena, "/imports/%ld", b.id));
        import_wait_part(&re->body, &p);
        return NULL;
}

/* ---- what is done to a batch --------------------------------------------------------------------------------- */

/* GET /imports/:id/rejected/:key */
const struct fail *import_rejected_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct import_batch_of b;
        const struct importer *k;
        struct import *im;
        str bytes;
        bool csv = str_is(rq->keys[0], "csv");
        const struct fail *f = import_see(cx, rq->ids[0], &b, &k);
        if (!f && ((!csv && !str_is(rq->keys[0], "xlsx")) || !b.n_bad || b.state == IMPORT_COLUMNS))
                f = fail(cx, NOT_FOUND, "没有须改的行");
        if (!f)
                f = import_staged_bad(cx, k, &b, IMPORT_PUT_ROWS, &im);
        if (!f)
                f = csv ? import_rejected_csv(im, &bytes) : import_rejected_xlsx(im, &bytes);
        if (!f)
                reply_file(re, csv ? "text/csv; charset=utf-8" : xlsx_type,
                           str_of(words_of(cx->lang, csv ? "须改的行.csv" : "须改的行.xlsx")), bytes);
        return f;
}

/* POST /imports/:id/mended */
const struct fail *import_mended_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct upload *up = request_upload(rq, "file");
        const struct fail *f = form_end(&form);
        if (!f && (!up || !up->filename.n))
                f = fail_field(cx, S("file"), "请选一个文件");
        if (!f)
                f = import_receive_more(cx, rq->ids[0], up->filename, up->bytes);
        if (f && for_the_form(f))
                return import_show(cx, rq, re, rq->ids[0], f);
        if (!f)
                f = import_go_on(cx, rq->ids[0], (int64_t)up->bytes.n);
        return f ? f : reply_see(re, cx, "/imports/%ld", rq->ids[0]);
}

/* POST /imports/:id/apply */
const struct fail *import_apply_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct import_batch_of b;
        const struct importer *k;
        bool sure = form_flag(&form, "sure");
        const struct fail *f = form_end(&form);
        if (!f)
                f = import_apply(cx, rq->ids[0], sure);
        if (f && f->kind == FAIL_CONFLICT && !import_see(cx, rq->ids[0], &b, &k) && b.state == IMPORT_RECEIVED) {
                const struct fail *g = import_go_on(cx, b.id, b.size);  /* over what stands there now */
                if (g)
                        return g;
                reply_note(re, cx, "您看过预览以后，这里有人改过；已经按现在的数据重新核对，请再看一遍");
                return reply_see(re, cx, "/imports/%ld", b.id);
        }
        if (f && for_the_form(f))       /* on the preview, where it can be mended */
                return import_show(cx, rq, re, rq->ids[0], f);
        if (!f)
                f = import_see(cx, rq->ids[0], &b, &k);
        if (f)
                return f;
        if (b.state == IMPORT_WRITING && !import_worker_wake()) {
                bool any;
                f = import_work(cx, &any);
        }
        return f ? f : reply_see(re, cx, "/imports/%ld", b.id); /* which says what was written and undoes it */
}

/* POST /imports/:id/again */
const struct fail *import_again_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct import_batch_of b;
        const struct importer *k;
        const struct fail *f = form_end(&form);
        if (!f)
                f = import_again(cx, rq->ids[0]);
        if (!f)
                f = import_see(cx, rq->ids[0], &b, &k);
        if (!f)
                f = import_go_on(cx, b.id, b.size);
        return f ? f : reply_see(re, cx, "/imports/%ld", rq->ids[0]);
}

/* POST /imports/:id/drop */
const struct fail *import_drop_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct import_batch_of b;
        const struct importer *k;
        const struct fail *f = form_end(&form);
        if (!f)
                f = import_see(cx, rq->ids[0], &b, &k);
        if (!f)
                f = import_drop(cx, rq->ids[0]);
        if (f)
                return f;
        import_worker_wake();
        return reply_see(re, cx, "/imports/new/%s", k->code);
}

static const struct fail *undo_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct import_undo *u, const struct fail *why)
{
        struct import_batch_of b;
        const struct importer *k;
        const struct fail *f = import_change(cx, rq->ids[0], &b, &k);
        if (f)
                return f;
        struct import_undo_page p = { .page = import_frame(cx, rq, k, "撤销导入"), .k = k, .b = &b, .u = u,
                                      .fail = why };
        if (why)
                re->status = fail_http(why->kind);
        import_undo_page(&re->body, &p);
        return NULL;
}

/* GET /imports/:id/undo */
const struct fail *import_undo_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct import_undo u;
        const struct fail *f = import_undo_look(cx, rq->ids[0], &u);
        return f ? f : undo_show(cx, rq, re, &u, NULL);
}

/* POST /imports/:id/undo */
const struct fail *import_undo_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct import_undo u;
        struct form form = form_of(cx, rq);
        const struct fail *f = form_end(&form);
        if (!f)
                f = import_undo(cx, rq->ids[0], &u);
        if (f && f->kind == FAIL_CONFLICT && u.n_since)
                return undo_show(cx, rq, re, &u, f);
        if (f)
                return f;
        import_worker_wake();
        reply_note(re, cx, "这次导入已整批撤销");
        return reply_see(re, cx, "/imports/%ld", rq->ids[0]);
}
