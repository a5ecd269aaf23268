/* domain/budget/edition.c - editions of the account lists: load, import, install. */
#include "domain/budget/edition.h"
#include "core/audit/audit.h"
#include "core/sandbox/table.h"
#include "core/text/table.h"
#include "domain/budget/accounts.h"
#include "domain/budget/edition.sql.h"

const char *const account_list_codes[ACCOUNT_LISTS] = { "function", "economic", "government" };
const char *const account_list_labels[ACCOUNT_LISTS] = {
        "功能分类科目", "部门预算支出经济分类科目", "政府预算支出经济分类科目",
};

const char *account_list_label(str code)
{
        int at = 0;
        while (at < ACCOUNT_LISTS - 1 && !str_is(code, account_list_codes[at]))
                at++;
        return account_list_labels[at];
}

const struct fail *edition_load(struct ctx *cx, const char *list, int year,
                                struct account_list *ret)
{
        struct edition_at at;
        struct edition_first first;
        int64_t id;
        const struct fail *f = edition_at(cx, str_of(list), day_make(year, 1, 1), &at);
        if (!f) {
                id = at.id, ret->name = at.name;
        } else if (f->kind != FAIL_NOT_FOUND) {
                return f;
        } else {
                f = edition_first(cx, str_of(list), &first);
                if (f)
                        return f;
                id = first.id, ret->name = first.name;
        }

        return account_list_read(cx, id, ret);
}

const struct fail *account_list_read(struct ctx *cx, int64_t id, struct account_list *ret)
{
        struct account *rows = NULL;
        int n = 0, cap = 0;
        struct edition_codes it;
        edition_codes(&it, cx, id);
        while (edition_codes_next(&it))
                *VEC_ADD(cx->arena, rows, n, cap) = (struct account){
                        .code = it.code, .name = it.name, .budget = it.budget, .basis = it.basis,
                        .definition = it.definition, .gov_organ = it.gov_organ,
                        .gov_institution = it.gov_institution,
                };
        const struct fail *f = edition_codes_end(&it);
        if (f)
                return f;
        ret->edition = id;
        ret->rows = rows;
        ret->n = n;
        return NULL;
}

/* ---- import ------------------------------------------------------------------ */

enum column { COL_CODE, COL_NAME, COL_BUDGET, COL_ORGAN, COL_INSTITUTION, COL_BASIS, COL_DEFINITION, COLS };

static const struct { enum column col; const char *label; } headers[] = {
        { COL_CODE, "code" },            { COL_CODE, "科目编码" },   { COL_CODE, "编码" },
        { COL_NAME, "name" },            { COL_NAME, "科目名称" },   { COL_NAME, "名称" },
        { COL_BUDGET, "budget" },        { COL_BUDGET, "预算" },
        { COL_ORGAN, "gov_organ" },      { COL_ORGAN, "机关政府经济科目" },
        { COL_INSTITUTION, "gov_institution" }, { COL_INSTITUTION, "事业政府经济科目" },
        { COL_BASIS, "basis" },          { COL_BASIS, "依据" },
        { COL_DEFINITION, "definition" }, { COL_DEFINITION, "说明" },
};

struct reading {
        struct ctx        *cx;
        bool               functional;
        int                at[COLS];            /* column of the file, -1: absent */
        bool               has_head;
        struct account    *rows;
        int                n, cap;
        const struct fail *fail;
};

static str cell(const struct reading *r, const struct table_row *row, enum column c)
{
        int at = r->at[c];
        return at < 0 || at >= row->n_cells ? (str){ 0 } : row->cells[at].text;
}

static void read_head(struct reading *r, const struct table_row *row)
{
        for (int c = 0; c < COLS; c++)
                r->at[c] = -1;
        for (int i = 0; i < row->n_cells; i++)
                for (size_t k = 0; k < COUNT_OF(headers); k++)
                        if (str_is(row->cells[i].text, headers[k].label))
                                r->at[headers[k].col] = i;
        r->has_head = true;
        if (r->at[COL_CODE] < 0 || r->at[COL_NAME] < 0)
                r->fail = fail(r->cx, INVALID, "第 %d 行应为表头，须有“科目编码”和“科目名称”两列", row->row);
}

static bool is_code(str s)
{
        uint64_t v;
        return (s.n == 3 || s.n == 5 || s.n == 7) && str_u64(s, &v);
}

static str kept(struct reading *r, const struct table_row *row, enum column c)
{
        str s = cell(r, row, c);
        return s.n ? str_copy(r->cx->arena, s) : (str){ 0 };
}

static bool take_row(void *arg, const struct table_row *row)
{
        struct reading *r = arg;
        if (!r->has_head) {
                read_head(r, row);
                return !r->fail;
        }
        str code = utf8_narrow(r->cx->arena, cell(r, row, COL_CODE));
        str name = kept(r, row, COL_NAME);
        if (!is_code(code) || (code.n == 7 && !r->functional)) {
                r->fail = fail(r->cx, INVALID, "第 %d 行：科目编码“%.*s”应为 3 位、5 位或 7 位数字",
                               row->row, STR(code));
                return false;
        }
        if (!name.n) {
                r->fail = fail(r->cx, INVALID, "第 %d 行：科目 %.*s 没有名称", row->row, STR(code));
                return false;
        }
        str basis = kept(r, row, COL_BASIS), budget = kept(r, row, COL_BUDGET);
        *VEC_ADD(r->cx->arena, r->rows, r->n, r->cap) = (struct account){
                .code = str_copy(r->cx->arena, code), .name = name,
                .budget = budget.p ? budget : S("any"), .gov_organ = kept(r, row, COL_ORGAN),
                .gov_institution = kept(r, row, COL_INSTITUTION),
                .basis = basis.p ? basis : S("imported"), .definition = kept(r, row, COL_DEFINITION),
        };
        return true;
}

static int by_code(const void *a, const void *b)
{
        const struct account *x = a, *y = b;
        int d = str_cmp(x->code, y->code);
        return d ? d : str_cmp(y->budget, x->budget);
}

static const struct fail *check_tree(struct ctx *cx, const struct account_list *l)
{
        for (int i = 0; i < l->n; i++) {
                str code = l->rows[i].code;
                if (i && str_eq(code, l->rows[i - 1].code) &&
                    str_eq(l->rows[i].budget, l->rows[i - 1].budget))
                        return fail(cx, INVALID, "科目编码 %.*s 出现了两次", STR(code));
                if (code.n > 3 && !account_find(l, str_head(code, code.n - 2)))
                        return fail(cx, INVALID, "科目 %.*s 没有上级科目 %.*s", STR(code),
                                    STR(str_head(code, code.n - 2)));
        }
        return NULL;
}

static int64_t edition_store(struct ctx *cx, const char *list, str name, day valid_from, str source,
                             const struct account_list *l)
{
        edition_close(cx, str_of(list), valid_from, day_add(valid_from, -1));
        int64_t id = edition_add(cx, str_of(list), name, valid_from, DAY_NONE, source);
        for (int i = 0; i < l->n; i++) {
                const struct account *a = &l->rows[i];
                edition_code_add(cx, id, a->code, a->name, a->budget.n ? a->budget : S("any"),
                                 a->gov_organ, a->gov_institution,
                                 a->basis.n ? a->basis : S("imported"), a->definition);
        }
        audit_log(cx, "accounts.import", "account_edition", id,
                  str_f(cx->arena, "{\"after\":{\"accounts\":\"%s\",\"n\":%d}}", list, l->n));
        return id;
}

static const struct fail *store_edition(struct ctx *cx, const char *list, str name, day valid_from,
                                        str source, const struct account_list *l)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_store(cx, list, name, valid_from, source, l);
        return tx_commit(&tx);
}

const struct fail *edition_free(struct ctx *cx, const char *list, str name, day valid_from)
{
        struct edition_by_name same;
        struct edition_after after;
        const struct fail *f = edition_by_name(cx, str_of(list), name, &same);
        if (!f)
                return fail_field(cx, S("name"), "已有“%.*s”版，请换一个版本名", STR(name));
        if (f->kind != FAIL_NOT_FOUND)
                return f;
        f = edition_after(cx, str_of(list), valid_from, INT64_MAX, &after);
        if (!f)
                return fail_field(cx, S("from"), "“%.*s”版从更晚的日期起有效，请核对日期", STR(after.name));
        return f->kind == FAIL_NOT_FOUND ? NULL : f;
}

const struct fail *edition_put_in(struct ctx *cx, const char *list, str name, day valid_from,
                                  str source, struct account *rows, int n, int64_t *ret_id)
{
        struct account_list l = { .rows = rows, .n = n };
        if (n)
                qsort(rows, (size_t)n, sizeof(*rows), by_code);
        const struct fail *f = check_tree(cx, &l);
        if (!f)
                *ret_id = edition_store(cx, list, name, valid_from, source, &l);
        return f;
}

const struct fail *edition_newer(struct ctx *cx, int64_t id, str *ret_name)
{
        struct edition_of e;
        struct edition_after after;
        const struct fail *f = edition_of(cx, id, &e);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail(cx, CONFLICT, "这一版已经不在了") : f;
        f = edition_after(cx, e.list, e.valid_from, id, &after);
        if (!f)
                *ret_name = after.name;
        return f && f->kind != FAIL_NOT_FOUND ? f : NULL;
}

const struct fail *edition_drop_in(struct ctx *cx, int64_t id)
{
        struct edition_of e;
        const struct fail *f = edition_of(cx, id, &e);
        if (f)
                return f;
        edition_codes_drop(cx, id);
        edition_drop(cx, id);
        edition_reopen(cx, e.list, day_add(e.valid_from, -1));
        audit_log(cx, "accounts.undo", "account_edition", id,
                  str_f(cx->arena, "{\"before\":{\"accounts\":\"%.*s\",\"name\":\"%.*s\"}}", STR(e.list), STR(e.name)));
        return NULL;
}

const struct fail *edition_import(struct ctx *cx, const char *list, str name, day valid_from,
                                  str source, str filename, str bytes, bool sealed, int *ret_n)
{
        static const struct table_limits limits = {
                .max_rows = 20000, .max_cells = 400000, .max_bytes = 64 << 20, .max_cols = 64 };
        struct reading r = { .cx = cx, .functional = !strcmp(list, "function") };
        struct table_extra extra = { 0 };
        const struct fail *f = sealed
                ? table_read_sealed(cx, filename, bytes, &limits, take_row, &r, &extra)
                : table_read(cx, filename, bytes, &limits, take_row, &r);
        if (r.fail)
                f = r.fail;
        if (f)
                return f;
        if (!r.n)
                return fail(cx, INVALID, "文件里没有科目");
        qsort(r.rows, (size_t)r.n, sizeof(*r.rows), by_code);
        struct account_list l = { .rows = r.rows, .n = r.n };
        f = check_tree(cx, &l);
        if (f)
                return f;

        f = store_edition(cx, list, name, valid_from, source, &l);
        if (!f)
                *ret_n = r.n;
        return f;
}

/* ---- the edition that comes with the program --------------------------------- */

const struct fail *editions_install(struct ctx *cx)
{
        struct budget b = { 0 };
        struct edition_first any;
        const struct fail *f = edition_first(cx, S("function"), &any);
        if (!f || f->kind != FAIL_NOT_FOUND)
                return f;
        f = accounts_builtin(cx, &b);
        const struct { const char *list; const struct account_list *rows; } lists[] = {
                { "function", &b.function }, { "economic", &b.economic }, { "government", &b.economic_gov },
        };
        for (size_t i = 0; i < COUNT_OF(lists) && !f; i++)
                f = store_edition(cx, lists[i].list, S("2024"), day_make(2024, 1, 1), S("luoshi"), lists[i].rows);
        return f;
}
