/* domain/target/rating/effects_import.c - effects brought as a file; all of them wait for approval. */
#include "core/audit/audit.h"
#include "domain/target/rating/rating.h"
#include "domain/target/rating/register.h"

static const char *const kinds[]  = { "加分", "扣分", "等次封顶", "一票否决", NULL };
static const char *const levels[] = { "县级", "市级", "省级", "国家级", NULL };
static const char *const title_heads[]  = { "事项", "加分事由", "扣分事由", NULL };
static const char *const basis_heads[]  = { "文件", "文号", "依据", NULL };
static const char *const amount_heads[] = { "分数", "加分", "扣分", NULL };

static import_values unit_values, class_values, grade_values;
enum { UNIT, KIND, TITLE, CLASS, AMOUNT, GRADE, BASIS, HAPPENED, LEVEL, MATTER, DECIDED, FIELDS };
static const struct import_field fields[FIELDS] = {
        [UNIT]     = { .key = "unit", .label = "单位", .kind = IMPORT_TEXT, .required = true,
                       .same = true, .values = unit_values, .values_of = "考核对象" },
        [KIND]     = { .key = "kind", .label = "种类", .kind = IMPORT_CHOICE, .required = true,
                       .choices = kinds, .help = "加分、扣分、等次封顶或一票否决" },
        [TITLE]    = { .key = "title", .label = "事由", .aliases = title_heads, .kind = IMPORT_TEXT,
                       .required = true, .same = true, .max = 200 },
        [CLASS]    = { .key = "class", .label = "类别", .kind = IMPORT_TEXT, .values = class_values,
                       .values_of = "加减分类别" },
        [AMOUNT]   = { .key = "amount", .label = "分值", .aliases = amount_heads,
                       .kind = IMPORT_TEXT, .max = 12, .help = "加分、扣分都写正数；封顶和否决空着" },
        [GRADE]    = { .key = "grade", .label = "等次", .kind = IMPORT_TEXT,
                       .values = grade_values, .values_of = "方案的等次" },
        [BASIS]    = { .key = "basis", .label = "依据文件", .aliases = basis_heads,
                       .kind = IMPORT_TEXT, .max = 200, .help = "标题和文号；加分没有文件的不计" },
        [HAPPENED] = { .key = "happened", .label = "发生日期", .kind = IMPORT_DAY, .required = true },
        [LEVEL]    = { .key = "level", .label = "级别", .kind = IMPORT_CHOICE, .choices = levels },
        [MATTER]   = { .key = "matter", .label = "同一事项", .kind = IMPORT_TEXT, .max = 60 },
        [DECIDED]  = { .key = "decided", .label = "批准", .kind = IMPORT_TEXT, .max = 100 },
};

static int unit_values(struct ctx *cx, void *arg, const struct import_field *f,
                       const struct import_value **ret)
{
        const struct edition *e = arg;
        (void)f;
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, (size_t)e->n_units + 1);
        for (int i = 0; i < e->n_units; i++)
                v[i] = (struct import_value){ .code = e->units[i].code, .name = e->units[i].brief,
                                              .also = e->units[i].name, .id = e->units[i].unit };
        *ret = v;
        return e->n_units;
}

static int class_values(struct ctx *cx, void *arg, const struct import_field *f,
                        const struct import_value **ret)
{
        const struct edition *e = arg;
        (void)f;
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, (size_t)e->n_classes + 1);
        for (int i = 0; i < e->n_classes; i++)
                v[i] = (struct import_value){ .code = e->classes[i].code, .name = e->classes[i].name,
                                              .id = i + 1 };
        *ret = v;
        return e->n_classes;
}

static int grade_values(struct ctx *cx, void *arg, const struct import_field *f,
                        const struct import_value **ret)
{
        const struct edition *e = arg;
        (void)f;
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, (size_t)e->n_grades + 1);
        for (int i = 0; i < e->n_grades; i++)
                v[i] = (struct import_value){ .code = e->grades[i].name, .id = i + 1 };
        *ret = v;
        return e->n_grades;
}

static void check(struct import *im, struct import_row *row);
static const struct import_table table = {
        .name = "加减分", .fields = fields, .n_fields = FIELDS, .check = check, .patient = true,
};

static const struct fail *open(struct ctx *cx, str about, struct import_open *ret)
{
        struct edition *e = NEW(cx->arena, struct edition);
        int64_t scheme;
        (void)about;
        const struct fail *f = register_scheme(cx, &scheme);
        if (!f)
                f = register_edition(cx, scheme, e);
        if (!f)
                f = auth_change_year(cx, MAY_EFFECT_EDIT, e->unit, e->year);
        if (f)
                return f;
        *ret = (struct import_open){ .arg = e, .unit = e->unit, .title = e->name,
                .effect = str_of(words_of(cx->lang, "写入后都是待审定，审定后才计分。")) };
        return NULL;
}

/* False: the amount is no number. */
static bool wish_of(const struct edition *e, const struct import *im, const struct import_row *row,
                    struct effect_wish *ret)
{
        str amount = import_text(im, row, "amount");
        int64_t c = import_int(im, row, "class"), g = import_int(im, row, "grade");
        *ret = (struct effect_wish){
                .unit = import_int(im, row, "unit"),
                .kind = (enum effect_kind)import_int(im, row, "kind"),
                .title = import_text(im, row, "title"),
                .klass = c > 0 ? e->classes[c - 1].code : S(""),
                .grade = g > 0 ? e->grades[g - 1].name : S(""),
                .basis = import_text(im, row, "basis"),
                .happened = import_cell(im, row, "happened")->on,
                .level = (int)import_int(im, row, "level"),
                .matter = import_text(im, row, "matter"),
                .decided_by = import_text(im, row, "decided") };
        return !amount.n || points_read(amount, &ret->amount);
}

struct place { struct import *im; struct import_row *row; bool no_kind, no_amount; };

/* In its cell; not where the cell itself is at fault, nor what follows from a kind that is. */
static void tell(void *arg, const struct fail *f)
{
        struct place *p = arg;
        const char *key = str_copy(p->im->cx->arena, f->field).p;
        bool by_kind = !str_is(f->field, "unit") && !str_is(f->field, "title") && !str_is(f->field, "happened") &&
                       !str_is(f->field, "matter");
        if (import_cell(p->im, p->row, key)->bad || (p->no_kind && by_kind) ||
            (p->no_amount && str_is(f->field, "amount")))
                return;
        import_note(p->im, p->row, key, IMPORT_BAD, f->say, (str){ 0 });
}

static void check(struct import *im, struct import_row *row)
{
        const struct edition *e = im->arg;
        const struct import_cell *kind = import_cell(im, row, "kind");
        struct place p = { im, row, kind->bad || !kind->filled, false };
        struct effect_wish wish;
        if (!e)                 /* a template of nobody's */
                return;
        if (!wish_of(e, im, row, &wish)) {
                import_note(im, row, "amount", IMPORT_BAD, str_of(words_of(im->cx->lang, "分值应为数字，最多六位小数")),
                            (str){ 0 });
                p.no_amount = true;
        }
        const struct fail *f = register_fits(im->cx, e, &wish, tell, &p);
        if (f)
                import_note(im, row, NULL, IMPORT_BAD, f->say, (str){ 0 });
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        const struct edition *e = w->open.arg;
        for (int i = 0; i < im->n_rows; i++) {
                const struct import_row *row = &im->row[i];
                struct effect_wish wish;
                int64_t id;
                const struct fail *f = wish_of(e, im, row, &wish) ? register_put(cx, e, &wish, &id)
                                     : fail(cx, INVALID, "分值应为数字，最多六位小数");
                if (f)
                        return f->kind != FAIL_INVALID ? f
                                : fail(cx, INVALID, "%.*s“%.*s”：%.*s", STR(import_row_place(cx, row)),
                                       STR(wish.title), STR(f->say));
        }
        w->see = S("/effects?view=1");
        w->kept = S("");
        return NULL;
}

const struct importer effects_importer = {
        .code = "target.effects", .label = "加减分", .need = MAY_EFFECT_EDIT, .table = &table,
        .max_rows = 2000,
        .help = "加分、扣分、等次封顶和一票否决一张表；写入后待审定", .back = "/effects",
        .open = open, .put = put,
};
