/* domain/budget/edition_import.c - an edition of an account list, brought as a file. */
#include "core/auth/auth.h"
#include "domain/budget/edition.h"
#include "domain/budget/imports.h"

static int asks(struct ctx *cx, struct import_ask *ret)
{
        struct import_value *list = NEW_ARRAY(cx->arena, struct import_value, ACCOUNT_LISTS);
        for (int i = 0; i < ACCOUNT_LISTS; i++)
                list[i] = (struct import_value){ .code = str_of(account_list_codes[i]),
                        .name = str_of(words_of(cx->lang, account_list_labels[i])) };
        ret[0] = (struct import_ask){ .name = "list", .label = "科目表", .kind = ASK_CHOICE, .choices = list,
                                      .n_choices = ACCOUNT_LISTS };
        ret[1] = (struct import_ask){ .name = "name", .label = "版本名", .hint = "例：2025", .kind = ASK_TEXT };
        ret[2] = (struct import_ask){ .name = "from", .label = "从哪天起有效", .kind = ASK_DAY };
        ret[3] = (struct import_ask){ .name = "source", .label = "依据的文件", .kind = ASK_TEXT };
        return 4;
}

/* ---- the table --------------------------------------------------------------------------------- */

static const char *const code_heads[]   = { "编码", "code", NULL };
static const char *const name_heads[]   = { "名称", "name", NULL };
static const char *const budget_heads[] = { "budget", NULL };
static const char *const organ_heads[]  = { "gov_organ", NULL };
static const char *const inst_heads[]   = { "gov_institution", NULL };
static const char *const basis_heads[]  = { "basis", NULL };
static const char *const text_heads[]   = { "definition", NULL };

static int budget_values(struct ctx *cx, void *arg, const struct import_field *f,
                         const struct import_value **ret)
{
        static const struct import_value budgets[] = {
                { .code = S_C("general"), .name = S_C("一般公共预算") },
                { .code = S_C("fund"),    .name = S_C("政府性基金预算") },
                { .code = S_C("capital"), .name = S_C("国有资本经营预算") },
                { .code = S_C("social"),  .name = S_C("社会保险基金预算") },
                { .code = S_C("any"),     .name = S_C("不分预算") },
        };
        (void)cx, (void)arg, (void)f;
        *ret = budgets;
        return COUNT_OF(budgets);
}

static const struct import_field fields[] = {
        { .key = "code", .label = "科目编码", .aliases = code_heads, .kind = IMPORT_CODE, .required = true,
          .identity = true, .help = "3 位类、5 位款、7 位项" },
        { .key = "name", .label = "科目名称", .aliases = name_heads, .kind = IMPORT_TEXT, .required = true },
        { .key = "budget", .label = "预算", .aliases = budget_heads, .kind = IMPORT_TEXT, .identity = true,
          .values = budget_values, .help = "不填为不分预算" },
        { .key = "gov_organ", .label = "机关政府经济科目", .aliases = organ_heads, .kind = IMPORT_CODE },
        { .key = "gov_institution", .label = "事业政府经济科目", .aliases = inst_heads, .kind = IMPORT_CODE },
        { .key = "basis", .label = "依据", .aliases = basis_heads, .kind = IMPORT_TEXT },
        { .key = "definition", .label = "说明", .aliases = text_heads, .kind = IMPORT_TEXT, .max = 2000 },
};

static void check_row(struct import *im, struct import_row *row)
{
        str code = import_text(im, row, "code");
        const bool *functional = im->arg;
        uint64_t v;
        bool digits = str_u64(code, &v);
        if (!digits || (code.n != 3 && code.n != 5 && !(code.n == 7 && (!functional || *functional))))
                import_note(im, row, "code", IMPORT_BAD, str_of(words_of(im->cx->lang, functional && !*functional
                            ? "应为 3 位或 5 位数字" : "应为 3 位、5 位或 7 位数字")), (str){ 0 });
}

static const struct import_table table = {
        .name = "科目", .fields = fields, .n_fields = COUNT_OF(fields), .check = check_row, .patient = true,
};

/* ---- opening, writing, undoing --------------------------------------------------------------------- */

struct asked { const char *list; str name, source; day from; };

static const struct fail *asked_of(struct ctx *cx, str about, struct asked *ret)
{
        str list = import_answer(cx, about, "list");
        *ret = (struct asked){ .name = import_answer(cx, about, "name"), .source = import_answer(cx, about, "source") };
        for (int i = 0; i < ACCOUNT_LISTS; i++)
                if (str_is(list, account_list_codes[i]))
                        ret->list = account_list_codes[i];
        if (!ret->list)
                return fail_field(cx, S("list"), "请选科目表");
        if (!ret->name.n || utf8_count(ret->name) > 20)
                return fail_field(cx, S("name"), "版本名要填，最多 20 个字");
        if (!day_parse(import_answer(cx, about, "from"), &ret->from))
                return fail_field(cx, S("from"), "日期请写成 2024-02-20 这样");
        if (!ret->source.n)
                return fail_field(cx, S("source"), "这一项要填");
        return NULL;
}

static const struct fail *open(struct ctx *cx, str about, struct import_open *ret)
{
        struct asked a;
        bool *functional = NEW(cx->arena, bool);
        if (!about.n)
                return NULL;
        const struct fail *f = asked_of(cx, about, &a);
        if (!f)
                f = auth_change(cx, MAY_ACCOUNTS_EDIT, cx->unit);
        if (!f)
                f = edition_free(cx, a.list, a.name, a.from);
        if (f)
                return f;
        *functional = !strcmp(a.list, "function");
        *ret = (struct import_open){
                .arg = functional,
                .title = str_f(cx->arena, words_of(cx->lang, "%.*s版，自 %.*s 起"), STR(a.name),
                               STR(day_str(cx->arena, a.from))),
                .effect = str_of(words_of(cx->lang, "写入后成为新的版本，原来的版本到前一天为止。")),
        };
        return NULL;
}

static str or_word(str s, const char *otherwise) { return s.n ? s : str_of(otherwise); }
static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        struct asked a;
        int64_t id = 0;
        const struct fail *f = asked_of(cx, w->about, &a);
        if (f)
                return f;
        struct account *rows = NEW_ARRAY(cx->arena, struct account, (size_t)im->n_rows);
        for (int i = 0; i < im->n_rows; i++) {
                const struct import_row *row = &im->row[i];
                rows[i] = (struct account){
                        .code = import_text(im, row, "code"), .name = import_text(im, row, "name"),
                        .budget = or_word(import_text(im, row, "budget"), "any"),
                        .gov_organ = str_some(import_text(im, row, "gov_organ")),
                        .gov_institution = str_some(import_text(im, row, "gov_institution")),
                        .basis = or_word(import_text(im, row, "basis"), "imported"),
                        .definition = str_some(import_text(im, row, "definition")),
                };
        }
        f = edition_put_in(cx, a.list, a.name, a.from, a.source, rows, im->n_rows, &id);
        if (f)
                return f;
        w->see = S("/budget/accounts");
        w->kept = str_f(cx->arena, "%ld", id);
        return NULL;
}

static const struct fail *undo(struct ctx *cx, struct import *im, struct import_undo *u)
{
        uint64_t id;
        str newer = { 0 };
        must(str_u64(u->kept, &id));
        const struct fail *f = edition_newer(cx, (int64_t)id, &newer);
        if (f)
                return f;
        if (newer.n)
                *VEC_ADD(cx->arena, u->since, u->n_since, u->cap_since) = (struct import_since){
                        str_f(cx->arena, words_of(cx->lang, "之后又导入了“%.*s”版，请先撤销那一版"), STR(newer)) };
        u->effect = str_f(cx->arena, words_of(cx->lang, "删除这一版的 %d 个科目，原来的版本重新有效"), im->n_rows);
        return u->look || u->n_since ? NULL : edition_drop_in(cx, (int64_t)id);
}

const struct importer edition_importer = {
        .code = "accounts.edition", .label = "预算科目", .need = MAY_ACCOUNTS_EDIT, .table = &table,
        .help = "政府收支分类科目的一个版本；须有“科目编码”和“科目名称”两列", .back = "/budget/accounts",
        .asks = asks, .open = open, .put = put, .undo = undo,
};
