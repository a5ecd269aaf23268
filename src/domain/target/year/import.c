/* domain/target/year/import.c - a statistics workbook: one row a figure, or units down and the rest across. */
#include "domain/target/scheme.sql.h"
#include "domain/target/year/figure.h"
#include "domain/target/year/figure.sql.h"
#include "domain/target/year/imports.h"
#include "domain/target/year/wide.h"
#include "core/audit/audit.h"
#include "core/text/json.h"

enum { UNIT, LEAF, ITEM, MONTH, VALUE, REASON, MEASURE, FIELDS };

static const char *const unit_heads[]   = { "单位名称", "单位代码", "unit", NULL };
static const char *const leaf_heads[]   = { "指标名称", "指标代码", "indicator", NULL };
static const char *const item_heads[]   = { "数据项", "情形", "input", NULL };
static const char *const month_heads[]  = { "期间", "month", NULL };
static const char *const value_heads[]  = { "数值", "完成值", "value", NULL };
static const char *const reason_heads[] = { "备注", "reason", NULL };
static const char *const measure_heads[] = { "数据单位", "measure", NULL };

static int unit_values(struct ctx *cx, void *arg, const struct import_field *f,
                       const struct import_value **ret)
{
        const struct figure_year *y = arg;
        (void)f;
        struct import_value *list = NEW_ARRAY(cx->arena, struct import_value, (size_t)y->e.n_units + 1);
        for (int i = 0; i < y->e.n_units; i++)
                list[i] = (struct import_value){ .code = y->e.units[i].code, .name = y->e.units[i].brief,
                                                 .also = y->e.units[i].name, .id = y->e.units[i].unit };
        *ret = list;
        return y->e.n_units;
}

static int leaf_values(struct ctx *cx, void *arg, const struct import_field *f,
                       const struct import_value **ret)
{
        const struct figure_year *y = arg;
        (void)f;
        struct import_value *list = NEW_ARRAY(cx->arena, struct import_value, (size_t)y->n_leaves + 1);
        for (int i = 0; i < y->n_leaves; i++)
                list[i] = (struct import_value){ .code = y->leaves[i].x->code, .name = y->leaves[i].x->name,
                                                 .id = y->leaves[i].x->stem };
        *ret = list;
        return y->n_leaves;
}

static const struct import_field fields[FIELDS] = {
        [UNIT]   = { .key = "unit", .label = "考核单位", .aliases = unit_heads, .kind = IMPORT_TEXT, .required = true,
                     .identity = true, .values = unit_values, .values_of = "方案的考核对象", .help = "简称或代码" },
        [LEAF]   = { .key = "leaf", .label = "考核指标", .aliases = leaf_heads, .kind = IMPORT_TEXT, .required = true,
                     .identity = true, .values = leaf_values, .values_of = "方案的指标",
                     .help = "名称或代码；两个指标同名的用代码" },
        [ITEM]   = { .key = "item", .label = "栏目", .aliases = item_heads, .kind = IMPORT_TEXT, .identity = true,
                     .max = 60, .help = "只有一个数的指标空着；扣分的写情形的名称" },
        [MONTH]  = { .key = "month", .label = "所属月", .aliases = month_heads, .kind = IMPORT_INT, .identity = true,
                     .least = 1, .most = 12, .help = "空着就是上面选的月份；季度写末月" },
        [VALUE]  = { .key = "value", .label = "数", .aliases = value_heads, .kind = IMPORT_TEXT, .required = true,
                     .max = 60, .help = "数字；不涉及的写“缺项”并写原因" },
        [REASON] = { .key = "reason", .label = "缺项原因", .aliases = reason_heads, .kind = IMPORT_TEXT, .max = 200 },
        [MEASURE] = { .key = "measure", .label = "计量单位", .aliases = measure_heads, .kind = IMPORT_TEXT, .max = 40,
                      .help = "可空；写了就与方案的计量单位核对" },
};

/* What the rows of one file are read against: the year, and the month of rows that name none. */
struct laid { struct figure_year y; int month; };

static int leaf_of(const struct import *im, const struct import_row *row)
{
        const struct laid *a = im->arg;
        return figure_leaf_at(&a->y, import_cell(im, row, "leaf")->v);
}

static int month_of(const struct import *im, const struct import_row *row)
{
        const struct laid *a = im->arg;
        const struct import_cell *c = import_cell(im, row, "month");
        return c->filled ? (int)c->v - 1 : a->month;
}

/* The input that the item names; an empty item is the first that must be given. -1: none of that name. */
static int input_of(const struct figure_leaf *l, str item)
{
        for (int i = 0; i < l->n_inputs; i++)
                if (item.n ? str_eq(l->inputs[i].name, item) || str_eq(l->inputs[i].key, item)
                           : !l->inputs[i].optional)
                        return i;
        return item.n || !l->n_inputs ? -1 : 0;
}

static struct figure_in in_of(const struct import *im, const struct import_row *row)
{
        const struct laid *a = im->arg;
        const struct figure_leaf *l = &a->y.leaves[leaf_of(im, row)];
        int input = input_of(l, import_text(im, row, "item"));
        return (struct figure_in){
                .stem = l->x->stem, .unit = import_cell(im, row, "unit")->v, .period = month_of(im, row),
                .input = l->inputs[input < 0 ? 0 : input].key, .raw = import_text(im, row, "value"),
                .reason = import_text(im, row, "reason"), .source = FIGURE_BY_FILE, .seen = -1 };
}

/* All that is wrong with a row, at once. */
static void check_row(struct import *im, struct import_row *row)
{
        const struct laid *a = im->arg;
        struct ctx *cx = im->cx;
        struct figure_fault fault[FIGURE_FAULTS];
        int leaf = leaf_of(im, row);
        if (leaf < 0 || !import_cell(im, row, "leaf")->filled)
                return;
        const struct figure_leaf *l = &a->y.leaves[leaf];
        str item = import_text(im, row, "item"), measure = import_text(im, row, "measure");
        struct figure_in in = in_of(im, row);
        if (input_of(l, item) < 0) {
                import_note(im, row, "item", IMPORT_BAD, str_f(cx->arena, words_of(cx->lang,
                            "“%.*s”没有“%.*s”这一栏"), STR(l->x->name), STR(item)), (str){ 0 });
                in.input = (str){ 0 };
        }
        if (measure.n && l->x->measure.n && !str_eq(measure, l->x->measure))
                import_note(im, row, "measure", IMPORT_BAD, str_f(cx->arena, words_of(cx->lang,
                            "方案里“%.*s”的计量单位是“%.*s”"), STR(l->x->name), STR(l->x->measure)),
                            str_of(words_of(cx->lang, "请按方案的计量单位换算后再填")));
        if (!import_cell(im, row, "unit")->filled)
                in.unit = 0;
        for (int i = 0, n = figure_faults(cx, &a->y, &in, fault); i < n; i++)
                if (!import_cell(im, row, fault[i].part)->bad)          /* said where it was read */
                        import_note(im, row, fault[i].part, IMPORT_BAD, fault[i].f->say,
                                    (str){ 0 });
}

static bool wide_head(struct import *im, str head, str *text)
{
        const struct laid *a = im->arg;
        struct figure_head h;
        if (!a->y.n_leaves || !figure_head_read(im->cx, &a->y, head, &h))
                return false;
        text[LEAF] = h.leaf, text[ITEM] = h.item, text[MEASURE] = h.measure;
        if (h.month >= 0)
                text[MONTH] = str_f(im->cx->arena, "%d", h.month + 1);
        return true;
}

static const struct import_table table = {
        .name = "数据", .fields = fields, .n_fields = FIELDS, .check = check_row, .patient = true,
        .wide = wide_head, .under = "value",
};

/* ---- questions ---------------------------------------------------------------------------------- */

static int asks(struct ctx *cx, struct import_ask *ret)
{
        struct schemes it;
        struct import_value *list = NULL;
        int n = 0, cap = 0, year, month, dom;
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                if (it.has_edition)
                        *VEC_ADD(cx->arena, list, n, cap) = (struct import_value){
                                .code = str_f(cx->arena, "%ld", it.id), .name = it.name };
        if (schemes_end(&it))
                n = 0;
        day_split(cx->today, &year, &month, &dom);
        ret[0] = (struct import_ask){ .name = "scheme", .label = "方案", .kind = ASK_CHOICE, .choices = list,
                                      .n_choices = n, .value = n ? list[0].code : (str){ 0 } };
        ret[1] = (struct import_ask){ .name = "month", .label = "月份", .kind = ASK_INT,
                                      .value = str_f(cx->arena, "%d", month > 1 ? month - 1 : 12) };
        return 2;
}

static const struct fail *open(struct ctx *cx, str about, struct import_open *ret)
{
        struct laid *a = NEW(cx->arena, struct laid);
        uint64_t scheme = 0, month = 0;
        *ret = (struct import_open){ .arg = a };
        if (!about.n)
                return NULL;                    /* a template of nobody's: heads alone */
        if (!str_u64(import_answer(cx, about, "scheme"), &scheme))
                return fail_field(cx, S("scheme"), "请选方案");
        if (!str_u64(import_answer(cx, about, "month"), &month) || month < 1 || month > 12)
                return fail_field(cx, S("month"), "月份应为 1 到 12");
        const struct fail *f = figure_year_open(cx, (int64_t)scheme, &a->y);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail_field(cx, S("scheme"), "这个方案还没有下发");
        if (!f)
                f = edition_see(cx, &a->y.e);
        if (f)
                return f;
        a->month = (int)month - 1;
        ret->unit = cx->unit ? cx->unit : a->y.e.unit;
        ret->title = str_f(cx->arena, words_of(cx->lang, "%d 年 %d 月数据"), a->y.e.year, (int)month);
        ret->effect = str_of(words_of(cx->lang, "写入后是草稿，核对后再上报；已上报、已审核的数不会被改动。"));
        return NULL;
}

static const struct fail *live_of(struct ctx *cx, const struct laid *a, const struct figure_in *in,
                                  struct figure_live *ret, bool *ret_there)
{
        struct figure_live it;
        *ret_there = false;
        figure_live(&it, cx, a->y.e.scheme, in->stem, in->unit, in->period, in->input);
        while (figure_live_next(&it))
                *ret = it, *ret_there = true;
        return figure_live_end(&it);
}

static enum import_fate compare(struct import *im, const struct import_row *row, str *before)
{
        const struct laid *a = im->arg;
        struct figure_live live;
        struct figure_in in = in_of(im, row);
        struct figure_text t;
        bool there;
        int64_t v;
        if (live_of(im->cx, a, &in, &live, &there) || !there)
                return IMPORT_NEW;
        before[VALUE] = live.raw;
        if (!figure_read(im->cx->arena, in.raw, &t) && !live.na && t.v != FIGURE_NA &&
            figure_scale(t.v, t.places, (int)live.places, &v) && v == live.value)
                return IMPORT_SAME;
        return IMPORT_CHANGED;
}

/* ---- writing and undoing ------------------------------------------------------------------------- */

static void was_out(struct json_out *j, const struct figure_row *r)
{
        json_open(j, "was", '{');
        json_put_int(j, "id", r->id);
        json_put_int(j, "version", r->version);
        json_put_bool(j, "na", r->na);
        json_put_int(j, "value", r->value);
        json_put_int(j, "places", r->places);
        json_put_str(j, "raw", r->raw);
        json_put_int(j, "source", r->source);
        json_put_str(j, "origin", r->origin);
        json_put_str(j, "reason", r->reason);
        json_put_int(j, "who", r->who);
        json_put_int(j, "at", r->at);
        json_close(j, '}');
}

static struct figure_row was_in(const struct json *x)
{
        return (struct figure_row){
                .id = json_int(x, "id", 0), .version = json_int(x, "version", 0),
                .na = json_bool(x, "na"),
                .value = json_int(x, "value", 0), .places = (int)json_int(x, "places", 0),
                .raw = json_str(x, "raw"),
                .source = (enum figure_source)json_int(x, "source", 0),
                .origin = json_str(x, "origin"),
                .reason = json_str(x, "reason"), .who = json_int(x, "who", 0),
                .at = json_int(x, "at", 0) };
}

/* One row written; what it left and what stood there before are kept. */
static const struct fail *row_put(struct ctx *cx, const struct laid *a, const struct figure_in *in,
                                  struct json_out *kept, int *n)
{
        struct figure_live live;
        struct figure_row was = { 0 };
        bool there;
        int64_t id = 0;
        const struct fail *f = live_of(cx, a, in, &live, &there);
        if (!f && there)
                f = figure_find(cx, live.id, &was);
        if (!f)
                f = figure_put_in(cx, &a->y, in, &id);
        if (f || !id)
                return f;
        ++*n;
        json_open(kept, NULL, '{');
        json_put_int(kept, "id", id);
        json_put_int(kept, "version", there && was.id == id ? was.version + 1 : 1);
        if (there) {
                was.version += was.id != id;            /* another row took its place */
                was_out(kept, &was);
        }
        json_close(kept, '}');
        return NULL;
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        const struct laid *a = im->arg;
        struct buf kept = buf_new(cx->arena, 8 << 20);
        struct json_out j = json_out(&kept, false);
        int n = 0;
        json_open(&j, NULL, '{');
        json_put_int(&j, "scheme", a->y.e.scheme);
        json_open(&j, "rows", '[');
        for (int i = 0; i < im->n_rows; i++) {
                struct figure_in in = in_of(im, &im->row[i]);
                in.origin = str_f(cx->arena, "import %ld", w->batch);
                const struct fail *f = row_put(cx, a, &in, &j, &n);
                if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                        return fail(cx, INVALID, "%.*s：%.*s", STR(import_row_place(cx, &im->row[i])), STR(f->say));
                if (f)
                        return f;
        }
        json_close(&j, ']');
        json_close(&j, '}');
        audit_log(cx, "figure.import", "import", w->batch, str_f(cx->arena, "{\"rows\":%d}", n));
        w->see = str_f(cx->arena, "/figures?scheme=%ld&month=%d", a->y.e.scheme, a->month + 1);
        w->kept = kept.broken ? S("") : buf_str(&kept);
        return NULL;
}

/* The row as the file left it, and what was changed since. */
static const struct fail *look_back(struct ctx *cx, const struct figure_year *y,
                                    const struct json *x,
                                    struct import_undo *u, struct figure_row *ret)
{
        const struct fail *f = figure_find(cx, json_int(x, "id", 0), ret);
        if (f)
                return f;
        int leaf = figure_leaf_at(y, ret->stem);
        if (!ret->live || ret->state != FIGURE_DRAFT || ret->version != json_int(x, "version", 0))
                *VEC_ADD(cx->arena, u->since, u->n_since, u->cap_since) = (struct import_since){
                        str_f(cx->arena, words_of(cx->lang, "%.*s %d 月的数后来又改过或已上报"),
                              STR(leaf >= 0 ? y->leaves[leaf].x->name : S("—")), ret->period + 1) };
        return NULL;
}

static const struct fail *undo(struct ctx *cx, struct import *im UNUSED, struct import_undo *u)
{
        struct figure_year y;
        struct figure_row *now = NULL;
        const struct json *kept = NULL;
        int n = 0, cap = 0;
        const struct fail *f = str_starts(u->kept, S("{")) ? json_parse(cx, u->kept, &kept)
                               : fail(cx, CONFLICT, "这一批是程序升级以前写入的，没有可恢复的留底，不能整批撤销");
        if (!f)
                f = figure_year_open(cx, json_int(kept, "scheme", 0), &y);
        if (f)
                return f;
        const struct json *rows = json_at(kept, "rows");
        for (const struct json *x = rows ? rows->item : NULL; !f && x; x = x->next)
                f = look_back(cx, &y, x, u, VEC_ADD(cx->arena, now, n, cap));
        if (f)
                return f;
        u->effect = str_f(cx->arena, words_of(cx->lang, "撤回这次写入的 %d 个数，恢复原来的草稿"), n);
        if (u->look || u->n_since)
                return NULL;
        n = 0;
        for (const struct json *x = rows ? rows->item : NULL; !f && x; x = x->next, n++) {
                const struct json *was = json_at(x, "was");
                struct figure_row before = was ? was_in(was) : (struct figure_row){ 0 };
                f = figure_put_back_in(cx, &y, &now[n], was ? &before : NULL);
        }
        return f;
}

static const struct fail *wide_template(struct ctx *cx, const struct import_open *open, str *ret)
{
        const struct laid *a = open->arg;
        if (!a->y.e.id)
                return fail_field(cx, S("scheme"), "请选方案");
        return figure_wide_template(cx, &a->y, a->month, ret);
}

const struct importer figures_importer = {
        .code = "target.figures", .label = "填报的数据", .need = MAY_FIGURE_EDIT, .table = &table, .max_rows = 20000,
        .partly = true, .help = "统计表一行一个数：单位、指标、月份、数；或一行一个单位，指标或月份排在表头。已有的草稿按文件改",
        .wide = wide_template, .back = "/figures",
        .asks = asks, .open = open, .compare = compare, .put = put, .undo = undo,
};
